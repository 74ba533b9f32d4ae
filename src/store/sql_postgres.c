/* PostgreSQL behind sql.h, by libpq in pipeline mode: what gives no rows is sent without waiting for the answer, so that many
 * inserts share one round trip; a failure of theirs shows at the next statement that waits, at the latest at the commit. Values
 * travel in binary. One writer at a time: an advisory lock that a transaction holds. Knows nothing of what is stored. */
#include "store/sql.h"

#ifndef CASUS_POSTGRES

casus_status postgres_open(const char *uri, sql_access access, sql **out, casus_error *error) {
  (void)uri, (void)access, (void)out;
  return error_set(error, CASUS_STORE, "this casus was built without PostgreSQL; install libpq-dev and build again");
}

#else

#include <libpq-fe.h>
#include <limits.h>
#include <stdlib.h>

#include "store/postgres_values.h"

enum { PIPED_MAX = 400, STREAM_ROWS = 500, PARAMETERS_MAX = 96, STATEMENT_BYTES_MAX = 1 << 20, SERVER_VERSION_MIN = 120000 };
#define VALUES_BYTES_MAX ((size_t)1 << 30) /* the maximum of a value of PostgreSQL */

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

static postgres_db *of(const sql_query *q) { return (postgres_db *)q->db; }
static postgres_db *db_of(sql *db) { return (postgres_db *)db; }
static postgres_query *query_of(sql_query *q) { return (postgres_query *)q; }

/* ---- errors */

typedef struct {
  const char *sign, *text;
} advice_row;

