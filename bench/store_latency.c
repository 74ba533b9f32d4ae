/* How long a store takes to answer: store_latency [--facts] DB [COUNT]
 *
 * With --facts the events are loaded into memory first; how long that takes and what it holds is printed, and dyads, networks,
 * places and names are asked for, too.  * COUNT random queries of each kind (200), whose values are taken from random events of
 * the store, so that what is frequent is asked for often. Each query reads the first 50 reports, unless it says otherwise. Times
 * are those of the clock on the wall. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "casus_store.h"
#include "store/sql.h"

enum { COUNT_MAX = 100000, PAGE = 50, WORD_BYTES = 64 };

/* What is known of a random event. */
typedef struct {
  int64_t story;
  int type, first_day;
  char id[CASUS_ID_SIZE], actor[32], recipient[32], words[2 * WORD_BYTES];
  double lat_deg, lon_deg;
} sample;

typedef struct {
  casus_store *store;
  casus_facts *facts; /* NULL: all is read from the tables */
  sql *db;
  int64_t last_event;
  uint64_t random;
  sample now;
} bench;

static void stop(const casus_error *error) {
  fprintf(stderr, "store_latency: %s: %s\n", error->file, error->message);
  exit(1);
}

static uint64_t next_random(bench *b) {
  b->random ^= b->random << 13;
  b->random ^= b->random >> 7;
  b->random ^= b->random << 17;
  return b->random;
}

static double now_ms(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec * 1e3 + (double)t.tv_nsec * 1e-6;
}

/* ---- samples */

static void copy(char *to, size_t size, str s) { snprintf(to, size, "%.*s", (int)s.len, s.ptr); }

/* The longest two words of a sentence. */
static void pick_words(str text, char *words, size_t size) {
  str best[2] = {{0}};
  for (size_t at = 0; at < text.len;) {
    size_t begin = at;
    while (at < text.len && is_ascii_alpha((unsigned char)text.ptr[at])) at++;
    str word = str_slice(text, begin, at);
    if (word.len > best[0].len && word.len < WORD_BYTES) best[1] = best[0], best[0] = word;
    at += at == begin;
  }
  snprintf(words, size, "%.*s %.*s", (int)best[0].len, best[0].ptr, (int)best[1].len, best[1].len ? best[1].ptr : "");
}

static const char sample_statement[] =
    "SELECT e.id, e.type, e.first_day, e.story, p.lat, p.lon, e.article,"
    " (SELECT t.code FROM party y JOIN actor t ON t.key = y.actor WHERE y.event = e.key AND y.side = 0 AND y.ordinal = 0),"
    " (SELECT t.code FROM party y JOIN actor t ON t.key = y.actor WHERE y.event = e.key AND y.side = 1 AND y.ordinal = 0),"
    " substr(a.text, 1, 300) FROM event e JOIN article a ON a.key = e.article LEFT JOIN place p ON p.key = e.place WHERE e.key = "
    "?1";

static void read_sample(sample *s, sql_query *q) {
  copy(s->id, sizeof s->id, sql_text(q, 0));
  s->type = (int)sql_integer(q, 1);
  s->first_day = sql_is_null(q, 2) ? 19700 : (int)sql_integer(q, 2);
  s->story = sql_integer(q, 3);
  if (!sql_is_null(q, 4)) s->lat_deg = sql_real(q, 4), s->lon_deg = sql_real(q, 5);
  if (sql_text(q, 7).len >= 3) copy(s->actor, sizeof s->actor, sql_text(q, 7));
  if (sql_text(q, 8).len >= 3) copy(s->recipient, sizeof s->recipient, sql_text(q, 8));
  pick_words(sql_text(q, 9), s->words, sizeof s->words);
}

/* What an event does not have stays as it was with the last one. */
static void next_sample(bench *b) {
  sql_query *q;
  casus_error error = {0};
  if (sql_prepare(b->db, sample_statement, &q, &error) != CASUS_OK) stop(&error);
  sql_bind_integer(q, 1, 1 + (int64_t)(next_random(b) % (uint64_t)b->last_event));
  if (sql_step(q, &error) == CASUS_OK) read_sample(&b->now, q);
  sql_finish(q);
}

/* ---- kinds of queries: each gives how much it found */

static uint64_t ask(bench *b, casus_query query) {
  casus_cursor *cursor;
  casus_report report;
  casus_error error = {0};
  casus_status status = casus_store_query(b->store, &query, &cursor, &error);
  if (status != CASUS_OK) stop(&error);
  while ((status = casus_cursor_next(cursor, &report, &error)) == CASUS_OK) continue;
  if (status != CASUS_END) stop(&error);
  uint64_t total = casus_cursor_total(cursor);
  casus_cursor_close(cursor);
  return total;
}

