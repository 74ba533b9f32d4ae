/* Stability by its logical definitions. Most states are judged by one number: the others can deter a player from moving to s1
 * exactly where the state that is worst for him among those they can reach from s1 is no better than the one he left. Only where
 * preferences against that state are unknown are sequences searched one by one. */
#include "strategy/stability.h"

const sanction_kind sanction_kinds[4] = {
    {CASUS_GMR, false, false}, {CASUS_SMR, false, true}, {CASUS_SEQ, true, false}, {CASUS_SSEQ, true, true}};

const sanction_kind *sanction_of(casus_concept concept_) {
  for (unsigned k = 0; k < 4; k++)
    if (sanction_kinds[k].concept_ == concept_) return &sanction_kinds[k];
  return NULL;
}

/* ---- moves that somebody wants */

static bool is_wanted(const decision_maker *p, uint32_t s, uint32_t t, bool unknown_too) {
  if (arcs_have(p->unknown, s, t)) return unknown_too;
  return p->rank[t] > p->rank[s];
}

static arcs *wanted_moves(const game *g, uint32_t player, bool unknown_too, arena *memory) {
  const decision_maker *p = &g->players[player];
  uint32_t n = 0;
  arcs *a = ARENA_ARRAY(memory, arcs, 1);
  if (!a) return NULL;
  for (uint32_t s = 0; s < g->n_states; s++)
    for (uint32_t i = p->moves.begin[s]; i < p->moves.begin[s + 1]; i++) n += is_wanted(p, s, p->moves.to[i], unknown_too);
  *a = (arcs){ARENA_ARRAY(memory, uint32_t, (size_t)g->n_states + 1), ARENA_ARRAY(memory, uint32_t, n)};
  if (!a->begin || !a->to) return NULL;
  n = 0;
  for (uint32_t s = 0; s < g->n_states; s++) {
    for (uint32_t i = p->moves.begin[s]; i < p->moves.begin[s + 1]; i++)
      if (is_wanted(p, s, p->moves.to[i], unknown_too)) a->to[n++] = p->moves.to[i];
    a->begin[s + 1] = n;
  }
  return a;
}

bool judged_game_open(judged_game *j, const game *g, arena *memory) {
  *j = (judged_game){.g = g, .memory = memory};
  for (uint32_t i = 0; i < g->n_players; i++) {
    j->moves[i] = &g->players[i].moves;
    j->better[i] = wanted_moves(g, i, false, memory);
    j->tempting[i] = g->players[i].unknown.begin ? wanted_moves(g, i, true, memory) : j->better[i];
    if (!j->better[i] || !j->tempting[i]) return false;
  }
  return true;
}

/* ---- what deters */

uint32_t deterrent_limit(const deterrent *d) {
  const decision_maker *p = &d->g->players[d->player];
  if (!d->strong) return p->rank[d->state] + 1;
  return p->great ? p->great[p->rank[d->state]] : 0;
}

bool deters(const deterrent *d, uint32_t state) {
  const decision_maker *p = &d->g->players[d->player];
  if (arcs_have(p->unknown, d->state, state)) return d->extension == CASUS_UNKNOWN_C || d->extension == CASUS_UNKNOWN_D;
  return p->rank[state] < deterrent_limit(d);
}

bool deters_answered(void *deterrent_, uint32_t state) {
  const deterrent *d = deterrent_;
  if (!deters(d, state)) return false;
  if (!d->answered) return true;
  const arcs *own = &d->g->players[d->player].moves;
  for (uint32_t i = own->begin[state]; i < own->begin[state + 1]; i++)
    if (!deters(d, own->to[i])) return false;
  return true;
}

/* ---- sanctions by others in sequence */

/* One player under one kind of sanction. */
typedef struct {
  const judged_game *j;
  uint32_t player;
  const sanction_kind *kind;
  movers others;
  uint32_t *least; /* by state: the rank that is worst for the player of those that the others can bring about from there */
  search *search;  /* NULL: nothing is unknown to the player */
} sanction;

/* The best that the player can make of a state, if that is where the others leave him. */
static void answered_ranks(const decision_maker *p, uint32_t n_states, uint32_t *rank) {
  for (uint32_t s = 0; s < n_states; s++) {
    rank[s] = p->rank[s];
    for (uint32_t i = p->moves.begin[s]; i < p->moves.begin[s + 1]; i++)
      if (p->rank[p->moves.to[i]] > rank[s]) rank[s] = p->rank[p->moves.to[i]];
  }
}

