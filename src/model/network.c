/* The forward pass. Shapes stand in network.h. */
#include "model/network.h"

#include <math.h>

/* ---- shapes */

_Static_assert(3 * WIDTH_MAX <= BYTE_DEPTH_MAX, "the deepest matrix, of a convolution");

uint32_t layer_inner(const layer_shape *l) {
  return l->kind == LAYER_CONVOLUTION ? l->out : 3u * l->out; /* gates of two directions; query, key, value */
}

uint32_t layer_reads(const layer_shape *l) { return l->kind == LAYER_CONVOLUTION ? 3u * l->in : l->in; }

static uint32_t near_width(const layer_shape *l) { return padded(2u * l->reach + 1); }
static uint32_t layer_heads(const layer_shape *l) { return l->out / HEAD_WIDTH; }

static bool is_width(uint32_t n) { return n && n <= WIDTH_MAX && n % HEAD_WIDTH == 0; }

casus_status network_shape_check(const network_shape *s, casus_error *error) {
  uint32_t in = s->embed;
  bool good = is_width(s->embed) && s->vector % PANEL == 0 && s->vector && s->vector <= WIDTH_MAX && is_width(s->arc) &&
              is_width(s->rel) && s->n_tags && s->n_tags <= CLASSES_LIMIT && s->n_labels && s->n_labels <= CLASSES_LIMIT &&
              s->n_rels && s->n_rels <= CLASSES_LIMIT && s->n_layers && s->n_layers <= LAYERS_MAX;
  for (uint32_t i = 0; good && i < s->n_layers; i++) {
    const layer_shape *l = &s->layers[i];
    good = l->kind < LAYER_KINDS && l->in == in && is_width(l->out) && l->reach <= REACH_MAX;
    if (l->kind == LAYER_CONVOLUTION) good = good && l->reach;
    in = l->out;
  }
  return good ? CASUS_OK : error_set(error, CASUS_DATA, "the weights describe a network of impossible widths");
}

static parameter_shape matrix(uint32_t rows, uint32_t columns) { return (parameter_shape){rows, padded(columns), true}; }
static parameter_shape row(uint32_t n) { return (parameter_shape){n ? 1 : 0, padded(n), false}; }

static parameter_shape layer_parameter_shape(const layer_shape *l, layer_parameter p) {
  bool attention = l->kind == LAYER_ATTENTION;
  switch (p) {
    case LAYER_WEIGHT:
      return matrix(layer_reads(l), layer_inner(l));
    case LAYER_BIAS:
      return row(layer_inner(l));
    case LAYER_PEEPHOLE:
      return row(l->kind == LAYER_RECURRENT ? 2u * l->out : 0);
    case LAYER_MIX:
      return attention ? matrix(l->out, l->out) : row(0);
    case LAYER_MIX_BIAS:
      return row(attention ? l->out : 0);
    case LAYER_NEAR:
      return row(attention ? layer_heads(l) * near_width(l) : 0);
    case LAYER_GAIN:
    case LAYER_SHIFT:
      return row(l->out);
  }
  return row(0);
}

parameter_shape network_parameter(const network_shape *s, uint32_t number) {
  if (number >= PARAMETER_LAYERS) {
    uint32_t at = number - PARAMETER_LAYERS;
    return layer_parameter_shape(&s->layers[at / LAYER_PARAMETERS], (layer_parameter)(at % LAYER_PARAMETERS));
  }
  switch ((parameter)number) {
    case PARAMETER_VECTOR:
      return matrix(s->vector, s->embed);
    case PARAMETER_INPUT_GAIN:
    case PARAMETER_INPUT_SHIFT:
      return row(s->embed);
    case PARAMETER_TAGS:
      return matrix(network_width(s), tags_width(s));
    case PARAMETER_TAGS_BIAS:
      return row(tags_width(s));
    case PARAMETER_HEADS:
      return matrix(network_width(s), heads_width(s));
    case PARAMETER_HEADS_BIAS:
      return row(heads_width(s));
    case PARAMETER_ARCS:
      return matrix(s->arc, arcs_width(s));
    case PARAMETER_ARCS_BIAS:
      return row(arcs_width(s));
    case PARAMETER_ARC_ROOT:
      return row(s->arc);
    case PARAMETER_REL_ROOT:
      return row(s->rel);
    case PARAMETER_RELS:
      return matrix(s->rel, s->n_rels);
    case PARAMETER_RELS_BIAS:
      return row(s->n_rels);
    case PARAMETER_LAYERS:
      break;
  }
  return row(0);
}

