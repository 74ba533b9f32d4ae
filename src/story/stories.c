/* Stories: events are linked where they share a key and speak for one occurrence, links make components, and a component is
 * parted into stories by average linkage, so that a chain of links makes no story. How two events are compared:
 * stories_compare.c. */
#define _GNU_SOURCE /* qsort_r */
#include <stdlib.h>

#include "story/average_link.h"
#include "story/components.h"
#include "story/stories_compare.h"

enum {
  WINDOW_DAYS = 3,
  WINDOW_DAYS_MAX = 366,
  POINTS_LEAST = 20, /* that join two reports, at strictness 0 */
  POINTS_RANGE = 50, /* more at strictness 1 */
  POINTS_SLACK = 10, /* less are enough on average within a story */
  KEYS_MAX = 32,     /* of one event */
  PARTS = 16,        /* keys are worked off in so many parts, to save memory */
  LEVELS = 5,        /* a component that is too large is linked again, more strictly, so many times */
  LEVEL_POINTS = 12,
};
static const double STRICTNESS = 0.5;
#define NO_STORY UINT32_MAX

typedef struct {
  const story_event *events;
  uint32_t *order;     /* input index of the events in their canonical order: all else counts in this order */
  uint32_t *active;    /* those that are linked at this level, ascending */
  uint32_t *parent;    /* of the sets of this level */
  uint32_t *component; /* of the first level */
  uint32_t *story;     /* first event of each event's story */
  uint64_t *keyed, *scratch;
  size_t keyed_max;
  uint32_t n, n_active, level;
  int32_t window, points; /* that link at this level */
  int32_t points_joined;  /* that join, on average */
} joining;

static const story_event *event_at(const joining *j, uint32_t i) { return &j->events[j->order[i]]; }

/* ---- keys: two reports of one occurrence share one at least, by all experience */

typedef struct {
  uint32_t keys[KEYS_MAX];
  size_t n;
} key_list;

typedef enum { KEY_GROUP, KEY_COUNTRIES, KEY_PLACE, KEY_WORD, KEY_ARTICLE_NAME, KEY_DAY } key_kind;

static void add_key(key_list *l, const story_event *e, key_kind kind, uint64_t value) {
  uint32_t key = (uint32_t)hash_mix(hash_mix(value) ^ ((uint64_t)kind << 8 | story_act(e)));
  for (size_t i = 0; i < l->n; i++)
    if (l->keys[i] == key) return;
  if (l->n < KEYS_MAX) l->keys[l->n++] = key;
}

enum { COUNTRIES_MAX = 2 * STORY_PARTIES + 1 };

/* Ascending, each once. */
static size_t countries_of(const story_event *e, uint16_t countries[COUNTRIES_MAX]) {
  uint16_t all[COUNTRIES_MAX] = {e->sides[0][0].country, e->sides[0][1].country, e->sides[1][0].country, e->sides[1][1].country,
                                 e->place_country};
  size_t n = 0;
  for (size_t i = 0; i < COUNTRIES_MAX; i++) {
    size_t at = 0;
    while (at < n && countries[at] < all[i]) at++;
    if (!all[i] || (at < n && countries[at] == all[i])) continue;
    memmove(countries + at + 1, countries + at, (n - at) * sizeof *countries);
    countries[at] = all[i];
    n++;
  }
  return n;
}

static void add_country_keys(key_list *l, const story_event *e) {
  uint16_t countries[COUNTRIES_MAX];
  size_t n = countries_of(e, countries);
  for (size_t i = 0; i < n; i++) {
    add_key(l, e, KEY_DAY, (uint64_t)(uint32_t)e->day << 16 | countries[i]);
    for (size_t k = i + 1; k < n; k++) add_key(l, e, KEY_COUNTRIES, (uint64_t)countries[i] << 16 | countries[k]);
  }
}

