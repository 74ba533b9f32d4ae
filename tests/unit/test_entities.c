/* Decoding of entity labels against all legal sequences. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "grammar/entities.h"

enum { WORDS_MAX = 4 };

static uint32_t next(uint32_t *seed) { return (*seed = *seed * 1664525u + 1013904223u) >> 16; }

/* The best sum of all legal sequences, in the order in which the decoder breaks ties: last labels first. */
typedef struct {
  const float *scores;
  uint32_t n;
  uint8_t labels[WORDS_MAX], best[WORDS_MAX];
  float sum;
  bool any;
} search;

static void weigh(search *s) {
  float sum = 0;
  for (uint32_t i = 0; i < s->n; i++) sum += s->scores[i * LABEL_COUNT + s->labels[i]];
  if (s->any && sum <= s->sum) return;
  s->sum = sum;
  s->any = true;
  memcpy(s->best, s->labels, sizeof s->best);
}

/* Fills the words before `i`; s->labels[i] is set already. */
static void try_before(search *s, uint32_t i) {
  if (i == 0) {
    if (label_may_start(s->labels[0])) weigh(s);
    return;
  }
  for (uint8_t k = 0; k < LABEL_COUNT; k++) {
    if (!label_may_follow(k, s->labels[i])) continue;
    s->labels[i - 1] = k;
    try_before(s, i - 1);
  }
}

static void try_all(search *s) {
  for (uint8_t k = 0; k < LABEL_COUNT; k++) {
    if (!label_may_end(k)) continue;
    s->labels[s->n - 1] = k;
    try_before(s, s->n - 1);
  }
}

/* Whole numbers, so that sums are exact and often equal. */
static void decoding_finds_the_best_legal_sequence(void **state) {
  (void)state;
  static entity_room room;
  uint32_t seed = 7;
  for (int round = 0; round < 400; round++) {
    float scores[WORDS_MAX * LABEL_COUNT];
    uint32_t range = round % 2 ? 4 : 1000;
    for (size_t i = 0; i < sizeof scores / sizeof *scores; i++) scores[i] = -(float)(next(&seed) % range);
    search s = {.scores = scores, .n = (uint32_t)round % WORDS_MAX + 1};
    uint8_t labels[WORDS_MAX];
    try_all(&s);
    entity_decode(scores, s.n, labels, &room);
    assert_memory_equal(labels, s.best, s.n);
  }
}

static void long_sentences_are_legal(void **state) {
  (void)state;
  static float scores[SENTENCE_TOKENS_MAX * LABEL_COUNT];
  static uint8_t labels[SENTENCE_TOKENS_MAX];
  static entity_room room;
  uint32_t seed = 3;
  for (size_t i = 0; i < sizeof scores / sizeof *scores; i++) scores[i] = -(float)(next(&seed) % 1000) / 7;
  entity_decode(scores, SENTENCE_TOKENS_MAX, labels, &room);
  assert_true(label_may_start(labels[0]) && label_may_end(labels[SENTENCE_TOKENS_MAX - 1]));
  for (uint32_t i = 1; i < SENTENCE_TOKENS_MAX; i++) assert_true(label_may_follow(labels[i - 1], labels[i]));
  entity_decode(scores, 0, labels, &room); /* no tokens, no harm */
}

static void labels_know_their_kind_and_part(void **state) {
  (void)state;
  assert_int_equal(LABEL_COUNT, 29);
  uint8_t begin = entity_label(ENTITY_EVENT, LABEL_BEGIN), end = entity_label(ENTITY_EVENT, LABEL_END);
  assert_int_equal(label_kind(end), ENTITY_EVENT);
  assert_int_equal(label_part_of(end), LABEL_END);
  assert_true(label_may_follow(begin, end));
  assert_false(label_may_follow(begin, entity_label(ENTITY_DATE, LABEL_END)));
  assert_false(label_may_follow(begin, LABEL_OUTSIDE));
  assert_false(label_may_follow(end, end));
  assert_true(label_may_follow(end, begin));
  assert_int_equal(labels_of_kind(ENTITY_DATE) >> LABEL_COUNT, 0);
  assert_int_equal(labels_of_kind(ENTITY_PERSON), 0x1e);
}

static void labels_become_entities(void **state) {
  (void)state;
  word words[6] = {0};
  entity entities[6];
  analysis an = {words, entities, 6, 0};
  uint8_t labels[5] = {entity_label(ENTITY_PLACE, LABEL_SINGLE), entity_label(ENTITY_PERSON, LABEL_BEGIN),
                       entity_label(ENTITY_PERSON, LABEL_END), LABEL_OUTSIDE, entity_label(ENTITY_DATE, LABEL_SINGLE)};
  entities_keep(labels, 1, 5, &an);
  assert_int_equal(an.n_entities, 3);
  assert_int_equal(entities[1].first_token, 2);
  assert_int_equal(entities[1].n_tokens, 2);
  assert_int_equal(words[3].entity, 2);
  assert_int_equal(words[4].entity, 0);
  assert_int_equal(entities[2].kind, ENTITY_DATE);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(decoding_finds_the_best_legal_sequence),
                                     cmocka_unit_test(long_sentences_are_legal),
                                     cmocka_unit_test(labels_know_their_kind_and_part), cmocka_unit_test(labels_become_entities)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
