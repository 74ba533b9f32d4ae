/* Readers over memory: forms, fields, damage, attack inputs. Files and folders: test_reader_files.c. */
#include <zstd.h>

#include "archives.h"
#include "readings.h"

static void assert_date(casus_date date, const char *expected) {
  char shown[16];
  assert_string_equal(casus_date_text(date, shown), expected);
}

static void text_is_one_article(void **state) {
  (void)state;
  casus_reader *r = open_bytes(STR("date 2024-03-23 Talks began.\r\n"), "news/a.b.txt");
  casus_article a = next_article(r);
  assert_str(a.id, "a.b");
  assert_str(a.text, "date 2024-03-23 Talks began.\r\n");
  assert_str(a.origin, "news/a.b.txt");
  assert_int_equal(a.body, 16);
  assert_int_equal(a.origin_line, 0);
  assert_date(a.date, "2024-03-23");
  assert_end(r);
}

/* Nothing is read from it, and that is counted. */
static void assert_no_text(str bytes, const char *name) {
  casus_article a;
  casus_reader *r = open_bytes(bytes, name);
  assert_int_equal(casus_reader_next(r, &a, NULL), CASUS_END);
  assert_int_equal(casus_reader_skipped(r, CASUS_SKIP_NO_TEXT), 1);
  assert_end(r);
}

static void what_has_no_text_is_counted(void **state) {
  (void)state;
  assert_no_text(STR(""), "empty.txt");
  assert_no_text(STR("\xef\xbb\xbf \r\n"), "blank.txt");
  assert_no_text(STR("date 2024-03-22\n\n"), "dated.txt");
  assert_no_text(STR("{\"text\":\" \"}\n"), "blank.jsonl");
  assert_no_text(STR("<html><body><form></form></body></html>"), "-");
  assert_end(open_bytes(STR(""), "empty.jsonl"));
  assert_end(open_bytes(STR("\xef\xbb\xbf\n \r\n"), "blank.jsonl"));
}

static void the_option_dates_articles_without_a_date(void **state) {
  (void)state;
  const casus_reader_options options = {.date = {2024, 3, 24}};
  casus_reader *r;
  str lines =
      STR("{\"text\":\"One.\"}\n{\"text\":\"Two.\",\"date\":\"2020-01-02\"}\n{\"text\":\"X, March 23 (Agency) - Three.\"}");
  assert_int_equal(casus_reader_open_memory(lines, STR("a.jsonl"), &options, &r, NULL), CASUS_OK);
  assert_date(next_article(r).date, "2024-03-24");
  assert_date(next_article(r).date, "2020-01-02");
  assert_date(next_article(r).date, "2024-03-23");
  assert_end(r);
}

static void bytes_are_read_as_the_file_they_are_called(void **state) {
  (void)state;
  str line = STR("{\"text\":\"One.\"}");
  casus_reader *r = open_bytes(line, "sent.jsonl");
  assert_str(next_article(r).text, "One.");
  assert_end(r);
  r = open_bytes(line, "sent.txt");
  assert_str(next_article(r).text, "{\"text\":\"One.\"}");
  assert_end(r);
  r = open_bytes(line, "-"); /* told by its first byte */
  assert_str(next_article(r).origin, "-");
  assert_end(r);
}

static void an_address_gives_the_publisher_where_none_is_named(void **state) {
  (void)state;
  casus_reader *r = open_bytes(STR("{\"text\":\"A.\",\"url\":\"https://www.z.example/1\"}\n"
                                   "{\"text\":\"B.\",\"source\":\"http://y.example/2\"}\n"
                                   "{\"text\":\"C.\",\"url\":\"https://z.example/3\",\"source\":\"The Z\"}\n"
                                   "{\"text\":\"D.\",\"url\":\"d\"}\n"),
                               "news.jsonl");
  assert_str(next_article(r).source, "z.example");
  assert_str(next_article(r).source, "y.example");
  assert_str(next_article(r).source, "The Z");
  assert_str(next_article(r).source, "");
  assert_end(r);
}

