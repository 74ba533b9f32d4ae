/* What a store keeps: runs and their counts, articles and events, what is made anew; the same in both databases. */
#include "../store/dump.h"
#include "../store/reports.h"

enum { REPORTS = 60 };

static const casus_run_info info = {CONSTANT("ingest in.jsonl"), CONSTANT("1.0"), CONSTANT("0123abcd"),
                                    CONSTANT("2024-04-01T00:00:00Z")};
static const char *const content[] = {"article", "signature", "actor",   "place", "event",
                                      "party",   "figure",    "joining", "story", NULL};

static casus_run begin(casus_store *s) {
  casus_run run = {0};
  GOOD(casus_store_run_begin(s, &info, &run, &error));
  return run;
}

static casus_run end(casus_store *s) {
  casus_run run = {0};
  GOOD(casus_store_run_end(s, STR("2024-04-01T01:00:00Z"), &run, &error));
  return run;
}

static casus_prepared *prepared(const report *r) {
  casus_prepared *p = NULL;
  GOOD(casus_prepare(&r->article, r->events, r->n_events, &p, &error));
  return p;
}

static bool add_report(casus_store *s, const report *r) {
  bool added = false;
  GOOD(casus_store_add(s, prepared(r), &added, &error));
  return added;
}

static bool add(casus_store *s, unsigned n) {
  report r;
  report_make(&r, n);
  return add_report(s, &r);
}

static void add_range(casus_store *s, unsigned from, unsigned to) {
  for (unsigned n = from; n < to; n++) assert_true(add(s, n));
}

/* As one run without interruption leaves it. */
static casus_store *full_store(sql_kind kind) {
  casus_store *s = store_at(empty_database(kind));
  begin(s);
  add_range(s, 0, REPORTS);
  end(s);
  return s;
}

/* ---- runs */

static void counts_add_up(void **state) {
  casus_store *s = store_at(empty_database(kind_of_test(state)));
  casus_run run = begin(s);
  assert_true(run.key == 1 && !run.resumed && !run.closed && run.n_read == 0);
  assert_true(add(s, 1) && add(s, 2) && !add(s, 1));
  const casus_error broken = {.message = "no JSON", .line = 7, .offset_bytes = 700};
  GOOD(casus_store_fail(s, STR("in.jsonl"), &broken, &error));
  GOOD(casus_store_skipped(s, STR("no text"), 2, &error));
  GOOD(casus_store_skipped(s, STR("no text"), 5, &error)); /* the last number counts */
  run = end(s);
  assert_true(run.closed && run.n_read == 9 && run.n_coded == 2 && run.n_skipped == 6 && run.n_failed == 1 && run.n_events == 3);
  assert_int_equal(number(s, "SELECT n FROM run_skip WHERE reason = 'no text'"), 5);
  assert_int_equal(number(s, "SELECT n FROM run_skip WHERE reason = 'stored already'"), 1);
  assert_int_equal(number(s, "SELECT offset_bytes FROM run_failure WHERE message = 'no JSON' AND line = 7 AND ordinal = 1"), 700);
  assert_int_equal(number(s, "SELECT n_read - n_coded - n_skipped - n_failed FROM run"), 0);
  assert_int_equal(number(s, "SELECT count(*) FROM run WHERE state = 'closed' AND ended = '2024-04-01T01:00:00Z'"), 1);
  assert_int_equal(number(s, "SELECT count(*) FROM run_input"), 0);
  casus_store_close(s);
}

static void nothing_goes_without_a_run(void **state) {
  casus_store *s = store_at(empty_database(kind_of_test(state)));
  report r;
  casus_run run;
  uint64_t position;
  bool added;
  report_make(&r, 1);
  REFUSES(CASUS_USAGE, "no open run", casus_store_add(s, prepared(&r), &added, &error));
  REFUSES(CASUS_USAGE, "no open run", casus_store_fail(s, STR("x"), &(casus_error){.message = "y"}, &error));
  REFUSES(CASUS_USAGE, "no open run", casus_store_skipped(s, STR("x"), 1, &error));
  REFUSES(CASUS_USAGE, "no open run", casus_store_run_position(s, STR("x"), &position, &error));
  REFUSES(CASUS_USAGE, "no open run", casus_store_run_end(s, STR("now"), &run, &error));
  assert_int_equal(number(s, "SELECT count(*) FROM article"), 0);
  casus_store_close(s);
}

