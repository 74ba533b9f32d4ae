/* CoNLL-U in and out: multi-word tokens, spaces in forms, entities, what is broken. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "grammar/grammar.h"

static const char sample[] =
    "# newdoc id = d\n# sent_id = s1\n# text = Mali's troops don't yield.\n"
    "1-2\tMali's\t_\t_\t_\t_\t_\t_\t_\t_\n"
    "1\tMali\tMali\tPROPN\tNNP\t_\t3\tnmod:poss\t_\tNER=B-LOC\n"
    "2\t's\t's\tPART\tPOS\t_\t1\tcase\t_\t_\n"
    "3\ttroops\ttroop\tNOUN\tNNS\t_\t6\tnsubj\t_\tX=1\n"
    "4-5\tdon't\t_\t_\t_\t_\t_\t_\t_\t_\n"
    "4\tdo\tdo\tAUX\tVBP\t_\t6\taux\t_\t_\n"
    "5\tn't\tnot\tPART\tRB\t_\t6\tadvmod\t_\t_\n"
    "5.1\tghost\tghost\tX\tFW\t_\t_\t_\t_\t_\n"
    "6\tyield\tyield\tVERB\tVB\t_\t0\troot\t_\tSpaceAfter=No\n"
    "7\t.\t.\tPUNCT\t.\t_\t6\tpunct\t_\t_\n"
    "\n# newpar\n# sent_id = s2\n"
    "1\t1 000\t1000\tNUM\tCD\t_\t2\tnummod\t_\tNER=B-ORG\n"
    "2\tmen\tman\tNOUN\tNNS\t_\t0\troot:odd\t_\tNER=I-ORG\n\n";

static void text_and_gold_are_read(void **state) {
  (void)state;
  arena *a = arena_new(1 << 22);
  text t;
  analysis gold;
  casus_error error;
  assert_int_equal(conllu_read(STR(sample), STR("s"), a, &t, &gold, &error), CASUS_OK);
  assert_true(str_is(t.bytes, "Mali's troops don't yield.\n\n1 000 men"));
  assert_int_equal(t.n_sentences, 2);
  assert_int_equal(t.n_tokens, 9);
  assert_true(str_is(token_form(&t, 1), "'s") && str_is(token_form(&t, 4), "n't") && str_is(token_form(&t, 7), "1 000"));
  assert_int_equal(t.sentences[1].paragraph, 1);
  assert_int_equal(gold.words[0].head, 2);
  assert_int_equal(gold.words[0].rel, REL_NMOD_POSS);
  assert_int_equal(gold.words[5].head, NO_TOKEN);
  assert_int_equal(gold.words[8].rel, REL_ROOT);
  assert_int_equal(gold.words[7].head, 8);
  assert_int_equal(gold.n_entities, 2);
  assert_int_equal(gold.entities[1].n_tokens, 2);
  assert_true(str_is(gold.words[4].lemma, "not"));
  arena_free(a);
}

static void what_is_written_is_read_again(void **state) {
  (void)state;
  arena *a = arena_new(1 << 22);
  text t, again;
  analysis gold, gold_again;
  buffer out, out_again;
  buffer_init(&out, 1 << 20);
  buffer_init(&out_again, 1 << 20);
  assert_int_equal(conllu_read(STR(sample), STR("s"), a, &t, &gold, NULL), CASUS_OK);
  assert_int_equal(conllu_write(&t, &gold, &out), CASUS_OK);
  assert_non_null(strstr(out.ptr, "1-2\tMali's\t_"));
  assert_non_null(strstr(out.ptr, "4-5\tdon't\t_"));
  assert_non_null(strstr(out.ptr, "6\tyield\tyield\tVERB\tVB\tVerbForm=Inf\t0\troot\t0:root\tSpaceAfter=No\n"));
  assert_non_null(strstr(out.ptr, "NER=I-ORG"));
  assert_int_equal(conllu_read(buffer_str(&out), STR("s"), a, &again, &gold_again, NULL), CASUS_OK);
  assert_true(str_equal(t.bytes, again.bytes));
  assert_int_equal(conllu_write(&again, &gold_again, &out_again), CASUS_OK);
  assert_true(str_equal(buffer_str(&out), buffer_str(&out_again)));
  buffer_free(&out);
  buffer_free(&out_again);
  arena_free(a);
}

static void merging_keeps_the_rest(void **state) {
  (void)state;
  arena *a = arena_new(1 << 22);
  text t;
  analysis gold;
  buffer out;
  buffer_init(&out, 1 << 20);
  assert_int_equal(conllu_read(STR(sample), STR("s"), a, &t, &gold, NULL), CASUS_OK);
  gold.words[2].rel = REL_OBJ;
  assert_int_equal(conllu_merge(STR(sample), &t, &gold, &out), CASUS_OK);
  assert_true(buffer_add_byte(&out, 0));
  assert_non_null(strstr(out.ptr, "# sent_id = s2\n"));
  assert_non_null(strstr(out.ptr, "3\ttroops\ttroop\tNOUN\tNNS\tNumber=Ptan\t6\tobj\t6:obj\tX=1\n"));
  assert_non_null(strstr(out.ptr, "5.1\tghost\t"));
  assert_non_null(strstr(out.ptr, "1\t1 000\t1000\tNUM\tCD\tNumType=Card\t2\tnummod\t2:nummod\tNER=B-ORG\n"));
  buffer_free(&out);
  arena_free(a);
}

/* A multi-word token that its words do not spell is shared out among them. */
static void surfaces_are_shared_out(void **state) {
  (void)state;
  arena *a = arena_new(1 << 22);
  text t;
  static const char input[] =
      "1-2\tdel\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n1\tde\tde\tADP\tIN\t_\t0\troot\t_\t_\n"
      "2\tel\tel\tDET\tDT\t_\t1\tdet\t_\t_\n3\t.\t.\tPUNCT\t.\t_\t1\tpunct\t_\t_\n";
  assert_int_equal(conllu_read(STR(input), STR("s"), a, &t, NULL, NULL), CASUS_OK);
  assert_true(str_is(t.bytes, "del."));
  assert_int_equal(t.tokens[0].end, t.tokens[1].begin);
  assert_int_equal(t.tokens[1].end, 3);
  arena_free(a);
}

