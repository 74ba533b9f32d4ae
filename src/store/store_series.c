/* casus_store_series: what a query finds, counted by days, weeks or months, beside how many articles there are of each. */
#include <math.h>
#include <stdlib.h>

#include "store/event_facts.h"
#include "store/store_select.h"

enum { PERIODS_MAX = 1 << 20 };

/* ---- periods are counted from 1970 on: days, weeks (the first from Monday 1969-12-29), months */

static int32_t floor_of(int32_t value, int32_t by) { return value >= 0 ? value / by : -((-value + by - 1) / by); }

static int32_t period_of(casus_period by, int32_t day) {
  if (by == CASUS_BY_DAY) return day;
  if (by == CASUS_BY_WEEK) return floor_of(day + 3, 7);
  casus_date date = date_from_days(day);
  return (date.year - 1970) * 12 + date.month - 1;
}

static casus_date period_begin(casus_period by, int32_t period) {
  if (by == CASUS_BY_DAY) return date_from_days(period);
  if (by == CASUS_BY_WEEK) return date_from_days(period * 7 - 3);
  int32_t year = floor_of(period, 12);
  return (casus_date){(int16_t)(year + 1970), (uint8_t)(period - year * 12 + 1), 1};
}

/* ---- points without a gap, filled in the order of time */

typedef struct {
  int32_t period;
  uint64_t n;
} article_count;

/* What counts of an event, wherever it was read. */
typedef struct {
  bool dated;
  int32_t day, date_length;
  int64_t quad, story; /* story 0: none */
  double score, goldstein;
} counted_event;

typedef struct {
  casus_store *store;
  const casus_query *query;
  casus_period by;
  casus_series_point *points; /* of periods first, first + 1, ... */
  int32_t first;
  size_t n, capacity;
  casus_series_point unplaced;
  article_count *articles; /* in the order of time */
  size_t n_articles, articles_capacity;
  distinct_keys stories, unplaced_stories; /* of the point at `open`, and of `unplaced` */
  size_t open;
  int32_t from_period;           /* of the query's first day */
  int32_t last_day, last_period; /* days come in order, many events on one */
} series;

static casus_status no_memory(casus_error *error) { return error_set(error, CASUS_MEMORY, "no memory for a series"); }

/* Makes the points up to a period; the first one asked for is where the series begins. */
static casus_status reach(series *s, int32_t period, casus_error *error) {
  if (!s->n) s->first = period;
  size_t need = (size_t)((int64_t)period - s->first) + 1;
  if (need > PERIODS_MAX) return error_set(error, CASUS_USAGE, "over %d periods; give a first and a last day", PERIODS_MAX);
  if (!heap_grow((void **)&s->points, &s->capacity, need, PERIODS_MAX, sizeof *s->points)) return no_memory(error);
  for (; s->n < need; s->n++) s->points[s->n] = (casus_series_point){.begin = period_begin(s->by, s->first + (int32_t)s->n)};
  return CASUS_OK;
}

static int32_t period_on(series *s, int32_t day) {
  if (day != s->last_day) s->last_period = period_of(s->by, day);
  s->last_day = day;
  return s->last_period;
}

/* ---- articles */

/* Called in the order of days. */
static casus_status add_articles(series *s, int32_t day, uint64_t n, casus_error *error) {
  int32_t period = period_on(s, day);
  if (s->n_articles && s->articles[s->n_articles - 1].period == period) {
    s->articles[s->n_articles - 1].n += n;
    return CASUS_OK;
  }
  if (!heap_grow((void **)&s->articles, &s->articles_capacity, s->n_articles + 1, PERIODS_MAX, sizeof *s->articles))
    return no_memory(error);
  s->articles[s->n_articles++] = (article_count){period, n};
  return CASUS_OK;
}

static casus_status read_article_day(series *s, sql_query *q, casus_error *error) {
  uint64_t n = (uint64_t)sql_integer(q, 1);
  if (sql_is_null(q, 0)) return s->unplaced.n_articles += n, CASUS_OK;
  return add_articles(s, (int32_t)sql_integer(q, 0), n, error);
}

