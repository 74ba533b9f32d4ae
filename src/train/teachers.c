/* Several networks look at the same sentences; their probabilities are added up, and the best tags, trees and labels of the sums
 * are kept. */
#include "train/teachers.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "train/raw_text.h"
#include "train/weights_use.h"

enum { SHORTEST = 5, LONGEST = 70, TOKENS_WANTED = 1600000 };

#define TEXT_MAX ((size_t)256 << 20)

static const char *const taught[] = {"wmt23_24_sents.txt.gz", "bbc2004.txt.gz", "wmt21_22_sents.txt.gz", "abc_australia.txt.gz",
                                     "reuters21578.txt.gz"};

typedef struct {
  weights_use use[TEACHERS_MAX];
  uint32_t n;
  float tags[SENTENCE_TOKENS_MAX][TAGS_MAX];
  float labels[SENTENCE_TOKENS_MAX * LABEL_COUNT];
  float rels[SENTENCE_TOKENS_MAX * (REL_COUNT + PANEL)];
  float *arcs;
  uint8_t chosen[SENTENCE_TOKENS_MAX];
} classroom;

/* Adds the probabilities of n scores. */
static void add_shares(const float *scores, uint32_t n, float *sums) {
  float shares[1024], most = scores[0], all = 0;
  for (uint32_t i = 1; i < n; i++) most = scores[i] > most ? scores[i] : most;
  for (uint32_t i = 0; i < n; i++) shares[i] = scores[i] - most;
  vector_exp(shares, n);
  for (uint32_t i = 0; i < n; i++) all += shares[i];
  for (uint32_t i = 0; i < n; i++) sums[i] += shares[i] / all;
}

static void log_all(float *x, size_t n) {
  for (size_t i = 0; i < n; i++) x[i] = logf(x[i] + 1e-12f);
}

static void teach_words(classroom *r, uint32_t from, uint32_t n, word *words, label_set *allowed) {
  const grammar *g = r->use[0].g;
  uint32_t wide = tags_width(&g->net.shape), labels_at = padded(g->n_tags);
  memset(r->tags, 0, n * sizeof *r->tags);
  memset(r->labels, 0, n * LABEL_COUNT * sizeof(float));
  for (uint32_t k = 0; k < r->n; k++)
    for (uint32_t i = 0; i < n; i++) {
      const float *scores = r->use[k].scratch->pass.tags + (size_t)(from + i) * wide;
      add_shares(scores, g->n_tags, r->tags[i]);
      add_shares(scores + labels_at, LABEL_COUNT, r->labels + i * LABEL_COUNT);
    }
  log_all(r->labels, n * LABEL_COUNT);
  entity_decode(r->labels, n, r->chosen, &r->use[0].scratch->entity);
  for (uint32_t i = 0; i < n; i++) {
    uint32_t tag = best_class(r->tags[i], 0, g->n_tags);
    words[i] = (word){.upos = g->tag_upos[tag], .xpos = g->tag_xpos[tag]};
    allowed[i] = label_bit(r->chosen[i]);
  }
}

static void teach_tree(classroom *r, uint32_t number, uint32_t from, uint32_t n) {
  uint32_t stride = arcs_stride(n);
  grammar_scratch *first = r->use[0].scratch;
  memset(r->arcs, 0, (size_t)(n + 1) * stride * sizeof(float));
  for (uint32_t k = 0; k < r->n; k++) {
    grammar_scratch *s = r->use[k].scratch;
    network_arcs(&r->use[k].g->net, &s->pass, number, s->packed, s->arcs);
    for (uint32_t i = 1; i <= n; i++) add_shares(s->arcs + (size_t)i * stride, n + 1, r->arcs + (size_t)i * stride);
  }
  log_all(r->arcs, (size_t)(n + 1) * stride);
  arborescence_best(r->arcs, n, stride, &first->arborescence, first->tree);
  for (uint32_t k = 0; k < r->n; k++) memcpy(r->use[k].scratch->heads + from, first->tree + 1, n * sizeof(uint16_t));
}

static void teach_relations(classroom *r, uint32_t n_tokens, word *words, uint32_t first_token) {
  uint32_t wide = padded(REL_COUNT);
  const grammar_scratch *first = r->use[0].scratch;
  memset(r->rels, 0, (size_t)n_tokens * wide * sizeof(float));
  for (uint32_t k = 0; k < r->n; k++) {
    grammar_scratch *s = r->use[k].scratch;
    network_hidden(&r->use[k].g->net, &s->pass, s->heads, s->hidden);
    network_relations(&r->use[k].g->net, &s->pass, s->hidden, s->rels);
    for (uint32_t i = 0; i < n_tokens; i++) add_shares(s->rels + (size_t)i * wide, REL_COUNT, r->rels + (size_t)i * wide);
  }
  for (uint32_t k = 0; k < first->pass.n_sentences; k++)
    for (uint32_t i = first->first[k]; i < first->first[k + 1]; i++) {
      bool root = !first->heads[i];
      words[i].head = root ? NO_TOKEN : first_token + first->first[k] + first->heads[i] - 1;
      words[i].rel = root ? REL_ROOT : (uint8_t)best_class(r->rels + (size_t)i * wide, REL_ROOT + 1, REL_COUNT);
    }
}

