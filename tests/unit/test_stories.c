/* Events of several articles and the stories that they are joined to. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "story/story.h"

/* ---- reports, as the coder would give them */

typedef struct {
  uint64_t article;
  int32_t published; /* days */
  casus_type type, of;
  casus_event_status status;
  int32_t day; /* of the event; published and unsaid: the sentence names none */
  bool unsaid;
  const char *actor, *recipient; /* "KENGOV"; NULL: none */
  const char *place, *admin1;    /* of the actor's country; NULL: none */
  uint64_t killed;               /* 0: not said */
  const char *text;
  const char *source;
} report;

static casus_actor actor_of(const char *code) {
  str c = str_of(code);
  return (casus_actor){.code = c, .country = str_slice(c, 0, 3), .sector = str_slice(c, 3, c.len), .text = c};
}

/* An id as of a coder: another one for each report. */
static void set_id(casus_event *e, const report *r) {
  uint64_t id = hash_mix(r->article * 977 + hash_str(str_of(r->text)) + (uint64_t)r->type * 31 + (uint64_t)r->killed);
  snprintf(e->id, sizeof e->id, "%016llx%016llx", (unsigned long long)id, (unsigned long long)hash_mix(id));
}

static story_event event_of(const report *r) {
  casus_article article = {.text = str_of(r->text), .source = str_of(r->source ? r->source : "one.example")};
  if (r->published != STORY_NO_DAY) article.date = date_from_days(r->published);
  casus_event e = {.event = r->type, .of = r->of, .status = r->status, .text = article.text};
  casus_actor actor, recipient;
  if (r->actor) actor = actor_of(r->actor), e.actors = &actor, e.n_actors = 1;
  if (r->recipient) recipient = actor_of(r->recipient), e.recipients = &recipient, e.n_recipients = 1;
  if (r->day != STORY_NO_DAY) e.date = date_from_days(r->day);
  e.date_basis = r->unsaid ? CASUS_BASIS_PUBLISHED : CASUS_BASIS_RELATIVE;
  if (r->place)
    e.place = (casus_place){
        .name = str_of(r->place), .country = STR("KEN"), .admin1 = str_of(r->admin1), .lat_deg = NAN, .lon_deg = NAN};
  if (r->killed)
    e.casualties[CASUS_KILLED] =
        (casus_figure){.min = r->killed, .max = r->killed, .has_min = true, .has_max = true, .text = STR("n")};
  set_id(&e, r);
  story_article shared;
  story_event out;
  story_article_of(&article, r->article, &shared);
  story_event_of(&e, &shared, &out);
  return out;
}

/* Rebels attack a village: the report that tests vary. */
static report attack(uint64_t article) {
  return (report){.article = article,
                  .published = 101,
                  .type = CASUS_ASSAULT,
                  .day = 100,
                  .actor = "KENREB",
                  .recipient = "KENCVL",
                  .place = "Moyale",
                  .admin1 = "Marsabit",
                  .text = "On Monday rebels attacked the village of Moyale, police said."};
}

static report meeting(uint64_t article, const char *one, const char *other) {
  return (report){.article = article,
                  .published = 101,
                  .type = CASUS_CONSULT,
                  .day = 100,
                  .actor = one,
                  .recipient = other,
                  .text = "On Monday the ministers of both countries met for talks on fishing."};
}

static void join_with(const story_event *events, size_t n, const casus_story_options *options, uint32_t *stories) {
  assert_int_equal(stories_group(events, n, options, stories, NULL, NULL), CASUS_OK);
}

static bool are_one(report a, report b) {
  story_event events[2] = {event_of(&a), event_of(&b)};
  uint32_t stories[2];
  join_with(events, 2, NULL, stories);
  return stories[0] == stories[1];
}

/* ---- features */

