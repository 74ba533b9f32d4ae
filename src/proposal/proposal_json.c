/* A proposal as a model in JSON (docs/strategy.md), with the evidence of each part under "proposal". */
#include <jansson.h>
#include <stdlib.h>

#include "proposal/proposal.h"

static const char note[] =
    "Proposed by rule from reports, not found to be so: check parties, options and above all preferences before solving.";

typedef struct {
  const proposal_work *w;
  json_t *object;
  bool failed;
} writing;

/* ---- values: NULL where one could not be made; who adds it to something notes that */

static void put(writing *t, const char *key, json_t *value) {
  if (json_object_set_new_nocheck(t->object, key, value) != 0) t->failed = true;
}

/* The reader of models refuses empty lists. */
static void put_unless_empty(writing *t, const char *key, json_t *list) {
  if (list && !json_array_size(list)) json_decref(list);
  else put(t, key, list);
}

static json_t *done(writing *t) {
  if (!t->failed) return t->object;
  json_decref(t->object);
  return NULL;
}

/* Readers of JSON refuse NUL bytes; a space in place of each keeps the length. */
static json_t *text_without_nul(str s) {
  char *copy = malloc(s.len);
  if (!copy) return NULL;
  for (size_t i = 0; i < s.len; i++) copy[i] = s.ptr[i] ? s.ptr[i] : ' ';
  json_t *value = json_stringn(copy, s.len);
  free(copy);
  return value;
}

static json_t *text_value_of(str s) {
  if (str_empty(s)) return json_null();
  return memchr(s.ptr, 0, s.len) ? text_without_nul(s) : json_stringn(s.ptr, s.len);
}

static json_t *day_value_of(casus_date date) {
  char text[16];
  casus_date_text(date, text);
  return *text ? json_string(text) : json_null();
}

static json_t *buffer_value(buffer *b) {
  json_t *value = json_stringn(b->ptr ? b->ptr : "", b->len);
  buffer_free(b);
  return value;
}

static json_t *option_value_of(const proposal_work *w, int32_t act_index) {
  const act *a = &w->acts[act_index];
  buffer b;
  buffer_init(&b, 1 << 12);
  buffer_add(&b, w->parties[a->owner].name);
  buffer_add(&b, STR(": "));
  buffer_add(&b, a->name);
  return buffer_value(&b);
}

static json_t *statement_value(const proposal_work *w, const wish *v) {
  buffer b;
  buffer_init(&b, 1 << 13);
  statement_add(&b, w, v);
  return buffer_value(&b);
}

/* A list of what `item` makes of 0 to n - 1. */
static json_t *list_value(const proposal_work *w, uint32_t n, json_t *(*item)(const proposal_work *, uint32_t)) {
  json_t *list = json_array();
  for (uint32_t i = 0; i < n; i++)
    if (json_array_append_new(list, item(w, i)) != 0) return json_decref(list), NULL;
  return list;
}

/* ---- evidence */

static json_t *span_value(span s) { return json_pack("[i,i]", (int)s.begin, (int)s.end); }

static json_t *source_value(const proposal_work *w, uint32_t occurrence) {
  const casus_occurrence *o = &w->s->occurrences[occurrence];
  const casus_event *e = event_at(w, occurrence);
  const casus_article *a = o->report->article;
  writing t = {w, json_object(), false};
  put(&t, "event", json_string(e->id));
  put(&t, "statement", text_value_of(o->statement));
  put(&t, "text", text_value_of(e->text));
  put(&t, "span", span_value(e->span));
  put(&t, "trigger", span_value(e->trigger_span));
  put(&t, "doc", text_value_of(a->id));
  put(&t, "title", text_value_of(a->title));
  put(&t, "date", day_value_of(a->date));
  put(&t, "url", text_value_of(a->url));
  put(&t, "reports", json_integer(o->n_reports));
  return done(&t);
}

static json_t *evidence_value(const proposal_work *w, const evidence_list *evidence) {
  json_t *list = json_array();
  for (uint32_t i = 0; i < evidence->n; i++)
    if (json_array_append_new(list, source_value(w, evidence->items[i])) != 0) return json_decref(list), NULL;
  return list;
}

/* ---- what the solver reads */

