/* Look-ups over the public interface: phrases, contexts, errors, and what stays untouched by them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "casus.h"

static casus_engine *engine;
static casus_session *session;

static int open_engine(void **state) {
  (void)state;
  if (casus_engine_open(NULL, &engine, NULL) != CASUS_OK) return -1;
  return casus_session_open(engine, &session, NULL) == CASUS_OK ? 0 : -1;
}

static int close_engine(void **state) {
  (void)state;
  casus_session_close(session);
  casus_engine_close(engine);
  return 0;
}

static casus_str str_of(const char *s) { return (casus_str){s, strlen(s)}; }

static casus_phrase phrase_of(const char *phrase, const char *context) {
  return (casus_phrase){str_of(phrase), str_of(context), {2024, 3, 22}};
}

static const casus_who_answer *who(const char *phrase, const char *context) {
  const casus_who_answer *answer = NULL;
  casus_phrase ask = phrase_of(phrase, context);
  assert_int_equal(casus_who(session, &ask, &answer, NULL), CASUS_OK);
  return answer;
}

#define assert_str(s, expected)                      \
  do {                                               \
    assert_int_equal((s).len, strlen(expected));     \
    assert_memory_equal((s).ptr, expected, (s).len); \
  } while (0)

static void assert_one(const char *phrase, const char *context, const char *code) {
  const casus_who_answer *a = who(phrase, context);
  if (a->n_actors != 1) print_message("%s: %u actors\n", phrase, a->n_actors);
  assert_int_equal(a->n_actors, 1);
  assert_str(a->actors[0].code, code);
}

static void whole_phrases_name_somebody(void **state) {
  (void)state;
  assert_one("the French foreign minister", "", "FRAGOV");
  assert_one("Mr Putin", "", "RUSGOV");
  assert_one("Israeli troops", "", "ISRMIL");
  assert_one("soldiers", "", "---MIL");
  assert_one("JNIM", "", "IMGREB");
  assert_one("Kenya's army", "", "KENMIL");
  assert_one("the United Nations", "", "IGOUNO");
  assert_one("Jean-Yves Le Drian, France's minister for Europe", "", "FRAGOV");
  assert_int_equal(who("the table", "")->n_actors, 0);
  assert_int_equal(who("", "")->n_actors, 0);
  assert_int_equal(who(" , ", "")->n_actors, 0);
}

static void case_that_tells_nothing_is_mended(void **state) {
  (void)state;
  static const char *const same[] = {"us troops", "US TROOPS", "US troops"};
  for (size_t i = 0; i < 3; i++) {
    assert_one(same[i], "", "USAMIL");
    assert_str(who(same[i], "")->actors[0].text, same[i]);
  }
  assert_one("president macron", "", "FRAGOV");
  assert_one("PRESIDENT MACRON", "", "FRAGOV");
  assert_one("north korea", "", "PRK");
  assert_int_equal(who("let us go", "")->n_actors, 0);
  assert_str(who("car thieves", "")->actors[0].country, "");
}

static void parties_side_by_side_are_all_given(void **state) {
  (void)state;
  const casus_who_answer *a = who("France and Germany", "");
  assert_int_equal(a->n_actors, 2);
  assert_str(a->actors[0].code, "FRA");
  assert_str(a->actors[1].code, "DEU");
  assert_int_equal(a->actors[1].span.begin, 11);
  a = who("Israeli and US officials", "");
  assert_int_equal(a->n_actors, 2);
  assert_str(a->actors[0].code, "ISRGOV");
  assert_str(a->actors[1].code, "USAGOV");
}

static void a_context_decides(void **state) {
  (void)state;
  const char *text = "Hezbollah said on Friday that the group would not meet Amal.";
  const casus_who_answer *a = who("the group", text);
  assert_true(a->in_context);
  assert_int_equal(a->n_actors, 1);
  assert_str(a->actors[0].country, "LBN");
  assert_int_equal(a->actors[0].span.begin, (size_t)(strstr(text, "the group") - text));
  assert_false(who("the movement", text)->in_context);
  assert_one("the soldiers", "The Kenyan army chief spoke.", "KENMIL");
  assert_int_equal(who("the soldiers", "The Kenyan army chief spoke.")->actors[0].span.begin, 0);
  assert_int_equal(who("group", "The groupings differ.")->in_context, false); /* a part of a word is no phrase */
}

static const casus_actor_row *row_of(const casus_who_answer *a, const char *name) {
  for (uint32_t i = 0; i < a->n_rows; i++)
    if (a->rows[i].name.len == strlen(name) && memcmp(a->rows[i].name.ptr, name, a->rows[i].name.len) == 0) return &a->rows[i];
  return NULL;
}

static void rows_not_taken_say_why(void **state) {
  (void)state;
  const casus_who_answer *a = who("the French president", "");
  const casus_actor_row *now = row_of(a, "Emmanuel Macron"), *before = row_of(a, "Nicolas Sarkozy");
  assert_non_null(now);
  assert_true(now->taken);
  assert_int_equal(now->from.year, 2017);
  assert_non_null(before);
  assert_false(before->taken);
  assert_str(before->why, "this office: ended before that day");
  assert_true(before->source.len > 0);
  assert_int_equal(a->reasons[0].of, 0);
}

static const casus_where_answer *where(const char *phrase, const char *context) {
  const casus_where_answer *answer = NULL;
  casus_phrase ask = phrase_of(phrase, context);
  assert_int_equal(casus_where(session, &ask, &answer, NULL), CASUS_OK);
  return answer;
}

