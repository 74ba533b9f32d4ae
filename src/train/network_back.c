/* Gradients of every layer by hand; tests/unit/test_network_back.c holds them against finite differences. */
#include "train/network_back.h"

#include <math.h>
#include <stdlib.h>

#include "model/kernels_x86.h"
#include "train/random.h"

/* ---- weights */

static float uniform(uint64_t *random) { return (float)(random_next(random) >> 40) / 8388608.0f - 1.0f; }

static void start_values(const network_shape *s, uint32_t number, parameter_shape p, float *v, uint64_t *random) {
  float reach = p.matrix ? sqrtf(6.0f / (float)(p.rows + p.columns)) : 0;
  bool gain = number == PARAMETER_INPUT_GAIN ||
              (number >= PARAMETER_LAYERS && (number - PARAMETER_LAYERS) % LAYER_PARAMETERS == LAYER_GAIN);
  if (number == PARAMETER_ARC_ROOT || number == PARAMETER_REL_ROOT) reach = 0.1f;
  for (size_t i = 0; i < parameter_floats(p); i++) v[i] = gain ? 1.0f : reach * uniform(random);
  if (number < PARAMETER_LAYERS || (number - PARAMETER_LAYERS) % LAYER_PARAMETERS != LAYER_BIAS) return;
  const layer_shape *l = &s->layers[(number - PARAMETER_LAYERS) / LAYER_PARAMETERS];
  uint32_t half = l->out / 2u;
  if (l->kind != LAYER_RECURRENT) return;
  for (uint32_t d = 0; d < 2; d++) /* memories from short to long */
    for (uint32_t i = 0; i < half; i++) v[d * 3 * half + half + i] = -1.0f + 3.0f * (float)i / (float)half;
}

bool network_weights_open(network_weights *w, const network_shape *s, uint64_t *random) {
  size_t all = 0;
  *w = (network_weights){.g.shape = *s};
  for (uint32_t i = 0; i < network_parameters(s); i++) {
    parameter_shape p = network_parameter(s, i);
    all += parameter_floats(p) * (p.matrix ? 2 : 1) + (p.matrix ? (size_t)p.columns * padded(p.rows) : 0);
  }
  float *at = w->room = aligned_alloc(64, (all * sizeof *w->room + 63) / 64 * 64);
  if (!at) return false;
  for (uint32_t i = 0; i < network_parameters(s); i++) {
    parameter_shape p = network_parameter(s, i);
    w->values[i] = at;
    at += parameter_floats(p);
    start_values(s, i, p, w->values[i], random);
    w->g.values[i] = w->values[i];
    if (!p.matrix) continue;
    w->packed[i] = at;
    at += parameter_floats(p);
    w->turned[i] = at;
    at += (size_t)p.columns * padded(p.rows);
    w->g.values[i] = w->packed[i];
  }
  network_weights_pack(w);
  return true;
}

void network_weights_close(network_weights *w) { free(w->room); }

void network_weights_pack_one(network_weights *w, uint32_t number) {
  parameter_shape p = network_parameter(&w->g.shape, number);
  if (!p.matrix) return;
  matrix_pack(w->values[number], p.columns, 1, p.rows, p.columns, w->packed[number]);
  matrix_pack(w->values[number], 1, p.columns, p.columns, p.rows, w->turned[number]);
}

void network_weights_pack(network_weights *w) {
  for (uint32_t i = 0; i < network_parameters(&w->g.shape); i++) network_weights_pack_one(w, i);
}

/* ---- rooms */

