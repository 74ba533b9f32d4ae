/* The places and all toponyms of a document, from the names that place_spots.c finds and the choice of place_choice.c; and the
 * candidates of a name with their reasons, for those who ask. */
#include <stdlib.h>

#include "world/places.h"
#include "world/resolve.h"

static const char *const kind_names[PLACE_KINDS] = {
    [PLACE_TOWN] = "town",         [PLACE_QUARTER] = "quarter", [PLACE_SEAT] = "seat of a division", [PLACE_CAPITAL] = "capital",
    [PLACE_DIVISION] = "division", [PLACE_COUNTY] = "county",   [PLACE_REGION] = "region",           [PLACE_WATER] = "water",
    [PLACE_SITE] = "site",         [PLACE_COUNTRY] = "country", [PLACE_CONTINENT] = "continent"};

/* The token at the top of the mention: the first whose head lies outside of it. */
static uint32_t head_of(const analysis *an, const place_spot *s) {
  for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens; i++) {
    uint32_t head = an->words[i].head;
    if (head == NO_TOKEN || head < s->first_token || head >= s->first_token + s->n_tokens) return i;
  }
  return s->first_token;
}

static place place_of(const places *p, const analysis *an, const place_spot *s, const place_row *row) {
  return (place){.name = row->name,
                 .country = row->country,
                 .admin1 = places_division_name(p, row->country, row->admin1),
                 .lat_deg = row->lat_deg,
                 .lon_deg = row->lon_deg,
                 .geonames = row->geonames,
                 .first_token = s->first_token,
                 .n_tokens = s->n_tokens,
                 .head = head_of(an, s)};
}

typedef struct {
  const places *table;
  const text *t;
  const analysis *an;
  place_spots spots;
  place_chooser *chooser;
  uint32_t *chosen;
} finding;

static casus_status choose_places(finding *f, span asked, str article_country, arena *a, casus_error *error) {
  casus_status status = place_spots_find(f->table, f->t, f->an, asked, a, &f->spots, error);
  if (status != CASUS_OK) return status;
  f->chooser = place_chooser_new(&f->spots, f->t, article_country, a);
  f->chosen = ARENA_ARRAY(a, uint32_t, f->spots.n_spots + 1);
  if (!f->chooser || !f->chosen) return error_set(error, CASUS_MEMORY, "no memory for the places of the article");
  place_chooser_run(f->chooser, f->chosen);
  return CASUS_OK;
}

/* ---- toponyms */

/* "French" before a noun; "the French" and "Frenchmen" are people. */
static bool is_modifier(const analysis *an, uint32_t head) {
  const word *w = &an->words[head];
  return w->upos == UPOS_ADJ || w->rel == REL_AMOD || w->rel == REL_COMPOUND;
}

static bool is_country(const place_row *r) { return r->kind == PLACE_COUNTRY || r->kind == PLACE_CONTINENT; }

/* 0: none ("the French"). */
static uint8_t role_of(const finding *f, const place_spot *s, const place_row *row, uint32_t head) {
  if (row->adjective) return is_modifier(f->an, head) ? TOPONYM_ADJECTIVE : 0;
  if (s->embedded) return TOPONYM_EMBEDDED;
  return is_country(row) ? TOPONYM_COUNTRY : TOPONYM_PLACE;
}

static bool is_place(const finding *f, uint32_t spot) {
  if (f->chosen[spot] == NO_TOKEN || f->spots.spots[spot].embedded) return false;
  const place_row *r = &f->spots.candidates[f->chosen[spot]];
  return !is_country(r) && !r->adjective;
}

static toponym toponym_of(const finding *f, uint32_t spot) {
  const place_spot *s = &f->spots.spots[spot];
  const place_row *r = &f->spots.candidates[f->chosen[spot]];
  toponym x = {.place = place_of(f->table, f->an, s, r), .located = r->lat_deg != 0 || r->lon_deg != 0};
  x.role = role_of(f, s, r, x.place.head);
  return x;
}

/* A place entity that no spot of ours covers. */
static toponym unknown_of(const analysis *an, const entity *e) {
  place_spot s = {.first_token = e->first_token, .n_tokens = e->n_tokens};
  return (toponym){.place = {.first_token = e->first_token, .n_tokens = e->n_tokens, .head = head_of(an, &s)},
                   .role = TOPONYM_UNKNOWN};
}

