/* Stability for coalitions: members who move together where all of them gain. */
#ifndef CASUS_COALITION_H
#define CASUS_COALITION_H

#include "strategy/stability.h"

enum { COALITION_NASH, COALITION_GMR, COALITION_SMR, COALITION_SEQ, COALITION_CONCEPTS, COALITION_SETS_GIB = 1 };

/* The concept of the same name. */
casus_concept coalition_concept(unsigned k);

typedef struct {
  uint32_t members;                     /* bits of players */
  uint64_t *stable[COALITION_CONCEPTS]; /* bits of states */
} coalition_solution;

/* Answers live in `memory`. CASUS_USAGE: preferences are unknown, or the sets that are reached do not fit. */
casus_status coalition_solve(const game *g, uint32_t members, arena *memory, coalition_solution *out, casus_error *error);
/* The coalitions of two and more that a model is asked about: its own, or all. CASUS_USAGE: too many. */
casus_status coalitions_of(const casus_conflict *c, arena *memory, const uint32_t **list, uint32_t *n, casus_error *error);

#endif
