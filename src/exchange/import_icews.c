/* ICEWS' coded events to records. */
#include "exchange/import_parts.h"

/* The first of the sectors that is one of PLOVER's. */
static str first_sector(const exchange_tables *t, str list) {
  str word, sector = {"", 0};
  while (str_empty(sector) && str_cut(&list, ',', &word)) sector = sector_from(t, str_trim(word), SECTOR_ICEWS);
  return sector;
}

static bool read_party(import_row *r, int side) {
  static const char *const columns[2][3] = {{"Source Name", "Source Sectors", "Source Country"},
                                            {"Target Name", "Target Sectors", "Target Country"}};
  str name = value_of(r, columns[side][0]);
  casus_actor a = {.name = name,
                   .text = name,
                   .sector = first_sector(r->tables, value_of(r, columns[side][1])),
                   .country = country_from(r->tables, value_of(r, columns[side][2]), COUNTRY_ICEWS)};
  if (str_empty(name) && str_empty(a.sector) && str_empty(a.country)) return true;
  return code_of_party(r, &a) && set_party(r, side, &a);
}

/* The smallest place that is named. */
static bool read_place(import_row *r) {
  casus_place *p = &r->event->place;
  str city = value_of(r, "City");
  p->country = country_from(r->tables, value_of(r, "Country"), COUNTRY_ICEWS);
  p->admin1 = value_of(r, "Province");
  p->name = !str_empty(city) ? city : p->admin1;
  if (str_empty(p->name)) p->name = country_in(r->tables, p->country, COUNTRY_NAME);
  return coordinates_of(r, "Latitude", "Longitude");
}

static bool read_event(import_row *r) {
  casus_event *e = r->event;
  double sentence = 0, intensity;
  if (!needed_day(r, "Event Date", &e->date) || !needed_cameo(r, "CAMEO Code")) return false;
  intensity = (double)ontology_goldstein(exchange_ontology(r->tables), str_of(e->cameo));
  if (!number_of(r, "Intensity", -10, 10, &intensity) || !number_of(r, "Sentence Number", 0, 1e6, &sentence)) return false;
  e->goldstein = (float)intensity;
  e->sentence = (uint32_t)sentence;
  return true;
}

bool import_icews(import_row *r) {
  str id;
  if (!needed_value(r, "Event ID", &id) || !read_event(r)) return false;
  r->article->id = value_of(r, "Story ID");
  r->article->source = value_of(r, "Publisher");
  r->article->date = r->event->date; /* the day of the story is the day of its events here */
  if (str_empty(r->article->id) && !joined(r, STR("icews:"), id, &r->article->id)) return false;
  return read_party(r, 0) && read_party(r, 1) && read_place(r);
}
