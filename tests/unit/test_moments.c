/* Time expressions of small analysed sentences, resolved on a day of publication (a Wednesday unless said otherwise). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "world/moment_parts.h"

enum { TEST_TOKENS_MAX = 64 };

static const casus_date wednesday = {2024, 3, 20};

/* Tags for the words that the tests use; all others are nouns. The tree is flat: times hang on the last verb before them, other
 * words on the first verb. That is enough for the tense of one clause. */
static const struct {
  const char *form;
  uint8_t upos, xpos, rel;
} tags[] = {{"met", UPOS_VERB, XPOS_VBD, REL_ROOT},    {"said", UPOS_VERB, XPOS_VBD, REL_ROOT},
            {"agreed", UPOS_VERB, XPOS_VBD, REL_ROOT}, {"will", UPOS_AUX, XPOS_MD, REL_AUX},
            {"meet", UPOS_VERB, XPOS_VB, REL_XCOMP},   {"to", UPOS_PART, XPOS_TO, REL_MARK},
            {"meets", UPOS_VERB, XPOS_VBZ, REL_ROOT},  {"scheduled", UPOS_VERB, XPOS_VBN, REL_ROOT},
            {"was", UPOS_AUX, XPOS_VBD, REL_AUX_PASS}, {"soldiers", UPOS_NOUN, XPOS_NNS, REL_NSUBJ},
            {"on", UPOS_ADP, XPOS_IN, REL_CASE},       {"floor", UPOS_NOUN, XPOS_NN, REL_OBL},
            {"May", UPOS_PROPN, XPOS_NNP, REL_OBL},    {"says", UPOS_VERB, XPOS_VBZ, REL_ROOT},
            {"forced", UPOS_VERB, XPOS_VBD, REL_ROOT}, {"postponed", UPOS_VERB, XPOS_VBD, REL_ROOT},
            {".", UPOS_PUNCT, XPOS_PERIOD, REL_PUNCT}};

typedef struct {
  text t;
  analysis an;
  sentence s;
  token tokens[TEST_TOKENS_MAX];
  word words[TEST_TOKENS_MAX];
} sample;

static void tag_word(sample *p, uint32_t i) {
  word *w = &p->words[i];
  *w = (word){.lemma = token_form(&p->t, i), .upos = UPOS_NOUN, .xpos = XPOS_NN, .rel = REL_OBL};
  for (size_t k = 0; k < sizeof tags / sizeof *tags; k++)
    if (str_is(token_form(&p->t, i), tags[k].form)) w->upos = tags[k].upos, w->xpos = tags[k].xpos, w->rel = tags[k].rel;
  if (str_is(w->lemma, "agreed")) w->lemma = STR("agree");
  if (str_is(w->lemma, "postponed")) w->lemma = STR("postpone");
  if (str_is(w->lemma, "scheduled")) w->lemma = STR("schedule");
  if (str_is(w->lemma, "says")) w->lemma = STR("say");
}

static void hang_words(sample *p) {
  uint32_t root = NO_TOKEN, last = NO_TOKEN;
  for (uint32_t i = 0; i < p->t.n_tokens; i++)
    if (p->words[i].upos == UPOS_VERB && root == NO_TOKEN) root = i;
  if (root == NO_TOKEN) root = 0;
  for (uint32_t i = 0; i < p->t.n_tokens; i++) {
    word *w = &p->words[i];
    bool before_verb = w->rel == REL_AUX || w->rel == REL_AUX_PASS || w->rel == REL_MARK;
    if (i == root) w->head = NO_TOKEN, w->rel = REL_ROOT;
    else w->head = before_verb && i + 1 < p->t.n_tokens ? i + 1 : w->upos == UPOS_VERB || last == NO_TOKEN ? root : last;
    if (w->upos == UPOS_VERB) last = i;
    bool counts = w->lemma.ptr[0] >= '0' && w->lemma.ptr[0] <= '9' && i + 1 < p->t.n_tokens && p->words[i + 1].rel == REL_NSUBJ;
    bool owns = i + 1 < p->t.n_tokens && str_is(p->words[i + 1].lemma, "'s");
    if (owns) w->rel = REL_NMOD_POSS, w->head = i + 2;
    if (counts) w->rel = REL_NUMMOD, w->head = i + 1;
  }
}

/* Splits at single spaces and hangs a flat tree on the words. */
static void read_sample(sample *p, const char *words) {
  memset(p, 0, sizeof *p);
  p->t = (text){.bytes = str_of(words), .sentences = &p->s, .tokens = p->tokens, .n_sentences = 1};
  p->an = (analysis){.words = p->words};
  uint32_t begin = 0;
  for (uint32_t i = 0; i <= p->t.bytes.len; i++)
    if (i == p->t.bytes.len || words[i] == ' ') {
      assert_true(p->t.n_tokens < TEST_TOKENS_MAX);
      p->tokens[p->t.n_tokens++] = (token){begin, i};
      begin = i + 1;
    }
  p->s = (sentence){.end = (uint32_t)p->t.bytes.len, .n_tokens = p->t.n_tokens};
  p->an.n_words = p->t.n_tokens;
  for (uint32_t i = 0; i < p->t.n_tokens; i++) tag_word(p, i);
  hang_words(p);
}

