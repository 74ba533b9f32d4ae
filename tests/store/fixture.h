/* What the tests of the store share: one test runs on both kinds of database, each time in an empty one. Where no PostgreSQL
 * server is installed, that half is skipped. */
#ifndef CASUS_TEST_FIXTURE_H
#define CASUS_TEST_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "postgres_server.h"
#include "store/store_parts.h"

/* A str in a constant. */
#define CONSTANT(literal) \
  { (literal), sizeof(literal) - 1 }

static postgres_server server;
static char root[64];     /* of the SQLite files */
static casus_error error; /* of the call that was tested last */

static int databases_start(void **state) {
  (void)state;
  sql *db;
  strcpy(root, access("/dev/shm", W_OK) == 0 ? "/dev/shm/casus_store_XXXXXX" : "/tmp/casus_store_XXXXXX");
  if (!mkdtemp(root)) return -1;
  if (sql_open("postgres://%", SQL_READ, &db, &error) == CASUS_STORE && strstr(error.message, "without PostgreSQL")) return 0;
  if (server_start(&server) || !server.programs[0]) return 0;
  fprintf(stderr, "the PostgreSQL server of %s does not start\n", server.programs);
  server_stop(&server);
  return -1;
}

static int databases_stop(void **state) {
  (void)state;
  char command[96];
  server_stop(&server);
  snprintf(command, sizeof command, "rm -rf '%s'", root);
  return system(command);
}

/* Tests get the kind of database as their state. */
static sql_kind kinds[] = {SQL_SQLITE, SQL_POSTGRES};
#define ON_SQLITE(test) \
  { "sqlite: " #test, test, NULL, NULL, &kinds[SQL_SQLITE] }
#define ON_POSTGRES(test) \
  { "postgres: " #test, test, NULL, NULL, &kinds[SQL_POSTGRES] }
#define ON_BOTH(test) ON_SQLITE(test), ON_POSTGRES(test)

static sql_kind kind_of_test(void **state) {
  sql_kind kind = *(sql_kind *)*state;
  if (kind == SQL_POSTGRES && !server.pid) skip();
  return kind;
}

/* Fails the test, saying what the store said. */
static void expect_status(casus_status got, casus_status wanted, const char *file, int line) {
  if (got == wanted) return;
  print_error("%s: %s (%s)\n", casus_status_name(got), error.message, error.file);
  _assert_int_equal((LargestIntegralType)got, (LargestIntegralType)wanted, file, line);
}
#define GIVES(wanted, call)                            \
  do {                                                 \
    error = (casus_error){0};                          \
    casus_status got_ = (call);                        \
    expect_status(got_, (wanted), __FILE__, __LINE__); \
  } while (0)
#define GOOD(call) GIVES(CASUS_OK, call)
/* Fails with a status and a message that holds some words. */
#define REFUSES(wanted, words, call)                                                                     \
  do {                                                                                                   \
    error = (casus_error){0};                                                                            \
    casus_status got_ = (call);                                                                          \
    expect_status(got_, (wanted), __FILE__, __LINE__);                                                   \
    if (!strstr(error.message, (words))) fail_msg("\"%s\" does not say \"%s\"", error.message, (words)); \
  } while (0)

static void run_on_server(const char *statements) {
  sql *db;
  GOOD(sql_open(server_uri(&server, "casus", "postgres", "public"), SQL_WRITE, &db, &error));
  GOOD(sql_run(db, statements, &error));
  sql_close(db);
}

/* Where an empty database is. */
static const char *empty_database(sql_kind kind) {
  static char path[8][128];
  static unsigned turn;
  char name[48], *p = path[turn % 8];
  snprintf(name, sizeof name, "s%u", ++turn);
  snprintf(p, sizeof path[0], "%s/%s.db", root, name);
  if (kind == SQL_SQLITE) return p;
  char statement[64];
  snprintf(statement, sizeof statement, "CREATE SCHEMA %s", name);
  run_on_server(statement);
  snprintf(p, sizeof path[0], "%s", server_uri(&server, "casus", "postgres", name));
  return p;
}

static inline casus_store *store_at(const char *where) {
  casus_store *s = NULL;
  GOOD(casus_store_open(where, CASUS_STORE_CREATE, &s, &error));
  return s;
}

static inline int64_t number(casus_store *s, const char *statement) {
  int64_t value = 0;
  GOOD(integer_of(s->db, statement, -1, &value, &error));
  return value;
}

/* Two texts of a database, compared. */
static inline void assert_text(str got, const char *wanted) {
  if (!str_is(got, wanted)) fail_msg("\"%.*s\" is not \"%s\"", (int)got.len, got.ptr, wanted);
}

#endif
