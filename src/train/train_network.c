/* Trains the network on the treebanks: dropout, sentences dressed as headlines now and then; the mean of the weights along the
 * way is the result, and the best one on the development sets is kept. */
#include <stdlib.h>

#include "train/net_trainer.h"
#include "train/teachers.h"

enum { MENTION_MAX = 4, MENTIONS_MAX = 1 << 17, WARM_STEPS = 100, DRESSED_ONE_IN = 16, SCORED_TIMES = 10 };

static const float drop_vector = 0.05f, chance_exchanged = 0.3f;

/* Names of one kind and length, as they stand in the sentences. */
typedef struct {
  uint32_t sentence, at;
} mention_place;
typedef struct {
  mention_place *places;
  uint32_t n;
} mention_pool;

typedef struct {
  net_trainer net;
  float *form_drop;               /* how often the row of a form is left out: rare forms more */
  uint32_t *order, n_order, next; /* of an epoch: all sentences of the treebanks, and as many words of what teachers said */
  uint32_t n_gold, n_words;       /* sentences of the treebanks, which are the first of the corpus; their words */
  uint32_t *taught, n_taught, next_taught;
  mention_pool pools[ENTITY_COUNT][MENTION_MAX];
  double best;
} bank_trainer;

/* ---- data */

static uint16_t gold_head(const sentence *s, const word *w) {
  return w->head == NO_TOKEN ? 0 : (uint16_t)(w->head - s->first_token + 1);
}

static void add_sentence(bank_trainer *b, shard *s, uint32_t number) {
  trainer *t = b->net.t;
  const sentence *from = corpus_at(&t->c, number);
  const word *words = corpus_words(&t->c, number);
  uint32_t at = s->first[s->n_sentences];
  for (uint32_t k = 0; k < from->n_tokens; k++, at++) {
    const token_view *v = &t->views[k];
    s->tags[at] = trainer_gold_tags(t, number)[k];
    s->heads[at] = gold_head(from, &words[k]);
    s->rels[at] = words[k].rel;
    s->allowed[at] = corpus_allowed(&t->c, number)[k];
    s->n_rows[at] = (uint8_t)token_rows(&b->net.plan, v, s->token_rows[at]);
    if (net_unit(&s->random) < b->form_drop[s->token_rows[at][0]]) s->token_rows[at][0] = 0;
    bool known = net_unit(&s->random) >= drop_vector && v->entry.vector < b->net.n_vectors;
    net_fill(&b->net, s, at, known ? v->entry.vector : 0);
  }
  s->first[++s->n_sentences] = at;
}

/* ---- names in the places of others of their kind: the network is to know names by what stands around them and by the lists */

/* The kind of the name that begins at token k and its length; 0: none begins there. */
static uint32_t mention_at(const label_set *allowed, uint32_t k, uint32_t n, unsigned *kind) {
  for (unsigned e = 0; e < ENTITY_COUNT; e++) {
    if (!entity_is_name((uint8_t)e)) continue;
    if (allowed[k] & 1) return 0;
    if (allowed[k] & label_bit(entity_label(e, LABEL_SINGLE))) return *kind = e, 1;
    if (!(allowed[k] & label_bit(entity_label(e, LABEL_BEGIN)))) continue;
    for (uint32_t last = k + 1; last < n && !(allowed[last] & 1); last++)
      if (allowed[last] & label_bit(entity_label(e, LABEL_END))) return *kind = e, last + 1 - k;
  }
  return 0;
}

static bool gather_mentions(bank_trainer *b) {
  const corpus *c = &b->net.t->c;
  for (uint32_t i = 0; i < c->n_sentences; i++) {
    uint32_t n = corpus_at(c, i)->n_tokens, len;
    unsigned kind;
    for (uint32_t k = 0; k < n; k += len ? len : 1) {
      len = mention_at(corpus_allowed(c, i), k, n, &kind);
      if (!len || len > MENTION_MAX) continue;
      mention_pool *p = &b->pools[kind][len - 1];
      if (!p->places) p->places = malloc(MENTIONS_MAX * sizeof *p->places);
      if (!p->places) return false;
      if (p->n < MENTIONS_MAX) p->places[p->n++] = (mention_place){i, k};
    }
  }
  return true;
}

static void exchange(bank_trainer *b, const mention_pool *p, uint32_t len, token_view *views) {
  const corpus *c = &b->net.t->c;
  const mention_place *m = &p->places[random_next(&b->net.t->random) % p->n];
  token_view other[MENTION_MAX];
  sentence s = {.first_token = corpus_at(c, m->sentence)->first_token + m->at, .n_tokens = len};
  view_sentence(&b->net.t->g.lex, corpus_text(c, m->sentence), &s, other);
  for (uint32_t k = 0; k < len; k++) {
    const uint32_t placed = SHAPE_FIRST | SHAPE_TITLES;
    other[k].kind = (other[k].kind & ~placed) | (views[k].kind & placed);
    views[k] = other[k];
  }
}

