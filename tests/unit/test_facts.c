/* Facts: what is answered from memory is what the tables answer, for many queries by lot, on both databases; counts by party and
 * place are those that queries for the same parties and places find. The store holds the articles of samples/ and events by lot.
 */
#include "../store/answers.h"
#include "../store/dump.h"
#include "../store/reports.h"
#include "store/event_facts.h"

enum { ARTICLES = 240, EVENTS_OF_ARTICLE = 3, PARTIES_OF_EVENT = 3, QUERIES = 300 };

static casus_store *stores[2]; /* by kind; both hold the same */
static casus_facts *facts[2];
static uint64_t lot = 88172645463325252u;

static unsigned by_lot(unsigned n) {
  lot ^= lot << 13;
  lot ^= lot >> 7;
  lot ^= lot << 17;
  return (unsigned)(lot % n);
}

/* ---- a store: events by lot */

static const casus_actor cast[] = {
    {.code = CONSTANT("NRL"), .country = CONSTANT("NRL")},
    {.code = CONSTANT("NRLGOV"), .country = CONSTANT("NRL"), .sector = CONSTANT("GOV")},
    {.code = CONSTANT("NRLGOV"),
     .country = CONSTANT("NRL"),
     .sector = CONSTANT("GOV"),
     .name = CONSTANT("Ada Norling"),
     .office = CONSTANT("minister of locks")},
    {.code = CONSTANT("NRLREB"), .country = CONSTANT("NRL"), .sector = CONSTANT("REB"), .name = CONSTANT("Lock Guard")},
    {.code = CONSTANT("NRLREB"), .country = CONSTANT("NRL"), .sector = CONSTANT("REB"), .name = CONSTANT("LOCK GUARD")},
    {.code = CONSTANT("NRLREB"), .country = CONSTANT("NRL"), .sector = CONSTANT("REB")},
    {.code = CONSTANT("SDLMIL"), .country = CONSTANT("SDL"), .sector = CONSTANT("MIL")},
    {.code = CONSTANT("SDLCVL"), .country = CONSTANT("SDL"), .sector = CONSTANT("CVL"), .name = CONSTANT("Dino O'Eastham")},
    {.code = CONSTANT("IGOTOL"), .sector = CONSTANT("IGO"), .name = CONSTANT("Toll Union")},
    {.code = CONSTANT("IGOTOL"), .sector = CONSTANT("GOV"), .name = CONSTANT("Toll Commission")},
    {.code = CONSTANT("IGO"), .sector = CONSTANT("IGO")},
    {.code = CONSTANT("IGO"), .sector = CONSTANT("IGO"), .name = CONSTANT("Canal Council")},
    {.code = CONSTANT("MNC"), .sector = CONSTANT("MNC"), .name = CONSTANT("Barge, Boat and Co")},
    {.code = CONSTANT("NGO"), .sector = CONSTANT("NGO")},
    {.code = CONSTANT("---CVL"), .sector = CONSTANT("CVL")},
    {.code = CONSTANT("---GOV"), .sector = CONSTANT("GOV"), .name = CONSTANT("river towns")},
    {.name = CONSTANT("Ægir Works"), .sector = CONSTANT("BUS")},
    {.name = CONSTANT("a stranger")},
    {.code = CONSTANT(""), .text = CONSTANT("somebody")},
    {.code = CONSTANT("gov2"), .sector = CONSTANT("GOV")},
    {.code = CONSTANT("FRAGOV"), .country = CONSTANT("FRA"), .sector = CONSTANT("GOV")},
};

static const casus_place spots[] = {
    {.name = CONSTANT("Lock City"),
     .country = CONSTANT("NRL"),
     .admin1 = CONSTANT("Upper"),
     .lat_deg = 12.25,
     .lon_deg = -7.5,
     .geonames = 7},
    {.name = CONSTANT("Lock City"), .country = CONSTANT("NRL"), .admin1 = CONSTANT("Lower"), .lat_deg = 14, .lon_deg = -7},
    {.name = CONSTANT("Port \u00c5s"), .country = CONSTANT("SDL"), .lat_deg = -3, .lon_deg = 179.5},
    {.name = CONSTANT("Nowhere"), .lat_deg = NAN, .lon_deg = NAN},
};

