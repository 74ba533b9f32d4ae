/* Amounts of time: how long, how long ago, how much later, how often. */
#include <stdio.h>

#include "world/moment_parts.h"

enum { QUANTITY_MAX = 100000, DAYS_MAX = 4000000 };

static const found nothing = {0};

/* ---- numbers */

static bool in_letters(const time_view *f, uint32_t i) { return i < f->n && is_ascii_alpha((unsigned char)form_at(f, i).ptr[0]); }

/* "twenty-five": what "five" adds, with its hyphen. */
static uint32_t ones_after(const time_view *f, uint32_t i, int32_t tens, int32_t *ones) {
  uint32_t k = i + is_kind(f, i, CUE_DASH);
  bool fits = tens >= 20 && tens < 100 && tens % 10 == 0 && is_kind(f, k, CUE_NUMBER) && in_letters(f, k) &&
              cue_at(f, k)->value < 10 && !is_form(f, k, "a") && !is_form(f, k, "an");
  if (!fits) return 0;
  *ones = cue_at(f, k)->value;
  return k + 1 - i;
}

/* "twenty-five", "a hundred", "two thousand", "30" */
static quantity whole_at(const time_view *f, uint32_t i) {
  quantity q = {0};
  const cue *c = cue_at(f, i);
  if (c->kind != CUE_NUMBER && c->kind != CUE_YEAR && c->kind != CUE_SCALE) return q;
  int32_t ones;
  q.n = c->kind != CUE_SCALE;
  q.whole = q.n ? c->value : 1;
  if (q.n && in_letters(f, i)) {
    uint32_t more = ones_after(f, i + 1, q.whole, &ones);
    if (more) q.n += more, q.whole += ones;
  }
  while (q.n < 6 && is_kind(f, i + q.n, CUE_SCALE)) {
    int32_t scale = cue_at(f, i + q.n)->value;
    str form = form_at(f, i + q.n++);
    q.vague |= form.ptr[form.len - 1] == 's';
    q.whole = q.whole < QUANTITY_MAX / scale ? q.whole * scale : QUANTITY_MAX;
  }
  return q;
}

/* "1/2" or "½" after a number, or "and a half" */
static uint32_t half_after(const time_view *f, uint32_t i) {
  if (is_form(f, i, "1/2") || is_form(f, i, "\xc2\xbd")) return 1;
  uint32_t k = i + is_kind(f, i, CUE_DASH);
  if (!is_kind(f, k, CUE_AND)) return 0;
  k += 1 + is_kind(f, k + 1, CUE_DASH);
  if (!is_form(f, k, "a")) return 0;
  k += 1 + is_kind(f, k + 1, CUE_DASH);
  return is_kind(f, k, CUE_HALF) ? k + 1 - i : 0;
}

/* "a couple of", "a few", "several", "dozens of" */
static quantity vague_at(const time_view *f, uint32_t i) {
  uint32_t a = is_form(f, i, "a") ? 1 : 0;
  if (!is_kind(f, i + a, CUE_VAGUE)) return (quantity){0};
  int32_t value = cue_at(f, i + a)->value;
  return (quantity){.n = a + 1, .whole = value, .vague = value == 0};
}

/* "2.5" */
static quantity decimal_at(const time_view *f, uint32_t i) {
  str whole, rest = form_at(f, i);
  uint32_t value;
  if (!str_cut(&rest, '.', &whole) || !str_to_u32(whole, &value) || value > 99) return (quantity){0};
  return (quantity){.n = 1, .whole = (int32_t)value, .half = str_is(rest, "5"), .vague = !str_is(rest, "5")};
}

quantity quantity_at(const time_view *f, uint32_t i) {
  quantity q = vague_at(f, i);
  if (!q.n && is_kind(f, i, CUE_DECIMAL)) q = decimal_at(f, i);
  if (!q.n && is_kind(f, i, CUE_HALF)) q = (quantity){.n = 1, .half = true};
  if (!q.n) q = whole_at(f, i);
  if (!q.n) return q;
  uint32_t half = half_after(f, i + q.n);
  if (half) q.half = true, q.n += half;
  if (is_kind(f, i + q.n, CUE_OF) && is_kind(f, i + q.n + 1, CUE_UNIT) && (q.vague || q.whole == 2 || q.whole >= 12)) q.n++;
  if (q.half && !q.whole && (is_form(f, i + q.n, "a") || is_form(f, i + q.n, "an"))) q.n++; /* "half a day" */
  return q;
}

