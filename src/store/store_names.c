/* What the names and codes of a query mean: the rows of actor and place that fit, of the tables or of facts. Rows are compared
 * here rather than in SQL, so that both databases fold letters and accents alike. */
#include <math.h>
#include <stdlib.h>
#include <utf8proc.h>

#include "store/event_facts.h"
#include "store/party_keys.h"
#include "store/store_select.h"

enum { ALTERNATIVES_MAX = 32, NAME_BYTES_MAX = 4096 };

/* ---- folding: lower case, without accents */

static bool is_ascii(str s) {
  for (size_t i = 0; i < s.len; i++)
    if ((unsigned char)s.ptr[i] >= 0x80) return false;
  return true;
}

static bool fold_ascii(str s, buffer *out) {
  for (size_t i = 0; i < s.len; i++)
    if (!buffer_add_byte(out, to_ascii_lower(s.ptr[i]))) return false;
  return true;
}

/* Letters whose stroke or bow Unicode takes for no accent. */
static bool add_plain_letters(str s, buffer *out) {
  static const struct {
    const char *letter, *plain;
  } table[] = {{"\u00f8", "o"}, {"\u0142", "l"}, {"\u0111", "d"}, {"\u0131", "i"}, {"\u00e6", "ae"}, {"\u0153", "oe"}};
  for (size_t i = 0; i < s.len;) {
    str from = str_slice(s, i, s.len), found = str_slice(from, 0, 1);
    size_t len = 1;
    for (size_t k = 0; k < sizeof table / sizeof *table; k++)
      if (str_starts(from, str_of(table[k].letter))) found = str_of(table[k].plain), len = 2;
    if (!buffer_add(out, found)) return false;
    i += len;
  }
  return true;
}

static bool fold_other(str s, buffer *out) {
  utf8proc_uint8_t *mapped = NULL;
  utf8proc_ssize_t len = utf8proc_map((const utf8proc_uint8_t *)s.ptr, (utf8proc_ssize_t)s.len, &mapped,
                                      UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK | UTF8PROC_CASEFOLD);
  bool good = len >= 0 && add_plain_letters((str){(const char *)mapped, (size_t)len}, out);
  free(mapped);
  return good;
}

bool name_fold(str s, buffer *out) {
  out->len = 0;
  return is_ascii(s) ? fold_ascii(s, out) : fold_other(s, out);
}

/* ---- comparing */

static bool in_word(unsigned char c) { return is_ascii_alpha(c) || is_ascii_digit(c) || c >= 0x80; }

/* Does `wanted` stand in `name` as whole words? */
static bool holds_words(str name, str wanted) {
  for (size_t at = 0; at + wanted.len <= name.len; at++) {
    size_t end = at + wanted.len;
    if (memcmp(name.ptr + at, wanted.ptr, wanted.len) != 0) continue;
    if (at && in_word((unsigned char)name.ptr[at - 1])) continue;
    if (end < name.len && in_word((unsigned char)name.ptr[end])) continue;
    return true;
  }
  return false;
}

typedef struct {
  casus_store *store;
  str wanted;     /* as it was given */
  buffer name;    /* the same, folded */
  buffer scratch; /* a folded field of a row */
  key_list *keys; /* of rows that fit */
  double lat_deg, lon_deg, radius_km;
} search;

static casus_status no_memory(casus_error *error) { return error_set(error, CASUS_MEMORY, "no memory for the names of a query"); }

/* A field that cannot be folded (which no writer of ours leaves) is empty. What was folded lives until the next field. */
static str folded(search *s, bool is_folded, str field) {
  if (is_folded || str_empty(field)) return field;
  return name_fold(field, &s->scratch) ? buffer_str(&s->scratch) : STR("");
}

static bool fits(search *s, bool is_folded, str field) {
  return s->name.len && !str_empty(field) && holds_words(folded(s, is_folded, field), buffer_str(&s->name));
}

/* ---- rows, from the tables or from memory */

typedef bool (*actor_test)(search *s, const actor_row *row);
typedef bool (*place_test)(search *s, const place_row *row);

