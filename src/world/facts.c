/* Reads the world's tables and answers questions about dates. */
#include "world/facts.h"

#include <stddef.h>

#include "world/facts_image.h"
#include "world/overlay.h"

/* ---- rows */

static void *row_new(world *w, rows *list, size_t size, casus_error *error) {
  uint32_t need = list->n + 1 > list->expected ? list->n + 1 : list->expected;
  if (list->n == list->capacity && !arena_grow(w->store, &list->items, &list->capacity, need, size)) {
    error_set(error, CASUS_MEMORY, "no memory for the world's tables");
    return NULL;
  }
  return (char *)list->items + (size_t)list->n++ * size;
}
#define ROW_NEW(w, list, type, error) ((type *)row_new((w), &(w)->list, sizeof(type), (error)))

int32_t day_of(casus_date d) { return d.year * 10000 + (d.month ? d.month : 1) * 100 + (d.day ? d.day : 1); }

/* ISO dates, a year or a month included: an open end is `otherwise`, what is not said of it the last day of all. */
static int32_t day_from(str s, int32_t otherwise, bool last) {
  enum { ISO_DAY = 10 };
  int32_t v = 0;
  if (s.len < 4 || s.len > ISO_DAY) return otherwise;
  for (size_t i = 0; i < s.len; i++)
    if (is_ascii_digit((unsigned char)s.ptr[i])) v = v * 10 + (s.ptr[i] - '0');
    else if (s.ptr[i] != '-') return otherwise;
  if (s.len < 7) v = v * 100 + (last ? 12 : 1);
  return s.len < ISO_DAY ? v * 100 + (last ? 31 : 1) : v;
}

static bool has_lower(str s) {
  for (size_t i = 0; i < s.len; i++)
    if (is_ascii_lower((unsigned char)s.ptr[i]) || (unsigned char)s.ptr[i] >= 0x80) return true;
  return false;
}

static unsigned name_flags(str name) {
  enum { ACRONYM_MAX = 9 };
  unsigned flags = name.len <= ACRONYM_MAX && !has_lower(name) ? NAME_ACRONYM : 0;
  if (is_ascii_lower((unsigned char)name.ptr[0])) flags |= NAME_LOWER;
  return flags | (memchr(name.ptr, ' ', name.len) ? 0 : NAME_SHORT);
}

/* Words in lower case within a name, and at its start, are noted: a text's names are only followed through such. */
static casus_status add_lower_words(world *w, str name, casus_error *error) {
  casus_status status = CASUS_OK;
  for (size_t i = 0; i < name.len && status == CASUS_OK;) {
    size_t begin = i;
    while (i < name.len && (is_ascii_alpha((unsigned char)name.ptr[i]) || (unsigned char)name.ptr[i] >= 0x80)) i++;
    str part = str_slice(name, begin, i);
    name_kind kind = begin ? NAME_INSIDE : NAME_START;
    bool apart = !begin || name.ptr[begin - 1] == ' '; /* what a hyphen joins follows anyway */
    bool lower =
        apart && part.len > 1 && is_ascii_lower((unsigned char)part.ptr[0]) && !listed(" of the for and in de la and ", part);
    if (lower) status = names_add(&w->names, lower_hash(&w->names, kind, part), kind, 0, 0, error);
    if (i == begin) i++;
  }
  return status;
}

/* A name is also found without its article: "The Hague" keeps its own, "the Gambia" is met as "Gambia". */
static casus_status add_name(world *w, str name, name_kind kind, uint32_t row, casus_error *error) {
  name = str_trim(name);
  if (str_empty(name)) return CASUS_OK;
  unsigned flags = name_flags(name);
  casus_status lower =
      kind == NAME_GROUP || kind == NAME_PERSON || kind == NAME_REGION ? add_lower_words(w, name, error) : CASUS_OK;
  if (lower != CASUS_OK) return lower;
  casus_status status = names_add(&w->names, name_hash(&w->names, name), kind, row, flags, error);
  if (status != CASUS_OK || name.len < 8 || !str_equal_fold(str_slice(name, 0, 4), STR("the "))) return status;
  str rest = str_slice(name, 4, name.len);
  return names_add(&w->names, name_hash(&w->names, rest), kind, row, name_flags(rest) | NAME_BARE, error);
}

