/* Reads a model: the JSON as a whole, decision makers, options, and what is asked of the model by itself (status quo, coalitions,
 * horizon). States, moves, preferences and views are read by the files beside it. */
#include "strategy/reading.h"

enum { MEMORY_GIB = 3 };

/* ---- by name */

casus_status read_decision_maker(reading *r, const char *name, uint32_t *index) {
  for (uint32_t i = 0; i < r->c->actual.n_players; i++) {
    if (!str_is(r->c->names[i], name)) continue;
    *index = i;
    return CASUS_OK;
  }
  return field_error(&r->f, "there is no decision maker of this name");
}

casus_status read_option(reading *r, const json_t *value, uint32_t *option) {
  str name;
  casus_status status = field_text(&r->f, value, &name);
  return status == CASUS_OK ? option_find(&r->f, r->c, name, option) : status;
}

casus_status read_object(reading *r, const json_t *source, const char *key, const json_t **value) {
  *value = json_object_get(source, key);
  if (!*value || json_is_object(*value)) return CASUS_OK;
  field_enter(&r->f, key);
  return field_error(&r->f, "is no object");
}

/* ---- decision makers */

static casus_status check_new_name(reading *r, uint32_t n) {
  for (uint32_t i = 0; i < n; i++)
    if (str_equal(r->c->names[i], r->c->names[n])) return field_error(&r->f, "this name is used twice");
  return CASUS_OK;
}

static casus_status take_option(reading *r, uint32_t owner, const json_t *value) {
  casus_conflict *c = r->c;
  if (c->n_options == CASUS_STRATEGY_OPTIONS_MAX) return field_too_large(&r->f, "options", CASUS_STRATEGY_OPTIONS_MAX);
  conflict_option *o = &c->options[c->n_options];
  *o = (conflict_option){.owner = owner, .controllers = 1u << owner};
  casus_status status = field_text(&r->f, value, &o->name);
  if (status != CASUS_OK) return status;
  for (uint32_t k = 0; k < c->n_options; k++)
    if (c->options[k].owner == owner && str_equal(c->options[k].name, o->name))
      return field_error(&r->f, "this decision maker has that option twice");
  c->n_options++;
  return CASUS_OK;
}

static casus_status take_options(reading *r, uint32_t owner, const json_t *options) {
  if (!options) return CASUS_OK;
  field_enter(&r->f, "options");
  if (!json_is_array(options)) return field_error(&r->f, "is no list");
  casus_status status = CASUS_OK;
  for (size_t i = 0; status == CASUS_OK && i < json_array_size(options); i++) {
    field_enter_index(&r->f, i);
    status = take_option(r, owner, json_array_get(options, i));
    if (status == CASUS_OK) field_leave(&r->f);
  }
  if (status == CASUS_OK) field_leave(&r->f);
  return status;
}

static casus_status take_decision_maker(reading *r, uint32_t i, const json_t *value) {
  if (!json_is_object(value)) return field_error(&r->f, "is no object with a name");
  field_enter(&r->f, "name");
  casus_status status = field_text(&r->f, json_object_get(value, "name"), &r->c->names[i]);
  if (status == CASUS_OK) status = check_new_name(r, i);
  if (status != CASUS_OK) return status;
  field_leave(&r->f);
  return take_options(r, i, json_object_get(value, "options"));
}

casus_status read_decision_makers(reading *r) {
  casus_conflict *c = r->c;
  const json_t *list = json_object_get(r->root, "decision_makers");
  field_enter(&r->f, "decision_makers");
  casus_status status = field_is_list(&r->f, list, CASUS_STRATEGY_DECISION_MAKERS_MAX);
  if (status != CASUS_OK) return status;
  uint32_t n = (uint32_t)json_array_size(list);
  c->names = ARENA_ARRAY(c->memory, str, n);
  c->options = ARENA_ARRAY(c->memory, conflict_option, CASUS_STRATEGY_OPTIONS_MAX);
  c->statements = ARENA_ARRAY(c->memory, statement_list, n);
  c->actual.players = ARENA_ARRAY(c->memory, decision_maker, n);
  if (!c->names || !c->options || !c->statements || !c->actual.players) return field_no_memory(&r->f);
  for (uint32_t i = 0; i < n; i++) {
    field_enter_index(&r->f, i);
    status = take_decision_maker(r, i, json_array_get(list, i));
    if (status != CASUS_OK) return status;
    field_leave(&r->f);
  }
  c->actual.n_players = n;
  field_leave(&r->f);
  return CASUS_OK;
}

/* ---- what is asked of it */

static casus_status take_status_quo(reading *r) {
  const json_t *value = json_object_get(r->root, "status_quo");
  r->c->status_quo = NO_STATE;
  if (!value) return CASUS_OK;
  field_enter(&r->f, "status_quo");
  casus_status status = read_state(r, value, &r->c->status_quo);
  if (status == CASUS_OK) field_leave(&r->f);
  return status;
}

