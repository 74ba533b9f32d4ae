/* The situation that hand-made reports draw: who the parties are, what is one occurrence, who stands where, what is to come. */
#include "situation_scene.h"

/* The sides of most rows. */
#define ISL_TO_DNK .actor = "ISL GOV", .recipient = "DNK GOV"
#define DNK_TO_ISL .actor = "DNK GOV", .recipient = "ISL GOV"

static bool is(casus_str s, const char *wanted) { return str_is(s, wanted); }

static int32_t find_party(const casus_situation *s, const char *key) {
  for (uint32_t i = 0; i < s->n_parties; i++)
    if (is(s->parties[i].key, key)) return (int32_t)i;
  return CASUS_NOBODY;
}

static uint32_t roles_of(const scene *c, const char *key) {
  int32_t i = find_party(c->s, key);
  assert_true(i >= 0);
  return c->s->parties[i].roles;
}

static const casus_position *find_position(const casus_situation *s, const char *party, casus_stance stance) {
  for (uint32_t i = 0; i < s->n_positions; i++)
    if (s->positions[i].stance == stance && s->positions[i].party == find_party(s, party)) return &s->positions[i];
  return NULL;
}

/* ---- parties */

static void organs_of_a_state_are_one_party(void **state) {
  (void)state;
  const row rows[] = {{.event = CASUS_CONSULT, .actor = "ISL GOV Katla", .recipient = "DNK MIL", .words = "met them"},
                      {.event = CASUS_SUPPORT, .actor = "ISL - Iceland", .recipient = "COL REB Red Front", .words = "praised it"},
                      {.event = CASUS_ACCUSE, .actor = "COL REB", .recipient = "USA GOV", .words = "blamed it"}};
  scene c;
  DRAW(&c, rows);
  assert_int_equal(c.s->n_parties, 4);
  assert_true(is(c.s->parties[find_party(c.s, "ISL")].name, "Iceland"));
  assert_true(is(c.s->parties[find_party(c.s, "USA")].name, "the United States"));
  assert_int_equal(c.s->parties[find_party(c.s, "ISL")].n_actor, 2);
  assert_int_equal(c.s->parties[find_party(c.s, "COLREB:Red Front")].n_actor, 1); /* unnamed rebels are the one group there is */
  casus_situation_free(c.s);
}

static void two_groups_leave_rebels_unnamed(void **state) {
  (void)state;
  const row rows[] = {
      {.event = CASUS_ACCUSE, .actor = "COL REB Red Front", .recipient = "COL REB Blue Front", .words = "blamed it"},
      {.event = CASUS_ACCUSE, .actor = "COL REB", .recipient = "USA GOV", .words = "blamed it"}};
  scene c;
  DRAW(&c, rows);
  assert_true(find_party(c.s, "COLREB") >= 0);
  casus_situation_free(c.s);
}

static void roles_follow_from_acts(void **state) {
  (void)state;
  const row rows[] = {{.event = CASUS_ASSAULT, .actor = "ISL MIL", .recipient = "DNK MIL", .words = "shelled it"},
                      {.event = CASUS_CONSULT, .actor = "NOR GOV", .recipient = "ISL GOV", .words = "met it"},
                      {.event = CASUS_CONSULT, .actor = "NOR GOV", .recipient = "DNK GOV", .words = "met it"},
                      {.event = CASUS_CONSULT, .actor = "FRA GOV", .recipient = "DNK GOV", .words = "met it"},
                      {.event = CASUS_AID, .actor = "FRA GOV", .recipient = "DNK GOV", .words = "gave it"},
                      {.event = CASUS_ACCUSE, .actor = "- IGO UN", .recipient = "ISL GOV", .words = "blamed it"}};
  scene c;
  DRAW(&c, rows);
  assert_int_equal(roles_of(&c, "ISL"), CASUS_ROLE_CONFLICT);
  assert_int_equal(roles_of(&c, "NOR"), CASUS_ROLE_MEDIATOR);
  assert_int_equal(roles_of(&c, "FRA"), CASUS_ROLE_SUPPORTER);
  assert_int_equal(roles_of(&c, "IGOUNO"), CASUS_ROLE_CRITIC | CASUS_ROLE_BODY);
  casus_situation_free(c.s);
}

