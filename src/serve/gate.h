/* Lets so many threads in at once; others wait for a bounded time. */
#ifndef CASUS_SERVE_GATE_H
#define CASUS_SERVE_GATE_H

#include <pthread.h>
#include <stdbool.h>
#include <time.h>

typedef struct {
  pthread_mutex_t lock;
  pthread_cond_t left;
  unsigned n_inside, max;
} gate;

void gate_open(gate *g, unsigned max);
void gate_close(gate *g);
/* False: still full after so long. */
bool gate_enter(gate *g, unsigned timeout_ms);
void gate_leave(gate *g);

/* A condition whose waits go by the monotonic clock. */
void condition_open(pthread_cond_t *condition);
/* So long from now, by that clock. */
struct timespec moment_in(unsigned ms);
/* Milliseconds by that clock. */
unsigned long long now_ms(void);

#endif