static void places_are_ranked(void **state) {
  (void)state;
  const casus_where_answer *a = where("Tripoli", "");
  assert_non_null(a->place);
  assert_str(a->place->country, "LBY");
  assert_true(a->candidates[0].taken && !a->candidates[1].taken);
  assert_non_null(a->party);
  a = where("Tripoli in Lebanon", "");
  assert_str(a->place->country, "LBN");
  assert_int_equal(a->n_others, 1);
  assert_str(where("France", "")->place->country, "FRA");
  assert_null(where("xqzt", "")->place);
  assert_null(where("", "")->place);
  assert_int_equal(where("xqzt", "")->n_candidates, 0);
}

static const casus_when_answer *when(const char *phrase, const char *context) {
  const casus_when_answer *answer = NULL;
  casus_phrase ask = phrase_of(phrase, context);
  assert_int_equal(casus_when(session, &ask, &answer, NULL), CASUS_OK);
  return answer;
}

static void times_count_from_publication(void **state) {
  (void)state;
  const casus_when_answer *a = when("last week", "");
  assert_int_equal(a->n_times, 1);
  assert_int_equal(a->times[0].date.day, 11);
  assert_int_equal(a->times[0].enddate.day, 17);
  assert_int_equal(when("Monday", "The two met on Monday in Cairo.")->times[0].date.day, 18);
  assert_int_equal(when("Monday", "The two will meet on Monday in Cairo.")->times[0].date.day, 25);
  assert_int_equal(when("the table", "")->n_times, 0);
  casus_phrase undated = {.phrase = str_of("last week")};
  assert_int_equal(casus_when(session, &undated, &a, NULL), CASUS_OK);
  assert_int_equal(a->times[0].date.year, 0);
  assert_int_equal(a->times[0].date_basis, CASUS_BASIS_NONE);
}

/* ---- errors */

static void bad_phrases_are_refused(void **state) {
  (void)state;
  casus_phrase ask = phrase_of("bad \xff", "");
  const casus_who_answer *answer = NULL;
  casus_error error = {0};
  assert_int_equal(casus_who(session, &ask, &answer, &error), CASUS_INPUT);
  assert_int_equal(error.offset_bytes, 4);
  assert_null(answer);
  ask = phrase_of("Macron", "half \xc3");
  assert_int_equal(casus_who(session, &ask, &answer, &error), CASUS_INPUT);
  assert_int_equal(error.offset_bytes, 5);
  static char long_phrase[CASUS_PHRASE_BYTES_MAX + 1];
  memset(long_phrase, 'a', sizeof long_phrase);
  ask = (casus_phrase){.phrase = {long_phrase, sizeof long_phrase}};
  assert_int_equal(casus_who(session, &ask, &answer, NULL), CASUS_INPUT);
  ask.phrase.len--;
  assert_int_equal(casus_who(session, &ask, &answer, NULL), CASUS_OK);
  assert_int_equal(answer->n_actors, 0);
}

static void long_contexts_are_refused(void **state) {
  (void)state;
  size_t len = CASUS_CONTEXT_BYTES_MAX + 1;
  char *bytes = malloc(len);
  assert_non_null(bytes);
  memset(bytes, ' ', len);
  casus_phrase ask = {.phrase = str_of("Macron"), .context = {bytes, len}};
  const casus_where_answer *where_answer = NULL;
  const casus_when_answer *when_answer = NULL;
  assert_int_equal(casus_where(session, &ask, &where_answer, NULL), CASUS_INPUT);
  assert_int_equal(casus_when(session, &ask, &when_answer, NULL), CASUS_INPUT);
  assert_null(where_answer);
  assert_null(when_answer);
  free(bytes);
}

static void a_grammar_alone_knows_nobody(void **state) {
  (void)state;
  casus_engine *small;
  casus_session *s;
  const casus_who_answer *answer;
  casus_phrase ask = phrase_of("Macron", "");
  assert_int_equal(casus_engine_open(&(casus_options){.grammar_only = true}, &small, NULL), CASUS_OK);
  assert_int_equal(casus_session_open(small, &s, NULL), CASUS_OK);
  assert_int_equal(casus_who(s, &ask, &answer, NULL), CASUS_USAGE);
  casus_session_close(s);
  casus_engine_close(small);
}

static void answers_are_json(void **state) {
  (void)state;
  casus_phrase ask = phrase_of("Mr Putin\t\"", "");
  const casus_who_answer *answer;
  char *json;
  size_t len;
  assert_int_equal(casus_who(session, &ask, &answer, NULL), CASUS_OK);
  assert_int_equal(casus_who_json(&ask, answer, &json, &len), CASUS_OK);
  assert_int_equal(json[len - 1], '\n');
  assert_memory_equal(json, "{\"phrase\":\"Mr Putin\\t\\\"\"", 24);
  free(json);
  casus_phrase nul = {.phrase = {"Ma\0li", 5}};
  assert_int_equal(casus_who(session, &nul, &answer, NULL), CASUS_OK);
  assert_int_equal(casus_who_json(&nul, answer, &json, &len), CASUS_OK);
  assert_non_null(strstr(json, "Ma\\u0000li"));
  free(json);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(whole_phrases_name_somebody),
                                     cmocka_unit_test(case_that_tells_nothing_is_mended),
                                     cmocka_unit_test(parties_side_by_side_are_all_given),
                                     cmocka_unit_test(a_context_decides),
                                     cmocka_unit_test(rows_not_taken_say_why),
                                     cmocka_unit_test(places_are_ranked),
                                     cmocka_unit_test(times_count_from_publication),
                                     cmocka_unit_test(bad_phrases_are_refused),
                                     cmocka_unit_test(long_contexts_are_refused),
                                     cmocka_unit_test(a_grammar_alone_knows_nobody),
                                     cmocka_unit_test(answers_are_json)};
  return cmocka_run_group_tests(tests, open_engine, close_engine);
}