static void reasons_have_a_maximum(void **state) {
  casus_store *s = store_at(empty_database(kind_of_test(state)));
  char reason[REASON_BYTES + 8];
  begin(s);
  for (int i = 0; i < REASONS_MAX; i++) {
    snprintf(reason, sizeof reason, "reason %d", i);
    GOOD(casus_store_skipped(s, str_of(reason), 1, &error));
  }
  REFUSES(CASUS_USAGE, "reasons", casus_store_skipped(s, STR("one more"), 1, &error));
  memset(reason, 'x', sizeof reason);
  REFUSES(CASUS_USAGE, "reasons", casus_store_skipped(s, (str){reason, sizeof reason}, 1, &error));
  assert_true(end(s).n_skipped == REASONS_MAX);
  casus_store_close(s);
}

static uint64_t position(casus_store *s) {
  uint64_t n = 77;
  GOOD(casus_store_run_position(s, STR("in.jsonl"), &n, &error));
  return n;
}

static void a_run_is_taken_up(void **state) {
  const char *where = empty_database(kind_of_test(state));
  casus_store *s = store_at(where);
  begin(s);
  add_range(s, 0, 10);
  GOOD(casus_store_skipped(s, STR("no text"), 3, &error));
  GOOD(casus_store_commit(s, &error));
  add_range(s, 10, 15); /* these are lost */
  casus_store_close(s);
  s = store_at(where);
  casus_run run = begin(s);
  assert_true(run.resumed && run.key == 1 && run.n_read == 13 && run.n_coded == 10 && run.n_skipped == 3);
  assert_int_equal(position(s), 10);
  assert_int_equal(number(s, "SELECT count(*) FROM article"), 10);
  add_range(s, 10, REPORTS);
  GOOD(casus_store_skipped(s, STR("no text"), 3, &error));
  assert_int_equal(position(s), REPORTS);
  run = end(s);
  assert_true(run.n_read == REPORTS + 3 && run.n_coded == REPORTS && run.n_skipped == 3);
  casus_store *whole = full_store(sql_kind_of(s->db));
  assert_same_dump(dump(s, content), dump(whole, content));
  assert_false(begin(s).resumed); /* the command is done: another run */
  casus_store_close(s);
  casus_store_close(whole);
}

static void another_command_takes_up_nothing(void **state) {
  const char *where = empty_database(kind_of_test(state));
  const casus_run_info others[] = {{STR("ingest else"), STR("1.0"), STR("0123abcd"), STR("t")},
                                   {STR("ingest in.jsonl"), STR("1.1"), STR("0123abcd"), STR("t")},
                                   {STR("ingest in.jsonl"), STR("1.0"), STR("4567abcd"), STR("t")}};
  casus_store *s = store_at(where);
  begin(s);
  add_range(s, 0, 3);
  GOOD(casus_store_commit(s, &error));
  for (int i = 0; i < 3; i++) {
    casus_run run;
    GOOD(casus_store_run_begin(s, &others[i], &run, &error));
    assert_true(!run.resumed && run.key == i + 2 && run.n_read == 0);
    assert_int_equal(position(s), 0);
  }
  assert_true(begin(s).key == 1);
  casus_store_close(s);
}

static void again_adds_nothing(void **state) {
  sql_kind kind = kind_of_test(state);
  casus_store *s = full_store(kind), *once = full_store(kind);
  casus_run run = begin(s);
  for (unsigned n = 0; n < REPORTS; n++) assert_false(add(s, n));
  run = end(s);
  assert_true(run.key == 2 && run.n_read == REPORTS && run.n_skipped == REPORTS && run.n_coded == 0 && run.n_events == 0);
  assert_same_dump(dump(s, content), dump(once, content));
  casus_store_close(s);
  casus_store_close(once);
}

/* ---- articles */

