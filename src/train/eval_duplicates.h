/* Scores of the groups of near-duplicate articles. */
#ifndef CASUS_EVAL_DUPLICATES_H
#define CASUS_EVAL_DUPLICATES_H

#include "train/groups_score.h"

/* Gold: JSON Lines, packed or not, with id, text, date and group (tools/make_duplicates.py makes them). Prints the scores to
 * `out`; with report.errors each pair that is missed (-) or too much (+). */
casus_status eval_duplicates(const char *gold, eval_report report, FILE *out, casus_error *error);

#endif
