/* Enhanced dependencies (Universal Dependencies 2, as the English treebanks have them) from the tree of one sentence: shared and
 * controlled subjects, conjuncts, relative pronouns, names that carry the preposition ("nmod:of"). No model of their own, and no
 * empty nodes: what a gap leaves out stays as the tree has it. */
#ifndef CASUS_ENHANCED_H
#define CASUS_ENHANCED_H

#include "grammar/grammar.h"

enum {
  ENHANCED_EDGES_MAX = 4 * SENTENCE_TOKENS_MAX, /* what coordination would add beyond that is left out */
  ENHANCED_NAME_BYTES_MAX = 96,
  /* relations that only the graph has, behind those of the tree */
  ENHANCED_REF = REL_COUNT,
  ENHANCED_XSUBJ
};

/* Words are numbered from 1 within the sentence, as in CoNLL-U. */
typedef struct {
  uint16_t dependent, head; /* head 0: the root */
  uint16_t marker;          /* the preposition or conjunction in the relation's name, 0: none */
  uint16_t next_up;         /* the next edge of the same dependent, 0: none */
  uint16_t next_down;       /* the next edge of the same head, 0: none */
  uint8_t rel;              /* relation, or one of those above */
  bool left_out;            /* an edge of the tree that the graph has not: that of a relative pronoun */
} enhanced_edge;

/* edges[i] is the tree's edge of word i; those that the graph adds follow from edges[n_words + 1] to edges[n_edges]. */
typedef struct {
  enhanced_edge edges[ENHANCED_EDGES_MAX + 1];
  uint16_t first_down[SENTENCE_TOKENS_MAX + 1]; /* first edge of each head */
  uint32_t n_words, n_edges;
} enhanced_graph;

/* Time linear in the sentence's length but for coordinations and clauses, whose walks are bounded. */
void enhanced_build(const text *t, const analysis *an, const sentence *s, enhanced_graph *out);

/* The name of an edge's relation, "obl:because_of"; static or in `room`, ENHANCED_NAME_BYTES_MAX bytes. */
str enhanced_name(const enhanced_graph *g, const text *t, const analysis *an, const sentence *s, const enhanced_edge *e,
                  char *room);

/* Adds the DEPS column of word i (from 1): "2:nsubj|5:nsubj:xsubj", in the order of the heads. */
bool enhanced_write(const enhanced_graph *g, const text *t, const analysis *an, const sentence *s, uint32_t i, buffer *out);

#endif
