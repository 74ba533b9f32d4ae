/* Events and relations as JSON Lines: the fields of CONTRACT.md, in its order. */
#include <jansson.h>
#include <math.h>
#include <stdlib.h>

#include "event/json_values.h"
#include "event/ontology_names.h"

/* Seven digits are what a float holds; more would print 1.9 as 1.8999999762. */
static const size_t json_flags = JSON_COMPACT | JSON_REAL_PRECISION(7);

enum { MARK_BYTES = 256 };

static uint32_t count_points(const char *p, size_t n) {
  uint32_t count = 0;
  for (size_t i = 0; i < n; i++) count += ((unsigned char)p[i] & 0xC0) != 0x80;
  return count;
}

static casus_status offset_map_make(offset_map *map, const casus_article *article, casus_offsets offsets) {
  *map = (offset_map){0};
  if (offsets == CASUS_OFFSETS_BYTES) return CASUS_OK;
  if (offsets != CASUS_OFFSETS_CHARS || !article) return CASUS_USAGE;
  size_t n = article->text.len / MARK_BYTES + 1;
  uint32_t *marks = calloc(n, sizeof *marks);
  if (!marks) return CASUS_MEMORY;
  for (size_t i = 1; i < n; i++) marks[i] = marks[i - 1] + count_points(article->text.ptr + (i - 1) * MARK_BYTES, MARK_BYTES);
  *map = (offset_map){article->text, marks};
  return CASUS_OK;
}

static json_int_t offset_of(const offset_map *map, uint32_t byte) {
  if (!map->marks) return byte;
  size_t at = byte < map->bytes.len ? byte : map->bytes.len;
  size_t mark = at / MARK_BYTES;
  return map->marks[mark] + count_points(map->bytes.ptr + mark * MARK_BYTES, at - mark * MARK_BYTES);
}

/* ---- values; every function passes on the NULL of a value that could not be made, and json_object_set_new reports it */

json_t *text_value(str s) { return str_empty(s) ? json_null() : json_stringn(s.ptr, s.len); }

json_t *chars_value(const char *s) { return s && *s ? json_string(s) : json_null(); }

json_t *date_value(casus_date date) {
  char buffer_bytes[16];
  return chars_value(casus_date_text(date, buffer_bytes));
}

static json_t *type_value(casus_type type) { return type ? chars_value(casus_type_name(type)) : json_null(); }

/* Three decimals: what a calibrated probability carries, and the same digits whatever the last bit of the float. */
static json_t *probability_value(float p) { return json_real(round((double)p * 1000) / 1000); }

/* Adds begin and end to an object and returns it. */
static json_t *pair_of_offsets(json_t *object, span s, const offset_map *map) {
  if (!object) return NULL;
  json_object_set_new(object, "begin", json_integer(offset_of(map, s.begin)));
  json_object_set_new(object, "end", json_integer(offset_of(map, s.end)));
  return object;
}

json_t *actor_value(const casus_actor *a, const offset_map *map) {
  json_t *object =
      json_pack("{s:o, s:o, s:o, s:o, s:o, s:o}", "code", text_value(a->code), "country", text_value(a->country), "sector",
                text_value(a->sector), "name", text_value(a->name), "office", text_value(a->office), "text", text_value(a->text));
  return pair_of_offsets(object, a->span, map);
}

static json_t *actors_value(const casus_actor *actors, uint32_t n, const offset_map *map) {
  json_t *list = json_array();
  for (uint32_t i = 0; i < n; i++)
    if (json_array_append_new(list, actor_value(&actors[i], map)) != 0) return json_decref(list), NULL;
  return list;
}

/* A place that only the text names has no position. */
static json_t *degrees_value(double degrees) { return isnan(degrees) ? json_null() : json_real(degrees); }

json_t *place_value(const casus_place *p, const offset_map *map) {
  if (str_empty(p->name)) return json_null();
  json_t *geonames = p->geonames ? json_integer(p->geonames) : json_null();
  json_t *object =
      json_pack("{s:o, s:o, s:o, s:o, s:o, s:o}", "name", text_value(p->name), "country", text_value(p->country), "admin1",
                text_value(p->admin1), "lat", degrees_value(p->lat_deg), "lon", degrees_value(p->lon_deg), "geonames", geonames);
  return pair_of_offsets(object, p->span, map);
}

static json_t *id_value(const casus_event *events, size_t n_events, int32_t index) {
  return index >= 0 && (size_t)index < n_events ? chars_value(events[index].id) : json_null();
}

