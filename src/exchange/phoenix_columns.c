/* The columns of Phoenix. */
#include "exchange/exchange_row.h"

static void version_id(row *r, int which) {
  column_number(r, which);
  row_chars(r, "_casus" CASUS_VERSION);
}

enum { PART_YEAR, PART_MONTH, PART_DAY };

static void date_part(row *r, int which) {
  casus_date d = row_event_day(r);
  const int parts[] = {d.year, d.month ? d.month : 1, d.day ? d.day : 1};
  if (d.year) row_integer(r, parts[which]);
}

/* The code as a whole, then its groups: country or kind of body, role, and what is left. */
enum { CODE_FULL, CODE_ENTITY, CODE_ROLE, CODE_ATTRIBUTE };

static void party_code(row *r, int which) {
  static const unsigned from[] = {0, 0, 1, 2}, to[] = {CODE_GROUPS_MAX, 1, 2, CODE_GROUPS_MAX};
  cameo_party party;
  int what = WHAT_IN(which);
  cameo_party_of(r, r->sides[SIDE_IN(which)], &party);
  for (unsigned i = from[what]; i < party.n && i < to[what]; i++) row_text(r, party.groups[i]);
}

/* Phoenix counts how often a theme is touched: casus knows that it is. */
static void issues(row *r, int which) {
  (void)which;
  row_contexts(r, ",1");
}

#define PARTY(name, side)                                                   \
  {name "Actor", party_code, OF_SIDE(side, CODE_FULL), false},              \
      {name "ActorEntity", party_code, OF_SIDE(side, CODE_ENTITY), false},  \
      {name "ActorRole", party_code, OF_SIDE(side, CODE_ROLE), false}, {    \
    name "ActorAttribute", party_code, OF_SIDE(side, CODE_ATTRIBUTE), false \
  }

static const row_column columns[] = {
    {"EventID", version_id, 0, false},
    {"StoryDate", column_day, 0, false},
    {"Year", date_part, PART_YEAR, false},
    {"Month", date_part, PART_MONTH, false},
    {"Day", date_part, PART_DAY, false},
    PARTY("Source", 0),
    PARTY("Target", 1),
    {"EventCode", column_cameo, 0, false},
    {"RootCode", column_cameo, 2, false},
    {"QuadClass", column_cameo_quad, 0, false},
    {"Goldstein", column_goldstein, 0, false},
    {"Issues", issues, 0, false},
    {"Lat", column_latitude, 0, false},
    {"Lon", column_longitude, 0, false},
    {"Place", column_place, 0, false},
    {"State", column_admin1, 0, false},
    {"Country", column_place_country, COUNTRY_CAMEO, false},
    {"StoryIDs", column_article, 0, false},
    {"URLs", column_url, 0, false},
    {"NewsSources", column_source, 0, false},
};

const layout phoenix_layout = {columns, sizeof columns / sizeof *columns, false, true, false};
