/* PostgreSQL behind sql.h, by libpq in pipeline mode: what gives no rows is sent without waiting for the answer, so that many
 * inserts share one round trip; a failure of theirs shows at the next statement that waits, at the latest at the commit.
 * One writer at a time: an advisory lock that a transaction holds. Knows nothing of what is stored. */
#include "store/sql.h"

#ifndef CASUS_POSTGRES

casus_status postgres_open(const char *uri, sql_access access, sql **out, casus_error *error) {
  (void)uri, (void)access, (void)out;
  return error_set(error, CASUS_STORE, "this casus was built without PostgreSQL; install libpq-dev and build again");
}

#else

#include <stdlib.h>

#include "store/postgres_parts.h"

enum { SERVER_VERSION_MIN = 120000 };

/* ---- the pipeline */

static bool is_good(const PGresult *r) {
  ExecStatusType status = PQresultStatus(r);
  return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_PIPELINE_SYNC;
}

void note_sent(postgres_db *d, int good) {
  if (good) d->n_sent++;
  else note_said(d, NULL, PQerrorMessage(d->conn));
}

/* Reads the answer to one command. */
static PGresult *answer(postgres_db *d) {
  PGresult *kept = NULL;
  for (PGresult *r; (r = PQgetResult(d->conn));) {
    if (!is_good(r) && PQresultStatus(r) != PGRES_PIPELINE_ABORTED) note_result(d, r);
    PQclear(kept);
    kept = r;
    if (PQresultStatus(r) == PGRES_PIPELINE_SYNC || PQstatus(d->conn) == CONNECTION_BAD) break;
  }
  return kept;
}

casus_status answers_collect(postgres_db *d, PGresult **last, casus_error *error) {
  PGresult *kept = NULL;
  if (!PQpipelineSync(d->conn)) note_said(d, NULL, PQerrorMessage(d->conn));
  for (; d->n_sent && PQstatus(d->conn) != CONNECTION_BAD; d->n_sent--) {
    PQclear(kept);
    kept = answer(d);
  }
  PQclear(PQstatus(d->conn) == CONNECTION_BAD ? NULL : answer(d));
  if (PQstatus(d->conn) == CONNECTION_BAD) note_said(d, "08", PQerrorMessage(d->conn));
  d->n_sent = 0;
  if (d->failed || !last) PQclear(kept);
  else *last = kept;
  return failure_told(d, error);
}

void send_text(postgres_db *d, const char *text) { note_sent(d, PQsendQueryParams(d->conn, text, 0, NULL, NULL, NULL, NULL, 1)); }

/* Statements without parameters, by the simple protocol, which takes several at once. */
static casus_status run_simple(postgres_db *d, const char *statements, casus_error *error) {
  casus_status status = answers_collect(d, NULL, error);
  if (status != CASUS_OK) return status;
  PQexitPipelineMode(d->conn);
  PGresult *r = PQexec(d->conn, statements);
  if (!is_good(r)) note_result(d, r);
  PQclear(r);
  PQenterPipelineMode(d->conn);
  return failure_told(d, error);
}

casus_status postgres_run(sql *db, const char *statements, casus_error *error) {
  return run_simple(db_of(db), statements, error);
}

/* ---- transactions */

#define TAKE_LOCK                                                                                                             \
  "SET LOCAL lock_timeout = '10s'; SELECT pg_advisory_xact_lock(x'6361737500000000'::bigint | oid::bigint) FROM pg_namespace" \
  " WHERE nspname = current_schema()"

casus_status postgres_begin(sql *db, casus_error *error) {
  postgres_db *d = db_of(db);
  casus_status status = run_simple(d, d->reading ? TAKE_LOCK : "BEGIN;" TAKE_LOCK, error);
  if (status != CASUS_OK) postgres_rollback(db, NULL);
  d->reading = false;
  return status;
}

/* The sequence is raised within the transaction, whose lock keeps others from reading it until the commit is done. */
casus_status postgres_commit(sql *db, casus_error *error) {
  postgres_db *d = db_of(db);
  casus_status status = save_streams(d, error);
  if (status != CASUS_OK) return status;
  send_text(d, "SELECT nextval('" SQL_COMMITS_SEQUENCE "')");
  send_text(d, "COMMIT");
  status = answers_collect(d, NULL, error);
  if (status == CASUS_OK) d->own_commits++;
  return status;
}

casus_status postgres_rollback(sql *db, casus_error *error) {
  postgres_db *d = db_of(db);
  lose_streams(d);
  answers_collect(d, NULL, NULL);
  d->failed = PQstatus(d->conn) == CONNECTION_BAD;
  if (PQtransactionStatus(d->conn) == PQTRANS_IDLE) return CASUS_OK;
  return run_simple(d, "ROLLBACK", error);
}

