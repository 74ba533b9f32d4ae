/* All that a model was asked, found once; answer_json.c and answer_text.c say it. */
#ifndef CASUS_ANSWER_H
#define CASUS_ANSWER_H

#include "strategy/coalition.h"
#include "strategy/inverse.h"
#include "strategy/reasons.h"

/* A shortest legal sequence to a state. */
typedef struct {
  uint32_t state, n_steps;
  sequence_step *steps;
} way;

typedef struct {
  way *items; /* by number of steps, then as they are found */
  uint32_t n;
} ways;

/* Two neighbours in somebody's preferences, exchanged; and what became of the equilibria. */
typedef struct {
  uint32_t player;
  uint32_t upper, lower; /* ranks, or places of statements */
  bool of_statements;
  bool changes;                                                      /* any of the sets below is not empty */
  uint64_t *gained[CASUS_CONCEPT_COUNT], *lost[CASUS_CONCEPT_COUNT]; /* sets of states; NULL: not asked for */
} swap_effect;

typedef struct {
  casus_concept concept_;
  uint32_t player;
  bool stable; /* now */
  wish wish;
} wish_answer;

typedef struct {
  const casus_conflict *c;
  const casus_answer_options *o;
  casus_solve_options solve;
  casus_unknown extension; /* whose answers stand first */
  arena *memory;
  judged_game game;
  casus_solution *solution;
  casus_solution **views; /* by player; NULL: all see the same */
  coalition_solution *coalitions;
  uint32_t n_coalitions;
  bool with_coalitions;
  uint32_t status_quo; /* NO_STATE: not asked */
  ways moves, improvements;
  swap_effect *swaps;
  uint32_t n_swaps;
  reason *reasons; /* by concept, then player */
  uint32_t n_reasons;
  wish_answer *wishes;
  uint32_t n_wishes;
} answer;

/* options may be NULL. The answer is closed by answer_close, after a failure too. */
casus_status answer_find(const casus_conflict *c, const casus_answer_options *options, answer *out, casus_error *error);
void answer_close(answer *a);

/* Stable for each in his own view. */
bool hypergame_equilibrium(const answer *a, casus_concept concept_, uint32_t state);
/* And an equilibrium in every view. */
bool hypergame_steady(const answer *a, casus_concept concept_, uint32_t state);

/* Stable for every coalition that was looked at, and for every decision maker alone. k: a concept of coalitions. */
bool answer_holds_for_coalitions(const answer *a, unsigned k, uint32_t state);

/* swaps.c */
casus_status find_swaps(answer *a, casus_error *error);
/* The states of a rank, in order, from *state on; NO_STATE: no further. */
uint32_t next_of_rank(const decision_maker *p, uint32_t n_states, uint32_t rank, uint32_t *state);

#endif
