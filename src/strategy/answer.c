/* Finds what a model is asked: solution, views, coalitions, ways from the status quo, swaps, reasons, wishes. */
#include "strategy/answer.h"

static casus_status no_memory(casus_error *error) { return error_set(error, CASUS_MEMORY, "no memory for the answer"); }

/* ---- views */

static casus_status solve_views(answer *a, casus_error *error) {
  uint32_t n = a->c->actual.n_players;
  if (!a->c->views) return CASUS_OK;
  a->views = ARENA_ARRAY(a->memory, casus_solution *, n);
  casus_status status = a->views ? CASUS_OK : no_memory(error);
  for (uint32_t i = 0; status == CASUS_OK && i < n; i++) status = game_solve(&a->c->views[i], &a->solve, &a->views[i], error);
  return status;
}

bool hypergame_equilibrium(const answer *a, casus_concept concept_, uint32_t state) {
  for (uint32_t i = 0; i < a->c->actual.n_players; i++)
    if (!casus_solution_stable(a->views[i], concept_, a->extension, CASUS_GENERAL, i, state)) return false;
  return true;
}

bool hypergame_steady(const answer *a, casus_concept concept_, uint32_t state) {
  for (uint32_t i = 0; i < a->c->actual.n_players; i++)
    if (!casus_solution_equilibrium(a->views[i], concept_, a->extension, CASUS_GENERAL, state)) return false;
  return true;
}

/* ---- coalitions */

static casus_status solve_coalitions(answer *a, casus_error *error) {
  const uint32_t *list;
  a->with_coalitions = a->o->coalitions || a->c->n_coalitions;
  if (!a->with_coalitions) return CASUS_OK;
  casus_status status = coalitions_of(a->c, a->memory, &list, &a->n_coalitions, error);
  if (status != CASUS_OK) return status;
  a->coalitions = ARENA_ARRAY(a->memory, coalition_solution, a->n_coalitions);
  if (!a->coalitions) return no_memory(error);
  for (uint32_t i = 0; status == CASUS_OK && i < a->n_coalitions; i++)
    status = coalition_solve(&a->c->actual, list[i], a->memory, &a->coalitions[i], error);
  return status;
}

bool answer_holds_for_coalitions(const answer *a, unsigned k, uint32_t state) {
  for (uint32_t i = 0; i < a->n_coalitions; i++)
    if (!bit_at(a->coalitions[i].stable[k], state)) return false;
  return casus_solution_equilibrium(a->solution, coalition_concept(k), a->extension, CASUS_GENERAL, state);
}

/* ---- ways from the status quo */

static bool find_ways(const answer *a, const arcs *const *moves, ways *out) {
  const game *g = &a->c->actual;
  movers all = movers_of(moves, g->n_players, g->n_states, everyone(g));
  search s;
  bool *reached = ARENA_ARRAY(a->memory, bool, g->n_states);
  out->items = ARENA_ARRAY(a->memory, way, g->n_states);
  if (!reached || !out->items || !search_open(&s, &all, a->memory)) return false;
  search_from(&s, a->status_quo, NULL, NULL);
  reached[a->status_quo] = true;
  for (uint32_t i = 0; i < s.n; i++) {
    uint32_t state = node_state(&s, s.queue[i]);
    if (reached[state]) continue;
    reached[state] = true;
    way *w = &out->items[out->n++];
    w->state = state;
    if (!search_way(&s, s.queue[i], a->memory, &w->steps, &w->n_steps)) return false;
  }
  return true;
}

static casus_status find_status_quo(answer *a, casus_error *error) {
  a->status_quo = a->o->status_quo != NO_STATE ? a->o->status_quo : a->c->status_quo;
  if (a->status_quo == NO_STATE) return CASUS_OK;
  bool done = find_ways(a, a->game.moves, &a->moves) && find_ways(a, a->game.better, &a->improvements);
  return done ? CASUS_OK : no_memory(error);
}

