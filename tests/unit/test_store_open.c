/* Opening a store: what is there, what is not, and what is something else; each refusal says what to do. */
#include <sys/stat.h>

#include "../store/fixture.h"

static const char *in_root(const char *name) {
  static char path[128];
  snprintf(path, sizeof path, "%s/%s", root, name);
  return path;
}

static void write_file(const char *path, const char *bytes, size_t n) {
  FILE *f = fopen(path, "wb");
  assert_non_null(f);
  for (size_t i = 0; i < n; i++) fputs(bytes, f);
  assert_int_equal(fclose(f), 0);
}

static void run_at(const char *where, const char *statements) {
  sql *db;
  GOOD(sql_open(where, SQL_CREATE, &db, &error));
  GOOD(sql_run(db, statements, &error));
  sql_close(db);
}

/* ---- both */

static void made_once_and_found_again(void **state) {
  sql_kind kind = kind_of_test(state);
  const char *where = empty_database(kind);
  casus_store *s = store_at(where);
  assert_int_equal(number(s, "SELECT count(*) FROM meta"), 1);
  casus_store_close(s);
  for (int mode = CASUS_STORE_READ; mode <= CASUS_STORE_CREATE; mode++) {
    GOOD(casus_store_open(where, (casus_store_mode)mode, &s, &error));
    assert_int_equal(number(s, "SELECT count(*) FROM meta"), 1);
    casus_store_close(s);
  }
  casus_store_close(NULL);
}

static void readers_may_not_write(void **state) {
  const char *where = empty_database(kind_of_test(state));
  casus_store_close(store_at(where));
  casus_store *s;
  casus_run run;
  const casus_run_info info = {STR("c"), STR("p"), STR("t"), STR("now")};
  GOOD(casus_store_open(where, CASUS_STORE_READ, &s, &error));
  REFUSES(CASUS_USAGE, "reading only", casus_store_run_begin(s, &info, &run, &error));
  REFUSES(CASUS_USAGE, "reading only", casus_store_settle(s, false, &error));
  assert_int_equal(number(s, "SELECT count(*) FROM run"), 0);
  casus_store_close(s);
}

static void an_empty_database_is_made_only_when_asked(void **state) {
  sql_kind kind = kind_of_test(state);
  const char *where = empty_database(kind);
  casus_store *s;
  if (kind == SQL_SQLITE) run_at(where, "PRAGMA user_version = 1"); /* a file without tables */
  REFUSES(CASUS_STORE, "no store of casus", casus_store_open(where, CASUS_STORE_READ, &s, &error));
  REFUSES(CASUS_STORE, "no store of casus", casus_store_open(where, CASUS_STORE_WRITE, &s, &error));
  casus_store_close(store_at(where));
  GOOD(casus_store_open(where, CASUS_STORE_READ, &s, &error));
  casus_store_close(s);
}

static void other_databases_are_left_alone(void **state) {
  sql_kind kind = kind_of_test(state);
  const char *where = empty_database(kind), *second = empty_database(kind);
  casus_store *s;
  run_at(where, "CREATE TABLE cheese (name TEXT)");
  for (int mode = CASUS_STORE_READ; mode <= CASUS_STORE_CREATE; mode++)
    REFUSES(CASUS_STORE, "no store of casus", casus_store_open(where, (casus_store_mode)mode, &s, &error));
  run_at(second, "CREATE TABLE meta (name TEXT, value TEXT)"); /* of the same name, but without our fact */
  REFUSES(CASUS_STORE, "no store of casus", casus_store_open(second, CASUS_STORE_CREATE, &s, &error));
  run_at(where, "INSERT INTO cheese VALUES ('brie')");
}

static void other_versions_are_refused(void **state) {
  const char *where = empty_database(kind_of_test(state));
  casus_store *s;
  casus_store_close(store_at(where));
  run_at(where, "UPDATE meta SET value = '99' WHERE name = 'schema'");
  for (int mode = CASUS_STORE_READ; mode <= CASUS_STORE_CREATE; mode++)
    REFUSES(CASUS_STORE, "has schema version 99", casus_store_open(where, (casus_store_mode)mode, &s, &error));
  run_at(where, "UPDATE meta SET value = '" SCHEMA_VERSION "' WHERE name = 'schema'");
  GOOD(casus_store_open(where, CASUS_STORE_WRITE, &s, &error));
  casus_store_close(s);
}

