/* The kernels: every fast product against the plain one, bit for bit; the functions between them against libm and naive loops. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "model/kernels_x86.h"

enum { M_MAX = 101, K_MAX = 130, N_MAX = 112, VALUES = 1 << 16 };

static uint64_t seed = 1;
static uint32_t next(void) {
  seed = seed * 6364136223846793005u + 1442695040888963407u;
  return (uint32_t)(seed >> 33);
}
static float draw(void) { return (float)next() / 1073741824.0f - 1.0f; }
static void fill(float *to, size_t n) {
  for (size_t i = 0; i < n; i++) to[i] = draw();
}

static float a[M_MAX * K_MAX], w[K_MAX * N_MAX], packed[K_MAX * N_MAX], bias[N_MAX];
static float plain[M_MAX * N_MAX], fast[M_MAX * N_MAX];

/* Shapes about the sizes of blocks and strips. */
static const uint32_t ms[] = {1, 2, 3, 5, 6, 7, 12, 13, 14, 15, 27, 83, 84, 85, 95, 96, 97, 101};
static const uint32_t ks[] = {1, 2, 3, 4, 5, 7, 8, 31, 64, 130};
static const uint32_t ns[] = {1, 15, 16, 17, 33, 48, 100};
#define COUNT(X) (sizeof(X) / sizeof *(X))

/* ---- float */

static void same_product(const char *name, product p) {
  product_runner *run = name ? x86_matrix_product_named(name) : matrix_product;
  if (!run) return;
  fill(plain, COUNT(plain));
  memcpy(fast, plain, sizeof plain);
  p.c = plain;
  matrix_product_plain(&p);
  p.c = fast;
  run(&p);
  assert_memory_equal(plain, fast, sizeof plain); /* nothing beyond the rows is touched either */
}

static void same_products(uint32_t m, uint32_t k, uint32_t n) {
  static const char *const names[] = {"avx2", "avx512", NULL};
  matrix_pack(w, n, 1, k, n, packed);
  product p = {.m = m, .n = n, .k = k, .a = a, .a_row = k, .a_column = 1, .b = packed, .c_row = N_MAX};
  for (size_t i = 0; i < COUNT(names); i++) {
    same_product(names[i], p);
    product other = p;
    other.bias = bias;
    same_product(names[i], other);
    other.add = true;
    same_product(names[i], other);
    other = p, other.a_row = 1, other.a_column = m;
    same_product(names[i], other);
  }
}

static void test_float_products_are_the_same(void **state) {
  (void)state;
  fill(a, COUNT(a)), fill(w, COUNT(w)), fill(bias, COUNT(bias));
  for (size_t i = 0; i < COUNT(ms); i++)
    for (size_t j = 0; j < COUNT(ks); j++) same_products(ms[i], ks[j], ns[(i + j) % COUNT(ns)]);
}

static void test_plain_product_is_right(void **state) {
  (void)state;
  uint32_t m = 7, k = 31, n = 17;
  fill(a, COUNT(a)), fill(w, COUNT(w));
  matrix_pack(w, 1, k, k, n, packed); /* w holds the transpose */
  product p = {.m = m, .n = n, .k = k, .a = a, .a_row = k, .a_column = 1, .b = packed, .c = plain, .c_row = N_MAX};
  matrix_product_plain(&p);
  for (uint32_t i = 0; i < m; i++)
    for (uint32_t j = 0; j < n; j++) {
      double sum = 0;
      for (uint32_t x = 0; x < k; x++) sum += (double)a[i * k + x] * w[j * k + x];
      assert_true(fabs(sum - plain[i * N_MAX + j]) < 1e-5);
    }
}

/* ---- bytes */

static _Alignas(64) char block[N_MAX * (K_MAX + 6 + 8)];
static uint8_t q[M_MAX * (K_MAX + 2)];
static float a_scale[M_MAX];

static void same_byte_product(const char *name, byte_product p) {
  byte_product_runner *run = name ? x86_byte_product_named(name) : byte_product_run;
  if (!run) return;
  fill(plain, COUNT(plain));
  memcpy(fast, plain, sizeof plain);
  p.c = plain;
  byte_product_plain(&p);
  p.c = fast;
  run(&p);
  assert_memory_equal(plain, fast, sizeof plain);
}

