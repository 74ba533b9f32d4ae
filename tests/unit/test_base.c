/* Strings, arena, buffer, tables, calendar. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/base.h"

static void strings_are_cut_and_read(void **state) {
  (void)state;
  str rest = STR("a|b|"), part;
  assert_true(str_cut(&rest, '|', &part) && str_is(part, "a"));
  assert_true(str_cut(&rest, '|', &part) && str_is(part, "b"));
  assert_true(str_cut(&rest, '|', &part) && str_empty(part));
  assert_false(str_cut(&rest, '|', &part));
  double v;
  assert_true(str_to_double(STR("-12.5"), &v) && v == -12.5);
  assert_false(str_to_double(STR("1e5"), &v));
  assert_false(str_to_double(STR("."), &v));
  uint32_t u;
  assert_true(str_to_u32(STR("4294967295"), &u) && u == UINT32_MAX);
  assert_false(str_to_u32(STR("4294967296"), &u));
}

static void bad_utf8_is_found(void **state) {
  (void)state;
  static const struct {
    const char *bytes;
    size_t valid;
  } cases[] = {{"caf\xc3\xa9", 5},        {"a\xc3", 1},        {"\xed\xa0\x80", 0},
               {"ab\xf5\x80\x80\x80", 2}, {"\xe0\x80\x80", 0}, {"\xf0\x9f\x98\x80", 4}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    assert_int_equal(utf8_valid_until(str_of(cases[i].bytes)), cases[i].valid);
}

/* Seeds 1 and 2 once cancelled out against "w" and "t": "walk" and "talk" were one. */
static void seeds_do_not_cancel_out(void **state) {
  (void)state;
  assert_true(hash_bytes("talk", 4, 2) != hash_bytes("walk", 4, 1));
  assert_true(hash_bytes("talk", 4, 2) == hash_bytes("talk", 4, 2));
}

static void arena_holds_its_maximum(void **state) {
  (void)state;
  arena *a = arena_new(1 << 20);
  assert_non_null(arena_alloc(a, 1000, 1000));
  assert_null(arena_alloc(a, 1000, 1000));
  assert_null(arena_alloc(a, SIZE_MAX / 2, 4));
  arena_reset(a);
  assert_int_equal(arena_used(a), 0);
  arena_free(a);
}

static void buffer_holds_its_maximum(void **state) {
  (void)state;
  buffer b;
  buffer_init(&b, 10);
  assert_true(buffer_add(&b, STR("12345678")));
  assert_false(buffer_add(&b, STR("abc")));
  assert_true(str_is(buffer_str(&b), "12345678"));
  buffer_free(&b);
}

static void tables_are_read_by_column(void **state) {
  (void)state;
  tsv t;
  uint32_t code;
  casus_error error;
  assert_int_equal(tsv_open(&t, STR("# source\nname\tcode\n\nFrance\tFRA\nChad\n a\tb\tc\n"), STR("x.tsv"), &error), CASUS_OK);
  assert_int_equal(tsv_column(&t, "code", &code, &error), CASUS_OK);
  assert_int_equal(tsv_next(&t, &error), CASUS_OK);
  assert_true(str_is(t.fields[code], "FRA"));
  assert_int_equal(tsv_next(&t, &error), CASUS_OK);
  assert_true(str_empty(t.fields[code]));
  assert_int_equal(tsv_next(&t, &error), CASUS_DATA);
  assert_int_equal(error.line, 6);
  assert_int_equal(tsv_column(&t, "sector", &code, &error), CASUS_DATA);
}

static void days_are_counted(void **state) {
  (void)state;
  casus_date d = {2024, 3, 22};
  assert_int_equal(date_to_days(d), 19804);
  assert_int_equal(date_weekday(d), 4);
  assert_int_equal(date_compare(date_from_days(19804), d), 0);
  assert_int_equal(date_last_day((casus_date){2024, 2, 0}).day, 29);
  char text[16];
  assert_string_equal(casus_date_text((casus_date){1999, 12, 0}, text), "1999-12");
  assert_true(casus_date_read(STR("2024-03-22"), &d));
  assert_false(casus_date_read(STR("2023-02-29"), &d));
  assert_false(casus_date_read(STR("2023-2-9"), &d));
  assert_false(casus_date_read(STR("2023-"), &d));
}

static void rows_are_found_by_their_line(void **state) {
  (void)state;
  static const char table[] = "# comment\nname\tage\nAnna\t7\n# more\nBert\t9";
  tsv t;
  assert_int_equal(tsv_open(&t, str_of(table), STR("t"), NULL), CASUS_OK);
  tsv_seek(&t, 5);
  assert_int_equal(tsv_next(&t, NULL), CASUS_OK);
  assert_int_equal(t.line, 5);
  assert_true(str_is(t.fields[0], "Bert") && str_is(t.fields[1], "9"));
  tsv_seek(&t, 3); /* never back */
  assert_int_equal(tsv_next(&t, NULL), CASUS_END);
  assert_int_equal(tsv_open(&t, str_of(table), STR("t"), NULL), CASUS_OK);
  tsv_seek(&t, 4); /* a comment: the row below */
  assert_int_equal(tsv_next(&t, NULL), CASUS_OK);
  assert_int_equal(t.line, 5);
  tsv_seek(&t, 99);
  assert_int_equal(tsv_next(&t, NULL), CASUS_END);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(rows_are_found_by_their_line),
                                     cmocka_unit_test(strings_are_cut_and_read),
                                     cmocka_unit_test(bad_utf8_is_found),
                                     cmocka_unit_test(seeds_do_not_cancel_out),
                                     cmocka_unit_test(arena_holds_its_maximum),
                                     cmocka_unit_test(buffer_holds_its_maximum),
                                     cmocka_unit_test(tables_are_read_by_column),
                                     cmocka_unit_test(days_are_counted)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