static casus_status add_names(world *w, str list, name_kind kind, uint32_t row, casus_error *error) {
  str name;
  while (str_cut(&list, '|', &name)) {
    casus_status status = add_name(w, name, kind, row, error);
    if (status != CASUS_OK) return status;
  }
  return CASUS_OK;
}

/* ---- one function for each table: `f` are its columns in the order of the table's description below */

typedef casus_status (*row_reader)(world *w, const str *f, uint32_t line, str file, casus_error *error);

static casus_status add_seats(world *w, str list, uint32_t country, uint32_t line, casus_error *error) {
  str seat;
  while (str_cut(&list, '|', &seat)) {
    str rest = seat, name;
    str_cut(&rest, ':', &name);
    if (str_empty(str_trim(name))) continue;
    uint32_t index = w->seats.n;
    seat_row *r = ROW_NEW(w, seats, seat_row, error);
    if (!r) return CASUS_MEMORY;
    *r = (seat_row){.name = str_trim(name), .sector = str_empty(rest) ? STR("GOV") : rest, .country = country, .line = line};
    casus_status status = add_name(w, name, NAME_SEAT, index, error);
    if (status != CASUS_OK) return status;
  }
  return CASUS_OK;
}

static casus_status add_demonyms(world *w, str list, uint32_t country, unsigned more, casus_error *error) {
  str name;
  while (str_cut(&list, '|', &name)) {
    name = str_trim(name);
    if (str_empty(name)) continue;
    unsigned flags = more | name_flags(name) | (str_ends(name, STR("s")) || str_ends(name, STR("men")) ? NAME_PLURAL : 0);
    casus_status status = names_add(&w->names, name_hash(&w->names, name), NAME_DEMONYM, country, flags, error);
    if (status != CASUS_OK) return status;
  }
  return CASUS_OK;
}

static casus_status read_country(world *w, const str *f, uint32_t line, str file, casus_error *error) {
  if (f[0].len != 3) return error_at(error, CASUS_DATA, file, line, 0, "iso3 must have three letters");
  uint32_t index = w->countries.n;
  country_row *r = ROW_NEW(w, countries, country_row, error);
  if (!r) return CASUS_MEMORY;
  str rest = f[1], first;
  str_cut(&rest, '|', &first);
  *r = (country_row){.iso3 = f[0], .name = first, .line = line};
  r->from = day_from(f[5], DAY_FIRST, false);
  r->to = day_from(f[6], DAY_LAST, true);
  casus_status status = names_add(&w->names, holder_hash(f[0], STR("")), NAME_HOLDER, index, 0, error);
  if (status == CASUS_OK) status = add_names(w, f[1], NAME_COUNTRY, index, error);
  if (status == CASUS_OK) status = add_demonyms(w, f[2], index, 0, error);
  if (status == CASUS_OK) status = add_names(w, f[3], NAME_CAPITAL, index, error);
  if (status == CASUS_OK) status = add_seats(w, f[4], index, line, error);
  return status;
}

/* Where family names stand first: in Taiwan and Hong Kong not before a given name of the West ("Mark Chen"). */
static bool family_name_first(str iso3, str name) {
  static const char *const always[] = {"CHN", "KOR", "PRK"}, *const with_hyphen[] = {"TWN", "HKG", "MAC"};
  if (iso3.len != 3) return false;
  for (size_t i = 0; i < sizeof always / sizeof *always; i++)
    if (memcmp(iso3.ptr, always[i], 3) == 0) return true;
  for (size_t i = 0; i < sizeof with_hyphen / sizeof *with_hyphen; i++)
    if (memcmp(iso3.ptr, with_hyphen[i], 3) == 0) return memchr(name.ptr, '-', name.len) != NULL;
  return false;
}

