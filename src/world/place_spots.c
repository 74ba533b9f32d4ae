/* Finds the runs of tokens that are names in the gazetteer, and what speaks for each being a place here. Which place of that
 * name it is, place_choice.c decides. */
#include "world/places.h"

enum { SPOT_TOKENS_MAX = 8, SPOTS_MAX = 1 << 20, LOOK_BACK_MAX = 4, RECENT_NAMES = 1024 };

typedef struct {
  const places *table;
  const text *t;
  const analysis *an;
  arena *a;
  place_spots *out;
  const sentence *s;
  uint32_t sentence, end; /* the sentence's first token beyond */
  span asked;             /* tokens that are places for certain */
  uint64_t *surnames;     /* hashes of the last words of people's full names; open addressing, 0: free */
  uint64_t *believed;     /* the same of entities that are places and in no table */
  uint64_t entity_mask;   /* of both */
  uint32_t *recent;       /* RECENT_NAMES: 1 + index of a spot with these candidates */
} finder;

/* The words between names ("in", "of", "and") are none of the asked ones. */
static bool is_asked(const finder *f, uint32_t i) {
  uint8_t tag = f->an->words[i].upos;
  bool between = tag == UPOS_ADP || tag == UPOS_DET || tag == UPOS_CCONJ || tag == UPOS_PART || tag == UPOS_PUNCT;
  return i >= f->asked.begin && i < f->asked.end && !between;
}

static str form(const finder *f, uint32_t i) { return token_form(f->t, i); }

static bool is_joint(str s) {
  return s.len && (s.ptr[0] == '-' || s.ptr[0] == '\'' || str_is(s, "\xe2\x80\x99") || str_is(s, "\xe2\x80\x99s"));
}

static bool is_article(str s) {
  static const char *const words[] = {"al", "el", "ad", "an", "ar", "as", "ash", "at", "az", "ed", "er", "es", "ez", "ul", NULL};
  return str_is_one_of(s, words);
}

/* Words that may stand in lower case inside a name. */
static bool is_particle(str s) {
  static const char *const words[] = {"of",  "the",  "and",  "de",  "la",  "le",  "les", "del", "da", "do",  "dos",
                                      "das", "upon", "on",   "na",  "sur", "am",  "du",  "di",  "y",  "bin", "au",
                                      "aux", "en",   "sous", "den", "der", "van", "e",   "i",   NULL};
  return str_is_one_of(s, words) || is_article(s);
}

static bool starts_name(const finder *f, uint32_t i) {
  str s = form(f, i);
  if (str_is_capitalised(s)) return true;
  return is_article(s) && i + 2 < f->end && str_is(form(f, i + 1), "-") && str_is_capitalised(form(f, i + 2));
}

static const entity *entity_at(const finder *f, uint32_t i) {
  uint32_t e = f->an->words[i].entity;
  return e ? &f->an->entities[e - 1] : NULL;
}

static bool covers(const entity *e, uint32_t first, uint32_t n) {
  return e->first_token <= first && e->first_token + e->n_tokens >= first + n;
}

/* ---- names */

/* "Washington, D.C." is one name. */
static bool joins_capital(const finder *f, uint32_t i) {
  return str_is(form(f, i), ",") && i + 1 < f->end && str_starts(form(f, i + 1), STR("D.C"));
}

/* The longest run from token i that the table knows. Its length, 0 for none. */
static uint32_t longest_name(const finder *f, uint32_t i, place_row *rows, uint32_t *n_rows) {
  char key[PLACE_KEY_MAX];
  size_t len = 0;
  uint32_t best = 0;
  place_row found[PLACE_CANDIDATES_MAX];
  for (uint32_t k = 0; k < SPOT_TOKENS_MAX && i + k < f->end; k++) {
    str s = form(f, i + k);
    bool name = str_is_capitalised(s) || k == 0 || (is_asked(f, i + k) && !is_joint(s) && !is_particle(s));
    bool joint = is_joint(s) || joins_capital(f, i + k);
    if (!name && !joint && !is_particle(s)) break;
    if (!place_key_add(key, &len, s)) {
      if (joint) continue;
      break;
    }
    if (!name) continue; /* a name ends in a capitalised word */
    uint32_t n = places_look_up(f->table, (str){key, len}, found);
    if (!n) continue;
    best = k + 1;
    *n_rows = n;
    memcpy(rows, found, n * sizeof *rows);
  }
  return best;
}

