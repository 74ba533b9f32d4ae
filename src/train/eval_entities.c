/* Scores entities by exact spans on gold tokens. */
#include <stdlib.h>

#include "train/iob2.h"
#include "train/train.h"
#include "train/weights_use.h"

typedef struct {
  iob2 words;
  uint8_t *labels; /* 0: outside; else 1 + 2 * kind, and one more inside */
} gold_file;

typedef struct {
  size_t right[ENTITY_COUNT], gold[ENTITY_COUNT], ours[ENTITY_COUNT];
} span_counts;

_Static_assert((int)ENTITY_KINDS == (int)ENTITY_COUNT, "scores have a place for each kind");

/* PER, Person, B-Location, …: by the first letters. */
static uint8_t label_of(str label) {
  static const char *const starts[ENTITY_COUNT] = {"PER", "ORG", "LOC", "NOR", "FAC", "EVE", "DAT"};
  if (label.len < 5 || label.ptr[1] != '-') return 0;
  for (uint8_t k = 0; k < ENTITY_COUNT; k++)
    if (str_equal_fold(str_slice(label, 2, 5), str_of(starts[k]))) return (uint8_t)(1 + 2 * k + (label.ptr[0] == 'I'));
  return 0;
}

static casus_status read_gold(gold_file *g, arena *a, str input, const char *path, casus_error *error) {
  casus_status status = iob2_read(input, str_of(path), a, &g->words, error);
  if (status != CASUS_OK) return status;
  g->labels = ARENA_ARRAY(a, uint8_t, (size_t)g->words.t.n_tokens + 1);
  if (!g->labels) return error_set(error, CASUS_MEMORY, "no memory for %s", path);
  for (uint32_t i = 0; i < g->words.t.n_tokens; i++) g->labels[i] = label_of(g->words.labels[i]);
  return CASUS_OK;
}

/* The end of the span that begins at token i of a label sequence within one sentence. */
static uint32_t span_end(const uint8_t *labels, uint32_t i, uint32_t end) {
  uint8_t kind = (uint8_t)((labels[i] - 1) / 2), inside = (uint8_t)(2 + 2 * kind);
  for (i++; i < end && labels[i] == inside;) i++;
  return i;
}

static bool begins(const uint8_t *labels, uint32_t i, uint32_t first) {
  if (!labels[i]) return false;
  if (labels[i] % 2) return true;
  return i == first || !labels[i - 1] || (labels[i - 1] - 1) / 2 != (labels[i] - 1) / 2;
}

static void count_sentence(const sentence *s, const uint8_t *gold, const uint8_t *ours, span_counts *c) {
  uint32_t end = s->first_token + s->n_tokens;
  for (uint32_t i = s->first_token; i < end; i++) {
    bool in_gold = begins(gold, i, s->first_token), in_ours = begins(ours, i, s->first_token);
    if (in_gold) c->gold[(gold[i] - 1) / 2]++;
    if (in_ours) c->ours[(ours[i] - 1) / 2]++;
    bool same = in_gold && in_ours && (gold[i] - 1) / 2 == (ours[i] - 1) / 2;
    if (same && span_end(gold, i, end) == span_end(ours, i, end)) c->right[(gold[i] - 1) / 2]++;
  }
}

static bool has_kind(const gold_file *g, unsigned kind) {
  for (uint32_t i = 0; i < g->words.t.n_tokens; i++)
    if (g->labels[i] && (g->labels[i] - 1u) / 2 == kind) return true;
  return false;
}

static void fill_labels(const analysis *an, bool no_facilities, uint8_t *labels) {
  for (uint32_t e = 0; e < an->n_entities; e++) {
    const entity *x = &an->entities[e];
    unsigned kind = x->kind == ENTITY_FACILITY && no_facilities ? ENTITY_PLACE : x->kind;
    for (uint32_t i = 0; i < x->n_tokens; i++) labels[x->first_token + i] = (uint8_t)(1 + 2 * kind + (i > 0));
  }
}

static eval_score score(size_t right, size_t gold, size_t ours) {
  eval_score s = {0};
  if (ours) s.precision = 100.0 * (double)right / (double)ours;
  if (gold) s.recall = 100.0 * (double)right / (double)gold;
  if (gold + ours) s.f1 = 200.0 * (double)right / (double)(gold + ours);
  return s;
}

/* The kinds from the first one before `end` together. */
static eval_score score_kinds(const span_counts *c, unsigned end) {
  size_t right = 0, gold = 0, ours = 0;
  for (unsigned k = 0; k < end; k++) {
    if (!c->gold[k]) continue;
    right += c->right[k], gold += c->gold[k], ours += c->ours[k];
  }
  return score(right, gold, ours);
}

static void score_counts(const span_counts *c, eval_entity_scores *out) {
  *out = (eval_entity_scores){0};
  for (unsigned k = 0; k < ENTITY_COUNT; k++) {
    if (!c->gold[k]) continue;
    out->kinds[k] = score(c->right[k], c->gold[k], c->ours[k]);
    out->n_gold += c->gold[k];
  }
  _Static_assert(ENTITY_PERSON < 3 && ENTITY_ORGANISATION < 3 && ENTITY_PLACE < 3, "the named kinds come first");
  out->all = score_kinds(c, ENTITY_COUNT);
  out->named = score_kinds(c, ENTITY_PLACE + 1);
}

static casus_status evaluate(str input, const char *path, weights_use *w, arena *a, void *scores, casus_error *error) {
  gold_file g = {0};
  analysis an;
  span_counts c = {0};
  casus_status status = read_gold(&g, a, input, path, error);
  if (status == CASUS_OK) status = grammar_analyse(w->g, w->scratch, &g.words.t, a, &an, error);
  if (status != CASUS_OK) return status;
  uint8_t *ours = ARENA_ARRAY(a, uint8_t, g.words.t.n_tokens);
  if (!ours) return error_set(error, CASUS_MEMORY, "no memory for %s", path);
  fill_labels(&an, !has_kind(&g, ENTITY_FACILITY), ours);
  for (uint32_t i = 0; i < g.words.t.n_sentences; i++) count_sentence(&g.words.t.sentences[i], g.labels, ours, &c);
  score_counts(&c, scores);
  return CASUS_OK;
}

casus_status eval_entities(const char *gold_path, const char *weights_path, eval_entity_scores *scores, casus_error *error) {
  return weights_use_on(gold_path, weights_path, evaluate, scores, error);
}

static void print_line(const char *name, const eval_score *s, FILE *out) {
  fprintf(out, "%-14s %9.2f %9.2f %9.2f\n", name, s->precision, s->recall, s->f1);
}

void eval_entities_print(const eval_entity_scores *s, FILE *out) {
  fprintf(out, "%-14s %9s %9s %9s\n", "kind", "precision", "recall", "F1");
  for (unsigned k = 0; k < ENTITY_COUNT; k++) print_line(entity_kind_name(k), &s->kinds[k], out);
  print_line("PER ORG LOC", &s->named, out);
  fprintf(out, "%-14s %9.2f %9.2f %9.2f  (%zu in gold)\n", "all", s->all.precision, s->all.recall, s->all.f1, s->n_gold);
}
