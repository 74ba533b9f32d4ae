/* The door of imports: bytes to lines, lines to fields, and what the record does not say into `extra`. What the columns of a
 * format mean is not known here. */
#include "exchange/importer.h"

#include <math.h>
#include <stdlib.h>

#include "exchange/event_objects.h"
#include "exchange/import_parts.h"

enum { WINDOW_BYTES = 1 << 16, ROW_MEMORY_MAX = 1 << 26, FIELDS_MAX = 256 };

typedef struct {
  const char *name;
  casus_format format;
  bool (*read)(import_row *r);
  const char *mark; /* a column that no other format with a header has; NULL: no header */
} import_format;

static const import_format formats[] = {{"polecat", CASUS_FORMAT_POLECAT, import_polecat, "Event Type"},
                                        {"icews", CASUS_FORMAT_ICEWS, import_icews, "CAMEO Code"},
                                        {"gdelt", CASUS_FORMAT_GDELT, import_gdelt, NULL}};
enum { N_FORMATS = sizeof formats / sizeof *formats };

struct casus_importer {
  casus_import_options options;
  void (*release)(void *context);
  exchange_tables *tables;
  const import_format *format; /* NULL: not known yet */
  bool begun, ended;
  char *window;
  size_t at, got;
  buffer line;
  size_t line_number, line_offset, next_offset;
  bool too_long;
  /* of a file with a header: for each of its fields the column of the layout, or none; and its own names */
  uint32_t n_header;
  unsigned column_of[FIELDS_MAX];
  str header[FIELDS_MAX];
  arena *header_memory, *memory;
  str fields[FIELDS_MAX];
  uint32_t n_fields;
  row row; /* what an export of the record says */
  buffer extra;
};

static casus_status here(const casus_importer *x, casus_error *error, casus_status status, const char *column, const char *what) {
  return error_at(error, status, x->options.name, x->line_number, x->line_offset, "%s%s%s%s", column ? "\"" : "",
                  column ? column : "", column ? "\" " : "", what);
}

/* ---- lines */

static casus_status fill_window(casus_importer *x, casus_error *error) {
  x->at = x->got = 0;
  if (x->ended) return CASUS_OK;
  casus_status status = x->options.read(x->options.context, x->window, WINDOW_BYTES, &x->got, error);
  if (status != CASUS_OK || !x->got) x->ended = true;
  if (status != CASUS_OK) x->got = 0;
  return status;
}

/* Takes bytes of the window up to the end of the line. True: the line ends there. */
static bool take_bytes(casus_importer *x) {
  const char *from = x->window + x->at, *end = memchr(from, '\n', x->got - x->at);
  size_t n = end ? (size_t)(end - from) : x->got - x->at;
  x->too_long |= !buffer_add(&x->line, (str){from, n});
  x->at += n + (end ? 1 : 0);
  x->next_offset += n + (end ? 1 : 0);
  return end != NULL;
}

static void begin_line(casus_importer *x) {
  x->line.len = 0;
  x->too_long = false;
  x->line_number++;
  x->line_offset = x->next_offset;
}

/* What stands before damage is good, but not the line that is cut by it. */
static casus_status next_line(casus_importer *x, casus_error *error) {
  begin_line(x);
  for (bool whole = false; !whole;) {
    if (x->at == x->got) {
      casus_status status = fill_window(x, error);
      if (status != CASUS_OK) return status;
    }
    if (x->at == x->got && x->next_offset == x->line_offset) return CASUS_END;
    if (x->at == x->got) break;
    whole = take_bytes(x);
  }
  if (x->too_long) return here(x, error, CASUS_INPUT, NULL, "this line is longer than 1 MB");
  if (x->line.len && x->line.ptr[x->line.len - 1] == '\r') x->line.len--;
  return CASUS_OK;
}

/* ---- fields */

static size_t put_point(char *to, unsigned char c) {
  if (c < 0x80) return *to = (char)c, 1;
  to[0] = (char)(0xC0 | c >> 6);
  to[1] = (char)(0x80 | (c & 0x3F));
  return 2;
}