static void same_byte_products(uint32_t m, uint32_t k, uint32_t n) {
  static const char *const names[] = {"avx2", "avxvnni", "avx512vnni", NULL};
  byte_matrix b;
  assert_true(byte_matrix_bytes(k, n) <= sizeof block);
  byte_matrix_pack(w, n, 1, k, n, block);
  byte_matrix_view(block, k, n, &b);
  bytes_quantise(a, k, m, k, q, byte_depth(k), a_scale);
  byte_product p = {.m = m, .a = q, .a_row = byte_depth(k), .a_scale = a_scale, .b = &b, .c_row = N_MAX};
  for (size_t i = 0; i < COUNT(names); i++) {
    p.bias = NULL;
    same_byte_product(names[i], p);
    p.bias = bias;
    same_byte_product(names[i], p);
  }
  void *room = malloc(byte_matrix_plan_bytes(&b) + 64);
  assert_non_null(room);
  byte_matrix_plan(&b, (char *)room + (64 - (uintptr_t)room % 64));
  same_byte_product(NULL, p);
  free(room);
}

static void test_byte_products_are_the_same(void **state) {
  (void)state;
  fill(a, COUNT(a)), fill(w, COUNT(w)), fill(bias, COUNT(bias));
  for (size_t i = 0; i < COUNT(ms); i++)
    for (size_t j = 0; j < COUNT(ks); j++) same_byte_products(ms[i], ks[j], ns[(i + j) % COUNT(ns)]);
}

/* Rows all at one end, columns all at one end: the sums of pairs are as large as they can be. */
static void test_byte_products_of_extremes(void **state) {
  (void)state;
  for (uint32_t i = 0; i < COUNT(a); i++) a[i] = i / K_MAX % 3 == 2 ? 0 : i / K_MAX % 3 ? -2.5f : 2.5f;
  for (uint32_t i = 0; i < COUNT(w); i++) w[i] = i % N_MAX % 3 == 2 ? 0 : i % N_MAX % 3 ? -0.3f : 0.3f;
  same_byte_products(27, K_MAX, N_MAX);
  same_byte_products(M_MAX, K_MAX, N_MAX);
  assert_int_equal(q[0], 255);
  assert_int_equal(q[byte_depth(K_MAX)], 1);
  assert_int_equal(q[2 * byte_depth(K_MAX)], 128);
  assert_true(a_scale[2] == 0);
  assert_int_equal(block[0], 63);
  assert_true(fabsf(fast[0] - bias[0] - 0.75f * K_MAX) < 1e-3f);
  assert_true(fast[2] == bias[2]);
}

/* Columns of every steepness under rows all at one end: what sixteen bits hold ends at another depth in each panel. */
static void test_byte_products_of_uneven_weights(void **state) {
  (void)state;
  fill(w, COUNT(w)), fill(bias, COUNT(bias));
  for (uint32_t i = 0; i < COUNT(a); i++) a[i] = next() & 8 ? 1 : -1;
  for (uint32_t power = 1; power < 8; power++) {
    for (uint32_t i = 0; i < COUNT(w); i++) w[i] *= fabsf(draw());
    same_byte_products(27, K_MAX, N_MAX);
    for (uint32_t i = 0; i < K_MAX; i++) a[i] = w[i * N_MAX + power] < 0 ? -1 : 1; /* one sum as large as it can be */
    same_byte_products(5, K_MAX, N_MAX);
  }
}

static void test_quantising(void **state) {
  (void)state;
  static const float row[] = {127, -127, 0.5f, 1.5f, 2.5f, -0.5f, -1.5f, 126.49f, 3.0f, -0.0f};
  static const uint8_t expected[] = {255, 1, 128, 130, 130, 128, 126, 254, 131, 128, 128, 128};
  static const float tiny[] = {1e-38f, -1e-40f};
  uint8_t out[12];
  float scale;
  bytes_quantise(row, 10, 1, 10, out, 12, &scale);
  assert_memory_equal(out, expected, sizeof out);
  assert_true(scale == 1);
  bytes_quantise(tiny, 2, 1, 2, out, 12, &scale);
  assert_true(scale == 0 && out[0] == 128 && out[3] == 128);
}

