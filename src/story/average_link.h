/* Clusters of a few things by average linkage: two clusters become one while the weights of all pairs between them add up to
 * more than nothing. What the weights mean is left to the callers. */
#ifndef CASUS_STORY_AVERAGE_LINK_H
#define CASUS_STORY_AVERAGE_LINK_H

#include "base/base.h"

enum { AVERAGE_LINK_MAX = 1024, WEIGHT_NEVER = -1000000 }; /* a pair of this weight never comes into one cluster */

typedef struct {
  uint32_t a, b;
  int32_t rank;
} linked_pair;

typedef struct {
  uint32_t n;
  linked_pair *pairs; /* those that may join two clusters */
  size_t n_pairs;
  int32_t *weights;  /* between two clusters: n x n, both ways; a cluster is known by its lowest member */
  uint32_t *cluster; /* of members */
} average_link;

/* n things, 1 to AVERAGE_LINK_MAX. False: out of memory. average_link_free is right after both. */
bool average_link_begin(average_link *l, uint32_t n);
void average_link_free(average_link *l);
/* Once for each pair, a < b. Pairs of the higher rank are joined first; those whose weight is negative only by others. */
void average_link_pair(average_link *l, uint32_t a, uint32_t b, int32_t weight, int32_t rank);
void average_link_run(average_link *l);
/* The lowest member of the cluster. */
uint32_t average_link_first(average_link *l, uint32_t member);

#endif
