/* Scores of party resolution against phrases whose country and sector are known. */
#ifndef CASUS_EVAL_ACTORS_H
#define CASUS_EVAL_ACTORS_H

#include <stdio.h>

#include "casus.h"

typedef struct {
  unsigned n, countries, country_hits, sectors, sector_hits, both, both_hits;
} eval_actor_scores;

/* `gold`: JSON Lines with text, context, date and expect {country, code_1, code_2}. A phrase's party is the longest one in it.
 * errors (may be NULL): each miss, line by line. */
casus_status eval_actors(const char *gold, FILE *errors, eval_actor_scores *scores, casus_error *error);
void eval_actors_print(const eval_actor_scores *scores, FILE *out);

#endif
