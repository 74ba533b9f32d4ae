/* The door to both databases: values there and back, statements with and without rows, transactions, several connections. */
#include <math.h>

#include "../store/fixture.h"

static sql *connection(const char *where, sql_access access) {
  sql *db = NULL;
  GOOD(sql_open(where, access, &db, &error));
  return db;
}

static sql_query *prepared(sql *db, const char *text) {
  sql_query *q = NULL;
  GOOD(sql_prepare(db, text, &q, &error));
  return q;
}

/* A table of all types, and the sequence that PostgreSQL counts commits in. */
static sql *with_table(sql_kind kind, const char *where) {
  sql *db = connection(where, SQL_CREATE);
  GOOD(sql_run(db,
               kind == SQL_SQLITE ? "CREATE TABLE t (key INTEGER PRIMARY KEY, n INTEGER, r REAL, s TEXT, b BLOB)"
                                  : "CREATE SEQUENCE casus_commits;"
                                    "CREATE TABLE t (key BIGINT PRIMARY KEY, n BIGINT, r DOUBLE PRECISION, s TEXT, b BYTEA)",
               &error));
  return db;
}

static void add_key(sql *db, int64_t key) {
  sql_query *q = prepared(db, "INSERT INTO t (key, s) VALUES (?1, 'x')");
  sql_bind_integer(q, 1, key);
  GOOD(sql_do(q, &error));
  sql_finish(q);
}

static int64_t count(sql *db) {
  sql_query *q = prepared(db, "SELECT count(*) FROM t");
  GOOD(sql_step(q, &error));
  int64_t n = sql_integer(q, 0);
  sql_finish(q);
  return n;
}

/* ---- values */

static void there_and_back(sql *db, int64_t n, double r, str s, str b) {
  sql_query *q = prepared(db, "INSERT INTO t VALUES (1, ?1, ?2, ?3, ?4)");
  sql_bind_integer(q, 1, n);
  sql_bind_real(q, 2, r);
  sql_bind_text(q, 3, s);
  sql_bind_bytes(q, 4, b);
  GOOD(sql_do(q, &error));
  sql_finish(q);
  q = prepared(db, "SELECT n, r, s, b FROM t WHERE s = ?1 AND b = ?2");
  sql_bind_text(q, 1, s);
  sql_bind_bytes(q, 2, b);
  GOOD(sql_step(q, &error));
  assert_true(sql_integer(q, 0) == n);
  double got = sql_real(q, 1);
  assert_true(isnan(r) ? sql_is_null(q, 1) && isnan(got) : got == r);
  assert_true(str_equal(sql_text(q, 2), s));
  assert_true(str_equal(sql_bytes(q, 3), b));
  GIVES(CASUS_END, sql_step(q, &error));
  sql_finish(q);
  GOOD(sql_run(db, "DELETE FROM t", &error));
}

static void values_come_back(void **state) {
  sql_kind kind = kind_of_test(state);
  sql *db = with_table(kind, empty_database(kind));
  there_and_back(db, 0, 0, STR(""), STR(""));
  there_and_back(db, INT64_MAX, 1e308, STR("'; DROP TABLE t; --"), STR("\0\1\377"));
  there_and_back(db, INT64_MIN, -4.9e-324, STR("\"quoted\" \\ $1 ?1 %s"), STR("\\x00"));
  there_and_back(db, -1, 0.1, STR("\xF0\x9F\x95\x8A \xE2\x80\x8F \xC3\xA9"), STR("plain"));
  there_and_back(db, 1, NAN, STR("before\0after\0"), STR("\0"));
  there_and_back(db, 1, -1.5, STR("\x10\x30\x10\x10 \0 0"), STR("\x10"));
  sql_close(db);
}

static void nulls_read_as_nothing(void **state) {
  sql_kind kind = kind_of_test(state);
  sql *db = with_table(kind, empty_database(kind));
  sql_query *q = prepared(db, "INSERT INTO t VALUES (?1, ?2, ?3, ?4, ?5)");
  for (int round = 0; round < 3; round++) { /* with values between, so that types are known once and once not */
    sql_bind_integer(q, 1, round);
    for (int i = 2; i <= 5; i++) sql_bind_null(q, i);
    if (round == 1) {
      sql_bind_integer(q, 2, 7);
      sql_bind_real(q, 3, 7.5);
      sql_bind_text(q, 4, STR("seven"));
      sql_bind_bytes(q, 5, STR("\7"));
    }
    GOOD(sql_do(q, &error));
  }
  sql_finish(q);
  q = prepared(db, "SELECT n, r, s, b FROM t ORDER BY key");
  for (int round = 0; round < 3; round++) {
    GOOD(sql_step(q, &error));
    bool set = round == 1;
    assert_int_equal(sql_is_null(q, 0), !set);
    assert_true(sql_integer(q, 0) == (set ? 7 : 0));
    assert_true(set ? sql_real(q, 1) == 7.5 : isnan(sql_real(q, 1)));
    assert_text(sql_text(q, 2), set ? "seven" : "");
    assert_true(str_equal(sql_bytes(q, 3), set ? STR("\7") : STR("")));
  }
  sql_finish(q);
  sql_close(db);
}

