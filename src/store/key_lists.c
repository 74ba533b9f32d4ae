/* Lists and sets of keys on the heap: doubling arrays, open addressing. Sorting by two digits of 16 bits. */
#include "store/key_lists.h"

#include <stdlib.h>

enum { CAPACITY_AT_FIRST = 256, DIGIT_BITS = 16, DIGITS = 1 << DIGIT_BITS };

bool heap_grow(void **items, size_t *capacity, size_t need, size_t max, size_t size) {
  size_t wanted = *capacity ? *capacity : CAPACITY_AT_FIRST;
  if (need <= *capacity) return true;
  while (wanted < need) wanted *= 2;
  void *grown = wanted <= max ? realloc(*items, wanted * size) : NULL;
  if (!grown) return false;
  *items = grown;
  *capacity = wanted;
  return true;
}

bool key_list_add(key_list *list, int64_t key) {
  if (!heap_grow((void **)&list->keys, &list->capacity, list->n + 1, KEYS_MAX, sizeof *list->keys)) return false;
  list->keys[list->n++] = key;
  return true;
}

void key_list_free(key_list *list) {
  free(list->keys);
  *list = (key_list){0};
}

/* ---- sets */

static struct key_slot *slot_of(const distinct_keys *set, int64_t key) {
  size_t at = (size_t)hash_mix((uint64_t)key) & (set->capacity - 1);
  while (set->slots[at].turn == set->turn && set->slots[at].key != key) at = (at + 1) & (set->capacity - 1);
  return &set->slots[at];
}

static bool grow(distinct_keys *set) {
  distinct_keys bigger = *set;
  bigger.capacity = set->capacity ? set->capacity * 2 : CAPACITY_AT_FIRST;
  if (!bigger.turn) bigger.turn = 1;
  bigger.slots = bigger.capacity <= KEYS_MAX ? calloc(bigger.capacity, sizeof *bigger.slots) : NULL;
  if (!bigger.slots) return false;
  for (size_t i = 0; i < set->capacity; i++)
    if (set->slots[i].turn == set->turn) *slot_of(&bigger, set->slots[i].key) = set->slots[i];
  free(set->slots);
  *set = bigger;
  return true;
}

bool distinct_expect(distinct_keys *set, size_t n) {
  set->marks = calloc(n + 1, sizeof *set->marks);
  if (!set->marks) return false;
  set->n_marks = n;
  set->turn = 1;
  return true;
}

bool distinct_add(distinct_keys *set, int64_t key, bool *is_new) {
  if ((uint64_t)key < set->n_marks) {
    *is_new = set->marks[key] != set->turn;
    set->marks[key] = set->turn;
    return true;
  }
  if (set->n * 2 >= set->capacity && !grow(set)) return false;
  struct key_slot *slot = slot_of(set, key);
  *is_new = slot->turn != set->turn;
  if (*is_new) *slot = (struct key_slot){key, set->turn}, set->n++;
  return true;
}

void distinct_empty(distinct_keys *set) {
  set->n = 0;
  if (++set->turn) return;
  for (size_t i = 0; i < set->capacity; i++) set->slots[i].turn = 0;
  for (size_t i = 0; i < set->n_marks; i++) set->marks[i] = 0;
  set->turn = 1;
}

void distinct_free(distinct_keys *set) {
  free(set->slots);
  free(set->marks);
  *set = (distinct_keys){0};
}

/* ---- sorting */

/* One pass of a radix sort: the indices `from`, by a digit of their values, into `to`. */
static void sort_by_digit(const uint32_t *values, const uint32_t *from, uint32_t *to, uint32_t n, int shift, uint32_t *counts) {
  memset(counts, 0, sizeof *counts * (DIGITS + 1));
  for (uint32_t i = 0; i < n; i++) counts[(values[i] >> shift & (DIGITS - 1)) + 1]++;
  for (uint32_t d = 1; d <= DIGITS; d++) counts[d] += counts[d - 1];
  for (uint32_t i = 0; i < n; i++) to[counts[values[from[i]] >> shift & (DIGITS - 1)]++] = from[i];
}

bool sorted_indices(const uint32_t *values, uint32_t n, uint32_t *out) {
  uint32_t *counts = malloc((DIGITS + 1) * sizeof *counts), *half = malloc(((size_t)n + 1) * sizeof *half);
  bool good = counts && half;
  for (uint32_t i = 0; i < n; i++) out[i] = i;
  if (good) sort_by_digit(values, out, half, n, 0, counts);
  if (good) sort_by_digit(values, half, out, n, DIGIT_BITS, counts);
  free(counts);
  free(half);
  return good;
}
