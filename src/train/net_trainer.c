/* The machinery of a training: shape, weights, shards in threads, Adam, means. */
#include "train/net_trainer.h"

#include <math.h>
#include <pthread.h>
#include <stdlib.h>

#include "model/kernels_x86.h"

static const float keep_mean = 0.998f, beta_1 = 0.9f, beta_2 = 0.98f, epsilon = 1e-8f;
static const float drop_input = 0.2f, drop_layer = 0.25f, drop_heads = 0.33f;

/* ---- shape: "e128 c1x192 r192": rows of 128, a convolution of neighbours to 192, a recurrence of 192. a8x192: attention. */

static bool read_number(str *s, uint32_t *n) {
  size_t k = 0;
  *n = 0;
  while (k < s->len && is_ascii_digit((unsigned char)s->ptr[k])) k++;
  bool good = k && k < 5 && str_to_u32(str_slice(*s, 0, k), n);
  *s = str_slice(*s, k, s->len);
  return good;
}

static bool read_layer(str part, network_shape *s) {
  if (str_empty(part) || s->n_layers == LAYERS_MAX) return false;
  char kind = part.ptr[0];
  uint32_t first, second = 0;
  part = str_slice(part, 1, part.len);
  if (!read_number(&part, &first)) return false;
  if (kind == 'e') {
    s->embed = first;
    return str_empty(part);
  }
  bool reaching = kind == 'c' || kind == 'a';
  if (reaching) {
    if (str_empty(part) || part.ptr[0] != 'x') return false;
    part = str_slice(part, 1, part.len);
    if (!read_number(&part, &second)) return false;
  }
  uint32_t width = reaching ? second : first, before = network_width(s);
  layer_kind k = kind == 'c' ? LAYER_CONVOLUTION : kind == 'a' ? LAYER_ATTENTION : LAYER_RECURRENT;
  if ((!reaching && kind != 'r') || width > WIDTH_MAX || before > WIDTH_MAX || (reaching && first > REACH_MAX)) return false;
  s->layers[s->n_layers++] = (layer_shape){(uint8_t)k, (uint8_t)(reaching ? first : 0), (uint16_t)before, (uint16_t)width};
  return str_empty(part);
}

static casus_status read_shape(net_trainer *x, casus_error *error) {
  str rest = str_of(x->t->options->encoder), part;
  x->shape = (network_shape){.embed = 128,
                             .vector = x->shape.vector,
                             .arc = 128,
                             .rel = 128,
                             .n_tags = x->t->g.n_tags,
                             .n_labels = LABEL_COUNT,
                             .n_rels = REL_COUNT};
  while (str_cut(&rest, ' ', &part))
    if (!read_layer(part, &x->shape))
      return error_set(error, CASUS_USAGE, "the encoder \"%s\" has a part that is not known: \"%.*s\"", x->t->options->encoder,
                       (int)part.len, part.ptr);
  if (network_shape_check(&x->shape, NULL) == CASUS_OK) return CASUS_OK;
  return error_set(error, CASUS_USAGE, "the encoder \"%s\" has no layers, or widths that are not multiples of %d up to %d",
                   x->t->options->encoder, HEAD_WIDTH, WIDTH_MAX);
}

/* ---- a step */

/* Factors for dropout, sixteen bits of chance each: 0 with chance p, else 1 / (1 - p). */
static void draw_mask(float *mask, size_t n, float p, uint64_t *random) {
  uint64_t bits = 0, limit = (uint64_t)(p * 65536.0f);
  float keep = 1.0f / (1.0f - p);
  for (size_t i = 0; i < n; i++) {
    if (i % 4 == 0) bits = random_next(random);
    mask[i] = (bits & 0xFFFF) < limit ? 0 : keep;
    bits >>= 16;
  }
}

/* Floats of all masks for a token: input, layers, heads, the relations' hidden layer. */
static size_t mask_width(const network_shape *g) {
  size_t wide = g->embed + heads_width(g) + g->rel;
  for (uint32_t i = 0; i < g->n_layers; i++) wide += g->layers[i].out;
  return wide;
}

