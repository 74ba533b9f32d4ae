/* Tables of actors of the user's own: unlike the built-in ones, nobody has checked them before, so every row is, and a message
 * says how to mend it. */
#include "world/overlay.h"

#include <stdlib.h>

static const char *const columns[OVERLAY_COLUMNS] = {
    [OVERLAY_NAME] = "name",     [OVERLAY_VARIANTS] = "variants", [OVERLAY_CODE] = "code", [OVERLAY_COUNTRY] = "country",
    [OVERLAY_SECTOR] = "sector", [OVERLAY_KIND] = "kind",         [OVERLAY_FROM] = "from", [OVERLAY_TO] = "to",
    [OVERLAY_OFFICE] = "office"};
#define COLUMNS_WANTED "name, variants, code, country, sector, kind, from, to (and, of persons, office), parted by tabs"

/* A name at a time, to find the row that says otherwise. */
typedef struct {
  uint64_t hash;
  uint32_t line, next; /* next: 1 + index of an earlier row of that name */
  casus_date from, to;
} seen_name;

typedef struct {
  world *w;
  str path;
  casus_error *error;
  seen_name *seen;
  uint32_t n_seen, capacity, mask;
  uint32_t *slots; /* 1 + index of the last row of a name */
} overlay;

enum { SAME_NAME_MAX = 64 };

#define ROW_ERROR(o, row, ...) error_at((o)->error, CASUS_DATA, (o)->path, (row)->line, 0, __VA_ARGS__)
#define STR_ARG(s) (int)(s).len, (s).ptr

/* ---- one row */

static bool is_code(str s) {
  for (size_t i = 0; i < s.len; i++)
    if (!is_ascii_upper((unsigned char)s.ptr[i]) && !is_ascii_digit((unsigned char)s.ptr[i]) && s.ptr[i] != '-') return false;
  return true;
}

static casus_status check_name(overlay *o, const overlay_row *row) {
  if (str_empty(row->fields[OVERLAY_NAME])) return ROW_ERROR(o, row, "has no name: fill the column \"name\" or delete the row");
  str names[] = {row->fields[OVERLAY_NAME], row->fields[OVERLAY_VARIANTS]}, name;
  if (memchr(names[0].ptr, '|', names[0].len))
    return ROW_ERROR(o, row, "has \"|\" in its name: further names stand in the column \"variants\"");
  for (int i = 0; i < 2; i++)
    while (str_cut(&names[i], '|', &name))
      if (!str_empty(str_trim(name)) && name_hash(&o->w->names, name) == NAME_HASH_START)
        return ROW_ERROR(o, row, "the name \"%.*s\" has no letter that casus can look for", STR_ARG(name));
  return CASUS_OK;
}

static casus_status check_codes(overlay *o, const overlay_row *row) {
  str code = row->fields[OVERLAY_CODE], country = row->fields[OVERLAY_COUNTRY], sector = row->fields[OVERLAY_SECTOR];
  if (country.len && (country.len != 3 || !is_code(country)))
    return ROW_ERROR(o, row, "the country \"%.*s\" is no ISO 3166 alpha-3 code such as FRA", STR_ARG(country));
  if (!is_code(sector)) return ROW_ERROR(o, row, "the sector \"%.*s\" is not in capitals such as GOV", STR_ARG(sector));
  if (!is_code(code)) return ROW_ERROR(o, row, "the code \"%.*s\" is not in capitals such as FRAGOV", STR_ARG(code));
  if (!code.len && !country.len && !sector.len) return ROW_ERROR(o, row, "needs a code, or a country or sector to make it of");
  if (code.len && country.len && !str_starts(code, country))
    return ROW_ERROR(o, row, "the code \"%.*s\" does not begin with its country %.*s", STR_ARG(code), STR_ARG(country));
  return CASUS_OK;
}

static casus_status read_date(overlay *o, const overlay_row *row, overlay_column column, casus_date *date) {
  str s = row->fields[column];
  if (str_empty(s) || casus_date_read(s, date)) return CASUS_OK;
  return ROW_ERROR(o, row, "\"%s\" has \"%.*s\": write 2024, 2024-03 or 2024-03-22, or leave it empty", columns[column],
                   STR_ARG(s));
}

/* ---- rows of one name */

static bool grow_seen(overlay *o) {
  uint32_t size = o->mask ? (o->mask + 1) * 2 : 64;
  uint32_t *slots = calloc(size, sizeof *slots);
  if (!slots) return false;
  free(o->slots);
  o->slots = slots;
  o->mask = size - 1;
  for (uint32_t i = 0; i < o->n_seen; i++) {
    uint32_t s = (uint32_t)hash_mix(o->seen[i].hash) & o->mask;
    while (o->slots[s] && o->seen[o->slots[s] - 1].hash != o->seen[i].hash) s = (s + 1) & o->mask;
    o->slots[s] = i + 1;
  }
  return true;
}

static bool overlaps(const seen_name *a, casus_date from, casus_date to) {
  bool ends = a->to.year && from.year && date_compare(date_last_day(a->to), from) < 0;
  bool begins = a->from.year && to.year && date_compare(a->from, date_last_day(to)) > 0;
  bool meets = (a->to.year && from.year && date_compare(date_last_day(a->to), date_last_day(from)) <= 0) ||
               (a->from.year && to.year && date_compare(date_last_day(to), date_last_day(a->from)) <= 0);
  return !ends && !begins && !meets;
}

