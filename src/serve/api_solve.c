/* POST /api/strategy/solve: a conflict model in, its analysis out. */
#include <stdio.h>
#include <stdlib.h>

#include "casus_strategy.h"
#include "serve/handlers.h"
#include "serve/json_out.h"

enum { STATES_MAX = 4096 };

/* ---- options */

static bool read_switch(call *c, const json_t *options, const char *name, bool *on) {
  const json_t *value = json_object_get(options, name);
  if (!value || json_is_null(value)) return true;
  if (!json_is_boolean(value)) return call_refuse(c, name, "must be true or false");
  *on = json_is_true(value);
  return true;
}

static bool read_state(call *c, const json_t *options, const char *name, const casus_conflict *model, uint32_t *state) {
  const json_t *value = json_object_get(options, name);
  if (!value || json_is_null(value)) return true;
  if (!json_is_string(value)) return call_refuse(c, name, "must be the name of a state, a text");
  const casus_str text = {json_string_value(value), json_string_length(value)};
  return casus_conflict_find_state(model, text, state) || call_refuse(c, name, "is no state of the model");
}

static bool read_concepts(call *c, const json_t *options, unsigned *concepts) {
  const json_t *list = json_object_get(options, "concepts"), *value;
  size_t i;
  casus_concept concept_;
  if (!list || json_is_null(list)) return true;
  if (!json_is_array(list)) return call_refuse(c, "concepts", "must be a list of Nash, GMR, SMR, SEQ, SSEQ, SIM, L, NM");
  json_array_foreach(list, i, value) {
    const casus_str name = {json_string_value(value), json_string_length(value)};
    if (!name.ptr || !casus_concept_find(name, &concept_))
      return call_refuse(c, "concepts", "must be a list of Nash, GMR, SMR, SEQ, SSEQ, SIM, L, NM");
    *concepts |= 1u << concept_;
  }
  return true;
}

static bool read_extension(call *c, const json_t *options, casus_unknown *extension) {
  const json_t *value = json_object_get(options, "extension");
  if (!value || json_is_null(value)) return true;
  const char *name = json_string_value(value);
  if (!name || strlen(name) != 1 || *name < 'a' || *name > 'd') return call_refuse(c, "extension", "must be a, b, c or d");
  *extension = (casus_unknown)(*name - 'a');
  return true;
}

static bool read_options(call *c, json_t *options, const casus_conflict *model, casus_answer_options *o) {
  static const char *const names[] = {"concepts", "coalitions", "sensitivity", "extension", "explain",
                                      "wish",     "status_quo", "graph",       NULL};
  if (!options || json_is_null(options)) return true;
  if (!json_is_object(options)) return call_refuse(c, "options", "must be an object");
  return call_fields_known(c, options, names, "is no option") && read_concepts(c, options, &o->solve.concepts) &&
         read_extension(c, options, &o->extension) && read_switch(c, options, "coalitions", &o->coalitions) &&
         read_switch(c, options, "sensitivity", &o->sensitivity) && read_switch(c, options, "graph", &o->graph) &&
         read_state(c, options, "explain", model, &o->explained) && read_state(c, options, "wish", model, &o->wished) &&
         read_state(c, options, "status_quo", model, &o->status_quo);
}

/* ---- the analysis */

/* What is wrong with a model: 422, with the place in it. */
static void answer_bad_model(call *c, const casus_error *e) {
  if (e->line) reply_error(c->reply, 422, "model", "%s (line %zu of the model)", e->message, e->line);
  else reply_error(c->reply, 422, "model", "%s", e->message);
}

static void solve(call *c, json_t *options, const casus_conflict *model) {
  casus_answer_options o = {
      .status_quo = CASUS_STRATEGY_NO_STATE, .explained = CASUS_STRATEGY_NO_STATE, .wished = CASUS_STRATEGY_NO_STATE};
  casus_error error = {0};
  char *json;
  size_t len;
  if (!read_options(c, options, model, &o)) return;
  casus_status status = casus_conflict_answer_json(model, &o, &json, &len, &error);
  if (status != CASUS_OK) {
    answer_bad_model(c, &error);
    return;
  }
  c->reply->type = "application/json";
  c->reply->body = (bytes){.ptr = json, .len = len, .capacity = len};
}

static void read_model(call *c, json_t *body, casus_str text) {
  casus_conflict *model;
  casus_error error = {0};
  casus_status status = casus_conflict_read(text, text_of("model"), &model, &error);
  if (status == CASUS_INPUT || status == CASUS_USAGE) {
    answer_bad_model(c, &error);
    return;
  }
  if (!call_good(c, status, &error)) return;
  if (casus_conflict_states(model) <= STATES_MAX) solve(c, json_object_get(body, "options"), model);
  else
    reply_error(c->reply, 422, "model", "the model has %u states, and the server takes %d: casus strategy solve takes more",
                casus_conflict_states(model), STATES_MAX);
  casus_conflict_free(model);
}

void post_solve(call *c) {
  json_t *body = call_json(c);
  if (!body) return;
  const json_t *model = json_object_get(body, "model");
  char *text = json_is_object(model) ? json_dumps(model, JSON_COMPACT) : NULL;
  if (text) read_model(c, body, text_of(text));
  else reply_error(c->reply, 400, "model", "the body needs a model, an object");
  free(text);
  json_decref(body);
}
