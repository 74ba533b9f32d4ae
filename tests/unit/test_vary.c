/* The copies of treebank sentences that training adds: names for pronouns, clauses that stand alone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "train/vary.h"

static str varied(const char *conllu, buffer *out) {
  buffer_init(out, 1 << 20);
  assert_true(vary_sentences(str_of(conllu), 1, out));
  return (str){out->ptr ? out->ptr : "", out->len};
}

static bool holds(str text, const char *part) {
  size_t n = strlen(part);
  for (size_t i = 0; i + n <= text.len; i++)
    if (memcmp(text.ptr + i, part, n) == 0) return true;
  return false;
}

static const char long_sentence[] =
    "1\tYesterday\tyesterday\tADV\tRB\t_\t5\tadvmod\t_\t_\n"
    "2\t,\t,\tPUNCT\t,\t_\t1\tpunct\t_\t_\n"
    "3\tthe\tthe\tDET\tDT\t_\t4\tdet\t_\t_\n"
    "4\tcourt\tcourt\tNOUN\tNN\t_\t5\tnsubj\t_\t_\n"
    "5\tclosed\tclose\tVERB\tVBD\t_\t0\troot\t_\t_\n"
    "6\ttwo\ttwo\tNUM\tCD\t_\t7\tnummod\t_\t_\n"
    "7\tbanks\tbank\tNOUN\tNNS\t_\t5\tobj\t_\t_\n"
    "8\tbecause\tbecause\tSCONJ\tIN\t_\t10\tmark\t_\t_\n"
    "9\tmoney\tmoney\tNOUN\tNN\t_\t10\tnsubj\t_\t_\n"
    "10\tvanished\tvanish\tVERB\tVBD\t_\t5\tadvcl\t_\t_\n"
    "11\t.\t.\tPUNCT\t.\t_\t5\tpunct\t_\t_\n"
    "\n";

/* Subject, verb and object, heads renumbered, a capital at the start and a stop at the end. */
static void a_clause_stands_alone(void **state) {
  (void)state;
  buffer b;
  str text = varied(long_sentence, &b);
  assert_true(str_equal(text, STR("1\tThe\tthe\tDET\tDT\t_\t2\tdet\t_\t_\n"
                                  "2\tcourt\tcourt\tNOUN\tNN\t_\t3\tnsubj\t_\t_\n"
                                  "3\tclosed\tclose\tVERB\tVBD\t_\t0\troot\t_\t_\n"
                                  "4\ttwo\ttwo\tNUM\tCD\t_\t5\tnummod\t_\t_\n"
                                  "5\tbanks\tbank\tNOUN\tNNS\t_\t3\tobj\t_\t_\n"
                                  "6\t.\t.\tPUNCT\t.\t_\t3\tpunct\t_\t_\n"
                                  "\n")));
  buffer_free(&b);
}

/* No object, no finite verb, or nothing left out: no clause of its own. */
static void what_is_no_clause_is_left(void **state) {
  (void)state;
  static const char *const none[] = {
      "1\tRain\train\tNOUN\tNN\t_\t2\tnsubj\t_\t_\n2\tfell\tfall\tVERB\tVBD\t_\t0\troot\t_\t_\n3\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_"
      "\t_\n\n",
      "1\tCats\tcat\tNOUN\tNNS\t_\t2\tnsubj\t_\t_\n2\teat\teat\tVERB\tVBP\t_\t0\troot\t_\t_\n3\tfish\tfish\tNOUN\tNN\t_"
      "\t2\tobj\t_\t_\n"
      "4\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_\n\n",
      "1\tTo\tto\tPART\tTO\t_\t2\tmark\t_\t_\n2\tsell\tsell\tVERB\tVB\t_\t5\tcsubj\t_\t_\n3\tshoes\tshoe\tNOUN\tNNS\t_\t2\tobj\t_"
      "\t_\n"
      "4\tis\tbe\tAUX\tVBZ\t_\t5\tcop\t_\t_\n5\thard\thard\tADJ\tJJ\t_\t0\troot\t_\t_\n6\t.\t.\tPUNCT\t.\t_\t5\tpunct\t_\t_\n\n"};
  for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
    buffer b;
    assert_int_equal(varied(none[i], &b).len, 0);
    buffer_free(&b);
  }
}

/* An indirect object that is a pronoun: the copy has names, and agrees with them. */
static void pronouns_become_names(void **state) {
  (void)state;
  buffer b;
  str text = varied(
      "1\tThey\tthey\tPRON\tPRP\t_\t2\tnsubj\t_\t_\n"
      "2\tsent\tsend\tVERB\tVBD\t_\t0\troot\t_\t_\n"
      "3\tus\twe\tPRON\tPRP\t_\t2\tiobj\t_\t_\n"
      "4\tgrain\tgrain\tNOUN\tNN\t_\t2\tobj\t_\t_\n"
      "5\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_\n"
      "\n",
      &b);
  assert_true(holds(text, "\tPROPN\tNNP\tNumber=Sing\t2\tnsubj\t") && holds(text, "\tPROPN\tNNP\tNumber=Sing\t2\tiobj\t"));
  assert_true(holds(text, "4\tgrain\tgrain\tNOUN\tNN\t_\t2\tobj\t_\t_\n"));
  assert_false(holds(text, "They"));
  buffer_free(&b);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(a_clause_stands_alone), cmocka_unit_test(what_is_no_clause_is_left),
                                     cmocka_unit_test(pronouns_become_names)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
