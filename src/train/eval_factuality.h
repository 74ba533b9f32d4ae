/* Scores of how the coder takes what a word says to stand: did it happen? */
#ifndef CASUS_EVAL_FACTUALITY_H
#define CASUS_EVAL_FACTUALITY_H

#include <stdio.h>

#include "train/gold_factuality.h"

typedef struct {
  unsigned pairs[HAPPENED_COUNT][CASUS_EVENT_STATUS_COUNT]; /* gold, ours */
  unsigned not_judged;                                      /* words that are neither verb nor noun nor adjective to us */
} eval_factuality_scores;

/* `gold`: JSON Lines (plain or gzip) as gold_factuality.h has it. errors (may be NULL): each miss, line by line. */
casus_status eval_factuality(const char *gold, FILE *errors, eval_factuality_scores *scores, casus_error *error);
void eval_factuality_print(const eval_factuality_scores *scores, FILE *out);

#endif