static void fields_of_crawlers_are_understood(void **state) {
  (void)state;
  casus_reader *r = open_bytes(
      STR("{\"id\":\"n1\",\"maintext\":\"Crawled.\",\"date_publish\":\"2024-03-22 10:00:00\",\"source_domain\":\"x.example\","
          "\"title\":\"T\",\"url\":\"https://x.example/1\",\"language\":\"en\",\"text\":null}\n"
          "{\"text\":\"Taken.\",\"source\":\"https://y.example/2\",\"hostname\":\"y.example\",\"sitename\":\"The "
          "Y\",\"date\":\"2024-03-21\"}\n"
          "{\"id\":17,\"text\":\"Kept.\",\"publish_date\":\"Fri, 22 Mar 2024 10:00:00 +0000\",\"meta_lang\":\"en\"}\n"),
      "dir/news.jsonl");
  casus_article a = next_article(r);
  assert_str(a.id, "n1");
  assert_str(a.text, "Crawled.");
  assert_str(a.source, "x.example");
  assert_str(a.title, "T");
  assert_str(a.language, "en");
  assert_date(a.date, "2024-03-22");
  assert_int_equal(a.origin_line, 1);
  a = next_article(r);
  assert_str(a.id, "news.jsonl:2");
  assert_str(a.url, "https://y.example/2");
  assert_str(a.source, "The Y");
  assert_date(a.date, "2024-03-21");
  a = next_article(r);
  assert_str(a.id, "17");
  assert_str(a.language, "en");
  assert_date(a.date, "2024-03-22");
  assert_end(r);
}

static void a_broken_line_costs_that_line(void **state) {
  (void)state;
  str lines =
      STR("{\"text\":\"One.\"}\n{\"text\":\"Two.\n[1]\n{\"title\":\"no text\"}\n{\"text\":\"\xff\"}\n\n{\"text\":\"Last.\"}");
  casus_reader *r = open_bytes(lines, "a.jsonl");
  assert_str(next_article(r).text, "One.");
  casus_error e = next_failure(r);
  assert_int_equal(e.line, 2);
  assert_true(e.offset_bytes >= 16 && e.offset_bytes <= 29);
  assert_string_equal(e.file, "a.jsonl");
  assert_int_equal(next_failure(r).line, 3);
  assert_int_equal(next_failure(r).line, 4);
  e = next_failure(r);
  assert_int_equal(e.line, 5);
  assert_int_equal((unsigned char)lines.ptr[e.offset_bytes], 0xff);
  casus_article a = next_article(r);
  assert_str(a.text, "Last.");
  assert_int_equal(a.origin_line, 7);
  assert_memory_equal(lines.ptr + a.origin_bytes, "{\"text\":\"Last", 13);
  assert_end(r);
}

static void bad_utf8_is_named_with_its_offset(void **state) {
  (void)state;
  casus_reader *r = open_bytes(STR("caf\xc3\xa9 \xc3("), "a.txt");
  casus_error e = next_failure(r);
  assert_int_equal(e.offset_bytes, 6);
  assert_end(r);
}

static void nul_bytes_are_text(void **state) {
  (void)state;
  casus_reader *r = open_bytes(STR("a\0b"), "a.txt");
  assert_int_equal(next_article(r).text.len, 3);
  assert_end(r);
  r = open_bytes(STR("{\"text\":\"a\\u0000b\",\"id\":\"\"}\n{\"text\":\"a\0b\"}\n"), "a.jsonl");
  casus_article a = next_article(r);
  assert_int_equal(a.text.len, 3);
  assert_memory_equal(a.text.ptr, "a\0b", 3);
  assert_int_equal(next_failure(r).line, 2); /* JSON wants control characters escaped */
  assert_end(r);
}

static void standard_input_is_told_by_its_first_byte(void **state) {
  (void)state;
  casus_reader *r = open_bytes(STR("\n  {\"text\":\"One.\"}\n"), "-");
  casus_article a = next_article(r);
  assert_str(a.text, "One.");
  assert_str(a.id, "-:2");
  assert_end(r);
  r = open_bytes(STR("\xef\xbb\xbf{\"text\":\"One.\"}\n"), "-");
  assert_str(next_article(r).text, "One.");
  assert_end(r);
  r = open_bytes(STR("Talks {began}."), "-");
  a = next_article(r);
  assert_str(a.id, "stdin");
  assert_str(a.origin, "-");
  assert_end(r);
}

