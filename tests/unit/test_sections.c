/* Rows of bytes and the network's section: what is written is read again, what cannot be is refused with the reason, and nothing
 * is read outside. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "model/model.h"

static uint64_t next_random(uint64_t *state) { return *state = hash_mix(*state + 0x9E3779B97F4A7C15ULL); }
static float draw(uint64_t *state) { return (float)(next_random(state) >> 40) / 8388608.0f - 1.0f; }

/* A block of just that size where the weights would lie, so that a sanitizer sees each byte read too far. */
static char *exact_copy(str bytes) {
  void *copy = NULL;
  assert_int_equal(posix_memalign(&copy, WEIGHTS_ALIGNMENT, bytes.len ? bytes.len : 1), 0);
  if (bytes.len) memcpy(copy, bytes.ptr, bytes.len);
  return copy;
}

/* ---- rows of bytes */

enum { ROWS = 37, WIDTH = 48 };

static buffer packed_rows(const float *values) {
  buffer b;
  buffer_init(&b, 1 << 20);
  assert_int_equal(byte_rows_pack(values, ROWS, WIDTH, 77, &b, NULL), CASUS_OK);
  return b;
}

static void draw_rows(float *values) {
  uint64_t random = 3;
  for (size_t i = 0; i < (size_t)ROWS * WIDTH; i++) values[i] = draw(&random) * (float)(1 + i / WIDTH);
  memset(values + 5 * WIDTH, 0, WIDTH * sizeof *values);
}

static void rows_come_back_within_half_a_step(void **state) {
  (void)state;
  float values[ROWS * WIDTH];
  byte_rows r;
  draw_rows(values);
  buffer b = packed_rows(values);
  char *copy = exact_copy(buffer_str(&b));
  assert_int_equal(byte_rows_open((str){copy, b.len}, "rows", &r, NULL), CASUS_OK);
  assert_int_equal(r.n, ROWS);
  assert_int_equal(r.width, WIDTH);
  assert_int_equal(r.extra, 77);
  for (uint32_t i = 0; i < ROWS; i++) {
    float read[WIDTH] = {0};
    vector_add_bytes(read, r.bytes + (size_t)i * WIDTH, r.scales[i], WIDTH);
    for (uint32_t k = 0; k < WIDTH; k++) assert_true(fabsf(read[k] - values[i * WIDTH + k]) <= 0.5001f * r.scales[i]);
  }
  assert_true(r.scales[5] == 0);
  free(copy);
  buffer_free(&b);
}

/* Too small for a scale of their own, of all sizes down to nothing: they become 0, not noise. */
static void tiny_rows_become_zero(void **state) {
  (void)state;
  float values[ROWS * WIDTH];
  byte_rows r;
  for (size_t i = 0; i < (size_t)ROWS * WIDTH; i++) values[i] = ldexpf(i % 2 ? 1.0f : -0.7f, -115 - (int)(i / WIDTH));
  buffer b = packed_rows(values);
  char *copy = exact_copy(buffer_str(&b));
  assert_int_equal(byte_rows_open((str){copy, b.len}, "rows", &r, NULL), CASUS_OK);
  for (uint32_t i = 0; i < ROWS * WIDTH; i++)
    assert_true(fabsf((float)r.bytes[i] * r.scales[i / WIDTH] - values[i]) <= 0.5001f * r.scales[i / WIDTH] + 1e-34f);
  free(copy);
  buffer_free(&b);
}

static void rows_that_are_no_numbers_are_not_written(void **state) {
  (void)state;
  static const float bad[] = {NAN, INFINITY, -INFINITY};
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    float values[ROWS * WIDTH] = {0};
    casus_error error = {0};
    buffer b;
    buffer_init(&b, 1 << 20);
    values[i * 100] = bad[i];
    assert_int_equal(byte_rows_pack(values, ROWS, WIDTH, 0, &b, &error), CASUS_INTERNAL);
    assert_int_equal(b.len, 0);
    assert_non_null(strstr(error.message, "numbers"));
    buffer_free(&b);
  }
}

static void refuse_rows(str section, const char *why) {
  byte_rows r;
  casus_error error = {0};
  assert_int_equal(byte_rows_open(section, "vectors", &r, &error), CASUS_DATA);
  if (!strstr(error.message, why) || !strstr(error.message, "vectors")) fail_msg("\"%s\", not \"%s\"", error.message, why);
}

/* One number of the header set to something else. */
static void refuse_rows_with(const buffer *b, size_t at, uint32_t number, const char *why) {
  char *copy = exact_copy(buffer_str(b));
  memcpy(copy + at, &number, sizeof number);
  refuse_rows((str){copy, b->len}, why);
  free(copy);
}

