/* Named entities: one BIO label a token, left to right. */
#ifndef CASUS_ENTITIES_H
#define CASUS_ENTITIES_H

#include "grammar/grammar.h"
#include "grammar/tagger.h"

/* LABEL_OUTSIDE, then begin and inside of each kind. */
enum { LABEL_OUTSIDE = 0, LABEL_COUNT = 1 + 2 * ENTITY_COUNT };
static inline uint8_t label_begin(unsigned kind) { return (uint8_t)(1 + 2 * kind); }
static inline uint8_t label_inside(unsigned kind) { return (uint8_t)(2 + 2 * kind); }
static inline bool label_is_inside(uint8_t label) { return label && label % 2 == 0; }
static inline uint8_t label_kind(uint8_t label) { return (uint8_t)((label - 1) / 2); }
/* An inside label follows a label of its own kind. */
static inline bool label_may_follow(uint8_t before, uint8_t label) {
  return !label_is_inside(label) || (before && label_kind(before) == label_kind(label));
}

/* `views` and `tags` with margins; labels[i-1] and labels[i-2] are read where i allows. */
uint32_t entity_features(const token_view *views, const uint8_t *tags, const uint8_t *labels, uint32_t i, uint64_t *hashes);
void entities_run(const linear *m, const token_view *views, const uint8_t *tags, uint32_t n, uint8_t *labels);

#endif
