/* Sets of things that are linked, and things by set. What links them is left to the callers. */
#ifndef CASUS_STORY_COMPONENTS_H
#define CASUS_STORY_COMPONENTS_H

#include "base/base.h"

/* parent[i] <= i: a set is known by its lowest number, in whatever order it was joined. */
static inline uint32_t set_find(uint32_t *parent, uint32_t i) {
  while (parent[i] != i) i = parent[i] = parent[parent[i]];
  return i;
}

static inline void set_join(uint32_t *parent, uint32_t a, uint32_t b) {
  a = set_find(parent, a), b = set_find(parent, b);
  if (a < b) parent[b] = a;
  else parent[a] = b;
}

static inline void sets_begin(uint32_t *parent, size_t n) {
  for (size_t i = 0; i < n; i++) parent[i] = (uint32_t)i;
}

/* Whether two days, or STORY_NO_DAY, are at most so far apart; no day is near to no other. */
static inline bool days_near(int32_t a, int32_t b, int32_t reach) {
  int64_t gap = (int64_t)a - b;
  return gap <= reach && gap >= -(int64_t)reach;
}

typedef enum { PAIR_FAR, PAIR_APART, PAIR_LINKED } pair_verdict;
/* Of two things, i > j; PAIR_FAR: too far apart, and so is all before j. */
typedef pair_verdict (*pair_judge)(const void *context, uint32_t i, uint32_t j);

enum {
  COMPARED_MAX = 24, /* things before it in a bucket that a thing is compared with, nearest first */
  SCANNED_MAX = 256  /* the same with those that it is in one set with already */
};

/* Joins what shares a key and is judged to be linked. What is compared depends only on what is not too far before a thing, so
 * that things beyond make no difference. Linear in n: buckets are bounded by the two maxima. */
void link_buckets(uint32_t *parent, uint64_t *keyed, uint64_t *scratch, size_t n, pair_judge judge, const void *context);

/* Things by the set that they are in, lowest set first, ascending within: as set << 32 | number. members: which ones,
 * ascending; NULL: all below n. */
void sets_list(uint32_t *parent, const uint32_t *members, size_t n, uint64_t *keyed, uint64_t *scratch);

/* From things in order to indices of the input: first[i] is the thing that stands for i. */
static inline void hand_out(const uint32_t *order, const uint32_t *first, size_t n, uint32_t *out) {
  for (size_t i = 0; i < n; i++) out[order[i]] = order[first[i]];
}

#endif
