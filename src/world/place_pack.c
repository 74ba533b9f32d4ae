/* Packs a table of places into the image that place_image.c searches: checks every field, folds every name. */
#include <math.h>
#include <stdlib.h>

#include "world/place_image.h"

enum {
  COLUMN_NAME,
  COLUMN_KEYS,
  COLUMN_COUNTRY,
  COLUMN_ADMIN1,
  COLUMN_FEATURE,
  COLUMN_POPULATION,
  COLUMN_LAT,
  COLUMN_LON,
  COLUMN_GEONAMES,
  COLUMN_COUNT
};

static const struct {
  const char *name, *also;
  bool needed;
} columns[COLUMN_COUNT] = {{"name", NULL, true},      {"keys", "variants", false}, {"country", NULL, true},
                           {"admin1", NULL, false},   {"feature", NULL, true},     {"population", NULL, false},
                           {"lat", "latitude", true}, {"lon", "longitude", true},  {"geonames", NULL, false}};

typedef struct {
  uint64_t hash;
  uint32_t row;
  uint8_t flags;
} entry;

typedef struct {
  tsv t;
  uint32_t at[COLUMN_COUNT]; /* 1 + column; 0: the table has none */
  arena *a;
  place_record *rows;
  entry *entries;
  uint32_t n_rows, rows_capacity, n_entries, entries_capacity;
  buffer names;
  casus_error *error;
} packer;

enum { NAMES_BYTES_MAX = 1 << 28, ADMIN_BYTES_MAX = 20, KEYS_OF_ROW_MAX = 400 };
#define PACKER_BYTES_MAX ((size_t)1 << 30)

/* ---- one row */

static str field(const packer *p, int column) { return p->at[column] ? p->t.fields[p->at[column] - 1] : (str){"", 0}; }

static casus_status bad(const packer *p, int column, const char *should) {
  str value = field(p, column);
  return error_at(p->error, CASUS_DATA, p->t.file, p->t.line, 0, "%s \"%.*s\": %s", columns[column].name,
                  (int)(value.len > 60 ? 60 : value.len), value.len ? value.ptr : "", should);
}

static casus_status no_room(const packer *p) {
  return error_at(p->error, CASUS_MEMORY, p->t.file, p->t.line, 0, "no memory for places, or over %d of them", PLACE_ROWS_MAX);
}

static bool kind_of(str feature, uint8_t *kind) {
  static const struct {
    const char *feature;
    uint8_t kind;
  } kinds[] = {{"PPL", PLACE_TOWN},      {"PPLX", PLACE_QUARTER}, {"PPLA", PLACE_SEAT},  {"PPLC", PLACE_CAPITAL},
               {"ADM1", PLACE_DIVISION}, {"ADM2", PLACE_COUNTY},  {"REG", PLACE_REGION}, {"ISL", PLACE_REGION},
               {"MNT", PLACE_REGION},    {"WTR", PLACE_WATER},    {"FAC", PLACE_SITE},   {"CONT", PLACE_CONTINENT},
               {"CTRY", PLACE_COUNTRY}};
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
    if (str_is(feature, kinds[i].feature)) return *kind = kinds[i].kind, true;
  return false;
}

static bool degrees(str s, double limit, int32_t *out) {
  double value;
  if (s.len > 24 || !str_to_double(s, &value) || !(fabs(value) <= limit)) return false;
  *out = (int32_t)lround(value * 1e5);
  return true;
}

static bool is_country_code(str s) {
  if (s.len != 3) return s.len == 0;
  for (size_t i = 0; i < 3; i++)
    if (!is_ascii_upper((unsigned char)s.ptr[i])) return false;
  return true;
}