static void sums_and_counts_read_as_numbers(void **state) {
  sql_kind kind = kind_of_test(state);
  sql *db = with_table(kind, empty_database(kind));
  GOOD(sql_run(db,
               "INSERT INTO t (key, n, r) VALUES (1, 9000000000000000, 0.25);"
               "INSERT INTO t (key, n, r) VALUES (2, 70001, 0.5); INSERT INTO t (key, n, r) VALUES (3, -5, -8)",
               &error));
  sql_query *q =
      prepared(db, "SELECT sum(n), sum(r), count(*), max(n), avg(r), n > 1, sum(n) * -1 FROM t GROUP BY n > 1 ORDER BY 3");
  GOOD(sql_step(q, &error));
  assert_true(sql_integer(q, 0) == -5 && sql_real(q, 0) == -5.0 && sql_real(q, 1) == -8.0 && sql_integer(q, 2) == 1);
  GOOD(sql_step(q, &error));
  assert_true(sql_integer(q, 0) == 9000000000070001 && sql_real(q, 0) == 9000000000070001.0 && sql_real(q, 1) == 0.75);
  assert_true(sql_integer(q, 2) == 2 && sql_integer(q, 3) == 9000000000000000 && sql_real(q, 4) == 0.375);
  assert_true(sql_integer(q, 5) == 1 && sql_integer(q, 6) == -9000000000070001);
  sql_finish(q);
  sql_close(db);
}

/* ---- statements */

static void parameters_stand_anywhere(void **state) {
  sql_kind kind = kind_of_test(state);
  sql *db = with_table(kind, empty_database(kind));
  sql_query *q = prepared(db, "INSERT INTO t (key, n, s) VALUES (?2, ?1, '?1 it''s ?2' || ?3)");
  sql_bind_integer(q, 1, 10);
  sql_bind_integer(q, 2, 20);
  sql_bind_text(q, 3, STR(" ?3"));
  GOOD(sql_do(q, &error));
  sql_finish(q);
  q = prepared(db, "SELECT key, n, s AS \"what?1\" FROM t WHERE n = ?1 AND key > ?1");
  sql_bind_integer(q, 1, 10);
  GOOD(sql_step(q, &error));
  assert_true(sql_integer(q, 0) == 20 && sql_integer(q, 1) == 10);
  assert_text(sql_text(q, 2), "?1 it's ?2 ?3");
  sql_finish(q);
  sql_close(db);
}

static void wrong_statements_are_told(void **state) {
  sql_kind kind = kind_of_test(state);
  sql *db = with_table(kind, empty_database(kind));
  GIVES(CASUS_STORE, sql_run(db, "MAKE ME A TABLE", &error));
  sql_query *q = NULL;
  error = (casus_error){0};
  casus_status status = sql_prepare(db, "SELECT wrong FROM t", &q, &error); /* here, or at the first step */
  if (status == CASUS_OK) {
    status = sql_step(q, &error);
    sql_finish(q);
  }
  assert_int_equal(status, CASUS_STORE);
  assert_non_null(strstr(error.message, "wrong"));
  q = prepared(db, "SELECT n FROM t WHERE key = ?1");
  sql_bind_integer(q, 9, 1);
  GIVES(CASUS_STORE, sql_step(q, &error));
  sql_finish(q);
  assert_true(count(db) == 0); /* and the connection goes on */
  sql_close(db);
}

static void a_thousand_keys(sql *db, int n) {
  sql_query *q = prepared(db, "INSERT INTO t (key, n) VALUES (?1, ?2)");
  GOOD(sql_begin(db, &error));
  for (int i = 0; i < n; i++) {
    sql_bind_integer(q, 1, i);
    sql_bind_integer(q, 2, i * 2);
    GOOD(sql_do(q, &error));
  }
  GOOD(sql_commit(db, &error));
  sql_finish(q);
}

