/* The tagger's features and its greedy walk. Forms that have only one tag in training are not scored. */
#include "grammar/tagger.h"
#include "grammar/grammar.h"

enum { TAG_BEFORE = 250, TAG_AFTER = 251 };

void views_close(token_view *views, uint8_t *tags, uint32_t n) {
  static const token_view nothing = {.entry = {.usual_tag = TAG_AFTER, .only_tag = NO_TAG}};
  for (int k = 1; k <= VIEW_MARGIN; k++) {
    views[-k] = views[n - 1 + (uint32_t)k] = nothing;
    views[-k].form = views[-k].lower = 1;
    views[n - 1 + (uint32_t)k].form = views[n - 1 + (uint32_t)k].lower = 2;
    views[-k].entry.usual_tag = TAG_BEFORE;
    tags[-k] = TAG_BEFORE;
    tags[n - 1 + (uint32_t)k] = TAG_AFTER;
  }
}

#define ADD(a, b, c) (hashes[n] = feature_hash(n + 1, (a), (b), (c)), n++)

static uint32_t add_own(const token_view *v, uint64_t *hashes, uint32_t n) {
  ADD(v->form, 0, 0);
  ADD(v->lower, 0, 0);
  for (int k = 0; k < 4; k++) ADD(v->suffix[k], 0, 0);
  for (int k = 0; k < 3; k++) ADD(v->prefix[k], 0, 0);
  ADD(v->shape, 0, 0);
  ADD(v->kind, v->entry.traits, 0);
  ADD(v->entry.fine, 0, 0);
  ADD(v->entry.coarse, v->kind & (SHAPE_CAPITAL | SHAPE_FIRST | SHAPE_TITLES), 0);
  ADD(v->entry.usual_tag, v->kind & (SHAPE_CAPITAL | SHAPE_FIRST | SHAPE_TITLES), 0);
  ADD(v->entry.names, v->kind & (SHAPE_CAPITAL | SHAPE_FIRST | SHAPE_TITLES), 0);
  ADD(v->suffix[1], v->kind & (SHAPE_CAPITAL | SHAPE_FIRST | SHAPE_TITLES), 0);
  return n;
}

static uint32_t add_words_around(const token_view *v, uint64_t *hashes, uint32_t n) {
  ADD(v[-1].lower, 0, 0);
  ADD(v[1].lower, 0, 0);
  ADD(v[-2].lower, 0, 0);
  ADD(v[2].lower, 0, 0);
  ADD(v[-1].lower, v->lower, 0);
  ADD(v->lower, v[1].lower, 0);
  ADD(v[-1].lower, v[1].lower, 0);
  ADD(v[-1].entry.fine, 0, 0);
  ADD(v[1].entry.fine, 0, 0);
  ADD(v[-1].entry.coarse, v->entry.coarse, 0);
  ADD(v->entry.coarse, v[1].entry.coarse, 0);
  ADD(v[2].entry.coarse, 0, 0);
  ADD(v[1].suffix[1], v[1].kind, 0);
  ADD(v->kind, v[1].kind, v[-1].kind);
  ADD(v->kind, v[1].lower, 0);
  return n;
}

static uint32_t add_tags_around(const token_view *v, const uint8_t *t, uint64_t *hashes, uint32_t n) {
  uint64_t before = t[-1], two = (uint64_t)t[-1] << 8 | t[-2];
  ADD(before, v->kind & (SHAPE_CAPITAL | SHAPE_DIGIT), 0);
  ADD(two, 0, 0);
  ADD(before, v->lower, 0);
  ADD(two, v->lower, 0);
  ADD(before, v->suffix[1], 0);
  ADD(two, v->suffix[0], 0);
  ADD(before, v->entry.fine, 0);
  ADD(before, v[1].entry.usual_tag, 0);
  ADD(before, v[1].lower, 0);
  ADD(v[1].entry.usual_tag, 0, 0);
  ADD(v[1].entry.usual_tag, v[2].entry.usual_tag, 0);
  ADD(v->entry.usual_tag, v[1].entry.usual_tag, 0);
  ADD(before, v->entry.usual_tag, v[1].entry.usual_tag);
  ADD(v->lower, v[1].entry.usual_tag, 0);
  ADD(v->suffix[1], v[1].entry.usual_tag, 0);
  ADD(v->verbs, v->suffix[0], 0);
  ADD(v->verbs, v->entry.usual_tag, 0);
  ADD(v->verbs, v->lower, 0);
  ADD(v->verbs, v->suffix[0], before);
  ADD(v->verbs, v->suffix[0], v[1].entry.usual_tag);
  ADD(v->verbs, before, v[1].entry.usual_tag);
  return n;
}

uint32_t tagger_features(const token_view *views, const uint8_t *tags, uint32_t i, uint64_t *hashes) {
  uint32_t n = add_own(views + i, hashes, 0);
  n = add_words_around(views + i, hashes, n);
  return add_tags_around(views + i, tags + i, hashes, n);
}

uint32_t best_class(const int32_t *scores, uint32_t n_classes) {
  uint32_t best = 0;
  for (uint32_t c = 1; c < n_classes; c++)
    if (scores[c] > scores[best]) best = c;
  return best;
}

void tagger_run(const linear *m, const token_view *views, uint32_t n, uint8_t *tags) {
  uint64_t hashes[FEATURES_MAX];
  int32_t scores[CLASSES_MAX];
  for (uint32_t i = 0; i < n; i++) {
    tags[i] = views[i].entry.only_tag;
    if (tags[i] < m->n_classes) continue;
    uint32_t n_features = tagger_features(views, tags, i, hashes);
    linear_scores(m, hashes, n_features, scores);
    tags[i] = (uint8_t)best_class(scores, m->n_classes);
  }
}

static bool is_finite(uint8_t x) { return x == XPOS_VBD || x == XPOS_VBZ || x == XPOS_VBP || x == XPOS_MD; }

static bool is_nominal(uint8_t p) { return p == UPOS_NOUN || p == UPOS_PROPN || p == UPOS_PRON; }

void tagger_mend(const token_view *views, uint32_t n, const uint8_t *tag_upos, const uint8_t *tag_xpos, uint8_t past,
                 uint8_t *tags) {
  uint32_t found = n;
  bool noun = false;
  if (!n || !(views[0].verbs & VERBS_STOP)) return;
  for (uint32_t i = 0; i < n; i++) {
    uint8_t p = tag_upos[tags[i]], x = tag_xpos[tags[i]];
    if (is_finite(x) || p == UPOS_AUX || x == XPOS_VB) return;
    if (x == XPOS_VBN && p == UPOS_VERB && noun && found == n && is_nominal(tag_upos[tags[i - 1]])) found = i;
    noun = noun || is_nominal(p);
  }
  if (found < n) tags[found] = past;
}
