/* Server-sent events: a thread for each listener waits for news; see live.h. */
#include "serve/live.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>

#include "serve/gate.h"

enum { LISTENERS_MAX = 48, SILENCE_MS = 15000, LOOK_MS = 1000 };

typedef struct {
  live_hub *hub;
  int socket;
  uint64_t told; /* revision */
  bool greeted;
} listener;

void live_open(live_hub *hub) {
  *hub = (live_hub){0};
  pthread_mutex_init(&hub->lock, NULL);
  condition_open(&hub->news);
}

void live_close(live_hub *hub) {
  pthread_cond_destroy(&hub->news);
  pthread_mutex_destroy(&hub->lock);
}

void live_tell(live_hub *hub, const casus_store_counts *counts) {
  pthread_mutex_lock(&hub->lock);
  hub->counts = *counts;
  pthread_cond_broadcast(&hub->news);
  pthread_mutex_unlock(&hub->lock);
}

void live_end(live_hub *hub) {
  pthread_mutex_lock(&hub->lock);
  hub->ending = true;
  pthread_cond_broadcast(&hub->news);
  pthread_mutex_unlock(&hub->lock);
}

static ssize_t write_event(const char *name, const casus_store_counts *c, char *into, size_t size) {
  int len = snprintf(into, size,
                     "event: %s\nid: %" PRIu64 "\ndata: {\"revision\":%" PRIu64 ",\"articles\":%" PRIu64 ",\"events\":%" PRIu64
                     ",\"stories\":%" PRIu64 ",\"corrections\":%" PRIu64 "}\n\n",
                     name, c->revision, c->revision, c->n_articles, c->n_events, c->n_stories, c->n_corrections);
  return len > 0 && (size_t)len < size ? len : -1;
}

static ssize_t write_silence(char *into, size_t size) {
  int len = snprintf(into, size, ": nothing new\n\n");
  return (size_t)len < size ? len : -1;
}

/* A listener sends nothing: what can be read from him is his end. */
static bool has_left(const listener *l) {
  char byte;
  return l->socket >= 0 && recv(l->socket, &byte, 1, MSG_PEEK | MSG_DONTWAIT) == 0;
}

static bool has_news(const listener *l) { return !l->greeted || l->hub->counts.revision != l->told || l->hub->ending; }

/* Until there is news, the listener has left, or all has been quiet for long. */
static void wait_for_news(listener *l) {
  struct timespec end = moment_in(SILENCE_MS);
  live_hub *hub = l->hub;
  while (!has_news(l) && !has_left(l)) {
    struct timespec look = moment_in(LOOK_MS);
    if (look.tv_sec > end.tv_sec) return;
    pthread_cond_timedwait(&hub->news, &hub->lock, &look);
  }
}

static ssize_t next_event(void *context, char *into, size_t size) {
  listener *l = context;
  pthread_mutex_lock(&l->hub->lock);
  wait_for_news(l);
  casus_store_counts counts = l->hub->counts;
  bool ending = l->hub->ending || has_left(l);
  pthread_mutex_unlock(&l->hub->lock);
  if (ending) return 0;
  if (l->greeted && counts.revision == l->told) return write_silence(into, size);
  const char *name = l->greeted ? "change" : "hello";
  l->told = counts.revision;
  l->greeted = true;
  return write_event(name, &counts, into, size);
}

static void stop_listening(void *context) {
  listener *l = context;
  pthread_mutex_lock(&l->hub->lock);
  l->hub->n_listeners--;
  pthread_mutex_unlock(&l->hub->lock);
  free(l);
}

bool live_listen(live_hub *hub, int socket, reply *r) {
  listener *l = calloc(1, sizeof *l);
  if (!l) return false;
  l->hub = hub;
  l->socket = socket;
  pthread_mutex_lock(&hub->lock);
  bool room = hub->n_listeners < LISTENERS_MAX && !hub->ending;
  hub->n_listeners += room;
  pthread_mutex_unlock(&hub->lock);
  if (!room) return free(l), false;
  r->type = "text/event-stream";
  r->read = next_event;
  r->close = stop_listening;
  r->context = l;
  r->live = true;
  return true;
}
