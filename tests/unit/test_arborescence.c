/* The best tree of arc scores: against all trees of short sentences, by its rules in long ones, and with hostile scores. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "grammar/arborescence.h"

enum { STRIDE = ARBORESCENCE_SLOTS };

typedef struct {
  arborescence_room room;
  float scores[STRIDE * STRIDE];
  uint16_t heads[STRIDE];
  uint64_t seed;
} bench;

static bench *b;

static int open_bench(void **state) {
  (void)state;
  b = calloc(1, sizeof *b);
  return b ? 0 : -1;
}

static int close_bench(void **state) {
  (void)state;
  free(b);
  return 0;
}

static uint32_t draw(uint32_t below) {
  b->seed = b->seed * 6364136223846793005u + 1442695040888963407u;
  return (uint32_t)(b->seed >> 33) % below;
}

/* Multiples of an eighth: sums are exact, and few values make ties. */
static void draw_scores(uint32_t n, uint32_t values) {
  for (uint32_t i = 1; i <= n; i++)
    for (uint32_t h = 0; h <= n; h++) b->scores[i * STRIDE + h] = ((float)draw(values) - (float)(values / 2)) / 8;
}

static void solve(uint32_t n) {
  memset(&b->room, 0xA5, sizeof b->room);
  arborescence_best(b->scores, n, STRIDE, &b->room, b->heads);
}

static bool is_tree(const uint16_t *heads, uint32_t n) {
  uint32_t roots = 0;
  for (uint32_t i = 1; i <= n; i++) {
    uint32_t at = i, steps = 0;
    if (heads[i] > n) return false;
    while (at && steps++ <= n) at = heads[at];
    if (at) return false;
    roots += !heads[i];
  }
  return roots == 1;
}

static double sum_of(const uint16_t *heads, uint32_t n) {
  double sum = 0;
  for (uint32_t i = 1; i <= n; i++) sum += (double)b->scores[i * STRIDE + heads[i]];
  return sum;
}

/* The best sum of all trees, by counting through all head assignments. */
static double brute_best(uint32_t n) {
  uint16_t heads[8] = {0};
  double best = -INFINITY;
  for (uint32_t i = 1; i <= n;) {
    if (is_tree(heads, n) && sum_of(heads, n) > best) best = sum_of(heads, n);
    for (i = 1; i <= n && ++heads[i] > n; i++) heads[i] = 0;
  }
  return best;
}

static void as_good_as_all_trees(void **state) {
  (void)state;
  static const uint32_t values[] = {2, 3, 8, 1000, 1u << 20};
  for (uint32_t n = 1; n <= 6; n++)
    for (uint32_t k = 0; k < (n < 6 ? 1500 : 30); k++) {
      draw_scores(n, values[k % 5]);
      solve(n);
      assert_true(is_tree(b->heads, n));
      assert_true(sum_of(b->heads, n) == brute_best(n));
    }
}

/* No word can be hung elsewhere with gain, if the rest stays. */
static void assert_no_better_head(uint32_t n) {
  for (uint32_t i = 1; i <= n; i++) {
    uint16_t kept = b->heads[i];
    for (uint32_t h = 0; h <= n; h++) {
      if (b->scores[i * STRIDE + h] <= b->scores[i * STRIDE + kept]) continue;
      b->heads[i] = (uint16_t)h;
      assert_false(is_tree(b->heads, n));
    }
    b->heads[i] = kept;
  }
}

static void always_one_tree(void **state) {
  (void)state;
  for (uint32_t n = 1; n <= SENTENCE_TOKENS_MAX; n += n < 40 ? 1 : 59) {
    draw_scores(n, n % 2 ? 3 : 5000);
    solve(n);
    assert_true(is_tree(b->heads, n));
    assert_no_better_head(n);
  }
}

static void two_words_want_the_root(void **state) {
  (void)state;
  /* rows: words; columns: root, 1, 2, 3. By themselves, 1 and 3 take the root; 3 under 2 loses least. */
  static const float scores[] = {0, 0, 0, 0, 9, 0, 1, 1, 0, 5, 0, 4, 8, 2, 7, 0};
  uint16_t heads[4];
  arborescence_best(scores, 3, 4, &b->room, heads);
  assert_int_equal(heads[1], 0);
  assert_int_equal(heads[2], 1);
  assert_int_equal(heads[3], 2);
}

static void set_root_scores(uint32_t n, float score) {
  for (uint32_t i = 1; i <= n; i++) b->scores[i * STRIDE] = score;
}

/* Root scores far above or below the others cost these no precision. */
static void root_scores_do_not_drown_the_rest(void **state) {
  (void)state;
  for (uint32_t k = 0; k < 400; k++) {
    uint32_t n = 2 + k % 4;
    draw_scores(n, 16);
    set_root_scores(n, 0);
    double best = brute_best(n);
    set_root_scores(n, k % 2 ? 1e12f : -1e12f);
    solve(n);
    set_root_scores(n, 0);
    assert_true(sum_of(b->heads, n) == best);
  }
}

static void hostile_scores_give_a_tree(void **state) {
  (void)state;
  const float odd[] = {NAN, INFINITY, -INFINITY, 3.4e38f, -3.4e38f, 1e-45f, 0, 1};
  for (uint32_t k = 0; k < 600; k++) {
    uint32_t n = 1 + draw(40), kinds = 1 + draw(8), first = draw(8);
    for (uint32_t i = 1; i <= n; i++)
      for (uint32_t h = 0; h <= n; h++) b->scores[i * STRIDE + h] = odd[(first + draw(kinds)) % 8];
    solve(n);
    assert_true(is_tree(b->heads, n));
  }
  for (size_t i = 0; i < STRIDE * STRIDE; i++) b->scores[i] = NAN;
  solve(SENTENCE_TOKENS_MAX);
  assert_true(is_tree(b->heads, SENTENCE_TOKENS_MAX));
}

/* Words 1 and 2 are a cycle, that and 3 are one, and so on: as many contractions as there can be. */
static void nested_cycles_end(void **state) {
  (void)state;
  uint32_t n = SENTENCE_TOKENS_MAX;
  for (uint32_t i = 1; i <= n; i++)
    for (uint32_t h = 0; h <= n; h++)
      b->scores[i * STRIDE + h] = h ? -(float)(h > i ? h - i : i - h) * (float)(h > i ? h : 1) : -1e6f;
  solve(n);
  assert_true(is_tree(b->heads, n));
  assert_no_better_head(n);
  for (uint32_t i = 1; i <= n; i++) assert_int_equal(b->heads[i], i - 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(as_good_as_all_trees),       cmocka_unit_test(always_one_tree),
      cmocka_unit_test(two_words_want_the_root),    cmocka_unit_test(root_scores_do_not_drown_the_rest),
      cmocka_unit_test(hostile_scores_give_a_tree), cmocka_unit_test(nested_cycles_end),
  };
  return cmocka_run_group_tests(tests, open_bench, close_bench);
}
