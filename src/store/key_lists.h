/* Lists and sets of keys on the heap, each with a stated maximum; sorting of indices. */
#ifndef CASUS_KEY_LISTS_H
#define CASUS_KEY_LISTS_H

#include "base/base.h"

enum { KEYS_MAX = 1 << 30 };

/* Grows an array so that it holds `need` items. False: over max items, or out of memory; the array is as before. */
bool heap_grow(void **items, size_t *capacity, size_t need, size_t max, size_t size);

typedef struct {
  int64_t *keys;
  size_t n, capacity;
} key_list;

bool key_list_add(key_list *list, int64_t key);
void key_list_free(key_list *list);

/* Different keys; emptied in no time, so that one set serves for many counts. */
typedef struct {
  struct key_slot {
    int64_t key;
    uint32_t turn; /* the slot is taken where this is the set's */
  } * slots;
  size_t n, capacity;
  uint32_t turn;
  uint32_t *marks; /* of the keys below n_marks, which need no slot: the turn in which they were added */
  size_t n_marks;
} distinct_keys;

/* Makes an empty set quick for keys of 0 to n - 1. False: out of memory. */
bool distinct_expect(distinct_keys *set, size_t n);

/* False: out of memory. *is_new: the key was not in it. */
bool distinct_add(distinct_keys *set, int64_t key, bool *is_new);
void distinct_empty(distinct_keys *set);
void distinct_free(distinct_keys *set);

/* 0 to n - 1 in the order of their values; where these are equal, in their own. False: out of memory. */
bool sorted_indices(const uint32_t *values, uint32_t n, uint32_t *out);

#endif