static casus_status add_surname(world *w, str name, str country, uint32_t row, casus_error *error) {
  const char *space = memchr(name.ptr, ' ', name.len);
  if (!space) return CASUS_OK;
  size_t cut = (size_t)(space - name.ptr);
  if (family_name_first(country, name))
    return names_add(&w->names, name_hash(&w->names, str_slice(name, 0, cut)), NAME_SURNAME, row, NAME_SHORT, error);
  while (cut < name.len) { /* "Van der Bellen", "Bellen"; of "el-Sisi" also "Sisi" */
    str part = str_slice(name, cut + 1, name.len);
    if (part.len > 5 && part.ptr[2] == '-' && listed(" el al ", str_slice(part, 0, 2))) {
      uint64_t hash = name_hash(&w->names, str_slice(part, 3, part.len));
      casus_status added = names_add(&w->names, hash, NAME_SURNAME, row, NAME_SHORT, error);
      if (added != CASUS_OK) return added;
    }
    casus_status status = names_add(&w->names, name_hash(&w->names, part), NAME_SURNAME, row, NAME_SHORT, error);
    if (status != CASUS_OK) return status;
    space = memchr(part.ptr, ' ', part.len);
    cut = space ? (size_t)(space - name.ptr) : name.len;
  }
  return CASUS_OK;
}

static bool second_name_counts(str iso3) {
  return listed(" ARG BOL CHL COL CRI CUB DOM ECU ESP GNQ GTM HND MEX NIC PAN PER PRY SLV URY VEN ", iso3);
}

/* News shortens long names: "Rafael Correa", "Correa" of Rafael Correa Delgado. Only those of leaders, whom it need not explain.
 */
static casus_status add_short_names(world *w, const str *f, uint32_t row, casus_error *error) {
  enum { NAME_PARTS_MAX = 8 };
  str parts[NAME_PARTS_MAX], rest = f[0];
  uint32_t n = 0;
  while (n < NAME_PARTS_MAX && str_cut(&rest, ' ', &parts[n])) n++;
  if (n < 3 || !is_leader_office(f[4]) || family_name_first(f[2], f[0])) return CASUS_OK;
  const name_table *t = &w->names;
  uint64_t given = name_hash(t, parts[0]);
  casus_status status = names_add(&w->names, name_hash_add(t, given, parts[1]), NAME_PERSON, row, 0, error);
  if (status == CASUS_OK) status = names_add(&w->names, name_hash_add(t, given, parts[n - 1]), NAME_PERSON, row, 0, error);
  if (status == CASUS_OK && n == 3 && second_name_counts(f[2]))
    status = names_add(&w->names, name_hash(t, parts[1]), NAME_SURNAME, row, NAME_SHORT, error);
  return status;
}

/* One more row of the person before: its first row counts them all and answers to all their names. */
static casus_status add_term(world *w, const str *f, uint32_t index, casus_error *error) {
  person_row *people = w->people.items;
  uint32_t first = index - people[index - 1].back - 1;
  people[first].terms++;
  people[index].back = index - first;
  casus_status status = add_names(w, f[1], NAME_PERSON, first, error);
  return status == CASUS_OK ? add_short_names(w, f, first, error) : status;
}

static casus_status read_person(world *w, const str *f, uint32_t line, str file, casus_error *error) {
  if (str_empty(f[0])) return error_at(error, CASUS_DATA, file, line, 0, "a person without a name");
  uint32_t index = w->people.n;
  person_row *r = ROW_NEW(w, people, person_row, error);
  if (!r) return CASUS_MEMORY;
  *r = (person_row){.name = f[0], .country = f[2], .sector = f[3], .office = f[4], .line = line, .terms = 1};
  r->from = day_from(f[5], DAY_FIRST, false);
  r->to = day_from(f[6], DAY_LAST, true);
  if (!str_empty(f[4])) {
    str owner = str_empty(f[2]) ? f[3] : f[2]; /* offices of bodies above the states go by the body's code */
    casus_status status = names_add(&w->names, holder_hash(owner, f[4]), NAME_HOLDER, index, 0, error);
    if (status != CASUS_OK) return status;
  }
  if (index > w->own_people && str_equal(person_at(w, index - 1)->name, r->name) &&
      str_equal(person_at(w, index - 1)->country, r->country))
    return add_term(w, f, index, error);
  casus_status status = add_name(w, f[0], NAME_PERSON, index, error);
  if (status == CASUS_OK) status = add_names(w, f[1], NAME_PERSON, index, error);
  if (status == CASUS_OK) status = add_surname(w, f[0], f[2], index, error);
  return status == CASUS_OK ? add_short_names(w, f, index, error) : status;
}

