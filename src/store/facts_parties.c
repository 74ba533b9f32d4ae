/* Who is one party, at each level, and which parties of each event face one another: settled once, when facts are loaded, so that
 * counting only adds up. */
#include <stdlib.h>

#include "store/event_facts.h"
#include "store/row_reader.h"
#include "story/situation.h"

enum { KEY_BYTES_MAX = 1 << 20, PAIRS_MAX = 1 << 28 };

static casus_status no_memory(casus_error *error) {
  return error_set(error, CASUS_MEMORY, "no memory for the parties of a store");
}

/* ---- parties, in the order in which they are met, then by key */

typedef struct {
  casus_counted_party party;
  uint32_t number; /* in the order in which it was met */
  uint32_t best;   /* the actor that tells what it is */
} met_party;

typedef struct {
  casus_facts *facts;
  casus_level level;
  arena *temporary;
  situation_work countries; /* names only */
  dictionary known;
  met_party *met;
  uint32_t n_met, met_capacity;
  buffer key, folded_key, name;
} party_work;

/* How well an actor tells what its party is: a body by its own name, the others by what is most frequent. */
static uint64_t rank_of(const fact_actor *a) {
  bool named = party_is_body(a->row.code) && !str_empty(a->name) && str_empty(a->row.office);
  return (uint64_t)(named ? 1 + str_is(a->row.sector, "IGO") : 0) << 32 | a->n_events;
}

static bool meet(party_work *w, uint32_t actor, int64_t *known) {
  met_party *p;
  if (!arena_grow(w->temporary, (void **)&w->met, &w->met_capacity, w->n_met + 1, sizeof *p)) return false;
  p = &w->met[w->n_met];
  *p = (met_party){.number = w->n_met, .best = actor};
  *known = ++w->n_met;
  return arena_copy(w->facts->memory, buffer_str(&w->key), &p->party.key);
}

/* Two spellings of a name are one party. */
static bool assign_party(party_work *w, uint32_t actor) {
  fact_actor *a = &w->facts->actors[actor];
  w->key.len = w->folded_key.len = 0;
  a->party[w->level] = NO_FACT;
  if (!actor_party_key(&a->row, w->level, a->name, &w->key)) return false;
  if (!actor_party_key(&a->row, w->level, a->row.name, &w->folded_key)) return false;
  if (!w->key.len) return true;
  const str folded = buffer_str(&w->folded_key);
  const digest128 digest = digest_of(&folded, 1);
  int64_t known = dictionary_find(&w->known, digest);
  if (!known && !(meet(w, actor, &known) && dictionary_add(&w->known, digest, known))) return false;
  met_party *p = &w->met[known - 1];
  if (rank_of(a) > rank_of(&w->facts->actors[p->best])) p->best = actor;
  a->party[w->level] = (uint32_t)known - 1;
  return true;
}

static int compare_parties(const void *a, const void *b) {
  return str_compare(((const met_party *)a)->party.key, ((const met_party *)b)->party.key);
}

/* ---- what a party is called */

static str noun_of(str sector) {
  const char *noun = str_empty(sector) ? NULL : sector_noun(sector);
  return noun ? name_without_article(str_of(noun)) : (str){0};
}

static str kind_of(str code) {
  static const struct {
    const char *code, *words;
  } kinds[] = {{"IGO", "international bodies"},
               {"NGO", "non-governmental organisations"},
               {"MNC", "multinational companies"},
               {"IMG", "international armed groups"}};
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
    if (str_is(code, kinds[i].code)) return str_of(kinds[i].words);
  return (str){0};
}

static bool add_kind(buffer *out, const fact_actor *a) {
  const str code = a->row.code, kind = kind_of(code);
  if (!str_empty(kind)) return buffer_add(out, kind);
  const str noun = str_starts(code, STR("---")) ? noun_of(a->row.sector) : (str){0};
  if (str_empty(noun)) return buffer_add(out, code);
  return buffer_add(out, noun) && buffer_add(out, STR(" (no country named)"));
}