/* "Friday=2024-03-15" for each moment, "A/B" for a stretch, "?" unresolved, "*" long past. */
static void write_moment(const sample *p, const moment *m, char *out, size_t size) {
  char begin[16], end[16];
  size_t used = strlen(out);
  const token *last = &p->tokens[m->first_token + m->n_tokens - 1];
  uint32_t from = p->tokens[m->first_token].begin;
  casus_date_text(m->begin, begin);
  casus_date_text(m->end, end);
  snprintf(out + used, size - used, "%s%.*s=%s%s%s%s", used ? "; " : "", (int)(last->end - from), p->t.bytes.ptr + from,
           m->begin.year ? begin : "?", m->end.year ? "/" : "", end, m->past ? "*" : "");
}

static void check_on(casus_date on, const char *words, const char *expected) {
  sample p;
  read_sample(&p, words);
  arena *a = arena_new((size_t)1 << 22);
  moment *moments;
  uint32_t n, *at;
  char out[1000] = "";
  assert_int_equal(moments_find(&p.t, &p.an, &(moment_search){.on = on}, a, &moments, &n, &at, NULL), CASUS_OK);
  for (uint32_t i = 0; i < n; i++) {
    write_moment(&p, &moments[i], out, sizeof out);
    assert_int_equal(at[moments[i].head], moments[i].dates ? i + 1 : 0);
  }
  if (strcmp(out, expected)) print_message("%s\n", words);
  assert_string_equal(out, expected);
  arena_free(a);
}

static void check(const char *words, const char *expected) { check_on(wednesday, words, expected); }

static void full_dates_need_no_publication(void **state) {
  (void)state;
  const casus_date none = {0};
  check_on(none, "They met on 3 May 2021 .", "3 May 2021=2021-05-03");
  check_on(none, "They met on May 3 , 2021 , in Accra .", "May 3 , 2021=2021-05-03");
  check_on(none, "They met on Friday , the 3rd of May 2019 .", "Friday , the 3rd of May 2019=2019-05-03");
  check_on(none, "They met on 2021-05-03 .", "2021-05-03=2021-05-03");
  check_on(none, "They met on 25/12/2020 .", "25/12/2020=2020-12-25");
  check_on(none, "They met on 5/12/2020 .", "");
  check_on(none, "They met in May 2019 .", "May 2019=2019-05");
  check_on(none, "They met from 3 to 5 May 2021 .", "3 to 5 May 2021=2021-05-03/2021-05-05");
  check_on(none, "They met on Friday .", "Friday=?");
  check_on(none, "They met last week .", "last week=?");
  check_on(none, "They met on 31 February 2021 .", "February 2021=2021-02");
}

static void weekdays_follow_the_verb(void **state) {
  (void)state;
  check("They met on Friday .", "Friday=2024-03-15");
  check("They met on Wednesday .", "Wednesday=2024-03-20");
  check("They met on Wednesday night .", "Wednesday night=2024-03-20");
  check("They will meet on Friday .", "Friday=2024-03-22");
  check("They agreed to meet on Friday .", "Friday=2024-03-22");
  check("He forced them to meet on Friday .", "Friday=2024-03-15");
  check("It was scheduled for Friday .", "Friday=2024-03-22");
  check("He meets them on Friday .", "Friday=2024-03-22");
  check("He says on Monday .", "Monday=2024-03-18");
  check("They met last Friday .", "last Friday=2024-03-15");
  check("They met last Wednesday .", "last Wednesday=2024-03-13");
  check("They met next Monday .", "next Monday=2024-03-25");
  check("They will meet on Friday 's plan .", "Friday=2024-03-22");
  check("He meets them on Monday .", "Monday=2024-03-18");
  check("He meets Friday 's threat .", "Friday=2024-03-15");
  check("They postponed it until Friday .", "Friday=2024-03-22");
  check("They met earlier Wednesday .", "earlier Wednesday=2024-03-20");
  check("They met every Friday .", "every Friday=?");
}

static void days_and_months_take_the_nearest_year(void **state) {
  (void)state;
  check("They met on 3 May .", "3 May=2023-05-03");
  check("They will meet on 3 May .", "3 May=2024-05-03");
  check("They met on March 20 .", "March 20=2024-03-20");
  check("They met in December .", "December=2023-12");
  check("They met in March .", "March=2024-03");
  check("They met last March .", "last March=2023-03");
  check("They will meet in February .", "February=2025-02");
  check("They met in March last year .", "March last year=2023-03");
  check("In March 15 soldiers met .", "March=2024-03");
  check("They met on the 18th .", "the 18th=2024-03-18");
  check("They met on the 25th .", "the 25th=2024-02-25");
  check("They met since January .", "January=2024-01/2024-03-20");
  check("May met them .", "");
  check("Sun and Jan met them .", "");
  check("They met on Sun. , Jan. 7 .", "Sun. , Jan. 7=2024-01-07");
}

