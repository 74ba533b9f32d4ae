/* An answer as one JSON object (CONTRACT.md, docs/strategy.md). States keep the kind of name that the model gave them: numbers
 * stay numbers. */
#include <jansson.h>
#include <stdlib.h>

#include "strategy/answer.h"

enum { ANSWER_TEXT_BYTES_MAX = 1 << 20 };

/* Remembers one failure of many, so that an object is a plain list of fields. */
typedef struct {
  const answer *a;
  bool failed;
} writing;

static void put(writing *w, json_t *object, const char *key, json_t *value) {
  if (!object || !value || json_object_set_new(object, key, value) != 0) w->failed = true;
}

static void add(writing *w, json_t *list, json_t *value) {
  if (!list || !value || json_array_append_new(list, value) != 0) w->failed = true;
}

/* ---- names */

static json_t *text_of(str s) { return json_stringn(s.ptr, s.len); }

static json_t *state_of(const writing *w, uint32_t s) {
  const casus_conflict *c = w->a->c;
  if (c->n_options) return json_integer(c->choice[s]);
  return c->numbered[s] ? json_integer(c->numbers[s]) : text_of(c->states[s]);
}

static json_t *player_of(const writing *w, uint32_t i) { return text_of(w->a->c->names[i]); }

static json_t *buffer_text(writing *w, buffer *b, bool written) {
  json_t *text = written ? json_stringn(b->len ? b->ptr : "", b->len) : NULL;
  if (!text) w->failed = true;
  buffer_free(b);
  return text;
}

static json_t *state_object(writing *w, uint32_t s) {
  const casus_conflict *c = w->a->c;
  json_t *o = json_object();
  buffer b;
  put(w, o, "name", state_of(w, s));
  buffer_init(&b, ANSWER_TEXT_BYTES_MAX);
  if (c->n_options) put(w, o, "options", buffer_text(w, &b, state_pattern(c, s, &b)));
  buffer_init(&b, ANSWER_TEXT_BYTES_MAX);
  if (c->n_options || c->texts[s].len) put(w, o, "text", buffer_text(w, &b, state_words(c, s, &b)));
  return o;
}

/* ---- sets of states under a concept */

typedef struct {
  const casus_solution *solution;
  casus_unknown extension;
  casus_strength strength;
} solution_case;

static json_t *stable_states(writing *w, const solution_case *k, casus_concept concept_, uint32_t player) {
  json_t *list = json_array();
  for (uint32_t s = 0; s < k->solution->n_states; s++)
    if (casus_solution_stable(k->solution, concept_, k->extension, k->strength, player, s)) add(w, list, state_of(w, s));
  return list;
}

static json_t *equilibria(writing *w, const solution_case *k, casus_concept concept_) {
  json_t *list = json_array();
  for (uint32_t s = 0; s < k->solution->n_states; s++)
    if (casus_solution_equilibrium(k->solution, concept_, k->extension, k->strength, s)) add(w, list, state_of(w, s));
  return list;
}

static void put_solution(writing *w, json_t *o, const solution_case *k) {
  json_t *stable = json_object(), *all = json_object();
  for (unsigned i = 0; i < CASUS_CONCEPT_COUNT; i++) {
    casus_concept concept_ = (casus_concept)i;
    if (!casus_solution_has(k->solution, concept_)) continue;
    json_t *by_player = json_object();
    for (uint32_t p = 0; p < k->solution->n_players; p++)
      put(w, by_player, w->a->c->names[p].ptr, stable_states(w, k, concept_, p));
    put(w, stable, casus_concept_name(concept_), by_player);
    put(w, all, casus_concept_name(concept_), equilibria(w, k, concept_));
  }
  put(w, o, "stable", stable);
  put(w, o, "equilibria", all);
}

static json_t *solution_object(writing *w, const solution_case *k) {
  json_t *o = json_object();
  put_solution(w, o, k);
  return o;
}

static void put_extensions(writing *w, json_t *o) {
  static const char *const names[CASUS_UNKNOWN_COUNT] = {"a", "b", "c", "d"};
  json_t *all = json_object();
  put(w, o, "extension", json_string(names[w->a->extension]));
  for (unsigned e = 0; e < CASUS_UNKNOWN_COUNT; e++)
    put(w, all, names[e], solution_object(w, &(solution_case){w->a->solution, (casus_unknown)e, CASUS_GENERAL}));
  put(w, o, "extensions", all);
}

static void put_strengths(writing *w, json_t *o) {
  json_t *both = json_object();
  put(w, both, "strong", solution_object(w, &(solution_case){w->a->solution, w->a->extension, CASUS_STRONG}));
  put(w, both, "weak", solution_object(w, &(solution_case){w->a->solution, w->a->extension, CASUS_WEAK}));
  put(w, o, "strength", both);
}

