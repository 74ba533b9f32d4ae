/* casus_store_places: events by where they happen. casus_store_names: what may be asked for, the most frequent first. */
#include <math.h>
#include <stdlib.h>

#include "store/fact_counts.h"

static casus_status no_memory(casus_error *error) { return error_set(error, CASUS_MEMORY, "no memory to count by places"); }

/* ---- places */

typedef struct {
  const casus_facts *f;
  fact_list events;
  tally *tallies;
  ranking order;
  casus_places made;
} place_counts;

static bool is_located(const fact_place *p) { return !isnan(p->row.lat) && !isnan(p->row.lon); }

static void add_up(place_counts *c) {
  for (size_t k = 0; k < c->events.n; k++) {
    const uint32_t i = c->events.at[k], place = c->f->places[i];
    if (place == NO_FACT) {
      c->made.n_placeless++;
      continue;
    }
    c->made.n_unlocated += !is_located(&c->f->place_table[place]);
    tally_add(&c->tallies[place], c->f, i);
  }
}

static bool count_stories(place_counts *c, page p) {
  story_counter stories;
  bool good = story_counter_begin(&stories, c->f, c->f->n_places, &c->order, p);
  for (size_t k = 0; good && k < c->events.n; k++) {
    const uint32_t i = c->events.at[k];
    if (c->f->places[i] != NO_FACT) good = story_counter_add(&stories, c->tallies, c->f->places[i], i);
  }
  story_counter_end(&stories);
  return good;
}

static casus_counted_place place_of(const place_counts *c, uint32_t index) {
  const fact_place *p = &c->f->place_table[index];
  const tally *t = &c->tallies[index];
  casus_counted_place place = {.name = p->name,
                               .country = p->row.country,
                               .admin1 = p->admin1,
                               .lat_deg = p->row.lat,
                               .lon_deg = p->row.lon,
                               .geonames = p->geonames,
                               .n_events = t->n,
                               .n_stories = t->n_stories,
                               .score_sum = t->score_sum};
  memcpy(place.by_quad, t->by_quad, sizeof place.by_quad);
  return place;
}

static casus_status put_places(place_counts *c, arena *memory, const casus_query *query, casus_error *error) {
  if (!ranking_make(c->tallies, sizeof *c->tallies, c->f->n_places, &c->order)) return no_memory(error);
  const page p = page_of(query, c->order.n);
  casus_counted_place *items = ARENA_ARRAY(memory, casus_counted_place, p.n);
  if (!items || !count_stories(c, p)) return no_memory(error);
  for (size_t k = 0; k < p.n; k++) items[k] = place_of(c, c->order.at[p.begin + k]);
  c->made.items = items;
  c->made.n = p.n;
  c->made.total = c->order.n;
  return CASUS_OK;
}

casus_status casus_store_places(casus_store *s, const casus_query *query, casus_places *places, casus_error *error) {
  place_counts c = {0};
  casus_status status = facts_needed(s, &c.f, error);
  if (status == CASUS_OK) status = handed_out_anew(s, error);
  if (status == CASUS_OK) status = facts_select(s, c.f, query, &c.events, error);
  if (status == CASUS_OK && !(c.tallies = tallies_new(c.f->n_places))) status = no_memory(error);
  if (status == CASUS_OK) {
    add_up(&c);
    status = put_places(&c, s->handed_out, query, error);
  }
  if (status == CASUS_OK) *places = c.made;
  fact_list_free(&c.events);
  free(c.tallies);
  ranking_free(&c.order);
  return status;
}

/* ---- names: how often each is found, sorted once all are known */

static int by_count(uint64_t a, uint64_t b) { return (a < b) - (a > b); }

static int compare_parties(const void *a, const void *b) {
  const casus_named_party *x = a, *y = b;
  const int order = by_count(x->n_events, y->n_events);
  return order ? order : str_compare(x->party.key, y->party.key);
}

/* Events of a party, on either side. */
static void count_parties(const casus_facts *f, int level, casus_named_party *parties) {
  for (uint32_t i = 0; i < f->n; i++) {
    uint32_t met[2 * PARTIES_OF_SIDE_MAX], n = 0;
    for (uint32_t p = f->party_begin[i]; p < f->party_begin[i + 1] && n < 2 * PARTIES_OF_SIDE_MAX; p++) {
      const uint32_t party = f->actors[f->parties[p] >> 1].party[level];
      bool again = party == NO_FACT;
      for (uint32_t k = 0; k < n; k++) again |= met[k] == party;
      if (again) continue;
      met[n++] = party;
      parties[party].n_events++;
    }
  }
}

/* A country's people of no kind are called as the country: at this level that says nothing of its own. */
static void drop_namesakes(const casus_facts *f, const fact_level *countries, const fact_level *actors,
                           casus_named_party *of_actors) {
  for (uint32_t i = 0; i < f->n_actors; i++) {
    const uint32_t wide = f->actors[i].party[CASUS_LEVEL_COUNTRY], narrow = f->actors[i].party[CASUS_LEVEL_ACTOR];
    if (wide != NO_FACT && narrow != NO_FACT && str_equal(countries->parties[wide].name, actors->parties[narrow].name))
      of_actors[narrow].n_events = 0;
  }
}