/* By the beginning of an SQLSTATE. */
static const advice_row advice_by_state[] = {
    {"55P03", "another process is writing to it; wait until it is done, then give the same command again"},
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

static const char *advice_of_words(const char *said) {
  for (size_t i = 0; i < sizeof advice_by_words / sizeof *advice_by_words; i++)
    if (strstr(said, advice_by_words[i].sign)) return advice_by_words[i].text;
  return "no connection; check that the server runs, and the URI";
}

/* What the server says, on one line. */
static void one_line(const char *said, char *line, size_t size) {
  str s = str_trim(str_of(said));
  size_t len = s.len < size ? s.len : size - 1;
  memcpy(line, s.ptr, len);
  line[len] = 0;
  line[utf8_valid_until((str){line, len})] = 0;
  for (char *c = line; *c; c++)
    if (is_ascii_space((unsigned char)*c)) *c = ' ';
}

static void note_said(postgres_db *d, const char *state, const char *said) {
  char line[160];
  if (d->failed) return;
  d->failed = true;
  d->failure = CASUS_STORE;
  d->generation++;
  const char *what = PQstatus(d->conn) == CONNECTION_BAD ? advice_of_state("08") : advice_of_state(state ? state : "");
  one_line(said ? said : "", line, sizeof line);
  d->why = (casus_error){0};
  if (what) error_at(&d->why, CASUS_STORE, sql_name(&d->base), 0, 0, "%s (%s)", what, line);
  else error_at(&d->why, CASUS_STORE, sql_name(&d->base), 0, 0, "PostgreSQL says: %s", line);
}

static void note_result(postgres_db *d, const PGresult *r) {
  note_said(
      d, PQresultErrorField(r, PG_DIAG_SQLSTATE),
      PQresultErrorField(r, PG_DIAG_MESSAGE_PRIMARY) ? PQresultErrorField(r, PG_DIAG_MESSAGE_PRIMARY) : PQresultErrorMessage(r));
}

static void note_memory(postgres_db *d) {
  if (d->failed) return;
  d->failed = true;
  d->generation++;
  d->failure = error_set(&d->why, CASUS_MEMORY, "no memory for the store");
}

/* The failure that is noted, if any; where no transaction is open it is over with that. */
static casus_status told(postgres_db *d, casus_error *error) {
  if (!d->failed) return CASUS_OK;
  if (error) *error = d->why;
  if (PQtransactionStatus(d->conn) == PQTRANS_IDLE) d->failed = false;
  return d->failure;
}

/* ---- the pipeline */

static bool is_good(const PGresult *r) {
  ExecStatusType status = PQresultStatus(r);
  return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_PIPELINE_SYNC;
}

static void sent(postgres_db *d, int good) {
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

/* Waits for all answers. *last, where it is not NULL, becomes that to the last command, and is the caller's; NULL on failure. */
static casus_status collect(postgres_db *d, PGresult **last, casus_error *error) {
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
  return told(d, error);
}

static void send_text(postgres_db *d, const char *text) {
  sent(d, PQsendQueryParams(d->conn, text, 0, NULL, NULL, NULL, NULL, 1));
}

/* Statements without parameters, by the simple protocol, which takes several at once. */
static casus_status run_simple(postgres_db *d, const char *statements, casus_error *error) {
  casus_status status = collect(d, NULL, error);
  if (status != CASUS_OK) return status;
  PQexitPipelineMode(d->conn);
  PGresult *r = PQexec(d->conn, statements);
  if (!is_good(r)) note_result(d, r);
  PQclear(r);
  PQenterPipelineMode(d->conn);
  return told(d, error);
}

static casus_status postgres_run(sql *db, const char *statements, casus_error *error) {
  return run_simple(db_of(db), statements, error);
}

/* ---- results that are too large to be held at once: cursors */

static void unlink_stream(postgres_query *q) {
  for (postgres_query **at = &of(&q->base)->streams; *at; at = &(*at)->next)
    if (*at == q) {
      *at = q->next;
      break;
    }
  q->cursor = 0;
}

/* Nothing else needs the transaction that cursors opened. */
static void end_reading(postgres_db *d) {
  if (!d->reading || d->streams) return;
  d->reading = false;
  send_text(d, "COMMIT");
  collect(d, NULL, NULL);
}

static void close_stream(postgres_query *q) {
  postgres_db *d = of(&q->base);
  char text[32];
  if (!q->cursor) return;
  snprintf(text, sizeof text, "CLOSE c%u", q->cursor);
  unlink_stream(q);
  if (!d->failed) send_text(d, text);
  end_reading(d);
}

static void send_fetch(postgres_query *q, bool all) {
  char text[48];
  if (all) snprintf(text, sizeof text, "FETCH ALL FROM c%u", q->cursor);
  else snprintf(text, sizeof text, "FETCH %d FROM c%u", STREAM_ROWS, q->cursor);
  send_text(of(&q->base), text);
}

/* A cursor ends with its transaction: what is left is read now. */
static casus_status save_streams(postgres_db *d, casus_error *error) {
  casus_status status = CASUS_OK;
  while (status == CASUS_OK && d->streams) {
    postgres_query *q = d->streams;
    send_fetch(q, true);
    status = collect(d, &q->rest, error);
    unlink_stream(q);
  }
  return status;
}

static void lose_streams(postgres_db *d) {
  while (d->streams) {
    d->streams->cut_off = true;
    unlink_stream(d->streams);
  }
}

/* ---- transactions */

#define TAKE_LOCK                                                                                                             \
  "SET LOCAL lock_timeout = '10s'; SELECT pg_advisory_xact_lock(x'6361737500000000'::bigint | oid::bigint) FROM pg_namespace" \
  " WHERE nspname = current_schema()"

static casus_status postgres_rollback(sql *db, casus_error *error);

static casus_status postgres_begin(sql *db, casus_error *error) {
  postgres_db *d = db_of(db);
  casus_status status = run_simple(d, d->reading ? TAKE_LOCK : "BEGIN;" TAKE_LOCK, error);
  if (status != CASUS_OK) postgres_rollback(db, NULL);
  d->reading = false;
  return status;
}

/* The sequence is raised within the transaction, whose lock keeps others from reading it until the commit is done. */
static casus_status postgres_commit(sql *db, casus_error *error) {
  postgres_db *d = db_of(db);
  casus_status status = save_streams(d, error);
  if (status != CASUS_OK) return status;
  send_text(d, "SELECT nextval('" SQL_COMMITS_SEQUENCE "')");
  send_text(d, "COMMIT");
  status = collect(d, NULL, error);
  if (status == CASUS_OK) d->own_commits++;
  return status;
}

static casus_status postgres_rollback(sql *db, casus_error *error) {
  postgres_db *d = db_of(db);
  lose_streams(d);
  collect(d, NULL, NULL);
  d->failed = PQstatus(d->conn) == CONNECTION_BAD;
  if (PQtransactionStatus(d->conn) == PQTRANS_IDLE) return CASUS_OK;
  return run_simple(d, "ROLLBACK", error);
}

static casus_status postgres_prepare(sql *db, const char *statement, sql_query **out, casus_error *error);

static casus_status postgres_changes_by_others(sql *db, int64_t *number, casus_error *error) {
  sql_query *q;
  casus_status status = postgres_prepare(db, "SELECT last_value + is_called::int FROM " SQL_COMMITS_SEQUENCE, &q, error);
  if (status != CASUS_OK) return status;
  status = sql_step(q, error);
  if (status == CASUS_OK) *number = sql_integer(q, 0) - db_of(db)->own_commits;
  sql_finish(q);
  return status;
}

/* ---- preparing */

/* "?12" to "$12", but not within quotation marks; the highest number is that of the parameters. */
static bool rewrite(const char *statement, buffer *out, int *n_parameters) {
  char quote = 0;
  bool good = true;
  for (const char *c = statement; good && *c; c++) {
    if (quote ? *c == quote : *c == '\'' || *c == '"') quote = quote ? 0 : *c;
    bool is_parameter = !quote && *c == '?' && is_ascii_digit((unsigned char)c[1]);
    good = buffer_add_byte(out, is_parameter ? '$' : *c);
    int number = 0;
    for (const char *digit = c + 1; is_parameter && is_ascii_digit((unsigned char)*digit) && number <= PARAMETERS_MAX; digit++)
      number = number * 10 + (*digit - '0');
    if (number > *n_parameters) *n_parameters = number;
  }
  return good && buffer_add_byte(out, 0);
}

static bool gives_rows(const char *text) {
  static const char *const words[] = {"SELECT", "WITH", "VALUES", "SHOW", NULL};
  str first = str_trim(str_of(text));
  for (int i = 0; words[i]; i++)
    if (str_starts(first, str_of(words[i]))) return true;
  return strstr(text, " RETURNING ") != NULL;
}

static const sql_driver driver;

static casus_status postgres_prepare(sql *db, const char *statement, sql_query **out, casus_error *error) {
  postgres_query *q = calloc(1, sizeof *q);
  buffer text;
  buffer_init(&text, STATEMENT_BYTES_MAX);
  if (!q || !rewrite(statement, &text, &q->n_parameters)) {
    buffer_free(&text);
    free(q);
    return error_set(error, CASUS_MEMORY, "no memory for a query");
  }
  q->base = (sql_query){&driver, db};
  q->text = text.ptr;
  q->gives_rows = gives_rows(q->text);
  if (q->n_parameters > PARAMETERS_MAX) q->failed_bind = "has too many parameters";
  *out = &q->base;
  return CASUS_OK;
}

static void postgres_reset(sql_query *base) {
  postgres_query *q = query_of(base);
  close_stream(q);
  PQclear(q->rows);
  PQclear(q->rest);
  q->rows = q->rest = NULL;
  q->row = 0;
  q->started = q->cut_off = false;
  if (q->n_parameters <= PARAMETERS_MAX) q->failed_bind = NULL;
  memset(q->parameters, 0, sizeof *q->parameters * (size_t)(q->n_parameters < PARAMETERS_MAX ? q->n_parameters : 0));
  if (q->bound) arena_reset(q->bound);
}

static void postgres_finish(sql_query *base) {
  postgres_query *q = query_of(base);
  postgres_db *d = of(base);
  char text[32];
  postgres_reset(base);
  if (q->name && q->generation == d->generation && !d->failed) {
    snprintf(text, sizeof text, "DEALLOCATE s%u", q->name);
    send_text(d, text);
    if (!d->base.in_transaction && !d->reading) collect(d, NULL, NULL);
  }
  arena_free(q->bound);
  arena_free(q->read);
  free(q->text);
  free(q);
}

static void postgres_stream(sql_query *q) { query_of(q)->streams = true; }

/* ---- parameters */

static parameter *parameter_of(sql_query *base, int index) {
  postgres_query *q = query_of(base);
  if (index >= 1 && index <= q->n_parameters && index <= PARAMETERS_MAX) return &q->parameters[index - 1];
  q->failed_bind = "has no parameter of that number";
  return NULL;
}

static void bind_number(sql_query *q, int index, Oid type, uint64_t bits) {
  parameter *p = parameter_of(q, index);
  if (!p) return;
  p->type = type;
  value_pack(bits, p->number);
  p->value = (str){p->number, sizeof p->number};
}

static void postgres_bind_integer(sql_query *q, int index, int64_t value) { bind_number(q, index, VALUE_INT8, (uint64_t)value); }

static void postgres_bind_real(sql_query *q, int index, double value) {
  uint64_t bits;
  memcpy(&bits, &value, sizeof bits);
  bind_number(q, index, VALUE_FLOAT8, bits);
}

static void bind_string(sql_query *q, int index, Oid type, str value) {
  parameter *p = parameter_of(q, index);
  if (!p) return;
  if (value.len > VALUES_BYTES_MAX) query_of(q)->failed_bind = "gets a value over 1 GB, the maximum of PostgreSQL";
  p->type = type;
  p->value = value.len ? value : STR("");
}

static void postgres_bind_text(sql_query *base, int index, str value) {
  postgres_query *q = query_of(base);
  if (!value_escape(&q->bound, VALUES_BYTES_MAX, &value)) q->failed_bind = "found no memory for a text";
  bind_string(base, index, VALUE_TEXT, value);
}

static void postgres_bind_bytes(sql_query *q, int index, str value) { bind_string(q, index, VALUE_BYTEA, value); }

static void postgres_bind_null(sql_query *q, int index) {
  parameter *p = parameter_of(q, index);
  if (p) *p = (parameter){0};
}

/* ---- running */

/* As libpq wants them. */
typedef struct {
  Oid types[PARAMETERS_MAX];
  const char *values[PARAMETERS_MAX];
  int lengths[PARAMETERS_MAX], formats[PARAMETERS_MAX];
} values;

static void list_values(const postgres_query *q, values *v) {
  for (int i = 0; i < q->n_parameters; i++) {
    const parameter *p = &q->parameters[i];
    v->types[i] = p->type;
    v->values[i] = p->type ? p->value.ptr : NULL;
    v->lengths[i] = (int)p->value.len;
    v->formats[i] = 1;
  }
}

static void send_once(postgres_query *q, const char *text) {
  values v;
  list_values(q, &v);
  sent(of(&q->base), PQsendQueryParams(of(&q->base)->conn, text, q->n_parameters, v.types, v.values, v.lengths, v.formats, 1));
}

/* Types are those of the values. That of a NULL is the server's guess until another value comes. */
static bool is_prepared(const postgres_query *q) {
  if (!q->name || q->generation != of(&q->base)->generation) return false;
  for (int i = 0; i < q->n_parameters; i++)
    if (q->parameters[i].type && q->parameters[i].type != q->prepared_types[i]) return false;
  return true;
}

static void send_prepare(postgres_query *q) {
  postgres_db *d = of(&q->base);
  char name[16];
  q->name = ++d->names;
  q->generation = d->generation;
  for (int i = 0; i < q->n_parameters; i++)
    if (q->parameters[i].type) q->prepared_types[i] = q->parameters[i].type;
  snprintf(name, sizeof name, "s%u", q->name);
  sent(d, PQsendPrepare(d->conn, name, q->text, q->n_parameters, q->prepared_types));
}

static void send_prepared(postgres_query *q) {
  postgres_db *d = of(&q->base);
  values v;
  char name[16];
  if (!is_prepared(q)) send_prepare(q);
  snprintf(name, sizeof name, "s%u", q->name);
  list_values(q, &v);
  sent(d, PQsendQueryPrepared(d->conn, name, q->n_parameters, v.values, v.lengths, v.formats, 1));
}

static void send_declare(postgres_query *q) {
  postgres_db *d = of(&q->base);
  buffer text;
  buffer_init(&text, STATEMENT_BYTES_MAX);
  q->cursor = ++d->names;
  q->next = d->streams;
  d->streams = q;
  if (!d->base.in_transaction && !d->reading) {
    d->reading = true;
    send_text(d, "BEGIN");
  }
  if (buffer_format(&text, "DECLARE c%u NO SCROLL CURSOR FOR %s", q->cursor, q->text) && buffer_add_byte(&text, 0))
    send_once(q, text.ptr);
  else note_memory(d);
  buffer_free(&text);
  send_fetch(q, false);
}

/* What runs once is not worth a prepared statement. */
static void send_query(postgres_query *q) {
  if (q->streams) send_declare(q);
  else if (q->runs++) send_prepared(q);
  else send_once(q, q->text);
}

static casus_status start(postgres_query *q, casus_error *error) {
  postgres_db *d = of(&q->base);
  if (q->failed_bind)
    return error_at(error, CASUS_STORE, sql_name(&d->base), 0, 0, "a statement %s: %s", q->failed_bind, q->text);
  if (d->failed) return told(d, error);
  q->started = true;
  send_query(q);
  if (q->gives_rows) return collect(d, &q->rows, error);
  if (d->base.in_transaction && d->n_sent < PIPED_MAX && !d->failed) return CASUS_OK;
  return collect(d, NULL, error);
}

/* The next rows of a stream. *rows stays as it is where there are none. */
static casus_status more_rows(postgres_query *q, casus_error *error) {
  postgres_db *d = of(&q->base);
  if (q->cut_off) return error_at(error, CASUS_STORE, sql_name(&d->base), 0, 0, "rows were still being read at a rollback");
  PGresult *rows = q->rest;
  q->rest = NULL;
  if (!rows && q->cursor) {
    send_fetch(q, false);
    casus_status status = collect(d, &rows, error);
    if (status != CASUS_OK) return status;
  }
  PQclear(q->rows);
  q->rows = rows;
  q->row = 0;
  return CASUS_OK;
}

static casus_status postgres_step(sql_query *base, casus_error *error) {
  postgres_query *q = query_of(base);
  if (q->read) arena_reset(q->read);
  if (!q->started) {
    casus_status status = start(q, error);
    if (status != CASUS_OK) return status;
    q->row = -1;
  }
  if (++q->row < PQntuples(q->rows)) return CASUS_OK;
  if (!q->streams) return CASUS_END;
  casus_status status = more_rows(q, error);
  return status == CASUS_OK && !PQntuples(q->rows) ? CASUS_END : status;
}

/* ---- columns */

static str raw(sql_query *base, int column) {
  const postgres_query *q = query_of(base);
  const char *bytes = PQgetvalue(q->rows, q->row, column);
  return bytes ? (str){bytes, (size_t)PQgetlength(q->rows, q->row, column)} : STR("");
}

static int64_t postgres_integer(sql_query *q, int column) {
  return value_integer(PQftype(query_of(q)->rows, column), raw(q, column));
}

static double postgres_real(sql_query *q, int column) { return value_real(PQftype(query_of(q)->rows, column), raw(q, column)); }

/* Out of memory, a text with escapes reads as empty. */
static str postgres_text(sql_query *q, int column) {
  str value = raw(q, column);
  return value_unescape(&query_of(q)->read, VALUES_BYTES_MAX, &value) ? value : STR("");
}

static str postgres_bytes(sql_query *q, int column) { return raw(q, column); }

static bool postgres_is_null(sql_query *q, int column) { return PQgetisnull(query_of(q)->rows, query_of(q)->row, column) != 0; }

/* ---- opening */

static void postgres_close(sql *db) {
  PQfinish(db_of(db)->conn);
  free(db);
}

static const sql_driver driver = {
    .kind = SQL_POSTGRES,
    .close = postgres_close,
    .run = postgres_run,
    .begin = postgres_begin,
    .commit = postgres_commit,
    .rollback = postgres_rollback,
    .changes_by_others = postgres_changes_by_others,
    .prepare = postgres_prepare,
    .finish = postgres_finish,
    .stream = postgres_stream,
    .bind_integer = postgres_bind_integer,
    .bind_real = postgres_bind_real,
    .bind_text = postgres_bind_text,
    .bind_bytes = postgres_bind_bytes,
    .bind_null = postgres_bind_null,
    .step = postgres_step,
    .reset = postgres_reset,
    .integer = postgres_integer,
    .real = postgres_real,
    .text = postgres_text,
    .bytes = postgres_bytes,
    .is_null = postgres_is_null,
};

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
    one_line(PQerrorMessage(d->conn), line, sizeof line);
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
  d->base.driver = &driver;
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
