/* Conflict models from files: published cases and small ones worked by hand (tests/strategy), the cases of the shared data where
 * they are there; what is wrong with bad models, and where; statements, limits, words and graphs. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <dirent.h>
#include <jansson.h>

#include "strategy/fields.h"
#include "strategy/stability.h"

enum { FILES_MAX = 200, PATH_MAX_BYTES = 512 };

/* ---- reading and asking */

static casus_conflict *read_text(const char *json) {
  casus_conflict *c = NULL;
  casus_error error = {0};
  if (casus_conflict_read(str_of(json), STR("model.json"), &c, &error) != CASUS_OK) fail_msg("%s: %s", error.message, json);
  return c;
}

static casus_conflict *read_object(const json_t *model) {
  char *text = json_dumps(model, 0);
  casus_conflict *c = read_text(text);
  free(text);
  return c;
}

static json_t *ask(const casus_conflict *c, const casus_answer_options *o) {
  char *json;
  size_t len;
  casus_error error = {0};
  if (casus_conflict_answer_json(c, o, &json, &len, &error) != CASUS_OK) fail_msg("%s", error.message);
  assert_int_equal(strlen(json), len);
  json_t *answer = json_loadb(json, len, JSON_REJECT_DUPLICATES, NULL);
  assert_non_null(answer);
  free(json);
  return answer;
}

static uint32_t state_named(const casus_conflict *c, const json_t *name) {
  uint32_t s = CASUS_STRATEGY_NO_STATE;
  if (name) assert_true(casus_conflict_find_state(c, str_of(json_string_value(name)), &s));
  return s;
}

static unsigned concepts_named(const json_t *list) {
  str names = str_of(json_string_value(list)), name;
  unsigned bits = 0;
  while (names.len && str_cut(&names, ',', &name)) {
    casus_concept k;
    assert_true(casus_concept_find(name, &k));
    bits |= 1u << k;
  }
  return bits;
}

static casus_answer_options options_of(const casus_conflict *c, const json_t *question) {
  return (casus_answer_options){.solve = {.concepts = concepts_named(json_object_get(question, "concepts")),
                                          .horizon = (uint32_t)json_integer_value(json_object_get(question, "horizon"))},
                                .coalitions = json_is_true(json_object_get(question, "coalitions")),
                                .sensitivity = json_is_true(json_object_get(question, "sensitivity")),
                                .graph = json_is_true(json_object_get(question, "graph")),
                                .status_quo = state_named(c, json_object_get(question, "status-quo")),
                                .explained = state_named(c, json_object_get(question, "explain")),
                                .wished = state_named(c, json_object_get(question, "wish"))};
}

/* ---- expected: a part of the answer; of lists of objects the first ones */

static void expect_part(const char *file, const json_t *wanted, const json_t *got) {
  const char *key;
  json_t *value;
  if (json_is_object(wanted)) {
    json_object_foreach((json_t *)(uintptr_t)wanted, key, value) {
      if (!json_object_get(got, key)) fail_msg("%s: the answer has no \"%s\"", file, key);
      expect_part(file, value, json_object_get(got, key));
    }
  } else if (json_is_object(json_array_get(wanted, 0))) {
    for (size_t i = 0; i < json_array_size(wanted); i++) expect_part(file, json_array_get(wanted, i), json_array_get(got, i));
  } else if (!json_equal(wanted, got)) {
    fail_msg("%s: %s, not %s", file, json_dumps(got, JSON_ENCODE_ANY), json_dumps(wanted, JSON_ENCODE_ANY));
  }
}

static void run_file(const char *path) {
  json_t *file = json_load_file(path, JSON_REJECT_DUPLICATES, NULL);
  if (!file) fail_msg("%s is no JSON", path);
  assert_true(json_is_string(json_object_get(file, "source")));
  casus_conflict *c = read_object(json_object_get(file, "model"));
  casus_answer_options o = options_of(c, json_object_get(file, "question"));
  json_t *answer = ask(c, &o);
  expect_part(path, json_object_get(file, "expected"), answer);
  json_decref(answer);
  json_decref(file);
  casus_conflict_free(c);
}