static json_t *options_of(const proposal_work *w, int32_t party) {
  json_t *list = json_array();
  for (uint32_t i = 0; i < w->n_options; i++) {
    const act *a = &w->acts[w->options[i]];
    if (a->owner == party && json_array_append_new(list, json_stringn(a->name.ptr, a->name.len)) != 0)
      return json_decref(list), NULL;
  }
  return list;
}

static json_t *decider_value(const proposal_work *w, uint32_t i) {
  const proposal_party *p = &w->parties[w->deciders[i]];
  writing t = {w, json_object(), false};
  put(&t, "name", text_value_of(p->name));
  put(&t, "options", options_of(w, w->deciders[i]));
  return done(&t);
}

static json_t *pattern_value(const proposal_work *w, int32_t a, char at_a, int32_t b, char at_b) {
  char pattern[CASUS_PROPOSAL_OPTIONS_MAX + 1] = {0};
  memset(pattern, '-', w->n_options);
  pattern[w->acts[a].option] = at_a;
  if (b != NO_ACT) pattern[w->acts[b].option] = at_b;
  return json_string(pattern);
}

/* A list of what `item` makes of each act that is done for good (b: NO_ACT), and of each pair that cannot both be. */
static json_t *infeasible_value(const proposal_work *w, json_t *(*item)(const proposal_work *, int32_t, int32_t)) {
  json_t *list = json_array();
  bool ok = list != NULL;
  for (uint32_t i = 0; ok && i < w->n_options; i++)
    if (w->acts[w->options[i]].is_fact) ok = json_array_append_new(list, item(w, w->options[i], NO_ACT)) == 0;
  for (uint32_t i = 0; ok && i < w->n_exclusions; i++)
    ok = json_array_append_new(list, item(w, w->exclusions[i].a, w->exclusions[i].b)) == 0;
  if (!ok) json_decref(list);
  return ok ? list : NULL;
}

static json_t *infeasible_pattern(const proposal_work *w, int32_t a, int32_t b) {
  return pattern_value(w, a, b == NO_ACT ? 'N' : 'Y', b, 'Y');
}

static json_t *infeasible_reason(const proposal_work *w, int32_t a, int32_t b) {
  writing t = {w, json_object(), false};
  put(&t, "pattern", infeasible_pattern(w, a, b));
  put(&t, "why", json_string(b == NO_ACT ? "it is done and cannot be taken back" : "one party cannot do both"));
  put(&t, "evidence", evidence_value(w, &w->acts[a].evidence));
  return done(&t);
}

static json_t *irreversible_value(const proposal_work *w) {
  json_t *list = json_array();
  for (uint32_t i = 0; i < w->n_options; i++) {
    if (!act_is_irreversible(&w->acts[w->options[i]])) continue;
    writing t = {w, json_object(), false};
    put(&t, "option", option_value_of(w, w->options[i]));
    put(&t, "direction", json_string("N->Y"));
    if (json_array_append_new(list, done(&t)) != 0) return json_decref(list), NULL;
  }
  return list;
}

static json_t *preferences_value(const proposal_work *w) {
  writing t = {w, json_object(), false};
  for (uint32_t i = 0; i < w->n_deciders; i++) {
    const wish *list[STATEMENTS_SHOWN_MAX];
    uint32_t n = wishes_of(w, w->deciders[i], list);
    json_t *statements = json_array();
    str name = w->parties[w->deciders[i]].name;
    for (uint32_t k = 0; k < n; k++)
      if (json_array_append_new(statements, statement_value(w, list[k])) != 0) t.failed = true;
    if (json_object_setn_new(t.object, name.ptr, name.len, statements) != 0) t.failed = true;
  }
  return done(&t);
}

static json_t *status_quo_value(const proposal_work *w) {
  char pattern[CASUS_PROPOSAL_OPTIONS_MAX + 1] = {0};
  for (uint32_t i = 0; i < w->n_options; i++) pattern[i] = w->acts[w->options[i]].in_force ? 'Y' : 'N';
  return json_string(pattern);
}

/* ---- what it rests on */

static json_t *decider_reason(const proposal_work *w, uint32_t i) {
  const proposal_party *p = &w->parties[w->deciders[i]];
  writing t = {w, json_object(), false};
  put(&t, "name", text_value_of(p->name));
  put(&t, "party", text_value_of(p->key));
  put(&t, "why", json_string(p->why));
  put(&t, "evidence", evidence_value(w, &p->evidence));
  return done(&t);
}

