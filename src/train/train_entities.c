/* Trains the entity labeller: a structured perceptron over the sentences that have labels, with predicted tags. */
#include <stdlib.h>

#include "train/trainer.h"

enum { ENTITY_EPOCHS = 12, ENTITY_ROWS_MAX = 80000 };

typedef struct {
  learner l;
  entity_view view;
  entity_scores scores;
  uint8_t gold[SENTENCE_TOKENS_MAX];
  size_t right, found, wanted; /* tokens inside entities */
} entity_trainer;

/* Weights are whole numbers while they are learned, so that integer scores lose nothing. */
static void take_scores(const learner *l, const uint64_t *hashes, uint32_t n, int32_t *out) {
  float scores[LABEL_COUNT];
  learner_scores(l, hashes, n, scores);
  for (int k = 0; k < LABEL_COUNT; k++) out[k] = (int32_t)scores[k];
}

/* Words that are never asked are outside, and what hung on them begins anew. */
static void take_gold(entity_trainer *x, const uint8_t *labels) {
  for (uint32_t i = 0; i < x->view.n; i++) {
    uint8_t before = i ? x->gold[i - 1] : LABEL_START;
    x->gold[i] = x->view.asked[i] ? labels[i] : LABEL_OUTSIDE;
    if (!label_may_follow(before, x->gold[i])) x->gold[i]--;
  }
}

static void update(entity_trainer *x, const uint8_t *said) {
  uint64_t hashes[FEATURES_MAX];
  for (uint32_t i = 0; i < x->view.n; i++) {
    uint8_t gold_before = i ? x->gold[i - 1] : LABEL_START, said_before = i ? said[i - 1] : LABEL_START;
    if (x->gold[i] != said[i]) learner_update(&x->l, hashes, entity_features(&x->view, i, hashes), x->gold[i], said[i]);
    if (x->gold[i] == said[i] && gold_before == said_before) continue;
    uint64_t right = entity_step_feature(gold_before), wrong = entity_step_feature(said_before);
    learner_raise(&x->l, right, x->gold[i], 1);
    learner_raise(&x->l, wrong, said[i], -1);
  }
}

static void learn_sentence(trainer *t, entity_trainer *x, uint32_t i) {
  uint64_t hashes[FEATURES_MAX];
  uint8_t *said = t->scratch->labels;
  trainer_look_dressed(t, i, trainer_tags(t, i));
  entity_look(&x->view, scratch_views(t->scratch), scratch_tags(t->scratch), t->g.tag_upos, corpus_at(&t->c, i)->n_tokens);
  take_gold(x, corpus_labels(&t->c, i));
  for (uint8_t before = 0; before <= LABEL_START; before++) {
    uint64_t hash = entity_step_feature(before);
    take_scores(&x->l, &hash, 1, x->scores.after[before]);
  }
  for (uint32_t k = 0; k < x->view.n; k++)
    if (x->view.asked[k]) take_scores(&x->l, hashes, entity_features(&x->view, k, hashes), x->scores.own[k]);
  entity_decode(&x->view, &x->scores, said);
  learner_step(&x->l);
  update(x, said);
  for (uint32_t k = 0; k < x->view.n; k++) {
    x->right += said[k] && said[k] == x->gold[k];
    x->found += said[k] != 0;
    x->wanted += x->gold[k] != 0;
  }
}

static casus_status learn(trainer *t, entity_trainer *x, casus_error *error) {
  uint32_t *order = trainer_order(t);
  if (!order) return error_set(error, CASUS_MEMORY, "no memory for the order of sentences");
  for (uint32_t e = 0; e < ENTITY_EPOCHS; e++) {
    x->right = x->found = x->wanted = 0;
    random_shuffle(order, t->c.n_sentences, &t->random);
    for (uint32_t i = 0; i < t->c.n_sentences; i++)
      if (corpus_labels(&t->c, order[i])[0] != LABEL_UNKNOWN) learn_sentence(t, x, order[i]);
    report(t, "entities: epoch %u, %.2f on the way (%zu features)", e + 1,
           200.0 * (double)x->right / (double)(x->found + x->wanted + 1), x->l.n_rows);
  }
  free(order);
  return CASUS_OK;
}

casus_status train_entities(trainer *t, casus_error *error) {
  size_t n = 0;
  for (uint32_t f = 0; f < t->c.n_files; f++) corpus_settle_labels(&t->c, f, &t->g.lex);
  entity_trainer *x = calloc(1, sizeof *x);
  learner sum;
  if (!x || !learner_open(&sum, LABEL_COUNT)) {
    free(x);
    return error_set(error, CASUS_MEMORY, "no memory for the entities");
  }
  casus_status status = CASUS_OK;
  for (int run = 0; run < RUNS && status == CASUS_OK; run++) {
    if (!learner_open(&x->l, LABEL_COUNT)) status = error_set(error, CASUS_MEMORY, "no memory for the entities");
    if (status == CASUS_OK) status = learn(t, x, error);
    learner_absorb(&sum, &x->l);
  }
  pack_options o = {.min_updates = 2, .max_rows = ENTITY_ROWS_MAX, .load = 5.6};
  if (status == CASUS_OK) status = learner_pack(&sum, &o, &t->parts[PART_ENTITIES], &n, error);
  if (status == CASUS_OK) report(t, "entities: %zu features kept", n);
  learner_close(&sum);
  free(x);
  return status;
}