static void exchange_names(bank_trainer *b, uint32_t number) {
  trainer *t = b->net.t;
  uint32_t n = corpus_at(&t->c, number)->n_tokens, len;
  unsigned kind;
  for (uint32_t k = 0; k < n; k += len ? len : 1) {
    len = mention_at(corpus_allowed(&t->c, number), k, n, &kind);
    if (!len || len > MENTION_MAX || net_unit(&t->random) >= chance_exchanged) continue;
    const mention_pool *p = &b->pools[kind][len - 1];
    if (p->n) exchange(b, p, len, t->views + k);
  }
}

static uint32_t next_batch(bank_trainer *b) {
  trainer *t = b->net.t;
  uint32_t all = 0;
  for (int k = 0; k < SHARDS; k++) {
    shard *s = b->net.shards[k];
    s->n_sentences = 0;
    while (b->next < b->n_order && s->first[s->n_sentences] < SHARD_TOKENS) {
      uint32_t number = b->order[b->next++];
      if (random_next(&t->random) % DRESSED_ONE_IN) trainer_look(t, number);
      else trainer_look_dressed(t, number);
      exchange_names(b, number);
      add_sentence(b, s, number);
    }
    s->net.pass.n_sentences = s->n_sentences;
    s->net.pass.n_tokens = s->first[s->n_sentences];
    s->net.pass.first = s->first;
    all += s->net.pass.n_tokens;
  }
  b->net.scale = all ? 1.0f / (float)all : 0;
  return all;
}

static void learn_shard(net_trainer *x, shard *s) {
  network_gold gold = {s->tags, s->allowed, s->heads, s->rels};
  net_draw_masks(&x->shape, s);
  network_learn(&x->w, &s->net, &gold, x->scale, &s->losses);
}

/* ---- scoring and keeping */

/* Scores the means and keeps the file where it is the best so far. */
static casus_status score(bank_trainer *b, uint32_t epoch, casus_error *error) {
  trainer *t = b->net.t;
  char path[4096], line[160] = "";
  snprintf(path, sizeof path, "%s.part", t->options->out_path);
  casus_status status = net_write(&b->net, !t->options->wide, error);
  if (status == CASUS_OK) status = trainer_write(t, path, line, error);
  if (status != CASUS_OK) return status;
  trainer_scores s = trainer_score(t, path);
  remove(path);
  report(t, "score\t%u\t%.2f\t%.2f\t%.2f", epoch, s.upos, s.las, s.entities);
  double all = s.las + 0.5 * s.upos + 0.2 * s.entities;
  if (s.known && all <= b->best) return CASUS_OK;
  b->best = all;
  if (s.known)
    snprintf(line, sizeof line, "EWT dev, gold tokens: UPOS %.2f LAS %.2f; UNER EWT dev: F1 %.2f", s.upos, s.las, s.entities);
  return trainer_write(t, t->options->out_path, line, error);
}

static void report_epoch(bank_trainer *b, uint32_t epoch, uint32_t n_tokens) {
  network_losses sum = {0};
  for (int k = 0; k < SHARDS; k++) {
    network_losses *l = &b->net.shards[k]->losses;
    sum.tags += l->tags, sum.labels += l->labels, sum.arcs += l->arcs, sum.rels += l->rels;
    *l = (network_losses){0};
  }
  double n = n_tokens;
  report(b->net.t, "epoch\t%u\t%.4f\t%.4f\t%.4f\t%.4f\t%.6f", epoch, sum.tags / n, sum.labels / n, sum.arcs / n, sum.rels / n,
         (double)net_rate(&b->net));
}

/* How many words of what teachers said go into an epoch: as many as the treebanks have, in the last third fewer and fewer. */
static uint32_t taught_words(const bank_trainer *b, uint32_t epoch) {
  uint32_t epochs = b->net.t->options->epochs, left = epochs - epoch + 1, third = epochs / 3;
  if (!b->n_taught) return 0;
  return left >= third ? b->n_words : b->n_words / 4 + (uint32_t)((uint64_t)b->n_words * 3 / 4 * left / third);
}

static uint32_t count_steps(const bank_trainer *b) {
  uint32_t steps = 0;
  for (uint32_t e = 1; e <= b->net.t->options->epochs; e++)
    steps += (b->n_words + taught_words(b, e)) / (SHARDS * (SHARD_TOKENS + 8)) + 1;
  return steps;
}

