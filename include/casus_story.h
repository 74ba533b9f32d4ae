/* casus: the situation that the reports of a crisis draw, and the brief that is written of it.
 *
 * Reports come from articles coded just now or from a store; where they come from makes no difference here. A situation is made
 * once, is immutable, and does not depend on the order of its reports. Conventions are those of casus.h. docs/brief.md says in
 * words by which rules each part is made. */
#ifndef CASUS_STORY_H
#define CASUS_STORY_H

#include "casus_store.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- reports, kept until all are there ----------------------------------------------------------------------------- */

typedef struct casus_reports casus_reports;

enum { CASUS_REPORTS_MAX = 50000 };

/* max_bytes: for all copies; 0: 256 MB. */
casus_status casus_reports_open(size_t max_bytes, casus_reports **reports, casus_error *error);
/* Copies a report, all but the text of its article. CASUS_MEMORY: over max_bytes or CASUS_REPORTS_MAX; those added before stay.
 */
casus_status casus_reports_add(casus_reports *reports, const casus_report *report, casus_error *error);
/* The same for each event of an article, as casus_code gives them. */
casus_status casus_reports_add_events(casus_reports *reports, const casus_article *article, const casus_event *events,
                                      size_t n_events, casus_error *error);
/* All of them; valid until the next is added. */
const casus_report *casus_reports_list(const casus_reports *reports, size_t *n_reports);
void casus_reports_close(casus_reports *reports);

/* ---- the situation -------------------------------------------------------------------------------------------------- */

enum { CASUS_NOBODY = -1 }; /* index of no party, no occurrence, no position */

/* A sentence that something here rests on; printed as [number], numbers count from 1 in the order of the list. */
typedef struct {
  const casus_article *article;
  casus_str text; /* of the sentence */
  uint32_t sentence;
} casus_source;

/* What a party does in this crisis; a bit set. */
enum {
  CASUS_ROLE_CONFLICT = 1, /* gives or takes material conflict (quad 4), or threatens with it or is threatened */
  CASUS_ROLE_MEDIATOR =
      2, /* meets, or offers to meet, two parties that are in conflict with one another, and is in none with them */
  CASUS_ROLE_SUPPORTER = 4, /* gives support or aid oftener than it refuses, accuses or threatens */
  CASUS_ROLE_CRITIC = 8,    /* the other way round */
  CASUS_ROLE_BODY = 16      /* an international or non-governmental body */
};
enum { CASUS_ROLES = 5 };

typedef struct {
  casus_str name, office; /* office: empty where none is known */
  uint32_t n;             /* how often reports name it so */
} casus_party_name;

typedef struct {
  casus_str key;     /* "USA" for a state and its organs, "COLREB:National Liberation Army", "IGOUNO": the same in every brief */
  casus_str name;    /* for a reader, with its article: "the United States" */
  casus_str country; /* or empty */
  casus_str sector;  /* empty for a state */
  const casus_party_name *names;
  uint32_t n_names;
  uint32_t n_actor, n_recipient; /* occurrences */
  uint32_t roles;
} casus_party;

/* What one party does to another; all occurrences that are reported as facts. */
typedef struct {
  int32_t from, to; /* parties */
  uint32_t n, by_quad[5];
  double score_sum; /* PLOVER */
} casus_dyad;

/* One thing that happened, is to happen, or was said, by however many reports. */
typedef struct {
  const casus_report *report; /* the one that says most */
  const uint32_t *reports;    /* all: indices into the situation's */
  const uint32_t *sources;
  const int32_t *actors, *recipients; /* parties, each once */
  uint32_t n_reports, n_sources, n_actors, n_recipients;
  uint32_t n_articles;
  casus_date date, enddate;
  casus_str statement; /* in words, without date and full stop: "Norway called on Denmark for talks" */
  casus_str quote;     /* the words of the article that it rests on; may be empty */
  bool uncertain;      /* confidence of the report under 0.4 */
} casus_occurrence;

typedef enum {
  CASUS_STANCE_DEMANDS,
  CASUS_STANCE_REFUSES,
  CASUS_STANCE_OFFERS, /* or agrees, or promises */
  CASUS_STANCE_CONCEDES,
  CASUS_STANCE_THREATENS,
  CASUS_STANCE_PLANS, /* an act of its own, planned or intended, that is none of the others */
  CASUS_STANCE_SUPPORTS,
  CASUS_STANCE_ACCUSES,
  CASUS_STANCE_COUNT
} casus_stance;

/* "demands", "refuses", ... Static storage; NULL where there is none. */
const char *casus_stance_name(casus_stance stance);

/* Where a party stands towards another on one kind of act. */
typedef struct {
  int32_t party, toward; /* toward may be CASUS_NOBODY */
  casus_stance stance;
  casus_type of;               /* the act demanded, refused, threatened, planned; CASUS_NONE: not known */
  const uint32_t *occurrences; /* oldest first */
  uint32_t n_occurrences;
  casus_date first, last;
  int32_t
      reverses; /* the earlier position of the same party that this one takes back ("was refused, now agreed"), or CASUS_NOBODY */
} casus_position;

