/* Feeds made in memory: RSS 2.0, RSS 1.0, Atom, their fields, what is broken, and what is made to hurt. */
#include "archives.h"
#include "readings.h"

enum { FEED_BYTES = 32 << 20 };

#define RSS                                                                                                                      \
  "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" " \
  "xmlns:media=\"http://search.yahoo.com/mrss/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel><title>Lake &amp; "      \
  "Hill</title>"                                                                                                                 \
  "<language>en-gb</language><image><title>Logo</title></image>\n"
#define RSS_END "</channel></rss>"

static void items_of_rss_are_articles(void **state) {
  (void)state;
  static const char feed[] = RSS
      "<item><title>Truce "
      "&amp;#8216;holds&amp;#8217;</title><media:title>no</media:title><link>https://n.example/1</link><guid>g1</guid>"
      "<pubDate>Fri, 22 Mar 2024 23:00:00 -0500</pubDate><description>Short.</description><content:encoded><![CDATA[<p>The truce "
      "in <b>K</b>esta "
      "holds.</p><figure><figcaption>A street.</figcaption></figure><p>Talks go on.</p><p>The post <a href='x'>Truce</a> "
      "appeared first on <a "
      "href='y'>Lake</a>.</p>]]></content:encoded></item>\n"
      "<item><title>Two</title><link>https://n.example/2</link><description>A teaser &amp; &lt;b&gt;no&lt;/b&gt; "
      "more&nbsp;&eacute;.</description>"
      "<dc:date>2024-03-23T01:00:00Z</dc:date><dc:language>fr</dc:language></item>\n<item><title>No text</title></item>" RSS_END;
  casus_reader *r = open_bytes(str_of(feed), "news.rss");
  casus_article a = next_article(r);
  assert_str(a.id, "g1");
  assert_str(a.title, "Truce \xe2\x80\x98holds\xe2\x80\x99");
  assert_str(a.url, "https://n.example/1");
  assert_str(a.source, "Lake & Hill");
  assert_str(a.language, "en");
  assert_str(a.text, "The truce in Kesta holds.\n\nTalks go on.\n");
  assert_int_equal(a.date.day, 22);
  assert_int_equal(a.origin_line, 3);
  a = next_article(r);
  assert_str(a.id, "https://n.example/2");
  assert_str(a.text, "A teaser & no more \xc3\xa9.\n");
  assert_str(a.language, "fr");
  assert_int_equal(a.date.day, 23);
  assert_int_equal(casus_reader_skipped(r, CASUS_SKIP_NO_TEXT), 0);
  assert_end(r);
}

static void entries_of_atom_are_articles(void **state) {
  (void)state;
  static const char feed[] =
      "<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='en-US'><title type='text'>Atom News</title><link rel='self' href='s'/>"
      "<entry><title type='html'>A &lt;i>bold&lt;/i> step</title><link rel='self' href='no'/><link href='https://a.example/1'/>"
      "<id>tag:1</id><updated>2024-03-22T10:00:00Z</updated><published>2024-03-20T10:00:00Z</published><summary>no</summary>"
      "<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>One is "
      "<b>bo</b>ld.</p><p>Two.</p></div></content></entry>"
      "<entry><title>B</title><updated>2024-03-21</updated><summary>Plain &amp; short</summary></entry></feed>";
  casus_reader *r = open_bytes(str_of(feed), "-");
  casus_article a = next_article(r);
  assert_str(a.id, "tag:1");
  assert_str(a.title, "A bold step");
  assert_str(a.url, "https://a.example/1");
  assert_str(a.source, "Atom News");
  assert_str(a.language, "en");
  assert_str(a.text, "One is bold.\n\nTwo.\n");
  assert_int_equal(a.date.day, 20);
  a = next_article(r);
  assert_str(a.id, "-:2");
  assert_str(a.text, "Plain & short\n");
  assert_int_equal(a.date.day, 21);
  assert_end(r);
}

static void items_of_rss_1_are_articles(void **state) {
  (void)state;
  static const char feed[] =
      "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/' "
      "xmlns:dc='http://purl.org/dc/elements/1.1/'><channel rdf:about='c'><title>Old</title></channel>"
      "<item rdf:about='https://o.example/1'><title>T</title><link>https://o.example/1</link><description>Text.</description>"
      "<dc:date>2003-02-01</dc:date></item></rdf:RDF>";
  casus_reader *r = open_bytes(str_of(feed), "old.xml");
  casus_article a = next_article(r);
  assert_str(a.id, "https://o.example/1");
  assert_str(a.source, "Old");
  assert_str(a.text, "Text.\n");
  assert_int_equal(a.date.year, 2003);
  assert_end(r);
}

static void encodings_are_those_declared(void **state) {
  (void)state;
  casus_reader *r =
      open_bytes(STR("<?xml version='1.0' encoding='ISO-8859-1'?><rss><channel><item><title>Caf\xe9</title><description>S\xe3o "
                     "Bento.</description></item></channel></rss>"),
                 "a.xml");
  casus_article a = next_article(r);
  assert_str(a.title, "Caf\xc3\xa9");
  assert_str(a.text, "S\xc3\xa3o Bento.\n");
  assert_str(a.id, "a.xml:1");
  assert_end(r);
}

