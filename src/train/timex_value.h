/* TIMEX3 values: which say the same, and which days they name. */
#ifndef CASUS_TIMEX_VALUE_H
#define CASUS_TIMEX_VALUE_H

#include "base/base.h"

/* Two TIMEX3 values that say the same: but for the spellings that TimeML leaves free they are equal byte for byte. */
bool timex_values_agree(str a, str b);
/* The days that a value names (since 1970-01-01); false: it names none ("P3D", "PAST_REF", "XXXX-05"). */
bool timex_interval(str value, int32_t *first, int32_t *last);

#endif
