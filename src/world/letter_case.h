/* Phrases whose case tells nothing get the capitals of their names back. Private to world/. */
#ifndef CASUS_LETTER_CASE_H
#define CASUS_LETTER_CASE_H

#include "world/facts.h"

/* *mended: the phrase, or a copy with other letters in capitals, byte for byte as long. False: no memory. Linear. */
bool letter_case_mend(const world *w, str phrase, arena *a, str *mended);

#endif
