/* The time expressions of a document: each sentence's words become cues, the matchers say what stands at each, and what stands
 * around it (hours beside days, ranges, "since") is joined to it. */
#include <stdio.h>

#include "world/moment_parts.h"

enum { DAYS_OVER_A_YEAR = 365, MATCHERS_MAX = 7, QUARTERS_OF_YEAR = 4, DAYS_OF_WEEK = 7 };

typedef struct {
  time_view v; /* the sentence in work */
  const moment_search *search;
  arena *a;
  moment *moments;
  found *details; /* of each moment, for what may be joined to it */
  uint32_t n_moments, capacity, details_capacity;
  uint32_t next_given, first_of_sentence;
  uint32_t *at;
  bool order_sought, failed;
} finder;

/* ---- what stands at a word */

/* Who is asked about which words; the longest answer wins, the first of equals. */
static const matcher matchers[CUE_COUNT][MATCHERS_MAX] = {
    [CUE_MONTH] = {match_holiday, match_month_day, match_month},
    [CUE_WEEKDAY] = {match_set, match_weekday},
    [CUE_DAY] = {match_day},
    [CUE_TONIGHT] = {match_day},
    [CUE_OVERNIGHT] = {match_day},
    [CUE_PART] = {match_part},
    [CUE_UNIT] = {match_edge_of_unit, match_bare_unit, match_weekend, match_set, match_amount},
    [CUE_NUMBER] = {match_day_month, match_year, match_century, match_clock, match_set, match_amount, match_bare_day},
    [CUE_VAGUE] = {match_amount},
    [CUE_SCALE] = {match_amount},
    [CUE_DECIMAL] = {match_clock, match_amount},
    [CUE_HALF] = {match_amount},
    [CUE_ORDINAL] = {match_day_month, match_century, match_quarter, match_bare_day},
    [CUE_YEAR] = {match_clock, match_year, match_amount},
    [CUE_DECADE] = {match_decade},
    [CUE_DECADE_NAME] = {match_decade},
    [CUE_ISO] = {match_figures},
    [CUE_FIGURES] = {match_figures},
    [CUE_CLOCK] = {match_clock},
    [CUE_SEASON] = {match_season},
    [CUE_QUARTER_NAME] = {match_quarter},
    [CUE_HOLIDAY] = {match_holiday},
    [CUE_NAMED_DAY] = {match_holiday},
    [CUE_LAST] = {match_quarter, match_day, match_deictic},
    [CUE_NEXT] = {match_leaning, match_deictic},
    [CUE_THIS] = {match_ref, match_day, match_deictic},
    [CUE_CURRENT] = {match_deictic, match_ref},
    [CUE_PAST] = {match_deictic, match_ref},
    [CUE_COMING] = {match_deictic, match_ref},
    [CUE_RECENT] = {match_deictic, match_ref},
    [CUE_LATEST] = {match_deictic, match_leaning},
    [CUE_THAT] = {match_leaning, match_ref},
    [CUE_SAME] = {match_leaning},
    [CUE_PREVIOUS] = {match_leaning, match_ref},
    [CUE_FOLLOWING] = {match_leaning},
    [CUE_THESE] = {match_ref},
    [CUE_EARLIER] = {match_part_of_unit, match_ref},
    [CUE_LATER] = {match_part_of_unit, match_ref},
    [CUE_EDGE_NOUN] = {match_edge_of_unit},
    [CUE_EVERY] = {match_set},
    [CUE_FREQUENCY] = {match_set},
    [CUE_TIMES] = {match_set, match_ref},
    [CUE_REF] = {match_ref},
    [CUE_FISCAL] = {match_fiscal},
    [CUE_THE] = {match_ref},
};

static found match_at(const time_view *v, uint32_t i) {
  found best = {0};
  const matcher *ask = matchers[v->cues[i].kind];
  for (size_t k = 0; k < MATCHERS_MAX && ask[k]; k++) {
    found r = ask[k](v, i);
    if (r.n > best.n) best = r;
  }
  return best;
}

