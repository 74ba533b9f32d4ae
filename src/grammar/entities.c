/* The entity labeller's features and its greedy walk. */
#include "grammar/entities.h"

#define ADD(x, y, z) (hashes[n] = feature_hash(n + 3000, (x), (y), (z)), n++)

static uint32_t add_own(const token_view *v, const uint8_t *t, uint64_t *hashes, uint32_t n) {
  const uint32_t cased = SHAPE_CAPITAL | SHAPE_UPPER | SHAPE_FIRST | SHAPE_TITLES;
  ADD(v->form, 0, 0);
  ADD(v->lower, 0, 0);
  ADD(v->suffix[1], v->kind & cased, 0);
  ADD(v->suffix[2], v->kind & cased, 0);
  ADD(v->suffix[0], v->kind & cased, 0);
  ADD(v->prefix[2], v->kind & cased, 0);
  ADD(v->shape, v->kind & (SHAPE_FIRST | SHAPE_TITLES), 0);
  ADD(v->shape, t[0], 0);
  ADD(v->kind, t[0], 0);
  ADD(v->entry.fine, v->kind & SHAPE_CAPITAL, 0);
  ADD(v->entry.coarse, v->kind & cased, 0);
  ADD(v->entry.names, v->kind & cased, 0);
  ADD(v->entry.names, t[0], 0);
  ADD(v->entry.names, v[1].entry.names, v->kind & cased);
  ADD(v->entry.names, v[-1].entry.names, v->kind & cased);
  ADD(v->entry.names, v[1].kind & cased, v[-1].kind & cased);
  return n;
}

static uint32_t add_around(const token_view *v, const uint8_t *t, uint64_t *hashes, uint32_t n) {
  ADD(v[-1].lower, 0, 0);
  ADD(v[1].lower, 0, 0);
  ADD(v[-2].lower, v[-1].lower, 0);
  ADD(v[1].lower, v[2].lower, 0);
  ADD(v[-1].lower, v->lower, 0);
  ADD(v->lower, v[1].lower, 0);
  ADD(v[-1].lower, v->kind, 0);
  ADD(v[1].lower, v->kind, 0);
  ADD(v[-1].entry.fine, v->kind, 0);
  ADD(v[1].entry.fine, v->kind, 0);
  ADD(v[-2].entry.fine, v[-1].entry.coarse, 0);
  ADD(v[1].entry.coarse, v[2].entry.coarse, v->kind);
  ADD(v[-1].entry.coarse, v->entry.coarse, 0);
  ADD(v->entry.coarse, v[1].entry.coarse, 0);
  ADD(v[-1].entry.coarse, v->entry.fine, v[1].entry.coarse);
  ADD(t[-1], t[0], t[1]);
  ADD(t[-1], v->kind, 0);
  ADD(t[1], v->kind, 0);
  ADD(v[-1].kind, v->kind, v[1].kind);
  ADD(v[-1].shape, v->shape, v[1].shape);
  ADD(v[1].kind, v[2].kind, v->kind);
  ADD(v[1].suffix[1], v->kind, 0);
  ADD(v[2].lower, v->kind, 0);
  ADD(v[-2].lower, v->kind, 0);
  return n;
}

static uint32_t add_history(const token_view *v, const uint8_t *t, uint64_t one, uint64_t two, uint64_t *hashes, uint32_t n) {
  ADD(one, 0, 0);
  ADD(one, two, 0);
  ADD(one, v->lower, 0);
  ADD(one, v->entry.fine, 0);
  ADD(one, v->entry.coarse, v->kind);
  ADD(one, v->kind, t[0]);
  ADD(one, v[-1].lower, v->kind);
  ADD(one, v[-1].lower, t[0]);
  ADD(one, v[1].lower, t[0]);
  ADD(one, v->entry.names, v->kind);
  ADD(one, v[-1].entry.names, v->entry.names);
  ADD(one, v->shape, t[1]);
  ADD(one, two, v->kind);
  ADD(one, v[-1].entry.fine, v->kind);
  return n;
}

uint32_t entity_features(const token_view *views, const uint8_t *tags, const uint8_t *labels, uint32_t i, uint64_t *hashes) {
  uint64_t one = i > 0 ? labels[i - 1] : 100, two = i > 1 ? labels[i - 2] : 100;
  uint32_t n = add_own(views + i, tags + i, hashes, 0);
  n = add_around(views + i, tags + i, hashes, n);
  return add_history(views + i, tags + i, one, two, hashes, n);
}

void entities_run(const linear *m, const token_view *views, const uint8_t *tags, uint32_t n, uint8_t *labels) {
  uint64_t hashes[FEATURES_MAX];
  int32_t scores[CLASSES_MAX];
  for (uint32_t i = 0; i < n; i++) {
    linear_scores(m, hashes, entity_features(views, tags, labels, i, hashes), scores);
    uint8_t before = i ? labels[i - 1] : LABEL_OUTSIDE, best = LABEL_OUTSIDE;
    for (uint8_t k = 1; k < LABEL_COUNT; k++)
      if (label_may_follow(before, k) && scores[k] > scores[best]) best = k;
    labels[i] = best;
  }
}