static void what_tells_articles_apart(void **state) {
  casus_store *s = store_at(empty_database(kind_of_test(state)));
  report r;
  bool has;
  begin(s);
  report_make(&r, 1);
  GOOD(casus_store_has(s, &r.article, &has, &error));
  assert_false(has);
  assert_true(add_report(s, &r));
  r.article.id = STR("another id"), r.article.origin_line = 99, r.article.language = STR("de");
  GOOD(casus_store_has(s, &r.article, &has, &error));
  assert_true(has);
  assert_false(add_report(s, &r)); /* the same for all that */
  const casus_article first = r.article;
  r.article.title = STR("Another title");
  assert_true(add_report(s, &r));
  r.article = first, r.article.date.day++;
  assert_true(add_report(s, &r));
  r.article = first, r.article.url = STR("https://other.example");
  assert_true(add_report(s, &r));
  r.article = first, r.article.source = STR("another paper");
  assert_true(add_report(s, &r));
  r.article = first, r.article.text.len -= 10;
  GOOD(casus_store_has(s, &r.article, &has, &error));
  assert_false(has);
  casus_store_close(s);
}

static void what_is_not_committed_is_not_there(void **state) {
  const char *where = empty_database(kind_of_test(state));
  casus_store *s = store_at(where);
  begin(s);
  add_range(s, 0, 4);
  GOOD(casus_store_commit(s, &error));
  char *before = dump(s, NULL);
  add_range(s, 4, 20);
  casus_store_close(s);
  s = store_at(where);
  assert_same_dump(before, dump(s, NULL));
  casus_store_close(s);
}

static void keys_are_in_order(void **state) {
  casus_store *s = full_store(kind_of_test(state));
  assert_int_equal(number(s, "SELECT count(*) FROM article"), REPORTS);
  assert_int_equal(number(s, "SELECT max(key) FROM article"), REPORTS);
  assert_int_equal(number(s, "SELECT count(*) - max(key) FROM event"), 0);
  assert_int_equal(number(s, "SELECT count(*) FROM event a JOIN event b ON a.key < b.key AND a.article > b.article"), 0);
  assert_int_equal(number(s, "SELECT count(*) FROM article WHERE id <> 'a' || (origin_line - 1)"), 0);
  casus_store_close(s);
}

static void actors_and_places_are_kept_once(void **state) {
  casus_store *s = full_store(kind_of_test(state));
  assert_int_equal(number(s, "SELECT count(*) FROM (SELECT DISTINCT code, country, sector, name, office FROM actor) x"),
                   number(s, "SELECT count(*) FROM actor"));
  assert_true(number(s, "SELECT count(*) FROM actor") > 4 && number(s, "SELECT count(*) FROM actor") < 20);
  assert_int_equal(number(s, "SELECT count(*) FROM place"), 4);
  assert_int_equal(number(s, "SELECT count(*) FROM place WHERE name = 'Nowhere' AND lat IS NULL AND lon IS NULL"), 1);
  assert_int_equal(number(s, "SELECT count(*) FROM party WHERE actor NOT IN (SELECT key FROM actor)"), 0);
  assert_int_equal(number(s, "SELECT count(*) FROM event WHERE place IS NULL"), 0);
  casus_store_close(s);
}

/* What one keeps in memory is read anew once the other has written. */
static void two_write_in_turn(void **state) {
  sql_kind kind = kind_of_test(state);
  const char *where = empty_database(kind);
  casus_store *a = store_at(where), *b = store_at(where);
  const casus_run_info of_b = {STR("ingest else"), STR("1.0"), STR("0123abcd"), STR("t")};
  casus_run run;
  begin(a);
  GOOD(casus_store_run_begin(b, &of_b, &run, &error));
  for (unsigned n = 0; n < REPORTS; n++) {
    casus_store *s = n / 4 % 2 ? b : a;
    assert_true(add(s, n));
    if (n % 4 == 3) GOOD(casus_store_commit(s, &error));
  }
  casus_store *alone = full_store(kind);
  static const char *const read[] = {"signature", "actor", "place", "event", "party", "figure", "joining", NULL};
  end(a);
  GOOD(casus_store_run_end(b, STR("t"), &run, &error));
  assert_same_dump(dump(a, read), dump(alone, read));
  casus_store_close(a);
  casus_store_close(b);
  casus_store_close(alone);
}

