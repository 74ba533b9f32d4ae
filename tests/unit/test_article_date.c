/* The dates that articles carry: metadata values, date lines, datelines; and prose that only looks like them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "article/article.h"

static void assert_date(casus_date date, const char *expected) {
  char shown[16];
  assert_string_equal(casus_date_text(date, shown), expected);
}

static void values_are_read(void **state) {
  (void)state;
  static const char *const cases[][2] = {{"2024-03-22", "2024-03-22"},
                                         {"2024-03-22 10:00:00", "2024-03-22"},
                                         {"2024-03-22T10:00:00Z", "2024-03-22"},
                                         {" 2024/03/22 ", "2024-03-22"},
                                         {"Fri, 22 Mar 2024 10:00:00 +0000", "2024-03-22"},
                                         {"22 Mar 2024", "2024-03-22"},
                                         {"20240322", "2024-03-22"},
                                         {"20240322103000", "2024-03-22"},
                                         {"20240322T103000Z", "2024-03-22"},
                                         {"March 22, 2024", "2024-03-22"},
                                         {"Sept. 3rd, 2021", "2021-09-03"},
                                         {"2024-02-29", "2024-02-29"},
                                         {"2024-03", "2024-03"},
                                         {"2024", "2024"}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    casus_date date = {0};
    assert_true(article_date_value(str_of(cases[i][0]), &date));
    assert_date(date, cases[i][1]);
  }
}

static void other_values_are_refused(void **state) {
  (void)state;
  static const char *const cases[] = {"",         "2023-02-29",      "2024-13-01", "22/03/2024",    "yesterday",
                                      "March 22", "2024-03-221",     "20241322",   "31 April 2024", "2024-03-22x",
                                      "1",        "Marching 3, 2024"};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    casus_date date = {1999, 1, 2};
    assert_false(article_date_value(str_of(cases[i]), &date));
    assert_date(date, "1999-01-02");
  }
}

typedef struct {
  const char *text, *known, *date, *prose; /* prose: how the text goes on at `body` */
} head_case;

static void check_heads(const head_case *cases, size_t n) {
  for (size_t i = 0; i < n; i++) {
    casus_date known = {0}, date = {0};
    uint32_t body;
    if (*cases[i].known) assert_true(casus_date_read(str_of(cases[i].known), &known));
    article_date_line(str_of(cases[i].text), known, &date, &body);
    assert_date(date, cases[i].date);
    assert_string_equal(cases[i].text + body, cases[i].prose);
  }
}

static void date_lines_stand_before_the_prose(void **state) {
  (void)state;
  static const head_case cases[] = {{" date 2024-03-23 Amid the tension", "", "2024-03-23", "Amid the tension"},
                                    {"\xef\xbb\xbf"
                                     "date 2024-03-23 Talks",
                                     "", "2024-03-23", "Talks"},
                                    {"\xef\xbb\xbf"
                                     "Talks began.",
                                     "", "", "Talks began."},
                                    {"2017-07-18\n\nA title\n\nProse.", "", "2017-07-18", "A title\n\nProse."},
                                    {"2017-07-18\r\n\r\nProse.\r\n", "", "2017-07-18", "Prose.\r\n"},
                                    {"2017-07-18 10:30 GMT\nProse.", "", "2017-07-18", "Prose."},
                                    {"2017-07-18T10:30:00Z\nProse.", "", "2017-07-18", "Prose."},
                                    {"Date: 18 July 2017\nProse.", "", "2017-07-18", "Prose."},
                                    {"Tuesday, July 18, 2017\n\nProse.", "", "2017-07-18", "Prose."},
                                    {"2017-07-18 Police said so.", "", "2017-07-18", "Police said so."},
                                    {"2017-07-18", "", "2017-07-18", ""},
                                    {"date 2024-03-23 Talks", "2020-01-01", "2024-03-23", "Talks"}};
  check_heads(cases, sizeof cases / sizeof *cases);
}

static void datelines_give_the_date_and_stay_in_the_prose(void **state) {
  (void)state;
  static const head_case cases[] = {
      {"CAIRO- 24 July 2022: He spoke.", "", "2022-07-24", "CAIRO- 24 July 2022: He spoke."},
      {"TEL AVIV, March 23, 2024 (Agency) - He", "", "2024-03-23", "TEL AVIV, March 23, 2024 (Agency) - He"},
      {"MOSCOW, March 23, 2024. /TASS/. He", "", "2024-03-23", "MOSCOW, March 23, 2024. /TASS/. He"},
      {"TEL AVIV, March 23 (Agency) - He", "2024-03-24", "2024-03-23", "TEL AVIV, March 23 (Agency) - He"},
      {"TEL AVIV, March 23 (Agency) - He", "", "", "TEL AVIV, March 23 (Agency) - He"},
      {"LIMA, Dec. 31 (Agency) \xe2\x80\x94 He", "2025-01-01", "2024-12-31", "LIMA, Dec. 31 (Agency) \xe2\x80\x94 He"},
      {"LIMA, Dec 31 (Agency) - He", "2024", "2024-12-31", "LIMA, Dec 31 (Agency) - He"},
      {"Daily News, 6 May - He", "2011-05-07", "2011-05-06", "Daily News, 6 May - He"},
      {"A title\n\nKABUL, 3 May 2020 (Agency) - He", "", "2020-05-03", "A title\n\nKABUL, 3 May 2020 (Agency) - He"}};
  check_heads(cases, sizeof cases / sizeof *cases);
}

static void prose_is_no_dateline(void **state) {
  (void)state;
  static const char *const cases[] = {"On March 23, 2024 the two sides met.",
                                      "On May 3 2021 - a Monday - he left.",
                                      "He said, March 3 is near.",
                                      "Dates 2024-03-23 were given.",
                                      "The date 2024-03-23 was given.",
                                      "2024-03-23 was a cold day.",
                                      "March 23, 2024 was a cold day.",
                                      "LONDON (Agency) - The 3 May 2020 vote was void.",
                                      "KABUL, 31 June 2020 (Agency) - He",
                                      "A line\nb\nc\nKABUL, 3 May 2020 (Agency) - too far down"};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    casus_date date = {0};
    uint32_t body;
    article_date_line(str_of(cases[i]), (casus_date){0}, &date, &body);
    assert_int_equal(body, 0);
    assert_int_equal(date.year, 0);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(values_are_read), cmocka_unit_test(other_values_are_refused),
                                     cmocka_unit_test(date_lines_stand_before_the_prose),
                                     cmocka_unit_test(datelines_give_the_date_and_stay_in_the_prose),
                                     cmocka_unit_test(prose_is_no_dateline)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
