/* Preferences as ranks: by statements in order of weight, and with ranks renumbered so that none is empty. */
#include "strategy/conflict.h"

/* Halves each class of equally preferred states by the truth of one more statement. used: two flags for each class. */
static uint32_t split_classes(const uint64_t *truth, uint32_t n_states, uint32_t *rank, uint32_t n_ranks, uint32_t *renumbered) {
  memset(renumbered, 0, 2 * (size_t)n_ranks * sizeof *renumbered);
  for (uint32_t s = 0; s < n_states; s++) {
    rank[s] = 2 * rank[s] + bit_at(truth, s);
    renumbered[rank[s]] = 1;
  }
  uint32_t next = 0;
  for (uint32_t r = 0; r < 2 * n_ranks; r++) renumbered[r] = renumbered[r] ? next++ : 0;
  for (uint32_t s = 0; s < n_states; s++) rank[s] = renumbered[rank[s]];
  return next;
}

bool rank_by_statements(const statement_list *statements, const uint32_t *order, uint32_t n_states, decision_maker *ranked) {
  arena *scratch = arena_new(SIZE_MAX / 2);
  uint32_t *renumbered = scratch ? ARENA_ARRAY(scratch, uint32_t, 2 * (size_t)n_states) : NULL;
  if (renumbered) {
    memset(ranked->rank, 0, n_states * sizeof *ranked->rank);
    ranked->n_ranks = 1;
    for (uint32_t k = 0; k < statements->n; k++)
      ranked->n_ranks =
          split_classes(statements->truth[order ? order[k] : k], n_states, ranked->rank, ranked->n_ranks, renumbered);
  }
  arena_free(scratch);
  return renumbered != NULL;
}
