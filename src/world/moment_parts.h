/* Private to the search for moments: what single words say of time, and which way a clause looks. */
#ifndef CASUS_MOMENT_PARTS_H
#define CASUS_MOMENT_PARTS_H

#include "world/moments.h"

typedef enum {
  CUE_NONE,
  CUE_MONTH,   /* value 1 to 12 */
  CUE_WEEKDAY, /* value 0 Monday to 6 Sunday */
  CUE_DAY,     /* "today", "yesterday": value is the distance in days */
  CUE_PART,    /* "morning", "night" */
  CUE_UNIT,    /* value: unit_kind */
  CUE_NUMBER,  /* value as written; "few", "several": NUMBER_VAGUE */
  CUE_ORDINAL, /* "3rd", "18th" */
  CUE_YEAR,    /* four digits, 1000 to 2199 */
  CUE_DECADE,  /* "1990s", "'90s": its first year */
  CUE_ISO,     /* "2021-05-03" */
  CUE_SLASHED, /* "3/5/2021" */
  CUE_LAST,
  CUE_NEXT,
  CUE_THIS,
  CUE_PAST,   /* "past" */
  CUE_COMING, /* "coming", "upcoming" */
  CUE_RECENT,
  CUE_AGO,
  CUE_AFTERWARDS, /* "later", "earlier", "after", "before": leans on another moment */
  CUE_EARLIER,
  CUE_LATER,
  CUE_EDGE, /* "early", "late", "mid", "beginning", "end" */
  CUE_EVERY,
  CUE_THE,
  CUE_OF,
  CUE_COMMA,
  CUE_DASH,
  CUE_IN, /* "in", "during", "by", "until", "from" and other words that stand before times */
  CUE_ON,
  CUE_SINCE,
  CUE_TO,
  CUE_AND,
  CUE_BETWEEN
} cue_kind;

typedef enum {
  UNIT_HOUR,
  UNIT_DAY,
  UNIT_WEEK,
  UNIT_WEEKEND,
  UNIT_FORTNIGHT,
  UNIT_MONTH,
  UNIT_YEAR,
  UNIT_DECADE,
  UNIT_CENTURY
} unit_kind;
enum { NUMBER_VAGUE = -1 };

typedef struct {
  uint8_t kind;
  bool plural;     /* of a unit */
  bool short_name; /* "Jan", "Sun": a month or day that may be another name */
  int16_t value;
} cue;

cue cue_of(str form);
bool moment_cues_are_sorted(void); /* for the test */

/* Which way the clause around a token looks. */
typedef enum { TENSE_UNKNOWN, TENSE_PAST, TENSE_PRESENT /* may look either way */, TENSE_FUTURE } tense;

/* Does a verb of putting off govern token i: "postponed", "extended", "adjourned"? */
bool is_put_off(const analysis *an, uint32_t first, uint32_t n, uint32_t i);

/* The tense of the verb that governs token i, within the sentence [first, first + n) of the analysis. Work is bounded. */
tense tense_at(const text *t, const analysis *an, uint32_t first, uint32_t n, uint32_t i);

/* A sentence as the matchers see it. */
typedef struct {
  const text *t;
  const analysis *an;
  casus_date on;                     /* publication; year 0: none */
  uint32_t first, n;                 /* its tokens */
  cue cues[SENTENCE_TOKENS_MAX + 8]; /* closed by CUE_NONE, so that matchers may look ahead */
} time_view;

/* What a matcher found: `n` cues from the one it was asked about; 0: nothing. */
typedef struct {
  uint32_t n;
  casus_date begin, end;
  casus_date_basis basis;
  bool past;
} found;

static inline bool is_known(casus_date d) { return d.year != 0; }
static inline casus_date day_plus(casus_date d, int32_t days) { return date_from_days(date_to_days(d) + days); }

static inline casus_date month_plus(casus_date d, int months) {
  int all = d.year * 12 + (d.month ? d.month - 1 : 0) + months;
  return (casus_date){(int16_t)(all / 12), (uint8_t)(all % 12 + 1), 0};
}

static inline casus_date year_of(int year) { return (casus_date){(int16_t)year, 0, 0}; }

static inline bool is_year(int year) { return year >= 1 && year <= 9999; }

/* ---- results */

static inline found absolute(uint32_t n, casus_date begin, casus_date end) {
  return (found){n, begin, end, CASUS_BASIS_ABSOLUTE, false};
}

/* An expression that only the publication date resolves. */
static inline found relative(const time_view *f, uint32_t n, casus_date begin, casus_date end) {
  if (!is_known(f->on) || !is_year(begin.year) || (is_known(end) && !is_year(end.year))) return (found){.n = n};
  return (found){n, begin, end, CASUS_BASIS_RELATIVE, false};
}

static inline found relative_days(const time_view *f, uint32_t n, int32_t from, int32_t to) {
  if (!is_known(f->on)) return (found){.n = n};
  return relative(f, n, day_plus(f->on, from), from == to ? (casus_date){0} : day_plus(f->on, to));
}

static inline const cue *cue_at(const time_view *f, uint32_t i) { return &f->cues[i]; }
static inline bool is_kind(const time_view *f, uint32_t i, cue_kind kind) { return f->cues[i].kind == kind; }

static inline str form_at(const time_view *f, uint32_t i) { return token_form(f->t, f->first + i); }

static inline bool is_day_number(const time_view *f, uint32_t i) {
  const cue *c = cue_at(f, i);
  bool number = c->kind == CUE_NUMBER && is_ascii_digit((unsigned char)form_at(f, i).ptr[0]);
  return (number || c->kind == CUE_ORDINAL) && c->value >= 1 && c->value <= 31;
}

/* "15" in "In March 15 soldiers were killed" counts what follows. */
static inline bool counts_what_follows(const time_view *f, uint32_t i) {
  const word *w = &f->an->words[f->first + i];
  return w->rel == REL_NUMMOD && w->head != NO_TOKEN && w->head > f->first + i && f->an->words[w->head].upos == UPOS_NOUN;
}

static inline bool is_person(const time_view *f, uint32_t i) {
  uint32_t e = f->an->words[f->first + i].entity;
  return e && f->an->entities[e - 1].kind == ENTITY_PERSON;
}

/* Does the clause of the time at i look back or ahead? */
tense tense_of(const time_view *f, uint32_t i);

/* Dates of the calendar: days, months, weekdays, years (moment_calendar.c). */
found match_calendar(const time_view *f, uint32_t i);
/* Times that count from publication: "last week", "two days ago" (moment_relative.c). */
found match_relative(const time_view *f, uint32_t i);

#endif
