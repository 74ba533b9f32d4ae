/* POST /api/code and /api/articles: articles in, events out; stored or not. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "serve/handlers.h"
#include "serve/intake.h"
#include "serve/json_out.h"

/* What is coded while somebody waits; casus ingest takes more. */
enum { ARTICLES_MAX = 200, TEXT_BYTES_MAX = 2 << 20, FAILURES_MAX = 100 };

typedef struct {
  call *call;
  casus_session *session;
  intake *intake; /* NULL: nothing is stored */
  json_t *failed;
  size_t n_articles, text_bytes;
  uint64_t n_added;
} coding;

/* ---- what was sent, as a file with a name */

typedef struct {
  char *line; /* of an article sent as JSON; freed by the caller */
  casus_str bytes, name;
  casus_reader_options options;
} sent;

static bool is_field(const char *name) {
  static const char *const fields[] = {"text", "title", "date", "source", "url", "id", "language"};
  for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
    if (strcmp(name, fields[i]) == 0) return true;
  return false;
}

/* A day, which may have a time behind it. */
static bool date_fits(call *c, const json_t *value) {
  casus_date date;
  const casus_str text = {json_string_value(value), json_string_length(value)};
  if (!text.len || casus_date_read((casus_str){text.ptr, text.len < 10 ? text.len : 10}, &date)) return true;
  reply_error(c->reply, 400, "date", "date takes a date like 2024-03-22");
  return false;
}

static bool fields_fit(call *c, json_t *article) {
  const char *name;
  json_t *value;
  json_object_foreach(article, name, value) {
    if (!is_field(name)) return reply_error(c->reply, 400, name, "an article has no field \"%s\"", name), false;
    if (!json_is_string(value) && !json_is_null(value)) return reply_error(c->reply, 400, name, "%s must be a text", name), false;
  }
  if (!date_fits(c, json_object_get(article, "date"))) return false;
  if (json_string_length(json_object_get(article, "text"))) return true;
  return reply_error(c->reply, 400, "text", "the article needs a text"), false;
}

/* As a line of JSON it goes the way of articles in files. */
static bool read_object(call *c, sent *s) {
  json_t *article = call_json(c);
  if (!article) return false;
  bool fit = fields_fit(c, article);
  s->line = fit ? json_dumps(article, JSON_COMPACT) : NULL;
  json_decref(article);
  if (fit && !s->line) reply_error(c->reply, 500, NULL, "no memory");
  s->bytes = text_of(s->line);
  s->name = text_of("sent.jsonl");
  return s->line != NULL;
}

/* The last part of the path that a browser gives. */
static casus_str file_name(casus_str name) {
  for (size_t i = name.len; i-- > 0;)
    if (name.ptr[i] == '/') return (casus_str){name.ptr + i + 1, name.len - i - 1};
  return name;
}

static bool read_file(call *c, sent *s) {
  static const char *const types[][2] = {{"text/plain", "sent.txt"},
                                         {"text/html", "sent.html"},
                                         {"application/jsonl", "sent.jsonl"},
                                         {"application/octet-stream", "-"}};
  casus_str type = request_media_type(c->request), name = file_name(request_parameter(c->request, "name"));
  s->bytes = c->request->body;
  for (size_t i = 0; i < sizeof types / sizeof *types; i++)
    if (text_is_fold(type, types[i][0])) s->name = name.len ? name : text_of(types[i][1]);
  if (s->name.len && s->bytes.len) return true;
  if (s->name.len) reply_error(c->reply, 400, NULL, "the body is empty");
  else
    reply_error(c->reply, 415, NULL,
                "the body must be application/json, text/plain, text/html, application/jsonl or application/octet-stream");
  return false;
}

static bool read_sent(call *c, sent *s) {
  casus_str date = request_parameter(c->request, "date");
  *s = (sent){0};
  if (date.ptr && !casus_date_read(date, &s->options.date)) {
    reply_error(c->reply, 400, "date", "date takes a date like 2024-03-22");
    return false;
  }
  return text_is_fold(request_media_type(c->request), "application/json") ? read_object(c, s) : read_file(c, s);
}

/* ---- one article */

static json_t *article_value(const casus_article *a) {
  return json_pack("{s:o, s:o, s:o, s:o, s:o, s:o, s:I}", "id", json_text_or_null(a->id), "title", json_text_or_null(a->title),
                   "date", json_date_or_null(a->date), "source", json_text_or_null(a->source), "url", json_text_or_null(a->url),
                   "text", json_text(a->text), "body", (json_int_t)a->body);
}

/* Lines of events as the items of a list. */
static void add_lines(bytes *out, const char *lines, size_t len) {
  size_t from = out->len;
  if (!len) return;
  bytes_add(out, lines, len - 1);
  for (size_t i = from; !out->failed && i < out->len; i++)
    if (out->ptr[i] == '\n') out->ptr[i] = ',';
}

static casus_status write_coded(coding *g, const casus_article *a, const casus_event *events, size_t n, int64_t key) {
  bytes *out = &g->call->reply->body;
  char *lines;
  size_t len;
  casus_status status = casus_events_json(events, n, 0, n, a, CASUS_OFFSETS_BYTES, &lines, &len);
  if (status != CASUS_OK) return status;
  json_t *article = article_value(a);
  if (g->intake) json_object_set_new(article, "key", json_key_or_null(key));
  bytes_add_text(out, g->n_articles ? ",{\"article\":" : "{\"article\":");
  bytes_add_json(out, article);
  bytes_add_text(out, ",\"events\":[");
  add_lines(out, lines, len);
  bytes_add_text(out, "]}");
  free(lines);
  g->n_articles++;
  return CASUS_OK;
}

