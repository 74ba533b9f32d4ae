/* SQLite behind sql.h. Files are in WAL mode: readers go on while one writes, and a process that is killed loses nothing that
 * was committed. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "store/sql.h"

enum { WAIT_FOR_LOCK_MS = 10000 };

typedef struct {
  sql base;
  sqlite3 *db;
} sqlite_db;

typedef struct {
  sql_query base;
  sqlite3_stmt *statement;
  int failed_bind; /* SQLITE_OK: none */
} sqlite_query;

static sqlite_db *of(sql *db) { return (sqlite_db *)db; }
static sqlite_query *query_of(sql_query *q) { return (sqlite_query *)q; }

/* ---- errors */

/* What to do about the failures that a user can do something about. */
static const char *advice(int code) {
  static const struct {
    int code;
    const char *text;
  } table[] = {
      {SQLITE_BUSY, "another process is writing to it; wait until it is done, then give the same command again"},
      {SQLITE_LOCKED, "another process is writing to it; wait until it is done, then give the same command again"},
      {SQLITE_FULL, "the disk is full; make room, then give the same command again: what was committed is safe"},
      {SQLITE_READONLY, "it may not be written to; check the permissions of the file and of its folder"},
      {SQLITE_CANTOPEN, "it cannot be opened; check that the folder is there and may be written to"},
      {SQLITE_NOTADB, "it is not an SQLite database; give another --db"},
      {SQLITE_CORRUPT, "the file is damaged; restore a copy, or ingest the articles into a new store"},
      {SQLITE_IOERR, "reading or writing failed; check the disk, then give the same command again: what was committed is safe"},
      {SQLITE_TOOBIG, "a value is over the maximum of SQLite"},
  };
  for (size_t i = 0; i < sizeof table / sizeof *table; i++)
    if (table[i].code == (code & 0xff)) return table[i].text;
  return NULL;
}

static casus_status failed(const sqlite_db *d, int code, casus_error *error) {
  if ((code & 0xff) == SQLITE_NOMEM) return error_set(error, CASUS_MEMORY, "no memory for the store");
  const char *what = advice(code), *said = d->db ? sqlite3_errmsg(d->db) : sqlite3_errstr(code);
  return what ? error_at(error, CASUS_STORE, sql_name(&d->base), 0, 0, "%s (%s)", what, said)
              : error_at(error, CASUS_STORE, sql_name(&d->base), 0, 0, "SQLite says: %s", said);
}

/* ---- the connection */

static void sqlite_close_db(sql *db) {
  sqlite3_close(of(db)->db);
  free(db);
}

static casus_status sqlite_run(sql *db, const char *statements, casus_error *error) {
  int code = sqlite3_exec(of(db)->db, statements, NULL, NULL, NULL);
  return code == SQLITE_OK ? CASUS_OK : failed(of(db), code, error);
}

static casus_status sqlite_begin(sql *db, casus_error *error) {
  int code = sqlite3_exec(of(db)->db, "BEGIN IMMEDIATE", NULL, NULL, NULL);
  db->blocked = (code & 0xff) == SQLITE_BUSY;
  return code == SQLITE_OK ? CASUS_OK : failed(of(db), code, error);
}

/* A file that was deleted or renamed can be written to until it is closed: all of that would be lost in silence. */
static bool has_moved(const sqlite_db *d) {
  int moved = 0;
  return sqlite3_file_control(d->db, "main", SQLITE_FCNTL_HAS_MOVED, &moved) == SQLITE_OK && moved;
}

static casus_status sqlite_commit(sql *db, casus_error *error) {
  if (has_moved(of(db)))
    return error_at(error, CASUS_STORE, sql_name(db), 0, 0,
                    "the file was deleted or moved while it was written to; put it back, or give the same command again to begin "
                    "a new one");
  return sqlite_run(db, "COMMIT", error);
}

static casus_status sqlite_rollback(sql *db, casus_error *error) { return sqlite_run(db, "ROLLBACK", error); }

static casus_status sqlite_prepare_query(sql *db, const char *statement, sql_query **out, casus_error *error);

static casus_status sqlite_changes_by_others(sql *db, int64_t *number, casus_error *error) {
  sql_query *q;
  casus_status status = sqlite_prepare_query(db, "PRAGMA data_version", &q, error);
  if (status != CASUS_OK) return status;
  status = sql_step(q, error);
  if (status == CASUS_OK) *number = sql_integer(q, 0);
  sql_finish(q);
  return status;
}