/* ---- what stands around */

/* "Idlib Governorate", "Kherson region". */
static bool is_area_word(str s) {
  static const char *const words[] = {"province",   "governorate", "oblast",   "region",    "district", "state",       "county",
                                      "prefecture", "department",  "division", "territory", "republic", "countryside", NULL};
  return str_is_one_of(s, words);
}

/* Words behind a name that leave it a place: "Gaza City", "Aleppo airport". */
static bool is_site_word(str s) {
  static const char *const words[] = {"city",      "town",         "village", "airport",  "camp",   "port",
                                      "suburb",    "valley",       "border",  "crossing", "island", "islands",
                                      "peninsula", "municipality", "area",    "front",    NULL};
  return is_area_word(s) || str_is_one_of(s, words);
}

static bool is_direction(str s) {
  static const char *const words[] = {
      "north",        "south",        "east",         "west",      "northern",  "southern",  "eastern",
      "western",      "central",      "northeast",    "northwest", "southeast", "southwest", "northeastern",
      "northwestern", "southeastern", "southwestern", "upper",     "lower",     "greater",   "downtown",
      "old",          "rural",        "occupied",     "mainland",  NULL};
  return str_is_one_of(s, words);
}

static bool is_locative(str s) {
  static const char *const words[] = {"in",         "at",     "near",    "outside", "inside",      "around", "across", "into",
                                      "throughout", "toward", "towards", "off",     "to",          "from",   "on",     "over",
                                      "through",    "via",    "between", "within",  "surrounding", NULL};
  return str_is_one_of(s, words);
}

static bool is_kind_of_place(str s) {
  static const char *const words[] = {"city",        "cities",    "town",      "towns",     "village",      "villages",
                                      "province",    "provinces", "region",    "state",     "district",     "port",
                                      "capital",     "suburb",    "island",    "outskirts", "area",         "enclave",
                                      "governorate", "county",    "peninsula", "territory", "neighborhood", "neighbourhood",
                                      "block",       "corner",    "coast",     "heart",     "streets",      "banks",
                                      "side",        "shores",    NULL};
  return str_is_one_of(s, words);
}

/* What the name of a place may stand before in the name or title of a body or its head: "Boise Fire Department". */
static bool is_body_word(str s) {
  static const char *const words[] = {
      "assembly",    "authority",    "board",    "bank",       "chamber",    "church",   "college",    "commission",
      "committee",   "commissioner", "congress", "council",    "councillor", "court",    "department", "embassy",
      "executive",   "federation",   "fire",     "government", "governor",   "hospital", "house",      "institute",
      "legislature", "mayor",        "minister", "ministry",   "museum",     "office",   "parliament", "police",
      "post",        "premier",      "prison",   "school",     "schools",    "senate",   "senator",    "sheriff",
      "stadium",     "supreme",      "times",    "tribune",    "university", "zoo",      NULL};
  return str_is_one_of(s, words);
}

/* Last words of names of roads, buildings, waters and heights. */
static bool is_landmark_word(str s) {
  static const char *const words[] = {"street",    "st",           "avenue",        "ave",       "road",    "rd",
                                      "lane",      "drive",        "boulevard",     "blvd",      "highway", "parkway",
                                      "square",    "plaza",        "park",          "forest",    "river",   "creek",
                                      "lake",      "bay",          "gulf",          "sea",       "canal",   "beach",
                                      "coast",     "cape",         "hill",          "hills",     "mount",   "mountain",
                                      "mountains", "peak",         "desert",        "delta",     "falls",   "bridge",
                                      "palace",    "tower",        "hall",          "center",    "centre",  "stadium",
                                      "station",   "mall",         "theatre",       "theater",   "hotel",   "church",
                                      "mosque",    "temple",       "cathedral",     "hospital",  "prison",  "base",
                                      "strait",    "pass",         "heights",       "parade",    "terrace", "strip",
                                      "quarter",   "neighborhood", "neighbourhood", "reservoir", "dam",     "field",
                                      "reef",      "point",        "fort",          "shoal",     NULL};
  return str_is_one_of(s, words);
}

