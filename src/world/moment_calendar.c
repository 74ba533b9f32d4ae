/* Dates of the calendar: days, months, weekdays. A bare one lies before publication or after it as its clause says. */
#include <stdio.h>

#include "world/moment_parts.h"

enum { DAYS_NEAR = 60, DAYS_FAR = 300 };

static const found nothing = {0};

/* ---- days and months without a year */

/* The year that makes month and day (0: none), at token i, the one meant: before publication or after it. A near date the other
 * way beats a far one where the verb's tense says little: for times that hang on nouns ("elections in May"). */
static int nearest_year(const time_view *f, uint32_t i, int month, int day, tense direction) {
  int year = f->on.year;
  int here = month * 32 + day, publication = f->on.month * 32 + (day ? f->on.day : 0);
  int past = here <= publication ? year : year - 1, future = here >= publication ? year : year + 1;
  casus_date after = {(int16_t)future, (uint8_t)month, (uint8_t)day}, before = {(int16_t)past, (uint8_t)month, (uint8_t)day};
  int32_t ahead = date_to_days(after) - date_to_days(f->on), behind = date_to_days(f->on) - date_to_days(before);
  bool due = i && (is_form(f, i - 1, "by") || is_form(f, i - 1, "until") || is_form(f, i - 1, "effective"));
  if (due || direction == TENSE_UNKNOWN || direction == TENSE_PRESENT) return ahead < behind ? future : past;
  if (direction == TENSE_FUTURE) return behind <= DAYS_NEAR && ahead >= DAYS_FAR && !hangs_on_verb(f, i) ? past : future;
  return ahead <= DAYS_NEAR && behind >= DAYS_FAR && !hangs_on_verb(f, i) ? future : past;
}

static period day_of_year(int year, int month, int day) {
  casus_date d = {(int16_t)year, (uint8_t)month, (uint8_t)day};
  return date_is_real(d) ? period_around(GRAIN_DAY, d) : (period){0};
}

static const char *side_of(const time_view *f, period p) {
  if (!is_known(f->on)) return "";
  int32_t today = date_to_days(f->on);
  if (period_first_day(p) <= today && today <= period_last_day(p)) return "the one of publication";
  return period_first_day(p) < today ? "the nearest before publication" : "the nearest after publication";
}

/* A day or days of a month; weekday -1: none said, otherwise it may choose the year. */
typedef struct {
  uint32_t n;
  int month, day, last_day, year, weekday;
} day_parts;

/* Of the year before and the one after, that in which the day falls on the weekday said. */
static int year_by_weekday(const day_parts *d, int year) {
  for (int step = 0; step < 3 && d->weekday >= 0; step++) {
    int tried = year + (step == 1 ? -1 : step == 2);
    period p = day_of_year(tried, d->month, d->day);
    if (p.grain && date_weekday(date_from_days(p.index)) == d->weekday) return tried;
  }
  return year;
}

static found day_found(const time_view *f, uint32_t i, const day_parts *d) {
  char value[MOMENT_VALUE_MAX];
  snprintf(value, sizeof value, "XXXX-%02d-%02d", d->month % 100, d->day % 100);
  bool given = d->year != 0;
  if (!given && !is_known(f->on)) return day_of_year(2000, d->month, d->day).grain ? unresolved(d->n, value) : nothing;
  int year = given ? d->year : year_by_weekday(d, nearest_year(f, i, d->month, d->day, tense_of(f, i)));
  period p = day_of_year(year, d->month, d->day);
  if (!p.grain) return nothing;
  found r = given ? absolute(d->n, p) : relative(f, d->n, p, side_of(f, p));
  if (d->last_day <= d->day) return r;
  period last = day_of_year(year, d->month, d->last_day);
  if (!last.grain) return nothing;
  r.end = date_from_days(last.index);
  r.cut = true;
  size_t used = strlen(r.value);
  r.value[used] = '/';
  period_value(last, r.value + used + 1);
  return r;
}

