/* The weights file and what lies in it. Knows bytes and numbers, no words. The format: docs/weights.md. */
#ifndef CASUS_MODEL_H
#define CASUS_MODEL_H

#include "model/network.h"

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

enum { LINE_BYTES = 64 }; /* hash tables in the file have lines of a cache line */

/* 64-bit hashes: the high half chooses a line, the low bits are the check. */
static inline uint64_t feature_hash(uint64_t seed, uint64_t a, uint64_t b, uint64_t c) {
  uint64_t h = seed + a * 0x9E3779B97F4A7C15ULL + b * 0xC2B2AE3D27D4EB4FULL + c * 0xD6E8FEB86659FD93ULL;
  h = (h ^ (h >> 32)) * 0xff51afd7ed558ccdULL;
  return h ^ (h >> 29);
}

/* ---- rows of 8-bit numbers, each with its own scale */
typedef struct {
  const float *scales;
  const int8_t *bytes; /* n * width */
  uint32_t n, width;
  uint32_t extra; /* a number the writer put beside them */
} byte_rows;
casus_status byte_rows_open(str section, const char *name, byte_rows *out, casus_error *error);
/* values[n * width], width a multiple of 16. */
casus_status byte_rows_pack(const float *values, uint32_t n, uint32_t width, uint32_t extra, buffer *out, casus_error *error);

/* ---- the network's section */
/* Values lie in the section, which must be aligned as weights_open leaves it. */
casus_status network_open(str section, network *out, casus_error *error);
/* values: as network_parameter has them, matrices not packed; `narrow`: matrices are rounded to bytes. */
casus_status network_pack(const network_shape *shape, float *const *values, bool narrow, buffer *out, casus_error *error);

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