static void a_side_in_the_conflict_is_no_mediator(void **state) {
  (void)state;
  const row rows[] = {{.event = CASUS_ASSAULT, .actor = "ISL MIL", .recipient = "DNK MIL", .words = "shelled it"},
                      {.event = CASUS_ASSAULT, .actor = "NOR MIL", .recipient = "DNK MIL", .words = "shelled it"},
                      {.event = CASUS_CONSULT, .actor = "NOR GOV", .recipient = "ISL GOV", .words = "met it"},
                      {.event = CASUS_CONSULT, .actor = "NOR GOV", .recipient = "DNK GOV", .words = "met it"}};
  scene c;
  DRAW(&c, rows);
  assert_false(roles_of(&c, "NOR") & CASUS_ROLE_MEDIATOR);
  casus_situation_free(c.s);
}

/* ---- occurrences */

static void reports_of_one_thing_count_once(void **state) {
  (void)state;
  const row rows[] = {
      {.article = 0, .day = 9, .event = CASUS_ASSAULT, .actor = "ISL MIL", .recipient = "DNK MIL", .words = "shelled it"},
      {.article = 1, .day = 9, .event = CASUS_ASSAULT, .actor = "ISL MIL", .words = "fired shells"},
      {.article = 2, .day = 5, .event = CASUS_ASSAULT, .actor = "ISL MIL", .recipient = "DNK MIL", .words = "shelled it"},
      {.article = 2, .day = 9, .event = CASUS_ASSAULT, .actor = "DNK MIL", .recipient = "ISL MIL", .words = "shelled it"}};
  scene c;
  DRAW(&c, rows);
  assert_int_equal(c.s->n_occurrences, 3);
  assert_int_equal(c.s->occurrences[0].date.day, 5);
  assert_int_equal(c.s->occurrences[1].n_reports, 2);
  assert_int_equal(c.s->occurrences[1].n_articles, 2);
  assert_ptr_equal(c.s->occurrences[1].report, &c.reports[0]); /* the one that says most */
  casus_situation_free(c.s);
}

static void stories_decide_where_there_are_some(void **state) {
  (void)state;
  const row rows[] = {{.article = 0, .day = 2, .event = CASUS_ASSAULT, .actor = "ISL MIL", .words = "shelled it", .story = 7},
                      {.article = 1, .day = 9, .event = CASUS_ASSAULT, .actor = "ISL MIL", .words = "fired shells", .story = 7},
                      {.article = 2, .day = 9, .event = CASUS_ASSAULT, .actor = "ISL MIL", .words = "fired shells", .story = 8}};
  scene c;
  DRAW(&c, rows);
  assert_int_equal(c.s->n_occurrences, 2);
  casus_situation_free(c.s);
}

static void two_demands_of_one_article_are_two(void **state) {
  (void)state;
  const row rows[] = {{.event = CASUS_REQUEST, ISL_TO_DNK, .words = "asked it", .rule = "ask/subj,obj"},
                      {.event = CASUS_REQUEST, ISL_TO_DNK, .words = "urged it", .rule = "urge/subj,obj"}};
  scene c;
  DRAW(&c, rows);
  assert_int_equal(c.s->n_occurrences, 2);
  casus_situation_free(c.s);
}