static void markup_is_told_by_its_first_bytes(void **state) {
  (void)state;
  static const char *const names[] = {"-", "page", "index.php"};
  for (size_t i = 0; i < 3; i++) {
    casus_reader *r =
        open_bytes(STR("\n<!-- x --><!DOCTYPE html><p>The rebels met the army on Friday, they said.</p>"), names[i]);
    assert_str(next_article(r).text, "The rebels met the army on Friday, they said.\n");
    assert_end(r);
    r = open_bytes(STR("<?xml version='1.0'?><rss><channel><item><description>Go.</description></item></channel></rss>"),
                   names[i]);
    assert_str(next_article(r).text, "Go.\n");
    assert_end(r);
    r = open_bytes(STR("WARC/1.0\r\nContent-Length: 0\r\n\r\n\r\n\r\n"), names[i]);
    assert_end(r);
    r = open_bytes(STR("<Talks> began."), names[i]);
    assert_str(next_article(r).text, "<Talks> began.");
    assert_end(r);
  }
}

static void unknown_suffixes_are_text(void **state) {
  (void)state;
  casus_reader *r = open_bytes(STR("{\"text\":\"One.\"}"), "a.md");
  assert_str(next_article(r).text, "{\"text\":\"One.\"}");
  assert_end(r);
}

/* ---- compression */

static str zstd(str s) {
  size_t room = ZSTD_compressBound(s.len);
  char *out = malloc(room);
  size_t n = ZSTD_compress(out, room, s.ptr, s.len, 3);
  assert_false(ZSTD_isError(n));
  return (str){out, n};
}

/* n lines {"text":"K …"}, noisy enough that they do not compress away. */
static str many_lines(unsigned n) {
  char *out = malloc((size_t)n * 128);
  size_t at = 0;
  uint64_t noise = 1;
  for (unsigned k = 0; k < n; k++) {
    at += (size_t)sprintf(out + at, "{\"text\":\"%u", k);
    for (int i = 0; i < 4; i++) {
      noise = hash_mix(noise + 1);
      at += (size_t)sprintf(out + at, " %016llx", (unsigned long long)noise);
    }
    at += (size_t)sprintf(out + at, "\"}\n");
  }
  return (str){out, at};
}

static void check_many(str packed, const char *name, unsigned n) {
  casus_reader *r = open_bytes(packed, name);
  double before = 0;
  for (unsigned k = 0; k < n; k++) {
    casus_article a = next_article(r);
    assert_int_equal(a.origin_line, k + 1);
    char expected[16];
    size_t len = (size_t)sprintf(expected, "%u ", k);
    assert_memory_equal(a.text.ptr, expected, len);
    double now = casus_reader_progress(r);
    assert_true(now >= before && now <= 1);
    before = now;
  }
  assert_end(r);
}

static void compressed_lines_are_streamed(void **state) {
  (void)state;
  str lines = many_lines(20000);
  str packed = gzip(lines);
  check_many(packed, "a.jsonl.gz", 20000);
  check_many(packed, "-", 20000);
  release(packed);
  packed = zstd(lines);
  check_many(packed, "a.jsonl.zst", 20000);
  check_many(packed, "-", 20000);
  release(packed);
  check_many(lines, "a.jsonl", 20000);
  release(lines);
}

static str joined(str a, str b) {
  char *out = malloc(a.len + b.len);
  memcpy(out, a.ptr, a.len);
  memcpy(out + a.len, b.ptr, b.len);
  return (str){out, a.len + b.len};
}

static void members_follow_one_another(void **state) {
  (void)state;
  str one = gzip(STR("{\"text\":\"One.\"}\n")), two = gzip(STR("{\"text\":\"Two.\"}\n"));
  str both = joined(one, two), padded = joined(both, STR("\0\0\0")), dirty = joined(both, STR("dirt"));
  casus_reader *r = open_bytes(padded, "a.jsonl.gz");
  assert_str(next_article(r).text, "One.");
  assert_str(next_article(r).text, "Two.");
  assert_end(r);
  r = open_bytes(dirty, "a.jsonl.gz");
  next_article(r);
  next_article(r);
  assert_int_equal(next_failure(r).offset_bytes, both.len);
  assert_end(r);
  release(one), release(two), release(both), release(padded), release(dirty);
  one = zstd(STR("{\"text\":\"One.\"}\n")), two = zstd(STR("{\"text\":\"Two.\"}\n"));
  both = joined(one, two);
  r = open_bytes(both, "a.jsonl.zst");
  assert_str(next_article(r).text, "One.");
  assert_str(next_article(r).text, "Two.");
  assert_end(r);
  release(one), release(two), release(both);
}