static casus_date date_by_lot(void) {
  static const casus_date odd[] = {{0}, {2024, 0, 0}, {2024, 4, 0}, {2023, 12, 0}};
  if (by_lot(5) == 0) return odd[by_lot(4)];
  return (casus_date){2024, (uint8_t)(1 + by_lot(6)), (uint8_t)(1 + by_lot(28))};
}

static uint32_t actors_by_lot(casus_actor *actors) {
  const uint32_t n = by_lot(PARTIES_OF_EVENT + 1);
  for (uint32_t i = 0; i < n; i++) actors[i] = cast[by_lot(sizeof cast / sizeof *cast)];
  return n;
}

typedef struct {
  casus_event events[EVENTS_OF_ARTICLE];
  casus_actor actors[EVENTS_OF_ARTICLE][PARTIES_OF_EVENT], recipients[EVENTS_OF_ARTICLE][PARTIES_OF_EVENT];
} lot_of_events;

static void event_by_lot(lot_of_events *l, const casus_article *article, unsigned n, unsigned i) {
  static const float scores[] = {4.5F, -1.9F, -10, 0.1F, 7};
  casus_event *e = &l->events[i];
  *e = (casus_event){.condition_event = CASUS_NO_EVENT, .exchange = CASUS_NO_EVENT};
  report_identify(e, 5000 + n, i);
  e->doc = article->id;
  e->sentence = i + 1;
  e->text = str_slice(article->text, 0, 40);
  e->span = (span){0, 40};
  e->date = date_by_lot();
  if (by_lot(20) == 0) e->enddate = (casus_date){2024, 9, 1};
  e->event = (casus_type)(1 + by_lot(16));
  e->quad = (uint8_t)(1 + by_lot(4));
  e->status = (casus_event_status)by_lot(CASUS_EVENT_STATUS_COUNT);
  e->score = scores[by_lot(5)];
  e->goldstein = scores[by_lot(5)];
  e->confidence = (float)by_lot(11) / 10;
  e->actors = l->actors[i], e->n_actors = actors_by_lot(l->actors[i]);
  e->recipients = l->recipients[i], e->n_recipients = actors_by_lot(l->recipients[i]);
  if (by_lot(3)) e->place = spots[by_lot(sizeof spots / sizeof *spots)];
  e->trigger = e->rule = STR("met");
  snprintf(e->cameo, sizeof e->cameo, "042");
}

static void add(casus_store *s, const casus_article *article, const casus_event *events, size_t n) {
  casus_prepared *p = NULL;
  bool added;
  GOOD(casus_prepare(article, events, n, &p, &error));
  GOOD(casus_store_add(s, p, &added, &error));
  assert_true(added);
}

static void add_by_lot(unsigned n) {
  static const char *const papers[] = {"Canal Post", "canal post", "Lock News", ""};
  report r;
  lot_of_events l;
  const size_t n_events = by_lot(EVENTS_OF_ARTICLE + 1);
  report_make(&r, n);
  r.article.source = str_of(papers[by_lot(4)]);
  for (unsigned i = 0; i < n_events; i++) event_by_lot(&l, &r.article, n, i);
  for (int kind = 0; kind < 2; kind++)
    if (stores[kind]) add(stores[kind], &r.article, l.events, n_events);
}

static void add_samples(void) {
  static const char *const paths[] = {SOURCE_DIR "/samples"};
  casus_engine *engine;
  casus_session *session;
  casus_reader *reader;
  casus_article article;
  const casus_event *events;
  size_t n;
  GOOD(casus_engine_open(NULL, &engine, &error));
  GOOD(casus_session_open(engine, &session, &error));
  GOOD(casus_reader_open(paths, 1, NULL, &reader, &error));
  while (casus_reader_next(reader, &article, &error) == CASUS_OK) {
    GOOD(casus_code(session, &article, &events, &n, &error));
    for (int kind = 0; kind < 2; kind++)
      if (stores[kind]) add(stores[kind], &article, events, n);
  }
  casus_reader_close(reader);
  casus_session_close(session);
  casus_engine_close(engine);
}