static bool is_day_or_month(str s) {
  static const char *const words[] = {"monday",  "tuesday",   "wednesday", "thursday", "friday",   "saturday", "sunday",
                                      "january", "february",  "march",     "april",    "may",      "june",     "july",
                                      "august",  "september", "october",   "november", "december", NULL};
  return str_is_one_of(s, words);
}

/* A locative preposition, or "city of", before the name; articles, directions and adjectives may stand between. */
static bool behind_preposition(const finder *f, uint32_t i) {
  for (uint32_t k = 0; k < LOOK_BACK_MAX && i > f->s->first_token; k++) {
    str s = form(f, --i);
    if (is_locative(s)) return i == f->s->first_token || !str_equal_fold(form(f, i - 1), STR("according"));
    if (str_equal_fold(s, STR("of"))) return i > f->s->first_token && is_kind_of_place(form(f, i - 1));
    uint8_t tag = f->an->words[i].upos;
    if (tag != UPOS_DET && tag != UPOS_ADJ && !is_direction(s) && !is_kind_of_place(s) && !str_is(s, "-")) return false;
  }
  return false;
}

static bool is_upper(str s) {
  for (size_t i = 0; i < s.len; i++)
    if (is_ascii_lower((unsigned char)s.ptr[i])) return false;
  return s.len > 0;
}

/* "KABUL (Agency) -", also where the splitter does not see a dateline: inside a page. */
static bool opens_dateline(const finder *f, uint32_t first, uint32_t n) {
  if (first != f->s->first_token || first + n >= f->end) return false;
  if (f->s->kind == SENTENCE_DATELINE) return true;
  for (uint32_t i = first; i < first + n; i++)
    if (!is_upper(form(f, i))) return false;
  static const char *const closers[] = {"(", ",", "-", "--", ":", "\xe2\x80\x93", "\xe2\x80\x94", NULL};
  return str_is_one_of(form(f, first + n), closers);
}

/* The splitter may have cut the stop of "Va." off where a sentence ends. */
static bool has_full_stop(const finder *f, uint32_t i) {
  if (str_ends(form(f, i), STR("."))) return true;
  return i + 1 < f->t->n_tokens && str_is(form(f, i + 1), ".") && f->t->tokens[i].end == f->t->tokens[i + 1].begin;
}

/* "Gainesville, Va.", "Walker County (Ga.)" */
static bool is_abbreviation_behind_comma(const finder *f, const place_spot *spot) {
  if (spot->first_token == f->s->first_token || !has_full_stop(f, spot->first_token)) return false;
  str before = form(f, spot->first_token - 1);
  if (str_is(before, "(")) return true;
  if (!str_is(before, ",") || spot->first_token < f->s->first_token + 2) return false;
  const entity *e = entity_at(f, spot->first_token - 2); /* a law firm may be "P.A." */
  return str_is_capitalised(form(f, spot->first_token - 2)) && (!e || !entity_is_name(e->kind) || entity_is_place(e->kind));
}

static uint64_t name_hash(const finder *f, uint32_t i) {
  uint64_t h = hash_str(form(f, i));
  return h ? h : 1;
}

/* Has the text named a person by more than this word: "Carlos Mesa", then "Mesa"? */
static bool is_surname(const finder *f, uint32_t i) {
  uint64_t h = name_hash(f, i);
  for (uint64_t at = h & f->entity_mask; f->surnames[at]; at = (at + 1) & f->entity_mask)
    if (f->surnames[at] == h) return true;
  return false;
}

/* "the state of Georgia", "the town of Georgia". */
static uint16_t kind_said_before(const finder *f, uint32_t i) {
  static const char *const towns[] = {"city", "town", "village", "port", "capital", "suburb", NULL};
  if (i < f->s->first_token + 2 || !str_equal_fold(form(f, i - 1), STR("of"))) return 0;
  if (is_area_word(form(f, i - 2))) return EVIDENCE_AREA_WORD;
  return str_is_one_of(form(f, i - 2), towns) ? EVIDENCE_TOWN_WORD : 0;
}

