/* GDELT's event tables, 2.0 and 1.0, to records. */
#define _GNU_SOURCE /* memmem, memrchr */
#include "exchange/import_parts.h"

/* ---- parties */

/* A role of a country that is not known: casus writes dashes for it. What is of no country has a code of its own. */
static bool lacks_country(const import_row *r, str code) {
  str sector = code.len < 3 ? code : sector_from(r->tables, str_slice(code, 0, 3), SECTOR_CAMEO);
  return code.len >= 3 && !str_empty(sector) && str_empty(body_in_plover(sector));
}

/* Role codes become PLOVER's sectors; a body's own code stays. */
static bool add_groups(import_row *r, casus_actor *a, str rest) {
  for (unsigned i = 0; rest.len >= 3 && i < CODE_GROUPS_MAX; i++, rest = str_slice(rest, 3, rest.len)) {
    str group = str_slice(rest, 0, 3), sector = sector_from(r->tables, group, SECTOR_CAMEO);
    if (str_empty(a->sector)) a->sector = sector;
    if (!joined(r, a->code, str_empty(sector) ? group : sector, &a->code)) return false;
  }
  return true;
}

static bool read_party(import_row *r, int side) {
  str code = value_of(r, side ? "Actor2Code" : "Actor1Code"), name = value_of(r, side ? "Actor2Name" : "Actor1Name");
  if (str_empty(code) && str_empty(name)) return true;
  casus_actor a = {.name = name, .text = name};
  if (code.len >= 3) a.country = country_from(r->tables, str_slice(code, 0, 3), COUNTRY_CAMEO);
  a.code = lacks_country(r, code) ? STR("---") : a.country;
  return add_groups(r, &a, str_empty(a.country) ? code : str_slice(code, 3, code.len)) && set_party(r, side, &a);
}

/* ---- place */

/* "Town, Division, Country", and fewer of these from the left. */
static void read_names(const exchange_tables *t, casus_place *p, str full, str type) {
  str name;
  str_cut(&full, ',', &name);
  p->name = str_is(type, "1") ? country_in(t, p->country, COUNTRY_NAME) : (str){"", 0};
  if (str_empty(p->name)) p->name = str_trim(name);
  if (str_is(type, "2") || str_is(type, "5")) p->admin1 = p->name;
  const char *last = full.len ? memrchr(full.ptr, ',', full.len) : NULL;
  if (last && str_empty(p->admin1)) p->admin1 = str_trim((str){full.ptr, (size_t)(last - full.ptr)});
}

static bool read_place(import_row *r) {
  str full = value_of(r, "ActionGeo_FullName");
  if (str_empty(full)) return true;
  casus_place *p = &r->event->place;
  p->country = country_from(r->tables, value_of(r, "ActionGeo_CountryCode"), COUNTRY_FIPS);
  read_names(r->tables, p, full, value_of(r, "ActionGeo_Type"));
  return coordinates_of(r, "ActionGeo_Lat", "ActionGeo_Long");
}

/* ---- article */

/* "www.example.org" of "https://www.example.org/a": the host, without "www.". */
static str host_of(str url) {
  const char *at = url.len > 3 ? memmem(url.ptr, url.len, "://", 3) : NULL;
  if (!at) return (str){"", 0};
  str host, rest = str_slice(url, (size_t)(at - url.ptr) + 3, url.len);
  str_cut(&rest, '/', &host);
  return str_starts(host, STR("www.")) ? str_slice(host, 4, host.len) : host;
}

static bool read_article(import_row *r, str id) {
  casus_article *a = r->article;
  str url = value_of(r, "SOURCEURL");
  a->source = host_of(url);
  if (!str_empty(a->source)) a->url = url;
  a->id = url;
  if (!day_of_text(value_of(r, "DATEADDED"), &a->date)) a->date = r->event->date;
  return !str_empty(url) || joined(r, STR("gdelt:"), id, &a->id);
}

bool import_gdelt(import_row *r) {
  casus_event *e = r->event;
  str id;
  if (!needed_value(r, "GLOBALEVENTID", &id) || !needed_day(r, "SQLDATE", &e->date) || !needed_cameo(r, "EventCode"))
    return false;
  double goldstein = (double)ontology_goldstein(exchange_ontology(r->tables), str_of(e->cameo));
  if (!number_of(r, "GoldsteinScale", -10, 10, &goldstein)) return false;
  e->goldstein = (float)goldstein;
  return read_party(r, 0) && read_party(r, 1) && read_place(r) && read_article(r, id);
}
