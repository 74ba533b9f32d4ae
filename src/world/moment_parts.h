/* Private to the search for moments: what single words say of time, a sentence as the matchers see it, and what they find. */
#ifndef CASUS_MOMENT_PARTS_H
#define CASUS_MOMENT_PARTS_H

#include "world/moment_period.h"
#include "world/moments.h"

/* ---- words */

typedef enum {
  CUE_NONE,
  CUE_MONTH,       /* value 1 to 12 */
  CUE_WEEKDAY,     /* value 0 Monday to 6 Sunday; plural: "Mondays" */
  CUE_DAY,         /* "today", "yesterday": value is the distance in days */
  CUE_TONIGHT,     /* a day and its part in one */
  CUE_OVERNIGHT,   /* the night that ends or begins with the day */
  CUE_PART,        /* "morning", "night": value is a day_part */
  CUE_UNIT,        /* value: unit_kind */
  CUE_NUMBER,      /* value as written */
  CUE_VAGUE,       /* "few", "several"; "couple": value 2 */
  CUE_SCALE,       /* "dozen", "hundred" */
  CUE_DECIMAL,     /* "2.5", or "7.15" before "pm" */
  CUE_HALF,        /* "half" */
  CUE_ORDINAL,     /* "3rd", "third" */
  CUE_YEAR,        /* four digits, 1000 to 2199; short_name: "'98" */
  CUE_DECADE,      /* "1990s", "'90s": its first year */
  CUE_DECADE_NAME, /* "nineties" */
  CUE_ISO,         /* "2021-05-03" */
  CUE_FIGURES,     /* "3/5/2021", "12.05.2021", "9/11" */
  CUE_CLOCK,       /* "7:15": minutes since midnight */
  CUE_CLOCK_HALF,  /* "a.m.", "p.m.": 0 or 12 hours */
  CUE_OCLOCK,
  CUE_ZONE, /* "GMT" */
  CUE_SEASON,
  CUE_QUARTER_NAME, /* "Q3" */
  CUE_HOLIDAY,      /* first word of a named day */
  CUE_NAMED_DAY,    /* the same, of words that also mean other things */
  CUE_LAST,
  CUE_NEXT,
  CUE_THIS,
  CUE_CURRENT,
  CUE_PAST,
  CUE_COMING,
  CUE_RECENT,
  CUE_LATEST,
  CUE_THAT,
  CUE_SAME,
  CUE_PREVIOUS,
  CUE_FOLLOWING,
  CUE_THESE,
  CUE_THOSE,
  CUE_AGO,
  CUE_LATER,
  CUE_EARLIER,
  CUE_BEFORE,
  CUE_AFTER,
  CUE_HENCE,
  CUE_EDGE,      /* "early", "late", "mid": value is an edge */
  CUE_EDGE_NOUN, /* "beginning", "end", "eve" */
  CUE_EVERY,
  CUE_FREQUENCY, /* "daily": value is the unit */
  CUE_TIMES,     /* "twice" */
  CUE_REF,       /* "now", "recently", "soon": value is a ref_kind */
  CUE_FISCAL,
  CUE_PERIOD,
  CUE_ABOUT, /* "about", "nearly", "than" */
  CUE_MORE,  /* what may stand between a number and its unit: "two more weeks", "five straight days" */
  CUE_THE,
  CUE_OF,
  CUE_COMMA,
  CUE_DASH,
  CUE_OWNER, /* "'s" */
  CUE_IN,    /* "in", "during", "by" and other words that stand before times */
  CUE_ON,
  CUE_AT,
  CUE_SINCE,
  CUE_TO, /* "to", "until" */
  CUE_AND,
  CUE_OR,
  CUE_BETWEEN,
  CUE_COUNT
} cue_kind;

typedef enum {
  UNIT_SECOND,
  UNIT_MINUTE,
  UNIT_HOUR,
  UNIT_DAY,
  UNIT_WEEK,
  UNIT_WEEKEND,
  UNIT_FORTNIGHT,
  UNIT_MONTH,
  UNIT_QUARTER,
  UNIT_YEAR,
  UNIT_DECADE,
  UNIT_CENTURY,
  UNIT_MILLENNIUM
} unit_kind;

typedef enum { PART_NONE, PART_MORNING, PART_NOON, PART_AFTERNOON, PART_EVENING, PART_NIGHT, PART_MIDNIGHT } day_part;
typedef enum { EDGE_START, EDGE_MIDDLE, EDGE_END, EDGE_EVE } edge;
typedef enum { REF_PAST, REF_PRESENT, REF_FUTURE } ref_kind;

