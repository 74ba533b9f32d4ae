/* Word vectors: words of the same neighbours come out close, and the same text gives the same bytes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "train/random.h"
#include "train/vectors.h"

/* Sentences "article noun verb" over two nouns of one kind and two verbs of one kind. */
enum { ARTICLE_A = 1, ARTICLE_THE, NOUN_DOG, NOUN_CAT, VERB_RAN, VERB_SLEPT, UNSEEN, N_VOCABULARY = UNSEEN, DIM = 16 };
enum { N_SENTENCES = 20000, N_WORDS = N_SENTENCES * 4, N_NUMBERS = (N_VOCABULARY + 1) * DIM };

static uint32_t words[N_WORDS];

static uint32_t one_of(uint64_t *random, uint32_t first) { return first + (uint32_t)(random_next(random) >> 63); }

static int make_text(void **state) {
  (void)state;
  uint64_t random = 1;
  for (size_t i = 0; i < N_WORDS; i += 4) {
    words[i] = one_of(&random, ARTICLE_A);
    words[i + 1] = one_of(&random, NOUN_DOG);
    words[i + 2] = one_of(&random, VERB_RAN);
    words[i + 3] = VECTOR_SENTENCE_END;
  }
  return 0;
}

static vector_input plain_input(void) { return (vector_input){words, N_WORDS, N_VOCABULARY, DIM, 5, 7, NULL}; }

static float product(const float *vectors, uint32_t a, uint32_t b) {
  float sum = 0;
  for (uint32_t k = 0; k < DIM; k++) sum += vectors[a * DIM + k] * vectors[b * DIM + k];
  return sum;
}

/* The cosine's square with the sign of the cosine. */
static float closeness(const float *vectors, uint32_t a, uint32_t b) {
  float both = product(vectors, a, b), square = both * both / (product(vectors, a, a) * product(vectors, b, b));
  return both < 0 ? -square : square;
}

static void words_of_a_kind_are_closest(void **state) {
  (void)state;
  vector_input in = plain_input();
  float v[N_NUMBERS];
  assert_int_equal(vectors_train(&in, v, NULL), CASUS_OK);
  for (uint32_t a = ARTICLE_A; a <= VERB_SLEPT; a++) {
    uint32_t fellow = ((a - 1) ^ 1) + 1;
    for (uint32_t b = ARTICLE_A; b <= VERB_SLEPT; b++)
      if (b != a && b != fellow) assert_true(closeness(v, a, fellow) > closeness(v, a, b) + 0.1F);
  }
}

static void row_0_is_zero(void **state) {
  (void)state;
  vector_input in = plain_input();
  float v[N_NUMBERS];
  memset(v, 1, sizeof v);
  assert_int_equal(vectors_train(&in, v, NULL), CASUS_OK);
  for (size_t k = 0; k < DIM; k++) assert_true(v[k] == 0);
}

static void same_input_gives_same_bytes(void **state) {
  (void)state;
  vector_input in = plain_input();
  float a[N_NUMBERS], b[N_NUMBERS];
  assert_int_equal(vectors_train(&in, a, NULL), CASUS_OK);
  assert_int_equal(vectors_train(&in, b, NULL), CASUS_OK);
  assert_memory_equal(a, b, sizeof a);
  in.seed++;
  assert_int_equal(vectors_train(&in, b, NULL), CASUS_OK);
  assert_memory_not_equal(a, b, sizeof a);
}

/* All machines, compilers and instruction sets: changes only with the method. */
static void bytes_are_those_of_other_machines(void **state) {
  (void)state;
  vector_input in = plain_input();
  float v[N_NUMBERS];
  assert_int_equal(vectors_train(&in, v, NULL), CASUS_OK);
  uint32_t bits, mix = 0;
  for (size_t i = 0; i < N_NUMBERS; i++) {
    memcpy(&bits, &v[i], sizeof bits);
    mix = (mix ^ bits) * 0x01000193U;
  }
  assert_int_equal(mix, 0xccdae25b);
}

static void words_outside_and_lone_words_are_borne(void **state) {
  (void)state;
  static const uint32_t few[] = {0, 1, VECTOR_SENTENCE_END, VECTOR_SENTENCE_END, 2, 0, 1};
  float v[N_NUMBERS];
  vector_input in = plain_input();
  in.words = few;
  for (in.n_words = 1; in.n_words <= sizeof few / sizeof *few; in.n_words++)
    assert_int_equal(vectors_train(&in, v, NULL), CASUS_OK);
}

static void refuse(vector_input in) {
  float v[1] = {5};
  casus_error error;
  assert_int_equal(vectors_train(&in, v, &error), CASUS_USAGE);
  assert_true(v[0] == 5);
}

static void senseless_input_is_refused(void **state) {
  (void)state;
  static const uint32_t dims[] = {0, 8, 24, 2048};
  vector_input in = plain_input();
  for (size_t i = 0; i < sizeof dims / sizeof *dims; i++) {
    in.dim = dims[i];
    refuse(in);
  }
  in = plain_input();
  in.n_vocabulary = VERB_RAN; /* the text has the word after it */
  refuse(in);
  in = plain_input();
  in.n_words = 0;
  refuse(in);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(words_of_a_kind_are_closest),
      cmocka_unit_test(row_0_is_zero),
      cmocka_unit_test(same_input_gives_same_bytes),
      cmocka_unit_test(bytes_are_those_of_other_machines),
      cmocka_unit_test(words_outside_and_lone_words_are_borne),
      cmocka_unit_test(senseless_input_is_refused),
  };
  return cmocka_run_group_tests(tests, make_text, NULL);
}