/* ---- reasons and wishes, for each concept and player */

static bool has_reason(const answer *a, unsigned concept_) {
  return concept_ <= CASUS_SIM && casus_solution_has(a->solution, (casus_concept)concept_);
}

static casus_status find_reasons(answer *a, casus_error *error) {
  uint32_t players = a->c->actual.n_players;
  if (a->o->explained == NO_STATE) return CASUS_OK;
  a->reasons = ARENA_ARRAY(a->memory, reason, (size_t)CASUS_CONCEPT_COUNT * players);
  if (!a->reasons) return no_memory(error);
  for (unsigned k = 0; k < CASUS_CONCEPT_COUNT; k++)
    for (uint32_t i = 0; has_reason(a, k) && i < players; i++)
      if (!reason_find(&a->game, (casus_concept)k, a->extension, i, a->o->explained, &a->reasons[a->n_reasons++]))
        return no_memory(error);
  return CASUS_OK;
}

static casus_status find_wishes(answer *a, casus_error *error) {
  uint32_t players = a->c->actual.n_players;
  if (a->o->wished == NO_STATE) return CASUS_OK;
  if (game_has_unknown(&a->c->actual))
    return error_set(error, CASUS_USAGE, "which preferences make a state stable is told where all preferences are known");
  a->wishes = ARENA_ARRAY(a->memory, wish_answer, (size_t)CASUS_CONCEPT_COUNT * players);
  if (!a->wishes) return no_memory(error);
  for (unsigned k = 0; k < CASUS_SIM; k++)
    for (uint32_t i = 0; has_reason(a, k) && i < players; i++) {
      wish_answer *w = &a->wishes[a->n_wishes++];
      *w = (wish_answer){(casus_concept)k, i, false, {0}};
      w->stable = casus_solution_stable(a->solution, w->concept_, a->extension, CASUS_GENERAL, i, a->o->wished);
      if (!wish_find(&a->game, w->concept_, i, a->o->wished, &w->wish)) return no_memory(error);
    }
  return CASUS_OK;
}

/* ---- all */

static casus_status find_sensitivity(answer *a, casus_error *error) {
  return a->o->sensitivity ? find_swaps(a, error) : CASUS_OK;
}

static casus_status check_state(const answer *a, uint32_t state, casus_error *error) {
  if (state == NO_STATE || state < a->c->actual.n_states) return CASUS_OK;
  return error_set(error, CASUS_USAGE, "there is no state number %u", state);
}

casus_status answer_find(const casus_conflict *c, const casus_answer_options *options, answer *out, casus_error *error) {
  static const casus_answer_options usual = {.status_quo = NO_STATE, .explained = NO_STATE, .wished = NO_STATE};
  static casus_status (*const parts[])(answer *, casus_error *) = {solve_views,      solve_coalitions, find_status_quo,
                                                                   find_sensitivity, find_reasons,     find_wishes};
  *out = (answer){.c = c, .o = options ? options : &usual, .memory = arena_new(SIZE_MAX / 2), .status_quo = NO_STATE};
  out->solve = conflict_solve_options(c, &out->o->solve);
  out->extension = out->o->extension;
  if (!out->memory || !judged_game_open(&out->game, &c->actual, out->memory)) return no_memory(error);
  casus_status status = check_state(out, out->o->status_quo, error);
  if (status == CASUS_OK) status = check_state(out, out->o->explained, error);
  if (status == CASUS_OK) status = check_state(out, out->o->wished, error);
  if (status == CASUS_OK) status = game_solve(&c->actual, &out->solve, &out->solution, error);
  for (size_t i = 0; status == CASUS_OK && i < sizeof parts / sizeof *parts; i++) status = parts[i](out, error);
  return status;
}

void answer_close(answer *a) {
  for (uint32_t i = 0; a->views && i < a->c->actual.n_players; i++) casus_solution_free(a->views[i]);
  casus_solution_free(a->solution);
  arena_free(a->memory);
}