static casus_status check_row(const packer *p, place_record *r) {
  str name = field(p, COLUMN_NAME), country = field(p, COLUMN_COUNTRY), population = field(p, COLUMN_POPULATION);
  if (!name.len || name.len > UINT8_MAX) return bad(p, COLUMN_NAME, "should be a name of 1 to 255 bytes");
  if (!is_country_code(country))
    return bad(p, COLUMN_COUNTRY, "should be a code of three capital letters such as \"FRA\", or empty");
  if (field(p, COLUMN_ADMIN1).len > ADMIN_BYTES_MAX) return bad(p, COLUMN_ADMIN1, "should be a code of up to 20 bytes, or empty");
  if (!kind_of(field(p, COLUMN_FEATURE), &r->kind))
    return bad(p, COLUMN_FEATURE, "should be PPL, PPLX, PPLA, PPLC, ADM1, ADM2, REG, ISL, MNT, WTR, FAC, CONT or CTRY");
  if (population.len && !str_to_u32(population, &r->population))
    return bad(p, COLUMN_POPULATION, "should be a whole number, or empty");
  if (!degrees(field(p, COLUMN_LAT), 90, &r->lat)) return bad(p, COLUMN_LAT, "should be degrees from -90 to 90 such as 33.5");
  if (!degrees(field(p, COLUMN_LON), 180, &r->lon))
    return bad(p, COLUMN_LON, "should be degrees from -180 to 180 such as -36.25");
  str number = field(p, COLUMN_GEONAMES);
  if (number.len && !str_to_u32(number, &r->geonames)) return bad(p, COLUMN_GEONAMES, "should be a GeoNames number, or empty");
  if (country.len) memcpy(r->country, country.ptr, 3);
  return CASUS_OK;
}

static bool add_entry(packer *p, str key, unsigned flags) {
  void *entries = p->entries;
  if (!arena_grow(p->a, &entries, &p->entries_capacity, p->n_entries + 1, sizeof *p->entries)) return false;
  p->entries = entries;
  p->entries[p->n_entries++] = (entry){place_key_hash(key), p->n_rows, (uint8_t)flags};
  return true;
}

static bool add_name(packer *p, str name, unsigned flags) {
  char key[PLACE_KEY_MAX];
  size_t len = 0;
  return !place_key_add(key, &len, name) || add_entry(p, (str){key, len}, flags);
}

/* The row's name, then other names: "?NAME" wants evidence, "~NAME" is an adjective; "?" and "-" alone speak of the row's own
 * name: it wants evidence, it is no key. */
static bool add_keys(packer *p) {
  str keys = field(p, COLUMN_KEYS), key;
  bool own = true;
  unsigned own_flags = 0;
  for (int i = 0; i < KEYS_OF_ROW_MAX && keys.len && str_cut(&keys, '|', &key); i++) {
    unsigned flags = KEY_OTHER;
    if (str_is(key, "-")) own = false;
    if (str_is(key, "?")) own_flags = KEY_WEAK;
    for (; key.len && (key.ptr[0] == '?' || key.ptr[0] == '~'); key = str_slice(key, 1, key.len))
      flags |= key.ptr[0] == '?' ? KEY_WEAK : KEY_ADJECTIVE;
    if (!add_name(p, key, flags)) return false;
  }
  return !own || add_name(p, field(p, COLUMN_NAME), own_flags);
}

static casus_status add_row(packer *p) {
  place_record r = {0};
  casus_status status = check_row(p, &r);
  if (status != CASUS_OK) return status;
  void *rows = p->rows;
  if (p->n_rows + 1 >= PLACE_ROWS_MAX || !arena_grow(p->a, &rows, &p->rows_capacity, p->n_rows + 1, sizeof *p->rows))
    return no_room(p);
  p->rows = rows;
  str name = field(p, COLUMN_NAME), admin1 = field(p, COLUMN_ADMIN1);
  r.name = (uint32_t)p->names.len;
  r.name_bytes = (uint8_t)name.len;
  r.admin1_bytes = (uint8_t)admin1.len;
  p->rows[p->n_rows] = r;
  bool added = buffer_add(&p->names, name) && buffer_add(&p->names, admin1) && add_keys(p);
  if (added && r.kind == PLACE_DIVISION && admin1.len) {
    char key[DIVISION_KEY_MAX];
    added = add_entry(p, place_division_key(key, field(p, COLUMN_COUNTRY), admin1), 0);
  }
  p->n_rows++;
  return added ? CASUS_OK : no_room(p);
}