static void models_of_the_tree(void **state) {
  (void)state;
  size_t n = 0;
  DIR *folder = opendir(SOURCE_DIR "/tests/strategy");
  assert_non_null(folder);
  for (struct dirent *e; (e = readdir(folder));) {
    char path[PATH_MAX_BYTES];
    if (!str_ends(str_of(e->d_name), STR(".json"))) continue;
    snprintf(path, sizeof path, SOURCE_DIR "/tests/strategy/%s", e->d_name);
    run_file(path);
    n++;
  }
  closedir(folder);
  assert_true(n >= 15);
}

/* ---- the shared cases */

static json_t *model_of_case(const json_t *published) {
  json_t *names = json_object_get(published, "dms"), *players = json_array();
  for (size_t i = 0; i < json_array_size(names); i++)
    json_array_append_new(players, json_pack("{sO}", "name", json_array_get(names, i)));
  return json_pack("{sosOsOsO}", "decision_makers", players, "states", json_object_get(published, "states"), "moves",
                   json_object_get(published, "moves"), "payoffs", json_object_get(published, "payoff_ordinal_high_is_better"));
}

static void check_case(const char *name, const json_t *published, casus_strategy_form form) {
  json_t *model = model_of_case(published), *value;
  const char *key;
  casus_conflict *c = read_object(model);
  casus_answer_options o = {.solve.form = form, .status_quo = NO_STATE, .explained = NO_STATE, .wished = NO_STATE};
  json_t *answer = ask(c, &o);
  expect_part(name, json_object_get(published, "stable"), json_object_get(answer, "stable"));
  json_object_foreach(json_object_get(published, "equilibria"), key, value) {
    if (strcmp(key, "SEQ_or_SIM") == 0) continue;
    expect_part(name, value, json_object_get(json_object_get(answer, "equilibria"), key));
  }
  json_decref(answer);
  json_decref(model);
  casus_conflict_free(c);
}

static void shared_cases(void **state) {
  (void)state;
  const char *name;
  json_t *published;
  json_t *cases = json_load_file(SOURCE_DIR "/../shared/data/strategy/cases.json", 0, NULL);
  if (!cases) skip();
  json_object_foreach(cases, name, published) {
    check_case(name, published, CASUS_LOGICAL_FORM);
    check_case(name, published, CASUS_MATRIX_FORM);
  }
  json_decref(cases);
}

/* ---- bad models */

#define TWO "{\"decision_makers\":[{\"name\":\"A\",\"options\":[\"a\",\"b\"]},{\"name\":\"B\",\"options\":[\"c\"]}],\n"
#define FREE "{\"decision_makers\":[{\"name\":\"A\"}],\"states\":[\"x\",\"y\"],\n"
#define PAYOFFS "\"payoffs\":{\"A\":[1,2,3,4,5,6,7,8],\"B\":[1,2,3,4,5,6,7,8]}"

typedef struct {
  const char *json, *says;
  size_t line;
} bad_model;