static size_t shard_plan(network_shard *s, const network_shape *shape, float *base) {
  size_t used = 0, n = s->n_max, widest = shape->embed, inner = 0;
  for (uint32_t i = 0; i < shape->n_layers; i++) {
    const layer_shape *l = &shape->layers[i];
    if (l->out > widest) widest = l->out;
    if (layer_inner(l) > inner) inner = layer_inner(l);
    if (layer_reads(l) > inner) inner = layer_reads(l);
  }
  size_t columns = heads_width(shape) > inner ? heads_width(shape) : inner, rels = padded(shape->n_rels);
  if (tags_width(shape) > columns) columns = tags_width(shape);
  float **const rooms[] = {&s->d_input, &s->d_tags,  &s->d_heads, &s->d_arcs, &s->d_layer[0], &s->d_layer[1],
                           &s->d_wide,  &s->packing, &s->scores,  &s->hidden, &s->d_hidden,   &s->rel_scores};
  const size_t sizes[] = {n * shape->embed,
                          n * tags_width(shape),
                          n * heads_width(shape),
                          n * arcs_width(shape),
                          n * widest,
                          n * widest,
                          n * inner,
                          (n + PANEL) * (columns + shape->arc),
                          (n + 1) * arcs_stride(s->n_max),
                          n * shape->rel,
                          n * shape->rel,
                          n * rels};
  for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
    *rooms[i] = base ? base + used : NULL;
    used += (sizes[i] + PANEL - 1) / PANEL * PANEL;
  }
  for (uint32_t i = 0; i < network_parameters(shape); i++) {
    s->gradients[i] = base ? base + used : NULL;
    used += parameter_floats(network_parameter(shape, i));
  }
  return used;
}

bool network_shard_open(network_shard *s, const network_shape *shape, uint32_t n_max) {
  *s = (network_shard){.n_max = n_max};
  size_t pass = network_room(shape, n_max, true), all = pass + shard_plan(s, shape, NULL);
  s->room = aligned_alloc(64, (all * sizeof *s->room + 63) / 64 * 64);
  if (!s->room) return false;
  memset(s->room, 0, all * sizeof *s->room);
  network_lay_out(shape, n_max, true, s->room, &s->pass);
  shard_plan(s, shape, s->room + pass);
  return true;
}

void network_shard_close(network_shard *s) { free(s->room); }

void network_shard_clear(network_shard *s, const network_shape *shape) {
  for (uint32_t i = 0; i < network_parameters(shape); i++)
    memset(s->gradients[i], 0, parameter_floats(network_parameter(shape, i)) * sizeof(float));
}

/* ---- pieces */

typedef struct {
  uint32_t n, k, columns;
  const float *x; /* n rows of k, x_row apart */
  size_t x_row;
  const float *dy; /* n rows of columns, dy_row apart */
  size_t dy_row;
  const float *turned;
  float *dw, *db; /* NULL: none */
  float *dx;      /* NULL: none */
  size_t dx_row;
  bool add; /* to dx */
  float *packing;
} linear_back;

static void back_linear(const linear_back *l) {
  matrix_pack(l->dy, l->dy_row, 1, l->n, l->columns, l->packing);
  product w = {l->k, l->columns, l->n, l->x, 1, l->x_row, l->packing, NULL, l->dw, padded(l->columns), true};
  matrix_product(&w);
  for (uint32_t t = 0; l->db && t < l->n; t++)
    for (uint32_t j = 0; j < l->columns; j++) l->db[j] += l->dy[t * l->dy_row + j];
  if (!l->dx) return;
  product x = {l->n, l->k, l->columns, l->dy, l->dy_row, 1, l->turned, NULL, l->dx, l->dx_row, l->add};
  matrix_product(&x);
}

enum { NO_BIAS = PARAMETERS_MAX };

/* Back through one matrix of the network, from dy to the gradients of matrix and bias; x: what it read. */
static linear_back back_through(const network_weights *w, network_shard *s, uint32_t number, uint32_t bias, const float *x,
                                size_t x_row, const float *dy) {
  parameter_shape p = network_parameter(&w->g.shape, number);
  return (linear_back){.n = s->pass.n_tokens,
                       .k = p.rows,
                       .columns = p.columns,
                       .x = x,
                       .x_row = x_row,
                       .dy = dy,
                       .dy_row = p.columns,
                       .turned = w->turned[number],
                       .dw = s->gradients[number],
                       .db = bias == NO_BIAS ? NULL : s->gradients[bias],
                       .packing = s->packing};
}

