/* A counting semaphore with time-outs by the monotonic clock, which POSIX semaphores lack. */
#include "serve/gate.h"

void condition_open(pthread_cond_t *condition) {
  pthread_condattr_t attributes;
  pthread_condattr_init(&attributes);
  pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
  pthread_cond_init(condition, &attributes);
  pthread_condattr_destroy(&attributes);
}

struct timespec moment_in(unsigned ms) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  t.tv_sec += ms / 1000;
  t.tv_nsec += (long)(ms % 1000) * 1000000;
  if (t.tv_nsec >= 1000000000) t.tv_sec++, t.tv_nsec -= 1000000000;
  return t;
}

unsigned long long now_ms(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (unsigned long long)t.tv_sec * 1000 + (unsigned long long)t.tv_nsec / 1000000;
}

void gate_open(gate *g, unsigned max) {
  pthread_mutex_init(&g->lock, NULL);
  condition_open(&g->left);
  g->n_inside = 0;
  g->max = max;
}

void gate_close(gate *g) {
  pthread_cond_destroy(&g->left);
  pthread_mutex_destroy(&g->lock);
}

bool gate_enter(gate *g, unsigned timeout_ms) {
  struct timespec until = moment_in(timeout_ms);
  int waited = 0;
  pthread_mutex_lock(&g->lock);
  while (g->n_inside == g->max && waited == 0) waited = pthread_cond_timedwait(&g->left, &g->lock, &until);
  bool entered = g->n_inside < g->max;
  g->n_inside += entered;
  pthread_mutex_unlock(&g->lock);
  return entered;
}

void gate_leave(gate *g) {
  pthread_mutex_lock(&g->lock);
  g->n_inside--;
  pthread_cond_signal(&g->left);
  pthread_mutex_unlock(&g->lock);
}
