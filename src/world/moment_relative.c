/* Times that count from the day of publication ("last week"), or lean on another time ("the following day"). */
#include "world/moment_parts.h"

static const found nothing = {0};

static const char counted[] = "counted from publication";
static const char counted_on[] = "counted from the last date mentioned";

/* ---- "today", "last night", "this morning" */

static found day_at(const time_view *f, uint32_t n, int32_t steps) {
  period p = is_known(f->on) ? period_plus(period_around(GRAIN_DAY, f->on), steps) : (period){0};
  return relative(f, n, p, steps ? counted : "the day of publication");
}

static found part_of_day(const time_view *f, uint32_t n, int32_t steps, day_part part) {
  found r = day_at(f, n, steps);
  add_part(&r, part);
  return r;
}

/* "the day before yesterday", "the day after tomorrow" (asked about at the last word) */
static int32_t days_further(const time_view *f, uint32_t i) {
  if (i < 2 || !is_unit(f, i - 2, UNIT_DAY)) return 0;
  return is_kind(f, i - 1, CUE_BEFORE) && cue_at(f, i)->value == -1 ? -1
         : is_kind(f, i - 1, CUE_AFTER) && cue_at(f, i)->value == 1 ? 1
                                                                    : 0;
}

/* "overnight": the night that ends on the day of publication where it is told, the one that follows where it is foretold */
static found match_overnight(const time_view *f, uint32_t i) {
  if (word_at(f, i)->upos == UPOS_ADJ && !f->lenient) return nothing; /* "an overnight train" */
  return part_of_day(f, 1, 0, PART_NIGHT);
}

found match_day(const time_view *f, uint32_t i) {
  const cue *c = cue_at(f, i), *next = cue_at(f, i + 1);
  bool part = next->kind == CUE_PART && !next->plural;
  if (c->kind == CUE_TONIGHT) return part_of_day(f, 1, 0, PART_NIGHT);
  if (c->kind == CUE_OVERNIGHT) return match_overnight(f, i);
  if (c->kind == CUE_DAY) {
    int32_t steps = c->value + days_further(f, i);
    return part ? part_of_day(f, 2, steps, (day_part)next->value) : day_at(f, 1, steps);
  }
  if (!part || (next->value == PART_NOON && c->kind != CUE_THIS)) return nothing;
  if (c->kind == CUE_THIS) return part_of_day(f, 2, 0, (day_part)next->value);
  if (c->kind == CUE_LAST) return part_of_day(f, 2, -1, (day_part)next->value);
  return nothing;
}

/* ---- weeks, months, years around publication */

/* The unit that lies `steps` after the one of publication. */
static found unit_at(const time_view *f, uint32_t n, unit_kind unit, int32_t steps) {
  grain g = grain_of(unit);
  if (g == GRAIN_NONE) return nothing;
  if (!is_known(f->on)) return unresolved(n, "");
  period p = period_plus(period_around(g, f->on), steps);
  return relative(f, n, p, steps ? counted : "the one of publication");
}

static found length(uint32_t n, unit_kind unit, quantity q) {
  char value[MOMENT_VALUE_MAX];
  duration_value(q, unit, value);
  return undated(n, MOMENT_DURATION, value);
}

/* "the past two weeks", "the next few days", "recent years": a stretch that ends or begins at publication. */
static found stretch(const time_view *f, uint32_t n, unit_kind unit, quantity q, bool ahead) {
  enum { VAGUE_NUMBER = 3 };
  found r = length(n, unit, q);
  r.dates = true;
  if (!is_known(f->on)) return r;
  int32_t days = days_of(q.vague ? (quantity){.whole = VAGUE_NUMBER} : q, unit), today = date_to_days(f->on);
  period first = {GRAIN_DAY, ahead ? today : today - days}, last = {GRAIN_DAY, ahead ? today + days : today};
  if (!period_is_real(first) || !period_is_real(last)) return r;
  r.begin = date_from_days(first.index);
  if (days) r.end = date_from_days(last.index);
  r.cut = true;
  r.basis = CASUS_BASIS_RELATIVE;
  r.reason = ahead ? "from publication on" : "up to publication";
  return r;
}