static casus_status read_group(world *w, const str *f, uint32_t line, str file, casus_error *error) {
  if (str_empty(f[0])) return error_at(error, CASUS_DATA, file, line, 0, "a group without a name");
  uint32_t index = w->groups.n;
  group_row *r = ROW_NEW(w, groups, group_row, error);
  if (!r) return CASUS_MEMORY;
  *r = (group_row){.name = f[0], .code = f[2], .country = f[3], .sector = f[4], .kind = f[5], .file = file, .line = line};
  r->from = day_from(f[6], DAY_FIRST, false);
  r->to = day_from(f[7], DAY_LAST, true);
  casus_status status = add_name(w, f[0], NAME_GROUP, index, error);
  return status == CASUS_OK ? add_names(w, f[1], NAME_GROUP, index, error) : status;
}

static casus_status read_agent(world *w, const str *f, uint32_t line, str file, casus_error *error) {
  if (str_empty(f[0])) return error_at(error, CASUS_DATA, file, line, 0, "an agent without a phrase");
  uint32_t index = w->agents.n;
  agent_row *r = ROW_NEW(w, agents, agent_row, error);
  if (!r) return CASUS_MEMORY;
  *r = (agent_row){.sector = f[1], .office = f[2], .line = line, .capitals = !has_lower(f[0])};
  return names_add(&w->names, phrase_hash(&w->names, NAME_AGENT, f[0]), NAME_AGENT, index, 0, error);
}

static casus_status read_title(world *w, const str *f, uint32_t line, str file, casus_error *error) {
  if (str_empty(f[0]) || str_empty(f[1])) return error_at(error, CASUS_DATA, file, line, 0, "needs a title and an office");
  uint32_t index = w->titles.n;
  title_row *r = ROW_NEW(w, titles, title_row, error);
  if (!r) return CASUS_MEMORY;
  *r = (title_row){.office = f[1], .country = f[2], .line = line};
  return names_add(&w->names, phrase_hash(&w->names, NAME_TITLE, f[0]), NAME_TITLE, index, 0, error);
}

static casus_status read_region(world *w, const str *f, uint32_t line, str file, casus_error *error) {
  (void)file;
  uint32_t index = w->regions.n;
  region_row *r = ROW_NEW(w, regions, region_row, error);
  if (!r) return CASUS_MEMORY;
  str rest = f[0], first;
  str_cut(&rest, '|', &first);
  *r = (region_row){.name = first, .members = f[1], .line = line};
  return add_names(w, f[0], NAME_REGION, index, error);
}

/* "Mapuche", "Siberian": as a nationality of its country, but its people are not the state. */
static casus_status read_people(world *w, const str *f, uint32_t line, str file, casus_error *error) {
  uint32_t country = 0;
  while (country < w->countries.n && !str_equal(country_at(w, country)->iso3, f[1])) country++;
  if (country == w->countries.n) return error_at(error, CASUS_DATA, file, line, 0, "unknown country");
  return add_demonyms(w, f[0], country, NAME_PEOPLE, error);
}

static casus_status read_given(world *w, const str *f, uint32_t line, str file, casus_error *error) {
  if (!str_is(f[1], "f") && !str_is(f[1], "m")) return error_at(error, CASUS_DATA, file, line, 0, "sex is f or m");
  uint64_t hash = name_hash_add(&w->names, GIVEN_HASH_START, f[0]);
  return names_add(&w->names, hash, NAME_GIVEN, (uint32_t)f[1].ptr[0], 0, error);
}

static const struct {
  const char *name;
  head_kind kind;
} head_kinds[] = {{"relay", HEAD_RELAY},       {"measure", HEAD_MEASURE}, {"body", HEAD_BODY},     {"title", HEAD_TITLE},
                  {"back", HEAD_BACK},         {"former", HEAD_FORMER},   {"weapon", HEAD_WEAPON}, {"deputy", HEAD_DEPUTY},
                  {"abstract", HEAD_ABSTRACT}, {"bound", HEAD_BOUND}};

static casus_status read_head(world *w, const str *f, uint32_t line, str file, casus_error *error) {
  for (size_t i = 0; i < sizeof head_kinds / sizeof *head_kinds; i++) {
    if (!str_is(f[1], head_kinds[i].name)) continue;
    uint32_t index = w->heads.n;
    head_row *r = ROW_NEW(w, heads, head_row, error);
    if (!r) return CASUS_MEMORY;
    *r = (head_row){.sector = f[2], .line = line, .kind = (uint8_t)head_kinds[i].kind};
    return names_add(&w->names, phrase_hash(&w->names, NAME_HEAD, f[0]), NAME_HEAD, index, 0, error);
  }
  return error_at(error, CASUS_DATA, file, line, 0, "unknown kind of head");
}

