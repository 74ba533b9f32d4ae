/* Coalition stability (definitions: casus_strategy.h). As for single players, most sanctions are told by the worst rank that the
 * others can bring about, for each member one; only SMR looks at what the coalition itself can reach from there. */
#include "strategy/coalition.h"

casus_concept coalition_concept(unsigned k) {
  static const casus_concept concepts[COALITION_CONCEPTS] = {CASUS_NASH, CASUS_GMR, CASUS_SMR, CASUS_SEQ};
  return concepts[k];
}

/* By any answer; by credible ones; by any, after the best that the coalition can make of it for the member. */
enum { ANY_ANSWER, CREDIBLE_ANSWER, ANSWERED, ANSWERS };

typedef struct {
  const game *g;
  uint32_t members, n_members, member[CASUS_STRATEGY_DECISION_MAKERS_MAX];
  movers inside, outside;
  closure reached, answers;
  uint32_t *worst[ANSWERS][CASUS_STRATEGY_DECISION_MAKERS_MAX]; /* what they are left with, by place in `member` */
  uint32_t *by_rank[CASUS_STRATEGY_DECISION_MAKERS_MAX];        /* states, the member's best first */
  uint64_t *gains, *can_gain, *answer;                          /* sets of states, for the state that is looked at */
  uint32_t *meets, stamp; /* by component of `reached`: 2 * stamp: no gain in it; + 1: some */
} coalition;

/* ---- opening */

/* ranks[i][s]: the best rank of member i among s and all that the coalition can reach from there. */
static bool best_ranks(const coalition *k, uint32_t *const *ranks, arena *work) {
  for (uint32_t i = 0; i < k->n_members; i++) {
    const decision_maker *p = &k->g->players[k->member[i]];
    const uint32_t *const inverted = k->by_rank[i]; /* room not yet needed for its order */
    for (uint32_t s = 0; s < k->g->n_states; s++) k->by_rank[i][s] = p->n_ranks - 1 - p->rank[s];
    if (!reach_least(&k->inside, 1, &inverted, &ranks[i], work)) return false;
    for (uint32_t s = 0; s < k->g->n_states; s++) {
      uint32_t best = ranks[i][s] == NO_VALUE ? 0 : p->n_ranks - 1 - ranks[i][s];
      ranks[i][s] = best > p->rank[s] ? best : p->rank[s];
    }
  }
  return true;
}

static bool order_by_rank(const coalition *k, arena *memory) {
  for (uint32_t i = 0; i < k->n_members; i++) {
    const decision_maker *p = &k->g->players[k->member[i]];
    uint32_t *next = ARENA_ARRAY(memory, uint32_t, (size_t)p->n_ranks + 1);
    if (!next) return false;
    for (uint32_t s = 0; s < k->g->n_states; s++) next[p->n_ranks - p->rank[s]]++;
    for (uint32_t r = 0; r < p->n_ranks; r++) next[r + 1] += next[r];
    for (uint32_t s = 0; s < k->g->n_states; s++) k->by_rank[i][next[p->n_ranks - 1 - p->rank[s]]++] = s;
  }
  return true;
}

static bool open_rows(coalition *k, arena *memory) {
  for (uint32_t i = 0; i < k->n_members; i++) {
    for (unsigned kind = 0; kind < ANSWERS; kind++)
      if (!(k->worst[kind][i] = ARENA_ARRAY(memory, uint32_t, k->g->n_states))) return false;
    if (!(k->by_rank[i] = ARENA_ARRAY(memory, uint32_t, k->g->n_states))) return false;
  }
  return true;
}

static bool open_worst(coalition *k, const judged_game *j, arena *memory, arena *work) {
  uint32_t others = everyone(k->g) & ~k->members;
  const uint32_t *ranks[CASUS_STRATEGY_DECISION_MAKERS_MAX], *best[CASUS_STRATEGY_DECISION_MAKERS_MAX];
  if (!open_rows(k, memory) || !best_ranks(k, k->worst[CREDIBLE_ANSWER], work)) return false;
  for (uint32_t i = 0; i < k->n_members; i++) {
    ranks[i] = k->g->players[k->member[i]].rank;
    best[i] = k->worst[CREDIBLE_ANSWER][i]; /* until that is filled below */
  }
  k->outside = movers_of(j->moves, k->g->n_players, k->g->n_states, others);
  movers credible = movers_of(j->better, k->g->n_players, k->g->n_states, others);
  return reach_least(&k->outside, k->n_members, best, k->worst[ANSWERED], work) &&
         reach_least(&k->outside, k->n_members, ranks, k->worst[ANY_ANSWER], work) &&
         reach_least(&credible, k->n_members, ranks, k->worst[CREDIBLE_ANSWER], work) && order_by_rank(k, memory);
}

static bool open_sets(coalition *k, arena *memory) {
  size_t words = bit_words(k->g->n_states), max = (size_t)COALITION_SETS_GIB << 30;
  if (!reach_closure(&k->inside, memory, max, &k->reached)) return false;
  if (k->outside.n && !reach_closure(&k->outside, memory, max, &k->answers)) return false;
  k->gains = ARENA_ARRAY(memory, uint64_t, words);
  k->can_gain = ARENA_ARRAY(memory, uint64_t, words);
  k->answer = ARENA_ARRAY(memory, uint64_t, words);
  k->meets = ARENA_ARRAY(memory, uint32_t, k->reached.n_sets);
  return k->gains && k->can_gain && k->answer && k->meets;
}