#define ITEM(id) "<item><guid>" id "</guid><description>Text of " id ".</description></item>\n"

static void a_cut_end_costs_the_last_item(void **state) {
  (void)state;
  static const char feed[] = RSS ITEM("one") ITEM("two") ITEM("three");
  for (size_t cut = 5; cut < 40; cut += 5) {
    casus_reader *r = open_bytes((str){feed, sizeof feed - 1 - cut}, "a.rss");
    assert_str(next_article(r).id, "one");
    assert_str(next_article(r).id, "two");
    assert_true(next_failure(r).line > 0);
    assert_end(r);
  }
}

static void what_can_be_mended_is(void **state) {
  (void)state;
  casus_reader *r = open_bytes(STR(RSS "<item><guid>one</guid><title>A & B &unknown; C</title><description>AT&T "
                                       "&lt;b&gt;x&lt;/b&gt;</description></item>" RSS_END),
                               "a.rss");
  casus_article a = next_article(r);
  assert_str(a.title, "A & B &unknown; C");
  assert_str(a.text, "AT&T x\n");
  assert_end(r);
  r = open_bytes(STR(RSS ITEM("one") "<item><guid>two</guid><b></item>" ITEM("three") RSS_END), "a.rss");
  assert_str(next_article(r).id, "one");
  casus_article read;
  unsigned failures = 0;
  for (casus_status s; (s = casus_reader_next(r, &read, NULL)) != CASUS_END;) failures += s == CASUS_INPUT;
  assert_int_equal(failures, 1);
  casus_reader_close(r);
}

static void what_is_no_feed_is_named(void **state) {
  (void)state;
  static const char *const others[] = {
      "", "<?xml version='1.0'?><urlset><url/></urlset>", "no XML at all", "<rss", "<?xml", "<a><item/></a>"};
  for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
    casus_reader *r = open_bytes(str_of(others[i]), "a.xml");
    next_failure(r);
    assert_end(r);
  }
  assert_end(open_bytes(STR("<rss><channel/></rss>"), "a.xml"));
}

/* ---- attacks */

static buffer repeated(const char *head, const char *unit, size_t n, const char *tail) {
  buffer b;
  buffer_init(&b, FEED_BYTES);
  append(&b, str_of(head));
  for (size_t i = 0; i < n; i++) append(&b, str_of(unit));
  append(&b, str_of(tail));
  return b;
}

static void assert_ends(buffer b) {
  casus_reader *r = open_bytes(buffer_str(&b), "a.xml");
  casus_article a;
  unsigned calls = 0;
  for (casus_status s; (s = casus_reader_next(r, &a, NULL)) != CASUS_END;) {
    assert_true(s == CASUS_OK || s == CASUS_INPUT);
    assert_true(++calls < 1000000);
  }
  casus_reader_close(r);
  buffer_free(&b);
}

static void entities_are_not_expanded(void **state) {
  (void)state;
  casus_reader *r = open_bytes(STR("<!DOCTYPE rss [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'><!ENTITY x SYSTEM "
                                   "'file:///etc/passwd'>]><rss><channel>"
                                   "<item><guid>i</guid><description>[&b;][&x;]</description></item></channel></rss>"),
                               "a.xml");
  assert_str(next_article(r).text, "[&b;][&x;]\n");
  assert_end(r);
}

static void attacks_end(void **state) {
  (void)state;
  assert_ends(repeated("<rss><channel>", "<item>", 200000, ""));
  assert_ends(repeated("<rss><channel><item><description>", "&lt;div&gt;", 200000, "</description></item></channel></rss>"));
  assert_ends(repeated("<rss ", "a='b' ", 200000, "/>"));
  assert_ends(repeated("<rss><channel><item><description>", "<![CDATA[x]]>", 200000, "</description></item></channel></rss>"));
  assert_ends(repeated("<rss><channel><item><description>", "&", 1000000, "</description></item></channel></rss>"));
  assert_ends(repeated("<rss><channel>", "<title>", 1000, ""));
  assert_ends(repeated("", "<?xml ", 200000, ""));
}

static void a_feed_over_its_maxima_is_refused(void **state) {
  (void)state;
  const buffer large[] = {repeated("<rss><channel>", "0123456789abcdef", (16 << 20) / 16 + 1, "</channel></rss>"),
                          repeated("<rss><channel>", "<a/>", 600000, "</channel></rss>")};
  for (size_t i = 0; i < 2; i++) {
    buffer b = large[i];
    casus_reader *r = open_bytes(buffer_str(&b), "a.rss");
    next_failure(r);
    assert_end(r);
    buffer_free(&b);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(items_of_rss_are_articles),
                                     cmocka_unit_test(entries_of_atom_are_articles),
                                     cmocka_unit_test(items_of_rss_1_are_articles),
                                     cmocka_unit_test(encodings_are_those_declared),
                                     cmocka_unit_test(a_cut_end_costs_the_last_item),
                                     cmocka_unit_test(what_can_be_mended_is),
                                     cmocka_unit_test(what_is_no_feed_is_named),
                                     cmocka_unit_test(entities_are_not_expanded),
                                     cmocka_unit_test(attacks_end),
                                     cmocka_unit_test(a_feed_over_its_maxima_is_refused)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
