/* Scores of the place that is chosen for an event, against sentences with a marked verb and its places. */
#ifndef CASUS_EVAL_EVENT_PLACES_H
#define CASUS_EVAL_EVENT_PLACES_H

#include <stdio.h>

#include "casus.h"

typedef struct {
  unsigned rows, placed;           /* verbs; those that have a place in the gold file */
  unsigned right, wrong, missed;   /* of the placed ones */
  unsigned rightly_none, invented; /* of the others */
  unsigned nearest_right;          /* had the nearest place mention been taken */
  unsigned by_tokens;              /* rows whose places are given as token numbers */
} eval_event_place_scores;

/* `gold`: JSON Lines (plain or gzip) with text and spans {label VERB or LOCATION, start, end in code points}. A place counts as
 * right where it shares a character with one of the gold file's. errors (may be NULL): each miss, line by line. */
casus_status eval_event_places(const char *gold, FILE *errors, eval_event_place_scores *scores, casus_error *error);
void eval_event_places_print(const eval_event_place_scores *scores, FILE *out);

#endif
