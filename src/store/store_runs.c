/* Runs: what was read, what became of it, and how far each input has come; written with the articles in one transaction. */
#include "store/store_parts.h"

#include <stdlib.h>

enum { INPUTS_MAX = 1 << 24 };

static const char stored_already[] = "stored already";

/* ---- in memory, since the last commit */

void run_forget(casus_store *s) {
  for (size_t i = 0; i < s->n_inputs; i++) free(s->inputs[i].bytes);
  free(s->inputs);
  s->inputs = NULL;
  s->n_inputs = s->inputs_capacity = s->n_reasons = 0;
  s->run = (casus_run){0};
  s->recoded = false;
}

static casus_status read_position(casus_store *s, str input, uint64_t *n_records, casus_error *error) {
  sql_query *q;
  casus_status status = statement(s, POSITION_OF, &q, error);
  if (status != CASUS_OK) return status;
  sql_bind_integer(q, 1, s->run.key);
  sql_bind_text(q, 2, input);
  status = sql_step(q, error);
  *n_records = status == CASUS_OK ? (uint64_t)sql_integer(q, 0) : 0;
  sql_reset(q);
  return status == CASUS_END ? CASUS_OK : status;
}

static bool make_room(casus_store *s) {
  if (s->n_inputs < s->inputs_capacity) return true;
  size_t wanted = s->inputs_capacity ? s->inputs_capacity * 2 : 16;
  input_count *grown = wanted <= INPUTS_MAX ? realloc(s->inputs, wanted * sizeof *grown) : NULL;
  if (!grown) return false;
  s->inputs = grown;
  s->inputs_capacity = wanted;
  return true;
}

static casus_status add_input(casus_store *s, str input, casus_error *error) {
  uint64_t n_records;
  casus_status status = read_position(s, input, &n_records, error);
  if (status != CASUS_OK) return status;
  char *bytes = make_room(s) ? malloc(input.len + 1) : NULL;
  if (!bytes) return error_set(error, CASUS_MEMORY, "no memory for the positions of a run");
  if (input.len) memcpy(bytes, input.ptr, input.len);
  s->inputs[s->n_inputs++] = (input_count){bytes, input.len, n_records};
  return CASUS_OK;
}

/* Inputs come one after the other: it is nearly always the last one. */
static casus_status input_of(casus_store *s, str input, input_count **out, casus_error *error) {
  for (size_t i = s->n_inputs; i-- > 0;)
    if (str_equal((str){s->inputs[i].bytes, s->inputs[i].len}, input)) return *out = &s->inputs[i], CASUS_OK;
  casus_status status = add_input(s, input, error);
  if (status == CASUS_OK) *out = &s->inputs[s->n_inputs - 1];
  return status;
}

casus_status count_record(casus_store *s, str input, casus_error *error) {
  input_count *c;
  casus_status status = input_of(s, input, &c, error);
  if (status != CASUS_OK) return status;
  c->n_records++;
  s->run.n_read++;
  return CASUS_OK;
}

static casus_status reason_of(casus_store *s, str reason, reason_count **out, casus_error *error) {
  for (size_t i = 0; i < s->n_reasons; i++)
    if (str_is(reason, s->reasons[i].reason)) return *out = &s->reasons[i], CASUS_OK;
  if (s->n_reasons == REASONS_MAX || reason.len >= REASON_BYTES)
    return error_set(error, CASUS_USAGE, "over %d reasons for passing over records, or one of over %d bytes", REASONS_MAX,
                     REASON_BYTES - 1);
  reason_count *r = &s->reasons[s->n_reasons++];
  *r = (reason_count){0};
  memcpy(r->reason, reason.ptr, reason.len);
  *out = r;
  return CASUS_OK;
}

/* ---- begin */

casus_status run_needed(const casus_store *s, casus_error *error) {
  return s->run.key ? CASUS_OK : error_set(error, CASUS_USAGE, "there is no open run in this store");
}

static casus_status take_up(casus_store *s, const casus_run_info *info, casus_error *error) {
  sql_query *q;
  casus_status status = statement(s, RUN_OPEN, &q, error);
  if (status != CASUS_OK) return status;
  sql_bind_text(q, 1, info->command);
  sql_bind_text(q, 2, info->program);
  sql_bind_text(q, 3, info->tables);
  status = sql_step(q, error);
  if (status == CASUS_OK)
    s->run = (casus_run){.key = sql_integer(q, 0),
                         .resumed = true,
                         .n_read = (uint64_t)sql_integer(q, 1),
                         .n_coded = (uint64_t)sql_integer(q, 2),
                         .n_skipped = (uint64_t)sql_integer(q, 3),
                         .n_failed = (uint64_t)sql_integer(q, 4),
                         .n_events = (uint64_t)sql_integer(q, 5)};
  sql_reset(q);
  return status;
}