static casus_str country_of(const char *code) { return (casus_str){code, strlen(code) < 3 ? strlen(code) : 3}; }

static uint64_t by_actor(bench *b) { return ask(b, (casus_query){.actor = str_of(b->now.actor), .limit = PAGE}); }
static uint64_t by_country(bench *b) { return ask(b, (casus_query){.actor = country_of(b->now.actor), .limit = PAGE}); }

static uint64_t by_dyad(bench *b) {
  return ask(
      b, (casus_query){
             .actor = country_of(b->now.actor), .recipient = country_of(b->now.recipient), .either_way = true, .limit = PAGE});
}

static uint64_t by_type_and_days(bench *b) {
  return ask(b, (casus_query){.types = 1u << b->now.type,
                              .from = date_from_days(b->now.first_day - 15),
                              .to = date_from_days(b->now.first_day + 15),
                              .limit = PAGE});
}

static uint64_t by_radius(bench *b) {
  return ask(b, (casus_query){.lat_deg = b->now.lat_deg, .lon_deg = b->now.lon_deg, .radius_km = 100, .limit = PAGE});
}

static uint64_t by_text(bench *b) { return ask(b, (casus_query){.text = str_of(b->now.words), .limit = PAGE}); }
static uint64_t by_id(bench *b) { return ask(b, (casus_query){.id = {b->now.id, 12}}); }
static uint64_t newest(bench *b) { return ask(b, (casus_query){.newest_first = true, .limit = PAGE}); }
static uint64_t oldest(bench *b) { return ask(b, (casus_query){.limit = PAGE}); }
static uint64_t by_name(bench *b) { return ask(b, (casus_query){.actor = {"minister", 8}, .limit = PAGE}); }
static uint64_t middle(bench *b) {
  return ask(b, (casus_query){.newest_first = true, .offset = (uint64_t)b->last_event / 2, .limit = PAGE});
}
static uint64_t newest_stories(bench *b) {
  return ask(b, (casus_query){.newest_first = true, .stories = true, .actor = country_of(b->now.actor), .limit = PAGE});
}

static uint64_t one_story(bench *b) {
  casus_story story;
  casus_error error = {0};
  casus_status status = casus_store_story(b->store, b->now.story, &story, &error);
  if (status != CASUS_OK && status != CASUS_END) stop(&error);
  return b->now.story ? ask(b, (casus_query){.story = b->now.story, .limit = PAGE}) : 0;
}

static uint64_t series(bench *b, casus_query query) {
  casus_series_point *points;
  size_t n;
  uint64_t events = 0;
  casus_error error = {0};
  query.from = date_from_days(b->now.first_day - 182);
  query.to = date_from_days(b->now.first_day + 182);
  if (casus_store_series(b->store, &query, CASUS_BY_DAY, &points, &n, &error) != CASUS_OK) stop(&error);
  for (size_t i = 0; i < n; i++) events += points[i].n_events;
  free(points);
  return events;
}

static uint64_t series_of_country(bench *b) { return series(b, (casus_query){.actor = country_of(b->now.actor)}); }
static uint64_t series_of_all(bench *b) { return series(b, (casus_query){0}); }

/* ---- counts, by facts */

static uint64_t dyads(bench *b, casus_query query, casus_level level) {
  const casus_counted_dyad *found;
  size_t n;
  uint64_t total;
  casus_error error = {0};
  query.limit = PAGE;
  if (casus_store_dyads(b->store, &query, level, &found, &n, &total, &error) != CASUS_OK) stop(&error);
  return total;
}

static uint64_t network(bench *b, casus_query query, casus_level level) {
  casus_network found;
  casus_error error = {0};
  if (casus_store_network(b->store, &query, level, 60, &found, &error) != CASUS_OK) stop(&error);
  return found.total_edges;
}

static uint64_t places(bench *b, casus_query query) {
  casus_places found;
  casus_error error = {0};
  query.limit = PAGE;
  if (casus_store_places(b->store, &query, &found, &error) != CASUS_OK) stop(&error);
  return found.total;
}

static uint64_t names(bench *b) {
  casus_names found;
  casus_error error = {0};
  if (casus_store_names(b->store, 500, &found, &error) != CASUS_OK) stop(&error);
  return found.n_parties;
}

static uint64_t dyads_of_all(bench *b) { return dyads(b, (casus_query){0}, CASUS_LEVEL_COUNTRY); }
static uint64_t dyads_of_actors(bench *b) { return dyads(b, (casus_query){0}, CASUS_LEVEL_ACTOR); }
static uint64_t dyads_of_country(bench *b) {
  return dyads(b, (casus_query){.actor = country_of(b->now.actor)}, CASUS_LEVEL_COUNTRY);
}
static uint64_t network_of_all(bench *b) { return network(b, (casus_query){0}, CASUS_LEVEL_COUNTRY); }
static uint64_t network_of_actors(bench *b) { return network(b, (casus_query){0}, CASUS_LEVEL_ACTOR); }
static uint64_t places_of_all(bench *b) { return places(b, (casus_query){0}); }
static uint64_t places_of_country(bench *b) { return places(b, (casus_query){.actor = country_of(b->now.actor)}); }