static void words_of_time_count_from_publication(void **state) {
  (void)state;
  check("They met yesterday .", "yesterday=2024-03-19");
  check("They met last night .", "last night=2024-03-19");
  check("They will meet tomorrow .", "tomorrow=2024-03-21");
  check("They met last week .", "last week=2024-03-11/2024-03-17");
  check("They met earlier this week .", "earlier this week=2024-03-18/2024-03-20");
  check("They will meet later this month .", "later this month=2024-03-20/2024-03-31");
  check("They met last month .", "last month=2024-02");
  check("They will meet next year .", "next year=2025");
  check("They met two days ago .", "two days ago=2024-03-18");
  check("They met three weeks ago .", "three weeks ago=2024-02-26/2024-03-03");
  check("They met a year ago .", "a year ago=2023");
  check("They met three years ago .", "three years ago=2021*");
  check("They met years ago .", "years ago=?*");
  check("They will meet in the coming days .", "the coming days=2024-03-20/2024-03-23");
  check("They met in the past two weeks .", "the past two weeks=2024-03-06/2024-03-20");
  check("They will meet in two weeks .", "two weeks=2024-04-01/2024-04-07");
  check("They met in two weeks .", "two weeks=?");
  check("They will meet by the end of the month .", "the end of the month=2024-03");
  check("They met three weeks later .", "three weeks later=?");
  check("They met the following day .", "the following day=?");
  check("They met over the weekend .", "the weekend=2024-03-16/2024-03-17");
  check("They will meet at the weekend .", "the weekend=2024-03-23/2024-03-24");
  check_on((casus_date){9999, 12, 30}, "They will meet in the coming days .", "the coming days=?");
  check_on((casus_date){1, 1, 1}, "They met 900 months ago .", "900 months ago=?");
  check_on((casus_date){2024, 1, 1}, "They met last month .", "last month=2023-12");
}

static void years_and_periods_can_be_long_past(void **state) {
  (void)state;
  check("They met in 2016 .", "2016=2016*");
  check("They met in 2023 .", "2023=2023");
  check("He met his 2016 plan .", "2016=2016*");
  check("1990 soldiers met .", "");
  check("They met since 2016 .", "2016=2016/2024-03-20");
  check("They met in the 1990s .", "the 1990s=1990/1999*");
  check("They met in the 19th century .", "the 19th century=1801/1900*");
  check("They met between 2004 and 2009 .", "2004 and 2009=2004/2009*");
  check("They met from 3 March to 5 March .", "3 March to 5 March=2024-03-03/2024-03-05");
  check("They met after 9/11 .", "9/11=2001-09-11*");
  check("They met in mid-August 2022 .", "mid-August 2022=2022-08*");
}

static void datelines_are_left_out(void **state) {
  (void)state;
  sample p;
  read_sample(&p, "ACCRA , 3 May 2021 -");
  p.s.kind = SENTENCE_DATELINE;
  arena *a = arena_new((size_t)1 << 22);
  moment *moments;
  uint32_t n, *at;
  assert_int_equal(moments_find(&p.t, &p.an, &(moment_search){.on = wednesday}, a, &moments, &n, &at, NULL), CASUS_OK);
  assert_int_equal(n, 0);
  arena_free(a);
}

static void cues_are_found(void **state) {
  (void)state;
  static const struct {
    const char *form;
    cue_kind kind;
    int value;
  } cases[] = {{"Sept.", CUE_MONTH, 9},        {"sept", CUE_NONE, 0},      {"Friday", CUE_WEEKDAY, 4},
               {"1990s", CUE_DECADE, 1990},    {"'90s", CUE_DECADE, 1990}, {"18th", CUE_ORDINAL, 18},
               {"1,000", CUE_NONE, 1},         {"yesterday", CUE_DAY, -1}, {"&", CUE_AND, 0},
               {"years", CUE_UNIT, UNIT_YEAR}, {"2016", CUE_YEAR, 2016},   {"mid-", CUE_NONE, 0}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    cue c = cue_of(str_of(cases[i].form));
    assert_int_equal(c.kind, cases[i].kind);
    if (c.kind != CUE_NONE) assert_int_equal(c.value, cases[i].value);
  }
  assert_true(moment_cues_are_sorted());
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(full_dates_need_no_publication),
                                     cmocka_unit_test(weekdays_follow_the_verb),
                                     cmocka_unit_test(days_and_months_take_the_nearest_year),
                                     cmocka_unit_test(words_of_time_count_from_publication),
                                     cmocka_unit_test(years_and_periods_can_be_long_past),
                                     cmocka_unit_test(datelines_are_left_out),
                                     cmocka_unit_test(cues_are_found)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
