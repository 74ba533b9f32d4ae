/* The record of an event: names, tables, ids, JSON. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <jansson.h>
#include <math.h>
#include <stdlib.h>

#include "event/event.h"

static ontology *open_ontology(void) {
  ontology *o = NULL;
  casus_error error;
  assert_int_equal(ontology_open(NULL, &o, &error), CASUS_OK);
  return o;
}

static void names_come_back(void **state) {
  (void)state;
  for (casus_type t = CASUS_AGREE; t < CASUS_TYPE_COUNT; t++) assert_int_equal(casus_type_of_name(str_of(casus_type_name(t))), t);
  assert_int_equal(casus_type_of_name(STR("NONE")), CASUS_NONE);
  assert_null(casus_type_name(CASUS_TYPE_COUNT));
  assert_string_equal(casus_mode_name((unsigned)ontology_mode(CASUS_ASSAULT, STR("aerial"))), "aerial");
  assert_string_equal(casus_context_name((unsigned)ontology_context(STR("diplomatic"))), "diplomatic");
  assert_string_equal(casus_event_status_name(CASUS_DENIED), "denied");
  assert_null(casus_mode_name(1000));
  assert_null(casus_context_name(64));
}

/* "yield" is a mode of REQUEST and of REJECT, "visit" of neither. */
static void modes_belong_to_types(void **state) {
  (void)state;
  int request = ontology_mode(CASUS_REQUEST, STR("yield")), reject = ontology_mode(CASUS_REJECT, STR("yield"));
  assert_true(request >= 0 && reject >= 0 && request != reject);
  assert_int_equal(ontology_mode(CASUS_REJECT, STR("visit")), -1);
}

static void scores_are_the_manuals(void **state) {
  (void)state;
  ontology *o = open_ontology();
  assert_float_equal(ontology_score(o, CASUS_ACCUSE, -1), -3, 0);
  assert_float_equal(ontology_score(o, CASUS_CONSULT, ontology_mode(CASUS_CONSULT, STR("visit"))), 4, 0);
  /* no score of its own; a mode of another type */
  assert_float_equal(ontology_score(o, CASUS_PROTEST, ontology_mode(CASUS_PROTEST, STR("vandalize"))), -5, 0);
  assert_float_equal(ontology_score(o, CASUS_AID, ontology_mode(CASUS_CONSULT, STR("visit"))), 10, 0);
  assert_int_equal(ontology_quad(CASUS_SANCTION), 4);
  assert_int_equal(ontology_quad(CASUS_NONE), 0);
  ontology_close(o);
}

static void cameo_codes_fall_back(void **state) {
  (void)state;
  ontology *o = open_ontology();
  assert_float_equal(ontology_goldstein(o, STR("042")), 1.9f, 0);
  assert_float_equal(ontology_goldstein(o, STR("0429")), 1.9f, 0);
  assert_float_equal(ontology_goldstein(o, STR("999")), 0, 0);
  assert_true(ontology_has_cameo(o, STR("129")) && ontology_has_cameo(o, STR("2042")));
  assert_false(ontology_has_cameo(o, STR("0429")) || ontology_has_cameo(o, STR("")));
  assert_true(str_is(ontology_cameo_name(o, STR("0429")), "Make a visit") && str_empty(ontology_cameo_name(o, STR("999"))));
  assert_int_equal(ontology_cameo_type(o, STR("0429")), CASUS_CONSULT);
  assert_int_equal(ontology_cameo_type(o, STR("010")), CASUS_NONE); /* a statement */
  ontology_close(o);
}

