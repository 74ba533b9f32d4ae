/* The entity labeller: features of each token, the best sequence by Viterbi's algorithm. */
#include "grammar/old_entities.h"

enum { CASED = SHAPE_CAPITAL | SHAPE_UPPER | SHAPE_FIRST | SHAPE_TITLES, GAP_MAX = 3 };

/* ---- where names may be */

static bool may_be_name(const entity_view *e, uint32_t i) {
  return (e->views[i].kind & SHAPE_CAPITAL) || e->tag_upos[e->tags[i]] == UPOS_PROPN || e->views[i].entry.names;
}

/* Small words join names: "of", "the", "and", "al", "-", "'s". */
static bool joins(const entity_view *e, uint32_t i) {
  uint8_t p = e->tag_upos[e->tags[i]];
  return p == UPOS_ADP || p == UPOS_DET || (e->views[i].kind & SHAPE_HYPHEN) || p == UPOS_X;
}

static void mark_run(entity_view *e, uint32_t first, uint32_t last) {
  for (uint32_t i = first; i <= last; i++) {
    e->run_first[i] = (uint16_t)first;
    e->run_last[i] = (uint16_t)last;
  }
}

static void find_runs(entity_view *e) {
  for (uint32_t i = 0; i < e->n; i++) mark_run(e, i, i);
  for (uint32_t i = 0; i < e->n; i++) {
    if (!may_be_name(e, i)) continue;
    uint32_t last = i;
    for (uint32_t k = i + 1; k < e->n && k <= last + GAP_MAX; k++) {
      if (may_be_name(e, k)) last = k;
      else if (!joins(e, k)) break;
    }
    mark_run(e, i, last);
    i = last;
  }
}

void entity_look(entity_view *e, const token_view *views, const uint8_t *tags, const uint8_t *tag_upos, uint32_t n) {
  e->views = views, e->tags = tags, e->tag_upos = tag_upos, e->n = n;
  find_runs(e);
  uint32_t last = 0; /* 1 + the last name word */
  for (uint32_t i = 0; i < n; i++) {
    e->asked[i] = may_be_name(e, i);
    if (!e->asked[i]) continue;
    if (last && i - last <= GAP_MAX)
      for (uint32_t k = last; k < i; k++) e->asked[k] = true;
    last = i + 1;
  }
}

/* ---- features */

#define ADD(x, y, z) (hashes[n] = feature_hash(n + 3000, (x), (y), (z)), n++)

static uint32_t add_own(const token_view *v, const uint8_t *t, uint64_t *hashes, uint32_t n) {
  uint64_t cased = v->kind & CASED;
  ADD(v->form, 0, 0);
  ADD(v->lower, 0, 0);
  ADD(v->suffix[1], cased, 0);
  ADD(v->suffix[2], cased, 0);
  ADD(v->suffix[0], cased, 0);
  ADD(v->prefix[2], cased, 0);
  ADD(v->shape, v->kind & (SHAPE_FIRST | SHAPE_TITLES), 0);
  ADD(v->shape, t[0], 0);
  ADD(v->kind, t[0], 0);
  ADD(v->entry.fine, cased, 0);
  ADD(v->entry.coarse, cased, 0);
  ADD(v->entry.names, cased, 0);
  ADD(v->entry.names, t[0], v->entry.coarse);
  ADD(v->entry.names, v[1].entry.names, cased);
  ADD(v->entry.names, v[-1].entry.names, cased);
  ADD(v->entry.names, v[1].kind & CASED, v[-1].kind & CASED);
  for (int k = 0; k < 3; k++) {
    static const uint8_t masks[3] = {NAME_COUNTRY | NAME_PEOPLE, NAME_CITY | NAME_COUNTRY, NAME_GIVEN | NAME_FAMILY};
    ADD(v->entry.names & masks[k], v[1].entry.names & masks[k], (v[-1].entry.names & masks[k]) | (cased << 8));
  }
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
  ADD(v[1].entry.coarse, v[2].entry.coarse, v->kind);
  ADD(v[-1].entry.coarse, v->entry.coarse, 0);
  ADD(v->entry.coarse, v[1].entry.coarse, 0);
  ADD(v[-1].entry.coarse, v->entry.fine, v[1].entry.coarse);
  ADD(v[-1].entry.fine, v->entry.names, 0);
  ADD(v[1].entry.fine, v->entry.names, 0);
  ADD(t[-1], t[0], t[1]);
  ADD(v[-1].kind, v->kind, v[1].kind);
  ADD(v[-1].shape, v->shape, v[1].shape);
  ADD(v[1].suffix[1], v->kind, 0);
  ADD(v[2].entry.fine, v->kind, 0);
  ADD(v[-2].entry.fine, v->kind, 0);
  return n;
}

