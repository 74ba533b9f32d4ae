/* WARC files made in memory: what is an article, what is passed over and why, and damage of each sort. */
#include "archives.h"
#include "readings.h"

enum { ARCHIVE_BYTES_MAX = 64 << 20 };

static buffer new_archive(void) {
  buffer b;
  buffer_init(&b, ARCHIVE_BYTES_MAX);
  return b;
}

/* What the reader gives, as "id id !offset id": articles by id, failures by offset. */
static void assert_reads(str bytes, const char *name, const char *expected) {
  casus_reader *r = open_bytes(bytes, name);
  casus_article a;
  casus_error e = {0};
  casus_status status;
  buffer seen;
  buffer_init(&seen, 4096);
  while ((status = casus_reader_next(r, &a, &e)) != CASUS_END) {
    assert_true(status == CASUS_OK || status == CASUS_INPUT);
    if (status == CASUS_OK) assert_true(buffer_format(&seen, "%.*s ", (int)a.id.len, a.id.ptr));
    else assert_true(buffer_format(&seen, "!%zu ", e.offset_bytes));
  }
  assert_str(buffer_str(&seen), expected);
  buffer_free(&seen);
  casus_reader_close(r);
}

/* ---- sound archives */

static void a_response_is_an_article(void **state) {
  (void)state;
  buffer b = new_archive();
  append_page(&b, "r1", "Kesta", -1);
  casus_reader *r = open_bytes(buffer_str(&b), "a.warc");
  casus_article a;
  assert_int_equal(casus_reader_next(r, &a, NULL), CASUS_OK);
  assert_str(a.id, "r1");
  assert_str(a.url, "https://n.example/r1");
  assert_str(a.source, "n.example");
  assert_str(a.title, "Kesta");
  assert_str(a.language, "en");
  assert_str(a.text, "The mayor of Kesta met the envoys of both sides on Friday, his office said.\n");
  assert_int_equal(a.date.year, 2024);
  assert_int_equal(a.date.day, 22); /* of WARC-Date: the page has none */
  assert_int_equal(a.origin_bytes, 0);
  assert_int_equal(casus_reader_next(r, &a, NULL), CASUS_END);
  casus_reader_close(r);
  buffer_free(&b);
}

static void what_is_no_article_is_counted(void **state) {
  (void)state;
  buffer b = new_archive();
  append_record(&b, "warcinfo", "w", "application/warc-fields", STR("software: x\r\n"), -1);
  append_record(&b, "request", "q", "application/http; msgtype=request", STR("GET / HTTP/1.1\r\n\r\n"), -1);
  append_record(&b, "metadata", "m", "application/warc-fields", STR("a: b\r\n"), -1);
  append_record(&b, "revisit", "v", "application/http; msgtype=response", STR("HTTP/1.1 200 OK\r\n\r\n"), -1);
  append_response(&b, "moved", "HTTP/1.1 301 Moved\r\nLocation: /x\r\nContent-Type: text/html", "<p>Moved to another place.</p>",
                  -1);
  append_response(&b, "gone", "HTTP/1.1 404 Not Found\r\nContent-Type: text/html", "<p>This page was not found, sorry.</p>", -1);
  append_response(&b, "pdf", "HTTP/1.1 200 OK\r\nContent-Type: application/pdf", "%PDF-1.4", -1);
  append_response(&b, "wall", HTML_200, "<html><body><form><input></form><a href=x>Log in</a></body></html>", -1);
  append_page(&b, "good", "Kesta", -1);
  casus_reader *r = open_bytes(buffer_str(&b), "a.warc");
  casus_article a;
  assert_int_equal(casus_reader_next(r, &a, NULL), CASUS_OK);
  assert_str(a.id, "good");
  assert_int_equal(casus_reader_next(r, &a, NULL), CASUS_END);
  assert_int_equal(casus_reader_skipped(r, CASUS_SKIP_NOT_ARTICLE), 4);
  assert_int_equal(casus_reader_skipped(r, CASUS_SKIP_NOT_OK), 2);
  assert_int_equal(casus_reader_skipped(r, CASUS_SKIP_NOT_HTML), 1);
  assert_int_equal(casus_reader_skipped(r, CASUS_SKIP_NO_TEXT), 1);
  assert_int_equal(casus_reader_skipped(r, CASUS_SKIP_COUNT), 0);
  assert_null(casus_skip_name(CASUS_SKIP_COUNT));
  assert_string_equal(casus_skip_name(CASUS_SKIP_NOT_OK), "redirect or error page");
  casus_reader_close(r);
  buffer_free(&b);
}