/* ---- files */

enum { FACT_COLUMNS_MAX = 9 };
typedef struct {
  const char *path;
  size_t list, row_bytes; /* where its rows go, and about how long a row is in the file */
  row_reader read;
  const char *columns[FACT_COLUMNS_MAX];
} fact_table;

static const fact_table fact_tables[] = {
    {"world/countries.tsv",
     offsetof(world, countries),
     120,
     read_country,
     {"iso3", "names", "demonyms", "capital", "seats", "from", "to"}},
    {"world/peoples.tsv", offsetof(world, countries), 1 << 20, read_people, {"names", "country"}},
    {"world/people.tsv",
     offsetof(world, people),
     80,
     read_person,
     {"name", "variants", "country", "sector", "office", "from", "to"}},
    {"world/groups.tsv",
     offsetof(world, groups),
     80,
     read_group,
     {"name", "variants", "code", "country", "sector", "kind", "from", "to"}},
    {"world/agents.tsv", offsetof(world, agents), 32, read_agent, {"phrase", "sector", "office"}},
    {"world/offices.tsv", offsetof(world, titles), 32, read_title, {"title", "office", "country"}},
    {"world/regions.tsv", offsetof(world, regions), 80, read_region, {"name", "members"}},
    {"world/given.tsv", offsetof(world, heads), 1 << 20, read_given, {"name", "sex"}},
    {"world/heads.tsv", offsetof(world, heads), 12, read_head, {"word", "kind", "sector"}},
};

static casus_status read_rows(world *w, const fact_table *table, str bytes, str file, casus_error *error) {
  tsv in;
  uint32_t columns[FACT_COLUMNS_MAX] = {0};
  casus_status status = tsv_open(&in, bytes, file, error);
  w->tables[w->n_tables++] = (table_text){file, bytes};
  rows *list = (rows *)((char *)w + table->list);
  list->expected = list->n + (uint32_t)(bytes.len / table->row_bytes);
  for (uint32_t c = 0; status == CASUS_OK && c < FACT_COLUMNS_MAX && table->columns[c]; c++)
    status = tsv_column(&in, table->columns[c], &columns[c], error);
  while (status == CASUS_OK && (status = tsv_next(&in, error)) == CASUS_OK) {
    str f[FACT_COLUMNS_MAX];
    for (uint32_t c = 0; c < FACT_COLUMNS_MAX; c++) f[c] = in.fields[columns[c]];
    status = table->read(w, f, (uint32_t)in.line, file, error);
  }
  return status == CASUS_END ? CASUS_OK : status;
}

static str base_name(const char *path) {
  const char *slash = strrchr(path, '/');
  return str_of(slash ? slash + 1 : path);
}

/* ---- overlays */

static bool is_body_code(str code) { return code.len == 6 && str_starts(code, STR("IGO")); }

/* A code may be left to its country and sector, a sector to its code. */
static bool complete_codes(world *w, str *code, str country, str *sector) {
  if (!str_empty(*code)) {
    if (str_empty(*sector)) *sector = str_slice(*code, country.len ? 3 : 0, code->len);
    return true;
  }
  char joined[64];
  if (country.len + sector->len > sizeof joined) return false;
  if (country.len) memcpy(joined, country.ptr, country.len);
  if (sector->len) memcpy(joined + country.len, sector->ptr, sector->len);
  return arena_copy(w->store, (str){joined, country.len + sector->len}, code);
}

static casus_status take_overlay_row(world *w, const overlay_row *row, str file, casus_error *error) {
  const str *f = row->fields;
  str code = f[OVERLAY_CODE], sector = f[OVERLAY_SECTOR];
  if (!complete_codes(w, &code, f[OVERLAY_COUNTRY], &sector)) return error_set(error, CASUS_MEMORY, "no memory for an overlay");
  if (!row->person) {
    str group[] = {f[OVERLAY_NAME], f[OVERLAY_VARIANTS], code,         f[OVERLAY_COUNTRY], sector,
                   f[OVERLAY_KIND], f[OVERLAY_FROM],     f[OVERLAY_TO]};
    return read_group(w, group, row->line, file, error);
  }
  if (str_empty(f[OVERLAY_COUNTRY]) && is_body_code(code)) sector = code;
  str person[] = {f[OVERLAY_NAME],   f[OVERLAY_VARIANTS], f[OVERLAY_COUNTRY], sector,
                  f[OVERLAY_OFFICE], f[OVERLAY_FROM],     f[OVERLAY_TO]};
  casus_status status = read_person(w, person, row->line, file, error);
  if (status == CASUS_OK) ((person_row *)w->people.items)[w->people.n - 1].overlay = (uint8_t)w->n_tables;
  return status;
}

