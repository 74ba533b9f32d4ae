/* Reading a store: the same questions get the same answers from both databases. What the answers are is tested in test_query.c.
 */
#include "../store/answers.h"
#include "../store/dump.h"
#include "../store/reports.h"

enum { REPORTS = 60 };

static casus_store *stores[2]; /* by kind; both hold the same */

static int stores_fill(void **state) {
  static const casus_run_info info = {CONSTANT("ingest"), CONSTANT("1"), CONSTANT("t"), CONSTANT("now")};
  if (databases_start(state) != 0) return -1;
  for (int kind = 0; kind < (server.pid ? 2 : 1); kind++) {
    casus_run run;
    casus_store *s = stores[kind] = store_at(empty_database((sql_kind)kind));
    GOOD(casus_store_run_begin(s, &info, &run, &error));
    for (unsigned n = 0; n < REPORTS; n++) {
      report r;
      casus_prepared *p = NULL;
      bool added;
      report_make(&r, n);
      GOOD(casus_prepare(&r.article, r.events, r.n_events, &p, &error));
      GOOD(casus_store_add(s, p, &added, &error));
    }
    GOOD(casus_store_run_end(s, STR("later"), &run, &error));
  }
  return 0;
}

static int stores_close(void **state) {
  for (int kind = 0; kind < 2; kind++) casus_store_close(stores[kind]);
  return databases_stop(state);
}

/* ---- questions: each finds something, and not all */

static const casus_query questions[] = {
    {.actor = CONSTANT("NRL")},
    {.actor = CONSTANT("sudel")},
    {.actor = CONSTANT("dino o'eastham")},
    {.recipient = CONSTANT("SDL"), .newest_first = true},
    {.actor = CONSTANT("NRL"), .recipient = CONSTANT("SDL"), .either_way = true},
    {.types = 1U << CASUS_CONSULT | 1U << CASUS_AGREE, .stories = true},
    {.statuses = 1U << CASUS_NEGATED, .newest_first = true},
    {.place = CONSTANT("lock city"), .with_text = true},
    {.place = CONSTANT("NRL")},
    {.lat_deg = 12, .lon_deg = -7, .radius_km = 200},
    {.from = {2024, 3, 5}, .to = {2024, 3, 9}},
    {.from = {2024, 3, 25}},
    {.text = CONSTANT("norling")},
    {.text = CONSTANT("\"envoy number 14\"")},
    {.source = CONSTANT("Paper1"), .stories = true, .newest_first = true},
    {.offset = 5, .limit = 7, .statuses = 1U << CASUS_ACTUAL},
    {.article_key = 4},
    {.story = 1},
};

static void the_same_answers(void **state) {
  kind_of_test(state);
  for (size_t i = 0; i < sizeof questions / sizeof *questions; i++) {
    char *answer = answers(stores[SQL_SQLITE], &questions[i]), *all = answers(stores[SQL_SQLITE], &(casus_query){0});
    if (strncmp(answer, "total 0\n", 8) == 0 || strcmp(answer, all) == 0) fail_msg("question %zu asks nothing", i);
    free(all);
    assert_same_dump(answer, answers(stores[SQL_POSTGRES], &questions[i]));
  }
  assert_same_dump(answers(stores[SQL_SQLITE], &(casus_query){0}), answers(stores[SQL_POSTGRES], &(casus_query){0}));
}

/* SQL and the syntaxes of search in every field: an error or an answer, and the store is as it was. */
static void odd_questions(void **state) {
  static const str odd[] = {CONSTANT("'; DROP TABLE event; --"),
                            CONSTANT("\" OR 1=1"),
                            CONSTANT("%_"),
                            CONSTANT("a & | ! <-> :*"),
                            CONSTANT("NEAR(x y, 2)"),
                            CONSTANT("\\"),
                            CONSTANT("{1,2}"),
                            CONSTANT("\x10\x30")};
  casus_store *s = stores[kind_of_test(state)];
  for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
    const casus_query asked[] = {{.actor = odd[i]}, {.recipient = odd[i]}, {.place = odd[i]},
                                 {.text = odd[i]},  {.source = odd[i]},    {.id = odd[i]}};
    for (size_t k = 0; k < sizeof asked / sizeof *asked; k++) {
      casus_cursor *c = NULL;
      casus_status status = casus_store_query(s, &asked[k], &c, &error);
      if (status == CASUS_OK) casus_cursor_close(c);
      else if (status != CASUS_USAGE) fail_msg("%zu %zu: %s", i, k, error.message);
    }
  }
  assert_true(number(s, "SELECT count(*) FROM event") > REPORTS);
}

static void stories_articles_and_runs(void **state) {
  casus_store *s = stores[kind_of_test(state)];
  casus_story story;
  casus_article article;
  const casus_run *runs;
  size_t n;
  GOOD(casus_store_story(s, 1, &story, &error));
  assert_true(story.n_reports >= 1 && story.id[31] != 0);
  GIVES(CASUS_END, casus_store_story(s, 999999, &story, &error));
  GOOD(casus_store_article(s, 2, &article, &error));
  assert_text(article.title, "Talks at the locks, part 1");
  GIVES(CASUS_END, casus_store_article(s, 999999, &article, &error));
  GOOD(casus_store_runs(s, &runs, &n, &error));
  assert_true(n == 1 && runs[0].closed && runs[0].n_read == REPORTS);
  assert_text(runs[0].command, "ingest");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      ON_POSTGRES(the_same_answers),
      ON_BOTH(odd_questions),
      ON_BOTH(stories_articles_and_runs),
  };
  return cmocka_run_group_tests(tests, stores_fill, stores_close);
}
