/* 8-bit weights and activations: packing, rounding, the plain product, and the choice of the fastest. */
#include "model/kernels_bytes.h"

#include <math.h>
#include <string.h>

#include "model/kernels_x86.h"

/* ---- rounding: adding 1.5 * 2^23 leaves the nearest whole number in the low bits, ties to even */
INLINED uint32_t float_bits(float x) {
  union {
    float f;
    uint32_t i;
  } u = {x};
  return u.i;
}
INLINED int32_t nearest(float x) { return (int32_t)(float_bits(x + 12582912.0f) - float_bits(12582912.0f)); }

static const float too_small = 1e-30f; /* its inverse times 127 is still a number */

/* ---- weights */

size_t byte_matrix_bytes(uint32_t k, uint32_t n) { return (size_t)padded(n) * (byte_depth(k) + sizeof(float) + sizeof(int32_t)); }

void byte_matrix_view(const void *block, uint32_t k, uint32_t n, byte_matrix *out) {
  const char *at = block;
  size_t panels = (size_t)padded(n) * byte_depth(k); /* a multiple of 64, as are the scales */
  *out = (byte_matrix){.k = k, .n = n, .panels = block};
  out->scales = (const void *)(at + panels);
  out->sums = (const void *)(at + panels + padded(n) * sizeof(float));
}

float byte_matrix_at(const byte_matrix *b, uint32_t i, uint32_t j) {
  const int8_t *panel = b->panels + (size_t)(j / PANEL) * byte_depth(b->k) * PANEL;
  return b->scales[j] * panel[((size_t)(i / DEPTH_GROUP) * PANEL + j % PANEL) * DEPTH_GROUP + i % DEPTH_GROUP];
}

static float greatest(const float *w, size_t step, uint32_t k) {
  float most = 0;
  for (uint32_t i = 0; i < k; i++) most = fabsf(w[i * step]) > most ? fabsf(w[i * step]) : most;
  return most < too_small ? 0 : most;
}

/* One column into its place in a panel; returns the sum of what it wrote. */
static int32_t pack_column(const float *w, size_t step, uint32_t k, float scale, int8_t *to) {
  int32_t sum = 0;
  for (uint32_t i = 0; i < k; i++) {
    int32_t q = scale > 0 ? nearest(w[i * step] / scale) : 0;
    to[(size_t)(i / DEPTH_GROUP) * PANEL * DEPTH_GROUP + i % DEPTH_GROUP] = (int8_t)q;
    sum += q;
  }
  return sum;
}

void byte_matrix_pack(const float *w, size_t row, size_t column, uint32_t k, uint32_t n, void *block) {
  size_t depth = byte_depth(k), panels = padded(n) * depth;
  int8_t *bytes = block;
  float *scales = (void *)(bytes + panels);
  int32_t *sums = (void *)(bytes + panels + padded(n) * sizeof *scales);
  memset(block, 0, byte_matrix_bytes(k, n));
  for (uint32_t j = 0; j < n; j++) {
    const float *from = w + j * column;
    int8_t *to = bytes + j / PANEL * PANEL * depth + (size_t)(j % PANEL) * DEPTH_GROUP;
    scales[j] = greatest(from, row, k) / WEIGHT_MOST;
    sums[j] = pack_column(from, row, k, scales[j], to);
  }
}

/* ---- activations */

/* Bits of floats without their sign order as the floats do, and whole numbers need no order of comparison to be the same. */
INLINED float row_greatest(const float *a, uint32_t k) {
  uint32_t most = 0;
  for (uint32_t i = 0; i < k; i++) {
    uint32_t bits = float_bits(a[i]) & 0x7fffffffu;
    most = bits > most ? bits : most;
  }
  union {
    uint32_t i;
    float f;
  } u = {most};
  return u.f;
}

INLINED void quantise_row_body(const float *restrict a, uint32_t k, uint8_t *restrict q, float *scale) {
  float most = row_greatest(a, k);
  float inverse = most < too_small ? 0 : ACTIVATION_MOST / most;
  *scale = most < too_small ? 0 : most / ACTIVATION_MOST;
  for (uint32_t i = 0; i < k; i++) q[i] = (uint8_t)float_bits(a[i] * inverse + (12582912.0f + ACTIVATION_ZERO));
  for (uint32_t i = k; i < byte_depth(k); i++) q[i] = ACTIVATION_ZERO;
}
LEVELS(quantise_row, (const float *a, uint32_t k, uint8_t *q, float *scale), (a, k, q, scale))

void bytes_quantise(const float *a, size_t a_row, uint32_t m, uint32_t k, uint8_t *q, size_t q_row, float *a_scale) {
  for (uint32_t i = 0; i < m; i++) quantise_row(a + i * a_row, k, q + i * q_row, &a_scale[i]);
}

/* ---- the product */

static int32_t sum_plain(const uint8_t *a, const int8_t *column, uint32_t depth) {
  int32_t sum = 0;
  for (uint32_t k = 0; k < depth; k += DEPTH_GROUP, column += PANEL * DEPTH_GROUP)
    for (uint32_t g = 0; g < DEPTH_GROUP; g++) sum += (a[k + g] - ACTIVATION_ZERO) * column[g];
  return sum;
}

void byte_product_plain(const byte_product *p) {
  uint32_t depth = byte_depth(p->b->k);
  for (uint32_t j = 0; j < padded(p->b->n); j++) {
    const int8_t *column = p->b->panels + (size_t)(j / PANEL * PANEL) * depth + (size_t)(j % PANEL) * DEPTH_GROUP;
    for (uint32_t i = 0; i < p->m; i++) {
      float sum = (float)sum_plain(p->a + i * p->a_row, column, depth);
      p->c[i * p->c_row + j] = fmaf(p->a_scale[i] * p->b->scales[j], sum, p->bias ? p->bias[j] : 0);
    }
  }
}

size_t byte_matrix_plan_bytes(const byte_matrix *b) { return x86_byte_plan_bytes(b); }

void byte_matrix_plan(byte_matrix *b, void *room) { x86_byte_plan(b, room); }

void byte_product_run(const byte_product *p) {
  static byte_product_runner *chosen;
  byte_product_runner *run = __atomic_load_n(&chosen, __ATOMIC_RELAXED);
  if (!run) {
    run = x86_byte_product();
    if (!run) run = byte_product_plain;
    __atomic_store_n(&chosen, run, __ATOMIC_RELAXED);
  }
  run(p);
}
