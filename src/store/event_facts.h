/* Facts: what queries and counts need of all events, in columns. An event is known by its place in the order of lists: by the
 * first day and the key, those without date last. Rows of other tables are known by their index, in the order of their keys. */
#ifndef CASUS_EVENT_FACTS_H
#define CASUS_EVENT_FACTS_H

#include "store/key_lists.h"
#include "store/party_keys.h"
#include "store/store_parts.h"

enum { LEVELS = 2, PARTIES_OF_SIDE_MAX = 64 };
#define NO_FACT UINT32_MAX
#define NO_DAY INT32_MIN

typedef struct {
  actor_row row; /* folded */
  str country, name;
  uint32_t n_events;      /* how often it is a party */
  uint32_t party[LEVELS]; /* index; NO_FACT: of none */
} fact_actor;

typedef struct {
  place_row row; /* folded */
  str name, admin1;
  uint32_t geonames;
} fact_place;

typedef struct {
  int64_t key;
  uint32_t source;
  int32_t day; /* NO_DAY: none */
} fact_article;

typedef struct {
  int32_t day;
  uint32_t source;
} article_day;

typedef struct {
  str name, lower; /* as the database folds it */
} fact_source;

typedef struct {
  int64_t key, representative_key;
  uint32_t representative; /* event; NO_FACT: not there */
} fact_story;

typedef struct {
  uint32_t from, to; /* parties */
} fact_dyad;

/* Who is a party to whom, at one level. */
typedef struct {
  casus_counted_party *parties; /* by key */
  fact_dyad *dyads;             /* by keys */
  uint32_t n_parties, n_dyads;
  uint32_t *begin; /* of each event in `of_events`; n + 1 */
  uint32_t *of_events;
} fact_level;

struct casus_facts {
  arena *memory;
  uint64_t revision;

  uint32_t n, n_dated; /* events; those with a date come first */
  int64_t *keys;
  uint32_t *by_key; /* events in the order of their keys */
  int32_t *first_days, *last_days;
  uint8_t *date_lengths, *types, *quads, *statuses; /* of codes: 255 where it is none */
  float *scores, *goldsteins, *confidences;         /* NAN: not said */
  uint32_t *articles, *stories, *places;            /* NO_FACT: none */
  uint32_t *party_begin;                            /* n + 1 */
  uint32_t *parties;                                /* index of the actor * 2 + side */

  fact_actor *actors;
  fact_place *place_table;
  fact_article *article_table;
  article_day *articles_by_day; /* of each article; those without day first */
  fact_source *sources;
  fact_story *story_table;
  uint32_t n_actors, n_places, n_articles, n_sources, sources_capacity, n_stories;
  fact_level levels[LEVELS];
};

/* The index of a key in rows that stand in the order of their keys, with which they begin; NO_FACT: it is not there. */
uint32_t row_index(const void *rows, uint32_t n, size_t size, int64_t key);

/* Parties and dyads of both levels: facts_parties.c. `temporary` holds what is needed meanwhile. */
casus_status facts_parties_make(casus_facts *f, arena *temporary, casus_error *error);

/* ---- selecting: facts_select.c */

/* Events in order, on the heap. */
typedef struct {
  uint32_t *at;
  size_t n;
} fact_list;

/* The events that a query means, whatever its order, offset, limit and `stories`. */
casus_status facts_select(casus_store *s, const casus_facts *f, const casus_query *query, fact_list *out, casus_error *error);
/* The representatives of the stories of these events, in their place. On failure the list is freed. */
casus_status facts_representatives(const casus_facts *f, fact_list *list, casus_error *error);
void fact_list_free(fact_list *list);
/* How many of them have a date. */
size_t fact_list_dated(const casus_facts *f, const fact_list *list);
/* The one that stands at place k of a list to be read. `dated` as above. */
static inline uint32_t fact_list_at(const fact_list *list, size_t dated, bool newest_first, size_t k) {
  if (!newest_first) return list->at[k];
  return list->at[k < dated ? dated - 1 - k : list->n - 1 - (k - dated)];
}

/* How many articles there are of each day, of those that a query could find events in: in the order of days, first those
 * without. */
typedef struct {
  uint8_t *of_query; /* by source; NULL: all */
  int32_t from, to;
  bool undated;
  uint32_t next;
} article_scan;

casus_status article_scan_begin(casus_store *s, const casus_facts *f, const casus_query *query, article_scan *scan,
                                casus_error *error);
/* False: no more. */
bool article_scan_next(const casus_facts *f, article_scan *scan, int32_t *day, uint64_t *n);
void article_scan_end(article_scan *scan);

/* The facts that are in use, or others that this handle loads and keeps. */
casus_status facts_needed(casus_store *s, const casus_facts **facts, casus_error *error);

#endif
