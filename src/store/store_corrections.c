/* What people say of events: kept, taken back, listed. They are content: a rebuild leaves them alone. */
#define _GNU_SOURCE /* memmem */
#include <stdlib.h>

#include "store/correction_record.h"
#include "store/row_reader.h"
#include "store/store_read.h"

enum { FIELD_BYTES_MAX = 256 };

static casus_status no_memory(casus_error *error) { return error_set(error, CASUS_MEMORY, "no memory for a correction"); }

/* ---- is it sound? */

static casus_status check_text(str s, size_t max_bytes, bool needed, const char *what, casus_error *error) {
  if (needed && str_empty(str_trim(s))) return error_set(error, CASUS_USAGE, "a correction needs %s", what);
  if (s.len > max_bytes) return error_set(error, CASUS_USAGE, "%s of a correction is over %zu bytes", what, max_bytes);
  if (utf8_valid_until(s) < s.len || (s.len && memchr(s.ptr, 0, s.len)))
    return error_set(error, CASUS_USAGE, "%s of a correction is not UTF-8, or holds a NUL", what);
  return CASUS_OK;
}

static casus_status check_texts(const casus_correction *c, casus_error *error) {
  casus_status status = check_text(c->author, FIELD_BYTES_MAX, true, "an author", error);
  if (status == CASUS_OK) status = check_text(c->time, FIELD_BYTES_MAX, true, "a time", error);
  if (status == CASUS_OK) status = check_text(c->event, FIELD_BYTES_MAX, false, "the event", error);
  return status == CASUS_OK ? check_text(c->record, CASUS_CORRECTION_BYTES_MAX, false, "the record", error) : status;
}

static casus_status check_verdict(const casus_correction *c, casus_error *error) {
  bool corrected = str_is(c->verdict, "corrected");
  if (!corrected && !str_is(c->verdict, "accepted") && !str_is(c->verdict, "rejected"))
    return error_set(error, CASUS_USAGE, "a verdict is accepted, rejected or corrected");
  if (!corrected && str_empty(c->event)) return error_set(error, CASUS_USAGE, "an event that was missed is corrected, no other");
  if (corrected && str_empty(c->record))
    return error_set(error, CASUS_USAGE, "what is corrected needs the record as it should be");
  if (!corrected && !str_empty(c->record)) return error_set(error, CASUS_USAGE, "only what is corrected has a record of its own");
  return CASUS_OK;
}

/* Of imported articles there is no text to hold it against. */
static casus_status check_sentence(str text, str sentence, casus_error *error) {
  if (str_empty(text) || memmem(text.ptr, text.len, sentence.ptr, sentence.len)) return CASUS_OK;
  return error_set(error, CASUS_USAGE, "the field \"text\" of the record, which is the sentence, does not stand in the article");
}

static casus_status check_record(const casus_correction *c, str text, arena *memory, casus_error *error) {
  str sentence;
  if (str_empty(c->record)) return CASUS_OK;
  casus_status status = correction_record_check(c->record, memory, &sentence, error);
  return status == CASUS_OK ? check_sentence(text, sentence, error) : status;
}

static casus_status check_article(casus_store *s, const casus_correction *c, casus_error *error) {
  str text;
  casus_status status = handed_out_anew(s, error);
  if (status == CASUS_OK) status = article_text_read(s, c->article_key, s->handed_out, &text, error);
  if (status == CASUS_END)
    return error_set(error, CASUS_USAGE, "there is no article %lld in the store", (long long)c->article_key);
  return status == CASUS_OK ? check_record(c, text, s->handed_out, error) : status;
}

/* ---- the event as it is now, which the verdict is about: kept with it, since a rebuild may code the sentence otherwise */

static casus_status event_key_of(casus_store *s, const casus_correction *c, int64_t *key, casus_error *error) {
  sql_query *q;
  casus_status status = statement(s, EVENT_OF_ARTICLE, &q, error);
  if (status != CASUS_OK) return status;
  sql_bind_integer(q, 1, c->article_key);
  sql_bind_text(q, 2, c->event);
  status = sql_step(q, error);
  if (status == CASUS_OK) *key = sql_integer(q, 0);
  sql_reset(q);
  if (status != CASUS_END) return status;
  return error_set(error, CASUS_USAGE, "article %lld has no event %.*s", (long long)c->article_key, (int)c->event.len,
                   c->event.ptr);
}

