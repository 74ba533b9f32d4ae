/* Chooses which place of a name is meant: by how well known it is, by what contains it in the text ("Tripoli, Lebanon"), by
 * the countries that the article speaks of, and by the same name elsewhere in it. The weights were set on development data. */
#include <math.h>

#include "world/places.h"

enum { NEIGHBOURS = 3, COUNTRIES_MAX = 300, AREAS_MAX = 1024, SETTLED_MAX = 64, WINDOW_TOKENS = 10 };

static const double link_strong = 8, link_phrase = 7, link_division = 4, link_near = 1.5;
static const double around_max = 2.6; /* what country and neighbours may add: Washington stays known where all else is English */
static const double decisive = 20;    /* more than all else together */

typedef struct {
  str code;
  double named, placed; /* mentions of the country itself; of other places in it */
} country_count;

/* Places that the text has been taken to name: of one first-level division, or of one cell of a grid over the world. */
typedef struct {
  uint64_t key; /* 0: free */
  double placed;
} area_count;

struct place_chooser {
  const place_spots *s;
  const text *t;
  str article_country;
  country_count countries[COUNTRIES_MAX];
  uint32_t n_countries;
  area_count areas[AREAS_MAX]; /* open addressing by key */
  uint32_t n_areas;
  const uint32_t *chosen;        /* by the pass before; NULL in the first */
  uint32_t settled[SETTLED_MAX]; /* rows that the text itself explains */
  uint32_t n_settled;
};

typedef place_chooser chooser;

/* ---- countries of the article */

static uint32_t country_index(const chooser *c, str code) {
  uint32_t i = 0;
  while (i < c->n_countries && !str_equal(c->countries[i].code, code)) i++;
  return i;
}

static const country_count *known_country(const chooser *c, str code) {
  uint32_t i = country_index(c, code);
  return i < c->n_countries ? &c->countries[i] : NULL;
}

static country_count *country_of(chooser *c, str code) {
  uint32_t i = country_index(c, code);
  if (i < c->n_countries) return &c->countries[i];
  if (str_empty(code) || c->n_countries == COUNTRIES_MAX) return NULL;
  c->countries[c->n_countries] = (country_count){.code = code};
  return &c->countries[c->n_countries++];
}

static uint64_t division_of(const place_row *r) {
  if (str_empty(r->admin1) || str_empty(r->country)) return 0;
  return hash_bytes(r->admin1.ptr, r->admin1.len, hash_str(r->country)) | 1;
}

/* Cells of 1.5 degrees; even, so that none is a division. */
static uint64_t cell_of(const place_row *r, int up, int right) {
  uint32_t lat = (uint32_t)((int)floor(r->lat_deg / 1.5) + up + 1000),
           lon = (uint32_t)((int)floor(r->lon_deg / 1.5) + right + 1000);
  return (hash_mix((uint64_t)lat << 32 | lon) | 2) & ~(uint64_t)1;
}

static void count_area(chooser *c, uint64_t key, double by) {
  uint64_t at = key % AREAS_MAX;
  while (c->areas[at].key && c->areas[at].key != key) at = (at + 1) % AREAS_MAX;
  if (!c->areas[at].key && c->n_areas == AREAS_MAX / 2) return;
  if (!c->areas[at].key) c->n_areas++;
  c->areas[at].key = key;
  c->areas[at].placed += by;
}

static double placed_in(const chooser *c, uint64_t key) {
  for (uint64_t at = key % AREAS_MAX; c->areas[at].key; at = (at + 1) % AREAS_MAX)
    if (c->areas[at].key == key) return c->areas[at].placed;
  return 0;
}

static double near_support(const chooser *c, const place_row *r) {
  if (r->kind == PLACE_COUNTRY || r->kind == PLACE_CONTINENT) return 0;
  uint64_t division = division_of(r);
  double in_division = division ? placed_in(c, division) : 0, around = 0;
  for (int up = -1; up <= 1; up++)
    for (int right = -1; right <= 1; right++) around += placed_in(c, cell_of(r, up, right));
  return fmin(1.8, 0.6 * fmax(in_division, around));
}

static const place_row *candidates_of(const chooser *c, const place_spot *spot) {
  return c->s->candidates + spot->first_candidate;
}