static int64_t double_of(sql *db, int64_t key) {
  sql_query *q = prepared(db, "SELECT n FROM t WHERE key = ?1");
  sql_bind_integer(q, 1, key);
  GOOD(sql_step(q, &error));
  int64_t n = sql_integer(q, 0);
  sql_finish(q);
  return n;
}

static sql_query *stream_of(sql *db) {
  sql_query *q = prepared(db, "SELECT key FROM t WHERE key >= ?1 ORDER BY key");
  sql_stream(q);
  sql_bind_integer(q, 1, 0);
  return q;
}

static void read_stream(sql *db, sql_query *q, int from, int n) {
  for (int i = from; i < n; i++) {
    GOOD(sql_step(q, &error));
    assert_true(sql_integer(q, 0) == i);
    if (i % 100 == 0) assert_true(double_of(db, i) == i * 2);
  }
}

static void many_rows_are_read_while_others_run(void **state) {
  sql_kind kind = kind_of_test(state);
  sql *db = with_table(kind, empty_database(kind));
  a_thousand_keys(db, 1700);
  sql_query *q = stream_of(db), *second = stream_of(db);
  read_stream(db, q, 0, 1700);
  GIVES(CASUS_END, sql_step(q, &error));
  sql_bind_integer(q, 1, 0); /* again, with another beside it, and not to the end */
  read_stream(db, q, 0, 600);
  read_stream(db, second, 0, 900);
  sql_finish(q);
  read_stream(db, second, 900, 1700);
  GIVES(CASUS_END, sql_step(second, &error));
  sql_finish(second);
  add_key(db, 9999);
  assert_true(count(db) == 1701);
  sql_close(db);
}

static void a_commit_does_not_end_a_stream(void **state) {
  sql_kind kind = kind_of_test(state);
  sql *db = with_table(kind, empty_database(kind));
  a_thousand_keys(db, 1200);
  sql_query *q = stream_of(db);
  read_stream(db, q, 0, 100);
  GOOD(sql_begin(db, &error));
  GOOD(sql_run(db, "UPDATE t SET n = n", &error));
  read_stream(db, q, 100, 200);
  GOOD(sql_commit(db, &error));
  read_stream(db, q, 200, 1200);
  GIVES(CASUS_END, sql_step(q, &error));
  sql_finish(q);
  sql_close(db);
}

/* ---- transactions */

static void rollback_undoes(void **state) {
  sql_kind kind = kind_of_test(state);
  sql *db = with_table(kind, empty_database(kind));
  GOOD(sql_begin(db, &error));
  add_key(db, 1);
  GOOD(sql_commit(db, &error));
  GOOD(sql_begin(db, &error));
  add_key(db, 2);
  assert_true(count(db) == 2);
  sql_rollback(db);
  sql_rollback(db); /* nothing */
  assert_true(count(db) == 1);
  GOOD(sql_begin(db, &error));
  add_key(db, 3);
  sql_close(db);
}

/* PostgreSQL may tell of it late, but never commits. */
static void a_key_twice_is_told_by_the_commit(void **state) {
  sql_kind kind = kind_of_test(state);
  const char *where = empty_database(kind);
  sql *db = with_table(kind, where);
  GOOD(sql_begin(db, &error));
  sql_query *q = prepared(db, "INSERT INTO t (key) VALUES (1)");
  error = (casus_error){0};
  casus_status status = CASUS_OK;
  for (int i = 0; status == CASUS_OK && i < 3; i++) status = sql_do(q, &error);
  if (status == CASUS_OK) status = sql_commit(db, &error);
  assert_int_equal(status, CASUS_STORE);
  sql_rollback(db);
  assert_true(count(db) == 0);
  GOOD(sql_begin(db, &error)); /* the same statement works again */
  GOOD(sql_do(q, &error));
  GOOD(sql_commit(db, &error));
  sql_finish(q);
  assert_true(count(db) == 1);
  sql_close(db);
}

static int64_t changes(sql *db) {
  int64_t n = 0;
  GOOD(sql_changes_by_others(db, &n, &error));
  return n;
}

static void changes_by_others_are_seen(void **state) {
  sql_kind kind = kind_of_test(state);
  const char *where = empty_database(kind);
  sql *a = with_table(kind, where), *b = connection(where, SQL_WRITE);
  int64_t before = changes(a);
  GOOD(sql_begin(a, &error));
  add_key(a, 1);
  GOOD(sql_commit(a, &error));
  assert_true(changes(a) == before); /* its own */
  GOOD(sql_begin(b, &error));
  add_key(b, 2);
  assert_true(changes(a) == before); /* not committed yet */
  GOOD(sql_commit(b, &error));
  int64_t after = changes(a);
  assert_true(after != before);
  assert_true(changes(a) == after);
  GOOD(sql_begin(b, &error));
  add_key(b, 3);
  sql_rollback(b);
  assert_true(changes(a) == after);
  sql_close(a);
  sql_close(b);
}

