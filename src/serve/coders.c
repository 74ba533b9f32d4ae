/* A pool of sessions over one engine; see coders.h. */
#include "serve/coders.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "serve/gate.h"

enum { SESSIONS_MAX = 8, WAIT_MS = 10000 };

struct coders {
  casus_options options;
  gate gate;
  pthread_mutex_t lock;
  casus_engine *engine; /* NULL: not needed yet */
  casus_session *idle[SESSIONS_MAX];
  size_t n_idle;
  char tables[CASUS_ID_SIZE];
};

coders *coders_open(const casus_options *options) {
  coders *c = calloc(1, sizeof *c);
  if (!c) return NULL;
  c->options = *options;
  gate_open(&c->gate, SESSIONS_MAX);
  pthread_mutex_init(&c->lock, NULL);
  return c;
}

void coders_close(coders *c) {
  if (!c) return;
  while (c->n_idle) casus_session_close(c->idle[--c->n_idle]);
  casus_engine_close(c->engine);
  gate_close(&c->gate);
  pthread_mutex_destroy(&c->lock);
  free(c);
}

static casus_status session_of(coders *c, casus_session **session, casus_error *error) {
  casus_status status = CASUS_OK;
  pthread_mutex_lock(&c->lock);
  *session = c->n_idle ? c->idle[--c->n_idle] : NULL;
  if (!c->engine) status = casus_engine_open(&c->options, &c->engine, error);
  pthread_mutex_unlock(&c->lock);
  return status == CASUS_OK && !*session ? casus_session_open(c->engine, session, error) : status;
}

casus_status coders_take(coders *c, bool trace, casus_session **session, casus_error *error) {
  if (!gate_enter(&c->gate, WAIT_MS)) {
    snprintf(error->message, sizeof error->message, "the server is busy coding; ask again in a moment");
    return CASUS_MEMORY;
  }
  casus_status status = session_of(c, session, error);
  if (status == CASUS_OK) casus_session_trace(*session, trace);
  else gate_leave(&c->gate);
  return status == CASUS_INPUT ? CASUS_DATA : status;
}

void coders_give(coders *c, casus_session *session) {
  pthread_mutex_lock(&c->lock);
  c->idle[c->n_idle++] = session;
  pthread_mutex_unlock(&c->lock);
  gate_leave(&c->gate);
}

casus_status coders_tables(coders *c, char hash[CASUS_ID_SIZE], casus_error *error) {
  casus_status status = CASUS_OK;
  pthread_mutex_lock(&c->lock);
  if (!*c->tables) status = casus_tables_hash(&c->options, c->tables, error);
  memcpy(hash, c->tables, CASUS_ID_SIZE);
  pthread_mutex_unlock(&c->lock);
  return status;
}