static casus_status read_actors(search *s, sql_query *q, actor_test test, casus_error *error) {
  casus_status status;
  while ((status = sql_step(q, error)) == CASUS_OK) {
    actor_row row = {sql_integer(q, 0), sql_text(q, 1), sql_text(q, 2), sql_text(q, 3), sql_text(q, 4), false};
    if (!test(s, &row) || key_list_add(s->keys, row.key)) continue;
    sql_reset(q);
    return no_memory(error);
  }
  return status == CASUS_END ? CASUS_OK : status;
}

static casus_status scan_actors(search *s, actor_test test, casus_error *error) {
  const casus_facts *f = s->store->facts;
  for (uint32_t i = 0; i < f->n_actors; i++)
    if (test(s, &f->actors[i].row) && !key_list_add(s->keys, f->actors[i].row.key)) return no_memory(error);
  return CASUS_OK;
}

static casus_status read_places(search *s, sql_query *q, place_test test, casus_error *error) {
  casus_status status;
  while ((status = sql_step(q, error)) == CASUS_OK) {
    place_row row = {sql_integer(q, 0), sql_text(q, 1), sql_text(q, 2), sql_text(q, 3), sql_real(q, 4), sql_real(q, 5), false};
    if (!test(s, &row) || key_list_add(s->keys, row.key)) continue;
    sql_reset(q);
    return no_memory(error);
  }
  return status == CASUS_END ? CASUS_OK : status;
}

static casus_status scan_places(search *s, place_test test, casus_error *error) {
  const casus_facts *f = s->store->facts;
  for (uint32_t i = 0; i < f->n_places; i++)
    if (test(s, &f->place_table[i].row) && !key_list_add(s->keys, f->place_table[i].row.key)) return no_memory(error);
  return CASUS_OK;
}

/* ---- actors */

/* "USA", "usagov", "---GOV": blocks of three letters, all in capitals or none. "Ben" is a name. */
static bool code_of(str s, char *code) {
  bool upper = true, lower = true;
  if (!s.len || s.len % 3 || s.len > 24) return false;
  for (size_t i = 0; i < s.len; i++) {
    unsigned char c = (unsigned char)s.ptr[i];
    upper &= is_ascii_upper(c) || c == '-';
    lower &= is_ascii_lower(c) || c == '-';
    code[i] = (char)(is_ascii_lower(c) ? c - 32 : c);
  }
  return upper || lower;
}

/* Those whose code begins as `code`: asked of the tables by its first three letters. */
static casus_status actors_of_code(search *s, str code, actor_test test, casus_error *error) {
  sql_query *q;
  if (s->store->facts) return scan_actors(s, test, error);
  casus_status status = statement(s->store, ACTORS_OF_CODE, &q, error);
  if (status != CASUS_OK) return status;
  sql_bind_text(q, 1, str_slice(code, 0, code.len < 3 ? code.len : 3));
  return read_actors(s, q, test, error);
}

static casus_status actors_of_name(search *s, actor_test test, casus_error *error) {
  sql_query *q;
  if (s->store->facts) return scan_actors(s, test, error);
  casus_status status = statement(s->store, ACTORS_OF_NAME, &q, error);
  return status == CASUS_OK ? read_actors(s, q, test, error) : status;
}

static bool has_code(search *s, const actor_row *row) { return str_starts(row->code, s->wanted); }
static bool is_called(search *s, const actor_row *row) {
  return fits(s, row->is_folded, row->name) || fits(s, row->is_folded, row->office);
}

/* "PSEREB:Hamas" (party_keys.h) */
static bool is_party(search *s, const actor_row *row) {
  return party_key_means(s->wanted, row, folded(s, row->is_folded, row->name), buffer_str(&s->name));
}