static const float *next_mask(shard *s, float **at, size_t width, float p) {
  float *mask = *at;
  *at += s->net.pass.n_tokens * width;
  draw_mask(mask, s->net.pass.n_tokens * width, p, &s->random);
  return mask;
}

void net_draw_masks(const network_shape *g, shard *s) {
  float *at = s->masks;
  s->net.pass.input_mask = next_mask(s, &at, g->embed, drop_input);
  for (uint32_t i = 0; i < g->n_layers; i++) s->net.pass.layer_masks[i] = next_mask(s, &at, g->layers[i].out, drop_layer);
  s->net.pass.heads_mask = next_mask(s, &at, heads_width(g), drop_heads);
  s->net.hidden_mask = next_mask(s, &at, g->rel, drop_heads);
}

void net_fill(const net_trainer *x, shard *s, uint32_t at, uint32_t number) {
  uint32_t embed = x->shape.embed, vector = x->shape.vector;
  float *input = s->net.pass.input + (size_t)at * embed;
  memset(input, 0, embed * sizeof *input);
  for (uint32_t r = 0; r < s->n_rows[at]; r++) {
    const float *row = x->rows.value + (size_t)s->token_rows[at][r] * embed;
    for (uint32_t i = 0; i < embed; i++) input[i] += row[i];
  }
  memcpy(s->net.pass.vectors + (size_t)at * vector, x->vectors + (size_t)number * vector, vector * sizeof(float));
}

static void add_row_gradients(const net_trainer *x, shard *s) {
  uint32_t embed = x->shape.embed;
  for (uint32_t t = 0; t < s->net.pass.n_tokens; t++)
    for (uint32_t r = 0; r < s->n_rows[t]; r++) {
      uint32_t row = s->token_rows[t][r];
      float *to = s->row_gradient + (size_t)row * embed;
      const float *d = s->net.d_input + (size_t)t * embed;
      if (!s->touched[row]) {
        memset(to, 0, embed * sizeof *to);
        s->touched_list[s->n_touched++] = row;
        s->touched[row] = 1;
      }
      for (uint32_t i = 0; i < embed; i++) to[i] += d[i];
    }
}

typedef struct {
  net_trainer *x;
  net_learn learn;
  uint32_t number;
} shard_job;

static void *run_shard(void *data) {
  const shard_job *job = data;
  net_trainer *x = job->x;
  shard *s = x->shards[job->number];
  network_shard_clear(&s->net, &x->shape);
  if (!s->net.pass.n_tokens) return NULL;
  job->learn(x, s);
  add_row_gradients(x, s);
  return NULL;
}

static void run_side_by_side(net_trainer *x, net_learn learn, void *(*run)(void *)) {
  pthread_t threads[SHARDS];
  shard_job jobs[SHARDS];
  bool started[SHARDS] = {false};
  for (uint32_t k = 0; k < SHARDS; k++) {
    jobs[k] = (shard_job){x, learn, k};
    started[k] = k && pthread_create(&threads[k], NULL, run, &jobs[k]) == 0;
  }
  for (uint32_t k = 0; k < SHARDS; k++)
    if (!started[k]) run(&jobs[k]);
  for (uint32_t k = 0; k < SHARDS; k++)
    if (started[k]) pthread_join(threads[k], NULL);
}

float net_rate(const net_trainer *x) {
  const rate_plan *r = &x->rate;
  if (r->step < r->warm) return r->top * (float)(r->step + 1) / (float)r->warm;
  float left = 1.0f - (float)r->step / (float)r->n_steps;
  return r->top * (left > 0.01f ? left : 0.01f);
}

/* base^n by squaring, the same everywhere. */
static float power(float base, uint32_t n) {
  float p = 1;
  for (; n; n >>= 1, base *= base)
    if (n & 1) p *= base;
  return p;
}

INLINED void adam_body(const moments *m, size_t at, const float *gradient, size_t n, float rate) {
  float *value = m->value + at, *first = m->first + at, *second = m->second + at;
  for (size_t i = 0; i < n; i++) {
    float g = gradient[i];
    first[i] = beta_1 * first[i] + (1 - beta_1) * g;
    second[i] = beta_2 * second[i] + (1 - beta_2) * g * g;
    value[i] -= rate * first[i] / (sqrtf(second[i]) + epsilon);
  }
}
LEVELS(adam, (const moments *m, size_t at, const float *gradient, size_t n, float rate), (m, at, gradient, n, rate))