/* As UTF-8: a line that is none is ISO 8859-1, in which some of these files are written. */
static bool decode(casus_importer *x, str *line) {
  *line = buffer_str(&x->line);
  if (utf8_valid_until(*line) == line->len) return true;
  char *to = arena_alloc(x->memory, line->len * 2, 1);
  size_t n = 0;
  for (size_t i = 0; to && i < line->len; i++) n += put_point(to + n, (unsigned char)line->ptr[i]);
  *line = (str){to, n};
  return to != NULL;
}

static bool split_fields(casus_importer *x, str line) {
  x->n_fields = 0;
  while (x->n_fields < FIELDS_MAX && str_cut(&line, '\t', &x->fields[x->n_fields])) x->n_fields++;
  return !line.ptr;
}

static casus_status next_fields(casus_importer *x, casus_error *error) {
  str line;
  do {
    casus_status status = next_line(x, error);
    if (status != CASUS_OK) return status;
  } while (!x->line.len);
  arena_reset(x->memory);
  if (!decode(x, &line)) return here(x, error, CASUS_MEMORY, NULL, "no memory for this line");
  if (memchr(line.ptr, 0, line.len)) return here(x, error, CASUS_INPUT, NULL, "this line holds a NUL byte");
  if (!split_fields(x, line)) return here(x, error, CASUS_INPUT, NULL, "this line has more than 256 fields");
  return CASUS_OK;
}

/* ---- the form of the file */

static const layout *file_layout(const casus_importer *x) { return layout_of(x->format->format); }

static str plain_name(str s) {
  s = str_trim(s);
  return s.len >= 2 && s.ptr[0] == '"' && s.ptr[s.len - 1] == '"' ? str_slice(s, 1, s.len - 1) : s;
}

static unsigned column_named(const layout *l, str name) {
  unsigned i = 0;
  while (i < l->n_columns && !str_is(name, l->columns[i].name)) i++;
  return i;
}

static bool has_field(const casus_importer *x, const char *name) {
  for (uint32_t i = 0; i < x->n_fields; i++)
    if (str_is(plain_name(x->fields[i]), name)) return true;
  return false;
}

/* GDELT 2.0, 1.0, and 1.0 before April 2013. */
static bool is_gdelt_width(uint32_t n) { return n == 61 || n == 58 || n == 57; }

static const import_format *told_by_line(const casus_importer *x) {
  for (size_t i = 0; i < N_FORMATS; i++)
    if (formats[i].mark ? has_field(x, "Event ID") && has_field(x, formats[i].mark) : is_gdelt_width(x->n_fields))
      return &formats[i];
  return NULL;
}

static casus_status keep_header(casus_importer *x, casus_error *error) {
  if (!has_field(x, "Event ID") || !has_field(x, x->format->mark))
    return here(x, error, CASUS_INPUT, x->format->mark, "or \"Event ID\" is not among the columns that the first line names");
  for (uint32_t i = 0; i < x->n_fields; i++) {
    if (!arena_copy(x->header_memory, plain_name(x->fields[i]), &x->header[i]))
      return here(x, error, CASUS_MEMORY, NULL, "no memory for the names of the columns");
    x->column_of[i] = column_named(file_layout(x), x->header[i]);
  }
  x->n_header = x->n_fields;
  return CASUS_OK;
}

static void skip_byte_order_mark(casus_importer *x) {
  if (str_starts(x->fields[0], STR("\xef\xbb\xbf"))) x->fields[0] = str_slice(x->fields[0], 3, x->fields[0].len);
}

/* Reads the first line: the header, or the first row, which then stands in the fields. */
static casus_status begin_file(casus_importer *x, casus_error *error) {
  casus_status status = next_fields(x, error);
  if (status != CASUS_OK) return status;
  x->begun = true;
  skip_byte_order_mark(x);
  if (!x->format) x->format = told_by_line(x);
  if (x->format && x->format->mark) status = keep_header(x, error);
  if (!x->format)
    status = here(x, error, CASUS_INPUT, NULL,
                  "this is neither the header of POLECAT or ICEWS nor a row of GDELT (61, 58 or 57 fields)");
  if (status == CASUS_INPUT) x->ended = true, x->at = x->got = 0;
  return status;
}

