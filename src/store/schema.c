/* Makes and checks the tables of a store. The list below is their only description: SQLite gets the comments within its CREATE
 * TABLE, PostgreSQL as COMMENT ON. */
#include "store/schema.h"

#include <stdlib.h>

enum { STATEMENTS_BYTES_MAX = 1 << 20 };

typedef enum { KEY, INTEGER, REAL, TEXT, BYTES } column_type;

typedef struct {
  const char *name;
  column_type type;
  const char *comment;
} column;

typedef struct {
  const char *name, *comment;
  const char *primary_key; /* NULL: the column of type KEY */
  column columns[40];
} table;

static const table tables[] = {
    {.name = "meta",
     .comment = "What this database is: schema, revision (raised by every commit), story_window_days, story_strictness",
     .primary_key = "name",
     .columns = {{"name", TEXT, "of the fact"}, {"value", TEXT, "of the fact"}}},
    {.name = "run",
     .comment = "One command that wrote: n_read = n_coded + n_skipped + n_failed",
     .columns = {{"key", KEY, "from 1, in order of time"},
                 {"command", TEXT, "what was asked for; the same command takes up a run that was cut off"},
                 {"program", TEXT, "version of casus"},
                 {"tables", TEXT, "hash of tables and weights that coded"},
                 {"state", TEXT, "open or closed"},
                 {"started", TEXT, "ISO 8601, UTC"},
                 {"ended", TEXT, "ISO 8601, UTC; NULL while open"},
                 {"n_read", INTEGER, "records read"},
                 {"n_coded", INTEGER, "articles stored with their events, if any"},
                 {"n_skipped", INTEGER, "records passed over; run_skip has the reasons"},
                 {"n_failed", INTEGER, "broken records; run_failure has them"},
                 {"n_events", INTEGER, "events of the articles that were stored"}}},
    {.name = "run_input",
     .comment = "How far a run has come in each of its inputs",
     .primary_key = "run, input",
     .columns = {{"run", INTEGER, "run.key"},
                 {"input", TEXT, "path as the reader names it, or -"},
                 {"n_records", INTEGER, "dealt with, from the beginning of the input"}}},
    {.name = "run_skip",
     .comment = "Records of a run that were passed over, by reason",
     .primary_key = "run, reason",
     .columns = {{"run", INTEGER, "run.key"}, {"reason", TEXT, "in a few words"}, {"n", INTEGER, "records"}}},
    {.name = "run_failure",
     .comment = "Broken records of a run",
     .primary_key = "run, ordinal",
     .columns = {{"run", INTEGER, "run.key"},
                 {"ordinal", INTEGER, "from 1, in the order of reading"},
                 {"input", TEXT, "path"},
                 {"line", INTEGER, "from 1; 0: none"},
                 {"offset_bytes", INTEGER, "byte at which it is broken"},
                 {"message", TEXT, "what is wrong"}}},
    {.name = "article",
     .comment = "Articles as they were read: content, apart from names and group_key",
     .columns = {{"key", KEY, "from 1, in order of reading"},
                 {"digest", BYTES, "16 bytes: hash of text, title, date, url and source; no two articles share it"},
                 {"id", TEXT, "as the input names it"},
                 {"url", TEXT, "or empty"},
                 {"source", TEXT, "publisher, or empty"},
                 {"title", TEXT, "or empty"},
                 {"language", TEXT, "as the input names it, or empty"},
                 {"date", TEXT, "of publication, ISO 8601; empty: none"},
                 {"day", INTEGER, "of publication, days since 1970-01-01; NULL: none"},
                 {"body", INTEGER, "byte of text at which the prose starts"},
                 {"text", TEXT, "UTF-8; all spans count its bytes"},
                 {"imported", TEXT, "polecat, icews or gdelt, where events came without the article; else empty"},
                 {"run", INTEGER, "run.key of the run that read it"},
                 {"origin", TEXT, "path it was read from"},
                 {"origin_line", INTEGER, "from 1; 0: the file is the article"},
                 {"origin_bytes", INTEGER, "offset of the record in its file"},
                 {"names", TEXT, "of the parties of its events, for searching; derived"},
                 {"group_key", INTEGER, "article.key of the first of its near-duplicates; NULL: not grouped yet; derived"}}},
    {.name = "correction",
     .comment = "What a person said of an event: content",
     .columns = {{"key", KEY, "from 1"},
                 {"article", INTEGER, "article.key"},
                 {"event", TEXT, "event.id; empty: an event that casus missed"},
                 {"verdict", TEXT, "accepted, rejected or corrected"},
                 {"record", TEXT, "JSON as CONTRACT.md has it: corrected: as it should be; else as it was when it was judged"},
                 {"author", TEXT, "who says so"},
                 {"time", TEXT, "ISO 8601, UTC"}}},
    {.name = "signature",
     .comment = "Of an article's text, by which near-duplicates are found (docs/stories.md)",
     .primary_key = "article",
     .columns = {{"article", INTEGER, "article.key"}, {"bytes", BYTES, "MinHash values and more"}}},
    {.name = "actor",
     .comment = "Whoever is a party of an event; one row for each combination",
     .columns = {{"key", KEY, "from 1"},
                 {"code", TEXT, "CAMEO/PLOVER code, USAGOV; empty: unknown"},
                 {"country", TEXT, "ISO 3166 alpha-3, or empty"},
                 {"sector", TEXT, "GOV, or empty"},
                 {"name", TEXT, "as the tables have it, or empty"},
                 {"office", TEXT, "or empty"}}},
    {.name = "place",
     .comment = "Where events happen; one row for each combination",
     .columns = {{"key", KEY, "from 1"},
                 {"name", TEXT, "of the place"},
                 {"country", TEXT, "ISO 3166 alpha-3, or empty"},
                 {"admin1", TEXT, "first-order division, or empty"},
                 {"lat", REAL, "degrees; NULL: not known"},
                 {"lon", REAL, "degrees; NULL: not known"},
                 {"geonames", INTEGER, "GeoNames id; 0: unknown"}}},
    {.name = "event",
     .comment = "Events, each as one article reports it; fields as in CONTRACT.md",
     .columns = {{"key", KEY, "from 1, in the order of articles and of their text"},
                 {"id", TEXT, "32 hexadecimal digits"},
                 {"article", INTEGER, "article.key"},
                 {"sentence", INTEGER, "from 1"},
                 {"span_begin", INTEGER, "first byte of the sentence in article.text"},
                 {"span_end", INTEGER, "byte behind the sentence"},
                 {"text", TEXT, "of the sentence, where article.text does not have it; else NULL"},
                 {"date", TEXT, "2024-03-22, 2024-03, 2024; empty: none"},
                 {"enddate", TEXT, "the same; empty: none"},
                 {"first_day", INTEGER, "days since 1970-01-01 of the first day that date allows; NULL: no date"},
                 {"last_day", INTEGER, "of the last day that date and enddate allow; NULL: no date"},
                 {"date_basis", INTEGER, "0 none, 1 published, 2 relative, 3 absolute"},
                 {"type", INTEGER, "1 AGREE to 16 ASSAULT, as casus.h counts them"},
                 {"of", INTEGER, "type of the act that is agreed to, asked for, ...; 0: none"},
                 {"modes", TEXT, "PLOVER modes, separated by commas"},
                 {"contexts", TEXT, "PLOVER contexts, separated by commas"},
                 {"quad", INTEGER, "1 to 4"},
                 {"score", REAL, "PLOVER"},
                 {"cameo", TEXT, "code with its leading zero"},
                 {"goldstein", REAL, "of the CAMEO code"},
                 {"aux", INTEGER, "1 historical + 2 future + 4 hypothetical + 8 negation"},
                 {"status", INTEGER,
                  "0 actual, 1 planned, 2 intended, 3 considered, 4 conditional, 5 failed, 6 negated, 7 denied"},
                 {"condition", TEXT, "clause; NULL: none"},
                 {"condition_begin", INTEGER, "its span"},
                 {"condition_end", INTEGER, "its span"},
                 {"condition_unless", INTEGER, "1: unless, 0: if"},
                 {"condition_event", INTEGER, "event.key; NULL: none"},
                 {"exchange", INTEGER, "event.key of what it is offered in return for; NULL: none"},
                 {"place", INTEGER, "place.key; NULL: none"},
                 {"place_begin", INTEGER, "its span"},
                 {"place_end", INTEGER, "its span"},
                 {"trigger", TEXT, "word that reports it"},
                 {"trigger_begin", INTEGER, "its span"},
                 {"trigger_end", INTEGER, "its span"},
                 {"rule", TEXT, "lexicon row"},
                 {"confidence", REAL, "0 to 1"},
                 {"story_day", INTEGER, "joining.day"},
                 {"story", INTEGER, "story.key; NULL: not joined yet"},
                 {"extra", TEXT, "JSON by column name: what an import has beside; NULL: nothing"}}},
    {.name = "party",
     .comment = "Who acts, who is acted upon, who says so",
     .primary_key = "event, side, ordinal",
     .columns = {{"event", INTEGER, "event.key"},
                 {"side", INTEGER, "0 actor, 1 recipient, 2 holder"},
                 {"ordinal", INTEGER, "from 0"},
                 {"actor", INTEGER, "actor.key"},
                 {"text", TEXT, "as it stands in the article"},
                 {"span_begin", INTEGER, "its span"},
                 {"span_end", INTEGER, "its span"}}},
    {.name = "figure",
     .comment = "Numbers and weapons that a sentence gives of an event",
     .primary_key = "event, kind",
     .columns = {{"event", INTEGER, "event.key"},
                 {"kind", TEXT, "killed, injured, missing, abducted, arrested, participants; or weapon"},
                 {"value", INTEGER, "NULL: not said"},
                 {"low", INTEGER, "at least; NULL: not said"},
                 {"high", INTEGER, "at most; NULL: not said"},
                 {"class", TEXT, "of a weapon; else NULL"},
                 {"text", TEXT, "as it stands in the article"},
                 {"span_begin", INTEGER, "its span"},
                 {"span_end", INTEGER, "its span"}}},
    {.name = "joining",
     .comment = "What of an event decides which story it belongs to (docs/stories.md)",
     .primary_key = "day, event", /* days are loaded one after the other */
     .columns = {{"day", INTEGER, "the day that stands for its date, days since 1970-01-01; -2147483648: none"},
                 {"event", INTEGER, "event.key"},
                 {"features", BYTES, "dates, sides, place, words, as hashes"}}},
    {.name = "story",
     .comment = "Occurrences: what several reports say of one event",
     .columns = {{"key", KEY, "event.key of the member that was read first"},
                 {"id", TEXT, "32 hexadecimal digits: hash of the member that is first by date and id"},
                 {"representative", INTEGER, "event.key of the report that says most, as most say it"},
                 {"n_reports", INTEGER, "events"},
                 {"n_articles", INTEGER, "articles"},
                 {"n_groups", INTEGER, "articles, near-duplicates counted once"},
                 {"n_sources", INTEGER, "publishers"},
                 {"first_seen", INTEGER, "publication, days since 1970-01-01; NULL: no date"},
                 {"last_seen", INTEGER, "the same of the last report"},
                 {"agreement", REAL, "0 to 1: share of type, sides, status, place, date on which reports agree"},
                 {"n_actual", INTEGER, "reports that say it happened"},
                 {"n_negated", INTEGER, "reports that say it did not"},
                 {"contradicted", INTEGER, "1: both are said, or the numbers of those harmed exclude one another"}}},
};

