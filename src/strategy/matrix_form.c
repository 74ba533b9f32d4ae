/* Stability in matrix form (Xu, Li, Kilgour & Hipel 2009; with unknown preferences Xu, Hipel & Kilgour 2007): moves and
 * preferences are 0-1 matrices over the states, and a state is stable where its place on the diagonal of
 *     incentive . [E - sign(reach . transpose(deterrent))]
 * is 0. Slower than the logical form and independent of it: each checks the other. */
#include "strategy/stability.h"

typedef struct {
  uint64_t *bits; /* n rows of `words` */
  uint32_t n;
  size_t words;
} matrix;

static uint64_t *row_of(const matrix *m, uint32_t s) { return m->bits + s * m->words; }

static bool matrix_open(matrix *m, uint32_t n, arena *memory) {
  *m = (matrix){.n = n, .words = bit_words(n)};
  m->bits = ARENA_ARRAY(memory, uint64_t, n * m->words);
  return m->bits != NULL;
}

static void matrix_from_arcs(matrix *m, const arcs *a) {
  for (uint32_t s = 0; s < m->n; s++)
    for (uint32_t i = a->begin[s]; i < a->begin[s + 1]; i++) bit_set(row_of(m, s), a->to[i]);
}

/* sum |= a . b, over truth values. True: something was added. */
static bool add_product(matrix *sum, const matrix *a, const matrix *b) {
  uint64_t changed = 0;
  for (uint32_t s = 0; s < a->n; s++) {
    uint64_t *to = row_of(sum, s);
    for (uint32_t t = 0; t < a->n; t++) {
      if (!bit_at(row_of(a, s), t)) continue;
      const uint64_t *from = row_of(b, t);
      for (size_t w = 0; w < a->words; w++) {
        changed |= from[w] & ~to[w];
        to[w] |= from[w];
      }
    }
  }
  return changed != 0;
}

static void add_matrix(matrix *sum, const matrix *a) {
  for (size_t i = 0; i < a->n * a->words; i++) sum->bits[i] |= a->bits[i];
}

/* ---- reach of the others: M_H, kept by last mover, grown until nothing is added */

typedef struct {
  matrix by_last[CASUS_STRATEGY_DECISION_MAKERS_MAX], moves[CASUS_STRATEGY_DECISION_MAKERS_MAX];
  uint32_t n;
} growing_reach;

static bool grow_reach(growing_reach *g) {
  bool grown = false;
  for (uint32_t i = 0; i < g->n; i++)
    for (uint32_t k = 0; k < g->n; k++)
      if (k != i && add_product(&g->by_last[i], &g->by_last[k], &g->moves[i])) grown = true;
  return grown;
}

static bool reach_matrix(const arcs *const *moves, uint32_t n_players, uint32_t but, uint32_t n_states, arena *work,
                         matrix *out) {
  arena_reset(work);
  growing_reach *g = ARENA_ARRAY(work, growing_reach, 1);
  bool done = g != NULL;
  for (uint32_t i = 0; done && i < n_players; i++) {
    if (i == but) continue;
    done = matrix_open(&g->moves[g->n], n_states, work) && matrix_open(&g->by_last[g->n], n_states, work);
    if (!done) break;
    matrix_from_arcs(&g->moves[g->n], moves[i]);
    add_matrix(&g->by_last[g->n], &g->moves[g->n]);
    g->n++;
  }
  while (done && grow_reach(g)) {
  }
  for (uint32_t i = 0; done && i < g->n; i++) add_matrix(out, &g->by_last[i]);
  return done;
}

/* ---- deterrents, transposed: row s2 has the states s against which s2 deters */

static void deterrent_matrix(matrix *m, deterrent d) {
  for (d.state = 0; d.state < m->n; d.state++)
    for (uint32_t s2 = 0; s2 < m->n; s2++)
      if (deters(&d, s2)) bit_set(row_of(m, s2), d.state);
}

/* What the player can get out of is no deterrent: takes sign(J_i . (E - deterrent)) away. */
static bool take_answers(matrix *m, const arcs *own, arena *memory) {
  matrix escapes, moves, answered;
  if (!matrix_open(&escapes, m->n, memory) || !matrix_open(&moves, m->n, memory) || !matrix_open(&answered, m->n, memory))
    return false;
  for (size_t i = 0; i < m->n * m->words; i++) escapes.bits[i] = ~m->bits[i];
  matrix_from_arcs(&moves, own);
  add_product(&answered, &moves, &escapes);
  for (size_t i = 0; i < m->n * m->words; i++) m->bits[i] &= ~answered.bits[i];
  return true;
}