INLINED void follow_body(const moments *m, size_t at, size_t n, float keep) {
  for (size_t i = at; i < at + n; i++) m->mean[i] = m->value[i] + (m->mean[i] - m->value[i]) * keep;
}
LEVELS(follow, (const moments *m, size_t at, size_t n, float keep), (m, at, n, keep))

/* A row's mean is brought up to date when the row is about to change. */
static void catch_up(net_trainer *x, uint32_t row) {
  uint32_t embed = x->shape.embed;
  follow(&x->rows, (size_t)row * embed, embed, power(keep_mean, x->rate.step - x->row_step[row]));
  x->row_step[row] = x->rate.step;
}

/* The rows of one part that a shard has touched, with the gradients of the shards behind it. */
static void update_rows(net_trainer *x, uint32_t number, uint32_t part, float rate) {
  uint32_t embed = x->shape.embed;
  shard *s = x->shards[number];
  for (uint32_t i = 0; i < s->n_touched; i++) {
    uint32_t row = s->touched_list[i];
    float *gradient = s->row_gradient + (size_t)row * embed;
    if (row % SHARDS != part || !s->touched[row]) continue; /* another part's; done with an earlier shard */
    for (uint32_t other = number + 1; other < SHARDS; other++) {
      shard *o = x->shards[other];
      if (!o->touched[row]) continue;
      for (uint32_t j = 0; j < embed; j++) gradient[j] += o->row_gradient[(size_t)row * embed + j];
      o->touched[row] = 0;
    }
    s->touched[row] = 0;
    catch_up(x, row);
    adam(&x->rows, (size_t)row * embed, gradient, embed, rate);
  }
}

/* The rate with Adam's correction of the first steps. */
static float corrected_rate(const net_trainer *x) {
  uint32_t t = x->rate.step + 1;
  float rate = net_rate(x);
  return t < 2000 ? rate * sqrtf(1 - power(beta_2, t)) / (1 - power(beta_1, t)) : rate;
}

/* One part of all values: of each parameter a stretch, of the rows every SHARDS-th. */
static void update_part(net_trainer *x, uint32_t part, float rate) {
  for (uint32_t i = 0; i < network_parameters(&x->shape); i++) {
    size_t all = parameter_floats(network_parameter(&x->shape, i)), from = all * part / SHARDS, to = all * (part + 1) / SHARDS;
    float *sum = x->shards[0]->net.gradients[i];
    for (int k = 1; k < SHARDS; k++)
      for (size_t j = from; j < to; j++) sum[j] += x->shards[k]->net.gradients[i][j];
    adam(&x->parameters[i], from, sum + from, to - from, rate);
    follow(&x->parameters[i], from, to - from, keep_mean);
  }
  for (uint32_t k = 0; k < SHARDS; k++) update_rows(x, k, part, rate);
}

static void *run_update(void *data) {
  const shard_job *job = data;
  update_part(job->x, job->number, corrected_rate(job->x));
  return NULL;
}

static void *run_pack(void *data) {
  const shard_job *job = data;
  for (uint32_t i = job->number; i < network_parameters(&job->x->shape); i += SHARDS) network_weights_pack_one(&job->x->w, i);
  return NULL;
}

void net_step(net_trainer *x, net_learn learn) {
  run_side_by_side(x, learn, run_shard);
  run_side_by_side(x, NULL, run_update);
  for (int k = 0; k < SHARDS; k++) x->shards[k]->n_touched = 0;
  run_side_by_side(x, NULL, run_pack);
  x->rate.step++;
}

/* ---- beginning, taking, keeping */

static void begin(moments *m, size_t n) {
  memcpy(m->value, m->mean, n * sizeof(float));
  memset(m->first, 0, n * sizeof(float));
  memset(m->second, 0, n * sizeof(float));
}