/* ---- lengths */

/* ISO 8601 has no quarters, decades and centuries: they are counted in what it has. */
static const struct {
  const char *letter; /* with its "T" */
  int32_t times, days;
  const char *half; /* the smaller unit that half of one is counted in */
  int32_t half_times;
} lengths[] = {[UNIT_SECOND] = {"TS", 1, 0, NULL, 0},
               [UNIT_MINUTE] = {"TM", 1, 0, "S", 30},
               [UNIT_HOUR] = {"TH", 1, 0, "M", 30},
               [UNIT_DAY] = {"D", 1, 1, "TH", 12},
               [UNIT_WEEK] = {"W", 1, 7, NULL, 0},
               [UNIT_WEEKEND] = {"D", 2, 7, NULL, 0},
               [UNIT_FORTNIGHT] = {"W", 2, 14, "D", 7},
               [UNIT_MONTH] = {"M", 1, 30, NULL, 0},
               [UNIT_QUARTER] = {"Q", 1, 91, NULL, 0},
               [UNIT_YEAR] = {"Y", 1, 365, "M", 6},
               [UNIT_DECADE] = {"Y", 10, 3652, "Y", 5},
               [UNIT_CENTURY] = {"Y", 100, 36524, "Y", 50},
               [UNIT_MILLENNIUM] = {"Y", 1000, 365242, "Y", 500}};

/* "PXE" and "PXC" are what TimeML gives for decades and centuries that nobody counted. */
static const char *vague_letter(unit_kind unit) {
  return unit == UNIT_DECADE ? "E" : unit == UNIT_CENTURY ? "C" : unit == UNIT_MILLENNIUM ? "L" : lengths[unit].letter;
}

void duration_value(quantity q, unit_kind unit, char *out) {
  if (q.vague) {
    const char *letter = vague_letter(unit);
    bool clock = letter[0] == 'T' && letter[1];
    snprintf(out, MOMENT_VALUE_MAX, "P%sX%s", clock ? "T" : "", letter + clock);
    return;
  }
  const char *letter = lengths[unit].letter, *half = lengths[unit].half;
  bool clock = letter[0] == 'T' && letter[1];
  int32_t number = q.whole > 0 ? q.whole * lengths[unit].times : 0;
  if (q.half && half && lengths[unit].times > 1) number += lengths[unit].half_times;
  bool extra = q.half && half && lengths[unit].times == 1;
  if (!q.half || extra || lengths[unit].times > 1) {
    if (number) snprintf(out, MOMENT_VALUE_MAX, "P%s%d%s", clock ? "T" : "", number, letter + clock);
    else snprintf(out, MOMENT_VALUE_MAX, "P%s", clock ? "T" : "");
  } else {
    snprintf(out, MOMENT_VALUE_MAX, "P%s%d.5%s", clock ? "T" : "", number, letter + clock);
  }
  size_t used = strlen(out);
  if (extra)
    snprintf(out + used, MOMENT_VALUE_MAX - used, half[0] == 'T' ? "T%d%s" : "%d%s", lengths[unit].half_times,
             half + (half[0] == 'T'));
}

int32_t days_of(quantity q, unit_kind unit) {
  enum { HOURS_OF_DAY = 24 };
  if (unit == UNIT_HOUR) return q.whole / HOURS_OF_DAY;
  int64_t days = (int64_t)q.whole * lengths[unit].days + (q.half ? lengths[unit].days / 2 : 0);
  return days > DAYS_MAX ? DAYS_MAX : (int32_t)days;
}

/* A number of units, with what may stand between and after: "two more weeks", "10-year", "a year and a half". */
typedef struct {
  quantity q;
  unit_kind unit;
  uint32_t n;
  bool named; /* a number was said */
} amount;

static amount amount_at(const time_view *f, uint32_t i) {
  amount a = {.q = quantity_at(f, i)};
  uint32_t k = i + a.q.n;
  a.named = a.q.n > 0;
  if (a.named) k += is_kind(f, k, CUE_DASH);
  while (a.named && is_kind(f, k, CUE_MORE) && k < i + 6) k++;
  const cue *unit = cue_at(f, k);
  if (is_kind(f, i, CUE_YEAR) && unit->value == UNIT_QUARTER) return (amount){0}; /* "the 1988 quarter" */
  if (unit->kind != CUE_UNIT || (!a.named && !unit->plural)) return (amount){0};
  if (!a.named) a.q.vague = true;
  a.unit = (unit_kind)unit->value;
  a.n = k + 1 - i;
  uint32_t half = a.q.half ? 0 : half_after(f, i + a.n);
  if (half) a.q.half = true, a.n += half;
  return a;
}