static void all_fields_are_kept(void **state) {
  casus_store *s = store_at(empty_database(kind_of_test(state)));
  begin(s);
  assert_true(add(s, 3)); /* a rich one, of three events */
  end(s);
#define ONE(condition) assert_int_equal(number(s, "SELECT count(*) FROM event WHERE key = 1 AND " condition), 1)
  ONE("date = '2024-03-04' AND enddate = '2024-03-28' AND first_day = 19786 AND last_day = 19810 AND date_basis = 1");
  ONE("type = 4 AND \"of\" = 6 AND quad = 1 AND aux = 9 AND status = 0 AND cameo = '042'");
  ONE("modes <> '' AND modes LIKE '%,%' AND contexts LIKE '%,%' AND score = 4.5 AND confidence = 0.75");
  ONE("\"condition\" = 'if the locks are opened' AND condition_begin = 5 AND condition_end = 28 AND condition_unless = 1");
  ONE("condition_event = 2 AND exchange = 3 AND \"trigger\" = 'met' AND trigger_begin = 20 AND trigger_end = 23");
  ONE("text IS NULL AND span_begin = 0 AND span_end = 60 AND sentence = 1 AND rule = 'meet/with-obl' AND extra IS NULL");
  ONE("place IN (SELECT key FROM place WHERE name = 'Lock City' AND lat = 12.25 AND lon = -7.5 AND geonames = 1000)");
  ONE("story IS NOT NULL AND article = 1 AND goldstein < -1.89 AND goldstein > -1.91 AND place_begin = 30");
  assert_int_equal(number(s, "SELECT count(*) FROM event WHERE key = 3 AND text LIKE '%does not hold.'"), 1);
  assert_int_equal(number(s, "SELECT count(*) FROM figure WHERE event = 1"), 4);
  assert_int_equal(number(s, "SELECT value FROM figure WHERE event = 1 AND kind = 'killed' AND low = 12 AND high = 12"), 12);
  assert_int_equal(number(s, "SELECT low FROM figure WHERE kind = 'arrested' AND value IS NULL AND high IS NULL"), 300);
  assert_int_equal(number(s, "SELECT high FROM figure WHERE kind = 'participants' AND text = 'dozens'"), 99);
  assert_int_equal(number(s, "SELECT count(*) FROM figure WHERE kind = 'weapon' AND class = 'drone' AND text = 'drones'"), 1);
  assert_int_equal(number(s, "SELECT count(*) FROM party WHERE event = 1"), 3);
  assert_int_equal(number(s,
                          "SELECT count(*) FROM party JOIN actor ON actor.key = party.actor WHERE event = 1 AND side = 2 AND"
                          " code = 'NRL' AND span_begin = 100"),
                   1);
  casus_store_close(s);
}

static void dates_without_day_are_intervals(void **state) {
  casus_store *s = store_at(empty_database(kind_of_test(state)));
  report r;
  begin(s);
  report_make(&r, 1);
  r.events[0].date = (casus_date){2024, 2, 0};
  assert_true(add_report(s, &r));
  report_make(&r, 5);
  r.events[0].date = (casus_date){2023, 0, 0}, r.events[0].enddate = (casus_date){2021, 1, 1}; /* which contradict */
  assert_true(add_report(s, &r));
  report_make(&r, 9);
  r.events[0].date = (casus_date){0};
  assert_true(add_report(s, &r));
  end(s);
  assert_int_equal(number(s, "SELECT last_day - first_day FROM event WHERE date = '2024-02'"), 28);
  assert_int_equal(number(s, "SELECT last_day - first_day FROM event WHERE date = '2023'"), 0);
  assert_int_equal(number(s, "SELECT count(*) FROM event WHERE date = '' AND first_day IS NULL AND last_day IS NULL"), 1);
  casus_store_close(s);
}

/* ---- odd strings */

enum { LONG_BYTES = 1 << 20 };

static void text_comes_back(casus_store *s, str text, int64_t *key) {
  report r;
  casus_article got;
  report_make(&r, 2);
  r.article.text = r.article.title = r.article.url = r.article.source = r.article.language = r.article.id = text;
  r.actors[0].name = r.actors[0].code = r.actors[0].text = text;
  r.events[0].text = r.events[0].condition = r.events[0].rule = r.events[0].trigger = r.events[0].place.name = text;
  assert_true(add_report(s, &r));
  assert_false(add_report(s, &r)); /* the same is known again */
  GOOD(casus_store_commit(s, &error));
  GOOD(casus_store_next_article(s, key, &got, &error));
  const str strings[] = {got.text, got.title, got.url, got.source, got.language, got.id};
  for (size_t i = 0; i < sizeof strings / sizeof *strings; i++) assert_true(str_equal(strings[i], text));
}

