/* A response of HTTP as archives keep it: status, headers, body. */
#ifndef CASUS_HTTP_MESSAGE_H
#define CASUS_HTTP_MESSAGE_H

#include "base/base.h"

typedef struct {
  unsigned status; /* 0: what is there is no response */
  str type;        /* "text/html"; empty: not said */
  str charset;     /* empty: not said */
  str body;        /* with chunks and compression undone; in the message or in the arena */
} http_message;

#define HTTP_BODY_BYTES_MAX ((size_t)16 << 20)

/* The same without undoing anything: of a message that may be cut off. */
void http_message_head(str bytes, http_message *message);
/* CASUS_INPUT: the body is packed in a way that cannot be undone, or is over the maximum. Linear. */
casus_status http_message_read(str bytes, arena *memory, http_message *message, casus_error *error);

/* The value of a header among lines "name: value"; empty: not there. Names are compared without case. */
str header_value(str lines, const char *name);
/* The part before ';', trimmed. */
str header_media_type(str value);
/* Cuts what stands before the first empty line off *bytes. False: there is none. */
bool header_cut(str *bytes, str *lines);

#endif
