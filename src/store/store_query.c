/* casus_store_query: the keys of the events that a query means, in order, then their reports some at a time. No statement stays
 * open between calls, so that the store can be written to meanwhile. */
#include <stdlib.h>

#include "store/event_facts.h"
#include "store/store_read.h"
#include "store/store_select.h"

enum { NEWEST_MAX = 100000 };
#define REPORTS_BYTES_MAX ((size_t)1 << 30)
#define TEXT_BYTES_MAX ((size_t)256 << 20)

struct casus_cursor {
  casus_store *store;
  key_list found;
  size_t n_undated; /* keys of events without date, at the beginning of `found` */
  uint64_t total;
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
  key_list_free(&c->found);
  free(c);
}

uint64_t casus_cursor_total(const casus_cursor *c) { return c->total; }

static casus_status no_memory(casus_error *error) {
  return error_set(error, CASUS_MEMORY, "no memory for the answer to a query");
}

/* ---- keys */

static bool add_key(casus_cursor *c, int64_t key, bool undated) {
  if (undated && c->n_undated == c->found.n) c->n_undated++;
  return key_list_add(&c->found, key);
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
  reverse(c->found.keys, c->n_undated);
  reverse(c->found.keys + c->n_undated, c->found.n - c->n_undated);
  reverse(c->found.keys, c->found.n);
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

/* What offset and limit leave of n. */
static void take_page(casus_cursor *c, const casus_query *query, size_t n) {
  c->next = query->offset < n ? (size_t)query->offset : n;
  size_t left = n - c->next;
  c->end = c->next + (query->limit && query->limit < left ? (size_t)query->limit : left);
}

static casus_status read_all_keys(casus_cursor *c, const selection *sel, const casus_query *query, casus_error *error) {
  sql_query *q = NULL;
  casus_status status = prepare(sel, query, &q, error);
  if (status == CASUS_OK) status = read_keys(c, q, error);
  sql_finish(q);
  undated_last(c);
  c->total = c->found.n;
  return status;
}

/* The first page of everything, for which not all keys need be read. */
static casus_status read_newest(casus_cursor *c, uint64_t n, casus_error *error) {
  sql_query *q = NULL;
  casus_status status = sql_prepare(c->store->db,
                                    "SELECT key, first_day FROM event WHERE first_day IS NOT NULL"
                                    " ORDER BY first_day DESC, key DESC LIMIT ?1",
                                    &q, error);
  if (status != CASUS_OK) return status;
  sql_bind_integer(q, 1, (int64_t)n);
  status = read_keys(c, q, error);
  sql_finish(q);
  return status;
}

/* Does the page lie among the newest of all? */
static casus_status is_newest_page(casus_cursor *c, const selection *sel, const casus_query *query, bool *is,
                                   casus_error *error) {
  int64_t total, undated;
  *is = !sel->conditions.len && query->newest_first && !query->stories && query->limit && query->limit <= NEWEST_MAX &&
        query->offset <= NEWEST_MAX;
  if (!*is) return CASUS_OK;
  casus_status status = integer_of(c->store->db, "SELECT count(*) FROM event", 0, &total, error);
  if (status == CASUS_OK)
    status = integer_of(c->store->db, "SELECT count(*) FROM event WHERE first_day IS NULL", 0, &undated, error);
  if (status != CASUS_OK) return status;
  c->total = (uint64_t)total;
  *is = query->offset + query->limit <= (uint64_t)(total - undated);
  return CASUS_OK;
}

/* From memory: the page alone. */
static casus_status scan_keys(casus_cursor *c, const casus_query *query, casus_error *error) {
  const casus_facts *f = c->store->facts;
  fact_list found;
  casus_status status = facts_select(c->store, f, query, &found, error);
  if (status == CASUS_OK && query->stories) status = facts_representatives(f, &found, error);
  if (status != CASUS_OK) return status;
  c->total = found.n;
  take_page(c, query, found.n);
  size_t dated = fact_list_dated(f, &found);
  bool good = true;
  for (size_t k = c->next; good && k < c->end; k++)
    good = key_list_add(&c->found, f->keys[fact_list_at(&found, dated, query->newest_first, k)]);
  fact_list_free(&found);
  c->next = 0;
  c->end = c->found.n;
  return good ? CASUS_OK : no_memory(error);
}

/* From the tables: the keys of all. */
static casus_status find_keys(casus_cursor *c, const casus_query *query, casus_error *error) {
  selection sel;
  bool newest = false;
  casus_status status = selection_make(c->store, query, &sel, error);
  if (status == CASUS_OK) status = is_newest_page(c, &sel, query, &newest, error);
  if (status == CASUS_OK)
    status = newest ? read_newest(c, query->offset + query->limit, error) : read_all_keys(c, &sel, query, error);
  selection_free(&sel);
  if (status == CASUS_OK) take_page(c, query, c->found.n);
  return status;
}

static casus_status cursor_fill(casus_cursor *c, const casus_query *query, casus_error *error) {
  c->memory = arena_new(REPORTS_BYTES_MAX);
  c->text_memory = arena_new(TEXT_BYTES_MAX);
  c->rows = calloc(REPORTS_AT_A_TIME, sizeof *c->rows);
  if (!c->memory || !c->text_memory || !c->rows) return no_memory(error);
  return c->store->facts ? scan_keys(c, query, error) : find_keys(c, query, error);
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
  casus_status status = reports_read(c->store, c->found.keys + c->next, n, c->memory, c->rows, error);
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
