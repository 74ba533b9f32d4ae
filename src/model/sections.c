/* Reads and writes the sections of numbers: rows of bytes, and the network. */
#include <float.h>
#include <math.h>
#include <stdlib.h>

#include "model/model.h"

static bool is_aligned(const void *p) { return (uintptr_t)p % WEIGHTS_ALIGNMENT == 0; }
/* Floats are read where they lie. */
static casus_status check_start(str section, size_t header, const char *name, casus_error *error) {
  if (section.len < header) return error_set(error, CASUS_DATA, "section \"%s\" of the weights is too short", name);
  if (!is_aligned(section.ptr))
    return error_set(error, CASUS_DATA, "section \"%s\" of the weights is not at a multiple of %d bytes", name,
                     WEIGHTS_ALIGNMENT);
  return CASUS_OK;
}

static size_t aligned(size_t n) { return (n + WEIGHTS_ALIGNMENT - 1) / WEIGHTS_ALIGNMENT * WEIGHTS_ALIGNMENT; }

/* ---- rows: n, width, extra, padded to 64 bytes; n scales, padded; n * width bytes */

enum { ROWS_HEADER = 64, BYTE_ROWS_MAX = 1 << 20 };

casus_status byte_rows_open(str section, const char *name, byte_rows *out, casus_error *error) {
  const unsigned char *p = (const unsigned char *)section.ptr;
  casus_status status = check_start(section, ROWS_HEADER, name, error);
  if (status != CASUS_OK) return status;
  byte_rows r = {.n = read_u32(p), .width = read_u32(p + 4), .extra = read_u32(p + 8)};
  if (!r.n || r.n > BYTE_ROWS_MAX || !r.width || r.width > WIDTH_MAX || r.width % PANEL ||
      section.len != ROWS_HEADER + aligned(r.n * sizeof(float)) + (size_t)r.n * r.width)
    return error_set(error, CASUS_DATA, "section \"%s\" of the weights does not have the size it claims", name);
  r.scales = (const float *)(const void *)(p + ROWS_HEADER);
  r.bytes = (const int8_t *)(p + ROWS_HEADER + aligned(r.n * sizeof(float)));
  *out = r;
  return CASUS_OK;
}

/* Values that are so small that their scale would lose its digits count as 0. */
static bool pack_row(const float *values, uint32_t width, float *scale, int8_t *bytes) {
  float most = 0;
  for (uint32_t i = 0; i < width; i++) {
    if (!isfinite(values[i])) return false;
    most = fabsf(values[i]) > most ? fabsf(values[i]) : most;
  }
  *scale = most / 127.0f >= FLT_MIN ? most / 127.0f : 0;
  for (uint32_t i = 0; i < width; i++) bytes[i] = *scale > 0 ? (int8_t)lrintf(values[i] / *scale) : 0;
  return true;
}

casus_status byte_rows_pack(const float *values, uint32_t n, uint32_t width, uint32_t extra, buffer *out, casus_error *error) {
  size_t scales = aligned(n * sizeof(float)), size = ROWS_HEADER + scales + (size_t)n * width;
  char *section = calloc(1, size);
  uint32_t header[3] = {n, width, extra};
  if (!section) return error_set(error, CASUS_MEMORY, "no memory for rows");
  memcpy(section, header, sizeof header);
  bool finite = true;
  for (uint32_t i = 0; i < n; i++) {
    float scale = 0;
    finite &= pack_row(values + (size_t)i * width, width, &scale, (int8_t *)section + ROWS_HEADER + scales + (size_t)i * width);
    memcpy(section + ROWS_HEADER + i * sizeof scale, &scale, sizeof scale);
  }
  bool good = finite && buffer_add(out, (str){section, size});
  free(section);
  if (!finite) return error_set(error, CASUS_INTERNAL, "a row to be written is not of numbers: the training went wrong");
  return good ? CASUS_OK : error_set(error, CASUS_MEMORY, "no memory for rows");
}

/* ---- the network: its shape in 64 numbers, then the values of each parameter */

enum { NETWORK_HEADER = 256, SHAPE_NUMBERS = 8, LAYER_NUMBERS = 4, NARROW_NUMBER = SHAPE_NUMBERS + LAYER_NUMBERS * LAYERS_MAX };

