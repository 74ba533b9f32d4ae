/* Trains the network on the treebanks: Adam with a falling rate, dropout, two shards of each batch side by side, the mean of the
 * weights along the way as the result. */
#include <math.h>
#include <pthread.h>
#include <stdlib.h>

#include "train/network_back.h"
#include "train/trainer.h"

enum {
  SHARDS = 2, /* of each batch, whatever the number of threads: their gradients are added in order */
  SHARD_TOKENS = 400,
  SHARD_ROOM = SHARD_TOKENS + SENTENCE_TOKENS_MAX,
  WARM_STEPS = 400,
  DRESSED_ONE_IN = 16,
  SCORED_TIMES = 10
};

static const float rate_top = 2.5e-3f, keep_mean = 0.998f, beta_1 = 0.9f, beta_2 = 0.98f, epsilon = 1e-8f;
static const float drop_input = 0.2f, drop_layer = 0.25f, drop_heads = 0.33f, drop_vector = 0.05f;

/* A value with its moments and its mean along the way. */
typedef struct {
  float *value, *first, *second, *mean;
} moments;

/* One thread's share of a batch. */
typedef struct {
  network_shard net;
  uint32_t sentences[SHARD_ROOM], n_sentences, first[SHARD_ROOM + 1];
  uint32_t token_rows[SHARD_ROOM][TOKEN_ROWS_MAX];
  uint8_t n_rows[SHARD_ROOM];
  uint16_t tags[SHARD_ROOM], heads[SHARD_ROOM];
  uint8_t rels[SHARD_ROOM];
  label_set allowed[SHARD_ROOM];
  float *masks;        /* input, layers, heads, hidden */
  float *row_gradient; /* n_rows * embed */
  uint8_t *touched;
  uint32_t *touched_list, n_touched;
  uint64_t random;
  network_losses losses;
} shard;

typedef struct {
  trainer *t;
  network_shape shape;
  network_weights w;
  moments parameters[PARAMETERS_MAX], rows;
  uint32_t *row_step; /* of each row: the step of its last change */
  float *vectors;     /* as they are after rounding to bytes */
  uint32_t n_vectors, n_rows, step, n_steps;
  float *form_drop; /* how often the row of a form is left out: rare forms more */
  row_plan plan;
  shard *shards[SHARDS];
  uint32_t *order, n_order, next;
  float scale;
  double best;
} net_trainer;

static float unit(uint64_t *random) { return (float)(random_next(random) >> 40) / 16777216.0f; }

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

/* ---- data */

static uint16_t gold_head(const sentence *s, const word *w) {
  return w->head == NO_TOKEN ? 0 : (uint16_t)(w->head - s->first_token + 1);
}

static void add_sentence(net_trainer *x, shard *s, uint32_t number) {
  trainer *t = x->t;
  const sentence *from = corpus_at(&t->c, number);
  const word *words = corpus_words(&t->c, number);
  uint32_t at = s->first[s->n_sentences];
  for (uint32_t k = 0; k < from->n_tokens; k++) {
    s->tags[at + k] = trainer_gold_tags(t, number)[k];
    s->heads[at + k] = gold_head(from, &words[k]);
    s->rels[at + k] = words[k].rel;
    s->allowed[at + k] = corpus_allowed(&t->c, number)[k];
  }
  s->sentences[s->n_sentences++] = number;
  s->first[s->n_sentences] = at + from->n_tokens;
}

/* Sums of rows and vectors of the tokens [at, at + n), whose views stand in t->views. */
static void add_rows(net_trainer *x, shard *s, uint32_t at, uint32_t n) {
  uint32_t embed = x->shape.embed, vector = x->shape.vector;
  for (uint32_t k = 0; k < n; k++) {
    const token_view *v = &x->t->views[k];
    uint32_t *rows = s->token_rows[at + k], count = token_rows(&x->plan, v, rows);
    if (unit(&s->random) < x->form_drop[rows[0]]) rows[0] = 0;
    s->n_rows[at + k] = (uint8_t)count;
    float *input = s->net.pass.input + (size_t)(at + k) * embed;
    memset(input, 0, embed * sizeof *input);
    for (uint32_t r = 0; r < count; r++) {
      const float *row = x->rows.value + (size_t)rows[r] * embed;
      for (uint32_t i = 0; i < embed; i++) input[i] += row[i];
    }
    uint32_t number = unit(&s->random) < drop_vector || v->entry.vector >= x->n_vectors ? 0 : v->entry.vector;
    memcpy(s->net.pass.vectors + (size_t)(at + k) * vector, x->vectors + (size_t)number * vector, vector * sizeof(float));
  }
}