static void order_of_reports_does_not_matter(void **state) {
  (void)state;
  const row rows[] = {
      {.article = 1, .event = CASUS_REQUEST, ISL_TO_DNK, .words = "asked it to leave"},
      {.article = 0, .event = CASUS_ASSAULT, .actor = "ISL MIL", .recipient = "DNK MIL", .words = "shelled it today"},
      {.article = 2, .event = CASUS_CONSULT, .actor = "NOR GOV", .recipient = "DNK GOV", .words = "met it"}};
  scene c;
  casus_situation *turned;
  casus_report reports[3];
  char *first, *second;
  size_t n, m;
  DRAW(&c, rows);
  for (int i = 0; i < 3; i++) reports[i] = c.reports[2 - i];
  assert_int_equal(casus_situation_make(reports, 3, NULL, &turned, NULL), CASUS_OK);
  assert_int_equal(casus_brief_write(c.s, CASUS_BRIEF_JSON, &first, &n, NULL), CASUS_OK);
  assert_int_equal(casus_brief_write(turned, CASUS_BRIEF_JSON, &second, &m, NULL), CASUS_OK);
  assert_int_equal(n, m);
  assert_memory_equal(first, second, n);
  free(first);
  free(second);
  casus_situation_free(turned);
  casus_situation_free(c.s);
}

/* ---- positions */

static void repeated_positions_are_one_with_all_evidence(void **state) {
  (void)state;
  const row rows[] = {{.article = 0, .day = 3, .event = CASUS_REJECT, .of = CASUS_CONSULT, ISL_TO_DNK, .words = "refused it"},
                      {.article = 1, .day = 9, .event = CASUS_REJECT, .of = CASUS_CONSULT, ISL_TO_DNK, .words = "refused it"},
                      {.article = 1, .day = 9, .event = CASUS_REJECT, .of = CASUS_AID, ISL_TO_DNK, .words = "refused it"}};
  scene c;
  DRAW(&c, rows);
  assert_int_equal(c.s->n_positions, 2);
  const casus_position *p = find_position(c.s, "ISL", CASUS_STANCE_REFUSES);
  assert_non_null(p);
  assert_int_equal(p->of, CASUS_CONSULT);
  assert_int_equal(p->n_occurrences, 2);
  assert_int_equal(p->first.day, 3);
  assert_int_equal(p->last.day, 9);
  assert_int_equal(p->reverses, CASUS_NOBODY);
  casus_situation_free(c.s);
}

static void agreement_after_refusal_is_a_change(void **state) {
  (void)state;
  const row rows[] = {{.article = 0, .day = 3, .event = CASUS_REJECT, .of = CASUS_CONSULT, ISL_TO_DNK, .words = "refused it"},
                      {.article = 1, .day = 9, .event = CASUS_AGREE, .of = CASUS_CONSULT, ISL_TO_DNK, .words = "agreed to it"}};
  scene c;
  DRAW(&c, rows);
  const casus_position *now = find_position(c.s, "ISL", CASUS_STANCE_OFFERS);
  assert_non_null(now);
  assert_ptr_equal(&c.s->positions[now->reverses], find_position(c.s, "ISL", CASUS_STANCE_REFUSES));
  casus_situation_free(c.s);
}

static void refusals_of_something_else_are_none(void **state) {
  (void)state;
  const row rows[] = {
      {.article = 0, .day = 3, .event = CASUS_REJECT, .of = CASUS_AID, ISL_TO_DNK, .words = "refused it"},
      {.article = 1, .day = 9, .event = CASUS_AGREE, .of = CASUS_CONSULT, ISL_TO_DNK, .words = "agreed to it"},
      {.article = 1, .day = 9, .event = CASUS_REJECT, .status = CASUS_NEGATED, .actor = "NOR GOV", .words = "refused it"},
      {.article = 1, .day = 9, .event = CASUS_AID, .status = CASUS_INTENDED, .actor = "FRA GOV", .words = "gave it"}};
  scene c;
  DRAW(&c, rows);
  assert_int_equal(find_position(c.s, "ISL", CASUS_STANCE_OFFERS)->reverses, CASUS_NOBODY);
  assert_null(find_position(c.s, "NOR", CASUS_STANCE_REFUSES));
  assert_non_null(find_position(c.s, "FRA", CASUS_STANCE_PLANS));
  casus_situation_free(c.s);
}

