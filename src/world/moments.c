/* Time expressions to intervals. Each sentence's words become cues; matchers look for the expressions of English news at each
 * cue, the longer first, and say what they mean on the day of publication. A bare weekday, day or month lies before publication
 * or after it as its clause says (moment_tense.c). */
#include "world/moment_parts.h"

enum { DAYS_OVER_A_YEAR = 365, DAYS_NEAR = 60, DAYS_FAR = 300 };

typedef struct {
  const text *t;
  const analysis *an;
  casus_date on;
  arena *a;
  uint32_t first, n;                 /* tokens of the sentence in work */
  cue cues[SENTENCE_TOKENS_MAX + 8]; /* closed by CUE_NONE, so that matchers may look ahead */
  moment *moments;
  uint32_t n_moments, capacity;
  uint32_t *at;
} finder;

/* What a matcher found: `n` cues from the one it was asked about. */
typedef struct {
  uint32_t n;
  casus_date begin, end;
  casus_date_basis basis;
  bool past;
} found;

static bool is_known(casus_date d) { return d.year != 0; }
static casus_date day_plus(casus_date d, int32_t days) { return date_from_days(date_to_days(d) + days); }

static casus_date month_plus(casus_date d, int months) {
  int all = d.year * 12 + (d.month ? d.month - 1 : 0) + months;
  return (casus_date){(int16_t)(all / 12), (uint8_t)(all % 12 + 1), 0};
}

static casus_date year_of(int year) { return (casus_date){(int16_t)year, 0, 0}; }

static bool is_year(int year) { return year >= 1 && year <= 9999; }

/* ---- results */

static found absolute(uint32_t n, casus_date begin, casus_date end) {
  return (found){n, begin, end, CASUS_BASIS_ABSOLUTE, false};
}

/* An expression that only the publication date resolves. */
static found relative(const finder *f, uint32_t n, casus_date begin, casus_date end) {
  if (!is_known(f->on) || !is_year(begin.year)) return (found){.n = n};
  return (found){n, begin, end, CASUS_BASIS_RELATIVE, false};
}

static found relative_days(const finder *f, uint32_t n, int32_t from, int32_t to) {
  if (!is_known(f->on)) return (found){.n = n};
  return relative(f, n, day_plus(f->on, from), from == to ? (casus_date){0} : day_plus(f->on, to));
}

static const found nothing = {0};

/* ---- looking at cues */

static const cue *cue_at(const finder *f, uint32_t i) { return &f->cues[i]; }
static bool is_kind(const finder *f, uint32_t i, cue_kind kind) { return f->cues[i].kind == kind; }

static str form_at(const finder *f, uint32_t i) { return token_form(f->t, f->first + i); }

static bool is_day_number(const finder *f, uint32_t i) {
  const cue *c = cue_at(f, i);
  bool number = c->kind == CUE_NUMBER && is_ascii_digit((unsigned char)form_at(f, i).ptr[0]);
  return (number || c->kind == CUE_ORDINAL) && c->value >= 1 && c->value <= 31;
}

/* "15" in "In March 15 soldiers were killed" counts what follows. */
static bool counts_what_follows(const finder *f, uint32_t i) {
  const word *w = &f->an->words[f->first + i];
  return w->rel == REL_NUMMOD && w->head != NO_TOKEN && w->head > f->first + i && f->an->words[w->head].upos == UPOS_NOUN;
}

static bool is_person(const finder *f, uint32_t i) {
  uint32_t e = f->an->words[f->first + i].entity;
  return e && f->an->entities[e - 1].kind == ENTITY_PERSON;
}

/* Does the clause of the time at i look back or ahead? "postponed until Friday" looks ahead. */
static tense tense_of(const finder *f, uint32_t i) {
  bool until = i && is_kind(f, i - 1, CUE_TO);
  if (until && is_put_off(f->an, f->first, f->n, f->first + i)) return TENSE_FUTURE;
  return tense_at(f->t, f->an, f->first, f->n, f->first + i);
}

/* ---- days and months without a year */

/* Does the time at i hang on a verb? */
static bool hangs_on_verb(const finder *f, uint32_t i) {
  uint32_t head = f->an->words[f->first + i].head;
  return head != NO_TOKEN && f->an->words[head].upos == UPOS_VERB;
}

