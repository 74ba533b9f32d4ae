/* The weights file and the linear models inside it. Knows bytes and numbers, no words. The format: docs/weights.md. */
#ifndef CASUS_MODEL_H
#define CASUS_MODEL_H

#include "base/base.h"

/* ---- the file: a header, a table of sections, the sections */
enum { WEIGHTS_VERSION = 1, WEIGHTS_SECTIONS_MAX = 64, WEIGHTS_NAME_SIZE = 16, WEIGHTS_ALIGNMENT = 64 };
#define WEIGHTS_BYTES_MAX ((size_t)256 << 20)

typedef struct {
  str bytes; /* the whole file */
  uint32_t n_sections;
} weights;

/* Checks magic, version, byte order, size, checksum and the place of every section. CASUS_DATA says what is wrong. */
casus_status weights_open(str bytes, str file, weights *out, casus_error *error);
/* A section that must be there. */
casus_status weights_section(const weights *w, const char *name, str *section, casus_error *error);
/* The value of `key` in the section "metadata" (lines of key=value); empty where there is none. */
str weights_metadata(const weights *w, const char *key);

typedef struct {
  char name[WEIGHTS_NAME_SIZE]; /* closed by a NUL */
  str bytes;
} weights_part;
casus_status weights_write(const weights_part *parts, uint32_t n_parts, buffer *out, casus_error *error);

/* ---- features: 64-bit hashes. Their high half chooses the line, their low bits the check. */
static inline uint64_t feature_hash(uint64_t seed, uint64_t a, uint64_t b, uint64_t c) {
  uint64_t h = seed + a * 0x9E3779B97F4A7C15ULL + b * 0xC2B2AE3D27D4EB4FULL + c * 0xD6E8FEB86659FD93ULL;
  h = (h ^ (h >> 32)) * 0xff51afd7ed558ccdULL;
  return h ^ (h >> 29);
}

/* ---- linear models, packed: lines of 64 bytes hold eight features each, found by one comparison of eight checks. */
enum { LINE_SLOTS = 8, LINE_BYTES = 64, PAYLOAD_BYTES = 6, CLASSES_MAX = 240, FEATURES_MAX = 160, SMALL_CLASSES = 4 };

typedef struct {
  const unsigned char *lines; /* n_lines * LINE_BYTES: 8 checks of 16 bits, then 8 payloads of 6 bytes */
  const unsigned char *spill; /* n_spill pairs of (class, signed weight): rows too long for their slot */
  uint32_t n_lines, n_spill, n_classes;
  float unit; /* what a weight of 1 stands for */
} linear;

/* Reads a section. `small` says which of the two kinds it must be. */
casus_status linear_open(str section, const char *name, bool small, linear *out, casus_error *error);

static inline const unsigned char *linear_line(const linear *m, uint64_t hash) {
  return m->lines + (size_t)(((hash >> 32) * m->n_lines) >> 32) * LINE_BYTES;
}
static inline uint16_t feature_check(uint64_t hash) {
  uint16_t check = (uint16_t)hash;
  return check ? check : 1;
}

/* scores[0..CLASSES_MAX] gets the sum over the features' rows (n_features at most FEATURES_MAX; n_features row look-ups). */
void linear_scores(const linear *m, const uint64_t *hashes, uint32_t n_features, int32_t *scores);
/* The same for small models: four classes of which class 0 scores 0. */
void linear_scores_small(const linear *m, const uint64_t *hashes, uint32_t n_features, int32_t *scores);
/* Plain references of both, which the tests compare. */
void linear_scores_plain(const linear *m, const uint64_t *hashes, uint32_t n_features, int32_t *scores);
void linear_scores_small_plain(const linear *m, const uint64_t *hashes, uint32_t n_features, int32_t *scores);

/* A feature to be packed: its weights by class, already rounded to the unit. */
typedef struct {
  uint64_t hash;
  const int16_t *weights; /* n_classes of them */
  float importance;       /* where a line is full the least important stay out */
} linear_row;
/* Writes a section of about `load` features a line. *dropped counts rows for which there was no room. */
casus_status linear_pack(linear_row *rows, size_t n_rows, uint32_t n_classes, bool small, float unit, double load, buffer *out,
                         size_t *dropped, casus_error *error);

/* Unaligned little-endian reads: sections may lie anywhere. */
static inline uint16_t read_u16(const unsigned char *p) {
  uint16_t v;
  memcpy(&v, p, sizeof v);
  return v;
}
static inline uint32_t read_u32(const unsigned char *p) {
  uint32_t v;
  memcpy(&v, p, sizeof v);
  return v;
}
static inline uint64_t read_u64(const unsigned char *p) {
  uint64_t v;
  memcpy(&v, p, sizeof v);
  return v;
}

#endif
