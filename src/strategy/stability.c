/* Stability by its logical definitions. Most states are judged by one number: the others can deter a player from moving to s1
 * exactly where the state that is worst for him among those they can reach from s1 is no better than the one he left. Only where
 * preferences against the state left are unknown is it looked at what else they reach. */
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

/* Rows by state, for one player and one kind of answer. */
typedef struct {
  uint32_t *worth;    /* the state's rank, or the best rank that the player can make of it */
  uint32_t *place;    /* of the state when all are sorted by worth, the worst first */
  uint32_t *at;       /* the state at a place */
  uint32_t *worst_at; /* the place of the worst state that the others can bring about from here; NO_VALUE: none */
} worth_rows;

/* One player under one kind of sanction. */
typedef struct {
  const judged_game *j;
  uint32_t player;
  const sanction_kind *kind;
  movers others;
  const worth_rows *rows;
  search *search;                     /* NULL: nothing is unknown to the player */
  closure *reached;                   /* what the others reach; NULL: too large, or not needed */
  const arcs *leads_to;               /* the player's moves reversed; NULL as `search` */
  uint32_t *noted, stamp;             /* by state: has been weighed as a candidate at that stamp */
  uint32_t *candidates, n_candidates; /* what may deter for being unknown, for the state that is looked at */
} sanction;

static bool is_reached(const sanction *x, uint32_t s1, uint32_t state) {
  for (uint32_t m = 0; m < x->others.n; m++) {
    const arcs *a = x->others.of[m];
    for (uint32_t i = a->begin[s1]; i < a->begin[s1 + 1]; i++)
      if (bit_at(x->reached->sets[x->reached->component[a->to[i] * x->others.n + m]], state)) return true;
  }
  return false;
}

/* For the wary, where nothing known deters: does something unknown? */
static bool is_warned(sanction *x, deterrent *d, uint32_t s1) {
  if (!x->n_candidates) return false;
  if (!x->reached) return search_from(x->search, s1, deters_answered, d) != NO_STATE;
  for (uint32_t i = 0; i < x->n_candidates; i++)
    if (is_reached(x, s1, x->candidates[i])) return true;
  return false;
}

static bool is_wary(casus_unknown e) { return e == CASUS_UNKNOWN_C || e == CASUS_UNKNOWN_D; }

static bool is_sanctioned(sanction *x, deterrent *d, uint32_t s1) {
  uint32_t place = x->rows->worst_at[s1];
  bool can = place != NO_VALUE && x->rows->worth[x->rows->at[place]] < deterrent_limit(d);
  if (!x->search || !arcs_any(d->g->players[d->player].unknown, d->state)) return can;
  if (is_wary(d->extension)) return can || is_warned(x, d, s1);   /* unknown states only add to what deters */
  if (!can || deters_answered(d, x->rows->at[place])) return can; /* or only take away from it */
  return search_from(x->search, s1, deters_answered, d) != NO_STATE;
}

static void add_candidate(sanction *x, deterrent *d, uint32_t state) {
  if (x->noted[state] == x->stamp) return;
  x->noted[state] = x->stamp;
  if (deters_answered(d, state)) x->candidates[x->n_candidates++] = state;
}

/* The unknown states and those from which the player can answer with one: if none of them deters, nothing unknown does. */
static void find_candidates(sanction *x, deterrent *d) {
  arcs unknown = d->g->players[d->player].unknown;
  x->n_candidates = 0;
  x->stamp++;
  if (!x->search || !is_wary(d->extension) || !arcs_any(unknown, d->state)) return;
  for (uint32_t i = unknown.begin[d->state]; i < unknown.begin[d->state + 1]; i++) {
    uint32_t u = unknown.to[i];
    add_candidate(x, d, u);
    for (uint32_t k = x->leads_to->begin[u]; d->answered && k < x->leads_to->begin[u + 1]; k++)
      add_candidate(x, d, x->leads_to->to[k]);
  }
}

