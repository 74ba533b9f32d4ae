/* Corrections as JSON; see correction_items.h. */
#include "serve/correction_items.h"

#include "serve/json_out.h"

/* What was accepted or rejected is kept with the event as it was; the event itself says that already. */
static json_t *record_of(const casus_correction *c) {
  if (!text_is(c->verdict, "corrected")) return json_null();
  json_t *record = json_loadb(c->record.ptr, c->record.len, 0, NULL);
  return record ? record : json_null();
}

static json_t *value_of(const casus_correction *c) {
  return json_pack("{s:I, s:o, s:o, s:o, s:o}", "key", (json_int_t)c->key, "verdict", json_text(c->verdict), "record",
                   record_of(c), "author", json_text(c->author), "time", json_text(c->time));
}

json_t *correction_value(const casus_correction *c) {
  json_t *value = value_of(c);
  json_object_set_new(value, "article", json_integer(c->article_key));
  json_object_set_new(value, "event", json_text(c->event));
  return value;
}

casus_status correction_of_event(casus_store *store, int64_t article, const char *event, json_t **value, casus_error *error) {
  const casus_correction_query query = {.article_key = article, .event = text_of(event), .limit = 1};
  const casus_correction *found;
  size_t n;
  uint64_t total;
  casus_status status = casus_store_corrections(store, &query, &found, &n, &total, error);
  if (status == CASUS_OK) *value = n ? value_of(found) : json_null();
  return status;
}
