/* What libpq and the server say went wrong, as what to do about it. */
#include "store/sql.h"

#ifdef CASUS_POSTGRES

#include "store/postgres_parts.h"

typedef struct {
  const char *sign, *text;
} advice_row;

#define LOCK_NOT_AVAILABLE "55P03"

/* By the beginning of an SQLSTATE. */
static const advice_row advice_by_state[] = {
    {LOCK_NOT_AVAILABLE, "another process is writing to it; wait until it is done, then give the same command again"},
    {"40P01", "another process is writing to it; wait until it is done, then give the same command again"},
    {"53100", "the server's disk is full; make room, then give the same command again: what was committed is safe"},
    {"53200", "the server is out of memory; give the same command again: what was committed is safe"},
    {"53300", "the server has no connection free; wait, or raise its max_connections"},
    {"25006", "it may not be written to: the server or the transaction is read-only; write to the primary server"},
    {"42501", "this user may not do that; have the rights on the schema granted, or name another user"},
    {"57014", "the server cancelled it; raise its statement_timeout, then give the same command again"},
    {"57P", "the server is shutting down; start it, then give the same command again: what was committed is safe"},
    {"08", "the connection was lost; see that the server runs, then give the same command again: what was committed is safe"},
    {"58", "the server cannot read or write its files; check its disk, then give the same command again"},
    {"XX001", "the server says that data are damaged; restore a copy, or ingest the articles into a new store"},
    {"XX002", "the server says that an index is damaged; REINDEX the database, then give the same command again"},
    {"42P01", "a table is missing; ingest into a new schema, or restore a copy"},
    {"54", "a value is over a maximum of PostgreSQL"},
};

/* By what is said when no connection comes about; libpq hands out no SQLSTATE there. */
static const advice_row advice_by_words[] = {
    {"password authentication failed", "the password is wrong, or the user is; check both"},
    {"no password supplied", "it wants a password; put it into ~/.pgpass or the URI"},
    {"Connection refused", "no server answers there; start it, or check host and port"},
    {"No such file or directory", "no server answers there; start it, or check host and port"},
    {"could not translate host name", "there is no such host; check the name"},
    {"timeout expired", "no server answers there; check host, port and network"},
    {"starting up", "the server is starting; wait, then give the same command again"},
    {"too many", "the server has no connection free; wait, or raise its max_connections"},
    {"role", "check the user's name, or make that user with createuser"},
    {"database", "check the name, or make that database with createdb"},
};

static const char *advice_of_state(const char *state) {
  for (size_t i = 0; i < sizeof advice_by_state / sizeof *advice_by_state; i++)
    if (str_starts(str_of(state), str_of(advice_by_state[i].sign))) return advice_by_state[i].text;
  return NULL;
}

const char *advice_of_words(const char *said) {
  for (size_t i = 0; i < sizeof advice_by_words / sizeof *advice_by_words; i++)
    if (strstr(said, advice_by_words[i].sign)) return advice_by_words[i].text;
  return "no connection; check that the server runs, and the URI";
}

void line_of_said(const char *said, char *line, size_t size) {
  str s = str_trim(str_of(said));
  size_t len = s.len < size ? s.len : size - 1;
  memcpy(line, s.ptr, len);
  line[len] = 0;
  line[utf8_valid_until((str){line, len})] = 0;
  for (char *c = line; *c; c++)
    if (is_ascii_space((unsigned char)*c)) *c = ' ';
}

void note_said(postgres_db *d, const char *state, const char *said) {
  char line[160];
  if (d->failed) return;
  d->failed = true;
  d->failure = CASUS_STORE;
  d->base.blocked = state && strcmp(state, LOCK_NOT_AVAILABLE) == 0;
  d->generation++;
  const char *what = PQstatus(d->conn) == CONNECTION_BAD ? advice_of_state("08") : advice_of_state(state ? state : "");
  line_of_said(said ? said : "", line, sizeof line);
  d->why = (casus_error){0};
  if (what) error_at(&d->why, CASUS_STORE, sql_name(&d->base), 0, 0, "%s (%s)", what, line);
  else error_at(&d->why, CASUS_STORE, sql_name(&d->base), 0, 0, "PostgreSQL says: %s", line);
}

void note_result(postgres_db *d, const PGresult *r) {
  note_said(
      d, PQresultErrorField(r, PG_DIAG_SQLSTATE),
      PQresultErrorField(r, PG_DIAG_MESSAGE_PRIMARY) ? PQresultErrorField(r, PG_DIAG_MESSAGE_PRIMARY) : PQresultErrorMessage(r));
}

void note_memory(postgres_db *d) {
  if (d->failed) return;
  d->failed = true;
  d->generation++;
  d->failure = error_set(&d->why, CASUS_MEMORY, "no memory for the store");
}

casus_status failure_told(postgres_db *d, casus_error *error) {
  if (!d->failed) return CASUS_OK;
  if (error) *error = d->why;
  if (PQtransactionStatus(d->conn) == PQTRANS_IDLE) d->failed = false;
  return d->failure;
}

#endif