static const bad_model bad_models[] = {
    {"", "is no JSON", 1},
    {"{\"a\":1,\n\"a\":2}", "is no JSON: duplicate object key", 2},
    {"[]", "a model is a JSON object", 1},
    {"{}", "decision_makers: is missing", 1},
    {"{\n\"decision_makers\":[]}", "decision_makers: is an empty list", 2},
    {"{\"decision_makers\":[\n{\"options\":[\"a\"]}]}", "decision_makers[0].name: is no string", 2},
    {"{\"decision_makers\":[\n{\"name\":\"A\\u001b[2J\"}]}", "has control characters", 2},
    {"{\"decision_makers\":[{\"name\":\"A\"},\n{\"name\":\"A\"}]}", "decision_makers[1].name: this name is used twice", 2},
    {"{\"decision_makers\":[{\"name\":\"A\",\"options\":[\"a\",\n\"a\"]}]}",
     "decision_makers[0].options[1]: this decision maker has", 2},
    {"{\"decision_makers\":[{\"name\":\"A\"}]}", "nobody has options, and no states are listed", 1},
    {TWO "\"infeasible\":[\"Y--\",\n\"N--\"]," PAYOFFS "}", "infeasible[1]: leaves no feasible state", 3},
    {TWO "\"infeasible\":[\"YY\"]," PAYOFFS "}", "infeasible[0]: the pattern \"YY\" has 2 letters for 3 options", 2},
    {TWO "\"infeasible\":[\"a AND NOT a\"]," PAYOFFS "}", "infeasible[0]: contradicts itself", 2},
    {TWO "\"infeasible\":[\"YX-\"]," PAYOFFS "}", "infeasible[0]: there is no option \"YX-\"", 2},
    {TWO "\"infeasible\":\"YX-\"," PAYOFFS "}", "infeasible: is no list", 2},
    {TWO "\"irreversible\":[{\"option\":\"d\",\"direction\":\"N->Y\"}]," PAYOFFS "}",
     "irreversible[0].option: there is no option \"d\"", 2},
    {TWO "\"irreversible\":[{\"option\":\"a\",\"direction\":\"Y\"}]," PAYOFFS "}", "irreversible[0].direction: is neither", 2},
    {TWO "\"irreversible\":[{\"option\":\"a\",\"direction\":\"N->Y\"},\n{\"option\":\"a\",\"direction\":\"Y->N\"}]," PAYOFFS "}",
     "irreversible[1].direction: the option could then be changed neither way", 3},
    {TWO "\"states\":[\"s\"]," PAYOFFS "}", "states: the decision makers have options", 2},
    {TWO "\"payoffs\":{\"A\":[1,2,3,4,5,6,7,8]}}", "preferences: those of \"B\" are missing", 1},
    {TWO "\"payoffs\":{\"A\":[1,2,3,4,5,6,7,8],\n\"C\":[1]}}", "payoffs.C: there is no decision maker of this name", 3},
    {TWO "\"payoffs\":{\"A\":[1,2,3]}}", "payoffs.A: has 3 payoffs for 8 states", 2},
    {TWO PAYOFFS ",\n\"preferences\":{\"A\":[0]}}", "\"A\" has preferences under \"preferences\" as well", 2},
    {TWO "\"preferences\":{\"A\":[0,1,2,3,4,5,6,\n7], \"B\":\n[0,1,2,3,4,5,6]}}",
     "preferences.B: a rank is missing for state \"7\"", 4},
    {TWO "\"preferences\":{\"A\":[0,1,2,3,4,5,6,\n6], \"B\":[]}}", "preferences.A[7]: state \"6\" is ranked twice", 3},
    {TWO "\"preferences\":{\"A\":[0,1,2,3,4,5,6,\n8], \"B\":[]}}", "preferences.A[7]: there is no feasible state \"8\"", 3},
    {TWO "\"preferences\":{\"A\":[0,[1,2,3],4,5,[6,\n-1]], \"B\":[]}}", "preferences.A[4][1]: there is no feasible state \"-1\"",
     3},
    {TWO "\"preferences\":{\"A\":[\"a\",\n\"d IF a\"], \"B\":[]}}", "preferences.A[1]: there is no option \"d\"", 3},
    {TWO "\"preferences\":{\"A\":[\"a AND\"], \"B\":[]}}", "the statement ends where an option is missing", 2},
    {TWO "\"preferences\":{\"A\":[\"(a\"], \"B\":[]}}", "a parenthesis is not closed", 2},
    {TWO "\"preferences\":{\"A\":[\"a)\"], \"B\":[]}}", "a parenthesis is closed that was not opened", 2},
    {TWO "\"preferences\":{\"A\":[\"a NOT b\"], \"B\":[]}}", "an operator is missing before NOT", 2},
    {TWO "\"preferences\":{\"A\":[\"AND a\"], \"B\":[]}}", "an option is missing before an operator", 2},
    {TWO "\"preferences\":{\"A\":[\"\\\"a\"], \"B\":[]}}", "a quotation mark is not closed", 2},
    {TWO "\"preferences\":{\"A\":[{\"statement\":\"a\",\"weight\":1},\"b\"], \"B\":[]}}", "has weights for 1 of 2 statements", 2},
    {TWO "\"statements\":{\"A\":[\"a\"],\"B\":[\"a\"]},\"strength\":{\"A\":[[0,1]]}}",
     "strength.A[0]: is called greatly preferred, but", 2},
    {TWO "\"statements\":{\"A\":[\"a\"],\"B\":[\"a\"]},\n\"unknown\":{\"A\":[[0,0]]}}", "unknown.A[0]: is a state and itself", 3},
    {TWO PAYOFFS ",\n\"status_quo\":8}", "status_quo: there is no feasible state \"8\"", 3},
    {TWO PAYOFFS ",\n\"horizon\":0}", "horizon: is no number from 1", 3},
    {TWO PAYOFFS ",\n\"coalitions\":[[\"A\",\"Z\"]]}", "coalitions[0][1]: there is no decision maker", 3},
    {TWO PAYOFFS ",\n\"coalitions\":[[\"A\",\"A\"]]}", "coalitions[0][1]: is in this coalition twice", 3},
    {TWO PAYOFFS ",\n\"views\":{\"Z\":{}}}", "views.Z: there is no decision maker", 3},
    {TWO PAYOFFS ",\n\"views\":{\"A\":{\"preferences\":{\"B\":[0]}}}}", "views.A.preferences.B: a rank is missing", 3},
    {TWO PAYOFFS ",\n\"infeasable\":[\"--Y\"]}", "infeasable: is not known; is \"infeasible\" meant?", 3},
    {FREE "\"payoffs\":{\"A\":[1,2]}}", "moves: is missing", 1},
    {FREE "\"moves\":{\"A\":[[\"x\",\n\"z\"]]},\"payoffs\":{\"A\":[1,2]}}", "moves.A[0][1]: there is no state \"z\"", 3},
    {FREE "\"moves\":{\"A\":[[\"x\",\"x\"]]},\"payoffs\":{\"A\":[1,2]}}", "moves.A[0]: is a move from a state to itself", 2},
    {FREE "\"moves\":{\"A\":[[\"x\"]]},\"payoffs\":{\"A\":[1,2]}}", "moves.A[0]: is no pair of states", 2},
    {FREE "\"moves\":{},\"statements\":{\"A\":[\"x\"]}}", "statements.A: is given in statements, but there are no options", 2},
    {"{\"decision_makers\":[{\"name\":\"A\"}],\"states\":[\"x\",\"y\",\n\"x\"]}", "states[2]: the state \"x\" is listed twice",
     2},
};