/* "X will do A if B". */
typedef struct {
  uint32_t occurrence;
  casus_str text; /* "if the truce holds" */
  bool unless;
  int32_t event; /* the occurrence it depends on, or CASUS_NOBODY */
} casus_condition;

/* "A in return for B". */
typedef struct {
  uint32_t given, taken; /* occurrences */
} casus_exchange;

typedef enum {
  CASUS_VOTE_VETO,
  CASUS_VOTE_AGAINST,
  CASUS_VOTE_FOR,
  CASUS_VOTE_OTHER
} casus_vote_kind; /* other: "voted to leave" */

typedef struct {
  uint32_t occurrence;
  casus_vote_kind kind;
} casus_vote;

typedef struct {
  uint32_t occurrence;
  casus_date date, enddate; /* none: the text says no day */
} casus_agenda_item;

/* Facts older than so many days before the first publication are background: they stand in no day and no tension. */
enum { CASUS_BACKGROUND_DAYS = 120 };

/* The facts of one day. */
typedef struct {
  casus_date date;
  uint32_t n, by_quad[5];
  double score, score_by_quad[5];
  uint32_t severest; /* occurrence of the lowest score */
} casus_day;

typedef enum { CASUS_DIRECTION_UNKNOWN, CASUS_DIRECTION_RISING, CASUS_DIRECTION_FALLING, CASUS_DIRECTION_STEADY } casus_direction;

/* Mean PLOVER score of the facts in the seven days up to the last one, and in the seven before: a fall by more than one point is
 * rising tension, a rise by more than one point falling tension. Unknown where either has no facts. */
typedef struct {
  casus_direction direction;
  casus_date recent_from, recent_to;
  double recent, before; /* means */
  uint32_t n_recent, n_before;
} casus_tension;

/* Numbers of those harmed in one occurrence, over its reports; never summed. */
typedef struct {
  uint32_t occurrence;
  casus_harm harm;
  uint64_t min, max;
  bool has_min, has_max;
  casus_str text; /* as the chosen report says it */
  uint32_t n_reports;
} casus_casualty;

typedef enum {
  CASUS_CONTRADICTION_DENIED,     /* one says that it happened, one that it did not */
  CASUS_CONTRADICTION_ACCUSATION, /* an accusation, and its rejection by the accused */
  CASUS_CONTRADICTION_NUMBERS     /* reports of one occurrence give numbers that exclude one another */
} casus_contradiction_kind;

typedef struct {
  casus_contradiction_kind kind;
  uint32_t says, denies; /* occurrences; the same one where only numbers differ */
  casus_harm harm;       /* of CASUS_CONTRADICTION_NUMBERS */
} casus_contradiction;

typedef struct {
  casus_str title;                            /* what it is about; may be empty */
  casus_date as_of;                           /* what lies behind this day is the agenda */
  casus_date from, to;                        /* days of publication */
  uint32_t n_articles, n_reports, n_left_out; /* left out: under the least confidence, or of no type */

  const casus_report *const *reports; /* in the situation's order: by date, article, place in the text */
  const casus_source *sources;
  const casus_party *parties; /* by how much they do */
  const casus_dyad *dyads;
  const casus_occurrence *occurrences; /* by date */
  const casus_position *positions;     /* by party, stance */
  const casus_condition *conditions;
  const casus_exchange *exchanges;
  const casus_vote *votes;
  const casus_agenda_item *agenda; /* by date, undated last */
  const casus_day *days;           /* that have facts */
  const casus_casualty *casualties;
  const casus_contradiction *contradictions;
  uint32_t n_sources, n_parties, n_dyads, n_occurrences, n_positions, n_conditions, n_exchanges, n_votes, n_agenda, n_days,
      n_casualties, n_contradictions;
  casus_tension tension;
} casus_situation;

typedef struct {
  casus_str title;
  casus_date as_of;      /* year 0: the latest day of publication */
  double min_confidence; /* reports below are left out and counted */
  const char *data_dir;  /* for the names of countries; NULL: those built in */
} casus_situation_options;

/* The reports must outlive the situation; options may be NULL. At most CASUS_REPORTS_MAX. Cost: the reports of one type and
 * neighbouring days are held against one another. */
casus_status casus_situation_make(const casus_report *reports, size_t n_reports, const casus_situation_options *options,
                                  casus_situation **situation, casus_error *error);
void casus_situation_free(casus_situation *situation);

/* ---- the brief ------------------------------------------------------------------------------------------------------ */

typedef enum { CASUS_BRIEF_TEXT, CASUS_BRIEF_MARKDOWN, CASUS_BRIEF_HTML, CASUS_BRIEF_JSON } casus_brief_format;

/* Text is 80 columns wide; HTML is one page that loads nothing and runs nothing; JSON is one object (docs/brief.md). Allocated
 * with malloc, freed by the caller. */
casus_status casus_brief_write(const casus_situation *situation, casus_brief_format format, char **bytes, size_t *len_bytes,
                               casus_error *error);

#ifdef __cplusplus
}
#endif
#endif
