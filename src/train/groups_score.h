/* How well a partition of things meets a gold one: by pairs, and B-cubed (Bagga and Baldwin 1998). */
#ifndef CASUS_GROUPS_SCORE_H
#define CASUS_GROUPS_SCORE_H

#include "train/eval.h"

typedef struct {
  tally pairs;                           /* of things in one group */
  double b3_precision, b3_recall, b3_f1; /* 0 to 1; a mean over the things */
} groups_score;

/* gold[i] and ours[i] name the groups that thing i is in. Takes time as the square of n. */
groups_score groups_compare(const uint32_t *gold, const uint32_t *ours, size_t n);

#endif
