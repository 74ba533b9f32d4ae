/* Which way a clause looks: was it, or will it be? */
#include "world/moment_parts.h"

enum {
  HOURS_BEFORE_MAX = 4, /* words of an hour before its day */
  CLIMB_MAX = 12,       /* steps from a time expression to its verb, and from verb to verb */
  WINDOW_TOKENS = 24    /* how far from a verb its auxiliaries are looked for */
};

typedef struct {
  const text *t;
  const analysis *an;
  uint32_t first, end;
} clause;

/* Words that set a time for what follows: "due to meet", "agreed to visit". */
static bool is_planning(str lemma) {
  static const char *const lemmas[] = {"agree", "aim",    "appeal",   "ask",     "call",    "decide", "demand",
                                       "due",   "expect", "hope",     "intend",  "invite",  "offer",  "order",
                                       "plan",  "pledge", "prepare",  "promise", "propose", "ready",  "schedule",
                                       "set",   "slate",  "threaten", "urge",    "vow",     "want"};
  for (size_t i = 0; i < sizeof lemmas / sizeof *lemmas; i++)
    if (str_equal_fold(lemma, str_of(lemmas[i]))) return true;
  return false;
}

/* Of these, those whose own time lies ahead: "scheduled for Friday". */
static bool is_scheduling(str lemma) {
  static const char *const lemmas[] = {"due", "expect", "plan", "schedule", "set", "slate"};
  for (size_t i = 0; i < sizeof lemmas / sizeof *lemmas; i++)
    if (str_equal_fold(lemma, str_of(lemmas[i]))) return true;
  return false;
}

/* "Russia says on Friday" tells of what was said. */
static bool is_reporting(str lemma) { return str_equal_fold(lemma, STR("say")) || str_equal_fold(lemma, STR("report")); }

/* What a timetable says: "the vote starts on Sunday" is told ahead. */
static bool is_timetable(str lemma) {
  static const char *const lemmas[] = {"begin", "convene", "end", "expire", "open", "resume", "start"};
  for (size_t i = 0; i < sizeof lemmas / sizeof *lemmas; i++)
    if (str_equal_fold(lemma, str_of(lemmas[i]))) return true;
  return false;
}

static bool is_future_auxiliary(str form) {
  static const char *const forms[] = {"will",  "'ll", "\xe2\x80\x99ll", "wo",     "shall", "would", "may",
                                      "might", "can", "could",          "should", "must"};
  for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
    if (str_equal_fold(form, str_of(forms[i]))) return true;
  return false;
}

static bool is_past_auxiliary(str form) {
  static const char *const forms[] = {"was", "were", "had", "did", "has", "have", "been", "'ve"};
  for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
    if (str_equal_fold(form, str_of(forms[i]))) return true;
  return false;
}

/* What stands under a verb: its auxiliaries and marks. */
typedef struct {
  bool future, past, present, to, had;
} company;

static void meet_child(const clause *c, uint32_t child, company *out) {
  const word *w = &c->an->words[child];
  str form = token_form(c->t, child);
  if (w->rel == REL_MARK && str_equal_fold(form, STR("to"))) out->to = true;
  if (w->rel != REL_AUX && w->rel != REL_AUX_PASS && w->rel != REL_COP) return;
  if (is_future_auxiliary(form)) out->future = true;
  else if (is_past_auxiliary(form)) out->past = true;
  else out->present = true;
  if (str_equal_fold(form, STR("had"))) out->had = true;
}

static company company_of(const clause *c, uint32_t verb) {
  company out = {0};
  uint32_t begin = verb - c->first > WINDOW_TOKENS ? verb - WINDOW_TOKENS : c->first;
  uint32_t end = c->end - verb > WINDOW_TOKENS ? verb + WINDOW_TOKENS : c->end;
  for (uint32_t i = begin; i < end; i++)
    if (c->an->words[i].head == verb) meet_child(c, i, &out);
  return out;
}

static bool is_predicate(const clause *c, uint32_t i, const company *co) {
  const word *w = &c->an->words[i];
  return w->upos == UPOS_VERB || w->upos == UPOS_AUX || w->head == NO_TOKEN || co->future || co->past || co->present;
}

/* "going" with "is" before a "to" clause. */
static bool is_going(const clause *c, uint32_t i) { return str_equal_fold(token_form(c->t, i), STR("going")); }