/* ---- conditions, exchanges, votes, agenda */

static void conditions_and_exchanges_are_linked(void **state) {
  (void)state;
  const row rows[] = {{.event = CASUS_AGREE,
                       .of = CASUS_AID,
                       .status = CASUS_CONDITIONAL,
                       .actor = "NOR GOV",
                       .words = "send it",
                       .condition = "If it rains,"},
                      {.event = CASUS_AGREE, ISL_TO_DNK, .words = "offered it", .exchange = 3, .rule = "offer/subj"},
                      {.event = CASUS_CONCEDE, DNK_TO_ISL, .words = "gave in", .exchange = 2}};
  scene c;
  DRAW(&c, rows);
  assert_int_equal(c.s->n_conditions, 1);
  assert_int_equal(c.s->conditions[0].event, CASUS_NOBODY);
  assert_non_null(strstr(c.s->occurrences[c.s->conditions[0].occurrence].statement.ptr, "“if it rains”"));
  assert_int_equal(c.s->n_exchanges, 1); /* both name one another */
  assert_ptr_equal(c.s->occurrences[c.s->exchanges[0].taken].report, &c.reports[2]);
  casus_situation_free(c.s);
}

static void votes_are_known_by_their_words(void **state) {
  (void)state;
  const row rows[] = {{.event = CASUS_REJECT,
                       .actor = "RUS - Russia",
                       .recipient = "- IGO Grand Council",
                       .words = "vetoed it",
                       .rule = "veto/subj,obj"},
                      {.event = CASUS_SUPPORT, .actor = "FRA - France", .words = "voted for it", .rule = "vote for/subj"},
                      {.event = CASUS_SUPPORT, .actor = "FRA - France", .words = "praised it", .rule = "praise/subj"}};
  scene c;
  DRAW(&c, rows);
  assert_int_equal(c.s->n_votes, 1);
  assert_int_equal(c.s->votes[0].kind, CASUS_VOTE_FOR);
  casus_situation_free(c.s);
  memcpy(c.events[0][0].cameo, "129", 4);
  assert_int_equal(casus_situation_make(c.reports, c.n, NULL, &c.s, NULL), CASUS_OK);
  assert_int_equal(c.s->n_votes, 2);
  assert_int_equal(c.s->votes[0].kind, CASUS_VOTE_VETO);
  assert_true(is(c.s->occurrences[c.s->votes[0].occurrence].statement, "Russia cast a veto in the Grand Council"));
  casus_situation_free(c.s);
}

static void agenda_is_what_lies_ahead(void **state) {
  (void)state;
  const row rows[] = {{.article = 0,
                       .day = 20,
                       .event = CASUS_AGREE,
                       .of = CASUS_CONSULT,
                       .status = CASUS_PLANNED,
                       ISL_TO_DNK,
                       .words = "meet it"},
                      {.article = 0,
                       .day = 2,
                       .event = CASUS_AGREE,
                       .of = CASUS_CONSULT,
                       .status = CASUS_PLANNED,
                       .actor = "ISL GOV",
                       .recipient = "NOR GOV",
                       .words = "meet it"},
                      {.article = 0,
                       .event = CASUS_AGREE,
                       .of = CASUS_CONSULT,
                       .status = CASUS_PLANNED,
                       .actor = "FRA GOV",
                       .recipient = "NOR GOV",
                       .words = "meet it"},
                      {.article = 0, .event = CASUS_CONSULT, .actor = "DEU GOV", .recipient = "NOR GOV", .words = "met it"}};
  scene c;
  casus_situation *later;
  const casus_situation_options options = {.as_of = {2026, 3, 21}};
  DRAW(&c, rows);
  assert_int_equal(c.s->n_agenda, 2);
  assert_int_equal(c.s->agenda[0].date.day, 20);
  assert_int_equal(c.s->agenda[1].date.year, 0); /* no day told */
  assert_int_equal(casus_situation_make(c.reports, c.n, &options, &later, NULL), CASUS_OK);
  assert_int_equal(later->n_agenda, 1); /* the day has passed; the one without a day is not older than two weeks */
  casus_situation_free(later);
  casus_situation_free(c.s);
}