static void odd_strings_come_back(void **state) {
  casus_store *s = store_at(empty_database(kind_of_test(state)));
  static const str odd[] = {CONSTANT("'; DROP TABLE article; --"),
                            CONSTANT("\"\"''``$$ \\' E'\\n' $1 ?1 :name @x %s %n"),
                            CONSTANT("before\0after"),
                            CONSTANT("\0"),
                            CONSTANT("\x10\x30 and \x10\x10"),
                            CONSTANT("\xF0\x9F\x95\x8A\xF0\x9F\x8F\xBD \xEF\xBF\xBD \xEF\xBB\xBF \xE2\x80\xAE"),
                            CONSTANT("e\xCC\x81 \xC2\xA0 \xE2\x80\xA8\r\n\t\x7F\x01"),
                            CONSTANT("NULL"),
                            CONSTANT("a-b-c.d/e?f=g&h <b>&amp;</b>")};
  int64_t key = 0;
  begin(s);
  for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) text_comes_back(s, odd[i], &key);
  end(s);
  assert_int_equal(number(s, "SELECT count(*) FROM article"), sizeof odd / sizeof *odd);
  casus_store_close(s);
}

/* Words of `size` bytes that are all different, without an end. */
static str long_text(char *bytes, const char *pattern) {
  size_t len = 0;
  for (unsigned n = 0; len + 64 < LONG_BYTES; n++) len += (size_t)snprintf(bytes + len, 64, pattern, n, n / 7, n / 3);
  return (str){bytes, len};
}

static void long_strings_come_back(void **state) {
  casus_store *s = store_at(empty_database(kind_of_test(state)));
  static const char *const patterns[] = {"lock%u barge%u toll%u ", "x%u%u%u", "a%u-b%u-\xF0\x9F\x95\x8A%u ",
                                         "http://a%u.example/%u/%u "};
  char *bytes = malloc(LONG_BYTES);
  int64_t key = 0;
  assert_non_null(bytes);
  begin(s);
  for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
    report r;
    casus_article got;
    report_make(&r, 1);
    r.article.text = r.events[0].text = long_text(bytes, patterns[i]);
    r.events[0].span = (span){0, (uint32_t)r.article.text.len};
    assert_true(add_report(s, &r));
    GOOD(casus_store_commit(s, &error));
    GOOD(casus_store_next_article(s, &key, &got, &error));
    assert_true(str_equal(got.text, r.article.text));
  }
  assert_int_equal(end(s).n_coded, 4);
  free(bytes);
  casus_store_close(s);
}

static void broken_utf8_costs_no_store(void **state) {
  sql_kind kind = kind_of_test(state);
  casus_store *s = store_at(empty_database(kind));
  report r;
  bool added;
  begin(s);
  report_make(&r, 1);
  r.article.title = STR("cut \xC3");
  casus_status status = casus_store_add(s, prepared(&r), &added, &error);
  if (status == CASUS_OK) status = casus_store_commit(s, &error);
  assert_int_equal(status, kind == SQL_SQLITE ? CASUS_OK : CASUS_STORE); /* readers let none through */
  begin(s);
  assert_true(add(s, 2));
  end(s);
  casus_store_close(s);
}

/* ---- imports */

static bool import(casus_store *s, const char *id, unsigned event, const char *format) {
  report r;
  casus_prepared *p = NULL;
  bool added = false;
  report_make(&r, 2);
  r.article.text = STR("");
  r.article.id = str_of(id);
  report_identify(&r.events[0], 1000 + event, 0);
  r.events[0].text = STR("What the file says.");
  GOOD(casus_prepare_imported(&r.article, &r.events[0], STR("{\"Column 7\":\"x\"}"), str_of(format), &p, &error));
  GOOD(casus_store_add(s, p, &added, &error));
  return added;
}

