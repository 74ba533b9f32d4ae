/* A map in memory from what a row says (as 128 bits of hash) to its key in a table. */
#ifndef CASUS_DICTIONARY_H
#define CASUS_DICTIONARY_H

#include "base/base.h"

typedef struct {
  uint64_t a, b;
} digest128;

typedef struct {
  digest128 digest;
  int64_t key; /* 0: the slot is free */
} dictionary_slot;

typedef struct {
  dictionary_slot *slots;
  size_t n, capacity;
  int64_t last; /* highest key */
} dictionary;

/* Of several strings in order; ("ab", "c") is not ("a", "bc"). */
digest128 digest_of(const str *parts, size_t n);
/* 0: not there. */
int64_t dictionary_find(const dictionary *d, digest128 digest);
/* False: out of memory. */
bool dictionary_add(dictionary *d, digest128 digest, int64_t key);
void dictionary_free(dictionary *d);

#endif
