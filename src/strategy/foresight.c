/* Limited moves and non-myopic stability of two decision makers, by backward induction: outcome[i][s] is where the conflict ends
 * if i is to move at s with h moves left. Only the outcomes for h - 1 are needed for those of h. */
#include "strategy/stability.h"

typedef struct {
  const game *g;
  uint32_t *outcome[2], *next[2], *held[2];
} foresight;

/* Does i like the outcome a better than b; where he does not care, is it worse for the other? */
static bool comes_first(const game *g, uint32_t i, uint32_t a, uint32_t b) {
  const uint32_t *own = g->players[i].rank, *other = g->players[1 - i].rank;
  return own[a] != own[b] ? own[a] > own[b] : other[a] < other[b];
}

static uint32_t outcome_at(const foresight *f, uint32_t i, uint32_t s) {
  const arcs *moves = &f->g->players[i].moves;
  uint32_t best = NO_STATE;
  for (uint32_t k = moves->begin[s]; k < moves->begin[s + 1]; k++) {
    uint32_t end = f->outcome[1 - i][moves->to[k]];
    if (best == NO_STATE || comes_first(f->g, i, end, best)) best = end;
  }
  const uint32_t *rank = f->g->players[i].rank;
  return best != NO_STATE && rank[best] > rank[s] ? best : s;
}

static void look_one_further(foresight *f) {
  for (uint32_t i = 0; i < 2; i++)
    for (uint32_t s = 0; s < f->g->n_states; s++) f->next[i][s] = outcome_at(f, i, s);
  for (uint32_t i = 0; i < 2; i++) {
    uint32_t *kept = f->outcome[i];
    f->outcome[i] = f->next[i];
    f->next[i] = kept;
  }
}

static void write_limited(const foresight *f, casus_solution *out) {
  for (uint32_t i = 0; i < 2; i++)
    for (uint32_t s = 0; s < f->g->n_states; s++)
      if (f->outcome[i][s] == s) bit_set(solution_bits(out, CASUS_LIMITED, 0, 0, i), s);
}

static void hold(foresight *f, casus_solution *out) {
  for (uint32_t i = 0; i < 2; i++) {
    memcpy(f->held[i], f->outcome[i], f->g->n_states * sizeof **f->held);
    uint64_t *bits = solution_bits(out, CASUS_NON_MYOPIC, 0, 0, i);
    memset(bits, 0xff, out->words * sizeof *bits);
  }
}

/* True: the outcomes are those held, so that all goes round from here. */
static bool compare_held(const foresight *f, casus_solution *out) {
  bool same = true;
  for (uint32_t i = 0; i < 2; i++) {
    uint64_t *bits = solution_bits(out, CASUS_NON_MYOPIC, 0, 0, i);
    for (uint32_t s = 0; s < f->g->n_states; s++) {
      if (f->outcome[i][s] != s) bits[s / 64] &= ~((uint64_t)1 << s % 64);
      same = same && f->outcome[i][s] == f->held[i][s];
    }
  }
  return same;
}

/* Outcomes follow from those before, so they come to go round; how is found after Brent 1980, holding those of horizon 1, 2, 4, 8
 * and so on. A state is non-myopically stable where it is stable all the way round. Should nothing have come round by the
 * greatest horizon, what was stable since the last were held is taken. */
static void write_non_myopic(foresight *f, casus_solution *out) {
  uint32_t held_at = 1;
  look_one_further(f);
  hold(f, out);
  for (uint32_t h = 2; h <= CASUS_STRATEGY_HORIZON_MAX; h++) {
    look_one_further(f);
    if (compare_held(f, out)) return;
    if (h != 2 * held_at) continue;
    held_at = h;
    hold(f, out);
  }
}

static bool open_foresight(foresight *f, const game *g, arena *memory) {
  f->g = g;
  for (uint32_t i = 0; i < 2; i++) {
    f->outcome[i] = ARENA_ARRAY(memory, uint32_t, g->n_states);
    f->next[i] = ARENA_ARRAY(memory, uint32_t, g->n_states);
    f->held[i] = ARENA_ARRAY(memory, uint32_t, g->n_states);
    if (!f->outcome[i] || !f->next[i] || !f->held[i]) return false;
  }
  return true;
}

static void start_over(foresight *f) {
  for (uint32_t i = 0; i < 2; i++)
    for (uint32_t s = 0; s < f->g->n_states; s++) f->outcome[i][s] = s;
}

bool foresight_solve(const game *g, unsigned concepts, casus_solution *out) {
  foresight f;
  if (!(concepts >> CASUS_LIMITED & 1) && !(concepts >> CASUS_NON_MYOPIC & 1)) return true;
  arena *memory = arena_new(SIZE_MAX / 2);
  bool done = memory && open_foresight(&f, g, memory);
  if (done && concepts >> CASUS_LIMITED & 1) {
    start_over(&f);
    for (uint32_t h = 0; h < out->horizon; h++) look_one_further(&f);
    write_limited(&f, out);
  }
  if (done && concepts >> CASUS_NON_MYOPIC & 1) {
    start_over(&f);
    write_non_myopic(&f, out);
  }
  arena_free(memory);
  return done;
}