static void conversions_are_articles(void **state) {
  (void)state;
  buffer b = new_archive();
  append_record(&b, "conversion", "c", "text/plain", STR("March 3, 2024\nTalks began in Kesta."), -1);
  casus_reader *r = open_bytes(buffer_str(&b), "-");
  casus_article a;
  assert_int_equal(casus_reader_next(r, &a, NULL), CASUS_OK);
  assert_str(a.text, "March 3, 2024\nTalks began in Kesta.");
  assert_int_equal(a.date.day, 3);
  assert_int_equal(a.body, 14);
  casus_reader_close(r);
  buffer_free(&b);
}

static const char page[] = "<p>The mayor of Kesta met the envoys of both sides on Friday, his office said.</p>";
static const char text[] = "The mayor of Kesta met the envoys of both sides on Friday, his office said.\n";

static void assert_body_reads(const char *head, str body) {
  buffer block = new_archive(), b = new_archive();
  assert_true(buffer_format(&block, "%s\r\n\r\n", head));
  append(&block, body);
  append_record(&b, "response", "x", "application/http; msgtype=response", buffer_str(&block), -1);
  casus_reader *r = open_bytes(buffer_str(&b), "a.warc");
  casus_article a;
  casus_error e = {0};
  casus_status status = casus_reader_next(r, &a, &e);
  if (status != CASUS_OK) fail_msg("%d: %s", status, e.message);
  assert_str(a.text, text);
  casus_reader_close(r);
  buffer_free(&block), buffer_free(&b);
}

static void chunks_and_compression_are_undone(void **state) {
  (void)state;
  buffer chunks = new_archive(), packed = new_archive();
  assert_true(buffer_format(&chunks, "5\r\n%.5s\r\n%zx;ext=1\r\n%s\r\n0\r\n\r\n", page, sizeof page - 6, page + 5));
  assert_body_reads(HTML_200 "\r\nTransfer-Encoding: chunked", buffer_str(&chunks));
  assert_body_reads(HTML_200 "\r\nTransfer-Encoding: chunked", STR(page)); /* undone before, the header left */
  append_gzip(&packed, STR(page));
  assert_body_reads(HTML_200 "\r\nContent-Encoding: gzip", buffer_str(&packed));
  assert_body_reads(HTML_200 "\r\nContent-Encoding: gzip", STR(page));
  assert_body_reads(HTML_200 "\r\nContent-Encoding: br", STR(page));
  assert_body_reads("HTTP/1.1 200 OK", STR(page)); /* no type: it is looked at */
  buffer_free(&chunks), buffer_free(&packed);
}

static void what_cannot_be_unpacked_is_named(void **state) {
  (void)state;
  buffer b = new_archive();
  append_response(&b, "br", HTML_200 "\r\nContent-Encoding: br", "\x0b\x02\x80hello", -1);
  append_response(&b, "none", "no response at all", "", -1);
  size_t second = 0;
  for (size_t i = 1; i + 5 < b.len && !second; i++)
    if (!memcmp(b.ptr + i, "WARC/", 5)) second = i;
  append_page(&b, "good", "Kesta", -1);
  char expected[64];
  snprintf(expected, sizeof expected, "!0 !%zu good ", second);
  assert_reads(buffer_str(&b), "a.warc", expected);
  buffer_free(&b);
}

static void the_header_names_the_encoding(void **state) {
  (void)state;
  buffer b = new_archive();
  append_response(&b, "l", "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=ISO-8859-1",
                  "<p>The mayor of S\xe3o Bento met the envoys of both sides on Friday.</p>", -1);
  casus_reader *r = open_bytes(buffer_str(&b), "a.warc");
  casus_article a;
  assert_int_equal(casus_reader_next(r, &a, NULL), CASUS_OK);
  assert_str(a.text, "The mayor of S\xc3\xa3o Bento met the envoys of both sides on Friday.\n");
  casus_reader_close(r);
  buffer_free(&b);
}