static void count_countries(chooser *c) {
  for (uint32_t i = 0; i < c->s->n_spots; i++) {
    const place_row *first = candidates_of(c, &c->s->spots[i]);
    country_count *k = first->kind == PLACE_COUNTRY ? country_of(c, first->country) : NULL;
    bool doubtful = c->s->spots[i].n_candidates > 1 && first[1].kind == PLACE_DIVISION; /* "Georgia" */
    if (k) k->named += doubtful ? 0.5 : 1;
  }
}

/* ---- what is known of a place before the text is read */

/* Towns of unknown size are small. A division has people outside of the towns of the table, whose sum it has. */
static double known_people(const place_row *r) {
  bool town = r->kind == PLACE_TOWN || r->kind == PLACE_QUARTER || r->kind == PLACE_SEAT || r->kind == PLACE_COUNTY;
  double people = r->population ? log10((double)r->population) : town ? 3 : 6;
  return r->kind == PLACE_DIVISION ? fmax(people, 6) : people;
}

static void add_prominence(const place_row *r, place_score *score) {
  static const double by_kind[PLACE_KINDS] = {
      [PLACE_TOWN] = 0,        [PLACE_QUARTER] = -1,    [PLACE_SEAT] = 0.8,   [PLACE_CAPITAL] = 1.7,
      [PLACE_DIVISION] = -0.7, [PLACE_COUNTY] = -1.5,   [PLACE_REGION] = 2.5, [PLACE_WATER] = 2.5,
      [PLACE_SITE] = 0.5,      [PLACE_CONTINENT] = 2.5, [PLACE_COUNTRY] = 2.5};
  score->parts[SCORE_POPULATION] = 1.2 * known_people(r);
  score->parts[SCORE_KIND] = by_kind[r->kind];
  score->parts[SCORE_NAME] = -(r->other ? 1 : 0) - (r->weak ? 0.5 : 0);
  if (r->own) score->parts[SCORE_OWN] = decisive;
}

/* ---- containment */

static bool contains(const place_row *outer, const place_row *inner) {
  if (outer->row == inner->row || !place_is_container(outer) || inner->kind == PLACE_COUNTRY) return false;
  if (str_empty(outer->country) || !str_equal(outer->country, inner->country)) return false;
  if (outer->kind == PLACE_COUNTRY) return true;
  if (inner->kind == PLACE_DIVISION || inner->kind == PLACE_REGION) return false;
  if (!str_empty(outer->admin1) && str_equal(outer->admin1, inner->admin1)) return true;
  return outer->kind == PLACE_REGION && fabs(outer->lat_deg - inner->lat_deg) < 2.5 &&
         fabs(outer->lon_deg - inner->lon_deg) < 2.5;
}

static bool between_is(const chooser *c, const place_spot *a, const place_spot *b, const char *words) {
  uint32_t from = a->first_token + a->n_tokens, n = b->first_token - from;
  str rest = str_of(words), part;
  for (uint32_t i = 0; i < n; i++)
    if (!str_cut(&rest, ' ', &part) || !str_equal_fold(token_form(c->t, from + i), part)) return false;
  return str_empty(rest);
}

/* "London, Canada and France" lists countries; "London, Canada" places the town. */
static bool lists_on(const chooser *c, uint32_t outer) {
  if (outer + 1 >= c->s->n_spots) return false;
  const place_spot *a = &c->s->spots[outer], *b = &c->s->spots[outer + 1];
  if (a->sentence != b->sentence || candidates_of(c, a)->kind != PLACE_COUNTRY || candidates_of(c, b)->kind != PLACE_COUNTRY)
    return false;
  return between_is(c, a, b, ",") || between_is(c, a, b, "and") || between_is(c, a, b, ", and");
}

static uint32_t distance(const place_spot *a, const place_spot *b) {
  return b->first_token > a->first_token + a->n_tokens ? b->first_token - a->first_token - a->n_tokens : 0;
}

