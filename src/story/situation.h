/* What the files share that make a situation (casus_story.h). The making goes in steps, each in its file: reports are sorted,
 * their parties named, reports of one thing joined to occurrences, these put into words, and then held against one another.
 * Private to the brief and to src/proposal, which asks the same questions of events. */
#ifndef CASUS_SITUATION_H
#define CASUS_SITUATION_H

#include "base/base.h"
#include "casus_story.h"

/* A set of parties, each once, in the order of the text. */
typedef struct {
  int32_t *parties;
  uint32_t n;
} side;

typedef struct {
  str iso3, names, demonyms; /* lists with | between */
} country_row;

typedef struct {
  arena *memory;
  casus_situation s;
  country_row *countries;
  uint32_t n_countries;
  const casus_report **reports; /* sorted */
  side *actors, *recipients;    /* of each report */
  casus_party *parties;
  casus_occurrence *occurrences;
  uint32_t *occurrence_of, *source_of, *article_of; /* of each report */
  bool failed;                                      /* memory ran out */
} situation_work;

static inline const casus_event *report_event(const casus_report *r) { return &r->events[0]; }
static inline const casus_event *occurrence_event(const casus_occurrence *o) { return &o->report->events[0]; }

/* An arena array, or NULL with `failed` set. count 0: NULL. */
void *situation_alloc(situation_work *w, size_t count, size_t size);
/* A copy in the arena; empty where memory ran out. */
str situation_copy(situation_work *w, str s);
#define WORK_ARRAY(w, type, count) ((type *)situation_alloc((w), (count), sizeof(type)))

/* ---- events: situation_event.c */
/* Does the report say that it happened, that it did not, or that it may? */
typedef enum { FACT, NOT_SO, TO_COME } standing;
standing standing_of(casus_event_status status);
/* Talks, or an agreement to hold some. */
bool event_is_talk(const casus_event *e);
/* The words of the lexicon row that reports it: "offer", "cast vote". */
str event_lemma(const casus_event *e);
/* Has it a mode of PLOVER by this name? */
bool event_has_mode(const casus_event *e, const char *mode);
/* The same place, or one of them has none. */
bool event_places_fit(const casus_event *e, const casus_event *f);

/* ---- countries: country_names.c */
casus_status countries_read(situation_work *w, const char *data_dir, casus_error *error);
/* The text without "the" at its beginning. */
str name_without_article(str text);
/* Is an English name one that is said with "the"? */
bool name_takes_article(str name);
str name_with_article(situation_work *w, str name);
/* "the United States"; empty where the code is not known. */
str country_name(situation_work *w, str iso3);
/* Is a name of the country, or of its people, in the text? */
bool country_is_named(const situation_work *w, str iso3, str text);

/* ---- parties: situation_parties.c */
/* The key of the party that an actor belongs to (casus_party). False: no memory. */
bool party_key_add(buffer *b, const casus_actor *a);
/* An international or non-governmental body, or a company of several countries, by its code. */
bool party_is_body(str code);
/* Who a party is: fills parties, actors, recipients. */
void parties_find(situation_work *w);
/* Activity, dyads, roles, order: once occurrences are there. */
void parties_weigh(situation_work *w);
/* "the armed forces", "civilians": of a sector; NULL: none. */
const char *sector_noun(str sector);

/* ---- occurrences: situation_occurrences.c */
void occurrences_join(situation_work *w);
bool party_is_in(const int32_t *parties, uint32_t n, int32_t party);
/* Days from 1970; 0 where there is no date. */
int32_t occurrence_day(const casus_occurrence *o);

/* ---- names: situation_names.c */
/* "A, B and C": of the actors of one side. */
bool name_leans_on_context(const casus_actor *a); /* a pronoun, and no name in the tables */
void party_names_add(situation_work *w, buffer *b, const casus_actor *actors, uint32_t n);
/* White space runs become one space, double quotation marks single ones. */
void words_add_clean(buffer *b, str text);
/* How much of a text is left when it is cut at a word's end to at most max bytes. */
size_t words_cut(str text, size_t max);

/* ---- words: situation_words.c */
void occurrences_tell(situation_work *w);

/* ---- what follows from occurrences */
void positions_find(situation_work *w);      /* situation_positions.c */
void conditions_find(situation_work *w);     /* situation_links.c: conditions, exchanges, votes */
void agenda_find(situation_work *w);         /* situation_agenda.c */
void days_sum(situation_work *w);            /* situation_days.c: days, tension */
void contradictions_find(situation_work *w); /* situation_harm.c: casualties, contradictions */

#endif