static void keys_of(const story_event *e, key_list *l) {
  l->n = 0;
  add_key(l, e, KEY_GROUP, e->group);
  if (e->place_admin1 || (e->place_name && !e->geonames)) add_key(l, e, KEY_PLACE, e->place_name);
  add_country_keys(l, e);
  for (size_t i = 0; i < STORY_WORDS && (e->words[i] & 1); i++) add_key(l, e, KEY_WORD, e->words[i]);
  for (size_t i = 0; i < STORY_NAMES && e->names[i]; i++) add_key(l, e, KEY_ARTICLE_NAME, e->names[i]);
}

/* ---- links */

static pair_verdict judge_pair(const void *context, uint32_t i, uint32_t k) {
  const joining *j = context;
  const story_event *a = event_at(j, i), *b = event_at(j, k);
  if (!days_near(a->day, b->day, 2 * j->window)) return PAIR_FAR;
  return story_points(a, b, j->window) >= j->points ? PAIR_LINKED : PAIR_APART;
}

/* Beyond the first level each component has buckets of its own; by its first event, whose id does not depend on what else there
 * is. */
static uint32_t bucket_of(const joining *j, uint32_t key, uint32_t i) {
  return j->level ? (uint32_t)hash_mix(key ^ event_at(j, j->component[i])->id) : key;
}

static size_t collect_keys(joining *j, uint32_t part) {
  size_t n = 0;
  for (uint32_t a = 0; a < j->n_active; a++) {
    uint32_t i = j->active[a];
    key_list l;
    keys_of(event_at(j, i), &l);
    for (size_t k = 0; k < l.n; k++)
      if (l.keys[k] % PARTS == part) j->keyed[n++] = (uint64_t)bucket_of(j, l.keys[k], i) << 32 | i;
  }
  return n;
}

static void link_active(joining *j) {
  for (uint32_t i = 0; i < j->n_active; i++) j->parent[j->active[i]] = j->active[i];
  for (uint32_t part = 0; part < PARTS; part++)
    link_buckets(j->parent, j->keyed, j->scratch, collect_keys(j, part), judge_pair, j);
}

/* ---- stories within a component */

enum { WEIGHT_MOST = 60, WEIGHT_APART = -120 };

static pair_weight weigh_pair(const void *context, uint32_t i, uint32_t k) {
  const joining *j = context;
  const story_event *a = event_at(j, i), *b = event_at(j, k);
  int32_t points = story_points(a, b, j->window), weight = points - j->points_joined;
  if (points == STORY_APART) weight = a->article == b->article ? WEIGHT_NEVER : WEIGHT_APART;
  else if (weight > WEIGHT_MOST) weight = WEIGHT_MOST;
  else if (weight < -WEIGHT_MOST) weight = -WEIGHT_MOST;
  return (pair_weight){weight, points};
}

static uint32_t set_end(const joining *j, uint32_t begin) {
  uint32_t end = begin + 1;
  while (end < j->n_active && j->keyed[end] >> 32 == j->keyed[begin] >> 32) end++;
  return end;
}

/* Stories of the sets that are small enough; the events of others stay active, but for the last time. */
static bool part_sets(joining *j, bool last) {
  sets_list(j->parent, j->active, j->n_active, j->keyed, j->scratch);
  for (uint32_t begin = 0, end; begin < j->n_active; begin = end) {
    end = set_end(j, begin);
    if (end - begin > AVERAGE_LINK_MAX && !last) continue;
    if (!cluster_set(j->keyed + begin, end - begin, weigh_pair, j, j->story)) return false;
  }
  uint32_t left = 0;
  for (uint32_t i = 0; i < j->n_active; i++)
    if (j->story[j->active[i]] == NO_STORY) j->active[left++] = j->active[i];
  j->n_active = left;
  return true;
}

/* Level by level: what is one set at the first is a component. */
static bool join_levels(joining *j) {
  for (; j->level < LEVELS && j->n_active; j->level++) {
    link_active(j);
    if (j->level == 0)
      for (uint32_t i = 0; i < j->n; i++) j->component[i] = set_find(j->parent, i);
    if (!part_sets(j, j->level + 1 == LEVELS)) return false;
    j->points += LEVEL_POINTS;
  }
  return true;
}

/* ---- all of it */