static way way_of(cue_kind kind) {
  return kind == CUE_LAST || kind == CUE_PAST                            ? WAY_LAST
         : kind == CUE_THIS || kind == CUE_CURRENT || kind == CUE_LATEST ? WAY_THIS
                                                                         : WAY_NEXT;
}

/* "last Friday", "next May", "this past summer", "this coming Sunday", "last Christmas": `k` is at the name. */
static found deictic_name(const time_view *f, uint32_t k, way w) {
  const cue *c = cue_at(f, k);
  if (c->kind == CUE_WEEKDAY && !c->plural) {
    found date = match_weekday(f, k); /* "this Sunday, March 8" */
    bool in_full = date.basis == CASUS_BASIS_ABSOLUTE || (date.p.grain == GRAIN_DAY && date.n > 2);
    return date.n && in_full ? date : weekday_found(f, k, w);
  }
  found day = match_month_day(f, k); /* "last Oct. 23" */
  if (day.n) return day;
  if (c->kind == CUE_MONTH) return c->short_name ? nothing : month_found(f, k, w);
  if (c->kind == CUE_SEASON && !c->plural) return season_found(f, k, w);
  return c->kind == CUE_HOLIDAY || c->kind == CUE_NAMED_DAY ? holiday_found(f, k, w) : nothing;
}

/* "'s third quarter" after "this year": their length; 0: none. */
static found quarter_of_year(const time_view *f, uint32_t i, uint32_t n) {
  if (!is_kind(f, i + n, CUE_OWNER)) return nothing;
  found r = match_quarter(f, i + n + 1);
  if (!r.n && is_known(f->on)) r = quarter_in(f, i + n + 1, f->on.year + is_kind(f, i, CUE_NEXT) - is_kind(f, i, CUE_LAST));
  if (r.n) r.n += n + 1;
  return r;
}

/* "the latest quarter": the last one mentioned, or the one that has closed */
static found latest_quarter(const time_view *f, uint32_t n) {
  if (f->quarter.grain) return leaning(f, n, closed_quarter(f), "the last quarter mentioned that has closed");
  return unit_at(f, n, UNIT_QUARTER, -1);
}

/* The words between a deictic and its unit: "this fiscal year", "the past full week" */
static uint32_t skip_fillers(const time_view *f, uint32_t k) {
  while (is_kind(f, k, CUE_FISCAL) || is_kind(f, k, CUE_MORE)) k++;
  return k;
}

static found deictic_unit(const time_view *f, uint32_t n, cue_kind kind, const cue *unit) {
  unit_kind u = (unit_kind)unit->value;
  bool ahead = kind == CUE_NEXT || kind == CUE_COMING;
  if (kind == CUE_LATEST && u == UNIT_QUARTER) return latest_quarter(f, n);
  return unit_at(f, n, u, kind == CUE_LAST || kind == CUE_LATEST ? -1 : ahead ? 1 : 0);
}

/* "the last months of her life", "stayed there for the next 30 hours": lengths that publication does not bound */
static bool is_unbound(const time_view *f, uint32_t i, uint32_t n, cue_kind kind) {
  if (kind == CUE_NEXT) return tense_of(f, i + n - 1) == TENSE_PAST;
  return (kind == CUE_LAST || kind == CUE_PAST) && is_kind(f, i + n, CUE_OF);
}

/* "over the last decade": ten years, not those that share their tens */
static bool is_span(const time_view *f, uint32_t i) {
  uint32_t k = i && is_kind(f, i - 1, CUE_THE) ? i - 1 : i;
  if (!k) return false;
  return is_form(f, k - 1, "over") || is_form(f, k - 1, "during") || is_form(f, k - 1, "within") || is_form(f, k - 1, "for");
}

