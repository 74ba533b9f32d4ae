/* Corrections as gold: what comes out, what is left out, and that what people accepted is what casus coded. */
#include <jansson.h>

#include "../store/fixture.h"
#include "../store/reports.h"

static const casus_run_info info = {CONSTANT("ingest"), CONSTANT("1"), CONSTANT("t"), CONSTANT("now")};

/* Report n becomes article n + 1, with n % 4 events. */
static casus_store *full_store(sql_kind kind, unsigned n_reports) {
  casus_store *s = store_at(empty_database(kind));
  casus_run run;
  bool added;
  GOOD(casus_store_run_begin(s, &info, &run, &error));
  for (unsigned n = 0; n < n_reports; n++) {
    report r;
    casus_prepared *p;
    report_make(&r, n);
    if (n == 5) r.article.id = STR("a1"); /* another article is called so */
    GOOD(casus_prepare(&r.article, r.events, r.n_events, &p, &error));
    GOOD(casus_store_add(s, p, &added, &error));
  }
  GOOD(casus_store_run_end(s, STR("t"), &run, &error));
  return s;
}

static int64_t judge(casus_store *s, int64_t article, unsigned index, const char *verdict, const char *record) {
  report r;
  int64_t key;
  report_make(&r, (unsigned)article - 1);
  const casus_correction c = {.article_key = article,
                              .event = index < r.n_events ? str_of(r.events[index].id) : STR(""),
                              .verdict = str_of(verdict),
                              .record = str_of(record),
                              .author = STR("Ada"),
                              .time = STR("now")};
  GOOD(casus_store_correct(s, &c, &key, &error));
  return key;
}
enum { MISSED = 9 };

static bool collect(void *to, const char *bytes, size_t len) { return buffer_add(to, (str){bytes, len}); }

typedef struct {
  buffer bytes;
  json_t *lines; /* an array */
  casus_gold_counts counts;
} gold;

static json_t *parsed(str bytes) {
  json_t *list = json_array();
  str line;
  while (str_cut(&bytes, '\n', &line))
    if (!str_empty(line)) assert_int_equal(json_array_append_new(list, json_loadb(line.ptr, line.len, 0, NULL)), 0);
  return list;
}

static gold gold_of(casus_store *s) {
  gold g = {0};
  buffer_init(&g.bytes, 1 << 24);
  GOOD(casus_store_gold(s, collect, &g.bytes, &g.counts, &error));
  g.lines = parsed(buffer_str(&g.bytes));
  return g;
}

static void gold_free(gold *g) {
  buffer_free(&g->bytes);
  json_decref(g->lines);
}

static void assert_field(const gold *g, size_t line, const char *key, const char *wanted) {
  const json_t *value = json_object_get(json_array_get(g->lines, line), key);
  if (wanted) assert_string_equal(json_string_value(value), wanted);
  else assert_true(json_is_null(value));
}

#define FIRST_WORDS "Minister Boris Sudel met envoy number 1 of the canal towns"
#define RECORD                                                                                                     \
  "{\"text\":\"" FIRST_WORDS                                                                                       \
  "\",\"event\":\"AID\",\"of\":null,\"status\":\"planned\",\"actor\":[{\"code\":"                                  \
  "\"NRLGOV\",\"text\":\"Minister\"}],\"recipient\":[{\"code\":null,\"text\":\"envoy\"}],\"date\":\"2024-03-02\"," \
  "\"place\":{\"name\":\"Lock City\"},\"holder\":{\"code\":\"SDL\"},\"condition\":{\"text\":\"if so\"},"           \
  "\"trigger\":{\"text\":\"met\",\"begin\":1,\"end\":2}}"

static void a_store_without_corrections_gives_none(void **state) {
  casus_store *s = full_store(kind_of_test(state), 4);
  gold g = gold_of(s);
  const casus_gold_counts none = {0};
  assert_memory_equal(&g.counts, &none, sizeof none);
  assert_int_equal(g.bytes.len, 0);
  gold_free(&g);
  casus_store_close(s);
}