static int stores_fill(void **state) {
  static const casus_run_info info = {CONSTANT("ingest"), CONSTANT("1"), CONSTANT("t"), CONSTANT("now")};
  casus_run run;
  if (databases_start(state) != 0) return -1;
  for (int kind = 0; kind < (server.pid ? 2 : 1); kind++) {
    stores[kind] = store_at(empty_database((sql_kind)kind));
    GOOD(casus_store_run_begin(stores[kind], &info, &run, &error));
  }
  add_samples();
  for (unsigned n = 0; n < ARTICLES; n++) add_by_lot(n);
  for (int kind = 0; kind < 2; kind++) {
    if (!stores[kind]) continue;
    GOOD(casus_store_run_end(stores[kind], STR("later"), &run, &error));
    GOOD(casus_facts_load(stores[kind], &facts[kind], &error));
  }
  return 0;
}

static int stores_close(void **state) {
  for (int kind = 0; kind < 2; kind++) {
    casus_store_close(stores[kind]);
    casus_facts_free(facts[kind]);
  }
  return databases_stop(state);
}

/* ---- queries by lot */

static str one_of(const char *const *words, size_t n) { return str_of(words[by_lot((unsigned)n)]); }
#define ONE_OF(words) one_of(words, sizeof(words) / sizeof *(words))

static casus_query query_by_lot(void) {
  static const char *const parties[] = {"NRL",
                                        "nrlgov",
                                        "norling",
                                        "lock guard",
                                        "IGO",
                                        "IGO:",
                                        "IGOTOL",
                                        "ISL",
                                        "minister",
                                        "---CVL",
                                        "NRLREB:Lock Guard",
                                        "DNKGOV",
                                        "ISL:-",
                                        "NRLREB:-,SDL",
                                        "nobody",
                                        ":Ægir Works",
                                        "NRL, SDL",
                                        "MNC:barge; boat and co",
                                        "gov2:",
                                        "a:b",
                                        "---"};
  static const char *const places[] = {"lock city", "NRL", "port as", "upper", "nowhere", "isl", "x"};
  static const char *const words[] = {"canal", "fishing OR letter", "barge -toll", "\"envoy number 14\""};
  static const char *const papers[] = {"CANAL POST", "lock news", "none"};
  casus_query q = {0};
  if (by_lot(3) == 0) q.actor = ONE_OF(parties);
  if (by_lot(4) == 0) q.recipient = ONE_OF(parties);
  q.either_way = by_lot(3) == 0;
  if (by_lot(4) == 0) q.types = by_lot(1u << 17);
  if (by_lot(5) == 0) q.quads = by_lot(32);
  if (by_lot(5) == 0) q.statuses = by_lot(256);
  if (by_lot(6) == 0) q.place = ONE_OF(places);
  if (by_lot(8) == 0) q.lat_deg = 12 + by_lot(3), q.lon_deg = -7, q.radius_km = 60 + by_lot(200);
  if (by_lot(4) == 0) q.from = by_lot(2) ? (casus_date){2024, (uint8_t)(1 + by_lot(6)), 11} : (casus_date){2024, 2, 0};
  if (by_lot(4) == 0) q.to = by_lot(2) ? (casus_date){2024, (uint8_t)(6 + by_lot(6)), 20} : (casus_date){2024, 8, 0};
  if (by_lot(6) == 0) q.text = ONE_OF(words);
  if (by_lot(6) == 0) q.min_confidence = by_lot(10) / 10.0;
  if (by_lot(20) == 0) q.id = STR("A");
  if (by_lot(20) == 0) q.article_key = 1 + by_lot(ARTICLES + 20);
  if (by_lot(20) == 0) q.story = 1 + by_lot(300);
  if (by_lot(8) == 0) q.source = ONE_OF(papers);
  q.stories = by_lot(3) == 0;
  q.newest_first = by_lot(2);
  if (by_lot(3) == 0) q.offset = by_lot(40), q.limit = by_lot(30);
  return q;
}

static char *answers_with(int kind, const casus_query *query, bool with_facts) {
  casus_store_use_facts(stores[kind], with_facts ? facts[kind] : NULL);
  char *answer = answers(stores[kind], query);
  casus_store_use_facts(stores[kind], NULL);
  return answer;
}