static bool is_sanctioned(const sanction *x, deterrent *d, uint32_t s1) {
  const decision_maker *p = &d->g->players[d->player];
  bool can = x->least[s1] < deterrent_limit(d);
  if (!arcs_any(p->unknown, d->state)) return can;
  bool wary = d->extension == CASUS_UNKNOWN_C || d->extension == CASUS_UNKNOWN_D;
  if (can == wary) return can; /* unknown states only add to what deters, or only take away from it */
  return search_from(x->search, s1, deters_answered, d) != NO_STATE;
}

static bool is_stable(const sanction *x, deterrent *d) {
  const arcs *leaving = is_bold(d->extension) ? x->j->tempting[d->player] : x->j->better[d->player];
  for (uint32_t i = leaving->begin[d->state]; i < leaving->begin[d->state + 1]; i++)
    if (!is_sanctioned(x, d, leaving->to[i])) return false;
  return true;
}

typedef struct {
  sanction *x;
  casus_solution *out;
} sanction_case;

static void judge_states(void *context, unsigned extension, unsigned strong) {
  sanction_case *k = context;
  sanction *x = k->x;
  uint64_t *bits = solution_bits(k->out, x->kind->concept_, extension, strong, x->player);
  deterrent d = {x->j->g, x->player, 0, (casus_unknown)extension, strong != 0, x->kind->answered};
  for (d.state = 0; d.state < x->j->g->n_states; d.state++)
    if (is_stable(x, &d)) bit_set(bits, d.state);
}

/* Rows by state that one player after the other uses. */
typedef struct {
  uint32_t *answered, *least[2];
  arena *work;
} sanction_rows;

static bool open_rows(sanction_rows *rows, uint32_t n_states, arena *memory) {
  rows->answered = ARENA_ARRAY(memory, uint32_t, n_states);
  rows->least[0] = ARENA_ARRAY(memory, uint32_t, n_states);
  rows->least[1] = ARENA_ARRAY(memory, uint32_t, n_states);
  return rows->answered && rows->least[0] && rows->least[1];
}

static bool judge_kinds(const judged_game *j, uint32_t player, bool credible, unsigned concepts, const sanction_rows *rows,
                        casus_solution *out) {
  const game *g = j->g;
  search found;
  const uint32_t *ranks[] = {g->players[player].rank, rows->answered};
  sanction x = {.j = j, .player = player};
  x.others = movers_of(credible ? j->tempting : j->moves, g->n_players, g->n_states, everyone_but(g, player));
  if (!reach_least(&x.others, 2, ranks, rows->least, rows->work)) return false;
  if (g->players[player].unknown.begin) {
    if (!search_open(&found, &x.others, j->memory)) return false;
    x.search = &found;
  }
  for (unsigned k = 0; k < 4; k++) {
    x.kind = &sanction_kinds[k];
    if (x.kind->credible != credible || !(concepts >> x.kind->concept_ & 1)) continue;
    x.least = rows->least[x.kind->answered];
    sanction_case c = {&x, out};
    solution_for_each_case(out, x.kind->concept_, judge_states, &c);
  }
  return true;
}

static bool judge_sanctions(const judged_game *j, uint32_t player, unsigned concepts, const sanction_rows *rows,
                            casus_solution *out) {
  enum { UNCREDIBLE = 1u << CASUS_GMR | 1u << CASUS_SMR, CREDIBLE = 1u << CASUS_SEQ | 1u << CASUS_SSEQ };
  answered_ranks(&j->g->players[player], j->g->n_states, rows->answered);
  if (concepts & UNCREDIBLE && !judge_kinds(j, player, false, concepts, rows, out)) return false;
  return !(concepts & CREDIBLE) || judge_kinds(j, player, true, concepts, rows, out);
}

/* ---- Nash */

static void judge_nash(const judged_game *j, uint32_t player, casus_solution *out) {
  for (unsigned e = 0; e < CASUS_UNKNOWN_COUNT; e++) {
    const arcs *leaving = is_bold((casus_unknown)e) ? j->tempting[player] : j->better[player];
    uint64_t *bits = solution_bits(out, CASUS_NASH, e, 0, player), *strong = solution_bits(out, CASUS_NASH, e, 1, player);
    for (uint32_t s = 0; s < j->g->n_states; s++) {
      if (arcs_any(*leaving, s)) continue;
      bit_set(bits, s);
      bit_set(strong, s);
    }
  }
}

/* ---- SIM */

static uint32_t next_common(const arcs *a, uint32_t s, const arcs *b, uint32_t t, uint32_t *at) {
  for (uint32_t i = a->begin[s] + *at; i < a->begin[s + 1]; i++) {
    *at = i - a->begin[s] + 1;
    if (arcs_have(*b, t, a->to[i])) return a->to[i];
  }
  return NO_STATE;
}

