/* Pages of tests/html as news sites write them, each with what must come of it beside it: title, date, language, url and source,
 * an empty line, the text; or "none". How much of the words is right is printed at the end. */
#define _GNU_SOURCE /* memmem */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "article/article.h"
#include "article/html_content.h"
#include "article/shingles.h"

enum { PAGES_MIN = 16, PATH_BYTES_MAX = 512, SHOWN_BYTES_MAX = 1 << 20 };

static const char folder[] = SOURCE_DIR "/tests/html";

typedef struct {
  unsigned pages;
  double found, expected, right; /* words */
} score;

static file_map open_file(const char *name, const char *suffix) {
  char path[PATH_BYTES_MAX];
  file_map map;
  casus_error e = {0};
  snprintf(path, sizeof path, "%s/%s%s", folder, name, suffix);
  if (file_open_map(path, SHOWN_BYTES_MAX, &map, &e) != CASUS_OK) fail_msg("%s: %s", path, e.message);
  return map;
}

static void show_line(buffer *out, const char *name, str value) {
  assert_true(buffer_format(out, "%s:%s%.*s\n", name, value.len ? " " : "", (int)value.len, value.ptr));
}

static void show(const casus_article *a, buffer *out) {
  char date[16];
  show_line(out, "title", a->title);
  show_line(out, "date", str_of(casus_date_text(a->date, date)));
  show_line(out, "language", a->language);
  show_line(out, "url", a->url);
  show_line(out, "source", a->source);
  assert_true(buffer_add_byte(out, '\n') && buffer_add(out, a->text));
}

static casus_reader *open_page(str bytes) {
  casus_reader *r = NULL;
  assert_int_equal(casus_reader_open_memory(bytes, STR("page.html"), NULL, &r, NULL), CASUS_OK);
  return r;
}

/* Words of `a` that stand in `b`, by runs of three. */
static double words_in(str a, str b) {
  arena *memory = arena_new((size_t)64 << 20);
  shingle_set set;
  assert_true(shingles_open(&set, b, memory));
  double share = shingles_share_percent(&set, a) / 100.0;
  arena_free(memory);
  return share * html_count_words(a);
}

static str text_of(str shown) {
  const char *gap = memmem(shown.ptr, shown.len, "\n\n", 2);
  return gap ? str_slice(shown, (size_t)(gap - shown.ptr) + 2, shown.len) : STR("");
}

static void add_score(score *s, str got, str want) {
  s->pages++;
  s->found += html_count_words(text_of(got));
  s->expected += html_count_words(text_of(want));
  s->right += words_in(text_of(got), text_of(want));
}

static void check_page(const char *name, score *total) {
  file_map page = open_file(name, ".html"), want = open_file(name, ".txt");
  casus_reader *r = open_page(page.bytes);
  casus_article a;
  buffer got;
  buffer_init(&got, SHOWN_BYTES_MAX);
  casus_status status = casus_reader_next(r, &a, NULL);
  if (status == CASUS_OK) show(&a, &got);
  else assert_true(buffer_add(&got, STR("none\n")));
  add_score(total, buffer_str(&got), want.bytes);
  if (!str_equal(buffer_str(&got), want.bytes)) fail_msg("%s.html:\n%.*s", name, (int)got.len, got.ptr);
  assert_int_equal(status == CASUS_END, casus_reader_skipped(r, CASUS_SKIP_NO_TEXT));
  casus_reader_close(r);
  buffer_free(&got);
  file_unmap(&page), file_unmap(&want);
}

static void pages_give_their_articles(void **state) {
  (void)state;
  score total = {0};
  DIR *d = opendir(folder);
  assert_non_null(d);
  for (struct dirent *entry; (entry = readdir(d));) {
    char name[256];
    str file = str_of(entry->d_name);
    if (!str_ends(file, STR(".html"))) continue;
    snprintf(name, sizeof name, "%.*s", (int)(file.len - 5), file.ptr);
    check_page(name, &total);
  }
  closedir(d);
  assert_true(total.pages >= PAGES_MIN);
  print_message("%u pages: precision %.3f, recall %.3f\n", total.pages, total.right / total.found, total.right / total.expected);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(pages_give_their_articles)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
