/* Signatures of texts, and groups of near-duplicate articles. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "story/story.h"

enum { ITEMS_MAX = 3000, TEXT_BYTES = 16384 };

/* Words first to last - 1 of an endless text; another seed is another text. */
static str words_of(uint32_t seed, uint32_t first, uint32_t last, char text[TEXT_BYTES]) {
  size_t len = 0;
  for (uint32_t i = first; i < last; i++) {
    uint32_t word = (uint32_t)(hash_mix((uint64_t)seed << 32 | i) % 5000);
    len += (size_t)snprintf(text + len, TEXT_BYTES - len, "w%u ", word);
  }
  return (str){text, len};
}

static duplicate_item item_of(str text, int32_t day, uint64_t digest) {
  duplicate_item item = {.day = day, .digest = {digest, hash_mix(digest)}};
  signature_of(text, &item.text);
  return item;
}

static duplicate_item excerpt(uint32_t seed, uint32_t first, uint32_t last, int32_t day, uint64_t digest) {
  char text[TEXT_BYTES];
  return item_of(words_of(seed, first, last, text), day, digest);
}

static void group(const duplicate_item *items, size_t n, uint32_t *groups, uint32_t *components) {
  assert_int_equal(duplicates_group(items, n, NULL, groups, components, NULL), CASUS_OK);
}

static bool are_copies(duplicate_item a, duplicate_item b) {
  duplicate_item items[2] = {a, b};
  uint32_t groups[2];
  group(items, 2, groups, NULL);
  return groups[0] == groups[1];
}

/* ---- signatures */

static uint64_t exact_of(const char *text) {
  signature s;
  signature_of(str_of(text), &s);
  return s.exact;
}

static void typography_makes_no_difference(void **state) {
  (void)state;
  uint64_t plain = exact_of("The minister's \"plan\" - a surprise - failed.");
  assert_true(plain != 0);
  assert_true(
      exact_of("THE  MINISTER\xe2\x80\x99S \xe2\x80\x9cplan\xe2\x80\x9d \xe2\x80\x94 a\nsurprise\xc2\xa0\xe2\x80\x93 failed") ==
      plain);
  assert_true(exact_of("The minister's \"plan\" - no surprise - failed.") != plain);
  assert_true(exact_of("failed. The minister's \"plan\" - a surprise") != plain);
  assert_true(exact_of("") == 0);
  assert_true(exact_of(" .,; \xe2\x80\x94 ") == 0);
}

static void signature_counts_grams(void **state) {
  (void)state;
  signature s;
  signature_of(STR("one two"), &s);
  assert_int_equal(s.n_grams, 0);
  for (size_t i = 0; i < SIGNATURE_BINS; i++) assert_int_equal(s.bins[i], 0);
  signature_of(STR("one two three four"), &s);
  assert_int_equal(s.n_grams, 2);
  size_t used = 0;
  for (size_t i = 0; i < SIGNATURE_BINS; i++) used += s.bins[i] != 0;
  assert_in_range(used, 1, 2);
}

static void signature_as_bytes(void **state) {
  (void)state;
  duplicate_item item = excerpt(1, 0, 300, 0, 1);
  unsigned char bytes[SIGNATURE_BYTES];
  signature back;
  signature_pack(&item.text, bytes);
  assert_int_equal(bytes[0], item.text.exact & 0xFF); /* the lowest byte first */
  assert_int_equal(bytes[8], item.text.n_grams & 0xFF);
  assert_int_equal(bytes[12 + 2 * 5 + 1], item.text.bins[5] >> 8);
  signature_unpack(bytes, &back);
  assert_true(back.exact == item.text.exact && back.n_grams == item.text.n_grams);
  assert_memory_equal(back.bins, item.text.bins, sizeof back.bins);
}

/* In memory of its own size, so that a sanitizer sees what is read beyond. */
static void signature_of_any_bytes(void **state) {
  (void)state;
  for (uint32_t round = 0; round < 2000; round++) {
    size_t len = hash_mix(round) % 40;
    char *bytes = malloc(len + 1);
    static const unsigned char odd[] = {0xE2, 0x80, 0xC2, 0xFF, 0, ' ', 'a'};
    for (size_t i = 0; i < len; i++) bytes[i] = (char)odd[hash_mix(round * 64 + i) % sizeof odd];
    char *exactly = len ? realloc(bytes, len) : bytes;
    signature one, two;
    signature_of((str){exactly, len}, &one);
    signature_of((str){exactly, len}, &two);
    assert_true(one.exact == two.exact && one.n_grams <= len);
    free(exactly);
  }
}

/* ---- pairs */

