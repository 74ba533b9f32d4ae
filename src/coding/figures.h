/* The numbers that a sentence gives about an event: killed, injured, missing, abducted, arrested; how many protest or are moved.
 * Private to coding/. */
#ifndef CASUS_FIGURES_H
#define CASUS_FIGURES_H

#include "coding/draft.h"

/* Fills casualties and participants of an event that has its type and status. */
void figures_fill(const work *w, const draft *e, casus_event *v);

#endif
