/* Which states are stable for whom: the solution of a game, and the judgements that it is made of. */
#ifndef CASUS_STABILITY_H
#define CASUS_STABILITY_H

#include "strategy/reach.h"

enum { STRENGTHS = 2 }; /* general, strong */

struct casus_solution {
  arena *memory;
  uint32_t n_states, n_players, horizon;
  size_t words;
  bool has_unknown, has_strength;
  /* By concept, extension and strength: for each player `words` of bits by state. NULL: not asked for. Where nothing is unknown
   * or great, several of them are the same memory. */
  uint64_t *stable[CASUS_CONCEPT_COUNT][CASUS_UNKNOWN_COUNT][STRENGTHS];
};

/* horizon from 1. Errors as casus_conflict_solve has them. */
casus_status game_solve(const game *g, const casus_solve_options *options, casus_solution **out, casus_error *error);
/* What holds where the caller leaves it open. */
casus_solve_options conflict_solve_options(const casus_conflict *c, const casus_solve_options *options);
/* The concepts that the game allows, of those in `concepts` or of those usual. */
casus_status game_concepts(const game *g, const casus_solve_options *options, unsigned *concepts, casus_error *error);

/* How the sanctioned concepts differ. */
typedef struct {
  casus_concept concept_;
  bool credible; /* others move only to what they prefer, or do not know */
  bool answered; /* and the one who left may answer once more */
} sanction_kind;
extern const sanction_kind sanction_kinds[4];             /* GMR, SMR, SEQ, SSEQ */
const sanction_kind *sanction_of(casus_concept concept_); /* NULL: another concept */

/* What is known of a game before states are judged. */
typedef struct {
  const game *g;
  arena *memory;
  const arcs *moves[CASUS_STRATEGY_DECISION_MAKERS_MAX];    /* of each player */
  const arcs *better[CASUS_STRATEGY_DECISION_MAKERS_MAX];   /* to states preferred */
  const arcs *tempting[CASUS_STRATEGY_DECISION_MAKERS_MAX]; /* to states preferred or not known */
} judged_game;
bool judged_game_open(judged_game *j, const game *g, arena *memory);

/* Which states deter `player` from leaving `state`. */
typedef struct {
  const game *g;
  uint32_t player, state;
  casus_unknown extension;
  bool strong, answered;
} deterrent;
/* Below it a rank deters. */
uint32_t deterrent_limit(const deterrent *d);
bool deters(const deterrent *d, uint32_t state);        /* the state alone */
bool deters_answered(void *deterrent_, uint32_t state); /* and, where `answered`, all that the player can make of it */
/* May a player of that extension leave for states that he does not know? */
static inline bool is_bold(casus_unknown e) { return e == CASUS_UNKNOWN_A || e == CASUS_UNKNOWN_C; }

/* The state in which both moves are made from s; of several, the next from *at on, which begins as 0. NO_STATE: no further. */
uint32_t joint_state(const game *g, uint32_t i, uint32_t s, uint32_t s1, uint32_t s2, uint32_t *at);

/* The same stabilities (Nash to SSEQ) by products of matrices. False: out of memory. */
bool matrix_solve(const judged_game *j, unsigned concepts, casus_solution *out);
/* Limited moves and non-myopic stability. False: out of memory. */
bool foresight_solve(const game *g, unsigned concepts, casus_solution *out);

/* Room for a concept's answers; aliased where extensions or strengths cannot differ. False: out of memory. */
bool solution_room(casus_solution *s, casus_concept concept_);
/* Calls `judge` with extension and strength once for each memory of its own. */
void solution_for_each_case(const casus_solution *out, casus_concept concept_, void (*judge)(void *, unsigned, unsigned),
                            void *context);
static inline uint64_t *solution_bits(const casus_solution *s, casus_concept concept_, unsigned extension, unsigned strong,
                                      uint32_t player) {
  return s->stable[concept_][extension][strong] + (size_t)player * s->words;
}

#endif