static uint32_t end_of(const toponym *x) { return x->place.first_token + x->place.n_tokens; }

/* "West Wales", "Western Australia" where the table has the bare name. */
static bool is_direction(str s) {
  static const char *const words[] = {"North",        "South",        "East",         "West",        "Northern",
                                      "Southern",     "Eastern",      "Western",      "Central",     "Upper",
                                      "Lower",        "Northwest",    "Northeast",    "Southwest",   "Southeast",
                                      "Northwestern", "Northeastern", "Southwestern", "Southeastern"};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (str_is(s, words[i])) return true;
  return false;
}

static void widen(const finding *f, const place_spot *s, const place_row *r, toponym *x) {
  uint32_t first = f->t->sentences[s->sentence].first_token, end = end_of(x);
  if (x->place.first_token > first && is_direction(token_form(f->t, x->place.first_token - 1)))
    x->place.first_token--, x->place.n_tokens++;
  bool cut_off = r->weak && r->other && r->kind == PLACE_DIVISION && end < f->t->n_tokens && /* "Va" and its stop */
                 str_is(token_form(f->t, end), ".") && f->t->tokens[end - 1].end == f->t->tokens[end].begin;
  if (cut_off) x->place.n_tokens++;
}

/* Entities and spots are both in order: one walk. */
static uint32_t merge_toponyms(const finding *f, toponym *list) {
  uint32_t n = 0, spot = 0;
  for (uint32_t u = 0; u <= f->spots.n_unknown; u++) {
    const entity *x = u < f->spots.n_unknown ? &f->an->entities[f->spots.unknown[u]] : NULL;
    uint32_t begin = x ? x->first_token : NO_TOKEN, end = x ? x->first_token + x->n_tokens : NO_TOKEN, last = 0;
    for (; spot < f->spots.n_spots && f->spots.spots[spot].first_token < end; spot++) {
      if (f->chosen[spot] == NO_TOKEN) continue;
      toponym t = toponym_of(f, spot);
      last = end_of(&t);
      if (!t.role) continue;
      widen(f, &f->spots.spots[spot], &f->spots.candidates[f->chosen[spot]], &t);
      list[n++] = t;
    }
    bool covered = last > begin || (n && end_of(&list[n - 1]) > begin);
    if (x && !covered) list[n++] = unknown_of(f->an, x);
  }
  return n;
}

/* ---- where unknown places lie: where those lie that stand near */

static bool lends(const toponym *x) { return x->located && !x->by_context && x->role == TOPONYM_PLACE; }

static void borrow(toponym *x, const toponym *near) {
  x->located = x->by_context = true;
  x->place.lat_deg = near->place.lat_deg;
  x->place.lon_deg = near->place.lon_deg;
  x->place.country = near->place.country;
  x->place.admin1 = near->place.admin1;
}

/* "Third Street, Harare" and "Third Street in Harare"; else the place named last, else the next one. */
static void locate_unknown(toponym *list, uint32_t n) {
  const toponym *before = NULL;
  uint32_t next = 0;
  for (uint32_t i = 0; i < n; i++) {
    if (lends(&list[i])) before = &list[i];
    if (list[i].role != TOPONYM_UNKNOWN) continue;
    if (next <= i) next = i + 1;
    while (next < n && !lends(&list[next])) next++;
    bool close = next < n && list[next].place.first_token - end_of(&list[i]) <= 2;
    const toponym *near = close || (!before && next < n) ? &list[next] : before;
    if (near) borrow(&list[i], near);
  }
}

static casus_status list_toponyms(const finding *f, arena *a, mentions *out, casus_error *error) {
  out->toponyms = ARENA_ARRAY(a, toponym, f->spots.n_spots + f->an->n_entities + 1);
  if (!out->toponyms) return error_set(error, CASUS_MEMORY, "no memory for the toponyms of the article");
  out->n_toponyms = merge_toponyms(f, out->toponyms);
  locate_unknown(out->toponyms, out->n_toponyms);
  return CASUS_OK;
}