/* ---- "two days ago", "in two weeks", "three weeks later" */

/* A period a number of units from another; where halves are counted, in a finer grain. */
static period from_period(period from, const amount *a, int sign) {
  bool halved = a->q.half && a->unit == UNIT_YEAR;
  grain g = halved ? GRAIN_MONTH : grain_of(a->unit);
  int32_t times = a->unit == UNIT_FORTNIGHT ? 2 : 1, number = a->q.whole > QUANTITY_MAX ? QUANTITY_MAX : a->q.whole;
  if (a->unit >= UNIT_DECADE) g = GRAIN_YEAR, times = lengths[a->unit].times;
  if (halved) number = number * 12 + 6;
  if (number > 3000) return (period){0};
  return period_plus(period_around(g, date_from_days(period_first_day(from))), sign * number * times);
}

static found from_publication(const time_view *f, uint32_t n, const amount *a, int sign) {
  if (!is_known(f->on)) return unresolved(n, "");
  period today = period_around(GRAIN_DAY, f->on);
  if (a->unit <= UNIT_HOUR) {
    int32_t days = days_of(a->q, a->unit);
    return relative(f, n, period_plus(today, sign * days), days ? "counted from publication" : "the day of publication");
  }
  return relative(f, n, from_period(today, a, sign), "counted from publication");
}

/* "years ago" */
static found vaguely_ago(const time_view *f, uint32_t n, const amount *a) {
  found r = unresolved(n, "PAST_REF");
  (void)f;
  r.past = a->unit >= UNIT_YEAR;
  r.vague = true;
  r.reason = "no number says when";
  return r;
}

static found ago(const time_view *f, uint32_t n, const amount *a) {
  if (a->q.vague) return vaguely_ago(f, n, a);
  bool year = a->unit == UNIT_YEAR && a->q.whole == 1 && !a->q.half;
  if (!year || !f->quarter.grain || f->by_year) return from_publication(f, n, a, -1);
  found r = leaning(f, n, period_plus_years(closed_quarter(f), -1), "a year before the last quarter mentioned");
  r.aside = true;
  return r;
}

/* "a year earlier": the same period of the year before */
static found year_on(const time_view *f, uint32_t n, int sign) {
  period from = f->quarter.grain && !f->by_year ? closed_quarter(f) : f->by_year ? (period){0} : f->last;
  found r = leaning(f, n, period_plus_years(from, sign), "counted from the last date mentioned");
  r.aside = true;
  if (from.grain) return r;
  period p = is_known(f->on) ? period_of_year(GRAIN_YEAR, f->on.year + sign, 0) : (period){0};
  return relative(f, n, p, "counted from publication");
}

static found later(const time_view *f, uint32_t n, const amount *a, int sign) {
  if (a->q.vague) {
    bool same_day = a->unit <= UNIT_HOUR && f->last.grain == GRAIN_DAY; /* "a few hours later" */
    found r = same_day ? leaning(f, n, f->last, "the last date mentioned") : unresolved(n, "");
    duration_value(a->q, a->unit, r.value);
    r.kind = MOMENT_DURATION;
    return r;
  }
  if (a->unit == UNIT_YEAR && a->q.whole == 1 && !a->q.half) return year_on(f, n, sign);
  if (!f->last.grain) return unresolved(n, "");
  if (a->unit <= UNIT_HOUR && f->last.grain == GRAIN_DAY)
    return leaning(f, n, period_plus(f->last, sign * days_of(a->q, a->unit)), "counted from the last date mentioned");
  if (a->unit <= UNIT_HOUR) return unresolved(n, "");
  period p = from_period(f->last, a, sign);
  if (p.grain < f->last.grain) return unresolved(n, "");
  return leaning(f, n, p, "counted from the last date mentioned");
}

/* Does nothing follow that an "after" or "before" could govern? */
static bool is_clause_end(const time_view *f, uint32_t i) {
  return i >= f->n || word_at(f, i)->upos == UPOS_PUNCT || word_at(f, i)->upos == UPOS_CCONJ;
}

