/* Private to coding/. */
#ifndef CASUS_TRIGGER_LEMMAS_H
#define CASUS_TRIGGER_LEMMAS_H

#include "coding/event_lexicon.h"
#include "grammar/grammar.h"

/* `an`, or a copy of it in `a` where the lemma of a verb or noun had to be mended. NULL: no memory. */
const analysis *trigger_lemmas_mend(const event_lexicon *l, const text *t, const analysis *an, arena *a);

#endif