static void rows_of_another_size_are_refused(void **state) {
  (void)state;
  float values[ROWS * WIDTH];
  draw_rows(values);
  buffer b = packed_rows(values);
  for (size_t len = 0; len < b.len; len += len < 200 ? 1 : 97) {
    char *copy = exact_copy((str){b.ptr, len});
    refuse_rows((str){copy, len}, len < 64 ? "too short" : "size it claims");
    free(copy);
  }
  assert_true(buffer_add_byte(&b, 0));
  char *longer = exact_copy(buffer_str(&b));
  refuse_rows((str){longer, b.len}, "size it claims");
  free(longer);
  b.len--;
  static const uint32_t numbers[] = {0, 1, ROWS - 1, ROWS + 1, 1u << 20, (1u << 20) + 1, 1u << 30, 1u << 31, UINT32_MAX};
  for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
    refuse_rows_with(&b, 0, numbers[i], "size it claims");
    refuse_rows_with(&b, 4, numbers[i], "size it claims");
  }
  refuse_rows_with(&b, 4, WIDTH - 8, "size it claims");
  refuse_rows_with(&b, 4, WIDTH + 16, "size it claims");
  buffer_free(&b);
}

static void rows_out_of_place_are_refused(void **state) {
  (void)state;
  float values[ROWS * WIDTH];
  draw_rows(values);
  buffer b = packed_rows(values);
  char *room = aligned_alloc(WEIGHTS_ALIGNMENT, b.len / WEIGHTS_ALIGNMENT * WEIGHTS_ALIGNMENT + 2 * WEIGHTS_ALIGNMENT);
  for (size_t shift = 1; shift < WEIGHTS_ALIGNMENT; shift++) {
    memcpy(room + shift, b.ptr, b.len);
    refuse_rows((str){room + shift, b.len}, "multiple of 64");
  }
  free(room);
  buffer_free(&b);
}

/* ---- the network */

enum { KIND_AT = 32, REACH_AT = 36, IN_AT = 40, OUT_AT = 44, LAYERS_AT = 28, HEADER = 256 };

static const network_shape shape = {
    .embed = 32,
    .vector = 16,
    .arc = 32,
    .rel = 32,
    .n_tags = 5,
    .n_labels = 17,
    .n_rels = 7,
    .n_layers = 3,
    .layers = {{LAYER_CONVOLUTION, 1, 32, 32}, {LAYER_RECURRENT, 0, 32, 64}, {LAYER_ATTENTION, 2, 64, 32}}};

static float at_of(uint32_t number, size_t i) { return (float)number + (float)i / 65536.0f; }

/* Each value says where it belongs. */
static buffer packed_network(void) {
  float *values[PARAMETERS_MAX];
  buffer b;
  buffer_init(&b, 1 << 22);
  assert_int_equal(network_shape_check(&shape, NULL), CASUS_OK);
  for (uint32_t p = 0; p < network_parameters(&shape); p++) {
    parameter_shape s = network_parameter(&shape, p);
    size_t n = (size_t)s.rows * s.columns;
    values[p] = malloc(n * sizeof *values[p] + 1);
    for (size_t i = 0; i < n; i++) values[p][i] = at_of(p, i);
  }
  assert_int_equal(network_pack(&shape, values, false, &b, NULL), CASUS_OK);
  for (uint32_t p = 0; p < network_parameters(&shape); p++) free(values[p]);
  return b;
}

/* Where a cell of a packed matrix stands: panels of PANEL columns, each row after row. */
static size_t packed_at(parameter_shape s, size_t row, size_t column) {
  return s.matrix ? column / PANEL * PANEL * s.rows + row * PANEL + column % PANEL : column;
}

static void a_network_comes_back(void **state) {
  (void)state;
  network g;
  buffer b = packed_network();
  char *copy = exact_copy(buffer_str(&b));
  assert_int_equal(network_open((str){copy, b.len}, &g, NULL), CASUS_OK);
  assert_memory_equal(&g.shape, &shape, sizeof shape);
  for (uint32_t p = 0; p < network_parameters(&shape); p++) {
    parameter_shape s = network_parameter(&shape, p);
    for (size_t i = 0; i < (size_t)s.rows * s.columns; i++)
      assert_true(g.values[p][packed_at(s, i / s.columns, i % s.columns)] == at_of(p, i));
  }
  free(copy);
  buffer_free(&b);
}

static void refuse_network(str section, const char *why) {
  network g;
  casus_error error = {0};
  assert_int_equal(network_open(section, &g, &error), CASUS_DATA);
  if (!strstr(error.message, why)) fail_msg("\"%s\", not \"%s\"", error.message, why);
}

static void refuse_network_with(const buffer *b, size_t at, uint32_t number, const char *why) {
  char *copy = exact_copy(buffer_str(b));
  memcpy(copy + at, &number, sizeof number);
  refuse_network((str){copy, b->len}, why);
  free(copy);
}