static void test_quantising_rounds_as_lrintf(void **state) {
  (void)state;
  fill(a, COUNT(a));
  bytes_quantise(a, K_MAX, M_MAX, K_MAX, q, byte_depth(K_MAX), a_scale);
  for (uint32_t i = 0; i < M_MAX; i++) {
    float most = 0;
    for (uint32_t k = 0; k < K_MAX; k++) most = fmaxf(most, fabsf(a[i * K_MAX + k]));
    for (uint32_t k = 0; k < K_MAX; k++)
      assert_int_equal(q[i * byte_depth(K_MAX) + k], 128 + lrintf(a[i * K_MAX + k] * (127.0f / most)));
  }
}

/* The block says what its parts are, and its columns are the weights within half a step. */
static void test_byte_matrix_layout(void **state) {
  (void)state;
  uint32_t k = 7, n = 17;
  byte_matrix b;
  fill(w, COUNT(w));
  byte_matrix_pack(w, n, 1, k, n, block);
  byte_matrix_view(block, k, n, &b);
  assert_int_equal(byte_matrix_bytes(k, n), 32 * 8 + 32 * 8);
  assert_int_equal(((const char *)b.scales - block) % 64, 0);
  assert_int_equal(((const char *)b.sums - block) % 64, 0);
  for (uint32_t j = 0; j < n; j++) {
    int32_t sum = 0;
    for (uint32_t i = 0; i < k; i++) {
      int8_t v = b.panels[j / 16 * 16 * 8 + i / 4 * 64 + j % 16 * 4 + i % 4];
      assert_true(fabsf(w[i * n + j] - b.scales[j] * (float)v) <= 0.501f * b.scales[j]);
      sum += v;
    }
    assert_int_equal(b.sums[j], sum);
  }
  assert_true(b.scales[n] == 0 && b.sums[n] == 0);
}

static void test_byte_product_is_near_the_float_one(void **state) {
  (void)state;
  uint32_t m = M_MAX, k = K_MAX, n = N_MAX;
  double error = 0, norm = 0;
  fill(a, COUNT(a)), fill(w, COUNT(w));
  matrix_pack(w, n, 1, k, n, packed);
  matrix_product(&(product){.m = m, .n = n, .k = k, .a = a, .a_row = k, .a_column = 1, .b = packed, .c = plain, .c_row = n});
  byte_matrix b;
  byte_matrix_pack(w, n, 1, k, n, block);
  byte_matrix_view(block, k, n, &b);
  bytes_quantise(a, k, m, k, q, byte_depth(k), a_scale);
  byte_product_run(&(byte_product){.m = m, .a = q, .a_row = byte_depth(k), .a_scale = a_scale, .b = &b, .c = fast, .c_row = n});
  for (uint32_t i = 0; i < m * n; i++) {
    error += ((double)fast[i] - plain[i]) * ((double)fast[i] - plain[i]);
    norm += (double)plain[i] * plain[i];
  }
  assert_true(sqrt(error / norm) < 0.012); /* measured: 0.009, of which the weights' seven bits are nearly all */
}

/* ---- functions */

static float values[VALUES], out[VALUES];

static void spread(float from, float to) {
  for (uint32_t i = 0; i < VALUES; i++) out[i] = values[i] = from + (to - from) * (float)i / (VALUES - 1);
}

static void test_exp(void **state) {
  (void)state;
  double worst = 0;
  spread(-87, 87);
  vector_exp(out, VALUES);
  for (uint32_t i = 0; i < VALUES; i++) worst = fmax(worst, fabs(out[i] / exp((double)values[i]) - 1));
  print_message("exp: relative error %.2g\n", worst);
  assert_true(worst < 1.2e-7);
  float edges[] = {0, -200, 200, -INFINITY, INFINITY};
  vector_exp(edges, COUNT(edges));
  assert_true(edges[0] == 1 && edges[1] == edges[3] && edges[2] == edges[4]);
  assert_true(edges[1] > 0 && edges[1] < 2e-38f && edges[2] > 6e37f && edges[2] < INFINITY);
}

static void test_sigmoid(void **state) {
  (void)state;
  double worst = 0;
  spread(-60, 60);
  vector_sigmoid(out, VALUES);
  for (uint32_t i = 0; i < VALUES; i++) worst = fmax(worst, fabs(out[i] * (1 + exp(-(double)values[i])) - 1));
  print_message("sigmoid: relative error %.2g\n", worst);
  assert_true(worst < 2.5e-7);
}

