/* Corrections: what is kept and what is refused, taking back, listing; a rebuild leaves them alone. */
#include "../store/dump.h"
#include "../store/reports.h"

enum { REPORTS = 8 };

static const casus_run_info info = {CONSTANT("ingest in.jsonl"), CONSTANT("1.0"), CONSTANT("t"),
                                    CONSTANT("2024-04-01T00:00:00Z")};

static casus_prepared *prepared(unsigned n) {
  report r;
  casus_prepared *p = NULL;
  report_make(&r, n);
  GOOD(casus_prepare(&r.article, r.events, r.n_events, &p, &error));
  return p;
}

/* Article key n + 1 has n % 4 events. */
static casus_store *full_store(const char *where) {
  casus_store *s = store_at(where);
  casus_run run;
  bool added;
  GOOD(casus_store_run_begin(s, &info, &run, &error));
  for (unsigned n = 0; n < REPORTS; n++) GOOD(casus_store_add(s, prepared(n), &added, &error));
  GOOD(casus_store_run_end(s, STR("2024-04-01T01:00:00Z"), &run, &error));
  return s;
}

static casus_str event_id(unsigned article, unsigned index) {
  static char ids[4][CASUS_ID_SIZE];
  static unsigned turn;
  report r;
  report_make(&r, article - 1);
  char *id = ids[turn++ % 4];
  memcpy(id, r.events[index].id, CASUS_ID_SIZE);
  return str_of(id);
}

#define SENTENCE "Minister Boris Sudel met envoy number 1 of the canal towns"
#define RECORD(fields) \
  "{\"text\":\"" SENTENCE "\",\"event\":\"CONSULT\",\"status\":\"actual\",\"actor\":[],\"recipient\":[]" fields "}"

/* Of article 2, which has one event. */
static casus_correction of_two(const char *verdict, casus_str event, casus_str record) {
  return (casus_correction){.article_key = 2,
                            .event = event,
                            .verdict = str_of(verdict),
                            .record = record,
                            .author = STR("Ada"),
                            .time = STR("2024-05-01T10:00:00Z")};
}

static int64_t correct(casus_store *s, casus_correction c) {
  int64_t key = 0;
  GOOD(casus_store_correct(s, &c, &key, &error));
  assert_true(key > 0);
  return key;
}

typedef struct {
  const casus_correction *items;
  size_t n;
  uint64_t total;
} listing;

static listing list(casus_store *s, casus_correction_query wanted) {
  listing l = {0};
  GOOD(casus_store_corrections(s, &wanted, &l.items, &l.n, &l.total, &error));
  return l;
}

/* ---- keeping */

static void what_is_said_comes_back(void **state) {
  casus_store *s = full_store(empty_database(kind_of_test(state)));
  assert_int_equal(list(s, (casus_correction_query){0}).total, 0);
  casus_str odd = STR(RECORD(",\"rule\":\"'; DROP TABLE correction; --\""));
  int64_t key = correct(s, of_two("corrected", event_id(2, 0), odd));
  listing l = list(s, (casus_correction_query){0});
  assert_true(l.n == 1 && l.total == 1 && l.items[0].key == key && l.items[0].article_key == 2);
  assert_true(str_equal(l.items[0].event, event_id(2, 0)) && str_equal(l.items[0].record, odd));
  assert_text(l.items[0].verdict, "corrected");
  assert_text(l.items[0].author, "Ada");
  assert_text(l.items[0].time, "2024-05-01T10:00:00Z");
  casus_store_close(s);
}

static void what_is_judged_is_kept_with_the_verdict(void **state) {
  casus_store *s = full_store(empty_database(kind_of_test(state)));
  static const char *const verdicts[] = {"accepted", "rejected"};
  for (int i = 0; i < 2; i++) {
    correct(s, of_two(verdicts[i], event_id(2, 0), STR("")));
    str record = list(s, (casus_correction_query){.limit = 1}).items[0].record;
    assert_true(str_starts(record, STR("{\"id\":\"")) && str_ends(record, STR("}")));
    assert_non_null(strstr(record.ptr, SENTENCE));
    assert_non_null(strstr(record.ptr, "\"trigger\":{\"text\":\"met\""));
  }
  casus_store_close(s);
}

