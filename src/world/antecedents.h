/* Whom a pronoun may mean and who it is most likely: candidates, what speaks for each, and the trained weights. Private to
 * world/. */
#ifndef CASUS_WORLD_ANTECEDENTS_H
#define CASUS_WORLD_ANTECEDENTS_H

#include "world/references.h"

extern const int16_t antecedent_weights[ANTECEDENT_WEIGHTS];

/* The first mention of what a mention means: index. */
static inline uint32_t entity_of(const resolver *r, uint32_t k) {
  enum { CHAIN_MAX = 16 };
  for (int n = 0; n < CHAIN_MAX && r->out->parties[k].antecedent; n++) k = r->out->parties[k].antecedent - 1;
  return k;
}

enum { CANDIDATES_MAX = 24 };
enum {
  BAR_WITHIN = 1,     /* "his wife" is not he */
  BAR_JOINED = 2,     /* "he and X" */
  BAR_COARGUMENT = 4, /* "X met him" */
  BAR_COMMANDED = 8,  /* "he said that X left" */
  BAR_BELOW = 16,     /* "he left when X came": the tree is less sure of such clauses */
  BAR_SURELY = BAR_WITHIN | BAR_COARGUMENT | BAR_COMMANDED
};

/* Somebody whom the pronoun may mean. */
typedef struct {
  uint32_t entity;                    /* its first mention */
  uint32_t mention;                   /* its nearest one before the pronoun, or behind it in the sentence: pronouns count */
  uint32_t name;                      /* its nearest one that is no pronoun */
  uint32_t n_here, n_links, n_behind; /* mentions in the sentence before the pronoun; of them pronouns like it */
  bool behind;                        /* it has mentions behind the pronoun only */
  uint32_t bars;                      /* what in the grammar speaks against it: BAR_* */
} candidate;

typedef enum { PRONOUN_SUBJECT, PRONOUN_OBJECT, PRONOUN_POSSESSIVE } pronoun_place;

/* The pronoun and all whom it may mean. */
typedef struct {
  uint32_t at, verb;   /* its token; the verb (or noun) that it is an argument of, or NO_TOKEN */
  uint32_t is, is_not; /* NOTE_MALE, NOTE_FEMALE */
  uint8_t place;       /* pronoun_place */
  bool quoted;
  uint32_t subject; /* of its clause, its own or that of the clause above; NO_TOKEN: none */
  candidate items[CANDIDATES_MAX];
  uint32_t n;
} candidates;

/* ---- candidates.c */
void gather_candidates(const resolver *r, candidates *c);
/* The verb's subject, or that of the clause which lends it one ("wants to see him"); NO_TOKEN: none. */
uint32_t subject_of(const resolver *r, uint32_t verb);
/* Is the token inside quotation marks of its sentence? */
bool in_quotes(const resolver *r, uint32_t i);

/* ---- antecedents.c */
/* Who "he" or "she" at a token is: 1 + index of a mention; 0: nobody known. */
uint32_t find_person(resolver *r, uint32_t i, uint32_t is, uint32_t is_not);

#endif