/* ---- damage: each costs its record and no other */

typedef struct {
  buffer plain, packed; /* the same three records, one gzip member each */
  size_t at[4], packed_at[4];
} three;

static three make_three(long second_length) {
  static const char *const ids[] = {"one", "two", "three"};
  three t = {.plain = new_archive(), .packed = new_archive()};
  for (int i = 0; i < 3; i++) {
    t.at[i] = t.plain.len;
    t.packed_at[i] = t.packed.len;
    append_page(&t.plain, ids[i], "Kesta", i == 1 ? second_length : -1);
    append_gzip(&t.packed, str_slice(buffer_str(&t.plain), t.at[i], t.plain.len));
  }
  t.at[3] = t.plain.len;
  t.packed_at[3] = t.packed.len;
  return t;
}

static void free_three(three *t) { buffer_free(&t->plain), buffer_free(&t->packed); }

static void origins_are_those_of_the_members(void **state) {
  (void)state;
  three t = make_three(-1);
  casus_reader *r = open_bytes(buffer_str(&t.packed), "a.warc.gz");
  casus_article a;
  for (int i = 0; i < 3; i++) {
    assert_int_equal(casus_reader_next(r, &a, NULL), CASUS_OK);
    assert_int_equal(a.origin_bytes, t.packed_at[i]);
  }
  assert_int_equal(casus_reader_next(r, &a, NULL), CASUS_END);
  assert_true(casus_reader_progress(r) == 1);
  casus_reader_close(r);
  buffer whole = new_archive();
  append_gzip(&whole, buffer_str(&t.plain)); /* one member for all */
  r = open_bytes(buffer_str(&whole), "-");
  for (int i = 0; i < 3; i++) {
    assert_int_equal(casus_reader_next(r, &a, NULL), CASUS_OK);
    assert_int_equal(a.origin_bytes, t.at[i]);
  }
  casus_reader_close(r);
  buffer_free(&whole);
  free_three(&t);
}

static void a_wrong_length_costs_its_record(void **state) {
  (void)state;
  static const long lengths[] = {0, 5, 100, 5000, 100000, 15 << 20, 17 << 20, 1L << 40};
  for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
    three t = make_three(lengths[i]);
    char expected[64];
    snprintf(expected, sizeof expected, "one !%zu three ", t.at[1]);
    assert_reads(buffer_str(&t.plain), "a.warc", expected);
    snprintf(expected, sizeof expected, "one !%zu three ", t.packed_at[1]);
    assert_reads(buffer_str(&t.packed), "a.warc.gz", expected);
    free_three(&t);
  }
}

static void garbage_between_records_costs_none(void **state) {
  (void)state;
  three t = make_three(-1);
  buffer b = new_archive();
  append(&b, str_slice(buffer_str(&t.plain), 0, t.at[1]));
  append(&b, STR("garbage that is\n no record WARC/1.0 \r\n"));
  append(&b, str_slice(buffer_str(&t.plain), t.at[1], t.at[3]));
  char expected[64];
  snprintf(expected, sizeof expected, "one !%zu two three ", t.at[1]);
  assert_reads(buffer_str(&b), "a.warc", expected);
  buffer_free(&b);
  b = new_archive();
  append(&b, str_slice(buffer_str(&t.packed), 0, t.packed_at[1]));
  append(&b, STR("garbage"));
  append(&b, str_slice(buffer_str(&t.packed), t.packed_at[1], t.packed_at[3]));
  snprintf(expected, sizeof expected, "one !%zu two three ", t.packed_at[1]);
  assert_reads(buffer_str(&b), "a.warc.gz", expected);
  buffer_free(&b);
  free_three(&t);
}

static void blank_lines_between_records_are_nothing(void **state) {
  (void)state;
  three t = make_three(-1);
  buffer b = new_archive();
  append(&b, STR("\r\n\n"));
  append(&b, str_slice(buffer_str(&t.plain), 0, t.at[2] - 2)); /* one line end is missing, too */
  append(&b, str_slice(buffer_str(&t.plain), t.at[2], t.at[3]));
  assert_reads(buffer_str(&b), "a.warc", "one two three ");
  buffer_free(&b);
  free_three(&t);
}

