/* Dense arithmetic: matrix products and the functions between them. Knows numbers only.
 * Every function gives the same bits on every machine: each element of a product is one chain of fused multiply-adds in the order
 * of the inner dimension, whatever the width of the vectors; exp, tanh and the sums of a norm are ours, in a fixed order. */
#ifndef CASUS_KERNELS_H
#define CASUS_KERNELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { PANEL = 16 }; /* columns of a packed matrix stand in panels of so many; widths of rows are padded to it */
static inline uint32_t padded(uint32_t n) { return (n + PANEL - 1) / PANEL * PANEL; }

/* ---- float32 */

/* Floats that a packed k x n matrix takes: panel after panel, each k rows of PANEL columns. */
static inline size_t packed_floats(uint32_t k, uint32_t n) { return (size_t)k * padded(n); }
/* b[i * row + j * column] of a k x n matrix into panels; missing columns are 0. */
void matrix_pack(const float *b, size_t row, size_t column, uint32_t k, uint32_t n, float *packed);

typedef struct {
  uint32_t m, n, k;
  const float *a; /* m x k: a[i * a_row + j * a_column] */
  size_t a_row, a_column;
  const float *b;    /* k x n, packed */
  const float *bias; /* padded(n) of them; NULL: none */
  float *c;          /* m x padded(n): c[i * c_row + j] */
  size_t c_row;
  bool add; /* c += a b; else c = bias + a b */
} product;

/* Runs the fastest kernel that this processor has. */
void matrix_product(const product *p);
/* The reference. */
void matrix_product_plain(const product *p);

/* ---- between the products; n is a multiple of PANEL where rows are meant */
void vector_sigmoid(float *x, size_t n);
void vector_tanh(float *x, size_t n);
void vector_relu(float *x, size_t n);
void vector_exp(float *x, size_t n);
/* y += scale * q, for rows of 8-bit weights. */
void vector_add_bytes(float *y, const int8_t *q, float scale, size_t n);
/* y = the sum of scale * row over n_rows rows; n is a multiple of 2 * PANEL. */
void vector_sum_rows(float *y, const int8_t *const *rows, const float *scales, uint32_t n_rows, size_t n);
/* y = gain * (x - mean) / deviation + shift. `spread` (may be NULL) gets 1 / deviation, `centred` (may be NULL) the row before
 * gain and shift. x and y may be the same. */
void row_normalise(const float *x, const float *gain, const float *shift, uint32_t n, float *y, float *centred, float *spread);
float vector_dot(const float *x, const float *y, size_t n);
/* Where the greatest of n numbers stands, n at least 1; of equals the first. NaN is never above, nothing is above a NaN that is
 * first. */
uint32_t vector_best(const float *x, uint32_t n);

/* One direction of a gated recurrence over n_tokens rows of gates (candidate, forget, output: width floats each), `step` floats
 * apart (negative: from the last token to the first); see network.h. States and outputs are written `width` at a time. */
typedef struct {
  uint32_t n_tokens, width;
  float *gates;          /* of the first token to read; becomes tanh and sigmoids, which a backward pass needs */
  ptrdiff_t gates_step;  /* floats from one token's gates to the next's */
  const float *peephole; /* forget, output: width each */
  float *state;          /* of the first token */
  ptrdiff_t state_step;
  float *out;
  ptrdiff_t out_step;
} recurrence;
void recurrence_run(const recurrence *r);

#endif
