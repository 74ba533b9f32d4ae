/* A lemma is well-formed UTF-8 whatever the word: rules cut bytes, and must not cut a character in two. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "grammar/grammar.h"

static void lemmas_are_whole_characters(void **state) {
  (void)state;
  static const char *const words[] = {"with", "two", "gigabyteת", "for", "a", "price", "of", "30", "€", ",", "he", "’", "here"};
  file_map map;
  str bytes;
  casus_error error;
  grammar *g;
  grammar_scratch *scratch;
  arena *a = arena_new(64 << 20);
  buffer b;
  assert_non_null(a);
  buffer_init(&b, 1 << 16);
  for (uint32_t i = 0; i < sizeof words / sizeof *words; i++)
    assert_true(buffer_format(&b, "%u\t%s\t_\t_\t_\t_\t_\t_\t_\t_\n", i + 1, words[i]));
  assert_true(buffer_add(&b, STR("\n")));
  assert_int_equal(data_file(NULL, "grammar.casus", &bytes, &map, &error), CASUS_OK);
  assert_int_equal(grammar_open(bytes, STR("grammar.casus"), &g, &error), CASUS_OK);
  assert_int_equal(grammar_scratch_new(g, &scratch, &error), CASUS_OK);
  text t;
  analysis an;
  assert_int_equal(conllu_read(buffer_str(&b), STR("words"), a, &t, NULL, &error), CASUS_OK);
  assert_int_equal(grammar_analyse(g, scratch, &t, a, &an, &error), CASUS_OK);
  assert_int_equal(an.n_words, sizeof words / sizeof *words);
  for (uint32_t i = 0; i < an.n_words; i++) {
    str lemma = an.words[i].lemma;
    assert_true(lemma.len > 0);
    assert_int_equal(utf8_valid_until(lemma), lemma.len);
  }
  grammar_scratch_free(scratch);
  grammar_close(g);
  buffer_free(&b);
  arena_free(a);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(lemmas_are_whole_characters)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