static void what_is_accepted_is_what_was_coded(void **state) {
  casus_store *s = full_store(kind_of_test(state), 4);
  report r;
  report_make(&r, 1);
  judge(s, 2, 0, "accepted", "");
  gold g = gold_of(s);
  assert_int_equal(json_array_size(g.lines), 1);
  assert_field(&g, 0, "doc", "a1");
  assert_field(&g, 0, "event", casus_type_name(r.events[0].event));
  assert_field(&g, 0, "of", NULL);
  assert_field(&g, 0, "status", "actual");
  assert_field(&g, 0, "trigger", "met");
  assert_field(&g, 0, "place", "Lock City");
  assert_field(&g, 0, "date", "2024-03-02");
  assert_field(&g, 0, "holder", NULL);
  assert_field(&g, 0, "condition", NULL);
  const json_t *line = json_array_get(g.lines, 0), *actors = json_object_get(line, "actor");
  assert_true(str_is(r.events[0].text, json_string_value(json_object_get(line, "sentence"))));
  assert_int_equal(json_array_size(actors), r.events[0].n_actors);
  assert_string_equal(json_string_value(json_object_get(json_array_get(actors, 0), "code")), "SDL");
  assert_int_equal(json_array_size(json_object_get(line, "recipient")), 0);
  assert_true(json_is_true(json_object_get(line, "sure")));
  assert_true(g.counts.n_articles == 1 && g.counts.n_events == 1 && g.counts.n_in_part == 0);
  gold_free(&g);
  casus_store_close(s);
}

static void what_is_corrected_is_the_record(void **state) {
  casus_store *s = full_store(kind_of_test(state), 4);
  judge(s, 2, 0, "accepted", "");
  judge(s, 2, 0, "corrected", RECORD); /* the latest counts */
  judge(s, 2, MISSED, "corrected", RECORD);
  gold g = gold_of(s);
  assert_int_equal(json_array_size(g.lines), 2);
  for (size_t i = 0; i < 2; i++) {
    assert_field(&g, i, "event", "AID");
    assert_field(&g, i, "status", "planned");
    assert_field(&g, i, "sentence", FIRST_WORDS);
    assert_field(&g, i, "holder", "SDL");
    assert_field(&g, i, "condition", "if so");
    assert_field(&g, i, "place", "Lock City");
    const json_t *recipient = json_array_get(json_object_get(json_array_get(g.lines, i), "recipient"), 0);
    assert_true(json_is_null(json_object_get(recipient, "code")));
  }
  assert_int_equal(g.counts.n_events, 2);
  gold_free(&g);
  casus_store_close(s);
}

static void what_is_rejected_leaves_its_sentence(void **state) {
  casus_store *s = full_store(kind_of_test(state), 8);
  judge(s, 2, 0, "rejected", "");
  judge(s, 3, 0, "rejected", ""); /* both in one sentence: it has an event all the same */
  judge(s, 3, 1, "accepted", "");
  judge(s, 7, 0, "rejected", "");
  judge(s, 7, 1, "rejected", "");
  gold g = gold_of(s);
  assert_int_equal(json_array_size(g.lines), 3);
  assert_field(&g, 0, "doc", "a1");
  assert_field(&g, 0, "event", NULL);
  assert_int_equal(json_object_size(json_array_get(g.lines, 0)), 3);
  assert_field(&g, 1, "doc", "a2");
  assert_non_null(json_string_value(json_object_get(json_array_get(g.lines, 1), "event")));
  assert_field(&g, 2, "doc", "a6"); /* one line for both */
  assert_true(g.counts.n_articles == 3 && g.counts.n_events == 1);
  gold_free(&g);
  casus_store_close(s);
}