static void a_cut_end_costs_the_last_record(void **state) {
  (void)state;
  three t = make_three(-1);
  char expected[64], packed_expected[64];
  snprintf(expected, sizeof expected, "one two !%zu ", t.at[2]);
  for (size_t cut = t.at[2] + 10; cut < t.at[3] - 8; cut += 7)
    assert_reads(str_slice(buffer_str(&t.plain), 0, cut), "a.warc", expected);
  for (size_t cut = t.packed_at[2] + 10; cut < t.packed_at[3]; cut += 7) {
    str bytes = str_slice(buffer_str(&t.packed), 0, cut);
    snprintf(packed_expected, sizeof packed_expected, "one two !%zu ", cut);
    assert_reads(bytes, "a.warc.gz", packed_expected);
  }
  free_three(&t);
}

/* Any byte of the second member changed: the first and the third are read, and there is one report at most. */
static void a_damaged_member_costs_its_record(void **state) {
  (void)state;
  three t = make_three(-1);
  unsigned reported = 0;
  for (size_t at = t.packed_at[1]; at < t.packed_at[2]; at++) {
    char *bytes = malloc(t.packed.len);
    memcpy(bytes, t.packed.ptr, t.packed.len);
    bytes[at] ^= 0x55;
    casus_reader *r = open_bytes((str){bytes, t.packed.len}, "a.warc.gz");
    casus_article a;
    casus_error e;
    unsigned failures = 0, first = 0, third = 0;
    for (casus_status s; (s = casus_reader_next(r, &a, &e)) != CASUS_END;) {
      failures += s == CASUS_INPUT;
      first += s == CASUS_OK && str_is(a.id, "one");
      third += s == CASUS_OK && str_is(a.id, "three");
    }
    if (first != 1 || third != 1 || failures > 2) fail_msg("byte %zu: %u %u %u", at - t.packed_at[1], first, third, failures);
    reported += failures > 0;
    casus_reader_close(r);
    free(bytes);
  }
  assert_true(reported + 12 >= t.packed_at[2] - t.packed_at[1]); /* but for the time, the flags and the name in the head */
  free_three(&t);
}

/* Bytes missing from the middle of a member, so that its damage is noticed behind the head of the next. */
static void missing_bytes_cost_their_record(void **state) {
  (void)state;
  three t = make_three(-1);
  for (size_t n = 1; n < t.packed_at[2] - t.packed_at[1]; n += 3) {
    buffer b = new_archive();
    append(&b, str_slice(buffer_str(&t.packed), 0, t.packed_at[2] - n));
    append(&b, str_slice(buffer_str(&t.packed), t.packed_at[2], t.packed_at[3]));
    casus_reader *r = open_bytes(buffer_str(&b), "-");
    casus_article a;
    unsigned failures = 0;
    buffer ids = new_archive();
    for (casus_status s; (s = casus_reader_next(r, &a, NULL)) != CASUS_END;) {
      failures += s == CASUS_INPUT;
      if (s == CASUS_OK) append(&ids, a.id);
    }
    assert_str(buffer_str(&ids), "onethree");
    assert_int_equal(failures, 1);
    casus_reader_close(r);
    buffer_free(&ids), buffer_free(&b);
  }
  free_three(&t);
}

/* Noise of a hundred kilobytes within a member, and heads of members within the noise. */
static void noise_with_heads_ends(void **state) {
  (void)state;
  three t = make_three(-1);
  buffer b = new_archive();
  append(&b, str_slice(buffer_str(&t.packed), 0, t.packed_at[1] + 40));
  uint64_t noise = 7;
  for (int i = 0; i < 20000; i++) {
    noise = hash_mix(noise + 1);
    append(&b, (str){(const char *)&noise, sizeof noise});
    if (i % 100 == 0) append(&b, STR("\x1f\x8b\x08\0\0\0\0\0\0\x03\x01\x00\x10\xff\xef"));
  }
  append(&b, str_slice(buffer_str(&t.packed), t.packed_at[2], t.packed_at[3]));
  casus_reader *r = open_bytes(buffer_str(&b), "a.warc.gz");
  casus_article a;
  unsigned first = 0, third = 0;
  for (casus_status s; (s = casus_reader_next(r, &a, NULL)) != CASUS_END;) {
    first += s == CASUS_OK && str_is(a.id, "one");
    third += s == CASUS_OK && str_is(a.id, "three");
  }
  assert_int_equal(first, 1);
  assert_int_equal(third, 1);
  casus_reader_close(r);
  buffer_free(&b);
  free_three(&t);
}

