/* Trains the entity labeller on the sentences that have labels, over predicted tags. */
#include <stdlib.h>

#include "train/trainer.h"

enum { ENTITY_EPOCHS = 10 };

static uint8_t label_word(const learner *l, const uint64_t *hashes, uint32_t n, uint8_t before) {
  float scores[LABEL_COUNT];
  uint8_t best = LABEL_OUTSIDE;
  learner_scores(l, hashes, n, scores);
  for (uint8_t k = 1; k < LABEL_COUNT; k++)
    if (label_may_follow(before, k) && scores[k] > scores[best]) best = k;
  return best;
}

/* What a word should get after what the walk said before it: an inside whose begin was missed begins. */
static uint8_t wanted(uint8_t gold, uint8_t before) { return label_may_follow(before, gold) ? gold : (uint8_t)(gold - 1); }

static uint32_t learn_sentence(trainer *t, learner *l, uint32_t i) {
  uint64_t hashes[FEATURES_MAX];
  uint32_t right = 0;
  const uint8_t *gold = corpus_labels(&t->c, i);
  uint8_t *labels = t->scratch->labels;
  trainer_look(t, i, trainer_tags(t, i));
  for (uint32_t k = 0; k < corpus_at(&t->c, i)->n_tokens; k++) {
    uint8_t before = k ? labels[k - 1] : LABEL_OUTSIDE;
    uint32_t n = entity_features(scratch_views(t->scratch), scratch_tags(t->scratch), labels, k, hashes);
    labels[k] = label_word(l, hashes, n, before);
    learner_learn(l, hashes, n, wanted(gold[k], before), labels[k]);
    right += labels[k] == gold[k];
  }
  return right;
}

static casus_status learn(trainer *t, learner *l, casus_error *error) {
  uint32_t *order = trainer_order(t);
  if (!order) return error_set(error, CASUS_MEMORY, "no memory for the order of sentences");
  for (uint32_t e = 0; e < ENTITY_EPOCHS; e++) {
    uint32_t right = 0, words = 0;
    random_shuffle(order, t->c.n_sentences, &t->random);
    for (uint32_t i = 0; i < t->c.n_sentences; i++) {
      if (corpus_labels(&t->c, order[i])[0] == LABEL_UNKNOWN) continue;
      right += learn_sentence(t, l, order[i]);
      words += corpus_at(&t->c, order[i])->n_tokens;
    }
    report(t, "entities: epoch %u, %.2f on the way (%zu features)", e + 1, 100.0 * right / (words ? words : 1), l->n_rows);
  }
  free(order);
  return CASUS_OK;
}

casus_status train_entities(trainer *t, casus_error *error) {
  learner l;
  size_t n = 0;
  if (!learner_open(&l, LABEL_COUNT)) return error_set(error, CASUS_MEMORY, "no memory for the entities");
  casus_status status = learn(t, &l, error);
  pack_options o = {.min_updates = 2, .max_rows = 150000, .load = 5.6};
  if (status == CASUS_OK) status = learner_pack(&l, &o, &t->parts[PART_ENTITIES], &n, error);
  if (status == CASUS_OK) report(t, "entities: %zu features kept", n);
  learner_close(&l);
  return status;
}
