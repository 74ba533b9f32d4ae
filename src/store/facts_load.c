/* Reads all tables that queries and counts need into columns, in one transaction. Who is one party is left to facts_parties.c. */
#include <math.h>
#include <stdlib.h>

#include "store/event_facts.h"
#include "store/row_reader.h"
#include "store/store_select.h"

enum { ROWS_MAX = 1 << 28, NO_CODE = 255, NAME_BYTES_MAX = 1 << 20 };
#define FACTS_BYTES_MAX ((size_t)8 << 30)

/* An event as it is read, in the order of keys. */
typedef struct {
  int64_t key;
  int32_t first_day, last_day; /* NO_DAY: none */
  float score, goldstein, confidence;
  uint32_t article, story, place;
  uint8_t date_length, type, quad, status;
} event_row;

typedef struct {
  casus_store *store;
  casus_facts *facts;
  arena *temporary;
  event_row *events;
  uint32_t n_events, event_capacity;
  uint32_t *party_begin; /* of events in the order of keys; n + 1 */
  uint32_t *parties;
  uint32_t n_parties, party_capacity, at_event;
  dictionary sources;
  uint32_t capacity; /* of the table that is being read */
  buffer folded;
} loading;

static casus_status no_memory(casus_error *error) { return error_set(error, CASUS_MEMORY, "no memory for the facts of a store"); }

/* ---- tables, in the order of their keys */

typedef bool (*row_taker)(loading *l, row_reader *r);

static casus_status read_table(loading *l, const char *statement, row_taker take, casus_error *error) {
  sql_query *q;
  casus_status status = sql_prepare(l->store->db, statement, &q, error);
  if (status != CASUS_OK) return status;
  sql_stream(q);
  while ((status = sql_step(q, error)) == CASUS_OK) {
    row_reader r = {.q = q, .memory = l->facts->memory, .good = true};
    if (!take(l, &r) || !r.good) status = no_memory(error);
    if (status != CASUS_OK) break;
  }
  sql_finish(q);
  return status == CASUS_END ? CASUS_OK : status;
}

/* An array for all rows of a table. */
static casus_status make_room(loading *l, const char *count, uint32_t max, arena *memory, size_t size, void **items,
                              casus_error *error) {
  int64_t n;
  casus_status status = integer_of(l->store->db, count, 0, &n, error);
  if (status != CASUS_OK) return status;
  if (n > max) return error_set(error, CASUS_MEMORY, "over %u rows: too many for facts in memory", max);
  l->capacity = (uint32_t)n;
  *items = arena_alloc(memory, (size_t)n, size);
  return *items ? CASUS_OK : no_memory(error);
}

static bool fold_copy(loading *l, str name, str *copy) {
  *copy = STR("");
  if (str_empty(name) || !name_fold(name, &l->folded)) return true;
  return arena_copy(l->facts->memory, buffer_str(&l->folded), copy);
}

static bool take_actor(loading *l, row_reader *r) {
  casus_facts *f = l->facts;
  if (f->n_actors == l->capacity) return false;
  fact_actor *a = &f->actors[f->n_actors++];
  a->row = (actor_row){.key = next_integer(r), .is_folded = true};
  a->row.code = next_text(r);
  a->country = next_text(r);
  a->row.sector = next_text(r);
  a->name = next_text(r);
  return fold_copy(l, a->name, &a->row.name) && fold_copy(l, sql_text(r->q, r->column++), &a->row.office);
}

static bool take_place(loading *l, row_reader *r) {
  casus_facts *f = l->facts;
  if (f->n_places == l->capacity) return false;
  fact_place *p = &f->place_table[f->n_places++];
  p->row = (place_row){.key = next_integer(r), .is_folded = true};
  p->name = next_text(r);
  p->row.country = next_text(r);
  p->admin1 = next_text(r);
  p->row.lat = next_real(r);
  p->row.lon = next_real(r);
  p->geonames = (uint32_t)next_integer(r);
  return fold_copy(l, p->name, &p->row.name) && fold_copy(l, p->admin1, &p->row.admin1);
}