static void bad_models_are_named(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof bad_models / sizeof *bad_models; i++) {
    const bad_model *b = &bad_models[i];
    casus_conflict *c = NULL;
    casus_error error = {0};
    assert_int_equal(casus_conflict_read(str_of(b->json), STR("model.json"), &c, &error), CASUS_INPUT);
    assert_null(c);
    assert_string_equal(error.file, "model.json");
    if (!strstr(error.message, b->says)) fail_msg("\"%s\", not \"%s\"", error.message, b->says);
    if (error.line != b->line) fail_msg("line %zu, not %zu: %s", error.line, b->line, error.message);
  }
}

static void sizes_have_limits(void **state) {
  (void)state;
  buffer b;
  casus_conflict *c;
  casus_error error = {0};
  buffer_init(&b, 1 << 16);
  buffer_format(&b, "{\"decision_makers\":[{\"name\":\"A\",\"options\":[\"o\"");
  for (int k = 0; k < CASUS_STRATEGY_OPTIONS_MAX; k++) buffer_format(&b, ",\"o%d\"", k);
  buffer_format(&b, "]}]}");
  assert_int_equal(casus_conflict_read(buffer_str(&b), STR("m"), &c, &error), CASUS_INPUT);
  assert_non_null(strstr(error.message, "has more than 20 options"));
  buffer_free(&b);
  buffer_format(&b, "{\"decision_makers\":[{\"name\":\"A\",\"options\":[\"o\"");
  for (int k = 0; k < 17; k++) buffer_format(&b, ",\"o%d\"", k);
  buffer_format(&b, "]}]}");
  assert_int_equal(casus_conflict_read(buffer_str(&b), STR("m"), &c, &error), CASUS_INPUT);
  assert_non_null(strstr(error.message, "has more than 131072 feasible states"));
  buffer_free(&b);
  buffer_format(&b, "{\"decision_makers\":[{\"name\":\"A\",\"options\":[\"o\"");
  for (int k = 0; k < 15; k++) buffer_format(&b, ",\"o%d\"", k);
  buffer_format(&b, "]}]}");
  assert_int_equal(casus_conflict_read(buffer_str(&b), STR("m"), &c, &error), CASUS_INPUT);
  assert_non_null(strstr(error.message, "decision_makers[0]: has too many options for so many states"));
  buffer_free(&b);
}

