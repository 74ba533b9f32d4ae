/* The connections that are open, and how long each may take: libmicrohttpd's own time-out begins anew with each byte, so that a
 * trickle of bytes would hold a connection for ever. */
#ifndef CASUS_SERVE_CONNECTIONS_H
#define CASUS_SERVE_CONNECTIONS_H

#include <pthread.h>
#include <stdbool.h>

enum { CONNECTIONS_MAX = 256, CONNECTIONS_OF_ONE_MAX = 64, REQUEST_MS = 15000, IDLE_MS = 30000, ANSWER_MS = 600000 };

typedef enum {
  CONNECTION_WAITING = 0, /* for a request, or its first line */
  CONNECTION_READING,     /* headers and body */
  CONNECTION_ANSWERING,
  CONNECTION_LIVE /* a stream without end */
} connection_state;

typedef struct connection connection;

typedef struct {
  pthread_mutex_t lock;
  connection *first;
  unsigned long long last_request_ms;
} connections;

void connections_open(connections *c);
void connections_close(connections *c);
/* A new connection; NULL: no memory. Until it is removed its socket is open. */
connection *connections_add(connections *c, int socket);
void connections_remove(connections *c, connection *one);
/* A place for what its user keeps of a connection; NULL at first. */
void **connection_kept(connection *one);
/* one may be NULL. */
void connections_note(connections *c, connection *one, connection_state state);
/* Shuts down the sockets of those that have taken too long at this moment (now_ms). */
void connections_reap(connections *c, unsigned long long now);
/* Shuts down all. */
void connections_end(connections *c);
/* Milliseconds since the last request; 0 while somebody listens or is answered. */
unsigned long long connections_idle_ms(connections *c);

#endif
