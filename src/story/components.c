/* Sorting by key (radix sort on the upper half, which keeps the order of what shares a key), links among what shares one, and the
 * members of sets. */
#include "story/components.h"

enum { DIGIT_BITS = 11, DIGITS = 1 << DIGIT_BITS };

static void sort_by_digit(const uint64_t *from, uint64_t *to, size_t n, unsigned shift) {
  uint32_t begins[DIGITS + 1] = {0};
  for (size_t i = 0; i < n; i++) begins[(from[i] >> shift & (DIGITS - 1)) + 1]++;
  for (size_t d = 0; d < DIGITS; d++) begins[d + 1] += begins[d];
  for (size_t i = 0; i < n; i++) to[begins[from[i] >> shift & (DIGITS - 1)]++] = from[i];
}

/* What shares a key, as key << 32 | number: sorted by key, those of one key by number. Linear. */
static void keyed_sort(uint64_t *keyed, uint64_t *scratch, size_t n) {
  sort_by_digit(keyed, scratch, n, 32);
  sort_by_digit(scratch, keyed, n, 32 + DIGIT_BITS);
  sort_by_digit(keyed, scratch, n, 32 + 2 * DIGIT_BITS);
  if (n) memcpy(keyed, scratch, n * sizeof *keyed);
}

void sets_list(uint32_t *parent, const uint32_t *members, size_t n, uint64_t *keyed, uint64_t *scratch) {
  for (size_t i = 0; i < n; i++) {
    uint32_t thing = members ? members[i] : (uint32_t)i;
    keyed[i] = (uint64_t)set_find(parent, thing) << 32 | thing;
  }
  keyed_sort(keyed, scratch, n);
}

static void link_back(uint32_t *parent, const uint64_t *bucket, size_t at, pair_judge judge, const void *context) {
  uint32_t i = (uint32_t)bucket[at];
  size_t compared = 0, last = at > SCANNED_MAX ? at - SCANNED_MAX : 0;
  for (size_t back = at; back-- > last && compared < COMPARED_MAX;) {
    uint32_t j = (uint32_t)bucket[back];
    if (set_find(parent, i) == set_find(parent, j)) continue;
    pair_verdict verdict = judge(context, i, j);
    if (verdict == PAIR_FAR) return;
    if (verdict == PAIR_LINKED) set_join(parent, i, j);
    compared++;
  }
}

void link_buckets(uint32_t *parent, uint64_t *keyed, uint64_t *scratch, size_t n, pair_judge judge, const void *context) {
  keyed_sort(keyed, scratch, n);
  for (size_t begin = 0, i = 0; i < n; i++) {
    if (keyed[i] >> 32 != keyed[begin] >> 32) begin = i;
    if (i > begin) link_back(parent, keyed + begin, i - begin, judge, context);
  }
}
