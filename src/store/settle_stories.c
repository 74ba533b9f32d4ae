/* Stories: loads what decides which events are one occurrence, has src/story join them, writes the stories of what is new or
 * linked to what is new. */
#include <stdlib.h>

#include "store/settle.h"

typedef struct {
  story_event *events;
  int64_t *keys;
  int32_t *days;
  bool *is_new;
  uint32_t *story, *component;
  size_t n, capacity;
} reports;

static void reports_free(reports *r) {
  free(r->events);
  free(r->keys);
  free(r->days);
  free(r->is_new);
  free(r->story);
  free(r->component);
  *r = (reports){0};
}

static bool make_room(reports *r) {
  if (r->n < r->capacity) return true;
  size_t wanted = r->capacity ? r->capacity * 2 : 1024;
  if (wanted > STORY_EVENTS_MAX) return false;
  bool good = GROW(r->events, wanted) && GROW(r->keys, wanted) && GROW(r->days, wanted) && GROW(r->is_new, wanted) &&
              GROW(r->story, wanted) && GROW(r->component, wanted);
  if (good) r->capacity = wanted;
  return good;
}

static casus_status take_row(void *to, sql_query *q, casus_error *error) {
  reports *r = to;
  str features = sql_bytes(q, 1);
  if (features.len != STORY_EVENT_BYTES)
    return error_set(error, CASUS_STORE, "the features of event %lld are damaged; run casus rebuild",
                     (long long)sql_integer(q, 0));
  if (!make_room(r)) return error_set(error, CASUS_MEMORY, "no memory to join stories among over %zu events", r->n);
  story_event *e = &r->events[r->n];
  story_event_unpack((const unsigned char *)features.ptr, e);
  e->group = (uint64_t)sql_integer(q, 3);
  r->keys[r->n] = sql_integer(q, 0);
  r->days[r->n] = e->day;
  r->is_new[r->n] = sql_is_null(q, 2);
  r->n++;
  return CASUS_OK;
}

#define NO_DAY "-2147483648" /* STORY_NO_DAY */
#define LOADED                                                                                                        \
  "SELECT j.event, j.features, e.story, a.group_key FROM joining j JOIN event e ON e.key = j.event JOIN article a ON" \
  " a.key = e.article WHERE "

static casus_status load(casus_store *s, day_range range, reports *r, casus_error *error) {
  static const char dated[] = LOADED "j.day BETWEEN ?1 AND ?2 ORDER BY j.event";
  static const char undated[] = LOADED "j.day = " NO_DAY " ORDER BY j.event";
  r->n = 0;
  return range_load(s, range, dated, undated, take_row, r, error);
}

static casus_status load_and_join(casus_store *s, day_range slice, reports *r, casus_error *error) {
  int32_t reach = stories_reach_days(&s->story_options);
  day_range range = range_around(slice, reach);
  casus_status status;
  do {
    status = load(s, range, r, error);
    if (status == CASUS_OK) status = stories_group(r->events, r->n, &s->story_options, r->story, r->component, error);
  } while (status == CASUS_OK && range_enlarge(&range, r->days, r->is_new, r->component, r->n, reach));
  return status == CASUS_OK ? spread_new(r->is_new, r->component, r->n, error) : status;
}

/* ---- writing */

/* An event to be written; sorted, the members of a story stand together in the order of their keys. */
typedef struct {
  uint32_t story, index;
} member;

static int by_story_then_index(const void *a, const void *b) {
  const member *x = a, *y = b;
  if (x->story != y->story) return x->story < y->story ? -1 : 1;
  return x->index < y->index ? -1 : x->index > y->index;
}

static member *members_sorted(const reports *r, size_t *n_out) {
  member *list = malloc((r->n + 1) * sizeof *list);
  size_t n = 0;
  if (!list) return NULL;
  for (size_t i = 0; i < r->n; i++)
    if (r->is_new[i]) list[n++] = (member){r->story[i], (uint32_t)i};
  qsort(list, n, sizeof *list, by_story_then_index);
  *n_out = n;
  return list;
}

typedef enum { STORY_FORGET, STORY_OF_EVENT, STORY_ADD, WRITES } write_name;

typedef struct {
  const reports *r;
  sql_query *queries[WRITES];
  story_event *events; /* of the story that is being written */
  size_t capacity;
} writer;

static casus_status writer_open(casus_store *s, writer *w, casus_error *error) {
  static const char *const texts[WRITES] = {
      [STORY_FORGET] = "DELETE FROM story WHERE key = ?1",
      [STORY_OF_EVENT] = "UPDATE event SET story = ?1 WHERE key = ?2 AND story IS DISTINCT FROM ?1",
      [STORY_ADD] = "INSERT INTO story VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
  };
  casus_status status = CASUS_OK;
  for (int i = 0; status == CASUS_OK && i < WRITES; i++) status = sql_prepare(s->db, texts[i], &w->queries[i], error);
  return status;
}