/* "ago", "later", "from now" after an amount */
static found offset(const time_view *f, uint32_t i, const amount *a) {
  uint32_t after = i + a->n;
  after += is_kind(f, after, CUE_OR) && is_form(f, after + 1, "so") ? 2 : 0;
  after += is_kind(f, after, CUE_DASH) && is_kind(f, after + 1, CUE_AGO);
  uint32_t n = after + 1 - i;
  switch (cue_at(f, after)->kind) {
    case CUE_AGO:
      return ago(f, n, a);
    case CUE_LATER:
      return later(f, n, a, 1);
    case CUE_EARLIER:
      return later(f, n, a, -1);
    case CUE_BEFORE:
    case CUE_AFTER:
      if (!is_clause_end(f, after + 1) || a->q.vague) return nothing;
      return later(f, n, a, is_kind(f, after, CUE_AFTER) ? 1 : -1);
    case CUE_HENCE:
      return from_publication(f, n, a, 1);
    default:
      if (!is_form(f, after, "from") || !is_form(f, after + 1, "now")) return nothing;
      return a->q.vague ? undated(n + 1, MOMENT_DATE, "FUTURE_REF") : from_publication(f, n + 1, a, 1);
  }
}

/* "in two weeks": when, if the clause looks ahead; "killed in two days": how long */
static found ahead(const time_view *f, uint32_t i, const amount *a) {
  bool inside = i && is_form(f, i - 1, "in") && a->named && !a->q.vague;
  if (!inside || a->unit <= UNIT_HOUR || a->unit == UNIT_WEEKEND || a->unit > UNIT_DECADE) return nothing;
  return tense_of(f, i + a->n - 1) == TENSE_FUTURE ? from_publication(f, a->n, a, 1) : nothing;
}

/* "52-year-old", "a three quarters majority", "second" */
static bool is_no_length(const time_view *f, uint32_t i, const amount *a) {
  uint32_t after = i + a->n + is_kind(f, i + a->n, CUE_DASH);
  if (is_form(f, after, "old") || is_form(f, after, "olds")) return true;
  if (a->unit == UNIT_HOUR && kind_before(f, i) == CUE_EDGE && is_kind(f, after, CUE_OF)) return true; /* "the early hours of" */
  return a->unit == UNIT_QUARTER && (is_kind(f, after, CUE_OF) || !a->named || a->q.whole == 1);
}

/* "years", "weeks" without a number last a while only after a word that says so. */
static bool lasts(const time_view *f, uint32_t i, const amount *a) {
  if (a->named) return true;
  cue_kind before = kind_before(f, i);
  return before == CUE_IN || before == CUE_ABOUT || is_kind(f, i + a->n, CUE_OF) || before == CUE_OR;
}

/* "the day before", "the week after" (asked about at the unit) */
static found the_unit_before(const time_view *f, uint32_t i) {
  const cue *c = cue_at(f, i), *next = cue_at(f, i + 1);
  if (c->kind != CUE_UNIT || c->plural || kind_before(f, i) != CUE_THE) return nothing;
  if ((next->kind != CUE_BEFORE && next->kind != CUE_AFTER) || !is_clause_end(f, i + 2)) return nothing;
  amount a = {.q = {.whole = 1}, .unit = (unit_kind)c->value, .n = 1};
  return later(f, 2, &a, next->kind == CUE_AFTER ? 1 : -1);
}

found match_amount(const time_view *f, uint32_t i) {
  found r = the_unit_before(f, i);
  if (r.n) return r;
  amount a = amount_at(f, i);
  if (!a.n) return nothing;
  r = offset(f, i, &a);
  if (!r.n) r = ahead(f, i, &a);
  if (r.n) return r;
  if (!f->lenient && (is_no_length(f, i, &a) || !lasts(f, i, &a))) return nothing;
  char value[MOMENT_VALUE_MAX];
  duration_value(a.q, a.unit, value);
  return undated(a.n, MOMENT_DURATION, value);
}

/* ---- sets */

static found set_of(uint32_t n, const char *value, const char *quant) {
  found r = undated(n, MOMENT_SET, value);
  r.quant = quant;
  return r;
}

