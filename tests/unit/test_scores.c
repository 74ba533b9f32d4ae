/* How tokens, words, tags and entities are scored, on files small enough to check by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <unistd.h>

#include <cmocka.h>

#include "grammar/grammar.h"
#include "train/train.h"

static const char *write_file(const char *content) {
  static char path[64];
  snprintf(path, sizeof path, "/tmp/casus-scores-%ld.conllu", (long)getpid());
  FILE *f = fopen(path, "wb");
  assert_non_null(f);
  fputs(content, f);
  fclose(f);
  return path;
}

/* Gold tokens: words and sentences are all found, and tags that are given wrong on purpose count against us. */
static void gold_tokens_are_kept(void **state) {
  (void)state;
  const char *path = write_file(
      "1\tThe\tthe\tDET\tDT\t_\t2\tdet\t_\t_\n2\tpresident\tpresident\tNOUN\tNN\t_\t3\tnsubj\t_\t_\n"
      "3\tresigned\tresign\tVERB\tVBD\t_\t0\troot\t_\tSpaceAfter=No\n4\t.\t.\tINTJ\tUH\t_\t3\tpunct\t_\t_\n\n");
  eval_ud_scores s;
  casus_error error;
  assert_int_equal(eval_ud(path, NULL, false, &s, &error), CASUS_OK);
  assert_true(s.words.f1 > 99.9 && s.tokens.f1 > 99.9 && s.sentences.f1 > 99.9);
  assert_true(s.upos.f1 > 74.9 && s.upos.f1 < 75.1);
  assert_true(s.las.f1 > 99.9);
  assert_int_equal(eval_ud(path, NULL, true, &s, &error), CASUS_OK);
  assert_true(s.words.f1 > 99.9);
  remove(path);
}

/* A multi-word token is one token and two words; raw text is split by casus. */
static void multi_word_tokens_are_one_token(void **state) {
  (void)state;
  const char *path = write_file(
      "1\tThey\tthey\tPRON\tPRP\t_\t4\tnsubj\t_\t_\n2-3\tdon't\t_\t_\t_\t_\t_\t_\t_\t_\n2\tdo\tdo\tAUX\tVBP\t_\t4\taux\t_\t_\n"
      "3\tn't\tnot\tPART\tRB\t_\t4\tadvmod\t_\t_\n4\tagree\tagree\tVERB\tVB\t_\t0\troot\t_\tSpaceAfter=No\n"
      "5\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_\n\n");
  eval_ud_scores s;
  casus_error error;
  assert_int_equal(eval_ud(path, NULL, true, &s, &error), CASUS_OK);
  assert_true(s.tokens.f1 > 99.9 && s.words.f1 > 99.9 && s.uas.f1 > 99.9);
  assert_int_equal(s.n_words, 5);
  remove(path);
}

static void entities_are_scored_by_span(void **state) {
  (void)state;
  const char *path = write_file(
      "Vladimir\tB-Person\nPutin\tI-Person\nvisited\tO\nFrance\tB-Location\n.\tO\n\nThe\tO\ntalks\tO\nin\tO\nParis\tB-"
      "Person\nfailed\tO\n.\tO\n");
  eval_entity_scores s;
  casus_error error;
  assert_int_equal(eval_entities(path, NULL, &s, &error), CASUS_OK);
  assert_int_equal(s.n_gold, 3);
  assert_true(s.all.f1 > 66 && s.all.f1 < 67); /* two of three, and "Paris" as a place */
  assert_true(s.kinds[ENTITY_PERSON].precision > 99 && s.kinds[ENTITY_PERSON].recall < 51);
  remove(path);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(gold_tokens_are_kept), cmocka_unit_test(multi_word_tokens_are_one_token),
                                     cmocka_unit_test(entities_are_scored_by_span)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