static void test_tanh(void **state) {
  (void)state;
  double worst = 0;
  spread(-20, 20);
  vector_tanh(out, VALUES);
  for (uint32_t i = 0; i < VALUES; i++) worst = fmax(worst, fabs(out[i] - tanh((double)values[i])));
  print_message("tanh: absolute error %.2g\n", worst);
  assert_true(worst < 2e-7);
}

/* One at a time, where no vectors are, and all at once. */
static void test_functions_do_not_depend_on_length(void **state) {
  (void)state;
  void (*const functions[])(float *, size_t) = {vector_exp, vector_sigmoid, vector_tanh, vector_relu};
  for (size_t f = 0; f < COUNT(functions); f++) {
    spread(-90, 90);
    functions[f](out, VALUES);
    for (uint32_t i = 0; i < VALUES; i += 7) {
      float one = values[i];
      functions[f](&one, 1);
      assert_memory_equal(&one, &out[i], sizeof one);
    }
  }
}

static void test_row_normalise(void **state) {
  (void)state;
  enum { N = 112 };
  float gain[N], shift[N], y[N], centred[N], inverse;
  double mean = 0, square = 0;
  fill(values, N), fill(gain, N), fill(shift, N);
  for (int i = 0; i < N; i++) mean += values[i] / (double)N;
  for (int i = 0; i < N; i++) square += (values[i] - mean) * (values[i] - mean) / N;
  row_normalise(values, gain, shift, N, y, centred, &inverse);
  assert_true(fabs(inverse * sqrt(square + 1e-5) - 1) < 1e-6);
  for (int i = 0; i < N; i++) {
    double z = (values[i] - mean) / sqrt(square + 1e-5);
    assert_true(fabs(centred[i] - z) < 1e-6);
    assert_true(fabs(y[i] - (z * gain[i] + shift[i])) < 1e-6);
  }
  row_normalise(values, gain, shift, N, values, NULL, NULL);
  assert_memory_equal(values, y, sizeof y);
}

static void test_sums(void **state) {
  (void)state;
  enum { N = 80 };
  int8_t bytes[N];
  float before[N];
  double sum = 0;
  fill(values, N), fill(out, N);
  for (int i = 0; i < N; i++) sum += (double)values[i] * out[i];
  assert_true(fabs(vector_dot(values, out, N) - sum) < 1e-5);
  memcpy(before, out, sizeof before);
  for (int i = 0; i < N; i++) bytes[i] = (int8_t)(next() % 256u - 128u);
  vector_add_bytes(out, bytes, 0.37f, N - 3);
  for (int i = 0; i < N; i++) {
    float expected = i < N - 3 ? fmaf(0.37f, (float)bytes[i], before[i]) : before[i];
    assert_memory_equal(&out[i], &expected, sizeof expected);
  }
}

/* The sum of rows is the chain of single additions. */
static void test_best(void **state) {
  (void)state;
  float x[40] = {NAN};
  for (uint32_t n = 1; n <= COUNT(x); n++) assert_int_equal(vector_best(x, n), 0); /* nothing is above NaN */
  for (uint32_t n = 1; n <= COUNT(x); n++)
    for (uint32_t at = 0; at < n; at++) {
      for (uint32_t i = 0; i < n; i++) x[i] = i > at && i % 3 == 0 ? 7 : -1 - (float)(i % 5);
      x[at] = 7;
      if (at + 1 < n) x[n - 1] = at + 1 < n - 1 ? NAN : 7;
      assert_int_equal(vector_best(x, n), at); /* the first of equals */
    }
}

static void test_sum_of_rows(void **state) {
  (void)state;
  enum { N = 96, ROWS = 7 };
  int8_t bytes[ROWS][N];
  const int8_t *rows[ROWS];
  float scales[ROWS], sum[N], chain[N] = {0};
  for (int r = 0; r < ROWS; r++) {
    for (int i = 0; i < N; i++) bytes[r][i] = (int8_t)(next() % 256u - 128u);
    rows[r] = bytes[r];
    scales[r] = 0.01f * (float)(r + 1);
    vector_add_bytes(chain, bytes[r], scales[r], N);
  }
  vector_sum_rows(sum, rows, scales, ROWS, N);
  assert_memory_equal(sum, chain, sizeof sum);
  vector_sum_rows(sum, rows, scales, 0, N);
  for (int i = 0; i < N; i++) assert_true(sum[i] == 0);
}

/* ---- the recurrence */