/* ---- days, harm, contradictions */

static void the_last_week_is_held_against_the_one_before(void **state) {
  (void)state;
  const row rows[] = {{.day = 2, .event = CASUS_CONSULT, ISL_TO_DNK, .words = "met it"},
                      {.day = 9, .event = CASUS_ASSAULT, .actor = "ISL MIL", .recipient = "DNK MIL", .words = "shelled it"},
                      {.day = 9, .event = CASUS_ACCUSE, DNK_TO_ISL, .words = "blamed it"},
                      {.day = 9, .event = CASUS_ASSAULT, .status = CASUS_DENIED, .actor = "NOR MIL", .words = "shelled it"}};
  scene c;
  DRAW(&c, rows);
  assert_int_equal(c.s->n_days, 2);
  assert_int_equal(c.s->days[1].n, 2); /* what is denied is no fact */
  assert_int_equal(c.s->days[1].by_quad[4], 1);
  assert_ptr_equal(c.s->occurrences[c.s->days[1].severest].report, &c.reports[1]);
  assert_int_equal(c.s->tension.direction, CASUS_DIRECTION_RISING);
  casus_situation_free(c.s);
}

static void one_week_tells_no_direction(void **state) {
  (void)state;
  const row rows[] = {{.day = 9, .event = CASUS_ASSAULT, .actor = "ISL MIL", .recipient = "DNK MIL", .words = "shelled it"}};
  scene c;
  DRAW(&c, rows);
  assert_int_equal(c.s->tension.direction, CASUS_DIRECTION_UNKNOWN);
  casus_situation_free(c.s);
}

static void numbers_are_ranges_and_not_sums(void **state) {
  (void)state;
  const row rows[] = {{.article = 0,
                       .day = 9,
                       .event = CASUS_ASSAULT,
                       .actor = "ISL MIL",
                       .recipient = "DNK MIL",
                       .words = "killed two",
                       .killed = 2},
                      {.article = 1,
                       .day = 9,
                       .event = CASUS_ASSAULT,
                       .actor = "ISL MIL",
                       .recipient = "DNK MIL",
                       .words = "killed five",
                       .killed = 5},
                      {.article = 1,
                       .day = 9,
                       .event = CASUS_ASSAULT,
                       .actor = "NOR MIL",
                       .recipient = "DNK MIL",
                       .words = "killed three",
                       .killed = 3}};
  scene c;
  DRAW(&c, rows);
  assert_int_equal(c.s->n_casualties, 2);
  assert_int_equal(c.s->casualties[0].min, 2);
  assert_int_equal(c.s->casualties[0].max, 5);
  assert_int_equal(c.s->n_contradictions, 1); /* two and five exclude one another; three stands alone */
  assert_int_equal(c.s->contradictions[0].kind, CASUS_CONTRADICTION_NUMBERS);
  casus_situation_free(c.s);
}