/* ---- rooms */

typedef struct {
  float *base;
  size_t used;
} room_plan;

static float *take(room_plan *r, size_t rows, size_t width) {
  float *at = r->base ? r->base + r->used : NULL;
  r->used += (rows * width + PANEL - 1) / PANEL * PANEL;
  return at;
}

static void plan_layer(room_plan *r, const layer_shape *l, size_t n, bool keep, layer_room *room) {
  room->read = l->kind == LAYER_CONVOLUTION ? take(r, n, layer_reads(l)) : l->kind == LAYER_ATTENTION ? take(r, n, l->out) : NULL;
  room->inner = take(r, n, layer_inner(l));
  room->state = l->kind == LAYER_RECURRENT   ? take(r, n, l->out)
                : l->kind == LAYER_ATTENTION ? take(r, n, (size_t)layer_heads(l) * near_width(l))
                                             : NULL;
  room->centred = keep ? take(r, n, l->out) : NULL;
  room->spread = keep ? take(r, n, 1) : NULL;
}

/* Bytes of the longest row that a matrix reads. */
static uint32_t deepest(const network_shape *s) {
  uint32_t most = s->arc > s->rel ? s->arc : s->rel;
  for (uint32_t i = 0; i < s->n_layers; i++) {
    if (layer_reads(&s->layers[i]) > most) most = layer_reads(&s->layers[i]);
    if (s->layers[i].out > most) most = s->layers[i].out;
  }
  return most;
}

static size_t plan(const network_shape *s, size_t n, bool keep, float *base, network_pass *p) {
  room_plan r = {base, 0};
  p->input = take(&r, n, s->embed);
  p->vectors = take(&r, n, s->vector);
  p->input_centred = keep ? take(&r, n, s->embed) : NULL;
  p->input_spread = keep ? take(&r, n, 1) : NULL;
  for (uint32_t i = 0; i < s->n_layers; i++) p->layers[i].out = take(&r, n, s->layers[i].out);
  size_t shared = r.used, most = r.used;
  for (uint32_t i = 0; i < s->n_layers; i++) {
    if (!keep) r.used = shared;
    plan_layer(&r, &s->layers[i], n, keep, &p->layers[i]);
    if (r.used > most) most = r.used;
  }
  r.used = most;
  p->tags = take(&r, n, tags_width(s));
  p->heads = take(&r, n, heads_width(s));
  p->arcs = take(&r, n, arcs_width(s));
  p->narrow_read = (uint8_t *)take(&r, n, deepest(s) / sizeof(float));
  p->narrow_scales = take(&r, n, 1);
  return r.used;
}

size_t network_room(const network_shape *s, uint32_t n_tokens, bool keep) {
  network_pass p;
  return plan(s, n_tokens, keep, NULL, &p);
}

void network_lay_out(const network_shape *s, uint32_t n_tokens, bool keep, float *room, network_pass *pass) {
  *pass = (network_pass){0};
  plan(s, n_tokens, keep, room, pass);
}

/* ---- plans */

size_t network_plan_bytes(const network *g) {
  size_t bytes = 0;
  for (uint32_t i = 0; i < network_parameters(&g->shape); i++)
    if (g->bytes[i].panels) bytes += byte_matrix_plan_bytes(&g->bytes[i]);
  return bytes;
}

void network_plan(network *g, void *room) {
  char *at = room;
  for (uint32_t i = 0; i < network_parameters(&g->shape); i++) {
    if (!g->bytes[i].panels) continue;
    byte_matrix_plan(&g->bytes[i], at);
    at += byte_matrix_plan_bytes(&g->bytes[i]);
  }
}

/* ---- layers */

static const float *value(const network *g, uint32_t layer, layer_parameter p) { return g->values[layer_parameter_at(layer, p)]; }

/* The rows that the next products read: x[i * row + k]. */
typedef struct {
  const float *x;
  size_t row;
  uint32_t n, k;
} reading;