static void a_missed_event_is_added(void **state) {
  casus_store *s = full_store(empty_database(kind_of_test(state)));
  correct(s, of_two("corrected", STR(""), STR(RECORD(""))));
  correct(s, of_two("corrected", STR(""), STR(RECORD(""))));
  assert_int_equal(list(s, (casus_correction_query){.article_key = 2}).total, 2);
  casus_store_close(s);
}

static void all_handles_see_it(void **state) {
  const char *where = empty_database(kind_of_test(state));
  casus_store *s = full_store(where), *reader;
  uint64_t before, after;
  GOOD(casus_store_open(where, CASUS_STORE_READ, &reader, &error));
  GOOD(casus_store_revision(reader, &before, &error));
  correct(s, of_two("accepted", event_id(2, 0), STR("")));
  GOOD(casus_store_revision(reader, &after, &error));
  assert_true(after > before);
  assert_int_equal(list(reader, (casus_correction_query){0}).total, 1);
  casus_store_counts counts;
  GOOD(casus_store_state(reader, &counts, &error));
  assert_int_equal(counts.n_corrections, 1);
  int64_t key;
  casus_correction c = of_two("accepted", event_id(2, 0), STR(""));
  REFUSES(CASUS_USAGE, "reading only", casus_store_correct(reader, &c, &key, &error));
  casus_store_close(reader);
  casus_store_close(s);
}

/* ---- refusing */

static void refuses(casus_store *s, casus_correction c, const char *words) {
  int64_t key = 77;
  REFUSES(CASUS_USAGE, words, casus_store_correct(s, &c, &key, &error));
  assert_int_equal(key, 77);
}

static void what_makes_no_sense_is_refused(void **state) {
  casus_store *s = full_store(empty_database(kind_of_test(state)));
  uint64_t before, after;
  GOOD(casus_store_revision(s, &before, &error));
  casus_str id = event_id(2, 0), none = STR(""), record = STR(RECORD(""));
  refuses(s, of_two("maybe", id, none), "a verdict is");
  refuses(s, of_two("", id, none), "a verdict is");
  refuses(s, of_two("accepted", none, none), "missed");
  refuses(s, of_two("corrected", id, none), "needs the record");
  refuses(s, of_two("rejected", id, record), "only what is corrected");
  refuses(s, of_two("accepted", event_id(3, 0), none), "article 2 has no event");
  refuses(s, of_two("accepted", STR("' OR 1=1"), none), "article 2 has no event");
  casus_correction c = of_two("accepted", id, none);
  c.article_key = 99;
  refuses(s, c, "no article 99");
  c = of_two("accepted", id, none), c.author = STR("  ");
  refuses(s, c, "an author");
  c = of_two("accepted", id, none), c.time = none;
  refuses(s, c, "a time");
  c = of_two("accepted", id, none), c.author = STR("cut \xC3");
  refuses(s, c, "not UTF-8");
  c = of_two("accepted", id, none), c.author = STR("nul \0");
  refuses(s, c, "NUL");
  GOOD(casus_store_revision(s, &after, &error));
  assert_int_equal(before, after);
  assert_int_equal(list(s, (casus_correction_query){0}).total, 0);
  casus_store_close(s);
}

