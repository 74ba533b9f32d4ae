/* TimeML documents read, TIMEX3 values compared, periods of the calendar. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "train/timeml.h"
#include "train/timex_value.h"
#include "world/moment_parts.h"

static const char document[] =
    "<?xml version=\"1.0\"?><TimeML><DOCID>x</DOCID><DCT><TIMEX3 tid=\"t0\" type=\"DATE\" value=\"2024-03-20\" "
    "functionInDocument=\"CREATION_TIME\">March 20</TIMEX3></DCT><TITLE>A <TIMEX3 tid=\"t9\" "
    "value=\"2023\">title</TIMEX3></TITLE>"
    "<TEXT>R&amp;D ended <TIMEX3 tid=\"t1\" type=\"DATE\" value=\"2024-W11\">last <EVENT>week</EVENT></TIMEX3> in S&#227;o "
    "Tom&eacute;.<TIMEX3 tid=\"t2\" type='DURATION' value='P3D'/></TEXT></TimeML>";

static void texts_and_times_are_read(void **state) {
  (void)state;
  arena *a = arena_new(1 << 20);
  timeml t;
  assert_int_equal(timeml_read(str_of(document), STR("x.tml"), a, &t, NULL), CASUS_OK);
  assert_true(str_is(t.text, "R&D ended last week in S\xc3\xa3o Tom&eacute;."));
  assert_int_equal(t.date.year * 10000 + t.date.month * 100 + t.date.day, 20240320);
  assert_int_equal(t.n_times, 2);
  assert_true(str_is(str_slice(t.text, t.times[0].begin, t.times[0].end), "last week"));
  assert_true(str_is(t.times[0].value, "2024-W11") && str_is(t.times[0].type, "DATE"));
  assert_int_equal(t.times[1].end, t.text.len);
  assert_true(str_is(t.times[1].value, "P3D"));
  arena_free(a);
}

static void broken_documents_give_what_they_have(void **state) {
  (void)state;
  arena *a = arena_new(1 << 20);
  timeml t;
  assert_int_equal(timeml_read(STR("no marks \xff at all"), STR("x"), a, &t, NULL), CASUS_OK);
  assert_true(str_is(t.text, "no marks ? at all") && t.n_times == 0 && t.date.year == 0);
  assert_int_equal(timeml_read(STR("<TEXT>on <TIMEX3 value=\"2024\">Mon"), STR("x"), a, &t, NULL), CASUS_OK);
  assert_int_equal(t.times[0].end, 6);
  assert_int_equal(timeml_read(STR("<TEXT><TIMEX3 value"), STR("x"), a, &t, NULL), CASUS_OK);
  assert_true(str_empty(t.times[0].value));
  arena_free(a);
}

static void values_agree_but_for_spelling(void **state) {
  (void)state;
  static const struct {
    const char *a, *b;
    bool agree;
  } cases[] = {{"2005-11-01", "20051101", true},
               {"2000-W6", "2000-W06", true},
               {"198X", "198", true},
               {"19XX", "19", true},
               {"1949-XX", "1949", true},
               {"1990-XX-XX", "1990", true},
               {"2005-11", "20051101", false},
               {"1989-WXX", "1989", false},
               {"P14D", "P2W", false},
               {"2005-11-01T10", "2005-11-01T10:00", false},
               {"XXXX-WXX-1", "XXXX-WXX", false},
               {"PXM", "P", false},
               {"", "", true},
               {"2005", "", false},
               {"20051101T10:30", "2005-11-01T10:30", true}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    assert_int_equal(timex_values_agree(str_of(cases[i].a), str_of(cases[i].b)), cases[i].agree);
}

static void check_interval(const char *value, const char *first, const char *last) {
  int32_t a, b;
  char day[16];
  if (!first) {
    assert_false(timex_interval(str_of(value), &a, &b));
    return;
  }
  assert_true(timex_interval(str_of(value), &a, &b));
  assert_string_equal(casus_date_text(date_from_days(a), day), first);
  assert_string_equal(casus_date_text(date_from_days(b), day), last);
}

static void values_have_intervals(void **state) {
  (void)state;
  check_interval("2024-02", "2024-02-01", "2024-02-29");
  check_interval("2024-03-18TMO", "2024-03-18", "2024-03-18");
  check_interval("2024-W12", "2024-03-18", "2024-03-24");
  check_interval("2024-W12-WE", "2024-03-23", "2024-03-24");
  check_interval("2020-W53", "2020-12-28", "2021-01-03");
  check_interval("2024-Q4", "2024-10-01", "2024-12-31");
  check_interval("2024-H1", "2024-01-01", "2024-06-30");
  check_interval("2023-WI", "2023-12-01", "2024-02-29");
  check_interval("199", "1990-01-01", "1999-12-31");
  check_interval("20", "2001-01-01", "2100-12-31");
  check_interval("P3D", NULL, NULL);
  check_interval("PAST_REF", NULL, NULL);
  check_interval("XXXX-05", NULL, NULL);
  check_interval("2024-W54", NULL, NULL);
  check_interval("2024-02-30", NULL, NULL);
}

/* Each day of some years lies in the period around it, and the next period begins the day after. */
static void periods_tile_the_calendar(void **state) {
  (void)state;
  for (int32_t day = date_to_days((casus_date){2019, 12, 25}); day < date_to_days((casus_date){2022, 1, 10}); day++)
    for (unsigned g = GRAIN_DAY; g <= GRAIN_CENTURY; g++) {
      if (g == GRAIN_WEEKEND) continue;
      period p = period_around((grain)g, date_from_days(day));
      assert_true(period_first_day(p) <= day && day <= period_last_day(p));
      assert_int_equal(period_first_day(period_plus(p, 1)), period_last_day(p) + 1);
    }
}

static void years_on_keep_day_and_week(void **state) {
  (void)state;
  char value[PERIOD_VALUE_MAX];
  period_value(period_plus_years(period_around(GRAIN_DAY, (casus_date){2024, 2, 29}), -1), value);
  assert_string_equal(value, "2023-02-28");
  period_value(period_plus_years(period_around(GRAIN_WEEK, (casus_date){2024, 3, 20}), 1), value);
  assert_string_equal(value, "2025-W12");
  period_value(period_plus_years(period_of_year(GRAIN_QUARTER, 1989, 2), -1), value);
  assert_string_equal(value, "1988-Q3");
  assert_false(period_is_real((period){GRAIN_YEAR, 10000}));
  assert_false(period_is_real((period){GRAIN_DAY, INT32_MAX}));
  assert_false(period_is_real((period){GRAIN_MONTH, 0}));
}

static void holidays_lie_in_their_year(void **state) {
  (void)state;
  assert_true(moment_holidays_are_real());
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(texts_and_times_are_read),      cmocka_unit_test(broken_documents_give_what_they_have),
      cmocka_unit_test(values_agree_but_for_spelling), cmocka_unit_test(values_have_intervals),
      cmocka_unit_test(periods_tile_the_calendar),     cmocka_unit_test(years_on_keep_day_and_week),
      cmocka_unit_test(holidays_lie_in_their_year)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
