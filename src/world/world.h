/* Who is who, where is where, when is when, for a given date: the parties, places and times that a document mentions.
 * Knows tables and trees, not the ontology of events. */
#ifndef CASUS_WORLD_H
#define CASUS_WORLD_H

#include "grammar/grammar.h"

typedef struct world world; /* tables; immutable; shared by threads */

typedef struct {
  const char *data_dir; /* NULL: built in */
  const char *const *actor_files;
  size_t n_actor_files;
  const char *const *place_files;
  size_t n_place_files;
  casus_date today;
} world_options;

casus_status world_open(const world_options *options, world **out, casus_error *error);
void world_close(world *w);
/* Images of the tables in `data_dir`, for the build to put into the library: actors, places. */
casus_status world_pack_actors(const char *data_dir, buffer *out, casus_error *error);
casus_status world_pack_places(const char *data_dir, buffer *out, casus_error *error);

typedef enum {
  PARTY_COUNTRY = 1, /* a bare country: "France", "Kabul" for its government is PARTY_SEAT */
  PARTY_SEAT,        /* capital or seat of power that stands, or may stand, for its government: "the Kremlin", "Washington" */
  PARTY_PERSON,      /* named person, known or not */
  PARTY_GROUP,       /* named body: armed group, party, international body, ministry, company */
  PARTY_AGENT,       /* generic: "troops", "Israeli officials", "the government" */
  PARTY_PLACE,       /* a place below the country: a party only where it stands for its people ("attack on Rafah") */
  PARTY_PRONOUN      /* "he", "they", resolved to a party before */
} party_kind;

typedef enum { COUNTRY_OWN = 1, COUNTRY_MODIFIER, COUNTRY_ANTECEDENT, COUNTRY_SENTENCE, COUNTRY_ARTICLE } country_basis;

/* A mention of a party. Coordinated parties are a mention each. What modifies a party before it ("Israeli troops", "US Secretary
 * of State X") is part of its mention; countries that share a head ("Israeli and US officials") have one of their own beside
 * the head's. A nationality or a body before a noun that is no party ("Israeli strike", "police raid") is a mention. Possessors
 * and of-phrases are mentions of their own. */
typedef struct {
  str code, country, sector, name, office; /* as in casus_actor; code empty where neither country nor sector is known */
  str source;                              /* table row that settled it, e.g. "people.tsv:812"; for explain */
  uint32_t head;                           /* token at the top of the mention's tree */
  uint32_t first_token, n_tokens;          /* the mention without relative clauses and appositions after a comma */
  uint32_t antecedent;                     /* 1 + index of the mention it was resolved to; 0: none */
  uint32_t also;                           /* 1 + index of a further party that the same words mean ("Israeli and US officials",
                                              "the two sides", "they"); follow it to the end; 0: none */
  uint8_t kind, basis;                     /* party_kind, country_basis */
} party;

typedef struct {
  str name, country, admin1;
  double lat_deg, lon_deg;
  uint32_t geonames;
  uint32_t first_token, n_tokens, head;
} place;

/* What the name of a place does where it stands. */
typedef enum {
  TOPONYM_PLACE = 1, /* a place below the country, or a sea: one of mentions.places too */
  TOPONYM_COUNTRY,   /* a country or a continent, the place or its government */
  TOPONYM_ADJECTIVE, /* "French" */
  TOPONYM_EMBEDDED,  /* inside the name of a body: "University of [California]" */
  TOPONYM_UNKNOWN    /* taken for a place by the recogniser; no table has it */
} toponym_role;

/* Any name of a place, whatever it stands for: what a map of the text would show. */
typedef struct {
  place place;
  uint8_t role;    /* toponym_role */
  bool located;    /* place.lat_deg and lon_deg are known */
  bool by_context; /* the position is that of a place which stands near */
} toponym;

/* The four types of TIMEX3 (TimeML 1.2.1). */
typedef enum { MOMENT_DATE = 1, MOMENT_TIME, MOMENT_DURATION, MOMENT_SET } moment_kind;

typedef struct {
  casus_date begin, end; /* end: none where it is one day, month or year (see granularity in `begin`); both none: unresolved */
  casus_date_basis basis;
  bool past;  /* over a year before publication, or a closed past period ("in the 1990s") */
  bool dates; /* says when something is: "on Monday", but not "for three days", "every Monday", "recently" */
  uint8_t kind;
  str value;       /* TIMEX3 value, granularity kept: "2024-03-18", "2024-W12", "2024-Q1", "P3D", "PAST_REF"; empty: not known */
  str quant, freq; /* of a set: "EVERY", "2X" */
  str reason;      /* why this and no other: "weekday before publication"; English, for explanations */
  uint32_t first_token, n_tokens, head;
} moment;

