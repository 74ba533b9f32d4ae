/* Tells from gazetteer, parties, entities and the words around a name whether it is a place. */
#include "coding/site.h"

#include <math.h>

static bool one_of(str w, const char *const *words) {
  for (; *words; words++)
    if (str_equal_fold(w, str_of(*words))) return true;
  return false;
}

/* Where "of" names the place itself: "the city of X", "the outskirts of X". */
static bool is_ground(const tree *d, uint32_t tok) {
  static const char *const words[] = {
      "city",      "town",      "village",      "hamlet",    "district",     "province",      "governorate", "county",    "region",
      "state",     "area",      "zone",         "territory", "republic",     "oblast",        "municipality", "suburb",   "neighborhood",
      "neighbourhood", "quarter", "township",   "borough",   "camp",         "settlement",    "enclave",     "island",    "peninsula",
      "valley",    "mountain",  "mountains",    "hill",      "hills",        "plain",         "plateau",     "desert",    "forest",
      "river",     "lake",      "sea",          "gulf",      "strait",       "coast",         "border",      "frontier",  "bank",
      "port",      "harbor",    "harbour",      "farm",      "farms",        "orchards",      "outskirts",   "outskirt",  "countryside",
      "capital",   "resort",    "locality",     "commune",   "prefecture",   "parish",        "pocket",      "stronghold", "hilltop",
      "center",    "centre",    "north",        "south",     "east",         "west",          "heart",       "edge",      "part",
      "side",      "corridor",  "perimeter",    "vicinity",  "northeast",    "northwest",     "southeast",   "southwest", "axis",
      "slum", "colony", "bazaar", "colony", "bazaar", "constituency", "kilometer", "kilometre", "km",           "mile",          "street",      NULL};
  return one_of(tree_lemma(d, tok), words) || one_of(tree_form(d, tok), words);
}

/* Where a name before it is its place: "X airport". */
static bool is_structure(const tree *d, uint32_t tok) {
  static const char *const words[] = {
      "crossing", "checkpoint", "junction", "highway", "road",     "avenue",     "square",     "airport",   "airbase", "base",   "bridge",
      "dam",      "market",     "mosque",   "church",  "hospital", "prison",     "stadium",    "park",      "station", "headquarters",
      "complex",  "roundabout", "shrine",   "school",  "college",  "university", "compound",   "community", NULL};
  return one_of(tree_lemma(d, tok), words) || one_of(tree_form(d, tok), words);
}

bool site_is_kind_of_place(const tree *d, uint32_t tok) { return is_ground(d, tok) || is_structure(d, tok); }

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
  uint8_t tag = tree_word(d, tok)->upos;
  return is_capital(tree_form(d, tok)) && (tag == UPOS_PROPN || tag == UPOS_NOUN || tag == UPOS_ADJ || tag == UPOS_X);
}

/* The run of capitalised words around the token, with the joints between them. */
static void name_run(const tree *d, uint32_t tok, uint32_t *first, uint32_t *n) {
  const sentence *s = &d->t->sentences[tree_sentence(d, tok)];
  uint32_t low = tok, high = tok + 1, end = s->first_token + s->n_tokens;
  while (low > s->first_token && (is_joint(tree_form(d, low - 1)) || is_name(d, low - 1))) low--;
  while (low < tok && is_joint(tree_form(d, low)) && !is_name(d, low + 1)) low++;
  while (high < end && (is_name(d, high) || (is_joint(tree_form(d, high)) && high + 1 < end && is_name(d, high + 1)))) high++;
  *first = low;
  *n = high - low;
}

static const entity *entity_of(const scene *s, uint32_t tok) {
  uint32_t e = s->d.an->words[tok].entity;
  return e ? &s->d.an->entities[e - 1] : NULL;
}

/* A party that a table knows by this name, or a force or body of state. Other people and bodies are so to the recogniser only. */
static bool is_known_party(const scene *s, uint32_t tok) {
  static const char *const sectors[] = {"GOV", "MIL", "COP", "SPY", "REB", "UAF", "PTY", "OPP", "LEG", "JUD", "IGO", NULL};
  uint32_t at = scene_party(s, tok);
  if (at == UINT32_MAX) return false;
  const party *p = &s->r->m->parties[at];
  if (p->kind == PARTY_COUNTRY) return true;
  if (p->kind == PARTY_PERSON) return str_starts(p->source, STR("people.tsv"));
  return p->kind == PARTY_GROUP && (str_starts(p->source, STR("groups.tsv")) || one_of(p->sector, sectors));
}