static void event_as_bytes(void **state) {
  (void)state;
  report r = attack(0x0102030405060708ULL);
  r.killed = 70000;
  story_event e = event_of(&r), back;
  unsigned char bytes[STORY_EVENT_BYTES];
  story_event_pack(&e, bytes);
  assert_int_equal(bytes[0], 8); /* the lowest byte first */
  assert_int_equal(bytes[7], 1);
  story_event_unpack(bytes, &back);
  assert_memory_equal(&back, &e, sizeof e);
  assert_int_equal(e.killed.min, UINT16_MAX);
  assert_int_equal(e.injured.min, 0);
  assert_int_equal(e.injured.max, UINT16_MAX);
}

/* The day that stands for a date is that of publication where the date has it, else the nearest. */
static void day_of_a_date(void **state) {
  (void)state;
  story_article article = {.article = 1, .published = date_to_days((casus_date){2025, 3, 20})};
  static const struct {
    casus_date date, enddate, day;
  } rows[] = {
      {{2025, 3, 18}, {0, 0, 0}, {2025, 3, 18}}, {{2025, 3, 0}, {0, 0, 0}, {2025, 3, 20}},
      {{2024, 0, 0}, {0, 0, 0}, {2024, 12, 31}}, {{2025, 3, 10}, {2025, 3, 16}, {2025, 3, 16}},
      {{2025, 4, 0}, {0, 0, 0}, {2025, 4, 1}},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    casus_event e = {.date = rows[i].date, .enddate = rows[i].enddate};
    story_event out;
    story_event_of(&e, &article, &out);
    assert_int_equal(out.day, date_to_days(rows[i].day));
    assert_in_range(out.day - out.first, 0, out.last - out.first);
  }
  casus_event none = {.event = CASUS_ASSAULT};
  story_event out;
  story_event_of(&none, &article, &out);
  assert_int_equal(out.day, STORY_NO_DAY);
}

static void names_of_an_article(void **state) {
  (void)state;
  casus_article article = {.text =
                               STR("On Monday the mayor of Oda met Ruth Abe. In Oda, Ruth Abe said so. The mayor of Oda left.")};
  story_article out;
  story_article_of(&article, 5, &out);
  assert_int_equal(out.published, STORY_NO_DAY);
  assert_int_equal(out.source, 0);
  size_t n = 0;
  while (n < STORY_NAMES && out.names[n]) n++;
  assert_int_equal(n, 3); /* Oda, Ruth, Abe; neither Monday nor what begins a sentence */
}

/* ---- pairs */

static void one_occurrence_told_twice(void **state) {
  (void)state;
  report a = attack(1), b = attack(2);
  b.text = "The village of Moyale was raided by rebels on 11 April.";
  assert_true(are_one(a, b));
  b.recipient = "KEN"; /* the country alone */
  assert_true(are_one(a, b));
  b.recipient = NULL;
  assert_true(are_one(a, b));
  b.published = 115; /* told again two weeks later, with the day */
  assert_true(are_one(a, b));
  b.type = CASUS_COERCE;
  assert_false(are_one(a, b));
}

static void another_town_is_another_attack(void **state) {
  (void)state;
  report a = attack(1), b = attack(2);
  b.place = "Garissa", b.admin1 = "Garissa", b.text = "On Monday rebels attacked the village of Garissa, police said.";
  assert_false(are_one(a, b));
  b = attack(2), b.place = NULL, b.text = "On Monday rebels attacked a village called Moyale.";
  assert_true(are_one(a, b)); /* no place is no other place */
}

static void another_day_is_another_attack(void **state) {
  (void)state;
  report a = attack(1), b = attack(2);
  b.day = 102, b.published = 103;
  assert_false(are_one(a, b));
  b.day = 101, b.published = 101, b.unsaid = true; /* names no day, and was published a day later */
  assert_true(are_one(a, b));
  b.day = b.published = 104;
  assert_false(are_one(a, b));
}

