/* The forward pass: a network in bytes comes close to the same one in floats, sentences do not see one another, and attention and
 * convolution reach as far as they say. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "model/model.h"
#include "train/network_back.h"
#include "train/random.h"

enum { TOKENS = 40, EMBED = 64, VECTOR = 32 };

static const network_shape shape = {
    .embed = EMBED,
    .vector = VECTOR,
    .arc = 64,
    .rel = 64,
    .n_tags = 21,
    .n_labels = 9,
    .n_rels = 13,
    .n_layers = 3,
    .layers = {{LAYER_CONVOLUTION, 1, EMBED, 96}, {LAYER_RECURRENT, 0, 96, 96}, {LAYER_ATTENTION, 3, 96, 96}}};

typedef struct {
  network_weights w;
  buffer section;
  void *block; /* the section, aligned */
  network narrow;
  network_pass pass;
  float *room;
  uint32_t first[3];
} fixture;

static float draw(uint64_t *random) { return (float)(random_next(random) >> 40) / 8388608.0f - 1.0f; }

static void fill(fixture *f) {
  uint64_t random = 11;
  assert_true(network_weights_open(&f->w, &shape, &random));
  buffer_init(&f->section, 1 << 24);
  assert_int_equal(network_pack(&shape, f->w.values, true, &f->section, NULL), CASUS_OK);
  f->block = aligned_alloc(WEIGHTS_ALIGNMENT, (f->section.len + WEIGHTS_ALIGNMENT - 1) / WEIGHTS_ALIGNMENT * WEIGHTS_ALIGNMENT);
  memcpy(f->block, f->section.ptr, f->section.len);
  assert_int_equal(network_open((str){f->block, f->section.len}, &f->narrow, NULL), CASUS_OK);
  assert_true(f->narrow.narrow);
  f->room = calloc(network_room(&shape, TOKENS, false) + 1, sizeof *f->room);
  network_lay_out(&shape, TOKENS, false, f->room, &f->pass);
  f->first[1] = 15;
  f->first[2] = TOKENS;
  f->pass.n_tokens = TOKENS;
  f->pass.n_sentences = 2;
  f->pass.first = f->first;
}

static void empty(fixture *f) {
  network_weights_close(&f->w);
  buffer_free(&f->section);
  free(f->block);
  free(f->room);
}

/* Runs a network on the same made-up rows, of which token `changed` differs. */
static void run(fixture *f, const network *g, uint32_t changed) {
  uint64_t random = 5;
  for (uint32_t i = 0; i < TOKENS * EMBED; i++) f->pass.input[i] = draw(&random) + (i / EMBED == changed ? (float)(i % 3) : 0);
  for (uint32_t i = 0; i < TOKENS * VECTOR; i++) f->pass.vectors[i] = draw(&random);
  network_run(g, &f->pass);
}

static double distance(const float *a, const float *b, size_t n) {
  double gap = 0, size = 0;
  for (size_t i = 0; i < n; i++) {
    gap += (double)((a[i] - b[i]) * (a[i] - b[i]));
    size += (double)(b[i] * b[i]);
  }
  return sqrt(gap / size);
}

static void bytes_come_close_to_floats(void **state) {
  (void)state;
  fixture f = {0};
  fill(&f);
  size_t n = (size_t)TOKENS * tags_width(&shape), m = (size_t)TOKENS * arcs_width(&shape);
  float *tags = malloc(n * sizeof *tags), *arcs = malloc(m * sizeof *arcs);
  run(&f, &f.w.g, TOKENS);
  memcpy(tags, f.pass.tags, n * sizeof *tags);
  memcpy(arcs, f.pass.arcs, m * sizeof *arcs);
  run(&f, &f.narrow, TOKENS);
  assert_true(distance(f.pass.tags, tags, n) < 0.03);
  assert_true(distance(f.pass.arcs, arcs, m) < 0.05);
  assert_true(distance(f.pass.tags, tags, n) > 0); /* it is the narrow one that ran */
  free(tags);
  free(arcs);
  empty(&f);
}

static void sentences_do_not_see_one_another(void **state) {
  (void)state;
  fixture f = {0};
  fill(&f);
  size_t wide = tags_width(&shape), before = f.first[1] * wide, n = TOKENS * wide;
  float *tags = malloc(n * sizeof *tags);
  run(&f, &f.narrow, TOKENS);
  memcpy(tags, f.pass.tags, n * sizeof *tags);
  run(&f, &f.narrow, f.first[1]); /* the first token of the second sentence */
  assert_memory_equal(f.pass.tags, tags, before * sizeof *tags);
  assert_memory_not_equal(f.pass.tags + before, tags + before, (n - before) * sizeof *tags);
  free(tags);
  empty(&f);
}

/* A word's head by itself is never an arc, the root always may be. */
static void arcs_have_a_root_and_no_loops(void **state) {
  (void)state;
  fixture f = {0};
  fill(&f);
  uint32_t n = f.first[1], stride = arcs_stride(n);
  float *packed = malloc(packed_floats(shape.arc, n) * sizeof *packed),
        *scores = malloc((size_t)(n + 1) * stride * sizeof *scores);
  run(&f, &f.w.g, TOKENS);
  network_arcs(&f.w.g, &f.pass, 0, packed, scores);
  for (uint32_t i = 1; i <= n; i++) {
    assert_true(scores[i * stride + i] < -1e38f);
    assert_true(isfinite(scores[i * stride]));
    const float *q = f.pass.arcs + (size_t)(i - 1) * arcs_width(&shape);
    const float *head = f.pass.heads + (size_t)(i == 1 ? 1 : 0) * heads_width(&shape) + shape.arc;
    float expected = vector_dot(q, head, shape.arc) + q[shape.arc + distance_bucket(i, i == 1 ? 2 : 1)];
    assert_true(fabsf(scores[i * stride + (i == 1 ? 2 : 1)] - expected) < 1e-3f);
  }
  free(packed);
  free(scores);
  empty(&f);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(bytes_come_close_to_floats),
                                     cmocka_unit_test(sentences_do_not_see_one_another),
                                     cmocka_unit_test(arcs_have_a_root_and_no_loops)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