/* The row before that has the name at the same time; NULL: none. */
static const seen_name *find_twin(const overlay *o, uint32_t first, casus_date from, casus_date to) {
  uint32_t k = 0;
  for (uint32_t i = first; i && k < SAME_NAME_MAX; i = o->seen[i - 1].next, k++)
    if (overlaps(&o->seen[i - 1], from, to)) return &o->seen[i - 1];
  return NULL;
}

/* Bodies of two countries may share a name, and so may two persons. */
static casus_status check_twins(overlay *o, const overlay_row *row, casus_date from, casus_date to) {
  if ((o->n_seen + 1) * 2 > o->mask && !grow_seen(o)) return error_set(o->error, CASUS_MEMORY, "no memory for an overlay");
  uint64_t hash = name_hash_add(&o->w->names, name_hash(&o->w->names, row->fields[OVERLAY_NAME]), row->fields[OVERLAY_COUNTRY]);
  uint32_t s = (uint32_t)hash_mix(hash) & o->mask;
  while (o->slots[s] && o->seen[o->slots[s] - 1].hash != hash) s = (s + 1) & o->mask;
  const seen_name *twin = find_twin(o, o->slots[s], from, to);
  if (twin)
    return ROW_ERROR(o, row, "\"%.*s\" stands in line %u for the same time: part their dates, or delete one",
                     STR_ARG(row->fields[OVERLAY_NAME]), twin->line);
  if (o->n_seen == o->capacity) {
    uint32_t capacity = o->capacity ? o->capacity * 2 : 64;
    seen_name *seen = realloc(o->seen, capacity * sizeof *seen);
    if (!seen) return error_set(o->error, CASUS_MEMORY, "no memory for an overlay");
    o->seen = seen;
    o->capacity = capacity;
  }
  o->seen[o->n_seen] = (seen_name){hash, row->line, o->slots[s], from, to};
  o->slots[s] = ++o->n_seen;
  return CASUS_OK;
}

static casus_status check_row(overlay *o, const overlay_row *row) {
  casus_date from = {0}, to = {0};
  casus_status status = check_name(o, row);
  if (status == CASUS_OK) status = check_codes(o, row);
  if (status == CASUS_OK) status = read_date(o, row, OVERLAY_FROM, &from);
  if (status == CASUS_OK) status = read_date(o, row, OVERLAY_TO, &to);
  if (status != CASUS_OK) return status;
  if (from.year && to.year && date_compare(from, date_last_day(to)) > 0)
    return ROW_ERROR(o, row, "ends (%.*s) before it begins (%.*s)", STR_ARG(row->fields[OVERLAY_TO]),
                     STR_ARG(row->fields[OVERLAY_FROM]));
  if (row->fields[OVERLAY_OFFICE].len && !row->person)
    return ROW_ERROR(o, row, "has an office but is no person: write \"person\" as its kind");
  return check_twins(o, row, from, to);
}

/* ---- the table */

static casus_status find_columns(overlay *o, const tsv *in, uint32_t *at) {
  for (int c = 0; c < OVERLAY_COLUMNS; c++) {
    casus_status status = tsv_column(in, columns[c], &at[c], NULL);
    if (status == CASUS_OK) continue;
    if (c != OVERLAY_OFFICE)
      return error_at(o->error, CASUS_DATA, o->path, in->line, 0, "has no column \"%s\": the first line names %s", columns[c],
                      COLUMNS_WANTED);
    at[c] = TSV_COLUMNS_MAX;
  }
  return CASUS_OK;
}

static overlay_row row_of(const tsv *in, const uint32_t *at) {
  overlay_row row = {.line = (uint32_t)in->line};
  for (int c = 0; c < OVERLAY_COLUMNS; c++) row.fields[c] = at[c] < TSV_COLUMNS_MAX ? str_trim(in->fields[at[c]]) : (str){"", 0};
  row.person = str_is(row.fields[OVERLAY_KIND], "person");
  return row;
}

static casus_status read_table(overlay *o, str bytes, str file, overlay_take take) {
  tsv in;
  uint32_t at[OVERLAY_COLUMNS];
  if (str_empty(str_trim(bytes)))
    return error_at(o->error, CASUS_DATA, o->path, 0, 0, "is empty: the first line names %s", COLUMNS_WANTED);
  casus_status status = tsv_open(&in, bytes, o->path, o->error);
  if (status == CASUS_OK) status = find_columns(o, &in, at);
  while (status == CASUS_OK && (status = tsv_next(&in, o->error)) == CASUS_OK) {
    overlay_row row = row_of(&in, at);
    if (row.line != in.line) return error_at(o->error, CASUS_DATA, o->path, 0, 0, "has too many lines");
    status = check_row(o, &row);
    if (status == CASUS_OK) status = take(o->w, &row, file, o->error);
  }
  return status == CASUS_END ? CASUS_OK : status;
}

casus_status overlay_read(world *w, str bytes, str path, str file, overlay_take take, casus_error *error) {
  overlay o = {.w = w, .path = path, .error = error};
  casus_status status = read_table(&o, bytes, file, take);
  free(o.seen);
  free(o.slots);
  return status;
}