/* How strongly the form of the text says that spot `inner` lies in spot `outer`. */
static double link_of(const chooser *c, uint32_t inner, uint32_t outer) {
  const place_spot *i = &c->s->spots[inner], *o = &c->s->spots[outer];
  if (i->sentence != o->sentence) return 0;
  if (inner < outer) {
    if (between_is(c, i, o, ",") || between_is(c, i, o, "("))
      return inner + 1 == outer && !lists_on(c, outer) ? link_strong : link_near;
    if (inner + 1 == outer && distance(i, o) <= 4 && i->first_token + i->n_tokens < o->first_token) {
      uint32_t next = i->first_token + i->n_tokens; /* "Tripoli in Lebanon", "Tripoli, in northern Lebanon" */
      if (str_is(token_form(c->t, next), ",") && next + 1 < o->first_token) next++;
      if (str_equal_fold(token_form(c->t, next), STR("in"))) return link_phrase;
    }
  } else if (outer + 1 == inner) {
    if (between_is(c, o, i, "'s") || between_is(c, o, i, "\xe2\x80\x99s") || distance(o, i) == 0) return link_strong;
    str last = token_form(c->t, i->first_token - 1);
    if (distance(o, i) <= 4 &&
        (str_equal_fold(last, STR("of")) || str_equal_fold(last, STR("city")) || str_equal_fold(last, STR("town"))))
      return link_phrase;
  }
  return (inner < outer ? distance(i, o) : distance(o, i)) <= WINDOW_TOKENS ? link_near : 0;
}

/* A site or a quarter of a town: "London's Heathrow". */
static bool is_part_of_town(const place_row *inner, const place_row *town) {
  if (inner->kind != PLACE_SITE && inner->kind != PLACE_QUARTER) return false;
  return town->kind <= PLACE_CAPITAL && str_equal(inner->country, town->country) && fabs(inner->lat_deg - town->lat_deg) < 0.6 &&
         fabs(inner->lon_deg - town->lon_deg) < 0.9;
}

static bool is_in_town(const chooser *c, uint32_t spot, const place_row *inner) {
  const place_spot *s = &c->s->spots[spot];
  for (uint32_t k = 0; k < s->n_candidates; k++)
    if (is_part_of_town(inner, &c->s->candidates[s->first_candidate + k])) return true;
  return false;
}

static bool has_part(const chooser *c, const place_row *town, uint32_t spot) {
  const place_spot *s = &c->s->spots[spot];
  for (uint32_t k = 0; k < s->n_candidates; k++)
    if (is_part_of_town(&c->s->candidates[s->first_candidate + k], town)) return true;
  return false;
}

static bool any_contains(const chooser *c, uint32_t outer, const place_row *inner) {
  const place_spot *o = &c->s->spots[outer];
  for (uint32_t k = 0; k < o->n_containers; k++)
    if (contains(&c->s->candidates[o->first_candidate + k], inner)) return true;
  return false;
}

static bool contains_any(const chooser *c, const place_row *outer, uint32_t inner) {
  if (!place_is_container(outer)) return false;
  const place_spot *i = &c->s->spots[inner];
  for (uint32_t k = 0; k < i->n_candidates; k++)
    if (contains(outer, &c->s->candidates[i->first_candidate + k])) return true;
  return false;
}

/* "Georgia's governor spoke in Atlanta": what the other name was taken for lies in this division. */
static bool is_division_of(const chooser *c, const place_row *r, uint32_t inner) {
  if (r->kind != PLACE_DIVISION || !c->chosen || c->chosen[inner] == NO_TOKEN) return false;
  return contains(r, &c->s->candidates[c->chosen[inner]]);
}

/* The best link of a candidate to a neighbour that contains it or that it contains. */
static double containment(const chooser *c, uint32_t spot, const place_row *r) {
  double best = 0;
  uint32_t from = spot > NEIGHBOURS ? spot - NEIGHBOURS : 0;
  for (uint32_t j = from; j < c->s->n_spots && j <= spot + NEIGHBOURS; j++) {
    if (j == spot) continue;
    double as_inner = link_of(c, spot, j), as_outer = link_of(c, j, spot);
    if (as_inner > best && (any_contains(c, j, r) || (as_inner >= link_phrase && is_in_town(c, j, r)))) best = as_inner;
    if (as_outer >= link_near && best < link_division && is_division_of(c, r, j)) best = link_division;
    if (as_outer >= link_phrase && as_outer > best && (contains_any(c, r, j) || has_part(c, r, j))) best = as_outer;
  }
  return best;
}

/* ---- score */