static casus_status code_article(coding *g, const casus_article *a, casus_error *error) {
  const casus_event *events;
  size_t n;
  int64_t key = 0;
  casus_status status = casus_code(g->session, a, &events, &n, error);
  if (status != CASUS_OK) return status;
  if (g->intake) status = intake_add(g->intake, a, events, n, &key, error);
  if (status != CASUS_OK) return status;
  g->n_added += key != 0;
  return write_coded(g, a, events, n, key);
}

/* ---- all of them */

static void note_failure(coding *g, const casus_error *e) {
  if (json_array_size(g->failed) == FAILURES_MAX) return;
  json_array_append_new(g->failed, json_pack("{s:o, s:I, s:I}", "message", json_text(text_of(e->message)), "line",
                                             (json_int_t)e->line, "offset_bytes", (json_int_t)e->offset_bytes));
}

static bool is_too_much(coding *g, const casus_article *a) {
  casus_error error = {.line = a->origin_line, .offset_bytes = a->origin_bytes};
  g->text_bytes += a->text.len;
  if (g->text_bytes <= TEXT_BYTES_MAX && g->n_articles < ARTICLES_MAX) return false;
  snprintf(error.message, sizeof error.message,
           "from here on it is too much to be coded at once: %d articles, %d MiB of text; casus ingest takes more", ARTICLES_MAX,
           TEXT_BYTES_MAX >> 20);
  note_failure(g, &error);
  return true;
}

/* What is broken costs that record and no other. */
static casus_status code_next(coding *g, casus_reader *reader, bool *more, casus_error *error) {
  casus_article article;
  casus_error broken = {0};
  casus_status status = casus_reader_next(reader, &article, &broken);
  *more = status == CASUS_OK || status == CASUS_INPUT;
  if (status == CASUS_INPUT) {
    note_failure(g, &broken);
    return CASUS_OK;
  }
  if (status != CASUS_OK) return *error = broken, status == CASUS_END ? CASUS_OK : status;
  if (is_too_much(g, &article)) return *more = false, CASUS_OK;
  return code_article(g, &article, error);
}

static json_t *skips_of(const casus_reader *reader) {
  json_t *list = json_array();
  for (unsigned r = 0; r < CASUS_SKIP_COUNT; r++) {
    uint64_t n = casus_reader_skipped(reader, (casus_skip)r);
    if (n) json_array_append_new(list, json_pack("{s:s, s:I}", "reason", casus_skip_name((casus_skip)r), "n", (json_int_t)n));
  }
  return list;
}

static casus_status code_all(coding *g, casus_reader *reader, casus_error *error) {
  bytes *out = &g->call->reply->body;
  casus_status status = CASUS_OK;
  bytes_add_text(out, "{\"articles\":[");
  for (bool more = true; more && status == CASUS_OK;) status = code_next(g, reader, &more, error);
  if (status != CASUS_OK) return status;
  if (g->intake) intake_skipped(g->intake, reader);
  bytes_add_text(out, "],\"skipped\":");
  bytes_add_json(out, skips_of(reader));
  bytes_add_text(out, ",\"failed\":");
  bytes_add_json(out, json_incref(g->failed));
  if (g->intake) bytes_format(out, ",\"added\":%" PRIu64, g->n_added);
  bytes_add_text(out, "}");
  g->call->reply->type = "application/json";
  return CASUS_OK;
}

/* A store that cannot be written to is another's just now. */
static void answer_failure(coding *g, casus_status status, const casus_error *error) {
  if (status == CASUS_STORE && g->intake) reply_error(g->call->reply, 409, NULL, "%s", error->message);
  else call_good(g->call, status, error);
}

static casus_status code_sent(coding *g, const sent *s, casus_error *error) {
  casus_reader *reader;
  casus_status status = casus_reader_open_memory(s->bytes, s->name, &s->options, &reader, error);
  if (status != CASUS_OK) return status;
  status = code_all(g, reader, error);
  casus_reader_close(reader);
  return status;
}

static void code_body(call *c, const sent *s, intake *in) {
  casus_error error = {0}, ended = {0};
  coding g = {.call = c, .intake = in, .failed = json_array()};
  casus_status status = coders_take(c->app->coders, true, &g.session, &error);
  if (status == CASUS_OK) {
    status = code_sent(&g, s, &error);
    coders_give(c->app->coders, g.session);
  }
  casus_status end = in ? intake_end(in, status == CASUS_OK, &ended) : CASUS_OK;
  if (status != CASUS_OK) answer_failure(&g, status, &error);
  else if (end != CASUS_OK) answer_failure(&g, end, &ended);
  json_decref(g.failed);
}

void post_code(call *c) {
  sent s;
  if (read_sent(c, &s)) code_body(c, &s, NULL);
  free(s.line);
}

void post_articles(call *c) {
  sent s;
  intake in = {.app = c->app, .command = "casus serve: sent by a page"};
  if (read_sent(c, &s)) code_body(c, &s, &in);
  free(s.line);
}