static uint16_t evidence_of(const finder *f, const place_spot *spot) {
  uint16_t evidence = 0;
  const entity *e = entity_at(f, spot->first_token);
  if (e && entity_is_place(e->kind) && covers(e, spot->first_token, spot->n_name)) evidence |= EVIDENCE_ENTITY;
  if (behind_preposition(f, spot->first_token)) evidence |= EVIDENCE_PREPOSITION;
  if (opens_dateline(f, spot->first_token, spot->n_name)) evidence |= EVIDENCE_DATELINE;
  uint32_t next = spot->first_token + spot->n_name;
  if (next < f->end && is_area_word(form(f, next))) evidence |= EVIDENCE_AREA_WORD;
  evidence |= kind_said_before(f, spot->first_token);
  if (is_abbreviation_behind_comma(f, spot)) evidence |= EVIDENCE_ABBREVIATION;
  if (spot->first_token > f->s->first_token && f->an->words[spot->first_token - 1].upos == UPOS_DET) evidence |= EVIDENCE_ARTICLE;
  if (f->an->words[spot->first_token + spot->n_name - 1].rel == REL_NSUBJ) evidence |= EVIDENCE_SUBJECT;
  if (spot->n_name == 1 && is_surname(f, spot->first_token)) evidence |= EVIDENCE_SURNAME;
  return evidence;
}

/* A place that most readers know, under a name that is not also a word or a person's. */
static bool is_well_known(const place_row *rows, uint32_t n_rows) {
  for (uint32_t k = 0; k < n_rows; k++)
    if (!rows[k].weak && (rows[k].kind != PLACE_TOWN || rows[k].population >= 300000)) return true;
  return false;
}

/* Is the name part of the longer name of a person or body, or itself one? The recogniser takes many a place that acts for a
 * person, so a name that it takes alone must also be hardly known as a place, or named elsewhere as a word. */
static bool inside_other_name(const finder *f, uint32_t first, uint32_t n, bool is_likely) {
  for (uint32_t i = first; i < first + n; i++) {
    const entity *e = entity_at(f, i);
    if (!e || !entity_is_name(e->kind) || entity_is_place(e->kind) || e->kind == ENTITY_GROUP) continue;
    bool same = e->first_token == first && e->n_tokens == n;
    if (!same && covers(&(entity){first, n, 0}, e->first_token, e->n_tokens)) continue; /* "Tamil [Nadu]" */
    if (!same || (e->kind == ENTITY_PERSON && !is_likely)) return true;
  }
  return false;
}

static bool is_name_word(const finder *f, uint32_t i) {
  return str_is_capitalised(form(f, i)) && f->an->words[i].upos == UPOS_PROPN;
}

/* "Paris Hilton", "Washington Post": a capitalised name follows that is no word for a place; "Santa Maria de Dota". */
static bool runs_on(const finder *f, uint32_t next) {
  static const char *const links[] = {"de", "del", "do", "da", "dos", NULL};
  if (next + 1 < f->end && str_is_one_of(form(f, next), links) && str_is_capitalised(form(f, next + 1))) return true;
  if (next >= f->end || !is_name_word(f, next)) return false;
  str s = form(f, next);
  return !is_site_word(s) && !is_day_or_month(s);
}

/* "Abraham Lincoln", "President Jackson", "Islamic Republic": a name stands before, and is no direction, no country. */
static bool runs_in(const finder *f, uint32_t first) {
  if (first == f->s->first_token || !str_is_capitalised(form(f, first - 1))) return false;
  bool adjective = f->an->words[first - 1].upos == UPOS_ADJ && first - 1 > f->s->first_token;
  if (!adjective && !is_name_word(f, first - 1)) return false;
  str s = form(f, first - 1);
  if (is_direction(s) || is_day_or_month(s) || is_site_word(s)) return false;
  char key[PLACE_KEY_MAX];
  size_t len = 0;
  place_row rows[PLACE_CANDIDATES_MAX];
  return !place_key_add(key, &len, s) || !places_look_up(f->table, (str){key, len}, rows) || rows[0].kind != PLACE_COUNTRY;
}

static bool is_entity_itself(const finder *f, uint32_t first, uint32_t n) {
  const entity *e = entity_at(f, first);
  return e && entity_is_place(e->kind) && e->first_token == first && e->n_tokens == n;
}

