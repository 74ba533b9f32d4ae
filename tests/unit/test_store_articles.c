/* The list of articles: which, in what order, and what is told of each. */
#include "../store/fixture.h"
#include "../store/reports.h"

enum { REPORTS = 40 };

static const casus_run_info info = {CONSTANT("ingest"), CONSTANT("1"), CONSTANT("t"), CONSTANT("now")};

static void add_article(casus_store *s, const report *r) {
  casus_prepared *p;
  bool added;
  GOOD(casus_prepare(&r->article, r->events, r->n_events, &p, &error));
  GOOD(casus_store_add(s, p, &added, &error));
  assert_true(added);
}

/* Article key n + 1: n % 4 events, publisher paper(n % 3), March 1 + n % 20; every seventh without date. */
static casus_store *full_store(sql_kind kind) {
  casus_store *s = store_at(empty_database(kind));
  casus_run run;
  report r;
  GOOD(casus_store_run_begin(s, &info, &run, &error));
  for (unsigned n = 0; n < REPORTS; n++) report_make(&r, n), add_article(s, &r);
  GOOD(casus_store_run_end(s, STR("t"), &run, &error));
  return s;
}

typedef struct {
  const casus_article_item *items;
  size_t n;
  uint64_t total;
} listing;

static listing list(casus_store *s, casus_article_query query) {
  listing l = {0};
  GOOD(casus_store_articles(s, &query, &l.items, &l.n, &l.total, &error));
  return l;
}

static void an_empty_store_has_none(void **state) {
  casus_store *s = store_at(empty_database(kind_of_test(state)));
  listing l = list(s, (casus_article_query){0});
  assert_true(l.n == 0 && l.total == 0);
  casus_store_close(s);
}

static void all_is_told_but_the_text(void **state) {
  casus_store *s = full_store(kind_of_test(state));
  report r;
  listing l = list(s, (casus_article_query){.text = STR("number 3")});
  report_make(&r, 3);
  assert_true(l.n == 1 && l.total == 1);
  const casus_article_item *i = &l.items[0];
  assert_true(i->key == 4 && i->n_events == 3 && i->len_bytes == r.article.text.len && i->group == 4);
  assert_true(str_empty(i->imported) && str_empty(i->article.text));
  assert_true(str_equal(i->article.id, r.article.id) && str_equal(i->article.title, r.article.title));
  assert_true(str_equal(i->article.url, r.article.url) && str_equal(i->article.source, r.article.source));
  assert_true(str_equal(i->article.language, r.article.language) && i->article.body == r.article.body);
  assert_true(i->article.date.day == 4 && i->article.origin_line == 4);
  assert_text(i->article.origin, "in.jsonl");
  casus_store_close(s);
}

static void one_is_told_by_its_key(void **state) {
  casus_store *s = full_store(kind_of_test(state));
  casus_article_item item = {.key = 77};
  report r;
  report_make(&r, 3);
  GOOD(casus_store_article_item(s, 4, &item, &error));
  assert_true(item.key == 4 && item.n_events == 3 && item.len_bytes == r.article.text.len && item.group == 4);
  assert_true(str_equal(item.article.title, r.article.title));
  GIVES(CASUS_END, casus_store_article_item(s, REPORTS + 1, &item, &error));
  GIVES(CASUS_END, casus_store_article_item(s, 0, &item, &error));
  assert_int_equal(item.key, 4);
  casus_store_close(s);
}

static void in_order(listing l, bool newest_first) {
  for (size_t i = 1; i < l.n; i++) {
    const casus_article_item *a = &l.items[i - 1], *b = &l.items[i];
    bool a_dated = a->article.date.year != 0, b_dated = b->article.date.year != 0;
    assert_true(a_dated || !b_dated);
    if (a_dated != b_dated) continue;
    int days = a_dated ? b->article.date.day - a->article.date.day : 0;
    if (newest_first) assert_true(days < 0 || (days == 0 && a->key > b->key));
    else assert_true(days > 0 || (days == 0 && a->key < b->key));
  }
}

static void what_has_no_date_comes_last(void **state) {
  casus_store *s = full_store(kind_of_test(state));
  for (int newest = 0; newest < 2; newest++) {
    listing l = list(s, (casus_article_query){.newest_first = newest});
    assert_true(l.n == REPORTS && l.total == REPORTS && l.items[REPORTS - 1].article.date.year == 0);
    in_order(l, newest);
  }
  casus_store_close(s);
}

