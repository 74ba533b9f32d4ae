/* Times that count from the day of publication, or lean on another time. */
#include "world/moment_parts.h"

enum { STRETCH_DAYS_MAX = 36525 };

static const found nothing = {0};

/* ---- "today", "last night", "this morning" */

static found match_day(const time_view *f, uint32_t i) {
  const cue *c = cue_at(f, i);
  if (c->kind == CUE_DAY) return relative_days(f, 1 + is_kind(f, i + 1, CUE_PART), c->value, c->value);
  if (!is_kind(f, i + 1, CUE_PART)) return nothing;
  if (c->kind == CUE_THIS) return relative_days(f, 2, 0, 0);
  if (c->kind == CUE_LAST) return relative_days(f, 2, -1, -1);
  return nothing;
}

/* ---- weeks, months, years around publication */

static casus_date monday_of(casus_date d) { return day_plus(d, -date_weekday(d)); }

/* The unit that lies `steps` after the one of publication. */
static found unit_at(const time_view *f, uint32_t n, unit_kind unit, int steps) {
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
static found stretch(const time_view *f, uint32_t n, unit_kind unit, int number, bool ahead) {
  int32_t days = days_of_unit(unit) * (number == NUMBER_VAGUE ? 3 : number);
  if (days > STRETCH_DAYS_MAX) return (found){.n = n};
  return ahead ? relative_days(f, n, 0, days) : relative_days(f, n, -days, 0);
}

/* "last week", "this month", "next year", "the past two weeks", "the coming days", "recent months" */
static found match_deictic(const time_view *f, uint32_t i) {
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
static found match_part_of_unit(const time_view *f, uint32_t i) {
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
static found match_weekend(const time_view *f, uint32_t i) {
  const cue *unit = cue_at(f, i + 1);
  if (!is_kind(f, i, CUE_THE) || unit->kind != CUE_UNIT || unit->value != UNIT_WEEKEND || unit->plural) return nothing;
  if (!is_known(f->on)) return (found){.n = 2};
  int steps = tense_of(f, i + 1) == TENSE_FUTURE || date_weekday(f->on) >= 5 ? 0 : -1;
  return unit_at(f, 2, UNIT_WEEKEND, steps);
}

/* "the end of the month": the one of publication */
static found match_end_of_unit(const time_view *f, uint32_t i) {
  const cue *unit = cue_at(f, i + 3);
  bool edge = is_kind(f, i, CUE_EDGE) && is_kind(f, i + 1, CUE_OF) && is_kind(f, i + 2, CUE_THE) && unit->kind == CUE_UNIT;
  if (!edge || unit->plural || (unit->value != UNIT_MONTH && unit->value != UNIT_YEAR && unit->value != UNIT_WEEK))
    return nothing;
  return unit_at(f, 4, (unit_kind)unit->value, 0);
}

/* ---- "two days ago", "three weeks later", "in two weeks" */

static found ago(const time_view *f, uint32_t n, unit_kind unit, int number) {
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
static uint32_t amount_at(const time_view *f, uint32_t i, int *number, unit_kind *unit) {
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

static found match_amount(const time_view *f, uint32_t i) {
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
static found match_leaning(const time_view *f, uint32_t i) {
  if (!is_kind(f, i, CUE_THE)) return nothing;
  cue_kind kind = (cue_kind)f->cues[i + 1].kind;
  bool unit = is_kind(f, i + 2, CUE_UNIT) || is_kind(f, i + 2, CUE_PART);
  if (kind == CUE_AFTERWARDS && unit) return (found){.n = 3};
  bool next_day = kind == CUE_NEXT && unit && (cue_at(f, i + 2)->value == UNIT_DAY || is_kind(f, i + 2, CUE_PART));
  return next_day && !cue_at(f, i + 2)->plural ? (found){.n = 3} : nothing;
}

/* ---- all together */

typedef found (*matcher)(const time_view *f, uint32_t i);

found match_relative(const time_view *f, uint32_t i) {
  static const matcher matchers[] = {match_leaning, match_day,         match_deictic, match_part_of_unit,
                                     match_weekend, match_end_of_unit, match_amount};
  for (size_t k = 0; k < sizeof matchers / sizeof *matchers; k++) {
    found r = matchers[k](f, i);
    if (r.n) return r;
  }
  return nothing;
}
