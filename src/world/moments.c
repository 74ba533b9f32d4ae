/* The time expressions of a document: each sentence's words become cues, the matchers say what stands at each, and ranges are
 * joined. */
#include "world/moment_parts.h"

enum { DAYS_OVER_A_YEAR = 365 };

typedef struct {
  time_view v; /* the sentence in work */
  arena *a;
  moment *moments;
  uint32_t n_moments, capacity;
  uint32_t *at;
} finder;

static found match_at(const time_view *v, uint32_t i) {
  found r = match_calendar(v, i);
  return r.n ? r : match_relative(v, i);
}

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
static void stretch_since(const finder *f, uint32_t i, found *r) {
  uint32_t k = i;
  while (k > 0 && i - k < 2 &&
         (is_kind(&f->v, k - 1, CUE_EDGE) || is_kind(&f->v, k - 1, CUE_LAST) || is_kind(&f->v, k - 1, CUE_THE)))
    k--;
  if (!k || !is_kind(&f->v, k - 1, CUE_SINCE) || !is_known(f->v.on) || !is_known(r->begin) || is_known(r->end)) return;
  if (date_compare(r->begin, f->v.on) < 0) r->end = f->v.on;
}

/* "last" before a month or weekday belongs to the expression. */
static uint32_t words_before(const finder *f, uint32_t i) {
  cue_kind kind = (cue_kind)f->v.cues[i].kind;
  if (!i || (kind != CUE_MONTH && kind != CUE_WEEKDAY)) return 0;
  cue_kind before = (cue_kind)f->v.cues[i - 1].kind;
  return before == CUE_LAST || before == CUE_NEXT || before == CUE_THIS || before == CUE_COMING || before == CUE_PAST;
}

static bool add_moment(finder *f, uint32_t i, found *r) {
  stretch_since(f, i, r);
  uint32_t before = words_before(f, i), first = f->v.first + i - before, n = r->n + before;
  if (!arena_grow(f->a, (void **)&f->moments, &f->capacity, f->n_moments + 1, sizeof *f->moments)) return false;
  uint32_t head = head_of(f, first, n);
  f->moments[f->n_moments++] =
      (moment){.begin = r->begin,
               .end = r->end,
               .basis = r->basis,
               .past = r->past || is_long_past(f, r),
               .dates = true,
               .kind = MOMENT_DATE,
               .reason = r->basis == CASUS_BASIS_RELATIVE ? STR("counted from publication") : STR("said in full"),
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
  uint32_t gap = a->first_token + a->n_tokens - f->v.first;
  if (b->first_token != f->v.first + gap + 1 || a->first_token == f->v.first) return;
  uint32_t before = a->first_token - f->v.first - 1;
  bool from_to =
      str_equal_fold(form_at(&f->v, before), STR("from")) && (is_kind(&f->v, gap, CUE_TO) || is_kind(&f->v, gap, CUE_DASH));
  bool between = is_kind(&f->v, before, CUE_BETWEEN) && is_kind(&f->v, gap, CUE_AND);
  if ((!from_to && !between) || !is_known(a->begin) || !is_known(b->begin)) return;
  if (date_compare(a->begin, b->begin) > 0) return;
  a->end = is_known(b->end) ? b->end : b->begin;
  a->past = b->past;
  a->n_tokens = b->first_token + b->n_tokens - a->first_token;
  f->at[b->head] = f->n_moments - 1;
  f->n_moments--;
}

static bool find_in_sentence(finder *f, const sentence *s) {
  f->v.first = s->first_token;
  f->v.n = s->n_tokens < SENTENCE_TOKENS_MAX ? s->n_tokens : SENTENCE_TOKENS_MAX;
  bool any = false;
  for (uint32_t i = 0; i < f->v.n; i++) {
    f->v.cues[i] = cue_of(form_at(&f->v, i));
    any |= f->v.cues[i].kind != CUE_NONE;
  }
  memset(f->v.cues + f->v.n, 0, 8 * sizeof *f->v.cues);
  uint32_t first_of_sentence = f->n_moments;
  for (uint32_t i = 0; any && i < f->v.n;) {
    found r = f->v.cues[i].kind == CUE_NONE ? (found){0} : match_at(&f->v, i);
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
  f->v.t = t;
  f->v.an = an;
  f->a = a;
  if (on.month && on.day && date_is_real(on)) f->v.on = on;
  for (uint32_t i = 0; i < t->n_sentences; i++) {
    if (t->sentences[i].kind == SENTENCE_DATELINE) continue;
    if (!find_in_sentence(f, &t->sentences[i])) return error_set(error, CASUS_MEMORY, "no memory for %u times", f->n_moments);
  }
  *moments = f->moments;
  *n = f->n_moments;
  *at = f->at;
  return CASUS_OK;
}

casus_status world_when(const text *t, const analysis *an, casus_date on, arena *a, moment **found, uint32_t *n,
                        casus_error *error) {
  uint32_t *at;
  return moments_find(t, an, on, a, found, n, &at, error);
}

const char *moment_kind_name(unsigned kind) {
  static const char *const names[] = {"", "DATE", "TIME", "DURATION", "SET"};
  return kind < sizeof names / sizeof *names ? names[kind] : "";
}