/* "Tomorrow Group", "The Sunday Times": words of a longer name */
static bool is_in_name(const time_view *v, uint32_t i, uint32_t n) {
  uint32_t at = word_at(v, i)->entity;
  if (!at) return false;
  const entity *e = &v->an->entities[at - 1];
  if (e->kind != ENTITY_ORGANISATION && e->kind != ENTITY_PERSON) return false;
  uint32_t end = v->first + i + n, name_end = e->first_token + e->n_tokens;
  return name_end > end || (name_end == end && e->first_token < v->first + i);
}

/* ---- what stands before it */

/* The noun "hours" or a part of the day with "of" before a day: "the early hours of Friday", "on the morning of 3 May" */
static uint32_t part_before(const time_view *v, uint32_t i, found *r) {
  uint32_t of = i && is_kind(v, i - 1, CUE_OF) ? 1 : i > 1 && is_kind(v, i - 1, CUE_THE) && is_kind(v, i - 2, CUE_OF) ? 2 : 0;
  if (!of || i < of + 1 || r->p.grain != GRAIN_DAY || r->kind != MOMENT_DATE) return 0;
  uint32_t at = i - of - 1;
  if (is_kind(v, at, CUE_PART) && !cue_at(v, at)->plural) add_part(r, (day_part)cue_at(v, at)->value);
  else if (is_unit(v, at, UNIT_HOUR) && kind_before(v, at) == CUE_EDGE)
    add_part(r, cue_at(v, at - 1)->value == EDGE_START ? PART_MORNING : PART_NIGHT);
  else return 0;
  return of + 1;
}

/* "the eve of Friday's vote": the day before */
static void move_to_eve(found *r) {
  if (r->p.grain != GRAIN_DAY || r->cut) return;
  set_period(r, period_plus(r->p, -1));
}

static uint32_t edge_before(const time_view *v, uint32_t i, found *r) {
  uint32_t of = i && is_kind(v, i - 1, CUE_OF) ? 1 : i > 1 && is_kind(v, i - 1, CUE_THE) && is_kind(v, i - 2, CUE_OF) ? 2 : 0;
  if (!of || i < of + 1 || !r->p.grain || !is_kind(v, i - of - 1, CUE_EDGE_NOUN)) return 0;
  if (cue_at(v, i - of - 1)->value == EDGE_EVE) move_to_eve(r);
  return of + 1;
}

/* "early", "late -" and, before lengths, "more than", "at least", "nearly" */
static uint32_t shade_before(const time_view *v, uint32_t i, const found *r) {
  if (i && is_kind(v, i - 1, CUE_EDGE)) return 1;
  if (i > 1 && is_kind(v, i - 1, CUE_DASH) && is_kind(v, i - 2, CUE_EDGE)) return 2;
  bool length = r->kind == MOMENT_DURATION || r->vague || (r->p.grain && r->n >= 3);
  if (!i || !length) return 0;
  if (is_kind(v, i - 1, CUE_ABOUT)) return i > 1 && (is_form(v, i - 1, "than") || is_form(v, i - 1, "least")) ? 2 : 1;
  return is_form(v, i - 1, "around") || is_form(v, i - 1, "over") ? 1 : 0;
}

/* "the week of March 6": the week that holds the day */
static uint32_t week_before(const time_view *v, uint32_t i, found *r) {
  uint32_t of = i && is_kind(v, i - 1, CUE_OF) ? 1 : i > 1 && is_kind(v, i - 1, CUE_THE) && is_kind(v, i - 2, CUE_OF) ? 2 : 0;
  bool week = of && i > of + 1 && is_unit(v, i - of - 1, UNIT_WEEK) && kind_before(v, i - of - 1) == CUE_THE;
  if (!week || r->p.grain != GRAIN_DAY || r->cut) return 0;
  set_period(r, period_around(GRAIN_WEEK, r->begin));
  return of + 1;
}