/* And to the gradient of what it read. */
static void back_to(linear_back l, float *dx, size_t dx_row, bool add) {
  l.dx = dx;
  l.dx_row = dx_row;
  l.add = add;
  back_linear(&l);
}

/* dy becomes the gradient before the norm. */
INLINED void back_norm_body(uint32_t n_tokens, uint32_t n, const float *centred, const float *spread, const float *gain,
                            float *d_gain, float *d_shift, float *dy) {
  for (uint32_t t = 0; t < n_tokens; t++, dy += n, centred += n) {
    float sum = 0, product_sum = 0;
    for (uint32_t i = 0; i < n; i++) {
      d_gain[i] += dy[i] * centred[i];
      d_shift[i] += dy[i];
      dy[i] *= gain[i];
      sum += dy[i];
      product_sum += dy[i] * centred[i];
    }
    sum /= (float)n;
    product_sum /= (float)n;
    for (uint32_t i = 0; i < n; i++) dy[i] = spread[t] * (dy[i] - sum - centred[i] * product_sum);
  }
}
LEVELS(back_norm,
       (uint32_t n_tokens, uint32_t n, const float *centred, const float *spread, const float *gain, float *d_gain,
        float *d_shift, float *dy),
       (n_tokens, n, centred, spread, gain, d_gain, d_shift, dy))

static void back_mask(float *d, const float *mask, size_t n) {
  for (size_t i = 0; mask && i < n; i++) d[i] *= mask[i];
}

/* ---- layers. dy: of the sum before the norm; gates and relu's outputs are replaced by their gradients. */

typedef struct {
  uint32_t width;
  float *gates; /* of the last token read */
  ptrdiff_t gates_step;
  const float *state;
  ptrdiff_t state_step;
  const float *dy;
  ptrdiff_t dy_step;
  const float *peephole;
  float *d_peephole;
} recurrence_back;

INLINED void back_direction_body(const recurrence_back *r, uint32_t n) {
  static const float none[WIDTH_MAX];
  float carry[WIDTH_MAX] = {0};
  float *gates = r->gates;
  const float *state = r->state, *dy = r->dy;
  uint32_t width = r->width;
  for (uint32_t t = n; t-- > 0; gates -= r->gates_step, state -= r->state_step, dy -= r->dy_step) {
    const float *before = t ? state - r->state_step : none;
    for (uint32_t i = 0; i < width; i++) {
      float candidate = gates[i], forget = gates[width + i], open = gates[2 * width + i];
      float d_open = dy[i] * state[i] * open * (1 - open);
      float d_state = carry[i] + dy[i] * open + d_open * r->peephole[width + i];
      float d_forget = d_state * (before[i] - candidate) * forget * (1 - forget);
      r->d_peephole[width + i] += d_open * state[i];
      r->d_peephole[i] += d_forget * before[i];
      carry[i] = d_state * forget + d_forget * r->peephole[i];
      gates[i] = d_state * (1 - forget) * (1 - candidate * candidate);
      gates[width + i] = d_forget;
      gates[2 * width + i] = d_open;
    }
  }
}
LEVELS(back_direction, (const recurrence_back *r, uint32_t n), (r, n))

