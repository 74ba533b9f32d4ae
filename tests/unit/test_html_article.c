/* Pages in memory: encodings, titles, dates, and what is made to hurt. Whole pages of news sites: test_html_pages.c. */
#include "archives.h"
#include "article/encoding.h"
#include "article/html_article.h"
#include "article/html_lines.h"
#include "article/html_page.h"
#include "article/markup.h"
#include "readings.h"

enum { PAGE_BYTES = 64 << 20 };

static arena *memory;

static int set_up(void **state) {
  (void)state;
  memory = arena_new((size_t)512 << 20);
  return memory ? 0 : 1;
}

static int tear_down(void **state) {
  (void)state;
  arena_free(memory);
  return 0;
}

static casus_article read_page(str bytes, const char *charset, const char *address) {
  casus_article a = {0};
  casus_error e = {0};
  casus_status status = html_article_read(bytes, str_of(charset), str_of(address), memory, &a, &e);
  if (status != CASUS_OK) fail_msg("%d: %s", status, e.message);
  return a;
}

/* ---- encodings */

static void encodings_are_told(void **state) {
  (void)state;
  static const struct {
    str bytes;
    const char *declared, *expected;
  } cases[] = {{{"caf\xc3\xa9", 5}, "", "caf\xc3\xa9"},
               {{"caf\xe9 \x93x\x94", 8}, "", "caf\xc3\xa9 \xe2\x80\x9cx\xe2\x80\x9d"},
               {{"caf\xe9", 4}, "utf-8", "caf\xef\xbf\xbd"},
               {{"\xef\xbb\xbf"
                 "caf\xc3\xa9",
                 8},
                "iso-8859-1",
                "caf\xc3\xa9"},
               {{"\xff\xfeK\0e\0", 6}, "", "Ke"},
               {{"\xfe\xff\0K\0e", 6}, "utf-8", "Ke"},
               {{"\xcf\xf0\xe8", 3}, "windows-1251", "\xd0\x9f\xd1\x80\xd0\xb8"},
               {{"caf\xe9", 4}, "../../etc/passwd", "caf\xc3\xa9"},
               {{"a\0b\x01"
                 "c",
                 5},
                "",
                "a b c"},
               {{"<meta charset=koi8-r>\xf2", 22}, "", "<meta charset=koi8-r>\xd0\xa0"},
               {{"<meta charset=utf-16le>\xc3\xa9", 25}, "", "<meta charset=utf-16le>\xc3\xa9"},
               {{"\xa4\xa4", 2}, "gb2312", "\xe3\x81\x84"},
               {{"\xa4", 1}, "euc-jp", "\xef\xbf\xbd"},
               {{"", 0}, "", ""}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    str utf8;
    assert_int_equal(encoding_to_utf8(cases[i].bytes, str_of(cases[i].declared), memory, &utf8, NULL), CASUS_OK);
    assert_str(utf8, cases[i].expected);
  }
}

/* ---- titles, dates, languages */

#define BODY "<p>The rebels met the army on Friday in the old town, they said.</p>"

static void titles_lose_the_name_of_the_site(void **state) {
  (void)state;
  static const char *const cases[][2] = {
      {"<title>Talks fail - The Post</title><h1>Talks fail</h1>" BODY, "Talks fail"},
      {"<title>Talks fail | The Post</title>" BODY, "Talks fail"},
      {"<title>Talks - and what follows</title>" BODY, "Talks - and what follows"},
      {"<title>T</title><meta property='og:title' content='Talks fail - Post'><meta property='og:site_name' content='Post'>" BODY,
       "Talks fail"},
      {"<title>Post</title><h1>Talks  fail\nagain</h1>" BODY, "Talks fail again"},
      {"<title>Talks &amp; more</title>" BODY, "Talks & more"},
      {BODY, ""}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) assert_str(read_page(str_of(cases[i][0]), "", "").title, cases[i][1]);
}

static void dates_are_found(void **state) {
  (void)state;
  static const char *const cases[][3] = {
      {"<meta name='date' content='2024-03-22T10:00:00Z'>" BODY, "", "2024-03-22"},
      {"<meta name='DC.Date.Issued' content='22 March 2024'>" BODY, "", "2024-03-22"},
      {"<time datetime='2024-03-25'>now</time><time pubdate datetime='2024-03-22T08:00'>x</time>" BODY, "", "2024-03-22"},
      {"<time datetime='2024-03-22'></time>" BODY, "", "2024-03-22"},
      {"<h1>Talks</h1><div>By A. Writer, March 22, 2024, 10:00</div>" BODY, "", "2024-03-22"},
      {BODY, "https://n.example/2024/03/22/talks.html", "2024-03-22"},
      {BODY, "https://n.example/20990/33/99", ""},
      {"<meta name='date' content='soon'><h1>T</h1>" BODY "<p>Published 2024.</p>", "", ""},
      {"<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"datePublished\":\"2024-03-22\"}</script><meta name=date "
       "content=2020-01-01>" BODY,
       "", "2024-03-22"},
      {"<script type='application/ld+json'>{broken</script>" BODY, "", ""}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char date[16];
    assert_string_equal(casus_date_text(read_page(str_of(cases[i][0]), "", cases[i][1]).date, date), cases[i][2]);
  }
}

