/* The socket that the server listens on. */
#ifndef CASUS_SERVE_LISTENING_H
#define CASUS_SERVE_LISTENING_H

#include "casus.h"

enum { HOST_TEXT_SIZE = 64 };

typedef struct {
  int socket;
  bool loopback, ipv6;
  char host[HOST_TEXT_SIZE]; /* as it stands in an address: "127.0.0.1", "[::1]" */
  unsigned port;
} listening;

/* where: serve_options.listen. CASUS_USAGE: no such address, or it is taken. */
casus_status listening_open(const char *where, listening *l, casus_error *error);

#endif
