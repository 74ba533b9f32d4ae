/* Bytes of a page to valid UTF-8. */
#ifndef CASUS_ENCODING_H
#define CASUS_ENCODING_H

#include "base/base.h"

/* What the bytes are in: a byte order mark says, else `declared` (the charset of an HTTP header; may be empty), else the charset
 * that the head of the page names, else UTF-8 if they are valid, else windows-1252. What cannot be decoded becomes U+FFFD,
 * control characters become spaces. *utf8 lies in the arena. Linear. */
casus_status encoding_to_utf8(str bytes, str declared, arena *memory, str *utf8, casus_error *error);

/* The value of `charset=` or `encoding=` in a header or head of a page; empty: none. */
str encoding_named(str head, str key);

#endif