/* "first" in "the first nine months" */
static uint32_t ordinal_before(const time_view *v, uint32_t i, const found *r) {
  bool length = r->kind == MOMENT_DURATION && i > 1 && is_kind(v, i - 1, CUE_ORDINAL);
  return length && is_kind(v, i - 2, CUE_THE);
}

/* The article at i - 1 is the expression's own, not that of the noun it stands before: "the third quarter", but not
 * "the third-quarter loss". */
static bool is_own_article(const time_view *v, uint32_t begin, uint32_t end) {
  if (!begin || !is_kind(v, begin - 1, CUE_THE)) return false;
  uint32_t head = word_at(v, begin - 1)->head;
  return head == NO_TOKEN || head < v->first + end;
}

/* How many words before i belong to the expression; what they say goes into it. */
static uint32_t words_before(const time_view *v, uint32_t i, found *r) {
  uint32_t begin = i;
  begin -= part_before(v, begin, r);
  begin -= edge_before(v, begin, r);
  begin -= week_before(v, begin, r);
  begin -= shade_before(v, begin, r);
  begin -= ordinal_before(v, begin, r);
  bool ref_alone = begin == i && !r->dates && r->kind == MOMENT_DATE && !is_form(v, i, "future");
  begin -= !ref_alone && is_own_article(v, begin, i + r->n);
  return i - begin;
}

/* ---- moments */

/* The token of the expression that the rest of it hangs on. */
static uint32_t head_of(const finder *f, uint32_t first, uint32_t n) {
  for (uint32_t i = first; i < first + n; i++) {
    uint32_t head = f->v.an->words[i].head;
    if ((head < first || head >= first + n) && f->v.an->words[i].upos != UPOS_PUNCT) return i;
  }
  return first + n - 1;
}

/* Over a year before publication. */
static bool is_long_past(const finder *f, const found *r) {
  if (!is_known(f->v.on) || !is_known(r->begin)) return false;
  casus_date last = date_last_day(is_known(r->end) ? r->end : r->begin);
  return date_to_days(f->v.on) - date_to_days(last) > DAYS_OVER_A_YEAR;
}

/* "since March": from then until publication. */
static void stretch_since(const finder *f, uint32_t begin, found *r) {
  bool since = begin && is_kind(&f->v, begin - 1, CUE_SINCE);
  if (!since || !is_known(f->v.on) || !is_known(r->begin) || r->cut) return;
  if (date_compare(r->begin, f->v.on) >= 0) return;
  r->end = f->v.on;
  r->cut = true;
}

static str copy_text(finder *f, const char *s) {
  str out = {0};
  if (s[0] && !arena_copy(f->a, str_of(s), &out)) f->failed = true;
  return out;
}

/* "counted from the last date mentioned (2024-03-03)" */
static str reason_of(finder *f, const found *r) {
  enum { REASON_MAX = 120 };
  char anchor[PERIOD_VALUE_MAX], out[REASON_MAX];
  if (!r->anchor.grain) return str_of(r->reason ? r->reason : "");
  period_value(r->anchor, anchor);
  snprintf(out, sizeof out, "%s (%s)", r->reason ? r->reason : "", anchor);
  return copy_text(f, out);
}

static moment moment_of(finder *f, uint32_t first, uint32_t n, const found *r) {
  return (moment){.begin = r->begin,
                  .end = r->end,
                  .basis = r->basis,
                  .past = r->past || is_long_past(f, r),
                  .dates = r->dates,
                  .kind = r->kind,
                  .value = copy_text(f, r->value),
                  .reason = reason_of(f, r),
                  .quant = str_of(r->quant ? r->quant : ""),
                  .freq = str_of(r->freq ? r->freq : ""),
                  .first_token = first,
                  .n_tokens = n,
                  .head = head_of(f, first, n)};
}