static void next_batch(net_trainer *x) {
  trainer *t = x->t;
  uint32_t all = 0;
  for (int k = 0; k < SHARDS; k++) {
    shard *s = x->shards[k];
    s->n_sentences = 0;
    while (x->next < x->n_order && s->first[s->n_sentences] < SHARD_TOKENS) {
      uint32_t number = x->order[x->next++], at = s->first[s->n_sentences], n = corpus_at(&t->c, number)->n_tokens;
      if (random_next(&t->random) % DRESSED_ONE_IN) trainer_look(t, number);
      else trainer_look_dressed(t, number);
      add_sentence(x, s, number);
      add_rows(x, s, at, n);
    }
    s->net.pass.n_sentences = s->n_sentences;
    s->net.pass.n_tokens = s->first[s->n_sentences];
    s->net.pass.first = s->first;
    all += s->net.pass.n_tokens;
  }
  x->scale = all ? 1.0f / (float)all : 0;
}

/* ---- a step */

/* Factors 0 or 1 / (1 - p), sixteen bits of chance each. */
static void draw_mask(float *mask, size_t n, float p, uint64_t *random) {
  uint64_t bits = 0, limit = (uint64_t)(p * 65536.0f);
  float keep = 1.0f / (1.0f - p);
  for (size_t i = 0; i < n; i++) {
    if (i % 4 == 0) bits = random_next(random);
    mask[i] = (bits & 0xFFFF) < limit ? 0 : keep;
    bits >>= 16;
  }
}

static void draw_masks(const network_shape *g, shard *s) {
  size_t n = s->net.pass.n_tokens;
  float *at = s->masks;
  s->net.pass.input_mask = at;
  draw_mask(at, n * g->embed, drop_input, &s->random);
  at += n * g->embed;
  for (uint32_t i = 0; i < g->n_layers; i++) {
    s->net.pass.layer_masks[i] = at;
    draw_mask(at, n * g->layers[i].out, drop_layer, &s->random);
    at += n * g->layers[i].out;
  }
  s->net.pass.heads_mask = at;
  draw_mask(at, n * heads_width(g), drop_heads, &s->random);
  at += n * heads_width(g);
  s->net.hidden_mask = at;
  draw_mask(at, n * g->rel, drop_heads, &s->random);
}

static size_t masks_room(const network_shape *g) {
  size_t wide = g->embed + heads_width(g) + g->rel;
  for (uint32_t i = 0; i < g->n_layers; i++) wide += g->layers[i].out;
  return wide * SHARD_ROOM;
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
  int number;
} shard_job;

static void *run_shard(void *data) {
  const shard_job *job = data;
  net_trainer *x = job->x;
  shard *s = x->shards[job->number];
  network_shard_clear(&s->net, &x->shape);
  if (!s->net.pass.n_tokens) return NULL;
  network_gold gold = {s->tags, s->allowed, s->heads, s->rels};
  draw_masks(&x->shape, s);
  network_learn(&x->w, &s->net, &gold, x->scale, &s->losses);
  add_row_gradients(x, s);
  return NULL;
}

static void run_shards(net_trainer *x) {
  pthread_t threads[SHARDS];
  shard_job jobs[SHARDS];
  bool started[SHARDS] = {false};
  for (int k = 0; k < SHARDS; k++) {
    jobs[k] = (shard_job){x, k};
    started[k] = k && pthread_create(&threads[k], NULL, run_shard, &jobs[k]) == 0;
  }
  for (int k = 0; k < SHARDS; k++)
    if (!started[k]) run_shard(&jobs[k]);
  for (int k = 0; k < SHARDS; k++)
    if (started[k]) pthread_join(threads[k], NULL);
}

static float rate_of(const net_trainer *x) {
  if (x->step < WARM_STEPS) return rate_top * (float)(x->step + 1) / WARM_STEPS;
  float left = 1.0f - (float)x->step / (float)x->n_steps;
  return rate_top * (left > 0.01f ? left : 0.01f);
}

/* base^n by squaring, the same everywhere. */
static float power(float base, uint32_t n) {
  float p = 1;
  for (; n; n >>= 1, base *= base)
    if (n & 1) p *= base;
  return p;
}

static void adam(const moments *m, size_t at, const float *gradient, size_t n, float rate) {
  float *value = m->value + at, *first = m->first + at, *second = m->second + at;
  for (size_t i = 0; i < n; i++) {
    float g = gradient[i];
    first[i] = beta_1 * first[i] + (1 - beta_1) * g;
    second[i] = beta_2 * second[i] + (1 - beta_2) * g * g;
    value[i] -= rate * first[i] / (sqrtf(second[i]) + epsilon);
  }
}

static void follow(const moments *m, size_t at, size_t n, float keep) {
  for (size_t i = at; i < at + n; i++) m->mean[i] = m->value[i] + (m->mean[i] - m->value[i]) * keep;
}