static json_t *condition_value(const casus_event *events, size_t n_events, const casus_event *e, const offset_map *map) {
  if (str_empty(e->condition)) return json_null();
  json_t *object = pair_of_offsets(json_pack("{s:o}", "text", text_value(e->condition)), e->condition_span, map);
  if (!object) return NULL;
  json_object_set_new(object, "event", id_value(events, n_events, e->condition_event));
  json_object_set_new(object, "polarity", json_string(e->condition_unless ? "unless" : "if"));
  return object;
}

static json_t *modes_value(const casus_event *e) {
  json_t *list = json_array();
  for (unsigned i = 0; i < e->n_modes && i < CASUS_MODES_MAX; i++)
    json_array_append_new(list, chars_value(casus_mode_name(e->modes[i])));
  return list;
}

static json_t *contexts_value(const casus_event *e) {
  json_t *list = json_array();
  for (unsigned c = 0; casus_context_name(c); c++)
    if (e->contexts >> c & 1) json_array_append_new(list, json_string(casus_context_name(c)));
  return list;
}

static json_t *aux_value(uint8_t aux) {
  static const char *const names[] = {"historical", "future", "hypothetical", "negation"};
  json_t *list = json_array();
  for (unsigned i = 0; i < 4; i++)
    if (aux >> i & 1) json_array_append_new(list, json_string(names[i]));
  return list;
}

static json_t *trigger_value(const casus_event *e, const offset_map *map) {
  if (str_empty(e->trigger)) return json_null();
  return pair_of_offsets(json_pack("{s:o}", "text", text_value(e->trigger)), e->trigger_span, map);
}

static json_t *count_value(bool known, uint64_t n) { return known ? json_integer((json_int_t)n) : json_null(); }

static json_t *figure_value(const casus_figure *f, const offset_map *map) {
  if (str_empty(f->text)) return json_null();
  json_t *object =
      json_pack("{s:o, s:o, s:o, s:o}", "value", count_value(f->has_value, f->value), "min", count_value(f->has_min, f->min),
                "max", count_value(f->has_max, f->max), "text", text_value(f->text));
  return pair_of_offsets(object, f->span, map);
}

/* Null where the sentence gives no number at all. */
static json_t *casualties_value(const casus_event *e, const offset_map *map) {
  static const char *const names[CASUS_HARM_COUNT] = {"killed", "injured", "missing", "abducted", "arrested"};
  bool any = false;
  for (int k = 0; k < CASUS_HARM_COUNT; k++) any = any || !str_empty(e->casualties[k].text);
  if (!any) return json_null();
  json_t *object = json_object();
  for (int k = 0; k < CASUS_HARM_COUNT; k++)
    if (json_object_set_new(object, names[k], figure_value(&e->casualties[k], map)) != 0) return json_decref(object), NULL;
  return object;
}

static json_t *weapon_value(const casus_weapon *w, const offset_map *map) {
  if (str_empty(w->kind)) return json_null();
  return pair_of_offsets(json_pack("{s:o, s:o}", "class", text_value(w->kind), "text", text_value(w->text)), w->span, map);
}

static json_t *steps_value(const casus_event *e) {
  json_t *list = json_array();
  for (uint32_t i = 0; i < e->n_steps; i++) {
    json_t *step = json_pack("{s:o, s:o}", "stage", text_value(e->steps[i].stage), "text", text_value(e->steps[i].text));
    if (json_array_append_new(list, step) != 0) return json_decref(list), NULL;
  }
  return list;
}

/* ---- the record */

void record_put(record *r, const char *key, json_t *value) {
  if (json_object_set_new_nocheck(r->object, key, value) != 0) r->failed = true;
}

static void put_what(record *r, const casus_event *e) {
  record_put(r, "event", type_value(e->event));
  record_put(r, "of", type_value(e->of));
  record_put(r, "mode", modes_value(e));
  record_put(r, "context", contexts_value(e));
  record_put(r, "quad", json_integer(e->quad));
  record_put(r, "score", json_real((double)e->score));
  record_put(r, "cameo", chars_value(e->cameo));
  record_put(r, "goldstein", json_real((double)e->goldstein));
}

static void put_standing(record *r, const casus_event *events, size_t n_events, const casus_event *e, const offset_map *map) {
  record_put(r, "aux", aux_value(e->aux));
  record_put(r, "status", chars_value(casus_event_status_name(e->status)));
  record_put(r, "condition", condition_value(events, n_events, e, map));
  record_put(r, "exchange", id_value(events, n_events, e->exchange));
  record_put(r, "holder", e->holder ? actor_value(e->holder, map) : json_null());
}