/* ---- views */

typedef bool (*state_test)(const answer *a, casus_concept concept_, uint32_t state);

static json_t *tested_states(writing *w, state_test test) {
  json_t *o = json_object();
  for (unsigned i = 0; i < CASUS_CONCEPT_COUNT; i++) {
    json_t *list = json_array();
    for (uint32_t s = 0; s < w->a->solution->n_states && casus_solution_has(w->a->solution, (casus_concept)i); s++)
      if (test(w->a, (casus_concept)i, s)) add(w, list, state_of(w, s));
    if (casus_solution_has(w->a->solution, (casus_concept)i)) put(w, o, casus_concept_name((casus_concept)i), list);
    else json_decref(list);
  }
  return o;
}

static void put_views(writing *w, json_t *o) {
  json_t *views = json_object(), *hypergame = json_object();
  for (uint32_t i = 0; i < w->a->c->actual.n_players; i++)
    put(w, views, w->a->c->names[i].ptr, solution_object(w, &(solution_case){w->a->views[i], w->a->extension, CASUS_GENERAL}));
  put(w, o, "views", views);
  put(w, hypergame, "equilibria", tested_states(w, hypergame_equilibrium));
  put(w, hypergame, "steady", tested_states(w, hypergame_steady));
  put(w, o, "hypergame", hypergame);
}

/* ---- coalitions */

static json_t *states_in(writing *w, const uint64_t *bits) {
  json_t *list = json_array();
  for (uint32_t s = 0; s < w->a->c->actual.n_states; s++)
    if (bit_at(bits, s)) add(w, list, state_of(w, s));
  return list;
}

static json_t *players_in(writing *w, uint32_t bits) {
  json_t *list = json_array();
  for (uint32_t i = 0; i < w->a->c->actual.n_players; i++)
    if (bits >> i & 1) add(w, list, player_of(w, i));
  return list;
}

static json_t *coalition_object(writing *w, const coalition_solution *k) {
  json_t *o = json_object(), *stable = json_object();
  put(w, o, "members", players_in(w, k->members));
  for (unsigned i = 0; i < COALITION_CONCEPTS; i++)
    put(w, stable, casus_concept_name(coalition_concept(i)), states_in(w, k->stable[i]));
  put(w, o, "stable", stable);
  return o;
}

static json_t *stable_for_coalitions(writing *w, unsigned k) {
  const answer *a = w->a;
  json_t *list = json_array();
  for (uint32_t s = 0; s < a->c->actual.n_states; s++) {
    if (answer_holds_for_coalitions(a, k, s)) add(w, list, state_of(w, s));
  }
  return list;
}

static void put_coalitions(writing *w, json_t *o) {
  json_t *list = json_array(), *all = json_object();
  for (uint32_t i = 0; i < w->a->n_coalitions; i++) add(w, list, coalition_object(w, &w->a->coalitions[i]));
  put(w, o, "coalitions", list);
  for (unsigned k = 0; k < COALITION_CONCEPTS; k++)
    if (casus_solution_has(w->a->solution, coalition_concept(k)))
      put(w, all, casus_concept_name(coalition_concept(k)), stable_for_coalitions(w, k));
  put(w, o, "coalition_equilibria", all);
}

/* ---- status quo */

static json_t *steps_list(writing *w, const sequence_step *steps, uint32_t n) {
  json_t *list = json_array();
  for (uint32_t i = 0; i < n; i++) {
    json_t *step = json_array();
    add(w, step, player_of(w, steps[i].player));
    add(w, step, state_of(w, steps[i].state));
    add(w, list, step);
  }
  return list;
}

static json_t *ways_object(writing *w, const ways *all) {
  json_t *o = json_object();
  put(w, o, w->a->c->states[w->a->status_quo].ptr, json_array());
  for (uint32_t i = 0; i < all->n; i++)
    put(w, o, w->a->c->states[all->items[i].state].ptr, steps_list(w, all->items[i].steps, all->items[i].n_steps));
  return o;
}

static void put_status_quo(writing *w, json_t *o) {
  json_t *quo = json_object();
  put(w, quo, "state", state_of(w, w->a->status_quo));
  put(w, quo, "moves", ways_object(w, &w->a->moves));
  put(w, quo, "improvements", ways_object(w, &w->a->improvements));
  put(w, o, "status_quo", quo);
}

/* ---- sensitivity */

static json_t *rank_states(writing *w, uint32_t player, uint32_t rank) {
  const game *g = &w->a->c->actual;
  json_t *list = json_array();
  uint32_t state, at = 0;
  while ((state = next_of_rank(&g->players[player], g->n_states, rank, &at)) != NO_STATE) add(w, list, state_of(w, state));
  return list;
}