static void acts_fold_into_codes(void **state) {
  (void)state;
  static const struct {
    casus_type type, of;
    const char *cameo;
  } cases[] = {{CASUS_AGREE, CASUS_AID, "033"},       {CASUS_AGREE, CASUS_CONSULT, "036"}, {CASUS_THREATEN, CASUS_ASSAULT, "138"},
               {CASUS_REQUEST, CASUS_RETREAT, "105"}, {CASUS_CONSULT, CASUS_NONE, "040"},  {CASUS_CONSULT, CASUS_AID, "040"},
               {CASUS_NONE, CASUS_NONE, ""}};
  ontology *o = open_ontology();
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    assert_true(str_is(ontology_fold_cameo(o, cases[i].type, cases[i].of), cases[i].cameo));
  for (casus_type t = CASUS_AGREE; t < CASUS_TYPE_COUNT; t++)
    for (casus_type of = CASUS_NONE; of < CASUS_TYPE_COUNT; of++)
      assert_true(ontology_has_cameo(o, ontology_fold_cameo(o, t, of)));
  ontology_close(o);
}

static void damaged_tables_are_refused(void **state) {
  (void)state;
  ontology *o = NULL;
  casus_error error;
  assert_int_equal(ontology_open(SOURCE_DIR "/tests", &o, &error), CASUS_DATA);
  assert_null(o);
  assert_true(error.message[0] != 0);
}

/* ---- JSON */

static const char body[] = "Été: Blinken met Israeli leaders in Tel Aviv if they agree.";

static casus_actor blinken = {.code = {"USAGOV", 6},
                              .country = {"USA", 3},
                              .sector = {"GOV", 3},
                              .name = {"Antony Blinken", 14},
                              .text = {"Blinken", 7},
                              .span = {7, 14}};
static casus_actor leaders = {.code = {"ISRGOV", 6}, .country = {"ISR", 3}, .text = {"Israeli leaders", 15}, .span = {19, 34}};

static casus_event make_event(void) {
  return (casus_event){.doc = STR("a1"),
                       .sentence = 3,
                       .text = {body, sizeof body - 1},
                       .span = {0, sizeof body - 1},
                       .date = {2024, 3, 22},
                       .enddate = {2024, 4, 0},
                       .date_basis = CASUS_BASIS_RELATIVE,
                       .event = CASUS_AGREE,
                       .of = CASUS_CONSULT,
                       .contexts = 1ull << ontology_context(STR("diplomatic")) | 1ull << ontology_context(STR("military")),
                       .quad = 1,
                       .score = 4,
                       .goldstein = 1.9f,
                       .cameo = "042",
                       .aux = CASUS_FUTURE | CASUS_NEGATION,
                       .status = CASUS_CONDITIONAL,
                       .condition = STR("they agree"),
                       .condition_span = {51, 61},
                       .condition_event = 1,
                       .exchange = CASUS_NO_EVENT,
                       .holder = &blinken,
                       .actors = &blinken,
                       .recipients = &leaders,
                       .n_actors = 1,
                       .n_recipients = 1,
                       .place = {.name = STR("Tel Aviv"),
                                 .country = STR("ISR"),
                                 .lat_deg = 32.08,
                                 .lon_deg = 34.78,
                                 .geonames = 293397,
                                 .span = {38, 46}},
                       .trigger = STR("met"),
                       .trigger_span = {15, 18},
                       .rule = STR("meet/with-obl"),
                       .confidence = 0.93f};
}

static json_t *to_json(const casus_event *events, size_t n, size_t index, const casus_article *article, casus_offsets offsets) {
  char *line = NULL;
  size_t len = 0;
  assert_int_equal(casus_event_json(events, n, index, article, offsets, &line, &len), CASUS_OK);
  assert_int_equal(line[len - 1], '\n');
  assert_null(memchr(line, '\n', len - 1));
  json_t *value = json_loadb(line, len, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, NULL);
  free(line);
  assert_non_null(value);
  return value;
}

static void expect_fields(json_t *value, const char *const *keys) {
  for (void *i = json_object_iter(value); i; i = json_object_iter_next(value, i), keys++)
    assert_string_equal(json_object_iter_key(i), *keys);
  assert_null(*keys);
}