static const struct {
  const char *name;
  uint64_t (*run)(bench *b);
  unsigned share; /* one of so many */
  bool by_facts;  /* asked for with facts only */
} kinds[] = {
    {"actor by code", by_actor, 1, false},
    {"actor by country", by_country, 1, false},
    {"dyad of countries, either way", by_dyad, 1, false},
    {"type and 31 days", by_type_and_days, 1, false},
    {"place, 100 km around", by_radius, 1, false},
    {"text, two words", by_text, 1, false},
    {"first 12 digits of an id", by_id, 1, false},
    {"a story and its reports", one_story, 1, false},
    {"newest 50 of all", newest, 1, false},
    {"oldest 50 of all", oldest, 1, false},
    {"a name, whole words", by_name, 1, false},
    {"page in the middle of all", middle, 1, false},
    {"newest 50 stories of a country", newest_stories, 1, false},
    {"by day over a year, a country", series_of_country, 1, false},
    {"by day over a year, all", series_of_all, 10, false},
    {"dyads of countries, all", dyads_of_all, 1, true},
    {"dyads of actors, all", dyads_of_actors, 1, true},
    {"dyads of a country", dyads_of_country, 1, true},
    {"network of countries, all", network_of_all, 1, true},
    {"network of actors, all", network_of_actors, 1, true},
    {"places, all", places_of_all, 1, true},
    {"places of a country", places_of_country, 1, true},
    {"names", names, 1, true},
};

static int compare(const void *a, const void *b) {
  const double *left = a, *right = b;
  return (*left > *right) - (*left < *right);
}

static void measure(bench *b, size_t kind, size_t count, double *times) {
  uint64_t found = 0;
  for (size_t i = 0; i < count; i++) {
    next_sample(b);
    double start = now_ms();
    found += kinds[kind].run(b);
    times[i] = now_ms() - start;
  }
  qsort(times, count, sizeof *times, compare);
  printf("%-32s %8.2f %8.2f %8.2f %12.1f\n", kinds[kind].name, times[count / 2], times[count * 99 / 100], times[count - 1],
         (double)found / (double)count);
  fflush(stdout);
}

static void load_facts(bench *b) {
  casus_error error = {0};
  double start = now_ms();
  if (casus_facts_load(b->store, &b->facts, &error) != CASUS_OK) stop(&error);
  printf("facts: loaded in %.0f ms, %.1f MB\n", now_ms() - start, (double)casus_facts_bytes(b->facts) / 1e6);
  casus_store_use_facts(b->store, b->facts);
}

static void open_all(bench *b, const char *where) {
  casus_error error = {0};
  sql_query *q;
  if (casus_store_open(where, CASUS_STORE_READ, &b->store, &error) != CASUS_OK) stop(&error);
  if (sql_open(where, SQL_READ, &b->db, &error) != CASUS_OK) stop(&error);
  if (sql_prepare(b->db, "SELECT max(key) FROM event", &q, &error) != CASUS_OK) stop(&error);
  if (sql_step(q, &error) == CASUS_OK) b->last_event = sql_integer(q, 0);
  sql_finish(q);
}

int main(int argc, char **argv) {
  const bool with_facts = argc > 1 && strcmp(argv[1], "--facts") == 0;
  char **arguments = argv + 1 + with_facts;
  int n = argc - 1 - with_facts;
  long count = n > 1 ? strtol(arguments[1], NULL, 10) : 200;
  if (n < 1 || count < 1 || count > COUNT_MAX) return fputs("usage: store_latency [--facts] DB [COUNT]\n", stderr), 2;
  bench b = {.random = 88172645463325252u, .now = {.actor = "USA", .recipient = "USA", .type = CASUS_CONSULT}};
  double *times = calloc((size_t)count, sizeof *times);
  open_all(&b, arguments[0]);
  if (!times || !b.last_event) return fputs("store_latency: no events\n", stderr), 1;
  if (with_facts) load_facts(&b);
  printf("%-32s %8s %8s %8s %12s\n", "", "p50 ms", "p99 ms", "max ms", "found, mean");
  for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
    if (with_facts || !kinds[k].by_facts) measure(&b, k, ((size_t)count + kinds[k].share - 1) / kinds[k].share, times);
  free(times);
  sql_close(b.db);
  casus_store_close(b.store);
  casus_facts_free(b.facts);
  return 0;
}
