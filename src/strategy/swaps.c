/* Sensitivity: each pair of neighbours in each player's preferences is exchanged, and the game solved again. Who is ranked by
 * statements has statements exchanged, else the states of two neighbouring ranks. */
#include "strategy/answer.h"

uint32_t next_of_rank(const decision_maker *p, uint32_t n_states, uint32_t rank, uint32_t *state) {
  for (; *state < n_states; (*state)++)
    if (p->rank[*state] == rank) return (*state)++;
  return NO_STATE;
}

static uint32_t count_swaps(const answer *a, uint32_t player) {
  const statement_list *list = &a->c->statements[player];
  uint32_t n = list->n ? list->n : a->c->actual.players[player].n_ranks;
  return n ? n - 1 : 0;
}

/* The player's preferences with places k and k + 1 from the top exchanged, in `rank`. */
static bool swap_ranks(const answer *a, swap_effect *effect, uint32_t k, decision_maker *p) {
  uint32_t n_states = a->c->actual.n_states;
  *effect = (swap_effect){.player = effect->player, .upper = p->n_ranks - 1 - k, .lower = p->n_ranks - 2 - k};
  p->rank = ARENA_ARRAY(a->memory, uint32_t, n_states);
  if (!p->rank) return false;
  const uint32_t *old = a->c->actual.players[effect->player].rank;
  for (uint32_t s = 0; s < n_states; s++)
    p->rank[s] = old[s] == effect->upper ? effect->lower : old[s] == effect->lower ? effect->upper : old[s];
  return true;
}

static bool swap_statements(const answer *a, swap_effect *effect, uint32_t k, decision_maker *p) {
  const statement_list *list = &a->c->statements[effect->player];
  *effect = (swap_effect){.player = effect->player, .upper = k, .lower = k + 1, .of_statements = true};
  uint32_t order[STATEMENTS_MAX];
  for (uint32_t i = 0; i < list->n; i++) order[i] = i == k ? k + 1 : i == k + 1 ? k : i;
  p->rank = ARENA_ARRAY(a->memory, uint32_t, a->c->actual.n_states);
  p->great = NULL; /* was a matter of ranks that are no longer the same */
  return p->rank && rank_by_statements(list, order, a->c->actual.n_states, p);
}

static bool compare_concept(const answer *a, const casus_solution *after, casus_concept concept_, swap_effect *effect) {
  uint32_t n = a->c->actual.n_states;
  uint64_t *gained = effect->gained[concept_] = ARENA_ARRAY(a->memory, uint64_t, bit_words(n));
  uint64_t *lost = effect->lost[concept_] = ARENA_ARRAY(a->memory, uint64_t, bit_words(n));
  if (!gained || !lost) return false;
  for (uint32_t s = 0; s < n; s++) {
    bool was = casus_solution_equilibrium(a->solution, concept_, a->extension, CASUS_GENERAL, s);
    bool is = casus_solution_equilibrium(after, concept_, a->extension, CASUS_GENERAL, s);
    if (is && !was) bit_set(gained, s);
    if (was && !is) bit_set(lost, s);
    effect->changes = effect->changes || was != is;
  }
  return true;
}

static casus_status try_swap(answer *a, uint32_t k, swap_effect *effect, casus_error *error) {
  game g = a->c->actual;
  decision_maker players[CASUS_STRATEGY_DECISION_MAKERS_MAX];
  casus_solution *after = NULL;
  memcpy(players, g.players, g.n_players * sizeof *players);
  g.players = players;
  decision_maker *p = &players[effect->player];
  bool statements = a->c->statements[effect->player].n != 0;
  if (!(statements ? swap_statements(a, effect, k, p) : swap_ranks(a, effect, k, p)))
    return error_set(error, CASUS_MEMORY, "no memory for the sensitivity");
  casus_status status = game_solve(&g, &a->solve, &after, error);
  bool done = status == CASUS_OK;
  for (unsigned i = 0; done && i < CASUS_CONCEPT_COUNT; i++)
    if (casus_solution_has(after, (casus_concept)i)) done = compare_concept(a, after, (casus_concept)i, effect);
  if (status == CASUS_OK) casus_solution_free(after);
  return status == CASUS_OK && !done ? error_set(error, CASUS_MEMORY, "no memory for the sensitivity") : status;
}

casus_status find_swaps(answer *a, casus_error *error) {
  uint64_t n = 0;
  for (uint32_t i = 0; i < a->c->actual.n_players; i++) n += count_swaps(a, i);
  if (n > CASUS_STRATEGY_SWAPS_MAX)
    return error_set(error, CASUS_USAGE, "the sensitivity would take %zu swaps; at most %d are tried", (size_t)n,
                     (int)CASUS_STRATEGY_SWAPS_MAX);
  a->swaps = ARENA_ARRAY(a->memory, swap_effect, (size_t)n);
  if (!a->swaps) return error_set(error, CASUS_MEMORY, "no memory for the sensitivity");
  casus_status status = CASUS_OK;
  for (uint32_t i = 0; i < a->c->actual.n_players; i++)
    for (uint32_t k = 0; status == CASUS_OK && k < count_swaps(a, i); k++) {
      a->swaps[a->n_swaps].player = i;
      status = try_swap(a, k, &a->swaps[a->n_swaps++], error);
    }
  return status;
}