static void denials_meet_what_they_deny(void **state) {
  (void)state;
  const row rows[] = {
      {.article = 0, .day = 9, .event = CASUS_ASSAULT, .actor = "ISL MIL", .recipient = "DNK MIL", .words = "shelled it"},
      {.article = 1, .event = CASUS_ASSAULT, .status = CASUS_DENIED, .actor = "ISL MIL", .words = "shelled it"},
      {.article = 0, .event = CASUS_ACCUSE, .actor = "DNK GOV", .recipient = "NOR GOV", .words = "accused it"},
      {.article = 1, .event = CASUS_REJECT, .of = CASUS_ACCUSE, .actor = "NOR GOV", .words = "denied it"},
      {.article = 1, .event = CASUS_REJECT, .of = CASUS_ACCUSE, .actor = "FRA GOV", .words = "denied it"}};
  scene c;
  DRAW(&c, rows);
  assert_int_equal(c.s->n_contradictions, 2);
  for (uint32_t i = 0; i < 2; i++) {
    const casus_contradiction *d = &c.s->contradictions[i];
    bool denied = d->kind == CASUS_CONTRADICTION_DENIED;
    assert_ptr_equal(c.s->occurrences[d->says].report, &c.reports[denied ? 0 : 2]);
    assert_ptr_equal(c.s->occurrences[d->denies].report, &c.reports[denied ? 1 : 3]);
  }
  casus_situation_free(c.s);
}

/* ---- words */

