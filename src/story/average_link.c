/* Greedy average linkage over a full matrix of weights, best pair first. Whole numbers, so that no sum depends on its order. */
#include "story/average_link.h"

#include <stdlib.h>

#include "story/components.h"

enum { PASSES_MAX = 8 };

bool average_link_begin(average_link *l, uint32_t n) {
  *l = (average_link){.n = n, .weights = calloc((size_t)n * n, sizeof *l->weights)};
  l->pairs = malloc((size_t)n * n / 2 * sizeof *l->pairs);
  l->cluster = malloc(n * sizeof *l->cluster);
  if (!l->weights || !l->pairs || !l->cluster) return false;
  sets_begin(l->cluster, n);
  return true;
}

void average_link_free(average_link *l) {
  free(l->pairs);
  free(l->weights);
  free(l->cluster);
}

static int32_t *weight_at(average_link *l, uint32_t a, uint32_t b) { return &l->weights[(size_t)a * l->n + b]; }

void average_link_pair(average_link *l, uint32_t a, uint32_t b, int32_t weight, int32_t rank) {
  *weight_at(l, a, b) = *weight_at(l, b, a) = weight;
  if (weight >= 0) l->pairs[l->n_pairs++] = (linked_pair){a, b, rank};
}

uint32_t average_link_first(average_link *l, uint32_t member) { return set_find(l->cluster, member); }

static int by_rank(const void *left, const void *right) {
  const linked_pair *a = left, *b = right;
  if (a->rank != b->rank) return a->rank > b->rank ? -1 : 1;
  if (a->a != b->a) return a->a < b->a ? -1 : 1;
  return a->b < b->b ? -1 : a->b > b->b;
}

/* Sums stop far below 0, so that what is never joined stays so, and no sum overflows. */
static int32_t sum_of(int32_t a, int32_t b) {
  int32_t sum = a + b;
  return a <= WEIGHT_NEVER || b <= WEIGHT_NEVER || sum < WEIGHT_NEVER ? WEIGHT_NEVER : sum;
}

static bool join(average_link *l, const linked_pair *pair) {
  uint32_t a = set_find(l->cluster, pair->a), b = set_find(l->cluster, pair->b);
  if (a == b || *weight_at(l, a, b) < 0) return false;
  set_join(l->cluster, a, b);
  uint32_t first = set_find(l->cluster, a), other = first == a ? b : a;
  for (uint32_t c = 0; c < l->n; c++)
    *weight_at(l, first, c) = *weight_at(l, c, first) = sum_of(*weight_at(l, first, c), *weight_at(l, other, c));
  return true;
}

/* A pair that had to wait may be joined once others were. */
void average_link_run(average_link *l) {
  qsort(l->pairs, l->n_pairs, sizeof *l->pairs, by_rank);
  bool joined = true;
  for (int pass = 0; joined && pass < PASSES_MAX; pass++) {
    joined = false;
    for (size_t i = 0; i < l->n_pairs; i++)
      if (join(l, &l->pairs[i])) joined = true;
  }
}
