/* Which events a query means, by facts: a list of candidates in order, from which each condition strikes those that do not fit.
 * The conditions are those of store_select.c, and mean the same. */
#include "store/event_facts.h"

#include <stdlib.h>

#include "store/store_select.h"

static casus_status no_memory(casus_error *error) { return error_set(error, CASUS_MEMORY, "no memory for a query"); }

void fact_list_free(fact_list *list) {
  free(list->at);
  *list = (fact_list){0};
}

size_t fact_list_dated(const casus_facts *f, const fact_list *list) {
  size_t low = 0, high = list->n;
  while (low < high) {
    size_t middle = (low + high) / 2;
    if (list->at[middle] < f->n_dated) low = middle + 1;
    else high = middle;
  }
  return low;
}

uint32_t row_index(const void *rows, uint32_t n, size_t size, int64_t key) {
#define KEY_AT(i) (*(const int64_t *)(const void *)((const char *)rows + (i)*size))
  if (!n || key < KEY_AT(0)) return NO_FACT;
  const uint64_t guess = (uint64_t)key - (uint64_t)KEY_AT(0); /* keys mostly have no gaps */
  if (guess < n && KEY_AT(guess) == key) return (uint32_t)guess;
  size_t low = 0, high = n;
  while (low < high) {
    size_t middle = (low + high) / 2;
    if (KEY_AT(middle) < key) low = middle + 1;
    else high = middle;
  }
  return low < n && KEY_AT(low) == key ? (uint32_t)low : NO_FACT;
#undef KEY_AT
}

/* ---- the work: marks are a byte for each row of a table */

typedef struct {
  casus_store *store;
  const casus_facts *f;
  const casus_query *query;
  fact_list *list;
} fact_search;

/* Keeps the events i of a list for which a condition holds. Without a branch: whether it holds cannot be foreseen. */
#define KEEP_IF(list, condition)         \
  do {                                   \
    uint32_t *const at_ = (list)->at;    \
    const size_t n_ = (list)->n;         \
    size_t kept_ = 0;                    \
    for (size_t k_ = 0; k_ < n_; k_++) { \
      const uint32_t i = at_[k_];        \
      at_[kept_] = i;                    \
      kept_ += (condition);              \
    }                                    \
    (list)->n = kept_;                   \
  } while (0)

static void keep_bits(fact_list *list, const uint8_t *column, uint32_t bits) {
  if (!bits) return;
  KEEP_IF(list, column[i] < 32 && (bits >> (column[i] & 31) & 1));
}

static void keep_equal(fact_list *list, const uint32_t *column, uint32_t wanted) {
  if (wanted == NO_FACT) list->n = 0;
  KEEP_IF(list, column[i] == wanted);
}

static void keep_codes(fact_search *s) {
  keep_bits(s->list, s->f->types, s->query->types);
  keep_bits(s->list, s->f->quads, s->query->quads);
  keep_bits(s->list, s->f->statuses, s->query->statuses);
}

static void keep_keys(fact_search *s) {
  const casus_facts *f = s->f;
  if (s->query->article_key)
    keep_equal(s->list, f->articles, row_index(f->article_table, f->n_articles, sizeof *f->article_table, s->query->article_key));
  if (s->query->story)
    keep_equal(s->list, f->stories, row_index(f->story_table, f->n_stories, sizeof *f->story_table, s->query->story));
}

static void keep_days(fact_search *s) {
  const int32_t *last_days = s->f->last_days, from = date_to_days(s->query->from);
  if (s->query->from.year) KEEP_IF(s->list, last_days[i] >= from);
}

static void keep_confidence(fact_search *s) {
  const float *confidences = s->f->confidences, least = (float)s->query->min_confidence;
  if (s->query->min_confidence != 0) KEEP_IF(s->list, confidences[i] >= least);
}

