/* The numbers that a sentence gives about an event: killed, injured, missing, abducted, arrested; how many protest or are moved.
 * Private to coding/. */
#ifndef CASUS_FIGURES_H
#define CASUS_FIGURES_H

#include "coding/draft.h"

/* How a word harms: casus_harm; -1: no word of harm. */
int harm_of_word(const work *w, uint32_t tok);
/* Fills casualties and participants of an event that has its type and status. */
void figures_fill(const work *w, const draft *e, casus_event *v);

#endif