/* A row's mean is brought up to date when the row is about to change. */
static void catch_up(net_trainer *x, uint32_t row) {
  uint32_t embed = x->shape.embed;
  follow(&x->rows, (size_t)row * embed, embed, power(keep_mean, x->step - x->row_step[row]));
  x->row_step[row] = x->step;
}

static void update_rows(net_trainer *x, float rate) {
  uint32_t embed = x->shape.embed;
  for (int k = 0; k < SHARDS; k++) {
    shard *s = x->shards[k];
    for (uint32_t i = 0; i < s->n_touched; i++) {
      uint32_t row = s->touched_list[i];
      float *gradient = s->row_gradient + (size_t)row * embed;
      if (!s->touched[row]) continue; /* done with an earlier shard */
      for (int other = k + 1; other < SHARDS; other++) {
        shard *o = x->shards[other];
        if (!o->touched[row]) continue;
        for (uint32_t j = 0; j < embed; j++) gradient[j] += o->row_gradient[(size_t)row * embed + j];
        o->touched[row] = 0;
      }
      s->touched[row] = 0;
      catch_up(x, row);
      adam(&x->rows, (size_t)row * embed, gradient, embed, rate);
    }
    s->n_touched = 0;
  }
}

static void take_step(net_trainer *x) {
  run_shards(x);
  float rate = rate_of(x);
  uint32_t t = x->step + 1;
  if (t < 2000) rate *= sqrtf(1 - power(beta_2, t)) / (1 - power(beta_1, t));
  for (uint32_t i = 0; i < network_parameters(&x->shape); i++) {
    size_t n = parameter_floats(network_parameter(&x->shape, i));
    float *sum = x->shards[0]->net.gradients[i];
    for (int k = 1; k < SHARDS; k++)
      for (size_t j = 0; j < n; j++) sum[j] += x->shards[k]->net.gradients[i][j];
    adam(&x->parameters[i], 0, sum, n, rate);
    follow(&x->parameters[i], 0, n, keep_mean);
  }
  update_rows(x, rate);
  network_weights_pack(&x->w);
  x->step++;
}

/* ---- scoring and keeping */

static casus_status write_means(net_trainer *x, const char *path, const char *scores, casus_error *error) {
  trainer *t = x->t;
  float *values[PARAMETERS_MAX];
  t->parts[PART_ROWS].len = t->parts[PART_NETWORK].len = 0;
  for (uint32_t r = 0; r < x->n_rows; r++) catch_up(x, r);
  for (uint32_t i = 0; i < network_parameters(&x->shape); i++) values[i] = x->parameters[i].mean;
  casus_status status = byte_rows_pack(x->rows.mean, x->n_rows, x->shape.embed, t->n_forms, &t->parts[PART_ROWS], error);
  if (status == CASUS_OK) status = network_pack(&x->shape, values, &t->parts[PART_NETWORK], error);
  return status == CASUS_OK ? trainer_write(t, path, scores, error) : status;
}

/* Scores the means and keeps the file where it is the best so far. */
static casus_status score(net_trainer *x, uint32_t epoch, casus_error *error) {
  char path[4096], line[160] = "";
  snprintf(path, sizeof path, "%s.part", x->t->options->out_path);
  casus_status status = write_means(x, path, "", error);
  if (status != CASUS_OK) return status;
  trainer_scores s = trainer_score(x->t, path);
  if (s.known)
    snprintf(line, sizeof line, "EWT dev, gold tokens: UPOS %.2f LAS %.2f; UNER EWT dev: F1 %.2f", s.upos, s.las, s.entities);
  report(x->t, "score\t%u\t%.2f\t%.2f\t%.2f", epoch, s.upos, s.las, s.entities);
  double all = s.las + 0.5 * s.upos + 0.2 * s.entities;
  remove(path);
  if (s.known && all <= x->best) return CASUS_OK;
  x->best = all;
  return write_means(x, x->t->options->out_path, line, error);
}

static void report_epoch(net_trainer *x, uint32_t epoch, uint32_t n_tokens) {
  network_losses sum = {0};
  for (int k = 0; k < SHARDS; k++) {
    const network_losses *l = &x->shards[k]->losses;
    sum.tags += l->tags, sum.labels += l->labels, sum.arcs += l->arcs, sum.rels += l->rels;
    x->shards[k]->losses = (network_losses){0};
  }
  double n = n_tokens;
  report(x->t, "epoch\t%u\t%.4f\t%.4f\t%.4f\t%.4f\t%.6f", epoch, sum.tags / n, sum.labels / n, sum.arcs / n, sum.rels / n,
         (double)rate_of(x));
}