static void imports_are_kept_by_their_ids(void **state) {
  casus_store *s = store_at(empty_database(kind_of_test(state)));
  begin(s);
  assert_true(import(s, "1", 1, "polecat"));
  assert_true(import(s, "1", 2, "polecat"));
  assert_false(import(s, "1", 1, "polecat"));
  assert_true(import(s, "1", 1, "gdelt"));
  assert_true(import(s, "2", 1, "polecat"));
  casus_run run = end(s);
  assert_true(run.n_read == 5 && run.n_coded == 4 && run.n_skipped == 1);
  assert_int_equal(number(s, "SELECT count(*) FROM article WHERE imported = 'polecat'"), 2);
  assert_int_equal(number(s, "SELECT count(*) FROM article WHERE imported = 'gdelt'"), 1);
  assert_int_equal(number(s, "SELECT count(*) FROM event WHERE extra = '{\"Column 7\":\"x\"}' AND text = 'What the file says.'"),
                   4);
  assert_int_equal(number(s, "SELECT count(*) FROM signature"), 0);
  assert_int_equal(number(s, "SELECT count(*) FROM article WHERE group_key IS NULL"), 0);
  casus_prepared *p;
  report r;
  report_make(&r, 2);
  REFUSES(CASUS_USAGE, "format", casus_prepare_imported(&r.article, r.events, STR(""), STR(""), &p, &error));
  casus_store_close(s);
}

/* ---- rebuild */

/* Codes all stored articles "again": from their ids. Stops before article `until` where that is not 0. */
static void recode(casus_store *s, int64_t until) {
  casus_article got;
  casus_status status;
  uint64_t done = 0;
  GOOD(casus_store_run_position(s, STR("articles"), &done, &error));
  for (int64_t key = 0; (status = casus_store_next_article(s, &key, &got, &error)) == CASUS_OK && (!until || key < until);) {
    uint32_t n;
    report r;
    if (done && done--) continue;
    assert_true(str_to_u32(str_slice(got.id, 1, got.id.len), &n));
    report_make(&r, n);
    casus_prepared *p = NULL;
    GOOD(casus_prepare(&got, r.events, r.n_events, &p, &error));
    GOOD(casus_store_recode(s, p, &error));
  }
  assert_true(until || status == CASUS_END);
}

static const casus_run_info rebuild_info = {CONSTANT("rebuild"), CONSTANT("1.0"), CONSTANT("0123abcd"),
                                            CONSTANT("2024-05-01T00:00:00Z")};

static casus_run rebuild_begin(casus_store *s) {
  casus_run run = {0};
  GOOD(casus_store_rebuild_begin(s, &rebuild_info, &run, &error));
  return run;
}

static void correct(casus_store *s) {
  GOOD(sql_run(s->db, "INSERT INTO correction VALUES (1, 3, 'e', 'rejected', '', 'Ada', '2024-04-02')", &error));
}

static void a_rebuild_gives_the_same(void **state) {
  sql_kind kind = kind_of_test(state);
  casus_store *s = full_store(kind), *fresh = full_store(kind);
  correct(s);
  rebuild_begin(s);
  assert_int_equal(number(s, "SELECT count(*) FROM event"), 0);
  assert_int_equal(number(s, "SELECT count(*) FROM party"), 0);
  recode(s, 0);
  casus_run run = end(s);
  assert_true(run.n_read == REPORTS && run.n_coded == REPORTS);
  assert_same_dump(dump(s, content), dump(fresh, content));
  assert_int_equal(number(s, "SELECT article FROM correction WHERE verdict = 'rejected' AND author = 'Ada'"), 3);
  casus_store_close(s);
  casus_store_close(fresh);
}

static void a_rebuild_is_taken_up(void **state) {
  sql_kind kind = kind_of_test(state);
  const char *where = empty_database(kind);
  casus_store *s = store_at(where), *fresh = full_store(kind);
  begin(s);
  add_range(s, 0, REPORTS);
  end(s);
  rebuild_begin(s);
  recode(s, 20);
  GOOD(casus_store_commit(s, &error));
  casus_store_close(s);
  s = store_at(where);
  assert_true(rebuild_begin(s).resumed);
  assert_true(number(s, "SELECT count(*) FROM event") > 0); /* not forgotten again */
  recode(s, 0);
  assert_int_equal(end(s).n_coded, REPORTS);
  assert_same_dump(dump(s, content), dump(fresh, content));
  casus_store_close(s);
  casus_store_close(fresh);
}

