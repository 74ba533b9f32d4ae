/* The gazetteer's table: rows of places.tsv under their folded names, read in milliseconds because a row's numbers are parsed
 * only when it is a candidate. */
#include "world/places.h"

#include <stdlib.h>
#include <utf8proc.h>

static const char table_path[] = "world/places.tsv";

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
static const char *const column_names[COLUMN_COUNT] = {"name",       "keys", "country", "admin1",  "feature",
                                                       "population", "lat",  "lon",     "geonames"};

enum { KEY_WEAK = 1, KEY_OTHER = 2, KEY_BITS = 2, ROWS_MAX = 1 << 24, DIVISION_KEY_MAX = 32 };

typedef struct {
  uint64_t hash; /* 0: free */
  uint32_t row, flags;
} slot;

struct places {
  file_map map;
  str bytes;
  uint32_t *rows; /* offset of each row in `bytes` */
  uint32_t n_rows, rows_capacity;
  slot *entries; /* while loading: in order */
  uint32_t n_entries, entries_capacity;
  slot *slots; /* open addressing; equal keys stand one after the other */
  uint64_t mask;
};

/* ---- keys */

/* Latin letters that Unicode does not decompose. */
static const char *undivided(int32_t c) {
  switch (c) {
    case 0x142:
      return "l";
    case 0xF8:
      return "o";
    case 0xDF:
      return "ss";
    case 0x111:
    case 0xF0:
      return "d";
    case 0x131:
      return "i";
    case 0xE6:
      return "ae";
    case 0x153:
      return "oe";
    case 0xFE:
      return "th";
    case 0x259:
      return "a";
    default:
      return NULL;
  }
}

static bool key_add_bytes(char *key, size_t *len, const char *bytes, size_t n) {
  if (*len + n > PLACE_KEY_MAX) return false;
  memcpy(key + *len, bytes, n);
  *len += n;
  return true;
}

/* One code point beyond ASCII: without its marks, in lower case; punctuation and marks alone give nothing. */
static bool key_add_wide(char *key, size_t *len, int32_t point) {
  int32_t parts[8];
  int boundary = 0;
  utf8proc_ssize_t n =
      utf8proc_decompose_char(utf8proc_tolower(point), parts, 8, UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT, &boundary);
  for (utf8proc_ssize_t i = 0; i < n && i < 8; i++) {
    int32_t c = parts[i];
    utf8proc_category_t category = utf8proc_category(c);
    if (category < UTF8PROC_CATEGORY_LU || category > UTF8PROC_CATEGORY_LO) continue;
    const char *ascii = undivided(c);
    utf8proc_uint8_t encoded[4];
    utf8proc_ssize_t size = ascii ? 0 : utf8proc_encode_char(c, encoded);
    if (ascii ? !key_add_bytes(key, len, ascii, strlen(ascii)) : !key_add_bytes(key, len, (char *)encoded, (size_t)size))
      return false;
  }
  return true;
}

bool place_key_add(char key[PLACE_KEY_MAX], size_t *len, str s) {
  size_t before = *len;
  for (size_t i = 0; i < s.len;) {
    unsigned char c = (unsigned char)s.ptr[i];
    if (c < 0x80) {
      char lower = to_ascii_lower((char)c);
      if ((is_ascii_alpha(c) || is_ascii_digit(c)) && !key_add_bytes(key, len, &lower, 1)) return false;
      i++;
      continue;
    }
    utf8proc_int32_t point;
    utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)s.ptr + i, (utf8proc_ssize_t)(s.len - i), &point);
    if (n <= 0 || !key_add_wide(key, len, point)) return false;
    i += (size_t)n;
  }
  return *len > before;
}

static uint64_t key_hash(str key) {
  uint64_t h = hash_str(key);
  return h ? h : 1;
}

/* ---- loading */

static casus_status refuse(const places *p, uint32_t offset, casus_error *error, const char *what) {
  size_t line = 1;
  for (uint32_t i = 0; i < offset; i++) line += p->bytes.ptr[i] == '\n';
  return error_at(error, CASUS_DATA, str_of(table_path), line, offset, "%s", what);
}

static bool grow(void **items, uint32_t *capacity, uint32_t need, size_t size) {
  if (need <= *capacity) return true;
  if (need > ROWS_MAX) return false;
  uint32_t wanted = *capacity ? *capacity * 2 : 1 << 16;
  void *grown = realloc(*items, wanted * size);
  if (!grown) return false;
  *items = grown;
  *capacity = wanted;
  return true;
}