static void copies_and_others(void **state) {
  (void)state;
  duplicate_item whole = excerpt(1, 0, 600, 10, 1);
  assert_true(are_copies(whole, excerpt(1, 0, 600, 12, 2)));     /* the same text */
  assert_true(are_copies(whole, excerpt(1, 0, 200, 10, 2)));     /* the end cut off */
  assert_true(are_copies(whole, excerpt(1, 150, 800, 10, 2)));   /* another beginning and end */
  assert_false(are_copies(whole, excerpt(1, 540, 1100, 10, 2))); /* a paragraph in common */
  assert_false(are_copies(whole, excerpt(2, 0, 600, 10, 2)));
}

static void short_texts(void **state) {
  (void)state;
  duplicate_item brief = item_of(STR("Two ships collided off Cape Blue early on Monday, the coast guard said."), 10, 1);
  assert_true(are_copies(brief, item_of(STR("Two ships collided off Cape Blue early on Monday, an official said."), 10, 2)));
  assert_false(are_copies(brief, item_of(STR("A ship sank off Cape Red late on Sunday, the coast guard said."), 10, 2)));
  assert_true(are_copies(item_of(STR("Stop."), 10, 1), item_of(STR("stop"), 10, 2)));
  assert_false(are_copies(item_of(STR("Stop."), 10, 1), item_of(STR("Go."), 10, 2)));
  assert_false(are_copies(item_of(STR(""), 10, 1), item_of(STR(""), 10, 2))); /* nothing is no copy of nothing */
}

static void windows(void **state) {
  (void)state;
  duplicate_item whole = excerpt(1, 0, 600, 10, 1);
  assert_true(are_copies(whole, excerpt(1, 0, 500, 13, 2)));
  assert_false(are_copies(whole, excerpt(1, 0, 500, 14, 2)));
  assert_false(are_copies(whole, excerpt(1, 0, 500, 6, 2)));
  assert_false(are_copies(whole, excerpt(1, 0, 500, STORY_NO_DAY, 2)));
  assert_true(are_copies(excerpt(1, 0, 600, STORY_NO_DAY, 1), excerpt(1, 0, 500, STORY_NO_DAY, 2)));
  duplicate_item items[2] = {whole, excerpt(1, 0, 500, 14, 2)};
  duplicate_options options = {.window_days = 4};
  uint32_t groups[2];
  assert_int_equal(duplicates_group(items, 2, &options, groups, NULL, NULL), CASUS_OK);
  assert_int_equal(groups[0], groups[1]);
  assert_int_equal(duplicates_reach_days(&options), 4);
  assert_int_equal(duplicates_reach_days(NULL), 3);
}

/* ---- groups */

static void none_and_one(void **state) {
  (void)state;
  uint32_t groups[1] = {7};
  assert_int_equal(duplicates_group(NULL, 0, NULL, NULL, NULL, NULL), CASUS_OK);
  duplicate_item item = excerpt(1, 0, 100, 10, 1);
  group(&item, 1, groups, NULL);
  assert_int_equal(groups[0], 0);
}

static void group_is_known_by_its_first(void **state) {
  (void)state;
  duplicate_item items[4] = {excerpt(1, 0, 600, 12, 1), excerpt(1, 0, 500, 11, 9), excerpt(2, 0, 600, 10, 3),
                             excerpt(1, 0, 550, 11, 4)};
  uint32_t groups[4];
  group(items, 4, groups, NULL);
  static const uint32_t expected[4] = {3, 3, 2, 3}; /* of day 11 the one with the lower digest */
  assert_memory_equal(groups, expected, sizeof expected);
}

/* Each text shares two thirds with the one before, and nothing with the fourth before. */
static void a_chain_is_no_group(void **state) {
  (void)state;
  enum { LINKS = 40 };
  duplicate_item items[LINKS];
  uint32_t groups[LINKS], components[LINKS];
  for (uint32_t i = 0; i < LINKS; i++) items[i] = excerpt(1, i * 100, i * 100 + 300, 10, i);
  group(items, LINKS, groups, components);
  for (uint32_t i = 0; i < LINKS; i++) {
    assert_int_equal(components[i], 0);
    assert_true(i - groups[i] < 6);
  }
  assert_true(groups[LINKS - 1] != groups[0]);
}

/* The same text each day for a month is one thing; a text that changes each day is not. */
static void repetition(void **state) {
  (void)state;
  enum { DAYS = 30 };
  duplicate_item items[DAYS];
  uint32_t groups[DAYS];
  for (int32_t i = 0; i < DAYS; i++) items[i] = excerpt(1, 0, 300, i, (uint64_t)i);
  group(items, DAYS, groups, NULL);
  for (size_t i = 0; i < DAYS; i++) assert_int_equal(groups[i], 0);
  for (int32_t i = 0; i < DAYS; i++) items[i] = excerpt(1, 0, 300 + (uint32_t)i, i, (uint64_t)i);
  group(items, DAYS, groups, NULL);
  assert_int_equal(groups[1], 0);
  assert_true(groups[DAYS - 1] != 0);
}