void net_begin(net_trainer *x, rate_plan rate) {
  for (uint32_t r = 0; r < x->n_rows; r++) catch_up(x, r);
  for (uint32_t i = 0; i < network_parameters(&x->shape); i++)
    begin(&x->parameters[i], parameter_floats(network_parameter(&x->shape, i)));
  begin(&x->rows, (size_t)x->n_rows * x->shape.embed);
  memset(x->row_step, 0, x->n_rows * sizeof *x->row_step);
  x->rate = rate;
  x->rate.step = 0;
  network_weights_pack(&x->w);
}

casus_status net_write(net_trainer *x, bool narrow, casus_error *error) {
  trainer *t = x->t;
  float *values[PARAMETERS_MAX];
  t->parts[PART_ROWS].len = t->parts[PART_NETWORK].len = 0;
  for (uint32_t r = 0; r < x->n_rows; r++) catch_up(x, r);
  for (uint32_t i = 0; i < network_parameters(&x->shape); i++) values[i] = x->parameters[i].mean;
  casus_status status = byte_rows_pack(x->rows.mean, x->n_rows, x->shape.embed, t->n_forms, &t->parts[PART_ROWS], error);
  return status == CASUS_OK ? network_pack(&x->shape, values, narrow, &t->parts[PART_NETWORK], error) : status;
}

static bool same_shape(const network_shape *a, const network_shape *b) {
  bool same = a->embed == b->embed && a->vector == b->vector && a->arc == b->arc && a->rel == b->rel && a->n_tags == b->n_tags &&
              a->n_labels == b->n_labels && a->n_rels == b->n_rels && a->n_layers == b->n_layers;
  return same && memcmp(a->layers, b->layers, a->n_layers * sizeof *a->layers) == 0;
}

static float value_at(const network *g, uint32_t number, uint32_t row, uint32_t column) {
  parameter_shape p = network_parameter(&g->shape, number);
  if (!p.matrix) return g->values[number][column];
  if (!g->values[number]) return byte_matrix_at(&g->bytes[number], row, column);
  return g->values[number][((size_t)(column / PANEL) * p.rows + row) * PANEL + column % PANEL];
}

static void take_values(net_trainer *x, const network *g, const byte_rows *rows) {
  for (uint32_t i = 0; i < network_parameters(&x->shape); i++) {
    parameter_shape p = network_parameter(&x->shape, i);
    float *to = x->parameters[i].mean;
    for (uint32_t r = 0; r < p.rows; r++)
      for (uint32_t c = 0; c < p.columns; c++) to[(size_t)r * p.columns + c] = value_at(g, i, r, c);
  }
  memset(x->rows.mean, 0, (size_t)x->n_rows * x->shape.embed * sizeof(float));
  memset(x->row_step, 0, x->n_rows * sizeof *x->row_step);
  x->rate.step = 0;
  for (uint32_t r = 0; r < x->n_rows; r++)
    vector_add_bytes(x->rows.mean + (size_t)r * rows->width, rows->bytes + (size_t)r * rows->width, rows->scales[r], rows->width);
}

casus_status net_take(net_trainer *x, const char *path, casus_error *error) {
  file_map map;
  grammar *g = NULL;
  casus_status status = file_open_map(path, WEIGHTS_BYTES_MAX, &map, error);
  if (status != CASUS_OK) return status;
  status = grammar_open(map.bytes, str_of(path), &g, error);
  if (status == CASUS_OK && (!same_shape(&g->net.shape, &x->shape) || g->rows.n != x->n_rows))
    status = error_set(error, CASUS_DATA, "%s has a network of another shape", path);
  if (status == CASUS_OK) take_values(x, &g->net, &g->rows);
  grammar_close(g);
  file_unmap(&map);
  return status;
}

/* ---- opening and closing */

static bool open_moments(moments *m, float *value, size_t n) {
  m->value = value ? value : calloc(n + 1, sizeof(float));
  m->first = calloc(n + 1, sizeof(float));
  m->second = calloc(n + 1, sizeof(float));
  m->mean = calloc(n + 1, sizeof(float));
  if (!m->value || !m->first || !m->second || !m->mean) return false;
  memcpy(m->mean, m->value, n * sizeof(float));
  return true;
}

