/* What the files that resolve references share: the look back over mentions, and how a meaning is taken over. Private to world/.
 */
#ifndef CASUS_WORLD_REFERENCES_H
#define CASUS_WORLD_REFERENCES_H

#include "world/decision.h"

enum { LOOK_BACK_TOKENS = 80, LOOK_BACK_SENTENCES = 3 };

typedef enum { WANT_PERSON, WANT_THING, WANT_MANY, WANT_GROUP, WANT_COUNTRY, WANT_SAME } want;

typedef struct {
  want what;
  uint32_t from;     /* the token that looks back */
  uint32_t gender;   /* flags that must not be there */
  uint32_t governor; /* a party with the same governor is another one; NO_TOKEN: may be the same */
  uint64_t head;     /* WANT_SAME: the head word */
  str sector;        /* WANT_SAME: or empty */
  str office;        /* WANT_SAME: or empty */
  bool subject;      /* subjects and named bodies only */
} search;

/* ---- refer.c */
/* The party before a token that fits best: 1 + index or 0. `reach`: how many sentences back. */
uint32_t look_back(const resolver *r, const search *q, uint32_t reach);
/* Is it the first of "A and B"? */
bool has_conjunct(const resolver *r, uint32_t k);

/* ---- pronouns.c */
void resolve_pronoun(resolver *r, uint32_t i);
/* A mention of a pronoun that means the party `found`; 0 or nobody: none. */
void add_pronoun(resolver *r, uint32_t i, uint32_t found);
bool is_possessive(const resolver *r, uint32_t i);

/* ---- speakers.c */
void resolve_first_person(resolver *r);

/* ---- definite.c */
/* "the group", "the country": means nothing without an antecedent. */
void resolve_back(resolver *r, uint32_t k);
/* "the 54-year-old": a person named before. */
bool is_aged(const resolver *r, uint32_t i);
void resolve_aged(resolver *r, uint32_t i);
/* "the opposition leader" after "X, the opposition leader". */
void resolve_definite(resolver *r, uint32_t k);

/* ---- pairs.c */
/* Is it "the two sides", "both countries"? */
bool means_pair(const resolver *r, uint32_t h);
void resolve_pair(resolver *r, uint32_t h);

#endif
