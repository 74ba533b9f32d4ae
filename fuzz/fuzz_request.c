/* Any bytes as a request: a line of method and target, lines of headers, an empty line, a body. They go the whole way from the
 * parser to the answer, over a store with one article, without sockets. The answer is no failure of ours, its headers are lines,
 * and JSON is JSON. */
#include <stdlib.h>
#include <unistd.h>

#include "casus_store.h"
#include "serve/app.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define REQUIRE(condition) \
  if (!(condition)) abort()
#define TEXT(literal) ((casus_str){(literal), sizeof(literal) - 1})

enum { STREAM_READS = 64 };

/* Opened once: libFuzzer gives no place to hand them on. */
static app server_app;
static bool is_open;
static char folder[] = "/tmp/casus-fuzz-XXXXXX", db[64];

static void forget(void) {
  static const char *const endings[] = {"", "-wal", "-shm", "-journal"};
  app_close(&server_app);
  for (int i = 0; i < 4; i++) {
    char path[96];
    snprintf(path, sizeof path, "%s%s", db, endings[i]);
    unlink(path);
  }
  rmdir(folder);
}

static void store_article(casus_store *store) {
  const casus_article article = {.id = TEXT("a"), .text = TEXT("Envoys met at the lake."), .title = TEXT("Talks")};
  const casus_run_info info = {TEXT("fuzz"), TEXT("1"), TEXT("t"), TEXT("2026-01-01T00:00:00Z")};
  casus_prepared *prepared;
  casus_run run;
  bool added;
  REQUIRE(casus_store_run_begin(store, &info, &run, NULL) == CASUS_OK);
  REQUIRE(casus_prepare(&article, NULL, 0, &prepared, NULL) == CASUS_OK);
  REQUIRE(casus_store_add(store, prepared, &added, NULL) == CASUS_OK && added);
  REQUIRE(casus_store_run_end(store, info.time, &run, NULL) == CASUS_OK);
}

static void open_once(void) {
  casus_store *store;
  casus_error error = {0};
  serve_options options = {.db = db};
  if (is_open) return;
  REQUIRE(mkdtemp(folder));
  snprintf(db, sizeof db, "%s/store.db", folder);
  REQUIRE(casus_store_open(db, CASUS_STORE_CREATE, &store, &error) == CASUS_OK);
  store_article(store);
  casus_store_close(store);
  REQUIRE(app_open(&server_app, &options, &error) == CASUS_OK);
  server_app.guard.loopback = true;
  app_refresh(&server_app, true);
  is_open = true;
  atexit(forget);
}

/* ---- the request */

static void read_headers(request *q, casus_str *rest) {
  casus_str line;
  while (text_cut(rest, '\n', &line) && line.len) {
    casus_str value = line, name;
    text_cut(&value, ':', &name);
    request_add_header(q, name, value.ptr ? value : (casus_str){"", 0});
  }
}

/* Those who write no Host mean this one. */
static casus_status read_request(request *q, casus_str input, casus_error *error) {
  casus_str rest = input, line, method;
  if (!text_cut(&rest, '\n', &line)) return CASUS_USAGE;
  text_cut(&line, ' ', &method);
  q->method = method;
  read_headers(q, &rest);
  if (!q->headers[HEADER_HOST].len) q->headers[HEADER_HOST] = TEXT("localhost");
  q->body = rest.len > BODY_BYTES_MAX ? (casus_str){rest.ptr, BODY_BYTES_MAX} : rest;
  return request_read_target(q, line, error);
}

/* ---- the answer */

static void check_headers(const reply *r) {
  for (size_t i = 0; i < r->n_headers; i++) REQUIRE(!strpbrk(r->headers[i].value, "\r\n"));
}

static void check_json(const reply *r) {
  if (r->packed || r->read || !r->type || strcmp(r->type, "application/json") != 0) return;
  json_t *value = json_loadb(r->body.ptr, r->body.len, JSON_REJECT_DUPLICATES, NULL);
  REQUIRE(value);
  json_decref(value);
}

static void read_stream(const reply *r) {
  char some[4096];
  for (int i = 0; r->read && i < (r->live ? 1 : STREAM_READS); i++)
    if (r->read(r->context, some, sizeof some) <= 0) return;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  request q = {.socket = -1};
  reply r = {0};
  casus_error error = {0};
  open_once();
  casus_status status = read_request(&q, (casus_str){size ? (const char *)data : "", size}, &error);
  REQUIRE(status == CASUS_OK || status == CASUS_USAGE);
  if (status == CASUS_OK) {
    app_answer(&server_app, &q, &r);
    REQUIRE(r.status != 500);
    check_headers(&r);
    check_json(&r);
    read_stream(&r);
  }
  reply_free(&r);
  request_free(&q);
  return 0;
}