static casus_status take_horizon(reading *r) {
  const json_t *value = json_object_get(r->root, "horizon");
  if (!value) return CASUS_OK;
  field_enter(&r->f, "horizon");
  json_int_t h = json_is_integer(value) ? json_integer_value(value) : 0;
  if (h < 1 || h > CASUS_STRATEGY_HORIZON_MAX)
    return field_error(&r->f, "is no number from 1 to %d", (int)CASUS_STRATEGY_HORIZON_MAX);
  r->c->horizon = (uint32_t)h;
  field_leave(&r->f);
  return CASUS_OK;
}

static casus_status take_coalition(reading *r, const json_t *members, uint32_t *bits) {
  casus_status status = field_is_list(&r->f, members, CASUS_STRATEGY_DECISION_MAKERS_MAX);
  *bits = 0;
  for (size_t k = 0; status == CASUS_OK && k < json_array_size(members); k++) {
    uint32_t i = 0;
    field_enter_index(&r->f, k);
    const char *name = json_string_value(json_array_get(members, k));
    status = name ? read_decision_maker(r, name, &i) : field_error(&r->f, "is no name of a decision maker");
    if (status != CASUS_OK) return status;
    if (*bits >> i & 1) return field_error(&r->f, "is in this coalition twice");
    *bits |= 1u << i;
    field_leave(&r->f);
  }
  return status;
}

static casus_status take_coalitions(reading *r) {
  const json_t *list = json_object_get(r->root, "coalitions");
  if (!list) return CASUS_OK;
  field_enter(&r->f, "coalitions");
  casus_status status = field_is_list(&r->f, list, COALITIONS_MAX);
  if (status != CASUS_OK) return status;
  r->c->coalitions = ARENA_ARRAY(r->c->memory, uint32_t, json_array_size(list));
  if (!r->c->coalitions) return field_no_memory(&r->f);
  for (size_t i = 0; i < json_array_size(list); i++) {
    field_enter_index(&r->f, i);
    status = take_coalition(r, json_array_get(list, i), &r->c->coalitions[i]);
    if (status != CASUS_OK) return status;
    field_leave(&r->f);
  }
  r->c->n_coalitions = (uint32_t)json_array_size(list);
  field_leave(&r->f);
  return CASUS_OK;
}

/* ---- the whole */

static casus_status read_game_preferences(reading *r) {
  return read_preferences(r, r->root, &r->c->actual, r->c->statements, true);
}

static casus_status read_root(reading *r) {
  static casus_status (*const parts[])(reading *) = {read_decision_makers, read_states,     read_moves,   read_game_preferences,
                                                     read_views,           take_status_quo, take_horizon, take_coalitions};
  static const char *const known[] = {"decision_makers", "states",   "moves",       "infeasible", "indistinguishable",
                                      "irreversible",    "common",   "preferences", "payoffs",    "statements",
                                      "unknown",         "strength", "views",       "status_quo", "horizon",
                                      "coalitions",      NULL};
  if (!json_is_object(r->root)) return field_error(&r->f, "a model is a JSON object");
  casus_status status = field_no_slips(&r->f, r->root, known);
  for (size_t i = 0; status == CASUS_OK && i < sizeof parts / sizeof *parts; i++) status = parts[i](r);
  return status;
}

static casus_status parse(str json, str file, json_t **root, casus_error *error) {
  json_error_t e;
  if (json.len > CASUS_STRATEGY_JSON_BYTES_MAX)
    return error_at(error, CASUS_INPUT, file, 0, 0, "is longer than %d bytes", (int)CASUS_STRATEGY_JSON_BYTES_MAX);
  *root = json_loadb(json.ptr, json.len, JSON_REJECT_DUPLICATES, &e);
  if (*root) return CASUS_OK;
  return error_at(error, CASUS_INPUT, file, e.line > 0 ? (size_t)e.line : 0, e.position > 0 ? (size_t)e.position : 0,
                  "is no JSON: %s", e.text);
}

casus_status casus_conflict_read(casus_str json, casus_str file, casus_conflict **conflict, casus_error *error) {
  json_t *root;
  casus_status status = parse(json, file, &root, error);
  if (status != CASUS_OK) return status;
  arena *memory = arena_new((size_t)MEMORY_GIB << 30);
  casus_conflict *c = memory ? ARENA_ARRAY(memory, casus_conflict, 1) : NULL;
  if (!c) status = error_at(error, CASUS_MEMORY, file, 0, 0, "no memory for this model");
  if (c) {
    c->memory = memory;
    reading r = {.f = {.text = json, .file = file, .memory = memory, .error = error}, .c = c, .root = root};
    status = read_root(&r);
  }
  json_decref(root);
  if (status == CASUS_OK) *conflict = c;
  else arena_free(memory);
  return status;
}

void casus_conflict_free(casus_conflict *conflict) {
  if (conflict) arena_free(conflict->memory);
}

/* ---- looking at it */

uint32_t casus_conflict_states(const casus_conflict *conflict) { return conflict->actual.n_states; }
uint32_t casus_conflict_decision_makers(const casus_conflict *conflict) { return conflict->actual.n_players; }
casus_str casus_conflict_decision_maker(const casus_conflict *conflict, uint32_t who) { return conflict->names[who]; }
casus_str casus_conflict_state(const casus_conflict *conflict, uint32_t state) { return conflict->states[state]; }