/* What is complete is delivered, then the damage is named once, then the end. */
static void check_cut(str packed, const char *name, unsigned n) {
  casus_reader *r = open_bytes(packed, name);
  casus_article a;
  casus_error e = {0};
  casus_status status;
  unsigned got = 0;
  while ((status = casus_reader_next(r, &a, &e)) == CASUS_OK) got++;
  assert_true(got > 0 && got < n);
  assert_int_equal(status, CASUS_INPUT);
  assert_int_equal(e.line, got + 1);
  assert_true(e.offset_bytes > 0 && e.offset_bytes <= packed.len);
  assert_end(r);
}

static void cut_archives_give_what_was_complete(void **state) {
  (void)state;
  str lines = many_lines(9000);
  str packed = gzip(lines);
  check_cut(str_slice(packed, 0, packed.len / 2), "a.jsonl.gz", 9000);

  release(packed);
  packed = zstd(lines);
  check_cut(str_slice(packed, 0, packed.len / 2), "a.jsonl.zst", 9000);
  release(packed);
  packed = gzip(STR("{\"text\":\"One.\"}"));
  casus_reader *r = open_bytes(str_slice(packed, 0, packed.len - 4), "a.jsonl.gz"); /* only the check sum is cut off */
  assert_str(next_article(r).text, "One.");
  next_failure(r);
  assert_end(r);
  release(packed);
  release(lines);
}

static void damaged_archives_fail_once(void **state) {
  (void)state;
  str packed = gzip(STR("{\"text\":\"One.\"}\n"));
  ((char *)(uintptr_t)packed.ptr)[packed.len - 6] ^= 0x55; /* the check sum */
  casus_reader *r = open_bytes(packed, "a.jsonl.gz");
  assert_str(next_article(r).text, "One.");
  next_failure(r);
  assert_end(r);
  release(packed);
  const struct {
    str bytes;
    const char *name;
  } cases[] = {{STR("\x1f\x8b"), "a.txt"},    {STR("\x28\xb5\x2f\xfd"), "-"},   {STR(""), "a.jsonl.gz"},
               {STR("plain"), "a.jsonl.zst"}, {STR("\x1f\x8bxxxx"), "a.jsonl"}, {STR("\x28\xb5\x2f\xfdzzzzzzzz"), "a.txt"},
               {STR("\x1f"), "a.jsonl.gz"}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    r = open_bytes(cases[i].bytes, cases[i].name);
    next_failure(r);
    assert_end(r);
  }
}

static void compressed_text_is_read(void **state) {
  (void)state;
  str packed = gzip(STR("Talks began."));
  casus_reader *r = open_bytes(packed, "a.txt.gz");
  casus_article a = next_article(r);
  assert_str(a.text, "Talks began.");
  assert_str(a.id, "a");
  assert_end(r);
  release(packed);
}

/* ---- attack inputs */

static str repeated(const char *head, const char *unit, size_t n, const char *tail) {
  size_t h = strlen(head), u = strlen(unit), t = strlen(tail);
  char *out = malloc(h + u * n + t);
  memcpy(out, head, h);
  for (size_t i = 0; i < n; i++) memcpy(out + h + i * u, unit, u);
  memcpy(out + h + u * n, tail, t);
  return (str){out, h + u * n + t};
}

static void a_line_over_the_maximum_costs_that_line(void **state) {
  (void)state;
  str lines = repeated("{\"text\":\"One.\"}\n{\"text\":\"", "x", ARTICLE_LINE_BYTES_MAX, "\"}\n{\"text\":\"Three.\"}\n");
  str packed = zstd(lines);
  for (int k = 0; k < 2; k++) {
    casus_reader *r = open_bytes(k ? packed : lines, k ? "a.jsonl.zst" : "a.jsonl");
    assert_str(next_article(r).text, "One.");
    casus_error e = next_failure(r);
    assert_int_equal(e.line, 2);
    assert_int_equal(e.offset_bytes, 16);
    casus_article a = next_article(r);
    assert_str(a.text, "Three.");
    assert_int_equal(a.origin_line, 3);
    assert_end(r);
  }
  release(packed);
  release(lines);
}

static void long_lines_within_the_maximum_are_read(void **state) {
  (void)state;
  str line = repeated("{\"text\":\"", "x", 5u << 20, "\"}");
  casus_reader *r = open_bytes(line, "a.jsonl");
  assert_int_equal(next_article(r).text.len, 5u << 20);
  assert_end(r);
  r = open_bytes(line, "a.txt");
  assert_int_equal(next_article(r).text.len, line.len);
  assert_end(r);
  release(line);
}

