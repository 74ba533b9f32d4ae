/* The place of an event, for any word: runs the table of sentences in tests/event_places. */
#include <math.h>
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
  printf("%.*s\n  wanted %.*s, found %.*s\n", (int)marked.len, marked.ptr, (int)wanted.len, wanted.ptr, (int)found.len,
         found.ptr);
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

static const casus_place *locate(const char *sentence, uint32_t begin, uint32_t end) {
  const casus_place *found = NULL;
  assert_int_equal(casus_locate(session, str_of(sentence), (span){begin, end}, &found, NULL), CASUS_OK);
  return found;
}

static void known_and_unknown_places(void **state) {
  (void)state;
  const casus_place *p = locate("Police arrested two men in Oslo.", 7, 15);
  assert_true(str_is(p->name, "Oslo") && str_is(p->country, "NOR") && p->lat_deg > 59 && p->geonames);
  p = locate("Rebels burned the village of Tarmasin.", 7, 13);
  assert_true(str_is(p->name, "Tarmasin") && isnan(p->lat_deg) && !p->geonames && !p->country.len);
  p = locate("Rebels burned the village of Tarmasin in Idlib province.", 7, 13);
  assert_true(str_is(p->name, "Tarmasin") && isnan(p->lon_deg) && str_is(p->country, "SYR"));
  p = locate("Soldiers shot two men in northern Mali.", 9, 13);
  assert_true(str_is(p->name, "Mali") && str_is(p->country, "MLI"));
}

static void triggers_that_are_none(void **state) {
  (void)state;
  const casus_place *p;
  assert_int_equal(locate("Police arrested two men in Oslo.", 6, 7)->name.len, 0); /* between two words */
  assert_int_equal(locate("", 0, 0)->name.len, 0);
  assert_int_equal(casus_locate(session, STR("Police"), (span){2, 9}, &p, NULL), CASUS_USAGE);
  assert_int_equal(casus_locate(session, STR("\xff"), (span){0, 1}, &p, NULL), CASUS_INPUT);
}

/* A position that is not known is null in JSON. */
static void no_position_is_null(void **state) {
  (void)state;
  casus_article article = {.id = STR("a"), .text = STR("Rebels attacked the village of Tarmasin.")};
  const casus_event *events;
  size_t n, len;
  char *json;
  assert_int_equal(casus_code(session, &article, &events, &n, NULL), CASUS_OK);
  assert_true(n == 1 && str_is(events[0].place.name, "Tarmasin"));
  assert_int_equal(casus_event_json(events, n, 0, NULL, CASUS_OFFSETS_BYTES, &json, &len), CASUS_OK);
  assert_non_null(strstr(json, "\"lat\":null,\"lon\":null,\"geonames\":null"));
  free(json);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(known_and_unknown_places), cmocka_unit_test(triggers_that_are_none),
                                     cmocka_unit_test(no_position_is_null), cmocka_unit_test(table_of_sentences)};
  return cmocka_run_group_tests(tests, open_session, close_session);
}
