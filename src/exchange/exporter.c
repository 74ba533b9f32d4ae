/* The door of exports: which reports go in, rows and objects to bytes, head and end of the file. What columns hold is not known
 * here. */
#include <math.h>
#include <stdlib.h>

#include "exchange/event_objects.h"

enum { FILE_BYTES_MAX = 1 << 28 }; /* of one report */

struct casus_exporter {
  casus_format format;
  const layout *layout; /* NULL: JSON */
  casus_export_options options;
  exchange_tables *tables;
  casus_export_counts counts;
  row row;
  json_t *extra; /* of the report at hand, where it was imported from this format */
  buffer out, provenance;
  bool ended;
};

/* ---- formats */

static const char *const format_names[CASUS_FORMAT_COUNT] = {"gdelt", "gdelt-mentions", "icews",  "polecat", "phoenix",
                                                             "csv",   "jsonl",          "geojson"};

const char *casus_format_name(casus_format format) { return (unsigned)format < CASUS_FORMAT_COUNT ? format_names[format] : NULL; }

bool casus_format_of_name(casus_str name, casus_format *format) {
  for (unsigned i = 0; i < CASUS_FORMAT_COUNT; i++) {
    if (!str_is(name, format_names[i])) continue;
    *format = (casus_format)i;
    return true;
  }
  return false;
}

const char *casus_format_column(casus_format format, unsigned column) {
  const layout *l = layout_of(format);
  return l && column < l->n_columns ? l->columns[column].name : NULL;
}

/* ---- bytes */

static bool needs_quotes(str s) {
  for (size_t i = 0; i < s.len; i++)
    if (memchr(",\"\r\n", s.ptr[i], 4)) return true;
  return false;
}

static bool add_quoted(buffer *out, str s) {
  bool added = buffer_add_byte(out, '"');
  for (size_t i = 0; i < s.len && added; i++)
    added = (s.ptr[i] != '"' || buffer_add_byte(out, '"')) && buffer_add_byte(out, s.ptr[i]);
  return added && buffer_add_byte(out, '"');
}

static bool add_field(buffer *out, const layout *l, unsigned column, str s) {
  if (column && !buffer_add_byte(out, l->quoted ? ',' : '\t')) return false;
  return l->quoted && needs_quotes(s) ? add_quoted(out, s) : buffer_add(out, s);
}

static bool add_line_end(buffer *out, const layout *l) { return buffer_add(out, l->quoted ? STR("\r\n") : STR("\n")); }

static casus_status write_out(casus_exporter *x, casus_error *error) {
  const casus_export_options *o = &x->options;
  if (x->out.len && !o->write(o->context, x->out.ptr, x->out.len))
    return error_set(error, CASUS_INTERNAL, "the export cannot be written");
  if (x->provenance.len && !o->provenance(o->provenance_context, x->provenance.ptr, x->provenance.len))
    return error_set(error, CASUS_INTERNAL, "the provenance of the export cannot be written");
  x->out.len = x->provenance.len = 0;
  return CASUS_OK;
}

/* ---- rows */

/* What an importer kept of this column, or what the record says. */
static bool add_column(casus_exporter *x, unsigned column) {
  const json_t *kept = json_object_get(x->extra, x->layout->columns[column].name);
  if (!json_is_string(kept)) return add_field(&x->out, x->layout, column, row_field(&x->row, column));
  if (!add_field(&x->out, x->layout, column, (str){json_string_value(kept), json_string_length(kept)})) return false;
  blank_controls(x->out.ptr + x->out.len - json_string_length(kept), json_string_length(kept));
  return true;
}

static str exported_id(const casus_exporter *x) {
  const json_t *kept = x->layout ? json_object_get(x->extra, x->layout->columns[0].name) : NULL;
  if (json_is_string(kept)) return (str){json_string_value(kept), json_string_length(kept)};
  return x->layout ? row_field(&x->row, 0) : str_of(x->row.event->id);
}

static casus_status note_provenance(casus_exporter *x) {
  if (!x->options.provenance) return CASUS_OK;
  return add_provenance(&x->provenance, &x->row, x->layout, x->format, exported_id(x), x->options.tables);
}

static casus_status add_row(casus_exporter *x) {
  const layout *l = x->layout;
  bool added = row_fill(&x->row, l);
  for (unsigned i = 0; i < l->n_columns && added; i++) added = add_column(x, i);
  if (!added || !add_line_end(&x->out, l)) return CASUS_MEMORY;
  x->counts.n_rows++;
  return note_provenance(x);
}

static casus_status add_rows(casus_exporter *x) {
  uint32_t n, m;
  if (!x->layout->pairs) return add_row(x);
  row_sides(&x->row, &n, &m);
  casus_status status = CASUS_OK;
  for (uint32_t i = 0; i < n; i++)
    for (uint32_t j = 0; j < m && status == CASUS_OK; j++)
      if (row_pair(&x->row, i, j)) status = add_row(x);
  return status;
}

/* ---- objects */

static casus_status add_object(casus_exporter *x) {
  casus_status status;
  if (x->format == CASUS_FORMAT_GEOJSON) {
    if (x->counts.n_rows && !buffer_add(&x->out, STR(",\n"))) return CASUS_MEMORY;
    status = add_feature(&x->out, &x->row);
  } else {
    status = add_event_object(&x->out, x->row.report, x->row.story);
    if (status == CASUS_OK && !buffer_add_byte(&x->out, '\n')) status = CASUS_MEMORY;
  }
  if (status != CASUS_OK) return status;
  x->counts.n_rows++;
  return note_provenance(x);
}

