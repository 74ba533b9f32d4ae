/* casus: a store of articles, events and stories.
 *
 * A store is an SQLite file, or a schema of a PostgreSQL database. Articles and human corrections are its content; events, groups
 * of near-duplicate articles and stories are made from them and can be made again. One process writes at a time, any number read.
 * Conventions are those of casus.h. A store and what is made from it belong to one thread. Needs no engine: what is coded is
 * handed in. */
#ifndef CASUS_STORE_H
#define CASUS_STORE_H

#include "casus.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- records ------------------------------------------------------------------------------------------------------ */

/* One event as one article reports it. */
typedef struct {
  const casus_event *events;    /* events[0] is the event; its condition_event and exchange point to those behind it, of which
                                   only `id` is set */
  uint32_t n_events;            /* 1 to 3 */
  const casus_article *article; /* its text is empty where it was not asked for, or the report was imported without one */
  int64_t event_key;            /* in the store; 0: not stored */
  int64_t article_key;
  int64_t group;      /* key of the group of near-duplicate articles; 0: not grouped yet */
  int64_t story;      /* key of the story; 0: not joined yet */
  casus_str imported; /* "polecat", "icews", "gdelt"; empty: coded by casus */
  casus_str extra;    /* of imported events: what has no field above, as a JSON object by column name; else empty */
} casus_report;

/* What several reports say of one occurrence. */
typedef struct {
  int64_t key;
  char id[CASUS_ID_SIZE]; /* hash over the member that comes first by date and id: the order of reading does not matter */
  int64_t representative; /* event_key of the report that says most, as most say it */
  uint32_t n_reports;     /* events of articles */
  uint32_t n_articles;
  uint32_t n_groups;                /* articles, near-duplicates counted once */
  uint32_t n_sources;               /* different publishers */
  casus_date first_seen, last_seen; /* publication dates */
  float agreement;                  /* 0 to 1: of type, sides, status, place and date, the share of reports that say what the
                                       representative says, on average */
  uint32_t n_actual, n_negated;     /* reports that say it happened; that say it did not (negated, denied, failed) */
  bool contradicted;                /* both are said, or the numbers of those harmed exclude one another */
} casus_story;

/* ---- opening ------------------------------------------------------------------------------------------------------ */

typedef struct casus_store casus_store;

typedef enum {
  CASUS_STORE_READ,  /* must be there; nothing is written */
  CASUS_STORE_WRITE, /* must be there; this process is its one writer */
  CASUS_STORE_CREATE /* as WRITE; made where there is none */
} casus_store_mode;

/* where: a path, or "postgres://..." (libpq's URI; the schema is that of its search_path). CASUS_STORE: cannot be opened, is no
 * store of casus, has another schema version, is locked by another writer, the disk is full...: `error` says which, and what to
 * do. */
casus_status casus_store_open(const char *where, casus_store_mode mode, casus_store **store, casus_error *error);
/* Rolls back what was not committed. store may be NULL. */
void casus_store_close(casus_store *store);

/* ---- what state it is in ----------------------------------------------------------------------------------------- */

/* Another number after each commit of any process, whether or not it changed something; 0 in a store that nobody has written to.
 * All handles of a store see the same number. What was read after it was asked for is of this revision or a later one. Costs the
 * look-up of one row. */
casus_status casus_store_revision(casus_store *store, uint64_t *revision, casus_error *error);

typedef struct {
  uint64_t revision;
  uint64_t n_articles, n_events, n_stories, n_corrections;
  casus_date first_day, last_day; /* on which the first and the last event begin; year 0: no event has a date */
} casus_store_counts;

/* The revision, and what the store holds at it. Costs the counting of the rows: some milliseconds for 200,000 events in SQLite,
 * more in PostgreSQL. Ask for the revision first where it may be the same as before. */
casus_status casus_store_state(casus_store *store, casus_store_counts *counts, casus_error *error);

/* ---- runs: what was read, and what became of it -------------------------------------------------------------------- */

/* Texts that tell one run from another. */
typedef struct {
  casus_str command; /* what was asked for: a run that was cut off is taken up by the same command */
  casus_str program; /* version */
  casus_str tables;  /* hash of the tables and weights it codes with */
  casus_str time;    /* now, ISO 8601 UTC: the store has no clock */
} casus_run_info;