/* All that a document mentions. The *_at arrays have one entry for each token: 1 + index, at the mention's head token; else 0.
 * moment_at holds those moments only that date something. */
typedef struct {
  party *parties;
  place *places;
  toponym *toponyms; /* in order, not overlapping */
  moment *moments;
  uint32_t *party_at, *place_at, *moment_at;
  uint32_t n_parties, n_places, n_toponyms, n_moments;
  str country; /* the article's main country, ISO alpha-3, or empty */
} mentions;

/* `on`: publication date; year 0: none (dated offices are then taken as of options.today, relative times stay unresolved). */
casus_status world_resolve(const world *w, const text *t, const analysis *an, casus_date on, arena *a, mentions *out,
                           casus_error *error);

/* ---- what a name of a place may mean */

enum { PLACE_REASONS_MAX = 12 };

typedef struct {
  const char *what; /* "population", "contained", "country", ... */
  double points;
} place_reason;

typedef struct {
  place place;         /* its tokens are those of the name */
  const char *feature; /* "town", "capital", "division", "region", "water", "country", ... */
  uint32_t population; /* 0: unknown */
  double score;        /* the sum of the reasons' points */
  bool chosen;         /* the one that the text is taken to mean; at most one of a name */
  bool credible;       /* by itself enough speaks for its being meant as a place here */
  place_reason reasons[PLACE_REASONS_MAX];
  uint32_t n_reasons; /* those that count for or against */
} place_candidate;

/* What the names of places among the tokens `asked` (token numbers, half-open) may mean in this text, countries and seas too. The
 * caller says that these words name places, so neither case nor tags are held against them. Candidates are sorted by name as it
 * stands in the text, the chosen one first, then by falling score. article_country: as for mentions.country, may be empty. */
casus_status world_where(const world *w, const text *t, const analysis *an, span asked, str article_country, arena *a,
                         place_candidate **candidates, uint32_t *n, casus_error *error);

/* The place of a GeoNames number; its tokens are 0. Walks through the table: for evaluations. */
bool world_place_of_geonames(const world *w, uint32_t geonames, place *out);

/* The times that a bare phrase names ("Monday", "since 2016", "in the coming days"), or a whole sentence: `t` and `an` are the
 * analysed phrase, `on` the day of publication (year 0: none). Words that are taken with care in an article ("may", "second",
 * "spring") are taken for times where the phrase holds nothing else. Moments live in `a`, in order of the text. Needs no tables.
 */
casus_status world_when(const text *t, const analysis *an, casus_date on, arena *a, moment **moments, uint32_t *n,
                        casus_error *error);
/* "DATE", "TIME", "DURATION", "SET" */
const char *moment_kind_name(unsigned kind);
/* What the antecedent of each pronoun was chosen from, for those who train the choice. Of one choice the first candidate is
 * nobody; features are indices of weights. */
enum { CHOICE_FEATURES_MAX = 64 };
/* A feature is the index of a weight: its template times FEATURE_VALUES plus its value. */
enum { FEATURE_TEMPLATES = 64, FEATURE_VALUES = 64, ANTECEDENT_WEIGHTS = FEATURE_TEMPLATES * FEATURE_VALUES };
enum { ANTECEDENT_ONE = 256 }; /* the unit of the weights, which are whole numbers */
enum { NOBODY_FEATURE = 63 };  /* of every "nobody": what it weighs is the threshold */
typedef struct {
  uint32_t party; /* 1 + index into mentions.parties; 0: nobody, or a name that became no mention */
  uint32_t token; /* head of its last mention by name; NO_TOKEN: nobody */
  uint16_t features[CHOICE_FEATURES_MAX];
  uint16_t n;
} world_candidate;
typedef struct {
  uint32_t token, first, n; /* the pronoun, its candidates */
} world_choice;
typedef struct {
  world_choice *choices;
  world_candidate *candidates;
  uint32_t n_choices, n_candidates, choices_capacity, candidates_capacity;
} world_choices;

/* world_resolve that also fills `choices` (in `a`). */
casus_status world_resolve_watched(const world *w, const text *t, const analysis *an, casus_date on, arena *a, mentions *out,
                                   world_choices *choices, casus_error *error);

/* Weights in the place of the built-in ones: ANTECEDENT_WEIGHTS of them, which must outlive the world. For trainers only. */
void world_set_antecedents(world *w, const int16_t *weights);

/* The name of a country by its ISO alpha-3 code, empty where unknown. */
str world_country_name(const world *w, str iso3);

#endif