/* Stable for one who leaves for unknown states too, and for one who does not. */
static void judge_state(sanction *x, deterrent *d, bool *bold, bool *timid) {
  const arcs *leaving = x->j->tempting[d->player];
  arcs unknown = d->g->players[d->player].unknown;
  *bold = *timid = true;
  find_candidates(x, d);
  for (uint32_t i = leaving->begin[d->state]; i < leaving->begin[d->state + 1] && *timid; i++) {
    bool is_unknown = arcs_have(unknown, d->state, leaving->to[i]);
    if ((!*bold && is_unknown) || is_sanctioned(x, d, leaving->to[i])) continue;
    *bold = false;
    *timid = is_unknown;
  }
}

static void judge_states(sanction *x, bool wary, bool strong, casus_solution *out) {
  casus_unknown bold = wary ? CASUS_UNKNOWN_C : CASUS_UNKNOWN_A, timid = wary ? CASUS_UNKNOWN_D : CASUS_UNKNOWN_B;
  uint64_t *bold_bits = solution_bits(out, x->kind->concept_, bold, strong, x->player);
  uint64_t *timid_bits = solution_bits(out, x->kind->concept_, timid, strong, x->player);
  deterrent d = {x->j->g, x->player, 0, bold, strong, x->kind->answered};
  for (d.state = 0; d.state < x->j->g->n_states; d.state++) {
    bool is_bold_stable, is_timid_stable;
    judge_state(x, &d, &is_bold_stable, &is_timid_stable);
    if (is_bold_stable) bit_set(bold_bits, d.state);
    if (is_timid_stable) bit_set(timid_bits, d.state);
  }
}

/* ---- rows */

static bool open_rows(worth_rows *rows, uint32_t n_states, arena *memory) {
  rows->worth = ARENA_ARRAY(memory, uint32_t, n_states);
  rows->place = ARENA_ARRAY(memory, uint32_t, n_states);
  rows->at = ARENA_ARRAY(memory, uint32_t, n_states);
  rows->worst_at = ARENA_ARRAY(memory, uint32_t, n_states);
  return rows->worth && rows->place && rows->at && rows->worst_at;
}

/* Counts in worst_at, which is filled later. */
static void sort_by_worth(worth_rows *rows, uint32_t n_states) {
  uint32_t *next = rows->worst_at, before = 0;
  memset(next, 0, n_states * sizeof *next);
  for (uint32_t s = 0; s < n_states; s++) next[rows->worth[s]]++;
  for (uint32_t rank = 0; rank < n_states; rank++) {
    uint32_t n = next[rank];
    next[rank] = before;
    before += n;
  }
  for (uint32_t s = 0; s < n_states; s++) {
    rows->place[s] = next[rows->worth[s]]++;
    rows->at[rows->place[s]] = s;
  }
}

/* rows[0]: states as they are; rows[1]: the best that the player can make of them, if that is where the others leave him. */
static void fill_worths(const decision_maker *p, uint32_t n_states, worth_rows rows[2]) {
  for (uint32_t s = 0; s < n_states; s++) {
    rows[0].worth[s] = rows[1].worth[s] = p->rank[s];
    for (uint32_t i = p->moves.begin[s]; i < p->moves.begin[s + 1]; i++)
      if (p->rank[p->moves.to[i]] > rows[1].worth[s]) rows[1].worth[s] = p->rank[p->moves.to[i]];
  }
  sort_by_worth(&rows[0], n_states);
  sort_by_worth(&rows[1], n_states);
}

/* ---- what is needed where preferences are unknown */

enum { CLOSURE_BYTES_MAX = 1 << 28, SMALL_BYTES_MAX = 1 << 17 };

static bool reverse_moves(const game *g, uint32_t player, arena *memory, arcs *out) {
  const arcs *moves = &g->players[player].moves;
  uint32_t n = moves->begin[g->n_states];
  state_pair *pairs = ARENA_ARRAY(memory, state_pair, n);
  if (!pairs) return false;
  for (uint32_t s = 0; s < g->n_states; s++)
    for (uint32_t i = moves->begin[s]; i < moves->begin[s + 1]; i++) pairs[i] = (state_pair){moves->to[i], s};
  return arcs_from_pairs(memory, g->n_states, pairs, n, out);
}