static void questions_that_cannot_be_answered(void **state) {
  (void)state;
  casus_conflict *c =
      read_text("{\"decision_makers\":[{\"name\":\"A\"}],\"states\":[1,2],\"moves\":{\"A\":[[1,2]]},\"payoffs\":{\"A\":[1,2]}}");
  casus_solution *s = NULL;
  casus_error error = {0};
  for (unsigned k = CASUS_SIM; k < CASUS_CONCEPT_COUNT; k++) {
    casus_solve_options o = {.concepts = 1u << k};
    assert_int_equal(casus_conflict_solve(c, &o, &s, &error), CASUS_USAGE);
    assert_non_null(strstr(error.message, "take two decision makers"));
    assert_null(s);
  }
  casus_conflict_free(c);
  c = read_text(
      "{\"decision_makers\":[{\"name\":\"A\"},{\"name\":\"B\"}],\"states\":[1,2],\"moves\":{\"A\":[[1,2]]},"
      "\"payoffs\":{\"A\":[1,2],\"B\":[1,1]},\"unknown\":{\"B\":[[1,2]]}}");
  casus_solve_options o = {.concepts = 1u << CASUS_LIMITED};
  assert_int_equal(casus_conflict_solve(c, &o, &s, &error), CASUS_USAGE);
  casus_answer_options coalitions = {.coalitions = true, .status_quo = NO_STATE, .explained = NO_STATE, .wished = NO_STATE};
  char *json = NULL;
  size_t len;
  assert_int_equal(casus_conflict_answer_json(c, &coalitions, &json, &len, &error), CASUS_USAGE);
  assert_null(json);
  casus_conflict_free(c);
}

/* ---- statements */

/* A's Nash states in a model where he controls a, b and c and wants nothing but the statement: where it is true, or everywhere.
 */
static void expect_truth(const char *statement, unsigned wanted) {
  char model[600];
  snprintf(model, sizeof model,
           "{\"decision_makers\":[{\"name\":\"A\",\"options\":[\"a\",\"b b\",\"if c\"]}],\"preferences\":{\"A\":[\"%s\"]}}",
           statement);
  casus_conflict *c = read_text(model);
  casus_solution *s;
  unsigned got = 0;
  assert_int_equal(casus_conflict_solve(c, NULL, &s, NULL), CASUS_OK);
  for (uint32_t x = 0; x < 8; x++)
    if (casus_solution_stable(s, CASUS_NASH, CASUS_UNKNOWN_A, CASUS_GENERAL, 0, x)) got |= 1u << x;
  if (got != wanted) fail_msg("%s: %02x, not %02x", statement, got, wanted);
  casus_solution_free(s);
  casus_conflict_free(c);
}

static void statements_have_their_truth(void **state) {
  (void)state;
  expect_truth("a", 0xaa);
  expect_truth("NOT a", 0x55);
  expect_truth("a AND b b", 0x88);
  expect_truth("a OR b b", 0xee);
  expect_truth("a IF b b", 0xbb);
  expect_truth("b b IF a", 0xdd);
  expect_truth("a IFF b b", 0x99);
  expect_truth("A: b b", 0xcc);
  expect_truth("\\\"b b\\\" AND if c", 0xc0);
  expect_truth("NOT a AND b b OR if c", 0xf4); /* ((NOT a) AND b) OR c */
  expect_truth("if c OR a AND b b", 0xf8);     /* c OR (a AND b) */
  expect_truth("(if c OR a) AND b b", 0xc8);
  expect_truth("NOT (a OR b b)", 0x11);
  expect_truth("a IF b b AND if c", 0xbf); /* a IF (b AND c) */
  expect_truth("a IFF b b IF if c", 0x9a); /* a IFF (b IF c) */
  expect_truth("NOT NOT a", 0xaa);
  expect_truth("( ( a ) )", 0xaa);
}

