/* The conflict model that hand-made reports propose: whose options there are, what is so now, what each wants, and that the
 * reader of models takes whatever the reports hold. */
#include "situation_scene.h"

#include <jansson.h>

#include "casus_proposal.h"
#include "casus_strategy.h"

typedef struct {
  scene c;
  json_t *model;
  char *bytes;
} proposed;

/* A model that the solver does not take is none. */
static void check_solvable(const char *json, size_t len) {
  casus_conflict *conflict;
  casus_solution *solution;
  casus_error error = {0};
  if (casus_conflict_read((casus_str){json, len}, STR("model"), &conflict, &error) != CASUS_OK)
    fail_msg("%zu: %s\n%s", error.line, error.message, json);
  assert_int_equal(casus_conflict_solve(conflict, NULL, &solution, &error), CASUS_OK);
  casus_solution_free(solution);
  casus_conflict_free(conflict);
}

static void propose(proposed *p, const row *rows, size_t n) {
  casus_proposal *proposal;
  casus_error error = {0};
  size_t len;
  char *text;
  draw(&p->c, rows, n);
  if (casus_proposal_make(p->c.s, NULL, &proposal, &error) != CASUS_OK) fail_msg("%s", error.message);
  assert_int_equal(casus_proposal_json(proposal, &p->bytes, &len, &error), CASUS_OK);
  assert_int_equal(casus_proposal_text(proposal, &text, &len, &error), CASUS_OK);
  assert_int_equal(len, strlen(text));
  free(text);
  casus_proposal_free(proposal);
  check_solvable(p->bytes, strlen(p->bytes));
  p->model = json_loads(p->bytes, 0, NULL);
  assert_non_null(p->model);
}

#define PROPOSE(p, rows) propose((p), (rows), sizeof(rows) / sizeof *(rows))

static void done(proposed *p) {
  json_decref(p->model);
  free(p->bytes);
  casus_situation_free(p->c.s);
}

/* "Y", "N", or "-" where the model has no such option. */
static char status_quo_of(const proposed *p, const char *owner, const char *option) {
  const char *pattern = json_string_value(json_object_get(p->model, "status_quo"));
  size_t at = 0, i, k;
  json_t *who, *what;
  json_array_foreach(json_object_get(p->model, "decision_makers"), i, who)
      json_array_foreach(json_object_get(who, "options"), k, what) {
    bool found =
        strcmp(json_string_value(json_object_get(who, "name")), owner) == 0 && strcmp(json_string_value(what), option) == 0;
    if (found) return pattern[at];
    at++;
  }
  return '-';
}

/* Place of a statement among those of a decision maker, or -1. */
static int place_of(const proposed *p, const char *who, const char *statement) {
  size_t i;
  json_t *value;
  json_array_foreach(json_object_get(json_object_get(p->model, "preferences"), who), i, value) {
    if (strcmp(json_string_value(value), statement) == 0) return (int)i;
  }
  return -1;
}

static bool is_irreversible(const proposed *p, const char *option) {
  size_t i;
  json_t *value;
  json_array_foreach(json_object_get(p->model, "irreversible"), i, value) {
    if (strcmp(json_string_value(json_object_get(value, "option")), option) == 0) return true;
  }
  return false;
}

/* ---- acts */

