/* Speed of the kernels on one core: milliards of multiply-adds a second of each product, nanoseconds an element of the rest. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "model/kernels_x86.h"

enum { ROUNDS = 7, M = 256, MOST = 576, TOKENS = 32, WIDTH = 96 };
#define ROUND_SECONDS 0.02

static struct {
  float a[M * MOST], c[M * MOST], bias[MOST];
  float w[MOST * MOST], packed[MOST * MOST];
  _Alignas(64) char block[MOST * (MOST + 8)];
  uint8_t q[M * MOST];
  float a_scale[M];
  float gates[TOKENS * 3 * WIDTH], state[TOKENS * WIDTH], out[TOKENS * WIDTH], peephole[2 * WIDTH];
} x;

static double cpu_seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static float draw(void) { return (float)rand() / (float)RAND_MAX * 2.0f - 1.0f; }

static void fill(float *to, size_t n) {
  for (size_t i = 0; i < n; i++) to[i] = draw();
}

/* Seconds that one call takes; the best round counts, for others share the machine. */
static double seconds(void (*call)(const void *), const void *argument) {
  double best = 1e9;
  for (int round = 0; round < ROUNDS; round++) {
    double start = cpu_seconds(), spent = 0;
    int calls = 0;
    for (; spent < ROUND_SECONDS; calls++, spent = cpu_seconds() - start) call(argument);
    if (spent / calls < best) best = spent / calls;
  }
  return best;
}

typedef struct {
  product_runner *run;
  product p;
} float_call;
static void call_float(const void *argument) { ((const float_call *)argument)->run(&((const float_call *)argument)->p); }

typedef struct {
  byte_product_runner *run;
  byte_product p;
} byte_call;
static void call_bytes(const void *argument) { ((const byte_call *)argument)->run(&((const byte_call *)argument)->p); }

static void call_quantise(const void *k) {
  uint32_t depth = *(const uint32_t *)k;
  bytes_quantise(x.a, depth, M, depth, x.q, depth, x.a_scale);
}

static void show(const char *name, double operations, double time) { printf("  %-12s %6.1f", name, operations / time * 1e-9); }

static void measure_products(uint32_t k, uint32_t n) {
  static const char *const floats[] = {"avx2", "avx512"}, *const bytes[] = {"avx2", "avxvnni", "avx512vnni"};
  double operations = (double)M * k * n;
  byte_matrix b;
  matrix_pack(x.w, n, 1, k, n, x.packed);
  byte_matrix_pack(x.w, n, 1, k, n, x.block);
  byte_matrix_view(x.block, k, n, &b);
  double quantising = seconds(call_quantise, &k);
  printf("k %u, n %u: G multiply-adds a second\n  float:", k, n);
  for (size_t i = 0; i < sizeof floats / sizeof *floats; i++) {
    float_call f = {x86_matrix_product_named(floats[i]), {M, n, k, x.a, k, 1, x.packed, x.bias, x.c, n, false}};
    if (f.run) show(floats[i], operations, seconds(call_float, &f));
  }
  printf("\n  bytes:");
  double last = 1;
  for (size_t i = 0; i < sizeof bytes / sizeof *bytes; i++) {
    byte_call f = {x86_byte_product_named(bytes[i]), {M, x.q, k, x.a_scale, &b, x.bias, x.c, n}};
    if (f.run) show(bytes[i], operations, last = seconds(call_bytes, &f));
  }
  printf("\n  quantising: %.3f ns a number, %.1f %% of the last product\n", 1e9 * quantising / M / k, 100 * quantising / last);
}

/* Each reads fresh input, for it writes over it. */
static void call_exp(const void *n) { memcpy(x.c, x.a, sizeof x.a / 8), vector_exp(x.c, *(const size_t *)n); }
static void call_sigmoid(const void *n) { memcpy(x.c, x.a, sizeof x.a / 8), vector_sigmoid(x.c, *(const size_t *)n); }
static void call_tanh(const void *n) { memcpy(x.c, x.a, sizeof x.a / 8), vector_tanh(x.c, *(const size_t *)n); }
static void call_recurrence(const void *r) { recurrence_run(r); }
static void call_normalise(const void *n) {
  (void)n;
  for (size_t i = 0; i < TOKENS; i++) row_normalise(x.a + i * WIDTH, x.bias, x.bias, WIDTH, x.c + i * WIDTH, NULL, NULL);
}

static void measure_functions(void) {
  size_t n = sizeof x.a / sizeof *x.a / 8;
  recurrence r = {TOKENS, WIDTH, x.gates, 3 * WIDTH, x.peephole, x.state, WIDTH, x.out, WIDTH};
  double elements = (double)TOKENS * WIDTH;
  printf("nanoseconds an element: exp %.3f, sigmoid %.3f, tanh %.3f,", 1e9 * seconds(call_exp, &n) / (double)n,
         1e9 * seconds(call_sigmoid, &n) / (double)n, 1e9 * seconds(call_tanh, &n) / (double)n);
  printf(" recurrence %.3f, row_normalise %.3f\n", 1e9 * seconds(call_recurrence, &r) / elements,
         1e9 * seconds(call_normalise, NULL) / elements);
}

int main(void) {
  fill(x.a, M * MOST), fill(x.bias, MOST), fill(x.w, MOST * MOST);
  for (size_t i = 0; i < MOST * MOST; i++) x.w[i] *= draw(); /* most of them small, as training leaves them */
  fill(x.gates, TOKENS * 3 * WIDTH), fill(x.peephole, 2 * WIDTH);
  measure_products(128, 576);
  measure_products(192, 576);
  measure_products(192, 512);
  measure_functions();
  return 0;
}
