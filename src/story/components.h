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

/* What shares a key, as key << 32 | number: sorted by key, those of one key by number. Linear. */
void keyed_sort(uint64_t *keyed, uint64_t *scratch, size_t n);
/* All numbers below n by the set that they are in, lowest set first, ascending within: as set << 32 | number. */
void sets_list(uint32_t *parent, size_t n, uint64_t *keyed, uint64_t *scratch);

#endif
