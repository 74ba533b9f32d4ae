/* Opens and closes what requests share; writes to the store; see app.h. */
#include "serve/app.h"

#include <stdio.h>

enum { HEAVY_AT_ONCE = 3, EXPORTS_AT_ONCE = 4, CACHE_BYTES = 32 << 20 };

static const char *why_read_only(const serve_options *o) {
  if (!o->db) return "there is no store";
  return o->read_only ? "the server was started with --read-only" : NULL;
}

static uint64_t now_ns(void) {
  struct timespec t;
  clock_gettime(CLOCK_REALTIME, &t);
  return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

static casus_status open_parts(app *a, casus_error *error) {
  a->coders = coders_open(&a->options.engine);
  a->cache = answer_cache_open(CACHE_BYTES);
  if (!a->coders || !a->cache) {
    snprintf(error->message, sizeof error->message, "no memory for the server");
    return CASUS_MEMORY;
  }
  if (!a->options.db) return CASUS_OK;
  casus_status status = stores_open(a->options.db, &a->stores, error);
  return status;
}

casus_status app_open(app *a, const serve_options *options, casus_error *error) {
  *a = (app){.options = *options, .read_only_because = why_read_only(options), .start = now_ns()};
  live_open(&a->live);
  gate_open(&a->heavy, HEAVY_AT_ONCE);
  gate_open(&a->exports, EXPORTS_AT_ONCE);
  pthread_mutex_init(&a->writing, NULL);
  casus_status status = open_parts(a, error);
  if (status != CASUS_OK) app_close(a);
  return status;
}

void app_close(app *a) {
  stores_close(a->stores);
  coders_close(a->coders);
  answer_cache_close(a->cache);
  live_close(&a->live);
  gate_close(&a->heavy);
  gate_close(&a->exports);
  pthread_mutex_destroy(&a->writing);
}

/* A store that cannot be asked just now is asked again soon. */
void app_refresh(app *a, bool urgent) {
  bool changed = false;
  casus_error error = {0};
  if (!a->stores || stores_refresh(a->stores, urgent, &changed, &error) != CASUS_OK) return;
  casus_store_counts counts = stores_counts(a->stores);
  live_tell(&a->live, &counts);
}

void app_warm(app *a) {
  casus_session *session;
  char tables[CASUS_ID_SIZE];
  casus_error error = {0};
  if (coders_take(a->coders, false, &session, &error) == CASUS_OK) coders_give(a->coders, session);
  coders_tables(a->coders, tables, &error);
}

casus_status app_write_begin(app *a, casus_store **store, casus_error *error) {
  pthread_mutex_lock(&a->writing);
  casus_status status = casus_store_open(a->options.db, CASUS_STORE_WRITE, store, error);
  if (status != CASUS_OK) pthread_mutex_unlock(&a->writing);
  return status;
}

void app_write_end(app *a, casus_store *store) {
  casus_store_close(store);
  pthread_mutex_unlock(&a->writing);
  app_refresh(a, true);
}

void clock_text(char text[TIME_SIZE]) {
  time_t now = time(NULL);
  struct tm parts;
  gmtime_r(&now, &parts);
  strftime(text, TIME_SIZE, "%Y-%m-%dT%H:%M:%SZ", &parts);
}
