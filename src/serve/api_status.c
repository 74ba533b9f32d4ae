/* GET /api/status, /api/runs, /api/live, /api/openapi.json. */
#include <inttypes.h>
#include <stdlib.h>

#include "serve/handlers.h"
#include "serve/json_out.h"
#include "serve/web_files.h"

/* ---- status */

/* The name of the store without its folder; of a database without user and password. */
static casus_str store_name(const char *where) {
  const char *end = strpbrk(where, "?");
  casus_str name = {where, end && strncmp(where, "postgres", 8) == 0 ? (size_t)(end - where) : strlen(where)};
  for (size_t i = name.len; i-- > 0;)
    if (name.ptr[i] == '/') return (casus_str){name.ptr + i + 1, name.len - i - 1};
  return name;
}

static json_t *watched_list(const serve_options *o) {
  json_t *list = json_array();
  for (size_t i = 0; i < o->n_watch; i++) json_array_append_new(list, json_text(text_of(o->watch[i])));
  return list;
}

static json_t *chars_or_null(const char *s) { return s ? json_text(text_of(s)) : json_null(); }

static json_t *status_value(const app *a, const casus_store_counts *n, const char *tables) {
  const serve_options *o = &a->options;
  return json_pack("{s:s, s:s, s:s, s:o, s:I, s:I, s:I, s:I, s:I, s:o, s:o, s:b, s:o, s:o, s:i, s:o}", "program", "casus",
                   "version", CASUS_VERSION, "tables", tables, "store", o->db ? json_text(store_name(o->db)) : json_null(),
                   "revision", (json_int_t)n->revision, "articles", (json_int_t)n->n_articles, "events", (json_int_t)n->n_events,
                   "stories", (json_int_t)n->n_stories, "corrections", (json_int_t)n->n_corrections, "first_day",
                   json_date_or_null(n->first_day), "last_day", json_date_or_null(n->last_day), "writable", !a->read_only_because,
                   "read_only_because", chars_or_null(a->read_only_because), "watching", watched_list(o), "body_bytes_max",
                   (int)BODY_BYTES_MAX, "author", chars_or_null(o->author));
}

void get_status(call *c) {
  casus_error error = {0};
  char tables[CASUS_ID_SIZE];
  casus_store_counts counts = {0};
  if (!call_good(c, coders_tables(c->app->coders, tables, &error), &error)) return;
  if (c->app->stores) counts = stores_counts(c->app->stores);
  reply_json(c->reply, status_value(c->app, &counts, tables));
}

/* ---- runs */

static casus_status write_run(call *c, const casus_run *run) {
  char *json;
  size_t len;
  casus_status status = casus_run_json(run, &json, &len);
  if (status != CASUS_OK) return status;
  call_list_next(c);
  bytes_add(&c->reply->body, json, len - 1);
  free(json);
  return CASUS_OK;
}

void get_runs(call *c) {
  casus_error error = {0};
  const casus_run *runs;
  size_t n;
  casus_status status = casus_store_runs(c->loan.store, &runs, &n, &error);
  if (!call_good(c, status, &error)) return;
  call_list_begin(c, n);
  for (size_t i = c->query.offset; i < n && i - c->query.offset < c->query.limit && status == CASUS_OK; i++)
    status = write_run(c, &runs[i]);
  call_list_end(c);
  call_good(c, status, &error);
}

/* ---- live, and what the API is */

void get_live(call *c) {
  if (!live_listen(&c->app->live, c->request->socket, c->reply)) {
    reply_error(c->reply, 503, NULL, "too many listeners; close other pages of this server");
    reply_header(c->reply, "Retry-After", "30");
  }
}

void get_openapi(call *c) {
  c->reply->type = "application/json";
  bytes_add(&c->reply->body, (const char *)openapi_begin, (size_t)(openapi_end - openapi_begin));
}
