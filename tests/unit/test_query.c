/* Reading a store: every condition of a query with what it finds and what it does not, paging, whole records, series. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "casus_store.h"

#define S(literal) ((casus_str){(literal), sizeof(literal) - 1})
static casus_str text_of(const char *s) { return (casus_str){s, strlen(s)}; }

static casus_date day(const char *text) {
  casus_date date = {0};
  if (*text) assert_true(casus_date_read(text_of(text), &date));
  return date;
}

/* ---- a store of invented reports */

enum { N_ARTICLES = 4, N_EVENTS = 9 };

static const struct {
  const char *id, *source, *title, *date, *text;
} articles[N_ARTICLES] = {
    {"new-year", "Agency One", "Talks in Geneva", "2023-12-31", "Envoys met at the lake. A convoy with aid waits."},
    {"island", "Agency One", "Island", "2024-01-02", "The army denied the shelling. Snow fell on the aid depot."},
    {"winter", "Der Kurier", "Winter", "2024-01-09", "Ministers promised money and a ceasefire \xe2\x80\x93 perhaps."},
    {"undated", "", "", "", "People marched."},
};

/* Events are told apart by the first digit of their id: 0, 1, ... */
static const struct {
  int article;
  const char *date, *enddate;
  casus_type type;
  uint8_t quad;
  casus_event_status status;
  float score, confidence;
  const char *actor, *actor_name, *office, *recipient, *recipient_name;
  const char *place, *country, *admin1;
  double lat, lon;
} facts[N_EVENTS] = {
    {0, "2023-12-31", "", CASUS_CONSULT, 1, CASUS_ACTUAL, 1.5f, 0.9f, "USAGOV", "Ann Example", "Secretary of State", "CHN",
     "China", "Geneva", "CHE", "Canton of Geneva", 46.2, 6.15},
    {0, "2024-01-01", "", CASUS_AID, 2, CASUS_PLANNED, 7, 0.6f, "DEU", "Germany", "", "UKR", "Ukraine", "", "", "", 0, 0},
    {1, "2024-01-01", "", CASUS_ASSAULT, 4, CASUS_DENIED, -9, 0.3f, "CHNMIL", "", "", "TWN", "Taiwan", "Taipei", "TWN",
     "Taipei City", 25.05, 121.53},
    {1, "2024-01-07", "2024-01-09", CASUS_MOBILIZE, 4, CASUS_ACTUAL, -6.5f, 0.7f, "USAMIL", "", "", "", "", "Oldfield", "", "",
     NAN, NAN},
    {2, "2024-01-08", "", CASUS_THREATEN, 3, CASUS_CONDITIONAL, -5.5f, 0.8f, "CHN", "China", "", "USA", "", "", "", "", 0, 0},
    {2, "2024-01", "", CASUS_REQUEST, 3, CASUS_ACTUAL, -1, 0.5f, "DEUGOV", "J\xc3\xbcrgen \xc3\x96stmann", "finance minister",
     "CHE", "", "Bern", "CHE", "Bern", 46.95, 7.45},
    {2, "2024", "", CASUS_AGREE, 1, CASUS_INTENDED, 2.5f, 0.5f, "IGOUNO", "United Nations", "", "DEU", "", "", "", "", 0, 0},
    {3, "", "", CASUS_PROTEST, 4, CASUS_ACTUAL, -6, 0.4f, "---CVL", "", "", "", "", "Suva", "FJI", "", -18.14, 178.44},
    {3, "", "", CASUS_PROTEST, 4, CASUS_ACTUAL, -6, 0.4f, "", "", "", "USAGOV", "Ben Ukrainsky", "", "", "", 0, 0},
};

static casus_actor party(const char *code, const char *name, const char *office) {
  bool state = code[0] && code[0] != '-' && memcmp(code, "IGO", 3) != 0;
  return (casus_actor){.code = text_of(code),
                       .country = {code, state ? 3 : 0},
                       .sector = text_of(strlen(code) > 3 ? code + 3 : ""),
                       .name = text_of(name),
                       .office = text_of(office),
                       .text = S("they"),
                       .span = {1, 5}};
}

static casus_event event_of(int n, casus_actor sides[2]) {
  casus_event e = {.sentence = 1,
                   .date = day(facts[n].date),
                   .enddate = day(facts[n].enddate),
                   .date_basis = *facts[n].date ? CASUS_BASIS_ABSOLUTE : CASUS_BASIS_NONE,
                   .event = facts[n].type,
                   .quad = facts[n].quad,
                   .score = facts[n].score,
                   .status = facts[n].status,
                   .confidence = facts[n].confidence,
                   .condition_event = CASUS_NO_EVENT,
                   .exchange = CASUS_NO_EVENT,
                   .cameo = "010",
                   .actors = &sides[0],
                   .n_actors = 1};
  memset(e.id, 'a', sizeof e.id - 1);
  e.id[0] = (char)('0' + n);
  sides[0] = party(facts[n].actor, facts[n].actor_name, facts[n].office);
  sides[1] = party(facts[n].recipient, facts[n].recipient_name, "");
  if (*facts[n].recipient) e.recipients = &sides[1], e.n_recipients = 1;
  if (!*facts[n].place) return e;
  e.place = (casus_place){.name = text_of(facts[n].place),
                          .country = text_of(facts[n].country),
                          .admin1 = text_of(facts[n].admin1),
                          .lat_deg = facts[n].lat,
                          .lon_deg = facts[n].lon};
  return e;
}

