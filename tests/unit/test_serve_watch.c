/* A watched folder: what is taken in, when, and how often. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utime.h>

#include "serve/folder_watch.h"

typedef struct {
  app app;
  char folder[64], store[96], watched[96];
  const char *paths[1];
  folder_watch *watch;
  atomic_bool ending;
} scene;

static void scene_open(scene *s) {
  casus_store *store;
  casus_error error = {0};
  *s = (scene){0};
  strcpy(s->folder, "/tmp/casus-watch-XXXXXX");
  assert_non_null(mkdtemp(s->folder));
  snprintf(s->store, sizeof s->store, "%s/store.db", s->folder);
  snprintf(s->watched, sizeof s->watched, "%s/in", s->folder);
  assert_int_equal(mkdir(s->watched, 0700), 0);
  assert_int_equal(casus_store_open(s->store, CASUS_STORE_CREATE, &store, &error), CASUS_OK);
  casus_store_close(store);
  s->paths[0] = s->watched;
  const serve_options options = {.db = s->store, .watch = s->paths, .n_watch = 1};
  assert_int_equal(app_open(&s->app, &options, &error), CASUS_OK);
  assert_int_equal(folder_watch_open(&s->app, &s->watch, &error), CASUS_OK);
}

static void scene_close(scene *s) {
  char command[96];
  folder_watch_close(s->watch);
  app_close(&s->app);
  snprintf(command, sizeof command, "rm -rf %s", s->folder);
  assert_int_equal(system(command), 0);
}

/* A file that nobody has written to for a while. */
static void put(const scene *s, const char *name, const char *content) {
  char path[160];
  snprintf(path, sizeof path, "%s/%s", s->watched, name);
  FILE *file = fopen(path, "w");
  assert_non_null(file);
  fputs(content, file);
  assert_int_equal(fclose(file), 0);
  const struct utimbuf before = {time(NULL) - 60, time(NULL) - 60};
  assert_int_equal(utime(path, &before), 0);
}

static void touch(const scene *s, const char *name) {
  char path[160];
  snprintf(path, sizeof path, "%s/%s", s->watched, name);
  assert_int_equal(utime(path, NULL), 0);
}

static uint64_t n_articles(scene *s) {
  loan l;
  casus_error error;
  casus_store_counts counts;
  assert_int_equal(stores_take(s->app.stores, false, &l, &error), CASUS_OK);
  assert_int_equal(casus_store_state(l.store, &counts, &error), CASUS_OK);
  stores_give(s->app.stores, &l);
  return counts.n_articles;
}

static size_t n_runs(scene *s) {
  loan l;
  casus_error error;
  const casus_run *runs;
  size_t n;
  assert_int_equal(stores_take(s->app.stores, false, &l, &error), CASUS_OK);
  assert_int_equal(casus_store_runs(l.store, &runs, &n, &error), CASUS_OK);
  stores_give(s->app.stores, &l);
  return n;
}

static void look(scene *s) { folder_watch_look(s->watch, &s->ending); }

static void what_is_new_is_taken_once(void **state) {
  scene s;
  (void)state;
  scene_open(&s);
  look(&s);
  assert_int_equal(n_runs(&s), 0); /* nothing is new: nothing is written */
  put(&s, "a.txt", "Norway thanked Iceland on 3 March 2026.\n");
  put(&s, "b.bin", "Norway thanked Denmark on 3 March 2026.\n");
  put(&s, ".c.txt", "Norway thanked Sweden on 3 March 2026.\n");
  look(&s);
  assert_int_equal(n_articles(&s), 1);
  look(&s);
  assert_int_equal(n_runs(&s), 1);
  put(&s, "again.txt", "Norway thanked Iceland on 3 March 2026.\n"); /* stored already */
  look(&s);
  assert_int_equal(n_runs(&s), 1);
  scene_close(&s);
}

static void a_file_that_grows_gives_what_is_new(void **state) {
  scene s;
  (void)state;
  scene_open(&s);
  put(&s, "a.jsonl", "{\"text\":\"Norway thanked Iceland.\"}\n");
  look(&s);
  assert_int_equal(n_articles(&s), 1);
  put(&s, "a.jsonl", "{\"text\":\"Norway thanked Iceland.\"}\n{\"text\":\"Norway thanked Denmark.\"}\n");
  look(&s);
  assert_int_equal(n_articles(&s), 2);
  scene_close(&s);
}

static void a_file_that_is_being_written_waits(void **state) {
  scene s;
  (void)state;
  scene_open(&s);
  put(&s, "a.txt", "Norway thanked Iceland.\n");
  touch(&s, "a.txt");
  look(&s);
  assert_int_equal(n_articles(&s), 0);
  look(&s); /* it is as it was before: whole */
  assert_int_equal(n_articles(&s), 1);
  scene_close(&s);
}

static void a_broken_file_is_told_once(void **state) {
  scene s;
  (void)state;
  scene_open(&s);
  put(&s, "a.jsonl", "{broken\n");
  put(&s, "b.txt", "Norway thanked Iceland.\n");
  look(&s);
  look(&s);
  assert_int_equal(n_runs(&s), 1);
  assert_int_equal(n_articles(&s), 1);
  scene_close(&s);
}

static void a_store_of_another_writer_is_asked_again(void **state) {
  scene s;
  casus_store *other;
  casus_run run;
  casus_error error = {0};
  const casus_run_info info = {text_of("other"), text_of("1"), text_of("t"), text_of("2026-01-01T00:00:00Z")};
  (void)state;
  scene_open(&s);
  put(&s, "a.txt", "Norway thanked Iceland.\n");
  s.ending = true; /* an end comes before anything is taken */
  look(&s);
  assert_int_equal(n_articles(&s), 0);
  s.ending = false;
  assert_int_equal(casus_store_open(s.store, CASUS_STORE_WRITE, &other, &error), CASUS_OK);
  assert_int_equal(casus_store_run_begin(other, &info, &run, &error), CASUS_OK);
  look(&s);
  casus_store_close(other);
  look(&s);
  assert_int_equal(n_articles(&s), 1);
  scene_close(&s);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_is_new_is_taken_once),
      cmocka_unit_test(a_file_that_grows_gives_what_is_new),
      cmocka_unit_test(a_file_that_is_being_written_waits),
      cmocka_unit_test(a_broken_file_is_told_once),
      cmocka_unit_test(a_store_of_another_writer_is_asked_again),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