static void readers_do_not_write(void **state) {
  sql_kind kind = kind_of_test(state);
  const char *where = empty_database(kind);
  sql_close(with_table(kind, where));
  sql *db = connection(where, SQL_READ);
  REFUSES(CASUS_STORE, "may not be written", sql_run(db, "INSERT INTO t (key) VALUES (1)", &error));
  assert_true(count(db) == 0);
  sql_close(db);
}

/* Takes the ten seconds that a writer waits. */
static void one_writes_at_a_time(void **state) {
  sql_kind kind = kind_of_test(state);
  const char *where = empty_database(kind);
  sql *a = with_table(kind, where), *b = connection(where, SQL_WRITE);
  GOOD(sql_begin(a, &error));
  add_key(a, 1);
  REFUSES(CASUS_STORE, "another process is writing", sql_begin(b, &error));
  GOOD(sql_commit(a, &error));
  GOOD(sql_begin(b, &error));
  assert_true(count(b) == 1);
  sql_close(a);
  sql_close(b);
}

/* ---- PostgreSQL alone */

static void a_rollback_ends_streams(void **state) {
  sql_kind kind = kind_of_test(state);
  sql *db = with_table(kind, empty_database(kind));
  a_thousand_keys(db, 1200);
  sql_query *q = stream_of(db);
  GOOD(sql_begin(db, &error));
  read_stream(db, q, 0, 500);
  sql_rollback(db);
  REFUSES(CASUS_STORE, "rollback", sql_step(q, &error));
  sql_bind_integer(q, 1, 0);
  read_stream(db, q, 0, 1200);
  sql_finish(q);
  sql_close(db);
}

static void a_lost_connection_is_told(void **state) {
  sql_kind kind = kind_of_test(state);
  const char *where = empty_database(kind);
  sql *db = with_table(kind, where);
  GOOD(sql_begin(db, &error));
  add_key(db, 1);
  run_on_server("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE state = 'idle in transaction'");
  sql_query *q = prepared(db, "INSERT INTO t (key) VALUES (2)");
  error = (casus_error){0};
  casus_status status = sql_do(q, &error);
  if (status == CASUS_OK) status = sql_commit(db, &error);
  assert_int_equal(status, CASUS_STORE);
  assert_non_null(strstr(error.message, "what was committed is safe"));
  GIVES(CASUS_STORE, sql_do(q, &error)); /* for good */
  sql_finish(q);
  sql_rollback(db);
  GIVES(CASUS_STORE, sql_begin(db, &error));
  sql_close(db);
  db = connection(where, SQL_WRITE);
  assert_true(count(db) == 0);
  sql_close(db);
}

static void another_schema_may_be_written_meanwhile(void **state) {
  sql_kind kind = kind_of_test(state);
  sql *a = with_table(kind, empty_database(kind)), *b = with_table(kind, empty_database(kind));
  GOOD(sql_begin(a, &error));
  GOOD(sql_begin(b, &error));
  add_key(a, 1);
  add_key(b, 1);
  GOOD(sql_commit(b, &error));
  GOOD(sql_commit(a, &error));
  sql_close(a);
  sql_close(b);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      ON_BOTH(values_come_back),
      ON_BOTH(nulls_read_as_nothing),
      ON_BOTH(sums_and_counts_read_as_numbers),
      ON_BOTH(parameters_stand_anywhere),
      ON_BOTH(wrong_statements_are_told),
      ON_BOTH(many_rows_are_read_while_others_run),
      ON_BOTH(a_commit_does_not_end_a_stream),
      ON_BOTH(rollback_undoes),
      ON_BOTH(a_key_twice_is_told_by_the_commit),
      ON_BOTH(changes_by_others_are_seen),
      ON_BOTH(readers_do_not_write),
      ON_BOTH(one_writes_at_a_time),
      ON_POSTGRES(a_rollback_ends_streams),
      ON_POSTGRES(a_lost_connection_is_told),
      ON_POSTGRES(another_schema_may_be_written_meanwhile),
  };
  return cmocka_run_group_tests(tests, databases_start, databases_stop);
}