/* ---- the door */

static bool add_head(casus_exporter *x) {
  const layout *l = x->layout;
  if (x->format == CASUS_FORMAT_GEOJSON) return buffer_add(&x->out, STR("{\"type\":\"FeatureCollection\",\"features\":[\n"));
  if (!l || !l->header) return true;
  bool added = true;
  for (unsigned i = 0; i < l->n_columns && added; i++) added = add_field(&x->out, l, i, str_of(l->columns[i].name));
  return added && add_line_end(&x->out, l);
}

static void exporter_init(casus_exporter *x, casus_format format, const casus_export_options *options) {
  x->format = format;
  x->layout = layout_of(format);
  x->options = *options;
  if (!x->options.statuses) x->options.statuses = 1u << CASUS_ACTUAL;
  x->row.time = options->time;
  buffer_init(&x->row.bytes, ROW_BYTES_MAX);
  buffer_init(&x->out, FILE_BYTES_MAX);
  buffer_init(&x->provenance, FILE_BYTES_MAX);
}

casus_status casus_exporter_open(casus_format format, const casus_export_options *options, casus_exporter **exporter,
                                 casus_error *error) {
  if ((unsigned)format >= CASUS_FORMAT_COUNT || !options || !options->write)
    return error_set(error, CASUS_USAGE, "an export needs a format and somewhere to write");
  casus_exporter *x = calloc(1, sizeof *x);
  if (!x) return error_set(error, CASUS_MEMORY, "no memory for an export");
  exporter_init(x, format, options);
  /* JSON has our own names, and is opened for every answer of a server. */
  casus_status status = x->layout ? exchange_tables_open(options->data_dir, &x->tables, error) : CASUS_OK;
  x->row.tables = x->tables;
  if (status == CASUS_OK && !add_head(x)) status = error_set(error, CASUS_MEMORY, "no memory for an export");
  if (status == CASUS_OK) status = write_out(x, error);
  if (status == CASUS_OK) *exporter = x;
  else casus_exporter_close(x);
  return status;
}

static bool is_from_here(const casus_exporter *x, const casus_report *report) {
  return x->layout && str_is(report->imported, format_names[x->format]);
}

static bool has_coordinates(const casus_event *e) {
  const casus_place *p = &e->place;
  return !str_empty(p->name) && isfinite(p->lat_deg) && isfinite(p->lon_deg);
}

/* Tables of others have a column for the day that is never empty. */
static bool has_day(const casus_report *report) { return report->events->date.year || report->article->date.year; }

static bool is_left_out(casus_exporter *x, const casus_report *report) {
  uint64_t *counter = NULL;
  if (!(x->options.statuses >> report->events->status & 1)) counter = &x->counts.n_by_status;
  else if (x->format == CASUS_FORMAT_GEOJSON && !has_coordinates(report->events)) counter = &x->counts.n_placeless;
  else if (x->layout && !x->layout->quoted && !has_day(report)) counter = &x->counts.n_undated;
  if (counter) ++*counter;
  return counter != NULL;
}

static casus_status add_report(casus_exporter *x, const casus_report *report, const casus_story *story) {
  if (is_from_here(x, report) && !extra_read(report->extra, &x->extra)) return CASUS_INPUT;
  row_start(&x->row, report, story, x->options.story_ids);
  casus_status status = x->layout ? add_rows(x) : add_object(x);
  json_decref(x->extra);
  x->extra = NULL;
  return status;
}

casus_status casus_exporter_add(casus_exporter *x, const casus_report *report, const casus_story *story, casus_error *error) {
  if (x->ended || !report->n_events || !report->article)
    return error_set(error, CASUS_USAGE, "no report, or the export has ended");
  if (is_left_out(x, report)) return CASUS_OK;
  uint64_t rows = x->counts.n_rows;
  casus_status status = add_report(x, report, story);
  if (status == CASUS_OK) {
    x->counts.n_events++;
    return write_out(x, error);
  }
  x->counts.n_rows = rows;
  x->out.len = x->provenance.len = 0;
  return error_set(error, status,
                   status == CASUS_INPUT ? "event %s holds what is not UTF-8, or an extra that is no JSON object"
                                         : "event %s is longer than allowed, or there is no memory for it",
                   report->events->id);
}

casus_status casus_exporter_end(casus_exporter *x, casus_error *error) {
  if (x->ended) return error_set(error, CASUS_USAGE, "the export has ended");
  x->ended = true;
  if (x->format == CASUS_FORMAT_GEOJSON && !buffer_add(&x->out, STR("\n]}\n")))
    return error_set(error, CASUS_MEMORY, "no memory for an export");
  return write_out(x, error);
}

casus_export_counts casus_exporter_counts(const casus_exporter *x) { return x->counts; }

void casus_exporter_close(casus_exporter *x) {
  if (!x) return;
  exchange_tables_close(x->tables);
  buffer_free(&x->row.bytes);
  buffer_free(&x->out);
  buffer_free(&x->provenance);
  free(x);
}