static void close_moments(moments *m, bool own_value) {
  if (own_value) free(m->value);
  free(m->first);
  free(m->second);
  free(m->mean);
}

static bool open_shard(net_trainer *x, uint32_t number) {
  shard *s = x->shards[number] = calloc(1, sizeof *s);
  if (!s || !network_shard_open(&s->net, &x->shape, SHARD_ROOM)) return false;
  s->random = hash_mix(x->t->options->seed * 8 + number + 1) | 1;
  s->masks = malloc(mask_width(&x->shape) * SHARD_ROOM * sizeof *s->masks);
  s->row_gradient = malloc((size_t)x->n_rows * x->shape.embed * sizeof *s->row_gradient);
  s->touched = calloc(x->n_rows, 1);
  s->touched_list = malloc(x->n_rows * sizeof *s->touched_list);
  return s->masks && s->row_gradient && s->touched && s->touched_list;
}

static void close_shard(shard *s) {
  if (!s) return;
  network_shard_close(&s->net);
  free(s->masks);
  free(s->row_gradient);
  free(s->touched);
  free(s->touched_list);
  free(s);
}

static casus_status open_vectors(net_trainer *x, casus_error *error) {
  str section = buffer_str(&x->t->parts[PART_VECTORS]);
  byte_rows r;
  char *copy = aligned_alloc(WEIGHTS_ALIGNMENT, (section.len + WEIGHTS_ALIGNMENT) / WEIGHTS_ALIGNMENT * WEIGHTS_ALIGNMENT);
  if (!copy) return error_set(error, CASUS_MEMORY, "no memory for word vectors");
  memcpy(copy, section.ptr, section.len);
  casus_status status = byte_rows_open((str){copy, section.len}, "vectors", &r, error);
  if (status == CASUS_OK) {
    x->n_vectors = r.n;
    x->shape.vector = r.width;
    x->vectors = calloc((size_t)r.n * r.width, sizeof *x->vectors);
    if (!x->vectors) status = error_set(error, CASUS_MEMORY, "no memory for word vectors");
    for (uint32_t i = 0; x->vectors && i < r.n; i++)
      vector_add_bytes(x->vectors + (size_t)i * r.width, r.bytes + (size_t)i * r.width, r.scales[i], r.width);
  }
  free(copy);
  return status;
}

static bool open_all(net_trainer *x) {
  trainer *t = x->t;
  uint64_t random = hash_mix(t->options->seed + 77) | 1;
  x->plan = row_plan_of(t->n_forms);
  x->n_rows = row_plan_rows(&x->plan);
  size_t cells = (size_t)x->n_rows * x->shape.embed;
  x->row_step = calloc(x->n_rows, sizeof *x->row_step);
  if (!x->row_step || !open_moments(&x->rows, NULL, cells) || !network_weights_open(&x->w, &x->shape, &random)) return false;
  for (size_t i = 0; i < cells; i++) x->rows.value[i] = x->rows.mean[i] = (net_unit(&random) - 0.5f) * 0.2f;
  bool good = true;
  for (uint32_t i = 0; i < network_parameters(&x->shape); i++)
    good = good && open_moments(&x->parameters[i], x->w.values[i], parameter_floats(network_parameter(&x->shape, i)));
  for (uint32_t k = 0; k < SHARDS; k++) good = good && open_shard(x, k);
  return good;
}

casus_status net_open(net_trainer *x, trainer *t, casus_error *error) {
  *x = (net_trainer){.t = t};
  casus_status status = open_vectors(x, error);
  if (status == CASUS_OK) status = read_shape(x, error);
  if (status == CASUS_OK && !open_all(x)) status = error_set(error, CASUS_MEMORY, "no memory for the network");
  return status;
}

void net_close(net_trainer *x) {
  for (int k = 0; k < SHARDS; k++) close_shard(x->shards[k]);
  for (uint32_t i = 0; i < PARAMETERS_MAX; i++) close_moments(&x->parameters[i], false);
  close_moments(&x->rows, true);
  network_weights_close(&x->w);
  free(x->row_step);
  free(x->vectors);
}