uint32_t joint_state(const game *g, uint32_t i, uint32_t s, uint32_t s1, uint32_t s2, uint32_t *at) {
  uint32_t other = 1 - i;
  if (!g->choice && s1 != s2) return next_common(&g->players[other].moves, s1, &g->players[i].moves, s2, at);
  if ((*at)++) return NO_STATE;
  return g->choice ? g->state_of[g->choice[s1] ^ g->choice[s2] ^ g->choice[s]] : s1;
}

static bool meets_deterrent(const deterrent *d, uint32_t s1, uint32_t s2) {
  uint32_t at = 0, joint;
  while ((joint = joint_state(d->g, d->player, d->state, s1, s2, &at)) != NO_STATE)
    if (deters(d, joint)) return true;
  return false;
}

static bool is_met(const judged_game *j, const deterrent *d, uint32_t s1) {
  const arcs *others = j->tempting[1 - d->player];
  for (uint32_t i = others->begin[d->state]; i < others->begin[d->state + 1]; i++)
    if (meets_deterrent(d, s1, others->to[i])) return true;
  return false;
}

static bool is_simultaneously_stable(const judged_game *j, const deterrent *d) {
  const arcs *leaving = is_bold(d->extension) ? j->tempting[d->player] : j->better[d->player];
  for (uint32_t i = leaving->begin[d->state]; i < leaving->begin[d->state + 1]; i++)
    if (!is_met(j, d, leaving->to[i])) return false;
  return true;
}

typedef struct {
  const judged_game *j;
  casus_solution *out;
} simultaneous_case;

static void judge_simultaneous(void *context, unsigned extension, unsigned strong) {
  simultaneous_case *k = context;
  for (uint32_t i = 0; i < 2; i++) {
    uint64_t *bits = solution_bits(k->out, CASUS_SIM, extension, strong, i);
    deterrent d = {k->j->g, i, 0, (casus_unknown)extension, strong != 0, false};
    for (d.state = 0; d.state < k->j->g->n_states; d.state++)
      if (is_simultaneously_stable(k->j, &d)) bit_set(bits, d.state);
  }
}

/* ---- all */

static bool judge(const judged_game *j, unsigned concepts, casus_solution *out) {
  sanction_rows rows = {.work = arena_new(SIZE_MAX / 2)};
  bool done = rows.work && open_rows(&rows, j->g->n_states, j->memory);
  for (uint32_t i = 0; done && i < j->g->n_players; i++) {
    if (concepts & 1u << CASUS_NASH) judge_nash(j, i, out);
    done = judge_sanctions(j, i, concepts, &rows, out);
  }
  arena_free(rows.work);
  return done;
}

static bool make_room(casus_solution *s, unsigned concepts) {
  for (unsigned k = 0; k < CASUS_CONCEPT_COUNT; k++)
    if (concepts >> k & 1 && !solution_room(s, (casus_concept)k)) return false;
  return true;
}

static casus_status solve_into(const game *g, const casus_solve_options *options, unsigned concepts, casus_solution *out,
                               arena *scratch) {
  judged_game j;
  if (!make_room(out, concepts) || !judged_game_open(&j, g, scratch)) return CASUS_MEMORY;
  bool done = options->form == CASUS_MATRIX_FORM ? matrix_solve(&j, concepts, out) : judge(&j, concepts, out);
  simultaneous_case simultaneous = {&j, out};
  if (concepts & 1u << CASUS_SIM) solution_for_each_case(out, CASUS_SIM, judge_simultaneous, &simultaneous);
  return done && foresight_solve(g, concepts, out) ? CASUS_OK : CASUS_MEMORY;
}

casus_status game_solve(const game *g, const casus_solve_options *options, casus_solution **out, casus_error *error) {
  unsigned concepts;
  casus_status status = game_concepts(g, options, &concepts, error);
  if (status != CASUS_OK) return status;
  arena *memory = arena_new(SIZE_MAX / 2), *scratch = arena_new(SIZE_MAX / 2);
  casus_solution *s = memory ? ARENA_ARRAY(memory, casus_solution, 1) : NULL;
  status = CASUS_MEMORY;
  if (s && scratch) {
    *s = (casus_solution){.memory = memory,
                          .n_states = g->n_states,
                          .n_players = g->n_players,
                          .horizon = options->horizon,
                          .words = bit_words(g->n_states),
                          .has_unknown = game_has_unknown(g),
                          .has_strength = game_has_strength(g)};
    status = solve_into(g, options, concepts, s, scratch);
  }
  arena_free(scratch);
  if (status == CASUS_OK) *out = s;
  else arena_free(memory);
  return status == CASUS_MEMORY ? error_set(error, status, "no memory to solve this model") : status;
}