static void add_article(casus_store *store, const casus_article *a, const casus_event *events, size_t n) {
  casus_prepared *prepared;
  casus_error error = {0};
  bool added;
  assert_int_equal(casus_prepare(a, events, n, &prepared, &error), CASUS_OK);
  assert_int_equal(casus_store_add(store, prepared, &added, &error), CASUS_OK);
  assert_true(added);
}

static void add_invented(casus_store *store) {
  casus_actor sides[N_EVENTS][2];
  casus_event events[N_EVENTS];
  for (int a = 0; a < N_ARTICLES; a++) {
    casus_article article = {.id = text_of(articles[a].id),
                             .source = text_of(articles[a].source),
                             .title = text_of(articles[a].title),
                             .date = day(articles[a].date),
                             .text = text_of(articles[a].text),
                             .origin = S("invented.jsonl")};
    size_t n = 0;
    for (int e = 0; e < N_EVENTS; e++)
      if (facts[e].article == a) events[n] = event_of(e, sides[n]), n++;
    add_article(store, &article, events, n);
  }
}

/* One event that has everything that an event can have, and two that it hangs on. */
static casus_event full_event(const casus_article *a, casus_actor *actors, casus_actor *recipient, casus_actor *holder) {
  actors[0] = party("USAGOV", "Ann Example", "Secretary of State");
  actors[1] = party("", "", "");
  *recipient = party("PSEREB", "Some Front", "");
  *holder = party("RUSMED", "", "");
  casus_event e = {
      .id = "f0000000000000000000000000000001",
      .sentence = 2,
      .span = {8, 21},
      .text = {a->text.ptr + 8, 13},
      .date = day("2020-02"),
      .enddate = day("2021"),
      .date_basis = CASUS_BASIS_RELATIVE,
      .event = CASUS_REQUEST,
      .of = CASUS_RETREAT,
      .modes = {9, 12},
      .n_modes = 2,
      .contexts = 1u << 0 | (uint64_t)1 << 36,
      .quad = 3,
      .score = -1.3f,
      .goldstein = -0.1f,
      .cameo = "0251",
      .aux = CASUS_FUTURE | CASUS_NEGATION,
      .status = CASUS_CONDITIONAL,
      .condition = S("if it rains"),
      .condition_span = {1, 12},
      .condition_event = 1,
      .condition_unless = true,
      .exchange = 2,
      .holder = holder,
      .actors = actors,
      .n_actors = 2,
      .recipients = recipient,
      .n_recipients = 1,
      .place = {.name = S("Nowhere"), .country = S("FJI"), .lat_deg = -0.1, .lon_deg = 1.0 / 3, .geonames = 77, .span = {3, 4}},
      .weapon = {.kind = S("drone"), .text = S("a drone"), .span = {5, 6}},
      .participants = {.value = 7, .min = 5, .has_value = true, .has_min = true, .text = S("over five"), .span = {2, 3}},
      .trigger = S("asked"),
      .trigger_span = {2, 7},
      .rule = S("ask/subj,inf"),
      .confidence = 0.1f};
  e.casualties[CASUS_MISSING] = (casus_figure){.max = 99, .has_max = true, .text = S("dozens"), .span = {7, 9}};
  return e;
}

/* ---- fixtures: a store of its own for each test, in a folder of its own */

typedef struct {
  char folder[64], path[96];
  casus_store *store;
} fixture;

static const casus_run_info run_info = {
    .command = {"test", 4}, .program = {"0", 1}, .tables = {"none", 4}, .time = {"2024-02-01T00:00:00Z", 20}};

/* An empty store with an open run. */
static int open_empty(void **state) {
  fixture *f = calloc(1, sizeof *f);
  casus_error error = {0};
  casus_run run;
  strcpy(f->folder, "/tmp/casus_query_XXXXXX");
  assert_non_null(mkdtemp(f->folder));
  snprintf(f->path, sizeof f->path, "%s/store.db", f->folder);
  assert_int_equal(casus_store_open(f->path, CASUS_STORE_CREATE, &f->store, &error), CASUS_OK);
  assert_int_equal(casus_store_run_begin(f->store, &run_info, &run, &error), CASUS_OK);
  *state = f;
  return 0;
}

static void end_run(casus_store *store) {
  casus_error error = {0};
  casus_run run;
  assert_int_equal(casus_store_run_end(store, S("2024-02-01T00:00:09Z"), &run, &error), CASUS_OK);
}

static int open_invented(void **state) {
  open_empty(state);
  fixture *f = *state;
  add_invented(f->store);
  end_run(f->store);
  return 0;
}

static int close_store(void **state) {
  static const char *const ends[] = {"", "-wal", "-shm"};
  fixture *f = *state;
  casus_store_close(f->store);
  for (int i = 0; i < 3; i++) {
    char path[128];
    snprintf(path, sizeof path, "%s%s", f->path, ends[i]);
    unlink(path);
  }
  rmdir(f->folder);
  free(f);
  return 0;
}

