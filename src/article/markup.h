/* What is done before libxml2 is given markup from outside. */
#ifndef CASUS_MARKUP_H
#define CASUS_MARKUP_H

#include "base/base.h"

/* libxml2's tables are made once, whatever the threads. Called before any other use of it. */
void markup_start(void);

/* Offset of the first tag with more attributes than allowed, or the length. libxml2 compares each attribute of a tag with all
 * before it, so that a tag of a million would take hours. `html`: scripts and styles are passed over. Linear. */
size_t markup_crowded_tag(str bytes, bool html, unsigned attributes_max);

#endif
