/* Readers over files and folders made in a temporary folder: order, links, what cannot be read. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "article/article.h"

static char root[64];

static const char *at(const char *name) {
  static char path[4][256];
  static unsigned turn;
  char *p = path[turn++ % 4];
  snprintf(p, sizeof path[0], "%s/%s", root, name);
  return p;
}

static void write_file(const char *name, const char *bytes) {
  FILE *f = fopen(at(name), "wb");
  assert_non_null(f);
  fputs(bytes, f);
  fclose(f);
}

static int make_root(void **state) {
  (void)state;
  strcpy(root, "/tmp/casus_reader_XXXXXX");
  return mkdtemp(root) ? 0 : -1;
}

static int remove_root(void **state) {
  (void)state;
  char command[128];
  snprintf(command, sizeof command, "rm -rf '%s'", root);
  return system(command);
}

/* What the reader says of the paths: "id=text" for an article, "!file" for a failure, separated by blanks. */
static void read_all(const char *const *paths, size_t n, char *out, size_t size) {
  casus_reader *r;
  casus_article a;
  casus_error e = {0};
  casus_status status;
  out[0] = 0;
  assert_int_equal(casus_reader_open(paths, n, NULL, &r, &e), CASUS_OK);
  while ((status = casus_reader_next(r, &a, &e)) != CASUS_END) {
    size_t used = strlen(out);
    if (status == CASUS_OK) snprintf(out + used, size - used, "%.*s=%.*s ", (int)a.id.len, a.id.ptr, (int)a.text.len, a.text.ptr);
    else {
      assert_int_equal(status, CASUS_INPUT);
      assert_true(str_starts(str_of(e.file), str_of(root)));
      snprintf(out + used, size - used, "!%s ", e.file + strlen(root));
    }
    assert_true(casus_reader_progress(r) <= 1);
  }
  assert_true(casus_reader_progress(r) == 1);
  casus_reader_close(r);
}

static void assert_read(const char *const *paths, size_t n, const char *expected) {
  char out[2048];
  read_all(paths, n, out, sizeof out);
  assert_string_equal(out, expected);
}

static void folders_are_read_in_byte_order(void **state) {
  (void)state;
  mkdir(at("a"), 0755);
  mkdir(at("a/sub"), 0755);
  mkdir(at("a/empty"), 0755);
  write_file("a/sub/x.txt", "2");
  write_file("a/sub-.txt", "1"); /* '-' < '.' < '/' */
  write_file("a/sub.txt", "1b");
  write_file("a/Z.txt", "0");
  write_file("a/z.jsonl", "{\"id\":\"j\",\"text\":\"3\"}\n");
  write_file("a/notes.md", "not taken");
  write_file("a/a.txt.gz", "not taken");
  assert_read((const char *const[]){at("a")}, 1, "Z=0 sub-=1 sub=1b x=2 j=3 ");
  assert_read((const char *const[]){at("a/")}, 1, "Z=0 sub-=1 sub=1b x=2 j=3 ");
  assert_read((const char *const[]){at("a/notes.md"), at("a/Z.txt")}, 2, "notes=not taken Z=0 ");
}

static void pages_archives_and_feeds_are_taken(void **state) {
  (void)state;
  mkdir(at("p"), 0755);
  write_file("p/1.html", "<p>The rebels met the army on Friday, they said.</p>");
  write_file("p/2.warc",
             "WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Record-ID: <urn:uuid:w>\r\nContent-Type: text/plain\r\nContent-Length: "
             "2\r\n\r\nGo\r\n\r\n");
  write_file("p/3.rss", "<rss><channel><item><guid>f</guid><description>Go.</description></item></channel></rss>");
  write_file("p/4.pdf", "not taken");
  assert_read((const char *const[]){at("p")}, 1, "1=The rebels met the army on Friday, they said.\n w=Go f=Go.\n ");
}

static void what_is_missing_is_named_and_the_rest_is_read(void **state) {
  (void)state;
  mkdir(at("m"), 0755);
  write_file("m/b.txt", "B");
  assert_int_equal(symlink("/nowhere/at/all", at("m/a.txt")), 0);
  mkdir(at("m/c.txt"), 0755); /* a folder, whatever its name */
  write_file("m/c.txt/in.txt", "C");
  assert_read((const char *const[]){at("none.txt"), at("m")}, 2, "!/none.txt !/m/a.txt b=B in=C ");
}

static void folders_of_other_files_are_named(void **state) {
  (void)state;
  mkdir(at("o"), 0755);
  assert_read((const char *const[]){at("o")}, 1, "");
  write_file("o/page.pdf", "x");
  assert_read((const char *const[]){at("o")}, 1, "!/o/ ");
}

static void loops_of_links_end(void **state) {
  (void)state;
  mkdir(at("l"), 0755);
  mkdir(at("l/d"), 0755);
  write_file("l/d/x.txt", "X");
  assert_int_equal(symlink("..", at("l/d/up")), 0);
  assert_int_equal(symlink("d", at("l/e")), 0);
  assert_int_equal(symlink("self.txt", at("l/self.txt")), 0);
  assert_read((const char *const[]){at("l")}, 1, "x=X !/l/self.txt ");
}

static void a_file_named_twice_is_read_twice(void **state) {
  (void)state;
  write_file("t.txt", "T");
  assert_read((const char *const[]){at("t.txt"), at("t.txt")}, 2, "t=T t=T ");
}

static void nothing_to_read_ends_at_once(void **state) {
  (void)state;
  assert_read(NULL, 0, "");
}

static void standard_input_is_read_once(void **state) {
  (void)state;
  casus_reader *r = NULL;
  casus_error e = {0};
  assert_int_equal(casus_reader_open((const char *const[]){"-", "-"}, 2, NULL, &r, &e), CASUS_USAGE);
  assert_null(r);
  assert_int_equal(casus_reader_open((const char *const[]){"-"}, 1, NULL, &r, &e), CASUS_OK);
  assert_true(casus_reader_progress(r) < 0);
  casus_reader_close(r);
}

static void many_folders_are_entered(void **state) {
  (void)state;
  mkdir(at("n"), 0755);
  char name[64];
  for (int i = 0; i < 200; i++) {
    snprintf(name, sizeof name, "n/%03d", i);
    mkdir(at(name), 0755);
    snprintf(name, sizeof name, "n/%03d/x.txt", i);
    write_file(name, "x");
  }
  casus_reader *r;
  casus_article a;
  int n = 0;
  assert_int_equal(casus_reader_open((const char *const[]){at("n")}, 1, NULL, &r, NULL), CASUS_OK);
  for (; casus_reader_next(r, &a, NULL) == CASUS_OK; n++) {
    snprintf(name, sizeof name, "/n/%03d/x.txt", n);
    assert_true(str_ends(a.origin, str_of(name)));
  }
  assert_int_equal(n, 200);
  casus_reader_close(r);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(folders_are_read_in_byte_order),
                                     cmocka_unit_test(what_is_missing_is_named_and_the_rest_is_read),
                                     cmocka_unit_test(pages_archives_and_feeds_are_taken),
                                     cmocka_unit_test(folders_of_other_files_are_named),
                                     cmocka_unit_test(loops_of_links_end),
                                     cmocka_unit_test(a_file_named_twice_is_read_twice),
                                     cmocka_unit_test(nothing_to_read_ends_at_once),
                                     cmocka_unit_test(standard_input_is_read_once),
                                     cmocka_unit_test(many_folders_are_entered)};
  return cmocka_run_group_tests(tests, make_root, remove_root);
}
