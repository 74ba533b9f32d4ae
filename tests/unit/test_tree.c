/* Deep subjects and objects over hand-made trees: passives, control, coordination, relative clauses. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "coding/tree.h"

/* One word a row: form, UPOS, XPOS, head (from 1), relation. */
typedef struct {
  const char *form, *upos, *xpos;
  int head;
  const char *rel;
} row;

typedef struct {
  arena *a;
  text t;
  analysis an;
  tree d;
} fixture;

static void build(fixture *f, const row *rows, size_t n) {
  buffer b;
  str kept; /* lemmas lie in the input */
  *f = (fixture){.a = arena_new(1 << 20)};
  buffer_init(&b, 1 << 20);
  for (size_t i = 0; i < n; i++)
    buffer_format(&b, "%zu\t%s\t%s\t%s\t%s\t_\t%d\t%s\t_\t_\n", i + 1, rows[i].form, rows[i].form, rows[i].upos, rows[i].xpos,
                  rows[i].head, rows[i].rel);
  buffer_add(&b, STR("\n"));
  assert_true(arena_copy(f->a, buffer_str(&b), &kept));
  assert_int_equal(conllu_read(kept, STR("test"), f->a, &f->t, &f->an, NULL), CASUS_OK);
  assert_int_equal(f->an.n_words, n);
  assert_true(tree_build(&f->t, &f->an, f->a, &f->d));
  buffer_free(&b);
}

#define ROWS(...) (const row[]){__VA_ARGS__}, sizeof((const row[]){__VA_ARGS__}) / sizeof(row)

static void passive_is_turned_round(void **state) {
  (void)state;
  fixture f;
  build(&f,
        ROWS({"Envoys", "NOUN", "NNS", 3, "nsubj:pass"}, {"were", "AUX", "VBD", 3, "aux:pass"},
             {"expelled", "VERB", "VBN", 0, "root"}, {"by", "ADP", "IN", 5, "case"}, {"Chad", "PROPN", "NNP", 3, "obl:agent"}));
  assert_int_equal(tree_deep_subject(&f.d, 2), 4);
  assert_int_equal(tree_deep_object(&f.d, 2), 0);
  arena_free(f.a);
}

static void control_passes_the_subject_down(void **state) {
  (void)state;
  fixture f;
  /* Chad agreed to send troops; Chad urged Mali to send troops */
  build(&f, ROWS({"Chad", "PROPN", "NNP", 2, "nsubj"}, {"agreed", "VERB", "VBD", 0, "root"}, {"to", "PART", "TO", 4, "mark"},
                 {"send", "VERB", "VB", 2, "xcomp"}, {"troops", "NOUN", "NNS", 4, "obj"}));
  assert_int_equal(tree_deep_subject(&f.d, 3), 0);
  assert_int_equal(tree_infinitive_clause(&f.d, 1), 3);
  arena_free(f.a);
  build(&f, ROWS({"Chad", "PROPN", "NNP", 2, "nsubj"}, {"urged", "VERB", "VBD", 0, "root"}, {"Mali", "PROPN", "NNP", 2, "obj"},
                 {"to", "PART", "TO", 5, "mark"}, {"send", "VERB", "VB", 2, "xcomp"}, {"troops", "NOUN", "NNS", 5, "obj"}));
  assert_int_equal(tree_deep_subject(&f.d, 4), 2);
  arena_free(f.a);
}

static void coordination_shares_subject_and_object(void **state) {
  (void)state;
  fixture f;
  /* Police arrested and deported him. */
  build(&f, ROWS({"Police", "NOUN", "NN", 2, "nsubj"}, {"arrested", "VERB", "VBD", 0, "root"}, {"and", "CCONJ", "CC", 4, "cc"},
                 {"deported", "VERB", "VBD", 2, "conj"}, {"him", "PRON", "PRP", 2, "obj"}));
  assert_int_equal(tree_deep_subject(&f.d, 3), 0);
  assert_int_equal(tree_deep_object(&f.d, 3), 4);
  arena_free(f.a);
  /* Police arrested him and left: "left" has no object to share. */
  build(&f, ROWS({"Police", "NOUN", "NN", 2, "nsubj"}, {"arrested", "VERB", "VBD", 0, "root"}, {"him", "PRON", "PRP", 2, "obj"},
                 {"and", "CCONJ", "CC", 5, "cc"}, {"left", "VERB", "VBD", 2, "conj"}));
  assert_int_equal(tree_deep_object(&f.d, 4), NO_TOKEN);
  arena_free(f.a);
}

static void relative_clauses_find_their_noun(void **state) {
  (void)state;
  fixture f;
  /* rebels who attacked Goma; the deal that Chad signed */
  build(&f, ROWS({"rebels", "NOUN", "NNS", 0, "root"}, {"who", "PRON", "WP", 3, "nsubj"},
                 {"attacked", "VERB", "VBD", 1, "acl:relcl"}, {"Goma", "PROPN", "NNP", 3, "obj"}));
  assert_int_equal(tree_deep_subject(&f.d, 2), 0);
  assert_int_equal(tree_deep_object(&f.d, 2), 3);
  arena_free(f.a);
  build(&f, ROWS({"deal", "NOUN", "NN", 0, "root"}, {"that", "PRON", "WDT", 4, "obj"}, {"Chad", "PROPN", "NNP", 4, "nsubj"},
                 {"signed", "VERB", "VBD", 1, "acl:relcl"}));
  assert_int_equal(tree_deep_subject(&f.d, 3), 2);
  assert_int_equal(tree_deep_object(&f.d, 3), 0);
  arena_free(f.a);
}

static void extent_covers_the_subtree(void **state) {
  (void)state;
  fixture f;
  uint32_t first, end;
  build(&f, ROWS({"the", "DET", "DT", 2, "det"}, {"deal", "NOUN", "NN", 4, "nsubj"}, {"quickly", "ADV", "RB", 4, "advmod"},
                 {"collapsed", "VERB", "VBD", 0, "root"}, {".", "PUNCT", ".", 4, "punct"}));
  tree_extent(&f.d, 1, &first, &end);
  assert_int_equal(first, 0);
  assert_int_equal(end, 2);
  tree_extent(&f.d, 3, &first, &end);
  assert_int_equal(end, 5);
  arena_free(f.a);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(passive_is_turned_round), cmocka_unit_test(control_passes_the_subject_down),
                                     cmocka_unit_test(coordination_shares_subject_and_object),
                                     cmocka_unit_test(relative_clauses_find_their_noun),
                                     cmocka_unit_test(extent_covers_the_subtree)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