static void pages_join_into_the_whole(void **state) {
  casus_store *s = full_store(kind_of_test(state));
  for (int newest = 0; newest < 2; newest++)
    for (uint64_t limit = 1; limit < 12; limit += 5) {
      int64_t whole[REPORTS];
      listing l = list(s, (casus_article_query){.newest_first = newest});
      for (size_t i = 0; i < l.n; i++) whole[i] = l.items[i].key;
      for (uint64_t offset = 0; offset < REPORTS + 3; offset += limit) {
        l = list(s, (casus_article_query){.newest_first = newest, .offset = offset, .limit = limit});
        assert_int_equal(l.total, REPORTS);
        uint64_t left = offset < REPORTS ? REPORTS - offset : 0;
        assert_int_equal(l.n, left < limit ? left : limit);
        for (size_t i = 0; i < l.n; i++) assert_int_equal(l.items[i].key, whole[offset + i]);
      }
    }
  listing l = list(s, (casus_article_query){.offset = UINT64_MAX, .limit = UINT64_MAX});
  assert_true(l.n == 0 && l.total == REPORTS);
  casus_store_close(s);
}

static void conditions_hold_together(void **state) {
  casus_store *s = full_store(kind_of_test(state));
  const casus_date fourth = {2024, 3, 4}, ninth = {2024, 3, 9}, march = {2024, 3, 0}, may = {2024, 5, 0};
#define DAYS "date BETWEEN '2024-03-04' AND '2024-03-09'"
  assert_int_equal(list(s, (casus_article_query){.source = STR("PAPER1")}).total,
                   number(s, "SELECT count(*) FROM article WHERE source = 'paper1'"));
  assert_int_equal(list(s, (casus_article_query){.source = STR("paper")}).total, 0);
  listing l = list(s, (casus_article_query){.from = fourth, .to = ninth});
  assert_int_equal(l.total, number(s, "SELECT count(*) FROM article WHERE " DAYS));
  assert_int_equal(l.n, l.total);
  l = list(s, (casus_article_query){.from = fourth, .to = ninth, .source = STR("paper2"), .newest_first = true});
  assert_int_equal(l.total, number(s, "SELECT count(*) FROM article WHERE source = 'paper2' AND " DAYS));
  assert_true(l.total > 0);
  in_order(l, true);
  assert_int_equal(list(s, (casus_article_query){.from = march, .to = march}).total,
                   number(s, "SELECT count(*) FROM article WHERE date <> ''"));
  assert_int_equal(list(s, (casus_article_query){.from = may}).total, 0);
  l = list(s, (casus_article_query){.text = STR("\"envoy number\" -\"number 7\""), .source = STR("paper1")});
  assert_int_equal(l.total, number(s, "SELECT count(*) FROM article WHERE source = 'paper1' AND id <> 'a7'"));
  assert_int_equal(list(s, (casus_article_query){.text = STR("submarine")}).total, 0);
  casus_store_close(s);
}

static void nonsense_is_refused(void **state) {
  casus_store *s = full_store(kind_of_test(state));
  const casus_article_query queries[] = {{.text = STR("--")},
                                         {.text = STR("cut \xC3")},
                                         {.source = STR("nul\0")},
                                         {.from = {2024, 13, 1}},
                                         {.from = {2024, 3, 2}, .to = {2024, 3, 1}}};
  const casus_article_item *items = NULL;
  size_t n;
  uint64_t total;
  for (size_t i = 0; i < sizeof queries / sizeof *queries; i++)
    GIVES(CASUS_USAGE, casus_store_articles(s, &queries[i], &items, &n, &total, &error));
  assert_null(items);
  assert_int_equal(list(s, (casus_article_query){.source = STR("' OR ''='")}).total, 0);
  casus_store_close(s);
}

static void lengths_are_of_the_text_as_given(void **state) {
  casus_store *s = store_at(empty_database(kind_of_test(state)));
  const str texts[] = {STR("a\0b"), STR("\x10"),
                       STR("\x10\x10"
                           "0\0"),
                       STR("\0\x10\0"), STR("caf\u00e9 \U0001F6A2")};
  casus_run run;
  report r;
  GOOD(casus_store_run_begin(s, &info, &run, &error));
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    report_make(&r, (unsigned)i * 4); /* without events */
    r.article.text = texts[i];
    r.article.body = 0;
    add_article(s, &r);
  }
  GOOD(casus_store_commit(s, &error));
  listing l = list(s, (casus_article_query){0});
  assert_int_equal(l.n, sizeof texts / sizeof *texts);
  for (size_t i = 0; i < l.n; i++) {
    assert_int_equal(l.items[i].len_bytes, texts[l.items[i].key - 1].len);
    assert_true(l.items[i].group == 0 && l.items[i].n_events == 0);
  }
  casus_store_close(s);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      ON_BOTH(an_empty_store_has_none),     ON_BOTH(one_is_told_by_its_key),           ON_BOTH(all_is_told_but_the_text),
      ON_BOTH(what_has_no_date_comes_last), ON_BOTH(pages_join_into_the_whole),        ON_BOTH(conditions_hold_together),
      ON_BOTH(nonsense_is_refused),         ON_BOTH(lengths_are_of_the_text_as_given),
  };
  return cmocka_run_group_tests(tests, databases_start, databases_stop);
}