/* Those that the query could find events in: of its days and its publisher. */
static casus_status read_articles(series *s, casus_error *error) {
  sql_query *q = NULL;
  selection sel;
  casus_status status = selection_of_articles(s->store, s->query, &sel, error);
  if (status == CASUS_OK)
    status = selection_prepare(&sel, "SELECT a.day, count(*) FROM article a", " GROUP BY a.day ORDER BY a.day", &q, error);
  while (status == CASUS_OK && (status = sql_step(q, error)) == CASUS_OK) status = read_article_day(s, q, error);
  sql_finish(q);
  selection_free(&sel);
  return status == CASUS_END ? CASUS_OK : status;
}

static casus_status place_articles(series *s, casus_error *error) {
  for (size_t i = 0; i < s->n_articles; i++) {
    casus_status status = reach(s, s->articles[i].period, error);
    if (status != CASUS_OK) return status;
    s->points[s->articles[i].period - s->first].n_articles = s->articles[i].n;
  }
  return CASUS_OK;
}

/* ---- events */

static casus_status add_story(casus_series_point *p, distinct_keys *stories, int64_t story, casus_error *error) {
  bool is_new = false;
  if (story && !distinct_add(stories, story, &is_new)) return no_memory(error);
  p->n_stories += is_new;
  return CASUS_OK;
}

static casus_status count_event(casus_series_point *p, distinct_keys *stories, const counted_event *e, casus_error *error) {
  p->n_events++;
  if (e->quad >= 1 && e->quad <= 4) p->by_quad[e->quad]++;
  if (!isnan(e->score)) p->score_sum += e->score;
  if (!isnan(e->goldstein)) p->goldstein_sum += e->goldstein;
  return add_story(p, stories, e->story, error);
}

/* Does the date say in which period it begins, and is that one of the query's? */
static bool has_period(series *s, const counted_event *e) {
  int32_t length_needed = s->by == CASUS_BY_MONTH ? 7 : 10; /* "2024-03", "2024-03-22" */
  if (!e->dated || e->date_length < length_needed) return false;
  return !s->query->from.year || period_on(s, e->day) >= s->from_period;
}

/* The point of a period, which is the open one from now on. */
static casus_status open_point(series *s, int32_t period, casus_error *error) {
  if (s->n && period == s->first + (int32_t)s->open) return CASUS_OK;
  bool articles_first = !s->n && s->n_articles && s->articles[0].period < period;
  casus_status status = articles_first ? reach(s, s->articles[0].period, error) : CASUS_OK;
  if (status == CASUS_OK) status = reach(s, period, error);
  if (status != CASUS_OK) return status;
  size_t index = (size_t)((int64_t)period - s->first);
  if (index != s->open) distinct_empty(&s->stories);
  s->open = index;
  return CASUS_OK;
}

/* Called in the order of days. */
static casus_status add_event(series *s, const counted_event *e, casus_error *error) {
  if (!has_period(s, e)) return count_event(&s->unplaced, &s->unplaced_stories, e, error);
  casus_status status = open_point(s, period_on(s, e->day), error);
  return status == CASUS_OK ? count_event(&s->points[s->open], &s->stories, e, error) : status;
}

static counted_event event_of_row(sql_query *q) {
  return (counted_event){.dated = !sql_is_null(q, 0),
                         .day = (int32_t)sql_integer(q, 0),
                         .date_length = (int32_t)sql_integer(q, 1),
                         .quad = sql_integer(q, 2),
                         .score = sql_real(q, 3),
                         .goldstein = sql_real(q, 4),
                         .story = sql_integer(q, 5)};
}

static casus_status read_events(series *s, casus_error *error) {
  static const char columns[] = "SELECT e.first_day, length(e.date), e.quad, e.score, e.goldstein, e.story FROM event e";
  sql_query *q = NULL;
  selection sel;
  casus_status status = selection_make(s->store, s->query, &sel, error);
  if (status == CASUS_OK) status = selection_prepare(&sel, columns, " ORDER BY e.first_day NULLS FIRST, e.key", &q, error);
  while (status == CASUS_OK && (status = sql_step(q, error)) == CASUS_OK) {
    counted_event e = event_of_row(q);
    status = add_event(s, &e, error);
  }
  sql_finish(q);
  selection_free(&sel);
  return status == CASUS_END ? CASUS_OK : status;
}

