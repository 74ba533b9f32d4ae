/* A list of open connections; see connections.h. */
#include "serve/connections.h"

#include <stdlib.h>
#include <sys/socket.h>

#include "serve/gate.h"

struct connection {
  connection *next, *before;
  int socket;
  connection_state state;
  unsigned long long since_ms;
  void *kept;
  bool has_asked; /* a first request may not take longer than others, though it begins with the connection */
};

void connections_open(connections *c) {
  *c = (connections){.last_request_ms = now_ms()};
  pthread_mutex_init(&c->lock, NULL);
}

void connections_close(connections *c) { pthread_mutex_destroy(&c->lock); }

connection *connections_add(connections *c, int socket) {
  connection *one = calloc(1, sizeof *one);
  if (!one) return NULL;
  one->socket = socket;
  one->since_ms = now_ms();
  pthread_mutex_lock(&c->lock);
  one->next = c->first;
  if (c->first) c->first->before = one;
  c->first = one;
  pthread_mutex_unlock(&c->lock);
  return one;
}

void connections_remove(connections *c, connection *one) {
  if (!one) return;
  pthread_mutex_lock(&c->lock);
  *(one->before ? &one->before->next : &c->first) = one->next;
  if (one->next) one->next->before = one->before;
  pthread_mutex_unlock(&c->lock);
  free(one);
}

void **connection_kept(connection *one) { return &one->kept; }

void connections_note(connections *c, connection *one, connection_state state) {
  unsigned long long now = now_ms();
  pthread_mutex_lock(&c->lock);
  if (state == CONNECTION_READING) c->last_request_ms = now;
  if (one) {
    one->has_asked |= state == CONNECTION_READING;
    one->state = state;
    one->since_ms = now;
  }
  pthread_mutex_unlock(&c->lock);
}

static unsigned long long limit_of(const connection *one) {
  static const unsigned long long limits[] = {IDLE_MS, REQUEST_MS, ANSWER_MS, 0};
  return one->state == CONNECTION_WAITING && !one->has_asked ? REQUEST_MS : limits[one->state];
}

void connections_reap(connections *c, unsigned long long now) {
  pthread_mutex_lock(&c->lock);
  for (connection *one = c->first; one; one = one->next)
    if (limit_of(one) && now > one->since_ms + limit_of(one)) shutdown(one->socket, SHUT_RDWR);
  pthread_mutex_unlock(&c->lock);
}

void connections_end(connections *c) {
  pthread_mutex_lock(&c->lock);
  for (connection *one = c->first; one; one = one->next) shutdown(one->socket, SHUT_RDWR);
  pthread_mutex_unlock(&c->lock);
}

unsigned long long connections_idle_ms(connections *c) {
  pthread_mutex_lock(&c->lock);
  unsigned long long since = c->last_request_ms;
  bool busy = false;
  for (connection *one = c->first; one; one = one->next) busy |= one->state != CONNECTION_WAITING;
  pthread_mutex_unlock(&c->lock);
  return busy ? 0 : now_ms() - since;
}
