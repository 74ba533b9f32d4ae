/* Archives and folders of files: names, suffixes, order, and archives that are broken. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "train/tar_file.h"

enum { BLOCK = 512 };

static void add_block(buffer *b, const char *bytes, size_t len) {
  char block[BLOCK] = {0};
  memcpy(block, bytes, len);
  assert_true(buffer_add(b, (str){block, BLOCK}));
}

static void add_member(buffer *b, const char *name, char type, const char *body) {
  char h[BLOCK] = {0};
  unsigned sum = 0;
  snprintf(h, 100, "%s", name);
  snprintf(h + 124, 12, "%011o", (unsigned)strlen(body));
  memset(h + 148, ' ', 8);
  h[156] = type;
  memcpy(h + 257, "ustar\00000", 8);
  for (int i = 0; i < BLOCK; i++) sum += (unsigned char)h[i];
  snprintf(h + 148, 8, "%06o", sum);
  add_block(b, h, BLOCK);
  if (*body) add_block(b, body, strlen(body));
}

static casus_status parse(const buffer *b, const char *suffix, arena *a, tar_file **files, uint32_t *n) {
  return tar_parse(buffer_str(b), STR("test.tar"), str_of(suffix), a, files, n, NULL);
}

static void files_come_in_order_and_by_suffix(void **state) {
  (void)state;
  buffer b;
  buffer_init(&b, 1 << 20);
  add_member(&b, "in/b.tml", '0', "second");
  add_member(&b, "in/._b.tml", '0', "beside");
  add_member(&b, "in", '5', "");
  add_member(&b, "in/a.tml", '0', "first");
  add_member(&b, "in/a.txt", '0', "other");
  add_member(&b, "@LongLink", 'L', "in/a/very/long/name.tml");
  add_member(&b, "in/a/very/long/na", '0', "third");
  add_member(&b, "pax", 'x', "24 mtime=1\n20 path=zeta.tml\n");
  add_member(&b, "short", '0', "");
  arena *a = arena_new(1 << 20);
  tar_file *files;
  uint32_t n;
  assert_int_equal(parse(&b, ".tml", a, &files, &n), CASUS_OK);
  assert_int_equal(n, 4);
  assert_true(str_is(files[0].name, "in/a.tml") && str_is(files[0].bytes, "first"));
  assert_true(str_is(files[1].name, "in/a/very/long/name.tml") && str_is(files[1].bytes, "third"));
  assert_true(str_is(files[2].name, "in/b.tml"));
  assert_true(str_is(files[3].name, "zeta.tml") && files[3].bytes.len == 0);
  arena_free(a);
  buffer_free(&b);
}

static void broken_archives_are_refused(void **state) {
  (void)state;
  buffer b;
  buffer_init(&b, 1 << 20);
  add_member(&b, "a.tml", '0', "first");
  arena *a = arena_new(1 << 20);
  tar_file *files;
  uint32_t n;
  b.len = BLOCK + 3; /* the body is cut */
  assert_int_equal(parse(&b, "", a, &files, &n), CASUS_INPUT);
  b.len = 2 * BLOCK;
  b.ptr[0] = 'b'; /* the sum is wrong */
  assert_int_equal(parse(&b, "", a, &files, &n), CASUS_INPUT);
  arena_free(a);
  buffer_free(&b);
}

static void write_file(const char *path, const char *body) {
  FILE *f = fopen(path, "wb");
  assert_non_null(f);
  fputs(body, f);
  fclose(f);
}

static void folders_are_searched(void **state) {
  (void)state;
  char folder[] = "/tmp/casus-tar-XXXXXX", path[100], inner[100];
  assert_non_null(mkdtemp(folder));
  snprintf(inner, sizeof inner, "%s/inner", folder);
  assert_int_equal(mkdir(inner, 0700), 0);
  snprintf(path, sizeof path, "%s/inner/one.tml", folder);
  write_file(path, "one");
  arena *a = arena_new(1 << 20);
  tar_file *files;
  uint32_t n;
  assert_int_equal(tar_files_read(folder, STR(".tml"), a, &files, &n, NULL), CASUS_OK);
  assert_int_equal(n, 1);
  assert_true(str_is(files[0].bytes, "one") && str_ends(files[0].name, STR("/inner/one.tml")));
  assert_int_equal(tar_files_read("/nowhere/at/all", STR(""), a, &files, &n, NULL), CASUS_INPUT);
  unlink(path);
  rmdir(inner);
  rmdir(folder);
  arena_free(a);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(files_come_in_order_and_by_suffix),
                                     cmocka_unit_test(broken_archives_are_refused), cmocka_unit_test(folders_are_searched)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