int story_event_order(const story_event *a, const story_event *b) {
  if (a->first != b->first) return a->first < b->first ? -1 : 1;
  if (a->id != b->id) return a->id < b->id ? -1 : 1;
  if (a->article != b->article) return a->article < b->article ? -1 : 1;
  return a->begin < b->begin ? -1 : a->begin > b->begin;
}

/* By `day` first, since that is what links look back by. */
static int by_day(const void *left, const void *right, void *context) {
  const joining *j = context;
  const story_event *a = &j->events[*(const uint32_t *)left], *b = &j->events[*(const uint32_t *)right];
  if (a->day != b->day) return a->day < b->day ? -1 : 1;
  return story_event_order(a, b);
}

static void joining_free(joining *j) {
  free(j->order);
  free(j->active);
  free(j->parent);
  free(j->component);
  free(j->story);
  free(j->keyed);
  free(j->scratch);
}

/* Keys of the part that has the most. */
static size_t count_keys(const joining *j) {
  size_t counts[PARTS] = {0}, most = j->n;
  for (uint32_t i = 0; i < j->n; i++) {
    key_list l;
    keys_of(&j->events[i], &l);
    for (size_t k = 0; k < l.n; k++) counts[l.keys[k] % PARTS]++;
  }
  for (size_t p = 0; p < PARTS; p++)
    if (counts[p] > most) most = counts[p];
  return most;
}

static bool joining_begin(joining *j, const story_event *events, size_t n, double strictness) {
  j->events = events;
  j->n = j->n_active = (uint32_t)n;
  j->points = POINTS_LEAST + (int32_t)(POINTS_RANGE * strictness);
  j->points_joined = j->points - POINTS_SLACK;
  j->keyed_max = count_keys(j);
  j->order = malloc(n * sizeof *j->order);
  j->active = malloc(n * sizeof *j->active);
  j->parent = malloc(n * sizeof *j->parent);
  j->component = malloc(n * sizeof *j->component);
  j->story = malloc(n * sizeof *j->story);
  j->keyed = malloc(j->keyed_max * sizeof *j->keyed);
  j->scratch = malloc(j->keyed_max * sizeof *j->scratch);
  if (!j->order || !j->active || !j->parent || !j->component || !j->story || !j->keyed || !j->scratch) return false;
  sets_begin(j->order, n);
  qsort_r(j->order, n, sizeof *j->order, by_day, j);
  sets_begin(j->active, n);
  for (size_t i = 0; i < n; i++) j->story[i] = NO_STORY;
  return true;
}

static int32_t window_of(const casus_story_options *options) {
  uint32_t days = options && options->window_days ? options->window_days : WINDOW_DAYS;
  return days > WINDOW_DAYS_MAX ? WINDOW_DAYS_MAX : (int32_t)days;
}

int32_t stories_reach_days(const casus_story_options *options) { return 2 * window_of(options); }

static casus_status check_options(const casus_story_options *options, casus_error *error) {
  if (!options) return CASUS_OK;
  if (options->window_days > WINDOW_DAYS_MAX)
    return error_set(error, CASUS_USAGE, "a window of %u days is too long: at most %d", options->window_days, WINDOW_DAYS_MAX);
  if (!(options->strictness >= 0 && options->strictness <= 1))
    return error_set(error, CASUS_USAGE, "strictness must be in 0 to 1");
  return CASUS_OK;
}

casus_status stories_group(const story_event *events, size_t n, const casus_story_options *options, uint32_t *story,
                           uint32_t *component, casus_error *error) {
  casus_status status = check_options(options, error);
  if (status != CASUS_OK || !n) return status;
  if (n > STORY_EVENTS_MAX) return error_set(error, CASUS_MEMORY, "%zu events at once are too many", n);
  joining j = {.window = window_of(options)};
  bool ok =
      joining_begin(&j, events, n, options && options->strictness > 0 ? options->strictness : STRICTNESS) && join_levels(&j);
  if (ok) hand_out(j.order, j.story, n, story);
  if (ok && component) hand_out(j.order, j.component, n, component);
  joining_free(&j);
  return ok ? CASUS_OK : error_set(error, CASUS_MEMORY, "out of memory");
}
