/* Words that point at the past, the present or the future and name no date: "now", "recently", "at the time", "soon". */
#include "world/moment_parts.h"

static const found nothing = {0};

static found ref(uint32_t n, ref_kind kind) {
  static const char *const values[] = {"PAST_REF", "PRESENT_REF", "FUTURE_REF"};
  return undated(n, MOMENT_DATE, values[kind]);
}

/* What is a time only in these words: `before` the cue, the cue itself, and what follows it. */
static const struct {
  const char *first, *second, *third;
  uint8_t kind;
} phrases[] = {{"at", "the", "time", REF_PAST},      {"at", "that", "time", REF_PAST},     {"at", "the", "moment", REF_PRESENT},
               {"at", "this", "time", REF_PRESENT},  {"these", "days", NULL, REF_PRESENT}, {"in", "the", "past", REF_PAST},
               {"at", "this", "moment", REF_PRESENT}};

/* "in the past" before a unit or a number of them is another expression. */
static bool goes_on(const time_view *f, uint32_t i) {
  return is_kind(f, i, CUE_UNIT) || is_kind(f, i, CUE_MORE) || is_kind(f, i, CUE_FISCAL) || quantity_at(f, i).n;
}

/* How many of its words lie before the time itself: prepositions do. */
static found match_phrase(const time_view *f, uint32_t i) {
  if (!is_kind(f, i, CUE_THESE) && kind_before(f, i) != CUE_AT && kind_before(f, i) != CUE_IN) return nothing;
  for (size_t k = 0; k < sizeof phrases / sizeof *phrases; k++) {
    bool first_is_time = str_is(str_of(phrases[k].first), "these");
    uint32_t at = first_is_time ? i : i - 1;
    if (!first_is_time && !i) continue;
    if (!is_form(f, at, phrases[k].first) || !is_form(f, at + 1, phrases[k].second)) continue;
    if (phrases[k].third && !is_form(f, at + 2, phrases[k].third)) continue;
    uint32_t end = at + 2 + (phrases[k].third != NULL);
    if (!is_form(f, at, "in") || !goes_on(f, end)) return ref(end - i, (ref_kind)phrases[k].kind);
  }
  return nothing;
}

/* "the future", "the near future", but not "his future" */
static found match_future(const time_view *f, uint32_t i) {
  bool noun = word_at(f, i)->upos == UPOS_NOUN;
  bool near = i && (is_form(f, i - 1, "near") || is_form(f, i - 1, "foreseeable") || is_form(f, i - 1, "immediate"));
  bool said = i >= 2u + near && kind_before(f, i - near) == CUE_THE && is_kind(f, i - near - 2, CUE_IN);
  return f->lenient || (noun && said) ? ref(1, REF_FUTURE) : nothing;
}

/* "now and again", "as soon as", "soon after": not times of their own */
static bool is_link(const time_view *f, uint32_t i) {
  if (is_form(f, i, "now")) return is_kind(f, i + 1, CUE_AND) && (is_form(f, i + 2, "again") || is_form(f, i + 2, "then"));
  if (is_form(f, i, "soon")) return is_form(f, i + 1, "as") || is_kind(f, i + 1, CUE_AFTER) || (i && is_form(f, i - 1, "as"));
  if (is_form(f, i, "shortly")) return is_kind(f, i + 1, CUE_AFTER) || is_kind(f, i + 1, CUE_BEFORE);
  return false;
}

/* Bare words that are times where it is known that a time stands there. */
static found match_lenient(const time_view *f, uint32_t i) {
  switch (cue_at(f, i)->kind) {
    case CUE_PAST:
    case CUE_RECENT:
    case CUE_PREVIOUS:
    case CUE_EARLIER:
      return ref(1, REF_PAST);
    case CUE_CURRENT:
    case CUE_THESE:
      return ref(1, REF_PRESENT);
    case CUE_COMING:
    case CUE_LATER:
      return ref(1, REF_FUTURE);
    case CUE_TIMES:
      return is_form(f, i, "once") ? ref(1, REF_PAST) : nothing;
    default:
      return is_form(f, i, "time") && kind_before(f, i) == CUE_THE ? ref(1, REF_PAST) : nothing;
  }
}

/* Words that are times only where it is known that one stands there. */
found match_known_word(const time_view *f, uint32_t i) {
  static const struct {
    const char *form, *value;
    uint8_t kind;
  } known[] = {{"already", "PRESENT_REF", MOMENT_DATE}, {"yet", "PRESENT_REF", MOMENT_DATE},
               {"moment", "PRESENT_REF", MOMENT_DATE},  {"once", "PAST_REF", MOMENT_DATE},
               {"term", "FUTURE_REF", MOMENT_DATE},     {"while", "PXX", MOMENT_DURATION},
               {"period", "PXX", MOMENT_DURATION},      {"time", "PXX", MOMENT_DURATION}};
  if (is_form(f, i, "then")) return leaning(f, 1, f->last, "the last date mentioned");
  for (size_t k = 0; k < sizeof known / sizeof *known; k++)
    if (is_form(f, i, known[k].form)) return undated(1, (moment_kind)known[k].kind, known[k].value);
  return nothing;
}

found match_ref(const time_view *f, uint32_t i) {
  const cue *c = cue_at(f, i);
  found r = match_phrase(f, i);
  if (r.n) return r;
  if (c->kind != CUE_REF) return f->lenient ? match_lenient(f, i) : nothing;
  if (is_form(f, i, "future")) return match_future(f, i);
  if (is_form(f, i, "present") && kind_before(f, i) != CUE_AT && !f->lenient) return nothing;
  return is_link(f, i) && !f->lenient ? nothing : ref(1, (ref_kind)c->value);
}