static bool take_source(loading *l, row_reader *r, uint32_t *index) {
  casus_facts *f = l->facts;
  const str name = sql_text(r->q, r->column++), lower = sql_text(r->q, r->column++);
  const digest128 digest = digest_of(&name, 1);
  int64_t known = dictionary_find(&l->sources, digest);
  if (!known) {
    fact_source source;
    if (!arena_copy(f->memory, name, &source.name) || !arena_copy(f->memory, lower, &source.lower)) return false;
    if (!arena_grow(f->memory, (void **)&f->sources, &f->sources_capacity, f->n_sources + 1, sizeof source)) return false;
    f->sources[f->n_sources++] = source;
    known = f->n_sources;
    if (!dictionary_add(&l->sources, digest, known)) return false;
  }
  *index = (uint32_t)known - 1;
  return true;
}

static bool take_article(loading *l, row_reader *r) {
  casus_facts *f = l->facts;
  if (f->n_articles == l->capacity) return false;
  fact_article *a = &f->article_table[f->n_articles++];
  a->key = next_integer(r);
  a->day = sql_is_null(r->q, r->column) ? NO_DAY : (int32_t)sql_integer(r->q, r->column);
  r->column++;
  return take_source(l, r, &a->source);
}

static bool take_story(loading *l, row_reader *r) {
  casus_facts *f = l->facts;
  if (f->n_stories == l->capacity) return false;
  f->story_table[f->n_stories++] = (fact_story){next_integer(r), next_integer(r), NO_FACT};
  return true;
}

static casus_status read_tables(loading *l, casus_error *error) {
  casus_facts *f = l->facts;
  const struct {
    const char *count, *rows;
    void **items;
    size_t size;
    row_taker take;
  } tables[] = {
      {"SELECT count(*) FROM actor", "SELECT key, code, country, sector, name, office FROM actor ORDER BY key",
       (void **)&f->actors, sizeof *f->actors, take_actor},
      {"SELECT count(*) FROM place", "SELECT key, name, country, admin1, lat, lon, geonames FROM place ORDER BY key",
       (void **)&f->place_table, sizeof *f->place_table, take_place},
      {"SELECT count(*) FROM article", "SELECT key, day, source, lower(source) FROM article ORDER BY key",
       (void **)&f->article_table, sizeof *f->article_table, take_article},
      {"SELECT count(*) FROM story", "SELECT key, representative FROM story ORDER BY key", (void **)&f->story_table,
       sizeof *f->story_table, take_story},
  };
  casus_status status = CASUS_OK;
  for (size_t i = 0; status == CASUS_OK && i < sizeof tables / sizeof *tables; i++) {
    status = make_room(l, tables[i].count, ROWS_MAX, f->memory, tables[i].size, tables[i].items, error);
    if (status == CASUS_OK) status = read_table(l, tables[i].rows, tables[i].take, error);
  }
  return status;
}

/* ---- events, in the order of their keys */

static uint8_t next_code(row_reader *r) {
  bool none = sql_is_null(r->q, r->column);
  int64_t code = next_integer(r);
  return none || code < 0 || code >= NO_CODE ? NO_CODE : (uint8_t)code;
}

static int32_t next_day_or_none(row_reader *r) {
  bool none = sql_is_null(r->q, r->column);
  int32_t day = (int32_t)next_integer(r);
  return none ? NO_DAY : day;
}

/* A real that was written from a float. */
static float next_float(row_reader *r) { return (float)next_real(r); }

static bool take_event(loading *l, row_reader *r) {
  const casus_facts *f = l->facts;
  if (l->n_events == l->event_capacity) return false;
  event_row *e = &l->events[l->n_events++];
  e->key = next_integer(r);
  e->first_day = next_day_or_none(r);
  e->last_day = next_day_or_none(r);
  e->date_length = next_code(r);
  e->type = next_code(r);
  e->quad = next_code(r);
  e->status = next_code(r);
  e->score = next_float(r);
  e->goldstein = next_float(r);
  e->confidence = next_float(r);
  e->article = row_index(f->article_table, f->n_articles, sizeof *f->article_table, next_integer(r));
  e->story = row_index(f->story_table, f->n_stories, sizeof *f->story_table, next_integer(r));
  e->place = row_index(f->place_table, f->n_places, sizeof *f->place_table, next_integer(r));
  return true;
}

static bool take_party(loading *l, row_reader *r) {
  casus_facts *f = l->facts;
  const int64_t event = next_integer(r), side = next_integer(r);
  const uint32_t actor = row_index(f->actors, f->n_actors, sizeof *f->actors, next_integer(r));
  while (l->at_event < l->n_events && l->events[l->at_event].key < event) l->party_begin[++l->at_event] = l->n_parties;
  if (l->at_event == l->n_events || l->events[l->at_event].key != event || side > SIDE_RECIPIENT || actor == NO_FACT) return true;
  if (l->n_parties == l->party_capacity) return false;
  f->actors[actor].n_events++;
  l->parties[l->n_parties++] = actor * 2 + (uint32_t)side;
  return true;
}

