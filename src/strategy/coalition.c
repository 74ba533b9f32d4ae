/* Coalition stability (definitions: casus_strategy.h). As for single players, what the others can do is told by the worst rank
 * that they can bring about, for each member one. What the coalition can reach is a set shared by all states that reach one
 * another; to know whether it holds something that all members prefer, only its Pareto front need be looked at. */
#include "strategy/coalition.h"

casus_concept coalition_concept(unsigned k) {
  static const casus_concept concepts[COALITION_CONCEPTS] = {CASUS_NASH, CASUS_GMR, CASUS_SMR, CASUS_SEQ};
  return concepts[k];
}

/* What a member is left with at a state: after any answer of the others that is worst for him; after a credible one; after any,
 * and the best that the coalition can then make of it for him; as it is. Each is at most the state's own rank. */
enum { ANY_ANSWER, CREDIBLE_ANSWER, ANSWERED, UNANSWERED, WORTHS };

/* States of a set such that whatever the set holds, one of these is at least as good for every member. */
typedef struct {
  uint32_t *states;
  uint32_t n;
} front;

typedef struct {
  const game *g;
  uint32_t members, n_members, member[CASUS_STRATEGY_DECISION_MAKERS_MAX];
  const uint32_t *rank[CASUS_STRATEGY_DECISION_MAKERS_MAX];    /* by place in `member`, as are worths */
  uint32_t *worth[WORTHS][CASUS_STRATEGY_DECISION_MAKERS_MAX]; /* by state */
  movers inside, outside;
  closure reached, answers;
  front *fronts[WORTHS];  /* by component of `reached` */
  uint64_t *own, *others; /* sets of states: what the coalition reaches, what the others make of it */
  uint32_t *meets, stamp; /* by component of `reached`: 2 * stamp: nothing in it that all prefer; + 1: something */
} coalition;

/* ---- worths */

static bool open_rows(coalition *k, arena *memory) {
  for (uint32_t i = 0; i < k->n_members; i++) {
    k->rank[i] = k->g->players[k->member[i]].rank;
    for (unsigned kind = 0; kind < WORTHS; kind++)
      if (!(k->worth[kind][i] = ARENA_ARRAY(memory, uint32_t, k->g->n_states))) return false;
    memcpy(k->worth[UNANSWERED][i], k->rank[i], k->g->n_states * sizeof **k->rank);
  }
  return true;
}

/* best[i][s]: the best rank of member i among s and all that the coalition can reach from there. */
static bool best_ranks(const coalition *k, uint32_t *const *best, uint32_t *inverted, arena *work) {
  const uint32_t *const values = inverted;
  for (uint32_t i = 0; i < k->n_members; i++) {
    uint32_t top = k->g->players[k->member[i]].n_ranks - 1;
    for (uint32_t s = 0; s < k->g->n_states; s++) inverted[s] = top - k->rank[i][s];
    if (!reach_least(&k->inside, 1, &values, &best[i], work)) return false;
    for (uint32_t s = 0; s < k->g->n_states; s++) {
      uint32_t reached = best[i][s] == NO_VALUE ? 0 : top - best[i][s];
      best[i][s] = reached > k->rank[i][s] ? reached : k->rank[i][s];
    }
  }
  return true;
}

static void limit_by_rank(coalition *k) {
  for (unsigned kind = 0; kind < UNANSWERED; kind++)
    for (uint32_t i = 0; i < k->n_members; i++)
      for (uint32_t s = 0; s < k->g->n_states; s++)
        if (k->worth[kind][i][s] > k->rank[i][s]) k->worth[kind][i][s] = k->rank[i][s];
}

static bool open_worths(coalition *k, const judged_game *j, arena *memory, arena *work) {
  uint32_t others = everyone(k->g) & ~k->members, n = k->g->n_states;
  const uint32_t *best[CASUS_STRATEGY_DECISION_MAKERS_MAX];
  uint32_t *inverted = ARENA_ARRAY(memory, uint32_t, n);
  uint32_t *const *kept = k->worth[CREDIBLE_ANSWER]; /* until that is filled below */
  if (!inverted || !open_rows(k, memory) || !best_ranks(k, kept, inverted, work)) return false;
  for (uint32_t i = 0; i < k->n_members; i++) best[i] = kept[i];
  k->outside = movers_of(j->moves, k->g->n_players, n, others);
  movers credible = movers_of(j->better, k->g->n_players, n, others);
  if (!reach_least(&k->outside, k->n_members, best, k->worth[ANSWERED], work) ||
      !reach_least(&k->outside, k->n_members, k->rank, k->worth[ANY_ANSWER], work) ||
      !reach_least(&credible, k->n_members, k->rank, k->worth[CREDIBLE_ANSWER], work))
    return false;
  limit_by_rank(k);
  return true;
}

