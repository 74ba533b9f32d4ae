/* Tokens with IOB2 labels: the three shapes of lines, sentences, and lines that are wrong. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "train/iob2.h"

static casus_status read_text(const char *lines, arena *a, iob2 *g, casus_error *error) {
  return iob2_read(str_of(lines), STR("gold.iob2"), a, g, error);
}

static void expect_token(const iob2 *g, uint32_t i, const char *form, const char *label) {
  assert_true(str_is(token_form(&g->t, i), form));
  assert_true(str_is(g->labels[i], label));
}

static void lines_of_three_shapes(void **state) {
  (void)state;
  iob2 g;
  arena *a = arena_new(1 << 20);
  assert_int_equal(
      read_text("# source: own\nMali B-S\nmet O\n\n\n1\tNiger\tB-T\n2\ttoday\tO\n\nB-52\tO\tO\nfell\tO\n", a, &g, NULL),
      CASUS_OK);
  assert_int_equal(g.t.n_sentences, 3);
  assert_int_equal(g.t.n_tokens, 6);
  expect_token(&g, 0, "Mali", "B-S");
  expect_token(&g, 2, "Niger", "B-T");
  expect_token(&g, 4, "B-52", "O");
  assert_int_equal(g.t.sentences[1].first_token, 2);
  assert_int_equal(g.t.sentences[1].n_tokens, 2);
  assert_memory_equal(g.t.bytes.ptr, "Mali met Niger today B-52 fell", 30);
  arena_free(a);
}

static void long_sentences_are_cut(void **state) {
  (void)state;
  char lines[4 * (SENTENCE_TOKENS_MAX + 1) + 1];
  for (size_t i = 0; i <= SENTENCE_TOKENS_MAX; i++) memcpy(lines + 4 * i, "a O\n", 4);
  lines[sizeof lines - 1] = 0;
  iob2 g;
  arena *a = arena_new(1 << 20);
  assert_int_equal(read_text(lines, a, &g, NULL), CASUS_OK);
  assert_int_equal(g.t.n_sentences, 2);
  assert_int_equal(g.t.sentences[0].n_tokens, SENTENCE_TOKENS_MAX);
  arena_free(a);
}

static void bad_lines_are_named(void **state) {
  (void)state;
  static const char *const bad[] = {"Mali B-S\nmet\n", "Mali B-S\n O\n", "Mali B-S\nmet X\n", "Mali B-S\n\tO\n"};
  arena *a = arena_new(1 << 20);
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    iob2 g = {.labels = NULL};
    casus_error error = {0};
    assert_int_equal(read_text(bad[i], a, &g, &error), CASUS_INPUT);
    assert_int_equal(error.line, 2);
    assert_string_equal(error.file, "gold.iob2");
    assert_null(g.labels);
  }
  arena_free(a);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(lines_of_three_shapes), cmocka_unit_test(long_sentences_are_cut),
                                     cmocka_unit_test(bad_lines_are_named)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
