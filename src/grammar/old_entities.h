/* The perceptron labeller, until the net takes its place. Named entities: one BIO label a token, the best sequence of a sentence.
 */
#ifndef CASUS_OLD_ENTITIES_H
#define CASUS_OLD_ENTITIES_H

#include "grammar/grammar.h"
#include "grammar/tagger.h"

/* OLD_LABEL_OUTSIDE, then begin and inside of each kind; OLD_LABEL_START stands before the first token. */
enum { OLD_KINDS = 4 };
enum { OLD_LABEL_OUTSIDE = 0, OLD_LABEL_COUNT = 1 + 2 * OLD_KINDS, OLD_LABEL_START = OLD_LABEL_COUNT };
static inline uint8_t old_label_begin(unsigned kind) { return (uint8_t)(1 + 2 * kind); }
static inline uint8_t old_label_inside(unsigned kind) { return (uint8_t)(2 + 2 * kind); }
static inline bool old_label_is_inside(uint8_t label) { return label && label % 2 == 0; }
static inline uint8_t old_label_kind(uint8_t label) { return (uint8_t)((label - 1) / 2); }
/* An inside label follows a label of its own kind. */
static inline bool old_label_may_follow(uint8_t before, uint8_t label) {
  return !old_label_is_inside(label) ||
         (before != OLD_LABEL_START && before != OLD_LABEL_OUTSIDE && old_label_kind(before) == old_label_kind(label));
}

/* What the features see of a sentence: views and tags with margins, and the runs of capitalised words. */
typedef struct {
  const token_view *views;
  const uint8_t *tags, *tag_upos;
  uint32_t n;
  uint16_t run_first[SENTENCE_TOKENS_MAX], run_last[SENTENCE_TOKENS_MAX]; /* of the run around a token; itself if none */
  bool asked[SENTENCE_TOKENS_MAX]; /* others are outside, without asking: small words far from any name */
} entity_view;

/* Label scores by token and of each label after another, in any number type's range. */
typedef struct {
  int32_t own[SENTENCE_TOKENS_MAX][OLD_LABEL_COUNT];
  int32_t after[OLD_LABEL_COUNT + 1][OLD_LABEL_COUNT];
} entity_scores;

void entity_look(entity_view *e, const token_view *views, const uint8_t *tags, const uint8_t *tag_upos, uint32_t n);
uint32_t entity_features(const entity_view *e, uint32_t i, uint64_t *hashes);
/* The one feature of a step from one label to the next. */
uint64_t entity_step_feature(uint8_t before);
/* The label sequence with the best sum. */
void old_entity_decode(const entity_view *e, const entity_scores *s, uint8_t *labels);

/* Reads the step scores of a model. */
void entity_steps(const linear *m, entity_scores *s);
/* s->after is filled already. */
void entities_run(const linear *m, const entity_view *e, entity_scores *s, uint8_t *labels);

#endif
