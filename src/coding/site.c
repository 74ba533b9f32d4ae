/* Tells from gazetteer, countries and the words around a name whether it is a place, and makes its record. */
#include "coding/site.h"

#include <math.h>

/* ---- words */

static bool in_class(const scene *s, str w, where_class k) {
  char lower[32];
  if (w.len > sizeof lower) return false;
  for (size_t i = 0; i < w.len; i++) lower[i] = to_ascii_lower(w.ptr[i]);
  return lexicon_in_class(s->l, (str){lower, w.len}, s->where->ids[k]);
}

bool site_word_is(const scene *s, uint32_t tok, where_class k) {
  return in_class(s, tree_lemma(&s->d, tok), k) || in_class(s, tree_form(&s->d, tok), k);
}

bool site_is_kind_of_place(const scene *s, uint32_t tok) {
  return site_word_is(s, tok, WHERE_GROUND) || site_word_is(s, tok, WHERE_STRUCTURE);
}

bool site_is_place_noun(const scene *s, uint32_t tok) {
  return site_is_kind_of_place(s, tok) || site_word_is(s, tok, WHERE_HOME);
}

bool site_is_entity(const scene *s, uint32_t tok, entity_kind kind) {
  uint32_t e = s->d.an->words[tok].entity;
  return e && s->d.an->entities[e - 1].kind == kind;
}

/* ---- what is no place */

static const party *party_of(const scene *s, uint32_t tok) {
  uint32_t at = scene_party(s, tok);
  return at == UINT32_MAX ? NULL : &s->r->m->parties[at];
}

static bool covers(const party *p, uint32_t tok) { return p->first_token <= tok && tok < p->first_token + p->n_tokens; }

bool site_is_known_party(const scene *s, uint32_t tok) {
  static const char *const sectors[] = {"GOV", "MIL", "COP", "SPY", "REB", "UAF", "PTY", "OPP", "LEG", "JUD", "IGO"};
  const party *p = party_of(s, tok);
  if (!p) return false;
  if (p->kind == PARTY_COUNTRY) return true;
  if (p->kind == PARTY_PERSON) return str_starts(p->source, STR("people.tsv"));
  if (p->kind != PARTY_GROUP) return false;
  for (size_t i = 0; i < sizeof sectors / sizeof *sectors; i++)
    if (str_is(p->sector, sectors[i])) return true;
  return str_starts(p->source, STR("groups.tsv"));
}

/* Do the token and the one above it belong to one name of a body that is known? */
static bool is_in_body_name(const scene *s, uint32_t tok, uint32_t head) {
  uint32_t e = s->d.an->words[tok].entity;
  return e && head != NO_TOKEN && s->d.an->words[head].entity == e && s->d.an->entities[e - 1].kind == ENTITY_ORGANISATION &&
         site_is_known_party(s, head);
}

/* "the Islamic State of [Iraq]", "the State of [Israel]", "[Kano] Governor Y". */
static bool is_inside_party(const scene *s, uint32_t tok) {
  enum { STEPS = 4 };
  uint32_t i = tree_head(&s->d, tok);
  if (is_in_body_name(s, tok, i)) return true;
  for (int n = 0; n < STEPS && i != NO_TOKEN; n++, i = tree_head(&s->d, i)) {
    const party *p = party_of(s, i);
    if (!p || !covers(p, tok)) continue;
    if (p->kind == PARTY_COUNTRY || p->kind == PARTY_PERSON) return true;
    if (p->kind == PARTY_GROUP) return str_starts(p->source, STR("groups.tsv"));
  }
  return false;
}

/* ---- the door */

static bool from_country(const scene *s, uint32_t tok, site *out) {
  const party *p = party_of(s, tok);
  if (!p || p->kind != PARTY_COUNTRY || str_empty(p->name) || str_empty(p->country)) return false;
  *out = (site){SITE_COUNTRY, scene_party(s, tok), p->first_token, p->n_tokens};
  return true;
}