static casus_status add_run(casus_store *s, const casus_run_info *info, casus_error *error) {
  int64_t last;
  sql_query *q;
  casus_status status = integer_of(s->db, "SELECT max(key) FROM run", 0, &last, error);
  if (status == CASUS_OK) status = statement(s, RUN_ADD, &q, error);
  if (status != CASUS_OK) return status;
  sql_bind_integer(q, 1, last + 1);
  sql_bind_text(q, 2, info->command);
  sql_bind_text(q, 3, info->program);
  sql_bind_text(q, 4, info->tables);
  sql_bind_text(q, 5, info->time);
  status = sql_do(q, error);
  if (status == CASUS_OK) s->run = (casus_run){.key = last + 1};
  return status;
}

static casus_status reasons_read(casus_store *s, casus_error *error) {
  sql_query *q;
  casus_status status = sql_prepare(s->db, "SELECT reason, n FROM run_skip WHERE run = ?1 ORDER BY reason", &q, error);
  if (status != CASUS_OK) return status;
  sql_bind_integer(q, 1, s->run.key);
  while ((status = sql_step(q, error)) == CASUS_OK) {
    reason_count *r;
    status = reason_of(s, sql_text(q, 0), &r, error);
    if (status != CASUS_OK) break;
    r->n = (uint64_t)sql_integer(q, 1);
  }
  sql_finish(q);
  return status == CASUS_END ? CASUS_OK : status;
}

static casus_status failures_read(casus_store *s, casus_error *error) {
  sql_query *q;
  casus_status status = statement(s, FAILURE_LAST, &q, error);
  if (status != CASUS_OK) return status;
  sql_bind_integer(q, 1, s->run.key);
  status = sql_step(q, error);
  s->last_failure = status == CASUS_OK ? sql_integer(q, 0) : 0;
  sql_reset(q);
  return status == CASUS_END ? CASUS_OK : status;
}

static casus_status start(casus_store *s, const casus_run_info *info, first_work first, casus_error *error) {
  casus_status status = add_run(s, info, error);
  return status == CASUS_OK && first ? first(s, error) : status;
}

casus_status casus_store_run_begin(casus_store *s, const casus_run_info *info, casus_run *run, casus_error *error) {
  return run_begin(s, info, NULL, run, error);
}

casus_status run_begin(casus_store *s, const casus_run_info *info, first_work first, casus_run *run, casus_error *error) {
  run_forget(s);
  casus_status status = write_begin(s, error);
  if (status == CASUS_OK) status = take_up(s, info, error);
  if (status == CASUS_END) status = start(s, info, first, error);
  if (status == CASUS_OK) status = reasons_read(s, error);
  if (status == CASUS_OK) status = failures_read(s, error);
  if (status == CASUS_OK) status = casus_store_commit(s, error);
  if (status != CASUS_OK) return write_failed(s, status);
  *run = s->run;
  return CASUS_OK;
}

casus_status casus_store_run_position(casus_store *s, casus_str input, uint64_t *n_records, casus_error *error) {
  input_count *c;
  casus_status status = run_needed(s, error);
  if (status == CASUS_OK) status = input_of(s, input, &c, error);
  if (status == CASUS_OK) *n_records = c->n_records;
  return status;
}

/* ---- records */

static casus_status count_known(casus_store *s, casus_error *error) {
  reason_count *r;
  casus_status status = reason_of(s, str_of(stored_already), &r, error);
  if (status != CASUS_OK) return status;
  r->n++;
  s->run.n_skipped++;
  return CASUS_OK;
}

static casus_status add_record(casus_store *s, const casus_prepared *p, bool *added, casus_error *error) {
  casus_status status = run_needed(s, error);
  if (status == CASUS_OK) status = write_begin(s, error);
  if (status == CASUS_OK) status = article_add(s, p, added, error);
  if (status == CASUS_OK) status = count_record(s, p->article.origin, error);
  if (status == CASUS_OK && !*added) status = count_known(s, error);
  if (status != CASUS_OK || !*added) return status;
  s->run.n_coded++;
  s->run.n_events += p->n_events;
  return CASUS_OK;
}

casus_status casus_store_add(casus_store *s, casus_prepared *prepared, bool *added, casus_error *error) {
  bool is_new = false;
  casus_status status = add_record(s, prepared, &is_new, error);
  casus_prepared_free(prepared);
  if (status != CASUS_OK) return write_failed(s, status);
  *added = is_new;
  return CASUS_OK;
}

static casus_status add_failure(casus_store *s, str input, const casus_error *failure, casus_error *error) {
  sql_query *q;
  casus_status status = statement(s, FAILURE_ADD, &q, error);
  if (status != CASUS_OK) return status;
  sql_bind_integer(q, 1, s->run.key);
  sql_bind_integer(q, 2, ++s->last_failure);
  sql_bind_text(q, 3, input);
  sql_bind_integer(q, 4, (int64_t)failure->line);
  sql_bind_integer(q, 5, (int64_t)failure->offset_bytes);
  str message = str_of(failure->message); /* cut to fit, perhaps within a character */
  sql_bind_text(q, 6, str_slice(message, 0, utf8_valid_until(message)));
  return sql_do(q, error);
}