/* What looks like a code or a party's key is one where an actor has it: Hamas and Russia have six letters or so, too. */
static casus_status find_actors(search *s, casus_error *error) {
  char code[24];
  const size_t before = s->keys->n;
  const str given = s->wanted;
  str key_code;
  casus_status status = CASUS_OK;
  if (code_of(given, code)) {
    s->wanted = (str){code, given.len};
    status = actors_of_code(s, s->wanted, has_code, error);
    s->wanted = given;
  } else if (party_key_code(given, &key_code)) {
    status = actors_of_code(s, key_code, is_party, error);
  }
  if (status != CASUS_OK || s->keys->n > before) return status;
  return actors_of_name(s, is_called, error);
}

/* ---- places */

#define EARTH_RADIUS_KM 6371.0088 /* mean radius, IUGG */
#define RADIANS_A_DEGREE 0.017453292519943295

/* Haversine formula. */
static double distance_km(double lat1, double lon1, double lat2, double lon2) {
  double a = sin((lat2 - lat1) * RADIANS_A_DEGREE / 2), b = sin((lon2 - lon1) * RADIANS_A_DEGREE / 2);
  double h = a * a + cos(lat1 * RADIANS_A_DEGREE) * cos(lat2 * RADIANS_A_DEGREE) * b * b;
  return 2 * EARTH_RADIUS_KM * asin(sqrt(h < 1 ? h : 1));
}

static bool place_is_near(const search *s, const place_row *p) {
  if (s->radius_km == 0) return true;
  return !isnan(p->lat) && !isnan(p->lon) && distance_km(s->lat_deg, s->lon_deg, p->lat, p->lon) <= s->radius_km;
}

static bool place_is_called(search *s, const place_row *p) {
  if (str_empty(s->wanted) || str_equal_fold(s->wanted, p->country)) return true;
  return fits(s, p->is_folded, p->name) || fits(s, p->is_folded, p->admin1);
}

static bool place_fits(search *s, const place_row *p) { return place_is_near(s, p) && place_is_called(s, p); }

static casus_status find_places(search *s, casus_error *error) {
  sql_query *q;
  if (s->store->facts) return scan_places(s, place_fits, error);
  casus_status status = statement(s->store, PLACES_READ, &q, error);
  return status == CASUS_OK ? read_places(s, q, place_fits, error) : status;
}

/* ---- alternatives, separated by commas */

static casus_status find_one(search *s, str name, casus_status (*find)(search *, casus_error *), casus_error *error) {
  s->wanted = str_trim(name);
  return name_fold(s->wanted, &s->name) ? find(s, error) : no_memory(error);
}

static casus_status find_each(search *s, str names, casus_status (*find)(search *, casus_error *), casus_error *error) {
  casus_status status = CASUS_OK;
  str name;
  for (int n = 0; status == CASUS_OK && str_cut(&names, ',', &name); n++) {
    if (n == ALTERNATIVES_MAX) return error_set(error, CASUS_USAGE, "at most %d names, separated by commas", ALTERNATIVES_MAX);
    if (str_empty(str_trim(name))) return error_set(error, CASUS_USAGE, "a name of the query is empty");
    status = find_one(s, name, find, error);
  }
  return status;
}

static void search_begin(search *s, casus_store *store, key_list *keys) {
  *s = (search){.store = store, .keys = keys};
  buffer_init(&s->name, 4 * NAME_BYTES_MAX);
  buffer_init(&s->scratch, 1 << 20);
}

static casus_status search_end(search *s, casus_status status) {
  buffer_free(&s->name);
  buffer_free(&s->scratch);
  return status;
}

casus_status actors_named(casus_store *store, str names, key_list *keys, casus_error *error) {
  search s;
  search_begin(&s, store, keys);
  return search_end(&s, find_each(&s, names, find_actors, error));
}

casus_status places_named(casus_store *store, const casus_query *query, key_list *keys, casus_error *error) {
  search s;
  search_begin(&s, store, keys);
  s.lat_deg = query->lat_deg;
  s.lon_deg = query->lon_deg;
  s.radius_km = query->radius_km;
  return search_end(&s, str_empty(query->place) ? find_places(&s, error) : find_each(&s, query->place, find_places, error));
}
