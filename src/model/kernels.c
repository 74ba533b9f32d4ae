/* The plain kernels, and the choice of the fastest. */
#include "model/kernels.h"

#include <math.h>
#include <string.h>

#include "model/kernels_x86.h"

void matrix_pack(const float *b, size_t row, size_t column, uint32_t k, uint32_t n, float *packed) {
  for (uint32_t j = 0; j < n; j += PANEL) {
    uint32_t width = n - j < PANEL ? n - j : PANEL;
    for (uint32_t i = 0; i < k; i++, packed += PANEL) {
      const float *from = b + i * row + j * column;
      for (uint32_t c = 0; c < width; c++) packed[c] = from[c * column];
      for (uint32_t c = width; c < PANEL; c++) packed[c] = 0;
    }
  }
}

void matrix_product_plain(const product *p) {
  for (uint32_t j = 0; j < padded(p->n); j++) {
    const float *b = p->b + (size_t)(j / PANEL) * p->k * PANEL + j % PANEL;
    for (uint32_t i = 0; i < p->m; i++) {
      float *c = &p->c[i * p->c_row + j];
      float sum = p->add ? *c : p->bias ? p->bias[j] : 0;
      for (uint32_t k = 0; k < p->k; k++) sum = fmaf(p->a[i * p->a_row + k * p->a_column], b[(size_t)k * PANEL], sum);
      *c = sum;
    }
  }
}

void matrix_product(const product *p) {
  static void (*chosen)(const product *);
  void (*run)(const product *) = __atomic_load_n(&chosen, __ATOMIC_RELAXED);
  if (!run) {
    run = x86_matrix_product();
    if (!run) run = matrix_product_plain;
    __atomic_store_n(&chosen, run, __ATOMIC_RELAXED);
  }
  run(p);
}

typedef union {
  float f;
  uint32_t i;
} bits;

/* From -most to most, NaN too. Sizes of floats order as their bits do, and whole numbers are one instruction where floats would
 * be seven. */
INLINED float cut_off(float x, float most) {
  bits size = {x}, limit = {most};
  uint32_t sign = size.i & 0x80000000u;
  size.i &= 0x7fffffffu;
  size.i = (size.i < limit.i ? size.i : limit.i) | sign;
  return size.f;
}

/* ---- exp by 2^n times a polynomial; over `most` and under -most it is cut off */
INLINED float exponential(float x, float most) {
  x = cut_off(x, most);
  bits n = {fmaf(x, 1.44269504088896341f, 12582912.0f)}; /* to the nearest, in the low bits */
  float whole = n.f - 12582912.0f, r = fmaf(whole, -0.693359375f, x);
  r = fmaf(whole, 2.12194440e-4f, r);
  bits p = {fmaf(1.392631121e-03f, r, 8.363281220e-03f)};
  p.f = fmaf(p.f, r, 4.166655385e-02f);
  p.f = fmaf(p.f, r, 1.666657638e-01f);
  p.f = fmaf(p.f, r, 5.000000000e-01f);
  p.f = fmaf(p.f, r, 1.0f);
  p.f = fmaf(p.f, r, 1.0f);
  p.i += n.i << 23;
  return p.f;
}
enum { EXP_MOST = 87, PAIR_MOST = 43 /* the product of two is still a number */ };
INLINED float sigmoid(float x) { return 1.0f / (1.0f + exponential(-x, EXP_MOST)); }
INLINED float hyperbolic(float x) { return fmaf(2.0f, sigmoid(2.0f * x), -1.0f); }

/* tanh of x and sigmoid of y at the cost of one division. */
INLINED void gate_pair(float x, float y, float *tanh_x, float *sigmoid_y) {
  float ex = exponential(-2.0f * x, PAIR_MOST), left = 1.0f + ex, right = 1.0f + exponential(-y, PAIR_MOST);
  float inverse = 1.0f / (left * right);
  *sigmoid_y = inverse * left;
  *tanh_x = (1.0f - ex) * (inverse * right);
}

INLINED void exp_all_body(float *x, size_t n) {
  for (size_t i = 0; i < n; i++) x[i] = exponential(x[i], EXP_MOST);
}
INLINED void sigmoid_all_body(float *x, size_t n) {
  for (size_t i = 0; i < n; i++) x[i] = sigmoid(x[i]);
}
INLINED void tanh_all_body(float *x, size_t n) {
  for (size_t i = 0; i < n; i++) x[i] = hyperbolic(x[i]);
}
INLINED void relu_all_body(float *x, size_t n) {
  for (size_t i = 0; i < n; i++) x[i] = x[i] > 0 ? x[i] : 0;
}
INLINED void add_bytes_body(float *restrict y, const int8_t *restrict q, float scale, size_t n) {
  for (size_t i = 0; i < n; i++) y[i] = fmaf(scale, (float)q[i], y[i]);
}
LEVELS(exp_all, (float *x, size_t n), (x, n))
LEVELS(sigmoid_all, (float *x, size_t n), (x, n))
LEVELS(tanh_all, (float *x, size_t n), (x, n))
LEVELS(relu_all, (float *x, size_t n), (x, n))
/* Each number is one chain of fused multiply-adds over the rows. */
INLINED void sum_rows_body(float *restrict y, const int8_t *const *rows, const float *scales, uint32_t n_rows, size_t n) {
  memset(y, 0, n * sizeof *y);
  for (uint32_t r = 0; r < n_rows; r++) {
    add_bytes_body(y, rows[r], scales[r], n);
    __asm__ volatile("" : : : "memory"); /* gcc would take two rows together, and then no longer see vectors */
  }
}
LEVELS(add_bytes, (float *y, const int8_t *q, float scale, size_t n), (y, q, scale, n))
LEVELS(sum_rows, (float *y, const int8_t *const *rows, const float *scales, uint32_t n_rows, size_t n),
       (y, rows, scales, n_rows, n))

