/* When the times are that a phrase names, and why. */
#include "world/lookup_parts.h"

/* ---- granularity, from the value's form (TimeML 1.2.1) */

static const char *unit_of(char letter, bool time) {
  switch (letter) {
    case 'Y':
      return "year";
    case 'M':
      return time ? "minute" : "month";
    case 'W':
      return "week";
    case 'D':
      return "day";
    case 'H':
      return "hour";
    case 'S':
      return "second";
    case 'Q':
      return "quarter";
    case 'E':
      return "decade";
    default:
      return NULL;
  }
}

/* "P2W", "PT30M", "P10E": the last unit. */
static const char *duration_unit(str value) {
  bool time = memchr(value.ptr, 'T', value.len) != NULL;
  if (str_ends(value, STR("DE"))) return "decade";
  if (str_ends(value, STR("CE"))) return "century";
  return unit_of(value.ptr[value.len - 1], time);
}

static const char *clock_unit(str time) {
  if (time.len && is_ascii_upper((unsigned char)time.ptr[0])) return "part of day"; /* "TMO" */
  uint32_t colons = 0;
  for (size_t i = 0; i < time.len; i++) colons += time.ptr[i] == ':';
  return colons == 0 ? "hour" : colons == 1 ? "minute" : "second";
}

/* What follows the year: "W12", "W12-WE", "Q1", "H2", "SP", "03", "03-18". */
static const char *calendar_unit(str rest) {
  if (rest.ptr[0] == 'W') return str_ends(rest, STR("WE")) ? "weekend" : rest.len > 3 ? "day" : "week";
  if (rest.ptr[0] == 'Q') return "quarter";
  if (rest.ptr[0] == 'H') return "half-year";
  if (listed(" SP SU FA WI ", rest)) return "season";
  return rest.len > 2 ? "day" : "month";
}

static const char *granularity_of(str value) {
  static const char *const by_length[] = {NULL, NULL, "century", "decade", "year"};
  if (str_empty(value) || str_ends(value, STR("_REF"))) return NULL;
  if (value.ptr[0] == 'P') return duration_unit(value);
  if (str_starts(value, STR("FY"))) value = str_slice(value, 2, value.len);
  const char *clock = memchr(value.ptr, 'T', value.len);
  if (clock) return clock_unit(str_slice(value, (size_t)(clock - value.ptr) + 1, value.len));
  if (value.len < sizeof by_length / sizeof *by_length) return by_length[value.len];
  return value.len > 5 && value.ptr[4] == '-' ? calendar_unit(str_slice(value, 5, value.len)) : NULL;
}

/* ---- the answer */

static casus_time time_of(const casus_phrase *ask, const phrase_reading *in, const moment *m) {
  span s = lookup_span(in, m->first_token, m->n_tokens);
  return (casus_time){.text = lookup_text(ask, in, s),
                      .span = s,
                      .value = m->value,
                      .type = moment_kind_name(m->kind),
                      .granularity = granularity_of(m->value),
                      .date = m->begin,
                      .enddate = m->end,
                      .date_basis = m->basis};
}

static void explain(reasons *r, const casus_phrase *ask, const phrase_reading *in, const moment *m) {
  static const char *const bases[] = {"", "the publication date", "counted from another date", "as written"};
  if (!r->of) reason_reading(r, in);
  if (!str_empty(m->reason)) reason_add(r, "date", "%.*s", STR_ARG(m->reason));
  else if (m->basis) reason_add(r, "date", "%s", bases[m->basis]);
  if (!m->begin.year && str_empty(m->value) && !ask->on.year)
    reason_add(r, "date", "no publication date is given: what counts from one stays unresolved");
}

static bool is_asked(const phrase_reading *in, const moment *m) {
  return m->first_token < in->end && m->first_token + m->n_tokens > in->first;
}

static void explain_nothing(reasons *r, const phrase_reading *in) {
  reason_reading(r, in);
  reason_add(r, "words", in->n_words ? "none of the words tells of a time" : "the phrase has no words");
}

casus_status lookup_when(const lookup *l, const casus_phrase *ask, casus_when_answer *out, casus_error *error) {
  phrase_reading in;
  moment *found = NULL;
  uint32_t n = 0, kept = 0;
  reasons why = {.l = l};
  casus_status status = lookup_read_plain(l, ask, &in, error);
  if (status == CASUS_OK) status = world_when(&in.t, &in.an, ask->on, l->a, &found, &n, error);
  if (status != CASUS_OK) return status;
  casus_time *times = ARENA_ARRAY(l->a, casus_time, n + 1);
  for (uint32_t i = 0; times && i < n; i++) {
    if (!is_asked(&in, &found[i])) continue;
    why.of = kept;
    times[kept++] = time_of(ask, &in, &found[i]);
    explain(&why, ask, &in, &found[i]);
  }
  if (!kept) explain_nothing(&why, &in);
  if (!times || why.failed) return error_set(error, CASUS_MEMORY, "no memory to look a time up");
  *out =
      (casus_when_answer){.times = times, .reasons = why.items, .n_times = kept, .n_reasons = why.n, .in_context = in.in_context};
  return CASUS_OK;
}