static void a_threat_is_the_act_that_is_threatened(void **state) {
  (void)state;
  const row rows[] = {{.event = CASUS_THREATEN,
                       .of = CASUS_ASSAULT,
                       .status = CASUS_CONDITIONAL,
                       .actor = "ISL GOV",
                       .recipient = "DNK MIL",
                       .words = "attack if Denmark sends ships",
                       .condition = "if Denmark sends ships"},
                      {.event = CASUS_AID, .actor = "DNK GOV", .recipient = "FRO GOV", .words = "helped it"}};
  proposed p;
  PROPOSE(&p, rows);
  assert_int_equal(status_quo_of(&p, "Iceland", "assault on Denmark"), 'N');
  assert_int_equal(status_quo_of(&p, "Denmark", "sends ships"), 'N');
  assert_int_equal(place_of(&p, "Iceland", "Iceland: assault on Denmark IF Denmark: sends ships"), 0);
  assert_true(place_of(&p, "Denmark", "NOT Iceland: assault on Denmark") >= 0);
  assert_int_equal(place_of(&p, "Denmark", "Iceland: assault on Denmark"), -1);
  assert_null(strstr(p.bytes, "Iceland: threat"));
  assert_true(is_irreversible(&p, "Iceland: assault on Denmark"));
  assert_false(is_irreversible(&p, "Denmark: sends ships"));
  done(&p);
}

static void a_demand_is_an_option_of_whom_it_is_put_to(void **state) {
  (void)state;
  const row rows[] = {
      {.event = CASUS_REQUEST,
       .of = CASUS_RETREAT,
       .actor = "ISL GOV",
       .recipient = "DNK GOV",
       .words = "demanded that the islands open"},
      {.event = CASUS_REJECT, .of = CASUS_REQUEST, .actor = "DNK GOV", .recipient = "ISL GOV", .words = "rejected it"}};
  proposed p;
  PROPOSE(&p, rows);
  assert_int_equal(status_quo_of(&p, "Denmark", "islands open"), 'N');
  assert_int_equal(status_quo_of(&p, "Iceland", "islands open"), '-');
  assert_int_equal(json_array_size(json_object_get(p.model, "decision_makers")), 1); /* who only asks has nothing to choose */
  assert_int_equal(place_of(&p, "Denmark", "NOT Denmark: islands open"), 0);
  done(&p);
}

static void to_leave_off_is_no_option_of_its_own(void **state) {
  (void)state;
  const row rows[] = {
      {.event = CASUS_MOBILIZE, .status = CASUS_PLANNED, .actor = "DNK MIL", .words = "sends ships", .sentence = 4},
      {.event = CASUS_REQUEST,
       .actor = "ISL GOV",
       .recipient = "DNK GOV",
       .words = "urged it to refrain from that",
       .sentence = 5},
      {.event = CASUS_REJECT, .actor = "DNK GOV", .recipient = "ISL GOV", .words = "refused", .sentence = 6}};
  proposed p;
  PROPOSE(&p, rows);
  assert_int_equal(json_array_size(json_object_get(p.model, "decision_makers")), 1); /* Iceland has nothing to choose */
  assert_int_equal(place_of(&p, "Denmark", "Denmark: move forces"), 0);
  assert_int_equal(place_of(&p, "Denmark", "NOT Denmark: move forces"), -1);
  done(&p);
}

static void a_single_attack_is_past_and_a_series_goes_on(void **state) {
  (void)state;
  const row rows[] = {
      {.event = CASUS_ASSAULT, .actor = "ISL MIL", .recipient = "DNK MIL", .words = "struck it", .day = 3},
      {.event = CASUS_ASSAULT, .actor = "DNK MIL", .recipient = "ISL MIL", .words = "shelled it", .day = 4},
      {.event = CASUS_ASSAULT, .actor = "DNK MIL", .recipient = "ISL MIL", .words = "shelled it", .day = 7},
  };
  proposed p;
  PROPOSE(&p, rows);
  assert_int_equal(status_quo_of(&p, "Denmark", "assault on Iceland"), 'Y');
  assert_false(is_irreversible(&p, "Denmark: assault on Iceland"));
  assert_int_equal(status_quo_of(&p, "Iceland", "assault on Denmark"), '-');
  assert_int_equal(status_quo_of(&p, "Iceland", "past assault on Denmark"), '-');
  assert_true(place_of(&p, "Iceland", "NOT Denmark: assault on Iceland") >= 0);
  done(&p);
}

