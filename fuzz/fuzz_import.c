/* Any bytes as a file of another event data set: every row that is taken is a sound record, and its export is one row of the
 * format's columns. */
#include <math.h>
#include <stdlib.h>

#include "casus_exchange.h"
#include "event/event.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define REQUIRE(condition) \
  if (!(condition)) abort()

typedef struct {
  str bytes;
  size_t at;
} memory_file;

static casus_status read_piece(void *context, char *into, size_t max_bytes, size_t *got_bytes, casus_error *error) {
  memory_file *f = context;
  (void)error;
  *got_bytes = f->bytes.len - f->at < max_bytes ? f->bytes.len - f->at : max_bytes;
  if (*got_bytes) memcpy(into, f->bytes.ptr + f->at, *got_bytes);
  f->at += *got_bytes;
  return CASUS_OK;
}

static bool count_bytes(void *counts, const char *bytes, size_t len) {
  size_t *c = counts;
  for (size_t i = 0; i < len; i++) c[(unsigned char)bytes[i]]++;
  return true;
}

static bool in_range(double value, double limit) { return isnan(value) || fabs(value) <= limit; }

static void check_record(const casus_imported *row) {
  const casus_event *e = &row->event;
  REQUIRE(date_is_real(e->date) && e->event < CASUS_TYPE_COUNT && e->quad >= 1 && e->quad <= 4 && strlen(e->id) == 32);
  REQUIRE(in_range(e->place.lat_deg, 90) && in_range(e->place.lon_deg, 180) && e->n_modes <= CASUS_MODES_MAX);
  REQUIRE(!str_empty(row->article.id) && utf8_valid_until(row->extra) == row->extra.len);
}

static void check_row(casus_exporter *x, const casus_imported *row, size_t counts[256], unsigned columns) {
  const casus_report report = {
      .events = &row->event, .n_events = 1, .article = &row->article, .imported = row->format, .extra = row->extra};
  counts['\n'] = counts['\t'] = 0;
  REQUIRE(casus_exporter_add(x, &report, NULL, NULL) == CASUS_OK);
  REQUIRE(counts['\n'] == 1 && counts['\t'] == columns - 1 && !counts[0]);
}

static casus_exporter *open_export(str name, size_t counts[256], unsigned *columns) {
  casus_exporter *x;
  casus_format format;
  const casus_export_options options = {.write = count_bytes, .context = counts};
  REQUIRE(casus_format_of_name(name, &format) && casus_exporter_open(format, &options, &x, NULL) == CASUS_OK);
  for (*columns = 0; casus_format_column(format, *columns);) ++*columns;
  return x;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static const char *const formats[] = {"polecat", "icews", "gdelt"};
  bool plausible = size && (data[0] == 'E' || is_ascii_digit(data[0]));
  memory_file f = {.bytes = {(const char *)data, size}};
  const casus_import_options options = {.read = read_piece, .context = &f, .name = STR("fuzz")};
  str form = str_of(plausible ? "auto" : formats[size % 3]);
  casus_importer *x;
  REQUIRE(casus_importer_open(form, &options, &x, NULL) == CASUS_OK);
  casus_imported row;
  casus_exporter *out = NULL;
  size_t counts[256] = {0};
  unsigned columns = 0;
  for (casus_status status; (status = casus_importer_next(x, &row, NULL)) != CASUS_END;) {
    REQUIRE(status == CASUS_OK || status == CASUS_INPUT);
    if (status != CASUS_OK) continue;
    check_record(&row);
    if (!out) out = open_export(row.format, counts, &columns);
    check_row(out, &row, counts, columns);
  }
  casus_exporter_close(out);
  casus_importer_close(x);
  return 0;
}
