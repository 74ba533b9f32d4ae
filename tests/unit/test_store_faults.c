/* Whatever fails, and whenever: nothing crashes, the store holds what was committed and nothing else, and the same command again
 * completes it to the same content. Made to fail, one at a time: calls of the SQL door, reads, writes and syncs of files, and
 * allocations of ours and of SQLite. */
#include <sqlite3.h>

#include "../store/dump.h"
#include "../store/reports.h"

enum { ARTICLES = 6, ARTICLES_A_COMMIT = 2 };

/* ---- the fault: the n-th of the calls that are counted */

static struct {
  bool armed, done_first; /* done_first: what is to fail is done, and the failure told then, as when a connection breaks */
  bool fired;
  long left;
} fault;

static bool fault_now(void) {
  if (!fault.armed || fault.fired || fault.left-- > 0) return false;
  return fault.fired = true;
}

/* ---- calls of the SQL door */

static bool count_sql;
static sql_driver failing[2]; /* by kind */
static const sql_driver *real_driver[2];

static casus_status broken(casus_error *e) { return error_set(e, CASUS_STORE, "this call was made to fail"); }

/* A call that may be made to fail before it is done or after. */
#define FAILING(kind, call, e)                      \
  bool fails = count_sql && fault_now();            \
  if (fails && !fault.done_first) return broken(e); \
  casus_status status = real_driver[kind]->call;    \
  return fails ? broken(e) : status

static casus_status failing_run(sql *db, const char *statements, casus_error *e) {
  FAILING(sql_kind_of(db), run(db, statements, e), e);
}
static casus_status failing_begin(sql *db, casus_error *e) { FAILING(sql_kind_of(db), begin(db, e), e); }
static casus_status failing_commit(sql *db, casus_error *e) { FAILING(sql_kind_of(db), commit(db, e), e); }
static casus_status failing_changes(sql *db, int64_t *number_, casus_error *e) {
  FAILING(sql_kind_of(db), changes_by_others(db, number_, e), e);
}
static casus_status failing_step(sql_query *q, casus_error *e) { FAILING(sql_kind_of(q->db), step(q, e), e); }

static casus_status failing_prepare(sql *db, const char *statement_, sql_query **out, casus_error *e) {
  if (count_sql && fault_now()) return broken(e);
  casus_status status = real_driver[sql_kind_of(db)]->prepare(db, statement_, out, e);
  if (status == CASUS_OK) (*out)->driver = &failing[sql_kind_of(db)];
  return status;
}

static void take_over(sql *db) {
  sql_kind kind = sql_kind_of(db);
  real_driver[kind] = db->driver;
  failing[kind] = *db->driver;
  failing[kind].run = failing_run;
  failing[kind].begin = failing_begin;
  failing[kind].commit = failing_commit;
  failing[kind].changes_by_others = failing_changes;
  failing[kind].prepare = failing_prepare;
  failing[kind].step = failing_step;
  db->driver = &failing[kind];
}

/* The linker puts these in the place of the drivers' doors and of the allocator: see tests/CMakeLists.txt. */
casus_status __real_sqlite_open(const char *path, sql_access access_, sql **out, casus_error *e);
casus_status __wrap_sqlite_open(const char *path, sql_access access_, sql **out, casus_error *e);
casus_status __real_postgres_open(const char *uri, sql_access access_, sql **out, casus_error *e);
casus_status __wrap_postgres_open(const char *uri, sql_access access_, sql **out, casus_error *e);

casus_status __wrap_sqlite_open(const char *path, sql_access access_, sql **out, casus_error *e) {
  if (count_sql && fault_now()) return broken(e);
  casus_status status = __real_sqlite_open(path, access_, out, e);
  if (status == CASUS_OK) take_over(*out);
  return status;
}

casus_status __wrap_postgres_open(const char *uri, sql_access access_, sql **out, casus_error *e) {
  if (count_sql && fault_now()) return broken(e);
  casus_status status = __real_postgres_open(uri, access_, out, e);
  if (status == CASUS_OK) take_over(*out);
  return status;
}

/* ---- allocations of ours */

static bool count_memory;

void *__real_malloc(size_t size);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *old, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *old, size_t size);