/* Marks `mark` the rows of a list of keys; frees it. */
static void mark_rows(uint8_t *marks, uint8_t mark, const void *rows, uint32_t n, size_t size, key_list *keys) {
  for (size_t k = 0; k < keys->n; k++) {
    const uint32_t index = row_index(rows, n, size, keys->keys[k]);
    if (index != NO_FACT) marks[index] |= mark;
  }
  key_list_free(keys);
}

static void keep_marked(fact_list *list, const uint32_t *column, const uint8_t *marks) {
  KEEP_IF(list, column[i] != NO_FACT && marks[column[i]]);
}

static casus_status keep_places(fact_search *s, casus_error *error) {
  const casus_facts *f = s->f;
  key_list keys = {0};
  if (str_empty(s->query->place) && s->query->radius_km == 0) return CASUS_OK;
  uint8_t *marks = calloc((size_t)f->n_places + 1, 1);
  casus_status status = marks ? places_named(s->store, s->query, &keys, error) : no_memory(error);
  if (status == CASUS_OK) {
    mark_rows(marks, 1, f->place_table, f->n_places, sizeof *f->place_table, &keys);
    keep_marked(s->list, f->places, marks);
  }
  key_list_free(&keys);
  free(marks);
  return status;
}

static casus_status keep_text(fact_search *s, casus_error *error) {
  const casus_facts *f = s->f;
  key_list keys = {0};
  if (str_empty(s->query->text)) return CASUS_OK;
  uint8_t *marks = calloc((size_t)f->n_articles + 1, 1);
  casus_status status = marks ? articles_with_words(s->store, s->query->text, &keys, error) : no_memory(error);
  if (status == CASUS_OK) {
    mark_rows(marks, 1, f->article_table, f->n_articles, sizeof *f->article_table, &keys);
    keep_marked(s->list, f->articles, marks);
  }
  key_list_free(&keys);
  free(marks);
  return status;
}

/* ---- publishers: the database folds their letters */

static casus_status lower_of(casus_store *store, str source, buffer *lower, casus_error *error) {
  sql_query *q;
  casus_status status = sql_prepare(store->db, "SELECT lower(?1)", &q, error);
  if (status != CASUS_OK) return status;
  sql_bind_text(q, 1, source);
  status = sql_step(q, error);
  if (status == CASUS_OK && !buffer_add(lower, sql_text(q, 0))) status = no_memory(error);
  sql_finish(q);
  return status;
}

/* A byte for each source; *marks is NULL where the query names none. */
static casus_status mark_sources(casus_store *store, const casus_facts *f, str source, uint8_t **marks, casus_error *error) {
  buffer lower;
  *marks = NULL;
  if (str_empty(source)) return CASUS_OK;
  uint8_t *made = calloc((size_t)f->n_sources + 1, 1);
  buffer_init(&lower, 1 << 16);
  casus_status status = made ? lower_of(store, source, &lower, error) : no_memory(error);
  for (uint32_t i = 0; status == CASUS_OK && i < f->n_sources; i++) made[i] = str_equal(f->sources[i].lower, buffer_str(&lower));
  buffer_free(&lower);
  if (status == CASUS_OK) *marks = made;
  else free(made);
  return status;
}

static casus_status keep_source(fact_search *s, casus_error *error) {
  const fact_article *table = s->f->article_table;
  const uint32_t *articles = s->f->articles;
  uint8_t *marks;
  casus_status status = mark_sources(s->store, s->f, s->query->source, &marks, error);
  if (status == CASUS_OK && marks) KEEP_IF(s->list, articles[i] != NO_FACT && marks[table[articles[i]].source]);
  free(marks);
  return status;
}

/* ---- parties */

enum {
  IS_ACTOR = 1,
  IS_RECIPIENT = 2,
  ROLES = 2
}; /* of the query; those found on the event's recipients are moved up by ROLES */

