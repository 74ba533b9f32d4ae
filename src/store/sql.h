/* One door to SQLite and PostgreSQL: connections, prepared queries, values. Statements are written once, in the SQL that both
 * take, with parameters ?1, ?2, ...; what must differ is chosen by sql_kind_of. Knows nothing of what is stored. */
#ifndef CASUS_SQL_H
#define CASUS_SQL_H

#include "base/base.h"

typedef struct sql sql;             /* a connection; of one thread */
typedef struct sql_query sql_query; /* a prepared statement */

typedef enum { SQL_SQLITE, SQL_POSTGRES } sql_kind;
typedef enum { SQL_READ, SQL_WRITE, SQL_CREATE } sql_access;

/* where: "postgres://..." or "postgresql://..." or the path of an SQLite file. All failures are CASUS_STORE with a message that
 * says what to do, or CASUS_MEMORY. */
casus_status sql_open(const char *where, sql_access access, sql **out, casus_error *error);
void sql_close(sql *db);
sql_kind sql_kind_of(const sql *db);
bool sql_in_transaction(const sql *db); /* that sql_begin began */
bool sql_is_blocked(const sql *db);     /* did sql_begin fail because another process is writing? */
str sql_name(const sql *db);            /* where, without a password */

/* Statements without parameters and rows, separated by ';'. */
casus_status sql_run(sql *db, const char *statements, casus_error *error);
/* A transaction that writes: begins, waiting for another writer for some seconds. */
casus_status sql_begin(sql *db, casus_error *error);
/* A transaction that reads: all its statements see one state. Ends with sql_rollback. */
casus_status sql_begin_reading(sql *db, casus_error *error);
casus_status sql_commit(sql *db, casus_error *error);
void sql_rollback(sql *db);
/* PostgreSQL counts commits in this sequence, which the schema has to hold. */
#define SQL_COMMITS_SEQUENCE "casus_commits"
/* A number that changes when another connection has committed something since. Only to be compared within one connection. */
casus_status sql_changes_by_others(sql *db, int64_t *number, casus_error *error);

casus_status sql_prepare(sql *db, const char *statement, sql_query **out, casus_error *error);
void sql_finish(sql_query *q); /* q may be NULL */

/* Before the first step: the rows may be too many to be held in memory. PostgreSQL hands over all rows at once otherwise. */
void sql_stream(sql_query *q);

/* Parameters count from 1. Text and bytes must live until the query is reset. A failure shows at the next step. */
void sql_bind_integer(sql_query *q, int index, int64_t value);
void sql_bind_real(sql_query *q, int index, double value); /* NAN: NULL */
void sql_bind_text(sql_query *q, int index, str value);    /* always text, the empty one too */
void sql_bind_bytes(sql_query *q, int index, str value);
void sql_bind_null(sql_query *q, int index);

/* The next row: CASUS_OK, or CASUS_END after the last, with which the query is reset. */
casus_status sql_step(sql_query *q, casus_error *error);
/* Steps to the end: for statements that give no rows. Within a transaction of PostgreSQL a failure may show only at a later
 * statement, at the latest at the commit. */
casus_status sql_do(sql_query *q, casus_error *error);
/* Forgets rows and parameters. */
void sql_reset(sql_query *q);

/* Columns of the current row, from 0; valid until the next step. NULL reads as 0, NAN or empty. */
int64_t sql_integer(sql_query *q, int column);
double sql_real(sql_query *q, int column);
str sql_text(sql_query *q, int column);
str sql_bytes(sql_query *q, int column);
bool sql_is_null(sql_query *q, int column);

/* ---- what a kind of database implements: sql.c passes on to it */

typedef struct {
  sql_kind kind;
  void (*close)(sql *db);
  casus_status (*run)(sql *db, const char *statements, casus_error *error);
  casus_status (*begin)(sql *db, casus_error *error);
  casus_status (*commit)(sql *db, casus_error *error);
  casus_status (*rollback)(sql *db, casus_error *error);
  casus_status (*changes_by_others)(sql *db, int64_t *number, casus_error *error);
  casus_status (*prepare)(sql *db, const char *statement, sql_query **out, casus_error *error);
  void (*finish)(sql_query *q);
  void (*stream)(sql_query *q);
  void (*bind_integer)(sql_query *q, int index, int64_t value);
  void (*bind_real)(sql_query *q, int index, double value);
  void (*bind_text)(sql_query *q, int index, str value);
  void (*bind_bytes)(sql_query *q, int index, str value);
  void (*bind_null)(sql_query *q, int index);
  casus_status (*step)(sql_query *q, casus_error *error);
  void (*reset)(sql_query *q);
  int64_t (*integer)(sql_query *q, int column);
  double (*real)(sql_query *q, int column);
  str (*text)(sql_query *q, int column);
  str (*bytes)(sql_query *q, int column);
  bool (*is_null)(sql_query *q, int column);
} sql_driver;

/* Stand at the beginning of what a driver allocates. */
struct sql {
  const sql_driver *driver;
  char name[240];
  bool in_transaction;
  bool blocked; /* the last transaction could not begin since another process is writing */
};

struct sql_query {
  const sql_driver *driver;
  sql *db;
};

casus_status sqlite_open(const char *path, sql_access access, sql **out, casus_error *error);
casus_status postgres_open(const char *uri, sql_access access, sql **out, casus_error *error);

#endif
