/* Where the place that a phrase names is, what else of that name there is, and why. */
#include "world/lookup_parts.h"

enum { CANDIDATES_SHOWN = 10 };

typedef struct {
  const lookup *l;
  const casus_phrase *ask;
  phrase_reading in;
  const place_candidate *found;
  uint32_t n_found;
  reasons why;
} search;

static casus_place record_of(const search *s, const place *p) {
  return (casus_place){.name = p->name,
                       .country = p->country,
                       .admin1 = p->admin1,
                       .lat_deg = p->lat_deg,
                       .lon_deg = p->lon_deg,
                       .geonames = p->geonames,
                       .span = lookup_span(&s->in, p->first_token, p->n_tokens)};
}

/* ---- names: each has a run of candidates */

static uint32_t run_end(const search *s, uint32_t begin) {
  uint32_t end = begin;
  while (end < s->n_found && s->found[end].place.first_token == s->found[begin].place.first_token) end++;
  return end;
}

static uint32_t depth_of(const search *s, uint32_t i) {
  enum { CLIMB_MAX = 64 };
  uint32_t depth = 0;
  while (depth < CLIMB_MAX && s->in.an.words[i].head != NO_TOKEN) i = s->in.an.words[i].head, depth++;
  return depth;
}

/* The name at the top of the phrase is the one it is about: "Paris" of "Paris, Texas" and of "Texas's Paris". */
static uint32_t main_run(const search *s) {
  uint32_t best = 0;
  for (uint32_t i = 0; i < s->n_found; i = run_end(s, i))
    if (depth_of(s, s->found[i].place.head) < depth_of(s, s->found[best].place.head)) best = i;
  return best;
}

static casus_place_candidate candidate_of(const search *s, const place_candidate *c, bool taken) {
  casus_place_candidate out = {
      .place = record_of(s, &c->place), .feature = c->feature, .population = c->population, .score = c->score, .taken = taken};
  for (; out.n_parts < c->n_reasons && out.n_parts < CASUS_PLACE_PARTS_MAX; out.n_parts++) {
    out.parts[out.n_parts].what = c->reasons[out.n_parts].what;
    out.parts[out.n_parts].points = c->reasons[out.n_parts].points;
  }
  return out;
}

/* ---- reasons */

static void explain_choice(search *s, uint32_t begin, uint32_t end) {
  const place_candidate *best = &s->found[begin];
  str words = lookup_words(&s->in, best->place.first_token, best->place.n_tokens);
  reason_add(&s->why, "words", "\"%.*s\" is the name of %u %s in the gazetteer", STR_ARG(words), end - begin,
             end - begin == 1 ? "place" : "places");
  str admin1 = str_equal(best->place.admin1, best->place.name) ? (str){0} : best->place.admin1; /* a division is not in itself */
  reason_add(&s->why, "place", "%.*s%s%.*s%s%.*s, %s%s", STR_ARG(best->place.name), admin1.len ? ", " : "", STR_ARG(admin1),
             best->place.country.len ? ", " : "", STR_ARG(best->place.country), best->feature,
             end - begin == 1 ? "" : ": its points are the most");
  if (!best->chosen) reason_add(&s->why, "place", "in an article the words alone would hardly be taken for a place");
}

static void explain_party(search *s, const casus_actor *a) {
  reason_add(&s->why, "actor", "the words are also used for %.*s: see casus who", STR_ARG(a->code));
}

static void explain_nothing(search *s) {
  if (s->in.n_words) reason_add(&s->why, "words", "the gazetteer has no place of this name");
  else reason_add(&s->why, "words", "the phrase has no words");
}

/* ---- the answer */

/* The government, country or body that the same words name. */
static casus_status find_party(const lookup *l, const casus_phrase *ask, const casus_actor **found, casus_error *error) {
  phrase_reading in;
  casus_status status = lookup_read(l, ask, &in, error);
  if (status != CASUS_OK || in.n_parties != 1) return status;
  const party *p = &in.m.parties[in.parties[0]];
  if (p->kind != PARTY_COUNTRY && p->kind != PARTY_SEAT && p->kind != PARTY_GROUP) return CASUS_OK;
  casus_actor *a = ARENA_ARRAY(l->a, casus_actor, 1);
  if (!a) return error_set(error, CASUS_MEMORY, "no memory to look a place up");
  span s = lookup_span(&in, p->first_token, p->n_tokens);
  *a = (casus_actor){.code = p->code,
                     .country = p->country,
                     .sector = p->sector,
                     .name = p->name,
                     .office = p->office,
                     .text = lookup_text(ask, &in, s),
                     .span = s};
  *found = a;
  return CASUS_OK;
}

/* "Tripoli, Lebanon" is not whom "Tripoli" stands for; a body above the states has no country to compare. */
static bool is_party_there(const search *s, const casus_actor *a, uint32_t begin) {
  return str_empty(a->country) || !s->n_found || str_equal(a->country, s->found[begin].place.country);
}

static uint32_t list_others(const search *s, uint32_t main, casus_place *others) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < s->n_found; i = run_end(s, i))
    if (i != main && s->found[i].chosen) others[n++] = record_of(s, &s->found[i].place);
  return n;
}

static casus_status answer(search *s, casus_where_answer *out, casus_error *error) {
  uint32_t begin = s->n_found ? main_run(s) : 0, end = s->n_found ? run_end(s, begin) : 0;
  uint32_t shown = end - begin < CANDIDATES_SHOWN ? end - begin : CANDIDATES_SHOWN;
  casus_place_candidate *candidates = ARENA_ARRAY(s->l->a, casus_place_candidate, shown + 1);
  casus_place *others = ARENA_ARRAY(s->l->a, casus_place, s->n_found + 1);
  if (!candidates || !others) return error_set(error, CASUS_MEMORY, "no memory to look a place up");
  for (uint32_t i = 0; i < shown; i++) candidates[i] = candidate_of(s, &s->found[begin + i], i == 0);
  if (shown) explain_choice(s, begin, end);
  else explain_nothing(s);
  if (out->party && !is_party_there(s, out->party, begin)) out->party = NULL;
  if (out->party) explain_party(s, out->party);
  if (s->why.failed) return error_set(error, CASUS_MEMORY, "no memory to look a place up");
  out->place = shown ? &candidates[0].place : NULL;
  out->candidates = candidates, out->n_candidates = shown;
  out->others = others, out->n_others = list_others(s, begin, others);
  out->reasons = s->why.items, out->n_reasons = s->why.n;
  out->in_context = s->in.in_context;
  return CASUS_OK;
}

casus_status lookup_where(const lookup *l, const casus_phrase *ask, casus_where_answer *out, casus_error *error) {
  search s = {.l = l, .ask = ask, .why = {.l = l}};
  casus_where_answer made = {0};
  place_candidate *found = NULL;
  casus_status status = find_party(l, ask, &made.party, error);
  if (status == CASUS_OK) status = lookup_read_plain(l, ask, &s.in, error);
  if (status != CASUS_OK) return status;
  reason_reading(&s.why, &s.in);
  span asked = {s.in.first, s.in.end};
  str country = str_empty(ask->context) ? (str){0} : s.in.m.country; /* a bare name must not speak for itself */
  status = world_where(l->w, &s.in.t, &s.in.an, asked, country, l->a, &found, &s.n_found, error);
  s.found = found;
  if (status == CASUS_OK) status = answer(&s, &made, error);
  if (status == CASUS_OK) *out = made;
  return status;
}
