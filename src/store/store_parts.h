/* What the files of this folder share: the open store, its statements, and its dictionaries of actors and places. */
#ifndef CASUS_STORE_PARTS_H
#define CASUS_STORE_PARTS_H

#include "casus_store.h"
#include "store/dictionary.h"
#include "store/prepared.h"
#include "store/schema.h"

/* Statements that are prepared once and kept; store_statements.c has their text. */
typedef enum {
  ARTICLE_OF_DIGEST,
  ARTICLE_ADD,
  ARTICLE_INDEX,
  SIGNATURE_ADD,
  EVENT_OF_ARTICLE,
  EVENT_ADD,
  PARTY_ADD,
  FIGURE_ADD,
  JOINING_ADD,
  ACTOR_ADD,
  PLACE_ADD,
  RUN_ADD,
  RUN_OPEN,
  RUN_SAVE,
  RUN_CLOSE,
  RUN_LAST_OPEN,
  POSITION_OF,
  POSITION_SAVE,
  SKIP_SAVE,
  FAILURE_ADD,
  FAILURE_LAST,
  META_SAVE,
  META_OF,
  REVISION_OF,
  REVISION_RAISE,
  NAMES_SAVE,
  NEXT_ARTICLE,
  EVENT_READ,
  PARTIES_READ,
  FIGURES_READ,
  ARTICLE_READ,
  ARTICLE_TEXT_READ,
  STORY_READ,
  RUNS_READ,
  SKIPS_READ,
  FAILURES_READ,
  ACTORS_OF_CODE,
  ACTORS_OF_NAME,
  PLACES_READ,
  ARTICLES_READ,
  WORDS_COUNT,
  ARTICLE_JUDGED,
  EVENTS_UNJUDGED,
  VERDICTS_READ,
  CORRECTION_ADD,
  CORRECTION_OF,
  CORRECTION_DELETE,
  CORRECTIONS_COUNT,
  CORRECTIONS_TOTAL,
  CORRECTIONS_READ,
  STATEMENT_COUNT
} statement_name;

enum { REASONS_MAX = 32, REASON_BYTES = 64, STORY_WINDOW_DAYS_MAX = 366 };
enum { SIDE_ACTOR, SIDE_RECIPIENT, SIDE_HOLDER };

/* By casus_harm, then "participants". */
extern const char *const figure_names[CASUS_HARM_COUNT + 1];

/* Counts of the open run since the last commit. */
typedef struct {
  char *bytes; /* the path, on the heap */
  size_t len;
  uint64_t n_records;
} input_count;

typedef struct {
  char reason[REASON_BYTES];
  uint64_t n;
} reason_count;

struct casus_store {
  sql *db;
  casus_store_mode mode;
  sql_query *statements[STATEMENT_COUNT];

  /* What a writer keeps in memory of the tables; read anew when another process has written. */
  bool cached;
  int64_t changes_seen;
  int64_t last_article, last_event;
  dictionary actors, places;
  bool recoded; /* the index of words is to be made anew when the run ends */

  casus_run run;       /* key 0: none is open */
  input_count *inputs; /* of this run since the last commit */
  size_t n_inputs, inputs_capacity;
  reason_count reasons[REASONS_MAX];
  size_t n_reasons;
  int64_t last_failure;

  casus_story_options story_options;
  arena *handed_out;        /* what is valid until the next call */
  const casus_facts *facts; /* of the caller; NULL: rows are read */
  casus_facts *own_facts;   /* loaded for counts, where the caller has none */
};

/* The prepared statement of a name; reset, ready to bind. */
casus_status statement(casus_store *s, statement_name name, sql_query **out, casus_error *error);
void statements_finish(casus_store *s);

/* Opens a transaction that writes, and reads the caches where they are not up to date. */
casus_status write_begin(casus_store *s, casus_error *error);
casus_status caches_read(casus_store *s, casus_error *error);
/* Commits, under a revision of its own. */
casus_status write_commit(casus_store *s, casus_error *error);
casus_status revision_raise(casus_store *s, casus_error *error);
/* Rolls back; the caches are read anew. Returns `status`. */
casus_status write_failed(casus_store *s, casus_status status);

/* casus_store_run_begin; a run that is not taken up does its `first` work in the transaction that begins it. */
typedef casus_status (*first_work)(casus_store *s, casus_error *error);
casus_status run_begin(casus_store *s, const casus_run_info *info, first_work first, casus_run *run, casus_error *error);
/* Forgets the open run, in memory. */
void run_forget(casus_store *s);

casus_status dictionaries_load(casus_store *s, casus_error *error);
void dictionaries_forget(casus_store *s);

/* Article and events. */
casus_status article_add(casus_store *s, const casus_prepared *p, bool *added, casus_error *error);
/* Empties the arena of what was handed out. */
casus_status handed_out_anew(casus_store *s, casus_error *error);
/* The index of words, from the articles as they stand. */
casus_status search_rebuild(casus_store *s, casus_error *error);
/* Signature and events of a stored article. */
casus_status article_derive(casus_store *s, int64_t article, const casus_prepared *p, casus_error *error);

/* Counts a record of an input of the open run; is there an open run? */
casus_status count_record(casus_store *s, str input, casus_error *error);
casus_status run_needed(const casus_store *s, casus_error *error);

/* The key of the article of a digest; 0: there is none. */
casus_status article_find(casus_store *s, digest128 digest, int64_t *key, casus_error *error);

/* One integer of a statement without parameters; `fallback` where it gives none or NULL. */
casus_status integer_of(sql *db, const char *statement, int64_t fallback, int64_t *value, casus_error *error);
/* Forgets groups and stories. */
casus_status stories_forget(casus_store *s, casus_error *error);
casus_status story_options_read(casus_store *s, casus_error *error);

#endif
