/* The door of the world: opens the tables, resolves a document. */
#include "world/world.h"

#include <stdlib.h>

#include "world/antecedents.h"
#include "world/facts_image.h"
#include "world/moments.h"
#include "world/places.h"

enum { STORE_BYTES_MAX = 1 << 28 };

static const casus_date default_today = {2026, 1, 1};

static casus_status open_tables(world *w, const world_options *options, casus_error *error) {
  w->store = arena_new(STORE_BYTES_MAX);
  if (!w->store) return error_set(error, CASUS_MEMORY, "no memory for the world's tables");
  w->today_date = options->today.year ? options->today : default_today;
  w->today = day_of(w->today_date);
  w->antecedent_weights = antecedent_weights;
  casus_status status = facts_load(w, options, error);
  if (status == CASUS_OK)
    status = places_open(options->data_dir, options->place_files, options->n_place_files, &w->gazetteer, error);
  return status;
}

casus_status world_open(const world_options *options, world **out, casus_error *error) {
  static const world_options plain = {0};
  world *w = calloc(1, sizeof *w);
  if (!w) return error_set(error, CASUS_MEMORY, "no memory for the world's tables");
  casus_status status = open_tables(w, options ? options : &plain, error);
  if (status == CASUS_OK) *out = w;
  else world_close(w);
  return status;
}

void world_close(world *w) {
  if (!w) return;
  places_close(w->gazetteer);
  names_free(&w->names);
  for (uint32_t i = 0; i < w->n_files; i++)
    if (w->files[i].bytes.ptr) file_unmap(&w->files[i]);
  if (w->store) arena_free(w->store);
  free(w);
}

casus_status world_pack_actors(const char *data_dir, buffer *out, casus_error *error) {
  world_options options = {.data_dir = data_dir};
  world *w;
  casus_status status = world_open(&options, &w, error);
  if (status != CASUS_OK) return status;
  status = facts_image_pack(w, out, error);
  world_close(w);
  return status;
}

void world_set_antecedents(world *w, const int16_t *weights) { w->antecedent_weights = weights; }

str world_country_name(const world *w, str iso3) {
  uint32_t i = country_index(w, iso3);
  return i == NO_COUNTRY ? (str){0} : country_at(w, i)->name;
}

/* ---- one document */

static casus_status find_moments(resolver *r, casus_date on, casus_error *error) {
  moment_search wanted = {.on = on, .country = r->out->country};
  return moments_find(r->t, r->an, &wanted, r->a, &r->out->moments, &r->out->n_moments, &r->out->moment_at, error);
}

static casus_status find_places(resolver *r, casus_error *error) {
  return places_find(r->w->gazetteer, r->t, r->an, r->a, r->out, error);
}

static bool hash_words(resolver *r) {
  r->words = ARENA_ARRAY(r->a, uint64_t, r->t->n_tokens);
  if (!r->words) return false;
  for (uint32_t i = 0; i < r->t->n_tokens; i++) {
    uint8_t tag = word_of(r, i)->upos;
    str lemma = word_of(r, i)->lemma;
    bool one = tag == UPOS_PROPN && word_of(r, i)->xpos != XPOS_NNPS; /* "Hindus" are many a Hindu */
    bool use_form = one || tag == UPOS_ADJ || str_empty(lemma);
    str hashed = use_form ? form_of(r, i) : lemma;
    if (opens_with_ex(hashed)) hashed = str_slice(hashed, 3, hashed.len);
    r->words[i] = word_hash(&r->w->names, hashed);
  }
  return true;
}

static bool prepare(resolver *r) {
  r->match_at = ARENA_ARRAY(r->a, uint32_t, r->t->n_tokens);
  r->out->party_at = ARENA_ARRAY(r->a, uint32_t, r->t->n_tokens);
  r->latent_at = ARENA_ARRAY(r->a, uint32_t, r->t->n_tokens);
  return r->match_at && r->out->party_at && r->latent_at && build_trees(r) && hash_words(r) && scan_names(r);
}