/* ---- fronts */

static bool is_as_good(const coalition *k, unsigned kind, uint32_t a, uint32_t b) {
  for (uint32_t i = 0; i < k->n_members; i++)
    if (k->worth[kind][i][a] < k->worth[kind][i][b]) return false;
  return true;
}

/* Takes a state in unless one that is there is as good, and drops those that it is as good as. */
static void add_to_front(const coalition *k, unsigned kind, front *f, uint32_t state) {
  for (uint32_t n = 0; n < f->n; n++)
    if (is_as_good(k, kind, f->states[n], state)) return;
  for (uint32_t n = 0; n < f->n;) {
    if (is_as_good(k, kind, state, f->states[n])) f->states[n] = f->states[--f->n];
    else n++;
  }
  f->states[f->n++] = state;
}

static bool make_front(const coalition *k, unsigned kind, const uint64_t *set, uint32_t *room, arena *memory, front *out) {
  front f = {room, 0};
  for (size_t w = 0; w < k->reached.words; w++)
    for (uint64_t left = set[w]; left; left &= left - 1)
      add_to_front(k, kind, &f, (uint32_t)(w * 64) + (uint32_t)__builtin_ctzll(left));
  *out = (front){ARENA_ARRAY(memory, uint32_t, f.n), f.n};
  if (out->states && f.n) memcpy(out->states, room, f.n * sizeof *room);
  return out->states != NULL;
}

static bool open_fronts(coalition *k, arena *memory) {
  uint32_t *room = ARENA_ARRAY(memory, uint32_t, k->g->n_states);
  if (!room) return false;
  for (unsigned kind = 0; kind < WORTHS; kind++) {
    k->fronts[kind] = ARENA_ARRAY(memory, front, k->reached.n_sets);
    if (!k->fronts[kind]) return false;
    for (size_t c = 0; c < k->reached.n_sets; c++)
      if (!make_front(k, kind, k->reached.sets[c], room, memory, &k->fronts[kind][c])) return false;
  }
  return true;
}

static bool open_sets(coalition *k, arena *memory) {
  size_t words = bit_words(k->g->n_states), max = (size_t)COALITION_SETS_GIB << 30;
  if (!reach_closure(&k->inside, memory, max, &k->reached)) return false;
  if (k->outside.n && !reach_closure(&k->outside, memory, max, &k->answers)) return false;
  k->own = ARENA_ARRAY(memory, uint64_t, words);
  k->others = ARENA_ARRAY(memory, uint64_t, words);
  k->meets = ARENA_ARRAY(memory, uint32_t, k->reached.n_sets);
  return k->own && k->others && k->meets && open_fronts(k, memory);
}

static bool open_coalition(coalition *k, const judged_game *j, uint32_t members, arena *memory) {
  *k = (coalition){.g = j->g, .members = members};
  k->inside = movers_of(j->moves, k->g->n_players, k->g->n_states, members);
  for (uint32_t i = 0; i < k->g->n_players; i++)
    if (members >> i & 1) k->member[k->n_members++] = i;
  arena *work = arena_new(SIZE_MAX / 2);
  bool done = work && open_worths(k, j, memory, work);
  arena_free(work);
  return done && open_sets(k, memory);
}

/* ---- judging one state */

/* Does every member prefer what he is left with at t to s? */
static bool all_gain(const coalition *k, unsigned kind, uint32_t s, uint32_t t) {
  for (uint32_t i = 0; i < k->n_members; i++)
    if (k->worth[kind][i][t] <= k->rank[i][s]) return false;
  return true;
}

static bool front_gains(const coalition *k, unsigned kind, uint32_t component, uint32_t s) {
  const front *f = &k->fronts[kind][component];
  for (uint32_t n = 0; n < f->n; n++)
    if (all_gain(k, kind, s, f->states[n])) return true;
  return false;
}

/* Can the coalition go from s to a state that leaves all with more than s? */
static bool can_gain(const coalition *k, unsigned kind, uint32_t s) {
  uint32_t last = NO_STATE;
  for (uint32_t m = 0; m < k->inside.n; m++) {
    const arcs *a = k->inside.of[m];
    for (uint32_t i = a->begin[s]; i < a->begin[s + 1]; i++) {
      uint32_t component = k->reached.component[a->to[i] * k->inside.n + m];
      if (component != last && front_gains(k, kind, component, s)) return true;
      last = component;
    }
  }
  return false;
}