static void odd_facts_are_refused(void **state) {
  const char *where = empty_database(kind_of_test(state));
  casus_store *s;
  casus_store_close(store_at(where));
  run_at(where, "INSERT INTO meta VALUES ('story_strictness', 'very')");
  REFUSES(CASUS_STORE, "story_strictness", casus_store_open(where, CASUS_STORE_READ, &s, &error));
}

static void story_options_are_kept(void **state) {
  const char *where = empty_database(kind_of_test(state));
  casus_store *s = store_at(where);
  GOOD(casus_store_story_options(s, &(casus_story_options){5, 0.25}, &error));
  GOOD(casus_store_commit(s, &error));
  casus_store_close(s);
  GOOD(casus_store_open(where, CASUS_STORE_READ, &s, &error));
  assert_int_equal(s->story_options.window_days, 5);
  assert_true(s->story_options.strictness == 0.25);
  casus_store_close(s);
  s = store_at(where);
  REFUSES(CASUS_USAGE, "strictness", casus_store_story_options(s, &(casus_story_options){5, 1.5}, &error));
  REFUSES(CASUS_USAGE, "days", casus_store_story_options(s, &(casus_story_options){5000, 0.5}, &error));
  casus_store_close(s);
}

/* ---- SQLite */

static void missing_files(void **state) {
  kind_of_test(state);
  casus_store *s;
  REFUSES(CASUS_STORE, "casus ingest makes a store", casus_store_open(in_root("not-there.db"), CASUS_STORE_READ, &s, &error));
  REFUSES(CASUS_STORE, "cannot be opened", casus_store_open(in_root("not-there.db"), CASUS_STORE_WRITE, &s, &error));
  REFUSES(CASUS_STORE, "folder", casus_store_open(in_root("no/folder.db"), CASUS_STORE_CREATE, &s, &error));
  REFUSES(CASUS_STORE, "cannot be opened", casus_store_open(root, CASUS_STORE_CREATE, &s, &error));
  struct stat info;
  assert_int_not_equal(stat(in_root("not-there.db"), &info), 0);
  assert_non_null(strstr(error.file, root));
}

static void files_of_another_kind(void **state) {
  kind_of_test(state);
  casus_store *s;
  char path[128];
  snprintf(path, sizeof path, "%s", in_root("notes.txt"));
  write_file(path, "Shopping: bread, cheese, a lock for the barge.\n", 100);
  for (int mode = CASUS_STORE_READ; mode <= CASUS_STORE_CREATE; mode++)
    REFUSES(CASUS_STORE, "not an SQLite database", casus_store_open(path, (casus_store_mode)mode, &s, &error));
  struct stat info;
  assert_int_equal(stat(path, &info), 0);
  assert_int_equal(info.st_size, 4700); /* untouched */
}

static void damaged_files(void **state) {
  const char *where = empty_database(kind_of_test(state));
  casus_store *s;
  casus_store_close(store_at(where));
  assert_int_equal(truncate(where, 5000), 0);
  casus_status status = casus_store_open(where, CASUS_STORE_READ, &s, &error);
  assert_int_equal(status, CASUS_STORE);
  assert_non_null(strstr(error.message, "damaged"));
}

static void write_protected_files(void **state) {
  const char *where = empty_database(kind_of_test(state));
  casus_store *s;
  casus_run run;
  const casus_run_info info = {STR("c"), STR("p"), STR("t"), STR("now")};
  casus_store_close(store_at(where));
  assert_int_equal(chmod(where, 0444), 0);
  assert_int_equal(chmod(root, 0555), 0);
  bool is_root = geteuid() == 0;
  if (is_root) assert_int_equal(seteuid(NOBODY), 0);
  error = (casus_error){0};
  casus_status status = casus_store_open(where, CASUS_STORE_WRITE, &s, &error), begun = CASUS_STORE;
  if (status == CASUS_OK) {
    begun = casus_store_run_begin(s, &info, &run, &error);
    casus_store_close(s);
  }
  if (is_root) assert_int_equal(seteuid(0), 0);
  assert_int_equal(chmod(root, 0700), 0);
  assert_true(status == CASUS_STORE || begun == CASUS_STORE);
  if (!strstr(error.message, "may not be written") && !strstr(error.message, "cannot be opened")) fail_msg("%s", error.message);
}

