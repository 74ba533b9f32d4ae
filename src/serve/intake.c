/* Writes runs to the store; see intake.h. Reading and coding are left to the callers. */
#include "serve/intake.h"

static void close_store(intake *in) {
  if (in->store) app_write_end(in->app, in->store);
  in->store = NULL;
}

static casus_status take_up_run(intake *in, casus_error *error) {
  char now[TIME_SIZE], tables[CASUS_ID_SIZE];
  casus_status status = coders_tables(in->app->coders, tables, error);
  if (status != CASUS_OK) return status;
  clock_text(now);
  const casus_run_info info = {text_of(in->command), text_of(CASUS_VERSION), text_of(tables), text_of(now)};
  return casus_store_run_begin(in->store, &info, &in->run, error);
}

static casus_status open_store(intake *in, casus_error *error) {
  if (in->store) return CASUS_OK;
  casus_status status = app_write_begin(in->app, &in->store, error);
  if (status != CASUS_OK) return status;
  in->open_since_ms = now_ms();
  status = take_up_run(in, error);
  if (status != CASUS_OK) close_store(in);
  in->begun |= status == CASUS_OK;
  return status;
}

static casus_status let_others_write(intake *in, casus_error *error) {
  if (now_ms() - in->open_since_ms < INTAKE_MS) return CASUS_OK;
  casus_status status = casus_store_commit(in->store, error);
  close_store(in);
  return status;
}

static casus_status add(intake *in, const casus_article *article, const casus_event *events, size_t n_events, int64_t *key,
                        casus_error *error) {
  casus_prepared *prepared;
  bool added;
  casus_status status = casus_prepare(article, events, n_events, &prepared, error);
  if (status == CASUS_OK) status = casus_store_add(in->store, prepared, &added, error);
  if (status != CASUS_OK) return status;
  *key = 0;
  return added ? casus_store_find(in->store, article, key, error) : CASUS_OK;
}

casus_status intake_add(intake *in, const casus_article *article, const casus_event *events, size_t n_events, int64_t *key,
                        casus_error *error) {
  casus_status status = open_store(in, error);
  if (status == CASUS_OK) status = add(in, article, events, n_events, key, error);
  return status == CASUS_OK ? let_others_write(in, error) : status;
}

casus_status intake_fail(intake *in, casus_str input, const casus_error *failure, casus_error *error) {
  casus_status status = open_store(in, error);
  return status == CASUS_OK ? casus_store_fail(in->store, input, failure, error) : status;
}

void intake_skipped(intake *in, const casus_reader *reader) {
  for (unsigned r = 0; r < CASUS_SKIP_COUNT; r++) in->n_skipped[r] += casus_reader_skipped(reader, (casus_skip)r);
}

static casus_status end_run(intake *in, casus_error *error) {
  char now[TIME_SIZE];
  casus_status status = open_store(in, error);
  for (unsigned r = 0; r < CASUS_SKIP_COUNT && status == CASUS_OK; r++)
    if (in->n_skipped[r])
      status = casus_store_skipped(in->store, text_of(casus_skip_name((casus_skip)r)), in->n_skipped[r], error);
  if (status != CASUS_OK) return status;
  clock_text(now);
  return casus_store_run_end(in->store, text_of(now), &in->run, error);
}

casus_status intake_end(intake *in, bool good, casus_error *error) {
  casus_status status = good && in->begun ? end_run(in, error) : CASUS_OK;
  close_store(in);
  return status;
}