/* ---- the two forms on models of some size */

static void write_large(buffer *b, uint64_t seed) {
  static const char *const words[] = {"AND", "OR", "IF", "IFF"};
  buffer_format(
      b,
      "{\"decision_makers\":[{\"name\":\"A\",\"options\":[\"o0\",\"o1\",\"o2\"]},{\"name\":\"B\",\"options\":[\"o3\",\"o4\"]},"
      "{\"name\":\"C\",\"options\":[\"o5\",\"o6\",\"o7\"]}],\"irreversible\":[{\"option\":\"o1\",\"direction\":\"N->Y\"},"
      "{\"option\":\"o6\",\"direction\":\"Y->N\"}],\"indistinguishable\":[\"Y---Y---\",\"-YY--Y--\"],\"infeasible\":[\"--YNY---"
      "\"],"
      "\"preferences\":{");
  for (int i = 0; i < 3; i++) {
    buffer_format(b, "%s\"%c\":[", i ? "," : "", 'A' + i);
    for (int k = 0; k < 6; k++) {
      seed = hash_mix(seed + 1);
      buffer_format(b, "%s\"%so%d %s o%d\"", k ? "," : "", seed & 1 ? "NOT " : "", (int)(seed >> 8 & 7), words[seed >> 4 & 3],
                    (int)(seed >> 16 & 7));
    }
    buffer_format(b, "]");
  }
  buffer_format(b, "}}");
}

static void forms_agree_on_larger_models(void **state) {
  (void)state;
  size_t stable = 0, states = 0;
  for (uint64_t k = 0; k < 20; k++) {
    buffer b;
    casus_conflict *c;
    casus_solution *s[2];
    buffer_init(&b, 1 << 16);
    write_large(&b, k * 1000);
    assert_int_equal(casus_conflict_read(buffer_str(&b), STR("m"), &c, NULL), CASUS_OK);
    for (int form = 0; form < 2; form++) {
      casus_solve_options o = {.form = (casus_strategy_form)form};
      assert_int_equal(casus_conflict_solve(c, &o, &s[form], NULL), CASUS_OK);
    }
    for (unsigned n = CASUS_NASH; n <= CASUS_SSEQ; n++)
      for (uint32_t i = 0; i < 3; i++)
        for (uint32_t x = 0; x < casus_conflict_states(c); x++, states++) {
          bool is = casus_solution_stable(s[0], (casus_concept)n, CASUS_UNKNOWN_A, CASUS_GENERAL, i, x);
          assert_int_equal(is, casus_solution_stable(s[1], (casus_concept)n, CASUS_UNKNOWN_A, CASUS_GENERAL, i, x));
          stable += is;
        }
    casus_solution_free(s[0]), casus_solution_free(s[1]);
    casus_conflict_free(c);
    buffer_free(&b);
  }
  assert_true(stable > states / 10 && stable < states * 99 / 100);
}