static void sides(void **state) {
  (void)state;
  assert_true(are_one(meeting(1, "KENGOV", "UGAGOV"), meeting(2, "UGAGOV", "KEN")));
  assert_false(are_one(meeting(1, "KENGOV", "UGAGOV"), meeting(2, "KENGOV", "TZAGOV")));
  report a = meeting(1, "KENGOV", "UGAGOV"), b = meeting(2, "UGAGOV", "KENGOV");
  a.type = b.type = CASUS_SANCTION; /* who expels whom does matter */
  assert_false(are_one(a, b));
  b.actor = a.actor, b.recipient = a.recipient;
  assert_true(are_one(a, b));
  a = attack(1), b = attack(2);
  b.actor = "KENCVL", b.recipient = "KENREB";
  a.place = b.place = NULL;
  assert_false(are_one(a, b));
}

static void statuses(void **state) {
  (void)state;
  report a = attack(1), b = attack(2);
  b.status = CASUS_DENIED;
  assert_true(are_one(a, b));
  b.status = CASUS_CONSIDERED;
  assert_false(are_one(a, b));
  report plan = meeting(1, "KENGOV", "UGAGOV"), deed = meeting(2, "KENGOV", "UGAGOV");
  plan.type = CASUS_AGREE, plan.of = CASUS_CONSULT, plan.status = CASUS_PLANNED, plan.published = 95;
  assert_true(are_one(plan, deed));
  plan.day = 105;
  assert_false(are_one(plan, deed));
}

static void figures(void **state) {
  (void)state;
  report a = attack(1), b = attack(2);
  a.place = b.place = NULL;
  a.text = b.text = "Rebels killed people on Monday.";
  a.killed = 12, b.killed = 12;
  assert_true(are_one(a, b));
  b.killed = 90;
  assert_false(are_one(a, b));
}

static void no_dates(void **state) {
  (void)state;
  report a = attack(1), b = attack(2);
  a.published = a.day = b.published = b.day = STORY_NO_DAY;
  assert_true(are_one(a, b)); /* all else is the same */
  b.text = "Last year they struck.", b.place = NULL, b.actor = NULL;
  assert_false(are_one(a, b));
  b = attack(2);
  assert_false(are_one(a, b)); /* one has a date, the other has none */
}

/* ---- stories */

static void one_article_tells_two_apart(void **state) {
  (void)state;
  report here = attack(1), there = attack(1), vague = attack(2);
  there.place = "Garissa", there.admin1 = "Garissa",
  there.text = "On Monday rebels attacked the village of Garissa, police said.";
  vague.place = NULL, vague.text = "On Monday rebels attacked the villages of Moyale and Garissa, police said.";
  story_event events[3] = {event_of(&here), event_of(&there), event_of(&vague)};
  uint32_t stories[3];
  join_with(events, 3, NULL, stories);
  assert_int_not_equal(stories[0], stories[1]);
  assert_true(stories[2] == stories[0] || stories[2] == stories[1]);
}

static void one_article_tells_one_twice(void **state) {
  (void)state;
  report first = attack(1), again = attack(1);
  again.text = "In the village of Moyale rebels attacked.", again.unsaid = true, again.day = 101;
  assert_true(are_one(first, again));
  again.day = 99, again.unsaid = false;
  assert_false(are_one(first, again));
}

/* A war: each day an attack like that of the day before, told without a day. */
static void chains_over_time(void **state) {
  (void)state;
  enum { DAYS = 40 };
  story_event events[DAYS];
  uint32_t stories[DAYS];
  for (int32_t i = 0; i < DAYS; i++) {
    report r = attack((uint64_t)i + 1);
    r.day = r.published = 100 + i, r.unsaid = true;
    events[i] = event_of(&r);
  }
  join_with(events, DAYS, NULL, stories);
  for (uint32_t i = 0; i < DAYS; i++) assert_true(i - stories[i] <= 4);
}

