/* Fields of imported rows as values. */
#include <math.h>

#include "exchange/import_parts.h"

bool refuse(import_row *r, const char *column, const char *problem) {
  r->column = column;
  r->problem = problem;
  return false;
}

static bool is_missing(str s) {
  static const char *const words[] = {"NA", "NULL", "None", "nan", NULL};
  return str_is_one_of(s, words);
}

str value_of(const import_row *r, const char *name) {
  for (unsigned i = 0; i < r->layout->n_columns; i++) {
    if (strcmp(r->layout->columns[i].name, name) != 0) continue;
    str s = str_trim(r->fields[i]);
    if (s.len >= 2 && s.ptr[0] == '"' && s.ptr[s.len - 1] == '"') s = str_slice(s, 1, s.len - 1);
    return is_missing(s) ? (str){"", 0} : s;
  }
  return (str){"", 0};
}

bool needed_value(import_row *r, const char *name, str *value) {
  *value = value_of(r, name);
  return !str_empty(*value) || refuse(r, name, "is empty");
}

static void day_with_dashes(const char *digits, char iso[10]) {
  memcpy(iso, digits, 4);
  memcpy(iso + 5, digits + 4, 2);
  memcpy(iso + 8, digits + 6, 2);
  iso[4] = iso[7] = '-';
}

bool day_of_text(str text, casus_date *date) {
  char iso[10];
  casus_date read;
  bool dashes = text.len >= 10 && text.ptr[4] == '-' && text.ptr[7] == '-';
  if (!dashes && text.len < 8) return false;
  if (dashes) memcpy(iso, text.ptr, 10);
  else day_with_dashes(text.ptr, iso);
  if (!casus_date_read((str){iso, sizeof iso}, &read) || !read.day || !date_is_real(read)) return false;
  *date = read;
  return true;
}

bool needed_day(import_row *r, const char *name, casus_date *date) {
  str text;
  if (!needed_value(r, name, &text)) return false;
  return day_of_text(text, date) || refuse(r, name, "is no date");
}

bool number_of(import_row *r, const char *name, double min, double max, double *number) {
  enum { DIGITS_MAX = 32 };
  str text = value_of(r, name);
  double read;
  if (str_empty(text)) return true;
  if (text.len > DIGITS_MAX || !str_to_double(text, &read)) return refuse(r, name, "is no number");
  if (read < min || read > max) return refuse(r, name, "is out of range");
  *number = read;
  return true;
}

bool needed_cameo(import_row *r, const char *name) {
  str code;
  if (!needed_value(r, name, &code)) return false;
  uint32_t digits;
  if (code.len < 2 || code.len >= sizeof r->event->cameo || !str_to_u32(code, &digits) || !cameo_quad(code))
    return refuse(r, name, "is no CAMEO code");
  memcpy(r->event->cameo, code.ptr, code.len);
  r->event->cameo[code.len] = 0;
  return true;
}

bool coordinates_of(import_row *r, const char *latitude, const char *longitude) {
  casus_place *p = &r->event->place;
  return number_of(r, latitude, -90, 90, &p->lat_deg) && number_of(r, longitude, -180, 180, &p->lon_deg);
}

bool joined(import_row *r, str a, str b, str *out) {
  char *p = arena_alloc(r->memory, a.len + b.len + 1, 1);
  if (!p) return false;
  if (a.len) memcpy(p, a.ptr, a.len);
  if (b.len) memcpy(p + a.len, b.ptr, b.len);
  *out = (str){p, a.len + b.len};
  return true;
}

bool set_party(import_row *r, int side, const casus_actor *a) {
  casus_actor *copy = ARENA_ARRAY(r->memory, casus_actor, 1);
  if (!copy) return false;
  *copy = *a;
  if (side) r->event->recipients = copy, r->event->n_recipients = 1;
  else r->event->actors = copy, r->event->n_actors = 1;
  return true;
}

bool code_of_party(import_row *r, casus_actor *a) {
  if (!str_empty(a->code) || (str_empty(a->country) && str_empty(a->sector))) return true;
  return joined(r, str_empty(a->country) ? STR("---") : a->country, a->sector, &a->code);
}