static json_t *kinds_value(const act *a) {
  json_t *list = json_array();
  for (unsigned k = 0; k < ACT_KINDS; k++)
    if (a->kinds >> k & 1) json_array_append_new(list, json_string(act_kind_name((act_kind)k)));
  return list;
}

static json_t *option_reason(const proposal_work *w, uint32_t i) {
  const act *a = &w->acts[w->options[i]];
  writing t = {w, json_object(), false};
  put(&t, "option", option_value_of(w, w->options[i]));
  put(&t, "reported_as", kinds_value(a));
  put(&t, "status_quo", json_string(a->in_force ? "Y" : "N"));
  put(&t, "irreversible", json_boolean(a->is_fact || act_is_irreversible(a)));
  put(&t, "evidence", evidence_value(w, &a->evidence));
  return done(&t);
}

static json_t *statement_reason(const proposal_work *w, const wish *v) {
  writing t = {w, json_object(), false};
  put(&t, "decision_maker", text_value_of(w->parties[v->party].name));
  put(&t, "statement", statement_value(w, v));
  put(&t, "why", json_string(v->why));
  put(&t, "evidence", evidence_value(w, &v->evidence));
  return done(&t);
}

static json_t *statement_reasons(const proposal_work *w) {
  json_t *all = json_array();
  for (uint32_t i = 0; i < w->n_deciders; i++) {
    const wish *list[STATEMENTS_SHOWN_MAX];
    uint32_t n = wishes_of(w, w->deciders[i], list);
    for (uint32_t k = 0; k < n; k++)
      if (json_array_append_new(all, statement_reason(w, list[k])) != 0) return json_decref(all), NULL;
  }
  return all;
}

static json_t *open_value(const proposal_work *w, uint32_t i) {
  writing t = {w, json_object(), false};
  put(&t, "why", json_string(w->open[i].why));
  put(&t, "evidence", source_value(w, w->open[i].occurrence));
  return done(&t);
}

static json_t *proposal_value(const proposal_work *w) {
  const casus_situation *s = w->s;
  writing t = {w, json_object(), false};
  put(&t, "note", json_string(note));
  put(&t, "title", text_value_of(s->title));
  put(&t, "as_of", day_value_of(s->as_of));
  put(&t, "articles", json_integer(s->n_articles));
  put(&t, "reports", json_integer(s->n_reports));
  put(&t, "decision_makers", list_value(w, w->n_deciders, decider_reason));
  put(&t, "options", list_value(w, w->n_options, option_reason));
  put(&t, "infeasible", infeasible_value(w, infeasible_reason));
  put(&t, "statements", statement_reasons(w));
  put(&t, "left_open", list_value(w, w->n_open, open_value));
  return done(&t);
}

casus_status casus_proposal_json(const casus_proposal *proposal, char **json, size_t *len_bytes, casus_error *error) {
  const proposal_work *w = proposal;
  writing t = {w, json_object(), false};
  put(&t, "decision_makers", list_value(w, w->n_deciders, decider_value));
  put(&t, "status_quo", status_quo_value(w));
  put_unless_empty(&t, "infeasible", infeasible_value(w, infeasible_pattern));
  put_unless_empty(&t, "irreversible", irreversible_value(w));
  put(&t, "preferences", preferences_value(w));
  put(&t, "proposal", proposal_value(w));
  json_t *root = done(&t);
  char *dumped = root ? json_dumps(root, JSON_INDENT(1)) : NULL;
  json_decref(root);
  if (!dumped) return error_set(error, CASUS_INPUT, "a name or sentence of the reports is not UTF-8");
  buffer b;
  buffer_init(&b, (size_t)1 << 30);
  bool whole = buffer_add(&b, str_of(dumped)) && buffer_add(&b, STR("\n")) && buffer_add_byte(&b, 0);
  free(dumped);
  if (!whole) return buffer_free(&b), error_set(error, CASUS_MEMORY, "no memory to write a proposal");
  *json = b.ptr;
  *len_bytes = b.len - 1;
  return CASUS_OK;
}
