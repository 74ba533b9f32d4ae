/* GET, POST /api/corrections, DELETE /api/corrections/{key}, GET /api/gold. */
#include <stdlib.h>

#include "serve/correction_items.h"
#include "serve/handlers.h"
#include "serve/json_out.h"

/* ---- the list */

static bool read_article(call *c, casus_correction_query *query) {
  casus_str value = request_parameter(c->request, "article");
  uint64_t key = 0;
  if (value.ptr && (!text_number(value, INT64_MAX, &key) || !key))
    return reply_error(c->reply, 400, "article", "article takes a key, a whole number from 1"), false;
  query->article_key = (int64_t)key;
  return true;
}

void get_corrections(call *c) {
  casus_correction_query query = {
      .author = request_parameter(c->request, "author"), .offset = c->query.offset, .limit = c->query.limit};
  const casus_correction *found;
  size_t n;
  uint64_t total;
  casus_error error = {0};
  if (!read_article(c, &query)) return;
  if (!call_good(c, casus_store_corrections(c->loan.store, &query, &found, &n, &total, &error), &error)) return;
  call_list_begin(c, total);
  for (size_t i = 0; i < n; i++) {
    call_list_next(c);
    bytes_add_json(&c->reply->body, correction_value(&found[i]));
  }
  call_list_end(c);
}

/* ---- a new one */

typedef struct {
  casus_correction correction;
  char *record; /* freed by the caller */
  char time[TIME_SIZE];
} said;

static bool read_text(call *c, const json_t *body, const char *name, const char *otherwise, casus_str *text) {
  const json_t *value = json_object_get(body, name);
  if (value && !json_is_null(value) && !json_is_string(value)) return call_refuse(c, name, "must be a text");
  *text = json_is_string(value) ? (casus_str){json_string_value(value), json_string_length(value)} : text_of(otherwise);
  return true;
}

static bool read_record(call *c, const json_t *body, said *s) {
  const json_t *value = json_object_get(body, "record");
  if (!value || json_is_null(value)) return true;
  if (!json_is_object(value)) return call_refuse(c, "record", "must be an object, or null");
  s->record = json_dumps(value, JSON_COMPACT);
  s->correction.record = text_of(s->record);
  return s->record != NULL || call_refuse(c, "record", "is too large");
}

static bool read_said(call *c, json_t *body, said *s) {
  static const char *const names[] = {"article", "event", "verdict", "record", "author", NULL};
  const json_t *article = json_object_get(body, "article");
  casus_correction *k = &s->correction;
  if (!call_fields_known(c, body, names, "is no field of a correction")) return false;
  if (!json_is_integer(article) || json_integer_value(article) < 1)
    return call_refuse(c, "article", "must be the key of an article");
  k->article_key = json_integer_value(article);
  if (!read_text(c, body, "event", "", &k->event) || !read_text(c, body, "verdict", "", &k->verdict)) return false;
  if (!read_text(c, body, "author", c->app->options.author, &k->author) || !read_record(c, body, s)) return false;
  if (!k->author.len) return call_refuse(c, "author", "is missing: who says so?");
  clock_text(s->time);
  k->time = text_of(s->time);
  return true;
}

/* A store that cannot be written to is another's just now. */
static void answer_failure(call *c, casus_status status, const casus_error *error) {
  if (status == CASUS_STORE) reply_error(c->reply, 409, NULL, "%s", error->message);
  else if (status == CASUS_USAGE) reply_error(c->reply, 422, NULL, "%s", error->message);
  else call_good(c, status, error);
}

static void keep(call *c, casus_correction *k) {
  casus_store *store;
  casus_error error = {0};
  casus_status status = app_write_begin(c->app, &store, &error);
  if (status == CASUS_OK) {
    status = casus_store_correct(store, k, &k->key, &error);
    app_write_end(c->app, store);
  }
  if (status != CASUS_OK) {
    answer_failure(c, status, &error);
    return;
  }
  reply_json(c->reply, correction_value(k));
  c->reply->status = 201;
}

void post_corrections(call *c) {
  said s = {0};
  json_t *body = call_json(c);
  if (body && read_said(c, body, &s)) keep(c, &s.correction);
  free(s.record);
  json_decref(body);
}

/* ---- taken back */

void delete_correction(call *c) {
  casus_store *store;
  casus_error error = {0};
  casus_status status = app_write_begin(c->app, &store, &error);
  if (status == CASUS_OK) {
    status = casus_store_uncorrect(store, c->key, &error);
    app_write_end(c->app, store);
  }
  if (status == CASUS_OK) c->reply->status = 204;
  else if (status == CASUS_END) reply_error(c->reply, 404, NULL, "the store has no correction of this key");
  else answer_failure(c, status, &error);
}

/* ---- gold */

static bool to_bytes(void *context, const char *ptr, size_t len) {
  bytes *out = context;
  bytes_add(out, ptr, len);
  return !out->failed;
}

void get_gold(call *c) {
  casus_error error = {0};
  casus_gold_counts counts;
  bytes *out = &c->reply->body;
  if (!call_good(c, casus_store_gold(c->loan.store, to_bytes, out, &counts, &error), &error)) return;
  c->reply->type = "application/jsonl";
  reply_header(c->reply, "Content-Disposition", "attachment; filename=\"gold.jsonl\"");
}