void *__wrap_malloc(size_t size) { return count_memory && fault_now() ? NULL : __real_malloc(size); }
void *__wrap_calloc(size_t n, size_t size) { return count_memory && fault_now() ? NULL : __real_calloc(n, size); }
void *__wrap_realloc(void *old, size_t size) { return count_memory && fault_now() ? NULL : __real_realloc(old, size); }

/* ---- allocations of SQLite */

static bool count_sqlite_memory;
static sqlite3_mem_methods sqlite_memory;

static void *sqlite_malloc(int size) { return count_sqlite_memory && fault_now() ? NULL : sqlite_memory.xMalloc(size); }
static void *sqlite_realloc(void *old, int size) {
  return count_sqlite_memory && fault_now() ? NULL : sqlite_memory.xRealloc(old, size);
}

/* ---- files of SQLite: a file keeps its own methods, but for those that are counted */

typedef enum { NO_FILES, READS, WRITES, SYNCS } file_calls;

static file_calls count_files;
static int file_failure; /* of writes: SQLITE_FULL or SQLITE_IOERR_WRITE */
static struct {
  const sqlite3_io_methods *real;
  sqlite3_io_methods own;
} shims[4];

static const sqlite3_io_methods *real_methods(const sqlite3_file *f) {
  for (size_t i = 0; i < sizeof shims / sizeof *shims; i++)
    if (f->pMethods == &shims[i].own) return shims[i].real;
  return NULL;
}

static int shim_read(sqlite3_file *f, void *bytes, int n, sqlite3_int64 at) {
  return count_files == READS && fault_now() ? SQLITE_IOERR_READ : real_methods(f)->xRead(f, bytes, n, at);
}
static int shim_write(sqlite3_file *f, const void *bytes, int n, sqlite3_int64 at) {
  return count_files == WRITES && fault_now() ? file_failure : real_methods(f)->xWrite(f, bytes, n, at);
}
static int shim_sync(sqlite3_file *f, int flags) {
  return count_files == SYNCS && fault_now() ? SQLITE_IOERR_FSYNC : real_methods(f)->xSync(f, flags);
}

static const sqlite3_io_methods *shim_of(const sqlite3_io_methods *real) {
  size_t i = 0;
  while (i + 1 < sizeof shims / sizeof *shims && shims[i].real && shims[i].real != real) i++;
  shims[i].real = real;
  shims[i].own = *real;
  shims[i].own.xRead = shim_read;
  shims[i].own.xWrite = shim_write;
  shims[i].own.xSync = shim_sync;
  return &shims[i].own;
}

static sqlite3_vfs *real_files, files;

static int shim_open(sqlite3_vfs *v, const char *name, sqlite3_file *f, int flags, int *flags_out) {
  (void)v;
  int code = real_files->xOpen(real_files, name, f, flags, flags_out);
  if (code == SQLITE_OK && f->pMethods) f->pMethods = shim_of(f->pMethods);
  return code;
}

static int shims_start(void **state) {
  sqlite3_config(SQLITE_CONFIG_GETMALLOC, &sqlite_memory);
  sqlite3_mem_methods counted = sqlite_memory;
  counted.xMalloc = sqlite_malloc;
  counted.xRealloc = sqlite_realloc;
  if (sqlite3_config(SQLITE_CONFIG_MALLOC, &counted) != SQLITE_OK || sqlite3_initialize() != SQLITE_OK) return -1;
  real_files = sqlite3_vfs_find(NULL);
  files = *real_files;
  files.zName = "counted";
  files.xOpen = shim_open;
  return sqlite3_vfs_register(&files, 1) == SQLITE_OK ? databases_start(state) : -1;
}

/* ---- the command */

static const char *const content[] = {"article", "signature", "actor",   "place", "event",
                                      "party",   "figure",    "joining", "story", NULL};

static casus_status add_from(casus_store *s, uint64_t first) {
  casus_status status = CASUS_OK;
  for (unsigned n = (unsigned)first; status == CASUS_OK && n < ARTICLES; n++) {
    report r;
    casus_prepared *p;
    bool added;
    report_make(&r, n + 1);
    status = casus_prepare(&r.article, r.events, r.n_events, &p, &error);
    if (status == CASUS_OK) status = casus_store_add(s, p, &added, &error);
    if (status == CASUS_OK && n % ARTICLES_A_COMMIT == ARTICLES_A_COMMIT - 1) status = casus_store_commit(s, &error);
  }
  return status;
}

