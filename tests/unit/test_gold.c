/* Gold events: sides, reading, finding sentences; precision and recall. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "train/eval.h"
#include "train/gold_events.h"

static side side_of(const char *a, const char *b) {
  side s = {0};
  if (a) side_add(&s, str_of(a));
  if (b) side_add(&s, str_of(b));
  return s;
}

static void sides_are_countries_and_bodies(void **state) {
  (void)state;
  side french = side_of("FRAGOV", NULL), france = side_of("FRA", "MLI"), un = side_of("IGOUNO", NULL),
       eu = side_of("IGOEUR", NULL);
  side none = side_of(NULL, NULL), igo = side_of("IGO", NULL), short_code = side_of("FR", "");
  assert_true(side_shares(&french, &france) && side_shares(&france, &french));
  assert_false(side_shares(&un, &eu) || side_shares(&un, &igo));
  assert_true(side_shares(&none, &none));
  assert_false(side_shares(&none, &un));
  assert_int_equal(short_code.n, 0);
  side both = side_of("MLI", "FRAMIL");
  assert_true(side_same(&france, &both));
  assert_false(side_same(&france, &french));
}

static void sides_hold_their_maximum(void **state) {
  (void)state;
  side s = {0};
  for (int i = 0; i < 100; i++) side_add(&s, STR("FRA"));
  assert_int_equal(s.n, SIDE_KEYS_MAX);
}

static void write_temporary(char *path, const char *content) {
  int fd = mkstemp(path);
  assert_true(fd >= 0);
  assert_int_equal(write(fd, content, strlen(content)), (ssize_t)strlen(content));
  close(fd);
}

static casus_status read_gold(const char *events, const char *none, gold_set *gold, casus_error *error) {
  char events_path[] = "/tmp/casus-gold-XXXXXX", none_path[] = "/tmp/casus-gold-XXXXXX";
  write_temporary(events_path, events);
  write_temporary(none_path, none ? none : "");
  casus_status status = gold_read(events_path, none ? none_path : NULL, gold, error);
  unlink(events_path);
  unlink(none_path);
  return status;
}

static const char two_events[] =
    "{\"doc\":\"a\",\"sentence\":\"France met  "
    "Mali.\",\"trigger\":\"met\",\"event\":\"CONSULT\",\"of\":null,\"status\":\"actual\","
    "\"actor\":[{\"code\":\"FRAGOV\"}],\"recipient\":[{\"code\":\"MLI\"}]}\n"
    "\n{\"doc\":\"a\",\"sentence\":\"It will "
    "help.\",\"trigger\":\"help\",\"event\":\"AGREE\",\"of\":\"AID\",\"status\":\"planned\","
    "\"actor\":[],\"recipient\":[],\"sure\":false}\n";

static void gold_is_read_and_located(void **state) {
  (void)state;
  gold_set gold;
  casus_error error;
  assert_int_equal(
      read_gold(two_events, "{\"doc\":\"a\",\"sentence\":\"Nothing.\"}\n{\"doc\":\"b\",\"sentence\":\"x\"}", &gold, &error),
      CASUS_OK);
  gold_document *d = gold_find(&gold, STR("a"));
  assert_non_null(d);
  assert_non_null(gold_find(&gold, STR("b")));
  assert_null(gold_find(&gold, STR("c")));
  assert_int_equal(d->n_events, 2);
  assert_int_equal(d->n_sentences, 3);
  assert_int_equal(d->events[1].of, CASUS_AID);
  assert_int_equal(d->events[1].status, CASUS_PLANNED);
  assert_true(d->events[0].sure && !d->events[1].sure);
  assert_true(d->sentences[2].none && !d->sentences[0].none);
  /* A line break and a no-break space are white space like any other. */
  const char *text = "Report:\nFrance met\n Mali. It\xc2\xa0will help. Nothing";
  assert_int_equal(gold_locate(d, str_of(text), &error), CASUS_OK);
  assert_memory_equal(text + d->sentences[0].range.begin, "France met", 10);
  assert_int_equal(d->sentences[0].range.end, 25);
  assert_int_equal(d->sentences[1].range.begin, 26);
  assert_int_equal(d->sentences[2].range.end, d->sentences[2].range.begin); /* not there: its full stop is missing */
  gold_free(&gold);
}

static void broken_gold_is_refused(void **state) {
  (void)state;
  static const char *const broken[] = {
      "{\"doc\":\"a\"}\n",
      "nonsense\n",
      "{\"doc\":\"a\",\"sentence\":\"x\",\"event\":\"MEET\",\"status\":\"actual\"}\n",
      "{\"doc\":\"a\",\"sentence\":\"x\",\"event\":\"CONSULT\",\"status\":\"maybe\"}\n",
      "{\"doc\":\"a\",\"sentence\":\"x\",\"event\":\"AGREE\",\"of\":\"HELP\",\"status\":\"actual\"}\n",
  };
  for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
    gold_set gold;
    casus_error error = {0};
    assert_int_equal(read_gold(broken[i], NULL, &gold, &error), CASUS_INPUT);
    assert_int_equal(error.line, 1);
  }
}

static void tallies_are_ratios(void **state) {
  (void)state;
  tally t = {.gold = 4, .ours = 2, .hits = 1}, none = {0};
  assert_true(tally_precision(t) == 0.5 && tally_recall(t) == 0.25);
  assert_float_equal(tally_f1(t), 1.0 / 3, 1e-12);
  assert_true(tally_precision(none) == 0 && tally_f1(none) == 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(sides_are_countries_and_bodies),
      cmocka_unit_test(sides_hold_their_maximum),
      cmocka_unit_test(gold_is_read_and_located),
      cmocka_unit_test(broken_gold_is_refused),
      cmocka_unit_test(tallies_are_ratios),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