/* "last week", "this month", "next year", "the past two weeks", "the coming days", "recent months" */
found match_deictic(const time_view *f, uint32_t i) {
  cue_kind kind = (cue_kind)cue_at(f, i)->kind;
  if (kind < CUE_LAST || kind > CUE_LATEST) return nothing;
  if (kind == CUE_LAST && word_at(f, i)->upos == UPOS_VERB) return nothing; /* "to last two weeks" */
  uint32_t k = i + 1;
  bool doubled = kind == CUE_THIS && (is_kind(f, k, CUE_PAST) || is_kind(f, k, CUE_COMING) || is_kind(f, k, CUE_LAST));
  if (doubled) kind = (cue_kind)cue_at(f, k++)->kind;
  found named = kind == CUE_RECENT ? nothing : deictic_name(f, k, way_of(kind));
  if (named.n) return named.n += k - i, named;
  quantity q = quantity_at(f, k);
  k = skip_fillers(f, k + q.n);
  const cue *unit = cue_at(f, k);
  if (kind == CUE_LATEST && is_kind(f, k, CUE_PERIOD)) return latest_quarter(f, k + 1 - i);
  if (unit->kind != CUE_UNIT) return nothing;
  uint32_t n = k + 1 - i;
  bool one = !q.n && !unit->plural;
  bool decade = one && unit->value >= UNIT_DECADE && (kind == CUE_LAST || kind == CUE_NEXT) && is_span(f, i);
  if (one && kind != CUE_PAST && kind != CUE_RECENT && !decade) {
    found quarter = unit->value == UNIT_YEAR ? quarter_of_year(f, i, n) : nothing;
    return quarter.n ? quarter : deictic_unit(f, n, kind, unit);
  }
  if (kind == CUE_THIS || kind == CUE_CURRENT) return nothing;
  if (!q.n) q = (quantity){.whole = 1, .vague = unit->plural};
  if (is_unbound(f, i, n, kind)) return length(n, (unit_kind)unit->value, q);
  return stretch(f, n, (unit_kind)unit->value, q, kind == CUE_NEXT || kind == CUE_COMING);
}

/* ---- "earlier this week" */

/* The part of a found period before or after publication. */
static void cut_at_publication(const time_view *f, found *r, bool later) {
  if (!r->p.grain || r->p.grain == GRAIN_DAY || r->cut) return;
  int32_t today = date_to_days(f->on), first = period_first_day(r->p), last = period_last_day(r->p);
  if (today < first || today > last) return;
  r->begin = date_from_days(later ? today : first);
  r->end = date_from_days(later ? last : today);
  if (date_compare(r->begin, r->end) == 0) r->end = (casus_date){0};
  r->cut = true;
}

/* "earlier this week", "later this month", "earlier in the year" */
found match_part_of_unit(const time_view *f, uint32_t i) {
  bool later = is_kind(f, i, CUE_LATER);
  if (!later && !is_kind(f, i, CUE_EARLIER)) return nothing;
  uint32_t in = is_kind(f, i + 1, CUE_IN) ? 1 : 0;
  found r = is_kind(f, i + 1 + in, CUE_THIS) ? match_deictic(f, i + 1 + in) : nothing;
  if (!r.n && is_kind(f, i + 1, CUE_THIS)) r = match_day(f, i + 1);
  if (!r.n && is_kind(f, i + 1, CUE_THAT)) r = match_leaning(f, i + 1);
  if (!r.n && (is_kind(f, i + 1, CUE_DAY) || is_kind(f, i + 1, CUE_WEEKDAY))) {
    r = is_kind(f, i + 1, CUE_DAY) ? match_day(f, i + 1) : match_weekday(f, i + 1);
    if (r.n) r.n++;
    return r;
  }
  bool in_the = in && is_kind(f, i + 2, CUE_THE) && is_kind(f, i + 3, CUE_UNIT) && !cue_at(f, i + 3)->plural;
  if (!r.n && in_the && is_unit(f, i + 3, UNIT_DAY) && is_day_near(f)) r = leaning(f, 2, f->last, "the last date mentioned");
  if (!r.n && in_the) r = unit_at(f, 2, (unit_kind)cue_at(f, i + 3)->value, 0);
  if (!r.n || r.kind == MOMENT_DURATION) return nothing;
  r.n += 1 + in;
  if (is_known(f->on)) cut_at_publication(f, &r, later);
  return r;
}

/* ---- "the weekend", "the end of the month" */

/* "the weekend": the one before or after publication, as the clause says. */
found match_weekend(const time_view *f, uint32_t i) {
  bool said = kind_before(f, i) == CUE_THE || f->lenient;
  if (!is_unit(f, i, UNIT_WEEKEND) || cue_at(f, i)->plural || !said) return nothing;
  if (!is_known(f->on)) return unresolved(1, "XXXX-WXX-WE");
  int32_t steps = tense_of(f, i) == TENSE_FUTURE || date_weekday(f->on) >= 5 ? 0 : -1;
  period p = period_plus(period_around(GRAIN_WEEKEND, f->on), steps);
  return relative(f, 1, p, steps ? "the weekend before publication" : "the weekend of the week of publication");
}

