/* casus_store_series: what a query finds, counted by days, weeks or months, beside how many articles there are of each. */
#include <stdlib.h>

#include "store/store_select.h"

enum { PERIODS_MAX = 1 << 20, KEYS_MAX = 1 << 30 };

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

typedef struct {
  int64_t *keys; /* one may stand there several times */
  size_t n, capacity;
} story_set;

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
  story_set stories, unplaced_stories; /* of the point at `open`, and of `unplaced` */
  size_t open;
} series;

static casus_status no_memory(casus_error *error) { return error_set(error, CASUS_MEMORY, "no memory for a series"); }

static bool grow(void **items, size_t *capacity, size_t need, size_t max, size_t size) {
  size_t wanted = *capacity ? *capacity : 256;
  if (need <= *capacity) return true;
  while (wanted < need) wanted *= 2;
  void *grown = wanted <= max ? realloc(*items, wanted * size) : NULL;
  if (!grown) return false;
  *items = grown;
  *capacity = wanted;
  return true;
}

/* Makes the points up to a period; the first one asked for is where the series begins. */
static casus_status reach(series *s, int32_t period, casus_error *error) {
  if (!s->n) s->first = period;
  size_t need = (size_t)((int64_t)period - s->first) + 1;
  if (need > PERIODS_MAX) return error_set(error, CASUS_USAGE, "over %d periods; give a first and a last day", PERIODS_MAX);
  if (!grow((void **)&s->points, &s->capacity, need, PERIODS_MAX, sizeof *s->points)) return no_memory(error);
  for (; s->n < need; s->n++) s->points[s->n] = (casus_series_point){.begin = period_begin(s->by, s->first + (int32_t)s->n)};
  return CASUS_OK;
}

/* ---- articles */

static casus_status add_articles(series *s, sql_query *q, casus_error *error) {
  uint64_t n = (uint64_t)sql_integer(q, 1);
  if (sql_is_null(q, 0)) return s->unplaced.n_articles += n, CASUS_OK;
  int32_t period = period_of(s->by, (int32_t)sql_integer(q, 0));
  if (s->n_articles && s->articles[s->n_articles - 1].period == period) {
    s->articles[s->n_articles - 1].n += n;
    return CASUS_OK;
  }
  if (!grow((void **)&s->articles, &s->articles_capacity, s->n_articles + 1, PERIODS_MAX, sizeof *s->articles))
    return no_memory(error);
  s->articles[s->n_articles++] = (article_count){period, n};
  return CASUS_OK;
}