/* At least one word that the tagger takes for a name, or a place entity; a country's adjective will do as context, and so will
 * a capital within the sentence for a name that is nothing else. */
static bool is_named(const finder *f, uint32_t first, uint32_t n, const place_row *rows) {
  if (rows[0].kind == PLACE_COUNTRY || (first > f->s->first_token && !rows[0].weak)) return true;
  const entity *e = entity_at(f, first);
  if (e && entity_is_place(e->kind)) return true;
  for (uint32_t i = first; i < first + n; i++)
    if (is_name_word(f, i)) return true;
  return false;
}

/* "NIS", "WA": letters of something else than the town; "Va." and "D.C." are not meant. */
static bool is_acronym(const finder *f, uint32_t first, uint32_t n, const place_row *rows, uint32_t n_rows) {
  str s = form(f, first);
  if (n > 1 || s.len > 4 || !is_upper(s) || memchr(s.ptr, '.', s.len)) return false;
  return !opens_dateline(f, first, n) && !is_well_known(rows, n_rows);
}

/* "Andrew Jordan": a country's name that is part of a person's. */
static bool inside_person(const finder *f, uint32_t first, uint32_t n) {
  const entity *e = entity_at(f, first);
  return e && e->kind == ENTITY_PERSON && e->n_tokens > n;
}

static bool inside_body(const finder *f, uint32_t first, uint32_t n) {
  const entity *e = entity_at(f, first);
  return e && e->kind == ENTITY_ORGANISATION && e->n_tokens > n && covers(e, first, n);
}

/* "[Boise] Fire Department", "University of [California]": a place within the name of a body. */
static bool is_embedded(const finder *f, uint32_t first, uint32_t n, const place_row *rows, uint32_t n_rows) {
  const entity *e = entity_at(f, first);
  if (e && e->kind == ENTITY_PERSON) return false;
  bool body_word = first + n < f->end && is_body_word(form(f, first + n));
  if (!e || e->kind != ENTITY_ORGANISATION) return body_word && !rows[0].weak;
  bool opens = first == e->first_token || (first > f->s->first_token && str_equal_fold(form(f, first - 1), STR("of")));
  return (opens || body_word) && e->n_tokens > n && (body_word || is_well_known(rows, n_rows));
}

typedef enum { NO_PLACE, IS_PLACE, IS_EMBEDDED } verdict;

/* "US $3 million", "40 US dollars" */
static bool is_money(const finder *f, uint32_t next) {
  if (next >= f->end) return false;
  str s = form(f, next);
  return str_starts(s, STR("$")) || str_equal_fold(s, STR("dollar")) || str_equal_fold(s, STR("dollars"));
}

static verdict country_here(const finder *f, uint32_t first, uint32_t n) {
  if (inside_person(f, first, n) || is_money(f, first + n)) return NO_PLACE;
  return inside_body(f, first, n) ? IS_EMBEDDED : IS_PLACE;
}

static verdict judge(const finder *f, uint32_t first, uint32_t n, const place_row *rows, uint32_t n_rows) {
  if (is_asked(f, first)) return IS_PLACE;
  if (!is_named(f, first, n, rows)) return NO_PLACE;
  bool country = rows[0].kind == PLACE_COUNTRY;
  if (country) return country_here(f, first, n);
  if (is_acronym(f, first, n, rows, n_rows)) return NO_PLACE;
  if (opens_dateline(f, first, n)) return IS_PLACE;
  if (runs_in(f, first)) return NO_PLACE;
  if (is_entity_itself(f, first, n)) return IS_PLACE;
  bool likely = behind_preposition(f, first) || is_well_known(rows, n_rows);
  if (!inside_other_name(f, first, n, likely) && !runs_on(f, first + n)) return IS_PLACE;
  return is_embedded(f, first, n, rows, n_rows) ? IS_EMBEDDED : NO_PLACE;
}

/* ---- the list */

static casus_status no_memory(casus_error *error) {
  return error_set(error, CASUS_MEMORY, "no memory for the places of the article, or over %d of them", SPOTS_MAX);
}

/* Texts repeat their names: the candidates of one that was met lately are used again. */
static bool same_rows(const place_row *a, const place_row *b, uint32_t n) {
  for (uint32_t k = 0; k < n; k++)
    if (a[k].row != b[k].row || a[k].weak != b[k].weak || a[k].other != b[k].other || a[k].adjective != b[k].adjective)
      return false;
  return true;
}