/* ---- the table */

static casus_status find_columns(packer *p) {
  for (int c = 0; c < COLUMN_COUNT; c++) {
    for (uint32_t i = 0; i < p->t.n_columns; i++)
      if (str_is(p->t.names[i], columns[c].name) || (columns[c].also && str_is(p->t.names[i], columns[c].also))) p->at[c] = i + 1;
    if (!p->at[c] && columns[c].needed)
      return error_at(p->error, CASUS_DATA, p->t.file, p->t.line, 0, "has no column \"%s\"; the first row names the columns",
                      columns[c].name);
  }
  return CASUS_OK;
}

static casus_status read_table(packer *p, str table, str file) {
  if (str_starts(table, STR("\xef\xbb\xbf"))) table = str_slice(table, 3, table.len); /* a byte order mark */
  size_t valid = utf8_valid_until(table);
  if (valid != table.len) return error_at(p->error, CASUS_DATA, file, 0, valid, "is not UTF-8");
  casus_status status = tsv_open(&p->t, table, file, p->error);
  if (status == CASUS_OK) status = find_columns(p);
  while (status == CASUS_OK && (status = tsv_next(&p->t, p->error)) == CASUS_OK) status = add_row(p);
  return status == CASUS_END ? CASUS_OK : status;
}

/* ---- the image */

static void fill_slots(const packer *p, uint64_t *slots, uint32_t n_slots) {
  for (uint32_t i = 0; i < p->n_entries; i++) {
    const entry *e = &p->entries[i];
    uint32_t at = (uint32_t)(((e->hash & UINT32_MAX) * n_slots) >> 32);
    while (slots[at])
      if (++at == n_slots) at = 0;
    slots[at] = (e->hash >> 24 << 24) | (uint64_t)e->flags << 21 | (e->row + 1);
  }
}

static casus_status write_image(packer *p, buffer *out) {
  uint32_t n_slots = p->n_entries + p->n_entries / 2 + 8;
  uint64_t *slots = ARENA_ARRAY(p->a, uint64_t, n_slots);
  if (!slots) return no_room(p);
  fill_slots(p, slots, n_slots);
  place_image_header h = {.magic = PLACE_IMAGE_MAGIC, .byte_order = PLACE_IMAGE_ORDER};
  h.n_rows = p->n_rows;
  h.n_slots = n_slots;
  h.names_bytes = (uint32_t)p->names.len;
  h.total_bytes = (uint32_t)(sizeof h + n_slots * sizeof *slots + p->n_rows * sizeof *p->rows + p->names.len);
  size_t begin = out->len;
  bool whole = buffer_add(out, (str){(char *)&h, sizeof h}) && buffer_add(out, (str){(char *)slots, n_slots * sizeof *slots}) &&
               buffer_add(out, (str){(char *)p->rows, p->n_rows * sizeof *p->rows}) && buffer_add(out, buffer_str(&p->names));
  if (!whole) return no_room(p);
  h.checksum = checksum_bytes(out->ptr + begin + sizeof h, out->len - begin - sizeof h);
  memcpy(out->ptr + begin, &h, sizeof h);
  return CASUS_OK;
}

casus_status place_image_pack(str table, str file, buffer *out, casus_error *error) {
  packer p = {.a = arena_new(PACKER_BYTES_MAX), .error = error};
  if (!p.a) return error_set(error, CASUS_MEMORY, "no memory for places");
  buffer_init(&p.names, NAMES_BYTES_MAX);
  casus_status status = read_table(&p, table, file);
  if (status == CASUS_OK) status = write_image(&p, out);
  buffer_free(&p.names);
  arena_free(p.a);
  return status;
}