static size_t make_items(duplicate_item *items, size_t n) {
  for (uint32_t i = 0; i < n; i++) {
    uint32_t source = (uint32_t)(hash_mix(i) % (n / 4 + 1)), cut = (uint32_t)(hash_mix(i + 7777) % 200);
    items[i] = excerpt(source, cut, 400, (int32_t)(source % 20 + i % 3), i);
  }
  return n;
}

static void shuffle(duplicate_item *items, uint32_t *from, size_t n, uint64_t seed) {
  for (size_t i = 0; i < n; i++) from[i] = (uint32_t)i;
  for (size_t i = n; i-- > 1;) {
    size_t k = hash_mix(seed + i) % (i + 1);
    duplicate_item item = items[i];
    uint32_t index = from[i];
    items[i] = items[k], items[k] = item;
    from[i] = from[k], from[k] = index;
  }
}

static void order_makes_no_difference(void **state) {
  (void)state;
  enum { N = 300 };
  static duplicate_item items[N];
  uint32_t groups[N], other[N], components[N], from[N], n_joined = 0;
  make_items(items, N);
  group(items, N, groups, components);
  for (uint32_t i = 0; i < N; i++) n_joined += groups[i] != i;
  assert_true(n_joined > N / 4);
  for (uint64_t seed = 1; seed < 4; seed++) {
    make_items(items, N);
    shuffle(items, from, N, seed * 1000);
    uint32_t other_components[N];
    group(items, N, other, other_components);
    for (uint32_t i = 0; i < N; i++) {
      assert_int_equal(from[other[i]], groups[from[i]]);
      assert_int_equal(from[other_components[i]], components[from[i]]);
    }
  }
}

/* What has all of a component, and all within reach of it, gives the same groups in it as the whole. */
static void a_part_gives_what_the_whole_gives(void **state) {
  (void)state;
  enum { N = 300, FROM = 6, TO = 14 };
  static duplicate_item items[N], part[N];
  uint32_t groups[N], of_part[N], index[N], n = 0, compared = 0;
  int32_t reach = duplicates_reach_days(NULL);
  make_items(items, N);
  uint32_t components[N];
  group(items, N, groups, components);
  for (uint32_t i = 0; i < N; i++)
    if (items[i].day >= FROM - reach && items[i].day <= TO + reach) index[n] = i, part[n++] = items[i];
  group(part, n, of_part, NULL);
  for (uint32_t i = 0; i < n; i++) {
    bool inside = true;
    for (uint32_t k = 0; k < N; k++)
      if (components[k] == components[index[i]] && (items[k].day < FROM || items[k].day > TO)) inside = false;
    if (!inside) continue;
    compared++;
    assert_int_equal(index[of_part[i]], groups[index[i]]);
  }
  assert_true(compared > 20 && n < N);
}

/* More than one matrix takes. */
static void many_copies_of_one_text(void **state) {
  (void)state;
  duplicate_item *items = malloc(ITEMS_MAX * sizeof *items);
  uint32_t *groups = malloc(ITEMS_MAX * sizeof *groups);
  for (uint32_t i = 0; i < ITEMS_MAX; i++) items[i] = excerpt(i % 2, 0, 300 - i % 50, 10, i);
  group(items, ITEMS_MAX, groups, NULL);
  for (uint32_t i = 0; i < ITEMS_MAX; i++) assert_int_equal(groups[i], i % 2);
  free(groups);
  free(items);
}

static void too_many(void **state) {
  (void)state;
  duplicate_item item = excerpt(1, 0, 10, 1, 1);
  uint32_t groups[1] = {7};
  casus_error error = {0};
  assert_int_equal(duplicates_group(&item, (size_t)DUPLICATES_MAX + 1, NULL, groups, NULL, &error), CASUS_MEMORY);
  assert_non_null(strstr(error.message, "too many"));
  assert_int_equal(groups[0], 7);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(typography_makes_no_difference),
      cmocka_unit_test(signature_counts_grams),
      cmocka_unit_test(signature_as_bytes),
      cmocka_unit_test(signature_of_any_bytes),
      cmocka_unit_test(copies_and_others),
      cmocka_unit_test(short_texts),
      cmocka_unit_test(windows),
      cmocka_unit_test(none_and_one),
      cmocka_unit_test(group_is_known_by_its_first),
      cmocka_unit_test(a_chain_is_no_group),
      cmocka_unit_test(repetition),
      cmocka_unit_test(order_makes_no_difference),
      cmocka_unit_test(a_part_gives_what_the_whole_gives),
      cmocka_unit_test(many_copies_of_one_text),
      cmocka_unit_test(too_many),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
