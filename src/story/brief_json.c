/* The situation as one JSON object: docs/brief.md lists its fields. Parties, occurrences and sources are named by their index. */
#include <jansson.h>

#include "story/brief.h"

static const size_t json_flags = JSON_INDENT(1) | JSON_REAL_PRECISION(7);

/* ---- values; a NULL is passed on, and the object that takes it notes the failure */

typedef struct {
  json_t *object;
  bool failed;
} fields;

static void field(fields *f, const char *key, json_t *value) {
  if (json_object_set_new_nocheck(f->object, key, value) != 0) f->failed = true;
}

static json_t *done(fields *f) {
  if (!f->failed) return f->object;
  json_decref(f->object);
  return NULL;
}

static json_t *text_or_null(str s) { return str_empty(s) ? json_null() : json_stringn(s.ptr, s.len); }

static json_t *day_value(casus_date date) {
  char text[16];
  casus_date_text(date, text);
  return *text ? json_string(text) : json_null();
}

static json_t *index_or_null(int32_t i) { return i < 0 ? json_null() : json_integer(i); }

static json_t *indices(const uint32_t *list, uint32_t n) {
  json_t *array = json_array();
  for (uint32_t i = 0; i < n; i++) json_array_append_new(array, json_integer(list[i]));
  return array;
}

static json_t *parties_of(const int32_t *list, uint32_t n) {
  json_t *array = json_array();
  for (uint32_t i = 0; i < n; i++) json_array_append_new(array, json_integer(list[i]));
  return array;
}

static json_t *type_or_null(casus_type type) { return type ? json_string(casus_type_name(type)) : json_null(); }

static json_t *quads_value(const uint32_t by_quad[5]) {
  return json_pack("[i,i,i,i]", (int)by_quad[1], (int)by_quad[2], (int)by_quad[3], (int)by_quad[4]);
}

static json_t *number_or_null(bool known, uint64_t n) { return known ? json_integer((json_int_t)n) : json_null(); }

static const char *const harm_keys[CASUS_HARM_COUNT] = {"killed", "injured", "missing", "abducted", "arrested"};

/* ---- one of each kind */

static json_t *source_value(const casus_situation *s, uint32_t i) {
  const casus_source *v = &s->sources[i];
  fields f = {json_object(), false};
  field(&f, "number", json_integer(i + 1));
  field(&f, "text", text_or_null(v->text));
  field(&f, "sentence", json_integer(v->sentence));
  field(&f, "doc", text_or_null(v->article->id));
  field(&f, "title", text_or_null(v->article->title));
  field(&f, "date", day_value(v->article->date));
  field(&f, "source", text_or_null(v->article->source));
  field(&f, "url", text_or_null(v->article->url));
  return done(&f);
}

static json_t *roles_value(uint32_t roles) {
  static const char *const names[CASUS_ROLES] = {"conflict", "mediator", "supporter", "critic", "body"};
  json_t *array = json_array();
  for (unsigned i = 0; i < CASUS_ROLES; i++)
    if (roles >> i & 1) json_array_append_new(array, json_string(names[i]));
  return array;
}

static json_t *names_value(const casus_party *p) {
  json_t *array = json_array();
  for (uint32_t i = 0; i < p->n_names; i++) {
    fields f = {json_object(), false};
    field(&f, "name", text_or_null(p->names[i].name));
    field(&f, "office", text_or_null(p->names[i].office));
    field(&f, "count", json_integer(p->names[i].n));
    if (json_array_append_new(array, done(&f)) != 0) return json_decref(array), NULL;
  }
  return array;
}

static json_t *party_value(const casus_situation *s, uint32_t i) {
  const casus_party *p = &s->parties[i];
  fields f = {json_object(), false};
  field(&f, "key", text_or_null(p->key));
  field(&f, "name", text_or_null(p->name));
  field(&f, "country", text_or_null(p->country));
  field(&f, "sector", text_or_null(p->sector));
  field(&f, "roles", roles_value(p->roles));
  field(&f, "as_actor", json_integer(p->n_actor));
  field(&f, "as_recipient", json_integer(p->n_recipient));
  field(&f, "names", names_value(p));
  return done(&f);
}

