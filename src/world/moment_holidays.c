/* Days that have names: holidays with a fixed date, those a rule computes, and national days that depend on the country. Dates
 * are general knowledge; movable feasts follow Meeus (Easter) and the arithmetic Islamic and Hebrew calendars, which may be a
 * day off what is observed. */
#include "world/moment_parts.h"

static const found nothing = {0};

typedef enum {
  RULE_FIXED,       /* month, day */
  RULE_WEEKDAY,     /* the first such weekday on or after month, day */
  RULE_EASTER,      /* days from Easter Sunday */
  RULE_ISLAMIC,     /* month, day */
  RULE_HEBREW,      /* days from Rosh Hashanah of the same Gregorian year */
  RULE_LUNAR,       /* the Chinese new year */
  RULE_INDEPENDENCE /* by country */
} rule;

enum { MONDAY = 0, TUESDAY = 1, THURSDAY = 3, WORDS_MAX = 5, RAMADAN_DAYS = 29 };

/* Words in lower case, as tokens: "new year's eve" is four. More words first. */
static const struct {
  const char *words[WORDS_MAX];
  uint8_t rule;
  int8_t weekday;
  int16_t a, b; /* month and day, or days */
  int8_t days_more;
} holidays[] = {
    {{"martin", "luther", "king", "jr.", "day"}, RULE_WEEKDAY, MONDAY, 1, 15, 0},
    {{"martin", "luther", "king", "day"}, RULE_WEEKDAY, MONDAY, 1, 15, 0},
    {{"new", "year", "'s", "eve"}, RULE_FIXED, 0, 12, 31, 0},
    {{"new", "year", "'s", "day"}, RULE_FIXED, 0, 1, 1, 0},
    {{"eid", "al", "-", "fitr"}, RULE_ISLAMIC, 0, 10, 1, 0},
    {{"eid", "al", "-", "adha"}, RULE_ISLAMIC, 0, 12, 10, 0},
    {{"valentine", "'s", "day"}, RULE_FIXED, 0, 2, 14, 0},
    {{"presidents", "'", "day"}, RULE_WEEKDAY, MONDAY, 2, 15, 0},
    {{"veterans", "'", "day"}, RULE_FIXED, 0, 11, 11, 0},
    {{"chinese", "new", "year"}, RULE_LUNAR, 0, 0, 0, 0},
    {{"lunar", "new", "year"}, RULE_LUNAR, 0, 0, 0, 0},
    {{"new", "year", "'s"}, RULE_FIXED, 0, 1, 1, 0},
    {{"new", "year"}, RULE_FIXED, 0, 1, 1, 0},
    {{"orthodox", "christmas"}, RULE_FIXED, 0, 1, 7, 0},
    {{"christmas", "eve"}, RULE_FIXED, 0, 12, 24, 0},
    {{"christmas", "day"}, RULE_FIXED, 0, 12, 25, 0},
    {{"boxing", "day"}, RULE_FIXED, 0, 12, 26, 0},
    {{"easter", "sunday"}, RULE_EASTER, 0, 0, 0, 0},
    {{"easter", "monday"}, RULE_EASTER, 0, 1, 0, 0},
    {{"good", "friday"}, RULE_EASTER, 0, -2, 0, 0},
    {{"palm", "sunday"}, RULE_EASTER, 0, -7, 0, 0},
    {{"ash", "wednesday"}, RULE_EASTER, 0, -46, 0, 0},
    {{"thanksgiving", "day"}, RULE_WEEKDAY, THURSDAY, 11, 22, 0},
    {{"labor", "day"}, RULE_WEEKDAY, MONDAY, 9, 1, 0},
    {{"labour", "day"}, RULE_FIXED, 0, 5, 1, 0},
    {{"may", "day"}, RULE_FIXED, 0, 5, 1, 0},
    {{"memorial", "day"}, RULE_WEEKDAY, MONDAY, 5, 25, 0},
    {{"columbus", "day"}, RULE_WEEKDAY, MONDAY, 10, 8, 0},
    {{"veterans", "day"}, RULE_FIXED, 0, 11, 11, 0},
    {{"armistice", "day"}, RULE_FIXED, 0, 11, 11, 0},
    {{"remembrance", "day"}, RULE_FIXED, 0, 11, 11, 0},
    {{"election", "day"}, RULE_WEEKDAY, TUESDAY, 11, 2, 0},
    {{"inauguration", "day"}, RULE_FIXED, 0, 1, 20, 0},
    {{"bastille", "day"}, RULE_FIXED, 0, 7, 14, 0},
    {{"victory", "day"}, RULE_FIXED, 0, 5, 9, 0},
    {{"earth", "day"}, RULE_FIXED, 0, 4, 22, 0},
    {{"independence", "day"}, RULE_INDEPENDENCE, 0, 0, 0, 0},
    {{"rosh", "hashanah"}, RULE_HEBREW, 0, 0, 0, 0},
    {{"yom", "kippur"}, RULE_HEBREW, 0, 9, 0, 0},
    {{"passover"}, RULE_HEBREW, 0, -163, 0, 0},
    {{"christmas"}, RULE_FIXED, 0, 12, 25, 0},
    {{"xmas"}, RULE_FIXED, 0, 12, 25, 0},
    {{"easter"}, RULE_EASTER, 0, 0, 0, 0},
    {{"pentecost"}, RULE_EASTER, 0, 49, 0, 0},
    {{"thanksgiving"}, RULE_WEEKDAY, THURSDAY, 11, 22, 0},
    {{"halloween"}, RULE_FIXED, 0, 10, 31, 0},
    {{"nowruz"}, RULE_FIXED, 0, 3, 20, 0},
    {{"ashura"}, RULE_ISLAMIC, 0, 1, 10, 0},
    {{"ramadan"}, RULE_ISLAMIC, 0, 9, 1, RAMADAN_DAYS},
};