static void headers_that_make_no_sense_cost_their_record(void **state) {
  (void)state;
  static const char *const heads[] = {"WARC/1.0\r\nContent-Length: x\r\n\r\n", "WARC/1.0\r\n\r\n",
                                      "WARC/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n",
                                      "WARC/1.0\r\nContent-Length: -5\r\n\r\n"};
  for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
    buffer b = new_archive();
    append(&b, str_of(heads[i]));
    append(&b, STR("block\r\n\r\n"));
    append_page(&b, "good", "Kesta", -1);
    assert_reads(buffer_str(&b), "a.warc", "!0 good ");
    buffer_free(&b);
  }
}

static void a_header_without_end_costs_no_other(void **state) {
  (void)state;
  buffer b = new_archive();
  append(&b, STR("WARC/1.0\r\n"));
  for (int i = 0; i < 20000; i++) append(&b, STR("X-Long: yes\r\n"));
  append_page(&b, "good", "Kesta", -1);
  assert_reads(buffer_str(&b), "a.warc", "!0 good ");
  buffer_free(&b);
}

static void giants_are_passed_over(void **state) {
  (void)state;
  buffer b = new_archive(), body = new_archive();
  for (int i = 0; i < 18 << 10; i++) {
    char line[1025];
    memset(line, 'x', 1024);
    append(&body, (str){line, 1024});
  }
  append(&body, STR("\0")); /* ends the string */
  append_response(&b, "video", "HTTP/1.1 200 OK\r\nContent-Type: video/mp4", body.ptr, -1);
  size_t second = b.len;
  append_response(&b, "page", HTML_200, body.ptr, -1);
  append_page(&b, "good", "Kesta", -1);
  char expected[64];
  snprintf(expected, sizeof expected, "!%zu good ", second);
  assert_reads(buffer_str(&b), "a.warc", expected);
  buffer_free(&b), buffer_free(&body);
}

static void every_prefix_ends(void **state) {
  (void)state;
  three t = make_three(-1);
  for (int packed = 0; packed < 2; packed++) {
    str all = buffer_str(packed ? &t.packed : &t.plain);
    for (size_t n = 0; n <= all.len; n++) {
      char *exact = malloc(n ? n : 1);
      memcpy(exact, all.ptr, n);
      casus_reader *r = open_bytes((str){exact, n}, packed ? "a.warc.gz" : "a.warc");
      casus_article a;
      unsigned calls = 0;
      for (casus_status s; (s = casus_reader_next(r, &a, NULL)) != CASUS_END;) {
        assert_true(s == CASUS_OK || s == CASUS_INPUT);
        assert_true(++calls < 6);
      }
      casus_reader_close(r);
      free(exact);
    }
  }
  free_three(&t);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(a_response_is_an_article),
                                     cmocka_unit_test(what_is_no_article_is_counted),
                                     cmocka_unit_test(conversions_are_articles),
                                     cmocka_unit_test(chunks_and_compression_are_undone),
                                     cmocka_unit_test(what_cannot_be_unpacked_is_named),
                                     cmocka_unit_test(the_header_names_the_encoding),
                                     cmocka_unit_test(origins_are_those_of_the_members),
                                     cmocka_unit_test(a_wrong_length_costs_its_record),
                                     cmocka_unit_test(garbage_between_records_costs_none),
                                     cmocka_unit_test(blank_lines_between_records_are_nothing),
                                     cmocka_unit_test(a_cut_end_costs_the_last_record),
                                     cmocka_unit_test(a_damaged_member_costs_its_record),
                                     cmocka_unit_test(missing_bytes_cost_their_record),
                                     cmocka_unit_test(noise_with_heads_ends),
                                     cmocka_unit_test(headers_that_make_no_sense_cost_their_record),
                                     cmocka_unit_test(a_header_without_end_costs_no_other),
                                     cmocka_unit_test(giants_are_passed_over),
                                     cmocka_unit_test(every_prefix_ends)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