/* ---- rows */

static bool is_adm2(const char *name) { return str_ends(str_of(name), STR("ADM2Code")); }

/* GDELT has no header: 1.0 lacks the ADM2 columns, and at first the last. */
static void place_gdelt_fields(const casus_importer *x, import_row *r) {
  uint32_t next = 0;
  for (unsigned i = 0; i < r->layout->n_columns && next < x->n_fields; i++)
    if (x->n_fields == r->layout->n_columns || !is_adm2(r->layout->columns[i].name)) r->fields[i] = x->fields[next++];
}

static bool place_fields(const casus_importer *x, import_row *r) {
  for (unsigned i = 0; i < r->layout->n_columns; i++) r->fields[i] = (str){"", 0};
  if (!x->format->mark) {
    place_gdelt_fields(x, r);
    return is_gdelt_width(x->n_fields);
  }
  for (uint32_t i = 0; i < x->n_header && i < x->n_fields; i++)
    if (x->column_of[i] < r->layout->n_columns) r->fields[x->column_of[i]] = x->fields[i];
  return x->n_fields == x->n_header;
}

static void record_start(const casus_importer *x, casus_imported *out) {
  *out = (casus_imported){.format = str_of(x->format->name)};
  out->article.origin = x->options.name;
  out->article.origin_line = x->line_number;
  out->article.origin_bytes = x->line_offset;
  casus_event *e = &out->event;
  e->condition_event = e->exchange = CASUS_NO_EVENT;
  e->place.lat_deg = e->place.lon_deg = NAN;
  e->date_basis = CASUS_BASIS_ABSOLUTE;
  e->confidence = 1;
}

/* The id hangs on the file's own id and on the day, which together name a row in all three formats. */
static void identify(const import_row *r, casus_event *e, const char *format) {
  char day[16];
  str id = str_trim(r->fields[0]);
  uint64_t hash = hash_bytes(id.ptr, id.len, hash_str(str_of(format)));
  str date = str_of(casus_date_text(e->date, day));
  event_identify(e, hash_bytes(date.ptr, date.len, hash));
}

static void record_finish(const casus_importer *x, const import_row *r, casus_imported *out) {
  casus_event *e = &out->event;
  const ontology *o = exchange_ontology(x->tables);
  if (!e->event) e->event = ontology_cameo_type(o, str_of(e->cameo));
  e->quad = e->event ? ontology_quad(e->event) : (uint8_t)cameo_quad(str_of(e->cameo));
  if (x->format->format != CASUS_FORMAT_POLECAT) e->score = ontology_score(o, e->event, -1);
  e->doc = out->article.id;
  identify(r, e, x->format->name);
}

/* ---- extra */

static bool put(json_t *object, str name, str value) {
  return json_object_setn_new(object, name.ptr, name.len, json_stringn(value.ptr, value.len)) == 0;
}

/* Columns of which the event alone would not give back what the file says. */
static bool put_differences(casus_importer *x, const import_row *r, json_t *object) {
  bool done = true;
  for (unsigned i = 0; i < r->layout->n_columns && done; i++) {
    const row_column *c = &r->layout->columns[i];
    if (c->foreign || !str_equal(r->fields[i], row_field(&x->row, i))) done = put(object, str_of(c->name), r->fields[i]);
  }
  for (uint32_t i = 0; i < x->n_header && done; i++)
    if (x->column_of[i] == r->layout->n_columns && !str_empty(x->fields[i])) done = put(object, x->header[i], x->fields[i]);
  return done;
}

static bool make_extra(casus_importer *x, const import_row *r, casus_imported *out) {
  const casus_report report = {.events = &out->event, .n_events = 1, .article = &out->article};
  row_start(&x->row, &report, NULL, false);
  json_t *object = json_object();
  bool done = object && row_fill(&x->row, r->layout) && put_differences(x, r, object);
  x->extra.len = 0;
  if (!done) return json_decref(object), false;
  if (!json_object_size(object)) return json_decref(object), true;
  done = add_json(&x->extra, object);
  out->extra = buffer_str(&x->extra);
  return done;
}

