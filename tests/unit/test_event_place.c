/* The place of an event, for any word: runs the table of sentences in tests/event_places. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/base.h"

enum { SENTENCE_BYTES_MAX = 512 };

static casus_engine *engine;
static casus_session *session;

static int open_session(void **state) {
  (void)state;
  return casus_engine_open(NULL, &engine, NULL) == CASUS_OK && casus_session_open(engine, &session, NULL) == CASUS_OK ? 0 : -1;
}

static int close_session(void **state) {
  (void)state;
  casus_session_close(session);
  casus_engine_close(engine);
  return 0;
}

/* The sentence without the brackets around its trigger. */
static str strip(str marked, char bytes[SENTENCE_BYTES_MAX], span *trigger) {
  size_t n = 0;
  *trigger = (span){0};
  for (size_t i = 0; i < marked.len && n < SENTENCE_BYTES_MAX; i++) {
    if (marked.ptr[i] == '[') trigger->begin = (uint32_t)n;
    else if (marked.ptr[i] == ']') trigger->end = (uint32_t)n;
    else bytes[n++] = marked.ptr[i];
  }
  return (str){bytes, n};
}

static bool row_passes(str marked, str wanted) {
  char bytes[SENTENCE_BYTES_MAX];
  span trigger;
  str sentence = strip(marked, bytes, &trigger);
  const casus_place *place = NULL;
  assert_int_equal(casus_locate(session, sentence, trigger, &place, NULL), CASUS_OK);
  str found = str_empty(place->name) ? STR("none") : str_slice(sentence, place->span.begin, place->span.end);
  if (str_equal(found, wanted)) return true;
  printf("%.*s\n  wanted %.*s, found %.*s\n", (int)marked.len, marked.ptr, (int)wanted.len, wanted.ptr, (int)found.len, found.ptr);
  return false;
}

static void table_of_sentences(void **state) {
  (void)state;
  file_map map;
  tsv t;
  unsigned failed = 0, passed = 0;
  const char *path = SOURCE_DIR "/tests/event_places/places.tsv";
  assert_int_equal(file_open_map(path, 1 << 20, &map, NULL), CASUS_OK);
  assert_int_equal(tsv_open(&t, map.bytes, str_of(path), NULL), CASUS_OK);
  while (tsv_next(&t, NULL) == CASUS_OK) *(row_passes(t.fields[0], str_trim(t.fields[1])) ? &passed : &failed) += 1;
  file_unmap(&map);
  printf("%u sentences right, %u wrong\n", passed, failed);
  assert_true(passed >= 100);
  assert_int_equal(failed, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(table_of_sentences)};
  return cmocka_run_group_tests(tests, open_session, close_session);
}
