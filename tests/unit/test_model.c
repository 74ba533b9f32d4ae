/* The weights file refuses what is damaged and says why; packed models add up as the plain reference does. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "grammar/grammar.h"
#include "model/model.h"

static uint64_t next_random(uint64_t *state) { return *state = hash_mix(*state + 0x9E3779B97F4A7C15ULL); }

static buffer small_file(void) {
  buffer out;
  weights_part parts[2] = {{"metadata", STR("licence=CC BY-SA 4.0\nseed=1\nempty=\n")}, {"numbers", STR("12345")}};
  buffer_init(&out, 1 << 20);
  assert_int_equal(weights_write(parts, 2, &out, NULL), CASUS_OK);
  return out;
}

static void what_is_written_is_read(void **state) {
  (void)state;
  buffer b = small_file();
  weights w;
  str section;
  casus_error error;
  assert_int_equal(weights_open(buffer_str(&b), STR("x"), &w, &error), CASUS_OK);
  assert_int_equal(weights_section(&w, "numbers", &section, &error), CASUS_OK);
  assert_true(str_is(section, "12345"));
  assert_int_equal((section.ptr - b.ptr) % WEIGHTS_ALIGNMENT, 0);
  assert_true(str_is(weights_metadata(&w, "licence"), "CC BY-SA 4.0"));
  assert_true(str_empty(weights_metadata(&w, "empty")) && str_empty(weights_metadata(&w, "absent")));
  assert_int_equal(weights_section(&w, "absent", &section, &error), CASUS_DATA);
  assert_non_null(strstr(error.message, "absent"));
  buffer_free(&b);
}

/* Copies to a block of its own size, so that a sanitizer sees each byte read too far. */
static casus_status open_copy(const char *bytes, size_t len, casus_error *error) {
  char *copy = malloc(len ? len : 1);
  weights w;
  memcpy(copy, bytes, len);
  casus_status status = weights_open((str){copy, len}, STR("x"), &w, error);
  free(copy);
  return status;
}

static void a_cut_file_is_refused(void **state) {
  (void)state;
  buffer b = small_file();
  casus_error error;
  for (size_t len = 0; len < b.len; len++) {
    error.message[0] = 0;
    assert_int_equal(open_copy(b.ptr, len, &error), CASUS_DATA);
    assert_true(strlen(error.message) > 10);
  }
  buffer_free(&b);
}

static void a_flipped_bit_is_refused(void **state) {
  (void)state;
  buffer b = small_file();
  casus_error error;
  for (size_t bit = 0; bit < b.len * 8; bit++) {
    b.ptr[bit / 8] = (char)(b.ptr[bit / 8] ^ (1 << bit % 8));
    assert_int_equal(open_copy(b.ptr, b.len, &error), CASUS_DATA);
    b.ptr[bit / 8] = (char)(b.ptr[bit / 8] ^ (1 << bit % 8));
  }
  buffer_free(&b);
}

static void refusals_say_why(void **state) {
  (void)state;
  buffer b = small_file();
  casus_error error;
  assert_int_equal(open_copy("{}", 2, &error), CASUS_DATA);
  assert_non_null(strstr(error.message, "not a weights file"));
  assert_int_equal(open_copy(b.ptr, b.len - 1, &error), CASUS_DATA);
  assert_non_null(strstr(error.message, "cut short"));
  b.ptr[8] = 99;
  assert_int_equal(open_copy(b.ptr, b.len, &error), CASUS_DATA);
  assert_non_null(strstr(error.message, "version 99"));
  b.ptr[8] = WEIGHTS_VERSION;
  b.ptr[b.len - 1] ^= 1;
  assert_int_equal(open_copy(b.ptr, b.len, &error), CASUS_DATA);
  assert_non_null(strstr(error.message, "checksum"));
  buffer_free(&b);
}

enum { ROWS = 3000, CLASSES = 60 };

static void fill_rows(linear_row *rows, int16_t *numbers, uint32_t n_classes, int largest, uint64_t *random) {
  for (uint32_t i = 0; i < ROWS; i++) {
    int16_t *w = numbers + (size_t)i * n_classes;
    rows[i] = (linear_row){.hash = next_random(random), .weights = w, .importance = (float)(next_random(random) % 100)};
    uint32_t filled = 1 + (uint32_t)(next_random(random) % (i % 5 ? 3 : n_classes));
    for (uint32_t k = 0; k < filled; k++)
      w[next_random(random) % n_classes] = (int16_t)((int)(next_random(random) % (uint64_t)(2 * largest + 1)) - largest);
    if (n_classes == SMALL_CLASSES) w[0] = 0;
  }
}

