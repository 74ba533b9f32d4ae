/* Answers to look-ups as JSON Lines: docs/lookup.md has the fields. */
#include <math.h>

#include "event/json_values.h"
#include "event/ontology_names.h"

static const offset_map bytes_map = {0};

/* ---- lists: an item for each index, NULL where one could not be made */

typedef json_t *(*item_maker)(const void *answer, uint32_t index);

static json_t *list_of(const void *answer, uint32_t n, item_maker make) {
  json_t *list = json_array();
  for (uint32_t i = 0; i < n; i++)
    if (json_array_append_new(list, make(answer, i)) != 0) return json_decref(list), NULL;
  return list;
}

static json_t *object_or_null(record *r) {
  if (!r->failed) return r->object;
  json_decref(r->object);
  return NULL;
}

static json_t *phrase_value(const casus_phrase *p) { return json_stringn(p->phrase.len ? p->phrase.ptr : "", p->phrase.len); }

static json_t *where_value(bool in_context) { return json_string(in_context ? "context" : "phrase"); }

/* Three decimals are what points are set in; the last bit of a double is not printed. */
static json_t *points_value(double points) { return json_real(round(points * 1000) / 1000); }

/* n: how many there are for it to be about. */
static json_t *reason_value(const casus_reason *reason, const char *of, uint32_t n) {
  record r = {json_object(), false};
  record_put(&r, of, reason->of < n ? json_integer(reason->of) : json_null());
  record_put(&r, "stage", text_value(reason->stage));
  record_put(&r, "text", text_value(reason->text));
  return object_or_null(&r);
}

/* ---- who */

static json_t *who_actor(const void *answer, uint32_t i) {
  return actor_value(&((const casus_who_answer *)answer)->actors[i], &bytes_map);
}

static json_t *who_reason(const void *answer, uint32_t i) {
  const casus_who_answer *a = answer;
  return reason_value(&a->reasons[i], "actor", a->n_actors);
}

static json_t *who_row(const void *answer, uint32_t i) {
  const casus_who_answer *a = answer;
  const casus_actor_row *row = &a->rows[i];
  record r = {json_object(), false};
  record_put(&r, "actor", row->of < a->n_actors ? json_integer(row->of) : json_null());
  record_put(&r, "taken", json_boolean(row->taken));
  record_put(&r, "row", text_value(row->row));
  record_put(&r, "name", text_value(row->name));
  record_put(&r, "country", text_value(row->country));
  record_put(&r, "sector", text_value(row->sector));
  record_put(&r, "office", text_value(row->office));
  record_put(&r, "from", date_value(row->from));
  record_put(&r, "to", date_value(row->to));
  record_put(&r, "source", text_value(row->source));
  record_put(&r, "why", text_value(row->why));
  return object_or_null(&r);
}

casus_status casus_who_json(const casus_phrase *phrase, const casus_who_answer *a, char **json, size_t *len_bytes) {
  record r = {json_object(), false};
  record_put(&r, "phrase", phrase_value(phrase));
  record_put(&r, "on", date_value(phrase->on));
  record_put(&r, "date_basis", json_string(date_basis_name(phrase->on.year ? CASUS_BASIS_PUBLISHED : CASUS_BASIS_NONE)));
  record_put(&r, "in", where_value(a->in_context));
  record_put(&r, "actor", list_of(a, a->n_actors, who_actor));
  record_put(&r, "why", list_of(a, a->n_reasons, who_reason));
  record_put(&r, "candidates", list_of(a, a->n_rows, who_row));
  return record_line(&r, json, len_bytes);
}

/* ---- where */

static json_t *parts_value(const casus_place_candidate *c) {
  record r = {json_object(), false};
  for (uint32_t i = 0; i < c->n_parts; i++) record_put(&r, c->parts[i].what, points_value(c->parts[i].points));
  return object_or_null(&r);
}

static json_t *where_candidate(const void *answer, uint32_t i) {
  const casus_place_candidate *c = &((const casus_where_answer *)answer)->candidates[i];
  json_t *object = place_value(&c->place, &bytes_map);
  if (!json_is_object(object)) return object;
  record r = {object, false};
  record_put(&r, "feature", chars_value(c->feature));
  record_put(&r, "population", c->population ? json_integer(c->population) : json_null());
  record_put(&r, "taken", json_boolean(c->taken));
  record_put(&r, "score", points_value(c->score));
  record_put(&r, "parts", parts_value(c));
  return object_or_null(&r);
}

static json_t *where_other(const void *answer, uint32_t i) {
  return place_value(&((const casus_where_answer *)answer)->others[i], &bytes_map);
}

static json_t *where_reason(const void *answer, uint32_t i) {
  const casus_where_answer *a = answer;
  return reason_value(&a->reasons[i], "place", a->place ? 1 : 0);
}

casus_status casus_where_json(const casus_phrase *phrase, const casus_where_answer *a, char **json, size_t *len_bytes) {
  record r = {json_object(), false};
  record_put(&r, "phrase", phrase_value(phrase));
  record_put(&r, "in", where_value(a->in_context));
  record_put(&r, "place", a->place ? place_value(a->place, &bytes_map) : json_null());
  record_put(&r, "candidates", list_of(a, a->n_candidates, where_candidate));
  record_put(&r, "others", list_of(a, a->n_others, where_other));
  record_put(&r, "actor", a->party ? actor_value(a->party, &bytes_map) : json_null());
  record_put(&r, "why", list_of(a, a->n_reasons, where_reason));
  return record_line(&r, json, len_bytes);
}

/* ---- when */

static void put_time(record *r, const casus_time *t) {
  record_put(r, "value", text_value(t->value));
  record_put(r, "type", chars_value(t->type));
  record_put(r, "date", date_value(t->date));
  record_put(r, "enddate", date_value(t->enddate));
  record_put(r, "granularity", chars_value(t->granularity));
  record_put(r, "date_basis", json_string(date_basis_name(t->date_basis)));
  record_put(r, "text", text_value(t->text));
  bool stands = t->span.begin < t->span.end;
  record_put(r, "begin", stands ? json_integer(t->span.begin) : json_null());
  record_put(r, "end", stands ? json_integer(t->span.end) : json_null());
}

static json_t *when_other(const void *answer, uint32_t i) {
  record r = {json_object(), false};
  put_time(&r, &((const casus_when_answer *)answer)->times[i + 1]);
  return object_or_null(&r);
}

static json_t *when_reason(const void *answer, uint32_t i) {
  const casus_when_answer *a = answer;
  return reason_value(&a->reasons[i], "time", a->n_times);
}

casus_status casus_when_json(const casus_phrase *phrase, const casus_when_answer *a, char **json, size_t *len_bytes) {
  static const casus_time none = {0};
  record r = {json_object(), false};
  record_put(&r, "phrase", phrase_value(phrase));
  record_put(&r, "on", date_value(phrase->on));
  put_time(&r, a->n_times ? &a->times[0] : &none);
  record_put(&r, "in", where_value(a->in_context));
  record_put(&r, "others", list_of(a, a->n_times ? a->n_times - 1 : 0, when_other));
  record_put(&r, "why", list_of(a, a->n_reasons, when_reason));
  return record_line(&r, json, len_bytes);
}