static bool open_coalition(coalition *k, const judged_game *j, uint32_t members, arena *memory) {
  *k = (coalition){.g = j->g, .members = members};
  k->inside = movers_of(j->moves, k->g->n_players, k->g->n_states, members);
  for (uint32_t i = 0; i < k->g->n_players; i++)
    if (members >> i & 1) k->member[k->n_members++] = i;
  arena *work = arena_new(SIZE_MAX / 2);
  bool done = work && open_worst(k, j, memory, work);
  arena_free(work);
  return done && open_sets(k, memory);
}

/* ---- judging one state */

static bool all_gain(const coalition *k, uint32_t s, uint32_t t) {
  for (uint32_t i = 0; i < k->n_members; i++) {
    const uint32_t *rank = k->g->players[k->member[i]].rank;
    if (rank[t] <= rank[s]) return false;
  }
  return true;
}

/* Leaves in `set` the states that all members prefer to s. */
static bool keep_gains(const coalition *k, uint32_t s, uint64_t *set) {
  bool any = false;
  for (size_t w = 0; w < k->reached.words; w++)
    for (uint64_t left = set[w]; left; left &= left - 1) {
      uint32_t t = (uint32_t)(w * 64) + (uint32_t)__builtin_ctzll(left);
      if (all_gain(k, s, t)) any = true;
      else set[w] &= ~(left & -left);
    }
  return any;
}

/* Can the others answer s1 so that some member is no better off than in s? */
static bool somebody_loses(const coalition *k, unsigned answers, uint32_t s, uint32_t s1) {
  for (uint32_t i = 0; i < k->n_members; i++)
    if (k->worst[answers][i][s1] <= k->g->players[k->member[i]].rank[s]) return true;
  return false;
}

static bool all_sanctioned(const coalition *k, unsigned answers, uint32_t s) {
  for (size_t w = 0; w < k->reached.words; w++)
    for (uint64_t left = k->can_gain[w]; left; left &= left - 1)
      if (!somebody_loses(k, answers, s, (uint32_t)(w * 64) + (uint32_t)__builtin_ctzll(left))) return false;
  return true;
}

static bool sets_meet(const uint64_t *a, const uint64_t *b, size_t words) {
  for (size_t w = 0; w < words; w++)
    if (a[w] & b[w]) return true;
  return false;
}

static bool component_meets(coalition *k, uint32_t component) {
  uint32_t *known = &k->meets[component];
  if (*known / 2 != k->stamp) *known = 2 * k->stamp + sets_meet(k->reached.sets[component], k->gains, k->reached.words);
  return *known & 1;
}

/* Can the coalition get from y to a state that all prefer to the one they left? `gains` holds those. */
static bool can_escape(coalition *k, uint32_t y) {
  for (uint32_t m = 0; m < k->inside.n; m++) {
    const arcs *a = k->inside.of[m];
    for (uint32_t i = a->begin[y]; i < a->begin[y + 1]; i++)
      if (component_meets(k, k->reached.component[a->to[i] * k->inside.n + m])) return true;
  }
  return false;
}

static bool is_held(coalition *k, uint32_t s, uint32_t s1) {
  if (!k->outside.n) return false;
  closure_from(&k->answers, &k->outside, s1, k->answer);
  for (size_t w = 0; w < k->answers.words; w++)
    for (uint64_t left = k->answer[w]; left; left &= left - 1) {
      uint32_t y = (uint32_t)(w * 64) + (uint32_t)__builtin_ctzll(left);
      if (!all_gain(k, s, y) && !can_escape(k, y)) return true;
    }
  return false;
}

/* All states that all members prefer to s, reached or not: looked for among those of the member with the fewest ranks above it.
 */
static void find_gains(coalition *k, uint32_t s) {
  uint32_t member = 0, fewest = NO_STATE;
  for (uint32_t i = 0; i < k->n_members; i++) {
    const decision_maker *p = &k->g->players[k->member[i]];
    if (p->n_ranks - p->rank[s] < fewest) fewest = p->n_ranks - p->rank[s], member = i;
  }
  const uint32_t *rank = k->g->players[k->member[member]].rank, *order = k->by_rank[member];
  memset(k->gains, 0, k->reached.words * sizeof *k->gains);
  for (uint32_t n = 0; n < k->g->n_states && rank[order[n]] > rank[s]; n++)
    if (all_gain(k, s, order[n])) bit_set(k->gains, order[n]);
}

/* Where one member alone can be held for good, the coalition is; else its sequences are looked at. */
static bool all_held(coalition *k, uint32_t s) {
  bool found = false;
  for (size_t w = 0; w < k->reached.words; w++)
    for (uint64_t left = k->can_gain[w]; left; left &= left - 1) {
      uint32_t s1 = (uint32_t)(w * 64) + (uint32_t)__builtin_ctzll(left);
      if (somebody_loses(k, ANSWERED, s, s1)) continue;
      if (!found) k->stamp++, find_gains(k, s), found = true;
      if (!is_held(k, s, s1)) return false;
    }
  return true;
}

static void judge_coalition(coalition *k, uint32_t s, coalition_solution *out) {
  closure_from(&k->reached, &k->inside, s, k->can_gain);
  bool nash = !keep_gains(k, s, k->can_gain);
  bool gmr = nash || all_sanctioned(k, ANY_ANSWER, s);
  bool stable[COALITION_CONCEPTS] = {nash, gmr, nash || (gmr && all_held(k, s)),
                                     nash || (gmr && all_sanctioned(k, CREDIBLE_ANSWER, s))};
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
