/* Tells those who listen (GET /api/live) that the store has changed. */
#ifndef CASUS_SERVE_LIVE_H
#define CASUS_SERVE_LIVE_H

#include <pthread.h>

#include "casus_store.h"
#include "serve/reply.h"

typedef struct {
  pthread_mutex_t lock;
  pthread_cond_t news;
  casus_store_counts counts;
  bool ending;
  unsigned n_listeners;
} live_hub;

void live_open(live_hub *hub);
void live_close(live_hub *hub);
void live_tell(live_hub *hub, const casus_store_counts *counts);
/* Lets all streams end. */
void live_end(live_hub *hub);
/* A stream for one listener, which ends when the socket does (below 0: none). False: there are too many. */
bool live_listen(live_hub *hub, int socket, reply *r);

#endif