static bool name_parties(const casus_facts *f, arena *memory, size_t max, casus_names *out) {
  const fact_level *countries = &f->levels[CASUS_LEVEL_COUNTRY], *actors = &f->levels[CASUS_LEVEL_ACTOR];
  const size_t n = (size_t)countries->n_parties + actors->n_parties;
  casus_named_party *all = ARENA_ARRAY(memory, casus_named_party, n);
  if (!all) return false;
  casus_named_party *of_actors = all + countries->n_parties;
  for (uint32_t i = 0; i < countries->n_parties; i++) all[i].party = countries->parties[i];
  for (uint32_t i = 0; i < actors->n_parties; i++) of_actors[i].party = actors->parties[i];
  count_parties(f, CASUS_LEVEL_COUNTRY, all);
  count_parties(f, CASUS_LEVEL_ACTOR, of_actors);
  drop_namesakes(f, countries, actors, of_actors);
  if (n) qsort(all, n, sizeof *all, compare_parties);
  out->parties = all;
  while (out->n_parties < n && out->n_parties < max && all[out->n_parties].n_events) out->n_parties++;
  return true;
}

static int compare_place_names(const void *a, const void *b) {
  const casus_named_place *x = a, *y = b;
  const int order = str_compare(x->name, y->name);
  return order ? order : str_compare(x->country, y->country);
}

static int compare_places(const void *a, const void *b) {
  const casus_named_place *x = a, *y = b;
  const int order = by_count(x->n_events, y->n_events);
  return order ? order : compare_place_names(a, b);
}

/* Rows of one name in one country are one. */
static size_t merge_places(casus_named_place *places, size_t n) {
  size_t kept = 0;
  for (size_t i = 0; i < n; i++) {
    if (kept && compare_place_names(&places[kept - 1], &places[i]) == 0) places[kept - 1].n_events += places[i].n_events;
    else places[kept++] = places[i];
  }
  return kept;
}

static bool name_places(const casus_facts *f, arena *memory, size_t max, casus_names *out) {
  casus_named_place *places = ARENA_ARRAY(memory, casus_named_place, f->n_places);
  if (!places) return false;
  for (uint32_t i = 0; i < f->n_places; i++)
    places[i] = (casus_named_place){f->place_table[i].name, f->place_table[i].row.country, 0};
  for (uint32_t i = 0; i < f->n; i++)
    if (f->places[i] != NO_FACT) places[f->places[i]].n_events++;
  if (f->n_places) qsort(places, f->n_places, sizeof *places, compare_place_names);
  size_t n = merge_places(places, f->n_places);
  if (n) qsort(places, n, sizeof *places, compare_places);
  out->places = places;
  while (out->n_places < n && out->n_places < max && places[out->n_places].n_events) out->n_places++;
  return true;
}

/* ---- publishers: those that differ in capitals only are one */

typedef struct {
  fact_source source;
  uint64_t n;
} source_count;

static int compare_lower(const void *a, const void *b) {
  const source_count *x = a, *y = b;
  const int order = str_compare(x->source.lower, y->source.lower), frequent = by_count(x->n, y->n);
  if (order) return order;
  return frequent ? frequent : str_compare(x->source.name, y->source.name);
}

static int compare_sources(const void *a, const void *b) {
  const casus_named_source *x = a, *y = b;
  const int order = by_count(x->n_articles, y->n_articles);
  return order ? order : str_compare(x->name, y->name);
}

static source_count *count_sources(const casus_facts *f, arena *memory) {
  source_count *counts = ARENA_ARRAY(memory, source_count, f->n_sources);
  if (!counts) return NULL;
  for (uint32_t i = 0; i < f->n_sources; i++) counts[i].source = f->sources[i];
  for (uint32_t i = 0; i < f->n_articles; i++) counts[f->article_table[i].source].n++;
  if (f->n_sources) qsort(counts, f->n_sources, sizeof *counts, compare_lower);
  return counts;
}

static bool name_sources(const casus_facts *f, arena *memory, size_t max, casus_names *out) {
  source_count *counts = count_sources(f, memory);
  casus_named_source *sources = ARENA_ARRAY(memory, casus_named_source, f->n_sources);
  size_t n = 0;
  if (!counts || !sources) return false;
  for (uint32_t i = 0; i < f->n_sources; i++) {
    if (str_empty(counts[i].source.name)) continue;
    const bool again = i && str_equal(counts[i].source.lower, counts[i - 1].source.lower);
    if (!again) sources[n++] = (casus_named_source){counts[i].source.name, 0};
    sources[n - 1].n_articles += counts[i].n;
  }
  if (n) qsort(sources, n, sizeof *sources, compare_sources);
  out->sources = sources;
  out->n_sources = n < max ? n : max;
  return true;
}

casus_status casus_store_names(casus_store *s, size_t max, casus_names *names, casus_error *error) {
  const casus_facts *f;
  casus_names made = {0};
  casus_status status = facts_needed(s, &f, error);
  if (status == CASUS_OK) status = handed_out_anew(s, error);
  if (status != CASUS_OK) return status;
  if (!name_parties(f, s->handed_out, max, &made) || !name_places(f, s->handed_out, max, &made) ||
      !name_sources(f, s->handed_out, max, &made))
    return no_memory(error);
  *names = made;
  return CASUS_OK;
}