static json_t *swapped(writing *w, const swap_effect *e, uint32_t place) {
  return e->of_statements ? text_of(w->a->c->statements[e->player].texts[place]) : rank_states(w, e->player, place);
}

static json_t *effect_object(writing *w, const swap_effect *e) {
  json_t *o = json_object(), *pair = json_array(), *changes = json_object();
  put(w, o, "decision_maker", player_of(w, e->player));
  add(w, pair, swapped(w, e, e->upper));
  add(w, pair, swapped(w, e, e->lower));
  put(w, o, "swap", pair);
  for (unsigned i = 0; i < CASUS_CONCEPT_COUNT; i++) {
    if (!e->gained[i]) continue;
    json_t *gained = states_in(w, e->gained[i]), *lost = states_in(w, e->lost[i]);
    if (!json_array_size(gained) && !json_array_size(lost)) {
      json_decref(gained), json_decref(lost);
      continue;
    }
    json_t *change = json_object();
    put(w, change, "gained", gained);
    put(w, change, "lost", lost);
    put(w, changes, casus_concept_name((casus_concept)i), change);
  }
  put(w, o, "changes", changes);
  return o;
}

static void put_sensitivity(writing *w, json_t *o) {
  json_t *s = json_object(), *list = json_array();
  put(w, s, "swaps", json_integer(w->a->n_swaps));
  for (uint32_t i = 0; i < w->a->n_swaps; i++)
    if (w->a->swaps[i].changes) add(w, list, effect_object(w, &w->a->swaps[i]));
  put(w, s, "changes", list);
  put(w, o, "sensitivity", s);
}

/* ---- reasons */

static json_t *move_object(writing *w, const reason *r, const move_reason *m) {
  json_t *o = json_object();
  buffer b;
  put(w, o, "to", state_of(w, m->to));
  put(w, o, "deterred", json_boolean(m->deterred));
  put(w, o, "answer", steps_list(w, m->steps, m->n_steps));
  buffer_init(&b, ANSWER_TEXT_BYTES_MAX);
  put(w, o, "text", buffer_text(w, &b, reason_write_move(w->a->c, &w->a->c->actual, r, m, &b)));
  return o;
}

static json_t *reason_object(writing *w, const reason *r) {
  json_t *o = json_object(), *moves = json_array();
  buffer b;
  put(w, o, "decision_maker", player_of(w, r->player));
  put(w, o, "concept", json_string(casus_concept_name(r->concept_)));
  put(w, o, "stable", json_boolean(r->stable));
  for (uint32_t i = 0; i < r->n_moves; i++) add(w, moves, move_object(w, r, &r->moves[i]));
  put(w, o, "moves", moves);
  buffer_init(&b, ANSWER_TEXT_BYTES_MAX);
  put(w, o, "text", buffer_text(w, &b, reason_write(w->a->c, &w->a->c->actual, r, &b)));
  return o;
}

static void put_reasons(writing *w, json_t *o) {
  json_t *e = json_object(), *list = json_array();
  put(w, e, "state", state_of(w, w->a->o->explained));
  for (uint32_t i = 0; i < w->a->n_reasons; i++) add(w, list, reason_object(w, &w->a->reasons[i]));
  put(w, e, "reasons", list);
  put(w, o, "explanation", e);
}

/* ---- wishes */

static json_t *alternatives_list(writing *w, const wish_condition *k) {
  json_t *list = json_array();
  for (uint32_t i = 0; i < k->n; i++) {
    json_t *set = json_array();
    for (uint32_t j = 0; j < k->alternatives[i].n; j++) add(w, set, state_of(w, k->alternatives[i].states[j]));
    add(w, list, set);
  }
  return list;
}

static json_t *condition_object(writing *w, const wish_condition *k) {
  json_t *o = json_object();
  put(w, o, "move", state_of(w, k->to));
  put(w, o, "any_of", alternatives_list(w, k));
  put(w, o, "more", json_boolean(k->more));
  return o;
}

static json_t *wish_object(writing *w, const wish_answer *k) {
  json_t *o = json_object(), *conditions = json_array();
  put(w, o, "decision_maker", player_of(w, k->player));
  put(w, o, "concept", json_string(casus_concept_name(k->concept_)));
  put(w, o, "stable", json_boolean(k->stable));
  put(w, o, "at_least_as_good_as", k->wish.height ? rank_states(w, k->player, k->wish.height) : json_array());
  for (uint32_t i = 0; i < k->wish.n; i++) add(w, conditions, condition_object(w, &k->wish.conditions[i]));
  put(w, o, "conditions", conditions);
  return o;
}