enum { TOKENS = 9, WIDTH = 48 };
static float gates[TOKENS * 3 * WIDTH], raw[TOKENS * 3 * WIDTH], peephole[2 * WIDTH], states[TOKENS * WIDTH],
    outs[TOKENS * WIDTH];

static double logistic(double x) { return 1 / (1 + exp(-x)); }

static void check_token(int token, int i, double *c) {
  const float *g = raw + token * 3 * WIDTH, *done = gates + token * 3 * WIDTH;
  double candidate = tanh((double)g[i]), forget = logistic(g[WIDTH + i] + peephole[i] * *c);
  *c = forget * *c + (1 - forget) * candidate;
  double open = logistic(g[2 * WIDTH + i] + peephole[WIDTH + i] * *c);
  assert_true(fabs(done[i] - candidate) < 1e-6 && fabs(done[WIDTH + i] - forget) < 1e-6);
  assert_true(fabs(done[2 * WIDTH + i] - open) < 1e-6);
  assert_true(fabs(states[token * WIDTH + i] - *c) < 1e-6 && fabs(outs[token * WIDTH + i] - open * *c) < 1e-6);
}

static void run_recurrence(bool backward, float scale) {
  fill(raw, COUNT(raw)), fill(peephole, COUNT(peephole));
  for (size_t i = 0; i < COUNT(raw); i++) raw[i] *= scale;
  memcpy(gates, raw, sizeof raw);
  int first = backward ? TOKENS - 1 : 0, step = backward ? -1 : 1;
  recurrence r = {TOKENS,
                  WIDTH,
                  gates + first * 3 * WIDTH,
                  step * 3 * WIDTH,
                  peephole,
                  states + first * WIDTH,
                  step * WIDTH,
                  outs + first * WIDTH,
                  step * WIDTH};
  recurrence_run(&r);
  for (int i = 0; i < WIDTH; i++) {
    double c = 0;
    for (int t = 0; t < TOKENS; t++) check_token(first + t * step, i, &c);
  }
}

static void test_recurrence(void **state) {
  (void)state;
  run_recurrence(false, 2);
  run_recurrence(true, 2);
  run_recurrence(false, 300); /* gates that are shut or open: nothing overflows */
}

/* ---- the same bits from one machine to the next: sums of what came out, as written down on the first */

static uint32_t checksum(const void *bytes, size_t n) {
  uint32_t sum = 2166136261u;
  for (size_t i = 0; i < n; i++) sum = (sum ^ ((const uint8_t *)bytes)[i]) * 16777619u;
  return sum;
}

static void test_bits_are_those_written_down(void **state) {
  (void)state;
  spread(-90, 90), vector_exp(out, VALUES);
  uint32_t exps = checksum(out, sizeof out);
  spread(-90, 90), vector_sigmoid(out, VALUES);
  uint32_t sigmoids = checksum(out, sizeof out);
  spread(-90, 90), vector_tanh(out, VALUES);
  uint32_t tanhs = checksum(out, sizeof out);
  seed = 1, run_recurrence(true, 3);
  uint32_t recurrences = checksum(outs, sizeof outs);
  assert_int_equal(exps, 0x9e81f9bau);
  assert_int_equal(sigmoids, 0x056270f6u);
  assert_int_equal(tanhs, 0x62f07219u);
  assert_int_equal(recurrences, 0xdae11445u);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_float_products_are_the_same),
      cmocka_unit_test(test_plain_product_is_right),
      cmocka_unit_test(test_byte_products_are_the_same),
      cmocka_unit_test(test_byte_products_of_extremes),
      cmocka_unit_test(test_best),
      cmocka_unit_test(test_byte_products_of_uneven_weights),
      cmocka_unit_test(test_quantising),
      cmocka_unit_test(test_quantising_rounds_as_lrintf),
      cmocka_unit_test(test_byte_matrix_layout),
      cmocka_unit_test(test_byte_product_is_near_the_float_one),
      cmocka_unit_test(test_exp),
      cmocka_unit_test(test_sigmoid),
      cmocka_unit_test(test_tanh),
      cmocka_unit_test(test_functions_do_not_depend_on_length),
      cmocka_unit_test(test_row_normalise),
      cmocka_unit_test(test_sums),
      cmocka_unit_test(test_sum_of_rows),
      cmocka_unit_test(test_recurrence),
      cmocka_unit_test(test_bits_are_those_written_down),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