static void the_same_answers(void **state) {
  const int kind = (int)kind_of_test(state);
  const casus_query all = {0}, newest = {.newest_first = true, .limit = 20};
  unsigned n_found = 0;
  assert_same_dump(answers_with(kind, &all, false), answers_with(kind, &all, true));
  assert_same_dump(answers_with(kind, &newest, false), answers_with(kind, &newest, true));
  for (int i = 0; i < QUERIES; i++) {
    const casus_query query = query_by_lot();
    char *wanted = answers_with(kind, &query, false);
    n_found += strncmp(wanted, "total 0\n", 8) != 0;
    assert_same_dump(wanted, answers_with(kind, &query, true));
  }
  assert_true(n_found > QUERIES / 3 && n_found < QUERIES);
}

/* What makes no sense is refused with the same words. */
static void the_same_refusals(void **state) {
  const int kind = (int)kind_of_test(state);
  const casus_query refused[] = {
      {.actor = CONSTANT("a,,b")}, {.place = CONSTANT("\xff")}, {.from = {2024, 5, 1}, .to = {2024, 4, 1}},
      {.to = {2024, 13, 1}},       {.radius_km = -1},           {.radius_km = 5, .lat_deg = 91},
      {.min_confidence = 1.5},     {.id = CONSTANT("xyz")},     {.text = CONSTANT("-only")}};
  for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
    char message[2][240];
    for (int with = 0; with < 2; with++) {
      casus_cursor *c = NULL;
      casus_store_use_facts(stores[kind], with ? facts[kind] : NULL);
      GIVES(CASUS_USAGE, casus_store_query(stores[kind], &refused[i], &c, &error));
      strcpy(message[with], error.message);
    }
    casus_store_use_facts(stores[kind], NULL);
    assert_string_equal(message[0], message[1]);
  }
}

/* ---- counts: against what queries find in the tables */

static uint64_t total(casus_store *s, casus_query query) {
  casus_cursor *c = NULL;
  query.offset = 0;
  query.limit = 1;
  GOOD(casus_store_query(s, &query, &c, &error));
  uint64_t n = casus_cursor_total(c);
  casus_cursor_close(c);
  return n;
}

static casus_query between(casus_query query, str from, str to) {
  query.actor = from;
  query.recipient = to;
  return query;
}

static void check_dyad(casus_store *s, casus_query query, const casus_counted_dyad *d) {
  query = between(query, d->from.key, d->to.key);
  assert_false(str_equal(d->from.key, d->to.key));
  if (d->n_events != total(s, query))
    fail_msg("%.*s to %.*s: %llu events", (int)d->from.key.len, d->from.key.ptr, (int)d->to.key.len, d->to.key.ptr,
             (unsigned long long)d->n_events);
  for (uint32_t quad = 1; quad <= 4; quad++) {
    query.quads = 1u << quad;
    assert_int_equal(d->by_quad[quad], total(s, query));
  }
  query.quads = 0;
  query.stories = true;
  assert_int_equal(d->n_stories, total(s, query));
}

/* Sums and days against the series of the pair. */
static void check_sums(casus_store *s, casus_query query, const casus_counted_dyad *d) {
  casus_series_point *points;
  size_t n;
  double score = 0, goldstein = 0;
  query = between(query, d->from.key, d->to.key);
  GOOD(casus_store_series(s, &query, CASUS_BY_DAY, &points, &n, &error));
  for (size_t i = 0; i < n; i++) score += points[i].score_sum, goldstein += points[i].goldstein_sum;
  assert_true(fabs(score - d->score_sum) < 1e-9 && fabs(goldstein - d->goldstein_sum) < 1e-9);
  free(points);
}

/* The days of a query's first and last event that has a date. */
static void check_days(casus_store *s, casus_query query, const casus_counted_dyad *d) {
  casus_cursor *c = NULL;
  casus_report r;
  casus_date first = {0}, last = {0};
  query = between(query, d->from.key, d->to.key);
  query.newest_first = false;
  GOOD(casus_store_query(s, &query, &c, &error));
  while (casus_cursor_next(c, &r, &error) == CASUS_OK) {
    if (!r.events->date.year) continue;
    if (!first.year) first = r.events->date;
    last = r.events->date;
  }
  casus_cursor_close(c);
  assert_int_equal(first.year, d->first.year);
  if (!first.year) return;
  assert_int_equal(date_to_days(first), date_to_days(d->first));
  assert_int_equal(date_to_days(last), date_to_days(d->last));
}

