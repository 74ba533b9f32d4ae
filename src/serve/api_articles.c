/* GET /api/articles, /api/articles/{key}. */
#include <stdlib.h>

#include "serve/correction_items.h"
#include "serve/event_items.h"
#include "serve/handlers.h"
#include "serve/json_out.h"

/* ---- the list */

static json_t *item_value(const casus_article_item *i) {
  const casus_article *a = &i->article;
  return json_pack("{s:I, s:o, s:o, s:o, s:o, s:o, s:o, s:I, s:I, s:o, s:o}", "key", (json_int_t)i->key, "id",
                   json_text_or_null(a->id), "title", json_text_or_null(a->title), "date", json_date_or_null(a->date), "source",
                   json_text_or_null(a->source), "url", json_text_or_null(a->url), "language", json_text_or_null(a->language),
                   "bytes", (json_int_t)i->len_bytes, "events", (json_int_t)i->n_events, "group", json_key_or_null(i->group),
                   "imported", json_text_or_null(i->imported));
}

static bool read_text(call *c, const char *name, casus_str *text) {
  *text = request_parameter(c->request, name);
  if (!text->ptr || text->len) return true;
  reply_error(c->reply, 400, name, "%s needs a value that is not empty", name);
  return false;
}

static bool read_day(call *c, const char *name, casus_date *day) {
  casus_str value = request_parameter(c->request, name);
  if (!value.ptr || casus_date_read(value, day)) return true;
  reply_error(c->reply, 400, name, "%s takes a date like 2024-03-22, 2024-03 or 2024", name);
  return false;
}

static bool read_query(call *c, casus_article_query *query) {
  static const char *const orders[] = {"date", "newest", NULL};
  int order = call_choice(c, "order", orders);
  *query = (casus_article_query){.newest_first = order == 1, .offset = c->query.offset, .limit = c->query.limit};
  return order >= 0 && read_text(c, "text", &query->text) && read_text(c, "source", &query->source) &&
         read_day(c, "from", &query->from) && read_day(c, "to", &query->to);
}

void get_articles(call *c) {
  casus_article_query query;
  const casus_article_item *items;
  size_t n;
  uint64_t total;
  casus_error error = {0};
  if (!read_query(c, &query)) return;
  if (!call_good(c, casus_store_articles(c->loan.store, &query, &items, &n, &total, &error), &error)) return;
  call_list_begin(c, total);
  for (size_t i = 0; i < n; i++) {
    call_list_next(c);
    bytes_add_json(&c->reply->body, item_value(&items[i]));
  }
  call_list_end(c);
}

/* ---- one article, with its text, its events and what people said of them */

/* Where the object of an event stands among the bytes made so far; events go in the order of the text. */
typedef struct {
  uint32_t begin; /* of the trigger */
  int64_t key;
  size_t from, to;
} placed;

typedef struct {
  bytes made;
  placed *list;
  size_t n;
} article_events;

static int by_place(const void *a, const void *b) {
  const placed *p = a, *q = b;
  if (p->begin != q->begin) return p->begin < q->begin ? -1 : 1;
  return p->key < q->key ? -1 : p->key > q->key;
}

static casus_status gather(call *c, casus_cursor *cursor, article_events *a, casus_error *error) {
  event_items items;
  casus_report report;
  size_t total = (size_t)casus_cursor_total(cursor);
  a->list = malloc((total + 1) * sizeof *a->list);
  casus_status status = a->list ? event_items_open(&items, &a->made, c->loan.store, error) : CASUS_MEMORY;
  if (status != CASUS_OK) return status;
  while (a->n < total && (status = casus_cursor_next(cursor, &report, error)) == CASUS_OK) {
    size_t from = a->made.len;
    status = event_items_add(&items, &report, error);
    if (status != CASUS_OK) break;
    a->list[a->n++] = (placed){report.events->trigger_span.begin, report.event_key, from, a->made.len};
  }
  event_items_close(&items);
  return status == CASUS_END ? CASUS_OK : status;
}

static void write_events(bytes *out, article_events *a) {
  if (a->made.failed) out->failed = true;
  qsort(a->list, a->n, sizeof *a->list, by_place);
  bytes_add_text(out, ",\"events\":[");
  for (size_t i = 0; i < a->n; i++) {
    if (i) bytes_add_text(out, ",");
    bytes_add(out, a->made.ptr + a->list[i].from, a->list[i].to - a->list[i].from);
  }
  bytes_add_text(out, "]");
}

/* What the list tells of it, and its text. */
static casus_status write_text(call *c, casus_error *error) {
  casus_article_item item;
  casus_article article;
  casus_status status = casus_store_article_item(c->loan.store, c->key, &item, error);
  if (status != CASUS_OK) return status;
  json_t *value = item_value(&item);
  status = casus_store_article(c->loan.store, c->key, &article, error);
  if (status == CASUS_OK) {
    json_object_set_new(value, "text", json_text(article.text));
    json_object_set_new(value, "body", json_integer(article.body));
    bytes_add_json(&c->reply->body, json_incref(value));
  }
  json_decref(value);
  return status;
}

/* All of them: CASUS_CORRECTIONS_OF_ARTICLE_MAX is a few pages. */
static casus_status write_corrections(call *c, casus_error *error) {
  bytes *out = &c->reply->body;
  casus_correction_query query = {.article_key = c->key};
  uint64_t total = 1;
  size_t n = 1;
  bytes_add_text(out, ",\"corrections\":[");
  for (; query.offset < total && n; query.offset += n) {
    const casus_correction *found;
    casus_status status = casus_store_corrections(c->loan.store, &query, &found, &n, &total, error);
    if (status != CASUS_OK) return status;
    for (size_t i = 0; i < n; i++) {
      call_list_next(c);
      bytes_add_json(out, correction_value(&found[i]));
    }
  }
  bytes_add_text(out, "]}");
  return CASUS_OK;
}

static casus_status write_article(call *c, article_events *events, casus_error *error) {
  c->reply->type = "application/json";
  bytes_add_text(&c->reply->body, "{\"article\":");
  casus_status status = write_text(c, error);
  if (status != CASUS_OK) return status;
  write_events(&c->reply->body, events);
  return write_corrections(c, error);
}

void get_article(call *c) {
  casus_error error = {0};
  casus_cursor *cursor;
  article_events events = {0};
  const casus_query query = {.article_key = c->key};
  if (!call_good(c, casus_store_query(c->loan.store, &query, &cursor, &error), &error)) return;
  casus_status status = gather(c, cursor, &events, &error);
  casus_cursor_close(cursor);
  if (status == CASUS_OK) status = write_article(c, &events, &error);
  if (status == CASUS_END) reply_error(c->reply, 404, NULL, "the store has no article of this key");
  else call_good(c, status, &error);
  bytes_free(&events.made);
  free(events.list);
}
