/* What a person says an event should be, as JSON: is it whole, and how does it look as gold? */
#include "store/correction_record.h"

static str text_of(const json_t *value) { return (str){json_string_value(value), json_string_length(value)}; }
static str field_of(const json_t *object, const char *key) { return text_of(json_object_get(object, key)); }

/* Of an object with a "text", or a text itself. */
static str words_of(const json_t *value) { return json_is_object(value) ? field_of(value, "text") : text_of(value); }

str correction_record_sentence(const json_t *record) { return field_of(record, "text"); }

/* ---- checking */

static bool is_absent(const json_t *value) { return !value || json_is_null(value); }
static bool is_text(const json_t *value) { return json_is_string(value); }
static bool is_text_or_absent(const json_t *value) { return is_absent(value) || is_text(value); }

static bool is_sentence(const json_t *value) { return !str_empty(str_trim(text_of(value))); }
static bool is_type(const json_t *value) { return casus_type_of_name(text_of(value)) != CASUS_NONE; }
static bool is_type_or_absent(const json_t *value) { return is_absent(value) || is_type(value); }
static bool is_status(const json_t *value) { return casus_event_status_of_name(text_of(value)) != CASUS_EVENT_STATUS_COUNT; }

static bool is_party(const json_t *value) {
  return json_is_object(value) && is_text_or_absent(json_object_get(value, "code")) &&
         is_text_or_absent(json_object_get(value, "text"));
}

static bool is_party_or_absent(const json_t *value) { return is_absent(value) || is_party(value); }

static bool is_side(const json_t *value) {
  size_t i;
  json_t *party;
  if (!json_is_array(value)) return false;
  json_array_foreach(value, i, party) if (!is_party(party)) return false;
  return true;
}

static bool is_words_or_absent(const json_t *value) {
  return is_text_or_absent(value) || (json_is_object(value) && is_text(json_object_get(value, "text")));
}

static bool is_place_or_absent(const json_t *value) {
  return is_text_or_absent(value) || (json_is_object(value) && is_text(json_object_get(value, "name")));
}

static casus_status check_fields(const json_t *record, casus_error *error) {
  static const struct {
    const char *name;
    bool (*is_good)(const json_t *value);
    const char *wanted;
  } fields[] = {{"text", is_sentence, "the sentence, as it stands in the article"},
                {"event", is_type, "one of PLOVER's types, such as CONSULT"},
                {"of", is_type_or_absent, "one of PLOVER's types, or null"},
                {"status", is_status, "a status, such as actual"},
                {"actor", is_side, "a list of objects with \"code\" and \"text\""},
                {"recipient", is_side, "a list of objects with \"code\" and \"text\""},
                {"trigger", is_words_or_absent, "an object with \"text\", a text, or null"},
                {"condition", is_words_or_absent, "an object with \"text\", a text, or null"},
                {"place", is_place_or_absent, "an object with \"name\", a text, or null"},
                {"holder", is_party_or_absent, "an object with \"code\", or null"},
                {"date", is_text_or_absent, "a text such as 2024-03-22, or null"}};
  for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
    if (!fields[i].is_good(json_object_get(record, fields[i].name)))
      return error_set(error, CASUS_USAGE, "the field \"%s\" of the record has to be %s", fields[i].name, fields[i].wanted);
  return CASUS_OK;
}

casus_status correction_record_check(str record, arena *memory, str *sentence, casus_error *error) {
  json_error_t broken;
  json_t *value = json_loadb(record.ptr, record.len, JSON_REJECT_DUPLICATES, &broken);
  if (!value) return error_set(error, CASUS_USAGE, "the record is no JSON: %s, at byte %d", broken.text, broken.position);
  casus_status status =
      json_is_object(value) ? check_fields(value, error) : error_set(error, CASUS_USAGE, "the record has to be a JSON object");
  if (status == CASUS_OK && !arena_copy(memory, correction_record_sentence(value), sentence))
    status = error_set(error, CASUS_MEMORY, "no memory for a correction");
  json_decref(value);
  return status;
}

/* ---- gold */

static json_t *text_value(str s) { return str_empty(s) ? json_null() : json_stringn(s.ptr, s.len); }

static json_t *side_value(const json_t *parties) {
  size_t i;
  json_t *party, *list = json_array();
  json_array_foreach(parties, i, party) {
    json_t *value =
        json_pack("{s:o, s:o}", "code", text_value(field_of(party, "code")), "text", text_value(field_of(party, "text")));
    if (json_array_append_new(list, value) != 0) return json_decref(list), NULL;
  }
  return list;
}

static str place_name(const json_t *place) { return json_is_object(place) ? field_of(place, "name") : text_of(place); }

json_t *correction_record_gold(const json_t *r, str doc) {
  return json_pack("{s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:b}",   //
                   "doc", text_value(doc),                                                //
                   "sentence", text_value(correction_record_sentence(r)),                 //
                   "trigger", text_value(words_of(json_object_get(r, "trigger"))),        //
                   "event", text_value(field_of(r, "event")),                             //
                   "of", text_value(field_of(r, "of")),                                   //
                   "status", text_value(field_of(r, "status")),                           //
                   "actor", side_value(json_object_get(r, "actor")),                      //
                   "recipient", side_value(json_object_get(r, "recipient")),              //
                   "place", text_value(place_name(json_object_get(r, "place"))),          //
                   "date", text_value(field_of(r, "date")),                               //
                   "holder", text_value(field_of(json_object_get(r, "holder"), "code")),  //
                   "condition", text_value(words_of(json_object_get(r, "condition"))),    //
                   "sure", 1);
}

json_t *correction_record_none(str sentence, str doc) {
  return json_pack("{s:o, s:o, s:n}", "doc", text_value(doc), "sentence", text_value(sentence), "event");
}