typedef struct {
  casus_str reason;
  uint64_t n_records;
} casus_run_skip;

typedef struct {
  casus_str input; /* path */
  size_t line, offset_bytes;
  casus_str message;
} casus_run_failure;

enum { CASUS_RUN_FAILURES_MAX = 1000 };

typedef struct {
  int64_t key;
  bool resumed, closed;
  uint64_t n_read, n_coded, n_skipped, n_failed, n_events; /* n_read = n_coded + n_skipped + n_failed */
  /* As casus_store_runs hands them out; else empty. Of the failures the first CASUS_RUN_FAILURES_MAX. */
  casus_str command, program, tables, started, ended;
  const casus_run_skip *skips;
  const casus_run_failure *failures;
  uint32_t n_skips, n_failures;
} casus_run;

/* Opens a run, or takes up the open one of the same command. */
casus_status casus_store_run_begin(casus_store *store, const casus_run_info *info, casus_run *run, casus_error *error);
/* How many records of an input (a path as the reader names it) this run has dealt with in earlier processes: pass over so many.
 */
casus_status casus_store_run_position(casus_store *store, casus_str input, uint64_t *n_records, casus_error *error);

typedef struct casus_prepared casus_prepared;

/* Makes ready what is to be written of an article and its events: copies, signature, features. Needs no store and may run on any
 * thread; freed by casus_prepared_free (or by casus_store_add, which takes it). */
casus_status casus_prepare(const casus_article *article, const casus_event *events, size_t n_events, casus_prepared **prepared,
                           casus_error *error);
/* The same for one row of an import, whose article has no text. format: "polecat", "icews", "gdelt"; extra: casus_report.
 * Articles of a format are told apart by their id; an event is added to the article of its id unless one of the same event id is
 * there. */
casus_status casus_prepare_imported(const casus_article *article, const casus_event *event, casus_str extra, casus_str format,
                                    casus_prepared **prepared, casus_error *error);
void casus_prepared_free(casus_prepared *prepared);

/* One record of the input, coded. *added is false where the same article (text, title, date, URL, source) is stored already: it
 * is then counted as skipped, for the reason "stored already". Takes `prepared`, whatever comes of it. Written for good by the
 * next commit. */
casus_status casus_store_add(casus_store *store, casus_prepared *prepared, bool *added, casus_error *error);
/* Is the same article stored already? Saves coding it again. */
casus_status casus_store_has(casus_store *store, const casus_article *article, bool *has, casus_error *error);
/* The key of the same article; 0: it is not stored. */
casus_status casus_store_find(casus_store *store, const casus_article *article, int64_t *key, casus_error *error);
/* One record that is broken. `input` is the path as the reader names it. */
casus_status casus_store_fail(casus_store *store, casus_str input, const casus_error *failure, casus_error *error);
/* How many records gave no article for a reason (a few words), counted from the beginning of the run's inputs, those passed over
 * because of casus_store_run_position included: the last number given for a reason counts. */
casus_status casus_store_skipped(casus_store *store, casus_str reason, uint64_t n_records, casus_error *error);
/* Articles, events, counts and positions so far, in one transaction. */
casus_status casus_store_commit(casus_store *store, casus_error *error);
/* Groups near-duplicates and joins stories of what is new, closes the run, commits. *run gets the final counts. */
casus_status casus_store_run_end(casus_store *store, casus_str time, casus_run *run, casus_error *error);

/* ---- making anew ------------------------------------------------------------------------------------------------- */

/* As casus_store_run_begin, for a run that codes all stored articles again. Events, parties, groups and stories are forgotten
 * first, unless the run was taken up; articles, corrections and what was imported stay. */
casus_status casus_store_rebuild_begin(casus_store *store, const casus_run_info *info, casus_run *run, casus_error *error);
/* The stored article with text that follows the one of *key (0: the first), and its key; valid until the next call with this
 * store. Its origin is "articles", which is the input that positions of a rebuild are counted in. CASUS_END: no more. */
casus_status casus_store_next_article(casus_store *store, int64_t *key, casus_article *article, casus_error *error);
/* The events of an article that is stored, in place of those it had. Takes `prepared`. */
casus_status casus_store_recode(casus_store *store, casus_prepared *prepared, casus_error *error);