static casus_status ingest_into(casus_store *s) {
  static const casus_run_info info = {CONSTANT("ingest"), CONSTANT("1"), CONSTANT("t"), CONSTANT("now")};
  casus_run run;
  uint64_t position = 0;
  casus_status status = casus_store_run_begin(s, &info, &run, &error);
  if (status == CASUS_OK) status = casus_store_run_position(s, STR("in.jsonl"), &position, &error);
  if (status == CASUS_OK) status = add_from(s, position);
  return status == CASUS_OK ? casus_store_run_end(s, STR("later"), &run, &error) : status;
}

static casus_status ingest(const char *where) {
  casus_store *s;
  error = (casus_error){0};
  casus_status status = casus_store_open(where, CASUS_STORE_CREATE, &s, &error);
  if (status != CASUS_OK) return status;
  status = ingest_into(s);
  casus_store_close(s);
  return status;
}

/* ---- what is expected afterwards */

static void assert_sound(casus_store *s) {
  sql_query *q;
  if (sql_kind_of(s->db) != SQL_SQLITE) return;
  GOOD(sql_prepare(s->db, "PRAGMA integrity_check", &q, &error));
  GOOD(sql_step(q, &error));
  assert_text(sql_text(q, 0), "ok");
  sql_finish(q);
}

/* Articles up to a commit, with all that belongs to them. */
static void assert_prefix(casus_store *s) {
  int64_t n = number(s, "SELECT count(*) FROM article");
  assert_int_equal(n % ARTICLES_A_COMMIT, 0);
  if (n) assert_int_equal(number(s, "SELECT sum(n_coded) FROM run"), n);
  assert_int_equal(number(s, "SELECT count(*) FROM signature"), n);
  assert_int_equal(number(s, "SELECT max(key) FROM article"), n ? n : -1);
  if (n) assert_int_equal(number(s, "SELECT sum(n_events) FROM run"), number(s, "SELECT count(*) FROM event"));
  assert_int_equal(number(s, "SELECT count(*) FROM joining"), number(s, "SELECT count(*) FROM event"));
  assert_int_equal(number(s, "SELECT count(*) FROM event WHERE article NOT IN (SELECT key FROM article)"), 0);
  assert_int_equal(number(s, "SELECT count(*) FROM party WHERE actor NOT IN (SELECT key FROM actor)"), 0);
}

static void assert_recovers(const char *where, const char *complete) {
  casus_store *s = store_at(where);
  assert_sound(s);
  assert_prefix(s);
  casus_store_close(s);
  GOOD(ingest(where));
  GOOD(casus_store_open(where, CASUS_STORE_READ, &s, &error));
  assert_sound(s);
  assert_int_equal(number(s, "SELECT sum(n_coded) FROM run"), ARTICLES);
  assert_int_equal(number(s, "SELECT count(*) FROM run WHERE state <> 'closed' OR n_read <> n_coded + n_skipped"), 0);
  assert_same_dump(strdup(complete), dump(s, content));
  casus_store_close(s);
}

static char *complete_content(sql_kind kind) {
  const char *where = empty_database(kind);
  GOOD(ingest(where));
  casus_store *s = store_at(where);
  char *all = dump(s, content);
  casus_store_close(s);
  return all;
}

/* FAULT_STRIDE=1 makes every call fail in its turn: minutes. Otherwise one in so many does. */
static long stride(void) {
  const char *given = getenv("FAULT_STRIDE");
  long n = given ? strtol(given, NULL, 10) : 5;
  return n > 0 ? n : 1;
}

/* Lets the command fail at its first counted call, its (1 + step)th, ... until none is left to fail. */
static void fail_each(sql_kind kind, long step, bool done_first) {
  step *= stride();
  char *complete = complete_content(kind);
  long n = 0;
  for (bool fired = true; fired; n += step) {
    const char *where = empty_database(kind);
    fault.armed = true, fault.fired = false, fault.left = n, fault.done_first = done_first;
    casus_status status = ingest(where);
    fired = fault.fired;
    fault.armed = false;
    if (!fired) assert_int_equal(status, CASUS_OK);
    if (status != CASUS_OK) {
      assert_true(status == CASUS_STORE || status == CASUS_MEMORY);
      assert_true(error.message[0] != 0);
    }
    assert_recovers(where, complete);
  }
  assert_true(n >= 2 * step); /* something did fail */
  free(complete);
}