/* What later expressions may count from. */
static void remember(finder *f, const found *r) {
  size_t len = strlen(r->value);
  bool months = r->kind == MOMENT_DURATION && !r->dates && len > 2 && r->value[1] != 'T' && r->value[len - 1] == 'M';
  if (months) f->v.by_year = true;
  if (r->p.grain == GRAIN_QUARTER && !r->aside) f->v.by_year = false;
  bool date = r->kind == MOMENT_DATE || r->kind == MOMENT_TIME;
  if (!r->dates || !date || !r->p.grain || r->p.grain > GRAIN_YEAR || r->vague || r->aside) return;
  f->v.last = r->p;
  f->v.since_last = 0;
  if (r->p.grain != GRAIN_QUARTER) return;
  int32_t here = is_known(f->v.on) ? period_around(GRAIN_QUARTER, f->v.on).index : r->p.index;
  if (r->p.index > here - QUARTERS_OF_YEAR) f->v.quarter = r->p; /* one long past is there to compare with */
}

static bool add_moment(finder *f, uint32_t first, uint32_t n, const found *r) {
  uint32_t need = f->n_moments + 1;
  if (!arena_grow(f->a, (void **)&f->moments, &f->capacity, need, sizeof *f->moments)) return false;
  if (!arena_grow(f->a, (void **)&f->details, &f->details_capacity, need, sizeof *f->details)) return false;
  f->details[f->n_moments] = *r;
  f->moments[f->n_moments++] = moment_of(f, first, n, r);
  if (r->dates) f->at[f->moments[need - 1].head] = need;
  remember(f, r);
  return !f->failed;
}

/* ---- joins of two that stand side by side */

/* The moment before the last one of the sentence, where only `gap` words lie between the two; NULL: none. */
static moment *neighbour(finder *f, uint32_t *gap_at, uint32_t *gap) {
  if (f->n_moments < f->first_of_sentence + 2) return NULL;
  moment *a = &f->moments[f->n_moments - 2], *b = &f->moments[f->n_moments - 1];
  *gap_at = a->first_token + a->n_tokens - f->v.first;
  if (b->first_token < f->v.first + *gap_at) return NULL;
  *gap = b->first_token - f->v.first - *gap_at;
  return a;
}

/* "from 3 March to 5 May 2021": the first is of the year that the last one says; "from Monday to Friday": the last comes after
 * the first. */
static void settle_range(found *first, found *last) {
  bool open = first->basis == CASUS_BASIS_RELATIVE && !first->anchor.grain && first->p.grain == last->p.grain;
  if (!open || (first->p.grain != GRAIN_DAY && first->p.grain != GRAIN_MONTH)) return;
  if (last->basis == CASUS_BASIS_ABSOLUTE) {
    set_period(first, period_plus_years(first->p, period_year(last->p) - period_year(first->p)));
    if (first->p.index > last->p.index) set_period(first, period_plus_years(first->p, -1));
  } else if (first->p.grain == GRAIN_DAY && first->p.index > last->p.index && first->p.index < last->p.index + DAYS_OF_WEEK) {
    set_period(last, period_plus(last->p, DAYS_OF_WEEK));
  }
}

/* The last moment goes into the one before it, which then is `r`. */
static void merge_last(finder *f, const found *r) {
  moment *a = &f->moments[f->n_moments - 2], *b = &f->moments[f->n_moments - 1];
  uint32_t n = b->first_token + b->n_tokens - a->first_token, index = f->n_moments - 1;
  f->at[a->head] = f->at[b->head] = index;
  *a = moment_of(f, a->first_token, n, r);
  f->details[f->n_moments - 2] = *r;
  if (r->dates) f->at[a->head] = index;
  f->n_moments--;
}