/* "the end of the month", "year-end", "year's end": the one of publication (asked about at "end" or "year") */
found match_edge_of_unit(const time_view *f, uint32_t i) {
  bool edge_first = is_kind(f, i, CUE_EDGE_NOUN) && is_kind(f, i + 1, CUE_OF) && is_kind(f, i + 2, CUE_THE);
  uint32_t at = edge_first ? i + 3 : i;
  const cue *unit = cue_at(f, at);
  if (unit->kind != CUE_UNIT || unit->plural || unit->value == UNIT_HOUR || unit->value == UNIT_DAY) return nothing;
  if (edge_first) {
    bool day_follows = is_kind(f, at + 1, CUE_OF) || is_kind(f, at + 1, CUE_OWNER);
    return day_follows ? nothing : unit_at(f, 4, (unit_kind)unit->value, 0);
  }
  bool joined = is_kind(f, i + 1, CUE_DASH) || is_kind(f, i + 1, CUE_OWNER);
  bool edge_last = is_kind(f, i + 1 + joined, CUE_EDGE_NOUN) && is_form(f, i + 1 + joined, "end");
  return edge_last && (joined || unit->value == UNIT_YEAR) ? unit_at(f, 2 + joined, (unit_kind)unit->value, 0) : nothing;
}

/* ---- times that lean on the last date mentioned */

/* A unit around the anchor, `steps` on. A unit finer than the anchor has no place in it. */
static found unit_on(const time_view *f, uint32_t n, unit_kind unit, int32_t steps) {
  grain g = grain_of(unit);
  if (g == GRAIN_NONE) return nothing;
  if (f->last.grain == GRAIN_NONE || f->last.grain > g) return unresolved(n, "");
  period p = period_around(g, date_from_days(period_first_day(f->last)));
  return leaning(f, n, period_plus(p, steps), steps ? counted_on : "the last date mentioned");
}

static found part_on(const time_view *f, uint32_t n, day_part part, int32_t steps) {
  found r = unit_on(f, n, UNIT_DAY, steps);
  add_part(&r, part);
  return r;
}

/* "the same period", "the year-earlier quarter": of the quarter or date mentioned, some years on */
static found period_on(const time_view *f, uint32_t n, int32_t years) {
  period from = f->quarter.grain ? closed_quarter(f) : f->last;
  if (!from.grain) return unresolved(n, "");
  found r = leaning(f, n, period_plus_years(from, years), counted_on);
  r.aside = true;
  return r;
}

/* "the following Friday", "the previous May" */
static found name_on(const time_view *f, uint32_t n, const cue *c, int direction) {
  if (f->last.grain == GRAIN_NONE) return unresolved(n, "");
  int32_t day = period_first_day(f->last);
  if (c->kind == CUE_WEEKDAY && f->last.grain == GRAIN_DAY) {
    int32_t back = (date_weekday(date_from_days(day)) - c->value + 7) % 7;
    int32_t at = direction < 0 ? day - (back ? back : 7) : direction > 0 ? day + 7 - back : day - back;
    return leaning(f, n, (period){GRAIN_DAY, at}, counted_on);
  }
  if (c->kind != CUE_MONTH) return unresolved(n, "");
  casus_date d = date_from_days(day);
  int year = d.year + (direction > 0 && c->value <= d.month) - (direction < 0 && c->value >= d.month);
  return leaning(f, n, period_of_year(GRAIN_MONTH, year, c->value - 1), counted_on);
}

/* Which way a word leans: "previous", "following", "same", "that" */
static bool leans(const time_view *f, uint32_t i, int *direction) {
  cue_kind kind = (cue_kind)cue_at(f, i)->kind;
  *direction = kind == CUE_PREVIOUS ? -1 : kind == CUE_FOLLOWING ? 1 : 0;
  if (*direction || kind == CUE_SAME) return true;
  if (kind == CUE_THAT) return word_at(f, i)->upos == UPOS_DET || f->lenient;
  *direction = 1;
  bool next = kind == CUE_NEXT && kind_before(f, i) == CUE_THE;
  return next && (is_unit(f, i + 1, UNIT_DAY) || is_kind(f, i + 1, CUE_PART));
}