static void what_is_broken_is_named(void **state) {
  (void)state;
  static const struct {
    const char *input;
    size_t line;
  } cases[] = {{"1\ta\n", 1},
               {"# x\n2\ta\ta\tX\tFW\t_\t0\troot\t_\t_\n", 2},
               {"1\ta\ta\tX\tFW\t_\t1\tdep\t_\t_\n", 1},
               {"1\ta\ta\tX\tFW\t_\t5\tdep\t_\t_\n\n", 2},
               {"1\ta\ta\tX\tFW\t_\tz\tdep\t_\t_\n\n", 1},
               {"x\ta\ta\tX\tFW\t_\t0\troot\t_\t_\n", 1},
               {"1\ta\ta\tX\tFW\t_\t0\troot\t_\t_\tmore\n", 1}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    arena *a = arena_new(1 << 22);
    text t = {0};
    analysis gold;
    casus_error error;
    assert_int_equal(conllu_read(str_of(cases[i].input), STR("s"), a, &t, &gold, &error), CASUS_INPUT);
    assert_int_equal(error.line, cases[i].line);
    assert_string_equal(error.file, "s");
    assert_int_equal(t.n_tokens, 0);
    arena_free(a);
  }
}

static void names_go_both_ways(void **state) {
  (void)state;
  uint8_t found;
  for (unsigned i = 0; i < REL_COUNT; i++) assert_true(relation_of_name(str_of(relation_name(i)), &found) && found == i);
  for (unsigned i = 0; i < UPOS_COUNT; i++) assert_true(upos_of_name(str_of(upos_name(i)), &found) && found == i);
  for (unsigned i = 0; i < XPOS_COUNT; i++) assert_true(xpos_of_name(str_of(xpos_name(i)), &found) && found == i);
  assert_true(relation_of_name(STR("obl:new"), &found) && found == REL_OBL);
  assert_false(relation_of_name(STR("oblique"), &found));
  assert_false(xpos_of_name(STR("ZZ"), &found));
  assert_int_equal(found, XPOS_NONE);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(text_and_gold_are_read),  cmocka_unit_test(what_is_written_is_read_again),
                                     cmocka_unit_test(merging_keeps_the_rest),  cmocka_unit_test(surfaces_are_shared_out),
                                     cmocka_unit_test(what_is_broken_is_named), cmocka_unit_test(names_go_both_ways)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
