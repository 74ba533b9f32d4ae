/* Open addressing over 128-bit hashes, on the heap. */
#include "store/dictionary.h"

#include <stdlib.h>

enum { CAPACITY_AT_FIRST = 1024, CAPACITY_MAX = 1 << 28 };

digest128 digest_of(const str *parts, size_t n) {
  digest128 d = {0, 0x9e3779b97f4a7c15ULL};
  for (size_t i = 0; i < n; i++) {
    unsigned char len[8];
    for (int k = 0; k < 8; k++) len[k] = (unsigned char)((uint64_t)parts[i].len >> (8 * k));
    d.a = hash_bytes(parts[i].ptr, parts[i].len, hash_bytes(len, sizeof len, d.a));
    d.b = hash_bytes(parts[i].ptr, parts[i].len, hash_bytes(len, sizeof len, d.b));
  }
  return d;
}

static dictionary_slot *slot_of(const dictionary *d, digest128 digest) {
  size_t at = (size_t)digest.a & (d->capacity - 1);
  for (;; at = (at + 1) & (d->capacity - 1)) {
    dictionary_slot *s = &d->slots[at];
    if (!s->key || (s->digest.a == digest.a && s->digest.b == digest.b)) return s;
  }
}

int64_t dictionary_find(const dictionary *d, digest128 digest) { return d->capacity ? slot_of(d, digest)->key : 0; }

static bool grow(dictionary *d) {
  dictionary bigger = {.capacity = d->capacity ? d->capacity * 2 : CAPACITY_AT_FIRST, .n = d->n, .last = d->last};
  if (bigger.capacity > CAPACITY_MAX) return false;
  bigger.slots = calloc(bigger.capacity, sizeof *bigger.slots);
  if (!bigger.slots) return false;
  for (size_t i = 0; i < d->capacity; i++)
    if (d->slots[i].key) *slot_of(&bigger, d->slots[i].digest) = d->slots[i];
  free(d->slots);
  *d = bigger;
  return true;
}

bool dictionary_add(dictionary *d, digest128 digest, int64_t key) {
  if (d->n * 2 >= d->capacity && !grow(d)) return false;
  dictionary_slot *s = slot_of(d, digest);
  if (!s->key) d->n++;
  *s = (dictionary_slot){digest, key};
  if (key > d->last) d->last = key;
  return true;
}

void dictionary_free(dictionary *d) {
  free(d->slots);
  *d = (dictionary){0};
}
