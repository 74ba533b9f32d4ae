/* The lexicon of forms: look-up and packing. */
#include "grammar/lexicon.h"

#include <stdlib.h>

enum { HEADER = 64, LINES_TRIED = 4 }; /* a full line runs over into the next */

casus_status lexicon_open(str section, lexicon *out, casus_error *error) {
  const unsigned char *p = (const unsigned char *)section.ptr;
  uint32_t n = section.len >= HEADER ? read_u32(p) : 0;
  if (!n || section.len != HEADER + (size_t)n * LINE_BYTES)
    return error_set(error, CASUS_DATA, "section \"lexicon\" of the weights does not have the size it claims");
  *out = (lexicon){.lines = p + HEADER, .n_lines = n};
  return CASUS_OK;
}

static uint32_t line_of(uint64_t hash, uint32_t n_lines) { return (uint32_t)(((hash >> 32) * n_lines) >> 32); }

static uint32_t check_of(uint64_t hash) {
  uint32_t check = (uint32_t)hash;
  return check ? check : 1;
}

static bool find_in_line(const unsigned char *p, uint32_t check, lexicon_entry *entry) {
  for (int i = 0; i < LEXICON_SLOTS; i++, p += LEXICON_SLOT_BYTES) {
    if (read_u32(p) != check) continue;
    *entry = (lexicon_entry){read_u16(p + 4), read_u16(p + 6), p[8]};
    return true;
  }
  return false;
}

static bool is_full(const unsigned char *line) { return read_u32(line + (LEXICON_SLOTS - 1) * LEXICON_SLOT_BYTES) != 0; }

bool lexicon_find(const lexicon *l, uint64_t hash, lexicon_entry *entry) {
  uint32_t at = line_of(hash, l->n_lines), check = check_of(hash);
  *entry = (lexicon_entry){0};
  for (int step = 0; step < LINES_TRIED; step++, at = at + 1 < l->n_lines ? at + 1 : 0) {
    const unsigned char *line = l->lines + (size_t)at * LINE_BYTES;
    if (find_in_line(line, check, entry)) return true;
    if (!is_full(line)) return false;
  }
  return false;
}

static bool pack_row(const lexicon_row *row, unsigned char *p) {
  uint32_t check = check_of(row->form_hash);
  for (int i = 0; i < LEXICON_SLOTS; i++, p += LEXICON_SLOT_BYTES) {
    if (read_u32(p)) continue;
    memcpy(p, &check, 4);
    memcpy(p + 4, &row->entry.form, 2);
    memcpy(p + 6, &row->entry.vector, 2);
    p[8] = row->entry.names;
    return true;
  }
  return false;
}

casus_status lexicon_pack(const lexicon_row *rows, size_t n_rows, buffer *out, size_t *dropped, casus_error *error) {
  uint32_t n_lines = (uint32_t)(n_rows * 2 / 9 + 1);
  unsigned char header[HEADER] = {0};
  memcpy(header, &n_lines, sizeof n_lines);
  unsigned char *lines = calloc(n_lines, LINE_BYTES);
  if (!lines) return error_set(error, CASUS_MEMORY, "no memory for the lexicon");
  *dropped = 0;
  for (size_t i = 0; i < n_rows; i++) {
    uint32_t at = line_of(rows[i].form_hash, n_lines);
    bool packed = false;
    for (int step = 0; step < LINES_TRIED && !packed; step++, at = at + 1 < n_lines ? at + 1 : 0)
      packed = pack_row(&rows[i], lines + (size_t)at * LINE_BYTES);
    *dropped += !packed;
  }
  bool good = buffer_add(out, (str){(const char *)header, sizeof header}) &&
              buffer_add(out, (str){(const char *)lines, (size_t)n_lines * LINE_BYTES});
  free(lines);
  return good ? CASUS_OK : error_set(error, CASUS_MEMORY, "no memory for the lexicon");
}