static reading read_rows(const network *g, const network_pass *p, const float *x, size_t row, uint32_t k) {
  reading r = {x, row, p->n_tokens, k};
  if (g->narrow) bytes_quantise(x, row, r.n, k, p->narrow_read, byte_depth(k), p->narrow_scales);
  return r;
}

/* out[n x columns] = what is read times a matrix, and a bias. */
static void multiply(const network *g, const network_pass *p, reading r, uint32_t matrix_number, const float *bias, float *out) {
  uint32_t columns = network_parameter(&g->shape, matrix_number).columns;
  if (g->narrow) {
    byte_product narrow = {.m = r.n,
                           .a = p->narrow_read,
                           .a_row = byte_depth(r.k),
                           .a_scale = p->narrow_scales,
                           .b = &g->bytes[matrix_number],
                           .bias = bias,
                           .c = out,
                           .c_row = columns};
    byte_product_run(&narrow);
    return;
  }
  product wide = {.m = r.n,
                  .n = columns,
                  .k = r.k,
                  .a = r.x,
                  .a_row = r.row,
                  .a_column = 1,
                  .b = g->values[matrix_number],
                  .bias = bias,
                  .c = out,
                  .c_row = columns};
  matrix_product(&wide);
}

static void multiply_layer(const network *g, const network_pass *p, uint32_t number, const float *x, float *out) {
  uint32_t k = layer_reads(&g->shape.layers[number]);
  multiply(g, p, read_rows(g, p, x, k, k), layer_parameter_at(number, LAYER_WEIGHT), value(g, number, LAYER_BIAS), out);
}

static void run_recurrent(const network *g, uint32_t number, const network_pass *p, const float *x) {
  const layer_shape *l = &g->shape.layers[number];
  const layer_room *r = &p->layers[number];
  uint32_t half = l->out / 2u, inner = layer_inner(l);
  const float *peephole = value(g, number, LAYER_PEEPHOLE);
  multiply_layer(g, p, number, x, r->inner);
  for (uint32_t s = 0; s < p->n_sentences; s++) {
    uint32_t from = p->first[s], n = p->first[s + 1] - from;
    if (!n) continue;
    size_t last = from + n - 1;
    recurrence forward = {n,
                          half,
                          r->inner + (size_t)from * inner,
                          inner,
                          peephole,
                          r->state + (size_t)from * l->out,
                          l->out,
                          r->out + (size_t)from * l->out,
                          l->out};
    recurrence backward = {n,
                           half,
                           r->inner + last * inner + 3u * half,
                           -(ptrdiff_t)inner,
                           peephole + l->out,
                           r->state + last * l->out + half,
                           -(ptrdiff_t)l->out,
                           r->out + last * l->out + half,
                           -(ptrdiff_t)l->out};
    recurrence_run(&forward);
    recurrence_run(&backward);
  }
}

static void gather_three(const network_pass *p, const layer_shape *l, const float *x, float *read) {
  uint32_t d = l->reach, in = l->in;
  for (uint32_t s = 0; s < p->n_sentences; s++)
    for (uint32_t t = p->first[s]; t < p->first[s + 1]; t++, read += 3 * in) {
      bool left = t - p->first[s] >= d, right = p->first[s + 1] - t > d;
      if (left) memcpy(read, x + (size_t)(t - d) * in, in * sizeof *x);
      else memset(read, 0, in * sizeof *x);
      memcpy(read + in, x + (size_t)t * in, in * sizeof *x);
      if (right) memcpy(read + 2 * in, x + (size_t)(t + d) * in, in * sizeof *x);
      else memset(read + 2 * in, 0, in * sizeof *x);
    }
}

static void run_convolution(const network *g, uint32_t number, const network_pass *p, const float *x) {
  const layer_shape *l = &g->shape.layers[number];
  const layer_room *r = &p->layers[number];
  gather_three(p, l, x, r->read);
  multiply_layer(g, p, number, r->read, r->inner);
  for (size_t t = 0; t < p->n_tokens; t++) {
    vector_relu(r->inner + t * l->out, l->out);
    memcpy(r->out + t * l->out, r->inner + t * l->out, l->out * sizeof *r->out);
  }
}

