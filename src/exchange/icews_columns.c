/* The columns of ICEWS' coded events. */
#include "exchange/exchange_row.h"

/* ---- parties */

static bool is_generic(const casus_actor *a) { return str_empty(a->name) && !str_empty(a->country) && !str_empty(a->sector); }

/* As ICEWS names those without a name of their own: "Police (Kenya)". */
static void name(row *r, int which) {
  const casus_actor *a = r->sides[which];
  if (!a) return;
  str sector = sector_in(r->tables, a->sector, SECTOR_ICEWS), country = country_in(r->tables, a->country, COUNTRY_ICEWS);
  if (!is_generic(a) || str_empty(sector) || str_empty(country)) {
    row_text(r, party_name(r, a));
    return;
  }
  row_text(r, sector);
  row_chars(r, " (");
  row_text(r, country);
  row_chars(r, ")");
}

/* All sectors of the code, separated by commas. */
static void sectors(row *r, int which) {
  const casus_actor *a = r->sides[which];
  bool any = false;
  for (str rest = a ? a->code : (str){0}; rest.len >= 3; rest = str_slice(rest, 3, rest.len)) {
    str word = sector_in(r->tables, str_slice(rest, 0, 3), SECTOR_ICEWS);
    if (str_empty(word)) continue;
    if (any) row_chars(r, ",");
    row_text(r, word);
    any = true;
  }
}

static void country(row *r, int which) {
  if (r->sides[which]) row_text(r, country_in(r->tables, r->sides[which]->country, COUNTRY_ICEWS));
}

/* ---- what happened */

static void event_text(row *r, int which) {
  (void)which;
  row_text(r, ontology_cameo_name(exchange_ontology(r->tables), str_of(r->event->cameo)));
}

static const row_column columns[] = {
    {"Event ID", column_number, 0, true},
    {"Event Date", column_day, '-', false},
    {"Source Name", name, 0, false},
    {"Source Sectors", sectors, 0, false},
    {"Source Country", country, 0, false},
    {"Event Text", event_text, 0, false},
    {"CAMEO Code", column_cameo, 0, false},
    {"Intensity", column_goldstein, 0, false},
    {"Target Name", name, 1, false},
    {"Target Sectors", sectors, 1, false},
    {"Target Country", country, 1, false},
    {"Story ID", column_article, 0, false},
    {"Sentence Number", column_sentence, 0, false},
    {"Publisher", column_source, 0, true},
    {"City", column_city, 0, false},
    {"District", NULL, 0, false},
    {"Province", column_admin1, 0, false},
    {"Country", column_place_country, COUNTRY_ICEWS, false},
    {"Latitude", column_latitude, 0, false},
    {"Longitude", column_longitude, 0, false},
};

const layout icews_layout = {columns, sizeof columns / sizeof *columns, true, true, false};
