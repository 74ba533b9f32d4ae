/* A request as a plain struct: method, path and parameters decoded, the headers that count. Needs no socket. */
#ifndef CASUS_SERVE_REQUEST_H
#define CASUS_SERVE_REQUEST_H

#include "casus_store.h"
#include "serve/byte_run.h"

enum { PARAMETERS_MAX = 48, TARGET_BYTES_MAX = 8192 };

typedef enum {
  HEADER_HOST = 0,
  HEADER_ORIGIN,
  HEADER_AUTHORIZATION,
  HEADER_COOKIE,
  HEADER_CONTENT_TYPE,
  HEADER_IF_NONE_MATCH,
  HEADER_ACCEPT_ENCODING,
  HEADER_FETCH_SITE,
  HEADER_COUNT
} header_kind;

typedef struct {
  casus_str method;
  casus_str target;                        /* as it was sent */
  casus_str path;                          /* decoded; begins with '/' */
  casus_filter parameters[PARAMETERS_MAX]; /* decoded, in the order given */
  size_t n_parameters;
  casus_str headers[HEADER_COUNT]; /* empty: not sent */
  bool host_repeated;
  casus_str body;
  int socket;    /* of the one who asks, for streams; below 0: none */
  char *decoded; /* what path and parameters point into */
} request;

/* Takes path and parameters out of a target like "/api/events?type=AID". `target` must outlive the request. CASUS_USAGE: a bad
 * escape, bytes that are no UTF-8, a control character, "..", over a maximum. CASUS_MEMORY. */
casus_status request_read_target(request *r, casus_str target, casus_error *error);
/* Keeps a header that counts; the value must outlive the request. */
void request_add_header(request *r, casus_str name, casus_str value);
void request_free(request *r);

/* The value of a parameter; ptr NULL: not given. */
casus_str request_parameter(const request *r, const char *name);
/* Does the client take gzip? */
bool request_takes_gzip(const request *r);
/* Does the client have the answer of this tag (If-None-Match)? */
bool request_knows(const request *r, const char *etag);
/* Content-Type without its parameters. */
casus_str request_media_type(const request *r);

#endif