casus_status casus_store_fail(casus_store *s, casus_str input, const casus_error *failure, casus_error *error) {
  casus_status status = run_needed(s, error);
  if (status == CASUS_OK) status = write_begin(s, error);
  if (status == CASUS_OK) status = add_failure(s, input, failure, error);
  if (status == CASUS_OK) status = count_record(s, input, error);
  if (status != CASUS_OK) return write_failed(s, status);
  s->run.n_failed++;
  return CASUS_OK;
}

casus_status casus_store_skipped(casus_store *s, casus_str reason, uint64_t n_records, casus_error *error) {
  reason_count *r;
  casus_status status = run_needed(s, error);
  if (status == CASUS_OK) status = reason_of(s, reason, &r, error);
  if (status != CASUS_OK) return status;
  s->run.n_skipped += n_records - r->n;
  s->run.n_read += n_records - r->n;
  r->n = n_records;
  return CASUS_OK;
}

/* ---- commit and end */

static casus_status save_counts(casus_store *s, casus_error *error) {
  const uint64_t counts[] = {s->run.n_read, s->run.n_coded, s->run.n_skipped, s->run.n_failed, s->run.n_events};
  sql_query *q;
  casus_status status = statement(s, RUN_SAVE, &q, error);
  if (status != CASUS_OK) return status;
  sql_bind_integer(q, 1, s->run.key);
  for (int i = 0; i < 5; i++) sql_bind_integer(q, i + 2, (int64_t)counts[i]);
  return sql_do(q, error);
}

static casus_status save_number(casus_store *s, statement_name name, str what, uint64_t n, casus_error *error) {
  sql_query *q;
  casus_status status = statement(s, name, &q, error);
  if (status != CASUS_OK) return status;
  sql_bind_integer(q, 1, s->run.key);
  sql_bind_text(q, 2, what);
  sql_bind_integer(q, 3, (int64_t)n);
  return sql_do(q, error);
}

static casus_status save_run(casus_store *s, casus_error *error) {
  casus_status status = save_counts(s, error);
  for (size_t i = 0; status == CASUS_OK && i < s->n_inputs; i++)
    status = save_number(s, POSITION_SAVE, (str){s->inputs[i].bytes, s->inputs[i].len}, s->inputs[i].n_records, error);
  for (size_t i = 0; status == CASUS_OK && i < s->n_reasons; i++)
    if (s->reasons[i].n) status = save_number(s, SKIP_SAVE, str_of(s->reasons[i].reason), s->reasons[i].n, error);
  return status;
}

/* The input that is being read is kept: its next record is likely to follow. */
static void forget_finished_inputs(casus_store *s) {
  if (s->n_inputs < 2) return;
  for (size_t i = 0; i + 1 < s->n_inputs; i++) free(s->inputs[i].bytes);
  s->inputs[0] = s->inputs[s->n_inputs - 1];
  s->n_inputs = 1;
}

casus_status casus_store_commit(casus_store *s, casus_error *error) {
  casus_status status = write_begin(s, error); /* counts may have changed though no row did */
  if (status == CASUS_OK && s->run.key) status = save_run(s, error);
  if (status == CASUS_OK) status = write_commit(s, error);
  if (status != CASUS_OK) return write_failed(s, status);
  forget_finished_inputs(s);
  return CASUS_OK;
}

/* Positions are for taking up an open run; a closed one needs none. */
static casus_status close_run(casus_store *s, str time, casus_error *error) {
  sql_query *q;
  casus_status status = statement(s, RUN_CLOSE, &q, error);
  if (status != CASUS_OK) return status;
  sql_bind_integer(q, 1, s->run.key);
  sql_bind_text(q, 2, time);
  status = sql_do(q, error);
  if (status != CASUS_OK) return status;
  status = sql_prepare(s->db, "DELETE FROM run_input WHERE run = ?1", &q, error);
  if (status != CASUS_OK) return status;
  sql_bind_integer(q, 1, s->run.key);
  status = sql_do(q, error);
  sql_finish(q);
  return status;
}

casus_status casus_store_run_end(casus_store *s, casus_str time, casus_run *run, casus_error *error) {
  casus_status status = run_needed(s, error);
  if (status == CASUS_OK) status = casus_store_commit(s, error);
  if (status == CASUS_OK) status = casus_store_settle(s, false, error);
  if (status == CASUS_OK) status = write_begin(s, error);
  if (status == CASUS_OK && s->recoded) status = search_rebuild(s, error);
  if (status == CASUS_OK) status = save_run(s, error);
  if (status == CASUS_OK) status = close_run(s, time, error);
  if (status == CASUS_OK) status = write_commit(s, error);
  if (status != CASUS_OK) return write_failed(s, status);
  *run = s->run;
  run->closed = true;
  run_forget(s);
  return CASUS_OK;
}