/* The first digits of the events that a query finds, in order. */
static void expect(void **state, casus_query query, const char *digits) {
  fixture *f = *state;
  casus_cursor *cursor;
  casus_error error = {0};
  casus_report report;
  casus_status status;
  char found[64] = "";
  size_t n = 0;
  assert_int_equal(casus_store_query(f->store, &query, &cursor, &error), CASUS_OK);
  while ((status = casus_cursor_next(cursor, &report, &error)) == CASUS_OK && n < sizeof found - 1)
    found[n++] = report.events[0].id[0];
  assert_int_equal(status, CASUS_END);
  casus_cursor_close(cursor);
  assert_string_equal(found, digits);
}

static void refuse(void **state, casus_query query, const char *words) {
  fixture *f = *state;
  casus_cursor *cursor = NULL;
  casus_error error = {0};
  assert_int_equal(casus_store_query(f->store, &query, &cursor, &error), CASUS_USAGE);
  assert_null(cursor);
  if (!strstr(error.message, words)) fail_msg("\"%s\" does not say \"%s\"", error.message, words);
}

/* ---- conditions */

static void all_events_by_date(void **state) { expect(state, (casus_query){0}, "012563478"); }

static void actors_by_code(void **state) {
  expect(state, (casus_query){.actor = S("USA")}, "03");
  expect(state, (casus_query){.actor = S("usa")}, "03");
  expect(state, (casus_query){.actor = S("USAGOV")}, "0");
  expect(state, (casus_query){.actor = S("CHN")}, "24");
  expect(state, (casus_query){.actor = S("DEU,USAMIL")}, "153");
  expect(state, (casus_query){.actor = S("USAREB")}, "");
  expect(state, (casus_query){.actor = S("SAG")}, "");
}

static void actors_by_name(void **state) {
  expect(state, (casus_query){.actor = S("example")}, "0");
  expect(state, (casus_query){.actor = S("ANN EXAMPLE")}, "0");
  expect(state, (casus_query){.actor = S("exam")}, "");
  expect(state, (casus_query){.actor = S("secretary of state")}, "0");
  expect(state, (casus_query){.actor = S("Ostmann")}, "5");
  expect(state, (casus_query){.actor = S("j\xc3\xbcrgen \xc3\xb6STMANN")}, "5");
  expect(state, (casus_query){.actor = S("Germany, minister")}, "15");
  expect(state, (casus_query){.actor = S("United")}, "6");
  expect(state, (casus_query){.recipient = S("Ukraine")}, "1");
  expect(state, (casus_query){.recipient = S("Ben")}, "8"); /* not BEN, Benin */
  expect(state, (casus_query){.actor = S("Ukraine")}, "");
}

static void dyads(void **state) {
  expect(state, (casus_query){.actor = S("USA"), .recipient = S("CHN")}, "0");
  expect(state, (casus_query){.actor = S("CHN"), .recipient = S("USA")}, "4");
  expect(state, (casus_query){.actor = S("USA"), .recipient = S("CHN"), .either_way = true}, "04");
  expect(state, (casus_query){.recipient = S("USA")}, "48");
  expect(state, (casus_query){.actor = S("USA"), .either_way = true}, "0348");
  expect(state, (casus_query){.actor = S("USA"), .recipient = S("TWN"), .either_way = true}, "");
}

static void types_quads_statuses(void **state) {
  expect(state, (casus_query){.types = 1u << CASUS_AID | 1u << CASUS_ASSAULT}, "12");
  expect(state, (casus_query){.types = 1u << CASUS_RETREAT}, "");
  expect(state, (casus_query){.quads = 1u << 1}, "06");
  expect(state, (casus_query){.quads = 1u << 0}, "");
  expect(state, (casus_query){.statuses = 1u << CASUS_DENIED | 1u << CASUS_PLANNED}, "12");
  expect(state, (casus_query){.statuses = 1u << CASUS_FAILED}, "");
  expect(state, (casus_query){.statuses = UINT32_MAX, .types = UINT32_MAX, .quads = 1u << 2}, "1");
}

static void places(void **state) {
  expect(state, (casus_query){.place = S("geneva")}, "0");
  expect(state, (casus_query){.place = S("CHE")}, "05");
  expect(state, (casus_query){.place = S("city")}, "2"); /* of its division */
  expect(state, (casus_query){.place = S("Bern, Oldfield")}, "53");
  expect(state, (casus_query){.place = S("Gene")}, "");
  expect(state, (casus_query){.place = S("USA")}, "");
}

static void radius(void **state) {
  /* Geneva and Bern are 129 km apart. */
  casus_query q = {.lat_deg = 46.2, .lon_deg = 6.15, .radius_km = 1};
  expect(state, q, "0");
  q.radius_km = 128;
  expect(state, q, "0");
  q.radius_km = 131;
  expect(state, q, "05");
  q.place = S("Bern");
  expect(state, q, "5");
  /* Across the 180th meridian: 2 degrees of longitude at 18 degrees south are 211 km. */
  q = (casus_query){.lat_deg = -18.14, .lon_deg = -179.56, .radius_km = 213};
  expect(state, q, "7");
  q.radius_km = 209;
  expect(state, q, "");
  q = (casus_query){.lat_deg = 90, .radius_km = 20100};
  expect(state, q, "0257"); /* the whole earth; Oldfield has no position */
}

