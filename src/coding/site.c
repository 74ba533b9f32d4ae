/* Tells from gazetteer, parties, entities and the words around a name whether it is a place. */
#include "coding/site.h"

#include <math.h>

static bool one_of(str w, const char *const *words) {
  for (; *words; words++)
    if (str_equal_fold(w, str_of(*words))) return true;
  return false;
}

bool site_is_kind_of_place(const tree *d, uint32_t tok) {
  static const char *const words[] = {
      "city",       "town",         "village",       "hamlet",   "district",  "province",   "governorate", "county",
      "region",     "state",        "area",          "zone",     "territory", "republic",   "oblast",      "municipality",
      "suburb",     "neighborhood", "neighbourhood", "quarter",  "township",  "borough",    "camp",        "settlement",
      "enclave",    "island",       "peninsula",     "valley",   "mountain",  "mountains",  "hill",        "hills",
      "plain",      "plateau",      "desert",        "forest",   "river",     "lake",       "sea",         "gulf",
      "strait",     "coast",        "border",        "frontier", "crossing",  "checkpoint", "junction",    "highway",
      "road",       "street",       "avenue",        "square",   "airport",   "airbase",    "base",        "port",
      "harbor",     "harbour",      "farm",          "farms",    "orchards",  "outskirts",  "countryside", "capital",
      "resort",     "locality",     "community",     "commune",  "prefecture", "parish",    "pocket",      "front",
      "stronghold", "center",       "centre",        "north",    "south",     "east",       "west",        "heart",
      "edge",       "part",         "side",          "corridor", "perimeter", "vicinity",   "dam",         "bridge",
      "market",     "mosque",       "church",        "hospital", "prison",    "stadium",    "park",        "northeast",
      "northwest",  "southeast",    "southwest",     "quarter",  "axis",      "ghetto",     "slum",        NULL};
  return one_of(tree_lemma(d, tok), words) || one_of(tree_form(d, tok), words);
}

/* ---- names that no table has */

static bool is_capital(str s) {
  if (str_starts(s, STR("\xe2\x80\x98")) || str_starts(s, STR("\xe2\x80\x99"))) s = str_slice(s, 3, s.len);
  if (s.len && s.ptr[0] == '\'') s = str_slice(s, 1, s.len);
  return s.len && (is_ascii_upper((unsigned char)s.ptr[0]) || (unsigned char)s.ptr[0] >= 0xC3);
}

static bool is_joint(str s) {
  static const char *const words[] = {"-", "'", "al", "el", "\xe2\x80\x98", "\xe2\x80\x99", NULL};
  return one_of(s, words) || str_starts(s, STR("al-")) || str_starts(s, STR("el-")) || str_starts(s, STR("-"));
}

static bool is_name(const tree *d, uint32_t tok) {
  str form = tree_form(d, tok);
  uint8_t tag = tree_word(d, tok)->upos;
  return is_capital(form) && (tag == UPOS_PROPN || tag == UPOS_NOUN || tag == UPOS_X);
}

/* The run of capitalised words that ends or begins around the token. */
static void name_run(const tree *d, uint32_t tok, uint32_t *first, uint32_t *n) {
  const sentence *s = &d->t->sentences[tree_sentence(d, tok)];
  uint32_t low = tok, high = tok + 1, end = s->first_token + s->n_tokens;
  while (low > s->first_token && (is_joint(tree_form(d, low - 1)) || (is_name(d, low - 1) && low - 1 > s->first_token))) low--;
  while (high < end && (is_name(d, high) || (is_joint(tree_form(d, high)) && high + 1 < end && is_name(d, high + 1)))) high++;
  *first = low;
  *n = high - low;
}

static const entity *entity_of(const scene *s, uint32_t tok) {
  uint32_t e = s->d.an->words[tok].entity;
  return e ? &s->d.an->entities[e - 1] : NULL;
}