/* ---- the diagonal */

static void write_diagonal(const matrix *incentive, const matrix *sanctioned, uint64_t *bits) {
  for (uint32_t s = 0; s < incentive->n; s++) {
    bool stable = true;
    for (uint32_t s1 = 0; s1 < incentive->n && stable; s1++)
      stable = !bit_at(row_of(incentive, s), s1) || bit_at(row_of(sanctioned, s1), s);
    if (stable) bit_set(bits, s);
  }
}

typedef struct {
  const judged_game *j;
  uint32_t player;
  matrix reach[2]; /* by any move, by credible ones */
  arena *work;
} matrix_case;

static bool write_kind(const matrix_case *c, const sanction_kind *kind, unsigned extension, unsigned strong, uint64_t *bits) {
  matrix deterring, sanctioned, incentive;
  const game *g = c->j->g;
  arena_reset(c->work);
  if (!matrix_open(&deterring, g->n_states, c->work) || !matrix_open(&sanctioned, g->n_states, c->work) ||
      !matrix_open(&incentive, g->n_states, c->work))
    return false;
  deterrent_matrix(&deterring, (deterrent){g, c->player, 0, (casus_unknown)extension, strong != 0, false});
  if (kind->answered && !take_answers(&deterring, c->j->moves[c->player], c->work)) return false;
  matrix_from_arcs(&incentive, is_bold((casus_unknown)extension) ? c->j->tempting[c->player] : c->j->better[c->player]);
  add_product(&sanctioned, &c->reach[kind->credible], &deterring);
  write_diagonal(&incentive, &sanctioned, bits);
  return true;
}

/* Nash: the rows of the incentive that are empty. */
static void write_nash(const matrix_case *c, casus_solution *out) {
  for (unsigned e = 0; e < CASUS_UNKNOWN_COUNT; e++)
    for (unsigned strong = 0; strong < STRENGTHS; strong++)
      for (uint32_t s = 0; s < out->n_states; s++) {
        const arcs *a = is_bold((casus_unknown)e) ? c->j->tempting[c->player] : c->j->better[c->player];
        if (a->begin[s] == a->begin[s + 1]) bit_set(solution_bits(out, CASUS_NASH, e, strong, c->player), s);
      }
}

typedef struct {
  const matrix_case *c;
  const sanction_kind *kind;
  casus_solution *out;
  bool done;
} kind_case;

static void write_case(void *context, unsigned extension, unsigned strong) {
  kind_case *k = context;
  uint64_t *bits = solution_bits(k->out, k->kind->concept_, extension, strong, k->c->player);
  k->done = k->done && write_kind(k->c, k->kind, extension, strong, bits);
}

static bool write_player(matrix_case *c, unsigned concepts, casus_solution *out) {
  const game *g = c->j->g;
  for (unsigned credible = 0; credible < 2; credible++) {
    const arcs *const *moves = credible ? c->j->tempting : c->j->moves;
    if (!matrix_open(&c->reach[credible], g->n_states, c->j->memory) ||
        !reach_matrix(moves, g->n_players, c->player, g->n_states, c->work, &c->reach[credible]))
      return false;
  }
  if (concepts >> CASUS_NASH & 1) write_nash(c, out);
  for (unsigned k = 0; k < 4; k++) {
    kind_case one = {c, &sanction_kinds[k], out, true};
    if (!(concepts >> sanction_kinds[k].concept_ & 1)) continue;
    solution_for_each_case(out, sanction_kinds[k].concept_, write_case, &one);
    if (!one.done) return false;
  }
  return true;
}

bool matrix_solve(const judged_game *j, unsigned concepts, casus_solution *out) {
  matrix_case c = {.j = j, .work = arena_new(SIZE_MAX / 2)};
  bool done = c.work != NULL;
  for (c.player = 0; done && c.player < j->g->n_players; c.player++) done = write_player(&c, concepts, out);
  arena_free(c.work);
  return done;
}