/* ---- numbers of days */

static bool noun_follows(const time_view *f, uint32_t i) {
  if (i + 1 >= f->n) return false;
  uint8_t tag = word_at(f, i + 1)->upos;
  return tag == UPOS_NOUN || tag == UPOS_PROPN || tag == UPOS_ADJ || is_kind(f, i + 1, CUE_DASH);
}

static bool is_tens(const time_view *f, uint32_t i) {
  const cue *c = cue_at(f, i);
  return c->kind == CUE_NUMBER && (c->value == 20 || c->value == 30) && !is_ascii_digit((unsigned char)form_at(f, i).ptr[0]);
}

/* "5", "5th", "fifth", "twenty-first" */
bool is_day_number(const time_view *f, uint32_t i, int *day, uint32_t *n) {
  const cue *c = cue_at(f, i);
  *n = 1;
  *day = c->value;
  if (is_tens(f, i) && is_kind(f, i + 1, CUE_DASH) && is_kind(f, i + 2, CUE_ORDINAL) && cue_at(f, i + 2)->value < 10) {
    *n = 3;
    *day = c->value + cue_at(f, i + 2)->value;
  } else if (c->kind == CUE_NUMBER ? !is_ascii_digit((unsigned char)form_at(f, i).ptr[0]) : c->kind != CUE_ORDINAL) {
    return false;
  }
  return *day >= 1 && *day <= 31;
}

/* "- 5" or "to 5" after a day: its length and the last day; 0: none. */
static uint32_t range_after(const time_view *f, uint32_t i, int *last_day) {
  uint32_t n;
  if (!is_kind(f, i, CUE_DASH) && !is_kind(f, i, CUE_TO) && !is_kind(f, i, CUE_AND)) return 0;
  return is_day_number(f, i + 1, last_day, &n) ? n + 1 : 0;
}

static int weekday_before(const time_view *f, uint32_t i) {
  uint32_t back = kind_before(f, i) == CUE_THE ? 1 : 0;
  if (i > back && kind_before(f, i - back) == CUE_COMMA) back++;
  return i > back && kind_before(f, i - back) == CUE_WEEKDAY ? f->cues[i - back - 1].value : -1;
}

/* ---- days */

/* "3 May 2021", "3rd of May", "3-5 May", "the 18th of March last year" */
found match_day_month(const time_view *f, uint32_t i) {
  day_parts d = {.weekday = weekday_before(f, i)};
  uint32_t n;
  if (!is_day_number(f, i, &d.day, &n)) return nothing;
  uint32_t k = i + n;
  k += range_after(f, k, &d.last_day);
  k += is_kind(f, k, CUE_OF);
  if (!is_kind(f, k, CUE_MONTH)) return nothing;
  d.month = cue_at(f, k++)->value;
  k += year_after(f, k, &d.year);
  d.n = k - i;
  return day_found(f, i, &d);
}

/* "Sept. 11 attacks" */
static void name_of_2001(const time_view *f, uint32_t next, day_parts *d) {
  if (d->year || d->month != 9 || d->day != 11) return;
  if (is_form(f, next, "attacks") || is_form(f, next, "attack") || is_form(f, next, "hijackers")) d->year = 2001;
}

/* "May 3, 2021", "March the 18th", "July 3-5" */
found match_month_day(const time_view *f, uint32_t i) {
  if (!is_kind(f, i, CUE_MONTH) || cue_at(f, i)->middle) return nothing;
  day_parts d = {.month = cue_at(f, i)->value, .weekday = weekday_before(f, i)};
  uint32_t k = i + 1 + is_kind(f, i + 1, CUE_THE), n;
  if (!is_day_number(f, k, &d.day, &n) || is_kind(f, k + n, CUE_UNIT)) return nothing;
  bool spelled = is_kind(f, k, CUE_ORDINAL) && !is_ascii_digit((unsigned char)form_at(f, k).ptr[0]);
  if (!f->lenient && (counts_what_follows(f, k) || (spelled && noun_follows(f, k + n - 1)))) return nothing;
  k += n;
  k += range_after(f, k, &d.last_day);
  k += year_after(f, k, &d.year);
  name_of_2001(f, k, &d);
  d.n = k - i;
  return day_found(f, i, &d);
}