static json_t *event_value(const casus_event *events, size_t n_events, const casus_event *e, const offset_map *map) {
  record r = {json_object(), false};
  record_put(&r, "id", chars_value(e->id));
  record_put(&r, "doc", text_value(e->doc));
  record_put(&r, "sentence", json_integer(e->sentence));
  record_put(&r, "text", text_value(e->text));
  record_put(&r, "date", date_value(e->date));
  record_put(&r, "enddate", date_value(e->enddate));
  record_put(&r, "date_basis", json_string(date_basis_name(e->date_basis)));
  put_what(&r, e);
  put_standing(&r, events, n_events, e, map);
  record_put(&r, "actor", actors_value(e->actors, e->n_actors, map));
  record_put(&r, "recipient", actors_value(e->recipients, e->n_recipients, map));
  record_put(&r, "place", place_value(&e->place, map));
  record_put(&r, "casualties", casualties_value(e, map));
  record_put(&r, "participants", figure_value(&e->participants, map));
  record_put(&r, "weapon", weapon_value(&e->weapon, map));
  record_put(&r, "trigger", trigger_value(e, map));
  record_put(&r, "rule", text_value(e->rule));
  record_put(&r, "confidence", probability_value(e->confidence));
  if (e->n_steps) record_put(&r, "steps", steps_value(e));
  if (!r.failed) return r.object;
  json_decref(r.object);
  return NULL;
}

static int add_to_buffer(const char *bytes, size_t len_bytes, void *data) {
  return buffer_add(data, (str){bytes, len_bytes}) ? 0 : -1;
}

/* One line. A value that is NULL or holds what JSON cannot say (bytes that are not UTF-8, infinity) is CASUS_INPUT. */
static casus_status add_line(buffer *out, json_t *value) {
  if (!value) return CASUS_INPUT;
  bool written = json_dump_callback(value, add_to_buffer, out, json_flags) == 0 && buffer_add_byte(out, '\n');
  json_decref(value);
  return written ? CASUS_OK : CASUS_MEMORY;
}

static casus_status hand_over(buffer *out, casus_status status, char **json, size_t *len_bytes) {
  if (status == CASUS_OK && !buffer_add_byte(out, 0)) status = CASUS_MEMORY;
  if (status != CASUS_OK) {
    buffer_free(out);
    return status;
  }
  *json = out->ptr;
  *len_bytes = out->len - 1;
  return CASUS_OK;
}

casus_status record_line(record *r, char **json, size_t *len_bytes) {
  if (r->failed) {
    json_decref(r->object);
    return CASUS_INPUT;
  }
  buffer out;
  buffer_init(&out, (size_t)1 << 28);
  casus_status status = add_line(&out, r->object);
  return hand_over(&out, status, json, len_bytes);
}

casus_status casus_events_json(const casus_event *events, size_t n_events, size_t begin, size_t end, const casus_article *article,
                               casus_offsets offsets, char **json, size_t *len_bytes) {
  offset_map map;
  if (begin > end || end > n_events) return CASUS_USAGE;
  casus_status status = offset_map_make(&map, article, offsets);
  if (status != CASUS_OK) return status;
  buffer out;
  buffer_init(&out, (size_t)1 << 31);
  for (size_t i = begin; i < end && status == CASUS_OK; i++)
    status = add_line(&out, event_value(events, n_events, &events[i], &map));
  free(map.marks);
  return hand_over(&out, status, json, len_bytes);
}

casus_status casus_event_json(const casus_event *events, size_t n_events, size_t index, const casus_article *article,
                              casus_offsets offsets, char **json, size_t *len_bytes) {
  if (index >= n_events) return CASUS_USAGE;
  return casus_events_json(events, n_events, index, index + 1, article, offsets, json, len_bytes);
}

casus_status casus_relation_json(const casus_event *relation, casus_str id, char **json, size_t *len_bytes) {
  bool any = relation->event != CASUS_NONE;
  record r = {json_object(), false};
  record_put(&r, "id", text_value(id));
  record_put(&r, "event", type_value(relation->event));
  record_put(&r, "of", type_value(relation->of));
  record_put(&r, "quad", any ? json_integer(relation->quad) : json_null());
  record_put(&r, "aux", aux_value(relation->aux));
  record_put(&r, "status", any ? chars_value(casus_event_status_name(relation->status)) : json_null());
  record_put(&r, "confidence", probability_value(relation->confidence));
  record_put(&r, "rule", text_value(relation->rule));
  return record_line(&r, json, len_bytes);
}