static void back_recurrent(const network_weights *w, network_shard *s, uint32_t number, const float *dy) {
  const layer_shape *l = &w->g.shape.layers[number];
  const layer_room *r = &s->pass.layers[number];
  uint32_t half = l->out / 2u, inner = layer_inner(l), at = layer_parameter_at(number, LAYER_PEEPHOLE);
  for (uint32_t k = 0; k < s->pass.n_sentences; k++) {
    size_t from = s->pass.first[k];
    uint32_t n = s->pass.first[k + 1] - s->pass.first[k];
    if (!n) continue;
    size_t last = from + n - 1;
    recurrence_back forward = {
        half,   r->inner + last * inner, inner,           r->state + last * l->out, l->out, dy + last * l->out,
        l->out, w->values[at],           s->gradients[at]};
    recurrence_back backward = {half,
                                r->inner + from * inner + 3u * half,
                                -(ptrdiff_t)inner,
                                r->state + from * l->out + half,
                                -(ptrdiff_t)l->out,
                                dy + from * l->out + half,
                                -(ptrdiff_t)l->out,
                                w->values[at] + l->out,
                                s->gradients[at] + l->out};
    back_direction(&forward, n);
    back_direction(&backward, n);
  }
}

static void back_attention_head(const network_weights *w, network_shard *s, uint32_t number, uint32_t head, uint32_t t,
                                uint32_t from, uint32_t end, const float *d_read) {
  const layer_shape *l = &w->g.shape.layers[number];
  const layer_room *r = &s->pass.layers[number];
  uint32_t inner = layer_inner(l), wide = padded(2u * l->reach + 1), reach = l->reach;
  const float *shares = r->state + ((size_t)t * (l->out / HEAD_WIDTH) + head) * wide;
  const float *d_out = d_read + (size_t)t * l->out + head * HEAD_WIDTH;
  float *d_near = s->gradients[layer_parameter_at(number, LAYER_NEAR)] + head * wide;
  const float *query = r->inner + (size_t)t * inner + head * HEAD_WIDTH;
  float *d_query = s->d_wide + (size_t)t * inner + head * HEAD_WIDTH;
  float d_weight[2 * REACH_MAX + 1] = {0}, sum = 0;
  for (uint32_t k = 0; k <= 2 * reach; k++) {
    if (t + k < from + reach || t + k >= end + reach) continue;
    size_t other = (size_t)(t + k - reach) * inner + 2u * l->out + head * HEAD_WIDTH;
    d_weight[k] = vector_dot(d_out, r->inner + other, HEAD_WIDTH);
    sum += d_weight[k] * shares[k];
    for (uint32_t i = 0; i < HEAD_WIDTH; i++) s->d_wide[other + i] += shares[k] * d_out[i];
  }
  for (uint32_t k = 0; k <= 2 * reach; k++) {
    if (t + k < from + reach || t + k >= end + reach) continue;
    size_t other = (size_t)(t + k - reach) * inner + l->out + head * HEAD_WIDTH;
    float d = shares[k] * (d_weight[k] - sum);
    d_near[k] += d;
    d *= 0.17677669529f;
    for (uint32_t i = 0; i < HEAD_WIDTH; i++) {
      d_query[i] += d * r->inner[other + i];
      s->d_wide[other + i] += d * query[i];
    }
  }
}

/* Leaves the gradient of queries, keys and values in inner. */
static void back_attention(const network_weights *w, network_shard *s, uint32_t number, const float *dy, float *d_read) {
  const layer_shape *l = &w->g.shape.layers[number];
  const layer_room *r = &s->pass.layers[number];
  size_t cells = (size_t)s->pass.n_tokens * layer_inner(l);
  uint32_t mix = layer_parameter_at(number, LAYER_MIX), bias = layer_parameter_at(number, LAYER_MIX_BIAS);
  back_to(back_through(w, s, mix, bias, r->read, l->out, dy), d_read, l->out, false);
  memset(s->d_wide, 0, cells * sizeof *s->d_wide);
  for (uint32_t k = 0; k < s->pass.n_sentences; k++)
    for (uint32_t t = s->pass.first[k]; t < s->pass.first[k + 1]; t++)
      for (uint32_t h = 0; h < l->out / HEAD_WIDTH; h++)
        back_attention_head(w, s, number, h, t, s->pass.first[k], s->pass.first[k + 1], d_read);
  memcpy(r->inner, s->d_wide, cells * sizeof *r->inner);
}

