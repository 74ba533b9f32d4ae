/* Who can move from where to where: by changing options that one controls, or as the model lists it. */
#include <stdlib.h>

#include "strategy/reading.h"

enum { WORK_MAX = INT32_MAX };

/* ---- marks on options */

static casus_status take_direction(reading *r, conflict_option *o, const json_t *value) {
  const char *direction = json_string_value(value);
  bool up = direction && strcmp(direction, "N->Y") == 0, down = direction && strcmp(direction, "Y->N") == 0;
  if (!up && !down) return field_error(&r->f, "is neither \"N->Y\" nor \"Y->N\", the way that can be gone");
  o->no_taking_back |= up;
  o->no_taking_up |= down;
  if (o->no_taking_back && o->no_taking_up)
    return field_error(&r->f, "the option could then be changed neither way; leave it out of the model instead");
  return CASUS_OK;
}

static casus_status take_irreversible(reading *r, const json_t *entry) {
  uint32_t option = 0;
  if (!json_is_object(entry)) return field_error(&r->f, "is no object with option and direction");
  field_enter(&r->f, "option");
  casus_status status = read_option(r, json_object_get(entry, "option"), &option);
  if (status != CASUS_OK) return status;
  field_leave(&r->f);
  field_enter(&r->f, "direction");
  status = take_direction(r, &r->c->options[option], json_object_get(entry, "direction"));
  if (status == CASUS_OK) field_leave(&r->f);
  return status;
}

static casus_status take_controllers(reading *r, conflict_option *o, const json_t *names) {
  casus_status status = field_is_list(&r->f, names, CASUS_STRATEGY_DECISION_MAKERS_MAX);
  for (size_t k = 0; status == CASUS_OK && k < json_array_size(names); k++) {
    uint32_t i = 0;
    field_enter_index(&r->f, k);
    const char *name = json_string_value(json_array_get(names, k));
    status = name ? read_decision_maker(r, name, &i) : field_error(&r->f, "is no name of a decision maker");
    if (status != CASUS_OK) return status;
    o->controllers |= 1u << i;
    field_leave(&r->f);
  }
  return status;
}

static casus_status take_common(reading *r, const json_t *entry) {
  uint32_t option = 0;
  if (!json_is_object(entry)) return field_error(&r->f, "is no object with option and decision_makers");
  field_enter(&r->f, "option");
  casus_status status = read_option(r, json_object_get(entry, "option"), &option);
  if (status != CASUS_OK) return status;
  field_leave(&r->f);
  field_enter(&r->f, "decision_makers");
  status = take_controllers(r, &r->c->options[option], json_object_get(entry, "decision_makers"));
  if (status == CASUS_OK) field_leave(&r->f);
  return status;
}

static casus_status walk_marks(reading *r, const char *key, casus_status (*take)(reading *, const json_t *)) {
  const json_t *list = json_object_get(r->root, key);
  if (!list || (json_is_array(list) && !json_array_size(list))) return CASUS_OK;
  field_enter(&r->f, key);
  casus_status status = field_is_list(&r->f, list, (size_t)CASUS_STRATEGY_OPTIONS_MAX * CASUS_STRATEGY_DECISION_MAKERS_MAX);
  for (size_t i = 0; status == CASUS_OK && i < json_array_size(list); i++) {
    field_enter_index(&r->f, i);
    status = take(r, json_array_get(list, i));
    if (status == CASUS_OK) field_leave(&r->f);
  }
  if (status == CASUS_OK) field_leave(&r->f);
  return status;
}

/* ---- moves by options */

/* Bits of options. */
typedef struct {
  uint32_t own, no_back, no_up;
} control;

static control control_of(const casus_conflict *c, uint32_t player) {
  control k = {0};
  for (uint32_t o = 0; o < c->n_options; o++) {
    if (!(c->options[o].controllers >> player & 1)) continue;
    k.own |= 1u << o;
    if (c->options[o].no_taking_back) k.no_back |= 1u << o;
    if (c->options[o].no_taking_up) k.no_up |= 1u << o;
  }
  return k;
}

