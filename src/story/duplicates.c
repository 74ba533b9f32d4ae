/* Near-duplicate articles: candidates by locality-sensitive hashing of their signatures, pairs verified by the signatures,
 * components of the pairs, and groups within a component by average linkage, so that a chain of pairs makes no group. */
#define _GNU_SOURCE /* qsort_r */
#include <stdlib.h>

#include "story/average_link.h"
#include "story/components.h"
#include "story/story.h"

enum { WINDOW_DAYS = 3, BANDS = SIGNATURE_BINS };

/* From these on two texts are copies. A share of both texts (Jaccard) or of the shorter one (containment): a copy that is cut
 * has little of the whole. Containment is taken from the Jaccard estimate and the lengths, and needs bins to stand on. */
static const double COPY_JACCARD = 0.30, COPY_CONTAINMENT = 0.45;
enum { COPY_BINS = 8 };

/* ---- two signatures */

typedef struct {
  unsigned same, used;
} bin_counts;

/* Most of the time of this file: everything 16 bits wide, so that it becomes vectors. */
static bin_counts compare_bins(const signature *a, const signature *b) {
  uint16_t same = 0, used = 0;
  for (size_t i = 0; i < SIGNATURE_BINS; i++) {
    uint16_t in_use = (a->bins[i] | b->bins[i]) != 0;
    used = (uint16_t)(used + in_use);
    same = (uint16_t)(same + (in_use & (a->bins[i] == b->bins[i])));
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
  uint32_t *component, *group; /* the first item of each item's component, group */
  uint32_t n;
  int32_t reach;
} grouping;

static const duplicate_item *item_at(const grouping *g, uint32_t i) { return &g->items[g->order[i]]; }

/* Short texts leave bins empty: another one, which the number of the bin chooses, stands in (Shrivastava 2017). */
static uint16_t filled_bin(const signature *s, uint32_t bin) {
  uint32_t at = bin;
  for (uint32_t attempt = 1; !s->bins[at]; attempt++) at = (uint32_t)hash_mix((uint64_t)bin << 32 | attempt) % SIGNATURE_BINS;
  return s->bins[at];
}

/* The buckets of a band: those that share two bins. Each bin meets another one in each band. */
static uint32_t band_key(const signature *s, uint32_t band) {
  uint32_t other = (band + 1 + hash_mix(band + 1) % (SIGNATURE_BINS - 1)) % SIGNATURE_BINS;
  return (uint32_t)filled_bin(s, band) << 16 | filled_bin(s, other);
}

static pair_verdict judge_pair(const void *context, uint32_t i, uint32_t j) {
  const grouping *g = context;
  const duplicate_item *a = item_at(g, i), *b = item_at(g, j);
  if (!days_near(a->day, b->day, g->reach)) return PAIR_FAR;
  unsigned same;
  double jaccard = signature_jaccard(&a->text, &b->text, &same);
  return is_copy(jaccard, same, &a->text, &b->text) ? PAIR_LINKED : PAIR_APART;
}

static void link_same_texts(grouping *g) {
  size_t n = 0;
  for (uint32_t i = 0; i < g->n; i++) {
    uint64_t exact = item_at(g, i)->text.exact;
    if (exact) g->keyed[n++] = exact >> 32 << 32 | i;
  }
  link_buckets(g->parent, g->keyed, g->scratch, n, judge_pair, g);
}

static void link_band(grouping *g, uint32_t band) {
  size_t n = 0;
  for (uint32_t i = 0; i < g->n; i++) {
    const signature *s = &item_at(g, i)->text;
    if (s->n_grams) g->keyed[n++] = (uint64_t)band_key(s, band) << 32 | i;
  }
  link_buckets(g->parent, g->keyed, g->scratch, n, judge_pair, g);
}

/* ---- groups within a component */

/* Two clusters become one where at least half of the pairs between them are copies; the most alike come first. */
static pair_weight weigh_pair(const void *context, uint32_t i, uint32_t j) {
  const grouping *g = context;
  const duplicate_item *a = item_at(g, i), *b = item_at(g, j);
  unsigned same = 0;
  double jaccard = 0;
  if (days_near(a->day, b->day, g->reach) || same_text(a, b)) jaccard = signature_jaccard(&a->text, &b->text, &same);
  return (pair_weight){is_copy(jaccard, same, &a->text, &b->text) ? 1 : -1, (int32_t)(jaccard * 10000)};
}

static bool group_components(grouping *g) {
  sets_list(g->parent, NULL, g->n, g->keyed, g->scratch);
  for (uint32_t begin = 0, end; begin < g->n; begin = end) {
    for (end = begin; end < g->n && g->keyed[end] >> 32 == g->keyed[begin] >> 32; end++)
      g->component[(uint32_t)g->keyed[end]] = (uint32_t)(g->keyed[begin] >> 32);
    if (!cluster_set(g->keyed + begin, end - begin, weigh_pair, g, g->group)) return false;
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
  free(g->component);
  free(g->group);
}

static bool grouping_begin(grouping *g, const duplicate_item *items, size_t n, const duplicate_options *options) {
  *g = (grouping){.items = items, .n = (uint32_t)n, .reach = duplicates_reach_days(options)};
  g->order = malloc(n * sizeof *g->order);
  g->parent = malloc(n * sizeof *g->parent);
  g->keyed = malloc(n * sizeof *g->keyed);
  g->scratch = malloc(n * sizeof *g->scratch);
  g->component = malloc(n * sizeof *g->component);
  g->group = malloc(n * sizeof *g->group);
  if (!g->order || !g->parent || !g->keyed || !g->scratch || !g->component || !g->group) return false;
  sets_begin(g->order, n);
  qsort_r(g->order, n, sizeof *g->order, by_day_and_digest, g);
  sets_begin(g->parent, n);
  return true;
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
  if (ok) hand_out(g.order, g.group, n, group);
  if (ok && component) hand_out(g.order, g.component, n, component);
  grouping_free(&g);
  return ok ? CASUS_OK : error_set(error, CASUS_MEMORY, "out of memory");
}
