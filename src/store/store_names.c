/* What the names and codes of a query mean: the rows of actor and place that fit. Rows are compared here rather than in SQL, so
 * that both databases fold letters and accents alike. */
#include <math.h>
#include <stdlib.h>
#include <utf8proc.h>

#include "store/row_reader.h"
#include "store/store_select.h"

enum { ALTERNATIVES_MAX = 32, NAME_BYTES_MAX = 4096, KEYS_MAX = 1 << 26 };

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

static bool fold_other(str s, buffer *out) {
  utf8proc_uint8_t *mapped = NULL;
  utf8proc_ssize_t len = utf8proc_map((const utf8proc_uint8_t *)s.ptr, (utf8proc_ssize_t)s.len, &mapped,
                                      UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK | UTF8PROC_CASEFOLD);
  bool good = len >= 0 && buffer_add(out, (str){(const char *)mapped, (size_t)len});
  free(mapped);
  return good;
}

static bool fold(str s, buffer *out) {
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
  int64_t *keys;  /* of rows that fit */
  size_t n_keys, capacity;
  double lat_deg, lon_deg, radius_km;
} search;

static casus_status no_memory(casus_error *error) { return error_set(error, CASUS_MEMORY, "no memory for the names of a query"); }

static bool add_key(search *s, int64_t key) {
  if (s->n_keys == s->capacity) {
    size_t wanted = s->capacity ? s->capacity * 2 : 256;
    int64_t *grown = wanted <= KEYS_MAX ? realloc(s->keys, wanted * sizeof *grown) : NULL;
    if (!grown) return false;
    s->keys = grown;
    s->capacity = wanted;
  }
  s->keys[s->n_keys++] = key;
  return true;
}

/* A field that cannot be folded (which no writer of ours leaves) fits nothing. */
static bool fits(search *s, str field) {
  return s->name.len && !str_empty(field) && fold(field, &s->scratch) &&
         holds_words(buffer_str(&s->scratch), buffer_str(&s->name));
}

/* ---- actors */

/* "USA", "usagov": blocks of three letters, all in capitals or none. "Ben" is a name. */
static bool code_of(str s, char *code) {
  bool upper = true, lower = true;
  if (!s.len || s.len % 3 || s.len > 24) return false;
  for (size_t i = 0; i < s.len; i++) {
    unsigned char c = (unsigned char)s.ptr[i];
    upper &= is_ascii_upper(c);
    lower &= is_ascii_lower(c);
    code[i] = (char)(is_ascii_lower(c) ? c - 32 : c);
  }
  return upper || lower;
}

static casus_status actors_of_code(search *s, str code, casus_error *error) {
  sql_query *q;
  casus_status status = statement(s->store, ACTORS_OF_CODE, &q, error);
  if (status != CASUS_OK) return status;
  sql_bind_text(q, 1, str_slice(code, 0, 3));
  while ((status = sql_step(q, error)) == CASUS_OK)
    if (str_starts(sql_text(q, 1), code) && !add_key(s, sql_integer(q, 0))) {
      sql_reset(q);
      return no_memory(error);
    }
  return status == CASUS_END ? CASUS_OK : status;
}

static casus_status actors_of_name(search *s, casus_error *error) {
  sql_query *q;
  casus_status status = statement(s->store, ACTORS_OF_NAME, &q, error);
  if (status != CASUS_OK) return status;
  while ((status = sql_step(q, error)) == CASUS_OK)
    if ((fits(s, sql_text(q, 1)) || fits(s, sql_text(q, 2))) && !add_key(s, sql_integer(q, 0))) {
      sql_reset(q);
      return no_memory(error);
    }
  return status == CASUS_END ? CASUS_OK : status;
}

/* What looks like a code is one where an actor has it: Hamas and Russia have six letters or so, too. */
static casus_status find_actors(search *s, casus_error *error) {
  char code[24];
  size_t before = s->n_keys;
  if (code_of(s->wanted, code)) {
    casus_status status = actors_of_code(s, (str){code, s->wanted.len}, error);
    if (status != CASUS_OK || s->n_keys > before) return status;
  }
  return actors_of_name(s, error);
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

static bool place_is_near(const search *s, sql_query *q) {
  if (s->radius_km == 0) return true;
  double lat = sql_real(q, 4), lon = sql_real(q, 5);
  return !isnan(lat) && !isnan(lon) && distance_km(s->lat_deg, s->lon_deg, lat, lon) <= s->radius_km;
}

static bool place_is_called(search *s, sql_query *q) {
  if (str_empty(s->wanted) || str_equal_fold(s->wanted, sql_text(q, 2))) return true;
  return fits(s, sql_text(q, 1)) || fits(s, sql_text(q, 3));
}

static casus_status find_places(search *s, casus_error *error) {
  sql_query *q;
  casus_status status = statement(s->store, PLACES_READ, &q, error);
  if (status != CASUS_OK) return status;
  while ((status = sql_step(q, error)) == CASUS_OK)
    if (place_is_near(s, q) && place_is_called(s, q) && !add_key(s, sql_integer(q, 0))) {
      sql_reset(q);
      return no_memory(error);
    }
  return status == CASUS_END ? CASUS_OK : status;
}

/* ---- alternatives, separated by commas */

static casus_status find_one(search *s, str name, casus_status (*find)(search *, casus_error *), casus_error *error) {
  s->wanted = str_trim(name);
  return fold(s->wanted, &s->name) ? find(s, error) : no_memory(error);
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

static void search_begin(search *s, casus_store *store) {
  *s = (search){.store = store};
  buffer_init(&s->name, 4 * NAME_BYTES_MAX);
  buffer_init(&s->scratch, 1 << 20);
}

static casus_status search_end(search *s, casus_status status, buffer *keys, casus_error *error) {
  if (status == CASUS_OK && !key_set_write(keys, sql_kind_of(s->store->db), s->keys, s->n_keys)) status = no_memory(error);
  buffer_free(&s->name);
  buffer_free(&s->scratch);
  free(s->keys);
  return status;
}

casus_status actors_named(casus_store *store, str names, buffer *keys, casus_error *error) {
  search s;
  search_begin(&s, store);
  return search_end(&s, find_each(&s, names, find_actors, error), keys, error);
}

casus_status places_named(casus_store *store, const casus_query *query, buffer *keys, casus_error *error) {
  search s;
  search_begin(&s, store);
  s.lat_deg = query->lat_deg;
  s.lon_deg = query->lon_deg;
  s.radius_km = query->radius_km;
  casus_status status = str_empty(query->place) ? find_places(&s, error) : find_each(&s, query->place, find_places, error);
  return search_end(&s, status, keys, error);
}