static uint32_t recent_slot(const place_row *rows, uint32_t n_rows) {
  uint64_t h = n_rows;
  for (uint32_t k = 0; k < n_rows; k++) h = hash_mix(h ^ rows[k].row);
  return (uint32_t)(h % RECENT_NAMES);
}

static bool reuse_candidates(const finder *f, uint32_t slot, const place_row *rows, place_spot *spot) {
  uint32_t at = f->recent[slot];
  if (!at || at - 1 >= f->out->n_spots) return false;
  const place_spot *before = &f->out->spots[at - 1];
  if (before->n_candidates != spot->n_candidates ||
      !same_rows(f->out->candidates + before->first_candidate, rows, spot->n_candidates))
    return false;
  spot->first_candidate = before->first_candidate;
  spot->n_containers = before->n_containers;
  return true;
}

static casus_status add_candidates(const finder *f, const place_row *rows, place_spot *spot, casus_error *error) {
  place_spots *o = f->out;
  void *candidates = o->candidates;
  uint32_t n = spot->n_candidates;
  if (!arena_grow(f->a, &candidates, &o->candidates_capacity, o->n_candidates + n, sizeof *o->candidates))
    return no_memory(error);
  o->candidates = candidates;
  spot->first_candidate = o->n_candidates;
  memcpy(o->candidates + o->n_candidates, rows, n * sizeof *rows);
  for (uint32_t k = 0; k < n; k++)
    if (place_is_container(&rows[k])) spot->n_containers = k + 1;
  o->n_candidates += n;
  return CASUS_OK;
}

static casus_status add_spot(const finder *f, place_spot spot, const place_row *rows, casus_error *error) {
  place_spots *o = f->out;
  void *spots = o->spots;
  if (o->n_spots == SPOTS_MAX || !arena_grow(f->a, &spots, &o->spots_capacity, o->n_spots + 1, sizeof *o->spots))
    return no_memory(error);
  o->spots = spots;
  uint32_t slot = recent_slot(rows, spot.n_candidates);
  if (!reuse_candidates(f, slot, rows, &spot)) {
    casus_status status = add_candidates(f, rows, &spot, error);
    if (status != CASUS_OK) return status;
  }
  o->spots[o->n_spots++] = spot;
  f->recent[slot] = o->n_spots;
  return CASUS_OK;
}

/* An area word that is written as part of the name belongs to the mention. */
static uint32_t with_area_word(const finder *f, uint32_t first, uint32_t n) {
  uint32_t next = first + n;
  return next < f->end && is_name_word(f, next) && is_site_word(form(f, next)) ? n + 1 : n;
}

static casus_status find_in_sentence(const finder *f, casus_error *error) {
  place_row rows[PLACE_CANDIDATES_MAX];
  for (uint32_t i = f->s->first_token; i < f->end;) {
    uint32_t n_rows = 0, n = is_asked(f, i) || starts_name(f, i) ? longest_name(f, i, rows, &n_rows) : 0;
    verdict v = n ? judge(f, i, n, rows, n_rows) : NO_PLACE;
    if (v != NO_PLACE) {
      place_spot spot = {.first_token = i, .n_name = n, .sentence = f->sentence, .n_candidates = n_rows};
      spot.embedded = v == IS_EMBEDDED;
      bool bare = spot.embedded || rows[0].kind == PLACE_COUNTRY; /* "US State Department" */
      spot.n_tokens = bare ? n : with_area_word(f, i, n);
      spot.evidence = evidence_of(f, &spot);
      casus_status status = add_spot(f, spot, rows, error);
      if (status != CASUS_OK) return status;
    }
    i += n ? n : 1;
  }
  return CASUS_OK;
}

/* ---- places that no table has */

