/* Scores of toponyms against pages whose toponyms are marked and placed. */
#ifndef CASUS_EVAL_PLACES_H
#define CASUS_EVAL_PLACES_H

#include <stdio.h>

#include "train/eval.h"

typedef struct {
  tally exact, overlap;      /* spans that are the same; that share a character */
  unsigned placed, near;     /* found (by overlap), with a gold position; of them within 161 km */
  unsigned all_placed;       /* with a gold position, found or not */
  unsigned no_answer;        /* found, with a gold position, and none of ours */
  unsigned unknown;          /* found, but the gold number is in no table: their position is not known here */
  double median_km, mean_km; /* of those with both positions */
} eval_place_scores;

/* `gold`: a folder or a .tar.gz of NAME.txt and NAME.ann in brat's format, as GeoWebNews has them (docs/places.md). To `out` go,
 * where the report asks for them, each miss, each extra, each wrong position, and (verbose) what was found. */
casus_status eval_places(const char *gold, eval_report report, FILE *out, eval_place_scores *scores, casus_error *error);
void eval_places_print(const eval_place_scores *scores, FILE *out);

#endif