/* "the following day", "the previous week", "the next day", "that year", "the same day", "the same Friday" */
found match_leaning(const time_view *f, uint32_t i) {
  int direction;
  if (!leans(f, i, &direction)) return nothing;
  uint32_t k = i + 1 + (is_kind(f, i, CUE_THAT) && is_kind(f, i + 1, CUE_SAME));
  const cue *c = cue_at(f, k);
  uint32_t n = k + 1 - i;
  if (c->plural) return nothing;
  if (c->kind == CUE_PART) return part_on(f, n, (day_part)c->value, direction);
  if (c->kind == CUE_PERIOD) return direction || is_kind(f, i, CUE_SAME) ? period_on(f, n, direction) : nothing;
  if (c->kind == CUE_WEEKDAY || c->kind == CUE_MONTH) return direction ? name_on(f, n, c, direction) : nothing;
  if (c->kind != CUE_UNIT) return nothing;
  if (c->value == UNIT_QUARTER && f->quarter.grain)
    return leaning(f, n, period_plus(f->quarter, direction), direction ? counted_on : "the last quarter mentioned");
  return unit_on(f, n, (unit_kind)c->value, direction);
}

/* ---- units on their own */

/* "year-ago", "year-earlier", with the unit that follows: "the year-earlier quarter" (asked about at "year") */
static found match_year_ago(const time_view *f, uint32_t i) {
  bool joined = is_unit(f, i, UNIT_YEAR) && is_kind(f, i + 1, CUE_DASH);
  if (!joined || (!is_kind(f, i + 2, CUE_AGO) && !is_kind(f, i + 2, CUE_EARLIER))) return nothing;
  uint32_t n = 3;
  if (quantity_at(f, i + 3).n) return nothing; /* "the year-earlier nine months" */
  if (is_kind(f, i + 3, CUE_ORDINAL) && is_unit(f, i + 4, UNIT_QUARTER)) {
    found r = match_quarter(f, i + 3);
    if (!r.p.grain) return unresolved(5, r.value);
    r = relative(f, 5, period_plus(r.p, -4), counted);
    r.aside = true;
    return r;
  }
  if (is_unit(f, i + 3, UNIT_QUARTER) || is_kind(f, i + 3, CUE_PERIOD)) n = 4;
  if ((f->quarter.grain && !f->by_year) || n == 4) return period_on(f, n, -1);
  return unit_at(f, n, UNIT_YEAR, -1);
}

/* A unit as a length: "the year ended Aug. 31", "a great day" */
static found one_unit(unit_kind unit) { return length(1, unit, (quantity){.whole = 1}); }

/* "the quarter", "the year": what was spoken of, else that of publication */
static found the_unit(const time_view *f, uint32_t i, unit_kind unit) {
  if (unit != UNIT_QUARTER && (is_form(f, i + 1, "ended") || is_form(f, i + 1, "ending"))) return one_unit(unit);
  if (unit == UNIT_QUARTER) return latest_quarter(f, 1);
  if (unit == UNIT_DAY && f->last.grain == GRAIN_DAY) return leaning(f, 1, f->last, "the last date mentioned");
  return unit_at(f, 1, unit, 0);
}

/* "year-ago", "the quarter"; and where it is known to be a time, "the year", "the day" */
found match_bare_unit(const time_view *f, uint32_t i) {
  const cue *c = cue_at(f, i);
  found r = match_year_ago(f, i);
  if (r.n || c->kind != CUE_UNIT || c->plural || c->value == UNIT_WEEKEND) return r;
  cue_kind before = kind_before(f, i);
  bool filled = f->lenient && (before == CUE_FISCAL || before == CUE_MORE);
  if (before != CUE_THE && !filled) return f->lenient ? one_unit((unit_kind)c->value) : nothing;
  if (is_kind(f, i + 1, CUE_DASH) || is_kind(f, i + 1, CUE_OF)) return nothing;
  bool said = f->lenient || (c->value == UNIT_QUARTER && f->quarter.grain != GRAIN_NONE);
  return said ? the_unit(f, i, (unit_kind)c->value) : nothing;
}
