/* What each step through the tree costs on the way from the word that reports an event to its place. Private to coding/. */
#ifndef CASUS_PLACE_STEPS_H
#define CASUS_PLACE_STEPS_H

#include "coding/site.h"

enum { STEP_NEVER = 1000 };

/* From a token down to a child of it. */
int step_down(const scene *s, uint32_t from, uint32_t child);
/* From a token up to its head, whose scene it shares. */
int step_up(const scene *s, uint32_t tok);
/* What is added where the name itself is reached: whether it stands there as a place. */
int step_to_name(const scene *s, const site *at, uint32_t tok);

/* ---- shared by the files behind this header */

/* Of the preposition of a phrase. */
int step_case(const tree *d, uint32_t tok);
/* Somebody: what stands at him says who he is rather than where he acts. */
bool step_is_somebody(const scene *s, uint32_t tok);
static inline bool step_verb_is(const scene *s, uint32_t tok, where_class k) {
  return tree_is_verb(&s->d, tok) && site_word_is(s, tok, k);
}

#endif