static void windows(void **state) {
  (void)state;
  report a = attack(1), b = attack(2);
  a.unsaid = b.unsaid = true;
  a.day = a.published = 100, b.day = b.published = 102;
  story_event events[2] = {event_of(&a), event_of(&b)};
  uint32_t stories[2];
  casus_story_options one_day = {.window_days = 1};
  join_with(events, 2, NULL, stories);
  assert_int_equal(stories[0], stories[1]);
  join_with(events, 2, &one_day, stories);
  assert_int_not_equal(stories[0], stories[1]);
  assert_true(stories_reach_days(&one_day) < stories_reach_days(NULL));
}

static void strictness(void **state) {
  (void)state;
  report a = attack(1), b = attack(2);
  b.place = NULL, b.text = "In Moyale rebels struck.", b.unsaid = true, b.day = 101;
  story_event events[2] = {event_of(&a), event_of(&b)};
  uint32_t stories[2];
  casus_story_options loose = {.strictness = 0.01}, strict = {.strictness = 1};
  join_with(events, 2, &loose, stories);
  assert_int_equal(stories[0], stories[1]);
  join_with(events, 2, &strict, stories);
  assert_int_not_equal(stories[0], stories[1]);
}

static void bad_options(void **state) {
  (void)state;
  report r = attack(1);
  story_event event = event_of(&r);
  uint32_t story = 7;
  casus_error error = {0};
  casus_story_options options = {.strictness = 1.5};
  assert_int_equal(stories_group(&event, 1, &options, &story, NULL, &error), CASUS_USAGE);
  assert_non_null(strstr(error.message, "strictness"));
  options = (casus_story_options){.strictness = (double)NAN};
  assert_int_equal(stories_group(&event, 1, &options, &story, NULL, NULL), CASUS_USAGE);
  options = (casus_story_options){.window_days = 1000};
  assert_int_equal(stories_group(&event, 1, &options, &story, NULL, &error), CASUS_USAGE);
  assert_non_null(strstr(error.message, "1000"));
  assert_int_equal(stories_group(&event, (size_t)STORY_EVENTS_MAX + 1, NULL, &story, NULL, NULL), CASUS_MEMORY);
  assert_int_equal(story, 7);
  assert_int_equal(stories_group(NULL, 0, NULL, NULL, NULL, NULL), CASUS_OK);
}

/* ---- many events */

enum { MANY = 600 };

static uint32_t roll(uint64_t seed, uint32_t i, uint32_t below) { return (uint32_t)(hash_mix(seed * 100000 + i) % below); }

static void make_events(story_event *events, size_t n) {
  static const char *const towns[] = {"Moyale", "Garissa", "Lamu", "Voi", NULL};
  static const char *const parties[] = {"KENREB", "KENMIL", "UGAMIL", "SOMREB", NULL};
  static const char *const texts[] = {"Rebels attacked a village near Moyale.", "In Garissa soldiers shot at a bus.",
                                      "A boat was hit off Lamu.", "Police found the bodies in a forest."};
  for (uint32_t i = 0; i < n; i++) {
    int32_t day = 100 + (int32_t)roll(1, i, 60);
    uint32_t town = roll(2, i, 5);
    report r = {.article = 1 + i / 2,
                .published = day + (int32_t)roll(3, i, 3),
                .type = CASUS_ASSAULT,
                .day = day,
                .unsaid = roll(4, i, 2),
                .actor = parties[roll(5, i, 5)],
                .recipient = parties[roll(6, i, 5)],
                .place = towns[town],
                .admin1 = towns[town],
                .killed = roll(7, i, 6),
                .text = texts[roll(8, i, 4)]};
    events[i] = event_of(&r);
    events[i].id = hash_mix(i);
  }
}

