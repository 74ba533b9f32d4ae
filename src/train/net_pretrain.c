/* Before the treebanks: the encoder reads raw news in which some words are hidden and some exchanged for others that go with
 * their left neighbour. It guesses the vectors of those words (after Devlin et al. 2019) and judges which words were exchanged
 * (after Clark et al. 2020). What it learns of language so stays in rows and layers. */
#include <math.h>
#include <stdlib.h>

#include "train/net_trainer.h"
#include "train/raw_text.h"

enum { NEGATIVES = 255, SHORTEST = 4, LONGEST = 120, WARM_STEPS = 1000, REPORTED = 1000, WAS = 0, EXCHANGED = 1, HIDDEN = 2 };

static const float rate_top = 2e-3f, chance_changed = 0.18f, chance_hidden = 0.65f, vector_unit = 0.3f;

/* What one shard's words are to be. */
typedef struct {
  uint32_t where[SHARD_ROOM], n_targets;
  uint8_t judged[SHARD_ROOM];
  float *targets, *negatives, *logits, *gradient;
  float target_weights[SHARD_ROOM], negative_weights[NEGATIVES];
} guess_room;

typedef struct {
  net_trainer *x;
  raw_words raw;
  uint32_t *words;             /* number of each word's form; UINT32_MAX at the end of a sentence */
  uint32_t *order, n_order;    /* first words of sentences */
  uint32_t *first_of, *places; /* where each form stands: places[first_of[form] .. first_of[form + 1]) */
  float *vector_log;           /* by vector: log of how often it is drawn */
  moments guess;
  float *packed, *turned;
  guess_room *rooms[SHARDS];
  uint32_t next;
} raw_trainer;

#define SENTENCE_END UINT32_MAX

/* ---- data */

static casus_status read_words(raw_trainer *r, casus_error *error) {
  trainer *t = r->x->t;
  if (!raw_open(&r->raw, true)) return error_set(error, CASUS_MEMORY, "no memory for raw text");
  casus_status status = raw_add_folder(&r->raw, t->options->data_dir, error);
  for (uint32_t f = 0; f < 2 && f < t->c.n_files; f++) raw_add_text(&r->raw, &t->c.files[f].t);
  if (status == CASUS_OK && r->raw.failed) status = error_set(error, CASUS_MEMORY, "no memory for raw text");
  return status;
}

static bool number_words(raw_trainer *r) {
  size_t n = r->raw.n_words, forms = r->raw.n_forms;
  r->words = malloc((n + 1) * sizeof *r->words);
  r->order = malloc((n + 1) * sizeof *r->order);
  r->places = malloc((n + 1) * sizeof *r->places);
  r->first_of = calloc(forms + 2, sizeof *r->first_of);
  if (!r->words || !r->order || !r->places || !r->first_of || n >= UINT32_MAX) return false;
  uint32_t from = 0;
  for (uint32_t i = 0; i < n; i++) {
    bool end = r->raw.words[i] == RAW_SENTENCE_END;
    r->words[i] = end ? SENTENCE_END : raw_find(&r->raw, r->raw.words[i])->number;
    if (!end) r->first_of[r->words[i] + 1]++;
    if (end && i - from >= SHORTEST && i - from <= LONGEST) r->order[r->n_order++] = from;
    if (end) from = i + 1;
  }
  for (size_t f = 0; f < forms; f++) r->first_of[f + 1] += r->first_of[f];
  for (uint32_t i = 0; i < n; i++)
    if (r->words[i] != SENTENCE_END) r->places[r->first_of[r->words[i]]++] = i;
  for (size_t f = forms; f > 0; f--) r->first_of[f] = r->first_of[f - 1];
  r->first_of[0] = 0;
  return true;
}

static uint32_t vector_of(const raw_trainer *r, uint32_t form) {
  uint32_t v = r->raw.views[form].entry.vector;
  return v < r->x->n_vectors ? v : 0;
}

/* Half of the negatives come from the text, half from the list of words. */
static bool weigh_vectors(raw_trainer *r) {
  net_trainer *x = r->x;
  double *counts = calloc(x->n_vectors, sizeof *counts), all = 1;
  r->vector_log = malloc(x->n_vectors * sizeof *r->vector_log);
  if (!counts || !r->vector_log) return false;
  for (size_t f = 0; f < r->raw.n_forms; f++) view_entry(&x->t->g.lex, &r->raw.views[f]);
  for (size_t f = 0; f < r->raw.n_forms; f++) {
    double n = r->first_of[f + 1] - r->first_of[f];
    counts[vector_of(r, (uint32_t)f)] += n;
    all += n;
  }
  for (uint32_t v = 0; v < x->n_vectors; v++) r->vector_log[v] = (float)log(0.5 * counts[v] / all + 0.5 / (double)x->n_vectors);
  free(counts);
  return true;
}

/* A word that followed the one before somewhere else. */
static uint32_t other_word(const raw_trainer *r, uint32_t at, bool first, uint64_t *random) {
  uint32_t place;
  if (first) {
    place = r->order[random_next(random) % r->n_order];
  } else {
    uint32_t before = r->words[at - 1], from = r->first_of[before], n = r->first_of[before + 1] - from;
    place = r->places[from + random_next(random) % n] + 1;
  }
  return r->words[place] == SENTENCE_END ? r->words[at] : r->words[place];
}