/* So many states that the others' credible answers are searched one by one. */
static void forms_agree_on_unknown_preferences(void **state) {
  (void)state;
  static const char model[] =
      "{\"decision_makers\":[{\"name\":\"A\",\"options\":[\"a\",\"b\",\"c\",\"d\"]},{\"name\":\"B\",\"options\":[\"e\",\"f\","
      "\"g\"]},"
      "{\"name\":\"C\",\"options\":[\"h\",\"i\",\"j\"]}],\"irreversible\":[{\"option\":\"f\",\"direction\":\"N->Y\"}],"
      "\"statements\":{"
      "\"A\":[\"a IFF e\",\"h OR NOT b\",\"c IF i\",\"NOT j\",\"d\",\"f IFF g\"],\"B\":[\"h IFF NOT e\",\"a OR f\",\"g IF "
      "c\",\"NOT i\",\"j\"],"
      "\"C\":[\"b IFF i\",\"NOT e\",\"h IF d\",\"j IFF a\",\"f\"]},\"strength\":{\"B\":[[\"a AND NOT e AND h AND g AND NOT i AND "
      "j\","
      "\"e AND h AND NOT a AND NOT f AND c AND NOT g AND i\"]]},\"unknown\":{\"A\":[[\"a AND b AND c\",\"e AND g AND NOT j\"],"
      "[\"NOT a AND i\",\"f AND g AND h AND j\"]],\"B\":[[\"NOT e AND NOT f AND c\",\"i AND j AND d AND a\"]],"
      "\"C\":[[\"h AND NOT i\",\"a AND b AND NOT c AND f\"]]}}";
  casus_conflict *c = read_text(model);
  casus_solution *s[2];
  size_t different = 0;
  for (int form = 0; form < 2; form++) {
    casus_solve_options o = {.form = (casus_strategy_form)form};
    assert_int_equal(casus_conflict_solve(c, &o, &s[form], NULL), CASUS_OK);
  }
  for (unsigned k = CASUS_NASH; k <= CASUS_SSEQ; k++)
    for (unsigned strong = 0; strong < STRENGTHS; strong++)
      for (unsigned e = 0; e < CASUS_UNKNOWN_COUNT; e++) {
        const uint64_t *bits = s[0]->stable[k][e][strong];
        size_t bytes = s[0]->words * s[0]->n_players * sizeof *bits;
        assert_memory_equal(bits, s[1]->stable[k][e][strong], bytes);
        different += e && memcmp(bits, s[0]->stable[k][e - 1][strong], bytes) != 0;
      }
  assert_true(different > 20); /* of 30: the extensions do differ here */
  casus_solution_free(s[0]), casus_solution_free(s[1]);
  casus_conflict_free(c);
}

/* ---- words and graphs */

static const char cuba[] =
    "{\"decision_makers\":[{\"name\":\"US\",\"options\":[\"air "
    "strike\",\"blockade\"]},{\"name\":\"USSR\",\"options\":[\"withdraw\","
    "\"escalate\"]}],\"infeasible\":[\"--YY\"],\"preferences\":{\"US\":[4,6,5,7,2,1,3,0,11,9,10,8],\"USSR\":[0,4,6,2,5,1,7,3,11,"
    "9,"
    "10,8]},\"status_quo\":0}";

static void expect_says(const char *text, const char *words) {
  if (!strstr(text, words)) fail_msg("does not say \"%s\":\n%s", words, text);
}

static void answers_are_told_in_words(void **state) {
  (void)state;
  casus_conflict *c = read_text(cuba);
  casus_answer_options o = {.sensitivity = true, .coalitions = true, .status_quo = NO_STATE, .explained = 6, .wished = 6};
  char *text;
  size_t len;
  assert_int_equal(casus_conflict_answer_text(c, &o, 100, &text, &len, NULL), CASUS_OK);
  assert_int_equal(strlen(text), len);
  expect_says(text, "  6      -      yes    yes    yes    yes    -      US: blockade; USSR: withdraw\n");
  expect_says(text, "US would not leave 6 for 4, because USSR could answer 4->0, which is worse for US than 6.\n");
  expect_says(text, "  If US preferred 6 to 4:\n    Nash  would also hold: 6\n");
  expect_says(text, "Nash  US: would have to like it at least as well as 4\n");
  expect_says(text, "  4: 0 -> 1 (US) -> 5 (USSR) -> 4 (US)\n");
  expect_says(text, "US + USSR\n");
  for (const char *line = text; *line; line = strchr(line, '\n') + 1) assert_true(strchr(line, '\n') - line <= 100);
  free(text);
  casus_conflict_free(c);
}