/* Whether what was found of an event is enough, for each set of bits. */
static void make_verdicts(const casus_query *query, uint8_t verdicts[16]) {
  const bool actor = !str_empty(query->actor), recipient = !str_empty(query->recipient);
  for (unsigned found = 0; found < 16; found++) {
    const unsigned acting = found, acted_on = found >> ROLES;
    const bool direct = (!actor || (acting & IS_ACTOR)) && (!recipient || (acted_on & IS_RECIPIENT));
    const bool reverse = (!recipient || (acting & IS_RECIPIENT)) && (!actor || (acted_on & IS_ACTOR));
    verdicts[found] = direct || (query->either_way && reverse);
  }
}

static void keep_verdicts(fact_search *s, const uint8_t *marks, const uint8_t verdicts[16]) {
  const uint32_t *begin = s->f->party_begin, *parties = s->f->parties;
  size_t kept = 0;
  for (size_t k = 0; k < s->list->n; k++) {
    const uint32_t i = s->list->at[k];
    unsigned found = 0;
    for (uint32_t p = begin[i]; p < begin[i + 1]; p++) found |= (unsigned)marks[parties[p] >> 1] << (parties[p] & 1) * ROLES;
    s->list->at[kept] = i;
    kept += verdicts[found & 15];
  }
  s->list->n = kept;
}

static casus_status mark_actors(fact_search *s, str names, uint8_t mark, uint8_t *marks, casus_error *error) {
  key_list keys = {0};
  if (str_empty(names)) return CASUS_OK;
  casus_status status = actors_named(s->store, names, &keys, error);
  if (status == CASUS_OK) mark_rows(marks, mark, s->f->actors, s->f->n_actors, sizeof *s->f->actors, &keys);
  key_list_free(&keys);
  return status;
}

static casus_status keep_parties(fact_search *s, casus_error *error) {
  uint8_t verdicts[16];
  if (str_empty(s->query->actor) && str_empty(s->query->recipient)) return CASUS_OK;
  uint8_t *marks = calloc((size_t)s->f->n_actors + 1, 1);
  casus_status status = marks ? mark_actors(s, s->query->actor, IS_ACTOR, marks, error) : no_memory(error);
  if (status == CASUS_OK) status = mark_actors(s, s->query->recipient, IS_RECIPIENT, marks, error);
  make_verdicts(s->query, verdicts);
  if (status == CASUS_OK) keep_verdicts(s, marks, verdicts);
  free(marks);
  return status;
}

/* ---- ids: few, and found by the index of the table */

static int compare_positions(const void *a, const void *b) {
  const uint32_t *left = a, *right = b;
  return (*left > *right) - (*left < *right);
}

static uint32_t event_of_key(const casus_facts *f, int64_t key) {
  size_t low = 0, high = f->n;
  while (low < high) {
    size_t middle = (low + high) / 2;
    if (f->keys[f->by_key[middle]] < key) low = middle + 1;
    else high = middle;
  }
  return low < f->n && f->keys[f->by_key[low]] == key ? f->by_key[low] : NO_FACT;
}

/* In place of the whole list, of which they are some; its conditions follow. */
static casus_status list_ids(fact_search *s, uint32_t end, casus_error *error) {
  const casus_query wanted = {.id = s->query->id};
  selection sel;
  sql_query *q = NULL;
  casus_status status = selection_make(s->store, &wanted, &sel, error);
  if (status == CASUS_OK) status = selection_prepare(&sel, "SELECT e.key FROM event e", "", &q, error);
  while (status == CASUS_OK && (status = sql_step(q, error)) == CASUS_OK) {
    const uint32_t event = event_of_key(s->f, sql_integer(q, 0));
    if (event < end && s->list->n < s->f->n) s->list->at[s->list->n++] = event;
  }
  sql_finish(q);
  selection_free(&sel);
  if (s->list->n) qsort(s->list->at, s->list->n, sizeof *s->list->at, compare_positions);
  return status == CASUS_END ? CASUS_OK : status;
}

