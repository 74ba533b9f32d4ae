/* Near-duplicate articles: candidates by locality-sensitive hashing of their signatures, pairs verified by the signatures,
 * components of the pairs, and groups within a component by average linkage, so that a chain of pairs makes no group. */
#define _GNU_SOURCE /* qsort_r */
#include <stdlib.h>

#include "story/components.h"
#include "story/story.h"

enum {
  WINDOW_DAYS = 3,
  BANDS = SIGNATURE_BINS,
  COMPARED_MAX = 24,    /* items of one bucket that an item is compared with: the nearest before it */
  COMPONENT_MAX = 2048, /* a component is parted so that its matrix stays small */
  PASSES_MAX = 8
};

/* From these on two texts are copies. A share of both texts (Jaccard) or of the shorter one (containment): a copy that is cut
 * has little of the whole. Containment is taken from the Jaccard estimate and the lengths, and needs bins to stand on. */
static const double COPY_JACCARD = 0.30, COPY_CONTAINMENT = 0.45;
enum { COPY_BINS = 8 };

/* ---- two signatures */

typedef struct {
  unsigned same, used;
} bin_counts;

static bin_counts compare_bins(const signature *a, const signature *b) {
  unsigned same = 0, used = 0;
  for (size_t i = 0; i < SIGNATURE_BINS; i++) {
    used += (a->bins[i] | b->bins[i]) != 0;
    same += a->bins[i] == b->bins[i] && a->bins[i];
  }
  return (bin_counts){same, used};
}

/* Share of the 3-grams of both that are in both; 1 where the texts are one and the same. */
static double signature_jaccard(const signature *a, const signature *b, unsigned *same) {
  if (a->exact && a->exact == b->exact) return *same = SIGNATURE_BINS, 1;
  bin_counts c = compare_bins(a, b);
  *same = c.same;
  return c.used ? (double)c.same / c.used : 0;
}

static bool is_copy(double jaccard, unsigned same, const signature *a, const signature *b) {
  if (jaccard >= COPY_JACCARD) return true;
  if (same < COPY_BINS) return false;
  double shorter = a->n_grams < b->n_grams ? a->n_grams : b->n_grams;
  double shared = jaccard * ((double)a->n_grams + b->n_grams) / (1 + jaccard);
  return shared >= COPY_CONTAINMENT * shorter;
}

static bool same_text(const duplicate_item *a, const duplicate_item *b) {
  return a->text.exact && a->text.exact == b->text.exact;
}

/* ---- candidates */

typedef struct {
  const duplicate_item *items;
  uint32_t *order;  /* input index of the items by day and digest: all else counts in this order */
  uint32_t *parent; /* of components */
  uint64_t *keyed, *scratch;
  uint32_t *group; /* the first item of each item's group */
  uint32_t n;
  int32_t reach;
} grouping;

static const duplicate_item *item_at(const grouping *g, uint32_t i) { return &g->items[g->order[i]]; }

/* Short texts leave bins empty: another one, which the number of the bin chooses, stands in (Shrivastava 2017). */
static uint16_t filled_bin(const signature *s, uint32_t bin) {
  uint32_t at = bin;
  for (uint32_t attempt = 1; !s->bins[at]; attempt++)
    at = (uint32_t)hash_mix((uint64_t)bin << 32 | attempt) % SIGNATURE_BINS;
  return s->bins[at];
}

/* The buckets of a band: those that share two bins. Each bin meets another one in each band. */
static uint32_t band_key(const signature *s, uint32_t band) {
  uint32_t other = (band + 1 + hash_mix(band + 1) % (SIGNATURE_BINS - 1)) % SIGNATURE_BINS;
  return (uint32_t)filled_bin(s, band) << 16 | filled_bin(s, other);
}

/* Compares an item with those before it in its bucket. The texts that were looked at count, not their copies: 200 copies of one
 * text do not hide what stands before them. */
static void link_back(grouping *g, const uint64_t *bucket, size_t at) {
  uint32_t i = (uint32_t)bucket[at];
  const duplicate_item *a = item_at(g, i);
  uint64_t last_exact = 0;
  for (size_t back = at, compared = 0; back-- > 0 && compared < COMPARED_MAX;) {
    uint32_t j = (uint32_t)bucket[back];
    const duplicate_item *b = item_at(g, j);
    if (!days_near(a->day, b->day, g->reach)) return;
    if (b->text.exact == last_exact) continue;
    last_exact = b->text.exact;
    compared++;
    if (set_find(g->parent, i) == set_find(g->parent, j)) continue;
    unsigned same;
    double jaccard = signature_jaccard(&a->text, &b->text, &same);
    if (is_copy(jaccard, same, &a->text, &b->text)) set_join(g->parent, i, j);
  }
}

