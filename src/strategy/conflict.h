/* The conflict model in memory: states, moves and preferences as numbers, and the words they came from. Made by conflict_read.c,
 * read by everything else in this folder. */
#ifndef CASUS_CONFLICT_H
#define CASUS_CONFLICT_H

#include "base/base.h"
#include "casus_strategy.h"

enum { STATEMENTS_MAX = 1024, PATTERNS_MAX = 1024, COALITIONS_MAX = 256, UNKNOWN_PAIRS_MAX = 1 << 23 };
#define NO_STATE CASUS_STRATEGY_NO_STATE

/* For each state s, in ascending order, the states to[begin[s]] to to[begin[s + 1] - 1]. begin NULL: none at all. */
typedef struct {
  uint32_t *begin, *to;
} arcs;

static inline bool arcs_any(arcs a, uint32_t s) { return a.begin && a.begin[s] < a.begin[s + 1]; }
bool arcs_have(arcs a, uint32_t s, uint32_t t);

typedef struct {
  uint32_t from, to;
} state_pair;
/* Sorts, and drops what is there twice. False: out of memory. */
bool arcs_from_pairs(arena *memory, uint32_t n_states, const state_pair *pairs, size_t n, arcs *out);

/* What a decision maker can do and wants. */
typedef struct {
  arcs moves;
  uint32_t *rank;   /* by state; 0 the worst; equally preferred states share one */
  uint32_t *great;  /* by rank: ranks below this one are greatly less preferred; NULL: nothing is greatly preferred */
  arcs unknown;     /* symmetric */
  uint32_t n_ranks; /* all below are taken */
} decision_maker;

/* What a stability depends on, nothing else: a view of a hypergame and a model with one swap are games too. */
typedef struct {
  decision_maker *players; /* n_players of them */
  uint32_t n_players, n_states;
  /* Where two moves are made at once by changing options: the choice of each state, and the state of each choice. NULL: moves
   * meet in the states that both can reach. */
  const uint32_t *choice, *state_of;
} game;

/* Bits of all players, of all but one. */
uint32_t everyone(const game *g);
static inline uint32_t everyone_but(const game *g, uint32_t player) { return everyone(g) & ~(1u << player); }

bool game_has_unknown(const game *g);
bool game_has_strength(const game *g);

typedef struct {
  str name;
  uint32_t owner;       /* the decision maker under whom it is listed */
  uint32_t controllers; /* bits of decision makers */
  bool no_taking_back;  /* may go from N to Y only */
  bool no_taking_up;    /* may go from Y to N only */
} conflict_option;

/* Option statements in order of weight: truth[k] has a bit for every state. */
typedef struct {
  str *texts;
  uint64_t **truth;
  uint32_t n;
} statement_list;

struct casus_conflict {
  arena *memory;
  str *names; /* of the decision makers */
  conflict_option *options;
  str *states;                /* names */
  str *texts;                 /* what the states are, in words of the model; empty where it has none; NULL: it has none at all */
  bool *numbered;             /* the name is a number in the JSON; NULL in option form, where all are */
  int64_t *numbers;           /* it */
  uint32_t *by_name;          /* states in order of name; NULL in option form */
  uint32_t *choice;           /* in option form: bit k is option k; the lowest choice of a merged state */
  uint32_t *state_of;         /* by choice, NO_STATE: infeasible */
  uint32_t *n_choices;        /* by state: how many choices it stands for */
  statement_list *statements; /* by decision maker; n 0: preferences were not given so */
  uint32_t *coalitions;       /* bits of decision makers */
  game actual;
  game *views; /* by decision maker; NULL: all see the actual game */
  uint32_t n_options, n_coalitions, status_quo, horizon;
};

/* Ranks the states by statements[order[0]], then [order[1]], ...; order NULL: as listed. False: out of memory. */
bool rank_by_statements(const statement_list *statements, const uint32_t *order, uint32_t n_states, decision_maker *ranked);
static inline bool bit_at(const uint64_t *bits, size_t i) { return bits[i / 64] >> (i % 64) & 1; }
static inline void bit_set(uint64_t *bits, size_t i) { bits[i / 64] |= (uint64_t)1 << (i % 64); }
static inline size_t bit_words(size_t n) { return (n + 63) / 64; }

/* The state in words: the options that are taken, by decision maker. False: over the maximum of the buffer. */
bool state_words(const casus_conflict *c, uint32_t state, buffer *out);
/* "YN-N" where it has options: "-" where the choices that were merged differ. */
bool state_pattern(const casus_conflict *c, uint32_t state, buffer *out);

#endif