static json_t *dyad_value(const casus_situation *s, uint32_t i) {
  const casus_dyad *y = &s->dyads[i];
  fields f = {json_object(), false};
  field(&f, "from", json_integer(y->from));
  field(&f, "to", json_integer(y->to));
  field(&f, "count", json_integer(y->n));
  field(&f, "by_quad", quads_value(y->by_quad));
  field(&f, "score", json_real(y->score_sum));
  return done(&f);
}

static json_t *report_ids(const casus_situation *s, const casus_occurrence *o) {
  json_t *array = json_array();
  for (uint32_t i = 0; i < o->n_reports; i++) json_array_append_new(array, json_string(s->reports[o->reports[i]]->events[0].id));
  return array;
}

static json_t *occurrence_value(const casus_situation *s, uint32_t i) {
  const casus_occurrence *o = &s->occurrences[i];
  const casus_event *e = &o->report->events[0];
  fields f = {json_object(), false};
  field(&f, "id", json_string(e->id));
  field(&f, "statement", text_or_null(o->statement));
  field(&f, "quote", text_or_null(o->quote));
  field(&f, "event", type_or_null(e->event));
  field(&f, "of", type_or_null(e->of));
  field(&f, "status", json_string(casus_event_status_name(e->status)));
  field(&f, "date", day_value(o->date));
  field(&f, "enddate", day_value(o->enddate));
  field(&f, "quad", json_integer(e->quad));
  field(&f, "score", json_real((double)e->score));
  field(&f, "actor", parties_of(o->actors, o->n_actors));
  field(&f, "recipient", parties_of(o->recipients, o->n_recipients));
  field(&f, "place", text_or_null(e->place.name));
  field(&f, "articles", json_integer(o->n_articles));
  field(&f, "events", report_ids(s, o));
  field(&f, "sources", indices(o->sources, o->n_sources));
  field(&f, "uncertain", json_boolean(o->uncertain));
  return done(&f);
}

static json_t *position_value(const casus_situation *s, uint32_t i) {
  const casus_position *p = &s->positions[i];
  fields f = {json_object(), false};
  field(&f, "party", json_integer(p->party));
  field(&f, "stance", json_string(casus_stance_name(p->stance)));
  field(&f, "of", type_or_null(p->of));
  field(&f, "toward", index_or_null(p->toward));
  field(&f, "first", day_value(p->first));
  field(&f, "last", day_value(p->last));
  field(&f, "reverses", index_or_null(p->reverses));
  field(&f, "occurrences", indices(p->occurrences, p->n_occurrences));
  return done(&f);
}

static json_t *condition_value(const casus_situation *s, uint32_t i) {
  const casus_condition *c = &s->conditions[i];
  fields f = {json_object(), false};
  field(&f, "occurrence", json_integer(c->occurrence));
  field(&f, "text", text_or_null(c->text));
  field(&f, "polarity", json_string(c->unless ? "unless" : "if"));
  field(&f, "depends_on", index_or_null(c->event));
  return done(&f);
}

static json_t *exchange_value(const casus_situation *s, uint32_t i) {
  return json_pack("{s:i, s:i}", "given", (int)s->exchanges[i].given, "taken", (int)s->exchanges[i].taken);
}

static json_t *vote_value(const casus_situation *s, uint32_t i) {
  static const char *const kinds[] = {"veto", "against", "for", "other"};
  return json_pack("{s:i, s:s}", "occurrence", (int)s->votes[i].occurrence, "vote", kinds[s->votes[i].kind]);
}

static json_t *agenda_value(const casus_situation *s, uint32_t i) {
  const casus_agenda_item *a = &s->agenda[i];
  return json_pack("{s:i, s:o, s:o}", "occurrence", (int)a->occurrence, "date", day_value(a->date), "enddate",
                   day_value(a->enddate));
}

static json_t *scores_value(const casus_day *y) {
  return json_pack("[f,f,f,f]", y->score_by_quad[1], y->score_by_quad[2], y->score_by_quad[3], y->score_by_quad[4]);
}