/* A place of the recogniser's own finding is believed where something else says that it is one. */
static bool is_unknown_place(const finder *f, const entity *e) {
  uint32_t end = e->first_token + e->n_tokens;
  str last = form(f, end - 1);
  bool landmark = is_landmark_word(last) || is_area_word(last);
  if (!str_is_capitalised(form(f, e->first_token))) return false;
  if (e->n_tokens == 1 && (is_area_word(last) || is_direction(last) || str_equal_fold(last, STR("kingdom")))) return false;
  if (is_body_word(last) && !landmark) return false;
  for (uint32_t i = e->first_token; i < end && e->n_tokens > 1; i++)
    if (is_landmark_word(form(f, i)) || is_area_word(form(f, i))) return true;
  if (behind_preposition(f, e->first_token) || opens_dateline(f, e->first_token, e->n_tokens)) return true;
  if (end + 1 >= f->end || !(str_is(form(f, end), ",") || str_is(form(f, end), "in"))) return false;
  const entity *next = entity_at(f, end + 1); /* "Snetterton, Norfolk", "Snetterton in Norfolk" */
  return next && entity_is_place(next->kind);
}

static uint64_t entity_hash(const finder *f, const entity *e) {
  uint64_t h = e->n_tokens;
  for (uint32_t i = e->first_token; i < e->first_token + e->n_tokens; i++) h = hash_mix(h ^ hash_str(form(f, i)));
  return h ? h : 1;
}

/* The place of a hash in a set with open addressing. */
static uint64_t *slot_of(const finder *f, uint64_t *set, uint64_t h) {
  uint64_t at = h & f->entity_mask;
  while (set[at] && set[at] != h) at = (at + 1) & f->entity_mask;
  return &set[at];
}

static void believe_in_sentence(const finder *f, uint32_t *at) {
  for (; *at < f->an->n_entities && f->an->entities[*at].first_token < f->end; (*at)++) {
    const entity *e = &f->an->entities[*at];
    if (!entity_is_place(e->kind) || e->first_token < f->s->first_token || !is_unknown_place(f, e)) continue;
    uint64_t h = entity_hash(f, e);
    *slot_of(f, f->believed, h) = h;
  }
}

/* What is believed once is believed wherever the recogniser finds it. */
static casus_status list_unknown(const finder *f, casus_error *error) {
  place_spots *o = f->out;
  o->unknown = ARENA_ARRAY(f->a, uint32_t, f->an->n_entities + 1);
  if (!o->unknown) return no_memory(error);
  for (uint32_t i = 0; i < f->an->n_entities; i++) {
    const entity *e = &f->an->entities[i];
    if (entity_is_place(e->kind) && *slot_of(f, f->believed, entity_hash(f, e))) o->unknown[o->n_unknown++] = i;
  }
  return CASUS_OK;
}

static casus_status collect_surnames(finder *f, casus_error *error) {
  uint64_t n = 16;
  while (n < (uint64_t)f->an->n_entities * 2) n *= 2;
  f->surnames = ARENA_ARRAY(f->a, uint64_t, n);
  f->believed = ARENA_ARRAY(f->a, uint64_t, n);
  if (!f->surnames || !f->believed) return no_memory(error);
  f->entity_mask = n - 1;
  for (uint32_t i = 0; i < f->an->n_entities; i++) {
    const entity *e = &f->an->entities[i];
    if (e->kind != ENTITY_PERSON || e->n_tokens < 2) continue;
    uint64_t h = name_hash(f, e->first_token + e->n_tokens - 1), at = h & f->entity_mask;
    while (f->surnames[at] && f->surnames[at] != h) at = (at + 1) & f->entity_mask;
    f->surnames[at] = h;
  }
  return CASUS_OK;
}

casus_status place_spots_find(const places *p, const text *t, const analysis *an, span asked, arena *a, place_spots *out,
                              casus_error *error) {
  finder f = {.table = p, .t = t, .an = an, .a = a, .out = out, .asked = asked};
  f.recent = ARENA_ARRAY(a, uint32_t, RECENT_NAMES);
  if (!f.recent) return no_memory(error);
  casus_status status = collect_surnames(&f, error);
  if (status != CASUS_OK) return status;
  uint32_t at_entity = 0;
  for (uint32_t i = 0; i < t->n_sentences; i++) {
    f.s = &t->sentences[i];
    f.sentence = i;
    f.end = f.s->first_token + f.s->n_tokens;
    status = find_in_sentence(&f, error);
    if (status != CASUS_OK) return status;
    believe_in_sentence(&f, &at_entity);
  }
  return list_unknown(&f, error);
}