/* ---- stories ------------------------------------------------------------------------------------------------------ */

typedef struct {
  uint32_t window_days; /* how far apart reports of one occurrence may be; 0: 3 */
  double strictness;    /* 0 to 1: how alike reports must be to be joined; 0: 0.5 */
} casus_story_options;

/* With which options stories are joined; they are kept in the store. Others than before: what is settled is forgotten, so that
 * the next casus_store_settle, or end of a run, makes it anew. Commits. */
casus_status casus_store_story_options(casus_store *store, const casus_story_options *options, casus_error *error);
/* The options that are kept; zeros: those that are usual. */
void casus_store_story_options_of(const casus_store *store, casus_story_options *options);
/* Groups and joins what is not yet grouped and joined; `all`: forgets and makes anew. Commits. The result does not depend on the
 * order in which articles came, nor on how often this was called between. */
casus_status casus_store_settle(casus_store *store, bool all, casus_error *error);

/* ---- reading ------------------------------------------------------------------------------------------------------ */

/* Which events. Zeroed: all. Strings empty and numbers 0: any. */
typedef struct {
  /* Alternatives, separated by commas. A code with its hierarchy, in blocks of three letters: "USA" takes in USAGOV and USAMIL.
     Or a name or an office, or whole words of one; case and accents do not count. Or the key of a casus_counted_party. */
  casus_str actor;
  casus_str recipient;                /* the same */
  bool either_way;                    /* actor and recipient may change places */
  uint32_t types;                     /* bit 1 << casus_type */
  uint32_t quads;                     /* bit 1 << quad */
  uint32_t statuses;                  /* bit 1 << casus_event_status */
  casus_str place;                    /* name, first-order division, or alpha-3 code of a country; alternatives as above */
  double lat_deg, lon_deg, radius_km; /* within so many kilometres; radius 0: anywhere */
  casus_date from, to;                /* of the event, both included; a date without day stands for all its days */
  casus_str text;                     /* the article holds all these words; "a phrase", OR, and -word for what it must not hold */
  double min_confidence;
  casus_str id; /* of an event, or its first digits */
  int64_t article_key, story;
  casus_str source;       /* publisher of the article, in lower case or not */
  bool stories;           /* one report for each story of which a report fits: its representative, whether that one fits or not */
  bool newest_first;      /* else by date */
  uint64_t offset, limit; /* limit 0: no limit */
  bool with_text;         /* hand out the text of the articles, too */
} casus_query;

/* One condition of a query by its name, for those who take queries from people. */
typedef struct {
  casus_str name, value;
} casus_filter;

/* Conditions, each name once, into a query; docs/query.md says what they take. Names: actor, recipient, dyad ("A,B"), directed
 * (empty, "1" or "0"; with dyad), type, quad, status (lists by commas), place, near ("LAT,LON"), radius (50 where near has none),
 * text, from, to, min-confidence, source, id, article, story. Other fields of *query stay, and its strings point into the
 * filters. CASUS_USAGE: *wrong is the index of the filter that `error` is about, and its message goes on from the filter's name:
 * "takes some of 1, 2, 3, 4, ...". */
casus_status casus_query_read(const casus_filter *filters, size_t n_filters, casus_query *query, size_t *wrong,
                              casus_error *error);

/* The strings that casus_query_resolve makes: NULL where a list stays as it was given. */
typedef struct {
  char *actor, *recipient, *place;
} casus_query_names;

/* Are there names in the query that casus_query_resolve may know? It needs no session where there are none. */
bool casus_query_has_names(const casus_query *query);
/* Names of countries and international bodies as the tables of casus have them: "France" becomes FRA, "UN" becomes "UN,United
 * Nations"; other names and codes stay. The query's strings then point into *names, which casus_query_names_free frees. */
casus_status casus_query_resolve(casus_session *session, casus_query *query, casus_query_names *names, casus_error *error);
void casus_query_names_free(casus_query_names *names);

typedef struct casus_cursor casus_cursor;

/* What the query means is settled now; what is written to the store later does not show, but that an event that is gone is
 * passed over. CASUS_USAGE: the query makes no sense. The store must outlive the cursor; it may be written to, and have several
 * cursors. Memory: 8 bytes for each event found. Events without date come last. */