typedef struct {
  uint8_t kind;
  bool plural;     /* of a unit, a weekday, a part or a season */
  bool short_name; /* "Jan", "Sun", "'98": a month, day or year that may be something else */
  bool middle;     /* written with "mid-" before it */
  int16_t value;
} cue;

cue cue_of(str form);
bool moment_cues_are_sorted(void); /* for the test */

/* ---- which way the clause around a token looks */

typedef enum { TENSE_UNKNOWN, TENSE_PAST, TENSE_PRESENT /* may look either way */, TENSE_FUTURE } tense;

/* Does a verb of putting off govern token i: "postponed", "extended", "adjourned"? */
bool is_put_off(const analysis *an, uint32_t first, uint32_t n, uint32_t i);
/* The tense of the verb that governs token i, within the sentence [first, first + n) of the analysis. Work is bounded. */
tense tense_at(const text *t, const analysis *an, uint32_t first, uint32_t n, uint32_t i);

/* ---- a sentence as the matchers see it */

enum { CUES_AHEAD = 16 }; /* no matcher looks further */

/* The order of the numbers in "3/5/2021", as far as the document shows one. */
typedef enum { ORDER_UNKNOWN, ORDER_DAY_FIRST, ORDER_MONTH_FIRST } number_order;

typedef struct {
  const text *t;
  const analysis *an;
  casus_date on; /* publication; year 0: none */
  number_order order;
  bool lenient;        /* the words are known to name a time: "may", "second", "the year" need no further sign */
  period last;         /* the last date mentioned: what "the next day" counts from; grain 0: none */
  uint32_t since_last; /* how many sentences ago that was */
  period quarter;      /* the last quarter mentioned */
  bool by_year;        /* months of a year were mentioned since: "a year earlier" compares years, not quarters */
  str country;         /* of a sentence or article, ISO alpha-3, for national days; may be empty */
  uint32_t first, n;   /* its tokens */
  cue cues[SENTENCE_TOKENS_MAX + CUES_AHEAD]; /* closed by CUE_NONE, so that matchers may look ahead */
} time_view;

static inline const cue *cue_at(const time_view *f, uint32_t i) { return &f->cues[i]; }
static inline bool is_kind(const time_view *f, uint32_t i, cue_kind kind) { return f->cues[i].kind == kind; }
/* What stands before i; CUE_NONE at the head of the sentence. */
static inline cue_kind kind_before(const time_view *f, uint32_t i) { return i ? (cue_kind)f->cues[i - 1].kind : CUE_NONE; }
static inline bool is_unit(const time_view *f, uint32_t i, unit_kind unit) {
  return is_kind(f, i, CUE_UNIT) && cue_at(f, i)->value == (int16_t)unit;
}
static inline str form_at(const time_view *f, uint32_t i) { return token_form(f->t, f->first + i); }
static inline bool is_form(const time_view *f, uint32_t i, const char *form) {
  return i < f->n && str_equal_fold(form_at(f, i), str_of(form));
}
static inline const word *word_at(const time_view *f, uint32_t i) { return &f->an->words[f->first + i]; }

/* Does the clause of the time at i look back or ahead? */
tense tense_of(const time_view *f, uint32_t i);
bool hangs_on_verb(const time_view *f, uint32_t i);
/* "15" in "In March 15 soldiers were killed" counts what follows. */
bool counts_what_follows(const time_view *f, uint32_t i);
bool is_person(const time_view *f, uint32_t i);

/* ---- what a matcher finds */

enum { MOMENT_VALUE_MAX = 32 };

/* `n` cues from the one it was asked about; 0: nothing. */
typedef struct {
  uint32_t n;
  uint8_t kind; /* moment_kind */
  casus_date_basis basis;
  bool past;         /* a closed past period */
  bool dates;        /* says when something is */
  bool vague;        /* "a few years ago": no date others can lean on */
  bool aside;        /* compared with only: nothing counts from it ("a year earlier") */
  bool cut;          /* begin and end are not the period's own: "earlier this week" */
  uint8_t part;      /* day_part */
  int16_t clock_min; /* minutes since midnight; -1: none */
  period p;          /* grain 0: none */
  period anchor;     /* what it was counted from, where that is not publication */
  casus_date begin, end;
  char value[MOMENT_VALUE_MAX]; /* where it is not the period's */
  const char *reason;
  const char *quant, *freq; /* of a set; NULL: none */
} found;

typedef found (*matcher)(const time_view *f, uint32_t i);

static inline bool is_known(casus_date d) { return d.year != 0; }