static void teach_batch(classroom *r, const text *t, const sentence *first, uint32_t n, analysis *an, label_set *allowed) {
  for (uint32_t k = 0; k < r->n; k++) {
    grammar_look(r->use[k].g, r->use[k].scratch, t, first, n);
    network_run(&r->use[k].g->net, &r->use[k].scratch->pass);
  }
  const grammar_scratch *s = r->use[0].scratch;
  word *words = an->words + first->first_token;
  for (uint32_t i = 0; i < n; i++) {
    uint32_t from = s->first[i], tokens = s->first[i + 1] - from;
    teach_words(r, from, tokens, words + from, allowed + first->first_token + from);
    teach_tree(r, i, from, tokens);
  }
  teach_relations(r, s->pass.n_tokens, words, first->first_token);
}

/* ---- */

static casus_status read_text(const char *data_dir, buffer *out, casus_error *error) {
  char path[4096];
  casus_status status = CASUS_OK;
  for (size_t i = 0; i < sizeof taught / sizeof *taught && status == CASUS_OK; i++) {
    snprintf(path, sizeof path, "%s/raw/%s", data_dir, taught[i]);
    status = raw_read(path, out, error);
    buffer_add(out, STR("\n\n"));
  }
  return status;
}

/* Keeps every n-th sentence of prose of a fair length, so that about TOKENS_WANTED tokens are left. Tokens stay where they are.
 */
static void thin_out(text *t) {
  uint32_t fair = 0, kept = 0, every, seen = 0;
  for (uint32_t i = 0; i < t->n_sentences; i++)
    if (t->sentences[i].n_tokens >= SHORTEST && t->sentences[i].n_tokens <= LONGEST) fair += t->sentences[i].n_tokens;
  every = fair / TOKENS_WANTED ? fair / TOKENS_WANTED : 1;
  for (uint32_t i = 0; i < t->n_sentences; i++) {
    uint32_t n = t->sentences[i].n_tokens;
    if (n >= SHORTEST && n <= LONGEST && seen++ % every == 0) t->sentences[kept++] = t->sentences[i];
  }
  t->n_sentences = kept;
}

static casus_status open_room(classroom *r, const char *const *paths, uint32_t n, casus_error *error) {
  casus_status status = CASUS_OK;
  r->arcs = malloc((size_t)ARBORESCENCE_SLOTS * arcs_stride(SENTENCE_TOKENS_MAX) * sizeof *r->arcs);
  if (!r->arcs) return error_set(error, CASUS_MEMORY, "no memory for teachers");
  for (; r->n < n && status == CASUS_OK; r->n++) status = weights_use_open(&r->use[r->n], paths[r->n], error);
  for (uint32_t k = 1; status == CASUS_OK && k < r->n; k++)
    if (r->use[k].g->n_tags != r->use[0].g->n_tags)
      status = error_set(error, CASUS_DATA, "%s has other tags than %s", paths[k], paths[0]);
  return status;
}

static casus_status teach(corpus *c, classroom *r, str bytes, casus_error *error) {
  text t;
  str kept;
  if (!arena_copy(c->a, bytes, &kept)) return error_set(error, CASUS_MEMORY, "no memory for raw text");
  casus_status status = text_split(kept, 0, c->a, &t, error);
  if (status != CASUS_OK) return status;
  thin_out(&t);
  analysis an = {.n_words = t.n_tokens, .words = ARENA_ARRAY(c->a, word, t.n_tokens)};
  label_set *allowed = ARENA_ARRAY(c->a, label_set, t.n_tokens);
  if (!an.words || !allowed) return error_set(error, CASUS_MEMORY, "no memory for raw text");
  for (uint32_t i = 0, n; i < t.n_sentences; i += n) {
    n = grammar_batch(&t, i);
    teach_batch(r, &t, &t.sentences[i], n, &an, allowed);
  }
  return corpus_add_made(c, t, an, allowed, error);
}

casus_status teachers_add(corpus *c, const char *const *paths, uint32_t n, const char *data_dir, casus_error *error) {
  classroom *r = calloc(1, sizeof *r);
  buffer bytes;
  buffer_init(&bytes, TEXT_MAX);
  if (!r) return error_set(error, CASUS_MEMORY, "no memory for teachers");
  casus_status status = open_room(r, paths, n < TEACHERS_MAX ? n : TEACHERS_MAX, error);
  if (status == CASUS_OK) status = read_text(data_dir, &bytes, error);
  if (status == CASUS_OK) status = teach(c, r, buffer_str(&bytes), error);
  for (uint32_t k = 0; k < r->n; k++) weights_use_close(&r->use[k]);
  buffer_free(&bytes);
  free(r->arcs);
  free(r);
  return status;
}
