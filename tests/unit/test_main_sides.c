/* The sides of what a sentence reports first of all, as phrases. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/base.h"
#include "casus.h"

static casus_engine *engine;
static casus_session *session;

static int open_all(void **state) {
  (void)state;
  return casus_engine_open(NULL, &engine, NULL) == CASUS_OK && casus_session_open(engine, &session, NULL) == CASUS_OK ? 0 : -1;
}

static int close_all(void **state) {
  (void)state;
  casus_session_close(session);
  casus_engine_close(engine);
  return 0;
}

static void expect_phrase(const char *text, const casus_span *spans, uint32_t n, const char *phrase) {
  if (!*phrase) {
    assert_int_equal(n, 0);
    return;
  }
  assert_true(n > 0);
  str found = str_slice(str_of(text), spans[0].begin, spans[0].end);
  if (!str_is(found, phrase)) fail_msg("%s: found \"%.*s\", not \"%s\"", text, (int)found.len, found.ptr, phrase);
}

static void phrases_of_the_main_report(void **state) {
  (void)state;
  static const struct {
    const char *text, *source, *target;
    casus_type event;
  } rows[] = {
      {"Masked gunmen killed at least nine farmers in Ghana.", "Masked gunmen", "at least nine farmers in Ghana", CASUS_ASSAULT},
      {"The Kenyan president on Monday condemned the Ugandan army, which had crossed the lake.", "The Kenyan president",
       "the Ugandan army", CASUS_ACCUSE},
      {"Rebels (M9) attacked a base near Goma.", "Rebels (M9)", "a base near Goma", CASUS_ASSAULT},
      {"The ministry rejected demands from the teachers' union.", "The ministry", "the teachers' union", CASUS_REJECT},
      {"Peru said it had released two Chilean sailors.", "Peru", "two Chilean sailors", CASUS_RETREAT},
      {"The bank's economists voiced optimism about the Peruvian budget.", "The bank's economists", "the Peruvian budget",
       CASUS_NONE},
      {"The minister said that Uganda must free the Kenyan fishermen.", "The minister", "Uganda", CASUS_REQUEST},
      {"It rained.", "It", "", CASUS_NONE},
      {"", "", "", CASUS_NONE},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    const casus_sides *sides;
    assert_int_equal(casus_main_sides(session, str_of(rows[i].text), &sides, NULL), CASUS_OK);
    expect_phrase(rows[i].text, sides->sources, sides->n_sources, rows[i].source);
    expect_phrase(rows[i].text, sides->targets, sides->n_targets, rows[i].target);
    if (sides->event != rows[i].event) fail_msg("%s: %d", rows[i].text, (int)sides->event);
  }
}

static void wrong_text_is_refused(void **state) {
  (void)state;
  const casus_sides *sides = NULL;
  assert_int_equal(casus_main_sides(session, STR("\xff"), &sides, NULL), CASUS_INPUT);
  assert_null(sides);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(phrases_of_the_main_report), cmocka_unit_test(wrong_text_is_refused)};
  return cmocka_run_group_tests(tests, open_all, close_all);
}
