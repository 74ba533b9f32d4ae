/* Greedy average linkage over a full matrix of weights, best pair first. Whole numbers, so that no sum depends on its order. */
#include "story/average_link.h"

#include <stdlib.h>

#include "story/components.h"

enum { PASSES_MAX = 8 };

typedef struct {
  uint32_t a, b;
  int32_t rank;
} linked_pair;

typedef struct {
  uint32_t n;
  linked_pair *pairs; /* those that may join two clusters */
  size_t n_pairs;
  int32_t *weights;  /* between two clusters: n x n, both ways; a cluster is known by its lowest member */
  uint32_t *cluster; /* of members */
} average_link;

static bool average_link_begin(average_link *l, uint32_t n) {
  *l = (average_link){.n = n, .weights = calloc((size_t)n * n, sizeof *l->weights)};
  l->pairs = malloc((size_t)n * n / 2 * sizeof *l->pairs);
  l->cluster = malloc(n * sizeof *l->cluster);
  if (!l->weights || !l->pairs || !l->cluster) return false;
  sets_begin(l->cluster, n);
  return true;
}

static void average_link_free(average_link *l) {
  free(l->pairs);
  free(l->weights);
  free(l->cluster);
}

static int32_t *weight_at(average_link *l, uint32_t a, uint32_t b) { return &l->weights[(size_t)a * l->n + b]; }

static void average_link_pair(average_link *l, uint32_t a, uint32_t b, pair_weight w) {
  *weight_at(l, a, b) = *weight_at(l, b, a) = w.weight;
  if (w.weight >= 0) l->pairs[l->n_pairs++] = (linked_pair){a, b, w.rank};
}

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
static void average_link_run(average_link *l) {
  qsort(l->pairs, l->n_pairs, sizeof *l->pairs, by_rank);
  bool joined = true;
  for (int pass = 0; joined && pass < PASSES_MAX; pass++) {
    joined = false;
    for (size_t i = 0; i < l->n_pairs; i++)
      if (join(l, &l->pairs[i])) joined = true;
  }
}

/* ---- sets */

static bool cluster_part(const uint32_t *members, uint32_t n, pair_weigher weigh, const void *context, uint32_t *first) {
  average_link l;
  bool ok = average_link_begin(&l, n);
  if (ok) {
    for (uint32_t j = 1; j < n; j++)
      for (uint32_t i = 0; i < j; i++) average_link_pair(&l, i, j, weigh(context, members[i], members[j]));
    average_link_run(&l);
    for (uint32_t i = 0; i < n; i++) first[members[i]] = members[set_find(l.cluster, i)];
  }
  average_link_free(&l);
  return ok;
}

static bool cluster_parts(const uint32_t *members, size_t n, pair_weigher weigh, const void *context, uint32_t *first) {
  for (size_t begin = 0; begin < n; begin += AVERAGE_LINK_MAX) {
    size_t size = n - begin < AVERAGE_LINK_MAX ? n - begin : AVERAGE_LINK_MAX;
    if (!cluster_part(members + begin, (uint32_t)size, weigh, context, first)) return false;
  }
  return true;
}

/* Keeps what is the first of its cluster. */
static size_t keep_firsts(uint32_t *members, size_t n, const uint32_t *first) {
  size_t kept = 0;
  for (size_t i = 0; i < n; i++)
    if (first[members[i]] == members[i]) members[kept++] = members[i];
  return kept;
}

bool cluster_set(const uint64_t *listed, size_t n, pair_weigher weigh, const void *context, uint32_t *first) {
  if (n == 1) return first[(uint32_t)listed[0]] = (uint32_t)listed[0], true;
  uint32_t *members = malloc(n * sizeof *members);
  if (!members) return false;
  for (size_t i = 0; i < n; i++) members[i] = (uint32_t)listed[i];
  bool ok = cluster_parts(members, n, weigh, context, first);
  for (size_t left = n, before = 0; ok && left > AVERAGE_LINK_MAX;) {
    before = left;
    left = keep_firsts(members, left, first);
    if (left == before) break;
    ok = cluster_parts(members, left, weigh, context, first);
  }
  for (size_t i = 0; ok && i < n; i++) first[(uint32_t)listed[i]] = set_find(first, (uint32_t)listed[i]);
  free(members);
  return ok;
}