/* "Monday", "July", "summer", "morning" after "every" */
static found set_of_names(const time_view *f, uint32_t i, uint32_t k, const char *quant) {
  static const char *const seasons[] = {"SP", "SU", "FA", "WI"};
  char value[MOMENT_VALUE_MAX] = "";
  const cue *c = cue_at(f, k);
  if (c->kind == CUE_WEEKDAY) snprintf(value, sizeof value, "XXXX-WXX-%d", (c->value + 1) % 10);
  else if (c->kind == CUE_MONTH) snprintf(value, sizeof value, "XXXX-%02d", c->value % 100);
  else if (c->kind == CUE_SEASON) snprintf(value, sizeof value, "XXXX-%s", seasons[c->value & 3]);
  else if (c->kind == CUE_PART) snprintf(value, sizeof value, "XXXX-XX-XX");
  else if (c->kind == CUE_UNIT && c->value == UNIT_WEEKEND) snprintf(value, sizeof value, "XXXX-WXX-WE");
  if (!value[0]) return nothing;
  found r = set_of(k + 1 - i, value, quant);
  if (c->kind == CUE_PART) add_part(&r, (day_part)c->value);
  if (c->kind != CUE_WEEKDAY || !is_kind(f, k + 1, CUE_PART)) return r;
  add_part(&r, (day_part)cue_at(f, k + 1)->value);
  r.n++;
  return r;
}

/* "every day", "each year", "every two weeks", "every other month", "every Monday" */
static found match_every(const time_view *f, uint32_t i) {
  static const char *const quants[] = {"EVERY", "EACH", "EVERY"};
  const char *quant = quants[cue_at(f, i)->value % 3];
  if (cue_at(f, i)->value == 2 && !f->lenient) return nothing; /* "per day" */
  found named = set_of_names(f, i, i + 1, quant);
  if (named.n) return named;
  quantity q = quantity_at(f, i + 1);
  uint32_t other = is_form(f, i + 1, "other") || (is_kind(f, i + 1, CUE_ORDINAL) && cue_at(f, i + 1)->value == 2);
  uint32_t k = i + 1 + q.n + other;
  if (!is_kind(f, k, CUE_UNIT)) return nothing;
  if (!q.n) q = (quantity){.whole = 1 + (int32_t)other};
  char value[MOMENT_VALUE_MAX];
  duration_value(q, (unit_kind)cue_at(f, k)->value, value);
  return set_of(k + 1 - i, value, quant);
}

/* "twice a week", "three times a day" (asked about at the number or at "twice") */
static found match_times(const time_view *f, uint32_t i) {
  static const char *const freqs[] = {"1X", "2X", "3X", "4X", "5X", "6X", "7X"};
  uint32_t k = i + is_kind(f, i, CUE_NUMBER);
  if (!is_kind(f, k, CUE_TIMES) || !(is_form(f, k + 1, "a") || is_form(f, k + 1, "an") || is_kind(f, k + 1, CUE_EVERY)))
    return nothing;
  if (!is_kind(f, k + 2, CUE_UNIT)) return nothing;
  int number = cue_at(f, k)->value ? cue_at(f, k)->value : cue_at(f, i)->value;
  if (k == i && !cue_at(f, i)->value) return nothing;
  char value[MOMENT_VALUE_MAX];
  duration_value((quantity){.whole = 1}, (unit_kind)cue_at(f, k + 2)->value, value);
  found r = set_of(k + 3 - i, value, NULL);
  if (number >= 1 && number <= 7) r.freq = freqs[number - 1];
  return r;
}

/* "daily", "weekly"; "annual" and "quarterly" name a sort of meeting or report as often as a set */
static found match_frequency(const time_view *f, uint32_t i) {
  const cue *c = cue_at(f, i);
  bool adjective = is_form(f, i, "annual") || is_form(f, i, "quarterly");
  uint8_t tag = word_at(f, i)->upos; /* as a noun it is a newspaper */
  if (!f->lenient && (adjective || tag == UPOS_PROPN || tag == UPOS_NOUN)) return nothing;
  char value[MOMENT_VALUE_MAX];
  duration_value((quantity){.whole = 1}, (unit_kind)c->value, value);
  return set_of(1, value, NULL);
}

found match_set(const time_view *f, uint32_t i) {
  const cue *c = cue_at(f, i);
  if (c->kind == CUE_EVERY) return match_every(f, i);
  if (c->kind == CUE_FREQUENCY) return match_frequency(f, i);
  if (c->kind == CUE_NUMBER || c->kind == CUE_TIMES) return match_times(f, i);
  bool plural_part = c->kind == CUE_WEEKDAY && is_kind(f, i + 1, CUE_PART) && cue_at(f, i + 1)->plural;
  bool weekends = c->kind == CUE_UNIT && c->value == UNIT_WEEKEND && c->plural;
  bool named = (c->kind == CUE_WEEKDAY && (c->plural || plural_part)) || weekends;
  return named ? set_of_names(f, i, i, NULL) : nothing;
}
