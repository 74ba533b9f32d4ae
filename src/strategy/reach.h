/* What several movers can reach together in legal sequences: each may move again, none twice running. The state of such a
 * sequence is where it stands and who moved last, so all of this walks over pairs of state and last mover ("nodes").
 * Fang, Hipel & Kilgour 1993, chapter 4. */
#ifndef CASUS_REACH_H
#define CASUS_REACH_H

#include "strategy/conflict.h"

enum { REACH_VALUES_MAX = 32 };
#define NO_VALUE UINT32_MAX

typedef struct {
  const arcs *of[CASUS_STRATEGY_DECISION_MAKERS_MAX]; /* each mover's moves; several entries are several movers */
  uint32_t player[CASUS_STRATEGY_DECISION_MAKERS_MAX];
  uint32_t n, n_states;
} movers;

/* The players in `bits` with their entries of `moves`. */
movers movers_of(const arcs *const *moves, uint32_t n_players, uint32_t n_states, uint32_t bits);

/* least[v][s]: the least values[v][t] over the states t that the movers can reach from s; NO_VALUE: none. Time: linear in nodes
 * times moves. `work` is reset. False: out of memory. */
bool reach_least(const movers *m, uint32_t n_values, const uint32_t *const *values, uint32_t *const *least, arena *work);

/* What is reached, as sets of states shared by all nodes that reach one another. */
typedef struct {
  uint32_t *component; /* by node: state * n + mover */
  uint64_t **sets;     /* by component, `words` each */
  size_t words, n_sets;
} closure;
/* False: out of memory, or over max_bytes. */
bool reach_closure(const movers *m, arena *memory, size_t max_bytes, closure *out);
/* The states that the movers reach from s into `set`. */
void closure_from(const closure *c, const movers *m, uint32_t s, uint64_t *set);

/* Breadth first: shortest sequences. */
typedef struct {
  const movers *m;
  uint32_t *seen, *queue, *before; /* by node: stamp; nodes; the node before, NO_STATE: it is a first move */
  uint32_t stamp, n;
} search;
bool search_open(search *s, const movers *m, arena *memory);
/* The node of the first state for which `fits` holds, or NO_STATE; fits NULL: walks over all. s->queue then holds
 * the s->n nodes seen so far, in order. */
uint32_t search_from(search *s, uint32_t state, bool (*fits)(void *context, uint32_t state), void *context);
static inline uint32_t node_state(const search *s, uint32_t node) { return node / s->m->n; }
static inline uint32_t node_player(const search *s, uint32_t node) { return s->m->player[node % s->m->n]; }

typedef struct {
  uint32_t player, state;
} sequence_step;
/* The steps to a node that was seen. False: out of memory. */
bool search_way(const search *s, uint32_t node, arena *memory, sequence_step **steps, uint32_t *n);

#endif