/* A period named in full. */
found absolute(uint32_t n, period p);
/* One that only publication settles; unresolved without it. */
found relative(const time_view *f, uint32_t n, period p, const char *reason);
/* One counted from the last date mentioned. */
found leaning(const time_view *f, uint32_t n, period p, const char *reason);
/* A date that something must settle which is not known: value only ("XXXX-05-03"). */
found unresolved(uint32_t n, const char *value);
/* The value alone: a duration, a set, "PAST_REF". */
found undated(uint32_t n, moment_kind kind, const char *value);
/* Another period instead, with its dates and value; left alone where it is out of the calendar. */
void set_period(found *r, period p);
/* Adds a part of day to a found day: "Friday" and "morning". */
void add_part(found *r, day_part part);

/* The grain of a unit; GRAIN_NONE for hours and such. */
grain grain_of(unit_kind unit);

/* ---- matchers: each asked at a token whose word says something of time */

/* How a word before a name of a day, month or season chooses among them. */
typedef enum { WAY_TENSE, WAY_LAST, WAY_THIS, WAY_NEXT, WAY_SINCE } way;

/* moment_calendar.c: days, months, weekdays */
found match_figures(const time_view *f, uint32_t i);
found match_weekday(const time_view *f, uint32_t i);
found match_day_month(const time_view *f, uint32_t i);
found match_month_day(const time_view *f, uint32_t i);
found match_month(const time_view *f, uint32_t i);
found match_bare_day(const time_view *f, uint32_t i);
found weekday_found(const time_view *f, uint32_t i, way w);
found month_found(const time_view *f, uint32_t i, way w);
bool is_day_number(const time_view *f, uint32_t i, int *day, uint32_t *n);

/* moment_years.c: years, decades, centuries, seasons, quarters */
found match_year(const time_view *f, uint32_t i);
found match_decade(const time_view *f, uint32_t i);
found match_century(const time_view *f, uint32_t i);
found match_season(const time_view *f, uint32_t i);
found match_quarter(const time_view *f, uint32_t i);
found match_fiscal(const time_view *f, uint32_t i);
/* The last quarter mentioned that has closed; grain 0: none was mentioned. */
period closed_quarter(const time_view *f);
/* "quarter" or "period" at i, in a year: the one of the last quarter mentioned. */
found quarter_in(const time_view *f, uint32_t i, int year);
found season_found(const time_view *f, uint32_t i, way w);
/* A year in figures or words: its length; 0: none. */
uint32_t year_at(const time_view *f, uint32_t i, int *year);
/* ", 2021", "2021", "of 2021", "last year", "of this year" after a month, season or quarter: its length; 0: none. */
uint32_t year_after(const time_view *f, uint32_t i, int *year);

/* moment_holidays.c: days that have names */
found match_holiday(const time_view *f, uint32_t i);
found holiday_found(const time_view *f, uint32_t i, way w);
bool moment_holidays_are_real(void); /* for the test */

/* moment_relative.c: what counts from publication or leans on another time */
/* Was a day mentioned just now? "in the day" and "at noon" are then of it, otherwise of the day of the news. */
bool is_day_near(const time_view *f);
found match_day(const time_view *f, uint32_t i);
found match_deictic(const time_view *f, uint32_t i);
found match_part_of_unit(const time_view *f, uint32_t i);
found match_weekend(const time_view *f, uint32_t i);
found match_edge_of_unit(const time_view *f, uint32_t i);
found match_leaning(const time_view *f, uint32_t i);
found match_bare_unit(const time_view *f, uint32_t i);

/* moment_amounts.c: how long, how long ago, how often */
found match_amount(const time_view *f, uint32_t i);
found match_set(const time_view *f, uint32_t i);
/* A number of units: "two", "twenty-five", "a couple of", "2 1/2", "several". */
typedef struct {
  uint32_t n; /* its tokens; 0: none */
  int32_t whole;
  bool half, vague; /* vague: no number */
} quantity;
quantity quantity_at(const time_view *f, uint32_t i);
/* "P3D", "PT12H", "PXM" */
void duration_value(quantity q, unit_kind unit, char *out);
/* Days from now to that many units from now. */
int32_t days_of(quantity q, unit_kind unit);

/* moment_clock.c: hours and parts of the day */
found match_clock(const time_view *f, uint32_t i);
found match_part(const time_view *f, uint32_t i);

/* moment_refs.c: "now", "recently", "at the time" */
found match_known_word(const time_view *f, uint32_t i);
found match_ref(const time_view *f, uint32_t i);

#endif