static void resolve_sentence(resolver *r, uint32_t s) {
  r->sentence = s;
  r->first = r->t->sentences[s].first_token;
  r->last = r->first + r->t->sentences[s].n_tokens;
  r->first_party = r->out->n_parties;
  r->n_extra = 0;
  resolve_phrases(r);
  tie_within_sentence(r);
  note_latent(r);
  resolve_references(r);
  fill_countries(r);
  remember_sentence(r);
}

static bool note_places(resolver *r) {
  r->place_over = ARENA_ARRAY(r->a, uint32_t, r->t->n_tokens ? r->t->n_tokens : 1);
  for (uint32_t k = 0; r->place_over && k < r->out->n_places; k++)
    for (uint32_t i = 0; i < r->out->places[k].n_tokens; i++) r->place_over[r->out->places[k].first_token + i] = k + 1;
  return r->place_over != NULL;
}

/* Drops what was taken into other mentions and puts the rest in the order of their heads. */
static bool compact(resolver *r) {
  mentions *m = r->out;
  party *kept = ARENA_ARRAY(r->a, party, m->n_parties ? m->n_parties : 1);
  uint32_t *now = ARENA_ARRAY(r->a, uint32_t, m->n_parties + 1);
  uint32_t n = 0;
  if (!kept || !now) return false;
  for (uint32_t i = 0; i < r->t->n_tokens; i++)
    for (uint32_t at = m->party_at[i]; at && !now[at]; at = m->parties[at - 1].also) kept[n] = m->parties[at - 1], now[at] = ++n;
  for (uint32_t i = 0; i < r->t->n_tokens; i++) m->party_at[i] = now[m->party_at[i]];
  for (uint32_t k = 0; k < n; k++) {
    kept[k].antecedent = now[kept[k].antecedent];
    kept[k].also = now[kept[k].also];
  }
  for (uint32_t k = 0; r->choices && k < r->choices->n_candidates; k++)
    r->choices->candidates[k].party = now[r->choices->candidates[k].party];
  m->parties = kept;
  m->n_parties = n;
  return true;
}

static casus_status resolve_document(resolver *r, casus_date on, casus_error *error) {
  if (!prepare(r)) return error_set(error, CASUS_MEMORY, "no memory to resolve the parties of a document");
  r->out->country = main_country(r, r->out);
  casus_status status = find_moments(r, on, error);
  if (status != CASUS_OK) return status;
  status = find_places(r, error);
  if (status != CASUS_OK) return status;
  if (!note_places(r)) return error_set(error, CASUS_MEMORY, "no memory to resolve the parties of a document");
  r->out->country = main_country(r, r->out);
  note_unknown_nations(r);
  for (uint32_t s = 0; s < r->t->n_sentences; s++) resolve_sentence(r, s);
  if (r->failed || !compact(r)) return error_set(error, CASUS_MEMORY, "no memory to resolve the parties of a document");
  return CASUS_OK;
}

casus_status world_resolve_watched(const world *w, const text *t, const analysis *an, casus_date on, arena *a, mentions *out,
                                   world_choices *choices, casus_error *error) {
  mentions found = {0};
  resolver *r = arena_alloc(a, 1, sizeof *r);
  if (!r) return error_set(error, CASUS_MEMORY, "no memory to resolve the parties of a document");
  *r = (resolver){.w = w, .t = t, .an = an, .a = a, .out = &found, .day = on.year ? day_of(on) : w->today};
  r->choices = choices;
  casus_status status = resolve_document(r, on, error);
  if (status == CASUS_OK) *out = found;
  return status;
}

casus_status world_resolve(const world *w, const text *t, const analysis *an, casus_date on, arena *a, mentions *out,
                           casus_error *error) {
  return world_resolve_watched(w, t, an, on, a, out, NULL, error);
}