/* ---- months */

static bool leads(str lemma) {
  return str_is(lemma, "government") || str_is(lemma, "cabinet") || str_is(lemma, "administration") || str_is(lemma, "team");
}

/* "the March agreement": a name before the common noun it belongs to, and no surname */
static bool names_noun(const time_view *f, uint32_t i) {
  const word *w = word_at(f, i);
  bool surname = i && word_at(f, i - 1)->upos == UPOS_PROPN;
  bool before = w->upos == UPOS_PROPN && w->head != NO_TOKEN && w->head > f->first + i;
  if (cue_at(f, i)->value == 5 && before && leads(f->an->words[w->head].lemma)) return false; /* "the May government" */
  return before && !surname && kind_before(f, i) == CUE_THE && f->an->words[w->head].upos == UPOS_NOUN;
}

/* "May" and "March" are months on their own only where a word before them says so. */
static bool is_plain_month(const time_view *f, uint32_t i) {
  if (f->lenient || cue_at(f, i)->middle) return true;
  if (is_person(f, i) || cue_at(f, i)->short_name || word_at(f, i)->rel == REL_FLAT) return false;
  int month = cue_at(f, i)->value;
  bool name_follows = i + 1 < f->n && word_at(f, i + 1)->upos == UPOS_PROPN && is_kind(f, i + 1, CUE_NONE);
  if ((month != 3 && month != 5 && !name_follows) || names_noun(f, i)) return true;
  switch (kind_before(f, i)) {
    case CUE_IN:
    case CUE_SINCE:
    case CUE_LAST:
    case CUE_NEXT:
    case CUE_THIS:
    case CUE_EDGE:
    case CUE_OF:
    case CUE_TO:
    case CUE_BETWEEN:
    case CUE_FOLLOWING:
    case CUE_BEFORE:
    case CUE_AFTER:
      return true;
    default:
      return kind_before(f, i) == CUE_DASH && i > 1 && kind_before(f, i - 1) == CUE_EDGE;
  }
}

static int year_of_month(const time_view *f, uint32_t i, int month, way w) {
  int this_year = f->on.year, publication = f->on.month;
  switch (w) {
    case WAY_LAST:
      return month < publication ? this_year : this_year - 1;
    case WAY_SINCE:
      return month <= publication ? this_year : this_year - 1;
    case WAY_NEXT:
      return month > publication ? this_year : this_year + 1;
    case WAY_THIS:
      return this_year;
    default:
      return nearest_year(f, i, month, 0, tense_of(f, i));
  }
}

found month_found(const time_view *f, uint32_t i, way w) {
  int month = cue_at(f, i)->value, year = 0;
  uint32_t more = year_after(f, i + 1, &year);
  if (more) return absolute(1 + more, period_of_year(GRAIN_MONTH, year, month - 1));
  char value[MOMENT_VALUE_MAX];
  snprintf(value, sizeof value, "XXXX-%02d", month % 100);
  if (!is_known(f->on)) return unresolved(1, value);
  period p = period_of_year(GRAIN_MONTH, year_of_month(f, i, month, w), month - 1);
  return relative(f, 1, p, side_of(f, p));
}

/* "May 2019", "March last year", "in March" */
found match_month(const time_view *f, uint32_t i) {
  if (!is_kind(f, i, CUE_MONTH)) return nothing;
  int year;
  if (!year_after(f, i + 1, &year) && !is_plain_month(f, i)) return nothing;
  return month_found(f, i, kind_before(f, i) == CUE_SINCE ? WAY_SINCE : WAY_TENSE);
}

/* ---- weekdays */

static int32_t days_back_to(const time_view *f, int weekday) { return (date_weekday(f->on) - weekday + 7) % 7; }