casus_status casus_store_query(casus_store *store, const casus_query *query, casus_cursor **cursor, casus_error *error);
/* How many reports the query has, of which offset and limit take some. */
uint64_t casus_cursor_total(const casus_cursor *cursor);
/* The next report, which lives until the next call. CASUS_END: no more. */
casus_status casus_cursor_next(casus_cursor *cursor, casus_report *report, casus_error *error);
void casus_cursor_close(casus_cursor *cursor);

typedef enum { CASUS_BY_DAY, CASUS_BY_WEEK, CASUS_BY_MONTH } casus_period;

/* One period of a series. n_articles is how many articles (of the query's publisher) of that time are stored, whatever they
 * report: 0 means that nothing was read. */
typedef struct {
  casus_date begin;                                     /* Monday of a week, first day of a month */
  uint64_t n_articles, n_events, n_stories, by_quad[5]; /* by_quad[1] to [4]: events */
  double score_sum, goldstein_sum;                      /* of the events */
} casus_series_point;

/* All periods from the first to the last of which there is an event or an article (or query's from and to), empty ones too. An
 * event counts in the period it begins in. What has none (no date, a date that does not say the day or month, or one before
 * query's from) is in a further point at the end, whose `begin` is none, where there is any. offset, limit and stories do not
 * count. *points is freed with free(); NULL where n_points is 0. CASUS_USAGE: over a million periods. */
casus_status casus_store_series(casus_store *store, const casus_query *query, casus_period by, casus_series_point **points,
                                size_t *n_points, casus_error *error);

/* ---- facts: answers from memory ----------------------------------------------------------------------------------- */

/* What queries and counts need of all events, copied into memory: days, codes, scores, articles, stories, places, parties.
 * Immutable, of no store handle, shared by threads. Some 100 bytes for each event. */
typedef struct casus_facts casus_facts;

enum { CASUS_FACTS_EVENTS_MAX = 1 << 24 };

/* Reads them in one transaction, in one pass over the tables: 100,000 events take about half a second. CASUS_MEMORY: over
 * CASUS_FACTS_EVENTS_MAX events. CASUS_USAGE: this handle has written something that is not committed yet. */
casus_status casus_facts_load(casus_store *store, casus_facts **facts, casus_error *error);
/* The revision of the store that they were read at (casus_store_revision). */
uint64_t casus_facts_revision(const casus_facts *facts);
/* How many bytes they hold. */
size_t casus_facts_bytes(const casus_facts *facts);
/* No store handle may use them any more. facts may be NULL. */
void casus_facts_free(casus_facts *facts);

/* From now on casus_store_query, _series, and what stands below, choose and count in memory; what is handed out is still read
 * from the store, and so are words (casus_query.text) and ids. The answers are those that the store would give, as it was when
 * the facts were loaded: with facts of an older revision, new events are not found, and those that are gone are passed over.
 * facts must be of this store, and outlive their use; NULL: no longer. */
void casus_store_use_facts(casus_store *store, const casus_facts *facts);

/* ---- counts by party and place ------------------------------------------------------------------------------------- */

/* These take casus_query as casus_store_query does; `stories` and `newest_first` do not count. Where no facts are in use they
 * load some, which the handle keeps, and loads anew when the store has changed. What they give lives until the next call with
 * this store. Ties are settled by key: the same store, the same bytes. */

/* What is one party. COUNTRY: all of a country, by the first three letters of their codes, whatever their sector; an
 * international body with all its organs (IGOUNO); those of no country by their code (MNC:, ---GOV). ACTOR: a group, company or
 * party with a name of its own; an international body; all others of one code (a country's government with the persons who speak
 * for it). Actors without a code, of whom only the text is known, are no party, but that a group without a code has its name
 * (:NAME). */
typedef enum { CASUS_LEVEL_COUNTRY, CASUS_LEVEL_ACTOR } casus_level;

typedef struct {
  casus_str key;             /* can be given as casus_query.actor and recipient, and then finds all events that count here */
  casus_str name;            /* for a reader: "United States", "Hamas", "Iran: armed forces" */
  casus_str code;            /* "USA", "PSEREB" */
  casus_str country, sector; /* or empty */
} casus_counted_party;

/* What one party does to another: events with `from` among the actors and `to` among the recipients. An event with several
 * parties counts once for each pair of different ones (of the first 64 of a side), one that lacks a side, or has the same party
 * on both, for none. */
