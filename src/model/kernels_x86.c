/* Matrix products with AVX2 and AVX-512: blocks of rows times one panel of sixteen columns held in registers. */
#include "model/kernels_x86.h"

#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>

enum { ROWS_AVX2 = 6, ROWS_AVX512 = 14, STRIP = 84 /* rows that stay in the nearest cache while the panels pass */ };

typedef struct {
  const float *a; /* first row of the block */
  size_t a_row, a_column;
  const float *b; /* the panel */
  uint32_t k;
  const float *bias;
  float *c;
  size_t c_row;
  bool add;
} block;

#define AVX2 __attribute__((target("avx2,fma")))
#define AVX512 __attribute__((target("avx512f")))
#define INLINE static inline __attribute__((always_inline))

/* What the sums begin with: rows of c, or the same row for all. */
INLINE const float *start(const block *x) {
  static const float none[PANEL];
  if (x->add) return x->c;
  return x->bias ? x->bias : none;
}

AVX2 INLINE void block_avx2(const block *x, const int rows) {
  __m256 sum[ROWS_AVX2][2];
  const float *from = start(x);
  size_t step = x->add ? x->c_row : 0;
#pragma GCC unroll 6
  for (int i = 0; i < rows; i++)
    for (int h = 0; h < 2; h++) sum[i][h] = _mm256_loadu_ps(from + (size_t)i * step + 8 * h);
  const float *a = x->a, *b = x->b;
  for (uint32_t k = 0; k < x->k; k++, a += x->a_column, b += PANEL) {
    __m256 left = _mm256_loadu_ps(b), right = _mm256_loadu_ps(b + 8);
#pragma GCC unroll 6
    for (int i = 0; i < rows; i++) {
      __m256 v = _mm256_broadcast_ss(a + (size_t)i * x->a_row);
      sum[i][0] = _mm256_fmadd_ps(v, left, sum[i][0]);
      sum[i][1] = _mm256_fmadd_ps(v, right, sum[i][1]);
    }
  }
#pragma GCC unroll 6
  for (int i = 0; i < rows; i++)
    for (int h = 0; h < 2; h++) _mm256_storeu_ps(x->c + (size_t)i * x->c_row + 8 * h, sum[i][h]);
}

AVX512 INLINE void block_avx512(const block *x, const int rows) {
  __m512 sum[ROWS_AVX512];
  const float *from = start(x);
  size_t step = x->add ? x->c_row : 0;
#pragma GCC unroll 14
  for (int i = 0; i < rows; i++) sum[i] = _mm512_loadu_ps(from + (size_t)i * step);
  const float *a = x->a, *b = x->b;
  for (uint32_t k = 0; k < x->k; k++, a += x->a_column, b += PANEL) {
    __m512 panel = _mm512_loadu_ps(b);
#pragma GCC unroll 14
    for (int i = 0; i < rows; i++) sum[i] = _mm512_fmadd_ps(_mm512_set1_ps(a[(size_t)i * x->a_row]), panel, sum[i]);
  }
#pragma GCC unroll 14
  for (int i = 0; i < rows; i++) _mm512_storeu_ps(x->c + (size_t)i * x->c_row, sum[i]);
}

/* A whole block, then what is left in blocks of four, two and one. */
AVX2 static uint32_t run_avx2(const block *x, uint32_t left) {
  if (left >= 6) return block_avx2(x, 6), 6;
  if (left >= 4) return block_avx2(x, 4), 4;
  if (left >= 2) return block_avx2(x, 2), 2;
  return block_avx2(x, 1), 1;
}

AVX512 static uint32_t run_avx512(const block *x, uint32_t left) {
  if (left >= 14) return block_avx512(x, 14), 14;
  if (left >= 8) return block_avx512(x, 8), 8;
  if (left >= 4) return block_avx512(x, 4), 4;
  if (left >= 2) return block_avx512(x, 2), 2;
  return block_avx512(x, 1), 1;
}

static void run_strips(const product *p, uint32_t (*run)(const block *, uint32_t)) {
  for (uint32_t top = 0; top < p->m; top += STRIP) {
    uint32_t end = p->m - top < STRIP ? p->m : top + STRIP;
    for (uint32_t j = 0; j < padded(p->n); j += PANEL) {
      block x = {.a_row = p->a_row, .a_column = p->a_column, .k = p->k, .c_row = p->c_row, .add = p->add};
      x.b = p->b + (size_t)j * p->k;
      x.bias = p->bias ? p->bias + j : NULL;
      for (uint32_t i = top; i < end;) {
        x.a = p->a + i * p->a_row;
        x.c = p->c + i * p->c_row + j;
        i += run(&x, end - i);
      }
    }
  }
}

static void product_avx2(const product *p) { run_strips(p, run_avx2); }
static void product_avx512(const product *p) { run_strips(p, run_avx512); }

int x86_level(void) {
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx512f")) return 2;
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") ? 1 : 0;
}

product_runner *x86_matrix_product_named(const char *name) {
  if (!strcmp(name, "avx512")) return x86_level() == 2 ? product_avx512 : NULL;
  if (!strcmp(name, "avx2")) return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") ? product_avx2 : NULL;
  return NULL;
}

product_runner *x86_matrix_product(void) {
  product_runner *run = x86_matrix_product_named("avx512");
  return run ? run : x86_matrix_product_named("avx2");
}

#else
int x86_level(void) { return 0; }
product_runner *x86_matrix_product_named(const char *name) {
  (void)name;
  return NULL;
}
product_runner *x86_matrix_product(void) { return NULL; }
#endif
