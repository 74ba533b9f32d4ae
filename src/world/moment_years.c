/* Years and what they are divided into or gathered to: seasons, quarters, halves, fiscal years, decades, centuries. */
#include <stdio.h>

#include "world/moment_parts.h"

static const found nothing = {0};

static int32_t publication(const time_view *f, grain g) { return period_around(g, f->on).index; }

/* ---- years in words */

static bool is_spelled(const time_view *f, uint32_t i) {
  return i < f->n && (is_kind(f, i, CUE_NUMBER) || is_kind(f, i, CUE_SCALE)) &&
         is_ascii_alpha((unsigned char)form_at(f, i).ptr[0]);
}

/* "ninety-six", "ninety six", "twelve": 10 to 99; its length, 0: none. */
static uint32_t tens_at(const time_view *f, uint32_t i, int *value) {
  if (!is_spelled(f, i) || !is_kind(f, i, CUE_NUMBER)) return 0;
  *value = cue_at(f, i)->value;
  if (*value < 10 || *value > 99) return 0;
  uint32_t k = i + 1 + is_kind(f, i + 1, CUE_DASH);
  bool more = *value >= 20 && *value % 10 == 0 && is_spelled(f, k) && is_kind(f, k, CUE_NUMBER) && cue_at(f, k)->value < 10;
  if (!more) return 1;
  *value += cue_at(f, k)->value;
  return k + 1 - i;
}

/* "nineteen ninety-six", "two thousand", "two thousand and four" */
static uint32_t spelled_year(const time_view *f, uint32_t i, int *year) {
  if (!is_spelled(f, i) || !is_kind(f, i, CUE_NUMBER)) return 0;
  int first = cue_at(f, i)->value, rest = 0;
  if (first >= 17 && first <= 20) {
    uint32_t n = is_kind(f, i + 1, CUE_DASH) ? 0 : tens_at(f, i + 1, &rest);
    *year = first * 100 + rest;
    return n ? n + 1 : 0;
  }
  if (first != 2 || !is_kind(f, i + 1, CUE_SCALE) || cue_at(f, i + 1)->value != 1000 || is_kind(f, i + 2, CUE_UNIT)) return 0;
  uint32_t k = i + 2 + is_kind(f, i + 2, CUE_AND);
  uint32_t n = tens_at(f, k, &rest);
  if (!n && is_spelled(f, k) && is_kind(f, k, CUE_NUMBER)) rest = cue_at(f, k)->value, n = 1;
  *year = 2000 + rest;
  return n ? k + n - i : 2;
}

uint32_t year_at(const time_view *f, uint32_t i, int *year) {
  if (!is_kind(f, i, CUE_YEAR)) return spelled_year(f, i, year);
  *year = cue_at(f, i)->value;
  return 1;
}

/* "last year", "of this year", "of the same year" */
static uint32_t deictic_year(const time_view *f, uint32_t k, int *year) {
  k += is_kind(f, k, CUE_THE);
  const cue *c = cue_at(f, k);
  bool leans = c->kind == CUE_THAT || c->kind == CUE_SAME || c->kind == CUE_PREVIOUS || c->kind == CUE_FOLLOWING;
  bool deictic = c->kind == CUE_LAST || c->kind == CUE_THIS || c->kind == CUE_NEXT || c->kind == CUE_CURRENT;
  if ((!deictic && !leans) || !is_unit(f, k + 1, UNIT_YEAR) || cue_at(f, k + 1)->plural) return 0;
  if (leans ? f->last.grain == GRAIN_NONE : !is_known(f->on)) return 0;
  *year = leans ? period_year(f->last) : f->on.year;
  *year += (c->kind == CUE_NEXT || c->kind == CUE_FOLLOWING) - (c->kind == CUE_LAST || c->kind == CUE_PREVIOUS);
  return k + 2;
}

uint32_t year_after(const time_view *f, uint32_t i, int *year) {
  uint32_t skip = is_kind(f, i, CUE_COMMA) || is_kind(f, i, CUE_OF), fiscal = is_kind(f, i + skip, CUE_FISCAL);
  uint32_t n = year_at(f, i + skip + fiscal, year);
  if (n) return skip + fiscal + n;
  uint32_t end = deictic_year(f, i + skip, year);
  return end ? end - i : 0;
}

/* ---- years */