static void a_text_over_the_maximum_is_refused(void **state) {
  (void)state;
  str s = repeated("", "0123456789abcdef", (ARTICLE_TEXT_BYTES_MAX >> 4) + 1, "");
  str bomb = zstd(s);
  assert_true(bomb.len < 1u << 20);
  for (int k = 0; k < 2; k++) {
    casus_reader *r = open_bytes(k ? bomb : s, "a.txt");
    next_failure(r);
    assert_end(r);
  }
  release(bomb);
  release(s);
}

static void deep_nesting_and_quotes_end(void **state) {
  (void)state;
  static const char *const units[] = {"[", "{\"a\":", "\"", "\\", "{\"text\":\"a\",", "\"text\":\"a\",", "\xef\xbb\xbf"};
  for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
    str line = repeated("{", units[i], 200000, "\n{\"text\":\"Next.\"}\n");
    casus_reader *r = open_bytes(line, "a.jsonl");
    next_failure(r);
    assert_str(next_article(r).text, "Next.");
    assert_end(r);
    release(line);
  }
}

static void blank_lines_by_the_million_end(void **state) {
  (void)state;
  str lines = repeated("", "\r\n", 3u << 20, "{\"text\":\"Last.\"}");
  casus_reader *r = open_bytes(lines, "a.jsonl");
  assert_int_equal(next_article(r).origin_line, (3u << 20) + 1);
  assert_end(r);
  release(lines);
}

/* Every prefix of a small file, in every form, ends and never reads beyond it. */
static void every_prefix_ends(void **state) {
  (void)state;
  str lines =
      STR("{\"id\":\"a\",\"text\":\"caf\\u00e9 \xc3\xa9\",\"date\":\"2024-03-22\"}\n\n{\"text\":\"X, March 3, 2024 (A) - B\"}\n");
  str g = gzip(lines), z = zstd(lines);
  const struct {
    str bytes;
    const char *name;
  } forms[] = {{lines, "a.jsonl"}, {lines, "a.txt"}, {lines, "-"}, {g, "a.jsonl.gz"}, {z, "a.jsonl.zst"}, {g, "-"}, {z, "a.txt"}};
  for (size_t f = 0; f < sizeof forms / sizeof *forms; f++)
    for (size_t n = 0; n <= forms[f].bytes.len; n++) {
      char *exact = malloc(n ? n : 1); /* so that a sanitizer sees a read past the end */
      memcpy(exact, forms[f].bytes.ptr, n);
      casus_reader *r = open_bytes((str){exact, n}, forms[f].name);
      casus_article a;
      casus_status status;
      unsigned calls = 0;
      while ((status = casus_reader_next(r, &a, NULL)) != CASUS_END) {
        assert_true(status == CASUS_OK || status == CASUS_INPUT);
        assert_true(++calls < 10);
      }
      casus_reader_close(r);
      free(exact);
    }
  release(g);
  release(z);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(text_is_one_article),
                                     cmocka_unit_test(what_has_no_text_is_counted),
                                     cmocka_unit_test(the_option_dates_articles_without_a_date),
                                     cmocka_unit_test(bytes_are_read_as_the_file_they_are_called),
                                     cmocka_unit_test(an_address_gives_the_publisher_where_none_is_named),
                                     cmocka_unit_test(fields_of_crawlers_are_understood),
                                     cmocka_unit_test(a_broken_line_costs_that_line),
                                     cmocka_unit_test(bad_utf8_is_named_with_its_offset),
                                     cmocka_unit_test(nul_bytes_are_text),
                                     cmocka_unit_test(standard_input_is_told_by_its_first_byte),
                                     cmocka_unit_test(unknown_suffixes_are_text),
                                     cmocka_unit_test(markup_is_told_by_its_first_bytes),
                                     cmocka_unit_test(compressed_lines_are_streamed),
                                     cmocka_unit_test(members_follow_one_another),
                                     cmocka_unit_test(cut_archives_give_what_was_complete),
                                     cmocka_unit_test(damaged_archives_fail_once),
                                     cmocka_unit_test(compressed_text_is_read),
                                     cmocka_unit_test(a_line_over_the_maximum_costs_that_line),
                                     cmocka_unit_test(long_lines_within_the_maximum_are_read),
                                     cmocka_unit_test(a_text_over_the_maximum_is_refused),
                                     cmocka_unit_test(deep_nesting_and_quotes_end),
                                     cmocka_unit_test(blank_lines_by_the_million_end),
                                     cmocka_unit_test(every_prefix_ends)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