/* Links what shares a key; the keys are in g->keyed. */
static void link_buckets(grouping *g, size_t n) {
  keyed_sort(g->keyed, g->scratch, n);
  for (size_t begin = 0, i = 0; i < n; i++) {
    if (g->keyed[i] >> 32 != g->keyed[begin] >> 32) begin = i;
    if (i > begin) link_back(g, g->keyed + begin, i - begin);
  }
}

static void link_same_texts(grouping *g) {
  size_t n = 0;
  for (uint32_t i = 0; i < g->n; i++) {
    uint64_t exact = item_at(g, i)->text.exact;
    if (exact) g->keyed[n++] = exact >> 32 << 32 | i;
  }
  link_buckets(g, n);
}

static void link_band(grouping *g, uint32_t band) {
  size_t n = 0;
  for (uint32_t i = 0; i < g->n; i++) {
    const signature *s = &item_at(g, i)->text;
    if (s->n_grams) g->keyed[n++] = (uint64_t)band_key(s, band) << 32 | i;
  }
  link_buckets(g, n);
}

/* ---- groups within a component */

typedef struct {
  uint32_t a, b;
  float jaccard;
} copy_pair;

typedef struct {
  copy_pair *pairs;
  size_t n_pairs;
  uint32_t *links;   /* pairs of copies between two clusters: n x n, both ways; a cluster is known by its lowest member */
  uint32_t *sizes;   /* of clusters */
  uint32_t *cluster; /* of members */
} linkage;

static void linkage_free(linkage *l) {
  free(l->pairs);
  free(l->links);
  free(l->sizes);
  free(l->cluster);
}

static bool linkage_begin(linkage *l, size_t n) {
  *l = (linkage){.pairs = malloc(n * (n - 1) / 2 * sizeof *l->pairs), .links = calloc(n * n, sizeof *l->links)};
  l->sizes = malloc(n * sizeof *l->sizes);
  l->cluster = malloc(n * sizeof *l->cluster);
  if (!l->pairs || !l->links || !l->sizes || !l->cluster) return false;
  for (size_t i = 0; i < n; i++) l->sizes[i] = 1;
  sets_begin(l->cluster, n);
  return true;
}

static int by_jaccard(const void *left, const void *right) {
  const copy_pair *a = left, *b = right;
  if (a->jaccard != b->jaccard) return a->jaccard > b->jaccard ? -1 : 1;
  if (a->a != b->a) return a->a < b->a ? -1 : 1;
  return a->b < b->b ? -1 : a->b > b->b;
}

static void find_pairs(const grouping *g, const uint64_t *members, uint32_t n, linkage *l) {
  for (uint32_t j = 1; j < n; j++)
    for (uint32_t i = 0; i < j; i++) {
      const duplicate_item *a = item_at(g, (uint32_t)members[i]), *b = item_at(g, (uint32_t)members[j]);
      if (!days_near(a->day, b->day, g->reach) && !same_text(a, b)) continue;
      unsigned same;
      double jaccard = signature_jaccard(&a->text, &b->text, &same);
      if (!is_copy(jaccard, same, &a->text, &b->text)) continue;
      l->links[(size_t)i * n + j] = l->links[(size_t)j * n + i] = 1;
      l->pairs[l->n_pairs++] = (copy_pair){i, j, (float)jaccard};
    }
  qsort(l->pairs, l->n_pairs, sizeof *l->pairs, by_jaccard);
}

/* Two clusters become one where at least half of the pairs between them are copies. */
static bool join_clusters(linkage *l, uint32_t n, const copy_pair *pair) {
  uint32_t a = set_find(l->cluster, pair->a), b = set_find(l->cluster, pair->b);
  if (a == b || 2 * (uint64_t)l->links[(size_t)a * n + b] < (uint64_t)l->sizes[a] * l->sizes[b]) return false;
  if (a > b) {
    uint32_t swap = a;
    a = b, b = swap;
  }
  set_join(l->cluster, a, b);
  l->sizes[a] += l->sizes[b];
  for (uint32_t c = 0; c < n; c++) {
    l->links[(size_t)a * n + c] += l->links[(size_t)b * n + c];
    l->links[(size_t)c * n + a] = l->links[(size_t)a * n + c];
  }
  return true;
}