/* The tense that the predicate itself shows; TENSE_UNKNOWN: its own governor says. */
static tense tense_of_predicate(const clause *c, uint32_t i, const company *co) {
  const word *w = &c->an->words[i];
  if (co->future) return TENSE_FUTURE;
  if (co->to) return TENSE_UNKNOWN;
  bool scheduled = (w->xpos == XPOS_VBN || w->xpos == XPOS_JJ) && is_scheduling(w->lemma);
  if (scheduled && !co->had && (co->past || co->present || w->xpos == XPOS_JJ)) return TENSE_FUTURE;
  if (co->past) return TENSE_PAST;
  switch (w->xpos) {
    case XPOS_VBD:
      return TENSE_PAST;
    case XPOS_VBN:
      return co->present ? TENSE_UNKNOWN : TENSE_PAST;
    case XPOS_VBZ:
    case XPOS_VBP:
      if (is_timetable(w->lemma)) return TENSE_FUTURE;
      return is_reporting(w->lemma) ? TENSE_PAST : TENSE_PRESENT; /* "meets them on Friday" */
    case XPOS_VBG:
      return co->present ? TENSE_PRESENT : TENSE_UNKNOWN;
    default:
      return co->present ? TENSE_PRESENT : TENSE_UNKNOWN;
  }
}

/* An infinitive after a verb of planning lies ahead, whatever the verb's own tense. */
static bool is_planned(const clause *c, uint32_t verb) {
  const word *w = &c->an->words[verb];
  uint32_t governor = w->head;
  if (governor == NO_TOKEN || governor < c->first || governor >= c->end) return false;
  return is_planning(c->an->words[governor].lemma) || is_going(c, governor);
}

bool is_put_off(const analysis *an, uint32_t first, uint32_t n, uint32_t i) {
  static const char *const lemmas[] = {
      "adjourn", "defer",  "delay", "extend", "give", "postpone", "postpon" /* as the lemmatizer may cut it */,
      "remand",  "suspend"};
  for (int step = 0; step < 3; step++) {
    i = an->words[i].head;
    if (i == NO_TOKEN || i < first || i >= first + n) return false;
    for (size_t k = 0; k < sizeof lemmas / sizeof *lemmas; k++)
      if (str_equal_fold(an->words[i].lemma, str_of(lemmas[k]))) return true;
  }
  return false;
}

/* "Friday's ruling", "the Friday explosions": past, unless what is so named is itself what will be or be done ("Friday's meeting
 * will discuss it"). */
static tense tense_of_named(const clause *c, uint32_t noun) {
  uint32_t verb = c->an->words[noun].head;
  if (verb == NO_TOKEN || verb < c->first || verb >= c->end) return TENSE_PAST;
  return company_of(c, verb).future ? TENSE_FUTURE : TENSE_PAST;
}

tense tense_at(const text *t, const analysis *an, uint32_t first, uint32_t n, uint32_t i) {
  clause c = {t, an, first, first + n};
  const word *w = &an->words[i];
  bool names = w->rel == REL_NMOD_POSS || w->rel == REL_COMPOUND;
  if (names && w->head != NO_TOKEN && w->head >= first && w->head < c.end) return tense_of_named(&c, w->head);
  for (int step = 0; step < CLIMB_MAX && i != NO_TOKEN && i >= c.first && i < c.end; step++, i = an->words[i].head) {
    company co = company_of(&c, i);
    if (!is_predicate(&c, i, &co)) continue;
    tense own = tense_of_predicate(&c, i, &co);
    if (own == TENSE_UNKNOWN && co.to && is_planned(&c, i)) return TENSE_FUTURE;
    if (own != TENSE_UNKNOWN) return own;
  }
  return TENSE_UNKNOWN;
}

static bool is_hour_word(const time_view *f, uint32_t i) {
  cue_kind kind = (cue_kind)cue_at(f, i)->kind;
  return kind == CUE_NUMBER || kind == CUE_CLOCK || kind == CUE_CLOCK_HALF || kind == CUE_ZONE || kind == CUE_PART ||
         kind == CUE_COMMA;
}

/* Does the clause of the time at i look back or ahead? "postponed until Friday" looks ahead. */
tense tense_of(const time_view *f, uint32_t i) {
  uint32_t k = i; /* "until 9 a.m. Tuesday" */
  while (k && i - k < HOURS_BEFORE_MAX && is_hour_word(f, k - 1)) k--;
  bool until = k && is_kind(f, k - 1, CUE_TO);
  if (until && is_put_off(f->an, f->first, f->n, f->first + i)) return TENSE_FUTURE;
  return tense_at(f->t, f->an, f->first, f->n, f->first + i);
}
