/* An answer as a plain struct: status, headers, and its bytes or what hands them out. Needs no socket. */
#ifndef CASUS_SERVE_REPLY_H
#define CASUS_SERVE_REPLY_H

#include <jansson.h>
#include <sys/types.h>

#include "serve/byte_run.h"

enum { REPLY_HEADERS_MAX = 8, HEADER_VALUE_SIZE = 320 };

/* Fills up to `size` bytes; may wait. 0: the end; negative: it broke off. */
typedef ssize_t (*stream_read)(void *context, char *into, size_t size);

typedef struct {
  unsigned status;  /* 200 where it is 0 */
  const char *type; /* Content-Type; static storage */
  bytes body;
  struct {
    const char *name; /* static storage */
    char value[HEADER_VALUE_SIZE];
  } headers[REPLY_HEADERS_MAX];
  size_t n_headers;
  stream_read read; /* instead of the body; NULL: none */
  void (*close)(void *context);
  void *context;
  bool live;   /* a stream without end */
  bool packed; /* the body is gzip */
} reply;

void reply_free(reply *r);
/* Over the maximum, or a value that does not fit: left out. */
void reply_header(reply *r, const char *name, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* {"error":{...}} in place of what is there. parameter may be NULL. What is no UTF-8 in the message becomes '?'. */
void reply_error(reply *r, unsigned status, const char *parameter, const char *format, ...) __attribute__((format(printf, 4, 5)));
/* The failure of a function of the library. */
void reply_failure(reply *r, casus_status status, const casus_error *error);
/* Takes the value, and writes it as the body. */
void reply_json(reply *r, json_t *value);
/* Packs the body where that is worth it. */
void reply_pack(reply *r);

#endif