static bool add_party_name(party_work *w, const fact_actor *a, buffer *out) {
  const str country = name_without_article(country_name(&w->countries, a->country)), noun = noun_of(a->row.sector);
  const bool group = w->level == CASUS_LEVEL_ACTOR && actor_is_group(&a->row);
  const bool body = party_is_body(a->row.code) && a->row.code.len > 3;
  if ((group || body) && !str_empty(a->name)) return buffer_add(out, a->name);
  if (str_empty(country)) return add_kind(out, a);
  if (w->level == CASUS_LEVEL_COUNTRY || str_empty(a->row.sector)) return buffer_add(out, country);
  return buffer_add(out, country) && buffer_add(out, STR(": ")) && buffer_add(out, str_empty(noun) ? a->row.sector : noun);
}

/* What stands before a colon, or all. */
static str code_part(str key) {
  str code;
  party_key_code(key, &code);
  return code;
}

static bool describe(party_work *w, met_party *p) {
  const fact_actor *a = &w->facts->actors[p->best];
  w->name.len = 0;
  p->party.code = code_part(p->party.key);
  p->party.country = a->country;
  if (w->level == CASUS_LEVEL_ACTOR && !party_is_body(a->row.code)) p->party.sector = a->row.sector;
  return add_party_name(w, a, &w->name) && arena_copy(w->facts->memory, buffer_str(&w->name), &p->party.name);
}

/* Numbers become those of the order of keys. */
static bool sort_parties(party_work *w) {
  casus_facts *f = w->facts;
  fact_level *l = &f->levels[w->level];
  uint32_t *rank = ARENA_ARRAY(w->temporary, uint32_t, w->n_met);
  l->parties = ARENA_ARRAY(f->memory, casus_counted_party, w->n_met);
  l->n_parties = w->n_met;
  if (!rank || !l->parties) return false;
  if (w->n_met) qsort(w->met, w->n_met, sizeof *w->met, compare_parties);
  for (uint32_t i = 0; i < w->n_met; i++) {
    if (!describe(w, &w->met[i])) return false;
    rank[w->met[i].number] = i;
    l->parties[i] = w->met[i].party;
  }
  for (uint32_t i = 0; i < f->n_actors; i++)
    if (f->actors[i].party[w->level] != NO_FACT) f->actors[i].party[w->level] = rank[f->actors[i].party[w->level]];
  return true;
}

static bool find_parties(party_work *w) {
  for (uint32_t i = 0; i < w->facts->n_actors; i++)
    if (!assign_party(w, i)) return false;
  return sort_parties(w);
}

static casus_status parties_of_level(party_work *w, casus_error *error) {
  w->met = NULL;
  w->n_met = w->met_capacity = 0;
  bool good = find_parties(w);
  dictionary_free(&w->known);
  return good ? CASUS_OK : no_memory(error);
}

/* ---- dyads */

typedef struct {
  uint32_t parties[PARTIES_OF_SIDE_MAX];
  uint32_t n;
} side_parties;

static void add_once(side_parties *s, uint32_t party) {
  for (uint32_t i = 0; i < s->n; i++)
    if (s->parties[i] == party) return;
  if (s->n < PARTIES_OF_SIDE_MAX) s->parties[s->n++] = party;
}

static void sides_of(const casus_facts *f, int level, uint32_t event, side_parties sides[2]) {
  sides[SIDE_ACTOR].n = sides[SIDE_RECIPIENT].n = 0;
  for (uint32_t p = f->party_begin[event]; p < f->party_begin[event + 1]; p++) {
    const uint32_t party = f->actors[f->parties[p] >> 1].party[level];
    if (party != NO_FACT) add_once(&sides[f->parties[p] & 1], party);
  }
}

typedef struct {
  dictionary known; /* of dyads, by their two parties */
  fact_dyad *dyads; /* in the order in which they were met */
  size_t n_dyads, dyads_capacity;
  uint32_t *met; /* of each event one after the other: which dyad */
  size_t n_met, met_capacity;
} dyad_work;

static bool meet_dyad(dyad_work *w, fact_dyad dyad) {
  const uint64_t both = (uint64_t)dyad.from << 32 | dyad.to;
  const digest128 digest = {hash_mix(both), both};
  int64_t known = dictionary_find(&w->known, digest);
  if (!known) {
    if (!heap_grow((void **)&w->dyads, &w->dyads_capacity, w->n_dyads + 1, PAIRS_MAX, sizeof dyad)) return false;
    w->dyads[w->n_dyads++] = dyad;
    known = (int64_t)w->n_dyads;
    if (!dictionary_add(&w->known, digest, known)) return false;
  }
  if (!heap_grow((void **)&w->met, &w->met_capacity, w->n_met + 1, PAIRS_MAX, sizeof *w->met)) return false;
  w->met[w->n_met++] = (uint32_t)known - 1;
  return true;
}

