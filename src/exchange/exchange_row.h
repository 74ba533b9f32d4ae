/* One row of a table: columns are filled by functions, and a format is a list of those. What several formats say in the same way
 * is written here once; what only one says stands in the file of its columns. */
#ifndef CASUS_EXCHANGE_ROW_H
#define CASUS_EXCHANGE_ROW_H

#include "casus_exchange.h"
#include "exchange/exchange_tables.h"

enum { ROW_COLUMNS_MAX = 64, ROW_BYTES_MAX = 1 << 24, NUMBER_SIZE = 24 };

typedef struct {
  const exchange_tables *tables;
  const casus_report *report;
  const casus_event *event;
  const casus_article *article;
  const casus_story *story;    /* NULL: not known */
  const casus_actor *sides[2]; /* the actor and the target of this row, where a row has one of each; NULL: none */
  str time;                    /* of the export; empty: not given */
  const char *id;              /* our event's or its story's */
  char number[NUMBER_SIZE];    /* the same as a decimal number, different for each row */
  buffer bytes;
  size_t ends[ROW_COLUMNS_MAX]; /* of the fields in `bytes` */
  bool failed;                  /* no memory, or longer than the maximum */
} row;

typedef struct {
  const char *name;
  void (*write)(row *r, int which); /* NULL: casus knows nothing of it, the field is empty */
  int which;
  bool foreign; /* not said by the event alone: an importer keeps it whatever it is */
} row_column;

typedef struct {
  const row_column *columns;
  unsigned n_columns;
  bool header;
  bool pairs;  /* a row for each pair of an actor and a recipient */
  bool quoted; /* RFC 4180; else TAB, and no field may hold what ends it */
} layout;

/* What a column says of a party: side (0 actors, 1 recipients) and which of several things in one number, its `which`. */
#define OF_SIDE(side, what) ((side) | (what) << 1)
#define SIDE_IN(which) ((which)&1)
#define WHAT_IN(which) ((which) >> 1)

extern const layout gdelt_layout, mentions_layout, icews_layout, polecat_layout, phoenix_layout, csv_layout;
/* NULL: a format without columns. */
const layout *layout_of(casus_format format);

/* Points the row at a report. */
void row_start(row *r, const casus_report *report, const casus_story *story, bool story_ids);
/* How many there are to be paired, at least one each. Where several do something together and no other side is named ("A and B
 * met"), each is paired with each other one. */
void row_sides(const row *r, uint32_t *n_actors, uint32_t *n_targets);
/* Points it at the i-th actor and the j-th target and gives it its number. False: they are the same. */
bool row_pair(row *r, uint32_t i, uint32_t j);
/* Fills all fields; those of unquoted layouts hold no TAB, line end, control character or quotation mark. False: failed. */
bool row_fill(row *r, const layout *l);
str row_field(const row *r, unsigned i);
/* Blanks what would end a field or a line in a table that knows no quotes. */
void blank_controls(char *bytes, size_t len);

/* ---- appending to the field at hand */
void row_text(row *r, str s);
void row_chars(row *r, const char *s); /* NULL: nothing */
void row_integer(row *r, int64_t value);
/* At most `digits` decimals, at least `least`; nothing where it is no number. */
void row_decimal(row *r, double value, int digits, int least);
/* "20240322" where separator is 0, else "2024-03-22"; a missing month or day is the first; nothing without a year. */
void row_day(row *r, casus_date date, char separator);
/* The contexts as a list, something after each of them. */
void row_contexts(row *r, const char *after_each);
/* As a list: separated by semicolons, which values may not hold. */
void row_listed(row *r, bool first, str value);

/* What the parties of a side (0 actors, 1 recipients) have, as a list. Empty entries keep the place of their party; those at the
 * end go. */
typedef str (*party_value)(const row *r, const casus_actor *a);
void row_parties(row *r, int side, party_value value);
str party_proper_name(const row *r, const casus_actor *a);
str party_sector(const row *r, const casus_actor *a);
str party_office(const row *r, const casus_actor *a);
str party_words(const row *r, const casus_actor *a);

/* ---- what formats share */
casus_date row_event_day(const row *r); /* the publication date where the event has none */
/* Fourteen digits: the time of the export, or the first second of `fallback`. */
void row_moment(row *r, casus_date fallback);
/* Name as the tables have it, else the country's for a bare country, else the words of the article. */
str party_name(const row *r, const casus_actor *a);
unsigned cameo_quad(str cameo); /* 1 to 4; 0: no code */
/* What kind of place it is: one of no country (a continent, a sea), a country, its first-level division, or something smaller. */
typedef enum { PLACE_NONE, PLACE_REGION, PLACE_COUNTRY, PLACE_FIRST_DIVISION, PLACE_TOWN } place_level;
place_level row_place_level(const row *r);

/* Columns that several formats have; `which` means nothing but where it is said. */
void column_number(row *r, int which);
void column_id(row *r, int which);
void column_day(row *r, int which);   /* which: the separator */
void column_cameo(row *r, int which); /* which: its first so many digits; 0: all */
void column_cameo_quad(row *r, int which);
void column_goldstein(row *r, int which);
void column_sentence(row *r, int which);
void column_article(row *r, int which); /* its id */
void column_url(row *r, int which);
void column_source(row *r, int which);
void column_language(row *r, int which);
void column_published(row *r, int which);
void column_place(row *r, int which);
void column_place_country(row *r, int which); /* which: the country_system */
void column_city(row *r, int which);          /* only something smaller than a first-level division */
void column_admin1(row *r, int which);
void column_latitude(row *r, int which);
void column_longitude(row *r, int which);
void column_contexts(row *r, int which);
void column_modes(row *r, int which);
void column_type(row *r, int which);
void column_score(row *r, int which);
void column_quad(row *r, int which); /* PLOVER's */
void column_geonames(row *r, int which);

/* An actor's code in CAMEO's words, three letters a group: "USA" "GOV"; "IGO" "UNO". */
enum { CODE_GROUPS_MAX = 5 };
typedef struct {
  str groups[CODE_GROUPS_MAX];
  unsigned n;
  bool is_role[CODE_GROUPS_MAX];
  str country; /* empty: none */
} cameo_party;
void cameo_party_of(const row *r, const casus_actor *a, cameo_party *out);

#endif