static void days(void **state) {
  expect(state, (casus_query){.from = {2024, 1, 9}}, "563");
  expect(state, (casus_query){.from = {2024, 1, 10}}, "56");
  expect(state, (casus_query){.from = {2024, 2, 0}}, "6");
  expect(state, (casus_query){.from = {2025, 0, 0}}, "");
  expect(state, (casus_query){.to = {2023, 0, 0}}, "0");
  expect(state, (casus_query){.from = {2024, 1, 8}, .to = {2024, 1, 8}}, "5634");
  expect(state, (casus_query){.from = {2023, 12, 0}, .to = {2023, 12, 0}}, "0");
}

static void words(void **state) {
  expect(state, (casus_query){.text = S("aid")}, "0123");
  expect(state, (casus_query){.text = S("aid convoy")}, "01");
  expect(state, (casus_query){.text = S("aid -convoy")}, "23");
  expect(state, (casus_query){.text = S("-convoy aid")}, "23");
  expect(state, (casus_query){.text = S("convoy OR marched")}, "0178");
  expect(state, (casus_query){.text = S("\"with aid\"")}, "01");
  expect(state, (casus_query){.text = S("\"aid with\"")}, "");
  expect(state, (casus_query){.text = S("ministers")}, "564");
  expect(state, (casus_query){.text = S("Geneva")}, "01"); /* of the title */
  expect(state, (casus_query){.text = S("nothing of that")}, "");
}

/* What FTS5 or SQL would take for their own. */
static void hostile_words(void **state) {
  expect(state, (casus_query){.text = S("title:aid")}, "");
  expect(state, (casus_query){.text = S("aid*")}, "0123");
  expect(state, (casus_query){.text = S("NEAR(aid convoy)")}, "");
  expect(state, (casus_query){.text = S("aid AND convoy")}, "01");
  expect(state, (casus_query){.text = S("aid \" convoy")}, "01");
  expect(state, (casus_query){.text = S("^aid + {convoy}")}, "01");
  expect(state, (casus_query){.text = S("OR aid OR OR convoy OR")}, "0123");
  expect(state, (casus_query){.text = S("'); DROP TABLE event; --")}, "");
  expect(state, (casus_query){.actor = S("' OR '1'='1")}, "");
  expect(state, (casus_query){.actor = S("%")}, "");
  expect(state, (casus_query){.source = S("Agency_One")}, "");
  expect(state, (casus_query){.place = S("\xcc\x81")}, ""); /* an accent alone */
  expect(state, (casus_query){.text = S("aid")}, "0123");
}

static void confidence(void **state) {
  expect(state, (casus_query){.min_confidence = 0.7}, "034"); /* 0.7f is a little under 0.7 */
  expect(state, (casus_query){.min_confidence = 0.9}, "0");
  expect(state, (casus_query){.min_confidence = 0.91}, "");
}

static void ids_and_keys(void **state) {
  expect(state, (casus_query){.id = S("3")}, "3");
  expect(state, (casus_query){.id = S("3AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")}, "3");
  expect(state, (casus_query){.id = S("3b")}, "");
  expect(state, (casus_query){.article_key = 2}, "23");
  expect(state, (casus_query){.article_key = 99}, "");
  expect(state, (casus_query){.source = S("agency one")}, "0123");
  expect(state, (casus_query){.source = S("Agency")}, "");
}

static void conditions_together(void **state) {
  expect(state,
         (casus_query){.actor = S("USA"),
                       .types = 1u << CASUS_CONSULT,
                       .text = S("aid"),
                       .place = S("CHE"),
                       .from = {2023, 12, 31},
                       .to = {2023, 12, 31},
                       .min_confidence = 0.5,
                       .source = S("Agency One"),
                       .id = S("0a")},
         "0");
  expect(state, (casus_query){.actor = S("USA"), .types = 1u << CASUS_AID}, "");
}

static void wrong_queries(void **state) {
  char long_text[5000];
  memset(long_text, 'x', sizeof long_text);
  refuse(state, (casus_query){.from = {2024, 2, 30}}, "calendar");
  refuse(state, (casus_query){.from = {2024, 2, 1}, .to = {2024, 1, 31}}, "ends before");
  refuse(state, (casus_query){.lat_deg = 91, .radius_km = 1}, "latitude");
  refuse(state, (casus_query){.lat_deg = NAN, .radius_km = 1}, "latitude");
  refuse(state, (casus_query){.radius_km = -1}, "radius");
  refuse(state, (casus_query){.radius_km = INFINITY}, "radius");
  refuse(state, (casus_query){.min_confidence = 1.5}, "confidence");
  refuse(state, (casus_query){.min_confidence = NAN}, "confidence");
  refuse(state, (casus_query){.id = S("xyz")}, "hexadecimal");
  refuse(state, (casus_query){.text = S("-aid")}, "must be there");
  refuse(state, (casus_query){.text = S("\"\" -- ...")}, "a word");
  refuse(state, (casus_query){.actor = S("USA,,CHN")}, "empty");
  refuse(state, (casus_query){.actor = S("a\xff")}, "UTF-8");
  refuse(state, (casus_query){.place = S("a\0b")}, "NUL");
  refuse(state, (casus_query){.source = {long_text, sizeof long_text}}, "bytes");
  refuse(state, (casus_query){.actor = S("a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t,u,v,w,x,y,z,1,2,3,4,5,6,7")}, "at most");
}

