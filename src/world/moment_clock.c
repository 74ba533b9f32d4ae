/* Hours and parts of a day: "10 a.m.", "17:00 GMT", "noon", "the morning". Which day it is, the sentence says. */
#include <stdio.h>

#include "world/moment_parts.h"

static const found nothing = {0};

enum { MINUTES_OF_DAY = 1440 };

/* The day that a time of day without one belongs to: the last mentioned, else that of publication. */
static found on_its_day(const time_view *f, uint32_t n) {
  if (is_day_near(f)) return leaning(f, n, f->last, "on the last day mentioned");
  if (!is_known(f->on)) return unresolved(n, "");
  return relative(f, n, period_around(GRAIN_DAY, f->on), "on the day of publication");
}

static found at_clock(const time_view *f, uint32_t n, int minutes) {
  found r = on_its_day(f, n);
  if (!r.value[0]) snprintf(r.value, sizeof r.value, "XXXX-XX-XX");
  r.kind = MOMENT_TIME;
  r.clock_min = (int16_t)minutes;
  size_t used = strlen(r.value);
  snprintf(r.value + used, sizeof r.value - used, "T%02d:%02d", minutes / 60 % 100, minutes % 60);
  return r;
}

/* "7:15", "7.15", "7", "1700" before a zone: minutes since midnight; -1: none. */
static int minutes_at(const time_view *f, uint32_t i) {
  const cue *c = cue_at(f, i);
  if (c->kind == CUE_CLOCK) return c->value;
  str form = i < f->n ? form_at(f, i) : (str){0};
  bool military = form.len == 4 && (c->kind == CUE_NUMBER || c->kind == CUE_YEAR) && is_kind(f, i + 1, CUE_ZONE);
  if (military && is_ascii_digit((unsigned char)form.ptr[0]) && c->value % 100 < 60 && c->value < 2400)
    return c->value / 100 * 60 + c->value % 100;
  if (c->kind == CUE_NUMBER && c->value >= 1 && c->value <= 12) return c->value * 60;
  str hours;
  uint32_t h, m;
  bool dotted =
      c->kind == CUE_DECIMAL && str_cut(&form, '.', &hours) && form.len == 2 && str_to_u32(hours, &h) && str_to_u32(form, &m);
  return dotted && h >= 1 && h <= 12 && m < 60 ? (int)(h * 60 + m) : -1;
}

static int with_half(int minutes, int half_hours) {
  if (minutes >= 13 * 60) return minutes;
  return (minutes >= 12 * 60 ? minutes - 12 * 60 : minutes) + half_hours * 60;
}

static const int part_half[] = {[PART_NONE] = 0,     [PART_MORNING] = 0, [PART_NOON] = 12,   [PART_AFTERNOON] = 12,
                                [PART_EVENING] = 12, [PART_NIGHT] = 12,  [PART_MIDNIGHT] = 0};

/* "in the morning", "in the afternoon" after an hour: their length */
static uint32_t part_after(const time_view *f, uint32_t k, int *half) {
  bool said = is_form(f, k, "in") && is_kind(f, k + 1, CUE_THE) && is_kind(f, k + 2, CUE_PART);
  if (!said) return 0;
  *half = part_half[cue_at(f, k + 2)->value];
  return 3;
}

/* "10 a.m.", "7:15 p.m. EST", "17:00", "1700 GMT", "8 o'clock", "4 in the morning" */
found match_clock(const time_view *f, uint32_t i) {
  int minutes = minutes_at(f, i), half = -1;
  if (minutes < 0 || minutes > MINUTES_OF_DAY) return nothing;
  uint32_t k = i + 1, o_clock = is_kind(f, k, CUE_OCLOCK);
  k += o_clock;
  if (is_kind(f, k, CUE_CLOCK_HALF)) half = cue_at(f, k++)->value;
  else k += part_after(f, k, &half);
  bool zone = is_kind(f, k, CUE_ZONE);
  k += zone;
  bool written = is_kind(f, i, CUE_CLOCK) && (f->lenient || kind_before(f, i) == CUE_AT || kind_before(f, i) == CUE_IN);
  bool four = form_at(f, i).len == 4 && zone;
  if (half < 0 && !o_clock && !written && !(zone && (four || is_kind(f, i, CUE_CLOCK)))) return nothing;
  return at_clock(f, k - i, half < 0 ? minutes : with_half(minutes, half));
}

/* "the morning", "early morning", "at noon", "by midnight": with "the" or "at" before it */
found match_part(const time_view *f, uint32_t i) {
  const cue *c = cue_at(f, i);
  if (c->kind != CUE_PART || c->plural) return nothing;
  cue_kind before = kind_before(f, i);
  bool point = c->value == PART_NOON || c->value == PART_MIDNIGHT;
  bool said =
      f->lenient ||
      (point && (before == CUE_AT || before == CUE_IN || before == CUE_TO || before == CUE_BEFORE || before == CUE_AFTER));
  bool in_the = before == CUE_THE && i > 1 && (is_form(f, i - 2, "in") || is_form(f, i - 2, "during"));
  if (!said && !(in_the && !is_kind(f, i + 1, CUE_OF))) return nothing;
  found r = on_its_day(f, 1);
  if (!r.value[0]) snprintf(r.value, sizeof r.value, "XXXX-XX-XX");
  add_part(&r, (day_part)c->value);
  return r;
}
