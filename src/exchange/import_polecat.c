/* POLECAT to records. A side is a set of lists, whose n-th entries belong together where they are equally long. */
#include "exchange/import_parts.h"

/* ---- parties */

typedef struct {
  str entries[IMPORT_PARTIES_MAX];
  unsigned n;
} list;

static void split_list(str text, list *out) {
  out->n = 0;
  if (str_empty(text)) return;
  while (out->n < IMPORT_PARTIES_MAX && str_cut(&text, ';', &out->entries[out->n])) {
    out->entries[out->n] = str_trim(out->entries[out->n]);
    out->n++;
  }
}

static str entry(const list *l, unsigned i) { return i < l->n ? l->entries[i] : (str){"", 0}; }

static str country_of(const import_row *r, str text) {
  str country = country_from(r->tables, text, COUNTRY_PLOVER);
  return str_empty(country) ? country_from(r->tables, text, COUNTRY_NAME) : country;
}

enum { LIST_NAMES, LIST_COUNTRIES, LIST_SECTORS, LIST_TITLES, LIST_RAW, LISTS };

static casus_actor *make_parties(import_row *r, const list lists[LISTS], unsigned n, str primary) {
  casus_actor *parties = ARENA_ARRAY(r->memory, casus_actor, n);
  bool aligned = lists[LIST_SECTORS].n == n;
  for (unsigned i = 0; parties && i < n; i++) {
    casus_actor *a = &parties[i];
    a->name = entry(&lists[LIST_NAMES], i);
    a->office = entry(&lists[LIST_TITLES], i);
    a->text = entry(&lists[LIST_RAW], i);
    a->sector = aligned && n > 1 ? entry(&lists[LIST_SECTORS], i) : i ? (str){"", 0} : primary;
    a->country = country_of(r, entry(&lists[LIST_COUNTRIES], i));
    a->code = body_from_plover(entry(&lists[LIST_COUNTRIES], i));
    if (!code_of_party(r, a)) return NULL;
  }
  return parties;
}

static bool read_parties(import_row *r, int side) {
  static const char *const columns[2][LISTS] = {
      {"Actor Name", "Actor Country", "Actor Sectors", "Actor Title", "Actor Name Raw"},
      {"Recipient Name", "Recipient Country", "Recipient Sectors", "Recipient Title", "Recipient Name Raw"}};
  list lists[LISTS];
  unsigned n = 0;
  for (int i = 0; i < LISTS; i++) {
    split_list(value_of(r, columns[side][i]), &lists[i]);
    if (i != LIST_SECTORS && i != LIST_TITLES && lists[i].n > n) n = lists[i].n;
  }
  str primary = value_of(r, side ? "Primary Recipient Sector" : "Primary Actor Sector");
  if (!n && !str_empty(primary)) n = 1;
  if (!n) return true;
  casus_actor *parties = make_parties(r, lists, n, primary);
  if (!parties) return false;
  if (side) r->event->recipients = parties, r->event->n_recipients = n;
  else r->event->actors = parties, r->event->n_actors = n;
  return true;
}

/* ---- what happened */

static void read_modes(import_row *r) {
  str part, rest = value_of(r, "Event Mode");
  casus_event *e = r->event;
  while (e->n_modes < CASUS_MODES_MAX && str_cut(&rest, ';', &part)) {
    int mode = ontology_mode(e->event, str_trim(part));
    if (mode >= 0) e->modes[e->n_modes++] = (uint8_t)mode;
  }
}

static void read_contexts(import_row *r) {
  str part, rest = value_of(r, "Contexts");
  while (str_cut(&rest, ';', &part)) {
    int context = ontology_context(str_trim(part));
    if (context >= 0) r->event->contexts |= (uint64_t)1 << context;
  }
}

static bool read_event(import_row *r) {
  casus_event *e = r->event;
  str type;
  if (!needed_day(r, "Event Date", &e->date) || !needed_value(r, "Event Type", &type)) return false;
  e->event = casus_type_of_name(type);
  if (!e->event) return refuse(r, "Event Type", "is no type of PLOVER");
  read_modes(r);
  read_contexts(r);
  const ontology *o = exchange_ontology(r->tables);
  str cameo = ontology_fold_cameo(o, e->event, CASUS_NONE);
  if (cameo.len < sizeof e->cameo) memcpy(e->cameo, cameo.ptr, cameo.len);
  e->goldstein = ontology_goldstein(o, cameo);
  double intensity = (double)ontology_score(o, e->event, e->n_modes ? e->modes[0] : -1);
  if (!number_of(r, "Intensity", -10, 10, &intensity)) return false;
  e->score = (float)intensity;
  return true;
}

/* ---- place and article */

static bool read_place(import_row *r) {
  casus_place *p = &r->event->place;
  double geonames = 0;
  str city = value_of(r, "City");
  p->name = value_of(r, "Placename");
  p->admin1 = value_of(r, "Province");
  p->country = country_of(r, value_of(r, "Country"));
  if (str_empty(p->name)) p->name = !str_empty(city) ? city : p->admin1;
  if (str_empty(p->name)) p->name = country_in(r->tables, p->country, COUNTRY_NAME);
  if (!number_of(r, "GeoNames ID", 0, UINT32_MAX, &geonames)) return false;
  p->geonames = (uint32_t)geonames;
  return coordinates_of(r, "Latitude", "Longitude");
}

bool import_polecat(import_row *r) {
  str id;
  if (!needed_value(r, "Event ID", &id) || !read_event(r)) return false;
  casus_article *a = r->article;
  a->source = value_of(r, "Source");
  a->language = value_of(r, "Language");
  if (!day_of_text(value_of(r, "Publication Date"), &a->date)) a->date = r->event->date;
  return joined(r, STR("polecat:"), id, &a->id) && read_parties(r, 0) && read_parties(r, 1) && read_place(r);
}