static bool is_named_before(const time_view *f, uint32_t i) {
  if (!i) return false;
  switch (kind_before(f, i)) {
    case CUE_IN:
    case CUE_SINCE:
    case CUE_THE:
    case CUE_OF:
    case CUE_TO:
    case CUE_AND:
    case CUE_OR:
    case CUE_BETWEEN:
    case CUE_EDGE:
    case CUE_DASH:
    case CUE_AFTER:
    case CUE_BEFORE:
    case CUE_AGO:
    case CUE_LATER:
    case CUE_UNIT:
    case CUE_SEASON:
      return true;
    default:
      return form_at(f, i - 1).ptr[0] == '(' || kind_before(f, i) == CUE_COMMA;
  }
}

/* "1990 soldiers", but not "his 1990 campaign" */
static bool counts_many(const time_view *f, uint32_t i) {
  return counts_what_follows(f, i) && f->an->words[word_at(f, i)->head].xpos == XPOS_NNS;
}

/* The year that closes "2016-2019", "2004 to 2009", "1999-00", "between 2004 and 2009"; 0: none. */
static int closing_year(const time_view *f, uint32_t i, int from) {
  bool dash = is_kind(f, i + 1, CUE_DASH);
  bool joined = dash || is_kind(f, i + 1, CUE_TO) || (is_kind(f, i + 1, CUE_AND) && kind_before(f, i) == CUE_BETWEEN);
  if (!joined) return 0;
  const cue *c = cue_at(f, i + 2);
  if (c->kind == CUE_YEAR && !c->short_name) return c->value > from ? c->value : 0;
  bool two_digits =
      dash && c->kind == CUE_NUMBER && form_at(f, i + 2).len == 2 && is_ascii_digit((unsigned char)form_at(f, i + 2).ptr[0]);
  if (!two_digits) return 0;
  int last = from / 100 * 100 + c->value;
  return (from + 1) % 100 == c->value ? from + 1 : last > from ? last : 0;
}

static bool is_year_here(const time_view *f, uint32_t i) {
  const cue *c = cue_at(f, i);
  if (c->kind != CUE_YEAR || is_kind(f, i + 1, CUE_ZONE)) return false;
  if (f->lenient) return true;
  if (is_kind(f, i + 1, CUE_UNIT) && !is_unit(f, i + 1, UNIT_QUARTER)) return false;
  bool named = is_named_before(f, i);
  bool of_name = i && word_at(f, i - 1)->upos == UPOS_PROPN && f->cues[i - 1].kind == CUE_NONE;
  if (of_name) return false; /* "Expo 2030" */
  if (c->short_name) return named && kind_before(f, i) != CUE_THE;
  return named || (!counts_many(f, i) && c->value >= 1900 && c->value <= 2100);
}

/* "fiscal 1990", "fiscal year 1990" */
found match_fiscal(const time_view *f, uint32_t i) {
  if (!is_kind(f, i, CUE_FISCAL)) return nothing;
  int year;
  uint32_t k = i + 1 + is_unit(f, i + 1, UNIT_YEAR);
  uint32_t n = year_at(f, k, &year);
  return n ? absolute(k + n - i, period_of_year(GRAIN_YEAR, year, 0)) : nothing;
}

/* ---- decades and centuries */

static found decade_found(const time_view *f, uint32_t n, int year) {
  found r = absolute(n, (period){GRAIN_DECADE, year / 10});
  r.past = !is_known(f->on) || r.end.year < f->on.year;
  return r;
}

/* "1990s", "the '90s", "the nineties" */
found match_decade(const time_view *f, uint32_t i) {
  const cue *c = cue_at(f, i);
  if (c->kind == CUE_DECADE) return decade_found(f, 1, c->value);
  cue_kind before = kind_before(f, i);
  bool said = before == CUE_THE || before == CUE_EDGE || c->middle || f->lenient;
  return c->kind == CUE_DECADE_NAME && said ? decade_found(f, 1, c->value) : nothing;
}

/* "19th century", "the twenty-first century" */
found match_century(const time_view *f, uint32_t i) {
  int number;
  uint32_t n;
  if (!is_day_number(f, i, &number, &n) || (n == 1 && !is_kind(f, i, CUE_ORDINAL))) return nothing;
  uint32_t k = i + n + is_kind(f, i + n, CUE_DASH);
  if (!is_unit(f, k, UNIT_CENTURY) || cue_at(f, k)->plural || number < 2 || number > 25) return nothing;
  return absolute(k + 1 - i, (period){GRAIN_CENTURY, number - 1});
}

