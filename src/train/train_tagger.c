/* The joint tag set and the tagger. */
#include <stdlib.h>

#include "train/trainer.h"

enum { RARE_PAIR = 3, TAGGER_EPOCHS = 8, FOLD_EPOCHS = 5, FOLD_BLOCK = 50, NO_FOLD = -1, TAGGER_ROWS_MAX = 110000 };

static uint32_t pair_of(const word *w) { return (uint32_t)w->upos * XPOS_COUNT + w->xpos; }

/* The tag of a pair that is too rare for one of its own: the first with the same XPOS, else with the same UPOS, else 0. */
static uint8_t stand_in(const grammar *g, const word *w) {
  for (uint32_t k = 0; k < g->n_tags; k++)
    if (g->tag_xpos[k] == w->xpos) return (uint8_t)k;
  for (uint32_t k = 0; k < g->n_tags; k++)
    if (g->tag_upos[k] == w->upos) return (uint8_t)k;
  return 0;
}

static void list_tags(trainer *t, const uint32_t *counts, uint8_t *tag_of_pair) {
  memset(tag_of_pair, NO_TAG, UPOS_COUNT * XPOS_COUNT);
  for (;;) {
    uint32_t best = 0;
    for (uint32_t p = 1; p < UPOS_COUNT * XPOS_COUNT; p++)
      if (tag_of_pair[p] == NO_TAG && (counts[p] > counts[best] || tag_of_pair[best] != NO_TAG)) best = p;
    if (tag_of_pair[best] != NO_TAG || counts[best] < RARE_PAIR || t->g.n_tags == TAGS_MAX) return;
    tag_of_pair[best] = (uint8_t)t->g.n_tags;
    t->g.tag_upos[t->g.n_tags] = (uint8_t)(best / XPOS_COUNT);
    t->g.tag_xpos[t->g.n_tags++] = (uint8_t)(best % XPOS_COUNT);
  }
}

casus_status train_tags(trainer *t, casus_error *error) {
  uint32_t counts[UPOS_COUNT * XPOS_COUNT] = {0};
  uint8_t tag_of_pair[UPOS_COUNT * XPOS_COUNT];
  for (uint32_t f = 0; f < t->c.n_files; f++)
    for (uint32_t i = 0; i < t->c.files[f].gold.n_words; i++) counts[pair_of(&t->c.files[f].gold.words[i])]++;
  list_tags(t, counts, tag_of_pair);
  for (uint32_t f = 0; f < t->c.n_files; f++) {
    uint32_t n = t->c.files[f].gold.n_words;
    t->gold_tags[f] = ARENA_ARRAY(t->c.a, uint8_t, n);
    t->tags[f] = ARENA_ARRAY(t->c.a, uint8_t, n);
    if (!t->gold_tags[f] || !t->tags[f]) return error_set(error, CASUS_MEMORY, "no memory for tags");
    for (uint32_t i = 0; i < n; i++) {
      const word *w = &t->c.files[f].gold.words[i];
      uint8_t tag = tag_of_pair[pair_of(w)];
      t->gold_tags[f][i] = tag != NO_TAG ? tag : stand_in(&t->g, w);
    }
  }
  for (uint32_t k = 0; k < t->g.n_tags; k++) {
    char bytes[2] = {(char)t->g.tag_upos[k], (char)t->g.tag_xpos[k]};
    if (!buffer_add(&t->parts[PART_TAGS], (str){bytes, 2})) return error_set(error, CASUS_MEMORY, "no memory for tags");
  }
  report(t, "tags: %u pairs of UPOS and XPOS", t->g.n_tags);
  return CASUS_OK;
}

static int fold_of(uint32_t i) { return (int)(i / FOLD_BLOCK % FOLDS); }

static uint32_t best_of(const float *scores, uint32_t n) {
  uint32_t best = 0;
  for (uint32_t k = 1; k < n; k++)
    if (scores[k] > scores[best]) best = k;
  return best;
}

static uint8_t tag_word(const learner *l, const token_view *views, const uint8_t *tags, uint32_t i, uint64_t *hashes,
                        uint32_t *n) {
  float scores[TAGS_MAX];
  *n = 0;
  if (views[i].entry.only_tag != NO_TAG) return views[i].entry.only_tag;
  *n = tagger_features(views, tags, i, hashes);
  learner_scores(l, hashes, *n, scores);
  return (uint8_t)best_of(scores, l->n_classes);
}

