/* What files that count by facts share: sums over events, and the order of what is most frequent. */
#ifndef CASUS_FACT_COUNTS_H
#define CASUS_FACT_COUNTS_H

#include "store/event_facts.h"

/* Of one dyad, one place, ... */
typedef struct {
  uint64_t n, n_stories, by_quad[5];
  double score_sum, goldstein_sum;
  uint32_t first, last; /* events with a date; NO_FACT: none */
} tally;

/* On the heap, zeroed. NULL: no memory. */
tally *tallies_new(size_t n);
void tally_add(tally *t, const casus_facts *f, uint32_t event);

/* Those of which there are any, the most frequent first, ties by index. */
typedef struct {
  uint32_t *at;
  uint32_t n;
} ranking;

/* counts: the first of `stride` bytes for each of n. False: no memory. */
bool ranking_make(const void *counts, size_t stride, uint32_t n, ranking *out);
void ranking_free(ranking *r);

/* A page of n. */
typedef struct {
  size_t begin, n;
} page;
page page_of(const casus_query *query, size_t n);

/* Counts the stories of those on a page, which are found by `mark`: 0, or their place on the page from 1 on. */
typedef struct {
  uint32_t *mark;
  distinct_keys seen;
  const casus_facts *f;
} story_counter;

bool story_counter_begin(story_counter *c, const casus_facts *f, uint32_t n, const ranking *r, page p);
/* A story of an event of what has this index. False: no memory. */
bool story_counter_add(story_counter *c, tally *tallies, uint32_t index, uint32_t event);
void story_counter_end(story_counter *c);

#endif