static json_t *one_day_value(const casus_situation *s, uint32_t i) {
  const casus_day *y = &s->days[i];
  fields f = {json_object(), false};
  field(&f, "date", day_value(y->date));
  field(&f, "count", json_integer(y->n));
  field(&f, "by_quad", quads_value(y->by_quad));
  field(&f, "score", json_real(y->score));
  field(&f, "score_by_quad", scores_value(y));
  field(&f, "severest", json_integer(y->severest));
  return done(&f);
}

static json_t *casualty_value(const casus_situation *s, uint32_t i) {
  const casus_casualty *c = &s->casualties[i];
  fields f = {json_object(), false};
  field(&f, "occurrence", json_integer(c->occurrence));
  field(&f, "harm", json_string(harm_keys[c->harm]));
  field(&f, "min", number_or_null(c->has_min, c->min));
  field(&f, "max", number_or_null(c->has_max, c->max));
  field(&f, "text", text_or_null(c->text));
  field(&f, "reports", json_integer(c->n_reports));
  return done(&f);
}

static json_t *contradiction_value(const casus_situation *s, uint32_t i) {
  static const char *const kinds[] = {"denied", "accusation rejected", "numbers"};
  const casus_contradiction *c = &s->contradictions[i];
  fields f = {json_object(), false};
  field(&f, "kind", json_string(kinds[c->kind]));
  field(&f, "says", json_integer(c->says));
  field(&f, "denies", json_integer(c->denies));
  field(&f, "harm", c->kind == CASUS_CONTRADICTION_NUMBERS ? json_string(harm_keys[c->harm]) : json_null());
  return done(&f);
}

static json_t *tension_value(const casus_tension *t) {
  static const char *const names[] = {NULL, "rising", "falling", "steady"};
  fields f = {json_object(), false};
  field(&f, "direction", names[t->direction] ? json_string(names[t->direction]) : json_null());
  field(&f, "from", day_value(t->recent_from));
  field(&f, "to", day_value(t->recent_to));
  field(&f, "recent", t->n_recent ? json_real(t->recent) : json_null());
  field(&f, "before", t->n_before ? json_real(t->before) : json_null());
  return done(&f);
}

/* ---- the whole */

typedef json_t *(*maker)(const casus_situation *, uint32_t);

static void list(fields *f, const casus_situation *s, const char *key, uint32_t n, maker make) {
  json_t *array = json_array();
  for (uint32_t i = 0; i < n; i++)
    if (json_array_append_new(array, make(s, i)) != 0) f->failed = true;
  field(f, key, array);
}

static json_t *situation_value(const casus_situation *s) {
  fields f = {json_object(), false};
  field(&f, "title", text_or_null(s->title));
  field(&f, "as_of", day_value(s->as_of));
  field(&f, "from", day_value(s->from));
  field(&f, "to", day_value(s->to));
  field(&f, "articles", json_integer(s->n_articles));
  field(&f, "reports", json_integer(s->n_reports));
  field(&f, "left_out", json_integer(s->n_left_out));
  list(&f, s, "parties", s->n_parties, party_value);
  list(&f, s, "dyads", s->n_dyads, dyad_value);
  list(&f, s, "positions", s->n_positions, position_value);
  list(&f, s, "conditions", s->n_conditions, condition_value);
  list(&f, s, "exchanges", s->n_exchanges, exchange_value);
  list(&f, s, "votes", s->n_votes, vote_value);
  list(&f, s, "agenda", s->n_agenda, agenda_value);
  field(&f, "tension", tension_value(&s->tension));
  list(&f, s, "days", s->n_days, one_day_value);
  list(&f, s, "casualties", s->n_casualties, casualty_value);
  list(&f, s, "contradictions", s->n_contradictions, contradiction_value);
  list(&f, s, "occurrences", s->n_occurrences, occurrence_value);
  list(&f, s, "sources", s->n_sources, source_value);
  return done(&f);
}

static int add_to_buffer(const char *bytes, size_t len_bytes, void *data) {
  return buffer_add(data, (str){bytes, len_bytes}) ? 0 : -1;
}

casus_status brief_write_json(buffer *out, const casus_situation *s) {
  json_t *value = situation_value(s);
  if (!value) return CASUS_INPUT;
  bool written = json_dump_callback(value, add_to_buffer, out, json_flags) == 0 && buffer_add_byte(out, '\n');
  json_decref(value);
  return written ? CASUS_OK : CASUS_MEMORY;
}