static double country_support(const chooser *c, const place_row *r) {
  if (str_empty(r->country)) return 0;
  bool own = r->kind == PLACE_COUNTRY; /* what the article is about was learnt from such names themselves */
  double support = !own && str_equal(r->country, c->article_country) ? 3 : 0;
  const country_count *k = known_country(c, r->country);
  if (!k) return support;
  support += fmin(2, 0.7 * log2(1 + k->named));
  return support + fmin(1.5, 0.4 * k->placed);
}

/* "Texas, Georgia and Maine": two that stand side by side in a list are mostly of one kind. */
static bool is_list(const chooser *c, const place_spot *a, const place_spot *b) {
  static const char *const links[] = {",", "and", "or", ", and", ", or", "/"};
  if (a->sentence != b->sentence) return false;
  for (size_t i = 0; i < sizeof links / sizeof *links; i++)
    if (between_is(c, a, b, links[i])) return true;
  return false;
}

static double list_support(const chooser *c, uint32_t spot, const place_row *r) {
  if (!c->chosen || (r->kind != PLACE_DIVISION && r->kind != PLACE_COUNTY)) return 0;
  for (int side = -1; side <= 1; side += 2) {
    if ((side < 0 && !spot) || (side > 0 && spot + 1 >= c->s->n_spots)) continue;
    uint32_t other = side < 0 ? spot - 1 : spot + 1;
    if (c->chosen[other] == NO_TOKEN) continue;
    const place_row *o = &c->s->candidates[c->chosen[other]];
    const place_spot *a = &c->s->spots[side < 0 ? other : spot], *b = &c->s->spots[side < 0 ? spot : other];
    if (o->kind == r->kind && o->row != r->row && str_equal(o->country, r->country) && is_list(c, a, b)) return 4;
  }
  return 0;
}

static bool is_settled(const chooser *c, uint32_t row) {
  for (uint32_t i = 0; i < c->n_settled; i++)
    if (c->settled[i] == row) return true;
  return false;
}

/* A name that is also a word or a person, and a place that few have heard of, must be supported by the text. */
static bool is_credible(const chooser *c, const place_spot *s, const place_row *r, double link, double list) {
  if (r->kind == PLACE_COUNTRY || r->own || link >= link_phrase || list > 0) return true;
  if (is_settled(c, r->row)) return true;
  bool said = s->evidence & (EVIDENCE_ENTITY | EVIDENCE_PREPOSITION | EVIDENCE_DATELINE | EVIDENCE_AREA_WORD);
  double support = country_support(c, r);
  if (r->weak && r->kind == PLACE_DIVISION && r->other)
    return s->evidence & EVIDENCE_ABBREVIATION || (support >= 3 && !str_equal(r->country, STR("USA")));
  if (r->weak && candidates_of(c, s)->kind == PLACE_COUNTRY) return support >= 3 || link >= link_division;
  bool town = r->kind == PLACE_TOWN || r->kind == PLACE_SEAT || r->kind == PLACE_QUARTER;
  bool surname = s->evidence & EVIDENCE_SURNAME && !(s->evidence & (EVIDENCE_PREPOSITION | EVIDENCE_DATELINE));
  if (surname && (town || r->kind == PLACE_DIVISION)) return false;
  if (town && r->weak && (s->evidence & EVIDENCE_ARTICLE)) return false;
  if (r->weak) return said && (support > 0 || r->population >= 500000);
  if ((r->kind != PLACE_TOWN && r->kind != PLACE_QUARTER) || r->population >= 100000) return true;
  return said ? support > 0 || r->population >= 100000 || (s->evidence & (EVIDENCE_PREPOSITION | EVIDENCE_DATELINE))
              : support >= 2;
}

