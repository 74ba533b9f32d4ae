/* From reports to occurrences: which articles are copies of one another, and which events of several articles report one thing
 * that happened (docs/stories.md). Pure functions of what is handed in: the order of the input makes no difference, and nothing
 * is kept between calls. Knows no store: articles and events come as plain structs of fixed size, which a store can keep. */
#ifndef CASUS_STORY_STORY_H
#define CASUS_STORY_STORY_H

#include "base/base.h"
#include "casus_store.h"

/* Of an article or event without a date. */
#define STORY_NO_DAY INT32_MIN

/* ---- signatures of texts ------------------------------------------------------------------------------------------ */

enum { SIGNATURE_BINS = 128, SIGNATURE_BYTES = 12 + 2 * SIGNATURE_BINS };

/* What tells whether two texts are copies: a MinHash of their word 3-grams by one permutation (Li, Owen, Zhang 2012), of which
 * 16 bits a bin are kept (b-bit minwise hashing, Li and Koenig 2010). */
typedef struct {
  uint64_t exact;                /* of all words in order: same for texts that differ in white space, case and punctuation only */
  uint32_t n_grams;              /* 3-grams of the text */
  uint16_t bins[SIGNATURE_BINS]; /* 0: no 3-gram fell into this one */
} signature;

/* Any bytes; need not be UTF-8. Linear in the text. */
void signature_of(str text, signature *out);
/* As bytes, the same on every machine. */
void signature_pack(const signature *s, unsigned char bytes[SIGNATURE_BYTES]);
void signature_unpack(const unsigned char bytes[SIGNATURE_BYTES], signature *s);

/* ---- near-duplicate articles -------------------------------------------------------------------------------------- */

typedef struct {
  signature text;
  int32_t day;        /* of publication, days since 1970-01-01, or STORY_NO_DAY */
  uint64_t digest[2]; /* of the article: tells it from all others, and orders those of one day */
} duplicate_item;

typedef struct {
  uint32_t window_days; /* how far apart copies may be published; 0: 3 */
} duplicate_options;

enum { DUPLICATES_MAX = 1 << 24 };

/* group[i] becomes the index of the first item, by day and digest, of the group that items[i] is in; an article without copies
 * is its own group. component[i] (may be NULL) likewise for the components of all linked pairs, of which groups are parts: what
 * lies in two components cannot come into one group by what is published further than duplicates_reach_days from both. Group
 * and component of an item are the same for any selection of items that holds its whole component and all items within the reach
 * of that. options may be NULL. CASUS_MEMORY: out of memory, or over DUPLICATES_MAX. */
casus_status duplicates_group(const duplicate_item *items, size_t n, const duplicate_options *options, uint32_t *group,
                              uint32_t *component, casus_error *error);
/* Items further apart than so many days are never linked directly. */
int32_t duplicates_reach_days(const duplicate_options *options);

/* ---- events ------------------------------------------------------------------------------------------------------- */

enum { STORY_PARTIES = 2, STORY_WORDS = 8, STORY_NAMES = 6, STORY_EVENT_BYTES = 136 };

/* Hashes; 0: none. country: the code where it has no country ("IGOUNO"). The lowest bit of `name` is set of a person. */
typedef struct {
  uint16_t country, sector, name;
} story_party;

/* Numbers of people, 0xFFFF: that many or more, or no upper limit; min 0 and max 0xFFFF: not said. */
typedef struct {
  uint16_t min, max;
} story_figure;

/* One event of one article, as far as stories need it. Fields by width, no padding. Days are since 1970-01-01 or STORY_NO_DAY. */
typedef struct {
  uint64_t article;    /* digest of its article, as handed to story_article_of */
  uint64_t group;      /* of near-duplicate articles: any number that all articles of the group share; the article's until set */
  uint64_t id;         /* the first half of the event's id */
  int32_t day;         /* the one day that stands for its date: select events by this one */
  int32_t first, last; /* its date as an interval */
  int32_t published;
  uint32_t begin;                                   /* byte of its trigger in the article */
  uint32_t source;                                  /* publisher, hashed; 0: not known */
  uint32_t geonames;                                /* of the place; 0: not known */
  int16_t lat, lon;                                 /* in 1/180 of a degree; both 0: not known */
  uint16_t place_country, place_admin1, place_name; /* hashes; 0: none */
  story_figure killed, injured, held;               /* held: abducted or arrested */
  story_party sides[2][STORY_PARTIES];              /* actor, recipient */
  uint16_t words[STORY_WORDS];     /* of its sentence: names, then other content words, by hash in each; 0: none */
  uint16_t names[STORY_NAMES];     /* the names that its article says most often; 0: none */
  uint16_t cameo;                  /* as a number; 0: none */
  uint8_t type, of, status, basis; /* casus_type, casus_type, casus_event_status, casus_date_basis */
  uint8_t mode;                    /* the first, + 1; 0: none */
  uint8_t n_parties[2];            /* as the event has them, up to 255 */
  uint8_t confidence;              /* in 1/255 */
} story_event;

/* What the events of one article share. */
typedef struct {
  uint64_t article;
  int32_t published;
  uint32_t source;
  uint16_t names[STORY_NAMES];
} story_article;

/* digest: tells the article from all others. Linear in the text. */
void story_article_of(const casus_article *article, uint64_t digest, story_article *out);
void story_event_of(const casus_event *event, const story_article *article, story_event *out);
/* As bytes, the same on every machine. */
void story_event_pack(const story_event *e, unsigned char bytes[STORY_EVENT_BYTES]);
void story_event_unpack(const unsigned char bytes[STORY_EVENT_BYTES], story_event *e);

/* ---- stories ------------------------------------------------------------------------------------------------------ */

enum { STORY_EVENTS_MAX = 1 << 24 };

/* story[i] becomes the index of the first event (by day, then story_event_order) of the story that events[i] is in; component[i]
 * as with duplicates_group, by `day` and stories_reach_days. options may be NULL. Close to linear in n: docs/stories.md.
 * CASUS_USAGE: strictness is not in 0 to 1, or the window over 366 days. CASUS_MEMORY: out of memory, or over STORY_EVENTS_MAX.
 */
casus_status stories_group(const story_event *events, size_t n, const casus_story_options *options, uint32_t *story,
                           uint32_t *component, casus_error *error);
/* Events whose `day` is further apart than this are never linked directly. */
int32_t stories_reach_days(const casus_story_options *options);
/* The canonical order: by first day, id, article, place in it. Negative, 0, positive. */
int story_event_order(const story_event *a, const story_event *b);

/* As casus_story has them. */
typedef struct {
  char id[CASUS_ID_SIZE];
  size_t representative; /* index of the member */
  uint32_t n_articles, n_groups, n_sources;
  int32_t first_seen, last_seen; /* days of publication, or STORY_NO_DAY */
  float agreement;
  uint32_t n_actual, n_negated;
  bool contradicted;
} story_summary;

/* Of the n > 0 members of one story. CASUS_MEMORY: out of memory. */
casus_status story_summarise(const story_event *members, size_t n, story_summary *out, casus_error *error);

#endif