typedef struct {
  casus_counted_party from, to;
  uint64_t n_events, n_stories, by_quad[5]; /* by_quad[1] to [4]: events */
  double score_sum, goldstein_sum;
  casus_date first, last; /* days on which the first and the last of them begin; none: no event has a date */
} casus_counted_dyad;

/* By number of events, the most frequent first; offset and limit of the query take some of *total. */
casus_status casus_store_dyads(casus_store *store, const casus_query *query, casus_level level, const casus_counted_dyad **dyads,
                               size_t *n_dyads, uint64_t *total, casus_error *error);

typedef struct {
  casus_counted_party party;
  uint64_t n_actor, n_recipient; /* events in which it acts on another, in which another acts on it */
  uint64_t by_quad[5];           /* events of either kind */
} casus_network_node;

typedef struct {
  uint32_t from, to; /* nodes */
  uint64_t n_events, by_quad[5];
  double score_sum;
} casus_network_edge;

typedef struct {
  const casus_network_node *nodes; /* by number of events */
  const casus_network_edge *edges; /* all among them, by number of events */
  size_t n_nodes, n_edges;
  uint64_t total_nodes, total_edges; /* of the whole network */
} casus_network;

/* The max_nodes weightiest parties, and who acts on whom among them. offset and limit do not count. */
casus_status casus_store_network(casus_store *store, const casus_query *query, casus_level level, size_t max_nodes,
                                 casus_network *network, casus_error *error);

typedef struct {
  casus_str name, country, admin1; /* country, admin1: or empty */
  double lat_deg, lon_deg;         /* NAN: not known */
  uint32_t geonames;               /* 0: unknown */
  uint64_t n_events, n_stories, by_quad[5];
  double score_sum;
} casus_counted_place;

typedef struct {
  const casus_counted_place *items; /* by number of events; offset and limit of the query take some of `total` */
  size_t n;
  uint64_t total;
  uint64_t n_placeless; /* events without place */
  uint64_t n_unlocated; /* events at a place whose coordinates are not known */
} casus_places;

casus_status casus_store_places(casus_store *store, const casus_query *query, casus_places *places, casus_error *error);

typedef struct {
  casus_counted_party party;
  uint64_t n_events; /* as actor or recipient */
} casus_named_party;

typedef struct {
  casus_str name, country;
  uint64_t n_events;
} casus_named_place;

typedef struct {
  casus_str name; /* as most of its articles spell it */
  uint64_t n_articles;
} casus_named_source;

typedef struct {
  const casus_named_party *parties; /* of both levels */
  const casus_named_place *places;
  const casus_named_source *sources; /* articles without publisher are left out */
  size_t n_parties, n_places, n_sources;
} casus_names;

/* What may be asked for, the most frequent first, at most `max` of each: names to propose to somebody who types. */
casus_status casus_store_names(casus_store *store, size_t max, casus_names *names, casus_error *error);

/* ---- single records ------------------------------------------------------------------------------------------------ */

/* The story of a key. CASUS_END: there is none. */
casus_status casus_store_story(casus_store *store, int64_t key, casus_story *story, casus_error *error);
/* An article of a key, its strings valid until the next call with this store. CASUS_END: there is none. */
casus_status casus_store_article(casus_store *store, int64_t key, casus_article *article, casus_error *error);
enum { CASUS_LIST_MAX = 1000 }; /* items that a list hands out at once */

/* Which articles. Zeroed: all, oldest first. */
typedef struct {
  casus_str text;         /* words, as in casus_query */
  casus_str source;       /* publisher, in lower case or not */
  casus_date from, to;    /* of publication, both included; a month or a year stands for all its days */
  bool newest_first;      /* articles without date come last in either order */
  uint64_t offset, limit; /* limit: at most CASUS_LIST_MAX; 0: that many */
} casus_article_query;

typedef struct {
  int64_t key;
  casus_article article; /* without its text */
  uint64_t len_bytes;    /* of the text */
  uint64_t n_events;
  int64_t group;      /* key of the first of its near-duplicates; 0: not grouped yet */
  casus_str imported; /* as in casus_report */
} casus_article_item;

