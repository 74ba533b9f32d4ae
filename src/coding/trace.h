/* The chain from bytes to event, in words. Private to coding/. */
#ifndef CASUS_TRACE_H
#define CASUS_TRACE_H

#include "coding/draft.h"

/* Fills the steps of an event from its draft. False: out of memory. */
bool trace_record(const work *w, const draft *e, casus_event *v);

#endif