static void records_have_what_gold_needs(void **state) {
  casus_store *s = full_store(empty_database(kind_of_test(state)));
  static const struct {
    const char *record, *words;
  } rows[] = {
      {"[]", "JSON object"},
      {"{", "no JSON"},
      {"{\"text\":\"x\",\"text\":\"x\"}", "no JSON"},
      {"{\"event\":\"CONSULT\",\"status\":\"actual\",\"actor\":[],\"recipient\":[]}", "\"text\""},
      {"{\"text\":\" \",\"event\":\"CONSULT\",\"status\":\"actual\",\"actor\":[],\"recipient\":[]}", "\"text\""},
      {"{\"text\":\"" SENTENCE "\",\"event\":\"TALK\",\"status\":\"actual\",\"actor\":[],\"recipient\":[]}", "\"event\""},
      {"{\"text\":\"" SENTENCE "\",\"event\":\"CONSULT\",\"status\":\"done\",\"actor\":[],\"recipient\":[]}", "\"status\""},
      {"{\"text\":\"" SENTENCE "\",\"event\":\"CONSULT\",\"status\":\"actual\",\"recipient\":[]}", "\"actor\""},
      {"{\"text\":\"" SENTENCE "\",\"event\":\"CONSULT\",\"status\":\"actual\",\"actor\":[],\"recipient\":[1]}", "\"recipient\""},
      {RECORD(",\"of\":\"TALK\""), "\"of\""},
      {RECORD(",\"trigger\":7"), "\"trigger\""},
      {RECORD(",\"place\":{}"), "\"place\""},
      {RECORD(",\"holder\":\"UN\""), "\"holder\""},
      {RECORD(",\"condition\":[]"), "\"condition\""},
      {RECORD(",\"date\":2024"), "\"date\""},
      {"{\"text\":\"Nobody said this.\",\"event\":\"CONSULT\",\"status\":\"actual\",\"actor\":[],\"recipient\":[]}",
       "does not stand in the article"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    refuses(s, of_two("corrected", event_id(2, 0), str_of(rows[i].record)), rows[i].words);
  correct(s, of_two("corrected", event_id(2, 0),
                    STR(RECORD(",\"of\":null,\"trigger\":{\"text\":\"met\"},\"place\":{\"name\":\"Lock City\"},\"date\":null,"
                               "\"holder\":{\"code\":\"NRL\"},\"condition\":{\"text\":\"if\"}"))));
  correct(s, of_two("corrected", event_id(2, 0), STR(RECORD(",\"of\":\"AID\",\"trigger\":\"met\",\"place\":\"Lock City\""))));
  casus_store_close(s);
}

static void records_have_a_maximum(void **state) {
  casus_store *s = full_store(empty_database(kind_of_test(state)));
  buffer b;
  buffer_init(&b, 1 << 20);
  str record = STR(RECORD(""));
  assert_true(buffer_add(&b, record));
  while (b.len < CASUS_CORRECTION_BYTES_MAX) assert_true(buffer_add_byte(&b, ' '));
  correct(s, of_two("corrected", event_id(2, 0), buffer_str(&b)));
  assert_true(buffer_add_byte(&b, ' '));
  refuses(s, of_two("corrected", event_id(2, 0), buffer_str(&b)), "over 65536 bytes");
  buffer_free(&b);
  casus_store_close(s);
}

/* ---- taking back */

static void the_latest_counts_until_it_is_taken_back(void **state) {
  casus_store *s = full_store(empty_database(kind_of_test(state)));
  int64_t first = correct(s, of_two("accepted", event_id(2, 0), STR(""))),
          second = correct(s, of_two("rejected", event_id(2, 0), STR("")));
  assert_true(second > first);
  assert_text(list(s, (casus_correction_query){.event = event_id(2, 0)}).items[0].verdict, "rejected");
  GOOD(casus_store_uncorrect(s, second, &error));
  assert_text(list(s, (casus_correction_query){.event = event_id(2, 0)}).items[0].verdict, "accepted");
  GIVES(CASUS_END, casus_store_uncorrect(s, second, &error));
  GIVES(CASUS_END, casus_store_uncorrect(s, 0, &error));
  int64_t third = correct(s, of_two("rejected", event_id(2, 0), STR("")));
  assert_true(third > second); /* no key comes twice */
  casus_store_close(s);
}

/* ---- listing */

static void lists_are_narrowed_and_paged(void **state) {
  casus_store *s = full_store(empty_database(kind_of_test(state)));
  for (unsigned i = 0; i < 6; i++) {
    casus_correction c = of_two("accepted", event_id(2 + i % 2, 0), STR(""));
    c.article_key = 2 + i % 2;
    if (i > 3) c.author = STR("Boris");
    correct(s, c);
  }
  listing l = list(s, (casus_correction_query){0});
  assert_true(l.n == 6 && l.total == 6);
  for (size_t i = 1; i < l.n; i++) assert_true(l.items[i - 1].key > l.items[i].key);
  l = list(s, (casus_correction_query){.author = STR("Boris")});
  assert_true(l.n == 2 && l.total == 2);
  l = list(s, (casus_correction_query){.author = STR("Boris"), .article_key = 3});
  assert_true(l.n == 1 && l.items[0].article_key == 3);
  l = list(s, (casus_correction_query){.offset = 4, .limit = 10});
  assert_true(l.n == 2 && l.total == 6);
  l = list(s, (casus_correction_query){.offset = 1, .limit = 2});
  assert_true(l.n == 2 && l.total == 6);
  l = list(s, (casus_correction_query){.offset = UINT64_MAX, .limit = UINT64_MAX});
  assert_true(l.n == 0 && l.total == 6);
  assert_int_equal(list(s, (casus_correction_query){.author = STR("nobody' OR ''='")}).total, 0);
  casus_correction_query broken = {.author = STR("cut \xC3")};
  REFUSES(CASUS_USAGE, "UTF-8", casus_store_corrections(s, &broken, &l.items, &l.n, &l.total, &error));
  casus_store_close(s);
}

/* ---- beside other writing */

static void an_open_run_goes_on(void **state) {
  casus_store *s = full_store(empty_database(kind_of_test(state)));
  casus_run run;
  bool added;
  GOOD(casus_store_run_begin(s, &info, &run, &error));
  GOOD(casus_store_add(s, prepared(20), &added, &error));
  refuses(s, of_two("accepted", STR("0"), STR("")), "no event");
  correct(s, of_two("accepted", event_id(2, 0), STR("")));
  GOOD(casus_store_add(s, prepared(21), &added, &error));
  GOOD(casus_store_run_end(s, STR("t"), &run, &error));
  assert_int_equal(run.n_coded, 2);
  casus_store_close(s);
}

static void a_rebuild_keeps_them(void **state) {
  static const char *const kept[] = {"correction", NULL};
  casus_store *s = full_store(empty_database(kind_of_test(state)));
  casus_run run;
  int64_t key = 0;
  casus_article article;
  correct(s, of_two("accepted", event_id(2, 0), STR("")));
  correct(s, of_two("corrected", STR(""), STR(RECORD(""))));
  char *before = dump(s, kept);
  const casus_run_info again = {STR("rebuild"), STR("1.0"), STR("t"), STR("t")};
  GOOD(casus_store_rebuild_begin(s, &again, &run, &error));
  while (casus_store_next_article(s, &key, &article, &error) == CASUS_OK) {
    casus_prepared *p;
    GOOD(casus_prepare(&article, NULL, 0, &p, &error)); /* which codes nothing any more */
    GOOD(casus_store_recode(s, p, &error));
  }
  GOOD(casus_store_run_end(s, STR("t"), &run, &error));
  assert_int_equal(number(s, "SELECT count(*) FROM event"), 0);
  assert_same_dump(before, dump(s, kept));
  casus_store_close(s);
}

/* Takes the ten seconds that a writer waits. */
static void who_writes_is_named(void **state) {
  const char *where = empty_database(kind_of_test(state));
  casus_store *s = full_store(where), *other;
  casus_run run;
  bool added;
  int64_t key;
  const casus_run_info long_one = {STR("ingest all.warc"), STR("1"), STR("t"), STR("2024-06-01T12:00:00Z")};
  GOOD(casus_store_open(where, CASUS_STORE_WRITE, &other, &error));
  GOOD(casus_store_run_begin(other, &long_one, &run, &error));
  GOOD(casus_store_add(other, prepared(30), &added, &error));
  casus_correction c = of_two("accepted", event_id(2, 0), STR(""));
  REFUSES(CASUS_STORE, "another process is writing", casus_store_correct(s, &c, &key, &error));
  assert_non_null(strstr(error.message, "2024-06-01T12:00:00Z: ingest all.warc"));
  GOOD(casus_store_commit(other, &error));
  correct(s, c); /* in between */
  GOOD(casus_store_run_end(other, STR("t"), &run, &error));
  casus_store_close(other);
  casus_store_close(s);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      ON_BOTH(what_is_said_comes_back),        ON_BOTH(what_is_judged_is_kept_with_the_verdict),
      ON_BOTH(a_missed_event_is_added),        ON_BOTH(all_handles_see_it),
      ON_BOTH(what_makes_no_sense_is_refused), ON_BOTH(records_have_what_gold_needs),
      ON_BOTH(records_have_a_maximum),         ON_BOTH(the_latest_counts_until_it_is_taken_back),
      ON_BOTH(lists_are_narrowed_and_paged),   ON_BOTH(an_open_run_goes_on),
      ON_BOTH(a_rebuild_keeps_them),           ON_BOTH(who_writes_is_named),
  };
  return cmocka_run_group_tests(tests, databases_start, databases_stop);
}
