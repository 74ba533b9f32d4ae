/* Scores of time expressions against TimeML. */
#ifndef CASUS_EVAL_TIME_H
#define CASUS_EVAL_TIME_H

#include <stdio.h>

#include "train/eval.h"

/* `gold`: a folder of .tml files or a .tar.gz of them, in TimeML. What is counted: docs/times.md. Prints to `out`. */
casus_status eval_time(const char *gold, eval_report report, FILE *out, casus_error *error);

#endif