static bool component_gains(coalition *k, uint32_t component, uint32_t s) {
  uint32_t *known = &k->meets[component];
  if (*known / 2 != k->stamp) *known = 2 * k->stamp + front_gains(k, UNANSWERED, component, s);
  return *known & 1;
}

/* Can the coalition get from y to a state that all prefer to s, which they left? */
static bool can_escape(coalition *k, uint32_t s, uint32_t y) {
  for (uint32_t m = 0; m < k->inside.n; m++) {
    const arcs *a = k->inside.of[m];
    for (uint32_t i = a->begin[y]; i < a->begin[y + 1]; i++)
      if (component_gains(k, k->reached.component[a->to[i] * k->inside.n + m], s)) return true;
  }
  return false;
}

static bool is_held(coalition *k, uint32_t s, uint32_t s1) {
  if (!k->outside.n) return false;
  closure_from(&k->answers, &k->outside, s1, k->others);
  for (size_t w = 0; w < k->answers.words; w++)
    for (uint64_t left = k->others[w]; left; left &= left - 1) {
      uint32_t y = (uint32_t)(w * 64) + (uint32_t)__builtin_ctzll(left);
      if (!all_gain(k, UNANSWERED, s, y) && !can_escape(k, s, y)) return true;
    }
  return false;
}

/* Where one member alone can be held for good, the coalition is; only else are the others' answers looked at one by one. */
static bool all_held(coalition *k, uint32_t s) {
  if (!can_gain(k, ANSWERED, s)) return true;
  closure_from(&k->reached, &k->inside, s, k->own);
  k->stamp++;
  for (size_t w = 0; w < k->reached.words; w++)
    for (uint64_t left = k->own[w]; left; left &= left - 1) {
      uint32_t s1 = (uint32_t)(w * 64) + (uint32_t)__builtin_ctzll(left);
      if (all_gain(k, ANSWERED, s, s1) && !is_held(k, s, s1)) return false;
    }
  return true;
}

static void judge_coalition(coalition *k, uint32_t s, coalition_solution *out) {
  bool nash = !can_gain(k, UNANSWERED, s);
  bool gmr = nash || !can_gain(k, ANY_ANSWER, s);
  bool stable[COALITION_CONCEPTS] = {nash, gmr, nash || (gmr && all_held(k, s)),
                                     nash || (gmr && !can_gain(k, CREDIBLE_ANSWER, s))};
  for (unsigned concept_ = 0; concept_ < COALITION_CONCEPTS; concept_++)
    if (stable[concept_]) bit_set(out->stable[concept_], s);
}

/* ---- all */

static casus_status solve_coalition(const game *g, uint32_t members, arena *scratch, coalition_solution *out,
                                    casus_error *error) {
  judged_game j;
  coalition k;
  if (!judged_game_open(&j, g, scratch) || !open_coalition(&k, &j, members, scratch))
    return error_set(error, CASUS_USAGE, "the model is too large for coalitions: what they reach does not fit into memory");
  for (uint32_t s = 0; s < g->n_states; s++) judge_coalition(&k, s, out);
  return CASUS_OK;
}

casus_status coalition_solve(const game *g, uint32_t members, arena *memory, coalition_solution *out, casus_error *error) {
  if (game_has_unknown(g)) return error_set(error, CASUS_USAGE, "coalitions need preferences that are all known");
  out->members = members;
  for (unsigned k = 0; k < COALITION_CONCEPTS; k++)
    if (!(out->stable[k] = ARENA_ARRAY(memory, uint64_t, bit_words(g->n_states))))
      return error_set(error, CASUS_MEMORY, "no memory for coalitions");
  arena *scratch = arena_new(SIZE_MAX / 2);
  if (!scratch) return error_set(error, CASUS_MEMORY, "no memory for coalitions");
  casus_status status = solve_coalition(g, members, scratch, out, error);
  arena_free(scratch);
  return status;
}

static bool has_two(uint32_t members) { return (members & (members - 1)) != 0; }

casus_status coalitions_of(const casus_conflict *c, arena *memory, const uint32_t **list, uint32_t *n, casus_error *error) {
  *list = c->coalitions;
  *n = c->n_coalitions;
  if (*n) return CASUS_OK;
  if (c->actual.n_players > 8)
    return error_set(error, CASUS_USAGE, "%u decision makers have too many coalitions; name those that matter in \"coalitions\"",
                     c->actual.n_players);
  uint32_t *all = ARENA_ARRAY(memory, uint32_t, 1u << c->actual.n_players);
  if (!all) return error_set(error, CASUS_MEMORY, "no memory for coalitions");
  for (uint32_t members = 1; members < 1u << c->actual.n_players; members++)
    if (has_two(members)) all[(*n)++] = members;
  *list = all;
  return CASUS_OK;
}
