/* TSV tables: a row of names, then one fact a row. */
#include "base/base.h"

static bool next_line(tsv *t, str *line) {
  while (t->position < t->bytes.len) {
    str rest = str_slice(t->bytes, t->position, t->bytes.len);
    const char *end = memchr(rest.ptr, '\n', rest.len);
    size_t n = end ? (size_t)(end - rest.ptr) : rest.len;
    t->position += end ? n + 1 : n;
    t->line++;
    *line = (str){rest.ptr, n};
    if (n && line->ptr[n - 1] == '\r') line->len--;
    if (line->len && line->ptr[0] != '#') return true;
  }
  return false;
}

/* Byte by byte: fields are short, and the tables are read at every start. */
static bool split(str line, str *fields, uint32_t max, uint32_t *n) {
  const char *begin = line.ptr, *end = line.ptr + line.len;
  *n = 0;
  for (const char *p = begin;; p++) {
    if (p < end && *p != '\t') continue;
    if (*n == max) return false;
    fields[(*n)++] = (str){begin, (size_t)(p - begin)};
    if (p == end) return true;
    begin = p + 1;
  }
}

casus_status tsv_open(tsv *t, str bytes, str file, casus_error *error) {
  static const str mark = {"\xef\xbb\xbf", 3}; /* a byte order mark, as spreadsheets write it */
  *t = (tsv){.bytes = bytes, .file = file, .position = str_starts(bytes, mark) ? mark.len : 0};
  str line;
  if (!next_line(t, &line)) return error_at(error, CASUS_DATA, file, 0, 0, "has no row of column names");
  if (!split(line, t->names, TSV_COLUMNS_MAX, &t->n_columns))
    return error_at(error, CASUS_DATA, file, t->line, 0, "has more than %d columns", TSV_COLUMNS_MAX);
  return CASUS_OK;
}

casus_status tsv_next(tsv *t, casus_error *error) {
  str line;
  if (!next_line(t, &line)) return CASUS_END;
  uint32_t n;
  if (!split(line, t->fields, t->n_columns, &n))
    return error_at(error, CASUS_DATA, t->file, t->line, 0, "has more fields than the %u columns named", t->n_columns);
  for (; n < t->n_columns; n++) t->fields[n] = (str){"", 0};
  return CASUS_OK;
}

void tsv_seek(tsv *t, size_t line) {
  while (t->line + 1 < line && t->position < t->bytes.len) {
    const char *from = t->bytes.ptr + t->position, *end = memchr(from, '\n', t->bytes.len - t->position);
    t->position = end ? (size_t)(end - t->bytes.ptr) + 1 : t->bytes.len;
    t->line++;
  }
}

casus_status tsv_column(const tsv *t, const char *name, uint32_t *column, casus_error *error) {
  for (uint32_t i = 0; i < t->n_columns; i++) {
    if (!str_is(t->names[i], name)) continue;
    *column = i;
    return CASUS_OK;
  }
  return error_at(error, CASUS_DATA, t->file, 1, 0, "has no column \"%s\"", name);
}
