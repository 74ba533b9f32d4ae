/* Whole numbers as bytes, the lowest first, on every machine. */
#ifndef CASUS_STORY_BYTES_H
#define CASUS_STORY_BYTES_H

#include <stddef.h>
#include <stdint.h>

static inline void bytes_put(unsigned char *to, uint64_t value, size_t width) {
  for (size_t i = 0; i < width; i++) to[i] = (unsigned char)(value >> (8 * i));
}

static inline uint64_t bytes_get(const unsigned char *from, size_t width) {
  uint64_t value = 0;
  for (size_t i = 0; i < width; i++) value |= (uint64_t)from[i] << (8 * i);
  return value;
}

#endif
