/* Reports as JSON. */
#include "exchange/event_objects.h"

#include <math.h>
#include <stdlib.h>

static int to_buffer(const char *bytes, size_t len, void *out) { return buffer_add(out, (str){bytes, len}) ? 0 : -1; }

bool add_json(buffer *out, json_t *value) {
  static const size_t flags = JSON_COMPACT | JSON_REAL_PRECISION(7);
  bool added = value && json_dump_callback(value, to_buffer, out, flags) == 0;
  json_decref(value);
  return added;
}

bool extra_read(str extra, json_t **object) {
  *object = NULL;
  if (str_empty(extra)) return true;
  *object = json_loadb(extra.ptr, extra.len, JSON_REJECT_DUPLICATES, NULL);
  if (json_is_object(*object)) return true;
  json_decref(*object);
  *object = NULL;
  return false;
}

static json_t *text_or_null(str s) { return str_empty(s) ? json_null() : json_stringn(s.ptr, s.len); }

/* ---- the event, its article and its story */

static json_t *day_or_null(casus_date date) {
  char text[16];
  return text_or_null(str_of(casus_date_text(date, text)));
}

/* Keys are those of the store that the report comes from; null: of none. */
static json_t *key_or_null(int64_t key) { return key ? json_integer(key) : json_null(); }

static json_t *article_object(const casus_report *r) {
  const casus_article *a = r->article;
  return json_pack("{s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "key", key_or_null(r->article_key), "id", text_or_null(a->id), "url",
                   text_or_null(a->url), "source", text_or_null(a->source), "title", text_or_null(a->title), "date",
                   day_or_null(a->date), "language", text_or_null(a->language));
}

static json_t *story_object(const casus_story *s) {
  if (!s) return json_null();
  return json_pack("{s:o, s:s, s:i, s:i, s:i, s:i, s:o, s:o, s:o, s:i, s:i, s:b}", "key", key_or_null(s->key), "id", s->id,
                   "reports", (int)s->n_reports, "articles", (int)s->n_articles, "groups", (int)s->n_groups, "sources",
                   (int)s->n_sources, "first_seen", day_or_null(s->first_seen), "last_seen", day_or_null(s->last_seen),
                   "agreement", json_real(round((double)s->agreement * 1000) / 1000), "actual", (int)s->n_actual, "negated",
                   (int)s->n_negated, "contradicted", (int)s->contradicted);
}

casus_status add_event_object(buffer *out, const casus_report *report, const casus_story *story) {
  char *json;
  size_t len;
  json_t *extra;
  casus_status status = casus_event_json(report->events, report->n_events, 0, report->article, CASUS_OFFSETS_BYTES, &json, &len);
  if (status != CASUS_OK) return status;
  bool added = buffer_add(out, (str){json, len - 2}); /* without "}\n" */
  free(json);
  if (!added) return CASUS_MEMORY;
  if (!extra_read(report->extra, &extra)) return CASUS_INPUT;
  json_t *beside =
      json_pack("{s:o, s:o, s:o, s:o, s:o}", "article", article_object(report), "story", story_object(story), "group",
                key_or_null(report->group), "imported", text_or_null(report->imported), "extra", extra ? extra : json_null());
  size_t at = out->len;
  if (!add_json(out, beside)) return CASUS_INPUT;
  out->ptr[at] = ','; /* for the brace */
  return CASUS_OK;
}

casus_status add_feature(buffer *out, row *r) {
  r->bytes.len = 0;
  row_decimal(r, r->event->place.lon_deg, 6, 0);
  row_chars(r, ",");
  row_decimal(r, r->event->place.lat_deg, 6, 0);
  bool added = !r->failed &&
               buffer_format(out, "{\"type\":\"Feature\",\"id\":\"%s\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[",
                             r->event->id) &&
               buffer_add(out, buffer_str(&r->bytes)) && buffer_add(out, STR("]},\"properties\":"));
  if (!added) return CASUS_MEMORY;
  casus_status status = add_event_object(out, r->report, r->story);
  if (status == CASUS_OK && !buffer_add_byte(out, '}')) status = CASUS_MEMORY;
  return status;
}

/* ---- provenance */

static json_t *span_object(casus_span at) {
  return json_pack("{s:I, s:I}", "begin", (json_int_t)at.begin, "end", (json_int_t)at.end);
}

static bool append_party(json_t *list, const casus_actor *a) {
  json_t *object = json_pack("{s:o, s:o, s:I, s:I}", "code", text_or_null(a->code), "text", text_or_null(a->text), "begin",
                             (json_int_t)a->span.begin, "end", (json_int_t)a->span.end);
  return json_array_append_new(list, object) == 0;
}

/* The party of this row where a row has one of each side, else all. */
static json_t *parties_of(const row *r, const layout *l, int side) {
  const casus_event *e = r->event;
  const casus_actor *all = side ? e->recipients : e->actors;
  uint32_t n = side ? e->n_recipients : e->n_actors;
  json_t *list = json_array();
  bool one = l && l->pairs, added = list != NULL;
  if (one && r->sides[side]) added = added && append_party(list, r->sides[side]);
  for (uint32_t i = 0; !one && i < n && added; i++) added = append_party(list, &all[i]);
  if (added) return list;
  json_decref(list);
  return NULL;
}

static json_t *three_decimals(float p) { return json_real(round((double)p * 1000) / 1000); }

casus_status add_provenance(buffer *out, const row *r, const layout *l, casus_format format, str exported, str tables) {
  const casus_event *e = r->event;
  json_t *object =
      json_pack("{s:o, s:s, s:s, s:s, s:o, s:o, s:I, s:I, s:I, s:o}", "exported", text_or_null(exported), "format",
                casus_format_name(format), "id", e->id, "status", casus_event_status_name(e->status), "doc",
                text_or_null(r->article->id), "url", text_or_null(r->article->url), "sentence", (json_int_t)e->sentence, "begin",
                (json_int_t)e->span.begin, "end", (json_int_t)e->span.end, "text", text_or_null(e->text));
  json_t *rest =
      json_pack("{s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "trigger", span_object(e->trigger_span), "actor",
                parties_of(r, l, 0), "recipient", parties_of(r, l, 1), "place", span_object(e->place.span), "rule",
                text_or_null(e->rule), "story", r->story ? json_string(r->story->id) : json_null(), "confidence",
                three_decimals(e->confidence), "tables", text_or_null(tables), "imported", text_or_null(r->report->imported));
  bool joined = object && rest && json_object_update(object, rest) == 0;
  json_decref(rest);
  if (!joined) return json_decref(object), CASUS_INPUT;
  return add_json(out, object) && buffer_add_byte(out, '\n') ? CASUS_OK : CASUS_MEMORY;
}