/* The run of capitalised words says more than the next word: "Supreme Council of National Defence", "Mr. X Y said". */
static uint32_t add_run(const entity_view *e, uint32_t i, uint64_t *hashes, uint32_t n) {
  const token_view *v = e->views;
  uint32_t first = e->run_first[i], last = e->run_last[i];
  uint64_t place = (i == first) | (uint64_t)(i == last) << 1, length = last - first < 4 ? last - first : 4;
  const token_view *a = v + first, *z = v + last, *before = a - 1, *after = z + 1;
  ADD(z->lower, place, 0);
  ADD(z->entry.fine, place, 0);
  ADD(a->lower, place, 0);
  ADD(a->entry.fine, place, length);
  ADD(before->lower, place, 0);
  ADD(after->lower, place, 0);
  ADD(before->entry.fine, place, a->entry.names);
  ADD(after->entry.fine, place, z->entry.names);
  ADD(a->entry.names, z->entry.names, (length << 2) | place);
  ADD(before->entry.coarse, after->entry.coarse, place);
  ADD(z->entry.coarse, a->entry.coarse, (length << 2) | place);
  ADD(v[i].entry.fine, z->entry.fine, 0);
  return n;
}

uint32_t entity_features(const entity_view *e, uint32_t i, uint64_t *hashes) {
  uint32_t n = add_own(e->views + i, e->tags + i, hashes, 0);
  n = add_around(e->views + i, e->tags + i, hashes, n);
  return add_run(e, i, hashes, n);
}

uint64_t entity_step_feature(uint8_t before) { return feature_hash(3999, before, 0, 0); }

/* ---- decoding */

static void best_steps(const entity_scores *s, uint32_t i, const int32_t *before, int32_t *now, uint8_t *from, bool asked) {
  for (uint8_t k = 0; k < OLD_LABEL_COUNT; k++) {
    now[k] = INT32_MIN / 2;
    from[k] = OLD_LABEL_OUTSIDE;
    for (uint8_t p = 0; p < OLD_LABEL_COUNT && (asked || !k); p++) {
      if (!old_label_may_follow(p, k) || before[p] + s->after[p][k] <= now[k]) continue;
      now[k] = before[p] + s->after[p][k];
      from[k] = p;
    }
    now[k] += asked ? s->own[i][k] : 0;
  }
}

static void first_scores(const entity_view *e, const entity_scores *s, int32_t *now) {
  for (uint8_t k = 0; k < OLD_LABEL_COUNT; k++) {
    bool may = old_label_may_follow(OLD_LABEL_START, k) && (e->asked[0] || !k);
    now[k] = may ? s->after[OLD_LABEL_START][k] + (e->asked[0] ? s->own[0][k] : 0) : INT32_MIN / 2;
  }
}

void old_entity_decode(const entity_view *e, const entity_scores *s, uint8_t *labels) {
  uint8_t from[SENTENCE_TOKENS_MAX][OLD_LABEL_COUNT];
  int32_t rows[2][OLD_LABEL_COUNT];
  if (!e->n) return;
  first_scores(e, s, rows[0]);
  for (uint32_t i = 1; i < e->n; i++) best_steps(s, i, rows[(i - 1) & 1], rows[i & 1], from[i], e->asked[i]);
  uint8_t best = OLD_LABEL_OUTSIDE;
  for (uint8_t k = 1; k < OLD_LABEL_COUNT; k++)
    if (rows[(e->n - 1) & 1][k] > rows[(e->n - 1) & 1][best]) best = k;
  for (uint32_t i = e->n; i-- > 0;) {
    labels[i] = best;
    if (i) best = from[i][best];
  }
}

void entity_steps(const linear *m, entity_scores *s) {
  int32_t scores[CLASSES_MAX];
  for (uint8_t before = 0; before <= OLD_LABEL_START; before++) {
    uint64_t hash = entity_step_feature(before);
    linear_scores(m, &hash, 1, scores);
    memcpy(s->after[before], scores, sizeof s->after[before]);
  }
}

void entities_run(const linear *m, const entity_view *e, entity_scores *s, uint8_t *labels) {
  uint64_t hashes[FEATURES_MAX];
  int32_t scores[CLASSES_MAX];
  for (uint32_t i = 0; i < e->n; i++) {
    if (!e->asked[i]) continue;
    linear_scores(m, hashes, entity_features(e, i, hashes), scores);
    memcpy(s->own[i], scores, sizeof s->own[i]);
  }
  old_entity_decode(e, s, labels);
}