static bool is_covered(const entity *e, uint32_t tok) { return e->first_token <= tok && tok < e->first_token + e->n_tokens; }

/* Does the name of a body or a country hold the token: "the Islamic State of [Iraq]", "the State of [Israel]"? */
static bool is_inside_body(const scene *s, uint32_t tok) {
  const entity *e = entity_of(s, tok);
  uint32_t i = tree_head(&s->d, tok);
  if (e && e->kind == ENTITY_ORGANISATION && i != NO_TOKEN && is_covered(e, i) && is_known_party(s, i)) return true;
  for (int n = 0; n < 4 && i != NO_TOKEN; n++, i = tree_head(&s->d, i)) {
    uint32_t at = scene_party(s, i);
    const party *p = at == UINT32_MAX ? NULL : &s->r->m->parties[at];
    if (p && p->kind == PARTY_COUNTRY && p->first_token <= tok && tok < p->first_token + p->n_tokens) return true;
    if (p && p->kind == PARTY_GROUP && p->first_token <= tok && tok < p->first_token + p->n_tokens)
      return str_starts(p->source, STR("groups.tsv"));
  }
  return false;
}

/* "the Pride Parade", "the Vietnam War": no place, though one stands in it. */
bool site_is_occasion(const tree *d, uint32_t tok) {
  static const char *const words[] = {"parade", "war", "festival", "conference", "games", "cup", "summit", "day", "operation",
                                      "championship", "revolution", "uprising", "offensive", "league", "award", NULL};
  return one_of(tree_form(d, tok), words);
}

/* No place, whatever stands before it. */
static bool is_other(const scene *s, uint32_t tok) {
  const entity *e = entity_of(s, tok);
  uint32_t at = scene_party(s, tok);
  uint8_t kind = at == UINT32_MAX ? 0 : s->r->m->parties[at].kind;
  return s->r->m->moment_at[tok] || kind == PARTY_AGENT || kind == PARTY_PRONOUN ||
         (e && (e->kind == ENTITY_DATE || e->kind == ENTITY_EVENT || e->kind == ENTITY_GROUP));
}

/* The recogniser's word, at the top of the name. */
static bool is_place_entity(const scene *s, uint32_t tok, site *out) {
  const entity *e = entity_of(s, tok);
  if (!e || !entity_is_place(e->kind)) return false;
  uint32_t head = tree_head(&s->d, tok);
  if (head != NO_TOKEN && head >= e->first_token && head < e->first_token + e->n_tokens) return false;
  *out = (site){SITE_UNKNOWN, 0, e->first_token, e->n_tokens};
  return true;
}

/* What the recogniser takes the name for, where not for a place. */
static bool is_taken_for(const scene *s, uint32_t tok, entity_kind kind) {
  const entity *e = entity_of(s, tok);
  return e && e->kind == kind;
}

bool site_is_place_noun(const tree *d, uint32_t tok) {
  static const char *const homes[] = {"apartment", "residence", "house", "home", "bungalow", "hotel", "restaurant", "cafe", "shop", "store", "mall", "theater", "theatre", "court",
 "jail", "building", "neighbourhood", "embassy", "consulate", "garden", "shelter", "club", "bank", "resident", "villager",
                                      "inhabitant", "people", NULL};
  return site_is_kind_of_place(d, tok) || one_of(tree_lemma(d, tok), homes);
}

static bool is_part_of_name(relation r) {
  return r == REL_COMPOUND || r == REL_APPOS || r == REL_NMOD_UNMARKED || r == REL_NMOD_DESC || r == REL_FLAT;
}

static bool is_behind(const tree *d, uint32_t tok, const char *const *words) {
  uint32_t c = tree_case(d, tok);
  relation r = tree_rel(d, tok);
  return c != NO_TOKEN && (r == REL_OBL || r == REL_NMOD) && one_of(tree_form(d, c), words);
}