enum { N_TABLES = sizeof tables / sizeof *tables };

static const char *const indexes[] = {
    "CREATE UNIQUE INDEX article_by_digest ON article (digest)",
    "CREATE INDEX article_by_day ON article (day)",
    "CREATE INDEX article_by_source ON article (lower(source), day)",
    "CREATE INDEX article_by_group ON article (group_key)",
    "CREATE INDEX correction_by_article ON correction (article)",
    "CREATE INDEX actor_by_country ON actor (substr(code, 1, 3))",
    "CREATE INDEX place_by_country ON place (country)",
    "CREATE INDEX event_by_article ON event (article)",
    "CREATE INDEX event_by_day ON event (first_day, last_day)",
    "CREATE INDEX event_long ON event (last_day) WHERE last_day - first_day > 40", /* as store_select.c has it */
    "CREATE INDEX event_by_id ON event (id)",
    "CREATE INDEX event_by_story ON event (story)",
    "CREATE INDEX event_by_place ON event (place)",
    "CREATE INDEX party_by_actor ON party (actor, side)",
};

/* The words of an article, its title and the names of its parties. SQLite keeps only the index beside article; PostgreSQL takes
 * no more than a megabyte of words, and parts of compound words count beside the whole. */
static const char *const search[] = {
    [SQL_SQLITE] =
        "CREATE VIRTUAL TABLE article_search USING fts5(title, text, names, content='article', content_rowid='key', columnsize=0,"
        " tokenize='porter unicode61 remove_diacritics 2');"
        "INSERT INTO article_search (article_search, rank) VALUES ('pgsz', 16000), ('hashsize', 16777216), ('automerge', 8)",
    [SQL_POSTGRES] =
        "ALTER TABLE article ADD COLUMN search tsvector GENERATED ALWAYS AS"
        " (to_tsvector('english', left(title || ' ' || text || ' ' || names, 125000))) STORED;"
        "COMMENT ON COLUMN article.search IS 'words of title, text and names, in their first 125,000 characters; derived';"
        "CREATE SEQUENCE " SQL_COMMITS_SEQUENCE
        ";"
        "COMMENT ON SEQUENCE " SQL_COMMITS_SEQUENCE
        " IS 'one more for every commit of a writer';"
        "CREATE INDEX article_by_words ON article USING gin (search)",
};

