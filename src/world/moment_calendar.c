/* Dates of the calendar, the longer forms first. A bare weekday, day or month lies before publication or after it as its clause
 * says. */
#include "world/moment_parts.h"

enum { DAYS_NEAR = 60, DAYS_FAR = 300 };

static const found nothing = {0};

/* ---- days and months without a year */

/* Does the time at i hang on a verb? */
static bool hangs_on_verb(const time_view *f, uint32_t i) {
  uint32_t head = f->an->words[f->first + i].head;
  return head != NO_TOKEN && f->an->words[head].upos == UPOS_VERB;
}

/* The year that makes month and day (0: none), at token i, the one meant: before publication or after it. A near date the other
 * way beats a far one where the verb's tense says little: for times that hang on nouns ("elections in May"). */
static int nearest_year(const time_view *f, uint32_t i, int month, int day, tense way) {
  int year = f->on.year;
  int here = month * 32 + day, publication = f->on.month * 32 + (day ? f->on.day : 0);
  int past = here <= publication ? year : year - 1, future = here >= publication ? year : year + 1;
  casus_date after = {(int16_t)future, (uint8_t)month, (uint8_t)day}, before = {(int16_t)past, (uint8_t)month, (uint8_t)day};
  int32_t ahead = date_to_days(after) - date_to_days(f->on), behind = date_to_days(f->on) - date_to_days(before);
  if (way == TENSE_UNKNOWN || way == TENSE_PRESENT) return ahead < behind ? future : past;
  if (way == TENSE_FUTURE) return behind <= DAYS_NEAR && ahead >= DAYS_FAR && !hangs_on_verb(f, i) ? past : future;
  return ahead <= DAYS_NEAR && behind >= DAYS_FAR && !hangs_on_verb(f, i) ? future : past;
}

static found month_and_day(const time_view *f, uint32_t i, uint32_t n, int month, int day, int last_day, int year) {
  bool given = year != 0;
  if (!given && !is_known(f->on)) return (found){.n = n};
  if (!given) year = nearest_year(f, i, month, day, tense_of(f, i));
  casus_date begin = {(int16_t)year, (uint8_t)month, (uint8_t)day}, end = {0};
  if (last_day > day) end = (casus_date){(int16_t)year, (uint8_t)month, (uint8_t)last_day};
  if (!date_is_real(begin) || (end.year && !date_is_real(end))) return nothing;
  return given ? absolute(n, begin, end) : relative(f, n, begin, end);
}

/* ", 2021" or "2021" or "of 2021" or "last year" after a month or day: its length and year; 0: none. */
static uint32_t year_after(const time_view *f, uint32_t i, int *year) {
  uint32_t skip = is_kind(f, i, CUE_COMMA) || is_kind(f, i, CUE_OF);
  if (is_kind(f, i + skip, CUE_YEAR)) {
    *year = cue_at(f, i + skip)->value;
    return skip + 1;
  }
  skip += skip && is_kind(f, i + skip, CUE_THE);
  const cue *c = cue_at(f, i + skip), *unit = cue_at(f, i + skip + 1);
  bool deictic = c->kind == CUE_LAST || c->kind == CUE_THIS || c->kind == CUE_NEXT;
  if (!deictic || unit->kind != CUE_UNIT || unit->value != UNIT_YEAR || !is_known(f->on)) return 0;
  *year = f->on.year + (c->kind == CUE_NEXT) - (c->kind == CUE_LAST);
  return skip + 2;
}

/* "- 5" or "to 5" after a day: its length and the last day; 0: none. */
static uint32_t range_after(const time_view *f, uint32_t i, int *last_day) {
  if (!is_kind(f, i, CUE_DASH) && !is_kind(f, i, CUE_TO) && !is_kind(f, i, CUE_AND)) return 0;
  if (!is_day_number(f, i + 1)) return 0;
  *last_day = cue_at(f, i + 1)->value;
  return 2;
}

/* "3 May 2021", "3rd of May", "3-5 May", "the 18th of March last year" */
static found match_day_month(const time_view *f, uint32_t i) {
  if (!is_day_number(f, i)) return nothing;
  uint32_t k = i + 1;
  int last_day = 0, year = 0;
  k += range_after(f, k, &last_day);
  k += is_kind(f, k, CUE_OF);
  if (!is_kind(f, k, CUE_MONTH)) return nothing;
  int month = cue_at(f, k)->value;
  k++;
  k += year_after(f, k, &year);
  return month_and_day(f, i, k - i, month, cue_at(f, i)->value, last_day, year);
}

/* "May 3, 2021", "March the 18th", "July 3-5" */
static found match_month_day(const time_view *f, uint32_t i) {
  if (!is_kind(f, i, CUE_MONTH)) return nothing;
  uint32_t k = i + 1 + is_kind(f, i + 1, CUE_THE);
  if (!is_day_number(f, k) || counts_what_follows(f, k) || is_kind(f, k + 1, CUE_UNIT)) return nothing;
  int day = cue_at(f, k)->value, last_day = 0, year = 0;
  k++;
  k += range_after(f, k, &last_day);
  k += year_after(f, k, &year);
  return month_and_day(f, i, k - i, cue_at(f, i)->value, day, last_day, year);
}

