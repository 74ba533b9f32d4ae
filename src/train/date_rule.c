/* Finds dates in words with gold tags. */
#include "train/date_rule.h"

enum { YEAR_MIN = 1000, YEAR_PLAIN = 1900, YEAR_MAX = 2060 };

typedef struct {
  const text *t;
  const word *words;
  uint32_t end;
} date_view;

static str form(const date_view *v, uint32_t i) { return i < v->end ? token_form(v->t, i) : (str){"", 0}; }

static bool is_in(str s, const char *const *list, size_t n) {
  for (size_t i = 0; i < n; i++)
    if (str_equal_fold(s, str_of(list[i]))) return true;
  return false;
}
#define IS_IN(s, list) is_in((s), (list), sizeof(list) / sizeof *(list))

static bool is_proper(const date_view *v, uint32_t i) { return i < v->end && v->words[i].upos == UPOS_PROPN; }

static str without_dot(str s) { return str_ends(s, STR(".")) ? str_slice(s, 0, s.len - 1) : s; }

/* ---- single words */

static bool is_month(const date_view *v, uint32_t i) {
  static const char *const names[] = {"January", "February", "March",     "April",   "May",      "June",
                                      "July",    "August",   "September", "October", "November", "December"};
  return is_proper(v, i) && IS_IN(form(v, i), names);
}

static bool is_short_month(const date_view *v, uint32_t i) {
  static const char *const names[] = {"Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec"};
  return is_proper(v, i) && IS_IN(without_dot(form(v, i)), names);
}

static bool is_weekday(const date_view *v, uint32_t i) {
  static const char *const names[] = {"Monday",  "Tuesday",  "Wednesday",  "Thursday",  "Friday",  "Saturday",  "Sunday",
                                      "Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays"};
  return is_proper(v, i) && IS_IN(form(v, i), names);
}

static bool is_short_weekday(const date_view *v, uint32_t i) {
  static const char *const names[] = {"Mon", "Tue", "Tues", "Wed", "Thu", "Thur", "Thurs", "Fri", "Sat", "Sun"};
  return is_proper(v, i) && IS_IN(without_dot(form(v, i)), names);
}

static bool is_ordinal(str s, uint32_t *value) {
  static const char *const endings[] = {"st", "nd", "rd", "th"};
  return s.len > 2 && IS_IN(str_slice(s, s.len - 2, s.len), endings) && str_to_u32(str_slice(s, 0, s.len - 2), value);
}

static bool is_day(const date_view *v, uint32_t i) {
  uint32_t value;
  str s = form(v, i);
  return s.len <= 4 && (is_ordinal(s, &value) || (s.len <= 2 && str_to_u32(s, &value))) && value >= 1 && value <= 31;
}

static uint32_t year_of(str s) {
  uint32_t value;
  return s.len == 4 && str_to_u32(s, &value) && value >= YEAR_MIN && value <= YEAR_MAX ? value : 0;
}

/* "1990s" */
static bool is_decade(str s) { return s.len == 5 && s.ptr[4] == 's' && s.ptr[3] == '0' && year_of(str_slice(s, 0, 4)); }

static bool is_dash(str s) { return str_is(s, "-") || str_is(s, "--") || str_is(s, "\xe2\x80\x93"); }

/* "2017-01-13", "27.08.2022", "4/6/2022": three numbers, one of them long enough for a year or all of them short. */
static bool is_numeric_date(str s) {
  static const char separators[] = {'/', '-', '.'};
  for (size_t k = 0; k < sizeof separators; k++) {
    str rest = s, part;
    uint32_t n = 0, value, years = 0, low = 0;
    while (str_cut(&rest, separators[k], &part) && str_to_u32(part, &value)) {
      n++;
      years += year_of(part) != 0;
      low += part.len <= 2 && value <= 31;
    }
    if (n == 3 && str_empty(rest) && (years == 1 ? low == 2 : low == 3 && separators[k] == '/')) return true;
  }
  return false;
}

/* ---- several words */

static uint32_t skip_comma(const date_view *v, uint32_t i) { return str_is(form(v, i), ",") ? i + 1 : i; }

/* "2004", "2004 - 2005", "2004 - 05"; the end, or i. */
static uint32_t years_end(const date_view *v, uint32_t i) {
  uint32_t value;
  if (!year_of(form(v, i))) return i;
  if (!is_dash(form(v, i + 1))) return i + 1;
  str last = form(v, i + 2);
  bool two_digits = last.len == 2 && str_to_u32(last, &value);
  return year_of(last) || two_digits ? i + 3 : i + 1;
}

