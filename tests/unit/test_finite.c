/* Tags and arcs agree about the finite verb. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "grammar/finite.h"

enum { NOUN, PAST, PARTICIPLE, STOP, AUXILIARY, NAME, TAGS };
static const uint8_t tag_upos[TAGS] = {UPOS_NOUN, UPOS_VERB, UPOS_VERB, UPOS_PUNCT, UPOS_AUX, UPOS_PROPN};
static const uint8_t tag_xpos[TAGS] = {XPOS_NN, XPOS_VBD, XPOS_VBN, XPOS_PERIOD, XPOS_VBD, XPOS_NNP};

static void mend(uint8_t *tags, uint32_t n) { finite_mend_tags(tag_upos, tag_xpos, PAST, n, tags); }

static void a_participle_becomes_the_verb(void **state) {
  (void)state;
  uint8_t tags[] = {NAME, PARTICIPLE, NOUN, STOP};
  mend(tags, 4);
  assert_int_equal(tags[1], PAST);
}

/* No stop, an auxiliary, another past tense, nothing nominal before it: it stays. */
static void others_stay(void **state) {
  (void)state;
  uint8_t headline[] = {NAME, PARTICIPLE, NOUN}, passive[] = {NAME, AUXILIARY, PARTICIPLE, STOP},
          other[] = {NAME, PARTICIPLE, NOUN, PAST, STOP}, first[] = {PARTICIPLE, NOUN, STOP};
  mend(headline, 3), mend(passive, 4), mend(other, 5), mend(first, 3), mend(first, 0);
  assert_int_equal(headline[1], PARTICIPLE);
  assert_int_equal(passive[2], PARTICIPLE);
  assert_int_equal(other[1], PARTICIPLE);
  assert_int_equal(first[0], PARTICIPLE);
}

enum { WORDS = 5, STRIDE = 6 };

static void penalise(const word *words, float scores[(WORDS + 1) * STRIDE]) {
  for (int i = 0; i < (WORDS + 1) * STRIDE; i++) scores[i] = 0;
  finite_mend_arcs(words, WORDS, STRIDE, scores);
}

/* "The army tortured prisoners ." */
static void the_lone_verb_modifies_nothing(void **state) {
  (void)state;
  word words[WORDS] = {{.upos = UPOS_DET, .xpos = XPOS_DT},
                       {.upos = UPOS_NOUN, .xpos = XPOS_NN},
                       {.upos = UPOS_VERB, .xpos = XPOS_VBD},
                       {.upos = UPOS_NOUN, .xpos = XPOS_NNS},
                       {.upos = UPOS_PUNCT, .xpos = XPOS_PERIOD}};
  float scores[(WORDS + 1) * STRIDE];
  penalise(words, scores);
  assert_true(scores[3 * STRIDE + 4] < -1 && scores[3 * STRIDE + 2] < -1); /* the verb under either noun */
  assert_true(scores[3 * STRIDE] == 0 && scores[3 * STRIDE + 5] == 0);     /* but not under the root */
  assert_true(scores[1 * STRIDE + 4] < -1 && scores[1 * STRIDE + 2] == 0); /* "the" stays on its side */
  assert_true(scores[4 * STRIDE + 3] == 0);
  words[4] = (word){.upos = UPOS_VERB, .xpos = XPOS_VBZ}; /* two finite verbs: one may well be in a relative clause */
  penalise(words, scores);
  for (int i = 0; i < (WORDS + 1) * STRIDE; i++) assert_true(scores[i] == 0);
  words[4] = words[2] = (word){.upos = UPOS_VERB, .xpos = XPOS_VBN}; /* none */
  penalise(words, scores);
  for (int i = 0; i < (WORDS + 1) * STRIDE; i++) assert_true(scores[i] == 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(a_participle_becomes_the_verb), cmocka_unit_test(others_stay),
                                     cmocka_unit_test(the_lone_verb_modifies_nothing)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