static void statements_say_what_the_code_says(void **state) {
  (void)state;
  static const struct {
    row row;
    const char *statement;
  } cases[] = {
      {{.event = CASUS_CONSULT, .actor = "ISL GOV Katla", .recipient = "USA - United States", .words = "met"},
       "Katla met or held talks with the United States"},
      {{.event = CASUS_AGREE, .of = CASUS_CONSULT, .status = CASUS_PLANNED, .actor = "ISL - Iceland", .words = "meet"},
       "Iceland planned to meet or hold talks"},
      {{.event = CASUS_ASSAULT, .status = CASUS_DENIED, .actor = "ISL MIL", .words = "hit"},
       "The armed forces of Iceland denied that the armed forces of Iceland used force"},
      {{.event = CASUS_ASSAULT, .recipient = "DNK - Denmark", .words = "hit"}, "Denmark came under attack"},
      {{.event = CASUS_ASSAULT, .status = CASUS_CONSIDERED, .recipient = "DNK - Denmark", .words = "hit"},
       "Denmark might come under attack"},
      {{.event = CASUS_AID, .status = CASUS_NEGATED, .actor = "DNK - Denmark", .words = "sent"}, "Denmark did not give aid"},
      {{.event = CASUS_PROTEST, .words = "marched"}, "People not named protested"},
      {{.event = CASUS_THREATEN,
        .of = CASUS_ASSAULT,
        .status = CASUS_CONDITIONAL,
        .actor = "DNK - Denmark",
        .words = "hit",
        .condition = "unless it goes"},
       "Denmark threatened an attack, “unless it goes”"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    scene c;
    draw(&c, &cases[i].row, 1);
    if (!is(c.s->occurrences[0].statement, cases[i].statement))
      fail_msg("%.*s", (int)c.s->occurrences[0].statement.len, c.s->occurrences[0].statement.ptr);
    casus_situation_free(c.s);
  }
}

/* ---- limits */

static void nothing_gives_an_empty_brief(void **state) {
  (void)state;
  casus_situation *s;
  char *bytes;
  size_t len;
  assert_int_equal(casus_situation_make(NULL, 0, NULL, &s, NULL), CASUS_OK);
  for (int f = CASUS_BRIEF_TEXT; f <= CASUS_BRIEF_JSON; f++) {
    assert_int_equal(casus_brief_write(s, (casus_brief_format)f, &bytes, &len, NULL), CASUS_OK);
    assert_true(len > 20);
    free(bytes);
  }
  assert_int_equal(casus_brief_write(s, (casus_brief_format)9, &bytes, &len, NULL), CASUS_USAGE);
  casus_situation_free(s);
}

static void unsound_events_are_left_out(void **state) {
  (void)state;
  const row rows[] = {{.event = CASUS_AID, .actor = "ISL GOV", .words = "gave it"},
                      {.event = CASUS_AID, .actor = "DNK GOV", .words = "gave it"}};
  const casus_situation_options sure = {.min_confidence = 0.9};
  scene c;
  DRAW(&c, rows);
  casus_situation_free(c.s);
  c.events[0][0].event = (casus_type)200;
  assert_int_equal(casus_situation_make(c.reports, 2, NULL, &c.s, NULL), CASUS_OK);
  assert_int_equal(c.s->n_left_out, 1);
  assert_int_equal(c.s->n_occurrences, 1);
  casus_situation_free(c.s);
  assert_int_equal(casus_situation_make(c.reports, 2, &sure, &c.s, NULL), CASUS_OK);
  assert_int_equal(c.s->n_left_out, 2);
  casus_situation_free(c.s);
}

static void copies_outlive_what_was_given(void **state) {
  (void)state;
  const row rows[] = {{.event = CASUS_AID, .actor = "ISL GOV Katla", .words = "gave it"}};
  scene c;
  casus_reports *kept;
  size_t n;
  DRAW(&c, rows);
  casus_situation_free(c.s);
  assert_int_equal(casus_reports_open(0, &kept, NULL), CASUS_OK);
  assert_int_equal(casus_reports_add(kept, &c.reports[0], NULL), CASUS_OK);
  memset(&c.actors, 0, sizeof c.actors);
  memset(&c.events, 0, sizeof c.events);
  memset(&c.articles, 0, sizeof c.articles);
  const casus_report *list = casus_reports_list(kept, &n);
  assert_int_equal(n, 1);
  assert_true(is(list[0].events[0].actors[0].name, "Katla"));
  assert_true(is(list[0].article->title, "one"));
  casus_reports_close(kept);
}

static void a_full_store_of_reports_says_so(void **state) {
  (void)state;
  const row rows[] = {{.event = CASUS_AID, .actor = "ISL GOV Katla", .words = "gave it"}};
  scene c;
  casus_reports *kept;
  casus_error error = {0};
  size_t n;
  DRAW(&c, rows);
  assert_int_equal(casus_reports_open(1 << 20, &kept, NULL), CASUS_OK);
  casus_status status = CASUS_OK;
  for (int i = 0; i < 5000 && status == CASUS_OK; i++) status = casus_reports_add(kept, &c.reports[0], &error);
  assert_int_equal(status, CASUS_MEMORY);
  assert_non_null(strstr(error.message, "fewer articles"));
  casus_reports_list(kept, &n);
  assert_true(n > 10);
  c.reports[0].n_events = 0;
  assert_int_equal(casus_reports_add(kept, &c.reports[0], NULL), CASUS_USAGE);
  casus_reports_close(kept);
  casus_situation_free(c.s);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(organs_of_a_state_are_one_party),
      cmocka_unit_test(two_groups_leave_rebels_unnamed),
      cmocka_unit_test(roles_follow_from_acts),
      cmocka_unit_test(a_side_in_the_conflict_is_no_mediator),
      cmocka_unit_test(reports_of_one_thing_count_once),
      cmocka_unit_test(stories_decide_where_there_are_some),
      cmocka_unit_test(two_demands_of_one_article_are_two),
      cmocka_unit_test(order_of_reports_does_not_matter),
      cmocka_unit_test(repeated_positions_are_one_with_all_evidence),
      cmocka_unit_test(agreement_after_refusal_is_a_change),
      cmocka_unit_test(refusals_of_something_else_are_none),
      cmocka_unit_test(conditions_and_exchanges_are_linked),
      cmocka_unit_test(votes_are_known_by_their_words),
      cmocka_unit_test(agenda_is_what_lies_ahead),
      cmocka_unit_test(the_last_week_is_held_against_the_one_before),
      cmocka_unit_test(one_week_tells_no_direction),
      cmocka_unit_test(numbers_are_ranges_and_not_sums),
      cmocka_unit_test(denials_meet_what_they_deny),
      cmocka_unit_test(statements_say_what_the_code_says),
      cmocka_unit_test(nothing_gives_an_empty_brief),
      cmocka_unit_test(unsound_events_are_left_out),
      cmocka_unit_test(copies_outlive_what_was_given),
      cmocka_unit_test(a_full_store_of_reports_says_so),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