/* ---- the tests */

static void calls_fail(void **state) {
  sql_kind kind = kind_of_test(state);
  count_sql = true;
  fail_each(kind, kind == SQL_SQLITE ? 1 : 20, false);
  fail_each(kind, kind == SQL_SQLITE ? 3 : 40, true);
  count_sql = false;
}

static void our_allocations_fail(void **state) {
  sql_kind kind = kind_of_test(state);
  count_memory = true;
  fail_each(kind, kind == SQL_SQLITE ? 1 : 20, false);
  count_memory = false;
}

static void allocations_of_sqlite_fail(void **state) {
  count_sqlite_memory = true;
  fail_each(kind_of_test(state), 37, false);
  count_sqlite_memory = false;
}

static void files_fail(sql_kind kind, file_calls which, int code) {
  count_files = which;
  file_failure = code;
  fail_each(kind, 1, false);
  count_files = NO_FILES;
}

static void reads_fail(void **state) { files_fail(kind_of_test(state), READS, 0); }
static void writes_fail(void **state) { files_fail(kind_of_test(state), WRITES, SQLITE_IOERR_WRITE); }
static void syncs_fail(void **state) { files_fail(kind_of_test(state), SYNCS, 0); }
static void disks_are_full(void **state) { files_fail(kind_of_test(state), WRITES, SQLITE_FULL); }

/* ---- corrections: there or not, and the next one goes */

/* Of the first event of the first article, which is the first report. */
static casus_status correct_once(casus_store *s) {
  report r;
  int64_t key;
  report_make(&r, 1);
  const casus_correction c = {
      .article_key = 1, .event = str_of(r.events[0].id), .verdict = STR("accepted"), .author = STR("Ada"), .time = STR("now")};
  return casus_store_correct(s, &c, &key, &error);
}

static void fail_corrections(sql_kind kind, bool done_first) {
  const char *where = empty_database(kind);
  GOOD(ingest(where));
  casus_store *s = store_at(where);
  long n = 0;
  for (bool fired = true; fired; n++) {
    int64_t before = number(s, "SELECT count(*) FROM correction");
    fault.armed = true, fault.fired = false, fault.left = n, fault.done_first = done_first;
    casus_status status = correct_once(s);
    fired = fault.fired;
    fault.armed = false;
    int64_t more = number(s, "SELECT count(*) FROM correction") - before;
    if (status == CASUS_OK) assert_int_equal(more, 1);
    else assert_true((status == CASUS_STORE || status == CASUS_MEMORY) && (more == 0 || (more == 1 && done_first)));
  }
  assert_true(n > 5); /* something did fail */
  assert_sound(s);
  casus_store_close(s);
}

static void correcting_fails(void **state) {
  sql_kind kind = kind_of_test(state);
  count_sql = true;
  fail_corrections(kind, false);
  fail_corrections(kind, true);
  count_sql = false;
  count_memory = true;
  fail_corrections(kind, false);
  count_memory = false;
}

/* ---- facts: loaded and answered from, or not; the next time all goes */

static casus_status count_all(casus_store *s) {
  const casus_query some = {.actor = CONSTANT("NRL"),
                            .place = CONSTANT("lock"),
                            .text = CONSTANT("envoy"),
                            .source = CONSTANT("paper1"),
                            .stories = true};
  const casus_query all = {0};
  const casus_counted_dyad *dyads;
  casus_series_point *points = NULL;
  casus_network network;
  casus_places places;
  casus_names names;
  casus_cursor *c = NULL;
  size_t n;
  uint64_t total;
  casus_status status = casus_store_query(s, &some, &c, &error);
  casus_cursor_close(c);
  if (status == CASUS_OK) status = casus_store_series(s, &some, CASUS_BY_DAY, &points, &n, &error);
  free(points);
  if (status == CASUS_OK) status = casus_store_dyads(s, &all, CASUS_LEVEL_COUNTRY, &dyads, &n, &total, &error);
  if (status == CASUS_OK) status = casus_store_network(s, &all, CASUS_LEVEL_ACTOR, 5, &network, &error);
  if (status == CASUS_OK) status = casus_store_places(s, &all, &places, &error);
  return status == CASUS_OK ? casus_store_names(s, 5, &names, &error) : status;
}