/* Distance in days from publication to the weekday at i. */
static int32_t weekday_distance(const time_view *f, uint32_t i, way w) {
  int32_t back = days_back_to(f, cue_at(f, i)->value), ahead = (7 - back) % 7;
  if (w == WAY_LAST) return back ? -back : -7;
  if (w == WAY_SINCE || kind_before(f, i) == CUE_EARLIER) return -back;
  if (w == WAY_NEXT) return ahead ? ahead : 7;
  tense direction = tense_of(f, i);
  if (w == WAY_THIS) return direction == TENSE_PAST ? -back : ahead;
  return direction == TENSE_FUTURE || (direction == TENSE_PRESENT && ahead < back) ? ahead : -back;
}

/* "last week", "of next week" after a weekday: the day of that week. */
static found weekday_of_week(const time_view *f, uint32_t i) {
  uint32_t k = i + 1 + is_kind(f, i + 1, CUE_OF);
  cue_kind kind = (cue_kind)cue_at(f, k)->kind;
  bool said = kind == CUE_LAST || kind == CUE_NEXT || kind == CUE_THIS;
  if (!said || !is_unit(f, k + 1, UNIT_WEEK) || !is_known(f->on)) return nothing;
  period week = period_plus(period_around(GRAIN_WEEK, f->on), kind == CUE_NEXT ? 1 : kind == CUE_LAST ? -1 : 0);
  period day = {GRAIN_DAY, period_first_day(week) + cue_at(f, i)->value};
  return relative(f, k + 2 - i, day, "the day of that week");
}

found weekday_found(const time_view *f, uint32_t i, way w) {
  found r = weekday_of_week(f, i);
  char value[MOMENT_VALUE_MAX];
  snprintf(value, sizeof value, "XXXX-WXX-%d", (cue_at(f, i)->value + 1) % 10);
  if (!r.n && !is_known(f->on)) r = unresolved(1, value);
  if (!r.n) {
    period p = period_plus(period_around(GRAIN_DAY, f->on), weekday_distance(f, i, w));
    r = relative(f, 1, p, side_of(f, p));
  }
  if (!is_kind(f, i + r.n, CUE_PART) || cue_at(f, i + r.n)->plural) return r;
  add_part(&r, (day_part)cue_at(f, i + r.n)->value);
  r.n++;
  return r;
}

/* ", the" between a weekday and its date, or a bare ",": where the date begins */
static uint32_t date_after_weekday(const time_view *f, uint32_t i) {
  uint32_t k = i + 1 + is_kind(f, i + 1, CUE_COMMA);
  k += is_kind(f, k, CUE_ON);
  return k + is_kind(f, k, CUE_THE);
}

/* "Friday", "Friday morning" and, where a date follows, that date */
found match_weekday(const time_view *f, uint32_t i) {
  const cue *c = cue_at(f, i);
  if (c->kind != CUE_WEEKDAY || c->plural || kind_before(f, i) == CUE_EVERY) return nothing;
  uint32_t k = date_after_weekday(f, i);
  found date = match_day_month(f, k);
  if (!date.n) date = match_month_day(f, k);
  if (!date.n) date = match_figures(f, k);
  if (date.n) {
    date.n += k - i;
    return date;
  }
  if (c->short_name && !f->lenient) return nothing;
  return weekday_found(f, i, kind_before(f, i) == CUE_SINCE ? WAY_SINCE : WAY_TENSE);
}

/* ---- dates in figures */

/* The numbers of "3/5/2021"; how many. */
static unsigned numbers_of(str form, uint32_t parts[3], size_t widths[3]) {
  char separator = 0;
  unsigned n = 0;
  for (size_t i = 0; i < form.len && !separator; i++)
    if (form.ptr[i] == '/' || form.ptr[i] == '.') separator = form.ptr[i];
  str part;
  while (n < 3 && str_cut(&form, separator, &part)) {
    if (!str_to_u32(part, &parts[n]) || part.len > 4) return 0;
    widths[n++] = part.len;
  }
  return n;
}

