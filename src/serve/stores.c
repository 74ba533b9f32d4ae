/* A pool of handles for reading, which share the newest facts; see stores.h. */
#include "serve/stores.h"

#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "serve/gate.h"

/* More handles than processors and downloads would only take memory. */
enum { HANDLES_MAX = 12, WAIT_MS = 10000, FACTS_WAIT_MS = 30000 };
/* Loading takes at most one part in so many of the time; what is loaded in less than QUICK_MS is loaded at once when it is
 * urgent. */
enum { LOADING_SHARE = 10, QUICK_MS = 250 };

/* Facts live as long as they are the newest, or a handle has them in use. */
struct shared_facts {
  casus_facts *facts;
  unsigned n_users;
};

struct stores {
  char *where;
  gate gate;
  pthread_mutex_t lock;
  loan idle[HANDLES_MAX];
  size_t n_idle;
  casus_store_counts counts;
  struct shared_facts *newest; /* NULL: none yet */
  bool without_facts;          /* they cannot be loaded */
  pthread_cond_t loaded;
  pthread_mutex_t refreshing;             /* one at a time */
  casus_store *watched;                   /* the handle of refreshes */
  unsigned long long loading_ms, next_ms; /* how long the last loading took, and when the next may be */
};

/* ---- facts; to be called with the lock held */

static void let_go(struct shared_facts *f) {
  if (!f || --f->n_users) return;
  casus_facts_free(f->facts);
  free(f);
}

static void use_newest(stores *s, loan *l) {
  if (!s->newest || l->facts == s->newest) return;
  casus_store_use_facts(l->store, s->newest->facts);
  let_go(l->facts);
  l->facts = s->newest;
  l->facts->n_users++;
  l->facts_revision = casus_facts_revision(l->facts->facts);
}

static bool wait_for_facts(stores *s) {
  struct timespec until = moment_in(FACTS_WAIT_MS);
  int waited = 0;
  while (!s->newest && !s->without_facts && waited == 0) waited = pthread_cond_timedwait(&s->loaded, &s->lock, &until);
  return waited == 0;
}

/* ---- handles */

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
  condition_open(&s->loaded);
  status = s->where ? casus_store_state(watched, &s->counts, error) : CASUS_MEMORY;
  if (status != CASUS_OK) return stores_close(s), status;
  *out = s;
  return CASUS_OK;
}

void stores_close(stores *s) {
  if (!s) return;
  while (s->n_idle) {
    loan *l = &s->idle[--s->n_idle];
    casus_store_close(l->store);
    let_go(l->facts);
  }
  let_go(s->newest);
  casus_store_close(s->watched);
  pthread_cond_destroy(&s->loaded);
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
  if (status == CASUS_OK) return status;
  casus_store_close(l->store);
  pthread_mutex_lock(&s->lock);
  let_go(l->facts);
  pthread_mutex_unlock(&s->lock);
  return status;
}

static casus_status is_busy(casus_error *error) {
  snprintf(error->message, sizeof error->message, "the server is busy; ask again in a moment");
  return CASUS_MEMORY;
}

static bool take_facts(stores *s, bool needed, loan *l) {
  pthread_mutex_lock(&s->lock);
  bool good = !needed || wait_for_facts(s);
  use_newest(s, l);
  pthread_mutex_unlock(&s->lock);
  return good;
}

casus_status stores_take(stores *s, bool with_facts, loan *l, casus_error *error) {
  if (!gate_enter(&s->gate, WAIT_MS)) return is_busy(error);
  casus_status status = take_inside(s, l, error);
  if (status != CASUS_OK) return gate_leave(&s->gate), status;
  if (take_facts(s, with_facts, l)) return CASUS_OK;
  stores_give(s, l);
  return is_busy(error);
}

void stores_give(stores *s, loan *l) {
  pthread_mutex_lock(&s->lock);
  use_newest(s, l); /* a handle that lies idle keeps no old facts */
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

/* ---- what the store holds now */

static void take_over(stores *s, const casus_store_counts *counts, struct shared_facts *facts) {
  pthread_mutex_lock(&s->lock);
  s->counts = *counts;
  let_go(s->newest);
  s->newest = facts;
  s->without_facts = !facts;
  for (size_t i = 0; i < s->n_idle; i++) use_newest(s, &s->idle[i]);
  pthread_cond_broadcast(&s->loaded);
  pthread_mutex_unlock(&s->lock);
}

/* Without facts answers are as right, if slower. */
static struct shared_facts *load_facts(stores *s) {
  struct shared_facts *f = calloc(1, sizeof *f);
  if (!f) return NULL;
  f->n_users = 1;
  if (casus_facts_load(s->watched, &f->facts, NULL) == CASUS_OK) return f;
  free(f);
  return NULL;
}

static casus_status take_in(stores *s, casus_error *error) {
  unsigned long long begin = now_ms();
  casus_store_counts counts;
  casus_status status = casus_store_state(s->watched, &counts, error);
  if (status != CASUS_OK) return status;
  take_over(s, &counts, load_facts(s));
  malloc_trim(0); /* what loading took on the way is given back */
  s->loading_ms = now_ms() - begin;
  s->next_ms = now_ms() + LOADING_SHARE * s->loading_ms;
  return CASUS_OK;
}

static bool is_time(const stores *s, bool urgent) { return (urgent && s->loading_ms < QUICK_MS) || now_ms() >= s->next_ms; }

static bool is_behind(stores *s, uint64_t revision) {
  pthread_mutex_lock(&s->lock);
  bool behind = s->counts.revision != revision || (!s->newest && !s->without_facts);
  pthread_mutex_unlock(&s->lock);
  return behind;
}

casus_status stores_refresh(stores *s, bool urgent, bool *changed, casus_error *error) {
  uint64_t revision;
  pthread_mutex_lock(&s->refreshing);
  casus_status status = is_time(s, urgent) ? casus_store_revision(s->watched, &revision, error) : CASUS_END;
  *changed = status == CASUS_OK && is_behind(s, revision);
  if (*changed) status = take_in(s, error);
  pthread_mutex_unlock(&s->refreshing);
  return status == CASUS_END ? CASUS_OK : status;
}