casus_status postgres_changes_by_others(sql *db, int64_t *number, casus_error *error) {
  sql_query *q;
  casus_status status = postgres_prepare(db, "SELECT last_value + is_called::int FROM " SQL_COMMITS_SEQUENCE, &q, error);
  if (status != CASUS_OK) return status;
  status = sql_step(q, error);
  if (status == CASUS_OK) *number = sql_integer(q, 0) - db_of(db)->own_commits;
  sql_finish(q);
  return status;
}

/* ---- opening */

void postgres_close(sql *db) {
  PQfinish(db_of(db)->conn);
  free(db);
}

static const char *option(const PQconninfoOption *options, const char *name) {
  for (; options->keyword; options++)
    if (strcmp(options->keyword, name) == 0 && options->val) return options->val;
  return "";
}

/* postgres://user@host:port/database, put together anew: so a password cannot be in it, wherever the URI had it. */
static bool name_it(postgres_db *d, const char *uri) {
  PQconninfoOption *o = PQconninfoParse(uri, NULL);
  if (!o) return false;
  const char *user = option(o, "user"), *port = option(o, "port");
  snprintf(d->base.name, sizeof d->base.name, "postgres://%s%s%s%s%s/%s", user, *user ? "@" : "", option(o, "host"),
           *port ? ":" : "", port, option(o, "dbname"));
  PQconninfoFree(o);
  return true;
}

static void ignore_notice(void *nothing, const PGresult *notice) { (void)nothing, (void)notice; }

static PGconn *connect_to(const char *uri) {
  const char *const names[] = {"connect_timeout", "fallback_application_name", "dbname", "client_encoding", NULL};
  const char *const settings[] = {"10", "casus", uri, "UTF8", NULL};
  return PQconnectdbParams(names, settings, 1);
}

static casus_status refuse(postgres_db *d, const char *why, casus_error *error) {
  return error_at(error, CASUS_STORE, sql_name(&d->base), 0, 0, "%s", why);
}

static casus_status check_connection(postgres_db *d, casus_error *error) {
  char line[160];
  if (!d->conn) return error_set(error, CASUS_MEMORY, "no memory for a connection");
  if (PQstatus(d->conn) != CONNECTION_OK) {
    line_of_said(PQerrorMessage(d->conn), line, sizeof line);
    return error_at(error, CASUS_STORE, sql_name(&d->base), 0, 0, "%s (%s)", advice_of_words(line), line);
  }
  if (PQserverVersion(d->conn) < SERVER_VERSION_MIN) return refuse(d, "the server is older than PostgreSQL 12", error);
  if (!str_is(str_of(PQparameterStatus(d->conn, "server_encoding")), "UTF8"))
    return refuse(d, "the database is not in UTF-8; make one with: createdb -E UTF8 -T template0 NAME", error);
  PQsetNoticeReceiver(d->conn, ignore_notice, NULL);
  return PQenterPipelineMode(d->conn) ? CASUS_OK : refuse(d, "libpq refuses its pipeline mode", error);
}

static casus_status check_schema(postgres_db *d, casus_error *error) {
  sql_query *q;
  casus_status status = postgres_prepare(&d->base, "SELECT current_schema() IS NULL", &q, error);
  if (status != CASUS_OK) return status;
  status = sql_step(q, error);
  if (status == CASUS_OK && sql_integer(q, 0))
    status = refuse(d, "its search_path names no schema that exists; make it with CREATE SCHEMA, or name another", error);
  sql_finish(q);
  return status;
}

static casus_status set_up(postgres_db *d, sql_access access, casus_error *error) {
  casus_status status = check_connection(d, error);
  if (status == CASUS_OK && access == SQL_READ) status = run_simple(d, "SET default_transaction_read_only = on", error);
  return status == CASUS_OK ? check_schema(d, error) : status;
}

/* libpq's own messages about a URI quote it with its password, so none is passed on. */
casus_status postgres_open(const char *uri, sql_access access, sql **out, casus_error *error) {
  postgres_db *d = calloc(1, sizeof *d);
  if (!d) return error_set(error, CASUS_MEMORY, "no memory for a store");
  d->base.driver = &postgres_driver;
  if (!name_it(d, uri)) {
    free(d);
    return error_set(error, CASUS_STORE,
                     "no URI of PostgreSQL; write postgres://USER@HOST:PORT/DATABASE, %%XX for odd characters");
  }
  d->conn = connect_to(uri);
  casus_status status = set_up(d, access, error);
  if (status != CASUS_OK) {
    postgres_close(&d->base);
    return status;
  }
  *out = &d->base;
  return CASUS_OK;
}

#endif