static casus_status read_events(loading *l, casus_error *error) {
  casus_status status = make_room(l, "SELECT count(*) FROM event", CASUS_FACTS_EVENTS_MAX, l->temporary, sizeof *l->events,
                                  (void **)&l->events, error);
  l->event_capacity = l->capacity;
  if (status == CASUS_OK)
    status =
        read_table(l,
                   "SELECT key, first_day, last_day, length(date), type, quad, status, score, goldstein, confidence, article,"
                   " story, place FROM event ORDER BY key",
                   take_event, error);
  return status;
}

static casus_status read_parties(loading *l, casus_error *error) {
  casus_status status =
      make_room(l, "SELECT count(*) FROM party", ROWS_MAX, l->temporary, sizeof *l->parties, (void **)&l->parties, error);
  l->party_capacity = l->capacity;
  l->party_begin = ARENA_ARRAY(l->temporary, uint32_t, l->n_events + 1);
  if (status == CASUS_OK && !l->party_begin) return no_memory(error);
  if (status == CASUS_OK)
    status = read_table(l, "SELECT event, side, actor FROM party ORDER BY event, side, ordinal", take_party, error);
  while (status == CASUS_OK && l->at_event < l->n_events) l->party_begin[++l->at_event] = l->n_parties;
  return status;
}

/* ---- sorting by day; what was in the order of keys stays so */

/* Days in the order of unsigned numbers, none at the end that is asked for. */
static uint32_t day_value(int32_t day, bool none_last) {
  if (day == NO_DAY) return none_last ? UINT32_MAX : 0;
  return (uint32_t)day + 0x80000000u;
}

/* ---- columns, in the order of lists */

static bool columns_allocate(casus_facts *f) {
  arena *m = f->memory;
  void **const columns[] = {(void **)&f->keys,         (void **)&f->by_key,     (void **)&f->first_days,  (void **)&f->last_days,
                            (void **)&f->date_lengths, (void **)&f->types,      (void **)&f->quads,       (void **)&f->statuses,
                            (void **)&f->scores,       (void **)&f->goldsteins, (void **)&f->confidences, (void **)&f->articles,
                            (void **)&f->stories,      (void **)&f->places,     (void **)&f->party_begin};
  static const size_t sizes[] = {8, 4, 4, 4, 1, 1, 1, 1, 4, 4, 4, 4, 4, 4, 4};
  bool good = true;
  for (size_t i = 0; good && i < sizeof sizes / sizeof *sizes; i++)
    good = (*columns[i] = arena_alloc(m, (size_t)f->n + 1, sizes[i])) != NULL;
  return good;
}

static void put_event(casus_facts *f, uint32_t i, const event_row *e) {
  f->keys[i] = e->key;
  f->first_days[i] = e->first_day;
  f->last_days[i] = e->last_day;
  f->date_lengths[i] = e->date_length;
  f->types[i] = e->type;
  f->quads[i] = e->quad;
  f->statuses[i] = e->status;
  f->scores[i] = e->score;
  f->goldsteins[i] = e->goldstein;
  f->confidences[i] = e->confidence;
  f->articles[i] = e->article;
  f->stories[i] = e->story;
  f->places[i] = e->place;
}

static void put_parties(loading *l, uint32_t i, uint32_t row, uint32_t *n) {
  const uint32_t begin = l->party_begin[row], end = l->party_begin[row + 1];
  l->facts->party_begin[i] = *n;
  if (end > begin) memcpy(l->facts->parties + *n, l->parties + begin, (end - begin) * sizeof *l->parties);
  *n += end - begin;
}

static bool columns_fill(loading *l) {
  casus_facts *f = l->facts;
  uint32_t *days = ARENA_ARRAY(l->temporary, uint32_t, l->n_events), *order = ARENA_ARRAY(l->temporary, uint32_t, l->n_events);
  uint32_t n = 0;
  f->n = l->n_events;
  f->parties = ARENA_ARRAY(f->memory, uint32_t, l->n_parties);
  if (!days || !order || !f->parties || !columns_allocate(f)) return false;
  for (uint32_t i = 0; i < f->n; i++) days[i] = day_value(l->events[i].first_day, true);
  if (!sorted_indices(days, f->n, order)) return false;
  for (uint32_t i = 0; i < f->n; i++) {
    f->by_key[order[i]] = i;
    f->n_dated += l->events[order[i]].first_day != NO_DAY;
    put_event(f, i, &l->events[order[i]]);
    put_parties(l, i, order[i], &n);
  }
  f->party_begin[f->n] = n;
  return true;
}