typedef struct {
  search search;
  closure reached;
  arcs leads_to;
} unknown_means;

/* Where moves are free most states reach one another, and their sets are few. Credible moves go one way: there sets are
 * made only where they are small in any case; otherwise each sequence is searched. */
static bool open_unknown(sanction *x, bool credible, unknown_means *means, arena *memory) {
  const game *g = x->j->g;
  size_t most = (size_t)g->n_states * x->others.n * bit_words(g->n_states) * sizeof(uint64_t);
  if (!search_open(&means->search, &x->others, memory) || !reverse_moves(g, x->player, memory, &means->leads_to)) return false;
  x->candidates = ARENA_ARRAY(memory, uint32_t, g->n_states);
  x->noted = ARENA_ARRAY(memory, uint32_t, g->n_states);
  if (!x->candidates || !x->noted) return false;
  x->search = &means->search;
  x->leads_to = &means->leads_to;
  if (x->others.n && (!credible || most <= SMALL_BYTES_MAX) &&
      reach_closure(&x->others, memory, CLOSURE_BYTES_MAX, &means->reached))
    x->reached = &means->reached;
  return true;
}

/* ---- one player */

static void judge_kind(sanction *x, const sanction_kind *kind, const worth_rows rows[2], casus_solution *out) {
  x->kind = kind;
  x->rows = &rows[kind->answered];
  for (unsigned wary = 0; wary <= out->has_unknown; wary++)
    for (unsigned strong = 0; strong <= out->has_strength; strong++) judge_states(x, wary, strong, out);
}

static bool judge_kinds(const judged_game *j, uint32_t player, bool credible, unsigned concepts, const worth_rows rows[2],
                        arena *work, casus_solution *out) {
  const game *g = j->g;
  unknown_means means;
  const uint32_t *const places[] = {rows[0].place, rows[1].place};
  uint32_t *const worst[] = {rows[0].worst_at, rows[1].worst_at};
  sanction x = {.j = j, .player = player};
  x.others = movers_of(credible ? j->tempting : j->moves, g->n_players, g->n_states, everyone_but(g, player));
  if (!reach_least(&x.others, 2, places, worst, work)) return false;
  arena_reset(work);
  if (g->players[player].unknown.begin && !open_unknown(&x, credible, &means, work)) return false;
  for (unsigned k = 0; k < 4; k++)
    if (sanction_kinds[k].credible == credible && concepts >> sanction_kinds[k].concept_ & 1)
      judge_kind(&x, &sanction_kinds[k], rows, out);
  return true;
}

static bool judge_sanctions(const judged_game *j, uint32_t player, unsigned concepts, worth_rows rows[2], arena *work,
                            casus_solution *out) {
  enum { UNCREDIBLE = 1u << CASUS_GMR | 1u << CASUS_SMR, CREDIBLE = 1u << CASUS_SEQ | 1u << CASUS_SSEQ };
  fill_worths(&j->g->players[player], j->g->n_states, rows);
  if (concepts & UNCREDIBLE && !judge_kinds(j, player, false, concepts, rows, work, out)) return false;
  return !(concepts & CREDIBLE) || judge_kinds(j, player, true, concepts, rows, work, out);
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
  worth_rows rows[2];
  arena *work = arena_new(SIZE_MAX / 2);
  bool done = work && open_rows(&rows[0], j->g->n_states, j->memory) && open_rows(&rows[1], j->g->n_states, j->memory);
  for (uint32_t i = 0; done && i < j->g->n_players; i++) {
    if (concepts & 1u << CASUS_NASH) judge_nash(j, i, out);
    done = judge_sanctions(j, i, concepts, rows, work, out);
  }
  arena_free(work);
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