static void check_order(const casus_counted_dyad *d, size_t n) {
  for (size_t i = 1; i < n; i++) {
    int by_key = str_compare(d[i - 1].from.key, d[i].from.key);
    if (!by_key) by_key = str_compare(d[i - 1].to.key, d[i].to.key);
    assert_true(d[i - 1].n_events > d[i].n_events || (d[i - 1].n_events == d[i].n_events && by_key < 0));
  }
}

/* All pairs of parties of which a query finds events are there, and no others. */
static void check_pairs(casus_store *s, casus_query query, casus_level level, uint64_t n_dyads) {
  uint64_t n = 0;
  const fact_level *l = &facts[sql_kind_of(s->db)]->levels[level];
  for (uint32_t a = 0; a < l->n_parties; a++)
    for (uint32_t b = 0; b < l->n_parties; b++) n += a != b && total(s, between(query, l->parties[a].key, l->parties[b].key)) > 0;
  assert_int_equal(n, n_dyads);
}

static void check_dyads(casus_store *s, casus_query query, casus_level level) {
  const casus_counted_dyad *found;
  casus_counted_dyad *d;
  size_t n, n_page;
  uint64_t n_all;
  GOOD(casus_store_dyads(s, &query, level, &found, &n, &n_all, &error));
  assert_true(n == n_all && n > 10);
  d = malloc(n * sizeof *d);
  memcpy(d, found, n * sizeof *d);
  check_order(d, n);
  for (size_t i = 0; i < n; i += sql_kind_of(s->db) == SQL_SQLITE ? 3 : 15) {
    check_dyad(s, query, &d[i]);
    check_sums(s, query, &d[i]);
    check_days(s, query, &d[i]);
  }
  query.offset = 3, query.limit = 5;
  GOOD(casus_store_dyads(s, &query, level, &found, &n_page, &n_all, &error));
  assert_true(n_page == 5 && n_all == n);
  assert_memory_equal(found, d + 3, 5 * sizeof *d);
  free(d);
}

static void dyads_are_what_queries_find(void **state) {
  const int kind = (int)kind_of_test(state);
  const casus_query asked[] = {{.offset = 0}, {.types = 0x5556, .newest_first = true}};
  for (int level = 0; level < LEVELS; level++)
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) check_dyads(stores[kind], asked[i], (casus_level)level);
}

static void no_dyad_is_missing(void **state) {
  const int kind = (int)kind_of_test(state);
  const casus_counted_dyad *d;
  size_t n;
  uint64_t n_all;
  const casus_query query = {0};
  casus_store_use_facts(stores[kind], facts[kind]); /* the answers are tested above */
  GOOD(casus_store_dyads(stores[kind], &query, CASUS_LEVEL_COUNTRY, &d, &n, &n_all, &error));
  check_pairs(stores[kind], query, CASUS_LEVEL_COUNTRY, n_all);
  GOOD(casus_store_dyads(stores[kind], &query, CASUS_LEVEL_ACTOR, &d, &n, &n_all, &error));
  check_pairs(stores[kind], query, CASUS_LEVEL_ACTOR, n_all);
  casus_store_use_facts(stores[kind], NULL);
}

static const casus_counted_party *party_of(casus_level level, const char *key) {
  const fact_level *l = &facts[SQL_SQLITE]->levels[level];
  for (uint32_t i = 0; i < l->n_parties; i++)
    if (str_is(l->parties[i].key, key)) return &l->parties[i];
  return NULL;
}