static void languages_are_codes(void **state) {
  (void)state;
  assert_str(read_page(STR("<html lang='EN_gb'>" BODY), "", "").language, "en");
  assert_str(read_page(STR("<html lang='english'>" BODY), "", "").language, "");
  assert_str(read_page(STR("<meta property='og:locale' content='de_DE'>" BODY), "", "").language, "de");
}

static void lines_are_told(void **state) {
  (void)state;
  assert_true(html_line_is_furniture(STR("Read more: talks fail"), 4));
  assert_false(html_line_is_furniture(STR("Read moreover, he said."), 4));
  assert_true(html_line_is_furniture(STR("3 min read"), 3));
  assert_false(html_line_is_furniture(STR("Comments by the minister angered many who had hoped for peace."), 11));
  assert_true(html_line_is_furniture(STR("Copyright 2024 The Post. All rights reserved."), 7));
  assert_false(html_line_is_furniture(STR("Copyright law was changed on Friday."), 6));
  assert_true(html_line_is_byline(STR("By A. Writer"), 3));
  assert_false(html_line_is_byline(STR("Bystanders said they saw it."), 5));
}

/* ---- text of pieces */

static void pieces_become_paragraphs(void **state) {
  (void)state;
  static const char *const cases[][2] = {{"One.\nTwo &amp; three.", "One.\n\nTwo & three.\n"},
                                         {"<p>One.\nstill</p><p>Two</p>", "One. still\n\nTwo\n"},
                                         {"<a href=x>only a link</a>", "only a link\n"},
                                         {"One.<br/>Two.<br/><br/>Three.", "One.\nTwo.\n\nThree.\n"},
                                         {"<p>One.</p><script>no</script><!-- no --><style>no</style>", "One.\n"},
                                         {" \n", ""},
                                         {"<img src=x>", ""}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    str text;
    assert_int_equal(html_fragment_text(str_of(cases[i][0]), memory, &text, NULL), CASUS_OK);
    assert_str(text, cases[i][1]);
  }
}

/* ---- attacks */

static casus_error refused(const char *head, const char *unit, size_t n, const char *tail) {
  buffer b;
  casus_article a;
  casus_error e = {0};
  buffer_init(&b, PAGE_BYTES);
  append(&b, str_of(head));
  for (size_t i = 0; i < n; i++) append(&b, str_of(unit));
  append(&b, str_of(tail));
  assert_int_equal(html_article_read(buffer_str(&b), STR(""), STR(""), memory, &a, &e), CASUS_INPUT);
  buffer_free(&b);
  return e;
}

static void pages_over_a_maximum_are_refused_by_name(void **state) {
  (void)state;
  assert_non_null(strstr(refused("", "<div>", 600, BODY).message, "too deeply"));
  assert_non_null(strstr(refused("<p ", "a='1' ", 300, ">" BODY).message, "attributes"));
  assert_non_null(strstr(refused("<p ", "a=1 ", 1000000, ">" BODY).message, "attributes"));
  assert_non_null(strstr(refused("", "<p></p>", 530000, BODY).message, "elements"));
  assert_non_null(strstr(refused("", "0123456789abcdef", (16 << 20) / 16 + 1, "").message, "bytes"));
}

static void what_only_looks_so_is_read(void **state) {
  (void)state;
  assert_str(read_page(STR("<script>a<b && c d e f</script><!-- <p a a a --><p title='<<<>>>'>The rebels met the army on Friday "
                           "in the old town.</p>"),
                       "", "")
                 .text,
             "The rebels met the army on Friday in the old town.\n");
  size_t at;
  const markup_limits limits = {.html = true, .attributes = 3};
  assert_null(markup_check(STR("<a b='c d e f g' h i>x y z a b c"), &limits, &at));
  assert_non_null(markup_check(STR("xx<a b c d e>"), &limits, &at));
  assert_int_equal(at, 2);
  assert_non_null(markup_check(STR("<a b='c'd='e'f='g'h='i'>"), &limits, &at));
  assert_null(markup_check(STR("<script>if (a <b c d e f g h) x</script>"), &limits, &at));
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(encodings_are_told),
                                     cmocka_unit_test(titles_lose_the_name_of_the_site),
                                     cmocka_unit_test(dates_are_found),
                                     cmocka_unit_test(languages_are_codes),
                                     cmocka_unit_test(lines_are_told),
                                     cmocka_unit_test(pieces_become_paragraphs),
                                     cmocka_unit_test(pages_over_a_maximum_are_refused_by_name),
                                     cmocka_unit_test(what_only_looks_so_is_read)};
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