bool site_at(const scene *s, uint32_t tok, site *out) {
  uint32_t at = s->r->m->place_at[tok];
  if (is_inside_party(s, tok)) return false;
  if (!at) return from_country(s, tok, out) || site_unknown_at(s, tok, out);
  const place *p = &s->r->m->places[at - 1];
  *out = (site){SITE_PLACE, at - 1, p->first_token, p->n_tokens};
  return true;
}

/* ---- records */

/* The name of the country in these tokens as a point on the map, or NULL. Toponyms stand in order. */
static const place *country_on_map(const mentions *m, uint32_t first, uint32_t end) {
  uint32_t low = 0, high = m->n_toponyms;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (m->toponyms[middle].place.first_token < first) low = middle + 1;
    else high = middle;
  }
  for (; low < m->n_toponyms && m->toponyms[low].place.first_token < end; low++)
    if (m->toponyms[low].role == TOPONYM_COUNTRY && m->toponyms[low].located) return &m->toponyms[low].place;
  return NULL;
}

static casus_place record_of_country(const scene *s, const party *p) {
  casus_place record = {.name = p->name, .country = p->country, .lat_deg = NAN, .lon_deg = NAN};
  const place *at = country_on_map(s->r->m, p->first_token, p->first_token + p->n_tokens);
  if (!at || !str_equal(at->country, p->country)) return record;
  record.lat_deg = at->lat_deg;
  record.lon_deg = at->lon_deg;
  record.geonames = at->geonames;
  return record;
}

static casus_place record_of_place(const place *p) {
  return (casus_place){.name = p->name,
                       .country = p->country,
                       .admin1 = p->admin1,
                       .lat_deg = p->lat_deg,
                       .lon_deg = p->lon_deg,
                       .geonames = p->geonames};
}

static span bytes_of(const scene *s, const site *at) {
  const token *tokens = s->d.t->tokens;
  return (span){tokens[at->first_token].begin, tokens[at->first_token + at->n_tokens - 1].end};
}

/* Does the place at `i` say where the name before it is: "X in Y", "X, Y province"? No verb and no other name stands between. */
static bool says_where(const scene *s, uint32_t end, uint32_t i) {
  static const char *const links[] = {"in", "of", ",", "near", "(", "outside", "south", "north", "east", "west"};
  bool linked = false;
  for (uint32_t k = end; k < i; k++) {
    if (tree_is_verb(&s->d, k) || tree_word(&s->d, k)->upos == UPOS_CCONJ) return false;
    for (size_t n = 0; n < sizeof links / sizeof *links; n++) linked = linked || tree_form_is(&s->d, k, links[n]);
  }
  return linked;
}

/* The known place that a name without a row lies in, as the text says it right behind. */
static bool find_around(const scene *s, const site *at, site *found) {
  enum { REACH = 10 };
  const sentence *in = &s->d.t->sentences[tree_sentence(&s->d, at->first_token)];
  uint32_t end = at->first_token + at->n_tokens, stop = in->first_token + in->n_tokens;
  if (stop - end > REACH) stop = end + REACH;
  for (uint32_t i = end; i < stop; i++) {
    if (!s->r->m->place_at[i] && !party_of(s, i)) continue;
    if (site_at(s, i, found) && found->kind != SITE_UNKNOWN) return says_where(s, end, found->first_token);
  }
  return false;
}

static casus_place record_of_unknown(const scene *s, const site *at) {
  span b = bytes_of(s, at);
  casus_place found = {.name = str_slice(s->d.t->bytes, b.begin, b.end), .lat_deg = NAN, .lon_deg = NAN};
  site around;
  if (!find_around(s, at, &around)) return found;
  if (around.kind == SITE_COUNTRY) found.country = s->r->m->parties[around.index].country;
  else {
    found.country = s->r->m->places[around.index].country;
    found.admin1 = s->r->m->places[around.index].admin1;
  }
  return found;
}

casus_place site_record(const scene *s, const site *at) {
  casus_place p = at->kind == SITE_PLACE     ? record_of_place(&s->r->m->places[at->index])
                  : at->kind == SITE_COUNTRY ? record_of_country(s, &s->r->m->parties[at->index])
                                             : record_of_unknown(s, at);
  p.span = bytes_of(s, at);
  return p;
}