static void write_shape(const network_shape *s, uint32_t *numbers) {
  const uint32_t start[SHAPE_NUMBERS] = {s->embed, s->vector, s->arc, s->rel, s->n_tags, s->n_labels, s->n_rels, s->n_layers};
  memcpy(numbers, start, sizeof start);
  for (uint32_t i = 0; i < s->n_layers; i++) {
    const layer_shape *l = &s->layers[i];
    const uint32_t layer[LAYER_NUMBERS] = {l->kind, l->reach, l->in, l->out};
    memcpy(numbers + SHAPE_NUMBERS + i * LAYER_NUMBERS, layer, sizeof layer);
  }
}

static casus_status read_shape(const unsigned char *p, network_shape *s, casus_error *error) {
  uint32_t n[NETWORK_HEADER / 4];
  for (uint32_t i = 0; i < NETWORK_HEADER / 4; i++) n[i] = read_u32(p + 4 * i);
  *s = (network_shape){n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7], {{0}}};
  for (uint32_t i = 0; i < LAYERS_MAX && i < s->n_layers; i++) {
    const uint32_t *l = n + SHAPE_NUMBERS + i * LAYER_NUMBERS;
    if (l[0] >= LAYER_KINDS || l[1] > REACH_MAX || l[2] > WIDTH_MAX || l[3] > WIDTH_MAX)
      return error_set(error, CASUS_DATA, "the weights describe a layer that is not known here");
    s->layers[i] = (layer_shape){(uint8_t)l[0], (uint8_t)l[1], (uint16_t)l[2], (uint16_t)l[3]};
  }
  return network_shape_check(s, error);
}

static size_t parameter_bytes(const network *g, uint32_t number) {
  parameter_shape p = network_parameter(&g->shape, number);
  if (g->narrow && parameter_is_narrow(p, number)) return byte_matrix_bytes(p.rows, p.columns);
  return (size_t)p.rows * p.columns * sizeof(float);
}

casus_status network_open(str section, network *out, casus_error *error) {
  network g = {0};
  casus_status status = check_start(section, NETWORK_HEADER, "network", error);
  if (status != CASUS_OK) return status;
  status = read_shape((const unsigned char *)section.ptr, &g.shape, error);
  if (status != CASUS_OK) return status;
  g.narrow = read_u32((const unsigned char *)section.ptr + 4 * NARROW_NUMBER) != 0;
  size_t at = NETWORK_HEADER;
  for (uint32_t i = 0; i < network_parameters(&g.shape); i++) {
    parameter_shape p = network_parameter(&g.shape, i);
    size_t n = parameter_bytes(&g, i);
    if (n > section.len - at) return error_set(error, CASUS_DATA, "section \"network\" of the weights is shorter than its shape");
    if (g.narrow && parameter_is_narrow(p, i)) byte_matrix_view(section.ptr + at, p.rows, p.columns, &g.bytes[i]);
    else g.values[i] = (const float *)(const void *)(section.ptr + at);
    at += n;
  }
  if (at != section.len) return error_set(error, CASUS_DATA, "section \"network\" of the weights is longer than its shape");
  *out = g;
  return CASUS_OK;
}

static bool add_parameter(const network *g, uint32_t number, const float *values, buffer *out) {
  parameter_shape p = network_parameter(&g->shape, number);
  size_t n = parameter_bytes(g, number);
  if (!n) return true;
  void *packed = aligned_alloc(WEIGHTS_ALIGNMENT, aligned(n));
  if (!packed) return false;
  memset(packed, 0, aligned(n));
  if (g->narrow && parameter_is_narrow(p, number)) byte_matrix_pack(values, p.columns, 1, p.rows, p.columns, packed);
  else if (p.matrix) matrix_pack(values, p.columns, 1, p.rows, p.columns, packed);
  else memcpy(packed, values, n);
  bool good = buffer_add(out, (str){packed, n});
  free(packed);
  return good;
}

casus_status network_pack(const network_shape *shape, float *const *values, bool narrow, buffer *out, casus_error *error) {
  network g = {.shape = *shape, .narrow = narrow};
  uint32_t header[NETWORK_HEADER / 4] = {0};
  write_shape(shape, header);
  header[NARROW_NUMBER] = narrow;
  bool good = buffer_add(out, (str){(const char *)header, sizeof header});
  for (uint32_t i = 0; good && i < network_parameters(shape); i++) good = add_parameter(&g, i, values[i], out);
  return good ? CASUS_OK : error_set(error, CASUS_MEMORY, "no memory for the network");
}