static void writer_close(writer *w) {
  for (int i = 0; i < WRITES; i++) sql_finish(w->queries[i]);
  free(w->events);
}

static void bind_day(sql_query *q, int index, int32_t day) {
  if (day == STORY_NO_DAY) sql_bind_null(q, index);
  else sql_bind_integer(q, index, day);
}

static casus_status add_story(writer *w, const member *m, size_t n, const story_summary *summary, casus_error *error) {
  sql_query *q = w->queries[STORY_ADD];
  sql_bind_integer(q, 1, w->r->keys[m[0].index]);
  sql_bind_text(q, 2, str_of(summary->id));
  sql_bind_integer(q, 3, w->r->keys[m[summary->representative].index]);
  sql_bind_integer(q, 4, (int64_t)n);
  sql_bind_integer(q, 5, summary->n_articles);
  sql_bind_integer(q, 6, summary->n_groups);
  sql_bind_integer(q, 7, summary->n_sources);
  bind_day(q, 8, summary->first_seen);
  bind_day(q, 9, summary->last_seen);
  sql_bind_real(q, 10, (double)summary->agreement);
  sql_bind_integer(q, 11, summary->n_actual);
  sql_bind_integer(q, 12, summary->n_negated);
  sql_bind_integer(q, 13, summary->contradicted);
  return sql_do(q, error);
}

static casus_status set_story(writer *w, int64_t story, int64_t event, casus_error *error) {
  sql_query *q = w->queries[STORY_OF_EVENT];
  sql_bind_integer(q, 1, story);
  sql_bind_integer(q, 2, event);
  return sql_do(q, error);
}

static casus_status write_story(writer *w, const member *m, size_t n, casus_error *error) {
  story_summary summary;
  if (n > w->capacity && !GROW(w->events, n)) return error_set(error, CASUS_MEMORY, "no memory for a story of %zu reports", n);
  if (n > w->capacity) w->capacity = n;
  for (size_t i = 0; i < n; i++) w->events[i] = w->r->events[m[i].index];
  casus_status status = story_summarise(w->events, n, &summary, error);
  if (status == CASUS_OK) status = add_story(w, m, n, &summary, error);
  for (size_t i = 0; status == CASUS_OK && i < n; i++)
    status = set_story(w, w->r->keys[m[0].index], w->r->keys[m[i].index], error);
  return status;
}

/* The row of a story has the key of one of its events: gone with them are all stories that these events had. */
static casus_status forget_stories(writer *w, const member *list, size_t n, casus_error *error) {
  casus_status status = CASUS_OK;
  for (size_t i = 0; status == CASUS_OK && i < n; i++) {
    sql_bind_integer(w->queries[STORY_FORGET], 1, w->r->keys[list[i].index]);
    status = sql_do(w->queries[STORY_FORGET], error);
  }
  return status;
}

static casus_status write_members(writer *w, const member *list, size_t n, casus_error *error) {
  casus_status status = forget_stories(w, list, n, error);
  for (size_t begin = 0, end; status == CASUS_OK && begin < n; begin = end) {
    for (end = begin + 1; end < n && list[end].story == list[begin].story;) end++;
    status = write_story(w, list + begin, end - begin, error);
  }
  return status;
}

static casus_status write_stories(casus_store *s, const reports *r, casus_error *error) {
  size_t n;
  writer w = {.r = r};
  member *list = members_sorted(r, &n);
  if (!list) return error_set(error, CASUS_MEMORY, "no memory to write stories");
  casus_status status = writer_open(s, &w, error);
  if (status == CASUS_OK) status = write_members(&w, list, n, error);
  writer_close(&w);
  free(list);
  return status;
}

static casus_status settle_slice(casus_store *s, day_range slice, void *work, casus_error *error) {
  casus_status status = load_and_join(s, slice, work, error);
  return status == CASUS_OK ? write_stories(s, work, error) : status;
}

casus_status settle_stories(casus_store *s, casus_error *error) {
  static const char new_by_day[] =
      "SELECT nullif(story_day, " NO_DAY "), count(*) FROM event WHERE story IS NULL GROUP BY story_day ORDER BY story_day";
  reports r = {0};
  casus_status status = write_begin(s, error);
  if (status == CASUS_OK) status = slices_settle(s, new_by_day, settle_slice, &r, error);
  reports_free(&r);
  return status;
}