static void put_wishes(writing *w, json_t *o) {
  json_t *e = json_object(), *list = json_array();
  put(w, e, "state", state_of(w, w->a->o->wished));
  for (uint32_t i = 0; i < w->a->n_wishes; i++) add(w, list, wish_object(w, &w->a->wishes[i]));
  put(w, e, "needed", list);
  put(w, o, "wish", e);
}

/* ---- the graph */

static size_t count_moves(const game *g) {
  size_t n = 0;
  for (uint32_t i = 0; i < g->n_players; i++) n += g->players[i].moves.begin ? g->players[i].moves.begin[g->n_states] : 0;
  return n;
}

static casus_status check_graph(const casus_conflict *c, const casus_answer_options *o, casus_error *error) {
  size_t n = o && o->graph ? count_moves(&c->actual) : 0;
  if (n <= CASUS_STRATEGY_GRAPH_MOVES_MAX) return CASUS_OK;
  return error_set(error, CASUS_USAGE, "the graph has %zu moves, and at most %d are listed; ask without it", n,
                   CASUS_STRATEGY_GRAPH_MOVES_MAX);
}

/* What the mover thinks of the state that he moves to. */
static const char *judgement(const decision_maker *p, uint32_t from, uint32_t to) {
  if (arcs_have(p->unknown, from, to)) return "unknown";
  return p->rank[to] > p->rank[from] ? "better" : p->rank[to] < p->rank[from] ? "worse" : "equal";
}

static json_t *edge(writing *w, const decision_maker *p, uint32_t from, uint32_t to) {
  json_t *list = json_array();
  add(w, list, state_of(w, from));
  add(w, list, state_of(w, to));
  add(w, list, json_string(judgement(p, from, to)));
  return list;
}

static json_t *edges(writing *w, const decision_maker *p) {
  json_t *list = json_array();
  for (uint32_t s = 0; p->moves.begin && s < w->a->c->actual.n_states; s++)
    for (uint32_t k = p->moves.begin[s]; k < p->moves.begin[s + 1]; k++) add(w, list, edge(w, p, s, p->moves.to[k]));
  return list;
}

static void put_graph(writing *w, json_t *o) {
  const game *g = &w->a->c->actual;
  json_t *by_player = json_object();
  for (uint32_t i = 0; i < g->n_players; i++) put(w, by_player, w->a->c->names[i].ptr, edges(w, &g->players[i]));
  put(w, o, "moves", by_player);
}

/* ---- the whole */

static void put_states(writing *w, json_t *o) {
  json_t *states = json_array(), *names = json_array();
  for (uint32_t i = 0; i < w->a->c->actual.n_players; i++) add(w, names, player_of(w, i));
  put(w, o, "decision_makers", names);
  for (uint32_t s = 0; s < w->a->c->actual.n_states; s++) add(w, states, state_object(w, s));
  put(w, o, "states", states);
}

static json_t *answer_object(writing *w) {
  const answer *a = w->a;
  json_t *o = json_object();
  put_states(w, o);
  put_solution(w, o, &(solution_case){a->solution, a->extension, CASUS_GENERAL});
  if (casus_solution_has(a->solution, CASUS_LIMITED)) put(w, o, "horizon", json_integer(a->solution->horizon));
  if (a->solution->has_unknown) put_extensions(w, o);
  if (a->solution->has_strength) put_strengths(w, o);
  if (a->views) put_views(w, o);
  if (a->with_coalitions) put_coalitions(w, o);
  if (a->status_quo != NO_STATE) put_status_quo(w, o);
  if (a->o->graph) put_graph(w, o);
  if (a->o->sensitivity) put_sensitivity(w, o);
  if (a->reasons) put_reasons(w, o);
  if (a->wishes) put_wishes(w, o);
  return o;
}

static casus_status write_line(const answer *a, char **json, size_t *len_bytes, casus_error *error) {
  writing w = {a, false};
  json_t *o = answer_object(&w);
  char *line = o && !w.failed ? json_dumps(o, JSON_PRESERVE_ORDER) : NULL;
  json_decref(o);
  size_t n = line ? strlen(line) : 0;
  char *whole = line ? realloc(line, n + 2) : NULL;
  if (!whole) {
    free(line);
    return error_set(error, CASUS_MEMORY, "no memory for the answer");
  }
  memcpy(whole + n, "\n", 2);
  *json = whole;
  *len_bytes = n + 1;
  return CASUS_OK;
}

casus_status casus_conflict_answer_json(const casus_conflict *conflict, const casus_answer_options *options, char **json,
                                        size_t *len_bytes, casus_error *error) {
  answer a;
  casus_status status = check_graph(conflict, options, error);
  if (status != CASUS_OK) return status;
  status = answer_find(conflict, options, &a, error);
  if (status == CASUS_OK) status = write_line(&a, json, len_bytes, error);
  answer_close(&a);
  return status;
}
