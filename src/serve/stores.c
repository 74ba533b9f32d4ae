/* A pool of handles for reading; see stores.h. */
#include "serve/stores.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "serve/gate.h"

enum { HANDLES_MAX = 32, WAIT_MS = 10000 };

struct stores {
  char *where;
  gate gate;
  pthread_mutex_t lock;
  loan idle[HANDLES_MAX];
  size_t n_idle;
  casus_store_counts counts;
  pthread_mutex_t refreshing; /* one at a time */
  casus_store *watched;       /* the handle of refreshes */
};

casus_status stores_open(const char *where, stores **out, casus_error *error) {
  stores *s = calloc(1, sizeof *s);
  casus_store *watched;
  casus_status status = s ? casus_store_open(where, CASUS_STORE_READ, &watched, error) : CASUS_MEMORY;
  if (status != CASUS_OK) return free(s), status;
  s->where = strdup(where);
  s->watched = watched;
  gate_open(&s->gate, HANDLES_MAX);
  pthread_mutex_init(&s->lock, NULL);
  pthread_mutex_init(&s->refreshing, NULL);
  status = s->where ? casus_store_state(watched, &s->counts, error) : CASUS_MEMORY;
  if (status != CASUS_OK) return stores_close(s), status;
  *out = s;
  return CASUS_OK;
}

void stores_close(stores *s) {
  if (!s) return;
  while (s->n_idle) casus_store_close(s->idle[--s->n_idle].store);
  casus_store_close(s->watched);
  gate_close(&s->gate);
  pthread_mutex_destroy(&s->lock);
  pthread_mutex_destroy(&s->refreshing);
  free(s->where);
  free(s);
}

static bool take_idle(stores *s, loan *l) {
  pthread_mutex_lock(&s->lock);
  bool taken = s->n_idle > 0;
  if (taken) *l = s->idle[--s->n_idle];
  pthread_mutex_unlock(&s->lock);
  return taken;
}

static casus_status take_inside(stores *s, loan *l, casus_error *error) {
  casus_status status = CASUS_OK;
  *l = (loan){0};
  if (!take_idle(s, l)) status = casus_store_open(s->where, CASUS_STORE_READ, &l->store, error);
  if (status == CASUS_OK) status = casus_store_revision(l->store, &l->revision, error);
  if (status != CASUS_OK) casus_store_close(l->store);
  return status;
}

casus_status stores_take(stores *s, loan *l, casus_error *error) {
  if (!gate_enter(&s->gate, WAIT_MS)) {
    snprintf(error->message, sizeof error->message, "the server is busy; ask again in a moment");
    return CASUS_MEMORY;
  }
  casus_status status = take_inside(s, l, error);
  if (status != CASUS_OK) gate_leave(&s->gate);
  return status;
}

void stores_give(stores *s, loan *l) {
  pthread_mutex_lock(&s->lock);
  s->idle[s->n_idle++] = *l;
  pthread_mutex_unlock(&s->lock);
  *l = (loan){0};
  gate_leave(&s->gate);
}

casus_store_counts stores_counts(stores *s) {
  pthread_mutex_lock(&s->lock);
  casus_store_counts counts = s->counts;
  pthread_mutex_unlock(&s->lock);
  return counts;
}

static casus_status take_in(stores *s, casus_error *error) {
  casus_store_counts counts;
  casus_status status = casus_store_state(s->watched, &counts, error);
  if (status != CASUS_OK) return status;
  pthread_mutex_lock(&s->lock);
  s->counts = counts;
  pthread_mutex_unlock(&s->lock);
  return CASUS_OK;
}

casus_status stores_refresh(stores *s, bool *changed, casus_error *error) {
  uint64_t revision;
  pthread_mutex_lock(&s->refreshing);
  casus_status status = casus_store_revision(s->watched, &revision, error);
  *changed = status == CASUS_OK && revision != stores_counts(s).revision;
  if (*changed) status = take_in(s, error);
  pthread_mutex_unlock(&s->refreshing);
  return status;
}