/* The next choice, in ascending order, that differs from x in own options only; from *part == 0 on. False: that was the last. */
static bool next_part(uint32_t own, uint32_t *part) {
  *part = (*part - own) & own;
  return *part != 0;
}

static bool may_move(const casus_conflict *c, control k, uint32_t x, uint32_t y) {
  return !(x & ~y & k.no_back) && !(~x & y & k.no_up) && c->state_of[y] != NO_STATE && c->state_of[y] != c->state_of[x];
}

/* Each choice is a state of its own: writes the moves in order; to NULL: only counts them. */
static uint32_t moves_from(const casus_conflict *c, control k, uint32_t x, uint32_t *to) {
  uint32_t n = 0, part = 0;
  do {
    uint32_t y = (x & ~k.own) | part;
    if (!may_move(c, k, x, y)) continue;
    if (to) to[n] = c->state_of[y];
    n++;
  } while (next_part(k.own, &part));
  return n;
}

/* Steps to go through all ways in which the player can change his options. */
static uint64_t work_of(const casus_conflict *c, control k) {
  uint64_t choices = 0;
  for (uint32_t s = 0; s < c->actual.n_states; s++) choices += c->n_choices[s];
  return choices << (unsigned)__builtin_popcount(k.own);
}

/* Over all choices, merged ones included. */
static size_t count_moves(const casus_conflict *c, control k) {
  size_t n = 0;
  for (uint32_t x = 0; x < 1u << c->n_options && n <= CASUS_STRATEGY_MOVES_MAX; x++)
    if (c->state_of[x] != NO_STATE) n += moves_from(c, k, x, NULL);
  return n;
}

static bool fill_plain(const casus_conflict *c, control k, size_t n, arcs *out) {
  uint32_t n_states = c->actual.n_states, used = 0;
  arcs a = {ARENA_ARRAY(c->memory, uint32_t, (size_t)n_states + 1), ARENA_ARRAY(c->memory, uint32_t, n)};
  if (!a.begin || !a.to) return false;
  for (uint32_t s = 0; s < n_states; s++) {
    used += moves_from(c, k, c->choice[s], a.to + used);
    a.begin[s + 1] = used;
  }
  *out = a;
  return true;
}

/* Several choices may be one state: a move from any of them is a move from it. */
static bool fill_merged(const casus_conflict *c, control k, size_t n, arcs *out) {
  state_pair *pairs = malloc((n + 1) * sizeof *pairs);
  if (!pairs) return false;
  size_t used = 0;
  for (uint32_t x = 0; x < 1u << c->n_options; x++) {
    uint32_t part = 0;
    if (c->state_of[x] == NO_STATE) continue;
    do {
      uint32_t y = (x & ~k.own) | part;
      if (may_move(c, k, x, y)) pairs[used++] = (state_pair){c->state_of[x], c->state_of[y]};
    } while (next_part(k.own, &part));
  }
  bool done = arcs_from_pairs(c->memory, c->actual.n_states, pairs, used, out);
  free(pairs);
  return done;
}

static bool has_merged(const casus_conflict *c) {
  for (uint32_t s = 0; s < c->actual.n_states; s++)
    if (c->n_choices[s] > 1) return true;
  return false;
}

static bool has_common(const casus_conflict *c) {
  for (uint32_t k = 0; k < c->n_options; k++)
    if (c->options[k].controllers & (c->options[k].controllers - 1)) return true;
  return false;
}

static casus_status derive_moves(reading *r) {
  casus_conflict *c = r->c;
  bool merged = has_merged(c);
  for (uint32_t i = 0; i < c->actual.n_players; i++) {
    control k = control_of(c, i);
    field_enter(&r->f, "decision_makers");
    field_enter_index(&r->f, i);
    if (work_of(c, k) > WORK_MAX) return field_error(&r->f, "has too many options for so many states; make the model smaller");
    size_t n = count_moves(c, k);
    if (n > CASUS_STRATEGY_MOVES_MAX) return field_too_large(&r->f, "moves", CASUS_STRATEGY_MOVES_MAX);
    arcs *moves = &c->actual.players[i].moves;
    if (!(merged ? fill_merged(c, k, n, moves) : fill_plain(c, k, n, moves))) return field_no_memory(&r->f);
    field_leave(&r->f);
    field_leave(&r->f);
  }
  if (merged || has_common(c)) return CASUS_OK;
  c->actual.choice = c->choice;
  c->actual.state_of = c->state_of;
  return CASUS_OK;
}

