/* Writes runs to the store; see intake.h. Reading and coding are left to the callers. */
#include "serve/intake.h"

static casus_status begin_run(intake *in, casus_error *error) {
  char now[TIME_SIZE], tables[CASUS_ID_SIZE];
  casus_status status = coders_tables(in->app->coders, tables, error);
  if (status != CASUS_OK) return status;
  clock_text(now);
  const casus_run_info info = {text_of(in->command), text_of(CASUS_VERSION), text_of(tables), text_of(now)};
  return casus_store_run_begin(in->store, &info, &in->run, error);
}

static casus_status begin(intake *in, casus_error *error) {
  if (in->store) return CASUS_OK;
  casus_status status = app_write_begin(in->app, &in->store, error);
  if (status != CASUS_OK) return status;
  status = begin_run(in, error);
  if (status == CASUS_OK) return CASUS_OK;
  app_write_end(in->app, in->store);
  in->store = NULL;
  return status;
}

casus_status intake_add(intake *in, const casus_article *article, const casus_event *events, size_t n_events, int64_t *key,
                        casus_error *error) {
  casus_prepared *prepared;
  bool added;
  casus_status status = begin(in, error);
  if (status == CASUS_OK) status = casus_prepare(article, events, n_events, &prepared, error);
  if (status == CASUS_OK) status = casus_store_add(in->store, prepared, &added, error);
  if (status != CASUS_OK) return status;
  *key = 0;
  return added ? casus_store_find(in->store, article, key, error) : CASUS_OK;
}

casus_status intake_fail(intake *in, casus_str input, const casus_error *failure, casus_error *error) {
  casus_status status = begin(in, error);
  return status == CASUS_OK ? casus_store_fail(in->store, input, failure, error) : status;
}

casus_status intake_skipped(intake *in, const casus_reader *reader, casus_error *error) {
  casus_status status = CASUS_OK;
  for (unsigned r = 0; in->store && r < CASUS_SKIP_COUNT && status == CASUS_OK; r++) {
    uint64_t n = casus_reader_skipped(reader, (casus_skip)r);
    if (n) status = casus_store_skipped(in->store, text_of(casus_skip_name((casus_skip)r)), n, error);
  }
  return status;
}

casus_status intake_end(intake *in, bool good, casus_error *error) {
  char now[TIME_SIZE];
  if (!in->store) return CASUS_OK;
  clock_text(now);
  casus_status status = good ? casus_store_run_end(in->store, text_of(now), &in->run, error) : CASUS_OK;
  app_write_end(in->app, in->store);
  in->store = NULL;
  return status;
}
