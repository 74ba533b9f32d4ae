/* Moves and pairs of states as sorted rows; what a game has in it. */
#include "strategy/conflict.h"

bool arcs_have(arcs a, uint32_t s, uint32_t t) {
  if (!a.begin) return false;
  uint32_t low = a.begin[s], high = a.begin[s + 1];
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (a.to[middle] == t) return true;
    if (a.to[middle] < t) low = middle + 1;
    else high = middle;
  }
  return false;
}

/* Where each state's pairs begin in an order by `from` or by `to`. */
static void count_begins(uint32_t *begin, uint32_t n_states, const state_pair *pairs, size_t n, bool by_to) {
  memset(begin, 0, ((size_t)n_states + 1) * sizeof *begin);
  for (size_t i = 0; i < n; i++) begin[(by_to ? pairs[i].to : pairs[i].from) + 1]++;
  for (uint32_t s = 0; s < n_states; s++) begin[s + 1] += begin[s];
}

/* By `to` first, then by `from`, each keeping the order it finds. */
static void sort_pairs(const state_pair *pairs, size_t n, uint32_t n_states, state_pair *by_to, uint32_t *next, arcs *out) {
  count_begins(next, n_states, pairs, n, true);
  for (size_t i = 0; i < n; i++) by_to[next[pairs[i].to]++] = pairs[i];
  count_begins(out->begin, n_states, pairs, n, false);
  memcpy(next, out->begin, ((size_t)n_states + 1) * sizeof *next);
  for (size_t i = 0; i < n; i++) out->to[next[by_to[i].from]++] = by_to[i].to;
}

static void drop_repeats(arcs *a, uint32_t n_states) {
  uint32_t kept = 0;
  for (uint32_t s = 0; s < n_states; s++) {
    uint32_t first = kept;
    uint32_t begin = a->begin[s], end = a->begin[s + 1];
    for (uint32_t i = begin; i < end; i++)
      if (kept == first || a->to[kept - 1] != a->to[i]) a->to[kept++] = a->to[i];
    a->begin[s] = first;
  }
  a->begin[n_states] = kept;
}

bool arcs_from_pairs(arena *memory, uint32_t n_states, const state_pair *pairs, size_t n, arcs *out) {
  arena *scratch = arena_new(SIZE_MAX / 2);
  if (!scratch) return false;
  state_pair *by_to = ARENA_ARRAY(scratch, state_pair, n);
  uint32_t *next = ARENA_ARRAY(scratch, uint32_t, (size_t)n_states + 1);
  arcs made = {ARENA_ARRAY(memory, uint32_t, (size_t)n_states + 1), ARENA_ARRAY(memory, uint32_t, n)};
  bool done = by_to && next && made.begin && made.to;
  if (done) {
    sort_pairs(pairs, n, n_states, by_to, next, &made);
    drop_repeats(&made, n_states);
    *out = made;
  }
  arena_free(scratch);
  return done;
}

uint32_t everyone(const game *g) { return g->n_players == 32 ? UINT32_MAX : (1u << g->n_players) - 1; }

bool game_has_unknown(const game *g) {
  for (uint32_t i = 0; i < g->n_players; i++)
    if (g->players[i].unknown.begin) return true;
  return false;
}

bool game_has_strength(const game *g) {
  for (uint32_t i = 0; i < g->n_players; i++)
    if (g->players[i].great) return true;
  return false;
}