/* The words behind see what the tagger said, right or wrong, as they will when it runs. */
static uint32_t learn_sentence(trainer *t, learner *l, uint32_t i) {
  uint64_t hashes[FEATURES_MAX];
  uint32_t right = 0, n_features;
  const uint8_t *gold = trainer_gold_tags(t, i);
  uint8_t *tags = scratch_tags(t->scratch);
  trainer_look_dressed(t, i, gold);
  for (uint32_t k = 0; k < corpus_at(&t->c, i)->n_tokens; k++) {
    tags[k] = tag_word(l, scratch_views(t->scratch), tags, k, hashes, &n_features);
    if (n_features) learner_learn(l, hashes, n_features, gold[k], tags[k]);
    right += tags[k] == gold[k];
  }
  return right;
}

static casus_status learn(trainer *t, learner *l, int left_out, uint32_t epochs, casus_error *error) {
  uint32_t *order = trainer_order(t);
  if (!order) return error_set(error, CASUS_MEMORY, "no memory for the order of sentences");
  for (uint32_t e = 0; e < epochs; e++) {
    uint32_t right = 0, words = 0;
    random_shuffle(order, t->c.n_sentences, &t->random);
    for (uint32_t i = 0; i < t->c.n_sentences; i++) {
      if (fold_of(order[i]) == left_out) continue;
      right += learn_sentence(t, l, order[i]);
      words += corpus_at(&t->c, order[i])->n_tokens;
    }
    if (left_out == NO_FOLD)
      report(t, "tagger: epoch %u, %.2f on the way (%zu features)", e + 1, 100.0 * right / words, l->n_rows);
  }
  free(order);
  return l->failed ? error_set(error, CASUS_MEMORY, "no memory for the tagger") : CASUS_OK;
}

static casus_status pack(trainer *t, const learner *l, pack_options o, buffer *out, linear *m, casus_error *error) {
  size_t n = 0;
  casus_status status = learner_pack(l, &o, out, &n, error);
  if (status == CASUS_OK) status = linear_open(buffer_str(out), "tagger", false, m, error);
  (void)t;
  return status;
}

/* Tags a fold by a tagger that has not seen it: the parser learns from tags as good as those it will get. */
static casus_status tag_fold(trainer *t, int fold, casus_error *error) {
  learner l;
  linear m;
  buffer section;
  buffer_init(&section, WEIGHTS_BYTES_MAX);
  if (!learner_open(&l, t->g.n_tags)) return error_set(error, CASUS_MEMORY, "no memory for the tagger");
  casus_status status = learn(t, &l, fold, FOLD_EPOCHS, error);
  if (status == CASUS_OK) status = pack(t, &l, (pack_options){.min_updates = 2, .load = 5}, &section, &m, error);
  uint32_t right = 0, words = 0;
  for (uint32_t i = 0; status == CASUS_OK && i < t->c.n_sentences; i++) {
    if (fold_of(i) != fold) continue;
    uint32_t n = corpus_at(&t->c, i)->n_tokens;
    trainer_look(t, i, trainer_gold_tags(t, i));
    tagger_run(&m, scratch_views(t->scratch), n, scratch_tags(t->scratch));
    memcpy(trainer_tags(t, i), scratch_tags(t->scratch), n);
    for (uint32_t k = 0; k < n; k++) right += trainer_tags(t, i)[k] == trainer_gold_tags(t, i)[k];
    words += n;
  }
  if (status == CASUS_OK) report(t, "tagger: fold %d, %.2f on sentences not seen", fold + 1, 100.0 * right / words);
  buffer_free(&section);
  learner_close(&l);
  return status;
}

casus_status train_tagger(trainer *t, casus_error *error) {
  learner l, sum;
  casus_status status = CASUS_OK;
  for (int fold = 0; fold < FOLDS && status == CASUS_OK; fold++) status = tag_fold(t, fold, error);
  if (status != CASUS_OK) return status;
  if (!learner_open(&sum, t->g.n_tags)) return error_set(error, CASUS_MEMORY, "no memory for the tagger");
  for (int run = 0; run < RUNS && status == CASUS_OK; run++) {
    if (!learner_open(&l, t->g.n_tags)) status = error_set(error, CASUS_MEMORY, "no memory for the tagger");
    if (status == CASUS_OK) status = learn(t, &l, NO_FOLD, TAGGER_EPOCHS, error);
    learner_absorb(&sum, &l);
  }
  pack_options o = {.min_updates = 2, .max_rows = TAGGER_ROWS_MAX, .load = 5.6};
  if (status == CASUS_OK) status = pack(t, &sum, o, &t->parts[PART_TAGGER], &t->g.tags, error);
  learner_close(&sum);
  return status;
}
