/* Who may ask: token, host and origin. */
#ifndef CASUS_SERVE_GUARD_H
#define CASUS_SERVE_GUARD_H

#include "serve/reply.h"
#include "serve/request.h"

enum { TOKEN_SIZE = 129, TOKEN_LEN_MIN = 16 };

typedef struct {
  bool loopback;          /* bound to loopback: the host must be a name of it */
  char token[TOKEN_SIZE]; /* empty: none is needed */
  char cookie[32];        /* name of the cookie that holds the token */
} guard;

/* False: refused, or sent on with a cookie; *r says how. */
bool guard_passes(const guard *g, const request *q, reply *r);

#endif
