/* The rows of the world's tables and their look-up by date. Private to world/. */
#ifndef CASUS_WORLD_FACTS_H
#define CASUS_WORLD_FACTS_H

#include "world/name_table.h"
#include "world/world.h"

/* Days as yyyymmdd, so that dates compare as numbers. */
#define DAY_FIRST 0
#define DAY_LAST 99999999

typedef struct {
  str iso3, name;
  int32_t from, to;
  uint32_t line;
} country_row;

typedef struct {
  str name, sector;
  uint32_t country, line;
} seat_row;

typedef struct {
  str name, country, sector, office;
  int32_t from, to;
  uint32_t line;
  uint32_t terms, back; /* how many rows from here on are of the same person; how many before this one are */
  uint8_t overlay;      /* 1 + index of the table that it is from; 0: people.tsv */
  bool replaced;        /* an overlay has this person: counts for nobody */
} person_row;

typedef struct {
  str name, code, country, sector, kind, file;
  int32_t from, to;
  uint32_t line;
} group_row;

typedef struct {
  str sector, office;
  uint32_t line;
  bool capitals; /* "MP", "PM": written in capitals only */
} agent_row;

typedef struct {
  str office, country;
  uint32_t line;
} title_row;

typedef struct {
  str name, members; /* members: codes of countries parted by '|' */
  uint32_t line;
} region_row;

/* What a head word says of the phrase over it: heads.tsv. */
typedef enum {
  HEAD_RELAY = 1, /* "leader", "spokesman": the party is the one that modifies it */
  HEAD_MEASURE,   /* "dozens of", "a group of": the party is in the of-phrase */
  HEAD_BODY,      /* "ministry", "university": last word of an organisation's name */
  HEAD_TITLE,     /* "Mr", "Gen": stands before a person's name */
  HEAD_BACK,      /* "the group", "the country": stands for a party named before */
  HEAD_FORMER,    /* "former", "ousted" */
  HEAD_DEPUTY,    /* "deputy", "vice": not the holder of the office */
  HEAD_BOUND,     /* "head": nobody without an of-phrase or a modifier */
  HEAD_WEAPON,    /* "drones", "missiles": the forces of the country or body before them, without one nobody */
  HEAD_ABSTRACT   /* "justice", "force": nobody where nothing stands with it */
} head_kind;

typedef struct {
  str sector;
  uint32_t line;
  uint8_t kind;
} head_row;

/* A growing list in the world's arena. */
typedef struct {
  void *items;
  uint32_t n, capacity, expected;
} rows;

enum { WORLD_FILES_MAX = 32 };

typedef struct places places;

/* A table as it was read. */
typedef struct {
  str file, bytes;
} table_text;

struct world {
  arena *store;
  file_map files[WORLD_FILES_MAX];
  table_text tables[WORLD_FILES_MAX]; /* for those who ask where a row is from */
  uint32_t n_files, n_tables;
  uint32_t own_people, own_groups; /* where the rows of overlays begin */
  name_table names;
  rows countries, seats, people, groups, agents, titles, regions, heads;
  const int16_t *antecedent_weights;
  places *gazetteer; /* NULL where this build has none */
  int32_t today;
  casus_date today_date;
};

static inline const country_row *country_at(const world *w, uint32_t i) { return (const country_row *)w->countries.items + i; }
static inline const seat_row *seat_at(const world *w, uint32_t i) { return (const seat_row *)w->seats.items + i; }
static inline const person_row *person_at(const world *w, uint32_t i) { return (const person_row *)w->people.items + i; }
static inline const group_row *group_at(const world *w, uint32_t i) { return (const group_row *)w->groups.items + i; }
static inline const agent_row *agent_at(const world *w, uint32_t i) { return (const agent_row *)w->agents.items + i; }
static inline const title_row *title_at(const world *w, uint32_t i) { return (const title_row *)w->titles.items + i; }
static inline const region_row *region_at(const world *w, uint32_t i) { return (const region_row *)w->regions.items + i; }
static inline const head_row *head_at(const world *w, uint32_t i) { return (const head_row *)w->heads.items + i; }

casus_status facts_load(world *w, const world_options *options, casus_error *error);

/* Is w one of the words of a list like " of for from "? ASCII case does not count. */
bool listed(const char *list, str w);
bool is_leader_office(str office);
/* Countries whose leaders news calls by their last name without saying of what country. */
bool is_household(str country);

/* Day of a date; the first day of a month or year that is not said in full. */
int32_t day_of(casus_date date);

/* What a person is on a day. */
typedef struct {
  const person_row *row; /* NULL: nobody */
  bool former;           /* all terms of office have ended */
  bool future;           /* none has begun */
} person_term;

/* The term that counts on a day among all of one person (`row` is the first row of a person). */
person_term person_on(const world *w, uint32_t row, int32_t day);
/* Who holds an office of a country (or of a body: "IGOUNO") on a day, or NULL. */
const person_row *office_holder(const world *w, str owner, str office, int32_t day);
/* The office that a title means in a country ("secretary of state" of the USA), by its code, or in a body above the states, by
 * its name. Empty: none. */
str title_office(const world *w, uint64_t title_hash, str owner);
/* "people.tsv:812", in an arena. False: no memory. */
bool row_source(arena *a, str file, uint32_t line, str *out);
/* "people.tsv", or the overlay that a row is from. */
str person_file(const world *w, const person_row *row);
/* 'f', 'm' or 0: unknown. */
char sex_of_name(const world *w, str given);
#define NO_COUNTRY UINT32_MAX
/* Index of a country's row, or NO_COUNTRY. */
uint32_t country_index(const world *w, str iso3);
/* The row of a word in heads.tsv that has a kind, or NULL. */
const head_row *head_word(const world *w, uint64_t of_word, head_kind kind);

#endif
