/* What matchers give back: a period with the interval and the value that follow from it. */
#include <stdio.h>

#include "world/moment_parts.h"

static found with_period(uint32_t n, period p, casus_date_basis basis, const char *reason) {
  found r = {.n = n, .kind = MOMENT_DATE, .dates = true, .clock_min = -1};
  if (!period_is_real(p)) return r;
  r.basis = basis;
  r.p = p;
  r.reason = reason;
  period_dates(p, &r.begin, &r.end);
  period_value(p, r.value);
  return r;
}

found absolute(uint32_t n, period p) { return with_period(n, p, CASUS_BASIS_ABSOLUTE, "said in full"); }

found relative(const time_view *f, uint32_t n, period p, const char *reason) {
  if (!is_known(f->on)) return unresolved(n, "");
  return with_period(n, p, CASUS_BASIS_RELATIVE, reason);
}

found leaning(const time_view *f, uint32_t n, period p, const char *reason) {
  if (f->last.grain == GRAIN_NONE) return unresolved(n, "");
  found r = with_period(n, p, CASUS_BASIS_RELATIVE, reason);
  r.anchor = f->last;
  return r;
}

found unresolved(uint32_t n, const char *value) {
  found r = {.n = n, .kind = MOMENT_DATE, .dates = true, .clock_min = -1, .reason = "nothing says which"};
  snprintf(r.value, sizeof r.value, "%s", value);
  return r;
}

found undated(uint32_t n, moment_kind kind, const char *value) {
  found r = {.n = n, .kind = (uint8_t)kind, .clock_min = -1};
  snprintf(r.value, sizeof r.value, "%s", value);
  r.reason = kind == MOMENT_DURATION ? "how long" : kind == MOMENT_SET ? "how often" : "no date of the calendar";
  return r;
}

void set_period(found *r, period p) {
  if (!period_is_real(p)) return;
  r->p = p;
  period_dates(p, &r->begin, &r->end);
  period_value(p, r->value);
}

void add_part(found *r, day_part part) {
  static const char *const parts[] = {"", "TMO", "T12:00", "TAF", "TEV", "TNI", "T00:00"};
  size_t used = strlen(r->value);
  r->part = (uint8_t)part;
  if (r->kind == MOMENT_DATE) r->kind = MOMENT_TIME;
  if (used) snprintf(r->value + used, sizeof r->value - used, "%s", parts[part]);
}

grain grain_of(unit_kind unit) {
  static const uint8_t grains[] = {[UNIT_DAY] = GRAIN_DAY,        [UNIT_WEEK] = GRAIN_WEEK,     [UNIT_WEEKEND] = GRAIN_WEEKEND,
                                   [UNIT_FORTNIGHT] = GRAIN_WEEK, [UNIT_MONTH] = GRAIN_MONTH,   [UNIT_QUARTER] = GRAIN_QUARTER,
                                   [UNIT_YEAR] = GRAIN_YEAR,      [UNIT_DECADE] = GRAIN_DECADE, [UNIT_CENTURY] = GRAIN_CENTURY,
                                   [UNIT_MILLENNIUM] = GRAIN_NONE};
  return (grain)grains[unit];
}

bool is_day_near(const time_view *f) {
  enum { SENTENCES_NEAR = 3 };
  return f->last.grain == GRAIN_DAY && f->since_last <= SENTENCES_NEAR;
}

/* ---- what the tree says of the words of a time */

bool hangs_on_verb(const time_view *f, uint32_t i) {
  uint32_t head = word_at(f, i)->head;
  return head != NO_TOKEN && f->an->words[head].upos == UPOS_VERB;
}

bool counts_what_follows(const time_view *f, uint32_t i) {
  const word *w = word_at(f, i);
  return w->rel == REL_NUMMOD && w->head != NO_TOKEN && w->head > f->first + i && f->an->words[w->head].upos == UPOS_NOUN;
}

bool is_person(const time_view *f, uint32_t i) {
  uint32_t e = word_at(f, i)->entity;
  return e && f->an->entities[e - 1].kind == ENTITY_PERSON;
}