static void a_veto_is_cast_for_good(void **state) {
  (void)state;
  const row rows[] = {
      {.event = CASUS_REJECT, .actor = "RUS GOV", .recipient = "- IGO UN", .words = "vetoed it"},
      {.event = CASUS_AGREE, .of = CASUS_CONSULT, .actor = "ISL GOV", .recipient = "RUS GOV", .words = "offered talks"}};
  proposed p;
  PROPOSE(&p, rows);
  assert_int_equal(json_array_size(json_object_get(p.model, "infeasible")), 1);
  assert_non_null(strstr(json_string_value(json_array_get(json_object_get(p.model, "infeasible"), 0)), "N"));
  assert_int_equal(json_array_size(json_object_get(p.model, "irreversible")), 0);
  done(&p);
}

static void an_exchange_is_a_condition_both_ways(void **state) {
  (void)state;
  const row rows[] = {{.event = CASUS_AGREE,
                       .of = CASUS_AID,
                       .actor = "ISL GOV",
                       .recipient = "DNK GOV",
                       .words = "offered fuel",
                       .sentence = 3,
                       .exchange = 2},
                      {.event = CASUS_AGREE,
                       .status = CASUS_CONSIDERED,
                       .actor = "DNK GOV",
                       .recipient = "ISL GOV",
                       .words = "promise to reopen waters",
                       .sentence = 3,
                       .exchange = 1}};
  proposed p;
  PROPOSE(&p, rows);
  assert_int_equal(place_of(&p, "Iceland", "Iceland: fuel IF Denmark: reopen waters"), 0);
  assert_int_equal(place_of(&p, "Iceland", "NOT Iceland: fuel IF NOT Denmark: reopen waters"), 1);
  assert_int_equal(place_of(&p, "Iceland", "Denmark: reopen waters"), 2);
  done(&p);
}

static void what_is_only_considered_is_no_option(void **state) {
  (void)state;
  const row rows[] = {
      {.event = CASUS_ASSAULT, .status = CASUS_CONSIDERED, .actor = "ISL MIL", .recipient = "DNK MIL", .words = "may strike"},
      {.event = CASUS_SANCTION, .status = CASUS_DENIED, .actor = "ISL GOV", .recipient = "DNK GOV", .words = "denied it"},
      {.event = CASUS_SANCTION, .status = CASUS_PLANNED, .actor = "DNK GOV", .recipient = "ISL GOV", .words = "plans it"}};
  proposed p;
  PROPOSE(&p, rows);
  assert_int_equal(json_array_size(json_object_get(p.model, "decision_makers")), 1);
  assert_int_equal(status_quo_of(&p, "Denmark", "sanctions or a cut in ties against Iceland"), 'N');
  done(&p);
}

/* ---- evidence */

static void each_part_has_its_sentences(void **state) {
  (void)state;
  const row rows[] = {
      {.event = CASUS_SANCTION, .status = CASUS_PLANNED, .actor = "DNK GOV", .recipient = "ISL GOV", .words = "plans it"},
      {.event = CASUS_PROTEST, .actor = "ISL OPP", .recipient = "ISL GOV", .words = "marched on"}};
  proposed p;
  PROPOSE(&p, rows);
  json_t *options = json_object_get(json_object_get(p.model, "proposal"), "options"), *value;
  size_t i;
  assert_int_equal(json_array_size(options), 2);
  json_array_foreach(options, i, value) {
    json_t *first = json_array_get(json_object_get(value, "evidence"), 0);
    assert_int_equal(strlen(json_string_value(json_object_get(first, "event"))), 32);
    assert_int_equal(json_array_size(json_object_get(first, "span")), 2);
  }
  done(&p);
}