/* Without the two files that SQLite keeps beside one in WAL mode, which cannot be made here. */
static void write_protected_folders_are_read(void **state) {
  kind_of_test(state);
  const char *where = in_root("100% read?#only.db");
  casus_store *s;
  casus_store_close(store_at(where));
  assert_int_equal(chmod(where, 0444), 0);
  assert_int_equal(chmod(root, 0555), 0);
  bool is_root = geteuid() == 0;
  if (is_root) assert_int_equal(seteuid(NOBODY), 0);
  casus_status status = casus_store_open(where, CASUS_STORE_READ, &s, &error);
  int64_t facts = status == CASUS_OK ? number(s, "SELECT count(*) FROM meta") : 0;
  if (status == CASUS_OK) casus_store_close(s);
  if (is_root) assert_int_equal(seteuid(0), 0);
  assert_int_equal(chmod(root, 0700), 0);
  assert_int_equal(facts, 1);
}

static void begin_run(casus_store *s) {
  casus_run run;
  const casus_run_info info = {STR("c"), STR("p"), STR("t"), STR("now")};
  GOOD(casus_store_run_begin(s, &info, &run, &error));
}

static void deleted_files_are_noticed(void **state) {
  const char *where = empty_database(kind_of_test(state));
  casus_run run;
  casus_store *s = store_at(where);
  begin_run(s);
  GOOD(casus_store_commit(s, &error));
  assert_int_equal(unlink(where), 0);
  REFUSES(CASUS_STORE, "deleted or moved", casus_store_run_end(s, STR("later"), &run, &error));
  casus_store_close(s);
}

/* ---- PostgreSQL */

static void unreachable_servers(void **state) {
  kind_of_test(state);
  casus_store *s;
  char where[256];
  snprintf(where, sizeof where, "postgres://casus:tell-nobody@/postgres?host=%s/nowhere", server.root);
  REFUSES(CASUS_STORE, "no server answers there", casus_store_open(where, CASUS_STORE_READ, &s, &error));
  assert_null(strstr(error.message, "tell-nobody"));
  assert_null(strstr(error.file, "tell-nobody"));
  assert_non_null(strstr(error.file, "postgres://casus@"));
  REFUSES(CASUS_STORE, "createdb",
          casus_store_open(server_uri(&server, "casus", "cheese", "public"), CASUS_STORE_CREATE, &s, &error));
  REFUSES(CASUS_STORE, "createuser",
          casus_store_open(server_uri(&server, "stranger", "postgres", "public"), CASUS_STORE_READ, &s, &error));
  REFUSES(CASUS_STORE, "CREATE SCHEMA",
          casus_store_open(server_uri(&server, "casus", "postgres", "cheese"), CASUS_STORE_CREATE, &s, &error));
}

static void odd_uris(void **state) {
  kind_of_test(state);
  static const char *const uris[] = {"postgres://casus:tell-nobody@[::1/x", "postgresql://casus:tell-nobody@host:12x:4/x",
                                     "postgres://casus:tell%ZZnobody@host/x", "postgres://casus:tell-nobody@host/x?cheese=brie"};
  for (size_t i = 0; i < sizeof uris / sizeof *uris; i++) {
    casus_store *s;
    error = (casus_error){0};
    assert_int_equal(casus_store_open(uris[i], CASUS_STORE_READ, &s, &error), CASUS_STORE);
    assert_null(strstr(error.message, "nobody"));
    assert_null(strstr(error.file, "nobody"));
  }
}