static void every_field_is_written_in_order(void **state) {
  (void)state;
  static const char *const keys[] = {"id",           "doc",    "sentence",  "text",      "date",       "enddate",
                                     "date_basis",   "event",  "of",        "mode",      "context",    "quad",
                                     "score",        "cameo",  "goldstein", "aux",       "status",     "condition",
                                     "exchange",     "holder", "actor",     "recipient", "place",      "casualties",
                                     "participants", "weapon", "trigger",   "rule",      "confidence", NULL};
  static const char *const actor_keys[] = {"code", "country", "sector", "name", "office", "text", "begin", "end", NULL};
  static const char *const place_keys[] = {"name", "country", "admin1", "lat", "lon", "geonames", "begin", "end", NULL};
  casus_event e = make_event();
  json_t *value = to_json(&e, 1, 0, NULL, CASUS_OFFSETS_BYTES);
  expect_fields(value, keys);
  expect_fields(json_array_get(json_object_get(value, "actor"), 0), actor_keys);
  expect_fields(json_object_get(value, "holder"), actor_keys);
  expect_fields(json_object_get(value, "place"), place_keys);
  json_decref(value);
}

static void values_come_back(void **state) {
  (void)state;
  casus_event events[2] = {make_event(), make_event()};
  events[0].modes[events[0].n_modes++] = (uint8_t)ontology_mode(CASUS_CONSULT, STR("visit"));
  event_identify(&events[1], 7);
  json_t *value = to_json(events, 2, 0, NULL, CASUS_OFFSETS_BYTES);
  json_t *expected = json_pack(
      "{s:n, s:s, s:i, s:s, s:s, s:s, s:s, s:s, s:s, s:[s], s:[s,s], s:i, s:f, s:s, s:f, s:[s,s], s:s,"
      " s:{s:s, s:i, s:i, s:s, s:s}, s:n, s:s, s:f}",
      "id", "doc", "a1", "sentence", 3, "text", body, "date", "2024-03-22", "enddate", "2024-04", "date_basis", "relative",
      "event", "AGREE", "of", "CONSULT", "mode", "visit", "context", "military", "diplomatic", "quad", 1, "score", 4.0, "cameo",
      "042", "goldstein", 1.9, "aux", "future", "negation", "status", "conditional", "condition", "text", "they agree", "begin",
      51, "end", 61, "event", events[1].id, "polarity", "if", "exchange", "rule", "meet/with-obl", "confidence", 0.93);
  assert_non_null(expected);
  const char *key;
  json_t *want;
  json_object_foreach(expected, key, want) {
    if (!json_equal(want, json_object_get(value, key))) fail_msg("field %s differs", key);
  }
  json_t *place = json_object_get(value, "place");
  assert_true(json_real_value(json_object_get(place, "lat")) == 32.08);
  assert_int_equal(json_integer_value(json_object_get(place, "geonames")), 293397);
  json_decref(expected);
  json_decref(value);
}

static void empty_is_null(void **state) {
  (void)state;
  casus_event e = {.event = CASUS_PROTEST, .condition_event = CASUS_NO_EVENT, .exchange = CASUS_NO_EVENT};
  json_t *value = to_json(&e, 1, 0, NULL, CASUS_OFFSETS_BYTES);
  static const char *const nulls[] = {"doc",       "text",   "date",  "enddate", "of",   "cameo",
                                      "condition", "holder", "place", "trigger", "rule", "exchange"};
  for (size_t i = 0; i < sizeof nulls / sizeof *nulls; i++) assert_true(json_is_null(json_object_get(value, nulls[i])));
  static const char *const lists[] = {"mode", "context", "aux", "actor", "recipient"};
  for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
    assert_true(json_is_array(json_object_get(value, lists[i])));
    assert_int_equal(json_array_size(json_object_get(value, lists[i])), 0);
  }
  json_decref(value);
}

static json_int_t begin_of(json_t *value, const char *key) {
  return json_integer_value(json_object_get(json_object_get(value, key), "begin"));
}

