/* The inside of a grammar: the opened weights and a thread's scratch. For this folder and for the trainers, which share the
 * features. */
#ifndef CASUS_PIPELINE_H
#define CASUS_PIPELINE_H

#include "grammar/arborescence.h"
#include "grammar/entities.h"
#include "grammar/grammar.h"
#include "grammar/lemmas.h"
#include "grammar/rows.h"

enum {
  TAGS_MAX = 200,
  BATCH_TOKENS = 256, /* sentences are taken together up to so many; a longer one stands alone */
  BATCH_SENTENCES = BATCH_TOKENS + 1
};

struct grammar {
  weights file;
  lexicon lex;
  row_plan plan;
  byte_rows rows, vectors;
  network net;
  void *plans; /* of the network's matrices; may be NULL */
  lemma_model lemmas;
  uint32_t n_tags;
  uint8_t tag_upos[256], tag_xpos[256]; /* of the joint tags */
  uint8_t past;                         /* the joint tag of VERB, VBD */
};

struct grammar_scratch {
  token_view views[SENTENCE_TOKENS_MAX];
  uint8_t tags[SENTENCE_TOKENS_MAX], labels[SENTENCE_TOKENS_MAX];
  uint16_t heads[SENTENCE_TOKENS_MAX], tree[ARBORESCENCE_SLOTS];
  uint32_t first[BATCH_SENTENCES + 1];
  float label_scores[SENTENCE_TOKENS_MAX * LABEL_COUNT];
  entity_room entity;
  arborescence_room arborescence;
  network_pass pass;
  void *memory; /* of the pass and what follows */
  float *packed, *arcs, *hidden, *rels;
};

/* The class with the best score, of [from, n). */
static inline uint32_t best_class(const float *scores, uint32_t from, uint32_t n) {
  return from + vector_best(scores + from, n - from);
}

/* How many sentences from `from` go together in one batch. */
uint32_t grammar_batch(const text *t, uint32_t from);
/* Fills the pass with the rows and vectors of n sentences that follow one another; at most SENTENCE_TOKENS_MAX tokens. */
void grammar_look(const grammar *g, grammar_scratch *s, const text *t, const sentence *first, uint32_t n_sentences);

#endif