static void range_value(found *r, const found *last) {
  char joined[2 * MOMENT_VALUE_MAX];
  snprintf(joined, sizeof joined, "%s/%s", r->value, last->value);
  if (strlen(joined) < sizeof r->value) memcpy(r->value, joined, strlen(joined) + 1);
}

/* "from 3 March to 5 May", "between Monday and Friday": the second closes the first. */
static bool join_range(finder *f) {
  uint32_t at, gap;
  moment *a = neighbour(f, &at, &gap), *b = &f->moments[f->n_moments - 1];
  if (!a || gap != 1 || a->first_token == f->v.first) return false;
  uint32_t before = a->first_token - f->v.first - 1;
  bool from_to = is_form(&f->v, before, "from") && (is_kind(&f->v, at, CUE_TO) || is_kind(&f->v, at, CUE_DASH));
  bool between = is_kind(&f->v, before, CUE_BETWEEN) && is_kind(&f->v, at, CUE_AND);
  if ((!from_to && !between) || !is_known(a->begin) || !is_known(b->begin)) return false;
  found r = f->details[f->n_moments - 2], last = f->details[f->n_moments - 1];
  if (!r.dates || !last.dates || r.cut || last.cut) return false;
  settle_range(&r, &last);
  if (date_compare(r.begin, last.begin) > 0) return false;
  r.end = is_known(last.end) ? last.end : last.begin;
  if (r.begin.day && date_compare(r.begin, r.end) == 0) r.end = (casus_date){0};
  r.past = b->past;
  r.cut = true;
  range_value(&r, &last);
  merge_last(f, &r);
  return true;
}

/* A clock time takes its day from a date beside it. */
static found on_day(found clock, const found *day) {
  const char *time = strchr(clock.value, 'T');
  char value[MOMENT_VALUE_MAX + PERIOD_VALUE_MAX];
  found r = *day;
  char date[PERIOD_VALUE_MAX];
  period_value(day->p, date);
  snprintf(value, sizeof value, "%s%s", date, time ? time : "");
  if (strlen(value) < sizeof r.value) memcpy(r.value, value, strlen(value) + 1);
  r.kind = MOMENT_TIME;
  r.clock_min = clock.clock_min;
  r.part = clock.part;
  return r;
}

/* "10 a.m. Friday", "5 p.m. EST, Nov. 6", "10:30 on Friday": hours before their day */
static bool join_clock(finder *f) {
  uint32_t at, gap;
  moment *a = neighbour(f, &at, &gap);
  if (!a || gap > 2) return false;
  const found *clock = &f->details[f->n_moments - 2], *day = &f->details[f->n_moments - 1];
  bool hours = clock->kind == MOMENT_TIME && (clock->clock_min >= 0 || clock->part) && day->p.grain == GRAIN_DAY;
  if (!hours || day->kind != MOMENT_DATE || clock->basis == CASUS_BASIS_ABSOLUTE) return false;
  for (uint32_t k = at; k < at + gap; k++)
    if (!is_kind(&f->v, k, CUE_COMMA) && !is_kind(&f->v, k, CUE_ON)) return false;
  if (clock->clock_min < 0 && gap && !is_kind(&f->v, at, CUE_ON)) return false;
  found r = on_day(*clock, day);
  merge_last(f, &r);
  return true;
}

/* ---- a sentence */

static void order_from_tokens(finder *f) {
  const text *t = f->v.t;
  uint32_t day_first = 0, month_first = 0;
  cue before = {0};
  for (uint32_t i = 0; i < t->n_tokens; i++) {
    cue c = cue_of(token_form(t, i));
    bool day = c.kind == CUE_NUMBER && c.value >= 1 && c.value <= 31, was_day = before.kind == CUE_NUMBER && before.value <= 31;
    if (c.kind == CUE_MONTH && was_day) day_first++;
    if (day && before.kind == CUE_MONTH) month_first++;
    if (c.kind == CUE_FIGURES) {
      str rest = token_form(t, i), part;
      uint32_t one = 0, two = 0;
      if (str_cut(&rest, '/', &part) && str_to_u32(part, &one) && str_cut(&rest, '/', &part) && str_to_u32(part, &two))
        day_first += one > 12 && two <= 12, month_first += two > 12 && one <= 12;
    }
    before = c;
  }
  if (day_first != month_first) f->v.order = day_first > month_first ? ORDER_DAY_FIRST : ORDER_MONTH_FIRST;
}