static void parties_have_names(void **state) {
  (void)state;
  static const struct {
    casus_level level;
    const char *key, *name, *country, *sector;
  } wanted[] = {{CASUS_LEVEL_COUNTRY, "ISL", "Iceland", "ISL", ""},
                {CASUS_LEVEL_COUNTRY, "FRA", "France", "FRA", ""},
                {CASUS_LEVEL_COUNTRY, "IGOTOL", "Toll Union", "", ""},
                {CASUS_LEVEL_COUNTRY, "IGO:", "international bodies", "", ""},
                {CASUS_LEVEL_COUNTRY, "---CVL", "civilians (no country named)", "", ""},
                {CASUS_LEVEL_COUNTRY, "gov2:", "gov2", "", ""},
                {CASUS_LEVEL_ACTOR, "FRAGOV:-", "France: government", "FRA", "GOV"},
                {CASUS_LEVEL_ACTOR, "ISL:-", "Iceland", "ISL", ""},
                {CASUS_LEVEL_ACTOR, "IGOTOL", "Toll Union", "", ""},
                {CASUS_LEVEL_ACTOR, "IGO:Canal Council", "Canal Council", "", ""},
                {CASUS_LEVEL_ACTOR, "MNC:Barge; Boat and Co", "Barge, Boat and Co", "", ""},
                {CASUS_LEVEL_ACTOR, ":Ægir Works", "Ægir Works", "", "BUS"}};
  for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
    const casus_counted_party *p = party_of(wanted[i].level, wanted[i].key);
    if (!p) fail_msg("no party %s", wanted[i].key);
    assert_text(p->name, wanted[i].name);
    assert_text(p->country, wanted[i].country);
    assert_text(p->sector, wanted[i].sector);
  }
  assert_null(party_of(CASUS_LEVEL_ACTOR, "NRLREB:LOCK GUARD")); /* nor is it another than Lock Guard */
  assert_non_null(party_of(CASUS_LEVEL_ACTOR, "NRLREB:Lock Guard"));
  assert_null(party_of(CASUS_LEVEL_COUNTRY, ":")); /* of whom only the text is known */
  assert_null(party_of(CASUS_LEVEL_ACTOR, ":a stranger"));
  assert_null(party_of(CASUS_LEVEL_COUNTRY, "NRLGOV"));
}

/* ---- the network */

static void network_is_of_the_dyads(void **state) {
  casus_store *s = stores[kind_of_test(state)];
  const casus_query query = {0};
  const casus_counted_dyad *d;
  casus_network whole, part;
  size_t n;
  uint64_t n_all;
  GOOD(casus_store_network(s, &query, CASUS_LEVEL_ACTOR, 1000, &whole, &error));
  assert_true(whole.n_nodes == whole.total_nodes && whole.n_edges == whole.total_edges);
  casus_network_edge *edges = malloc(whole.n_edges * sizeof *edges);
  casus_network_node *nodes = malloc(whole.n_nodes * sizeof *nodes);
  memcpy(edges, whole.edges, whole.n_edges * sizeof *edges);
  memcpy(nodes, whole.nodes, whole.n_nodes * sizeof *nodes);
  GOOD(casus_store_dyads(s, &query, CASUS_LEVEL_ACTOR, &d, &n, &n_all, &error));
  assert_int_equal(n, whole.n_edges);
  for (size_t i = 0; i < n; i++) {
    assert_true(str_equal(nodes[edges[i].from].party.key, d[i].from.key) && str_equal(nodes[edges[i].to].party.key, d[i].to.key));
    assert_true(edges[i].n_events == d[i].n_events && edges[i].score_sum == d[i].score_sum);
    assert_memory_equal(edges[i].by_quad, d[i].by_quad, sizeof d[i].by_quad);
  }
  GOOD(casus_store_network(s, &query, CASUS_LEVEL_ACTOR, 5, &part, &error));
  assert_true(part.n_nodes == 5 && part.total_nodes == whole.n_nodes && part.total_edges == whole.n_edges);
  assert_memory_equal(part.nodes, nodes, 5 * sizeof *nodes);
  size_t among = 0;
  for (size_t i = 0; i < whole.n_edges; i++) among += edges[i].from < 5 && edges[i].to < 5;
  assert_true(among == part.n_edges && among > 0);
  free(edges);
  free(nodes);
}

