/* What the files behind the door to PostgreSQL share: sql_postgres.c connects and runs transactions, postgres_query.c has
 * prepared statements and their values, postgres_errors.c says what went wrong. Only where there is libpq. */
#ifndef CASUS_POSTGRES_PARTS_H
#define CASUS_POSTGRES_PARTS_H

#include <libpq-fe.h>

#include "store/sql.h"

enum { PARAMETERS_MAX = 96 };

typedef struct postgres_query postgres_query;

typedef struct {
  sql base;
  PGconn *conn;
  unsigned n_sent; /* commands whose answers are not read yet */
  bool failed;     /* nothing more is done until the rollback */
  casus_status failure;
  casus_error why;
  unsigned generation; /* raised where it is not known which statements the server has prepared */
  unsigned names;      /* given to statements and cursors so far */
  int64_t own_commits;
  postgres_query *streams; /* that have a cursor open */
  bool reading;            /* a transaction is open only for their sake */
} postgres_db;

typedef struct {
  Oid type; /* 0: NULL */
  str value;
  char number[8];
} parameter;

struct postgres_query {
  sql_query base;
  char *text;
  int n_parameters;
  parameter parameters[PARAMETERS_MAX];
  Oid prepared_types[PARAMETERS_MAX];
  const char *failed_bind;
  unsigned runs, name, generation; /* of the prepared statement; name 0: none */
  bool gives_rows, streams;
  arena *bound, *read; /* copies of values with escapes; NULL: none was needed */

  bool started;
  PGresult *rows, *rest; /* rest: of a stream, read before the transaction ended */
  int row;
  unsigned cursor; /* name; 0: none is open */
  bool cut_off;    /* the cursor was lost by a rollback */
  postgres_query *next;
};

static inline postgres_db *of(const sql_query *q) { return (postgres_db *)q->db; }
static inline postgres_db *db_of(sql *db) { return (postgres_db *)db; }
static inline postgres_query *query_of(sql_query *q) { return (postgres_query *)q; }

/* ---- errors: the first one is kept until it is told */

/* What the server says, on one line. */
void line_of_said(const char *said, char *line, size_t size);
/* What to do about words that no SQLSTATE comes with. */
const char *advice_of_words(const char *said);
/* state: an SQLSTATE or NULL. */
void note_said(postgres_db *d, const char *state, const char *said);
void note_result(postgres_db *d, const PGresult *r);
void note_memory(postgres_db *d);
/* The failure that is noted, if any; where no transaction is open it is over with that. */
casus_status failure_told(postgres_db *d, casus_error *error);

/* ---- the pipeline */

/* Counts a command that has been sent, or notes that it has not. */
void note_sent(postgres_db *d, int good);
void send_text(postgres_db *d, const char *text);
/* Waits for all answers. *last, where it is not NULL, becomes that to the last command, and is the caller's; NULL on failure. */
casus_status answers_collect(postgres_db *d, PGresult **last, casus_error *error);

/* ---- streams, whose cursors end with their transaction */

/* What is left of them is read now. */
casus_status save_streams(postgres_db *d, casus_error *error);
void lose_streams(postgres_db *d);

/* ---- what the driver is made of */

extern const sql_driver postgres_driver;
void postgres_close(sql *db);
casus_status postgres_run(sql *db, const char *statements, casus_error *error);
casus_status postgres_begin(sql *db, casus_error *error);
casus_status postgres_commit(sql *db, casus_error *error);
casus_status postgres_rollback(sql *db, casus_error *error);
casus_status postgres_changes_by_others(sql *db, int64_t *number, casus_error *error);
casus_status postgres_prepare(sql *db, const char *statement, sql_query **out, casus_error *error);

#endif