/* The name of a file, in the world's memory: the caller's path may be gone before a row is explained. */
static bool own_name(world *w, const char *path, str *name) { return arena_copy(w->store, base_name(path), name); }

static casus_status read_overlay(world *w, const char *path, casus_error *error) {
  enum { OVERLAY_BYTES_MAX = 1 << 28 };
  if (w->n_files == WORLD_FILES_MAX) return error_set(error, CASUS_USAGE, "more than %d actor files", WORLD_FILES_MAX);
  file_map *map = &w->files[w->n_files];
  casus_status status = file_open_map(path, OVERLAY_BYTES_MAX, map, error);
  if (status != CASUS_OK) return status;
  w->n_files++;
  if (utf8_valid_until(map->bytes) != map->bytes.len)
    return error_at(error, CASUS_DATA, str_of(path), 0, utf8_valid_until(map->bytes), "is not UTF-8");
  str name;
  if (!own_name(w, path, &name)) return error_set(error, CASUS_MEMORY, "no memory for an overlay");
  w->tables[w->n_tables++] = (table_text){name, map->bytes};
  return overlay_read(w, map->bytes, str_of(path), name, take_overlay_row, error);
}

/* A person whom an overlay has is nobody else's: also the offices that the built-in rows give are the overlay's to give. */
static void replace_person(world *w, const name_table *tables, const person_row *own) {
  person_row *people = w->people.items;
  for (const name_ref *ref = names_find(tables, name_hash(tables, own->name)); ref; ref = names_next(tables, ref)) {
    if (ref->kind != NAME_PERSON || !str_equal(people[ref->row].country, own->country)) continue;
    for (uint32_t i = ref->row; i < ref->row + people[ref->row].terms; i++) people[i].replaced = true;
  }
}

static casus_status read_tables(world *w, const char *data_dir, casus_error *error) {
  names_init(&w->names);
  for (size_t i = 0; i < sizeof fact_tables / sizeof *fact_tables; i++) {
    str bytes;
    casus_status status = data_file(data_dir, fact_tables[i].path, &bytes, &w->files[w->n_files], error);
    if (status != CASUS_OK) return status;
    w->n_files++;
    status = read_rows(w, &fact_tables[i], bytes, base_name(fact_tables[i].path), error);
    if (status != CASUS_OK) return status;
  }
  return names_index(&w->names, error);
}

static casus_status open_builtin(world *w, casus_error *error) {
  str bytes;
  file_map none;
  casus_status status = data_file(NULL, FACTS_IMAGE, &bytes, &none, error);
  return status == CASUS_OK ? facts_image_open(w, bytes, error) : status;
}

/* Names of overlays come first: among rows of one name the first wins. */
static casus_status read_overlays(world *w, const world_options *options, casus_error *error) {
  name_table tables = w->names;
  w->names = names_like(&tables);
  casus_status status = CASUS_OK;
  for (size_t i = 0; status == CASUS_OK && i < options->n_actor_files; i++)
    status = read_overlay(w, options->actor_files[i], error);
  for (uint32_t i = w->own_people; status == CASUS_OK && i < w->people.n; i++)
    if (!person_at(w, i)->back) replace_person(w, &tables, person_at(w, i));
  if (status == CASUS_OK) status = names_put_before(&tables, &w->names, error);
  names_free(&w->names);
  w->names = tables;
  return status == CASUS_OK ? names_index(&w->names, error) : status;
}

casus_status facts_load(world *w, const world_options *options, casus_error *error) {
  casus_status status = options->data_dir ? read_tables(w, options->data_dir, error) : open_builtin(w, error);
  w->own_people = w->people.n;
  w->own_groups = w->groups.n;
  return status == CASUS_OK && options->n_actor_files ? read_overlays(w, options, error) : status;
}

/* ---- dates */

