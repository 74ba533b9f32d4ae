/* The gazetteer: places.tsv as a look-up by folded name, and the places that a document mentions. Private to this folder;
 * world.h is the door. */
#ifndef CASUS_PLACES_H
#define CASUS_PLACES_H

#include "world/place_image.h"
#include "world/world.h"

typedef struct places places; /* the table; immutable; shared by threads */

/* The built-in table, or `data_dir`/world/places.tsv. `files`: tables of the user's own (docs/places.md), whose rows win. */
casus_status places_open(const char *data_dir, const char *const *files, size_t n_files, places **out, casus_error *error);
void places_close(places *p);
/* The places and toponyms that a document mentions, each in order, not overlapping; countries are toponyms only.
 * out->country: ISO alpha-3 of the country that the article is about, or empty: its places are preferred. Fills places, place_at
 * and toponyms. Names belong to `p`, the arrays to `a`. Linear in the number of tokens. */
casus_status places_find(const places *p, const text *t, const analysis *an, arena *a, mentions *out, casus_error *error);

/* ---- the table */

typedef struct {
  str name, country, admin1; /* admin1: code */
  double lat_deg, lon_deg;
  uint32_t population, geonames, row;
  uint8_t kind;     /* place_kind */
  bool weak, other; /* the key wants evidence; the key is not the row's own name */
  bool adjective;   /* the key is one: "French" */
  bool own;         /* of a table of the user's */
} place_row;

/* The row of a GeoNames number; looks at all of them. */
bool places_of_geonames(const places *p, uint32_t geonames, place_row *row);

/* Rows under a folded name, at most PLACE_CANDIDATES_MAX, in the table's order: what contains others first, then the well known
 * ones. Their number. */
uint32_t places_look_up(const places *p, str key, place_row *rows);
/* The name of a first-level division, empty where unknown. */
str places_division_name(const places *p, str country, str admin1);

/* ---- mentions */

/* May other places lie in it? */
static inline bool place_is_container(const place_row *r) {
  return r->kind == PLACE_COUNTRY || r->kind == PLACE_DIVISION || r->kind == PLACE_REGION || r->kind == PLACE_COUNTY;
}

enum { EVIDENCE_ENTITY = 1, EVIDENCE_PREPOSITION = 2, EVIDENCE_AREA_WORD = 4, EVIDENCE_DATELINE = 8, EVIDENCE_ABBREVIATION = 16 };
/* Evidence against. */
enum { EVIDENCE_ARTICLE = 32, EVIDENCE_SURNAME = 64 };
/* For its being a town: "the city of Georgia". */
enum { EVIDENCE_TOWN_WORD = 128 };
/* For its standing for a government: it is the subject of its clause. */
enum { EVIDENCE_SUBJECT = 256 };

/* A run of tokens that is a name in the table. */
typedef struct {
  uint32_t first_token, n_tokens, n_name; /* n_name: without an area word behind it ("Idlib Governorate") */
  uint32_t sentence;
  uint32_t first_candidate, n_candidates; /* into place_spots.candidates */
  uint32_t n_containers;                  /* the first of these may contain other places */
  uint16_t evidence;
  bool embedded; /* inside the name of a body */
} place_spot;

typedef struct {
  place_spot *spots;
  place_row *candidates;
  uint32_t n_spots, n_candidates, spots_capacity, candidates_capacity;
  uint32_t *unknown; /* entities that may be places which no table has; spots may cover them */
  uint32_t n_unknown;
} place_spots;

/* `asked`: tokens of which the caller knows that they name places; whatever speaks against it is not asked for there. */
casus_status place_spots_find(const places *p, const text *t, const analysis *an, span asked, arena *a, place_spots *out,
                              casus_error *error);

/* ---- the choice */

/* What a candidate's score is made of, in points; the names for users are in place_choice.c. */
typedef enum {
  SCORE_POPULATION, /* the logarithm of the number of people */
  SCORE_KIND,       /* capitals, seas and regions are named more than their people tell */
  SCORE_NAME,       /* against a name that is not its own or that is also a word */
  SCORE_CONTAINED,  /* the text says where it lies: "Tripoli, Lebanon" */
  SCORE_COUNTRY,    /* the text speaks of its country and of other places there */
  SCORE_NEAR,       /* other places of its division are named */
  SCORE_LIST,       /* it stands in a list with others of its kind: "Texas, Georgia and Maine" */
  SCORE_SAME,       /* the text has said elsewhere which place of the name is meant */
  SCORE_AREA,       /* "Idlib Governorate" is the division, "the city of Idlib" the town */
  SCORE_SEAT,       /* it is a capital and acts: "Washington said" */
  SCORE_OWN,        /* a row of the user's own table */
  SCORE_PARTS
} score_part;

typedef struct {
  double parts[SCORE_PARTS], total;
  bool credible; /* enough speaks for its being a place here */
} place_score;

typedef struct place_chooser place_chooser;

/* Reads what the whole text says of its places; lives in the arena. NULL: no memory. */
place_chooser *place_chooser_new(const place_spots *s, const text *t, str article_country, arena *a);
/* Chooses among the candidates of each spot: chosen[i] is an index into candidates or NO_TOKEN. Countries are chosen as well. */
void place_chooser_run(place_chooser *c, uint32_t *chosen);
/* What the last run made of one candidate of one spot. */
place_score place_chooser_score(const place_chooser *c, uint32_t spot, uint32_t candidate);
/* In words for users, e.g. "population". */
const char *score_part_name(score_part part);

#endif