static bool add_entry(places *p, uint64_t hash, uint32_t flags) {
  void *entries = p->entries;
  if (!grow(&entries, &p->entries_capacity, p->n_entries + 1, sizeof *p->entries)) return false;
  p->entries = entries;
  p->entries[p->n_entries++] = (slot){hash, p->n_rows - 1, flags};
  return true;
}

/* The row's own name as a key: without looking beyond ASCII, for which the table gives the key. False: it holds other bytes. */
static bool ascii_key(str name, char *key, size_t *len) {
  *len = 0;
  for (size_t i = 0; i < name.len && *len < PLACE_KEY_MAX; i++) {
    unsigned char c = (unsigned char)name.ptr[i];
    if (c >= 0x80) return false;
    if (is_ascii_alpha(c) || is_ascii_digit(c)) key[(*len)++] = to_ascii_lower((char)c);
  }
  return *len > 0;
}

/* keys: "", "-", "?" or "?KEY" for the name itself first, then "KEY" or "?KEY" for other names. */
static bool add_keys(places *p, str name, str keys) {
  char own[PLACE_KEY_MAX];
  size_t own_len;
  bool ascii = ascii_key(name, own, &own_len);
  str key;
  bool first = true, own_weak = false, own_given = !ascii;
  while (keys.len && str_cut(&keys, '|', &key)) {
    bool weak = str_starts(key, STR("?"));
    if (weak) key = str_slice(key, 1, key.len);
    bool is_own = first && !ascii;
    first = false;
    if (str_is(key, "-")) own_given = true;
    else if (str_empty(key)) own_weak = weak;
    else if (!add_entry(p, key_hash(key), (weak ? KEY_WEAK : 0u) | (is_own ? 0u : KEY_OTHER))) return false;
  }
  return own_given || add_entry(p, key_hash((str){own, own_len}), own_weak ? KEY_WEAK : 0u);
}

/* Divisions are also found by "COUNTRY.CODE", which no folded name can be. */
static str division_key(char buffer_[DIVISION_KEY_MAX], str country, str admin1) {
  if (country.len + admin1.len + 1 > DIVISION_KEY_MAX) return (str){buffer_, 0};
  memcpy(buffer_, country.ptr, country.len);
  buffer_[country.len] = '.';
  if (admin1.len) memcpy(buffer_ + country.len + 1, admin1.ptr, admin1.len);
  return (str){buffer_, country.len + 1 + admin1.len};
}

static casus_status add_row(places *p, uint32_t offset, str line, casus_error *error) {
  str fields[COLUMN_FEATURE + 1];
  for (int i = 0; i <= COLUMN_FEATURE; i++)
    if (!str_cut(&line, '\t', &fields[i])) return refuse(p, offset, error, "a row with too few fields");
  void *rows = p->rows;
  if (!grow(&rows, &p->rows_capacity, p->n_rows + 1, sizeof *p->rows))
    return error_set(error, CASUS_MEMORY, "no memory for places");
  p->rows = rows;
  p->rows[p->n_rows++] = offset;
  bool added = add_keys(p, fields[COLUMN_NAME], fields[COLUMN_KEYS]);
  if (added && str_is(fields[COLUMN_FEATURE], "ADM1")) {
    char key[DIVISION_KEY_MAX];
    added = add_entry(p, key_hash(division_key(key, fields[COLUMN_COUNTRY], fields[COLUMN_ADMIN1])), 0);
  }
  return added ? CASUS_OK : error_set(error, CASUS_MEMORY, "no memory for places");
}

static casus_status check_columns(const tsv *t, casus_error *error) {
  for (uint32_t i = 0; i < COLUMN_COUNT; i++) {
    uint32_t column;
    casus_status status = tsv_column(t, column_names[i], &column, error);
    if (status != CASUS_OK) return status;
    if (column != i)
      return error_at(error, CASUS_DATA, t->file, t->line, 0, "column \"%s\" stands in another place", column_names[i]);
  }
  return CASUS_OK;
}

static casus_status read_rows(places *p, casus_error *error) {
  tsv t;
  casus_status status = tsv_open(&t, p->bytes, str_of(table_path), error);
  if (status == CASUS_OK) status = check_columns(&t, error);
  for (size_t at = t.position; status == CASUS_OK && at < p->bytes.len;) {
    const char *end = memchr(p->bytes.ptr + at, '\n', p->bytes.len - at);
    size_t stop = end ? (size_t)(end - p->bytes.ptr) : p->bytes.len;
    if (stop > at && p->bytes.ptr[at] != '#') status = add_row(p, (uint32_t)at, str_slice(p->bytes, at, stop), error);
    at = stop + 1;
  }
  return status;
}