/* A pair that had to wait may be joined once others were. */
static void join_all(linkage *l, uint32_t n) {
  bool joined = true;
  for (int pass = 0; joined && pass < PASSES_MAX; pass++) {
    joined = false;
    for (size_t i = 0; i < l->n_pairs; i++)
      if (join_clusters(l, n, &l->pairs[i])) joined = true;
  }
}

static bool group_component(grouping *g, const uint64_t *members, uint32_t n) {
  linkage l;
  bool ok = linkage_begin(&l, n);
  if (ok) {
    find_pairs(g, members, n, &l);
    join_all(&l, n);
    for (uint32_t i = 0; i < n; i++) g->group[(uint32_t)members[i]] = (uint32_t)members[set_find(l.cluster, i)];
  }
  linkage_free(&l);
  return ok;
}

static bool group_components(grouping *g) {
  sets_list(g->parent, g->n, g->keyed, g->scratch);
  for (uint32_t begin = 0, end; begin < g->n; begin = end) {
    for (end = begin + 1; end < g->n && end - begin < COMPONENT_MAX; end++)
      if (g->keyed[end] >> 32 != g->keyed[begin] >> 32) break;
    if (end - begin == 1) g->group[(uint32_t)g->keyed[begin]] = (uint32_t)g->keyed[begin];
    else if (!group_component(g, g->keyed + begin, end - begin)) return false;
  }
  return true;
}

/* ---- all of it */

static int by_day_and_digest(const void *left, const void *right, void *context) {
  const grouping *g = context;
  const duplicate_item *a = &g->items[*(const uint32_t *)left], *b = &g->items[*(const uint32_t *)right];
  if (a->day != b->day) return a->day < b->day ? -1 : 1;
  for (size_t i = 0; i < 2; i++)
    if (a->digest[i] != b->digest[i]) return a->digest[i] < b->digest[i] ? -1 : 1;
  return 0;
}

static void grouping_free(grouping *g) {
  free(g->order);
  free(g->parent);
  free(g->keyed);
  free(g->scratch);
  free(g->group);
}

static bool grouping_begin(grouping *g, const duplicate_item *items, size_t n, const duplicate_options *options) {
  *g = (grouping){.items = items, .n = (uint32_t)n, .reach = duplicates_reach_days(options)};
  g->order = malloc(n * sizeof *g->order);
  g->parent = malloc(n * sizeof *g->parent);
  g->keyed = malloc(n * sizeof *g->keyed);
  g->scratch = malloc(n * sizeof *g->scratch);
  g->group = malloc(n * sizeof *g->group);
  if (!g->order || !g->parent || !g->keyed || !g->scratch || !g->group) return false;
  sets_begin(g->order, n);
  qsort_r(g->order, n, sizeof *g->order, by_day_and_digest, g);
  sets_begin(g->parent, n);
  return true;
}

/* From numbers in order to numbers of the input. */
static void hand_out(grouping *g, uint32_t *group, uint32_t *component) {
  for (uint32_t i = 0; i < g->n; i++) {
    group[g->order[i]] = g->order[g->group[i]];
    if (component) component[g->order[i]] = g->order[set_find(g->parent, i)];
  }
}

int32_t duplicates_reach_days(const duplicate_options *options) {
  uint32_t days = options && options->window_days ? options->window_days : WINDOW_DAYS;
  return days > INT32_MAX ? INT32_MAX : (int32_t)days;
}

casus_status duplicates_group(const duplicate_item *items, size_t n, const duplicate_options *options, uint32_t *group,
                              uint32_t *component, casus_error *error) {
  grouping g = {0};
  if (!n) return CASUS_OK;
  if (n > DUPLICATES_MAX) return error_set(error, CASUS_MEMORY, "%zu articles at once are too many", n);
  bool ok = grouping_begin(&g, items, n, options);
  if (ok) {
    link_same_texts(&g);
    for (uint32_t band = 0; band < BANDS; band++) link_band(&g, band);
    ok = group_components(&g);
  }
  if (ok) hand_out(&g, group, component);
  grouping_free(&g);
  return ok ? CASUS_OK : error_set(error, CASUS_MEMORY, "out of memory");
}