static casus_status json_of_report(const casus_report *r, arena *memory, str *json, casus_error *error) {
  char *line;
  size_t len;
  casus_status status = casus_event_json(r->events, r->n_events, 0, NULL, CASUS_OFFSETS_BYTES, &line, &len);
  if (status != CASUS_OK) return error_set(error, status, "an event of the store cannot be written as JSON");
  bool copied = arena_copy(memory, str_trim((str){line, len}), json);
  free(line);
  return copied ? CASUS_OK : no_memory(error);
}

static casus_status event_as_it_is(casus_store *s, int64_t key, str *json, casus_error *error) {
  report_row *row = calloc(1, sizeof *row);
  if (!row) return no_memory(error);
  casus_status status = reports_read(s, &key, 1, s->handed_out, row, error);
  if (status == CASUS_OK && row->there) status = json_of_report(&row->report, s->handed_out, json, error);
  free(row);
  return status;
}

static casus_status complete_record(casus_store *s, casus_correction *c, casus_error *error) {
  int64_t key = 0;
  if (str_empty(c->event)) return CASUS_OK;
  casus_status status = event_key_of(s, c, &key, error);
  if (status != CASUS_OK || !str_empty(c->record)) return status;
  return event_as_it_is(s, key, &c->record, error);
}

/* ---- writing */

static casus_status check_room(casus_store *s, int64_t article, casus_error *error) {
  sql_query *q;
  casus_status status = statement(s, CORRECTIONS_COUNT, &q, error);
  if (status != CASUS_OK) return status;
  sql_bind_integer(q, 1, article);
  status = sql_step(q, error);
  int64_t n = status == CASUS_OK ? sql_integer(q, 0) : 0;
  sql_reset(q);
  if (status != CASUS_OK || n < CASUS_CORRECTIONS_OF_ARTICLE_MAX) return status;
  return error_set(error, CASUS_USAGE, "the article has %d corrections, and may have no more", CASUS_CORRECTIONS_OF_ARTICLE_MAX);
}

/* Each commit has a revision of its own, so no key is given a second time after its correction was taken back. */
static casus_status new_key(casus_store *s, int64_t *key, casus_error *error) {
  int64_t last;
  uint64_t revision;
  casus_status status = integer_of(s->db, "SELECT max(key) FROM correction", 0, &last, error);
  if (status == CASUS_OK) status = casus_store_revision(s, &revision, error);
  if (status == CASUS_OK) *key = (last > (int64_t)revision ? last : (int64_t)revision) + 1;
  return status;
}

static casus_status add_row(casus_store *s, const casus_correction *c, casus_error *error) {
  const str values[] = {c->event, c->verdict, c->record, c->author, c->time};
  sql_query *q;
  casus_status status = statement(s, CORRECTION_ADD, &q, error);
  if (status != CASUS_OK) return status;
  sql_bind_integer(q, 1, c->key);
  sql_bind_integer(q, 2, c->article_key);
  for (int i = 0; i < 5; i++) sql_bind_text(q, i + 3, values[i]);
  return sql_do(q, error);
}

static casus_status write_row(casus_store *s, casus_correction *c, casus_error *error) {
  casus_status status = write_begin(s, error);
  if (status != CASUS_OK) return status;
  status = new_key(s, &c->key, error);
  if (status == CASUS_OK) status = add_row(s, c, error);
  if (status == CASUS_OK) status = casus_store_commit(s, error);
  return status == CASUS_OK ? CASUS_OK : write_failed(s, status);
}

/* What makes no sense is refused before anything is written: an open run goes on. */
casus_status casus_store_correct(casus_store *s, const casus_correction *correction, int64_t *key, casus_error *error) {
  casus_correction c = *correction;
  casus_status status = check_texts(&c, error);
  if (status == CASUS_OK) status = check_verdict(&c, error);
  if (status == CASUS_OK) status = check_article(s, &c, error);
  if (status == CASUS_OK) status = complete_record(s, &c, error);
  if (status == CASUS_OK) status = check_room(s, c.article_key, error);
  if (status == CASUS_OK) status = write_row(s, &c, error);
  if (status == CASUS_OK) *key = c.key;
  return status;
}

