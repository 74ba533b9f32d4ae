/* Reads brat's standoff format as GeoWebNews uses it: `T1<TAB>TYPE BEGIN END<TAB>words`, `#1<TAB>AnnotatorNotes T1<TAB>value`,
 * where the value is a GeoNames number or "LAT, LON"; offsets count characters. docs/places.md says which types are toponyms and
 * why. */
#include "train/gold_places.h"

#include <stdlib.h>

enum { MARKS_MAX = 1 << 20, NO_MARK = 0 };

typedef struct {
  uint32_t number; /* of "T12" */
  str type;
  uint32_t begin, end; /* characters */
} mark;

typedef struct {
  str bytes, file;
  arena *a;
  uint32_t *byte_of; /* of each character, and of the end */
  uint32_t n_characters;
  gold_toponym *list;
  uint32_t *numbers; /* of each in `list` */
  uint32_t n, capacity, numbers_capacity;
} reading;

/* Types of the scheme that name places: literal and associative. Those without coordinates (demonyms, languages, people) are
 * none here. Coercions are marked as names of bodies at the same time. */
static bool is_toponym(str type, bool *counts) {
  static const char *const types[] = {"Literal",   "Literal_Modifier",     "Mixed",           "Embedded_Literal",
                                      "Metonymic", "Non_Literal_Modifier", "Embedded_Non_Lit"};
  *counts = false;
  if (str_is(type, "Coercion")) return true;
  for (size_t i = 0; i < sizeof types / sizeof *types; i++) *counts |= str_is(type, types[i]);
  return *counts;
}

static bool index_characters(reading *r) {
  r->byte_of = ARENA_ARRAY(r->a, uint32_t, r->bytes.len + 1);
  if (!r->byte_of) return false;
  for (size_t i = 0; i < r->bytes.len; i++)
    if (((unsigned char)r->bytes.ptr[i] & 0xC0) != 0x80) r->byte_of[r->n_characters++] = (uint32_t)i;
  r->byte_of[r->n_characters] = (uint32_t)r->bytes.len;
  return true;
}

static bool read_number(str s, char letter, uint32_t *number) {
  return s.len > 1 && s.ptr[0] == letter && str_to_u32(str_slice(s, 1, s.len), number);
}

static casus_status wrong(const reading *r, size_t line, const char *what, casus_error *error) {
  return error_at(error, CASUS_INPUT, r->file, line, 0, "%s", what);
}

static casus_status add_mark(reading *r, const mark *m, size_t line, casus_error *error) {
  bool counts;
  if (!is_toponym(m->type, &counts)) return CASUS_OK;
  if (m->begin >= m->end || m->end > r->n_characters) return wrong(r, line, "a span outside of the text", error);
  void *list = r->list, *numbers = r->numbers;
  if (r->n == MARKS_MAX || !arena_grow(r->a, &list, &r->capacity, r->n + 1, sizeof *r->list) ||
      !arena_grow(r->a, &numbers, &r->numbers_capacity, r->n + 1, sizeof *r->numbers))
    return error_set(error, CASUS_MEMORY, "no memory for the annotation of a page");
  r->list = list;
  r->numbers = numbers;
  r->numbers[r->n] = m->number;
  r->list[r->n++] = (gold_toponym){.at = {r->byte_of[m->begin], r->byte_of[m->end]}, .counts = counts, .type = m->type};
  return CASUS_OK;
}

/* "Literal 12 18", or "Literal 12 18;20 25" for a name in pieces, of which the whole stretch is taken. */
static casus_status read_mark(reading *r, str id, str value, size_t line, casus_error *error) {
  mark m;
  str begin, end = {0}, part;
  bool good = read_number(id, 'T', &m.number) && str_cut(&value, ' ', &m.type) && str_cut(&value, ' ', &begin);
  while (good && value.len && str_cut(&value, ';', &part)) {
    while (str_cut(&part, ' ', &end)) continue;
  }
  if (!good || !str_to_u32(begin, &m.begin) || !str_to_u32(end, &m.end))
    return wrong(r, line, "should be: T1, a tab, TYPE BEGIN END, a tab, words", error);
  return add_mark(r, &m, line, error);
}

static gold_toponym *find_mark(const reading *r, uint32_t number) {
  for (uint32_t i = r->n; i-- > 0;)
    if (r->numbers[i] == number) return &r->list[i];
  return NULL;
}

static void read_note(const reading *r, str value, str note) {
  str target, lat;
  uint32_t number;
  if (!str_starts(value, STR("AnnotatorNotes "))) return;
  target = str_slice(value, sizeof "AnnotatorNotes", value.len);
  gold_toponym *g = read_number(target, 'T', &number) ? find_mark(r, number) : NULL;
  if (!g || str_to_u32(str_trim(note), &g->geonames)) return;
  g->has_position =
      str_cut(&note, ',', &lat) && str_to_double(str_trim(lat), &g->lat_deg) && str_to_double(str_trim(note), &g->lon_deg);
}

static casus_status read_lines(reading *r, str annotation, char first, casus_error *error) {
  str line, id, value;
  casus_status status = CASUS_OK;
  for (size_t n = 1; status == CASUS_OK && str_cut(&annotation, '\n', &line); n++) {
    if (str_empty(line) || line.ptr[0] != first || !str_cut(&line, '\t', &id) || !str_cut(&line, '\t', &value)) continue;
    if (first == 'T') status = read_mark(r, id, value, n, error);
    else read_note(r, value, line);
  }
  return status;
}

static int by_position(const void *a, const void *b) {
  const gold_toponym *x = a, *y = b;
  if (x->at.begin != y->at.begin) return x->at.begin < y->at.begin ? -1 : 1;
  return (x->at.end > y->at.end) - (x->at.end < y->at.end);
}

/* The first line holds title and link and is not annotated. */
static uint32_t body_of(str bytes) {
  const char *end = str_starts(bytes, STR("TITLE: ")) ? memchr(bytes.ptr, '\n', bytes.len) : NULL;
  return end ? (uint32_t)(end + 1 - bytes.ptr) : 0;
}

casus_status gold_page_read(str bytes, str annotation, str file, arena *a, gold_page *out, casus_error *error) {
  reading r = {.bytes = bytes, .file = file, .a = a};
  if (utf8_valid_until(bytes) != bytes.len) return wrong(&r, 0, "the text beside it is not UTF-8", error);
  if (!index_characters(&r)) return error_set(error, CASUS_MEMORY, "no memory for the annotation of a page");
  casus_status status = read_lines(&r, annotation, 'T', error);
  if (status == CASUS_OK) status = read_lines(&r, annotation, '#', error);
  if (status != CASUS_OK) return status;
  if (r.n) qsort(r.list, r.n, sizeof *r.list, by_position);
  *out = (gold_page){body_of(bytes), r.list, r.n};
  return CASUS_OK;
}