static void order_of_reports_makes_no_difference(void **state) {
  (void)state;
  row rows[] = {
      {.event = CASUS_THREATEN, .of = CASUS_SANCTION, .actor = "DNK GOV", .recipient = "ISL GOV", .words = "threatened it"},
      {.event = CASUS_PROTEST, .actor = "ISL OPP", .recipient = "ISL GOV", .words = "marched on", .article = 1},
      {.event = CASUS_AGREE, .of = CASUS_AID, .actor = "NOR GOV", .recipient = "ISL GOV", .words = "offered fuel", .article = 2}};
  proposed p;
  PROPOSE(&p, rows);
  casus_report turned[3] = {p.c.reports[2], p.c.reports[0], p.c.reports[1]};
  casus_situation *s;
  casus_proposal *proposal;
  char *bytes;
  size_t len;
  assert_int_equal(casus_situation_make(turned, 3, NULL, &s, NULL), CASUS_OK);
  assert_int_equal(casus_proposal_make(s, NULL, &proposal, NULL), CASUS_OK);
  assert_int_equal(casus_proposal_json(proposal, &bytes, &len, NULL), CASUS_OK);
  assert_string_equal(bytes, p.bytes);
  free(bytes);
  casus_proposal_free(proposal);
  casus_situation_free(s);
  done(&p);
}

/* ---- what reports may hold */

static void names_cannot_break_the_model(void **state) {
  (void)state;
  static const char *const names[] = {
      "ISL REB NOT (A OR B)", "ISL REB a\"b IF c", "ISL REB x: y", "ISL REB \x1b[31mred", "ISL REB \xe2\x80\xaexyz",
      "ISL REB YN",           "ISL REB 5",         "ISL REB   ",   "ISL REB AND",         "ISL REB >>",
      "ISL REB \xc2\x85 z",   "ISL REB -"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    const row rows[] = {
        {.event = CASUS_ASSAULT,
         .status = CASUS_CONDITIONAL,
         .actor = names[i],
         .recipient = "DNK MIL",
         .words = "would attack",
         .condition = "if Denmark (or \"it\") AND NOT we"},
        {.event = CASUS_REQUEST, .actor = "DNK MIL", .recipient = names[i], .words = "asked to AND IF (\"x\") NOT it"}};
    proposed p;
    PROPOSE(&p, rows);
    assert_null(strchr(p.bytes, '\x1b'));
    done(&p);
  }
}

static void expect_nothing(const row *rows, size_t n, const char *why) {
  scene c;
  casus_proposal *proposal = NULL;
  casus_error error = {0};
  draw(&c, rows, n);
  assert_int_equal(casus_proposal_make(c.s, NULL, &proposal, &error), CASUS_INPUT);
  assert_null(proposal);
  assert_non_null(strstr(error.message, why));
  casus_situation_free(c.s);
}

static void too_little_is_said_to_be_too_little(void **state) {
  (void)state;
  const row met[] = {{.event = CASUS_CONSULT, .actor = "ISL GOV", .recipient = "DNK GOV", .words = "met them"}};
  const row nobody[] = {{.event = CASUS_PROTEST, .words = "marched on"}};
  const row unnamed[] = {{.event = CASUS_SANCTION, .status = CASUS_PLANNED, .actor = "--- GOV", .words = "plans it"}};
  expect_nothing(NULL, 0, "no reports");
  expect_nothing(nobody, 1, "no party");
  expect_nothing(met, 1, "still choose");
  expect_nothing(unnamed, 1, "still choose");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_threat_is_the_act_that_is_threatened),
      cmocka_unit_test(a_demand_is_an_option_of_whom_it_is_put_to),
      cmocka_unit_test(to_leave_off_is_no_option_of_its_own),
      cmocka_unit_test(a_single_attack_is_past_and_a_series_goes_on),
      cmocka_unit_test(a_veto_is_cast_for_good),
      cmocka_unit_test(an_exchange_is_a_condition_both_ways),
      cmocka_unit_test(what_is_only_considered_is_no_option),
      cmocka_unit_test(each_part_has_its_sentences),
      cmocka_unit_test(order_of_reports_makes_no_difference),
      cmocka_unit_test(names_cannot_break_the_model),
      cmocka_unit_test(too_little_is_said_to_be_too_little),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
