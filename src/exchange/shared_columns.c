/* Columns that several formats have. */
#include "exchange/exchange_row.h"

void column_number(row *r, int which) {
  (void)which;
  row_chars(r, r->number);
}

void column_id(row *r, int which) {
  (void)which;
  row_chars(r, r->id);
}

void column_day(row *r, int which) { row_day(r, row_event_day(r), (char)which); }

void column_cameo(row *r, int which) {
  str code = str_of(r->event->cameo);
  row_text(r, which && code.len > (size_t)which ? str_slice(code, 0, (size_t)which) : code);
}

void column_cameo_quad(row *r, int which) {
  (void)which;
  unsigned quad = cameo_quad(str_of(r->event->cameo));
  if (quad) row_integer(r, quad);
}

void column_goldstein(row *r, int which) {
  (void)which;
  row_decimal(r, (double)r->event->goldstein, 2, 1);
}

void column_sentence(row *r, int which) {
  (void)which;
  if (r->event->sentence) row_integer(r, r->event->sentence);
}

void column_article(row *r, int which) {
  (void)which;
  row_text(r, r->article->id);
}

void column_url(row *r, int which) {
  (void)which;
  row_text(r, r->article->url);
}

void column_source(row *r, int which) {
  (void)which;
  row_text(r, r->article->source);
}

void column_language(row *r, int which) {
  (void)which;
  row_text(r, r->article->language);
}

void column_published(row *r, int which) {
  (void)which;
  row_day(r, r->article->date, '-');
}

void column_place(row *r, int which) {
  (void)which;
  row_text(r, r->event->place.name);
}

void column_place_country(row *r, int which) {
  row_text(r, country_in(r->tables, r->event->place.country, (country_system)which));
}

void column_city(row *r, int which) {
  if (row_place_level(r) == PLACE_TOWN) column_place(r, which);
}

void column_admin1(row *r, int which) {
  (void)which;
  if (!str_empty(r->event->place.name)) row_text(r, r->event->place.admin1);
}

void column_latitude(row *r, int which) {
  (void)which;
  if (!str_empty(r->event->place.name)) row_decimal(r, r->event->place.lat_deg, 6, 0);
}

void column_longitude(row *r, int which) {
  (void)which;
  if (!str_empty(r->event->place.name)) row_decimal(r, r->event->place.lon_deg, 6, 0);
}

void row_contexts(row *r, const char *after_each) {
  bool first = true;
  for (unsigned i = 0; i < 64; i++) {
    if (!(r->event->contexts >> i & 1)) continue;
    row_listed(r, first, str_of(casus_context_name(i)));
    row_chars(r, after_each);
    first = false;
  }
}

void column_contexts(row *r, int which) {
  (void)which;
  row_contexts(r, "");
}

void column_modes(row *r, int which) {
  (void)which;
  for (unsigned i = 0; i < r->event->n_modes; i++) row_listed(r, !i, str_of(casus_mode_name(r->event->modes[i])));
}

void column_type(row *r, int which) {
  (void)which;
  if (r->event->event) row_chars(r, casus_type_name(r->event->event));
}

void column_score(row *r, int which) {
  (void)which;
  row_decimal(r, (double)r->event->score, 2, 1);
}

void column_quad(row *r, int which) {
  (void)which;
  if (r->event->quad) row_integer(r, r->event->quad);
}

void column_geonames(row *r, int which) {
  (void)which;
  if (!str_empty(r->event->place.name) && r->event->place.geonames) row_integer(r, r->event->place.geonames);
}