/* National days; where a country has none of its own here, the name says nothing. */
static const struct {
  char country[4];
  uint8_t month, day;
} independence[] = {{"AFG", 8, 19}, {"ARG", 7, 9},   {"ARM", 9, 21},  {"BGD", 3, 26}, {"BLR", 7, 3},   {"BOL", 8, 6},
                    {"BRA", 9, 7},  {"CHL", 9, 18},  {"CIV", 8, 7},   {"COL", 7, 20}, {"DZA", 7, 5},   {"ECU", 8, 10},
                    {"EST", 2, 24}, {"FIN", 12, 6},  {"GEO", 5, 26},  {"GHA", 3, 6},  {"GRC", 3, 25},  {"HTI", 1, 1},
                    {"IDN", 8, 17}, {"IND", 8, 15},  {"JAM", 8, 6},   {"JOR", 5, 25}, {"KAZ", 12, 16}, {"KEN", 12, 12},
                    {"KGZ", 8, 31}, {"LBN", 11, 22}, {"LKA", 2, 4},   {"MDA", 8, 27}, {"MEX", 9, 16},  {"MLI", 9, 22},
                    {"MYS", 8, 31}, {"NGA", 10, 1},  {"PAK", 8, 14},  {"PER", 7, 28}, {"PHL", 6, 12},  {"POL", 11, 11},
                    {"SDN", 1, 1},  {"SEN", 4, 4},   {"SOM", 7, 1},   {"SSD", 7, 9},  {"SYR", 4, 17},  {"TJK", 9, 9},
                    {"TKM", 9, 27}, {"TUN", 3, 20},  {"TZA", 12, 9},  {"UGA", 10, 9}, {"UKR", 8, 24},  {"USA", 7, 4},
                    {"UZB", 9, 1},  {"VEN", 7, 5},   {"ZMB", 10, 24}, {"ZWE", 4, 18}};

/* ---- rules */

static int32_t day_number(int year, int month, int day) {
  return date_to_days((casus_date){(int16_t)year, (uint8_t)month, (uint8_t)day});
}

