/* GET /api/stories, /api/stories/{key}. */
#include "serve/event_items.h"
#include "serve/handlers.h"
#include "serve/json_out.h"

/* ---- a list of stories, each with the report that says most */

static casus_status write_story(call *c, event_items *items, const casus_report *report, casus_error *error) {
  bytes *out = &c->reply->body;
  casus_status status = event_items_story(items, report, error);
  if (status != CASUS_OK || !items->has_story) return status;
  call_list_next(c);
  bytes_add_open_object(out, json_story(&items->story));
  bytes_add_text(out, ",\"event\":");
  status = event_items_add(items, report, error);
  bytes_add_text(out, "}");
  return status;
}

static casus_status write_stories(call *c, casus_cursor *cursor, casus_error *error) {
  event_items items;
  casus_report report;
  casus_status status = event_items_open(&items, &c->reply->body, c->loan.store, error);
  call_list_begin(c, casus_cursor_total(cursor));
  while (status == CASUS_OK && (status = casus_cursor_next(cursor, &report, error)) == CASUS_OK)
    status = write_story(c, &items, &report, error);
  call_list_end(c);
  event_items_close(&items);
  return status == CASUS_END ? CASUS_OK : status;
}

void get_stories(call *c) {
  static const char *const orders[] = {"date", "newest", NULL};
  casus_error error = {0};
  casus_cursor *cursor;
  int order = call_choice(c, "order", orders);
  if (order < 0) return;
  c->query.newest_first = order == 1;
  c->query.stories = true;
  if (!call_good(c, casus_store_query(c->loan.store, &c->query, &cursor, &error), &error)) return;
  call_good(c, write_stories(c, cursor, &error), &error);
  casus_cursor_close(cursor);
}

/* ---- one story, with its reports */

static casus_status write_reports(call *c, casus_cursor *cursor, casus_error *error) {
  event_items items;
  casus_report report;
  casus_status status = event_items_open(&items, &c->reply->body, c->loan.store, error);
  while (status == CASUS_OK && (status = casus_cursor_next(cursor, &report, error)) == CASUS_OK) {
    call_list_next(c);
    status = event_items_add(&items, &report, error);
  }
  event_items_close(&items);
  return status == CASUS_END ? CASUS_OK : status;
}

static void write_story_page(call *c, const casus_story *story, casus_cursor *cursor) {
  casus_error error = {0};
  bytes *out = &c->reply->body;
  bytes_add_text(out, "{\"story\":");
  bytes_add_json(out, json_story(story));
  size_t at = out->len;
  call_list_begin(c, casus_cursor_total(cursor));
  if (!out->failed) out->ptr[at] = ','; /* for the brace of the list */
  casus_status status = write_reports(c, cursor, &error);
  call_list_end(c);
  call_good(c, status, &error);
}

void get_story(call *c) {
  casus_error error = {0};
  casus_story story;
  casus_cursor *cursor;
  casus_status status = casus_store_story(c->loan.store, c->key, &story, &error);
  if (status == CASUS_END) {
    reply_error(c->reply, 404, NULL, "the store has no story of this key");
    return;
  }
  c->query.story = c->key;
  if (status == CASUS_OK) status = casus_store_query(c->loan.store, &c->query, &cursor, &error);
  if (!call_good(c, status, &error)) return;
  write_story_page(c, &story, cursor);
  casus_cursor_close(cursor);
}
