/* Reads data/exchange/{countries,divisions,sectors}.tsv and the names of data/world/countries.tsv, and looks codes up in them. */
#include "exchange/exchange_tables.h"

#include <stdlib.h>

enum { COUNTRIES_MAX = 512, NAMES_MAX = 4096, DIVISIONS_MAX = 8192, SECTORS_MAX = 64, FILES = 4 };

typedef struct {
  str iso3, in[COUNTRY_SYSTEMS];
} country_row;

typedef struct {
  str name, iso3;
} name_row;

typedef struct {
  str country, name, code;
  uint32_t geonames;
} division_row;

typedef struct {
  str sector, in[SECTOR_SYSTEMS], also;
} sector_row;

struct exchange_tables {
  file_map maps[FILES];
  ontology *ontology;
  name_row names[NAMES_MAX];             /* sorted without regard to ASCII case */
  country_row countries[COUNTRIES_MAX];  /* sorted by iso3 */
  division_row divisions[DIVISIONS_MAX]; /* sorted by country and name */
  sector_row sectors[SECTORS_MAX];
  size_t n_names, n_countries, n_divisions, n_sectors;
};

/* ---- rows */

enum { COLUMNS_MAX = 7 };

/* Fields of a row in the order in which its table lists them. */
typedef bool (*row_adder)(exchange_tables *t, const str *fields);

static bool add_name(exchange_tables *t, str name, str iso3) {
  if (t->n_names == NAMES_MAX) return false;
  t->names[t->n_names++] = (name_row){name, iso3};
  return true;
}

/* Names are separated by |, the first one is canonical. */
static bool add_names(exchange_tables *t, const str *f) {
  if (t->n_countries == COUNTRIES_MAX) return false;
  if (t->n_countries && str_compare(t->countries[t->n_countries - 1].iso3, f[0]) >= 0) return false;
  country_row *row = &t->countries[t->n_countries++];
  *row = (country_row){.iso3 = f[0]};
  bool added = true;
  str name;
  for (str rest = f[1]; added && str_cut(&rest, '|', &name);) {
    if (str_empty(row->in[COUNTRY_NAME])) row->in[COUNTRY_NAME] = name;
    added = add_name(t, name, f[0]);
  }
  return added;
}

/* Its index; n_countries: there is none. */
static size_t find_country(const exchange_tables *t, str iso3) {
  size_t low = 0, high = t->n_countries;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    int order = str_compare(t->countries[middle].iso3, iso3);
    if (order == 0) return middle;
    if (order < 0) low = middle + 1;
    else high = middle;
  }
  return t->n_countries;
}

static bool add_country(exchange_tables *t, const str *f) {
  size_t found = find_country(t, f[0]);
  if (found == t->n_countries) return false;
  country_row *row = &t->countries[found];
  for (int system = COUNTRY_FIPS; system < COUNTRY_SYSTEMS; system++) row->in[system] = f[system];
  if (str_empty(row->in[COUNTRY_CAMEO])) row->in[COUNTRY_CAMEO] = row->iso3;
  if (str_empty(row->in[COUNTRY_PLOVER])) row->in[COUNTRY_PLOVER] = row->iso3;
  bool own = !str_empty(row->in[COUNTRY_ICEWS]);
  if (!own) row->in[COUNTRY_ICEWS] = row->in[COUNTRY_NAME];
  return !own || add_name(t, row->in[COUNTRY_ICEWS], row->iso3);
}

static int division_order(const division_row *a, str country, str name) {
  int order = str_compare(a->country, country);
  return order ? order : str_compare(a->name, name);
}

static bool add_division(exchange_tables *t, const str *f) {
  if (t->n_divisions == DIVISIONS_MAX) return false;
  if (t->n_divisions && division_order(&t->divisions[t->n_divisions - 1], f[0], f[1]) >= 0) return false;
  division_row *row = &t->divisions[t->n_divisions++];
  *row = (division_row){f[0], f[1], f[2], 0};
  return str_to_u32(f[3], &row->geonames);
}

static bool add_sector(exchange_tables *t, const str *f) {
  if (t->n_sectors == SECTORS_MAX) return false;
  t->sectors[t->n_sectors++] = (sector_row){f[0], {f[1], f[2]}, f[3]};
  return true;
}

static int fold_order(str a, str b) {
  for (size_t i = 0; i < a.len && i < b.len; i++) {
    int order = (unsigned char)to_ascii_lower(a.ptr[i]) - (unsigned char)to_ascii_lower(b.ptr[i]);
    if (order) return order;
  }
  return a.len < b.len ? -1 : a.len > b.len;
}

static int name_order(const void *a, const void *b) {
  const name_row *x = a, *y = b;
  int order = fold_order(x->name, y->name);
  return order ? order : str_compare(x->iso3, y->iso3);
}

/* ---- files */

static const struct {
  const char *path;
  const char *columns[COLUMNS_MAX + 1];
  row_adder add;
} tables[FILES] = {
    {"world/countries.tsv", {"iso3", "names", NULL}, add_names},
    {"exchange/countries.tsv", {"iso3", "fips", "cow", "cow_letters", "cameo", "plover", "icews", NULL}, add_country},
    {"exchange/divisions.tsv", {"country", "name", "code", "geonames", NULL}, add_division},
    {"exchange/sectors.tsv", {"sector", "cameo", "icews", "also", NULL}, add_sector},
};

