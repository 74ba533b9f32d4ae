/* Named entities: one BIOES label a token, the best legal sequence of a sentence, and sets of labels for training. */
#ifndef CASUS_ENTITIES_H
#define CASUS_ENTITIES_H

#include "grammar/grammar.h"

typedef enum { LABEL_BEGIN, LABEL_INSIDE, LABEL_END, LABEL_SINGLE, LABEL_PARTS } label_part;

/* LABEL_OUTSIDE, then the parts of each kind. */
enum { LABEL_OUTSIDE = 0, LABEL_COUNT = 1 + LABEL_PARTS * ENTITY_COUNT };

static inline uint8_t entity_label(unsigned kind, label_part part) { return (uint8_t)(1 + LABEL_PARTS * kind + part); }
/* Of a label that is not LABEL_OUTSIDE. */
static inline uint8_t label_kind(uint8_t label) { return (uint8_t)((label - 1) / LABEL_PARTS); }
static inline label_part label_part_of(uint8_t label) { return (label_part)((label - 1) % LABEL_PARTS); }

/* Is it within an entity that began before? */
static inline bool label_continues(uint8_t label) {
  return label && (label_part_of(label) == LABEL_INSIDE || label_part_of(label) == LABEL_END);
}
/* Does its entity go on after it? */
static inline bool label_is_open(uint8_t label) {
  return label && (label_part_of(label) == LABEL_BEGIN || label_part_of(label) == LABEL_INSIDE);
}
static inline bool label_may_start(uint8_t label) { return !label_continues(label); }
static inline bool label_may_end(uint8_t label) { return !label_is_open(label); }
static inline bool label_may_follow(uint8_t before, uint8_t label) {
  if (label_is_open(before) != label_continues(label)) return false;
  return !label_continues(label) || label_kind(before) == label_kind(label);
}

/* A set of labels: bit n is label n. */
typedef uint32_t label_set;
_Static_assert(LABEL_COUNT <= 32, "a set of labels is 32 bits");

static inline label_set label_bit(uint8_t label) { return (label_set)1 << label; }
/* All parts of one kind. */
static inline label_set labels_of_kind(unsigned kind) {
  return (((label_set)1 << LABEL_PARTS) - 1) << entity_label(kind, LABEL_BEGIN);
}

/* Scratch of entity_decode. */
typedef struct {
  uint8_t closed[SENTENCE_TOKENS_MAX];             /* the best label after which a token may be outside */
  uint8_t open[SENTENCE_TOKENS_MAX][ENTITY_COUNT]; /* the best label after which an entity of a kind goes on */
} entity_room;

/* The legal sequence with the highest sum. scores[n][LABEL_COUNT], n <= SENTENCE_TOKENS_MAX; of equal sums the one that has the
 * lower label at the last token where they differ. Time: n * LABEL_COUNT. */
void entity_decode(const float *scores, uint32_t n, uint8_t *labels, entity_room *room);
/* Adds the entities of a sentence of n tokens from `first` to `an`, and marks its words. A label that continues nothing begins.
 */
void entities_keep(const uint8_t *labels, uint32_t first, uint32_t n, analysis *an);

#endif