/* The cues of a sentence; false: none says anything of time. */
static bool read_cues(finder *f, const sentence *s) {
  f->v.first = s->first_token;
  f->v.n = s->n_tokens < SENTENCE_TOKENS_MAX ? s->n_tokens : SENTENCE_TOKENS_MAX;
  bool any = false, figures = false;
  for (uint32_t i = 0; i < f->v.n; i++) {
    f->v.cues[i] = cue_of(form_at(&f->v, i));
    any |= f->v.cues[i].kind != CUE_NONE;
    figures |= f->v.cues[i].kind == CUE_FIGURES;
  }
  memset(f->v.cues + f->v.n, 0, CUES_AHEAD * sizeof *f->v.cues);
  if (figures && !f->order_sought) order_from_tokens(f), f->order_sought = true;
  return any;
}

/* Joins what stands before the found words, and adds it. */
static bool take(finder *f, uint32_t i, found *r) {
  uint32_t before = words_before(&f->v, i, r), floor = 0;
  if (f->n_moments > f->first_of_sentence) {
    const moment *m = &f->moments[f->n_moments - 1];
    floor = m->first_token + m->n_tokens - f->v.first;
  }
  if (i - before < floor) before = i > floor ? i - floor : 0;
  stretch_since(f, i - before, r);
  if (!add_moment(f, f->v.first + i - before, r->n + before, r)) return false;
  if (!join_range(f)) join_clock(f);
  return !f->failed;
}

static bool search_sentence(finder *f) {
  for (uint32_t i = 0; i < f->v.n;) {
    found r = match_at(&f->v, i);
    if (r.n && is_in_name(&f->v, i, r.n)) r.n = 0;
    if (r.n && !take(f, i, &r)) return false;
    i += r.n ? r.n : 1;
  }
  return true;
}

/* ---- expressions that are given */

/* Longer beats shorter; of equals, one of the calendar. */
static bool is_better(const found *r, const found *best) {
  return r->n > best->n || (r->n == best->n && r->n && r->p.grain && !best->p.grain);
}

/* Hours and a day in one expression, in either order. */
static found with_day(const found *a, const found *b) {
  const found *hours = a->clock_min >= 0 || a->part ? a : b, *day = hours == a ? b : a;
  bool fits = (hours->clock_min >= 0 || hours->part) && day->kind == MOMENT_DATE && day->p.grain == GRAIN_DAY;
  return fits ? on_day(*hours, day) : *a;
}

/* The best match that begins in [begin, end) and ends there; nothing beyond `end` is seen. */
static found match_within(time_view *v, uint32_t begin, uint32_t end, uint32_t *where) {
  cue hidden[CUES_AHEAD];
  found best = {0}, second = {0};
  memcpy(hidden, v->cues + end, sizeof hidden);
  memset(v->cues + end, 0, sizeof hidden);
  for (uint32_t i = begin; i < end; i++) {
    found r = match_at(v, i);
    bool apart = i >= *where + best.n;
    if (apart && best.n && is_better(&r, &second)) second = r;
    if (!is_better(&r, &best)) continue;
    if (apart) second = best;
    best = r;
    *where = i;
  }
  if (best.n && second.n) best = with_day(&best, &second);
  for (uint32_t i = begin; i < end && !best.n; i++) best = match_known_word(v, *where = i);
  memcpy(v->cues + end, hidden, sizeof hidden);
  return best;
}