static bool meet_dyads(dyad_work *w, const side_parties sides[2]) {
  for (uint32_t a = 0; a < sides[SIDE_ACTOR].n; a++)
    for (uint32_t r = 0; r < sides[SIDE_RECIPIENT].n; r++) {
      const fact_dyad dyad = {sides[SIDE_ACTOR].parties[a], sides[SIDE_RECIPIENT].parties[r]};
      if (dyad.from != dyad.to && !meet_dyad(w, dyad)) return false;
    }
  return true;
}

typedef struct {
  fact_dyad dyad;
  uint32_t number;
} numbered_dyad;

static int compare_dyads(const void *a, const void *b) {
  const fact_dyad *x = &((const numbered_dyad *)a)->dyad, *y = &((const numbered_dyad *)b)->dyad;
  return x->from != y->from ? (x->from > y->from) - (x->from < y->from) : (x->to > y->to) - (x->to < y->to);
}

/* Numbers become those of the order of keys. */
static bool sort_dyads(casus_facts *f, fact_level *l, dyad_work *w, arena *temporary) {
  numbered_dyad *order = ARENA_ARRAY(temporary, numbered_dyad, w->n_dyads);
  uint32_t *rank = ARENA_ARRAY(temporary, uint32_t, w->n_dyads);
  l->dyads = ARENA_ARRAY(f->memory, fact_dyad, w->n_dyads);
  l->of_events = ARENA_ARRAY(f->memory, uint32_t, w->n_met);
  if (!order || !rank || !l->dyads || !l->of_events) return false;
  l->n_dyads = (uint32_t)w->n_dyads;
  for (uint32_t i = 0; i < l->n_dyads; i++) order[i] = (numbered_dyad){w->dyads[i], i};
  if (l->n_dyads) qsort(order, l->n_dyads, sizeof *order, compare_dyads);
  for (uint32_t i = 0; i < l->n_dyads; i++) {
    rank[order[i].number] = i;
    l->dyads[i] = order[i].dyad;
  }
  for (size_t i = 0; i < w->n_met; i++) l->of_events[i] = rank[w->met[i]];
  return true;
}

static bool find_dyads(casus_facts *f, int level, dyad_work *w, arena *temporary) {
  fact_level *l = &f->levels[level];
  side_parties sides[2];
  l->begin = ARENA_ARRAY(f->memory, uint32_t, (size_t)f->n + 1);
  if (!l->begin) return false;
  for (uint32_t i = 0; i < f->n; i++) {
    l->begin[i] = (uint32_t)w->n_met;
    sides_of(f, level, i, sides);
    if (!meet_dyads(w, sides)) return false;
  }
  l->begin[f->n] = (uint32_t)w->n_met;
  return sort_dyads(f, l, w, temporary);
}

static casus_status dyads_of_level(casus_facts *f, int level, arena *temporary, casus_error *error) {
  dyad_work w = {0};
  bool good = find_dyads(f, level, &w, temporary);
  dictionary_free(&w.known);
  free(w.dyads);
  free(w.met);
  return good ? CASUS_OK : no_memory(error);
}

/* ---- both levels */

casus_status facts_parties_make(casus_facts *f, arena *temporary, casus_error *error) {
  party_work w = {.facts = f, .temporary = temporary, .countries = {.memory = temporary}};
  buffer_init(&w.key, KEY_BYTES_MAX);
  buffer_init(&w.folded_key, KEY_BYTES_MAX);
  buffer_init(&w.name, KEY_BYTES_MAX);
  casus_status status = countries_read(&w.countries, NULL, error);
  for (int level = 0; status == CASUS_OK && level < LEVELS; level++) {
    w.level = (casus_level)level;
    status = parties_of_level(&w, error);
    if (status == CASUS_OK) status = dyads_of_level(f, level, temporary, error);
  }
  if (status == CASUS_OK && w.countries.failed) status = no_memory(error);
  buffer_free(&w.key);
  buffer_free(&w.folded_key);
  buffer_free(&w.name);
  return status;
}