static void fill_order(bank_trainer *b, uint32_t epoch) {
  trainer *t = b->net.t;
  uint32_t words = 0, wanted = taught_words(b, epoch);
  b->n_order = 0;
  for (uint32_t i = 0; i < b->n_gold; i++)
    if (corpus_at(&t->c, i)->n_tokens) b->order[b->n_order++] = i;
  while (words < wanted) {
    if (b->next_taught == 0) random_shuffle(b->taught, b->n_taught, &t->random);
    uint32_t i = b->taught[b->next_taught++];
    if (b->next_taught == b->n_taught) b->next_taught = 0;
    words += corpus_at(&t->c, i)->n_tokens;
    b->order[b->n_order++] = i;
  }
  random_shuffle(b->order, b->n_order, &t->random);
}

static casus_status learn(bank_trainer *b, casus_error *error) {
  trainer *t = b->net.t;
  uint32_t epochs = t->options->epochs, every = epochs / SCORED_TIMES ? epochs / SCORED_TIMES : 1;
  uint32_t steps = count_steps(b);
  net_begin(
      &b->net,
      (rate_plan){.top = (float)(t->options->rate > 0 ? t->options->rate : TRAIN_RATE), .warm = WARM_STEPS, .n_steps = steps});
  report(t, "epoch\tnumber\ttags\tlabels\tarcs\trels\trate");
  report(t, "score\tepoch\tUPOS\tLAS\tentities");
  casus_status status = CASUS_OK;
  for (uint32_t e = 1; e <= epochs && status == CASUS_OK; e++) {
    uint32_t tokens = 0;
    fill_order(b, e);
    for (b->next = 0; b->next < b->n_order;) {
      tokens += next_batch(b);
      net_step(&b->net, learn_shard);
    }
    report_epoch(b, e, tokens);
    if (e % every == 0 || e == epochs) status = score(b, e, error);
  }
  return status;
}

/* ---- */

static bool count_forms(bank_trainer *b) {
  trainer *t = b->net.t;
  b->form_drop = calloc(t->n_forms + 1, sizeof *b->form_drop);
  b->order = malloc((t->c.n_sentences * 2 + 1) * sizeof *b->order);
  b->taught = malloc((t->c.n_sentences + 1) * sizeof *b->taught);
  if (!b->form_drop || !b->order || !b->taught || !gather_mentions(b)) return false;
  for (uint32_t i = 0; i < b->n_gold; i++) {
    uint32_t n = corpus_at(&t->c, i)->n_tokens, rows[TOKEN_ROWS_MAX];
    b->n_words += n;
    trainer_look(t, i);
    for (uint32_t k = 0; k < n; k++) {
      token_rows(&b->net.plan, &t->views[k], rows);
      b->form_drop[rows[0]]++;
    }
  }
  for (uint32_t i = b->n_gold; i < t->c.n_sentences; i++) b->taught[b->n_taught++] = i;
  for (uint32_t f = 1; f <= t->n_forms; f++) b->form_drop[f] = 0.02f + 1.0f / (1.0f + b->form_drop[f]);
  b->form_drop[0] = 0;
  return true;
}

/* What the teachers say, if there are any, comes behind the treebanks. */
static casus_status add_taught(bank_trainer *b, trainer *t, casus_error *error) {
  const char *const *paths = t->options->teachers;
  uint32_t n = 0;
  b->best = -1; /* the first is kept */
  b->n_gold = t->n_sentences;
  while (paths && paths[n]) n++;
  if (!n) return CASUS_OK;
  casus_status status = teachers_add(&t->c, paths, n, t->options->data_dir, error);
  if (status == CASUS_OK) status = corpus_finish(&t->c, error);
  if (status == CASUS_OK) status = trainer_find_tags(t, t->c.n_files - 1, error);
  report(t, "taught: %u sentences by %u teachers", t->c.n_sentences - b->n_gold, n);
  return status;
}

casus_status train_network(trainer *t, casus_error *error) {
  bank_trainer *b = calloc(1, sizeof *b);
  if (!b) return error_set(error, CASUS_MEMORY, "no memory for the network's trainer");
  casus_status status = add_taught(b, t, error);
  if (status == CASUS_OK) status = net_open(&b->net, t, error);
  if (status == CASUS_OK && !count_forms(b)) status = error_set(error, CASUS_MEMORY, "no memory for the network's trainer");
  if (status == CASUS_OK && t->options->start_from) status = net_take(&b->net, t->options->start_from, error);
  if (status == CASUS_OK) status = learn(b, error);
  net_close(&b->net);
  free(b->order);
  free(b->taught);
  for (int e = 0; e < ENTITY_COUNT; e++)
    for (int k = 0; k < MENTION_MAX; k++) free(b->pools[e][k].places);
  free(b->form_drop);
  free(b);
  return status;
}