static void order_makes_no_difference(void **state) {
  (void)state;
  static story_event events[MANY], shuffled[MANY];
  static uint32_t stories[MANY], components[MANY], other[MANY], other_components[MANY], from[MANY];
  make_events(events, MANY);
  assert_int_equal(stories_group(events, MANY, NULL, stories, components, NULL), CASUS_OK);
  uint32_t joined = 0;
  for (uint32_t i = 0; i < MANY; i++) joined += stories[i] != i;
  assert_in_range(joined, MANY / 20, MANY - MANY / 20);
  for (uint64_t seed = 1; seed < 4; seed++) {
    for (uint32_t i = 0; i < MANY; i++) from[i] = i;
    for (uint32_t i = MANY; i-- > 1;) {
      uint32_t k = roll(seed + 50, i, i + 1), swap = from[i];
      from[i] = from[k], from[k] = swap;
    }
    for (uint32_t i = 0; i < MANY; i++) shuffled[i] = events[from[i]];
    assert_int_equal(stories_group(shuffled, MANY, NULL, other, other_components, NULL), CASUS_OK);
    for (uint32_t i = 0; i < MANY; i++) {
      assert_int_equal(from[other[i]], stories[from[i]]);
      assert_int_equal(from[other_components[i]], components[from[i]]);
    }
  }
}

static bool component_is_within(const story_event *events, const uint32_t *components, uint32_t component, int32_t from,
                                int32_t to) {
  for (uint32_t i = 0; i < MANY; i++)
    if (components[i] == component && (events[i].day < from || events[i].day > to)) return false;
  return true;
}

/* What has all of a component, and all within reach of it, gives the same stories in it as the whole. */
static void a_part_gives_what_the_whole_gives(void **state) {
  (void)state;
  enum { FROM = 115, TO = 150 };
  static story_event events[MANY], part[MANY];
  static uint32_t stories[MANY], components[MANY], of_part[MANY], index[MANY];
  int32_t reach = stories_reach_days(NULL);
  uint32_t n = 0, compared = 0;
  make_events(events, MANY);
  assert_int_equal(stories_group(events, MANY, NULL, stories, components, NULL), CASUS_OK);
  for (uint32_t i = 0; i < MANY; i++)
    if (events[i].day >= FROM - reach && events[i].day <= TO + reach) index[n] = i, part[n++] = events[i];
  assert_true(n < MANY);
  join_with(part, n, NULL, of_part);
  for (uint32_t i = 0; i < n; i++) {
    if (!component_is_within(events, components, components[index[i]], FROM, TO)) continue;
    compared++;
    assert_int_equal(index[of_part[i]], stories[index[i]]);
  }
  assert_true(compared > 20);
}

/* One article's events that differ are never in one story, whatever else is joined. */
static void no_story_joins_what_an_article_tells_apart(void **state) {
  (void)state;
  static story_event events[MANY];
  static uint32_t stories[MANY];
  make_events(events, MANY);
  join_with(events, MANY, NULL, stories);
  for (uint32_t i = 0; i + 1 < MANY; i += 2) {
    bool apart = events[i].place_name && events[i + 1].place_name && events[i].place_name != events[i + 1].place_name;
    if (apart) assert_int_not_equal(stories[i], stories[i + 1]);
  }
}

/* More reports of one occurrence than one matrix takes, beside those of another. */
static void very_many_reports_of_one(void **state) {
  (void)state;
  enum { REPORTS = 2500 };
  story_event *events = malloc(REPORTS * sizeof *events);
  uint32_t *stories = malloc(REPORTS * sizeof *stories);
  for (uint32_t i = 0; i < REPORTS; i++) {
    report r = attack(i + 1);
    if (i % 2)
      r.place = "Garissa", r.admin1 = "Garissa", r.text = "On Monday rebels attacked the village of Garissa, police said.";
    events[i] = event_of(&r);
  }
  join_with(events, REPORTS, NULL, stories);
  for (uint32_t i = 2; i < REPORTS; i++) assert_int_equal(stories[i], stories[i % 2]);
  assert_int_not_equal(stories[0], stories[1]);
  free(stories);
  free(events);
}

/* ---- summaries */

