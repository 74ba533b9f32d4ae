/* Sorting by key (radix sort on the upper half, which keeps the order of what shares a key), and the members of sets. */
#include "story/components.h"

enum { DIGIT_BITS = 11, DIGITS = 1 << DIGIT_BITS };

static void sort_by_digit(const uint64_t *from, uint64_t *to, size_t n, unsigned shift) {
  uint32_t begins[DIGITS + 1] = {0};
  for (size_t i = 0; i < n; i++) begins[(from[i] >> shift & (DIGITS - 1)) + 1]++;
  for (size_t d = 0; d < DIGITS; d++) begins[d + 1] += begins[d];
  for (size_t i = 0; i < n; i++) to[begins[from[i] >> shift & (DIGITS - 1)]++] = from[i];
}

void keyed_sort(uint64_t *keyed, uint64_t *scratch, size_t n) {
  sort_by_digit(keyed, scratch, n, 32);
  sort_by_digit(scratch, keyed, n, 32 + DIGIT_BITS);
  sort_by_digit(keyed, scratch, n, 32 + 2 * DIGIT_BITS);
  if (n) memcpy(keyed, scratch, n * sizeof *keyed);
}

void sets_list(uint32_t *parent, size_t n, uint64_t *keyed, uint64_t *scratch) {
  for (size_t i = 0; i < n; i++) keyed[i] = (uint64_t)set_find(parent, (uint32_t)i) << 32 | i;
  keyed_sort(keyed, scratch, n);
}
