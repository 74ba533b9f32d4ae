/* GET /api/events, /api/events/{id}, /api/export. */
#include <stdio.h>
#include <stdlib.h>

#include "casus_exchange.h"
#include "serve/event_items.h"
#include "serve/handlers.h"
#include "serve/json_out.h"

/* ---- lists */

static const char *const orders[] = {"date", "newest", NULL};

static casus_status write_items(call *c, casus_cursor *cursor, casus_error *error) {
  event_items items;
  casus_report report;
  casus_status status = event_items_open(&items, &c->reply->body, c->loan.store, error);
  call_list_begin(c, casus_cursor_total(cursor));
  while (status == CASUS_OK && (status = casus_cursor_next(cursor, &report, error)) == CASUS_OK) {
    call_list_next(c);
    status = event_items_add(&items, &report, error);
  }
  call_list_end(c);
  event_items_close(&items);
  return status == CASUS_END ? CASUS_OK : status;
}

void get_events(call *c) {
  casus_error error = {0};
  casus_cursor *cursor;
  int order = call_choice(c, "order", orders);
  if (order < 0) return;
  c->query.newest_first = order == 1;
  if (!call_good(c, casus_store_query(c->loan.store, &c->query, &cursor, &error), &error)) return;
  call_good(c, write_items(c, cursor, &error), &error);
  casus_cursor_close(cursor);
}

/* ---- one event, with the chain that led to it */

static json_t *steps_of(const casus_event *e) {
  json_t *list = json_array();
  for (uint32_t i = 0; i < e->n_steps; i++)
    json_array_append_new(list,
                          json_pack("{s:o, s:o}", "stage", json_text(e->steps[i].stage), "text", json_text(e->steps[i].text)));
  return list;
}

/* NULL: the article does not give this event now. */
static json_t *find_steps(casus_session *session, const casus_article *article, casus_str id) {
  const casus_event *events;
  size_t n;
  if (casus_code(session, article, &events, &n, NULL) != CASUS_OK) return NULL;
  for (size_t i = 0; i < n; i++)
    if (text_is(id, events[i].id)) return steps_of(&events[i]);
  return NULL;
}

/* The steps of an event, or NULL and why there are none. */
static json_t *trace(call *c, const casus_report *report, const char **note) {
  casus_article article;
  casus_session *session;
  casus_error error = {0};
  *note = "it was imported, without a text to code";
  if (report->imported.len) return NULL;
  *note = "its article cannot be coded just now";
  if (casus_store_article(c->loan.store, report->article_key, &article, &error) != CASUS_OK) return NULL;
  if (coders_take(c->app->coders, true, &session, &error) != CASUS_OK) return NULL;
  json_t *steps = find_steps(session, &article, c->id);
  coders_give(c->app->coders, session);
  *note = "its article does not give it now: it was coded with other tables; casus rebuild codes anew";
  return steps;
}

static void write_steps(call *c, const casus_report *report) {
  const char *note;
  json_t *steps = trace(c, report, &note);
  bytes_add_text(&c->reply->body, ",\"steps\":");
  bytes_add_json(&c->reply->body, steps ? steps : json_null());
  if (!steps) bytes_format(&c->reply->body, ",\"steps_note\":\"%s\"", note);
  bytes_add_text(&c->reply->body, "}");
}

static casus_status write_event(call *c, casus_cursor *cursor, casus_error *error) {
  event_items items;
  casus_report report;
  casus_status status = casus_cursor_next(cursor, &report, error);
  if (status == CASUS_END) snprintf(error->message, sizeof error->message, "the store has no event of this id");
  if (status != CASUS_OK) return status;
  c->reply->type = "application/json";
  status = event_items_open(&items, &c->reply->body, c->loan.store, error);
  if (status == CASUS_OK) status = event_items_begin(&items, &report, error);
  if (status == CASUS_OK) write_steps(c, &report);
  event_items_close(&items);
  return status;
}

void get_event(call *c) {
  casus_error error = {0};
  casus_cursor *cursor;
  const casus_query query = {.id = c->id, .limit = 1};
  if (!call_good(c, casus_store_query(c->loan.store, &query, &cursor, &error), &error)) return;
  call_good(c, write_event(c, cursor, &error), &error);
  casus_cursor_close(cursor);
}
