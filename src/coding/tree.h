/* Walking a document's trees: children, deep subject and object, phrases by preposition, clauses. Private to coding/.
 * All look-ups are bounded: no walk is longer than TREE_STEPS_MAX heads, no fan-out is scanned twice for one question. */
#ifndef CASUS_TREE_H
#define CASUS_TREE_H

#include "coding/coding.h"

enum { TREE_STEPS_MAX = 12 };

typedef struct {
  const text *t;
  const analysis *an;
  uint32_t *first_child; /* n_words + 1 entries: children of i are children[first_child[i] .. first_child[i + 1]) */
  uint32_t *children;    /* in text order */
} tree;

/* Loops over the children of i in text order: TREE_CHILDREN(d, i, c) statement. */
#define TREE_CHILDREN(d, i, c)                                                                                              \
  for (uint32_t c##_at = (d)->first_child[i], c; c##_at < (d)->first_child[(i) + 1] && ((c) = (d)->children[c##_at], true); \
       c##_at++)

bool tree_build(const text *t, const analysis *an, arena *a, tree *out);

static inline const word *tree_word(const tree *d, uint32_t i) { return &d->an->words[i]; }
static inline str tree_lemma(const tree *d, uint32_t i) { return d->an->words[i].lemma; }
static inline str tree_form(const tree *d, uint32_t i) { return token_form(d->t, i); }
static inline uint32_t tree_head(const tree *d, uint32_t i) { return d->an->words[i].head; }
static inline relation tree_rel(const tree *d, uint32_t i) { return (relation)d->an->words[i].rel; }

/* Is the lower-cased form (ASCII) of token i `word`? */
bool tree_form_is(const tree *d, uint32_t i, const char *word);
/* First child with the relation, or NO_TOKEN. */
uint32_t tree_child(const tree *d, uint32_t i, relation rel);
bool tree_is_verb(const tree *d, uint32_t i);
bool tree_is_noun(const tree *d, uint32_t i); /* NOUN, PROPN, PRON, NUM */
/* "Clashes between A and B left …": a plural that the tagger took for a verb, though it stands as a subject. */
bool tree_is_misread_noun(const tree *d, uint32_t i);
bool tree_is_passive(const tree *d, uint32_t i);
/* Is the token finite, by its own form or by an auxiliary? */
bool tree_is_finite(const tree *d, uint32_t i);
/* The negation on a word ("not", "never", "no longer"), or NO_TOKEN. */
uint32_t tree_negation(const tree *d, uint32_t i);
/* The case word of a nominal as written, lower case matters to the caller: first token of "because of"; NO_TOKEN: none. */
uint32_t tree_case(const tree *d, uint32_t i);
bool tree_has_case(const tree *d, uint32_t i, str preposition);
/* "to" infinitive? */
bool tree_is_infinitive(const tree *d, uint32_t i);
bool tree_is_gerund(const tree *d, uint32_t i);
/* Highest member of a coordination: "A and B" from B gives A. */
uint32_t tree_first_conjunct(const tree *d, uint32_t i);

/* Subject on the surface, with control, coordination, relative clauses and participles resolved; NO_TOKEN: none. */
uint32_t tree_surface_subject(const tree *d, uint32_t i);
/* The one who acts, and what is acted upon, active and passive alike. */
uint32_t tree_deep_subject(const tree *d, uint32_t i);
uint32_t tree_deep_object(const tree *d, uint32_t i);
uint32_t tree_indirect_object(const tree *d, uint32_t i);
/* The nominal or clause under a preposition of i: "with X", "of killing". after: start after this token (NO_TOKEN: from the
 * start). */
uint32_t tree_prepositional(const tree *d, uint32_t i, str preposition, uint32_t after);
/* Finite clause, infinitive or gerund that i governs. */
uint32_t tree_that_clause(const tree *d, uint32_t i);
uint32_t tree_infinitive_clause(const tree *d, uint32_t i);
uint32_t tree_gerund_clause(const tree *d, uint32_t i);
/* Steps from a token up to the root of its sentence; TREE_STEPS_MAX at most. */
uint32_t tree_depth(const tree *d, uint32_t i);
/* The sentence that a token is in. */
uint32_t tree_sentence(const tree *d, uint32_t i);
/* First and one-past-last token of the subtree of i within its sentence. */
void tree_extent(const tree *d, uint32_t i, uint32_t *first, uint32_t *end);

#endif