static void passwords_are_needed_and_not_shown(void **state) {
  kind_of_test(state);
  const char *where = empty_database(SQL_POSTGRES), *schema = strrchr(where, 'D') + 1;
  char statements[160], uri[256];
  casus_store *s;
  run_on_server("CREATE ROLE guarded LOGIN PASSWORD 'right'");
  REFUSES(CASUS_STORE, "password",
          casus_store_open(server_uri(&server, "guarded", "postgres", schema), CASUS_STORE_READ, &s, &error));
  snprintf(uri, sizeof uri, "%s", server_uri(&server, "guarded:wrong-one", "postgres", schema));
  REFUSES(CASUS_STORE, "password is wrong", casus_store_open(uri, CASUS_STORE_CREATE, &s, &error));
  assert_null(strstr(error.message, "wrong-one"));
  assert_null(strstr(error.file, "wrong-one"));
  snprintf(uri, sizeof uri, "%s", server_uri(&server, "guarded:right", "postgres", schema));
  snprintf(statements, sizeof statements, "GRANT USAGE ON SCHEMA %s TO guarded", schema);
  run_on_server(statements);
  REFUSES(CASUS_STORE, "rights", casus_store_open(uri, CASUS_STORE_CREATE, &s, &error));
  snprintf(statements, sizeof statements, "GRANT ALL ON SCHEMA %s TO guarded", schema);
  run_on_server(statements);
  GOOD(casus_store_open(uri, CASUS_STORE_CREATE, &s, &error));
  assert_null(strstr(s->db->name, "right"));
  casus_store_close(s);
}

static void other_encodings_are_refused(void **state) {
  kind_of_test(state);
  casus_store *s;
  run_on_server("CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0");
  REFUSES(CASUS_STORE, "not in UTF-8",
          casus_store_open(server_uri(&server, "casus", "latin", "public"), CASUS_STORE_CREATE, &s, &error));
}

static void read_only_servers_are_told(void **state) {
  const char *where = empty_database(kind_of_test(state));
  casus_store *s;
  char uri[320];
  casus_store_close(store_at(where));
  snprintf(uri, sizeof uri, "%s%%20-cdefault_transaction_read_only%%3Don", where);
  GOOD(casus_store_open(uri, CASUS_STORE_WRITE, &s, &error));
  casus_run run;
  REFUSES(CASUS_STORE, "read-only",
          casus_store_run_begin(s, &(casus_run_info){STR("c"), STR("p"), STR("t"), STR("now")}, &run, &error));
  casus_store_close(s);
}

static void every_column_is_described(void **state) {
  const char *where = empty_database(kind_of_test(state));
  casus_store *s = store_at(where);
#define COLUMNS                                                                                                       \
  "SELECT count(*) FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid AND c.relkind = 'r' JOIN pg_namespace n" \
  " ON n.oid = c.relnamespace AND n.nspname = current_schema() WHERE attnum > 0"
  assert_int_equal(number(s, COLUMNS " AND col_description(c.oid, attnum) IS NULL"), 0);
  assert_true(number(s, COLUMNS) > 100);
  casus_store_close(s);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      ON_BOTH(made_once_and_found_again),
      ON_BOTH(readers_may_not_write),
      ON_BOTH(an_empty_database_is_made_only_when_asked),
      ON_BOTH(other_databases_are_left_alone),
      ON_BOTH(other_versions_are_refused),
      ON_BOTH(odd_facts_are_refused),
      ON_BOTH(story_options_are_kept),
      ON_SQLITE(missing_files),
      ON_SQLITE(files_of_another_kind),
      ON_SQLITE(damaged_files),
      ON_SQLITE(write_protected_files),
      ON_SQLITE(write_protected_folders_are_read),
      ON_SQLITE(deleted_files_are_noticed),
      ON_POSTGRES(unreachable_servers),
      ON_POSTGRES(odd_uris),
      ON_POSTGRES(passwords_are_needed_and_not_shown),
      ON_POSTGRES(other_encodings_are_refused),
      ON_POSTGRES(read_only_servers_are_told),
      ON_POSTGRES(every_column_is_described),
  };
  return cmocka_run_group_tests(tests, databases_start, databases_stop);
}
