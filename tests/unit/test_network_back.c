/* The backward pass against finite differences, for every kind of layer and every parameter. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "train/network_back.h"
#include "train/random.h"

enum { TOKENS = 11, SAMPLES = 12 };

static const network_shape small_shape = {.embed = 32,
                                          .vector = 16,
                                          .arc = 32,
                                          .rel = 32,
                                          .n_tags = 5,
                                          .n_labels = 6,
                                          .n_rels = 7,
                                          .n_layers = 4,
                                          .layers = {{LAYER_CONVOLUTION, 1, 32, 64},
                                                     {LAYER_RECURRENT, 0, 64, 64},
                                                     {LAYER_ATTENTION, 2, 64, 64},
                                                     {LAYER_CONVOLUTION, 2, 64, 64}}};

typedef struct {
  network_weights w;
  network_shard s;
  float input[TOKENS * 32], vectors[TOKENS * 16];
  uint16_t tags[TOKENS], heads[TOKENS];
  uint8_t rels[TOKENS];
  uint32_t allowed[TOKENS], first[3];
  network_gold gold;
} fixture;

static float draw(uint64_t *random) { return (float)(random_next(random) >> 40) / 8388608.0f - 1.0f; }

static void fill(fixture *f) {
  uint64_t random = 7;
  assert_int_equal(network_shape_check(&small_shape, NULL), CASUS_OK);
  assert_true(network_weights_open(&f->w, &small_shape, &random));
  assert_true(network_shard_open(&f->s, &small_shape, TOKENS));
  for (uint32_t i = 0; i < network_parameters(&small_shape); i++)
    for (size_t k = 0; k < parameter_floats(network_parameter(&small_shape, i)); k++) f->w.values[i][k] += 0.2f * draw(&random);
  network_weights_pack(&f->w);
  for (size_t i = 0; i < TOKENS * 32; i++) f->input[i] = draw(&random);
  for (size_t i = 0; i < TOKENS * 16; i++) f->vectors[i] = draw(&random);
  f->first[1] = 4;
  f->first[2] = TOKENS;
  for (uint32_t t = 0; t < TOKENS; t++) {
    uint32_t n = t < 4 ? 4 : TOKENS - 4, own = t < 4 ? t + 1 : t - 3;
    f->tags[t] = (uint16_t)(random_next(&random) % 5);
    f->heads[t] = (uint16_t)(random_next(&random) % (n + 1));
    if (f->heads[t] == own) f->heads[t] = 0;
    f->rels[t] = (uint8_t)(random_next(&random) % 7);
    f->allowed[t] = t % 3 ? 1u << (random_next(&random) % 6) | 2u : 0;
  }
  f->gold = (network_gold){f->tags, f->allowed, f->heads, f->rels};
  f->s.pass.n_sentences = 2;
  f->s.pass.n_tokens = TOKENS;
  f->s.pass.first = f->first;
}

static double loss(fixture *f) {
  network_losses l = {0};
  memcpy(f->s.pass.input, f->input, sizeof f->input);
  memcpy(f->s.pass.vectors, f->vectors, sizeof f->vectors);
  network_weights_pack(&f->w);
  network_learn(&f->w, &f->s, &f->gold, 1, &l);
  return l.tags + l.labels + l.arcs + l.rels;
}

/* The slope by two steps of different size: where they differ, a relu's corner lies between. */
static bool slope(fixture *f, float *x, double *out) {
  float was = *x;
  double wide, narrow;
  *x = was + 4e-3f, wide = loss(f);
  *x = was - 4e-3f, wide -= loss(f);
  *x = was + 2e-3f, narrow = loss(f);
  *x = was - 2e-3f, narrow -= loss(f);
  *x = was;
  *out = narrow / 4e-3;
  double other = wide / 8e-3, gap = other - *out;
  return gap * gap <= 1e-4 + 4e-4 * *out * *out;
}

static void check(fixture *f, float *values, const float *gradient, size_t n, const char *what, size_t number) {
  uint64_t random = number + 99;
  size_t compared = 0, wrong = 0;
  for (int k = 0; k < SAMPLES; k++) {
    size_t at = random_next(&random) % n;
    double expected;
    if (!slope(f, &values[at], &expected)) continue;
    double gap = expected - (double)gradient[at], allowed = 0.02 + 0.03 * (expected < 0 ? -expected : expected);
    if ((gap > allowed || gap < -allowed) && ++wrong > 1) /* one may stand at a corner of a relu */
      fail_msg("%s %zu [%zu]: gradient %f, slope %f", what, number, at, (double)gradient[at], expected);
    compared++;
  }
  assert_true(compared * 2 >= SAMPLES);
}

static void check_parameter(fixture *f, uint32_t number) {
  size_t n = parameter_floats(network_parameter(&small_shape, number));
  if (!n) return;
  network_shard_clear(&f->s, &small_shape);
  loss(f);
  float *gradient = malloc(n * sizeof *gradient);
  memcpy(gradient, f->s.gradients[number], n * sizeof *gradient);
  check(f, f->w.values[number], gradient, n, "parameter", number);
  free(gradient);
}

static void gradients_are_slopes(void **state) {
  (void)state;
  fixture *f = calloc(1, sizeof *f);
  fill(f);
  for (uint32_t i = 0; i < network_parameters(&small_shape); i++) check_parameter(f, i);
  loss(f);
  float rows[TOKENS * 32];
  memcpy(rows, f->s.d_input, sizeof rows);
  check(f, f->input, rows, TOKENS * 32, "input", 0);
  network_weights_close(&f->w);
  network_shard_close(&f->s);
  free(f);
}

/* Masks of zero and two: what is dropped gets no gradient, the rest the slope. */
static void gradients_are_slopes_under_dropout(void **state) {
  (void)state;
  fixture *f = calloc(1, sizeof *f);
  static float masks[3 * TOKENS * 128];
  uint64_t random = 3;
  fill(f);
  for (size_t i = 0; i < sizeof masks / sizeof(float); i++) masks[i] = random_next(&random) >> 63 ? 2 : 0;
  f->s.pass.input_mask = masks;
  f->s.pass.layer_masks[1] = masks + TOKENS * 128;
  f->s.pass.heads_mask = masks + 2 * TOKENS * 128;
  f->s.hidden_mask = masks + TOKENS * 64;
  static const uint32_t looked_at[] = {PARAMETER_VECTOR,
                                       PARAMETER_HEADS,
                                       PARAMETER_RELS,
                                       PARAMETER_ARCS,
                                       PARAMETER_LAYERS + LAYER_WEIGHT,
                                       PARAMETER_LAYERS + LAYER_PARAMETERS + LAYER_WEIGHT};
  for (size_t k = 0; k < sizeof looked_at / sizeof *looked_at; k++) check_parameter(f, looked_at[k]);
  network_weights_close(&f->w);
  network_shard_close(&f->s);
  free(f);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(gradients_are_slopes),
                                     cmocka_unit_test(gradients_are_slopes_under_dropout)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
