/* Rows of a token. */
#include "grammar/rows.h"

static const uint8_t row_bits[ROWS_FAMILIES] = {
    [ROWS_SUFFIX_2] = 10, [ROWS_SUFFIX_3] = 12, [ROWS_SUFFIX_4] = 13, [ROWS_SUFFIX_5] = 13,
    [ROWS_PREFIX_1] = 8,  [ROWS_PREFIX_2] = 10, [ROWS_PREFIX_3] = 12, [ROWS_SHAPE] = 9,
    [ROWS_NAMES] = 3,     [ROWS_PHRASE] = 3,    [ROWS_KIND] = 3};

row_plan row_plan_of(uint32_t n_forms) {
  row_plan p = {.first = {0, n_forms + 1}};
  for (uint32_t f = ROWS_SUFFIX_2; f < ROWS_FAMILIES; f++) p.first[f + 1] = p.first[f] + (1u << row_bits[f]);
  return p;
}

static uint32_t hashed(const row_plan *p, row_family f, uint64_t value) {
  uint32_t size = p->first[f + 1] - p->first[f];
  return p->first[f] + (uint32_t)(hash_mix(value + (uint64_t)f) & (size - 1));
}

static uint32_t add_bits(const row_plan *p, row_family f, uint32_t bits, uint32_t *rows) {
  uint32_t n = 0;
  for (uint32_t b = 0; b < 8; b++)
    if (bits >> b & 1) rows[n++] = p->first[f] + b;
  return n;
}

uint32_t token_rows(const row_plan *p, const token_view *v, uint32_t *rows) {
  uint32_t forms = p->first[ROWS_FORM + 1], n = 0;
  rows[n++] = v->entry.form < forms ? v->entry.form : 0;
  for (uint32_t k = 0; k < 4; k++) rows[n++] = hashed(p, (row_family)(ROWS_SUFFIX_2 + k), v->suffix[k]);
  for (uint32_t k = 0; k < 3; k++) rows[n++] = hashed(p, (row_family)(ROWS_PREFIX_1 + k), v->prefix[k]);
  rows[n++] = hashed(p, ROWS_SHAPE, v->shape);
  n += add_bits(p, ROWS_NAMES, v->entry.names, rows + n);
  n += add_bits(p, ROWS_PHRASE, v->phrase, rows + n);
  return n + add_bits(p, ROWS_KIND, v->kind, rows + n);
}