static casus_status wrong_width(const casus_importer *x, casus_error *error) {
  const char *unit = x->n_fields == 1 ? "field" : "fields";
  if (!x->format->mark)
    return error_at(error, CASUS_INPUT, x->options.name, x->line_number, x->line_offset,
                    "this line has %u %s, not the 61, 58 or 57 of GDELT", (unsigned)x->n_fields, unit);
  return error_at(error, CASUS_INPUT, x->options.name, x->line_number, x->line_offset,
                  "this line has %u %s, the first line names %u", (unsigned)x->n_fields, unit, (unsigned)x->n_header);
}

static casus_status read_row(casus_importer *x, casus_imported *out, casus_error *error) {
  import_row r = {
      .tables = x->tables, .memory = x->memory, .layout = file_layout(x), .article = &out->article, .event = &out->event};
  if (!place_fields(x, &r)) return wrong_width(x, error);
  record_start(x, out);
  bool read = x->format->read(&r);
  if (!read && r.problem) return here(x, error, CASUS_INPUT, r.column, r.problem);
  if (read) record_finish(x, &r, out);
  if (!read || !make_extra(x, &r, out)) return here(x, error, CASUS_MEMORY, NULL, "no memory for this row");
  return CASUS_OK;
}

casus_status casus_importer_next(casus_importer *x, casus_imported *out, casus_error *error) {
  casus_imported read;
  bool first = !x->begun;
  casus_status status = first ? begin_file(x, error) : next_fields(x, error);
  if (status == CASUS_OK && first && x->format->mark) status = next_fields(x, error); /* past the header */
  if (status == CASUS_OK) status = read_row(x, &read, error);
  if (status == CASUS_OK) *out = read;
  return status;
}

/* ---- opening */

static casus_status find_format(casus_str name, const import_format **format, casus_error *error) {
  *format = NULL;
  if (str_is(name, "auto")) return CASUS_OK;
  for (size_t i = 0; i < N_FORMATS && !*format; i++)
    if (str_is(name, formats[i].name)) *format = &formats[i];
  return *format ? CASUS_OK : error_set(error, CASUS_USAGE, "files are imported from polecat, icews, gdelt or auto");
}

static casus_status importer_init(casus_importer *x, const casus_import_options *options, casus_error *error) {
  x->options = *options;
  x->window = malloc(WINDOW_BYTES);
  x->memory = arena_new(ROW_MEMORY_MAX);
  x->header_memory = arena_new(ROW_MEMORY_MAX);
  buffer_init(&x->line, CASUS_IMPORT_LINE_BYTES_MAX);
  buffer_init(&x->extra, ROW_BYTES_MAX);
  buffer_init(&x->row.bytes, ROW_BYTES_MAX);
  if (!x->window || !x->memory || !x->header_memory) return error_set(error, CASUS_MEMORY, "no memory for an import");
  casus_status status = exchange_tables_open(options->data_dir, &x->tables, error);
  x->row.tables = x->tables;
  return status;
}

casus_status casus_importer_open(casus_str format, const casus_import_options *options, casus_importer **importer,
                                 casus_error *error) {
  const import_format *found;
  if (!options || !options->read) return error_set(error, CASUS_USAGE, "an import needs somewhere to read from");
  casus_status status = find_format(format, &found, error);
  if (status != CASUS_OK) return status;
  casus_importer *x = calloc(1, sizeof *x);
  if (!x) return error_set(error, CASUS_MEMORY, "no memory for an import");
  x->format = found;
  status = importer_init(x, options, error);
  if (status == CASUS_OK) *importer = x;
  else casus_importer_close(x);
  return status;
}

void importer_own(casus_importer *x, void (*release)(void *context)) { x->release = release; }

void casus_importer_close(casus_importer *x) {
  if (!x) return;
  if (x->release) x->release(x->options.context);
  exchange_tables_close(x->tables);
  arena_free(x->memory);
  arena_free(x->header_memory);
  buffer_free(&x->line);
  buffer_free(&x->extra);
  buffer_free(&x->row.bytes);
  free(x->window);
  free(x);
}
