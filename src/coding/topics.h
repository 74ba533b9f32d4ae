/* What an event is about: PLOVER's contexts, a bit set. Private to coding/. */
#ifndef CASUS_TOPICS_H
#define CASUS_TOPICS_H

#include "coding/draft.h"

/* Looks up the words of the document, once. False: out of memory. Linear in its length. */
bool topics_open(work *w);
/* `v` has its type, modes and sides. */
uint64_t topics_find(const work *w, const draft *e, const casus_event *v);

#endif