/* "4", "4th", "4 - 6"; the end, or i. */
static uint32_t days_end(const date_view *v, uint32_t i) {
  if (!is_day(v, i)) return i;
  return is_dash(form(v, i + 1)) && is_day(v, i + 2) ? i + 3 : i + 1;
}

static uint32_t month_end(const date_view *v, uint32_t i) {
  if (is_month(v, i)) return i + 1;
  if (!is_short_month(v, i)) return i;
  return str_is(form(v, i + 1), ".") ? i + 2 : i + 1;
}

/* A year may follow a month or a day at once, behind a comma, or behind "of". */
static uint32_t year_behind(const date_view *v, uint32_t i) {
  uint32_t at = skip_comma(v, i);
  if (at == i && str_equal_fold(form(v, i), STR("of"))) at++;
  uint32_t end = years_end(v, at);
  return end > at ? end : i;
}

/* The number counts what follows: "May 15 soldiers". */
static bool counts(const date_view *v, uint32_t i) {
  uint32_t head = v->words[i].head;
  return v->words[i].rel == REL_NUMMOD && head != NO_TOKEN && head > i && v->words[head].upos == UPOS_NOUN;
}

/* "June", "June 4", "June 4 - 6, 2003", "June 2003". A short month does not stand alone. */
static uint32_t from_month(const date_view *v, uint32_t i) {
  uint32_t month = month_end(v, i);
  if (month == i) return i;
  uint32_t days = days_end(v, month);
  if (days > month && counts(v, days - 1)) days = month;
  uint32_t end = year_behind(v, days);
  return end == month && !is_month(v, i) && !str_ends(form(v, month - 1), STR(".")) ? i : end;
}

/* "4 June", "4th of June 2003" */
static uint32_t from_day(const date_view *v, uint32_t i) {
  uint32_t days = days_end(v, i);
  if (days == i) return i;
  uint32_t at = str_equal_fold(form(v, days), STR("of")) ? days + 1 : days, month = month_end(v, at);
  return month == at ? i : year_behind(v, month);
}

static uint32_t from_century(const date_view *v, uint32_t i) {
  static const char *const words[] = {"century", "centuries"};
  uint32_t value, at = is_dash(form(v, i + 1)) ? i + 2 : i + 1;
  return is_ordinal(form(v, i), &value) && IS_IN(form(v, at), words) ? at + 1 : i;
}

/* "Tuesday", "Tuesday, 4 June"; a short one only before more. */
static uint32_t from_weekday(const date_view *v, uint32_t i) {
  bool whole = is_weekday(v, i);
  if (!whole && !is_short_weekday(v, i)) return i;
  uint32_t at = skip_comma(v, i + 1), end = from_month(v, at);
  if (end == at) end = from_day(v, at);
  if (end > at) return end;
  return whole ? i + 1 : i;
}

static bool behind_cue(const date_view *v, uint32_t i) {
  static const char *const cues[] = {"in",    "since", "of",  "by",     "until", "till",   "from",  "to", "between", "during",
                                     "early", "late",  "mid", "before", "after", "around", "circa", "c.", "and",     "born"};
  return i > 0 && IS_IN(token_form(v->t, i - 1), cues);
}

static bool behind_symbol(const date_view *v, uint32_t i) {
  static const char *const symbols[] = {"$", "#", "US$", "\xe2\x82\xac", "\xc2\xa3", "No.", "+"};
  return i > 0 && IS_IN(token_form(v->t, i - 1), symbols);
}

/* A bare number is a year where it counts nothing; one of earlier times must be said to be a time. */
static uint32_t from_year(const date_view *v, uint32_t i, bool in_time) {
  uint32_t end = years_end(v, i), year = year_of(form(v, i));
  if (end == i || behind_symbol(v, i)) return i;
  bool plural = counts(v, i) && v->words[v->words[i].head].xpos == XPOS_NNS;
  static const char *const clocks[] = {"GMT", "UTC", "EST", "EDT", "%"};
  if (plural || IS_IN(form(v, end), clocks)) return i;
  return year >= YEAR_PLAIN || in_time || behind_cue(v, i) ? end : i;
}

uint32_t date_length(const text *t, const analysis *an, uint32_t i, uint32_t end, bool in_time) {
  static uint32_t (*const rules[])(const date_view *, uint32_t) = {from_weekday, from_month, from_day, from_century};
  date_view v = {t, an->words, end};
  for (size_t k = 0; k < sizeof rules / sizeof *rules; k++) {
    uint32_t e = rules[k](&v, i);
    if (e > i && e <= end) return e - i;
  }
  str s = form(&v, i);
  if (is_decade(s) || is_numeric_date(s)) return 1;
  return from_year(&v, i, in_time) - i;
}