/* Jean Meeus, Astronomical Algorithms (1991), chapter 8. */
static int32_t easter_of(int year) {
  int a = year % 19, b = year / 100, c = year % 100;
  int g = (8 * b + 13) / 25, h = (19 * a + b - b / 4 - g + 15) % 30;
  int m = (a + 11 * h) / 319, r = (2 * (b % 4) + 2 * (c / 4) - c % 4 - h + m + 32) % 7;
  int month = (h - m + r + 90) / 25, day = (h - m + r + month + 19) % 32;
  return day_number(year, month, day);
}

/* Reingold and Dershowitz, Calendrical Calculations: the arithmetic Islamic calendar. 719163: days of 1970-01-01. */
static int32_t islamic_day(int32_t year, int month, int day) {
  int32_t fixed = day + 29 * (month - 1) + month / 2 + (year - 1) * 354 + (3 + 11 * year) / 30 + 227014;
  return fixed - 719163;
}

/* The first that falls in a Gregorian year. */
static int32_t islamic_in(int year, int month, int day) {
  int32_t islamic = (int32_t)((year - 622) * 33 / 32) - 1, first = day_number(year, 1, 1);
  for (int step = 0; step < 4; step++, islamic++)
    if (islamic > 0 && islamic_day(islamic, month, day) >= first) return islamic_day(islamic, month, day);
  return islamic_day(islamic, month, day);
}

/* The same book: days from the Hebrew epoch to the new year, with its postponements. */
static int32_t hebrew_elapsed(int32_t year) {
  int64_t months = (235 * (int64_t)year - 234) / 19, parts = 12084 + 13753 * months;
  int32_t day = (int32_t)(29 * months + parts / 25920);
  return 3 * (day + 1) % 7 < 3 ? day + 1 : day;
}

static int32_t rosh_hashanah_in(int gregorian) {
  int32_t year = gregorian + 3761;
  int32_t before = hebrew_elapsed(year - 1), here = hebrew_elapsed(year), after = hebrew_elapsed(year + 1);
  int32_t delay = after - here == 356 ? 2 : here - before == 382 ? 1 : 0;
  return here + delay - 1373428 - 719163 + 1;
}

/* The second new moon after the winter solstice, as observed. */
static int32_t lunar_new_year(int year) {
  enum { FIRST_YEAR = 2000 };
  static const uint8_t days[] = {36, 24, 43, 32, 22, 40, 29, 49, 38, 26, 45, 34, 23, 41, 31, 50,
                                 39, 28, 47, 36, 25, 43, 32, 22, 41, 29, 48, 37, 26, 44, 34}; /* of the year, from 1 */
  if (year < FIRST_YEAR || year >= FIRST_YEAR + (int)sizeof days) return INT32_MIN;
  return day_number(year, 1, 1) + days[year - FIRST_YEAR] - 1;
}

static int32_t independence_day(str country, int year) {
  if (str_empty(country)) country = STR("USA");
  for (size_t i = 0; i < sizeof independence / sizeof *independence; i++)
    if (str_is(country, independence[i].country)) return day_number(year, independence[i].month, independence[i].day);
  return INT32_MIN;
}

static int32_t weekday_from(int32_t day, int weekday) { return day + (weekday - date_weekday(date_from_days(day)) + 7) % 7; }

/* The day in a year; INT32_MIN: not known. */
static int32_t holiday_day(size_t h, str country, int year) {
  if (year < 2 || year > 9998) return INT32_MIN;
  int a = holidays[h].a, b = holidays[h].b;
  switch (holidays[h].rule) {
    case RULE_FIXED:
      return day_number(year, a, b);
    case RULE_WEEKDAY:
      return weekday_from(day_number(year, a, b), holidays[h].weekday);
    case RULE_EASTER:
      return easter_of(year) + a;
    case RULE_ISLAMIC:
      return year < 623 ? INT32_MIN : islamic_in(year, a, b);
    case RULE_HEBREW:
      return rosh_hashanah_in(year) + a;
    case RULE_LUNAR:
      return lunar_new_year(year);
    default:
      return independence_day(country, year);
  }
}

/* ---- names */