static void show_word(const raw_trainer *r, shard *s, uint32_t at, uint32_t form, bool first) {
  token_view v = r->raw.views[form];
  if (first) v.kind |= SHAPE_FIRST;
  s->n_rows[at] = (uint8_t)token_rows(&r->x->plan, &v, s->token_rows[at]);
  net_fill(r->x, s, at, vector_of(r, form));
}

static void hide_word(const raw_trainer *r, shard *s, uint32_t at) {
  s->token_rows[at][0] = 0;
  s->n_rows[at] = 1;
  net_fill(r->x, s, at, 0);
}

static void add_target(const raw_trainer *r, guess_room *q, uint32_t at, uint32_t form) {
  uint32_t v = vector_of(r, form), dim = r->x->shape.vector;
  if (!v) return;
  for (uint32_t i = 0; i < dim; i++)
    q->targets[(size_t)q->n_targets * dim + i] = vector_unit * r->x->vectors[(size_t)v * dim + i];
  q->target_weights[q->n_targets] = r->vector_log[v];
  q->where[q->n_targets++] = at;
}

static void add_word(const raw_trainer *r, shard *s, guess_room *q, uint32_t at, uint32_t place, bool first) {
  uint32_t form = r->words[place];
  q->judged[at] = WAS;
  if (net_unit(&s->random) >= chance_changed) {
    show_word(r, s, at, form, first);
    return;
  }
  add_target(r, q, at, form);
  if (net_unit(&s->random) < chance_hidden) {
    q->judged[at] = HIDDEN;
    hide_word(r, s, at);
    return;
  }
  uint32_t other = other_word(r, place, first, &s->random);
  q->judged[at] = other == form ? WAS : EXCHANGED;
  show_word(r, s, at, other, first);
}

static void draw_negatives(const raw_trainer *r, shard *s, guess_room *q) {
  uint32_t dim = r->x->shape.vector;
  for (uint32_t k = 0; k < NEGATIVES; k++) {
    uint32_t word_number = SENTENCE_END, v = (uint32_t)(random_next(&s->random) % r->x->n_vectors);
    while (k % 2 && word_number == SENTENCE_END) word_number = r->words[random_next(&s->random) % r->raw.n_words];
    if (word_number != SENTENCE_END) v = vector_of(r, word_number);
    for (uint32_t i = 0; i < dim; i++) q->negatives[(size_t)k * dim + i] = vector_unit * r->x->vectors[(size_t)v * dim + i];
    q->negative_weights[k] = r->vector_log[v];
  }
}

/* Runs in the shard's thread: all it reads stands still meanwhile. */
static void read_shard(const raw_trainer *r, shard *s, guess_room *q, const uint32_t *sentences, uint32_t n) {
  uint32_t at = 0;
  q->n_targets = 0;
  for (uint32_t k = 0; k < n; k++) {
    s->first[k] = at;
    for (uint32_t place = sentences[k]; r->words[place] != SENTENCE_END; place++)
      add_word(r, s, q, at++, place, place == sentences[k]);
  }
  s->first[n] = at;
  draw_negatives(r, s, q);
}

/* ---- learning */

static void learn_shard(net_trainer *x, shard *s, uint32_t number) {
  raw_trainer *r = x->context;
  guess_room *q = r->rooms[number];
  read_shard(r, s, q, r->order + r->next + (number ? r->x->shards[0]->n_sentences : 0), s->n_sentences);
  memset(q->gradient, 0, (size_t)network_width(&x->shape) * guess_width(x->shape.vector) * sizeof *q->gradient);
  network_guess guess = {.dim = x->shape.vector,
                         .packed = r->packed,
                         .turned = r->turned,
                         .gradient = q->gradient,
                         .n_targets = q->n_targets,
                         .n_negatives = NEGATIVES,
                         .where = q->where,
                         .targets = q->targets,
                         .negatives = q->negatives,
                         .target_weights = q->target_weights,
                         .negative_weights = q->negative_weights,
                         .judged = q->judged,
                         .logits = q->logits};
  network_learn_guess(&x->w, &s->net, &guess, x->scale, &s->losses);
}

static uint32_t length_at(const raw_trainer *r, uint32_t from) {
  uint32_t n = 0;
  while (r->words[from + n] != SENTENCE_END) n++;
  return n;
}

static uint32_t next_batch(raw_trainer *r) {
  uint32_t all = 0, at = r->next;
  for (int k = 0; k < SHARDS; k++) {
    shard *s = r->x->shards[k];
    uint32_t tokens = 0;
    for (s->n_sentences = 0; at < r->n_order && tokens < SHARD_TOKENS; at++, s->n_sentences++)
      tokens += length_at(r, r->order[at]);
    s->net.pass.n_sentences = s->n_sentences;
    s->net.pass.n_tokens = tokens;
    s->net.pass.first = s->first;
    s->net.pass.input_mask = s->net.pass.heads_mask = s->net.hidden_mask = NULL;
    for (int i = 0; i < LAYERS_MAX; i++) s->net.pass.layer_masks[i] = NULL;
    all += tokens;
  }
  r->x->scale = all ? 1.0f / (float)all : 0;
  return at;
}