static const char *type_name(sql_kind kind, column_type type) {
  static const char *const names[][2] = {[KEY] = {"INTEGER PRIMARY KEY", "BIGINT PRIMARY KEY"},
                                         [INTEGER] = {"INTEGER", "BIGINT"},
                                         [REAL] = {"REAL", "DOUBLE PRECISION"},
                                         [TEXT] = {"TEXT", "TEXT"},
                                         [BYTES] = {"BLOB", "BYTEA"}};
  return names[type][kind];
}

/* ---- writing the statements */

static bool add_columns(buffer *out, sql_kind kind, const table *t) {
  bool good = true;
  for (const column *c = t->columns; c->name; c++) {
    bool more = c[1].name || t->primary_key;
    good &= buffer_format(out, "  \"%s\" %s%s", c->name, type_name(kind, c->type), more ? "," : "");
    good &= kind == SQL_SQLITE ? buffer_format(out, " -- %s\n", c->comment) : buffer_add_byte(out, '\n');
  }
  return good;
}

static bool add_table(buffer *out, sql_kind kind, const table *t) {
  bool good = buffer_format(out, "CREATE TABLE %s (", t->name);
  good &= kind == SQL_SQLITE ? buffer_format(out, " -- %s\n", t->comment) : buffer_add_byte(out, '\n');
  good &= add_columns(out, kind, t);
  if (t->primary_key) good &= buffer_format(out, "  PRIMARY KEY (%s)\n", t->primary_key);
  return good && buffer_format(out, ")%s;\n", t->primary_key && kind == SQL_SQLITE ? " WITHOUT ROWID" : "");
}