static void a_rebuild_keeps_imports(void **state) {
  casus_store *s = store_at(empty_database(kind_of_test(state)));
  begin(s);
  add_range(s, 0, 8);
  assert_true(import(s, "1", 1, "icews"));
  end(s);
  rebuild_begin(s);
  assert_int_equal(number(s, "SELECT count(*) FROM event"), 1);
  recode(s, 0);
  assert_int_equal(end(s).n_read, 8); /* an import has no text to be coded */
  assert_int_equal(number(s, "SELECT count(*) FROM event WHERE extra IS NOT NULL AND story IS NOT NULL"), 1);
  assert_int_equal(number(s, "SELECT count(*) FROM party WHERE event NOT IN (SELECT key FROM event)"), 0);
  casus_store_close(s);
}

/* ---- stories */

static void shuffle(unsigned *list, unsigned n, uint64_t seed) {
  for (unsigned i = 0; i < n; i++) list[i] = i;
  for (unsigned i = n; i-- > 1;) {
    unsigned k = (unsigned)(hash_mix(seed * 1000 + i) % (i + 1)), held = list[i];
    list[i] = list[k], list[k] = held;
  }
}

static void dump_rows(buffer *out, casus_store *s, const char *statement) {
  sql_query *q;
  GOOD(sql_prepare(s->db, statement, &q, &error));
  while (sql_step(q, NULL) == CASUS_OK) {
    str a = sql_text(q, 0), b = sql_text(q, 1);
    assert_true(buffer_format(out, "%.*s %.*s %lld\n", (int)a.len, a.ptr, (int)b.len, b.ptr, (long long)sql_integer(q, 2)));
  }
  sql_finish(q);
}

/* Which event is in which story, which article in which group, by ids that do not depend on the order of reading. */
static char *membership(casus_store *s) {
  buffer out;
  buffer_init(&out, DUMP_BYTES_MAX);
  dump_rows(&out, s,
            "SELECT e.id, s.id, s.n_reports * 1000 + s.n_groups FROM event e JOIN story s ON s.key = e.story ORDER BY e.id");
  dump_rows(&out, s, "SELECT a.id, g.id, 0 FROM article a JOIN article g ON g.key = a.group_key ORDER BY a.id");
  dump_rows(&out, s, "SELECT s.id, e.id, s.n_actual FROM story s JOIN event e ON e.key = s.representative ORDER BY s.id");
  assert_true(out.len > 0 && buffer_add_byte(&out, 0));
  return out.ptr;
}

/* Reports n and n + 20 are near-duplicates of one another, a day apart. */
static void make_copy(report *r, unsigned n) {
  report_make(r, n % 20);
  if (n < 20) return;
  report_identify(&r->events[0], n, 0), report_identify(&r->events[1], n, 1), report_identify(&r->events[2], n, 2);
  snprintf(r->id, sizeof r->id, "copy%u", n);
  r->article.id = str_of(r->id);
  r->article.source = n < 40 ? STR("wire") : STR("other wire");
  if (r->article.date.year) r->article.date.day++;
  r->article.text.len -= 3;
}

/* Ingests in some order, settling after every `step` articles as well as at the end. */
static char *membership_of(sql_kind kind, uint64_t seed, unsigned step) {
  unsigned order[REPORTS];
  casus_store *s = store_at(empty_database(kind));
  begin(s);
  shuffle(order, REPORTS, seed);
  for (unsigned i = 0; i < REPORTS; i++) {
    report r;
    make_copy(&r, seed ? order[i] : i);
    assert_true(add_report(s, &r));
    if (i % step == step - 1) {
      GOOD(casus_store_commit(s, &error));
      GOOD(casus_store_settle(s, false, &error));
    }
  }
  end(s);
  char *found = membership(s);
  GOOD(casus_store_settle(s, true, &error)); /* and all anew */
  assert_same_dump(strdup(found), membership(s));
  casus_store_close(s);
  return found;
}

