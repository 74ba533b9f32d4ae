/* Chooses the driver by the name of the database and passes calls on to it. */
#include "store/sql.h"

#include <math.h>

static bool is_postgres(str where) { return str_starts(where, STR("postgres://")) || str_starts(where, STR("postgresql://")); }

casus_status sql_open(const char *where, sql_access access, sql **out, casus_error *error) {
  return is_postgres(str_of(where)) ? postgres_open(where, access, out, error) : sqlite_open(where, access, out, error);
}

void sql_close(sql *db) {
  if (!db) return;
  sql_rollback(db);
  db->driver->close(db);
}

sql_kind sql_kind_of(const sql *db) { return db->driver->kind; }
bool sql_in_transaction(const sql *db) { return db->in_transaction; }
bool sql_is_blocked(const sql *db) { return db->blocked; }
str sql_name(const sql *db) { return str_of(db->name); }

casus_status sql_run(sql *db, const char *statements, casus_error *error) { return db->driver->run(db, statements, error); }

casus_status sql_begin(sql *db, casus_error *error) {
  if (db->in_transaction) return CASUS_OK;
  db->blocked = false;
  casus_status status = db->driver->begin(db, error);
  db->in_transaction = status == CASUS_OK;
  return status;
}

casus_status sql_begin_reading(sql *db, casus_error *error) {
  static const char *const texts[] = {[SQL_SQLITE] = "BEGIN", [SQL_POSTGRES] = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"};
  if (db->in_transaction) return CASUS_OK;
  casus_status status = sql_run(db, texts[sql_kind_of(db)], error);
  db->in_transaction = status == CASUS_OK;
  if (status != CASUS_OK) db->driver->rollback(db, NULL); /* it may have begun nevertheless */
  return status;
}

casus_status sql_commit(sql *db, casus_error *error) {
  if (!db->in_transaction) return CASUS_OK;
  casus_status status = db->driver->commit(db, error);
  if (status == CASUS_OK) db->in_transaction = false;
  return status;
}

void sql_rollback(sql *db) {
  if (db->in_transaction) db->driver->rollback(db, NULL);
  db->in_transaction = false;
}

casus_status sql_changes_by_others(sql *db, int64_t *number, casus_error *error) {
  return db->driver->changes_by_others(db, number, error);
}

casus_status sql_prepare(sql *db, const char *statement, sql_query **out, casus_error *error) {
  return db->driver->prepare(db, statement, out, error);
}

void sql_finish(sql_query *q) {
  if (q) q->driver->finish(q);
}

void sql_stream(sql_query *q) { q->driver->stream(q); }

void sql_bind_integer(sql_query *q, int index, int64_t value) { q->driver->bind_integer(q, index, value); }
void sql_bind_text(sql_query *q, int index, str value) { q->driver->bind_text(q, index, value); }
void sql_bind_bytes(sql_query *q, int index, str value) { q->driver->bind_bytes(q, index, value); }
void sql_bind_null(sql_query *q, int index) { q->driver->bind_null(q, index); }

void sql_bind_real(sql_query *q, int index, double value) {
  if (isnan(value)) sql_bind_null(q, index);
  else q->driver->bind_real(q, index, value);
}

casus_status sql_step(sql_query *q, casus_error *error) {
  casus_status status = q->driver->step(q, error);
  if (status != CASUS_OK) sql_reset(q);
  return status;
}

casus_status sql_do(sql_query *q, casus_error *error) {
  casus_status status;
  while ((status = sql_step(q, error)) == CASUS_OK) {
  }
  return status == CASUS_END ? CASUS_OK : status;
}

void sql_reset(sql_query *q) { q->driver->reset(q); }

int64_t sql_integer(sql_query *q, int column) { return q->driver->integer(q, column); }
double sql_real(sql_query *q, int column) { return sql_is_null(q, column) ? NAN : q->driver->real(q, column); }
str sql_text(sql_query *q, int column) { return q->driver->text(q, column); }
str sql_bytes(sql_query *q, int column) { return q->driver->bytes(q, column); }
bool sql_is_null(sql_query *q, int column) { return q->driver->is_null(q, column); }