static bool add_literal(buffer *out, const char *text) {
  bool good = buffer_add_byte(out, '\'');
  for (const char *c = text; *c; c++) good &= buffer_add(out, *c == '\'' ? STR("''") : (str){c, 1});
  return good && buffer_add(out, STR("';\n"));
}

static bool add_comments(buffer *out, const table *t) {
  bool good = buffer_format(out, "COMMENT ON TABLE %s IS ", t->name) && add_literal(out, t->comment);
  for (const column *c = t->columns; c->name; c++)
    good &= buffer_format(out, "COMMENT ON COLUMN %s.\"%s\" IS ", t->name, c->name) && add_literal(out, c->comment);
  return good;
}

static bool add_all(buffer *out, sql_kind kind) {
  bool good = true;
  for (size_t i = 0; i < N_TABLES; i++) {
    good &= add_table(out, kind, &tables[i]);
    if (kind == SQL_POSTGRES) good &= add_comments(out, &tables[i]);
  }
  for (size_t i = 0; i < sizeof indexes / sizeof *indexes; i++) good &= buffer_format(out, "%s;\n", indexes[i]);
  return good && buffer_format(out, "%s;\nINSERT INTO meta VALUES ('schema', '" SCHEMA_VERSION "');\n", search[kind]);
}

static casus_status run_text(sql *db, buffer *text, bool complete, casus_error *error) {
  casus_status status = complete && buffer_add_byte(text, 0) ? sql_run(db, text->ptr, error)
                                                             : error_set(error, CASUS_MEMORY, "no memory for SQL statements");
  buffer_free(text);
  return status;
}