static void stories_do_not_depend_on_order(void **state) {
  sql_kind kind = kind_of_test(state);
  char *in_order = membership_of(kind, 0, REPORTS * 2);
  assert_same_dump(strdup(in_order), membership_of(kind, 0, 7));
  assert_same_dump(strdup(in_order), membership_of(kind, 1, 1));
  assert_same_dump(strdup(in_order), membership_of(kind, 2, 11));
  assert_same_dump(in_order, membership_of(kind, 3, REPORTS * 2));
}

static void copies_are_grouped(void **state) {
  casus_store *s = store_at(empty_database(kind_of_test(state)));
  report r;
  begin(s);
  for (unsigned n = 0; n < REPORTS; n++) {
    make_copy(&r, n);
    assert_true(add_report(s, &r));
  }
  end(s);
  assert_int_equal(number(s, "SELECT count(DISTINCT group_key) FROM article WHERE date <> ''"),
                   18); /* two of the 20 are undated */
  assert_int_equal(number(s, "SELECT count(*) FROM article WHERE group_key IS NULL"), 0);
  assert_int_equal(number(s, "SELECT count(*) FROM event WHERE story IS NULL"), 0);
  assert_int_equal(number(s, "SELECT sum(n_reports) - (SELECT count(*) FROM event) FROM story"), 0);
  casus_store_close(s);
}

/* ---- both databases */

static void both_hold_the_same(void **state) {
  kind_of_test(state);
  char *dumps[2];
  for (int kind = 0; kind < 2; kind++) {
    casus_store *s = store_at(empty_database((sql_kind)kind));
    begin(s);
    for (unsigned n = 0; n < REPORTS; n++) {
      add(s, n);
      if (n % 13 == 0) add(s, n / 2);
      if (n % 9 == 0) GOOD(casus_store_commit(s, &error));
    }
    GOOD(casus_store_fail(s, STR("in.jsonl"), &(casus_error){.message = "caf\xC3", .line = 3}, &error));
    assert_true(import(s, "1", 1, "gdelt"));
    correct(s);
    GOOD(casus_store_story_options(s, &(casus_story_options){4, 0.6}, &error));
    end(s);
    dumps[kind] = dump(s, NULL);
    casus_store_close(s);
  }
  assert_same_dump(dumps[0], dumps[1]);
}

static void words_are_found(void **state) {
  sql_kind kind = kind_of_test(state);
  static const char *const texts[] = {
      [SQL_SQLITE] = "SELECT count(*) FROM article_search WHERE article_search MATCH 'barges AND norling'",
      [SQL_POSTGRES] = "SELECT count(*) FROM article WHERE search @@ websearch_to_tsquery('english', 'barges norling')"};
  casus_store *s = full_store(kind);
  int64_t n = number(s, texts[kind]);
  assert_true(n > 10 && n < REPORTS);
  rebuild_begin(s);
  recode(s, 0);
  end(s);
  assert_int_equal(number(s, texts[kind]), n);
  casus_store_close(s);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      ON_BOTH(counts_add_up),
      ON_BOTH(nothing_goes_without_a_run),
      ON_BOTH(reasons_have_a_maximum),
      ON_BOTH(a_run_is_taken_up),
      ON_BOTH(another_command_takes_up_nothing),
      ON_BOTH(again_adds_nothing),
      ON_BOTH(what_tells_articles_apart),
      ON_BOTH(what_is_not_committed_is_not_there),
      ON_BOTH(keys_are_in_order),
      ON_BOTH(actors_and_places_are_kept_once),
      ON_BOTH(two_write_in_turn),
      ON_BOTH(all_fields_are_kept),
      ON_BOTH(dates_without_day_are_intervals),
      ON_BOTH(odd_strings_come_back),
      ON_BOTH(long_strings_come_back),
      ON_BOTH(broken_utf8_costs_no_store),
      ON_BOTH(imports_are_kept_by_their_ids),
      ON_BOTH(a_rebuild_gives_the_same),
      ON_BOTH(a_rebuild_is_taken_up),
      ON_BOTH(a_rebuild_keeps_imports),
      ON_BOTH(stories_do_not_depend_on_order),
      ON_BOTH(copies_are_grouped),
      ON_BOTH(words_are_found),
      ON_POSTGRES(both_hold_the_same),
  };
  return cmocka_run_group_tests(tests, databases_start, databases_stop);
}