/* ---- order and pages */

static void pages(void **state) {
  fixture *f = *state;
  expect(state, (casus_query){.newest_first = true}, "436521087");
  expect(state, (casus_query){.limit = 2}, "01");
  expect(state, (casus_query){.offset = 2, .limit = 3}, "256");
  expect(state, (casus_query){.offset = 8, .limit = 3}, "8");
  expect(state, (casus_query){.offset = 9}, "");
  expect(state, (casus_query){.offset = UINT64_MAX, .limit = UINT64_MAX}, "");
  casus_cursor *cursor;
  casus_error error = {0};
  assert_int_equal(casus_store_query(f->store, &(casus_query){.offset = 2, .limit = 3}, &cursor, &error), CASUS_OK);
  assert_int_equal(casus_cursor_total(cursor), N_EVENTS);
  casus_cursor_close(cursor);
}

static void empty_store(void **state) {
  fixture *f = *state;
  end_run(f->store);
  casus_series_point *points = NULL;
  size_t n = 9;
  casus_error error = {0};
  casus_story story;
  casus_article article;
  expect(state, (casus_query){0}, "");
  expect(state, (casus_query){.actor = S("USA"), .text = S("aid"), .place = S("CHE"), .stories = true}, "");
  assert_int_equal(casus_store_series(f->store, &(casus_query){0}, CASUS_BY_DAY, &points, &n, &error), CASUS_OK);
  assert_int_equal(n, 0);
  assert_null(points);
  assert_int_equal(casus_store_story(f->store, 1, &story, &error), CASUS_END);
  assert_int_equal(casus_store_article(f->store, 1, &article, &error), CASUS_END);
}

/* ---- whole records */

static const char full_text[] = "Heading\n\nThey asked it\xe2\x80\x94twice.";

static void add_full(casus_store *store) {
  casus_actor actors[2], recipient, holder, spare[4];
  casus_article a = {.id = S("full"),
                     .url = S("https://example.org/1"),
                     .source = S("Wire"),
                     .title = S("Heading"),
                     .language = S("en"),
                     .date = {2024, 2, 0},
                     .body = 9,
                     .text = S(full_text),
                     .origin = S("x/y.jsonl"),
                     .origin_line = 7,
                     .origin_bytes = (size_t)5 << 32};
  casus_event events[3] = {full_event(&a, actors, &recipient, &holder), event_of(7, &spare[0]), event_of(8, &spare[2])};
  events[1].actors = events[2].actors = events[2].recipients = &recipient;
  events[1].text = S("not in the article"); /* as of an import */
  add_article(store, &a, events, 3);
}

static void same_text(casus_str got, casus_str wanted) {
  assert_int_equal(got.len, wanted.len);
  assert_memory_equal(got.ptr, wanted.ptr, wanted.len);
}

static void same_span(casus_span got, casus_span wanted) {
  assert_int_equal(got.begin, wanted.begin);
  assert_int_equal(got.end, wanted.end);
}

static void same_actor(const casus_actor *got, const casus_actor *wanted) {
  same_text(got->code, wanted->code);
  same_text(got->country, wanted->country);
  same_text(got->sector, wanted->sector);
  same_text(got->name, wanted->name);
  same_text(got->office, wanted->office);
  same_text(got->text, wanted->text);
  same_span(got->span, wanted->span);
}

static void same_figure(const casus_figure *got, const casus_figure *wanted) {
  assert_int_equal(got->value, wanted->value);
  assert_int_equal(got->min, wanted->min);
  assert_int_equal(got->max, wanted->max);
  assert_int_equal(got->has_value, wanted->has_value);
  assert_int_equal(got->has_min, wanted->has_min);
  assert_int_equal(got->has_max, wanted->has_max);
  same_text(got->text, wanted->text);
  same_span(got->span, wanted->span);
}

static void same_codes(const casus_event *got, const casus_event *wanted) {
  assert_memory_equal(&got->date, &wanted->date, sizeof got->date);
  assert_memory_equal(&got->enddate, &wanted->enddate, sizeof got->enddate);
  assert_int_equal(got->date_basis, wanted->date_basis);
  assert_int_equal(got->event, wanted->event);
  assert_int_equal(got->of, wanted->of);
  assert_int_equal(got->n_modes, wanted->n_modes);
  assert_memory_equal(got->modes, wanted->modes, wanted->n_modes);
  assert_true(got->contexts == wanted->contexts);
  assert_int_equal(got->quad, wanted->quad);
  assert_true(got->score == wanted->score);
  assert_true(got->goldstein == wanted->goldstein);
  assert_string_equal(got->cameo, wanted->cameo);
  assert_int_equal(got->aux, wanted->aux);
  assert_int_equal(got->status, wanted->status);
  assert_true(got->confidence == wanted->confidence);
}

static void same_place(const casus_place *got, const casus_place *wanted) {
  same_text(got->name, wanted->name);
  same_text(got->country, wanted->country);
  same_text(got->admin1, wanted->admin1);
  assert_true(got->lat_deg == wanted->lat_deg);
  assert_true(got->lon_deg == wanted->lon_deg);
  assert_int_equal(got->geonames, wanted->geonames);
  same_span(got->span, wanted->span);
}