/* ---- moves as listed */

static casus_status take_move(reading *r, const json_t *move, state_pair *pair) {
  if (!json_is_array(move) || json_array_size(move) != 2) return field_error(&r->f, "is no pair of states, from and to");
  field_enter_index(&r->f, 0);
  casus_status status = read_state(r, json_array_get(move, 0), &pair->from);
  if (status != CASUS_OK) return status;
  field_leave(&r->f);
  field_enter_index(&r->f, 1);
  status = read_state(r, json_array_get(move, 1), &pair->to);
  if (status != CASUS_OK) return status;
  field_leave(&r->f);
  return pair->from == pair->to ? field_error(&r->f, "is a move from a state to itself") : CASUS_OK;
}

static casus_status take_moves(reading *r, const json_t *list, game *g, uint32_t player) {
  size_t n = json_array_size(list);
  if (!json_is_array(list)) return field_error(&r->f, "is no list of moves");
  if (n > CASUS_STRATEGY_MOVES_MAX) return field_too_large(&r->f, "moves", CASUS_STRATEGY_MOVES_MAX);
  state_pair *pairs = malloc((n + 1) * sizeof *pairs);
  casus_status status = pairs ? CASUS_OK : field_no_memory(&r->f);
  for (size_t i = 0; status == CASUS_OK && i < n; i++) {
    field_enter_index(&r->f, i);
    status = take_move(r, json_array_get(list, i), &pairs[i]);
    if (status == CASUS_OK) field_leave(&r->f);
  }
  if (status == CASUS_OK && !arcs_from_pairs(r->c->memory, g->n_states, pairs, n, &g->players[player].moves))
    status = field_no_memory(&r->f);
  free(pairs);
  return status;
}

casus_status read_listed_moves(reading *r, const json_t *moves, game *g) {
  const char *name;
  json_t *list;
  casus_status status = CASUS_OK;
  json_object_foreach((json_t *)(uintptr_t)moves, name, list) {
    uint32_t i = 0;
    field_enter(&r->f, name);
    status = read_decision_maker(r, name, &i);
    if (status == CASUS_OK) status = take_moves(r, list, g, i);
    if (status != CASUS_OK) return status;
    field_leave(&r->f);
  }
  return status;
}

/* Who is not named has no moves. */
static casus_status complete_moves(reading *r, game *g) {
  for (uint32_t i = 0; i < g->n_players; i++) {
    arcs *moves = &g->players[i].moves;
    if (!moves->begin && !arcs_from_pairs(r->c->memory, g->n_states, NULL, 0, moves)) return field_no_memory(&r->f);
  }
  return CASUS_OK;
}

static casus_status read_free_moves(reading *r) {
  const json_t *moves;
  casus_status status = read_object(r, r->root, "moves", &moves);
  if (status != CASUS_OK) return status;
  field_enter(&r->f, "moves");
  if (!moves) return field_error(&r->f, "is missing: states are listed, so who can move between them must be as well");
  status = read_listed_moves(r, moves, &r->c->actual);
  if (status == CASUS_OK) status = complete_moves(r, &r->c->actual);
  if (status == CASUS_OK) field_leave(&r->f);
  return status;
}

casus_status read_moves(reading *r) {
  if (!r->c->n_options) return read_free_moves(r);
  casus_status status = walk_marks(r, "irreversible", take_irreversible);
  if (status == CASUS_OK) status = walk_marks(r, "common", take_common);
  return status == CASUS_OK ? derive_moves(r) : status;
}