/* The recogniser's word, at the top of the name. */
static bool from_entity(const scene *s, uint32_t tok, site *out) {
  const entity *e = entity_of(s, tok);
  if (!e || !entity_is_place(e->kind) || !is_name(&s->d, tok)) return false;
  uint32_t head = tree_head(&s->d, tok);
  if (head != NO_TOKEN && head >= e->first_token && head < e->first_token + e->n_tokens) return false;
  *out = (site){SITE_UNKNOWN, 0, e->first_token, e->n_tokens};
  return true;
}

static bool is_somebody(const scene *s, uint32_t tok) {
  const entity *e = entity_of(s, tok);
  return s->r->m->moment_at[tok] || (e && e->kind != ENTITY_PLACE && e->kind != ENTITY_FACILITY && e->kind != ENTITY_PERSON);
}

/* "the village of X", "X district". */
static bool is_introduced(const scene *s, uint32_t tok) {
  const tree *d = &s->d;
  uint32_t head = tree_head(d, tok);
  if (head == NO_TOKEN || !site_is_kind_of_place(d, head)) return false;
  relation r = tree_rel(d, tok);
  return (r == REL_NMOD && tree_has_case(d, tok, STR("of"))) || r == REL_COMPOUND || r == REL_APPOS || r == REL_NMOD_UNMARKED ||
         r == REL_NMOD_DESC || r == REL_FLAT;
}

static bool behind_locative(const tree *d, uint32_t tok) {
  static const char *const words[] = {"in", "near", "at", "inside", "outside", "around", NULL};
  uint32_t c = tree_case(d, tok);
  relation r = tree_rel(d, tok);
  return c != NO_TOKEN && (r == REL_OBL || r == REL_NMOD) && one_of(tree_form(d, c), words);
}

static bool from_words(const scene *s, uint32_t tok, site *out) {
  const tree *d = &s->d;
  if (!is_name(d, tok) || tree_word(d, tok)->upos != UPOS_PROPN || is_somebody(s, tok)) return false;
  bool person = entity_of(s, tok) && entity_of(s, tok)->kind == ENTITY_PERSON;
  if (!is_introduced(s, tok) && (person || !behind_locative(d, tok))) return false;
  *out = (site){.kind = SITE_UNKNOWN};
  name_run(d, tok, &out->first_token, &out->n_tokens);
  return true;
}

/* ---- the door */

static bool from_country(const scene *s, uint32_t tok, site *out) {
  uint32_t at = scene_party(s, tok);
  const party *p = at == UINT32_MAX ? NULL : &s->r->m->parties[at];
  if (!p || p->kind != PARTY_COUNTRY || str_empty(p->name) || str_empty(p->country)) return false;
  *out = (site){SITE_COUNTRY, at, p->first_token, p->n_tokens};
  return true;
}

bool site_at(const scene *s, uint32_t tok, site *out) {
  uint32_t at = s->r->m->place_at[tok];
  if (!at) return from_country(s, tok, out) || from_entity(s, tok, out) || from_words(s, tok, out);
  const place *p = &s->r->m->places[at - 1];
  *out = (site){SITE_PLACE, at - 1, p->first_token, p->n_tokens};
  return true;
}

static casus_place record_of_country(const party *p) {
  return (casus_place){.name = p->name, .country = p->country, .lat_deg = NAN, .lon_deg = NAN};
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

static casus_place record_of_unknown(const scene *s, const site *at, const site *near) {
  span b = bytes_of(s, at);
  casus_place found = {.name = str_slice(s->d.t->bytes, b.begin, b.end), .lat_deg = NAN, .lon_deg = NAN};
  if (!near) return found;
  found.country = near->kind == SITE_PLACE ? s->r->m->places[near->index].country : s->r->m->parties[near->index].country;
  if (near->kind == SITE_PLACE) found.admin1 = s->r->m->places[near->index].admin1;
  return found;
}

casus_place site_record(const scene *s, const site *at, const site *near) {
  casus_place p = at->kind == SITE_PLACE     ? record_of_place(&s->r->m->places[at->index])
                  : at->kind == SITE_COUNTRY ? record_of_country(&s->r->m->parties[at->index])
                                             : record_of_unknown(s, at, near);
  p.span = bytes_of(s, at);
  return p;
}