static casus_status build_slots(places *p, casus_error *error) {
  uint64_t n = 1024;
  while (n < (uint64_t)p->n_entries * 2) n *= 2;
  p->slots = calloc(n, sizeof *p->slots);
  if (!p->slots) return error_set(error, CASUS_MEMORY, "no memory for the look-up of places");
  p->mask = n - 1;
  for (uint32_t i = 0; i < p->n_entries; i++) {
    uint64_t at = p->entries[i].hash & p->mask;
    while (p->slots[at].hash) at = (at + 1) & p->mask;
    p->slots[at] = p->entries[i];
  }
  free(p->entries);
  p->entries = NULL;
  return CASUS_OK;
}

static casus_status load(places *p, const char *data_dir, casus_error *error) {
  casus_status status = data_file(data_dir, table_path, &p->bytes, &p->map, error);
  if (status != CASUS_OK) return status;
  if (p->bytes.len > UINT32_MAX) return refuse(p, 0, error, "the table is too large");
  status = read_rows(p, error);
  return status == CASUS_OK ? build_slots(p, error) : status;
}

casus_status places_open(const char *data_dir, places **out, casus_error *error) {
  places *p = calloc(1, sizeof *p);
  if (!p) return error_set(error, CASUS_MEMORY, "no memory for places");
  casus_status status = load(p, data_dir, error);
  if (status != CASUS_OK) {
    places_close(p);
    return status;
  }
  *out = p;
  return CASUS_OK;
}

void places_close(places *p) {
  if (!p) return;
  free(p->rows);
  free(p->entries);
  free(p->slots);
  file_unmap(&p->map);
  free(p);
}

/* ---- look-up */

static uint8_t kind_of(str feature) {
  static const struct {
    const char *feature;
    uint8_t kind;
  } kinds[] = {{"PPL", PLACE_TOWN},     {"PPLX", PLACE_TOWN},     {"PPLA", PLACE_SEAT},
               {"PPLC", PLACE_CAPITAL}, {"ADM1", PLACE_DIVISION}, {"REG", PLACE_REGION},
               {"MNT", PLACE_REGION},   {"WTR", PLACE_WATER},     {"CTRY", PLACE_COUNTRY}};
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
    if (str_is(feature, kinds[i].feature)) return kinds[i].kind;
  return PLACE_TOWN;
}

static void parse_row(const places *p, uint32_t row, place_row *out) {
  str rest = str_slice(p->bytes, p->rows[row], p->bytes.len);
  const char *end = memchr(rest.ptr, '\n', rest.len);
  if (end) rest.len = (size_t)(end - rest.ptr);
  str fields[COLUMN_COUNT] = {{0}};
  for (int i = 0; i < COLUMN_COUNT && str_cut(&rest, '\t', &fields[i]); i++) continue;
  *out = (place_row){.name = fields[COLUMN_NAME], .country = fields[COLUMN_COUNTRY], .admin1 = fields[COLUMN_ADMIN1], .row = row};
  out->kind = kind_of(fields[COLUMN_FEATURE]);
  /* Fields that are empty leave 0: "not known". */
  str_to_u32(fields[COLUMN_POPULATION], &out->population);
  str_to_u32(fields[COLUMN_GEONAMES], &out->geonames);
  str_to_double(fields[COLUMN_LAT], &out->lat_deg);
  str_to_double(fields[COLUMN_LON], &out->lon_deg);
}

uint32_t places_look_up(const places *p, str key, place_row *rows) {
  uint64_t hash = key_hash(key);
  uint32_t n = 0;
  for (uint64_t at = hash & p->mask; p->slots[at].hash && n < PLACE_CANDIDATES_MAX; at = (at + 1) & p->mask) {
    const slot *s = &p->slots[at];
    if (s->hash != hash) continue;
    parse_row(p, s->row, &rows[n]);
    rows[n].weak = s->flags & KEY_WEAK;
    rows[n++].other = s->flags & KEY_OTHER;
  }
  return n;
}

str places_division_name(const places *p, str country, str admin1) {
  char key[DIVISION_KEY_MAX];
  place_row rows[PLACE_CANDIDATES_MAX];
  if (str_empty(country) || str_empty(admin1)) return (str){"", 0};
  uint32_t n = places_look_up(p, division_key(key, country, admin1), rows);
  return n ? rows[0].name : (str){"", 0};
}
