/* A growing run of bytes with a stated maximum, and small helpers for texts. A failure stays until the bytes are freed, so that
 * writers need not ask after each step. */
#ifndef CASUS_SERVE_BYTE_RUN_H
#define CASUS_SERVE_BYTE_RUN_H

#include <string.h>

#include "casus.h"

typedef struct {
  char *ptr;
  size_t len, capacity, max; /* max 0: BYTES_MAX */
  bool failed;               /* over the maximum, or no memory: what was added since is lost */
} bytes;

#define BYTES_MAX ((size_t)256 << 20)

void bytes_add(bytes *b, const char *ptr, size_t len);
void bytes_add_text(bytes *b, const char *text);
void bytes_format(bytes *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
void bytes_free(bytes *b);

static inline casus_str text_of(const char *s) { return (casus_str){s, s ? strlen(s) : 0}; }
static inline bool text_equal(casus_str a, casus_str b) { return a.len == b.len && (!a.len || memcmp(a.ptr, b.ptr, a.len) == 0); }
static inline bool text_is(casus_str a, const char *b) { return text_equal(a, text_of(b)); }
static inline bool text_starts(casus_str a, const char *b) { return a.len >= strlen(b) && memcmp(a.ptr, b, strlen(b)) == 0; }
/* ASCII letters' case does not count. */
bool text_is_fold(casus_str a, const char *b);
/* Cuts the part before the first separator off *rest, which has ptr NULL after the last. False: there is none left. */
bool text_cut(casus_str *rest, char separator, casus_str *part);
casus_str text_trim(casus_str s);
/* A whole number of digits only, up to max. */
bool text_number(casus_str s, uint64_t max, uint64_t *number);
/* Is it well-formed UTF-8 (RFC 3629)? */
bool text_is_utf8(casus_str s);

#endif
