/* The fast kernels against the plain one, bit for bit; the functions between the products against the C library's. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/base.h"
#include "model/kernels.h"
#include "model/kernels_x86.h"

static uint64_t next_random(uint64_t *state) { return *state = hash_mix(*state + 0x9E3779B97F4A7C15ULL); }
static float draw(uint64_t *state) { return (float)(next_random(state) >> 40) / 8388608.0f - 1.0f; }

/* Blocks of just their size, for the sanitizer. */
static float *draw_many(size_t n, uint64_t *state) {
  float *x = malloc(n * sizeof *x + 1);
  assert_non_null(x);
  for (size_t i = 0; i < n; i++) x[i] = draw(state);
  return x;
}

static void compare(void (*fast)(const product *), uint32_t m, uint32_t n, uint32_t k, int kind, uint64_t *random) {
  bool turned = kind & 1, bias = kind & 2, add = kind & 4;
  size_t wide = padded(n), c_row = wide + 16, cells = m ? (m - 1) * c_row + wide : 0;
  float *a = draw_many((size_t)m * k, random), *b = draw_many((size_t)k * n, random);
  float *packed = draw_many(packed_floats(k, n), random), *biases = draw_many(wide, random);
  float *left = draw_many(cells, random), *right = draw_many(cells, random);
  memcpy(right, left, cells * sizeof *left);
  matrix_pack(b, n, 1, k, n, packed);
  product p = {.m = m, .n = n, .k = k, .a = a, .a_row = turned ? 1 : k, .a_column = turned ? m : 1, .b = packed};
  p.bias = bias ? biases : NULL;
  p.c = left;
  p.c_row = c_row;
  p.add = add;
  matrix_product_plain(&p);
  p.c = right;
  fast(&p);
  assert_memory_equal(left, right, cells * sizeof *left);
  float *const all[] = {a, b, packed, biases, left, right};
  for (size_t i = 0; i < sizeof all / sizeof *all; i++) free(all[i]);
}

static void fast_products_are_plain_products(void **state) {
  (void)state;
  void (*const fast[])(const product *) = {matrix_product, x86_matrix_product_named("avx2"), x86_matrix_product_named("avx512")};
  static const uint32_t rows[] = {0, 1, 2, 3, 5, 6, 7, 13, 14, 15, 27, 84, 85, 100}, columns[] = {1, 15, 16, 17, 48, 50},
                        depths[] = {1, 2, 31, 64};
  uint64_t random = 3;
  for (size_t f = 0; f < 3; f++)
    for (size_t m = 0; fast[f] && m < sizeof rows / sizeof *rows; m++)
      for (size_t n = 0; n < sizeof columns / sizeof *columns; n++)
        for (size_t k = 0; k < sizeof depths / sizeof *depths; k++)
          compare(fast[f], rows[m], columns[n], depths[k], (int)((m + n + k) % 8), &random);
}

/* A row of a product is the same whatever rows stand beside it: what a sentence gets does not depend on its batch. */
static void rows_do_not_depend_on_their_neighbours(void **state) {
  (void)state;
  enum { M = 40, K = 33, N = 32 };
  uint64_t random = 5;
  float *a = draw_many(M * K, &random), *b = draw_many(K * N, &random), *packed = draw_many(K * N, &random);
  float whole[M * N], alone[N];
  matrix_pack(b, N, 1, K, N, packed);
  product p = {.m = M, .n = N, .k = K, .a = a, .a_row = K, .a_column = 1, .b = packed, .c = whole, .c_row = N};
  matrix_product(&p);
  for (size_t i = 0; i < M; i++) {
    p.m = 1;
    p.a = a + i * K;
    p.c = alone;
    matrix_product(&p);
    assert_memory_equal(alone, whole + i * N, sizeof alone);
  }
  free(a);
  free(b);
  free(packed);
}

static bool is_near(double x, double y, double allowed) { return fabs(x - y) <= allowed * (1 + fabs(y)); }

static void functions_are_near_the_librarys(void **state) {
  (void)state;
  for (int i = -800; i <= 800; i++) {
    float x = (float)i * 0.1f, e = x, s = x, t = x;
    vector_exp(&e, 1);
    vector_sigmoid(&s, 1);
    vector_tanh(&t, 1);
    assert_true(is_near((double)e, exp((double)x), 1e-6));
    assert_true(is_near((double)s, 1 / (1 + exp(-(double)x)), 1e-6));
    assert_true(is_near((double)t, tanh((double)x), 1e-6));
  }
}

/* No number is turned into an integer that there is not. */
static void functions_take_what_is_no_number(void **state) {
  (void)state;
  float x[] = {NAN, INFINITY, -INFINITY, 3.4e38f, -3.4e38f, -0.0f, 1e-45f, -NAN};
  enum { N = sizeof x / sizeof *x };
  void (*const functions[])(float *, size_t) = {vector_exp, vector_sigmoid, vector_tanh, vector_relu};
  for (size_t f = 0; f < 4; f++) {
    float y[N];
    memcpy(y, x, sizeof y);
    functions[f](y, N);
    for (size_t i = 0; i < N; i++) assert_true(y[i] == y[i]);
    if (f == 1 || f == 2)
      for (size_t i = 0; i < N; i++) assert_true(y[i] >= -1 && y[i] <= 1);
  }
}

static void rows_are_normalised(void **state) {
  (void)state;
  enum { N = 48 };
  uint64_t random = 7;
  float x[N], y[N], gain[N], shift[N], centred[N], spread;
  double mean = 0, square = 0;
  for (int i = 0; i < N; i++) x[i] = 3 * draw(&random) + 1, gain[i] = draw(&random), shift[i] = draw(&random);
  row_normalise(x, gain, shift, N, y, centred, &spread);
  for (int i = 0; i < N; i++) mean += (double)centred[i] / N, square += (double)(centred[i] * centred[i]) / N;
  assert_true(fabs(mean) < 1e-6 && is_near(square, 1, 1e-4) && spread > 0);
  for (int i = 0; i < N; i++) assert_true(y[i] == fmaf(centred[i], gain[i], shift[i]));
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(fast_products_are_plain_products),
                                     cmocka_unit_test(rows_do_not_depend_on_their_neighbours),
                                     cmocka_unit_test(functions_are_near_the_librarys),
                                     cmocka_unit_test(functions_take_what_is_no_number), cmocka_unit_test(rows_are_normalised)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