static void find_representatives(loading *l) {
  casus_facts *f = l->facts;
  for (uint32_t i = 0; i < f->n_stories; i++) {
    uint32_t row = row_index(l->events, l->n_events, sizeof *l->events, f->story_table[i].representative_key);
    f->story_table[i].representative = row == NO_FACT ? NO_FACT : f->by_key[row];
  }
}

static bool sort_articles(loading *l) {
  casus_facts *f = l->facts;
  uint32_t *days = ARENA_ARRAY(l->temporary, uint32_t, f->n_articles),
           *order = ARENA_ARRAY(l->temporary, uint32_t, f->n_articles);
  f->articles_by_day = ARENA_ARRAY(f->memory, article_day, f->n_articles);
  if (!days || !order || !f->articles_by_day) return false;
  for (uint32_t i = 0; i < f->n_articles; i++) days[i] = day_value(f->article_table[i].day, false);
  if (!sorted_indices(days, f->n_articles, order)) return false;
  for (uint32_t i = 0; i < f->n_articles; i++)
    f->articles_by_day[i] = (article_day){f->article_table[order[i]].day, f->article_table[order[i]].source};
  return true;
}

/* ---- the whole */

static casus_status read_all(loading *l, casus_error *error) {
  casus_status status = casus_store_revision(l->store, &l->facts->revision, error);
  if (status == CASUS_OK) status = read_tables(l, error);
  if (status == CASUS_OK) status = read_events(l, error);
  return status == CASUS_OK ? read_parties(l, error) : status;
}

static casus_status read_at_once(loading *l, casus_error *error) {
  sql *db = l->store->db;
  if (sql_in_transaction(db)) return error_set(error, CASUS_USAGE, "facts are of what is committed: commit first");
  casus_status status = sql_begin_reading(db, error);
  if (status == CASUS_OK) status = read_all(l, error);
  sql_rollback(db);
  return status;
}

static casus_status fill(loading *l, casus_error *error) {
  if (!l->temporary || !l->facts->memory) return no_memory(error);
  casus_status status = read_at_once(l, error);
  if (status != CASUS_OK) return status;
  if (!columns_fill(l) || !sort_articles(l)) return no_memory(error);
  find_representatives(l);
  return facts_parties_make(l->facts, l->temporary, error);
}

casus_status casus_facts_load(casus_store *store, casus_facts **facts, casus_error *error) {
  casus_facts *f = calloc(1, sizeof *f);
  if (!f) return no_memory(error);
  f->memory = arena_new(FACTS_BYTES_MAX);
  loading l = {.store = store, .facts = f, .temporary = arena_new(FACTS_BYTES_MAX)};
  buffer_init(&l.folded, NAME_BYTES_MAX);
  casus_status status = fill(&l, error);
  buffer_free(&l.folded);
  dictionary_free(&l.sources);
  arena_free(l.temporary);
  if (status == CASUS_OK) *facts = f;
  else casus_facts_free(f);
  return status;
}

uint64_t casus_facts_revision(const casus_facts *f) { return f->revision; }
size_t casus_facts_bytes(const casus_facts *f) { return sizeof *f + arena_used(f->memory); }

void casus_facts_free(casus_facts *f) {
  if (!f) return;
  arena_free(f->memory);
  free(f);
}

/* ---- in use */

void casus_store_use_facts(casus_store *s, const casus_facts *facts) { s->facts = facts; }

casus_status facts_needed(casus_store *s, const casus_facts **facts, casus_error *error) {
  uint64_t revision = 0;
  if (s->facts) return *facts = s->facts, CASUS_OK;
  casus_status status = casus_store_revision(s, &revision, error);
  if (status != CASUS_OK) return status;
  if (!s->own_facts || s->own_facts->revision != revision) {
    casus_facts_free(s->own_facts);
    s->own_facts = NULL;
    status = casus_facts_load(s, &s->own_facts, error);
  }
  *facts = s->own_facts;
  return status;
}