static void offsets_count_bytes_or_characters(void **state) {
  (void)state;
  casus_event e = make_event();
  casus_article article = {.text = {body, sizeof body - 1}};
  json_t *bytes = to_json(&e, 1, 0, &article, CASUS_OFFSETS_BYTES), *chars = to_json(&e, 1, 0, &article, CASUS_OFFSETS_CHARS);
  assert_int_equal(begin_of(bytes, "trigger"), 15);
  assert_int_equal(begin_of(chars, "trigger"), 13); /* two letters of two bytes stand before */
  char *line;
  size_t len;
  assert_int_equal(casus_event_json(&e, 1, 0, NULL, CASUS_OFFSETS_CHARS, &line, &len), CASUS_USAGE);
  json_decref(bytes);
  json_decref(chars);
}

/* Past the first mark of the offset table, and past the end of the text. */
static void far_offsets_are_counted(void **state) {
  (void)state;
  static char big[4000];
  for (size_t i = 0; i < sizeof big; i += 2) memcpy(big + i, "\xc3\xa9", 2);
  casus_event e = make_event();
  e.trigger_span = (span){3000, 9999};
  casus_article article = {.text = {big, sizeof big}};
  json_t *value = to_json(&e, 1, 0, &article, CASUS_OFFSETS_CHARS);
  assert_int_equal(begin_of(value, "trigger"), 1500);
  assert_int_equal(json_integer_value(json_object_get(json_object_get(value, "trigger"), "end")), 2000);
  json_decref(value);
}

static void awkward_strings_are_safe(void **state) {
  (void)state;
  casus_event e = make_event();
  e.trigger = (str){"a\"\\\n\0b\xc3\xa9", 8};
  json_t *value = to_json(&e, 1, 0, NULL, CASUS_OFFSETS_BYTES);
  json_t *trigger = json_object_get(json_object_get(value, "trigger"), "text");
  assert_int_equal(json_string_length(trigger), 8);
  assert_memory_equal(json_string_value(trigger), "a\"\\\n\0b\xc3\xa9", 8);
  json_decref(value);
  e.trigger = STR("\xff");
  char *line = NULL;
  size_t len;
  assert_int_equal(casus_event_json(&e, 1, 0, NULL, CASUS_OFFSETS_BYTES, &line, &len), CASUS_INPUT);
  assert_null(line);
  e = make_event();
  e.score = INFINITY;
  assert_int_equal(casus_event_json(&e, 1, 0, NULL, CASUS_OFFSETS_BYTES, &line, &len), CASUS_INPUT);
  assert_int_equal(casus_event_json(&e, 1, 1, NULL, CASUS_OFFSETS_BYTES, &line, &len), CASUS_USAGE);
}

static void all_events_are_a_line_each(void **state) {
  (void)state;
  casus_event events[2] = {make_event(), make_event()};
  char *all, *one;
  size_t n_all, n_one;
  assert_int_equal(casus_events_json(events, 2, 0, 2, NULL, CASUS_OFFSETS_BYTES, &all, &n_all), CASUS_OK);
  assert_int_equal(casus_event_json(events, 2, 1, NULL, CASUS_OFFSETS_BYTES, &one, &n_one), CASUS_OK);
  assert_int_equal(n_all, 2 * n_one);
  assert_memory_equal(all + n_one, one, n_one);
  free(all);
  free(one);
  assert_int_equal(casus_events_json(events, 0, 0, 0, NULL, CASUS_OFFSETS_BYTES, &all, &n_all), CASUS_OK);
  assert_int_equal(n_all, 0);
  free(all);
  assert_int_equal(casus_events_json(events, 2, 1, 3, NULL, CASUS_OFFSETS_BYTES, &all, &n_all), CASUS_USAGE);
  assert_int_equal(casus_events_json(events, 2, 2, 1, NULL, CASUS_OFFSETS_BYTES, &all, &n_all), CASUS_USAGE);
}