/* "May" and "March" are months on their own only where a word before them says so. */
static bool is_plain_month(const time_view *f, uint32_t i) {
  if (is_person(f, i) || cue_at(f, i)->short_name) return false;
  int month = cue_at(f, i)->value;
  if (month != 3 && month != 5) return true;
  cue_kind before = i ? (cue_kind)f->cues[i - 1].kind : CUE_NONE;
  switch (before) {
    case CUE_IN:
    case CUE_SINCE:
    case CUE_LAST:
    case CUE_NEXT:
    case CUE_THIS:
    case CUE_EDGE:
    case CUE_OF:
    case CUE_TO:
    case CUE_BETWEEN:
    case CUE_AFTERWARDS:
      return true;
    default:
      return false;
  }
}

/* "May 2019", "March last year", "in March", "last March" (asked about at the month) */
static found match_month(const time_view *f, uint32_t i) {
  if (!is_kind(f, i, CUE_MONTH)) return nothing;
  int month = cue_at(f, i)->value, year = 0;
  uint32_t more = year_after(f, i + 1, &year);
  if (more) return absolute(1 + more, (casus_date){(int16_t)year, (uint8_t)month, 0}, (casus_date){0});
  if (!is_plain_month(f, i)) return nothing;
  if (!is_known(f->on)) return (found){.n = 1};
  cue_kind before = i ? (cue_kind)f->cues[i - 1].kind : CUE_NONE;
  int this_year = f->on.year, publication = f->on.month;
  if (before == CUE_LAST || before == CUE_SINCE) year = month <= publication ? this_year : this_year - 1;
  else if (before == CUE_NEXT) year = month > publication ? this_year : this_year + 1;
  else year = nearest_year(f, i, month, 0, tense_of(f, i));
  if (before == CUE_LAST && year == f->on.year && month == f->on.month) year--;
  return relative(f, 1, (casus_date){(int16_t)year, (uint8_t)month, 0}, (casus_date){0});
}

/* ---- weekdays */

static int32_t days_back_to(const time_view *f, int weekday) { return (date_weekday(f->on) - weekday + 7) % 7; }

/* Distance in days from publication to the weekday at i. */
static int32_t weekday_distance(const time_view *f, uint32_t i) {
  int weekday = cue_at(f, i)->value;
  int32_t back = days_back_to(f, weekday), ahead = (7 - back) % 7;
  cue_kind before = i ? (cue_kind)f->cues[i - 1].kind : CUE_NONE;
  if (before == CUE_LAST || before == CUE_PAST) return back ? -back : -7;
  if (before == CUE_EARLIER) return -back;
  if (before == CUE_NEXT || before == CUE_COMING) return ahead ? ahead : 7;
  tense way = tense_of(f, i);
  return way == TENSE_FUTURE || (way == TENSE_PRESENT && ahead < back) ? ahead : -back;
}

/* "Friday", "Friday morning" and, where a date follows, that date */
static found match_weekday(const time_view *f, uint32_t i) {
  if (!is_kind(f, i, CUE_WEEKDAY) || (i && is_kind(f, i - 1, CUE_EVERY))) return nothing;
  uint32_t k = i + 1 + is_kind(f, i + 1, CUE_COMMA);
  k += is_kind(f, k, CUE_THE);
  found date = match_day_month(f, k);
  if (!date.n) date = match_month_day(f, k);
  if (date.n) {
    date.n += k - i;
    return date;
  }
  if (cue_at(f, i)->short_name) return nothing;
  uint32_t n = 1 + is_kind(f, i + 1, CUE_PART);
  if (!is_known(f->on)) return (found){.n = n};
  int32_t distance = weekday_distance(f, i);
  return relative_days(f, n, distance, distance);
}

/* ---- years, decades, dates in figures */

static bool is_named_before(const time_view *f, uint32_t i) {
  if (!i) return false;
  switch (f->cues[i - 1].kind) {
    case CUE_IN:
    case CUE_SINCE:
    case CUE_THE:
    case CUE_OF:
    case CUE_TO:
    case CUE_AND:
    case CUE_BETWEEN:
    case CUE_EDGE:
    case CUE_DASH:
    case CUE_AFTERWARDS:
    case CUE_AGO:
    case CUE_LATER:
      return true;
    default:
      return form_at(f, i - 1).ptr[0] == '(' || is_kind(f, i - 1, CUE_COMMA);
  }
}

/* "1990 soldiers", but not "his 1990 campaign" */
static bool counts_many(const time_view *f, uint32_t i) {
  return counts_what_follows(f, i) && f->an->words[f->an->words[f->first + i].head].xpos == XPOS_NNS;
}

