/* The runs of three words of a text, to tell how much of another one is in it. */
#ifndef CASUS_SHINGLES_H
#define CASUS_SHINGLES_H

#include "base/base.h"

typedef struct {
  uint64_t *slots; /* open addressing; 0: free */
  size_t mask;
} shingle_set;

/* Case and all but letters and digits do not count. False: out of memory. */
bool shingles_open(shingle_set *set, str text, arena *memory);
/* Share of the runs of `text` that are in the set, in percent; 0 where it has no word. Of a text of fewer than three words, of
 * its words. */
unsigned shingles_share_percent(const shingle_set *set, str text);

#endif