/* "the village of X", "X district", "villages like X", "a village called X". */
static bool is_introduced(const scene *s, uint32_t tok) {
  static const char *const links[] = {"of", "like", "including", "namely", NULL};
  static const char *const owned[] = {"headquarters", "office", "checkpoint", "base", "stronghold", "embassy", "bank", NULL};
  static const char *const naming[] = {"call", "name", "know", NULL};
  const tree *d = &s->d;
  uint32_t head = tree_head(d, tok);
  if (head == NO_TOKEN) return false;
  if (tree_rel(d, tok) == REL_APPOS && (is_taken_for(s, tok, ENTITY_PERSON) || is_taken_for(s, tok, ENTITY_ORGANISATION))) return false;
  if (is_part_of_name(tree_rel(d, tok)) && tree_rel(d, tok) != REL_APPOS && is_name(d, head)) return false; /* "[West] Bank" */
  if (one_of(tree_lemma(d, head), owned) && is_taken_for(s, tok, ENTITY_ORGANISATION)) return false; /* "the Fatah office" */
  if (site_is_place_noun(d, head)) return is_part_of_name(tree_rel(d, tok)) || (is_behind(d, tok, links) && !is_structure(d, head));
  return tree_rel(d, head) == REL_ACL && one_of(tree_lemma(d, head), naming) && tree_head(d, head) != NO_TOKEN &&
         site_is_kind_of_place(d, tree_head(d, head));
}

/* "Z Farms", "Biju Hill", "Jabal Thardeh", "Mount X": a word for a kind of place is part of the name. */
static bool is_topographic(const tree *d, uint32_t tok) {
  static const char *const elements[] = {
      "jabal", "jebel", "tal", "tall",    "tel",   "deir",  "dayr",  "kafr",    "kfar", "khirbet", "khirbat", "beit", "bayt",
      "wadi",  "ayn",   "ain", "khan",    "ras",   "marj",  "nahr",  "qasr",    "bab",  "burj",    "mount",   "mt.",  "lake",
      "fort",  "cape",  "umm", "dahiyat", "shatt", "qalat", "route", "highway", "hill", "point",   NULL};
  static const char *const kinds[] = {
      "camp",         "farms",      "farm",     "fields",   "field",   "hill",     "hills",   "heights", "mountain", "mountains",
      "airport",      "airbase",    "base",     "district", "town",    "village",  "city",    "valley",  "suburb",   "quarter",
      "roundabout",   "checkpoint", "junction", "crossing", "bridge",  "road",     "highway", "square",  "street",   "avenue",
      "governorate",  "province",   "county",   "plains",   "plateau", "orchards", "island",  "islands", "river",    "area",
      "neighborhood", "market",     "complex", "dam",     "port",     NULL};
  bool first = tok == 0 || !is_name(d, tok - 1) || tree_head(d, tok - 1) != tree_head(d, tok);
  if (first && one_of(tree_form(d, tok), elements) && is_name(d, tok))
    return tok + 1 < d->an->n_words && (is_name(d, tok + 1) || is_joint(tree_form(d, tok + 1)) || tree_word(d, tok + 1)->upos == UPOS_NUM);
  return tok > 0 && is_capital(tree_form(d, tok)) && one_of(tree_form(d, tok), kinds) && is_name(d, tok - 1) &&
         tree_head(d, tok - 1) == tok;
}

/* "marched to X", "fled from X" */
static bool is_goal(const tree *d, uint32_t tok) {
  static const char *const ends[] = {"to", "from", NULL};
  static const char *const motions[] = {"march", "move",  "go",     "travel", "head",     "advance", "return", "flee",  "fly",
                                        "walk",  "drive", "sail",   "withdraw", "retreat", "proceed", "deploy", "visit", "trip",
                                        "convoy", "come", "arrive", "escape", "evacuate", "ship", "deport", NULL};
  uint32_t head = tree_head(d, tok);
  return is_behind(d, tok, ends) && head != NO_TOKEN && one_of(tree_lemma(d, head), motions);
}

/* "near X", "above X", "between X and Y"; not "in the X": villages take no article. */
static bool is_located(const scene *s, uint32_t tok) {
  static const char *const all[] = {"in",        "near",      "inside",    "outside",   "around",   "at",      "above",
                                    "below",     "beyond",    "off",       "across",    "opposite", "behind",  "toward",
                                    "towards",   "north",     "south",     "east",      "west",     "into",    "throughout",
                                    "northeast", "northwest", "southeast", "southwest", "between",  NULL};
  static const char *const sure[] = {"in", "near", "inside", "outside", "around", "towards", "toward", "into", "between", NULL};
  bool doubtful = is_taken_for(s, tok, ENTITY_PERSON) || is_taken_for(s, tok, ENTITY_ORGANISATION);
  if (!doubtful && is_goal(&s->d, tok)) return true;
  return is_behind(&s->d, tok, doubtful ? sure : all) && tree_child(&s->d, tok, REL_DET) == NO_TOKEN;
}