/* One head's weights and what it gathers for token t of tokens [from, end). */
static void attend(const layer_shape *l, const layer_room *r, const float *near, uint32_t head, uint32_t t, uint32_t from,
                   uint32_t end) {
  uint32_t inner = layer_inner(l), wide = near_width(l), reach = l->reach;
  float *weights = r->state + ((size_t)t * layer_heads(l) + head) * wide;
  const float *query = r->inner + (size_t)t * inner + head * HEAD_WIDTH;
  float most = -3e38f, sum = 0;
  for (uint32_t k = 0; k < wide; k++) weights[k] = -3e38f;
  for (uint32_t k = 0; k <= 2 * reach; k++) {
    if (t + k < from + reach || t + k >= end + reach) continue;
    const float *key = r->inner + (size_t)(t + k - reach) * inner + l->out + head * HEAD_WIDTH;
    weights[k] = fmaf(vector_dot(query, key, HEAD_WIDTH), 0.17677669529f, near[head * wide + k]);
    if (weights[k] > most) most = weights[k];
  }
  for (uint32_t k = 0; k < wide; k++) weights[k] = weights[k] < -1e38f ? -3e38f : weights[k] - most;
  vector_exp(weights, wide);
  for (uint32_t k = 0; k <= 2 * reach; k++) sum += weights[k];
  float *out = r->read + (size_t)t * l->out + head * HEAD_WIDTH;
  memset(out, 0, HEAD_WIDTH * sizeof *out);
  for (uint32_t k = 0; k <= 2 * reach; k++) {
    weights[k] /= sum;
    if (t + k < from + reach || t + k >= end + reach) continue;
    const float *v = r->inner + (size_t)(t + k - reach) * inner + 2u * l->out + head * HEAD_WIDTH;
    for (uint32_t i = 0; i < HEAD_WIDTH; i++) out[i] = fmaf(weights[k], v[i], out[i]);
  }
}

static void run_attention(const network *g, uint32_t number, const network_pass *p, const float *x) {
  const layer_shape *l = &g->shape.layers[number];
  const layer_room *r = &p->layers[number];
  multiply_layer(g, p, number, x, r->inner);
  for (uint32_t s = 0; s < p->n_sentences; s++)
    for (uint32_t t = p->first[s]; t < p->first[s + 1]; t++)
      for (uint32_t h = 0; h < layer_heads(l); h++)
        attend(l, r, value(g, number, LAYER_NEAR), h, t, p->first[s], p->first[s + 1]);
  multiply(g, p, read_rows(g, p, r->read, l->out, l->out), layer_parameter_at(number, LAYER_MIX),
           value(g, number, LAYER_MIX_BIAS), r->out);
}

static void apply_mask(float *x, const float *mask, size_t n) {
  for (size_t i = 0; mask && i < n; i++) x[i] *= mask[i];
}

static void run_layer(const network *g, uint32_t number, const network_pass *p, const float *x) {
  static void (*const runs[LAYER_KINDS])(const network *, uint32_t, const network_pass *, const float *) = {
      run_recurrent, run_convolution, run_attention};
  const layer_shape *l = &g->shape.layers[number];
  const layer_room *r = &p->layers[number];
  runs[l->kind](g, number, p, x);
  const float *gain = value(g, number, LAYER_GAIN), *shift = value(g, number, LAYER_SHIFT);
  for (uint32_t t = 0; t < p->n_tokens; t++) {
    float *y = r->out + (size_t)t * l->out;
    const float *from = x + (size_t)t * l->in;
    for (uint32_t i = 0; l->in == l->out && i < l->out; i++) y[i] += from[i];
    row_normalise(y, gain, shift, l->out, y, r->centred ? r->centred + (size_t)t * l->out : NULL,
                  r->spread ? r->spread + t : NULL);
  }
  apply_mask(r->out, p->layer_masks[number], (size_t)p->n_tokens * l->out);
}

static void run_input(const network *g, const network_pass *p) {
  uint32_t e = g->shape.embed;
  product v = {.m = p->n_tokens,
               .n = e,
               .k = g->shape.vector,
               .a = p->vectors,
               .a_row = g->shape.vector,
               .a_column = 1,
               .b = g->values[PARAMETER_VECTOR],
               .c = p->input,
               .c_row = e,
               .add = true};
  matrix_product(&v);
  for (uint32_t t = 0; t < p->n_tokens; t++) {
    float *x = p->input + (size_t)t * e;
    row_normalise(x, g->values[PARAMETER_INPUT_GAIN], g->values[PARAMETER_INPUT_SHIFT], e, x,
                  p->input_centred ? p->input_centred + (size_t)t * e : NULL, p->input_spread ? p->input_spread + t : NULL);
  }
  apply_mask(p->input, p->input_mask, (size_t)p->n_tokens * e);
}