static void list_places(const finding *f, mentions *out) {
  out->n_places = 0;
  for (uint32_t i = 0; i < f->spots.n_spots; i++) {
    if (!is_place(f, i)) continue;
    place p = place_of(f->table, f->an, &f->spots.spots[i], &f->spots.candidates[f->chosen[i]]);
    out->places[out->n_places++] = p;
    out->place_at[p.head] = out->n_places;
  }
}

casus_status places_find(const places *p, const text *t, const analysis *an, arena *a, mentions *out, casus_error *error) {
  finding f = {.table = p, .t = t, .an = an};
  casus_status status = choose_places(&f, (span){0}, out->country, a, error);
  if (status != CASUS_OK) return status;
  out->places = ARENA_ARRAY(a, place, f.spots.n_spots + 1);
  out->place_at = ARENA_ARRAY(a, uint32_t, t->n_tokens + 1);
  if (!out->places || !out->place_at) return error_set(error, CASUS_MEMORY, "no memory for the places of the article");
  list_places(&f, out);
  return list_toponyms(&f, a, out, error);
}

/* ---- candidates with reasons */

static place_candidate candidate_of(const finding *f, uint32_t spot, uint32_t k) {
  const place_row *r = &f->spots.candidates[k];
  place_score score = place_chooser_score(f->chooser, spot, k);
  place_candidate c = {.place = place_of(f->table, f->an, &f->spots.spots[spot], r),
                       .feature = kind_names[r->kind],
                       .population = r->population,
                       .score = score.total,
                       .credible = score.credible,
                       .chosen = f->chosen[spot] == k};
  for (int i = 0; i < SCORE_PARTS; i++)
    if (score.parts[i] != 0) c.reasons[c.n_reasons++] = (place_reason){score_part_name((score_part)i), score.parts[i]};
  return c;
}

static int by_score(const void *a, const void *b) {
  const place_candidate *x = a, *y = b;
  if (x->place.first_token != y->place.first_token) return x->place.first_token < y->place.first_token ? -1 : 1;
  if (x->chosen != y->chosen) return x->chosen ? -1 : 1;
  if (x->score != y->score) return x->score > y->score ? -1 : 1;
  return (x->place.geonames > y->place.geonames) - (x->place.geonames < y->place.geonames);
}

static bool is_within(const place_spot *s, span asked) {
  return s->first_token >= asked.begin && s->first_token + s->n_tokens <= asked.end;
}

static casus_status list_candidates(const finding *f, span asked, arena *a, place_candidate **candidates, uint32_t *n,
                                    casus_error *error) {
  uint32_t room = 1, count = 0;
  for (uint32_t i = 0; i < f->spots.n_spots; i++)
    if (is_within(&f->spots.spots[i], asked)) room += f->spots.spots[i].n_candidates;
  place_candidate *list = ARENA_ARRAY(a, place_candidate, room);
  if (!list) return error_set(error, CASUS_MEMORY, "no memory for what a name of a place may mean");
  for (uint32_t i = 0; i < f->spots.n_spots; i++) {
    const place_spot *s = &f->spots.spots[i];
    if (!is_within(s, asked)) continue;
    for (uint32_t k = 0; k < s->n_candidates; k++) list[count++] = candidate_of(f, i, s->first_candidate + k);
  }
  if (count) qsort(list, count, sizeof *list, by_score);
  *candidates = list;
  *n = count;
  return CASUS_OK;
}

casus_status world_where(const world *w, const text *t, const analysis *an, span asked, str article_country, arena *a,
                         place_candidate **candidates, uint32_t *n, casus_error *error) {
  finding f = {.table = w->gazetteer, .t = t, .an = an};
  casus_status status = choose_places(&f, asked, article_country, a, error);
  return status == CASUS_OK ? list_candidates(&f, asked, a, candidates, n, error) : status;
}

bool world_place_of_geonames(const world *w, uint32_t geonames, place *out) {
  place_row row;
  if (!places_of_geonames(w->gazetteer, geonames, &row)) return false;
  *out =
      (place){.name = row.name, .country = row.country, .lat_deg = row.lat_deg, .lon_deg = row.lon_deg, .geonames = row.geonames};
  return true;
}