static void pack_guess(raw_trainer *r) {
  uint32_t width = network_width(&r->x->shape), wide = guess_width(r->x->shape.vector);
  matrix_pack(r->guess.value, wide, 1, width, wide, r->packed);
  matrix_pack(r->guess.value, 1, wide, wide, width, r->turned);
}

static void report_losses(raw_trainer *r, uint32_t round, uint32_t step, uint64_t *targets, uint64_t *tokens) {
  double guessed = 0, judged = 0;
  for (int k = 0; k < SHARDS; k++) {
    guessed += r->x->shards[k]->losses.tags;
    judged += r->x->shards[k]->losses.labels;
    r->x->shards[k]->losses = (network_losses){0};
  }
  report(r->x->t, "raw\t%u\t%u\t%.4f\t%.4f\t%.6f", round, step, guessed / (double)*targets, judged / (double)*tokens,
         (double)net_rate(r->x));
  *targets = *tokens = 0;
}

static void learn_round(raw_trainer *r, uint32_t round) {
  net_trainer *x = r->x;
  uint64_t targets = 0, tokens = 0;
  random_shuffle(r->order, r->n_order, &x->t->random);
  size_t n = (size_t)network_width(&x->shape) * guess_width(x->shape.vector);
  for (r->next = 0; r->next < r->n_order;) {
    uint32_t end = next_batch(r);
    moments *m = &r->guess;
    net_step(x, learn_shard);
    for (uint32_t k = 0; k < SHARDS; k++) {
      targets += r->rooms[k]->n_targets;
      tokens += x->shards[k]->net.pass.n_tokens;
      for (size_t i = 0; k && x->shards[k]->n_sentences && i < n; i++) r->rooms[0]->gradient[i] += r->rooms[k]->gradient[i];
    }
    net_adam(x, m, r->rooms[0]->gradient, n);
    pack_guess(r);
    r->next = end;
    if (x->rate.step % REPORTED == 0) report_losses(r, round, x->rate.step, &targets, &tokens);
  }
}

/* ---- */

static bool open_rooms(raw_trainer *r) {
  const network_shape *s = &r->x->shape;
  size_t n = (size_t)network_width(s) * guess_width(s->vector);
  r->packed = malloc(n * sizeof *r->packed);
  r->turned = malloc(guess_width(s->vector) * (size_t)padded(network_width(s)) * sizeof *r->turned);
  bool good = r->packed && r->turned && net_moments_open(&r->guess, NULL, n) && s->vector <= s->rel;
  uint64_t random = hash_mix(r->x->t->options->seed + 5) | 1;
  for (size_t i = 0; good && i < n; i++) r->guess.value[i] = (net_unit(&random) - 0.5f) * 0.1f;
  for (int k = 0; k < SHARDS; k++) {
    guess_room *q = r->rooms[k] = calloc(1, sizeof *q);
    if (!q) return false;
    q->targets = malloc((size_t)SHARD_ROOM * s->vector * sizeof(float));
    q->negatives = malloc((size_t)NEGATIVES * s->vector * sizeof(float));
    q->logits = malloc((size_t)SHARD_ROOM * padded(NEGATIVES + 1) * sizeof(float));
    q->gradient = malloc(n * sizeof(float));
    good = good && q->targets && q->negatives && q->logits && q->gradient;
  }
  if (good) pack_guess(r);
  return good;
}

static void close_rooms(raw_trainer *r) {
  for (int k = 0; k < SHARDS; k++) {
    guess_room *q = r->rooms[k];
    if (!q) continue;
    free(q->targets);
    free(q->negatives);
    free(q->logits);
    free(q->gradient);
    free(q);
  }
  net_moments_close(&r->guess, true);
  raw_close(&r->raw);
  free(r->packed);
  free(r->turned);
  free(r->words);
  free(r->order);
  free(r->places);
  free(r->first_of);
  free(r->vector_log);
}

casus_status net_pretrain(net_trainer *x, casus_error *error) {
  raw_trainer r = {.x = x};
  uint32_t rounds = x->t->options->raw_rounds;
  casus_status status = read_words(&r, error);
  if (status == CASUS_OK && (!number_words(&r) || !weigh_vectors(&r) || !open_rooms(&r)))
    status = error_set(error, CASUS_MEMORY, "no memory for raw text");
  if (status == CASUS_OK) {
    uint32_t steps = rounds * (uint32_t)(r.raw.n_words / (SHARDS * (SHARD_TOKENS + 12)) + 1);
    report(x->t, "raw: %zu words, %u sentences", r.raw.n_words, r.n_order);
    report(x->t, "raw\tround\tstep\tguesses\tjudgements\trate");
    net_begin(x, (rate_plan){.top = rate_top, .warm = WARM_STEPS, .n_steps = steps});
    x->context = &r;
    for (uint32_t k = 1; k <= rounds; k++) learn_round(&r, k);
  }
  close_rooms(&r);
  return status;
}