/* An event in which two act on two counts once for each of them, and four dyads; who is on both sides does not act on itself. */
static void an_event_counts_once(void **state) {
  static const casus_run_info info = {CONSTANT("ingest"), CONSTANT("1"), CONSTANT("t"), CONSTANT("now")};
  casus_store *s = store_at(empty_database(kind_of_test(state)));
  const casus_query query = {0};
  const casus_counted_dyad *d;
  casus_network network;
  casus_run run;
  report r;
  size_t n;
  uint64_t n_all;
  const casus_actor acting[] = {cast[0], cast[2], cast[6]},
                    acted_on[] = {cast[20], cast[13], cast[7]}; /* NRL, SDL; FRA, NGO, SDL */
  report_make(&r, 1);
  r.events[0].actors = acting, r.events[0].n_actors = 3;
  r.events[0].recipients = acted_on, r.events[0].n_recipients = 3;
  r.events[0].quad = 3;
  GOOD(casus_store_run_begin(s, &info, &run, &error));
  add(s, &r.article, r.events, 1);
  GOOD(casus_store_run_end(s, STR("later"), &run, &error));
  GOOD(casus_store_dyads(s, &query, CASUS_LEVEL_COUNTRY, &d, &n, &n_all, &error));
  assert_int_equal(n, 5); /* NRL to three, SDL to two */
  GOOD(casus_store_network(s, &query, CASUS_LEVEL_COUNTRY, 10, &network, &error));
  assert_true(network.n_nodes == 4 && network.n_edges == 5);
  static const struct {
    const char *key;
    uint64_t n_actor, n_recipient;
  } wanted[] = {{"FRA", 0, 1}, {"NGO:", 0, 1}, {"NRL", 1, 0}, {"SDL", 1, 1}};
  for (size_t i = 0; i < 4; i++) {
    assert_text(network.nodes[i].party.key, wanted[i].key);
    assert_true(network.nodes[i].n_actor == wanted[i].n_actor && network.nodes[i].n_recipient == wanted[i].n_recipient);
    assert_true(network.nodes[i].by_quad[3] == 1 && network.nodes[i].by_quad[1] == 0);
  }
  casus_store_close(s);
}

/* ---- places and names */

static uint64_t count_at(casus_store *s, const casus_counted_place *wanted, double *score) {
  const casus_query query = {0};
  casus_cursor *c = NULL;
  casus_report r;
  uint64_t n = 0;
  *score = 0;
  GOOD(casus_store_query(s, &query, &c, &error));
  while (casus_cursor_next(c, &r, &error) == CASUS_OK) {
    const casus_place *p = &r.events->place;
    if (!str_equal(p->name, wanted->name) || !str_equal(p->country, wanted->country) || !str_equal(p->admin1, wanted->admin1))
      continue;
    if (p->geonames != wanted->geonames) continue;
    n++;
    *score += (double)r.events->score;
  }
  casus_cursor_close(c);
  return n;
}

static void places_are_what_queries_find(void **state) {
  casus_store *s = stores[kind_of_test(state)];
  const casus_query query = {0}, page = {.offset = 1, .limit = 2};
  casus_places found, some;
  uint64_t sum = 0, unlocated = 0;
  GOOD(casus_store_places(s, &query, &found, &error));
  assert_true(found.n == found.total && found.n > 4);
  casus_counted_place *places = malloc(found.n * sizeof *places);
  memcpy(places, found.items, found.n * sizeof *places);
  for (size_t i = 0; i < found.n; i++) {
    double score;
    assert_int_equal(places[i].n_events, count_at(s, &places[i], &score));
    assert_true(fabs(score - places[i].score_sum) < 1e-9);
    assert_int_equal(places[i].n_events,
                     places[i].by_quad[1] + places[i].by_quad[2] + places[i].by_quad[3] + places[i].by_quad[4]);
    assert_true(places[i].n_stories > 0 && places[i].n_stories <= places[i].n_events);
    assert_true(!i || places[i].n_events <= places[i - 1].n_events);
    sum += places[i].n_events;
    if (isnan(places[i].lat_deg)) unlocated += places[i].n_events;
  }
  assert_int_equal(sum + found.n_placeless, total(s, query));
  assert_true(unlocated == found.n_unlocated && unlocated > 0 && found.n_placeless > 0);
  GOOD(casus_store_places(s, &page, &some, &error));
  assert_true(some.n == 2 && some.total == found.n && some.items[0].n_events == places[1].n_events);
  assert_true(str_equal(some.items[1].name, places[2].name));
  free(places);
}

static void check_party_count(casus_store *s, const casus_named_party *p) {
  const casus_query query = {0};
  const str key = p->party.key, any = {0};
  const uint64_t n = total(s, between(query, key, any)) + total(s, between(query, any, key)) - total(s, between(query, key, key));
  if (n != p->n_events) fail_msg("%.*s: %llu events", (int)key.len, key.ptr, (unsigned long long)p->n_events);
}

