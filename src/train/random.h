/* xorshift64*, so that a seed gives the same weights on every machine. */
#ifndef CASUS_RANDOM_H
#define CASUS_RANDOM_H

#include <stdint.h>

static inline uint64_t random_next(uint64_t *state) {
  *state ^= *state >> 12;
  *state ^= *state << 25;
  *state ^= *state >> 27;
  return *state * 0x2545F4914F6CDD1DULL;
}

static inline void random_shuffle(uint32_t *items, uint32_t n, uint64_t *state) {
  for (uint32_t i = n; i > 1; i--) {
    uint32_t k = (uint32_t)(random_next(state) % i), item = items[i - 1];
    items[i - 1] = items[k];
    items[k] = item;
  }
}

#endif
