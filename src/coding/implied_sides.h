/* Sides that a word's own slots leave open and that the sentence, or those before it, still tell. Private to coding/. */
#ifndef CASUS_IMPLIED_SIDES_H
#define CASUS_IMPLIED_SIDES_H

#include "coding/draft.h"

/* By the clause that the act stands in. */
void implied_in_sentence(const work *w, draft *e);
/* By what was told before: an act named again, an answer. */
void implied_from_before(const work *w, draft *e);
/* Remembers the draft for those that follow. False: out of memory. */
bool implied_remember(work *w, const draft *e);

#endif