/* "2016", "2016-2019", "2004 to 2009" */
static found match_year(const time_view *f, uint32_t i) {
  bool named = is_named_before(f, i) || !counts_many(f, i);
  if (!is_kind(f, i, CUE_YEAR) || is_kind(f, i + 1, CUE_UNIT) || !named) return nothing;
  int from = cue_at(f, i)->value;
  bool joined = is_kind(f, i + 1, CUE_DASH) || is_kind(f, i + 1, CUE_TO) ||
                (is_kind(f, i + 1, CUE_AND) && i && is_kind(f, i - 1, CUE_BETWEEN));
  bool range = joined && is_kind(f, i + 2, CUE_YEAR) && cue_at(f, i + 2)->value > from;
  if (range) return absolute(3, year_of(from), year_of(cue_at(f, i + 2)->value));
  if (!is_named_before(f, i) && (from < 1900 || from > 2100)) return nothing;
  return absolute(1, year_of(from), (casus_date){0});
}

static found match_decade(const time_view *f, uint32_t i) {
  if (!is_kind(f, i, CUE_DECADE)) return nothing;
  int from = cue_at(f, i)->value;
  found r = absolute(1, year_of(from), year_of(from + (from % 100 ? 9 : 9)));
  r.past = !is_known(f->on) || r.end.year < f->on.year;
  return r;
}

/* "19th century" */
static found match_century(const time_view *f, uint32_t i) {
  const cue *unit = cue_at(f, i + 1);
  if (!is_kind(f, i, CUE_ORDINAL) || unit->kind != CUE_UNIT || unit->value != UNIT_CENTURY) return nothing;
  int number = cue_at(f, i)->value;
  if (number < 2 || number > 25) return nothing;
  return absolute(2, year_of(number * 100 - 99), year_of(number * 100));
}

/* "3/5/2021": only where the order of day and month cannot be mistaken; "9/11" is the attack of 2001. */
static found match_slashed(const time_view *f, uint32_t i) {
  uint32_t parts[3] = {0};
  str rest = form_at(f, i), part;
  unsigned n = 0;
  while (str_cut(&rest, '/', &part)) {
    if (n == 3 || !str_to_u32(part, &parts[n]) || part.len > 4) return nothing;
    n++;
  }
  if (n == 2 && parts[0] == 9 && parts[1] == 11) return absolute(1, (casus_date){2001, 9, 11}, (casus_date){0});
  if (n != 3 || parts[2] < 1000 || parts[2] > 2200) return nothing;
  bool day_first = parts[0] > 12;
  if (!day_first && parts[1] <= 12 && parts[0] != parts[1]) return nothing;
  casus_date d = {(int16_t)parts[2], (uint8_t)(parts[day_first ? 1 : 0] & 0xFF), (uint8_t)(parts[day_first ? 0 : 1] & 0xFF)};
  return date_is_real(d) && parts[0] <= 31 && parts[1] <= 31 ? absolute(1, d, (casus_date){0}) : nothing;
}

static found match_figures(const time_view *f, uint32_t i) {
  if (is_kind(f, i, CUE_SLASHED)) return match_slashed(f, i);
  if (!is_kind(f, i, CUE_ISO)) return nothing;
  casus_date d;
  return casus_date_read(form_at(f, i), &d) ? absolute(1, d, (casus_date){0}) : nothing;
}

/* "on the 18th" */
static found match_bare_day(const time_view *f, uint32_t i) {
  if (!is_kind(f, i, CUE_ORDINAL) || i < 2 || !is_kind(f, i - 1, CUE_THE) || !is_kind(f, i - 2, CUE_ON)) return nothing;
  if (!is_ascii_digit((unsigned char)form_at(f, i).ptr[0])) return nothing;
  uint32_t next = f->first + i + 1;
  bool noun_follows = i + 1 < f->n && (f->an->words[next].upos == UPOS_NOUN || f->an->words[next].upos == UPOS_PROPN);
  if (noun_follows) return nothing;
  if (!is_known(f->on)) return (found){.n = 1};
  int day = cue_at(f, i)->value;
  bool future = tense_of(f, i) == TENSE_FUTURE;
  int steps = future ? day < f->on.day : day > f->on.day ? -1 : 0;
  casus_date d = month_plus(f->on, steps);
  d.day = (uint8_t)day;
  return date_is_real(d) ? relative(f, 1, d, (casus_date){0}) : nothing;
}

/* ---- all together */

typedef found (*matcher)(const time_view *f, uint32_t i);

found match_calendar(const time_view *f, uint32_t i) {
  static const matcher matchers[] = {match_figures, match_weekday, match_day_month, match_month_day, match_month,
                                     match_century, match_year,    match_decade,    match_bare_day};
  for (size_t k = 0; k < sizeof matchers / sizeof *matchers; k++) {
    found r = matchers[k](f, i);
    if (r.n) return r;
  }
  return nothing;
}
