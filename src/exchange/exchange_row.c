/* Fills rows, and writes what several formats say in the same way. */
#include "exchange/exchange_row.h"

#include <math.h>
#include <stdio.h>

void row_start(row *r, const casus_report *report, const casus_story *story, bool story_ids) {
  r->report = report;
  r->event = report->events;
  r->article = report->article;
  r->story = story;
  r->id = story && story_ids ? story->id : report->events->id;
  row_pair(r, 0, 0);
}

static bool is_mutual(const casus_event *e) {
  bool together = e->event == CASUS_CONSULT || e->event == CASUS_AGREE || e->event == CASUS_COOPERATE;
  return together && e->n_actors > 1 && !e->n_recipients;
}

void row_sides(const row *r, uint32_t *n_actors, uint32_t *n_targets) {
  const casus_event *e = r->event;
  *n_actors = e->n_actors ? e->n_actors : 1;
  *n_targets = is_mutual(e) ? e->n_actors : e->n_recipients ? e->n_recipients : 1;
}

/* 63 bits, so that it is a number in every language that reads the files. */
bool row_pair(row *r, uint32_t i, uint32_t j) {
  const casus_event *e = r->event;
  bool mutual = is_mutual(e);
  uint64_t number = hash_bytes(r->id, strlen(r->id), (uint64_t)i << 32 | j) >> 1;
  snprintf(r->number, sizeof r->number, "%llu", (unsigned long long)number);
  r->sides[0] = i < e->n_actors ? &e->actors[i] : NULL;
  r->sides[1] = mutual ? &e->actors[j] : j < e->n_recipients ? &e->recipients[j] : NULL;
  return !mutual || i != j;
}

void blank_controls(char *bytes, size_t len) {
  for (size_t i = 0; i < len; i++)
    if ((unsigned char)bytes[i] < ' ' || bytes[i] == 0x7F) bytes[i] = ' ';
}

/* Readers that expect quotes take a field that starts with one for all up to the next. */
static void make_plain(char *bytes, size_t len) {
  blank_controls(bytes, len);
  for (size_t i = 0; i < len; i++)
    if (bytes[i] == '"') bytes[i] = '\'';
}

bool row_fill(row *r, const layout *l) {
  r->bytes.len = 0;
  r->failed = false;
  for (unsigned i = 0; i < l->n_columns; i++) {
    if (l->columns[i].write) l->columns[i].write(r, l->columns[i].which);
    r->ends[i] = r->bytes.len;
  }
  if (!l->quoted) make_plain(r->bytes.ptr, r->bytes.len);
  return !r->failed;
}

str row_field(const row *r, unsigned i) {
  size_t begin = i ? r->ends[i - 1] : 0;
  if (begin == r->ends[i]) return (str){"", 0};
  return (str){r->bytes.ptr + begin, r->ends[i] - begin};
}

/* ---- appending */

void row_text(row *r, str s) { r->failed |= !buffer_add(&r->bytes, s); }

void row_chars(row *r, const char *s) {
  if (s) row_text(r, str_of(s));
}

void row_integer(row *r, int64_t value) { r->failed |= !buffer_format(&r->bytes, "%lld", (long long)value); }

/* Not by printf, whose decimal point is the locale's. */
void row_decimal(row *r, double value, int digits, int least) {
  static const double powers[] = {1, 10, 100, 1e3, 1e4, 1e5, 1e6};
  if (!isfinite(value) || fabs(value) >= 1e9) return;
  uint64_t scaled = (uint64_t)llround(fabs(value) * powers[digits]), unit = (uint64_t)powers[digits];
  if (value < 0 && scaled) row_chars(r, "-");
  for (; digits > least && scaled % 10 == 0; digits--) scaled /= 10, unit /= 10;
  row_integer(r, (int64_t)(scaled / unit));
  if (digits) r->failed |= !buffer_format(&r->bytes, ".%0*llu", digits, (unsigned long long)(scaled % unit));
}

void row_day(row *r, casus_date date, char separator) {
  if (!date.year) return;
  const char between[2] = {separator, 0};
  r->failed |= !buffer_format(&r->bytes, "%04d%s%02d%s%02d", date.year, between, date.month ? date.month : 1, between,
                              date.day ? date.day : 1);
}

void row_listed(row *r, bool first, str value) {
  if (!first) row_chars(r, ";");
  size_t begin = r->bytes.len;
  row_text(r, value);
  for (size_t i = begin; i < r->bytes.len; i++)
    if (r->bytes.ptr[i] == ';') r->bytes.ptr[i] = ',';
}