static void names_are_what_queries_find(void **state) {
  const int kind = (int)kind_of_test(state);
  casus_store *s = stores[kind];
  casus_names names, few;
  GOOD(casus_store_names(s, 500, &names, &error));
  assert_true(names.n_parties > 15 && names.n_places > 4);
  casus_named_party *parties = malloc(names.n_parties * sizeof *parties);
  memcpy(parties, names.parties, names.n_parties * sizeof *parties);
  for (size_t i = 0; i < names.n_parties; i++) {
    check_party_count(s, &parties[i]);
    if (str_is(parties[i].party.key, "ISL:-")) fail_msg("Iceland stands there twice");
  }
  free(parties);
  GOOD(casus_store_names(s, 500, &names, &error));
  assert_int_equal(names.n_sources, number(s, "SELECT count(DISTINCT lower(source)) FROM article WHERE source <> ''"));
  assert_true(str_equal_fold(names.sources[0].name, STR("Canal Post")));
  assert_int_equal(names.sources[0].n_articles, number(s, "SELECT count(*) FROM article WHERE lower(source) = 'canal post'"));
  assert_text(names.sources[1].name, "Lock News");
  assert_int_equal(names.sources[1].n_articles, number(s, "SELECT count(*) FROM article WHERE source = 'Lock News'"));
  bool lock_city = false;
  for (size_t i = 0; i < names.n_places; i++) {
    if (!str_is(names.places[i].name, "Lock City")) continue;
    assert_false(lock_city); /* of two divisions, but one name */
    lock_city = true;
    assert_int_equal(names.places[i].n_events, total(s, (casus_query){.place = STR("lock city")}));
  }
  assert_true(lock_city);
  GOOD(casus_store_names(s, 1, &few, &error));
  assert_true(few.n_parties == 1 && few.n_places == 1 && few.n_sources == 1);
}

/* ---- facts and a store that changes */

static void facts_stay_as_they_were(void **state) {
  static const casus_run_info info = {CONSTANT("ingest"), CONSTANT("1"), CONSTANT("t"), CONSTANT("now")};
  casus_store *s = store_at(empty_database(kind_of_test(state)));
  casus_facts *before = NULL, *after = NULL;
  const casus_query query = {0};
  casus_names names;
  casus_run run;
  uint64_t revision;
  report r;
  GOOD(casus_facts_load(s, &before, &error));
  casus_store_use_facts(s, before);
  assert_int_equal(total(s, query), 0);
  free(answers(s, &query));
  GOOD(casus_store_names(s, 10, &names, &error));
  assert_true(!names.n_parties && !names.n_places && !names.n_sources);
  report_make(&r, 3);
  GOOD(casus_store_run_begin(s, &info, &run, &error));
  add(s, &r.article, r.events, r.n_events);
  REFUSES(CASUS_USAGE, "commit first", casus_facts_load(s, &after, &error));
  assert_null(after);
  GOOD(casus_store_run_end(s, STR("later"), &run, &error));
  assert_int_equal(total(s, query), 0);
  casus_store_use_facts(s, NULL);
  assert_int_equal(total(s, query), r.n_events);
  GOOD(casus_store_names(s, 10, &names, &error));
  assert_true(names.n_parties > 0 && names.n_sources == 1);
  GOOD(casus_facts_load(s, &after, &error));
  GOOD(casus_store_revision(s, &revision, &error));
  assert_true(casus_facts_revision(after) == revision && casus_facts_revision(before) != revision);
  assert_true(casus_facts_bytes(after) > casus_facts_bytes(before));
  casus_store_use_facts(s, after);
  assert_int_equal(total(s, query), r.n_events);
  casus_store_close(s);
  casus_facts_free(before);
  casus_facts_free(after);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      ON_BOTH(the_same_answers),
      ON_BOTH(the_same_refusals),
      ON_BOTH(dyads_are_what_queries_find),
      ON_BOTH(no_dyad_is_missing),
      cmocka_unit_test(parties_have_names),
      ON_BOTH(network_is_of_the_dyads),
      ON_BOTH(an_event_counts_once),
      ON_BOTH(places_are_what_queries_find),
      ON_BOTH(names_are_what_queries_find),
      ON_BOTH(facts_stay_as_they_were),
  };
  return cmocka_run_group_tests(tests, stores_fill, stores_close);
}