static bool take_given(finder *f, const moment_span *s) {
  uint32_t begin = s->first_token - f->v.first, end = begin + s->n_tokens, where = begin;
  if (end > f->v.n) end = f->v.n;
  found r = begin < end ? match_within(&f->v, begin, end, &where) : (found){0};
  if (r.n) {
    uint32_t before = words_before(&f->v, where, &r);
    stretch_since(f, where - before, &r);
  }
  return add_moment(f, s->first_token, s->n_tokens, &r);
}

static bool take_all_given(finder *f) {
  const moment_search *q = f->search;
  f->v.lenient = true;
  for (; f->next_given < q->n_given; f->next_given++) {
    const moment_span *s = &q->given[f->next_given];
    if (s->first_token >= f->v.first + f->v.n) break;
    if (s->first_token < f->v.first || !s->n_tokens) continue;
    if (!take_given(f, s)) return false;
  }
  return true;
}

static bool find_in_sentence(finder *f, const sentence *s) {
  bool any = read_cues(f, s);
  f->first_of_sentence = f->n_moments;
  f->v.since_last++;
  if (f->search->given) return take_all_given(f);
  return !any || search_sentence(f);
}

casus_status moments_find(const text *t, const analysis *an, const moment_search *search, arena *a, moment **moments, uint32_t *n,
                          uint32_t **at, casus_error *error) {
  finder *f = ARENA_ARRAY(a, finder, 1);
  if (f) f->at = ARENA_ARRAY(a, uint32_t, t->n_tokens + 1);
  if (!f || !f->at) return error_set(error, CASUS_MEMORY, "no memory for the times of %u tokens", t->n_tokens);
  f->v.t = t;
  f->v.an = an;
  f->v.country = search->country;
  f->a = a;
  f->search = search;
  casus_date on = search->on;
  if (on.month && on.day && date_is_real(on)) f->v.on = on;
  for (uint32_t i = 0; i < t->n_sentences; i++) {
    bool left_out = t->sentences[i].kind == SENTENCE_DATELINE && !search->with_datelines && !search->given;
    if (left_out) continue;
    if (!find_in_sentence(f, &t->sentences[i])) return error_set(error, CASUS_MEMORY, "no memory for %u times", f->n_moments);
  }
  *moments = f->moments;
  *n = f->n_moments;
  *at = f->at;
  return CASUS_OK;
}

/* ---- a phrase by itself */

/* Does every word say something of time, or stand before what does? */
static bool is_phrase(const text *t) {
  for (uint32_t i = 0; i < t->n_tokens; i++) {
    str form = token_form(t, i);
    bool mark = form.len == 1 && !is_ascii_alpha((unsigned char)form.ptr[0]) && !is_ascii_digit((unsigned char)form.ptr[0]);
    if (!mark && cue_of(form).kind == CUE_NONE && !str_equal_fold(form, STR("time")) && !str_equal_fold(form, STR("moment")))
      return false;
  }
  return true;
}

casus_status world_when(const text *t, const analysis *an, casus_date on, arena *a, moment **moments, uint32_t *n,
                        casus_error *error) {
  uint32_t *at;
  moment_search search = {.on = on, .with_datelines = true};
  casus_status status = moments_find(t, an, &search, a, moments, n, &at, error);
  if (status != CASUS_OK || *n || !t->n_tokens || !is_phrase(t)) return status;
  moment_span all = {0, t->n_tokens};
  search.given = &all;
  search.n_given = 1;
  status = moments_find(t, an, &search, a, moments, n, &at, error);
  if (status == CASUS_OK && !(*n && (*moments)->kind)) *n = 0;
  return status;
}

const char *moment_kind_name(unsigned kind) {
  static const char *const names[] = {"", "DATE", "TIME", "DURATION", "SET"};
  return kind < sizeof names / sizeof *names ? names[kind] : "";
}
