/* What runs say of themselves, read back: counts, reasons for what was passed over, failures. */
#include "store/row_reader.h"
#include "store/store_parts.h"

/* ---- what stands in a row */

static void read_run(row_reader *r, void *item) {
  casus_run *run = item;
  *run = (casus_run){.key = next_integer(r)};
  str *const strings[] = {&run->command, &run->program, &run->tables};
  for (int i = 0; i < 3; i++) *strings[i] = next_text(r);
  run->closed = str_is(sql_text(r->q, r->column++), "closed");
  run->started = next_text(r);
  run->ended = next_text(r);
  uint64_t *const counts[] = {&run->n_read, &run->n_coded, &run->n_skipped, &run->n_failed, &run->n_events};
  for (int i = 0; i < 5; i++) *counts[i] = (uint64_t)next_integer(r);
}

static void read_skip(row_reader *r, void *item) {
  casus_run_skip *skip = item;
  skip->reason = next_text(r);
  skip->n_records = (uint64_t)next_integer(r);
}

static void read_failure(row_reader *r, void *item) {
  casus_run_failure *failure = item;
  failure->input = next_text(r);
  failure->line = (size_t)next_integer(r);
  failure->offset_bytes = (size_t)next_integer(r);
  failure->message = next_text(r);
}

/* ---- the door */

static casus_status read_of_run(casus_store *s, statement_name name, int64_t run, row_list *list, row_list_reader read,
                                casus_error *error) {
  sql_query *q;
  casus_status status = statement(s, name, &q, error);
  if (status != CASUS_OK) return status;
  list->memory = s->handed_out;
  sql_bind_integer(q, 1, run);
  return rows_read(q, list, read, error);
}

static casus_status read_losses(casus_store *s, casus_run *run, casus_error *error) {
  row_list skips = {.size = sizeof(casus_run_skip)}, failures = {.size = sizeof(casus_run_failure)};
  casus_status status = read_of_run(s, SKIPS_READ, run->key, &skips, read_skip, error);
  if (status == CASUS_OK) status = read_of_run(s, FAILURES_READ, run->key, &failures, read_failure, error);
  run->skips = skips.items;
  run->n_skips = skips.n;
  run->failures = failures.items;
  run->n_failures = failures.n;
  return status;
}

casus_status casus_store_runs(casus_store *s, const casus_run **runs, size_t *n_runs, casus_error *error) {
  sql_query *q;
  row_list list = {.size = sizeof(casus_run)};
  casus_status status = handed_out_anew(s, error);
  if (status == CASUS_OK) status = statement(s, RUNS_READ, &q, error);
  list.memory = s->handed_out;
  if (status == CASUS_OK) status = rows_read(q, &list, read_run, error);
  casus_run *read = list.items;
  for (uint32_t i = 0; status == CASUS_OK && i < list.n; i++) status = read_losses(s, &read[i], error);
  if (status != CASUS_OK) return status;
  *runs = read;
  *n_runs = list.n;
  return CASUS_OK;
}
