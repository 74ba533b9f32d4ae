/* What is done before libxml2 is given markup from outside. */
#ifndef CASUS_MARKUP_H
#define CASUS_MARKUP_H

#include "base/base.h"

/* libxml2's tables are made once, whatever the threads. Called before any other use of it. */
void markup_start(void);

typedef struct {
  bool html;           /* scripts and styles are passed over */
  unsigned attributes; /* of one tag: libxml2 compares each with all before it, so that a tag of a million would take hours */
  unsigned tags;       /* of all; 0: any number */
} markup_limits;

/* What of the markup is over a limit, and where; NULL: nothing. Linear. */
const char *markup_check(str bytes, const markup_limits *limits, size_t *offset);

#endif