static bool holds(const person_row *r, int32_t day) { return r->from <= day && day <= r->to; }

bool is_household(str country) {
  return listed(" USA RUS CHN GBR FRA DEU ISR TUR UKR IRN IND JPN BRA CAN SYR PRK VEN ", country);
}

bool is_leader_office(str office) {
  static const char *const leaders[] = {"president", "prime minister", "king", "queen", "emir", "monarch", "sultan"};
  for (size_t i = 0; i < sizeof leaders / sizeof *leaders; i++)
    if (str_is(office, leaders[i])) return true;
  return false;
}

/* Leaders before government before parliament before the rest; then who came later. */
static int term_rank(const person_row *r) {
  if (is_leader_office(r->office)) return 3;
  return str_is(r->sector, "GOV") ? 2 : str_is(r->sector, "LEG") ? 1 : 0;
}

static bool better_term(const person_row *r, const person_row *best) {
  if (!best) return true;
  if (term_rank(r) != term_rank(best)) return term_rank(r) > term_rank(best);
  return r->from > best->from;
}

person_term person_on(const world *w, uint32_t row, int32_t day) {
  const person_row *first = person_at(w, row), *now = NULL, *past = NULL, *later = NULL;
  for (const person_row *r = first; r < first + first->terms; r++) {
    if (holds(r, day)) now = better_term(r, now) ? r : now;
    else if (r->to < day) past = !past || r->to > past->to ? r : past;
    else later = !later || r->from < later->from ? r : later;
  }
  if (now) return (person_term){.row = now};
  if (past) return (person_term){.row = past, .former = true};
  return (person_term){.row = later, .future = true};
}

bool row_source(arena *a, str file, uint32_t line, str *out) {
  char digits[12];
  size_t n = sizeof digits;
  for (uint32_t v = line; n > 0 && (v || n == sizeof digits); v /= 10) digits[--n] = (char)('0' + v % 10);
  size_t len = file.len + 1 + sizeof digits - n;
  char *bytes = arena_alloc(a, len, 1);
  if (!bytes) return false;
  memcpy(bytes, file.ptr, file.len);
  bytes[file.len] = ':';
  memcpy(bytes + file.len + 1, digits + n, sizeof digits - n);
  *out = (str){bytes, len};
  return true;
}

str person_file(const world *w, const person_row *row) {
  return row->overlay ? w->tables[row->overlay - 1].file : STR("people.tsv");
}

const person_row *office_holder(const world *w, str owner, str office, int32_t day) {
  const person_row *best = NULL;
  const name_ref *ref = str_empty(office) ? NULL : names_find(&w->names, holder_hash(owner, office));
  for (; ref; ref = names_next(&w->names, ref)) {
    const person_row *r = person_at(w, ref->row);
    if (ref->kind == NAME_HOLDER && !r->replaced && holds(r, day) && (!best || r->from > best->from)) best = r;
  }
  return best;
}

str title_office(const world *w, uint64_t title_hash, str owner) {
  str any = {0};
  for (const name_ref *ref = names_find(&w->names, title_hash); ref; ref = names_next(&w->names, ref)) {
    if (ref->kind != NAME_TITLE) continue;
    const title_row *r = title_at(w, ref->row);
    if (str_equal(r->country, owner) && !str_empty(owner)) return r->office;
    if (str_empty(r->country)) any = r->office;
  }
  return any;
}

char sex_of_name(const world *w, str given) {
  const name_ref *ref = names_find(&w->names, name_hash_add(&w->names, GIVEN_HASH_START, given));
  return ref && ref->kind == NAME_GIVEN ? (char)ref->row : 0;
}

uint32_t country_index(const world *w, str iso3) {
  const name_ref *ref = str_empty(iso3) ? NULL : names_find(&w->names, holder_hash(iso3, STR("")));
  while (ref && ref->kind != NAME_HOLDER) ref = names_next(&w->names, ref);
  return ref ? ref->row : NO_COUNTRY;
}

const head_row *head_word(const world *w, uint64_t of_word, head_kind kind) {
  const name_ref *ref = names_find(&w->names, phrase_hash_add(phrase_hash_start(NAME_HEAD), of_word));
  while (ref && (ref->kind != NAME_HEAD || head_at(w, ref->row)->kind != kind)) ref = names_next(&w->names, ref);
  return ref ? head_at(w, ref->row) : NULL;
}