/* ---- the same from memory */

static casus_status scan_articles(series *s, const casus_facts *f, casus_error *error) {
  article_scan scan;
  casus_status status = article_scan_begin(s->store, f, s->query, &scan, error);
  uint64_t n;
  int32_t day;
  while (status == CASUS_OK && article_scan_next(f, &scan, &day, &n)) {
    if (day == NO_DAY) s->unplaced.n_articles += n;
    else status = add_articles(s, day, n, error);
  }
  article_scan_end(&scan);
  return status;
}

static counted_event event_of_facts(const casus_facts *f, uint32_t i) {
  bool dated = i < f->n_dated;
  return (counted_event){.dated = dated,
                         .day = dated ? f->first_days[i] : 0,
                         .date_length = f->date_lengths[i],
                         .quad = f->quads[i],
                         .score = (double)f->scores[i],
                         .goldstein = (double)f->goldsteins[i],
                         .story = f->stories[i] == NO_FACT ? 0 : (int64_t)f->stories[i] + 1};
}

/* In the order of the statement above: what has no date comes first. */
static casus_status scan_events(series *s, const casus_facts *f, casus_error *error) {
  fact_list found;
  if (!distinct_expect(&s->stories, (size_t)f->n_stories + 1) || !distinct_expect(&s->unplaced_stories, (size_t)f->n_stories + 1))
    return no_memory(error);
  casus_status status = facts_select(s->store, f, s->query, &found, error);
  if (status != CASUS_OK) return status;
  size_t dated = fact_list_dated(f, &found);
  for (size_t k = 0; status == CASUS_OK && k < found.n; k++) {
    size_t at = k < found.n - dated ? dated + k : k - (found.n - dated);
    counted_event e = event_of_facts(f, found.at[at]);
    status = add_event(s, &e, error);
  }
  fact_list_free(&found);
  return status;
}

/* ---- the whole */

static casus_status reach_day(series *s, casus_date day, casus_error *error) {
  return day.year ? reach(s, period_of(s->by, date_to_days(day)), error) : CASUS_OK;
}

static casus_status end_series(series *s, casus_error *error) {
  casus_status status = place_articles(s, error);
  if (status == CASUS_OK && s->n) status = reach_day(s, date_last_day(s->query->to), error);
  if (status != CASUS_OK || (!s->unplaced.n_events && !s->unplaced.n_articles)) return status;
  if (!heap_grow((void **)&s->points, &s->capacity, s->n + 1, PERIODS_MAX + 1, sizeof *s->points)) return no_memory(error);
  s->points[s->n++] = s->unplaced;
  return CASUS_OK;
}

static casus_status fill(series *s, casus_error *error) {
  const casus_facts *f = s->store->facts;
  casus_status status = f ? scan_articles(s, f, error) : read_articles(s, error);
  if (status == CASUS_OK) status = reach_day(s, s->query->from, error);
  if (status == CASUS_OK) status = f ? scan_events(s, f, error) : read_events(s, error);
  return status == CASUS_OK ? end_series(s, error) : status;
}

casus_status casus_store_series(casus_store *store, const casus_query *query, casus_period by, casus_series_point **points,
                                size_t *n_points, casus_error *error) {
  if ((unsigned)by > CASUS_BY_MONTH) return error_set(error, CASUS_USAGE, "a series goes by day, week or month");
  series s = {.store = store, .query = query, .by = by, .last_period = period_of(by, 0)};
  s.from_period = period_of(by, date_to_days(query->from));
  casus_status status = fill(&s, error);
  if (status == CASUS_OK) {
    *points = s.points;
    *n_points = s.n;
    s.points = NULL;
  }
  free(s.points);
  free(s.articles);
  distinct_free(&s.stories);
  distinct_free(&s.unplaced_stories);
  return status;
}
