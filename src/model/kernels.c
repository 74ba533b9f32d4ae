/* The plain kernels, and the choice of the fastest. */
#include "model/kernels.h"

#include <math.h>
#include <string.h>

#include "model/kernels_x86.h"

/* Loops that the compiler turns into the vectors of the machine it runs on. */
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__)
#define CLONES __attribute__((target_clones("avx512f", "arch=haswell", "default")))
#else
#define CLONES
#endif

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

/* ---- exp by 2^n times a polynomial (Cephes' coefficients); over ±87 it is cut off. NaN counts as -87: as an integer it would be
 * anything. */
static inline float exponential(float x) {
  x = x > 87.0f ? 87.0f : x > -87.0f ? x : -87.0f;
  float n = (x * 1.44269504088896341f + 12582912.0f) - 12582912.0f;
  float r = fmaf(n, -0.693359375f, x);
  r = fmaf(n, 2.12194440e-4f, r);
  float p = fmaf(1.9875691500e-4f, r, 1.3981999507e-3f);
  p = fmaf(p, r, 8.3334519073e-3f);
  p = fmaf(p, r, 4.1665795894e-2f);
  p = fmaf(p, r, 1.6666665459e-1f);
  p = fmaf(p, r, 5.0000001201e-1f);
  p = fmaf(p, r * r, r) + 1.0f;
  union {
    int32_t i;
    float f;
  } two = {.i = ((int32_t)n + 127) * (1 << 23)};
  return p * two.f;
}
static inline float sigmoid(float x) { return 1.0f / (1.0f + exponential(-x)); }
static inline float hyperbolic(float x) { return fmaf(2.0f, sigmoid(2.0f * x), -1.0f); }

CLONES void vector_exp(float *x, size_t n) {
  for (size_t i = 0; i < n; i++) x[i] = exponential(x[i]);
}

CLONES void vector_sigmoid(float *x, size_t n) {
  for (size_t i = 0; i < n; i++) x[i] = sigmoid(x[i]);
}

CLONES void vector_tanh(float *x, size_t n) {
  for (size_t i = 0; i < n; i++) x[i] = hyperbolic(x[i]);
}

CLONES void vector_relu(float *x, size_t n) {
  for (size_t i = 0; i < n; i++) x[i] = x[i] > 0 ? x[i] : 0;
}

CLONES void vector_add_bytes(float *restrict y, const int8_t *restrict q, float scale, size_t n) {
  for (size_t i = 0; i < n; i++) y[i] = fmaf(scale, (float)q[i], y[i]);
}

/* ---- sums in sixteen lanes, then pairwise: the same on every machine */
static inline float fold(const float *lanes) {
  float half[8], quarter[4];
  for (int i = 0; i < 8; i++) half[i] = lanes[i] + lanes[i + 8];
  for (int i = 0; i < 4; i++) quarter[i] = half[i] + half[i + 4];
  return (quarter[0] + quarter[2]) + (quarter[1] + quarter[3]);
}

CLONES float vector_dot(const float *restrict x, const float *restrict y, size_t n) {
  float lanes[PANEL] = {0};
  for (size_t i = 0; i < n; i += PANEL)
    for (size_t k = 0; k < PANEL; k++) lanes[k] = fmaf(x[i + k], y[i + k], lanes[k]);
  return fold(lanes);
}

CLONES void row_normalise(const float *x, const float *gain, const float *shift, uint32_t n, float *y, float *centred,
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
  for (uint32_t i = 0; i < n; i++) {
    float z = (x[i] - mean) * inverse;
    if (centred) centred[i] = z;
    y[i] = fmaf(z, gain[i], shift[i]);
  }
}

static inline void recurrence_step(uint32_t width, float *restrict gates, const float *restrict peephole,
                                   const float *restrict before, float *restrict state, float *restrict out) {
  for (uint32_t i = 0; i < width; i++) {
    float candidate = hyperbolic(gates[i]);
    float forget = sigmoid(fmaf(peephole[i], before[i], gates[width + i]));
    float now = fmaf(forget, before[i] - candidate, candidate);
    float open = sigmoid(fmaf(peephole[width + i], now, gates[2 * width + i]));
    gates[i] = candidate;
    gates[width + i] = forget;
    gates[2 * width + i] = open;
    state[i] = now;
    out[i] = open * now;
  }
}

enum { STATE_MAX = 512 };
CLONES void recurrence_run(const recurrence *r) {
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
