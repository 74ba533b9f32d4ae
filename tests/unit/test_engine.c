/* The engine over the public interface: giant articles in stretches, bad input, relations. */
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
  casus_error error;
  (void)state;
  if (casus_engine_open(NULL, &engine, &error) != CASUS_OK) return -1;
  return casus_session_open(engine, &session, &error) == CASUS_OK ? 0 : -1;
}

static int close_engine(void **state) {
  (void)state;
  casus_session_close(session);
  casus_engine_close(engine);
  return 0;
}

/* Over one stretch (1 MiB) of text: sentences are numbered and offsets counted through. */
static void a_giant_article_is_one_article(void **state) {
  (void)state;
  static const char line[] = "Kenya's foreign minister met Ugandan officials on Tuesday.\n\n";
  enum { TIMES = 400, SPACE = 4000 };
  size_t each = sizeof line - 1 + SPACE, len = each * TIMES;
  char *bytes = malloc(len);
  assert_non_null(bytes);
  memset(bytes, '\n', len);
  for (size_t i = 0; i < TIMES; i++) memcpy(bytes + i * each, line, sizeof line - 1);
  casus_article article = {.text = {bytes, len}, .date = {2024, 3, 22}};
  const casus_event *events;
  size_t n;
  assert_int_equal(casus_code(session, &article, &events, &n, NULL), CASUS_OK);
  assert_int_equal(n, TIMES);
  for (size_t i = 0; i < n; i++) {
    assert_int_equal(events[i].event, CASUS_CONSULT);
    assert_int_equal(events[i].sentence, i + 1);
    assert_int_equal(events[i].trigger_span.begin, i * each + (size_t)(strstr(line, "met") - line));
    assert_memory_equal(events[i].actors[0].code.ptr, "KENGOV", 6);
  }
  free(bytes);
}

static void bad_bytes_are_named(void **state) {
  (void)state;
  casus_article article = {.text = {"Kenya \xff", 7}};
  const casus_event *events = NULL;
  size_t n = 7;
  casus_error error = {0};
  assert_int_equal(casus_code(session, &article, &events, &n, &error), CASUS_INPUT);
  assert_int_equal(error.offset_bytes, 6);
  assert_int_equal(n, 7);
}

static void an_empty_article_has_no_events(void **state) {
  (void)state;
  casus_article article = {.text = {"", 0}};
  const casus_event *events;
  size_t n = 7;
  assert_int_equal(casus_code(session, &article, &events, &n, NULL), CASUS_OK);
  assert_int_equal(n, 0);
}

static void a_relation_is_directed(void **state) {
  (void)state;
  static const char text[] = "Chad accused Sudan of arming the rebels.";
  casus_str all = {text, sizeof text - 1};
  const casus_event *found;
  assert_int_equal(casus_relate(session, all, (casus_span){0, 4}, (casus_span){13, 18}, &found, NULL), CASUS_OK);
  assert_int_equal(found->event, CASUS_ACCUSE);
  assert_int_equal(casus_relate(session, all, (casus_span){0, 4}, (casus_span){13, 99}, &found, NULL), CASUS_USAGE);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(a_giant_article_is_one_article), cmocka_unit_test(bad_bytes_are_named),
                                     cmocka_unit_test(an_empty_article_has_no_events), cmocka_unit_test(a_relation_is_directed)};
  return cmocka_run_group_tests(tests, open_engine, close_engine);
}