/* Articles in the order of their dates of publication, and how many there are in all. *items lives until the next call with this
 * store. CASUS_USAGE: the query makes no sense. */
casus_status casus_store_articles(casus_store *store, const casus_article_query *query, const casus_article_item **items,
                                  size_t *n_items, uint64_t *total, casus_error *error);
/* What that list tells of the article of a key; its strings live until the next call with this store. CASUS_END: there is none.
 */
casus_status casus_store_article_item(casus_store *store, int64_t key, casus_article_item *item, casus_error *error);
/* Runs, newest first. *runs lives until the next call with this store. */
casus_status casus_store_runs(casus_store *store, const casus_run **runs, size_t *n_runs, casus_error *error);
/* A run as one JSON line with its newline (docs/query.md); allocated with malloc, freed by the caller. CASUS_INPUT: a string of
 * it is not UTF-8. */
casus_status casus_run_json(const casus_run *run, char **json, size_t *len_bytes);

/* ---- corrections: what people say of events ------------------------------------------------------------------------ */

enum { CASUS_CORRECTION_BYTES_MAX = 65536, CASUS_CORRECTIONS_OF_ARTICLE_MAX = 4096 };

/* docs/corrections.md says how they count. Content: a rebuild keeps them. */
typedef struct {
  int64_t key; /* given by the store, never twice */
  int64_t article_key;
  casus_str event;   /* id of an event of the article; empty: an event that casus missed */
  casus_str verdict; /* "accepted", "rejected" or "corrected" */
  casus_str record;  /* corrected: the event as it should be, an object with the fields of CONTRACT.md. Of others none is given;
                        the  store then keeps the event as it was when it was judged */
  casus_str author;  /* who says so */
  casus_str time;    /* ISO 8601, UTC: the store has no clock */
} casus_correction;

/* Keeps a correction, and commits. `key` of it is not read. Of several corrections of one event the latest counts. CASUS_USAGE:
 * there is no such article or event in it; no such verdict; a missed event that is not "corrected"; a record that is missing, too
 * long (CASUS_CORRECTION_BYTES_MAX), no JSON object, without a field that a gold event needs (text, event, status, actor,
 * recipient) or with one that makes no sense, or whose text does not stand in the article; no author or time; texts that are not
 * UTF-8; over CASUS_CORRECTIONS_OF_ARTICLE_MAX of one article. CASUS_STORE: another process is writing and went on for ten
 * seconds; the error names its run. */
casus_status casus_store_correct(casus_store *store, const casus_correction *correction, int64_t *key, casus_error *error);
/* Takes a correction back, and commits: what was said before it counts again. CASUS_END: there is none of that key. */
casus_status casus_store_uncorrect(casus_store *store, int64_t key, casus_error *error);

/* Which corrections. Zeroed: all. */
typedef struct {
  int64_t article_key;
  casus_str event;        /* id */
  casus_str author;       /* as it was given */
  uint64_t offset, limit; /* limit: at most CASUS_LIST_MAX; 0: that many */
} casus_correction_query;

/* Newest first, and how many there are in all. *corrections lives until the next call with this store. */
casus_status casus_store_corrections(casus_store *store, const casus_correction_query *query,
                                     const casus_correction **corrections, size_t *n_corrections, uint64_t *total,
                                     casus_error *error);

typedef struct {
  uint64_t n_articles; /* reviewed in full: all that the store has of their events has a verdict */
  uint64_t n_events;   /* accepted, corrected or added */
  uint64_t n_in_part;  /* articles left out: some of their events nobody has judged */
  uint64_t n_textless; /* articles left out: imported without text */
} casus_gold_counts;

/* What people have said, as the gold that `casus eval events` reads: JSON Lines, an event each, in the order of articles and
 * verdicts. A sentence of which all events are rejected has a line whose event is null. `doc` is the id of the article, or ID#KEY
 * where another article before it has the same. counts may be NULL. docs/corrections.md says more. CASUS_INTERNAL: `write` gave
 * up. */
casus_status casus_store_gold(casus_store *store, casus_write write, void *context, casus_gold_counts *counts,
                              casus_error *error);
/* The articles of that gold, as JSON Lines that a reader takes. */
casus_status casus_store_gold_articles(casus_store *store, casus_write write, void *context, casus_error *error);

#ifdef __cplusplus
}
#endif
#endif