void vector_exp(float *x, size_t n) { exp_all(x, n); }
void vector_sigmoid(float *x, size_t n) { sigmoid_all(x, n); }
void vector_tanh(float *x, size_t n) { tanh_all(x, n); }
void vector_add_bytes(float *y, const int8_t *q, float scale, size_t n) { add_bytes(y, q, scale, n); }
void vector_sum_rows(float *y, const int8_t *const *rows, const float *scales, uint32_t n_rows, size_t n) {
  sum_rows(y, rows, scales, n_rows, n);
}
void vector_relu(float *x, size_t n) { relu_all(x, n); }

/* ---- sums in sixteen lanes, then pairwise: the same on every machine */
INLINED float fold(const float *lanes) {
  float half[8], quarter[4];
  for (int i = 0; i < 8; i++) half[i] = lanes[i] + lanes[i + 8];
  for (int i = 0; i < 4; i++) quarter[i] = half[i] + half[i + 4];
  return (quarter[0] + quarter[2]) + (quarter[1] + quarter[3]);
}

INLINED void dot_body(const float *restrict x, const float *restrict y, size_t n, float *out) {
  float lanes[PANEL] = {0};
  for (size_t i = 0; i < n; i += PANEL)
    for (size_t k = 0; k < PANEL; k++) lanes[k] = fmaf(x[i + k], y[i + k], lanes[k]);
  *out = fold(lanes);
}
LEVELS(dot, (const float *x, const float *y, size_t n, float *out), (x, y, n, out))

float vector_dot(const float *x, const float *y, size_t n) {
  float out;
  dot(x, y, n, &out);
  return out;
}

INLINED void best_body(const float *x, uint32_t n, uint32_t *out) {
  float lanes[PANEL], most = x[0];
  uint32_t whole = n / PANEL * PANEL, at = 0;
  for (uint32_t k = 0; k < PANEL; k++) lanes[k] = most;
  for (uint32_t i = 0; i < whole; i += PANEL)
    for (uint32_t k = 0; k < PANEL; k++) lanes[k] = x[i + k] > lanes[k] ? x[i + k] : lanes[k];
  for (uint32_t k = 0; k < PANEL; k++) most = lanes[k] > most ? lanes[k] : most;
  for (uint32_t i = whole; i < n; i++) most = x[i] > most ? x[i] : most;
  while (at < n && x[at] != most) at++;
  *out = at < n ? at : 0;
}
LEVELS(best, (const float *x, uint32_t n, uint32_t *out), (x, n, out))

uint32_t vector_best(const float *x, uint32_t n) {
  uint32_t out;
  best(x, n, &out);
  return out;
}

INLINED void normalise_body(const float *x, const float *gain, const float *shift, uint32_t n, float *y, float *centred,
                            float *spread) {
  float sums[PANEL] = {0}, squares[PANEL] = {0};
  for (uint32_t i = 0; i < n; i += PANEL)
    for (uint32_t k = 0; k < PANEL; k++) sums[k] += x[i + k];
  float mean = fold(sums) / (float)n;
  for (uint32_t i = 0; i < n; i += PANEL)
    for (uint32_t k = 0; k < PANEL; k++) {
      float d = x[i + k] - mean;
      squares[k] = fmaf(d, d, squares[k]);
    }
  float inverse = 1.0f / sqrtf(fold(squares) / (float)n + 1e-5f);
  if (spread) *spread = inverse;
  for (uint32_t i = 0; centred && i < n; i++) centred[i] = (x[i] - mean) * inverse;
  for (uint32_t i = 0; i < n; i++) y[i] = fmaf((x[i] - mean) * inverse, gain[i], shift[i]);
}
LEVELS(normalise, (const float *x, const float *gain, const float *shift, uint32_t n, float *y, float *centred, float *spread),
       (x, gain, shift, n, y, centred, spread))

void row_normalise(const float *x, const float *gain, const float *shift, uint32_t n, float *y, float *centred, float *spread) {
  normalise(x, gain, shift, n, y, centred, spread);
}

/* In two loops, for the second sigmoid waits for the first: each alone keeps the processor busy. */
INLINED void recurrence_step(uint32_t width, float *restrict gates, const float *restrict peephole, const float *restrict before,
                             float *restrict state, float *restrict out) {
  for (uint32_t i = 0; i < width; i++) {
    float candidate, forget;
    gate_pair(gates[i], fmaf(peephole[i], before[i], gates[width + i]), &candidate, &forget);
    gates[i] = candidate;
    gates[width + i] = forget;
    state[i] = fmaf(forget, before[i] - candidate, candidate);
  }
  for (uint32_t i = 0; i < width; i++) {
    float open = sigmoid(fmaf(peephole[width + i], state[i], gates[2 * width + i]));
    gates[2 * width + i] = open;
    out[i] = open * state[i];
  }
}

enum { STATE_MAX = 512 };
INLINED void recur_body(const recurrence *r) {
  static const float none[STATE_MAX];
  const float *before = none;
  float *gates = r->gates, *state = r->state, *out = r->out;
  if (r->width > STATE_MAX) return;
  for (uint32_t t = 0; t < r->n_tokens; t++) {
    recurrence_step(r->width, gates, r->peephole, before, state, out);
    before = state;
    gates += r->gates_step;
    state += r->state_step;
    out += r->out_step;
  }
}
LEVELS(recur, (const recurrence *r), (r))

void recurrence_run(const recurrence *r) { recur(r); }
