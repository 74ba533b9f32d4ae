/* The dynamic oracle, the perceptron, word classes and the scoring, on cases small enough to check by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "train/clusters.h"
#include "train/trainer.h"

/* ---- oracle */

static void crossing_arcs_are_lifted(void **state) {
  (void)state;
  uint16_t heads[] = {0, 3, 4, 0, 3}; /* 1 under 3, 2 under 4, 4 under 3: the arc from 4 to 2 crosses word 3, the root */
  oracle_projectivise(heads, 4);
  assert_int_equal(heads[2], 3);
  assert_int_equal(heads[1], 3);
  assert_int_equal(heads[4], 3);
  uint16_t plain[] = {0, 2, 0, 2, 3};
  oracle_projectivise(plain, 4);
  assert_int_equal(plain[1], 2);
  assert_int_equal(plain[4], 3);
}

static void begin(parse_state *s, uint32_t n) {
  static token_view views[8];
  static uint8_t tags[8], tag_upos[8];
  parse_begin(s, views, tags, tag_upos, n);
}

/* Following a move of no cost always, the gold tree comes out. */
static void free_moves_lead_to_the_gold_tree(void **state) {
  (void)state;
  static const uint16_t golds[][7] = {{0, 2, 0, 2, 5, 3, 2}, {0, 0, 1, 2, 3, 4, 5}, {0, 6, 6, 6, 6, 6, 0}, {0, 2, 3, 0, 3, 6, 4}};
  for (size_t g = 0; g < sizeof golds / sizeof *golds; g++) {
    parse_state *s = calloc(1, sizeof *s);
    begin(s, 6);
    while (parse_settle(s)) {
      uint32_t costs[MOVE_COUNT];
      int best = 0;
      oracle_costs(s, golds[g], costs);
      for (int m = 1; m < MOVE_COUNT; m++)
        if (costs[m] < costs[best]) best = m;
      assert_int_equal(costs[best], 0);
      parse_apply(s, (parse_move)best, REL_DEP);
    }
    for (uint32_t i = 1; i <= 6; i++) assert_int_equal(s->nodes[i].head, golds[g][i]);
    free(s);
  }
}

static void a_lost_arc_costs_one(void **state) {
  (void)state;
  static const uint16_t gold[] = {0, 2, 0, 2};
  parse_state *s = calloc(1, sizeof *s);
  uint32_t costs[MOVE_COUNT];
  begin(s, 3);
  parse_apply(s, MOVE_SHIFT, REL_COUNT);
  oracle_costs(s, gold, costs);
  assert_int_equal(costs[MOVE_LEFT], 0);
  assert_int_equal(costs[MOVE_SHIFT], 1); /* word 1 can no longer hang on word 2 */
  assert_int_equal(costs[MOVE_RIGHT], 2); /* nor word 2 be the root */
  assert_int_equal(costs[MOVE_REDUCE], UINT32_MAX);
  free(s);
}

/* ---- perceptron */

static void the_perceptron_learns_and_packs(void **state) {
  (void)state;
  learner l, sum;
  linear m;
  buffer out;
  size_t n;
  assert_true(learner_open(&l, 3) && learner_open(&sum, 3));
  static const uint64_t seen[3] = {0xAAAA000011112222, 0xBBBB000033334444, 0xCCCC000055556666};
  for (int round = 0; round < 20; round++)
    for (uint32_t c = 0; c < 3; c++) {
      float scores[3];
      learner_scores(&l, &seen[c], 1, scores);
      uint32_t best = 0;
      for (uint32_t k = 1; k < 3; k++)
        if (scores[k] > scores[best]) best = k;
      learner_learn(&l, &seen[c], 1, c, best);
    }
  learner_absorb(&sum, &l);
  buffer_init(&out, 1 << 20);
  pack_options o = {.load = 2};
  assert_int_equal(learner_pack(&sum, &o, &out, &n, NULL), CASUS_OK);
  assert_int_equal(linear_open(buffer_str(&out), "m", false, &m, NULL), CASUS_OK);
  for (uint32_t c = 1; c < 3; c++) {
    int32_t scores[CLASSES_MAX];
    linear_scores(&m, &seen[c], 1, scores);
    assert_int_equal(best_class(scores, 3), c);
  }
  buffer_free(&out);
  learner_close(&sum);
}

/* ---- classes: two kinds of words that stand in turn */

static void words_in_like_places_share_a_class(void **state) {
  (void)state;
  enum { N = 6000 };
  uint32_t *words = calloc(N, sizeof *words);
  uint64_t random = 3;
  for (uint32_t i = 0; i < N; i++) words[i] = (uint32_t)(random_next(&random) % 4) + (i % 2 ? 5 : 1);
  uint16_t classes[9];
  cluster_input in = {words, N, 8, 2, 10};
  assert_int_equal(cluster_words(&in, classes, NULL), CASUS_OK);
  for (int w = 2; w <= 4; w++) assert_int_equal(classes[w], classes[1]);
  for (int w = 6; w <= 8; w++) assert_int_equal(classes[w], classes[5]);
  assert_int_not_equal(classes[1], classes[5]);
  free(words);
}

/* ---- scoring */

static char *write_file(const char *content) {
  static char path[64];
  snprintf(path, sizeof path, "/tmp/casus-test-%ld.conllu", (long)getpid());
  FILE *f = fopen(path, "wb");
  assert_non_null(f);
  fputs(content, f);
  fclose(f);
  return path;
}

/* Gold tokens: words and sentences are all found, and tags that are given wrong on purpose count against us. */
static void gold_tokens_are_kept(void **state) {
  (void)state;
  char *path = write_file(
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
  char *path = write_file(
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
  char *path = write_file(
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
  const struct CMUnitTest tests[] = {cmocka_unit_test(crossing_arcs_are_lifted),
                                     cmocka_unit_test(free_moves_lead_to_the_gold_tree),
                                     cmocka_unit_test(a_lost_arc_costs_one),
                                     cmocka_unit_test(the_perceptron_learns_and_packs),
                                     cmocka_unit_test(words_in_like_places_share_a_class),
                                     cmocka_unit_test(gold_tokens_are_kept),
                                     cmocka_unit_test(multi_word_tokens_are_one_token),
                                     cmocka_unit_test(entities_are_scored_by_span)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
