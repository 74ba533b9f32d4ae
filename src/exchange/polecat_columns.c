/* The columns of POLECAT. A side of several parties is one field: lists separated by semicolons, the n-th entry of each the n-th
 * party's. */
#include "exchange/exchange_row.h"

/* ---- parties */

static str party_country(const row *r, const casus_actor *a) {
  str country = country_in(r->tables, a->country, COUNTRY_PLOVER);
  return str_empty(country) ? body_in_plover(a->code) : country;
}

static str party_cow(const row *r, const casus_actor *a) { return country_in(r->tables, a->country, COUNTRY_COW); }

enum { LIST_NAME, LIST_COUNTRY, LIST_COW, LIST_SECTOR, LIST_OFFICE, LIST_WORDS };

static void party_list(row *r, int which) {
  static const party_value values[] = {party_proper_name, party_country, party_cow, party_sector, party_office, party_words};
  row_parties(r, SIDE_IN(which), values[WHAT_IN(which)]);
}

static void primary_sector(row *r, int which) {
  const casus_event *e = r->event;
  if (which ? e->n_recipients : e->n_actors) row_text(r, which ? e->recipients[0].sector : e->actors[0].sector);
}

/* ---- place and article */

/* As the article has it, where we have that. */
static void raw_place(row *r, int which) {
  casus_span at = r->event->place.span;
  if (at.begin < at.end && at.end <= r->article->text.len) row_text(r, str_slice(r->article->text, at.begin, at.end));
  else column_place(r, which);
}

static void version(row *r, int which) {
  (void)which;
  row_chars(r, "casus " CASUS_VERSION);
}

#define PARTY(name, wikipedia, side)                                                                                       \
  {name " Name", party_list, OF_SIDE(side, LIST_NAME), false},                                                             \
      {name " Country", party_list, OF_SIDE(side, LIST_COUNTRY), false},                                                   \
      {name " COW", party_list, OF_SIDE(side, LIST_COW), false}, {"Primary " name " Sector", primary_sector, side, false}, \
      {name " Sectors", party_list, OF_SIDE(side, LIST_SECTOR), false},                                                    \
      {name " Title", party_list, OF_SIDE(side, LIST_OFFICE), false},                                                      \
      {name " Name Raw", party_list, OF_SIDE(side, LIST_WORDS), false}, {                                                  \
    wikipedia, NULL, 0, false                                                                                              \
  }

static const row_column columns[] = {
    {"Event ID", column_id, 0, true},
    {"Event Date", column_day, '-', false},
    {"Event Type", column_type, 0, false},
    {"Event Mode", column_modes, 0, false},
    {"Intensity", column_score, 0, false},
    {"Quad Code", column_quad, 0, false},
    {"Contexts", column_contexts, 0, false},
    PARTY("Actor", "Wikipedia Actor ID", 0),
    PARTY("Recipient", "Wikipedia Recipient ID", 1),
    {"Placename", column_place, 0, false},
    {"City", column_city, 0, false},
    {"District", NULL, 0, false},
    {"Province", column_admin1, 0, false},
    {"Country", column_place_country, COUNTRY_PLOVER, false},
    {"Latitude", column_latitude, 0, false},
    {"Longitude", column_longitude, 0, false},
    {"GeoNames ID", column_geonames, 0, false},
    {"Raw Placename", raw_place, 0, false},
    {"Feature Type", NULL, 0, false},
    {"Source", column_source, 0, false},
    {"Publication Date", column_published, 0, false},
    {"Story People", NULL, 0, false},
    {"Story Organizations", NULL, 0, false},
    {"Story Locations", NULL, 0, false},
    {"Language", column_language, 0, false},
    {"Version", version, 0, true},
};

const layout polecat_layout = {columns, sizeof columns / sizeof *columns, true, false, false};