/* Sums over runs of features: the packed model against a walk over the rows, and the fast kernel against the plain one. */
static void packed_models_add_up(bool small) {
  uint32_t n_classes = small ? SMALL_CLASSES : CLASSES;
  uint64_t random = 5;
  linear_row *rows = calloc(ROWS, sizeof *rows);
  int16_t *numbers = calloc((size_t)ROWS * n_classes, sizeof *numbers);
  fill_rows(rows, numbers, n_classes, small ? 3000 : 127, &random);
  buffer out;
  size_t dropped;
  linear m;
  buffer_init(&out, 1 << 24);
  assert_int_equal(linear_pack(rows, ROWS, n_classes, small, 0.5F, 2, &out, &dropped, NULL), CASUS_OK);
  assert_int_equal(dropped, 0);
  assert_int_equal(linear_open(buffer_str(&out), "m", small, &m, NULL), CASUS_OK);
  assert_true(m.unit > 0.49F && m.unit < 0.51F);
  for (uint32_t round = 0; round < 200; round++) {
    uint64_t hashes[FEATURES_MAX];
    int32_t fast[CLASSES_MAX], plain[CLASSES_MAX], wanted[CLASSES] = {0};
    uint32_t n = (uint32_t)(next_random(&random) % FEATURES_MAX);
    for (uint32_t i = 0; i < n; i++) {
      const linear_row *row = &rows[next_random(&random) % ROWS];
      bool known = next_random(&random) % 3 != 0;
      hashes[i] = known ? row->hash : next_random(&random) & ~0xFFFFULL;
      for (uint32_t k = 0; known && k < n_classes; k++) wanted[k] += row->weights[k];
      if (!known) n--, i--;
    }
    (small ? linear_scores_small : linear_scores)(&m, hashes, n, fast);
    (small ? linear_scores_small_plain : linear_scores_plain)(&m, hashes, n, plain);
    for (uint32_t k = 0; k < n_classes; k++) {
      assert_int_equal(plain[k], wanted[k]);
      assert_int_equal(fast[k], wanted[k]);
    }
  }
  buffer_free(&out);
  free(rows);
  free(numbers);
}

static void sparse_models_add_up(void **state) {
  (void)state;
  packed_models_add_up(false);
}

static void small_models_add_up(void **state) {
  (void)state;
  packed_models_add_up(true);
}

/* With the checksum made good again, damage must still not reach beyond the section. */
static void a_damaged_section_stays_inside(void **state) {
  (void)state;
  uint64_t random = 11;
  linear_row rows[40];
  int16_t numbers[40 * 20];
  for (uint32_t i = 0; i < 40; i++) {
    rows[i] = (linear_row){.hash = next_random(&random), .weights = numbers + i * 20, .importance = 1};
    for (int k = 0; k < 20; k++) numbers[i * 20 + (uint32_t)k] = (int16_t)(1 + k);
  }
  buffer out;
  size_t dropped;
  buffer_init(&out, 1 << 20);
  assert_int_equal(linear_pack(rows, 40, 20, false, 1, 4, &out, &dropped, NULL), CASUS_OK);
  for (int round = 0; round < 3000; round++) {
    char *copy = malloc(out.len);
    linear m;
    int32_t scores[CLASSES_MAX];
    memcpy(copy, out.ptr, out.len);
    for (int k = 0; k < 8; k++) copy[next_random(&random) % out.len] = (char)next_random(&random);
    if (linear_open((str){copy, out.len}, "m", false, &m, NULL) == CASUS_OK) {
      for (int i = 0; i < 40; i++) linear_scores(&m, &rows[i].hash, 1, scores);
      for (int i = 0; i < 40; i++) linear_scores_plain(&m, &rows[i].hash, 1, scores);
    }
    free(copy);
  }
  buffer_free(&out);
}

static void the_grammar_names_what_is_missing(void **state) {
  (void)state;
  buffer b = small_file();
  grammar *g;
  casus_error error;
  assert_int_equal(grammar_open(buffer_str(&b), STR("w.casus"), &g, &error), CASUS_DATA);
  assert_string_equal(error.file, "w.casus");
  assert_non_null(strstr(error.message, "tags"));
  buffer_free(&b);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_is_written_is_read),        cmocka_unit_test(a_cut_file_is_refused),
      cmocka_unit_test(a_flipped_bit_is_refused),       cmocka_unit_test(refusals_say_why),
      cmocka_unit_test(sparse_models_add_up),           cmocka_unit_test(small_models_add_up),
      cmocka_unit_test(a_damaged_section_stays_inside), cmocka_unit_test(the_grammar_names_what_is_missing)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