static void a_network_of_another_size_is_refused(void **state) {
  (void)state;
  buffer b = packed_network();
  for (size_t len = 0; len < b.len; len += len < HEADER + 8 ? 1 : 4001) {
    char *copy = exact_copy((str){b.ptr, len});
    refuse_network((str){copy, len}, len < HEADER ? "too short" : "shorter than its shape");
    free(copy);
  }
  size_t whole = b.len;
  for (int more = 1; more <= 4; more++) {
    assert_true(buffer_add_byte(&b, 0));
    char *copy = exact_copy(buffer_str(&b));
    refuse_network((str){copy, b.len}, "longer than its shape");
    free(copy);
  }
  b.len = whole;
  char *room = aligned_alloc(WEIGHTS_ALIGNMENT, whole / WEIGHTS_ALIGNMENT * WEIGHTS_ALIGNMENT + 2 * WEIGHTS_ALIGNMENT);
  memcpy(room + 4, b.ptr, whole);
  refuse_network((str){room + 4, whole}, "multiple of 64");
  free(room);
  buffer_free(&b);
}

static void impossible_shapes_are_refused(void **state) {
  (void)state;
  static const struct {
    size_t at;
    uint32_t number;
    const char *why;
  } cases[] = {
      {LAYERS_AT, 0, "impossible widths"},
      {LAYERS_AT, LAYERS_MAX + 1, "impossible widths"},
      {LAYERS_AT, UINT32_MAX, "impossible widths"},
      {LAYERS_AT, 2, "longer than its shape"},
      {LAYERS_AT, 4, "impossible widths"}, /* the fourth is all zeroes */
      {KIND_AT, LAYER_KINDS, "not known here"},
      {KIND_AT, UINT32_MAX, "not known here"},
      {KIND_AT, 256, "not known here"}, /* 0 in a byte */
      {REACH_AT, 0, "impossible widths"},
      {REACH_AT, REACH_MAX + 1, "not known here"},
      {REACH_AT, 257, "not known here"},
      {IN_AT, 64, "impossible widths"},
      {OUT_AT, 48, "impossible widths"},
      {OUT_AT, 0, "impossible widths"},
      {OUT_AT, WIDTH_MAX + 32, "not known here"},
      {OUT_AT, 65536 + 32, "not known here"}, /* 32 in two bytes */
      {OUT_AT, UINT32_MAX - 31, "not known here"},
      {0, 0, "impossible widths"},
      {0, 48, "impossible widths"},
      {0, UINT32_MAX - 31, "impossible widths"},
      {4, 0, "impossible widths"},
      {4, 8, "impossible widths"},
      {4, UINT32_MAX - 15, "impossible widths"},
      {4, 32, "shorter than its shape"},
      {8, 0, "impossible widths"},
      {8, WIDTH_MAX, "shorter than its shape"},
      {8, WIDTH_MAX + 32, "impossible widths"},
      {8, 1u << 31, "impossible widths"},
      {12, 16, "impossible widths"},
      {12, 64, "shorter than its shape"},
      {16, 0, "impossible widths"},
      {16, 17, "shorter than its shape"},
      {16, CLASSES_LIMIT + 1, "impossible widths"},
      {16, UINT32_MAX, "impossible widths"},
      {20, 0, "impossible widths"},
      {20, 16, "longer than its shape"},
      {20, UINT32_MAX, "impossible widths"},
      {24, 0, "impossible widths"},
      {24, UINT32_MAX - 15, "impossible widths"},
  };
  buffer b = packed_network();
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) refuse_network_with(&b, cases[i].at, cases[i].number, cases[i].why);
  buffer_free(&b);
}

/* Headers of any numbers: refused, or all that is claimed lies inside. */
static void any_header_stays_inside(void **state) {
  (void)state;
  static const uint32_t likely[] = {0, 1, 2, 3, 8, 16, 31, 32, 33, 64, 96, 512, 1024, 1 << 16, 1u << 31, UINT32_MAX};
  uint64_t random = 9;
  buffer b = packed_network();
  uint32_t opened = 0;
  for (int round = 0; round < 20000; round++) {
    network g;
    char *copy = exact_copy(buffer_str(&b));
    for (uint64_t k = next_random(&random) % 3 + 1; k; k--)
      memcpy(copy + 4 * (next_random(&random) % 24), &likely[next_random(&random) % 16], 4);
    if (network_open((str){copy, b.len}, &g, NULL) == CASUS_OK) {
      opened++;
      for (uint32_t p = 0; p < network_parameters(&g.shape); p++) {
        parameter_shape s = network_parameter(&g.shape, p);
        const char *end = (const char *)(g.values[p] + (size_t)s.rows * s.columns);
        assert_true((const char *)g.values[p] >= copy + HEADER && end <= copy + b.len);
      }
    }
    free(copy);
  }
  assert_true(opened > 0);
  buffer_free(&b);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(rows_come_back_within_half_a_step),
      cmocka_unit_test(tiny_rows_become_zero),
      cmocka_unit_test(rows_that_are_no_numbers_are_not_written),
      cmocka_unit_test(rows_of_another_size_are_refused),
      cmocka_unit_test(rows_out_of_place_are_refused),
      cmocka_unit_test(a_network_comes_back),
      cmocka_unit_test(a_network_of_another_size_is_refused),
      cmocka_unit_test(impossible_shapes_are_refused),
      cmocka_unit_test(any_header_stays_inside),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