static void summary_of_reports(void **state) {
  (void)state;
  report reports[4] = {attack(1), attack(2), attack(3), attack(4)};
  reports[0].place = NULL, reports[0].recipient = NULL;
  reports[1].killed = 9, reports[1].source = "two.example";
  reports[2].killed = 9, reports[2].published = 103;
  reports[3].status = CASUS_DENIED, reports[3].published = 110;
  story_event members[4];
  for (size_t i = 0; i < 4; i++) members[i] = event_of(&reports[i]);
  members[2].group = members[1].group;
  story_summary s, other;
  assert_int_equal(story_summarise(members, 4, &s, NULL), CASUS_OK);
  assert_true(s.representative == 1 || s.representative == 2); /* says most */
  assert_int_equal(s.n_articles, 4);
  assert_int_equal(s.n_groups, 3);
  assert_int_equal(s.n_sources, 2);
  assert_int_equal(s.first_seen, 101);
  assert_int_equal(s.last_seen, 110);
  assert_int_equal(s.n_actual, 3);
  assert_int_equal(s.n_negated, 1);
  assert_true(s.contradicted);
  assert_true(fabs((double)s.agreement - 17.0 / 20) <
              1e-6); /* of five each: two are not told by the first, one status is other */
  story_event turned[4] = {members[3], members[2], members[1], members[0]};
  assert_int_equal(story_summarise(turned, 4, &other, NULL), CASUS_OK);
  assert_string_equal(other.id, s.id);
  assert_true(members[s.representative].article == turned[other.representative].article);
}

static void contradictions(void **state) {
  (void)state;
  report a = attack(1), b = attack(2);
  a.killed = 9, b.killed = 11;
  story_event members[2] = {event_of(&a), event_of(&b)};
  story_summary s;
  assert_int_equal(story_summarise(members, 2, &s, NULL), CASUS_OK);
  assert_true(s.contradicted);
  assert_int_equal(s.n_negated, 0);
  members[0].killed.max = UINT16_MAX; /* at least nine */
  assert_int_equal(story_summarise(members, 2, &s, NULL), CASUS_OK);
  assert_false(s.contradicted);
  assert_true(s.agreement == 1);
}

static void summary_of_one(void **state) {
  (void)state;
  report r = attack(1);
  r.published = STORY_NO_DAY;
  story_event member = event_of(&r);
  story_summary s, same;
  assert_int_equal(story_summarise(&member, 1, &s, NULL), CASUS_OK);
  assert_int_equal(s.representative, 0);
  assert_int_equal(s.first_seen, STORY_NO_DAY);
  assert_int_equal(s.last_seen, STORY_NO_DAY);
  assert_int_equal(strlen(s.id), 32);
  member.article++; /* another article with the same words is another story's first */
  assert_int_equal(story_summarise(&member, 1, &same, NULL), CASUS_OK);
  assert_string_not_equal(same.id, s.id);
  assert_int_equal(story_summarise(&member, 0, &same, NULL), CASUS_MEMORY);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(event_as_bytes),
      cmocka_unit_test(day_of_a_date),
      cmocka_unit_test(names_of_an_article),
      cmocka_unit_test(one_occurrence_told_twice),
      cmocka_unit_test(another_town_is_another_attack),
      cmocka_unit_test(another_day_is_another_attack),
      cmocka_unit_test(sides),
      cmocka_unit_test(statuses),
      cmocka_unit_test(figures),
      cmocka_unit_test(no_dates),
      cmocka_unit_test(one_article_tells_two_apart),
      cmocka_unit_test(one_article_tells_one_twice),
      cmocka_unit_test(chains_over_time),
      cmocka_unit_test(windows),
      cmocka_unit_test(strictness),
      cmocka_unit_test(bad_options),
      cmocka_unit_test(order_makes_no_difference),
      cmocka_unit_test(a_part_gives_what_the_whole_gives),
      cmocka_unit_test(no_story_joins_what_an_article_tells_apart),
      cmocka_unit_test(very_many_reports_of_one),
      cmocka_unit_test(summary_of_reports),
      cmocka_unit_test(contradictions),
      cmocka_unit_test(summary_of_one),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
