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

#endif
