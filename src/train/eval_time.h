/* Scores of time expressions against TimeML. */
#ifndef CASUS_EVAL_TIME_H
#define CASUS_EVAL_TIME_H

#include <stdio.h>

#include "train/eval.h"

/* `gold`: a folder of .tml files or a .tar.gz of them, in TimeML. What is counted: docs/times.md. Prints to `out`. */
casus_status eval_time(const char *gold, eval_report report, FILE *out, casus_error *error);

/* Two TIMEX3 values that say the same: but for the spellings that TimeML leaves free they are equal byte for byte. */
bool timex_values_agree(str a, str b);
/* The days that a value names (since 1970-01-01); false: it names none ("P3D", "PAST_REF", "XXXX-05"). */
bool timex_interval(str value, int32_t *first, int32_t *last);

#endif