static void scatter_three(const network_pass *p, const layer_shape *l, const float *d_read, float *dx) {
  uint32_t d = l->reach, in = l->in;
  for (uint32_t s = 0; s < p->n_sentences; s++)
    for (uint32_t t = p->first[s]; t < p->first[s + 1]; t++, d_read += 3 * in)
      for (uint32_t i = 0; i < in; i++) {
        if (t - p->first[s] >= d) dx[(size_t)(t - d) * in + i] += d_read[i];
        dx[(size_t)t * in + i] += d_read[in + i];
        if (p->first[s + 1] - t > d) dx[(size_t)(t + d) * in + i] += d_read[2 * in + i];
      }
}

/* dy of the layer's output becomes, in dx, that of its input. */
static void back_layer(const network_weights *w, network_shard *s, uint32_t number, const float *x, float *dy, float *dx) {
  const layer_shape *l = &w->g.shape.layers[number];
  const layer_room *r = &s->pass.layers[number];
  uint32_t n = s->pass.n_tokens, gain = layer_parameter_at(number, LAYER_GAIN);
  bool three = l->kind == LAYER_CONVOLUTION, residual = l->in == l->out;
  back_mask(dy, s->pass.layer_masks[number], (size_t)n * l->out);
  back_norm(n, l->out, r->centred, r->spread, w->values[gain], s->gradients[gain],
            s->gradients[layer_parameter_at(number, LAYER_SHIFT)], dy);
  if (l->kind == LAYER_RECURRENT) back_recurrent(w, s, number, dy);
  if (l->kind == LAYER_ATTENTION) back_attention(w, s, number, dy, dx);
  for (size_t i = 0; three && i < (size_t)n * l->out; i++) r->inner[i] = r->inner[i] > 0 ? dy[i] : 0;
  if (residual) memcpy(dx, dy, (size_t)n * l->in * sizeof *dx);
  else memset(dx, 0, (size_t)n * l->in * sizeof *dx);
  linear_back b = back_through(w, s, layer_parameter_at(number, LAYER_WEIGHT), layer_parameter_at(number, LAYER_BIAS),
                               three ? r->read : x, layer_reads(l), r->inner);
  back_to(b, three ? s->d_wide : dx, layer_reads(l), !three);
  if (three) scatter_three(&s->pass, l, s->d_wide, dx);
}

/* ---- losses: gradients of -log(softmax) in place of the scores */

/* exp(score - largest score) of each; their sum. */
static float raise(float *scores, uint32_t n) {
  float most = scores[0], sum = 0;
  for (uint32_t i = 1; i < n; i++) most = scores[i] > most ? scores[i] : most;
  for (uint32_t i = 0; i < n; i++) scores[i] -= most;
  vector_exp(scores, n);
  for (uint32_t i = 0; i < n; i++) sum += scores[i];
  return sum;
}

static double lose_class(float *scores, uint32_t n, uint32_t gold, float scale) {
  float sum = raise(scores, n), right = scores[gold];
  for (uint32_t i = 0; i < n; i++) scores[i] *= scale / sum;
  scores[gold] -= scale;
  return log(sum) - log(right);
}

/* -log of the probability of all allowed classes together. */
static double lose_set(float *scores, uint32_t n, uint32_t allowed, float scale) {
  float sum = raise(scores, n), good = 0;
  for (uint32_t i = 0; i < n; i++)
    if (allowed >> i & 1) good += scores[i];
  if (good < 1e-30f) good = 1e-30f;
  for (uint32_t i = 0; i < n; i++) scores[i] = scale * (scores[i] / sum - (allowed >> i & 1 ? scores[i] / good : 0));
  return log(sum) - log(good);
}

