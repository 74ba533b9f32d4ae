/* Private to coding/. */
#ifndef CASUS_WATCH_H
#define CASUS_WATCH_H

#include "coding/draft.h"

/* Keeps what the judge sees of the draft that becomes the next event. False: no memory. */
bool watch_draft(const work *w, const draft *e);

#endif