/* ---- seasons */

/* The nearest period of that part of its year, as the word before or the clause says. */
static int32_t nearest_part(const time_view *f, uint32_t i, grain g, int32_t parts, int32_t part, way w) {
  int32_t here = publication(f, g), at = here - ((here - part) % parts + parts) % parts; /* the last one begun */
  bool now = at == here;
  tense direction = w == WAY_TENSE ? tense_of(f, i) : TENSE_UNKNOWN;
  switch (w) {
    case WAY_LAST:
      return now ? at - parts : at;
    case WAY_NEXT:
      return at + parts;
    case WAY_SINCE:
      return at;
    case WAY_THIS:
      return now || at / parts == here / parts ? at : at + parts;
    default:
      if (now || direction == TENSE_PAST) return at;
      if (direction == TENSE_FUTURE && here - at > 1) return at + parts;
      return here - at <= at + parts - here ? at : at + parts;
  }
}

found season_found(const time_view *f, uint32_t i, way w) {
  static const char *const unknown[] = {"XXXX-SP", "XXXX-SU", "XXXX-FA", "XXXX-WI"};
  int season = cue_at(f, i)->value, year = 0;
  uint32_t more = year_after(f, i + 1, &year);
  if (more) return absolute(1 + more, period_of_year(GRAIN_SEASON, year, season));
  if (!is_known(f->on)) return unresolved(1, unknown[season & 3]);
  period p = {GRAIN_SEASON, nearest_part(f, i, GRAIN_SEASON, 4, season, w)};
  return relative(f, 1, p, "the season nearest to publication that the clause allows");
}

/* "summer 2019", "the summer of 2019", "in spring": never the verb or the noun "fall". */
found match_season(const time_view *f, uint32_t i) {
  if (!is_kind(f, i, CUE_SEASON) || cue_at(f, i)->plural) return nothing;
  int year;
  bool dated = year_after(f, i + 1, &year) != 0, clear = cue_at(f, i)->value == 1 || cue_at(f, i)->value == 3;
  cue_kind before = kind_before(f, i);
  bool noun = word_at(f, i)->upos == UPOS_NOUN || word_at(f, i)->upos == UPOS_PROPN;
  bool bare = before == CUE_IN || before == CUE_SINCE || before == CUE_EDGE || (before == CUE_TO && clear);
  bool with_the = before == CUE_THE && clear && i > 1 && (kind_before(f, i - 1) == CUE_IN || kind_before(f, i - 1) == CUE_OF);
  if (before == CUE_IN && is_kind(f, i + 1, CUE_OF) && !dated) return nothing; /* "by fall of" */
  if (!f->lenient && !dated && !(noun && (bare || with_the))) return nothing;
  return season_found(f, i, before == CUE_SINCE ? WAY_SINCE : WAY_TENSE);
}

/* ---- quarters and halves */

/* "the 1988 third quarter", "last year's third quarter": the year before it; 0: none. *before: its length. */
static int year_before(const time_view *f, uint32_t i, uint32_t *before) {
  *before = 0;
  if (i && is_kind(f, i - 1, CUE_YEAR)) return *before = 1, f->cues[i - 1].value;
  if (i < 3 || !is_kind(f, i - 1, CUE_OWNER) || !is_unit(f, i - 2, UNIT_YEAR) || !is_known(f->on)) return 0;
  cue_kind kind = (cue_kind)f->cues[i - 3].kind;
  *before = 3;
  if (kind == CUE_LAST) return f->on.year - 1;
  if (kind == CUE_THIS) return f->on.year;
  return kind == CUE_NEXT ? f->on.year + 1 : 0;
}

static found part_found(const time_view *f, uint32_t i, uint32_t n, grain g, int part) {
  int parts = g == GRAIN_QUARTER ? 4 : 2, year = 0;
  uint32_t before, more = year_after(f, i + n, &year);
  if (!more) year = year_before(f, i, &before);
  if (year) return absolute(n + more, period_of_year(g, year, part));
  char value[MOMENT_VALUE_MAX];
  snprintf(value, sizeof value, "XXXX-%c%c", g == GRAIN_QUARTER ? 'Q' : 'H', '1' + part);
  if (!is_known(f->on)) return unresolved(n, value);
  period p = {(uint8_t)g, nearest_part(f, i, g, parts, part, kind_before(f, i) == CUE_SINCE ? WAY_SINCE : WAY_TENSE)};
  return relative(f, n, p, "the one nearest to publication that the clause allows");
}