static casus_status learn(net_trainer *x, casus_error *error) {
  uint32_t epochs = x->t->options->epochs, every = epochs / SCORED_TIMES ? epochs / SCORED_TIMES : 1;
  x->n_steps = epochs * (x->t->c.n_words / (SHARDS * (SHARD_TOKENS + 8)) + 1);
  report(x->t, "epoch\tnumber\ttags\tlabels\tarcs\trels\trate");
  report(x->t, "score\tepoch\tUPOS\tLAS\tentities");
  casus_status status = CASUS_OK;
  for (uint32_t e = 1; e <= epochs && status == CASUS_OK; e++) {
    uint32_t tokens = 0;
    random_shuffle(x->order, x->n_order, &x->t->random);
    for (x->next = 0; x->next < x->n_order;) {
      next_batch(x);
      take_step(x);
      for (int k = 0; k < SHARDS; k++) tokens += x->shards[k]->net.pass.n_tokens;
    }
    report_epoch(x, e, tokens);
    if (e % every == 0 || e == epochs) status = score(x, e, error);
  }
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

static void close_moments(moments *m, bool own) {
  if (own) free(m->value);
  free(m->first);
  free(m->second);
  free(m->mean);
}

static bool open_shard(net_trainer *x, int number) {
  shard *s = x->shards[number] = calloc(1, sizeof *s);
  if (!s || !network_shard_open(&s->net, &x->shape, SHARD_ROOM)) return false;
  s->random = hash_mix(x->t->options->seed * 8 + (uint64_t)number + 1) | 1;
  s->masks = malloc(masks_room(&x->shape) * sizeof *s->masks);
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

static bool count_forms(net_trainer *x) {
  trainer *t = x->t;
  x->form_drop = calloc(t->n_forms + 1, sizeof *x->form_drop);
  if (!x->form_drop) return false;
  for (uint32_t i = 0; i < t->c.n_sentences; i++) {
    trainer_look(t, i);
    for (uint32_t k = 0; k < corpus_at(&t->c, i)->n_tokens; k++) {
      uint32_t rows[TOKEN_ROWS_MAX];
      token_rows(&x->plan, &t->views[k], rows);
      x->form_drop[rows[0]]++;
    }
  }
  for (uint32_t f = 1; f <= t->n_forms; f++) x->form_drop[f] = 0.02f + 1.0f / (1.0f + x->form_drop[f]);
  x->form_drop[0] = 0;
  return true;
}

static bool open_all(net_trainer *x) {
  trainer *t = x->t;
  uint64_t random = hash_mix(t->options->seed + 77) | 1;
  x->plan = row_plan_of(t->n_forms);
  x->n_rows = row_plan_rows(&x->plan);
  size_t cells = (size_t)x->n_rows * x->shape.embed;
  float *rows = malloc(cells * sizeof *rows);
  x->row_step = calloc(x->n_rows, sizeof *x->row_step);
  x->order = malloc(t->c.n_sentences * sizeof *x->order);
  if (!rows || !x->row_step || !x->order || !count_forms(x) || !network_weights_open(&x->w, &x->shape, &random)) {
    free(rows);
    return false;
  }
  for (size_t i = 0; i < cells; i++) rows[i] = (unit(&random) - 0.5f) * 0.2f;
  for (uint32_t i = 0; i < t->c.n_sentences; i++)
    if (corpus_at(&t->c, i)->n_tokens) x->order[x->n_order++] = i;
  bool good = open_moments(&x->rows, rows, cells);
  for (uint32_t i = 0; i < network_parameters(&x->shape); i++)
    good = good && open_moments(&x->parameters[i], x->w.values[i], parameter_floats(network_parameter(&x->shape, i)));
  for (int k = 0; k < SHARDS; k++) good = good && open_shard(x, k);
  return good;
}

static void close_all(net_trainer *x) {
  for (int k = 0; k < SHARDS; k++) close_shard(x->shards[k]);
  for (uint32_t i = 0; i < PARAMETERS_MAX; i++) close_moments(&x->parameters[i], false);
  close_moments(&x->rows, true);
  network_weights_close(&x->w);
  free(x->row_step);
  free(x->order);
  free(x->form_drop);
  free(x->vectors);
}

casus_status train_network(trainer *t, casus_error *error) {
  net_trainer *x = calloc(1, sizeof *x);
  if (!x) return error_set(error, CASUS_MEMORY, "no memory for the network's trainer");
  x->t = t;
  x->best = -1;
  for (uint32_t f = 0; f < t->c.n_files; f++) corpus_settle_labels(&t->c, f, &t->g.lex);
  casus_status status = open_vectors(x, error);
  if (status == CASUS_OK) status = read_shape(x, error);
  if (status == CASUS_OK && !open_all(x)) status = error_set(error, CASUS_MEMORY, "no memory for the network");
  if (status == CASUS_OK) status = learn(x, error);
  close_all(x);
  free(x);
  return status;
}
