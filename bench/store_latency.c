/* How long a store takes to answer: store_latency DB [COUNT]
 *
 * COUNT random queries of each kind (200), whose values are taken from random events of the store, so that what is frequent is
 * asked for often. Each query reads the first 50 reports, unless it says otherwise. Times are those of the clock on the wall. */
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

static const struct {
  const char *name;
  uint64_t (*run)(bench *b);
  unsigned share; /* one of so many */
} kinds[] = {
    {"actor by code", by_actor, 1},
    {"actor by country", by_country, 1},
    {"dyad of countries, either way", by_dyad, 1},
    {"type and 31 days", by_type_and_days, 1},
    {"place, 100 km around", by_radius, 1},
    {"text, two words", by_text, 1},
    {"first 12 digits of an id", by_id, 1},
    {"a story and its reports", one_story, 1},
    {"newest 50 of all", newest, 1},
    {"newest 50 stories of a country", newest_stories, 1},
    {"by day over a year, a country", series_of_country, 1},
    {"by day over a year, all", series_of_all, 10},
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
  long count = argc > 2 ? strtol(argv[2], NULL, 10) : 200;
  if (argc < 2 || count < 1 || count > COUNT_MAX) return fputs("usage: store_latency DB [COUNT]\n", stderr), 2;
  bench b = {.random = 88172645463325252u, .now = {.actor = "USA", .recipient = "USA", .type = CASUS_CONSULT}};
  double *times = calloc((size_t)count, sizeof *times);
  open_all(&b, argv[1]);
  if (!times || !b.last_event) return fputs("store_latency: no events\n", stderr), 1;
  printf("%-32s %8s %8s %8s %12s\n", "", "p50 ms", "p99 ms", "max ms", "found, mean");
  for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
    measure(&b, k, ((size_t)count + kinds[k].share - 1) / kinds[k].share, times);
  free(times);
  sql_close(b.db);
  casus_store_close(b.store);
  return 0;
}
