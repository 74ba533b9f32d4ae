/* Clusters of a few things by average linkage: two clusters become one while the weights of all pairs between them add up to
 * more than nothing. What the weights mean is left to the callers. */
#ifndef CASUS_STORY_AVERAGE_LINK_H
#define CASUS_STORY_AVERAGE_LINK_H

#include "base/base.h"

enum { AVERAGE_LINK_MAX = 1024, WEIGHT_NEVER = -1000000 }; /* a pair of this weight never comes into one cluster */

/* Of two things, a before b: what the pair weighs, and how early it is tried: pairs of the higher rank are joined first, those of
 * negative weight only by others. */
typedef struct {
  int32_t weight, rank;
} pair_weight;
typedef pair_weight (*pair_weigher)(const void *context, uint32_t a, uint32_t b);

/* Clusters the things of one set, as sets_list has them: first[i] becomes the first thing of the cluster that i is in. More than
 * AVERAGE_LINK_MAX are clustered in parts, in their order, and then the first things of the clusters. False: out of memory. */
bool cluster_set(const uint64_t *listed, size_t n, pair_weigher weigh, const void *context, uint32_t *first);

#endif