/* The year that makes month and day (0: none), at token i, the one meant: before publication or after it. A near date the other
 * way beats a far one where the verb's tense says little: for times that hang on nouns ("elections in May"). */
static int nearest_year(const finder *f, uint32_t i, int month, int day, tense way) {
  int year = f->on.year;
  int here = month * 32 + day, publication = f->on.month * 32 + (day ? f->on.day : 0);
  int past = here <= publication ? year : year - 1, future = here >= publication ? year : year + 1;
  casus_date after = {(int16_t)future, (uint8_t)month, (uint8_t)day}, before = {(int16_t)past, (uint8_t)month, (uint8_t)day};
  int32_t ahead = date_to_days(after) - date_to_days(f->on), behind = date_to_days(f->on) - date_to_days(before);
  if (way == TENSE_UNKNOWN || way == TENSE_PRESENT) return ahead < behind ? future : past;
  if (way == TENSE_FUTURE) return behind <= DAYS_NEAR && ahead >= DAYS_FAR && !hangs_on_verb(f, i) ? past : future;
  return ahead <= DAYS_NEAR && behind >= DAYS_FAR && !hangs_on_verb(f, i) ? future : past;
}

static found month_and_day(const finder *f, uint32_t i, uint32_t n, int month, int day, int last_day, int year) {
  bool given = year != 0;
  if (!given && !is_known(f->on)) return (found){.n = n};
  if (!given) year = nearest_year(f, i, month, day, tense_of(f, i));
  casus_date begin = {(int16_t)year, (uint8_t)month, (uint8_t)day}, end = {0};
  if (last_day > day) end = (casus_date){(int16_t)year, (uint8_t)month, (uint8_t)last_day};
  if (!date_is_real(begin) || (end.year && !date_is_real(end))) return nothing;
  return given ? absolute(n, begin, end) : relative(f, n, begin, end);
}

