/* Runs of one and of three words, hashed. */
#include "article/shingles.h"

enum { RUN = 3 };

typedef struct {
  str rest;
  uint64_t words[RUN]; /* the newest last */
  unsigned n;
} word_walk;

static bool is_word_byte(unsigned char c) { return is_ascii_alpha(c) || is_ascii_digit(c) || c >= 0x80; }

/* Quotation marks, dashes and the like, which pages and their JSON-LD spell differently. */
static bool is_punctuation(str s) { return s.len >= 3 && memcmp(s.ptr, "\xe2\x80", 2) == 0; }

static bool next_word(word_walk *w) {
  str s = w->rest;
  uint64_t h = 0;
  size_t i = 0;
  for (; i < s.len; i++) {
    bool mark = is_punctuation(str_slice(s, i, s.len));
    if (!mark && is_word_byte((unsigned char)s.ptr[i])) h = hash_mix(h ^ (unsigned char)to_ascii_lower(s.ptr[i])) + 1;
    else if (h) break;
    else if (mark) i += 2;
  }
  w->rest = str_slice(s, i, s.len);
  if (!h) return false;
  memmove(w->words, w->words + 1, sizeof w->words - sizeof *w->words);
  w->words[RUN - 1] = h;
  w->n++;
  return true;
}

static uint64_t run_hash(const word_walk *w) {
  uint64_t h = hash_mix(w->words[0] ^ hash_mix(w->words[1] ^ hash_mix(w->words[2] + 1)));
  return h ? h : 1;
}

static bool find(const shingle_set *set, uint64_t h, size_t *slot) {
  for (*slot = h & set->mask; set->slots[*slot]; *slot = (*slot + 1) & set->mask)
    if (set->slots[*slot] == h) return true;
  return false;
}

static void insert(const shingle_set *set, uint64_t h) {
  size_t slot;
  if (!find(set, h, &slot)) set->slots[slot] = h;
}

bool shingles_open(shingle_set *set, str text, arena *memory) {
  size_t n = 64;
  while (n < text.len * 2) n *= 2; /* a word has a byte and a gap, and makes two entries */
  set->slots = ARENA_ARRAY(memory, uint64_t, n);
  set->mask = n - 1;
  if (!set->slots) return false;
  for (word_walk w = {.rest = text}; next_word(&w);) {
    insert(set, w.words[RUN - 1]);
    if (w.n >= RUN) insert(set, run_hash(&w));
  }
  return true;
}

unsigned shingles_share_percent(const shingle_set *set, str text) {
  size_t n = 0, in = 0, words = 0, words_in = 0, slot;
  word_walk w = {.rest = text};
  while (next_word(&w)) {
    words++;
    words_in += find(set, w.words[RUN - 1], &slot);
    if (w.n < RUN) continue;
    n++;
    in += find(set, run_hash(&w), &slot);
  }
  if (!words) return 0;
  return (unsigned)(n ? in * 100 / n : words_in * 100 / words);
}