static void traced_events_show_their_steps(void **state) {
  (void)state;
  casus_step steps[] = {{STR("lexicon"), STR("meet/with-obl")}, {STR("status"), STR("past tense")}};
  casus_event e = make_event();
  e.steps = steps;
  e.n_steps = 2;
  json_t *value = to_json(&e, 1, 0, NULL, CASUS_OFFSETS_BYTES);
  json_t *second = json_array_get(json_object_get(value, "steps"), 1);
  assert_string_equal(json_string_value(json_object_get(second, "stage")), "status");
  assert_string_equal(json_string_value(json_object_get(second, "text")), "past tense");
  json_decref(value);
}

static void relations_are_written(void **state) {
  (void)state;
  casus_event e = make_event(), none = {.event = CASUS_NONE};
  char *line;
  size_t len;
  assert_int_equal(casus_relation_json(&e, STR("p1"), &line, &len), CASUS_OK);
  assert_string_equal(line,
                      "{\"id\":\"p1\",\"event\":\"AGREE\",\"of\":\"CONSULT\",\"quad\":1,\"aux\":[\"future\",\"negation\"],"
                      "\"status\":\"conditional\",\"confidence\":0.93,\"rule\":\"meet/with-obl\"}\n");
  free(line);
  assert_int_equal(casus_relation_json(&none, STR(""), &line, &len), CASUS_OK);
  assert_string_equal(line,
                      "{\"id\":null,\"event\":null,\"of\":null,\"quad\":null,\"aux\":[],\"status\":null,"
                      "\"confidence\":0.0,\"rule\":null}\n");
  free(line);
}

/* ---- ids */

static void ids_tell_events_apart(void **state) {
  (void)state;
  casus_event variants[7];
  for (size_t i = 0; i < 7; i++) variants[i] = make_event();
  variants[1].status = CASUS_ACTUAL;
  variants[2].trigger_span.end++;
  variants[3].of = CASUS_AID;
  variants[4].n_recipients = 0;
  variants[5].actors = &leaders;
  for (size_t i = 0; i < 6; i++) event_identify(&variants[i], 42);
  event_identify(&variants[6], 43);
  for (size_t i = 0; i < 7; i++) {
    assert_int_equal(strlen(variants[i].id), 32);
    for (size_t j = 0; j < i; j++) assert_string_not_equal(variants[i].id, variants[j].id);
  }
}

/* The id is part of what users store: this value may change only with a note in CHANGELOG.md. */
static void ids_stay_the_same(void **state) {
  (void)state;
  casus_event e = make_event();
  event_identify(&e, 42);
  assert_string_equal(e.id, "c0a79cb08d8bd45f09ba1f443cc6de8d");
  e.confidence = 0.1f; /* not part of it */
  e.sentence = 9;
  event_identify(&e, 42);
  assert_string_equal(e.id, "c0a79cb08d8bd45f09ba1f443cc6de8d");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(names_come_back),
      cmocka_unit_test(modes_belong_to_types),
      cmocka_unit_test(scores_are_the_manuals),
      cmocka_unit_test(cameo_codes_fall_back),
      cmocka_unit_test(acts_fold_into_codes),
      cmocka_unit_test(damaged_tables_are_refused),
      cmocka_unit_test(every_field_is_written_in_order),
      cmocka_unit_test(values_come_back),
      cmocka_unit_test(empty_is_null),
      cmocka_unit_test(offsets_count_bytes_or_characters),
      cmocka_unit_test(far_offsets_are_counted),
      cmocka_unit_test(awkward_strings_are_safe),
      cmocka_unit_test(all_events_are_a_line_each),
      cmocka_unit_test(traced_events_show_their_steps),
      cmocka_unit_test(relations_are_written),
      cmocka_unit_test(ids_tell_events_apart),
      cmocka_unit_test(ids_stay_the_same),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
