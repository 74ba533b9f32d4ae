/* Packs the rows of a linear model into lines of 64 bytes. The reader is linear.c. */
#include <stdlib.h>

#include "model/model.h"

enum { SECTION_HEADER = 64, KIND_SPARSE = 1, KIND_SMALL = 2, SPILLED = 0xFF, INLINE_PAIRS = 3, UNUSED_CLASSES = 15 };

static int by_importance(const void *a, const void *b) {
  const linear_row *x = a, *y = b;
  if (x->importance != y->importance) return x->importance > y->importance ? -1 : 1;
  return x->hash < y->hash ? -1 : x->hash > y->hash;
}

static int8_t small_weight(int16_t w) { return (int8_t)(w > 127 ? 127 : w < -127 ? -127 : w); }

/* Empty pairs name classes beyond the last, a different one each time: adding to one of them over and over would wait. */
static unsigned char unused_class(uint64_t hash, uint32_t i) {
  return (unsigned char)(CLASSES_MAX + (hash >> 20) % (UNUSED_CLASSES / INLINE_PAIRS) * INLINE_PAIRS + i);
}

static bool pack_sparse(const linear_row *row, uint32_t n_classes, unsigned char *payload, buffer *spill) {
  unsigned char pairs[2 * CLASSES_MAX];
  uint32_t n = 0;
  for (uint32_t c = 0; c < n_classes; c++) {
    if (!row->weights[c]) continue;
    pairs[2 * n] = (unsigned char)c;
    pairs[2 * n + 1] = (unsigned char)small_weight(row->weights[c]);
    n++;
  }
  if (n > INLINE_PAIRS) {
    uint32_t at = (uint32_t)(spill->len / 2);
    payload[0] = SPILLED;
    payload[1] = (unsigned char)n;
    memcpy(payload + 2, &at, sizeof at);
    return buffer_add(spill, (str){(const char *)pairs, (size_t)n * 2});
  }
  for (uint32_t i = 0; i < INLINE_PAIRS; i++) {
    payload[2 * i] = i < n ? pairs[2 * i] : unused_class(row->hash, i);
    payload[2 * i + 1] = i < n ? pairs[2 * i + 1] : 0;
  }
  return true;
}

/* Class 0 is the zero point of a small model. */
static void pack_small(const linear_row *row, unsigned char *payload) {
  for (int k = 1; k < SMALL_CLASSES; k++) memcpy(payload + 2 * (k - 1), &row->weights[k], 2);
}

static bool pack_row(const linear_row *row, const linear *m, bool small, unsigned char *lines, buffer *spill, size_t *dropped) {
  unsigned char *line = lines + (linear_line(m, row->hash) - m->lines);
  uint16_t check = feature_check(row->hash);
  for (int i = 0; i < LINE_SLOTS; i++) {
    uint16_t there = read_u16(line + 2 * i);
    if (there == check) break;
    if (there) continue;
    memcpy(line + 2 * i, &check, sizeof check);
    unsigned char *payload = line + 2 * LINE_SLOTS + i * PAYLOAD_BYTES;
    if (!small) return pack_sparse(row, m->n_classes, payload, spill);
    pack_small(row, payload);
    return true;
  }
  ++*dropped;
  return true;
}

static bool add_section(const linear *m, bool small, const unsigned char *lines, const buffer *spill, buffer *out) {
  unsigned char header[SECTION_HEADER] = {0};
  uint32_t numbers[4] = {small ? KIND_SMALL : KIND_SPARSE, m->n_classes, m->n_lines, (uint32_t)(spill->len / 2)};
  memcpy(header, numbers, sizeof numbers);
  memcpy(header + sizeof numbers, &m->unit, sizeof m->unit);
  return buffer_add(out, (str){(const char *)header, sizeof header}) &&
         buffer_add(out, (str){(const char *)lines, (size_t)m->n_lines * LINE_BYTES}) && buffer_add(out, buffer_str(spill));
}

casus_status linear_pack(linear_row *rows, size_t n_rows, uint32_t n_classes, bool small, float unit, double load, buffer *out,
                         size_t *dropped, casus_error *error) {
  double wanted = (double)n_rows / load + 1;
  if (wanted > WEIGHTS_BYTES_MAX / LINE_BYTES) return error_set(error, CASUS_MEMORY, "too many features: %zu", n_rows);
  linear m = {.n_lines = (uint32_t)wanted, .n_classes = n_classes, .unit = unit};
  unsigned char *lines = calloc(m.n_lines, LINE_BYTES);
  buffer spill;
  buffer_init(&spill, WEIGHTS_BYTES_MAX);
  m.lines = lines;
  *dropped = 0;
  qsort(rows, n_rows, sizeof *rows, by_importance);
  bool good = lines != NULL;
  for (size_t i = 0; good && i < n_rows; i++) good = pack_row(&rows[i], &m, small, lines, &spill, dropped);
  good = good && add_section(&m, small, lines, &spill, out);
  buffer_free(&spill);
  free(lines);
  return good ? CASUS_OK : error_set(error, CASUS_MEMORY, "no memory to pack %zu features", n_rows);
}
