/* casus_store_query: the keys of the events that a query means, in order, then their reports some at a time. No statement stays
 * open between calls, so that the store can be written to meanwhile. */
#include <stdlib.h>

#include "store/store_read.h"
#include "store/store_select.h"

enum { KEYS_MAX = 1 << 30, FIRST_KEYS = 1024 };
#define REPORTS_BYTES_MAX ((size_t)1 << 30)
#define TEXT_BYTES_MAX ((size_t)256 << 20)

struct casus_cursor {
  casus_store *store;
  int64_t *keys;
  size_t n_keys, capacity;
  size_t n_undated; /* keys of events without date, at the beginning of `keys` */
  size_t next, end; /* of those that offset and limit leave */
  arena *memory;    /* of `rows` */
  report_row *rows;
  size_t n_rows, at;
  bool with_text;
  arena *text_memory;
  int64_t text_of; /* key of the article whose text is in text_memory */
  str text;
};

void casus_cursor_close(casus_cursor *c) {
  if (!c) return;
  arena_free(c->memory);
  arena_free(c->text_memory);
  free(c->rows);
  free(c->keys);
  free(c);
}

uint64_t casus_cursor_total(const casus_cursor *c) { return c->n_keys; }

static casus_status no_memory(casus_error *error) {
  return error_set(error, CASUS_MEMORY, "no memory for the answer to a query");
}

/* ---- keys */

static bool add_key(casus_cursor *c, int64_t key, bool undated) {
  if (c->n_keys == c->capacity) {
    size_t wanted = c->capacity ? c->capacity * 2 : FIRST_KEYS;
    int64_t *grown = wanted <= KEYS_MAX ? realloc(c->keys, wanted * sizeof *grown) : NULL;
    if (!grown) return false;
    c->keys = grown;
    c->capacity = wanted;
  }
  if (undated && c->n_undated == c->n_keys) c->n_undated++;
  c->keys[c->n_keys++] = key;
  return true;
}

static casus_status read_keys(casus_cursor *c, sql_query *q, casus_error *error) {
  casus_status status;
  while ((status = sql_step(q, error)) == CASUS_OK)
    if (!add_key(c, sql_integer(q, 0), sql_is_null(q, 1))) return no_memory(error);
  return status == CASUS_END ? CASUS_OK : status;
}

static void reverse(int64_t *keys, size_t n) {
  for (size_t i = 0; i < n / 2; i++) {
    int64_t key = keys[i];
    keys[i] = keys[n - 1 - i];
    keys[n - 1 - i] = key;
  }
}

/* The databases differ in whether what has no date stands first. Here it comes last in either direction. */
static void undated_last(casus_cursor *c) {
  if (!c->n_undated) return;
  reverse(c->keys, c->n_undated);
  reverse(c->keys + c->n_undated, c->n_keys - c->n_undated);
  reverse(c->keys, c->n_keys);
}

static casus_status prepare(const selection *sel, const casus_query *query, sql_query **q, casus_error *error) {
  static const char *const orders[] = {" ORDER BY e.first_day, e.key", " ORDER BY e.first_day DESC, e.key DESC"};
  static const char *const stories[] = {") ORDER BY r.first_day, r.key", ") ORDER BY r.first_day DESC, r.key DESC"};
  if (!query->stories)
    return selection_prepare(sel, "SELECT e.key, e.first_day FROM event e", orders[query->newest_first], q, error);
  return selection_prepare(sel,
                           "SELECT r.key, r.first_day FROM story s JOIN event r ON r.key = s.representative WHERE s.key IN"
                           " (SELECT e.story FROM event e",
                           stories[query->newest_first], q, error);
}

static casus_status find_keys(casus_cursor *c, const casus_query *query, casus_error *error) {
  selection sel;
  sql_query *q = NULL;
  casus_status status = selection_make(c->store, query, &sel, error);
  if (status == CASUS_OK) status = prepare(&sel, query, &q, error);
  if (status == CASUS_OK) status = read_keys(c, q, error);
  sql_finish(q);
  selection_free(&sel);
  return status;
}

static void take_page(casus_cursor *c, const casus_query *query) {
  c->next = query->offset < c->n_keys ? (size_t)query->offset : c->n_keys;
  size_t left = c->n_keys - c->next;
  c->end = c->next + (query->limit && query->limit < left ? (size_t)query->limit : left);
}

static casus_status cursor_fill(casus_cursor *c, const casus_query *query, casus_error *error) {
  c->memory = arena_new(REPORTS_BYTES_MAX);
  c->text_memory = arena_new(TEXT_BYTES_MAX);
  c->rows = calloc(REPORTS_AT_A_TIME, sizeof *c->rows);
  if (!c->memory || !c->text_memory || !c->rows) return no_memory(error);
  casus_status status = find_keys(c, query, error);
  if (status != CASUS_OK) return status;
  undated_last(c);
  take_page(c, query);
  return CASUS_OK;
}

casus_status casus_store_query(casus_store *s, const casus_query *query, casus_cursor **cursor, casus_error *error) {
  casus_cursor *c = calloc(1, sizeof *c);
  if (!c) return no_memory(error);
  c->store = s;
  c->with_text = query->with_text;
  casus_status status = cursor_fill(c, query, error);
  if (status != CASUS_OK) {
    casus_cursor_close(c);
    return status;
  }
  *cursor = c;
  return CASUS_OK;
}

/* ---- reports */

static casus_status read_more(casus_cursor *c, casus_error *error) {
  size_t left = c->end - c->next, n = left < REPORTS_AT_A_TIME ? left : REPORTS_AT_A_TIME;
  arena_reset(c->memory);
  c->at = c->n_rows = 0;
  casus_status status = reports_read(c->store, c->keys + c->next, n, c->memory, c->rows, error);
  if (status != CASUS_OK) return status;
  c->n_rows = n;
  c->next += n;
  return CASUS_OK;
}

/* The next row whose event is still in the store. */
static casus_status next_row(casus_cursor *c, report_row **row, casus_error *error) {
  for (;;) {
    if (c->at == c->n_rows) {
      if (c->next == c->end) return CASUS_END;
      casus_status status = read_more(c, error);
      if (status != CASUS_OK) return status;
    }
    *row = &c->rows[c->at++];
    if ((*row)->there) return CASUS_OK;
  }
}

static casus_status add_text(casus_cursor *c, report_row *row, casus_error *error) {
  if (row->report.article_key != c->text_of) {
    c->text_of = 0;
    c->text = STR("");
    arena_reset(c->text_memory);
    casus_status status = article_text_read(c->store, row->report.article_key, c->text_memory, &c->text, error);
    if (status != CASUS_OK && status != CASUS_END) return status;
    c->text_of = row->report.article_key;
  }
  row->article.text = c->text;
  return CASUS_OK;
}

casus_status casus_cursor_next(casus_cursor *c, casus_report *report, casus_error *error) {
  report_row *row;
  casus_status status = next_row(c, &row, error);
  if (status == CASUS_OK && c->with_text) status = add_text(c, row, error);
  if (status == CASUS_OK) *report = row->report;
  return status;
}