static void graphs_are_drawn(void **state) {
  (void)state;
  casus_conflict *c = read_text(
      "{\"decision_makers\":[{\"name\":\"A \\\"x\\\\\"}],\"states\":[{\"name\":\"s1\",\"text\":\"peace\"},\"s2\"],"
      "\"moves\":{\"A \\\"x\\\\\":[[\"s1\",\"s2\"],[\"s2\",\"s1\"]]},\"payoffs\":{\"A \\\"x\\\\\":[2,1]}}");
  char *dot;
  size_t len;
  assert_int_equal(casus_conflict_dot(c, NULL, &dot, &len, NULL), CASUS_OK);
  expect_says(dot, "  s0 [label=\"s1\\npeace\\nNash GMR SMR SEQ SSEQ\", peripheries=2];\n");
  expect_says(dot, "  s1 [label=\"s2\"];\n");
  expect_says(dot, "  s0 -> s1 [style=dotted];\n");
  expect_says(dot, "  s1 -> s0 [style=solid];\n");
  expect_says(dot, "label=\"A \\\"x\\\\\"];\n}\n");
  free(dot);
  casus_conflict_free(c);
}

/* A has nine options, so 511 moves from each of 1,024 states: too many to list, but not to solve. */
static void graphs_have_a_maximum(void **state) {
  (void)state;
  casus_conflict *c = read_text(
      "{\"decision_makers\":[{\"name\":\"A\",\"options\":[\"a\",\"b\",\"c\",\"d\",\"e\",\"f\",\"g\",\"h\",\"i\"]},"
      "{\"name\":\"B\",\"options\":[\"j\"]}],\"preferences\":{\"A\":[\"a\"],\"B\":[\"j\"]}}");
  casus_answer_options o = {.graph = true, .status_quo = NO_STATE, .explained = NO_STATE, .wished = NO_STATE};
  char *json = NULL;
  size_t len;
  casus_error error = {0};
  assert_int_equal(casus_conflict_answer_json(c, &o, &json, &len, &error), CASUS_USAGE);
  assert_null(json);
  assert_non_null(strstr(error.message, "has 524288 moves, and at most 100000 are listed"));
  o.graph = false;
  json_t *answer = ask(c, &o);
  assert_null(json_object_get(answer, "moves"));
  json_decref(answer);
  casus_conflict_free(c);
}

/* ---- names */

static void states_are_found_by_any_name(void **state) {
  (void)state;
  casus_conflict *c = read_text(cuba);
  uint32_t s = 99;
  assert_true(casus_conflict_find_state(c, STR("NYYN"), &s));
  assert_int_equal(s, 6);
  assert_true(casus_conflict_find_state(c, STR("11"), &s));
  assert_int_equal(s, 11);
  assert_false(casus_conflict_find_state(c, STR("12"), &s));   /* withdraws and escalates */
  assert_false(casus_conflict_find_state(c, STR("NYY-"), &s)); /* several */
  assert_false(casus_conflict_find_state(c, STR("16"), &s));
  assert_int_equal(s, 11);
  casus_conflict_free(c);
}

static void lines_of_fields(void **state) {
  (void)state;
  str text = STR("{\"a\": [1, {\"b}\": \"]\\\"\",\n \"c\": [\n2,\n3]}],\n\"d\": 1}");
  field_step path[] = {{"a", 0}, {NULL, 1}, {"c", 0}, {NULL, 1}};
  assert_int_equal(field_line(text, path, 4), 4);
  assert_int_equal(field_line(text, path, 3), 2);
  assert_int_equal(field_line(text, path, 2), 1);
  assert_int_equal(field_line(text, (field_step[]){{"d", 0}}, 1), 5);
  assert_int_equal(field_line(text, (field_step[]){{"e", 0}}, 1), 1); /* not there: the object */
  assert_int_equal(field_line(STR(""), path, 4), 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(models_of_the_tree),
      cmocka_unit_test(shared_cases),
      cmocka_unit_test(bad_models_are_named),
      cmocka_unit_test(sizes_have_limits),
      cmocka_unit_test(questions_that_cannot_be_answered),
      cmocka_unit_test(statements_have_their_truth),
      cmocka_unit_test(forms_agree_on_larger_models),
      cmocka_unit_test(forms_agree_on_unknown_preferences),
      cmocka_unit_test(answers_are_told_in_words),
      cmocka_unit_test(graphs_are_drawn),
      cmocka_unit_test(graphs_have_a_maximum),
      cmocka_unit_test(states_are_found_by_any_name),
      cmocka_unit_test(lines_of_fields),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