void row_parties(row *r, int side, party_value value) {
  const casus_event *e = r->event;
  const casus_actor *parties = side ? e->recipients : e->actors;
  uint32_t n = side ? e->n_recipients : e->n_actors;
  size_t last = r->bytes.len;
  for (uint32_t i = 0; i < n; i++) {
    str text = value(r, &parties[i]);
    row_listed(r, !i, text);
    if (!str_empty(text)) last = r->bytes.len;
  }
  r->bytes.len = last;
}

str party_sector(const row *r, const casus_actor *a) {
  (void)r;
  return a->sector;
}

str party_proper_name(const row *r, const casus_actor *a) {
  (void)r;
  return a->name;
}

str party_office(const row *r, const casus_actor *a) {
  (void)r;
  return a->office;
}

str party_words(const row *r, const casus_actor *a) {
  (void)r;
  return a->text;
}

/* ---- what formats share */

casus_date row_event_day(const row *r) { return r->event->date.year ? r->event->date : r->article->date; }

void row_moment(row *r, casus_date fallback) {
  char digits[14];
  size_t n = 0;
  for (size_t i = 0; i < r->time.len && n < sizeof digits; i++)
    if (is_ascii_digit((unsigned char)r->time.ptr[i])) digits[n++] = r->time.ptr[i];
  if (n == sizeof digits) {
    row_text(r, (str){digits, n});
  } else if (fallback.year) {
    row_day(r, fallback, 0);
    row_chars(r, "000000");
  }
}

str party_name(const row *r, const casus_actor *a) {
  if (!str_empty(a->name)) return a->name;
  bool bare = !str_empty(a->country) && str_equal(a->code, a->country);
  str country = bare ? country_in(r->tables, a->country, COUNTRY_NAME) : (str){0};
  return str_empty(country) ? a->text : country;
}

/* CAMEO manual 1.1b3: roots 01 to 05, 06 to 08, 09 to 13, 14 to 20. PLOVER's quad differs where its type does. */
unsigned cameo_quad(str cameo) {
  uint32_t root;
  if (cameo.len < 2 || !str_to_u32(str_slice(cameo, 0, 2), &root) || !root || root > 20) return 0;
  return root <= 5 ? 1 : root <= 8 ? 2 : root <= 13 ? 3 : 4;
}

/* A town often has the name of its division: the id tells them apart, where the place has one. */
static bool is_division(const row *r, const casus_place *p) {
  if (!str_equal(p->name, p->admin1)) return false;
  return !p->geonames || p->geonames == division_geonames(r->tables, p->country, p->name);
}

place_level row_place_level(const row *r) {
  const casus_place *p = &r->event->place;
  if (str_empty(p->name)) return PLACE_NONE;
  if (str_empty(p->country)) return PLACE_REGION;
  if (str_equal(country_from(r->tables, p->name, COUNTRY_NAME), p->country)) return PLACE_COUNTRY;
  return is_division(r, p) ? PLACE_FIRST_DIVISION : PLACE_TOWN;
}

static void add_group(cameo_party *out, str group, bool is_role) {
  if (str_empty(group) || out->n == CODE_GROUPS_MAX) return;
  out->is_role[out->n] = is_role;
  out->groups[out->n++] = group;
}

/* A sector becomes CAMEO's, and goes where CAMEO has none; what is neither country nor sector is a body's own code. */
static void add_code_group(const exchange_tables *t, cameo_party *out, str group) {
  str country = out->n ? (str){0} : country_in(t, group, COUNTRY_CAMEO);
  if (!str_empty(country)) out->country = country;
  if (!str_empty(country)) add_group(out, country, false);
  else if (sector_known(t, group)) add_group(out, sector_in(t, group, SECTOR_CAMEO), true);
  else add_group(out, group, false);
}

void cameo_party_of(const row *r, const casus_actor *a, cameo_party *out) {
  *out = (cameo_party){0};
  for (str rest = a ? a->code : (str){0}; rest.len >= 3; rest = str_slice(rest, 3, rest.len)) {
    str group = str_slice(rest, 0, 3);
    if (!str_is(group, "---")) add_code_group(r->tables, out, group);
  }
}

const layout *layout_of(casus_format format) {
  static const layout *const layouts[CASUS_FORMAT_COUNT] = {
      [CASUS_FORMAT_GDELT] = &gdelt_layout,     [CASUS_FORMAT_GDELT_MENTIONS] = &mentions_layout,
      [CASUS_FORMAT_ICEWS] = &icews_layout,     [CASUS_FORMAT_POLECAT] = &polecat_layout,
      [CASUS_FORMAT_PHOENIX] = &phoenix_layout, [CASUS_FORMAT_CSV] = &csv_layout};
  return (unsigned)format < CASUS_FORMAT_COUNT ? layouts[format] : NULL;
}
