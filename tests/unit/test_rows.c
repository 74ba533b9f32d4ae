/* The rows of a token: within the plan whatever the word and whatever the lexicon says of it, the form's first. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "grammar/rows.h"

static uint64_t next_random(uint64_t *state) { return *state = hash_mix(*state + 0x9E3779B97F4A7C15ULL); }

static uint32_t family_of(const row_plan *p, uint32_t row) {
  uint32_t f = 0;
  while (f < ROWS_FAMILIES && row >= p->first[f + 1]) f++;
  return f;
}

static uint32_t bits_of(uint32_t x) {
  uint32_t n = 0;
  for (; x; x >>= 1) n += x & 1;
  return n;
}

static void plans_have_no_gaps(void **state) {
  (void)state;
  static const uint32_t forms[] = {0, 1, 17, FORMS_MAX};
  for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
    row_plan p = row_plan_of(forms[i]);
    assert_int_equal(p.first[0], 0);
    assert_int_equal(p.first[ROWS_FORM + 1], forms[i] + 1);
    for (uint32_t f = ROWS_FORM + 1; f < ROWS_FAMILIES; f++) assert_int_equal(bits_of(p.first[f + 1] - p.first[f]), 1);
    assert_int_equal(p.first[ROWS_KIND + 1] - p.first[ROWS_KIND], 8);
    assert_int_equal(p.first[ROWS_NAMES + 1] - p.first[ROWS_NAMES], 8);
    assert_int_equal(row_plan_rows(&p), p.first[ROWS_FAMILIES]);
  }
}

/* One row of each family in order; of lists and kinds as many as there are bits. */
static void check_rows(const row_plan *p, const token_view *v) {
  uint32_t rows[TOKEN_ROWS_MAX], n = token_rows(p, v, rows), forms = p->first[ROWS_FORM + 1];
  assert_int_equal(n, 9 + bits_of(v->entry.names) + bits_of(v->kind & 255));
  assert_true(n <= TOKEN_ROWS_MAX);
  assert_int_equal(rows[0], v->entry.form < forms ? v->entry.form : 0);
  for (uint32_t i = 0; i < n; i++) {
    uint32_t family = i < 9 ? i : i < 9 + bits_of(v->entry.names) ? ROWS_NAMES : ROWS_KIND;
    assert_int_equal(family_of(p, rows[i]), family);
  }
}

static void any_view_stays_within_the_plan(void **state) {
  (void)state;
  static const uint32_t forms[] = {0, 1, 300, FORMS_MAX};
  uint64_t random = 5;
  for (int round = 0; round < 4000; round++) {
    row_plan p = row_plan_of(forms[round % 4]);
    token_view v = {0};
    for (int k = 0; k < 4; k++) v.suffix[k] = next_random(&random);
    for (int k = 0; k < 3; k++) v.prefix[k] = next_random(&random);
    v.shape = (uint32_t)next_random(&random);
    v.kind = (uint32_t)next_random(&random);
    v.entry = (lexicon_entry){(uint16_t)next_random(&random), (uint16_t)next_random(&random), (uint8_t)next_random(&random)};
    check_rows(&p, &v);
  }
  token_view full = {.kind = UINT32_MAX, .entry = {UINT16_MAX, UINT16_MAX, UINT8_MAX}};
  row_plan p = row_plan_of(FORMS_MAX);
  check_rows(&p, &full);
}

static text one_sentence(const char *bytes, token *tokens, sentence *s) {
  text t = {.bytes = str_of(bytes), .tokens = tokens, .sentences = s, .n_sentences = 1};
  for (size_t i = 0; i < t.bytes.len; i++) {
    if (bytes[i] == ' ') continue;
    if (!i || bytes[i - 1] == ' ') tokens[t.n_tokens++] = (token){(uint32_t)i, (uint32_t)i};
    tokens[t.n_tokens - 1].end = (uint32_t)i + 1;
  }
  *s = (sentence){.end = (uint32_t)t.bytes.len, .n_tokens = t.n_tokens};
  return t;
}

/* Words alike in a part have its row in common. */
static void like_parts_share_rows(void **state) {
  (void)state;
  unsigned char nothing[64 + LINE_BYTES] = {1};
  token tokens[8];
  token_view views[8];
  sentence s;
  lexicon l;
  row_plan p = row_plan_of(10);
  uint32_t walked[TOKEN_ROWS_MAX], talked[TOKEN_ROWS_MAX], stalked[TOKEN_ROWS_MAX];
  assert_int_equal(lexicon_open((str){(const char *)nothing, sizeof nothing}, &l, NULL), CASUS_OK);
  text t = one_sentence("They walked talked stalked", tokens, &s);
  view_sentence(&l, &t, &s, views);
  for (uint32_t i = 0; i < t.n_tokens; i++) check_rows(&p, &views[i]);
  token_rows(&p, &views[1], walked);
  token_rows(&p, &views[2], talked);
  token_rows(&p, &views[3], stalked);
  assert_int_equal(walked[0], 0); /* the lexicon knows none of them */
  assert_int_equal(walked[ROWS_SUFFIX_5], talked[ROWS_SUFFIX_5]);
  assert_int_equal(talked[ROWS_SUFFIX_4], stalked[ROWS_SUFFIX_4]);
  assert_int_equal(walked[ROWS_SHAPE], talked[ROWS_SHAPE]);
  assert_int_not_equal(walked[ROWS_PREFIX_1], talked[ROWS_PREFIX_1]);
}

/* A lexicon of any bytes: entries are nonsense, rows are not. */
static void hostile_lexicons_stay_within_the_plan(void **state) {
  (void)state;
  enum { LINES = 3 };
  unsigned char bytes[64 + LINES * LINE_BYTES] = {LINES};
  token tokens[16];
  token_view views[16];
  sentence s;
  uint64_t random = 11;
  text t = one_sentence("The Minister met 12 officials in O'Neill's \xc3\x89tat - A .", tokens, &s);
  for (int round = 0; round < 2000; round++) {
    lexicon l;
    row_plan p = row_plan_of((uint32_t)(next_random(&random) % 50));
    for (size_t i = 64; i < sizeof bytes; i++) bytes[i] = (unsigned char)next_random(&random);
    for (uint32_t i = 0; i < t.n_tokens; i++) { /* what is looked for is there */
      uint32_t check = (uint32_t)form_hash(token_form(&t, i));
      memcpy(bytes + 64 + next_random(&random) % LINES * LINE_BYTES + next_random(&random) % LEXICON_SLOTS * LEXICON_SLOT_BYTES,
             &check, sizeof check);
    }
    assert_int_equal(lexicon_open((str){(const char *)bytes, sizeof bytes}, &l, NULL), CASUS_OK);
    view_sentence(&l, &t, &s, views);
    for (uint32_t i = 0; i < t.n_tokens; i++) check_rows(&p, &views[i]);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(plans_have_no_gaps), cmocka_unit_test(any_view_stays_within_the_plan),
                                     cmocka_unit_test(like_parts_share_rows),
                                     cmocka_unit_test(hostile_lexicons_stay_within_the_plan)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