static casus_status load_and_count(casus_store *s) {
  casus_facts *facts = NULL;
  casus_status status = casus_facts_load(s, &facts, &error);
  casus_store_use_facts(s, facts);
  if (status == CASUS_OK) status = count_all(s);
  casus_store_use_facts(s, NULL);
  casus_facts_free(facts);
  return status;
}

static void fail_facts(sql_kind kind, bool done_first) {
  const char *where = empty_database(kind);
  GOOD(ingest(where));
  casus_store *s = store_at(where);
  long n = 0;
  for (bool fired = true; fired; n++) {
    fault.armed = true, fault.fired = false, fault.left = n, fault.done_first = done_first;
    casus_status status = load_and_count(s);
    fired = fault.fired;
    fault.armed = false;
    if (status != CASUS_OK) assert_true(fired && (status == CASUS_STORE || status == CASUS_MEMORY) && error.message[0]);
  }
  assert_true(n > 20); /* something did fail */
  GOOD(load_and_count(s));
  assert_sound(s);
  casus_store_close(s);
}

static void facts_fail(void **state) {
  sql_kind kind = kind_of_test(state);
  count_sql = true;
  fail_facts(kind, false);
  fail_facts(kind, true);
  count_sql = false;
  count_memory = true;
  fail_facts(kind, false);
  count_memory = false;
}

/* ---- a disk that is really full: the message says so, and room made later is enough */

enum { MANY = 200, MANY_A_COMMIT = 10 };

/* Until one fails; from the number of articles that are stored. */
static casus_status add_many(casus_store *s) {
  static const casus_run_info info = {CONSTANT("many"), CONSTANT("1"), CONSTANT("t"), CONSTANT("now")};
  casus_run run;
  uint64_t n;
  casus_status status = casus_store_run_begin(s, &info, &run, &error);
  if (status == CASUS_OK) status = casus_store_run_position(s, STR("in.jsonl"), &n, &error);
  for (; status == CASUS_OK && n < MANY; n++) {
    report r;
    casus_prepared *p;
    bool added;
    report_make(&r, (unsigned)n);
    status = casus_prepare(&r.article, r.events, r.n_events, &p, &error);
    if (status == CASUS_OK) status = casus_store_add(s, p, &added, &error);
    if (status == CASUS_OK && n % MANY_A_COMMIT == MANY_A_COMMIT - 1) status = casus_store_commit(s, &error);
  }
  return status == CASUS_OK ? casus_store_run_end(s, STR("later"), &run, &error) : status;
}

static void a_full_disk_is_told(void **state) {
  const char *where = empty_database(kind_of_test(state)), *second = empty_database(SQL_SQLITE);
  casus_store *s = store_at(where), *whole = store_at(second);
  GOOD(sql_run(s->db, "PRAGMA max_page_count = 45", &error));
  REFUSES(CASUS_STORE, "the disk is full", add_many(s));
  casus_store_close(s);
  s = store_at(where);
  assert_sound(s);
  int64_t n = number(s, "SELECT count(*) FROM article");
  assert_true(n > 0 && n < MANY && n % MANY_A_COMMIT == 0);
  GOOD(add_many(s));
  GOOD(add_many(whole));
  assert_same_dump(dump(s, content), dump(whole, content));
  casus_store_close(s);
  casus_store_close(whole);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      ON_BOTH(calls_fail),
      ON_BOTH(our_allocations_fail),
      ON_BOTH(correcting_fails),
      ON_BOTH(facts_fail),
      ON_SQLITE(allocations_of_sqlite_fail),
      ON_SQLITE(reads_fail),
      ON_SQLITE(writes_fail),
      ON_SQLITE(syncs_fail),
      ON_SQLITE(disks_are_full),
      ON_SQLITE(a_full_disk_is_told),
  };
  return cmocka_run_group_tests(tests, shims_start, databases_stop);
}