static void lose_tags(const network_weights *w, network_shard *s, const network_gold *gold, float scale, network_losses *losses) {
  const network_shape *g = &w->g.shape;
  uint32_t wide = tags_width(g), labels = padded(g->n_tags);
  memcpy(s->d_tags, s->pass.tags, (size_t)s->pass.n_tokens * wide * sizeof(float));
  for (uint32_t t = 0; t < s->pass.n_tokens; t++) {
    float *d = s->d_tags + (size_t)t * wide;
    losses->tags += lose_class(d, g->n_tags, gold->tags[t], scale);
    for (uint32_t i = g->n_tags; i < labels; i++) d[i] = 0;
    if (gold->allowed[t]) losses->labels += lose_set(d + labels, g->n_labels, gold->allowed[t], scale);
    else memset(d + labels, 0, g->n_labels * sizeof *d);
    for (uint32_t i = labels + g->n_labels; i < wide; i++) d[i] = 0;
  }
}

static void lose_rels(const network_weights *w, network_shard *s, const network_gold *gold, float scale, network_losses *losses) {
  const network_shape *g = &w->g.shape;
  const uint16_t *heads = gold->heads;
  uint32_t n = s->pass.n_tokens, wide = padded(g->n_rels), rel = g->rel;
  network_hidden(&w->g, &s->pass, heads, s->hidden);
  back_mask(s->hidden, s->hidden_mask, (size_t)n * rel);
  network_relations(&w->g, &s->pass, s->hidden, s->rel_scores);
  for (uint32_t t = 0; t < n; t++) {
    float *d = s->rel_scores + (size_t)t * wide;
    losses->rels += lose_class(d, g->n_rels, gold->rels[t], scale);
    for (uint32_t i = g->n_rels; i < wide; i++) d[i] = 0;
  }
  back_to(back_through(w, s, PARAMETER_RELS, PARAMETER_RELS_BIAS, s->hidden, rel, s->rel_scores), s->d_hidden, rel, false);
  size_t heads_wide = heads_width(g);
  for (uint32_t k = 0; k < s->pass.n_sentences; k++)
    for (uint32_t t = s->pass.first[k]; t < s->pass.first[k + 1]; t++) {
      float *own = s->d_heads + t * heads_wide + 2u * g->arc;
      float *head = heads[t] ? s->d_heads + (s->pass.first[k] + heads[t] - 1) * heads_wide + 2u * g->arc + rel
                             : s->gradients[PARAMETER_REL_ROOT];
      for (uint32_t i = 0; i < rel; i++) {
        size_t at = (size_t)t * rel + i;
        float d = s->hidden[at] > 0 ? s->d_hidden[at] * (s->hidden_mask ? s->hidden_mask[at] : 1) : 0;
        own[i] += d;
        head[i] += d;
      }
    }
}

static void lose_arcs_of(const network_weights *w, network_shard *s, uint32_t number, const network_gold *gold, float scale,
                         network_losses *losses) {
  const network_shape *g = &w->g.shape;
  uint32_t from = s->pass.first[number], n = s->pass.first[number + 1] - from, stride = arcs_stride(n), wide = arcs_width(g);
  uint32_t heads = heads_width(g), arc = g->arc;
  network_arcs(&w->g, &s->pass, number, s->packing, s->scores);
  const float *q = s->pass.arcs + (size_t)from * wide, *root = w->values[PARAMETER_ARC_ROOT];
  float *dq = s->d_arcs + (size_t)from * wide, *d_root = s->gradients[PARAMETER_ARC_ROOT];
  for (uint32_t i = 1; i <= n; i++) {
    float *d = s->scores + (size_t)i * stride;
    losses->arcs += lose_class(d, n + 1, gold->heads[from + i - 1], scale);
    for (uint32_t h = 1; h <= n; h++)
      if (h != i) dq[(i - 1) * (size_t)wide + arc + distance_bucket(i, h)] += d[h];
    for (uint32_t j = 0; j < arc; j++) d_root[j] += d[0] * q[(i - 1) * (size_t)wide + j];
    for (uint32_t j = 0; j < arc; j++) dq[(i - 1) * (size_t)wide + j] += d[0] * root[j];
  }
  const float *head_rows = s->pass.heads + (size_t)from * heads + arc;
  float *d_heads = s->d_heads + (size_t)from * heads + arc;
  matrix_pack(head_rows, heads, 1, n, arc, s->packing);
  product to_q = {n, arc, n, s->scores + stride + 1, stride, 1, s->packing, NULL, dq, wide, true};
  matrix_product(&to_q);
  matrix_pack(q, wide, 1, n, arc, s->packing);
  product to_heads = {n, arc, n, s->scores + stride + 1, 1, stride, s->packing, NULL, d_heads, heads, true};
  matrix_product(&to_heads);
}