static void run_heads(const network *g, const network_pass *p, const float *x) {
  const network_shape *s = &g->shape;
  uint32_t width = network_width(s), n = p->n_tokens, heads = heads_width(s);
  reading out = read_rows(g, p, x, width, width);
  multiply(g, p, out, PARAMETER_TAGS, g->values[PARAMETER_TAGS_BIAS], p->tags);
  multiply(g, p, out, PARAMETER_HEADS, g->values[PARAMETER_HEADS_BIAS], p->heads);
  for (uint32_t t = 0; t < n; t++) vector_relu(p->heads + (size_t)t * heads, 2u * s->arc);
  apply_mask(p->heads, p->heads_mask, (size_t)n * heads);
  multiply(g, p, read_rows(g, p, p->heads, heads, s->arc), PARAMETER_ARCS, g->values[PARAMETER_ARCS_BIAS], p->arcs);
}

void network_run(const network *g, const network_pass *pass) {
  run_input(g, pass);
  const float *x = pass->input;
  for (uint32_t i = 0; i < g->shape.n_layers; i++) {
    run_layer(g, i, pass, x);
    x = pass->layers[i].out;
  }
  run_heads(g, pass, x);
}

/* ---- arcs and relations */

uint32_t distance_bucket(uint32_t child, uint32_t head) {
  static const uint8_t buckets[] = {0, 0, 1, 2, 3, 4, 4, 5, 5, 5, 5, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6};
  uint32_t d = child < head ? head - child : child - head;
  uint32_t bucket = d < sizeof buckets ? buckets[d] : 7;
  return child < head ? bucket + DISTANCES / 2 : bucket;
}

void network_arcs(const network *g, const network_pass *pass, uint32_t number, float *packed, float *scores) {
  const network_shape *s = &g->shape;
  uint32_t from = pass->first[number], n = pass->first[number + 1] - from, stride = arcs_stride(n), wide = arcs_width(s);
  size_t heads = heads_width(s);
  const float *dependents = pass->arcs + (size_t)from * wide;
  matrix_pack(pass->heads + from * heads + s->arc, 1, heads, s->arc, n, packed);
  product p = {.m = n,
               .n = n,
               .k = s->arc,
               .a = dependents,
               .a_row = wide,
               .a_column = 1,
               .b = packed,
               .c = scores + stride + 1,
               .c_row = stride};
  matrix_product(&p);
  for (uint32_t i = 1; i <= n; i++) {
    const float *q = dependents + (size_t)(i - 1) * wide;
    float *to = scores + (size_t)i * stride;
    to[0] = vector_dot(q, g->values[PARAMETER_ARC_ROOT], s->arc);
    for (uint32_t h = 1; h <= n; h++) to[h] += q[s->arc + distance_bucket(i, h)];
    to[i] = -3e38f;
  }
}

void network_hidden(const network *g, const network_pass *pass, const uint16_t *heads, float *hidden) {
  const network_shape *s = &g->shape;
  size_t wide = heads_width(s), rel = s->rel;
  for (uint32_t k = 0; k < pass->n_sentences; k++)
    for (uint32_t t = pass->first[k]; t < pass->first[k + 1]; t++) {
      const float *own = pass->heads + t * wide + 2u * s->arc;
      const float *head =
          heads[t] ? pass->heads + (pass->first[k] + heads[t] - 1) * wide + 2u * s->arc + rel : g->values[PARAMETER_REL_ROOT];
      float *to = hidden + t * rel;
      for (size_t i = 0; i < rel; i++) to[i] = own[i] + head[i];
      vector_relu(to, rel);
    }
}

void network_relations(const network *g, const network_pass *pass, const float *hidden, float *scores) {
  uint32_t rel = g->shape.rel;
  multiply(g, pass, read_rows(g, pass, hidden, rel, rel), PARAMETER_RELS, g->values[PARAMETER_RELS_BIAS], scores);
}
