/* The revision of a store and its counts: what raises it, and who sees it. */
#include "../store/fixture.h"
#include "../store/reports.h"

static uint64_t revision(casus_store *s) {
  uint64_t n = 99;
  GOOD(casus_store_revision(s, &n, &error));
  return n;
}

static casus_store_counts state_of(casus_store *s) {
  casus_store_counts counts = {.revision = 99};
  GOOD(casus_store_state(s, &counts, &error));
  return counts;
}

static void begin(casus_store *s) {
  casus_run run;
  const casus_run_info info = {STR("ingest"), STR("1"), STR("t"), STR("now")};
  GOOD(casus_store_run_begin(s, &info, &run, &error));
}

static void add(casus_store *s, unsigned n) {
  report r;
  casus_prepared *p;
  bool added;
  report_make(&r, n);
  GOOD(casus_prepare(&r.article, r.events, r.n_events, &p, &error));
  GOOD(casus_store_add(s, p, &added, &error));
  assert_true(added);
}

static void a_new_store_is_at_its_beginning(void **state) {
  const char *where = empty_database(kind_of_test(state));
  casus_store_close(store_at(where));
  casus_store *s = store_at(where); /* making the tables, and opening, is no change */
  assert_int_equal(revision(s), 0);
  const casus_store_counts none = {0};
  casus_store_counts got = state_of(s);
  assert_memory_equal(&got, &none, sizeof none);
  casus_store_close(s);
}

static void a_commit_shows_to_all_handles(void **state) {
  const char *where = empty_database(kind_of_test(state));
  casus_store *writer = store_at(where), *reader, *late;
  GOOD(casus_store_open(where, CASUS_STORE_READ, &reader, &error));
  begin(writer);
  uint64_t before = revision(reader);
  assert_true(before > 0);
  add(writer, 1);
  assert_int_equal(revision(reader), before); /* not committed */
  assert_int_equal(revision(writer), before);
  GOOD(casus_store_commit(writer, &error));
  uint64_t after = revision(reader);
  assert_true(after > before);
  assert_int_equal(revision(writer), after);
  assert_int_equal(revision(reader), after); /* asking is no change */
  GOOD(casus_store_open(where, CASUS_STORE_READ, &late, &error));
  assert_int_equal(revision(late), after);
  casus_store_close(late);
  casus_store_close(reader);
  casus_store_close(writer);
}

static void what_is_rolled_back_leaves_no_trace(void **state) {
  const char *where = empty_database(kind_of_test(state));
  casus_store *s = store_at(where);
  begin(s);
  uint64_t before = revision(s);
  add(s, 1);
  casus_store_close(s);
  s = store_at(where);
  assert_int_equal(revision(s), before);
  assert_int_equal(state_of(s).n_articles, 0);
  casus_store_close(s);
}

static void every_way_of_writing_counts(void **state) {
  casus_store *s = store_at(empty_database(kind_of_test(state)));
  casus_run run;
  begin(s);
  uint64_t last = revision(s);
  GOOD(casus_store_story_options(s, &(casus_story_options){5, 0.25}, &error));
  assert_true(revision(s) > last);
  last = revision(s);
  GOOD(casus_store_settle(s, false, &error));
  assert_true(revision(s) > last);
  last = revision(s);
  GOOD(casus_store_run_end(s, STR("later"), &run, &error));
  assert_true(revision(s) > last);
  casus_store_close(s);
}

static void two_writers_share_one_revision(void **state) {
  const char *where = empty_database(kind_of_test(state));
  casus_store *a = store_at(where), *b = store_at(where);
  for (uint64_t n = 1; n <= 6; n++) {
    GOOD(casus_store_commit(n % 2 ? a : b, &error));
    assert_int_equal(revision(a), n);
    assert_int_equal(revision(b), n);
  }
  casus_store_close(a);
  casus_store_close(b);
}

static void counts_are_of_the_revision(void **state) {
  casus_store *s = store_at(empty_database(kind_of_test(state)));
  casus_run run;
  begin(s);
  for (unsigned n = 0; n < 12; n++) add(s, n);
  GOOD(casus_store_run_end(s, STR("later"), &run, &error));
  casus_store_counts got = state_of(s);
  assert_int_equal(got.revision, revision(s));
  assert_int_equal(got.n_articles, 12);
  assert_int_equal(got.n_events, run.n_events);
  assert_int_equal(got.n_stories, number(s, "SELECT count(*) FROM story"));
  assert_true(got.n_stories > 0);
  assert_int_equal(got.n_corrections, 0);
  char first[16], last[16];
  assert_string_equal(casus_date_text(got.first_day, first), "2024-03-01"); /* "2024-03" begins there */
  assert_string_equal(casus_date_text(got.last_day, last), "2024-03-12");
  casus_store_close(s);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      ON_BOTH(a_new_store_is_at_its_beginning),     ON_BOTH(a_commit_shows_to_all_handles),
      ON_BOTH(what_is_rolled_back_leaves_no_trace), ON_BOTH(every_way_of_writing_counts),
      ON_BOTH(two_writers_share_one_revision),      ON_BOTH(counts_are_of_the_revision),
  };
  return cmocka_run_group_tests(tests, databases_start, databases_stop);
}
