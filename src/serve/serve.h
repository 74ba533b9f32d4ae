/* The door of the server: options in, a running server out. Knows the public headers of casus only; prints nothing. */
#ifndef CASUS_SERVE_H
#define CASUS_SERVE_H

#include "casus.h"

enum { SERVE_WATCHED_MAX = 16, SERVE_PORT = 8080, SERVE_PORT_LAST = 8099 };

/* All strings must live as long as the server. */
typedef struct {
  const char *db;         /* path or postgres://...; NULL: no store */
  const char *listen;     /* "ADDR:PORT", "[::1]:8080"; NULL: 127.0.0.1, the first free port from SERVE_PORT to SERVE_PORT_LAST */
  const char *token_file; /* its first line is the token; NULL: one is made where the address is not loopback */
  const char *const *watch; /* folders and files */
  size_t n_watch;
  const char *author; /* of corrections that name none; NULL: none */
  bool read_only;
  unsigned idle_exit_minutes; /* 0: never */
  casus_options engine;
} serve_options;

typedef struct server server;

/* Opens the store and listens. CASUS_USAGE: an option makes no sense, or the address is taken. CASUS_STORE: there is no such
 * store. Its threads handle no signals. */
casus_status server_open(const serve_options *options, server **out, casus_error *error);
/* "http://127.0.0.1:8080/", with "?token=..." where one was made. */
const char *server_address(const server *s);
/* Has nobody asked for anything for options.idle_exit_minutes? */
bool server_is_idle(server *s);
/* Ends all connections. */
void server_close(server *s);

#endif