/* Which number is the day: what the numbers themselves say, what the document shows, full stops. */
static number_order order_of(const time_view *f, str form, const uint32_t parts[3]) {
  if (parts[0] > 12) return ORDER_DAY_FIRST;
  if (parts[1] > 12) return ORDER_MONTH_FIRST;
  if (parts[0] == parts[1] || memchr(form.ptr, '.', form.len)) return ORDER_DAY_FIRST;
  return f->order;
}

static int full_year(uint32_t value, size_t width) {
  if (width == 4) return value >= 1000 && value <= 2200 ? (int)value : 0;
  return width == 2 ? (int)(value < 30 ? 2000 + value : 1900 + value) : 0;
}

/* "3/5/2021" where it is known which number is the day; "9/11" is the attack of 2001. */
static found match_slashed(const time_view *f, uint32_t i) {
  uint32_t parts[3] = {0};
  size_t widths[3] = {0};
  str form = form_at(f, i);
  unsigned n = numbers_of(form, parts, widths);
  if (n == 2 && parts[0] == 9 && parts[1] == 11) return absolute(1, day_of_year(2001, 9, 11));
  int year = n == 3 ? full_year(parts[2], widths[2]) : 0;
  if (!year || parts[0] > 31 || parts[1] > 31) return nothing;
  number_order order = order_of(f, form, parts);
  if (order == ORDER_UNKNOWN) return nothing;
  bool day_first = order == ORDER_DAY_FIRST;
  period p = day_of_year(year, (int)parts[day_first ? 1 : 0], (int)parts[day_first ? 0 : 1]);
  return p.grain ? absolute(1, p) : nothing;
}

found match_figures(const time_view *f, uint32_t i) {
  if (is_kind(f, i, CUE_FIGURES)) return match_slashed(f, i);
  if (!is_kind(f, i, CUE_ISO)) return nothing;
  casus_date d;
  return casus_date_read(form_at(f, i), &d) ? absolute(1, period_around(GRAIN_DAY, d)) : nothing;
}

/* ---- "on the 18th" */

/* "25" after "April 24 and" */
static found day_beside(const time_view *f, uint32_t i) {
  int day;
  uint32_t n;
  cue_kind before = kind_before(f, i);
  bool joined = before == CUE_AND || before == CUE_OR || before == CUE_TO || before == CUE_DASH || before == CUE_COMMA;
  if (!f->lenient || !joined || f->last.grain != GRAIN_DAY || !is_day_number(f, i, &day, &n)) return nothing;
  casus_date d = date_from_days(f->last.index);
  period p = day_of_year(d.year, d.month, day);
  return p.grain ? leaning(f, n, p, "of the month mentioned before") : nothing;
}

found match_bare_day(const time_view *f, uint32_t i) {
  found beside = day_beside(f, i);
  if (beside.n) return beside;
  bool on_the = i >= 2 && kind_before(f, i) == CUE_THE && kind_before(f, i - 1) == CUE_ON;
  if (!is_kind(f, i, CUE_ORDINAL) || !on_the || noun_follows(f, i)) return nothing;
  if (!is_ascii_digit((unsigned char)form_at(f, i).ptr[0])) return nothing;
  char value[MOMENT_VALUE_MAX];
  int day = cue_at(f, i)->value;
  snprintf(value, sizeof value, "XXXX-XX-%02d", day % 100);
  if (!is_known(f->on)) return unresolved(1, value);
  bool future = tense_of(f, i) == TENSE_FUTURE;
  int steps = future ? day < f->on.day : day > f->on.day ? -1 : 0;
  casus_date month;
  period_dates(period_plus(period_around(GRAIN_MONTH, f->on), steps), &month, &(casus_date){0});
  period p = day_of_year(month.year, month.month, day);
  return p.grain ? relative(f, 1, p, side_of(f, p)) : nothing;
}