static bool is_name_part(str form, const char *part) {
  if (str_equal_fold(form, str_of(part))) return true;
  bool curly = part[0] == '\'' && str_starts(form, STR("\xe2\x80\x99"));
  return curly && str_is(str_slice(form, 3, form.len), part + 1);
}

/* The holiday whose words stand at i; *n: how many. */
static bool holiday_at(const time_view *f, uint32_t i, size_t *h, uint32_t *n) {
  for (*h = 0; *h < sizeof holidays / sizeof *holidays; ++*h) {
    const char *const *words = holidays[*h].words;
    for (*n = 0; *n < WORDS_MAX && words[*n]; ++*n)
      if (i + *n >= f->n || !is_name_part(form_at(f, i + *n), words[*n])) break;
    if (*n == WORDS_MAX || !words[*n]) return true;
  }
  return false;
}

/* The nearest that the word before or the clause allows. */
static int32_t nearest_holiday(const time_view *f, uint32_t i, size_t h, way w) {
  int32_t today = date_to_days(f->on), before = INT32_MIN, after = INT32_MIN;
  for (int year = f->on.year - 1; year <= f->on.year + 1; year++) {
    int32_t day = holiday_day(h, f->country, year);
    if (day == INT32_MIN) return day;
    if (w == WAY_THIS && year == f->on.year) return day;
    if (day < today || (day == today && w != WAY_LAST && w != WAY_NEXT)) before = day;
    if (after == INT32_MIN && (day > today || (day == today && w != WAY_LAST && w != WAY_NEXT))) after = day;
  }
  if (w == WAY_LAST || w == WAY_SINCE) return before;
  if (w == WAY_NEXT) return after;
  tense direction = tense_of(f, i);
  if (direction == TENSE_PAST) return before;
  return direction == TENSE_FUTURE || after - today < today - before ? after : before;
}

found holiday_found(const time_view *f, uint32_t i, way w) {
  size_t h;
  uint32_t n;
  int year = 0;
  if (!holiday_at(f, i, &h, &n)) return nothing;
  uint32_t more = year_after(f, i + n, &year);
  if (!more && !is_known(f->on)) return unresolved(n, "");
  int32_t day = more ? holiday_day(h, f->country, year) : nearest_holiday(f, i, h, w);
  if (day == INT32_MIN) return unresolved(n + more, "");
  period p = {GRAIN_DAY, day};
  found r = more ? absolute(n + more, p) : relative(f, n, p, "the holiday nearest to publication that the clause allows");
  if (holidays[h].days_more) r.end = date_from_days(day + holidays[h].days_more), r.cut = true;
  return r;
}

/* "Ramadan Shallah", "Tariq Ramadan": one word among other names */
static bool is_other_name(const time_view *f, uint32_t i) {
  size_t h;
  uint32_t n;
  if (!holiday_at(f, i, &h, &n) || n > 1) return false;
  bool before = i && word_at(f, i - 1)->upos == UPOS_PROPN && f->cues[i - 1].kind == CUE_NONE;
  return before || (i + 1 < f->n && word_at(f, i + 1)->upos == UPOS_PROPN && is_kind(f, i + 1, CUE_NONE));
}

/* "Christmas", "Easter Monday 2019", "Independence Day", "May Day" */
found match_holiday(const time_view *f, uint32_t i) {
  const cue *c = cue_at(f, i);
  bool may_day = c->kind == CUE_MONTH && c->value == 5 && is_form(f, i + 1, "day");
  if (c->kind != CUE_HOLIDAY && c->kind != CUE_NAMED_DAY && !may_day) return nothing;
  if (is_other_name(f, i)) return nothing;
  return holiday_found(f, i, kind_before(f, i) == CUE_SINCE ? WAY_SINCE : WAY_TENSE);
}

bool moment_holidays_are_real(void) {
  for (size_t h = 0; h < sizeof holidays / sizeof *holidays; h++)
    for (int year = 1990; year < 2040; year++) {
      int32_t day = holiday_day(h, (str){0}, year);
      if (day != INT32_MIN && date_from_days(day).year != year) return holidays[h].rule == RULE_ISLAMIC;
    }
  return true;
}