static casus_status read_rows(exchange_tables *out, size_t table, tsv *t, casus_error *error) {
  uint32_t columns[COLUMNS_MAX], n = 0;
  str fields[COLUMNS_MAX];
  casus_status status = CASUS_OK;
  for (; tables[table].columns[n] && status == CASUS_OK; n++)
    status = tsv_column(t, tables[table].columns[n], &columns[n], error);
  while (status == CASUS_OK && (status = tsv_next(t, error)) == CASUS_OK) {
    for (uint32_t i = 0; i < n; i++) fields[i] = t->fields[columns[i]];
    if (!tables[table].add(out, fields))
      return error_at(error, CASUS_DATA, t->file, t->line, 0, "is out of order, one row too many, or of an unknown country");
  }
  return status == CASUS_END ? CASUS_OK : status;
}

static casus_status read_files(exchange_tables *out, const char *data_dir, casus_error *error) {
  casus_status status = ontology_open(data_dir, &out->ontology, error);
  for (size_t i = 0; i < FILES && status == CASUS_OK; i++) {
    str bytes;
    tsv t;
    status = data_file(data_dir, tables[i].path, &bytes, &out->maps[i], error);
    if (status == CASUS_OK) status = tsv_open(&t, bytes, str_of(tables[i].path), error);
    if (status == CASUS_OK) status = read_rows(out, i, &t, error);
  }
  qsort(out->names, out->n_names, sizeof *out->names, name_order);
  return status;
}

casus_status exchange_tables_open(const char *data_dir, exchange_tables **out, casus_error *error) {
  exchange_tables *t = calloc(1, sizeof *t);
  if (!t) return error_set(error, CASUS_MEMORY, "no memory for the tables of other data sets");
  casus_status status = read_files(t, data_dir, error);
  if (status == CASUS_OK) *out = t;
  else exchange_tables_close(t);
  return status;
}

void exchange_tables_close(exchange_tables *t) {
  if (!t) return;
  ontology_close(t->ontology);
  for (size_t i = 0; i < FILES; i++) file_unmap(&t->maps[i]);
  free(t);
}

const ontology *exchange_ontology(const exchange_tables *t) { return t->ontology; }

/* ---- look-up */

static const str none = {"", 0};

static bool listed(str list, str word) {
  str part;
  while (str_cut(&list, '|', &part))
    if (str_equal_fold(part, word)) return true;
  return false;
}

str country_in(const exchange_tables *t, str iso3, country_system system) {
  size_t found = find_country(t, iso3);
  return found < t->n_countries ? t->countries[found].in[system] : none;
}

static str country_named(const exchange_tables *t, str name) {
  size_t low = 0, high = t->n_names;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (fold_order(t->names[middle].name, name) < 0) low = middle + 1;
    else high = middle;
  }
  bool found = low < t->n_names && fold_order(t->names[low].name, name) == 0;
  return found ? t->names[low].iso3 : none;
}

str country_from(const exchange_tables *t, str text, country_system system) {
  if (str_empty(text)) return none;
  if (system == COUNTRY_NAME || system == COUNTRY_ICEWS) return country_named(t, text);
  for (size_t i = 0; i < t->n_countries; i++)
    if (str_equal(t->countries[i].in[system], text)) return t->countries[i].iso3;
  return none;
}

static const struct {
  str code, plover;
} bodies[] = {{{"IGOUNO", 6}, {"UNO", 3}}, {{"IGOEUR", 6}, {"EUR", 3}}, {{"IGO", 3}, {"IGO", 3}}, {{"NGO", 3}, {"NGO", 3}},
              {{"ISM", 3}, {"ISM", 3}},    {{"IMG", 3}, {"IMG", 3}},    {{"MNC", 3}, {"MNC", 3}}};

str body_in_plover(str code) {
  for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++)
    if (str_starts(code, bodies[i].code)) return bodies[i].plover;
  return none;
}

str body_from_plover(str text) {
  for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++)
    if (str_equal(text, bodies[i].plover)) return bodies[i].code;
  return none;
}

static const division_row *find_division(const exchange_tables *t, str iso3, str name) {
  size_t low = 0, high = t->n_divisions;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    int order = division_order(&t->divisions[middle], iso3, name);
    if (order == 0) return &t->divisions[middle];
    if (order < 0) low = middle + 1;
    else high = middle;
  }
  return NULL;
}

str division_code(const exchange_tables *t, str iso3, str name) {
  const division_row *row = find_division(t, iso3, name);
  return row ? row->code : none;
}

uint32_t division_geonames(const exchange_tables *t, str iso3, str name) {
  const division_row *row = find_division(t, iso3, name);
  return row ? row->geonames : 0;
}

static const sector_row *find_sector(const exchange_tables *t, str sector) {
  for (size_t i = 0; i < t->n_sectors; i++)
    if (str_equal(t->sectors[i].sector, sector)) return &t->sectors[i];
  return NULL;
}

bool sector_known(const exchange_tables *t, str sector) { return find_sector(t, sector) != NULL; }

str sector_in(const exchange_tables *t, str sector, sector_system system) {
  const sector_row *row = find_sector(t, sector);
  return row ? row->in[system] : none;
}

str sector_from(const exchange_tables *t, str text, sector_system system) {
  if (str_empty(text)) return none;
  for (size_t i = 0; i < t->n_sectors; i++)
    if (str_equal_fold(t->sectors[i].in[system], text)) return t->sectors[i].sector;
  for (size_t i = 0; system == SECTOR_ICEWS && i < t->n_sectors; i++)
    if (listed(t->sectors[i].also, text)) return t->sectors[i].sector;
  return none;
}