static void what_is_not_reviewed_in_full_is_left_out(void **state) {
  casus_store *s = full_store(kind_of_test(state), 8);
  judge(s, 4, 0, "accepted", ""); /* of three events */
  judge(s, 4, 2, "rejected", "");
  judge(s, 2, 0, "accepted", "");
  gold g = gold_of(s);
  assert_true(g.counts.n_articles == 1 && g.counts.n_in_part == 1 && json_array_size(g.lines) == 1);
  gold_free(&g);
  int64_t last = judge(s, 4, 1, "accepted", "");
  g = gold_of(s);
  assert_true(g.counts.n_articles == 2 && g.counts.n_in_part == 0 && g.counts.n_events == 3);
  gold_free(&g);
  GOOD(casus_store_uncorrect(s, last, &error));
  g = gold_of(s);
  assert_int_equal(g.counts.n_in_part, 1);
  gold_free(&g);
  casus_store_close(s);
}

static void articles_of_one_id_are_told_apart(void **state) {
  casus_store *s = full_store(kind_of_test(state), 8);
  buffer articles;
  buffer_init(&articles, 1 << 24);
  judge(s, 2, 0, "accepted", "");
  judge(s, 6, 0, "accepted", "");
  gold g = gold_of(s);
  assert_field(&g, 0, "doc", "a1");
  assert_field(&g, 1, "doc", "a1#6");
  GOOD(casus_store_gold_articles(s, collect, &articles, &error));
  casus_reader *reader;
  casus_article a;
  report r;
  GOOD(casus_reader_open_memory(buffer_str(&articles), STR("gold.jsonl"), NULL, &reader, &error));
  GOOD(casus_reader_next(reader, &a, &error));
  report_make(&r, 1);
  assert_true(str_is(a.id, "a1") && str_equal(a.text, r.article.text) && str_equal(a.title, r.article.title));
  assert_true(a.date.day == r.article.date.day && str_equal(a.source, r.article.source) && str_equal(a.url, r.article.url));
  GOOD(casus_reader_next(reader, &a, &error));
  assert_text(a.id, "a1#6");
  GIVES(CASUS_END, casus_reader_next(reader, &a, &error));
  casus_reader_close(reader);
  buffer_free(&articles);
  gold_free(&g);
  casus_store_close(s);
}

static void what_came_without_text_is_left_out(void **state) {
  casus_store *s = full_store(kind_of_test(state), 1);
  casus_run run;
  casus_prepared *p;
  report r;
  bool added;
  report_make(&r, 1);
  r.article.text = STR("");
  GOOD(casus_store_run_begin(s, &info, &run, &error));
  GOOD(casus_prepare_imported(&r.article, r.events, STR(""), STR("gdelt"), &p, &error));
  GOOD(casus_store_add(s, p, &added, &error));
  GOOD(casus_store_run_end(s, STR("t"), &run, &error));
  judge(s, 2, 0, "accepted", "");
  gold g = gold_of(s);
  assert_true(g.bytes.len == 0 && g.counts.n_textless == 1 && g.counts.n_articles == 0);
  gold_free(&g);
  casus_store_close(s);
}

static bool refuse(void *context, const char *bytes, size_t len) {
  (void)bytes, (void)len;
  ++*(int *)context;
  return false;
}

static void a_writer_that_gives_up_ends_it(void **state) {
  casus_store *s = full_store(kind_of_test(state), 4);
  int calls = 0;
  casus_gold_counts counts = {.n_articles = 77};
  judge(s, 2, 0, "accepted", "");
  REFUSES(CASUS_INTERNAL, "cannot be written", casus_store_gold(s, refuse, &calls, &counts, &error));
  assert_true(calls == 1 && counts.n_articles == 77);
  casus_store_close(s);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      ON_BOTH(a_store_without_corrections_gives_none),   ON_BOTH(what_is_accepted_is_what_was_coded),
      ON_BOTH(what_is_corrected_is_the_record),          ON_BOTH(what_is_rejected_leaves_its_sentence),
      ON_BOTH(what_is_not_reviewed_in_full_is_left_out), ON_BOTH(articles_of_one_id_are_told_apart),
      ON_BOTH(what_came_without_text_is_left_out),       ON_BOTH(a_writer_that_gives_up_ends_it),
  };
  return cmocka_run_group_tests(tests, databases_start, databases_stop);
}