/* Those that the query could find events in: of its days and its publisher. */
static casus_status read_articles(series *s, casus_error *error) {
  sql_query *q = NULL;
  selection sel;
  casus_status status = selection_of_articles(s->store, s->query, &sel, error);
  if (status == CASUS_OK)
    status = selection_prepare(&sel, "SELECT a.day, count(*) FROM article a", " GROUP BY a.day ORDER BY a.day", &q, error);
  while (status == CASUS_OK && (status = sql_step(q, error)) == CASUS_OK) status = add_articles(s, q, error);
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

static int compare_keys(const void *a, const void *b) {
  const int64_t *left = a, *right = b;
  return (*left > *right) - (*left < *right);
}

/* How many different ones; empties the set. */
static uint64_t count_stories(story_set *set) {
  uint64_t n = 0;
  if (set->n) qsort(set->keys, set->n, sizeof *set->keys, compare_keys);
  for (size_t i = 0; i < set->n; i++) n += !i || set->keys[i] != set->keys[i - 1];
  set->n = 0;
  return n;
}

static casus_status add_story(story_set *set, int64_t story, casus_error *error) {
  if (!story || (set->n && set->keys[set->n - 1] == story)) return CASUS_OK;
  if (!grow((void **)&set->keys, &set->capacity, set->n + 1, KEYS_MAX, sizeof *set->keys)) return no_memory(error);
  set->keys[set->n++] = story;
  return CASUS_OK;
}

enum { FIRST_DAY, DATE_LENGTH, QUAD, SCORE, GOLDSTEIN, STORY };
static const char event_columns[] = "SELECT e.first_day, length(e.date), e.quad, e.score, e.goldstein, e.story FROM event e";

static void count_event(casus_series_point *p, sql_query *q) {
  int64_t quad = sql_integer(q, QUAD);
  p->n_events++;
  if (quad >= 1 && quad <= 4) p->by_quad[quad]++;
  if (!sql_is_null(q, SCORE)) p->score_sum += sql_real(q, SCORE);
  if (!sql_is_null(q, GOLDSTEIN)) p->goldstein_sum += sql_real(q, GOLDSTEIN);
}

/* Does the date say in which period it begins, and is that one of the query's? */
static bool has_period(const series *s, sql_query *q) {
  int64_t length_needed = s->by == CASUS_BY_MONTH ? 7 : 10; /* "2024-03", "2024-03-22" */
  if (sql_is_null(q, FIRST_DAY) || sql_integer(q, DATE_LENGTH) < length_needed) return false;
  if (!s->query->from.year) return true;
  return period_of(s->by, (int32_t)sql_integer(q, FIRST_DAY)) >= period_of(s->by, date_to_days(s->query->from));
}

/* The point of a period, which is the open one from now on. */
static casus_status open_point(series *s, int32_t period, casus_error *error) {
  bool articles_first = !s->n && s->n_articles && s->articles[0].period < period;
  casus_status status = articles_first ? reach(s, s->articles[0].period, error) : CASUS_OK;
  if (status == CASUS_OK) status = reach(s, period, error);
  if (status != CASUS_OK) return status;
  size_t index = (size_t)((int64_t)period - s->first);
  if (index != s->open) s->points[s->open].n_stories = count_stories(&s->stories);
  s->open = index;
  return CASUS_OK;
}

static casus_status add_event(series *s, sql_query *q, casus_error *error) {
  int64_t story = sql_integer(q, STORY);
  if (!has_period(s, q)) return count_event(&s->unplaced, q), add_story(&s->unplaced_stories, story, error);
  casus_status status = open_point(s, period_of(s->by, (int32_t)sql_integer(q, FIRST_DAY)), error);
  if (status != CASUS_OK) return status;
  count_event(&s->points[s->open], q);
  return add_story(&s->stories, story, error);
}

static casus_status read_events(series *s, casus_error *error) {
  sql_query *q = NULL;
  selection sel;
  casus_status status = selection_make(s->store, s->query, &sel, error);
  if (status == CASUS_OK) status = selection_prepare(&sel, event_columns, " ORDER BY e.first_day, e.key", &q, error);
  while (status == CASUS_OK && (status = sql_step(q, error)) == CASUS_OK) status = add_event(s, q, error);
  sql_finish(q);
  selection_free(&sel);
  return status == CASUS_END ? CASUS_OK : status;
}

/* ---- the whole */

static casus_status reach_day(series *s, casus_date day, casus_error *error) {
  return day.year ? reach(s, period_of(s->by, date_to_days(day)), error) : CASUS_OK;
}

static casus_status end_series(series *s, casus_error *error) {
  if (s->n) s->points[s->open].n_stories = count_stories(&s->stories);
  s->unplaced.n_stories = count_stories(&s->unplaced_stories);
  casus_status status = place_articles(s, error);
  if (status == CASUS_OK && s->n) status = reach_day(s, date_last_day(s->query->to), error);
  if (status != CASUS_OK || (!s->unplaced.n_events && !s->unplaced.n_articles)) return status;
  if (!grow((void **)&s->points, &s->capacity, s->n + 1, PERIODS_MAX + 1, sizeof *s->points)) return no_memory(error);
  s->points[s->n++] = s->unplaced;
  return CASUS_OK;
}

static casus_status fill(series *s, casus_error *error) {
  casus_status status = read_articles(s, error);
  if (status == CASUS_OK) status = reach_day(s, s->query->from, error);
  if (status == CASUS_OK) status = read_events(s, error);
  return status == CASUS_OK ? end_series(s, error) : status;
}

casus_status casus_store_series(casus_store *store, const casus_query *query, casus_period by, casus_series_point **points,
                                size_t *n_points, casus_error *error) {
  if ((unsigned)by > CASUS_BY_MONTH) return error_set(error, CASUS_USAGE, "a series goes by day, week or month");
  series s = {.store = store, .query = query, .by = by};
  casus_status status = fill(&s, error);
  if (status == CASUS_OK) {
    *points = s.points;
    *n_points = s.n;
    s.points = NULL;
  }
  free(s.points);
  free(s.articles);
  free(s.stories.keys);
  free(s.unplaced_stories.keys);
  return status;
}
