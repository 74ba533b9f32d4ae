/* Matrix products of 8-bit numbers: weights in seven bits with a scale for each column, activations in eight with a scale for
 * each row. Knows numbers only. The sum of products is exact and one float formula follows, so every machine gives the same bits.
 */
#ifndef CASUS_KERNELS_BYTES_H
#define CASUS_KERNELS_BYTES_H

#include "model/kernels.h"

enum {
  WEIGHT_MOST = 63,        /* so that two products of an activation and a weight fit 16 bits: vpmaddubsw does not saturate */
  ACTIVATION_MOST = 127,   /* the greatest of a row */
  ACTIVATION_ZERO = 128,   /* the byte that stands for 0 */
  DEPTH_GROUP = 4,         /* bytes of the inner dimension that one instruction sums */
  BYTE_DEPTH_MAX = 1 << 12 /* of the inner dimension */
};
/* Bytes that a row of k activations takes, and rows that a matrix of k x n takes. */
static inline uint32_t byte_depth(uint32_t k) { return (k + DEPTH_GROUP - 1) / DEPTH_GROUP * DEPTH_GROUP; }

/* k x n weights: w = scales[column] * q, q from -63 to 63. Panel after panel of PANEL columns; a panel is byte_depth(k) / 4
 * groups of PANEL times 4 bytes, the 4 being consecutive rows of one column. What pads k and n is 0. */
typedef struct {
  uint32_t k, n;
  const int8_t *panels;
  const float *scales; /* padded(n) */
  const int32_t *sums; /* padded(n): the sum of q over k */
  const void *plan;    /* see byte_matrix_plan; NULL: none */
} byte_matrix;

/* Of one block that holds panels, scales and sums, each 64-aligned within it: a section of a weights file, used in place. */
size_t byte_matrix_bytes(uint32_t k, uint32_t n);
/* w[i * row + j * column] of a k x n matrix of finite numbers into `block`, 64-aligned. */
void byte_matrix_pack(const float *w, size_t row, size_t column, uint32_t k, uint32_t n, void *block);
/* Points into `block`, which must outlive `out`. */
void byte_matrix_view(const void *block, uint32_t k, uint32_t n, byte_matrix *out);

/* What this processor's kernel works out about a matrix before it multiplies: once, into `room` (64-aligned, which must outlive
 * the matrix), or, without a plan, at every product. The bytes of room that it takes, 0 where there is nothing to plan. */
size_t byte_matrix_plan_bytes(const byte_matrix *b);
void byte_matrix_plan(byte_matrix *b, void *room);

/* The weight in row i and column j, as it was rounded. */
float byte_matrix_at(const byte_matrix *b, uint32_t i, uint32_t j);

/* Rows of m x k finite floats to bytes, a = a_scale[row] * (u - 128), the greatest of a row at 127 from 128; to the nearest, ties
 * to even. A row of q holds byte_depth(k), the last of them padded by 128. A row of zeros, or of less than 1e-30, has scale 0. */
void bytes_quantise(const float *a, size_t a_row, uint32_t m, uint32_t k, uint8_t *q, size_t q_row, float *a_scale);

/* c[i][j] = fma(a_scale[i] * scales[j], sum over k of (u - 128) q, bias[j]); the sum is exact in 32 bits. */
typedef struct {
  uint32_t m;
  const uint8_t *a; /* m x byte_depth(b->k): a[i * a_row + k] */
  size_t a_row;
  const float *a_scale; /* m */
  const byte_matrix *b;
  const float *bias; /* padded(n); NULL: none */
  float *c;          /* m x padded(n): c[i * c_row + j] */
  size_t c_row;
} byte_product;

/* Runs the fastest kernel that this processor has. */
void byte_product_run(const byte_product *p);
/* The reference. */
void byte_product_plain(const byte_product *p);

#endif