static casus_status has_correction(casus_store *s, int64_t key, casus_error *error) {
  sql_query *q;
  casus_status status = statement(s, CORRECTION_OF, &q, error);
  if (status != CASUS_OK) return status;
  sql_bind_integer(q, 1, key);
  status = sql_step(q, error);
  sql_reset(q);
  return status;
}

static casus_status delete_row(casus_store *s, int64_t key, casus_error *error) {
  sql_query *q;
  casus_status status = statement(s, CORRECTION_DELETE, &q, error);
  if (status != CASUS_OK) return status;
  sql_bind_integer(q, 1, key);
  return sql_do(q, error);
}

casus_status casus_store_uncorrect(casus_store *s, int64_t key, casus_error *error) {
  casus_status status = has_correction(s, key, error);
  if (status == CASUS_OK) status = write_begin(s, error);
  if (status != CASUS_OK) return status;
  status = delete_row(s, key, error);
  if (status == CASUS_OK) status = casus_store_commit(s, error);
  return status == CASUS_OK ? CASUS_OK : write_failed(s, status);
}

/* ---- listing */

static casus_status prepared_for(casus_store *s, statement_name name, const casus_correction_query *wanted, sql_query **q,
                                 casus_error *error) {
  casus_status status = statement(s, name, q, error);
  if (status != CASUS_OK) return status;
  sql_bind_integer(*q, 1, wanted->article_key);
  sql_bind_integer(*q, 2, wanted->article_key ? wanted->article_key : INT64_MAX);
  sql_bind_text(*q, 3, wanted->event);
  sql_bind_text(*q, 4, wanted->author);
  return CASUS_OK;
}

static casus_status count_wanted(casus_store *s, const casus_correction_query *wanted, uint64_t *total, casus_error *error) {
  sql_query *q;
  casus_status status = prepared_for(s, CORRECTIONS_TOTAL, wanted, &q, error);
  if (status != CASUS_OK) return status;
  status = sql_step(q, error);
  if (status == CASUS_OK) *total = (uint64_t)sql_integer(q, 0);
  sql_reset(q);
  return status;
}

static void read_correction(row_reader *r, void *item) {
  casus_correction *c = item;
  *c = (casus_correction){.key = next_integer(r), .article_key = next_integer(r)};
  str *const strings[] = {&c->event, &c->verdict, &c->record, &c->author, &c->time};
  for (int i = 0; i < 5; i++) *strings[i] = next_text(r);
}

static casus_status read_wanted(casus_store *s, const casus_correction_query *wanted, row_list *list, casus_error *error) {
  sql_query *q;
  casus_status status = prepared_for(s, CORRECTIONS_READ, wanted, &q, error);
  if (status != CASUS_OK) return status;
  sql_bind_integer(q, 5, (int64_t)(wanted->limit && wanted->limit < CASUS_LIST_MAX ? wanted->limit : CASUS_LIST_MAX));
  sql_bind_integer(q, 6, (int64_t)(wanted->offset < INT64_MAX ? wanted->offset : INT64_MAX));
  return rows_read(q, list, read_correction, error);
}

casus_status casus_store_corrections(casus_store *s, const casus_correction_query *wanted, const casus_correction **corrections,
                                     size_t *n, uint64_t *total, casus_error *error) {
  uint64_t all = 0;
  row_list list = {.size = sizeof(casus_correction)};
  casus_status status = check_text(wanted->author, FIELD_BYTES_MAX, false, "the author", error);
  if (status == CASUS_OK) status = check_text(wanted->event, FIELD_BYTES_MAX, false, "the event", error);
  if (status == CASUS_OK) status = handed_out_anew(s, error);
  list.memory = s->handed_out;
  if (status == CASUS_OK) status = count_wanted(s, wanted, &all, error);
  if (status == CASUS_OK) status = read_wanted(s, wanted, &list, error);
  if (status != CASUS_OK) return status;
  *corrections = list.items;
  *n = list.n;
  *total = all;
  return CASUS_OK;
}