/* "the first half": of the year only where a year is said */
static found match_half(const time_view *f, uint32_t i) {
  const cue *c = cue_at(f, i);
  int which = c->kind == CUE_LAST ? 2 : c->kind == CUE_ORDINAL ? c->value : 0, year;
  if (which < 1 || which > 2 || !is_kind(f, i + 1, CUE_HALF)) return nothing;
  uint32_t before, of_year = is_kind(f, i + 2, CUE_OF) + is_kind(f, i + 3, CUE_THE);
  bool the_year = of_year == 2 && is_unit(f, i + 4, UNIT_YEAR);
  if (the_year && is_known(f->on))
    return relative(f, 5, period_of_year(GRAIN_HALF, f->on.year, which - 1), "half of the year of publication");
  bool said = year_after(f, i + 2, &year) || year_before(f, i, &before) || f->lenient;
  return said ? part_found(f, i, 2, GRAIN_HALF, which - 1) : nothing;
}

period closed_quarter(const time_view *f) {
  if (!f->quarter.grain || !is_known(f->on)) return f->quarter;
  int32_t here = publication(f, GRAIN_QUARTER);
  return f->quarter.index < here ? f->quarter : (period){GRAIN_QUARTER, here - 1};
}

found quarter_in(const time_view *f, uint32_t i, int year) {
  bool named = is_kind(f, i, CUE_PERIOD) || (is_unit(f, i, UNIT_QUARTER) && !cue_at(f, i)->plural);
  if (!named) return nothing;
  if (f->quarter.grain)
    return leaning(f, 1, period_of_year(GRAIN_QUARTER, year, f->quarter.index & 3), "the same quarter of that year");
  return is_kind(f, i, CUE_PERIOD) ? absolute(1, period_of_year(GRAIN_YEAR, year, 0)) : unresolved(1, "");
}

/* "third quarter", "third-quarter", "the third quarter of 1984", "Q3 2019" */
found match_quarter(const time_view *f, uint32_t i) {
  int year;
  uint32_t before;
  bool bare = is_kind(f, i, CUE_QUARTER_NAME) && !year_after(f, i + 1, &year) && !year_before(f, i, &before);
  if (bare && !f->lenient && kind_before(f, i) != CUE_IN && kind_before(f, i) != CUE_THE) return nothing; /* "Q1: What ..." */
  if (is_kind(f, i, CUE_QUARTER_NAME)) return part_found(f, i, 1, GRAIN_QUARTER, cue_at(f, i)->value - 1);
  found half = match_half(f, i);
  if (half.n || !is_kind(f, i, CUE_ORDINAL) || cue_at(f, i)->value > 4) return half;
  uint32_t k = i + 1 + is_kind(f, i + 1, CUE_DASH);
  k += is_kind(f, k, CUE_FISCAL);
  if (!is_unit(f, k, UNIT_QUARTER) || cue_at(f, k)->plural || cue_at(f, i)->value < 1) return nothing;
  return part_found(f, i, k + 1 - i, GRAIN_QUARTER, cue_at(f, i)->value - 1);
}

/* "2016", "2016-2019", "nineteen ninety-six", "the year 2000" (asked about at the number) */
found match_year(const time_view *f, uint32_t i) {
  int year;
  uint32_t n = year_at(f, i, &year);
  if (!n || (is_kind(f, i, CUE_YEAR) && !is_year_here(f, i))) return nothing;
  if (n > 1 && is_kind(f, i + n, CUE_UNIT) && !f->lenient) return nothing;
  found quarter = match_quarter(f, i + n); /* "the 1988 third quarter" */
  if (!quarter.n) quarter = quarter_in(f, i + n, year);
  if (quarter.n && is_kind(f, i, CUE_YEAR)) return quarter.n += n, quarter;
  int last = is_kind(f, i, CUE_YEAR) ? closing_year(f, i, year) : 0;
  found r = absolute(last ? 3 : n, period_of_year(GRAIN_YEAR, year, 0));
  if (!last) return r;
  r.end = (casus_date){(int16_t)last, 0, 0};
  r.cut = true;
  r.value[4] = '/';
  period_value(period_of_year(GRAIN_YEAR, last, 0), r.value + 5);
  return r;
}