place_score place_chooser_score(const place_chooser *c, uint32_t spot, uint32_t candidate) {
  const place_spot *s = &c->s->spots[spot];
  const place_row *r = &c->s->candidates[candidate];
  place_score score = {0};
  add_prominence(r, &score);
  if (s->n_candidates > 1 || r->weak || r->population < 300000) score.parts[SCORE_CONTAINED] = containment(c, spot, r);
  bool user_knows = candidates_of(c, s)->own; /* then only the text's own word outweighs the user's */
  if (user_knows && score.parts[SCORE_CONTAINED] >= link_phrase) score.parts[SCORE_CONTAINED] += decisive;
  score.parts[SCORE_COUNTRY] = fmin(around_max, country_support(c, r) * 2 / 3);
  double left = around_max - score.parts[SCORE_COUNTRY];
  if (score.parts[SCORE_CONTAINED] <= link_near) left -= score.parts[SCORE_CONTAINED] = fmin(left, score.parts[SCORE_CONTAINED]);
  if (c->chosen) score.parts[SCORE_NEAR] = fmin(near_support(c, r), left);
  score.parts[SCORE_LIST] = list_support(c, spot, r);
  score.parts[SCORE_SAME] = is_settled(c, r->row) ? 3 : 0;
  bool area = r->kind == PLACE_DIVISION || r->kind == PLACE_REGION || r->kind == PLACE_COUNTY;
  score.parts[SCORE_AREA] = s->evidence & (area ? EVIDENCE_AREA_WORD : r->kind <= PLACE_CAPITAL ? EVIDENCE_TOWN_WORD : 0) ? 3 : 0;
  if (r->kind == PLACE_CAPITAL && s->evidence & EVIDENCE_SUBJECT) score.parts[SCORE_SEAT] = 3;
  for (int i = 0; i < SCORE_PARTS; i++) score.total += score.parts[i];
  score.credible = is_credible(c, s, r, score.parts[SCORE_CONTAINED], score.parts[SCORE_LIST]);
  return score;
}

const char *score_part_name(score_part part) {
  static const char *const names[SCORE_PARTS] = {"population", "kind",      "name",      "contained", "country",  "near",
                                                 "list",       "same name", "kind word", "acts",      "own table"};
  return names[part];
}

static uint32_t choose(const chooser *c, uint32_t spot, bool *by_link) {
  const place_spot *s = &c->s->spots[spot];
  uint32_t best = NO_TOKEN;
  double best_total = 0;
  for (uint32_t k = s->first_candidate; k < s->first_candidate + s->n_candidates; k++) {
    place_score score = place_chooser_score(c, spot, k);
    if (!score.credible || (best != NO_TOKEN && score.total <= best_total)) continue;
    best = k;
    best_total = score.total;
    *by_link = score.parts[SCORE_CONTAINED] >= link_phrase;
  }
  return best;
}

static void first_pass(chooser *c, uint32_t *chosen) {
  for (uint32_t i = 0; i < c->s->n_spots; i++) {
    bool by_link = false;
    chosen[i] = choose(c, i, &by_link);
    if (chosen[i] == NO_TOKEN) continue;
    uint32_t row = c->s->candidates[chosen[i]].row;
    if (by_link && c->n_settled < SETTLED_MAX && !is_settled(c, row)) c->settled[c->n_settled++] = row;
  }
}

/* Where a report was written weighs more. */
static void count_place(chooser *c, const place_spot *s, const place_row *r, double by) {
  country_count *k = r->kind != PLACE_COUNTRY ? country_of(c, r->country) : NULL;
  if (s->evidence & EVIDENCE_DATELINE) by *= 2;
  if (k) k->placed += by;
  if (k && division_of(r)) count_area(c, division_of(r), by);
  if (r->kind <= PLACE_CAPITAL || r->kind == PLACE_SITE) count_area(c, cell_of(r, 0, 0), by);
}

/* Each place supports the others of its country and division, but not itself under the same name. */
static void second_pass(chooser *c, uint32_t *chosen) {
  c->chosen = chosen;
  for (uint32_t i = 0; i < c->s->n_spots; i++)
    if (chosen[i] != NO_TOKEN) count_place(c, &c->s->spots[i], &c->s->candidates[chosen[i]], 1);
  for (uint32_t i = 0; i < c->s->n_spots; i++) {
    bool by_link;
    const place_row *r = chosen[i] == NO_TOKEN ? NULL : &c->s->candidates[chosen[i]];
    if (r) count_place(c, &c->s->spots[i], r, -1);
    chosen[i] = choose(c, i, &by_link);
    if (r) count_place(c, &c->s->spots[i], r, 1);
  }
}

place_chooser *place_chooser_new(const place_spots *s, const text *t, str article_country, arena *a) {
  chooser *c = ARENA_ARRAY(a, chooser, 1);
  if (!c) return NULL;
  c->s = s;
  c->t = t;
  c->article_country = article_country;
  count_countries(c);
  return c;
}

void place_chooser_run(place_chooser *c, uint32_t *chosen) {
  first_pass(c, chosen);
  second_pass(c, chosen);
}