/* ---- queries */

static const sql_driver driver;

static casus_status sqlite_prepare_query(sql *db, const char *statement, sql_query **out, casus_error *error) {
  sqlite_query *q = calloc(1, sizeof *q);
  if (!q) return error_set(error, CASUS_MEMORY, "no memory for a query");
  q->base = (sql_query){&driver, db};
  int code = sqlite3_prepare_v3(of(db)->db, statement, -1, SQLITE_PREPARE_PERSISTENT, &q->statement, NULL);
  if (code != SQLITE_OK) {
    free(q);
    return failed(of(db), code, error);
  }
  *out = &q->base;
  return CASUS_OK;
}

static void sqlite_finish(sql_query *q) {
  sqlite3_finalize(query_of(q)->statement);
  free(q);
}

/* Rows are always handed over one by one. */
static void sqlite_stream(sql_query *q) { (void)q; }

static void note(sql_query *q, int code) {
  if (code != SQLITE_OK) query_of(q)->failed_bind = code;
}

static void sqlite_bind_integer(sql_query *q, int index, int64_t value) {
  note(q, sqlite3_bind_int64(query_of(q)->statement, index, value));
}

static void sqlite_bind_real(sql_query *q, int index, double value) {
  note(q, sqlite3_bind_double(query_of(q)->statement, index, value));
}

static void sqlite_bind_text(sql_query *q, int index, str value) {
  note(q, sqlite3_bind_text64(query_of(q)->statement, index, value.ptr ? value.ptr : "", value.len, SQLITE_STATIC, SQLITE_UTF8));
}

static void sqlite_bind_bytes(sql_query *q, int index, str value) {
  note(q, sqlite3_bind_blob64(query_of(q)->statement, index, value.ptr ? value.ptr : "", value.len, SQLITE_STATIC));
}

static void sqlite_bind_null(sql_query *q, int index) { note(q, sqlite3_bind_null(query_of(q)->statement, index)); }

static casus_status sqlite_step_query(sql_query *q, casus_error *error) {
  int code = query_of(q)->failed_bind;
  if (code == SQLITE_OK) code = sqlite3_step(query_of(q)->statement);
  if (code == SQLITE_ROW) return CASUS_OK;
  return code == SQLITE_DONE ? CASUS_END : failed(of(q->db), code, error);
}

static void sqlite_reset_query(sql_query *q) {
  sqlite3_reset(query_of(q)->statement);
  sqlite3_clear_bindings(query_of(q)->statement);
  query_of(q)->failed_bind = SQLITE_OK;
}

static int64_t sqlite_integer(sql_query *q, int column) { return sqlite3_column_int64(query_of(q)->statement, column); }
static double sqlite_real(sql_query *q, int column) { return sqlite3_column_double(query_of(q)->statement, column); }

static str value_of(sqlite3_stmt *statement, int column, const void *bytes) {
  return (str){bytes ? bytes : "", bytes ? (size_t)sqlite3_column_bytes(statement, column) : 0};
}

static str sqlite_text(sql_query *q, int column) {
  sqlite3_stmt *s = query_of(q)->statement;
  return value_of(s, column, sqlite3_column_text(s, column));
}

static str sqlite_bytes(sql_query *q, int column) {
  sqlite3_stmt *s = query_of(q)->statement;
  return value_of(s, column, sqlite3_column_blob(s, column));
}

static bool sqlite_is_null(sql_query *q, int column) {
  return sqlite3_column_type(query_of(q)->statement, column) == SQLITE_NULL;
}

static const sql_driver driver = {
    .kind = SQL_SQLITE,
    .close = sqlite_close_db,
    .run = sqlite_run,
    .begin = sqlite_begin,
    .commit = sqlite_commit,
    .rollback = sqlite_rollback,
    .changes_by_others = sqlite_changes_by_others,
    .prepare = sqlite_prepare_query,
    .finish = sqlite_finish,
    .stream = sqlite_stream,
    .bind_integer = sqlite_bind_integer,
    .bind_real = sqlite_bind_real,
    .bind_text = sqlite_bind_text,
    .bind_bytes = sqlite_bind_bytes,
    .bind_null = sqlite_bind_null,
    .step = sqlite_step_query,
    .reset = sqlite_reset_query,
    .integer = sqlite_integer,
    .real = sqlite_real,
    .text = sqlite_text,
    .bytes = sqlite_bytes,
    .is_null = sqlite_is_null,
};