bool site_is_attack(const tree *d, uint32_t tok) {
  static const char *const words[] = {"attack",           "assault",        "offensive",  "counter-offensive",
                                      "counteroffensive", "strike",         "airstrike",  "raid",
                                      "air-raid",         "bombing",        "shelling",   "bombardment",
                                      "invasion",         "siege",          "storming",   "operation",
                                      "incursion",        "advance",        "push",       "campaign",
                                      "counterattack",    "counter-attack", "control",    "capture",
                                      "seizure",          "fall",           "liberation", "recapture",
                                      "blockade",         "battle",         "defense",    "defence",
                                      "occupation",       "march",          "massacre", "shooting", "blast", "explosion", "killing", "riot", "clash", "protest", "rally", "violence", "fighting", NULL};
  return one_of(tree_lemma(d, tok), words) || one_of(tree_form(d, tok), words);
}

bool site_is_object_of(const tree *d, uint32_t verb) {
  static const char *const words[] = {"enter",    "storm",    "liberate", "shell",   "overrun",  "recapture", "besiege",
                                      "bombard",  "invade",   "reach",    "leave",   "retake",   "occupy",    "capture",
                                      "seize",    "raid",     "bomb",     "target",  "attack",   "strike",    "hit",
                                      "encircle", "pound",    "visit",    "flee",    "approach", "patrol",    "ambush",
                                      "rock",     "surround", "regain",   "control", "blockade", "evacuate",  "infiltrate",
                                      "cross",    "ransack",  "torch",    "burn",    "destroy", "tour", "secure", "defend", "shake", "devastate", "engulf", "paralyze", "flood", "block", "close", "isolate",
 "search", "annex", "cede", "reclaim", "lose", "hold", "sweep", "blanket", "quit", "fire", "clear", NULL};
  return one_of(tree_lemma(d, verb), words);
}

/* "stormed X", "the assault on X". */
static bool is_target(const scene *s, uint32_t tok) {
  static const char *const links[] = {"on", "at", "against", "over", "of", NULL};
  static const char *const grounds[] = {"enter",   "storm",  "liberate", "shell",    "overrun",    "recapture", "besiege",
                                        "bombard", "invade", "retake",   "encircle", "infiltrate", NULL};
  static const char *const takings[] = {"control", "liberation", "recapture", "siege", "shelling", "bombardment", NULL};
  const tree *d = &s->d;
  uint32_t head = tree_head(d, tok);
  relation r = tree_rel(d, tok);
  if (head == NO_TOKEN) return false;
  bool person = is_taken_for(s, tok, ENTITY_PERSON), body = is_taken_for(s, tok, ENTITY_ORGANISATION);
  if (r == REL_OBJ || r == REL_NSUBJ_PASS)
    return one_of(tree_lemma(d, head), grounds) || (!person && !body && site_is_object_of(d, head));
  if (!is_behind(d, tok, links) || !site_is_attack(d, head)) return false;
  return (!person && !body) || is_behind(d, tok, (const char *const[]){"at", NULL}) || one_of(tree_lemma(d, head), takings);
}

static bool is_inside_sentence(const tree *d, uint32_t tok) { return tok > d->t->sentences[tree_sentence(d, tok)].first_token; }

/* "al" of "al-Rai" may head the name. */
static bool starts_with_article(const tree *d, uint32_t tok) {
  str form = tree_form(d, tok);
  return tok + 2 < d->an->n_words && (str_is(form, "al") || str_is(form, "el")) && str_is(tree_form(d, tok + 1), "-") &&
         is_capital(tree_form(d, tok + 2));
}

/* "U.S.", "LGA" */
static bool is_abbreviation(str s) {
  for (size_t i = 0; i < s.len; i++)
    if (is_ascii_lower((unsigned char)s.ptr[i]) || (unsigned char)s.ptr[i] >= 0x80) return false;
  return s.len < 6;
}

static bool from_words(const scene *s, uint32_t tok, site *out) {
  const tree *d = &s->d;
  if (is_abbreviation(tree_form(d, tok))) return false;
  if (!is_name(d, tok) && !starts_with_article(d, tok)) return false;
  bool proper = tree_word(d, tok)->upos == UPOS_PROPN;
  if (is_known_party(s, tok) || site_is_occasion(d, tok)) return false;
  if (is_place_entity(s, tok, out)) return true;
  if (is_other(s, tok)) return false;
  bool found = is_topographic(d, tok) || (is_inside_sentence(d, tok) && is_introduced(s, tok)) ||
               (proper && (is_located(s, tok) || is_target(s, tok)));
  if (!found) return false;
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
  if (is_inside_body(s, tok)) return false;
  uint32_t at = s->r->m->place_at[tok];
  if (!at) return from_country(s, tok, out) || from_words(s, tok, out);
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
