/* Packed linear models: opening, and the sums of rows that every decision of the grammar is made of. Packing is in pack.c. */
#include "model/model.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* kind n_classes n_lines n_spill unit, padded to 64 bytes; then lines, then spill. */
enum { SECTION_HEADER = 64, KIND_SPARSE = 1, KIND_SMALL = 2, SPILLED = 0xFF };

casus_status linear_open(str section, const char *name, bool small, linear *out, casus_error *error) {
  const unsigned char *p = (const unsigned char *)section.ptr;
  if (section.len < SECTION_HEADER) return error_set(error, CASUS_DATA, "section \"%s\" of the weights is cut short", name);
  linear m = {.n_classes = read_u32(p + 4), .n_lines = read_u32(p + 8), .n_spill = read_u32(p + 12)};
  memcpy(&m.unit, p + 16, sizeof m.unit);
  uint64_t need = SECTION_HEADER + (uint64_t)m.n_lines * LINE_BYTES + (uint64_t)m.n_spill * 2;
  if (read_u32(p) != (small ? KIND_SMALL : KIND_SPARSE) || !m.n_lines || need != section.len)
    return error_set(error, CASUS_DATA, "section \"%s\" of the weights is not a linear model of the expected kind and size",
                     name);
  if (!m.n_classes || m.n_classes > (small ? SMALL_CLASSES : CLASSES_MAX))
    return error_set(error, CASUS_DATA, "section \"%s\" of the weights has %u classes", name, m.n_classes);
  m.lines = p + SECTION_HEADER;
  m.spill = m.lines + (size_t)m.n_lines * LINE_BYTES;
  *out = m;
  return CASUS_OK;
}

static int slot_plain(const unsigned char *line, uint16_t check) {
  for (int i = 0; i < LINE_SLOTS; i++)
    if (read_u16(line + 2 * i) == check) return i;
  return -1;
}

/* Adds a row of (class, weight) pairs. Classes are bytes, scores has room for each: a damaged row cannot write elsewhere. */
static inline void add_pairs(const unsigned char *pairs, uint32_t n, int32_t *scores) {
  for (uint32_t i = 0; i < n; i++) scores[pairs[2 * i]] += (int8_t)pairs[2 * i + 1];
}

static inline void add_row(const linear *m, const unsigned char *payload, int32_t *scores) {
  if (payload[0] != SPILLED) {
    add_pairs(payload, 3, scores);
    return;
  }
  uint32_t n = payload[1], at = read_u32(payload + 2);
  if (at <= m->n_spill && n <= m->n_spill - at) add_pairs(m->spill + (size_t)at * 2, n, scores);
}

static inline const unsigned char *payload_of(const unsigned char *line, int slot) {
  return line + 2 * LINE_SLOTS + slot * PAYLOAD_BYTES;
}

void linear_scores_plain(const linear *m, const uint64_t *hashes, uint32_t n_features, int32_t *scores) {
  int32_t sums[256] = {0};
  for (uint32_t i = 0; i < n_features; i++) {
    const unsigned char *line = linear_line(m, hashes[i]);
    int slot = slot_plain(line, feature_check(hashes[i]));
    if (slot >= 0) add_row(m, payload_of(line, slot), sums);
  }
  memcpy(scores, sums, CLASSES_MAX * sizeof *scores);
}

void linear_scores_small_plain(const linear *m, const uint64_t *hashes, uint32_t n_features, int32_t *scores) {
  int32_t sums[SMALL_CLASSES] = {0};
  for (uint32_t i = 0; i < n_features; i++) {
    const unsigned char *line = linear_line(m, hashes[i]);
    int slot = slot_plain(line, feature_check(hashes[i]));
    for (int k = 1; slot >= 0 && k < SMALL_CLASSES; k++) sums[k] += (int16_t)read_u16(payload_of(line, slot) + 2 * (k - 1));
  }
  memcpy(scores, sums, sizeof sums);
}

#ifdef __SSE2__

static inline int slot_mask(const unsigned char *line, uint16_t check) {
  __m128i checks = _mm_loadu_si128((const __m128i *)(const void *)line);
  return _mm_movemask_epi8(_mm_cmpeq_epi16(checks, _mm_set1_epi16((short)check)));
}

static void prefetch(const linear *m, const uint64_t *hashes, uint32_t n) {
  for (uint32_t i = 0; i < n; i++) _mm_prefetch((const char *)linear_line(m, hashes[i]), _MM_HINT_T0);
}

/* Where the rows of the features lie. Those that spilled are fetched while the others are looked up. */
static uint32_t find_rows(const linear *m, const uint64_t *hashes, uint32_t n, const unsigned char **rows, uint8_t *lengths) {
  uint32_t found = 0;
  for (uint32_t i = 0; i < n; i++) {
    const unsigned char *line = linear_line(m, hashes[i]);
    int mask = slot_mask(line, feature_check(hashes[i]));
    if (!mask) continue;
    const unsigned char *payload = payload_of(line, __builtin_ctz((unsigned)mask) >> 1);
    lengths[found] = 3;
    if (payload[0] == SPILLED) {
      uint32_t pairs = payload[1], at = read_u32(payload + 2);
      if (at > m->n_spill || pairs > m->n_spill - at) continue;
      payload = m->spill + (size_t)at * 2;
      lengths[found] = (uint8_t)pairs;
      _mm_prefetch((const char *)payload, _MM_HINT_T0);
    }
    rows[found++] = payload;
  }
  return found;
}

void linear_scores(const linear *m, const uint64_t *hashes, uint32_t n_features, int32_t *scores) {
  int32_t sums[256];
  const unsigned char *rows[FEATURES_MAX];
  uint8_t lengths[FEATURES_MAX];
  memset(sums, 0, sizeof sums);
  prefetch(m, hashes, n_features);
  uint32_t n = find_rows(m, hashes, n_features, rows, lengths);
  for (uint32_t i = 0; i < n; i++) add_pairs(rows[i], lengths[i], sums);
  memcpy(scores, sums, CLASSES_MAX * sizeof *scores);
}

/* Lane 0 of each load is the two bytes before the payload; it is never read. No branch: a feature that is not there adds zeros.
 */
void linear_scores_small(const linear *m, const uint64_t *hashes, uint32_t n_features, int32_t *scores) {
  __m128i sum = _mm_setzero_si128();
  prefetch(m, hashes, n_features);
  for (uint32_t i = 0; i < n_features; i++) {
    const unsigned char *line = linear_line(m, hashes[i]);
    int mask = slot_mask(line, feature_check(hashes[i]));
    int slot = __builtin_ctz((unsigned)mask | 0x8000u) >> 1;
    __m128i row = _mm_loadl_epi64((const __m128i *)(const void *)(payload_of(line, slot) - 2));
    __m128i keep = _mm_set1_epi16((short)-(mask != 0));
    row = _mm_and_si128(row, keep);
    sum = _mm_add_epi32(sum, _mm_srai_epi32(_mm_unpacklo_epi16(row, row), 16));
  }
  int32_t lanes[4];
  _mm_storeu_si128((__m128i *)(void *)lanes, sum);
  lanes[0] = 0;
  memcpy(scores, lanes, sizeof lanes);
}

#else

void linear_scores(const linear *m, const uint64_t *hashes, uint32_t n_features, int32_t *scores) {
  linear_scores_plain(m, hashes, n_features, scores);
}

void linear_scores_small(const linear *m, const uint64_t *hashes, uint32_t n_features, int32_t *scores) {
  linear_scores_small_plain(m, hashes, n_features, scores);
}

#endif