/* ---- opening */

/* NORMAL: a commit outlives the process whatever happens to it; when the power fails, the last commits may be undone as a whole.
 */
/* A server has several handles that read: each has a small cache of its own, and the system's behind it. */
static const char settings_for_all[] = "PRAGMA foreign_keys = OFF; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -8000;";
static const char settings_for_writers[] =
    "PRAGMA cache_size = -32000; PRAGMA page_size = 16384; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA "
    "wal_autocheckpoint = 8000; PRAGMA "
    "journal_size_limit = "
    "67108864;";

static casus_status set_up(sqlite_db *d, sql_access access, casus_error *error) {
  sqlite3_extended_result_codes(d->db, 1);
  sqlite3_busy_timeout(d->db, WAIT_FOR_LOCK_MS);
  casus_status status = sqlite_run(&d->base, settings_for_all, error);
  if (status == CASUS_OK && access != SQL_READ) status = sqlite_run(&d->base, settings_for_writers, error);
  return status;
}

/* A file in WAL mode wants two more beside it, which cannot be made in a folder that is write-protected. While there is no
 * "-wal", all is in the file itself, which SQLite reads alone if it is told that nobody changes it. */
enum { NAME_MAX_BYTES = 16384 };

static bool has_wal(const char *path) {
  char name[NAME_MAX_BYTES];
  int n = snprintf(name, sizeof name, "%s-wal", path);
  return n < 0 || (size_t)n >= sizeof name || access(name, F_OK) == 0;
}

static bool add_escaped(buffer *uri, const char *path) {
  bool added = true;
  for (const char *c = path; *c && added; c++)
    added = strchr("%?#", *c) ? buffer_format(uri, "%%%02X", (unsigned)*c) : buffer_add(uri, (str){c, 1});
  return added;
}

static int open_alone(const char *path, sqlite3 **db) {
  buffer uri;
  buffer_init(&uri, NAME_MAX_BYTES);
  bool named = buffer_add(&uri, STR("file:")) && add_escaped(&uri, path) && buffer_add(&uri, STR("?immutable=1\0"));
  int code = SQLITE_NOMEM;
  if (named) code = sqlite3_open_v2(uri.ptr, db, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, NULL);
  buffer_free(&uri);
  return code;
}

/* Files are opened only as they are first read. */
static int first_read(sqlite3 *db) { return sqlite3_exec(db, "SELECT 1 FROM sqlite_master LIMIT 1", NULL, NULL, NULL); }

static int open_file(const char *path, sql_access access, sqlite3 **db) {
  static const int flags[] = {[SQL_READ] = SQLITE_OPEN_READONLY,
                              [SQL_WRITE] = SQLITE_OPEN_READWRITE,
                              [SQL_CREATE] = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE};
  int code = sqlite3_open_v2(path, db, flags[access] | SQLITE_OPEN_NOMUTEX, NULL);
  if (code != SQLITE_OK || access != SQL_READ) return code;
  code = first_read(*db) & 0xff;
  if ((code != SQLITE_READONLY && code != SQLITE_CANTOPEN) || has_wal(path)) return SQLITE_OK;
  sqlite3_close(*db);
  return open_alone(path, db);
}

/* What SQLite says of a file that is not there is no help. */
static casus_status not_opened(sqlite_db *d, const char *path, sql_access how, int code, casus_error *error) {
  if (how != SQL_CREATE && access(path, F_OK) != 0)
    return error_at(error, CASUS_STORE, sql_name(&d->base), 0, 0,
                    "cannot be opened: there is no such file; casus ingest makes a store (%s)", sqlite3_errmsg(d->db));
  return failed(d, code, error);
}

casus_status sqlite_open(const char *path, sql_access access, sql **out, casus_error *error) {
  sqlite_db *d = calloc(1, sizeof *d);
  if (!d) return error_set(error, CASUS_MEMORY, "no memory for a store");
  d->base.driver = &driver;
  size_t len = strlen(path);
  memcpy(d->base.name, path, len < sizeof d->base.name ? len : sizeof d->base.name - 1);
  int code = open_file(path, access, &d->db);
  casus_status status = code == SQLITE_OK ? set_up(d, access, error) : not_opened(d, path, access, code, error);
  if (status != CASUS_OK) {
    sqlite_close_db(&d->base);
    return status;
  }
  *out = &d->base;
  return CASUS_OK;
}