/* ---- the whole */

/* Behind the last event that may begin by the query's last day; a query of days takes none without date. */
static uint32_t end_of_days(const casus_facts *f, const casus_query *query) {
  if (!query->to.year) return query->from.year ? f->n_dated : f->n;
  const int32_t to = date_to_days(date_last_day(query->to));
  uint32_t low = 0, high = f->n_dated;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (f->first_days[middle] <= to) low = middle + 1;
    else high = middle;
  }
  return low;
}

static casus_status list_candidates(fact_search *s, casus_error *error) {
  const uint32_t end = end_of_days(s->f, s->query);
  s->list->at = malloc(((size_t)s->f->n + 1) * sizeof *s->list->at);
  if (!s->list->at) return no_memory(error);
  if (!str_empty(s->query->id)) return list_ids(s, end, error);
  for (uint32_t i = 0; i < end; i++) s->list->at[i] = i;
  s->list->n = end;
  return CASUS_OK;
}

/* What needs no look-up. */
static void keep_plain(fact_search *s) {
  keep_codes(s);
  keep_keys(s);
  keep_days(s);
  keep_confidence(s);
}

casus_status facts_select(casus_store *store, const casus_facts *f, const casus_query *query, fact_list *out,
                          casus_error *error) {
  casus_status (*const asked[])(fact_search *, casus_error *) = {keep_source, keep_parties, keep_places, keep_text};
  fact_list list = {0};
  fact_search s = {store, f, query, &list};
  casus_status status = query_check(query, error);
  if (status == CASUS_OK) status = list_candidates(&s, error);
  if (status == CASUS_OK) keep_plain(&s);
  for (size_t i = 0; status == CASUS_OK && i < sizeof asked / sizeof *asked; i++) status = asked[i](&s, error);
  if (status == CASUS_OK) *out = list;
  else fact_list_free(&list);
  return status;
}

casus_status facts_representatives(const casus_facts *f, fact_list *list, casus_error *error) {
  uint8_t *marks = calloc((size_t)f->n + 1, 1);
  if (!marks) return fact_list_free(list), no_memory(error);
  for (size_t k = 0; k < list->n; k++) {
    const uint32_t story = f->stories[list->at[k]];
    const uint32_t event = story == NO_FACT ? NO_FACT : f->story_table[story].representative;
    if (event != NO_FACT) marks[event] = 1;
  }
  list->n = 0;
  for (uint32_t i = 0; i < f->n; i++) {
    list->at[list->n] = i;
    list->n += marks[i];
  }
  free(marks);
  return CASUS_OK;
}

/* ---- articles */

casus_status article_scan_begin(casus_store *s, const casus_facts *f, const casus_query *query, article_scan *scan,
                                casus_error *error) {
  *scan = (article_scan){.from = INT32_MIN, .to = INT32_MAX, .undated = !query->from.year && !query->to.year};
  casus_status status = query_check(query, error);
  if (query->from.year) scan->from = date_to_days(query->from);
  if (query->to.year) scan->to = date_to_days(date_last_day(query->to));
  return status == CASUS_OK ? mark_sources(s, f, query->source, &scan->of_query, error) : status;
}

static bool counts(const article_scan *scan, const article_day *a) {
  if (scan->of_query && !scan->of_query[a->source]) return false;
  return a->day == NO_DAY ? scan->undated : a->day >= scan->from && a->day <= scan->to;
}

bool article_scan_next(const casus_facts *f, article_scan *scan, int32_t *day, uint64_t *n) {
  for (*n = 0; scan->next < f->n_articles; scan->next++) {
    const article_day *a = &f->articles_by_day[scan->next];
    if (*n && a->day != *day) return true;
    *day = a->day;
    *n += counts(scan, a);
  }
  return *n > 0;
}

void article_scan_end(article_scan *scan) { free(scan->of_query); }
