/* Statements of PostgreSQL: prepared when they run a second time, values bound in binary, rows held whole or fetched through a
 * cursor. */
#include "store/sql.h"

#ifdef CASUS_POSTGRES

#include <stdlib.h>

#include "store/postgres_parts.h"
#include "store/postgres_values.h"

enum { PIPED_MAX = 400, STREAM_ROWS = 500, STATEMENT_BYTES_MAX = 1 << 20 };
#define VALUES_BYTES_MAX ((size_t)1 << 30) /* the maximum of a value of PostgreSQL */

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
  answers_collect(d, NULL, NULL);
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
casus_status save_streams(postgres_db *d, casus_error *error) {
  casus_status status = CASUS_OK;
  while (status == CASUS_OK && d->streams) {
    postgres_query *q = d->streams;
    send_fetch(q, true);
    status = answers_collect(d, &q->rest, error);
    unlink_stream(q);
  }
  return status;
}

void lose_streams(postgres_db *d) {
  while (d->streams) {
    d->streams->cut_off = true;
    unlink_stream(d->streams);
  }
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

casus_status postgres_prepare(sql *db, const char *statement, sql_query **out, casus_error *error) {
  postgres_query *q = calloc(1, sizeof *q);
  buffer text;
  buffer_init(&text, STATEMENT_BYTES_MAX);
  if (!q || !rewrite(statement, &text, &q->n_parameters)) {
    buffer_free(&text);
    free(q);
    return error_set(error, CASUS_MEMORY, "no memory for a query");
  }
  q->base = (sql_query){&postgres_driver, db};
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
    if (!d->base.in_transaction && !d->reading) answers_collect(d, NULL, NULL);
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
  note_sent(of(&q->base),
            PQsendQueryParams(of(&q->base)->conn, text, q->n_parameters, v.types, v.values, v.lengths, v.formats, 1));
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
  note_sent(d, PQsendPrepare(d->conn, name, q->text, q->n_parameters, q->prepared_types));
}

static void send_prepared(postgres_query *q) {
  postgres_db *d = of(&q->base);
  values v;
  char name[16];
  if (!is_prepared(q)) send_prepare(q);
  snprintf(name, sizeof name, "s%u", q->name);
  list_values(q, &v);
  note_sent(d, PQsendQueryPrepared(d->conn, name, q->n_parameters, v.values, v.lengths, v.formats, 1));
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
  if (d->failed) return failure_told(d, error);
  q->started = true;
  send_query(q);
  if (q->gives_rows) return answers_collect(d, &q->rows, error);
  if (d->base.in_transaction && d->n_sent < PIPED_MAX && !d->failed) return CASUS_OK;
  return answers_collect(d, NULL, error);
}

/* The next rows of a stream. *rows stays as it is where there are none. */
static casus_status more_rows(postgres_query *q, casus_error *error) {
  postgres_db *d = of(&q->base);
  if (q->cut_off) return error_at(error, CASUS_STORE, sql_name(&d->base), 0, 0, "rows were still being read at a rollback");
  PGresult *rows = q->rest;
  q->rest = NULL;
  if (!rows && q->cursor) {
    send_fetch(q, false);
    casus_status status = answers_collect(d, &rows, error);
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

const sql_driver postgres_driver = {
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

#endif