/* ", 2021" or "2021" or "of 2021" or "last year" after a month or day: its length and year; 0: none. */
static uint32_t year_after(const finder *f, uint32_t i, int *year) {
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
static uint32_t range_after(const finder *f, uint32_t i, int *last_day) {
  if (!is_kind(f, i, CUE_DASH) && !is_kind(f, i, CUE_TO) && !is_kind(f, i, CUE_AND)) return 0;
  if (!is_day_number(f, i + 1)) return 0;
  *last_day = cue_at(f, i + 1)->value;
  return 2;
}

/* "3 May 2021", "3rd of May", "3-5 May", "the 18th of March last year" */
static found match_day_month(const finder *f, uint32_t i) {
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
static found match_month_day(const finder *f, uint32_t i) {
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
static bool is_plain_month(const finder *f, uint32_t i) {
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
static found match_month(const finder *f, uint32_t i) {
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

static int32_t days_back_to(const finder *f, int weekday) { return (date_weekday(f->on) - weekday + 7) % 7; }

/* Distance in days from publication to the weekday at i. */
static int32_t weekday_distance(const finder *f, uint32_t i) {
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
static found match_weekday(const finder *f, uint32_t i) {
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

/* ---- "today", "last night", "this morning" */

static found match_day(const finder *f, uint32_t i) {
  const cue *c = cue_at(f, i);
  if (c->kind == CUE_DAY) return relative_days(f, 1 + is_kind(f, i + 1, CUE_PART), c->value, c->value);
  if (!is_kind(f, i + 1, CUE_PART)) return nothing;
  if (c->kind == CUE_THIS) return relative_days(f, 2, 0, 0);
  if (c->kind == CUE_LAST) return relative_days(f, 2, -1, -1);
  return nothing;
}

/* ---- years, decades, dates in figures */

static bool is_named_before(const finder *f, uint32_t i) {
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
static bool counts_many(const finder *f, uint32_t i) {
  return counts_what_follows(f, i) && f->an->words[f->an->words[f->first + i].head].xpos == XPOS_NNS;
}

/* "2016", "2016-2019", "2004 to 2009" */
static found match_year(const finder *f, uint32_t i) {
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

static found match_decade(const finder *f, uint32_t i) {
  if (!is_kind(f, i, CUE_DECADE)) return nothing;
  int from = cue_at(f, i)->value;
  found r = absolute(1, year_of(from), year_of(from + (from % 100 ? 9 : 9)));
  r.past = !is_known(f->on) || r.end.year < f->on.year;
  return r;
}

/* "19th century" */
static found match_century(const finder *f, uint32_t i) {
  const cue *unit = cue_at(f, i + 1);
  if (!is_kind(f, i, CUE_ORDINAL) || unit->kind != CUE_UNIT || unit->value != UNIT_CENTURY) return nothing;
  int number = cue_at(f, i)->value;
  if (number < 2 || number > 25) return nothing;
  return absolute(2, year_of(number * 100 - 99), year_of(number * 100));
}

/* "3/5/2021": only where the order of day and month cannot be mistaken; "9/11" is the attack of 2001. */
static found match_slashed(const finder *f, uint32_t i) {
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

static found match_figures(const finder *f, uint32_t i) {
  if (is_kind(f, i, CUE_SLASHED)) return match_slashed(f, i);
  if (!is_kind(f, i, CUE_ISO)) return nothing;
  casus_date d;
  return casus_date_read(form_at(f, i), &d) ? absolute(1, d, (casus_date){0}) : nothing;
}

/* ---- weeks, months, years around publication */

static casus_date monday_of(casus_date d) { return day_plus(d, -date_weekday(d)); }

/* The unit that lies `steps` after the one of publication. */
static found unit_at(const finder *f, uint32_t n, unit_kind unit, int steps) {
  if (!is_known(f->on)) return (found){.n = n};
  casus_date monday = monday_of(f->on);
  switch (unit) {
    case UNIT_DAY:
      return relative_days(f, n, steps, steps);
    case UNIT_WEEK:
      return relative(f, n, day_plus(monday, 7 * steps), day_plus(monday, 7 * steps + 6));
    case UNIT_WEEKEND:
      return relative(f, n, day_plus(monday, 7 * steps + 5), day_plus(monday, 7 * steps + 6));
    case UNIT_MONTH:
      return relative(f, n, month_plus(f->on, steps), (casus_date){0});
    case UNIT_YEAR:
      return relative(f, n, year_of(f->on.year + steps), (casus_date){0});
    case UNIT_DECADE:
      return relative(f, n, year_of(f->on.year / 10 * 10 + 10 * steps), year_of(f->on.year / 10 * 10 + 10 * steps + 9));
    case UNIT_CENTURY:
      return relative(f, n, year_of((f->on.year - 1) / 100 * 100 + 1 + 100 * steps),
                      year_of((f->on.year - 1) / 100 * 100 + 100 + 100 * steps));
    default:
      return (found){.n = n};
  }
}

static int days_of_unit(unit_kind unit) {
  static const int days[] = {
      [UNIT_HOUR] = 0,   [UNIT_DAY] = 1,    [UNIT_WEEK] = 7,      [UNIT_WEEKEND] = 7,    [UNIT_FORTNIGHT] = 14,
      [UNIT_MONTH] = 30, [UNIT_YEAR] = 365, [UNIT_DECADE] = 3652, [UNIT_CENTURY] = 36524};
  return days[unit];
}

/* "the past two weeks", "the next few days", "the coming months", "recent years": a stretch that ends or begins at publication.
 */
static found stretch(const finder *f, uint32_t n, unit_kind unit, int number, bool ahead) {
  int32_t days = days_of_unit(unit) * (number == NUMBER_VAGUE ? 3 : number);
  if (days > 100 * DAYS_OVER_A_YEAR) return (found){.n = n};
  return ahead ? relative_days(f, n, 0, days) : relative_days(f, n, -days, 0);
}

/* "last week", "this month", "next year", "the past two weeks", "the coming days", "recent months" */
static found match_deictic(const finder *f, uint32_t i) {
  cue_kind kind = (cue_kind)f->cues[i].kind;
  if (kind < CUE_LAST || kind > CUE_RECENT) return nothing;
  uint32_t k = i + 1;
  int number = 0;
  while (k < i + 4 && is_kind(f, k, CUE_NUMBER)) number = cue_at(f, k++)->value;
  const cue *unit = cue_at(f, k);
  if (unit->kind != CUE_UNIT) return nothing;
  uint32_t n = k + 1 - i;
  bool ahead = kind == CUE_NEXT || kind == CUE_COMING;
  if (!number && !unit->plural && kind != CUE_PAST && kind != CUE_RECENT)
    return unit_at(f, n, (unit_kind)unit->value, kind == CUE_LAST ? -1 : ahead ? 1 : 0);
  if (kind == CUE_THIS) return nothing;
  return stretch(f, n, (unit_kind)unit->value, number ? number : unit->plural ? NUMBER_VAGUE : 1, ahead);
}

/* "earlier this week", "later this month": the part of it before or after publication. */
static found match_part_of_unit(const finder *f, uint32_t i) {
  bool later = is_kind(f, i, CUE_LATER);
  if ((!later && !is_kind(f, i, CUE_EARLIER)) || !is_kind(f, i + 1, CUE_THIS)) return nothing;
  found r = match_deictic(f, i + 1);
  if (!r.n) r = match_day(f, i + 1);
  if (!r.n) return nothing;
  r.n++;
  if (!is_known(r.begin) || (r.begin.day && !is_known(r.end))) return r;
  casus_date last = date_last_day(is_known(r.end) ? r.end : r.begin);
  if (!r.begin.day) r.begin.day = 1, r.begin.month = r.begin.month ? r.begin.month : 1;
  if (later) r.begin = f->on;
  r.end = later ? last : f->on;
  if (date_compare(r.begin, r.end) == 0) r.end = (casus_date){0};
  return r;
}

/* "the weekend": the one before or after publication, as the clause says. */
static found match_weekend(const finder *f, uint32_t i) {
  const cue *unit = cue_at(f, i + 1);
  if (!is_kind(f, i, CUE_THE) || unit->kind != CUE_UNIT || unit->value != UNIT_WEEKEND || unit->plural) return nothing;
  if (!is_known(f->on)) return (found){.n = 2};
  int steps = tense_of(f, i + 1) == TENSE_FUTURE || date_weekday(f->on) >= 5 ? 0 : -1;
  return unit_at(f, 2, UNIT_WEEKEND, steps);
}

/* "the end of the month": the one of publication */
static found match_end_of_unit(const finder *f, uint32_t i) {
  const cue *unit = cue_at(f, i + 3);
  bool edge = is_kind(f, i, CUE_EDGE) && is_kind(f, i + 1, CUE_OF) && is_kind(f, i + 2, CUE_THE) && unit->kind == CUE_UNIT;
  if (!edge || unit->plural || (unit->value != UNIT_MONTH && unit->value != UNIT_YEAR && unit->value != UNIT_WEEK))
    return nothing;
  return unit_at(f, 4, (unit_kind)unit->value, 0);
}

/* ---- "two days ago", "three weeks later", "in two weeks" */

static found ago(const finder *f, uint32_t n, unit_kind unit, int number) {
  found r = {.n = n};
  if (number == NUMBER_VAGUE || number > 3000) {
    r.past = unit >= UNIT_YEAR;
    return r;
  }
  if (unit == UNIT_HOUR) return relative_days(f, n, 0, 0);
  if (unit == UNIT_DECADE && is_known(f->on))
    return relative(f, n, year_of(f->on.year - 10 * number - 2), year_of(f->on.year - 10 * number + 2));
  if (unit == UNIT_FORTNIGHT) return unit_at(f, n, UNIT_WEEK, -2 * number);
  return unit_at(f, n, unit, -number);
}

/* "two days", "a couple of weeks", "years": length of the amount at i; 0: none. */
static uint32_t amount_at(const finder *f, uint32_t i, int *number, unit_kind *unit) {
  uint32_t k = i;
  *number = NUMBER_VAGUE;
  bool given = false;
  while (k < i + 3 && is_kind(f, k, CUE_NUMBER)) {
    *number = cue_at(f, k++)->value;
    given = true;
  }
  if (given) k += is_kind(f, k, CUE_OF);
  if (!is_kind(f, k, CUE_UNIT) || (!given && !cue_at(f, k)->plural)) return 0;
  *unit = (unit_kind)cue_at(f, k)->value;
  return k + 1 - i;
}

static found match_amount(const finder *f, uint32_t i) {
  int number;
  unit_kind unit;
  uint32_t n = amount_at(f, i, &number, &unit);
  if (!n) return nothing;
  cue_kind after = (cue_kind)f->cues[i + n].kind;
  if (after == CUE_AGO) return ago(f, n + 1, unit, number);
  if (after == CUE_LATER || after == CUE_EARLIER) return (found){.n = n + 1}; /* leans on another moment */
  bool inside = i && is_kind(f, i - 1, CUE_IN) && str_equal_fold(form_at(f, i - 1), STR("in"));
  if (!inside || number == NUMBER_VAGUE || unit == UNIT_HOUR || unit > UNIT_DECADE || unit == UNIT_WEEKEND) return nothing;
  if (tense_of(f, i + n - 1) != TENSE_FUTURE) return nothing; /* "killed in two days": how long, not when */
  return unit == UNIT_FORTNIGHT ? unit_at(f, n, UNIT_WEEK, 2 * number) : unit_at(f, n, unit, number);
}

/* "the following day", "the previous week", "the next day" */
static found match_leaning(const finder *f, uint32_t i) {
  if (!is_kind(f, i, CUE_THE)) return nothing;
  cue_kind kind = (cue_kind)f->cues[i + 1].kind;
  bool unit = is_kind(f, i + 2, CUE_UNIT) || is_kind(f, i + 2, CUE_PART);
  if (kind == CUE_AFTERWARDS && unit) return (found){.n = 3};
  bool next_day = kind == CUE_NEXT && unit && (cue_at(f, i + 2)->value == UNIT_DAY || is_kind(f, i + 2, CUE_PART));
  return next_day && !cue_at(f, i + 2)->plural ? (found){.n = 3} : nothing;
}

/* "on the 18th" */
static found match_bare_day(const finder *f, uint32_t i) {
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

typedef found (*matcher)(const finder *f, uint32_t i);

static found match_at(const finder *f, uint32_t i) {
  static const matcher matchers[] = {match_figures, match_weekday,     match_day_month, match_month_day,
                                     match_month,   match_century,     match_year,      match_decade,
                                     match_leaning, match_day,         match_deictic,   match_part_of_unit,
                                     match_weekend, match_end_of_unit, match_amount,    match_bare_day};
  for (size_t k = 0; k < sizeof matchers / sizeof *matchers; k++) {
    found r = matchers[k](f, i);
    if (r.n) return r;
  }
  return nothing;
}

/* The token of the expression that the rest of it hangs on. */
static uint32_t head_of(const finder *f, uint32_t first, uint32_t n) {
  for (uint32_t i = first; i < first + n; i++) {
    uint32_t head = f->an->words[i].head;
    if ((head < first || head >= first + n) && f->an->words[i].upos != UPOS_PUNCT) return i;
  }
  return first + n - 1;
}

/* Over a year before publication. */
static bool is_long_past(const finder *f, const found *r) {
  if (!is_known(f->on) || !is_known(r->begin)) return false;
  casus_date last = date_last_day(is_known(r->end) ? r->end : r->begin);
  return date_to_days(f->on) - date_to_days(last) > DAYS_OVER_A_YEAR;
}

/* "since March": from then until publication. */
static void stretch_since(const finder *f, uint32_t i, found *r) {
  uint32_t k = i;
  while (k > 0 && i - k < 2 && (is_kind(f, k - 1, CUE_EDGE) || is_kind(f, k - 1, CUE_LAST) || is_kind(f, k - 1, CUE_THE))) k--;
  if (!k || !is_kind(f, k - 1, CUE_SINCE) || !is_known(f->on) || !is_known(r->begin) || is_known(r->end)) return;
  if (date_compare(r->begin, f->on) < 0) r->end = f->on;
}

/* "last" before a month or weekday belongs to the expression. */
static uint32_t words_before(const finder *f, uint32_t i) {
  cue_kind kind = (cue_kind)f->cues[i].kind;
  if (!i || (kind != CUE_MONTH && kind != CUE_WEEKDAY)) return 0;
  cue_kind before = (cue_kind)f->cues[i - 1].kind;
  return before == CUE_LAST || before == CUE_NEXT || before == CUE_THIS || before == CUE_COMING || before == CUE_PAST;
}

static bool add_moment(finder *f, uint32_t i, found *r) {
  stretch_since(f, i, r);
  uint32_t before = words_before(f, i), first = f->first + i - before, n = r->n + before;
  if (!arena_grow(f->a, (void **)&f->moments, &f->capacity, f->n_moments + 1, sizeof *f->moments)) return false;
  uint32_t head = head_of(f, first, n);
  f->moments[f->n_moments++] = (moment){.begin = r->begin,
                                        .end = r->end,
                                        .basis = r->basis,
                                        .past = r->past || is_long_past(f, r),
                                        .first_token = first,
                                        .n_tokens = n,
                                        .head = head};
  f->at[head] = f->n_moments;
  return true;
}

/* "from 3 March to 5 May", "between Monday and Friday": the second closes the first. */
static void join_range(finder *f, uint32_t first_of_sentence) {
  if (f->n_moments < first_of_sentence + 2) return;
  moment *a = &f->moments[f->n_moments - 2], *b = &f->moments[f->n_moments - 1];
  uint32_t gap = a->first_token + a->n_tokens - f->first;
  if (b->first_token != f->first + gap + 1 || a->first_token == f->first) return;
  uint32_t before = a->first_token - f->first - 1;
  bool from_to = str_equal_fold(form_at(f, before), STR("from")) && (is_kind(f, gap, CUE_TO) || is_kind(f, gap, CUE_DASH));
  bool between = is_kind(f, before, CUE_BETWEEN) && is_kind(f, gap, CUE_AND);
  if ((!from_to && !between) || !is_known(a->begin) || !is_known(b->begin)) return;
  if (date_compare(a->begin, b->begin) > 0) return;
  a->end = is_known(b->end) ? b->end : b->begin;
  a->past = b->past;
  a->n_tokens = b->first_token + b->n_tokens - a->first_token;
  f->at[b->head] = f->n_moments - 1;
  f->n_moments--;
}

static bool find_in_sentence(finder *f, const sentence *s) {
  f->first = s->first_token;
  f->n = s->n_tokens < SENTENCE_TOKENS_MAX ? s->n_tokens : SENTENCE_TOKENS_MAX;
  bool any = false;
  for (uint32_t i = 0; i < f->n; i++) {
    f->cues[i] = cue_of(form_at(f, i));
    any |= f->cues[i].kind != CUE_NONE;
  }
  memset(f->cues + f->n, 0, 8 * sizeof *f->cues);
  uint32_t first_of_sentence = f->n_moments;
  for (uint32_t i = 0; any && i < f->n;) {
    found r = f->cues[i].kind == CUE_NONE ? nothing : match_at(f, i);
    if (r.n && !add_moment(f, i, &r)) return false;
    if (r.n) join_range(f, first_of_sentence);
    i += r.n ? r.n : 1;
  }
  return true;
}

casus_status moments_find(const text *t, const analysis *an, casus_date on, arena *a, moment **moments, uint32_t *n,
                          uint32_t **at, casus_error *error) {
  finder *f = ARENA_ARRAY(a, finder, 1);
  if (f) f->at = ARENA_ARRAY(a, uint32_t, t->n_tokens + 1);
  if (!f || !f->at) return error_set(error, CASUS_MEMORY, "no memory for the times of %u tokens", t->n_tokens);
  f->t = t;
  f->an = an;
  f->a = a;
  if (on.month && on.day && date_is_real(on)) f->on = on;
  for (uint32_t i = 0; i < t->n_sentences; i++) {
    if (t->sentences[i].kind == SENTENCE_DATELINE) continue;
    if (!find_in_sentence(f, &t->sentences[i])) return error_set(error, CASUS_MEMORY, "no memory for %u times", f->n_moments);
  }
  *moments = f->moments;
  *n = f->n_moments;
  *at = f->at;
  return CASUS_OK;
}
