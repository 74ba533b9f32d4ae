/* The places and all toponyms of a document, from the names that place_spots.c finds and the choice of place_choice.c; and the
 * candidates of a name with their reasons, for those who ask. */
#include <stdlib.h>

#include "world/places.h"
#include "world/resolve.h"

static const char *const kind_names[] = {
    [PLACE_TOWN] = "town",         [PLACE_SEAT] = "seat of a division", [PLACE_CAPITAL] = "capital",
    [PLACE_DIVISION] = "division", [PLACE_REGION] = "region",           [PLACE_WATER] = "water",
    [PLACE_COUNTRY] = "country"};

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

casus_status places_find(const places *p, const text *t, const analysis *an, str article_country, arena *a, place **found,
                         uint32_t *n, uint32_t **place_at, casus_error *error) {
  finding f = {.table = p, .t = t, .an = an};
  casus_status status = choose_places(&f, (span){0}, article_country, a, error);
  if (status != CASUS_OK) return status;
  place *list = ARENA_ARRAY(a, place, f.spots.n_spots + 1);
  uint32_t *at = ARENA_ARRAY(a, uint32_t, t->n_tokens + 1);
  if (!list || !at) return error_set(error, CASUS_MEMORY, "no memory for the places of the article");
  uint32_t count = 0;
  for (uint32_t i = 0; i < f.spots.n_spots; i++) {
    if (f.chosen[i] == NO_TOKEN || f.spots.candidates[f.chosen[i]].kind == PLACE_COUNTRY) continue;
    list[count] = place_of(p, an, &f.spots.spots[i], &f.spots.candidates[f.chosen[i]]);
    at[list[count].head] = count + 1;
    count++;
  }
  *found = list;
  *n = count;
  *place_at = at;
  return CASUS_OK;
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