static void same_words(const casus_event *got, const casus_event *wanted) {
  assert_string_equal(got->id, wanted->id);
  assert_int_equal(got->sentence, wanted->sentence);
  same_span(got->span, wanted->span);
  same_text(got->text, wanted->text);
  same_text(got->condition, wanted->condition);
  same_span(got->condition_span, wanted->condition_span);
  assert_int_equal(got->condition_unless, wanted->condition_unless);
  same_text(got->trigger, wanted->trigger);
  same_span(got->trigger_span, wanted->trigger_span);
  same_text(got->rule, wanted->rule);
  same_text(got->weapon.kind, wanted->weapon.kind);
  same_text(got->weapon.text, wanted->weapon.text);
  same_span(got->weapon.span, wanted->weapon.span);
}

static void whole_records(void **state) {
  fixture *f = *state;
  casus_actor actors[2], recipient, holder;
  casus_article a = {.text = S(full_text)};
  casus_event wanted = full_event(&a, actors, &recipient, &holder);
  casus_cursor *cursor;
  casus_report r;
  casus_error error = {0};
  add_full(f->store);
  end_run(f->store);
  assert_int_equal(casus_store_query(f->store, &(casus_query){.id = S("f")}, &cursor, &error), CASUS_OK);
  assert_int_equal(casus_cursor_next(cursor, &r, &error), CASUS_OK);
  const casus_event *e = r.events;
  same_codes(e, &wanted);
  same_words(e, &wanted);
  same_place(&e->place, &wanted.place);
  assert_int_equal(e->n_actors, 2);
  assert_int_equal(e->n_recipients, 1);
  same_actor(&e->actors[0], &actors[0]);
  same_actor(&e->actors[1], &actors[1]);
  same_actor(e->recipients, &recipient);
  same_actor(e->holder, &holder);
  for (int k = 0; k < CASUS_HARM_COUNT; k++) same_figure(&e->casualties[k], &wanted.casualties[k]);
  same_figure(&e->participants, &wanted.participants);
  same_text(e->doc, S("full"));
  assert_int_equal(r.n_events, 3);
  assert_string_equal(r.events[e->condition_event].id, "7aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
  assert_string_equal(r.events[e->exchange].id, "8aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
  assert_int_equal(r.article->text.len, 0);
  same_text(r.article->url, S("https://example.org/1"));
  assert_int_equal(r.article->origin_bytes, (size_t)5 << 32);
  assert_true(r.group && r.story && r.event_key == 1 && r.article_key == 1);
  assert_int_equal(casus_cursor_next(cursor, &r, &error), CASUS_END);
  casus_cursor_close(cursor);
}

static void texts(void **state) {
  fixture *f = *state;
  casus_cursor *cursor;
  casus_report r;
  casus_error error = {0};
  casus_article article;
  add_full(f->store);
  end_run(f->store);
  assert_int_equal(casus_store_query(f->store, &(casus_query){.id = S("7"), .with_text = true}, &cursor, &error), CASUS_OK);
  assert_int_equal(casus_cursor_next(cursor, &r, &error), CASUS_OK);
  same_text(r.events[0].text, S("not in the article"));
  same_text(r.article->text, S(full_text));
  assert_null(r.events[0].holder);
  assert_int_equal(r.events[0].condition_event, CASUS_NO_EVENT);
  assert_int_equal(r.n_events, 1);
  assert_int_equal(casus_store_article(f->store, r.article_key, &article, &error), CASUS_OK);
  same_text(article.text, S(full_text));
  assert_int_equal(article.body, 9);
  assert_int_equal(article.date.month, 2);
  casus_cursor_close(cursor);
}

static void unknown_coordinates(void **state) {
  fixture *f = *state;
  casus_cursor *cursor;
  casus_report r;
  casus_error error = {0};
  assert_int_equal(casus_store_query(f->store, &(casus_query){.place = S("Oldfield")}, &cursor, &error), CASUS_OK);
  assert_int_equal(casus_cursor_next(cursor, &r, &error), CASUS_OK);
  assert_true(isnan(r.events->place.lat_deg) && isnan(r.events->place.lon_deg));
  casus_cursor_close(cursor);
}

/* More than are read at a time, by two cursors, while the store is written to. */
static void long_answers(void **state) {
  fixture *f = *state;
  casus_cursor *one, *other;
  casus_report r;
  casus_error error = {0};
  casus_actor sides[2];
  for (int n = 0; n < 300; n++) {
    casus_event events[3] = {event_of(0, sides), event_of(0, sides), event_of(0, sides)};
    char text[32];
    snprintf(text, sizeof text, "Report number %d.", n);
    for (int k = 0; k < 3; k++) snprintf(events[k].id, sizeof events[k].id, "%032x", 3 * n + k);
    add_article(f->store, &(casus_article){.id = S("n"), .text = text_of(text)}, events, 3);
  }
  assert_int_equal(casus_store_commit(f->store, &error), CASUS_OK);
  assert_int_equal(casus_store_query(f->store, &(casus_query){0}, &one, &error), CASUS_OK);
  assert_int_equal(casus_store_query(f->store, &(casus_query){.newest_first = true, .with_text = true}, &other, &error),
                   CASUS_OK);
  add_full(f->store);
  end_run(f->store);
  for (int n = 0; n < 900; n++) {
    char id[CASUS_ID_SIZE], text[32];
    snprintf(id, sizeof id, "%032x", n);
    assert_int_equal(casus_cursor_next(one, &r, &error), CASUS_OK);
    assert_string_equal(r.events[0].id, id);
    snprintf(id, sizeof id, "%032x", 899 - n);
    snprintf(text, sizeof text, "Report number %d.", (899 - n) / 3);
    assert_int_equal(casus_cursor_next(other, &r, &error), CASUS_OK);
    assert_string_equal(r.events[0].id, id);
    same_text(r.article->text, text_of(text));
    same_text(r.events[0].actors[0].name, S("Ann Example"));
  }
  assert_int_equal(casus_cursor_next(one, &r, &error), CASUS_END);
  casus_cursor_close(one);
  casus_cursor_close(other);
}

/* ---- stories */

static void stories(void **state) {
  fixture *f = *state;
  casus_actor sides[2];
  casus_error error = {0};
  casus_story story;
  casus_event same = event_of(0, sides);
  for (int n = 0; n < 2; n++) {
    casus_article a = {.id = S("x"),
                       .source = n ? S("Beta") : S("Alpha"),
                       .title = S("Envoys meet"),
                       .date = {2023, 12, 31},
                       .text = S("The envoys of both sides met in Geneva on Sunday, officials of the two countries said.")};
    memset(same.id, n ? 'd' : 'c', sizeof same.id - 1);
    add_article(f->store, &a, &same, 1);
  }
  end_run(f->store);
  casus_query all = {0}, by_story = {.stories = true}, of_beta = {.stories = true, .source = S("Beta")}, of_none = of_beta;
  of_none.source = S("Gamma");
  expect(state, all, "cd");
  casus_cursor *cursor;
  casus_report r;
  assert_int_equal(casus_store_query(f->store, &by_story, &cursor, &error), CASUS_OK);
  assert_int_equal(casus_cursor_total(cursor), 1);
  assert_int_equal(casus_cursor_next(cursor, &r, &error), CASUS_OK);
  assert_int_equal(casus_store_story(f->store, r.story, &story, &error), CASUS_OK);
  assert_int_equal(story.n_reports, 2);
  assert_int_equal(story.n_sources, 2);
  assert_int_equal(story.representative, r.event_key);
  assert_int_equal(story.first_seen.day, 31);
  char found[2] = {r.events[0].id[0]};
  casus_cursor_close(cursor);
  expect(state, of_beta, found); /* that story, whichever report stands for it */
  expect(state, of_none, "");
  expect(state, (casus_query){.story = story.key}, "cd");
  expect(state, (casus_query){.story = story.key + 1}, "");
}

/* ---- series */

typedef struct {
  casus_series_point *points;
  size_t n;
} answer;

static answer series_of(void **state, casus_query query, casus_period by) {
  fixture *f = *state;
  casus_error error = {0};
  answer a = {0};
  assert_int_equal(casus_store_series(f->store, &query, by, &a.points, &a.n, &error), CASUS_OK);
  return a;
}

static void check(const casus_series_point *p, const char *begin, unsigned articles_read, unsigned events) {
  char text[16];
  assert_string_equal(casus_date_text(p->begin, text), begin);
  assert_int_equal(p->n_articles, articles_read);
  assert_int_equal(p->n_events, events);
}

static void series_by_day(void **state) {
  answer a = series_of(state, (casus_query){0}, CASUS_BY_DAY);
  assert_int_equal(a.n, 11);
  check(&a.points[0], "2023-12-31", 1, 1);
  check(&a.points[1], "2024-01-01", 0, 2);
  check(&a.points[2], "2024-01-02", 1, 0);
  check(&a.points[3], "2024-01-03", 0, 0);
  check(&a.points[7], "2024-01-07", 0, 1);
  check(&a.points[8], "2024-01-08", 0, 1);
  check(&a.points[9], "2024-01-09", 1, 0);
  check(&a.points[10], "", 1, 4); /* month or year only, or no date */
  assert_int_equal(a.points[1].by_quad[2], 1);
  assert_int_equal(a.points[1].by_quad[4], 1);
  assert_int_equal(a.points[1].by_quad[1], 0);
  assert_int_equal(a.points[1].n_stories, 2);
  assert_true(a.points[1].score_sum == -2);
  free(a.points);
}

static void series_over_new_year(void **state) {
  answer a = series_of(state, (casus_query){0}, CASUS_BY_WEEK);
  assert_int_equal(a.n, 4);
  check(&a.points[0], "2023-12-25", 1, 1); /* Sunday */
  check(&a.points[1], "2024-01-01", 1, 3);
  check(&a.points[2], "2024-01-08", 1, 1);
  check(&a.points[3], "", 1, 4);
  free(a.points);
  a = series_of(state, (casus_query){0}, CASUS_BY_MONTH);
  assert_int_equal(a.n, 3);
  check(&a.points[0], "2023-12-01", 1, 1);
  check(&a.points[1], "2024-01-01", 2, 5);
  check(&a.points[2], "", 1, 3);
  free(a.points);
}

static void series_of_days_given(void **state) {
  answer a = series_of(state, (casus_query){.from = {2024, 1, 8}, .to = {2024, 1, 12}}, CASUS_BY_DAY);
  assert_int_equal(a.n, 6);
  check(&a.points[0], "2024-01-08", 0, 1);
  check(&a.points[1], "2024-01-09", 1, 0);
  check(&a.points[4], "2024-01-12", 0, 0);
  check(&a.points[5], "", 0, 3); /* one began before, two say no day */
  free(a.points);
  a = series_of(state, (casus_query){.from = {2030, 1, 0}, .to = {2030, 3, 0}}, CASUS_BY_MONTH);
  assert_int_equal(a.n, 3);
  check(&a.points[2], "2030-03-01", 0, 0);
  free(a.points);
}

/* Coverage does not depend on what is asked for, but on the publisher. */
static void series_coverage(void **state) {
  answer a = series_of(state, (casus_query){.actor = S("USA"), .to = {2024, 1, 9}}, CASUS_BY_DAY);
  assert_int_equal(a.n, 10);
  check(&a.points[0], "2023-12-31", 1, 1);
  check(&a.points[2], "2024-01-02", 1, 0);
  check(&a.points[7], "2024-01-07", 0, 1);
  check(&a.points[9], "2024-01-09", 1, 0);
  free(a.points);
  a = series_of(state, (casus_query){.source = S("der kurier"), .types = 1u << CASUS_THREATEN}, CASUS_BY_DAY);
  assert_int_equal(a.n, 2);
  check(&a.points[0], "2024-01-08", 0, 1);
  check(&a.points[1], "2024-01-09", 1, 0);
  free(a.points);
}

static void series_that_make_no_sense(void **state) {
  fixture *f = *state;
  casus_series_point *points = NULL;
  size_t n = 7;
  casus_error error = {0};
  const casus_query endless = {.from = {1, 1, 1}, .to = {9999, 12, 31}};
  assert_int_equal(casus_store_series(f->store, &endless, CASUS_BY_DAY, &points, &n, &error), CASUS_USAGE);
  assert_int_equal(casus_store_series(f->store, &(casus_query){.text = S("-")}, CASUS_BY_DAY, &points, &n, &error), CASUS_USAGE);
  assert_int_equal(casus_store_series(f->store, &(casus_query){0}, (casus_period)7, &points, &n, &error), CASUS_USAGE);
  assert_null(points);
  assert_int_equal(n, 7);
}

/* ---- runs */

static void runs(void **state) {
  fixture *f = *state;
  casus_error error = {0}, failure = {.message = "no text", .line = 3, .offset_bytes = 99};
  const casus_run *found;
  casus_run second;
  size_t n;
  add_invented(f->store);
  assert_int_equal(casus_store_fail(f->store, S("bad.jsonl"), &failure, &error), CASUS_OK);
  assert_int_equal(casus_store_skipped(f->store, S("another language"), 2, &error), CASUS_OK);
  end_run(f->store);
  assert_int_equal(casus_store_run_begin(f->store, &run_info, &second, &error), CASUS_OK);
  assert_int_equal(casus_store_runs(f->store, &found, &n, &error), CASUS_OK);
  assert_int_equal(n, 2);
  assert_false(found[0].closed);
  assert_int_equal(found[0].ended.len, 0);
  assert_int_equal(found[0].n_failures, 0);
  assert_true(found[1].closed);
  assert_int_equal(found[1].n_read, 7);
  assert_int_equal(found[1].n_coded, 4);
  assert_int_equal(found[1].n_events, N_EVENTS);
  same_text(found[1].command, S("test"));
  same_text(found[1].ended, S("2024-02-01T00:00:09Z"));
  assert_int_equal(found[1].n_skips, 1);
  same_text(found[1].skips[0].reason, S("another language"));
  assert_int_equal(found[1].skips[0].n_records, 2);
  assert_int_equal(found[1].n_failures, 1);
  same_text(found[1].failures[0].input, S("bad.jsonl"));
  same_text(found[1].failures[0].message, S("no text"));
  assert_int_equal(found[1].failures[0].line, 3);
}

int main(void) {
#define INVENTED(test) cmocka_unit_test_setup_teardown(test, open_invented, close_store)
#define EMPTY(test) cmocka_unit_test_setup_teardown(test, open_empty, close_store)
  const struct CMUnitTest tests[] = {
      INVENTED(all_events_by_date),
      INVENTED(actors_by_code),
      INVENTED(actors_by_name),
      INVENTED(dyads),
      INVENTED(types_quads_statuses),
      INVENTED(places),
      INVENTED(radius),
      INVENTED(days),
      INVENTED(words),
      INVENTED(hostile_words),
      INVENTED(confidence),
      INVENTED(ids_and_keys),
      INVENTED(conditions_together),
      INVENTED(wrong_queries),
      INVENTED(pages),
      INVENTED(unknown_coordinates),
      INVENTED(series_by_day),
      INVENTED(series_over_new_year),
      INVENTED(series_of_days_given),
      INVENTED(series_coverage),
      INVENTED(series_that_make_no_sense),
      EMPTY(empty_store),
      EMPTY(whole_records),
      EMPTY(texts),
      EMPTY(long_answers),
      EMPTY(stories),
      EMPTY(runs),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
