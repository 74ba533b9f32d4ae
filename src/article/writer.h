/* Writes into a block that has room for all that will come: whoever makes it counts first. */
#ifndef CASUS_WRITER_H
#define CASUS_WRITER_H

#include "base/base.h"

typedef struct {
  char *ptr;
  size_t len;
} writer;

static inline void put(writer *w, str s) {
  memcpy(w->ptr + w->len, s.ptr, s.len);
  w->len += s.len;
}

#endif