static void back_heads(const network_weights *w, network_shard *s, const float *x, float *dx) {
  const network_shape *g = &w->g.shape;
  uint32_t n = s->pass.n_tokens, heads = heads_width(g), width = network_width(g);
  back_to(back_through(w, s, PARAMETER_ARCS, PARAMETER_ARCS_BIAS, s->pass.heads, heads, s->d_arcs), s->d_heads, heads, true);
  for (uint32_t t = 0; t < n; t++)
    for (uint32_t i = 0; i < heads; i++) {
      size_t at = (size_t)t * heads + i;
      if (i < 2 * g->arc && s->pass.heads[at] <= 0) s->d_heads[at] = 0;
      else if (s->pass.heads_mask) s->d_heads[at] *= s->pass.heads_mask[at];
    }
  back_to(back_through(w, s, PARAMETER_TAGS, PARAMETER_TAGS_BIAS, x, width, s->d_tags), dx, width, false);
  back_to(back_through(w, s, PARAMETER_HEADS, PARAMETER_HEADS_BIAS, x, width, s->d_heads), dx, width, true);
}

static void back_input(const network_weights *w, network_shard *s, const float *dy) {
  uint32_t n = s->pass.n_tokens, embed = w->g.shape.embed, vector = w->g.shape.vector;
  memcpy(s->d_input, dy, (size_t)n * embed * sizeof *dy);
  back_mask(s->d_input, s->pass.input_mask, (size_t)n * embed);
  back_norm(n, embed, s->pass.input_centred, s->pass.input_spread, w->values[PARAMETER_INPUT_GAIN],
            s->gradients[PARAMETER_INPUT_GAIN], s->gradients[PARAMETER_INPUT_SHIFT], s->d_input);
  linear_back v = back_through(w, s, PARAMETER_VECTOR, NO_BIAS, s->pass.vectors, vector, s->d_input);
  back_linear(&v);
}

/* From the gradient of the last layer's output, in d_layer[0], to that of the sums of rows. */
static void back_encoder(const network_weights *w, network_shard *s) {
  float *dy = s->d_layer[0], *dx = s->d_layer[1];
  for (uint32_t i = w->g.shape.n_layers; i-- > 0;) {
    back_layer(w, s, i, i ? s->pass.layers[i - 1].out : s->pass.input, dy, dx);
    float *swap = dy;
    dy = dx;
    dx = swap;
  }
  back_input(w, s, dy);
}

void network_learn(const network_weights *w, network_shard *s, const network_gold *gold, float scale, network_losses *losses) {
  const network_shape *g = &w->g.shape;
  size_t n = s->pass.n_tokens;
  network_run(&w->g, &s->pass);
  memset(s->d_heads, 0, n * heads_width(g) * sizeof(float));
  memset(s->d_arcs, 0, n * arcs_width(g) * sizeof(float));
  lose_tags(w, s, gold, scale, losses);
  for (uint32_t k = 0; k < s->pass.n_sentences; k++) lose_arcs_of(w, s, k, gold, scale, losses);
  lose_rels(w, s, gold, scale, losses);
  back_heads(w, s, pass_output(g, &s->pass), s->d_layer[0]);
  back_encoder(w, s);
}
