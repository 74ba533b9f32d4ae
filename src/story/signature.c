/* Signatures of texts: one pass over the bytes makes words, 3-grams of words and their MinHash. What two signatures say of
 * their texts is left to duplicates.c. */
#include "story/bytes.h"
#include "story/story.h"
#include "story/words.h"

/* ---- words, ASCII letters in lower case */

static const uint64_t WORD_SEED = 0xcbf29ce484222325ULL, WORD_PRIME = 0x100000001b3ULL;

/* The hash of the word at *at, which moves behind it; no word: WORD_SEED. */
static uint64_t word_hash(const unsigned char **at, const unsigned char *end) {
  uint64_t h = WORD_SEED;
  const unsigned char *p = *at;
  for (; p < end && !separator_length(p, end); p++) h = (h ^ (unsigned char)to_ascii_lower((char)*p)) * WORD_PRIME;
  *at = p;
  return h;
}

/* ---- MinHash: the upper bits of a 3-gram's hash choose the bin, the lower ones are kept of the smallest in it */

enum { GRAM_WORDS = 3, BIN_SHIFT = 57 };
_Static_assert(SIGNATURE_BINS == 1 << (64 - BIN_SHIFT), "a bin for each value of the upper bits");

static uint64_t gram_hash(uint64_t first, uint64_t second, uint64_t third) {
  return hash_mix(first * 0x9e3779b97f4a7c15ULL + second * 0xc2b2ae3d27d4eb4fULL + third);
}

static void gram_add(uint64_t lowest[SIGNATURE_BINS], uint64_t gram) {
  uint64_t *bin = &lowest[gram >> BIN_SHIFT];
  if (gram < *bin) *bin = gram;
}

/* 0 is kept for bins without a 3-gram. */
static uint16_t bin_value(uint64_t lowest) {
  if (lowest == UINT64_MAX) return 0;
  uint16_t low = (uint16_t)lowest;
  return low ? low : 1;
}

void signature_of(str text, signature *out) {
  if (str_empty(text)) text = STR("");
  const unsigned char *at = (const unsigned char *)text.ptr, *end = at + text.len;
  uint64_t lowest[SIGNATURE_BINS], words[2] = {0, 0}, exact = 0, n_words = 0;
  memset(lowest, 0xFF, sizeof lowest);
  while (at < end) {
    size_t separator = separator_length(at, end);
    at += separator;
    if (separator) continue;
    uint64_t word = word_hash(&at, end);
    exact = (exact ^ word) * 0x9e3779b97f4a7c15ULL + 1;
    if (++n_words >= GRAM_WORDS) gram_add(lowest, gram_hash(words[0], words[1], word));
    words[0] = words[1];
    words[1] = word;
  }
  uint64_t n_grams = n_words < GRAM_WORDS ? 0 : n_words - GRAM_WORDS + 1;
  out->exact = n_words ? hash_mix(exact) : 0;
  out->n_grams = n_grams > UINT32_MAX ? UINT32_MAX : (uint32_t)n_grams;
  for (size_t i = 0; i < SIGNATURE_BINS; i++) out->bins[i] = bin_value(lowest[i]);
}

/* ---- as bytes */

void signature_pack(const signature *s, unsigned char bytes[SIGNATURE_BYTES]) {
  bytes_put(bytes, s->exact, 8);
  bytes_put(bytes + 8, s->n_grams, 4);
  for (size_t i = 0; i < SIGNATURE_BINS; i++) bytes_put(bytes + 12 + 2 * i, s->bins[i], 2);
}

void signature_unpack(const unsigned char bytes[SIGNATURE_BYTES], signature *s) {
  s->exact = bytes_get(bytes, 8);
  s->n_grams = (uint32_t)bytes_get(bytes + 8, 4);
  for (size_t i = 0; i < SIGNATURE_BINS; i++) s->bins[i] = (uint16_t)bytes_get(bytes + 12 + 2 * i, 2);
}