static casus_status make_tables(sql *db, casus_error *error) {
  buffer text;
  buffer_init(&text, STATEMENTS_BYTES_MAX);
  bool complete = add_all(&text, sql_kind_of(db));
  return run_text(db, &text, complete, error);
}

/* ---- checking */

static casus_status first_integer(sql *db, const char *statement, int64_t *value, casus_error *error) {
  sql_query *q;
  casus_status status = sql_prepare(db, statement, &q, error);
  if (status != CASUS_OK) return status;
  status = sql_step(q, error);
  if (status == CASUS_OK) *value = sql_integer(q, 0);
  sql_finish(q);
  return status;
}

/* How many tables the database has, and how many of them are called meta. */
static casus_status count_tables(sql *db, int64_t *all, int64_t *meta, casus_error *error) {
  static const char *const queries[][2] = {
      [SQL_SQLITE] = {"SELECT count(*) FROM sqlite_schema WHERE type = 'table'",
                      "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'meta'"},
      [SQL_POSTGRES] = {"SELECT count(*) FROM pg_tables WHERE schemaname = current_schema()",
                        "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema() AND tablename = 'meta'"}};
  casus_status status = first_integer(db, queries[sql_kind_of(db)][0], all, error);
  return status == CASUS_OK ? first_integer(db, queries[sql_kind_of(db)][1], meta, error) : status;
}

static casus_status check_version(sql *db, casus_error *error) {
  sql_query *q;
  casus_status status = sql_prepare(db, "SELECT value FROM meta WHERE name = 'schema'", &q, error);
  if (status == CASUS_OK) {
    status = sql_step(q, error);
    if (status == CASUS_OK && !str_is(sql_text(q, 0), SCHEMA_VERSION))
      status = error_at(error, CASUS_STORE, sql_name(db), 0, 0,
                        "has schema version %.*s, and this casus needs " SCHEMA_VERSION
                        "; use the casus that made it, or ingest into a new store",
                        (int)sql_text(q, 0).len, sql_text(q, 0).ptr);
    sql_finish(q);
  }
  return status == CASUS_END ? error_at(error, CASUS_STORE, sql_name(db), 0, 0, "is a database, but no store of casus") : status;
}

static casus_status look_at(sql *db, bool *empty, casus_error *error) {
  int64_t all, meta;
  casus_status status = count_tables(db, &all, &meta, error);
  if (status != CASUS_OK) return status;
  *empty = all == 0;
  if (*empty) return CASUS_OK;
  if (!meta) return error_at(error, CASUS_STORE, sql_name(db), 0, 0, "is a database, but no store of casus; give another --db");
  return check_version(db, error);
}

/* Looks again once it has the lock: another process may have made them meanwhile. */
static casus_status make_where_empty(sql *db, casus_error *error) {
  bool empty;
  casus_status status = sql_begin(db, error);
  if (status == CASUS_OK) status = look_at(db, &empty, error);
  if (status == CASUS_OK && empty) status = make_tables(db, error);
  if (status == CASUS_OK) status = sql_commit(db, error);
  sql_rollback(db);
  return status;
}

casus_status schema_open(sql *db, sql_access access, casus_error *error) {
  bool empty;
  casus_status status = look_at(db, &empty, error);
  if (status != CASUS_OK || !empty) return status;
  if (access == SQL_CREATE) return make_where_empty(db, error);
  return error_at(error, CASUS_STORE, sql_name(db), 0, 0, "holds no tables: it is no store of casus");
}

/* What was imported came without articles to make it from again. */
casus_status schema_forget_derived(sql *db, casus_error *error) {
  return sql_run(db,
                 "DELETE FROM event WHERE article IN (SELECT key FROM article WHERE imported = '');"
                 "DELETE FROM party WHERE event NOT IN (SELECT key FROM event);"
                 "DELETE FROM figure WHERE event NOT IN (SELECT key FROM event);"
                 "DELETE FROM joining WHERE event NOT IN (SELECT key FROM event);"
                 "DELETE FROM actor WHERE key NOT IN (SELECT actor FROM party);"
                 "DELETE FROM place WHERE key NOT IN (SELECT place FROM event WHERE place IS NOT NULL);"
                 "DELETE FROM signature; DELETE FROM story;"
                 "UPDATE event SET story = NULL; UPDATE article SET group_key = NULL",
                 error);
}
