/* Scores entities by exact spans on gold tokens. */
#include <stdlib.h>

#include "grammar/conllu_lines.h"
#include "train/train.h"
#include "train/weights_use.h"

typedef struct {
  text t;
  uint8_t *labels; /* 0: outside; else 1 + 2 * kind, and one more inside; UNSCORED: a kind that is not ours */
  uint32_t n_kind[ENTITY_COUNT];
} gold_file;

typedef struct {
  size_t right[ENTITY_COUNT], gold[ENTITY_COUNT], ours[ENTITY_COUNT];
} span_counts;

/* PER, Person, B-Location, …: by the first letters. */
static uint8_t label_of(str label) {
  static const char *const starts[ENTITY_COUNT] = {"PER", "ORG", "LOC", "NOR"};
  if (label.len < 5 || label.ptr[1] != '-') return 0;
  for (uint8_t k = 0; k < ENTITY_COUNT; k++)
    if (str_equal_fold(str_slice(label, 2, 5), str_of(starts[k]))) return (uint8_t)(1 + 2 * k + (label.ptr[0] == 'I'));
  return 0;
}

/* form<TAB>label, or number<TAB>form<TAB>label and more. */
static bool read_columns(str line, str *form, str *label) {
  str columns[3] = {{0}};
  uint32_t number;
  unsigned n = 0;
  while (n < 3 && str_cut(&line, '\t', &columns[n])) n++;
  bool numbered = n == 3 && str_to_u32(columns[0], &number);
  *form = columns[numbered ? 1 : 0];
  *label = columns[numbered ? 2 : 1];
  return n >= 2 && !str_empty(*form);
}

static bool reserve(gold_file *g, arena *a, str input, char **bytes) {
  size_t lines = 1;
  for (size_t i = 0; i < input.len; i++) lines += input.ptr[i] == '\n';
  g->t.tokens = ARENA_ARRAY(a, token, lines);
  g->t.sentences = ARENA_ARRAY(a, sentence, lines);
  g->labels = ARENA_ARRAY(a, uint8_t, lines);
  *bytes = ARENA_ARRAY(a, char, input.len + 1);
  return g->t.tokens && g->t.sentences && g->labels && *bytes;
}

static void add_token(gold_file *g, char *bytes, str form, str label, bool *open) {
  text *t = &g->t;
  if (*open && t->sentences[t->n_sentences - 1].n_tokens == SENTENCE_TOKENS_MAX) *open = false;
  if (!*open) t->sentences[t->n_sentences++] = (sentence){.begin = (uint32_t)t->bytes.len, .first_token = t->n_tokens};
  *open = true;
  sentence *s = &t->sentences[t->n_sentences - 1];
  uint32_t begin = (uint32_t)t->bytes.len;
  memcpy(bytes + begin, form.ptr, form.len);
  bytes[begin + form.len] = ' ';
  t->bytes.len += form.len + 1;
  g->labels[t->n_tokens] = label_of(label);
  t->tokens[t->n_tokens++] = (token){begin, begin + (uint32_t)form.len};
  s->end = begin + (uint32_t)form.len;
  s->n_tokens++;
}

static casus_status read_gold(gold_file *g, arena *a, str input, const char *path, casus_error *error) {
  char *bytes;
  if (!reserve(g, a, input, &bytes)) return error_set(error, CASUS_MEMORY, "no memory for %s", path);
  g->t.bytes = (str){bytes, 0};
  str line, form, label;
  size_t number = 0;
  bool open = false;
  while (str_cut(&input, '\n', &line)) {
    number++;
    if (str_empty(str_trim(line))) open = false;
    else if (!(line.ptr[0] == '#' && !memchr(line.ptr, '\t', line.len))) {
      if (!read_columns(line, &form, &label))
        return error_at(error, CASUS_INPUT, str_of(path), number, 0, "has no form and label");
      add_token(g, bytes, form, label, &open);
    }
  }
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

static void fill_labels(const analysis *an, uint8_t *labels) {
  for (uint32_t e = 0; e < an->n_entities; e++)
    for (uint32_t i = 0; i < an->entities[e].n_tokens; i++)
      labels[an->entities[e].first_token + i] = (uint8_t)(1 + 2 * an->entities[e].kind + (i > 0));
}

static eval_score score(size_t right, size_t gold, size_t ours) {
  eval_score s = {0};
  if (ours) s.precision = 100.0 * (double)right / (double)ours;
  if (gold) s.recall = 100.0 * (double)right / (double)gold;
  if (gold + ours) s.f1 = 200.0 * (double)right / (double)(gold + ours);
  return s;
}

static void score_counts(const span_counts *c, eval_entity_scores *out) {
  size_t right = 0, gold = 0, ours = 0;
  *out = (eval_entity_scores){0};
  for (int k = 0; k < ENTITY_COUNT; k++) {
    if (!c->gold[k]) continue;
    out->kinds[k] = score(c->right[k], c->gold[k], c->ours[k]);
    right += c->right[k], gold += c->gold[k], ours += c->ours[k];
  }
  out->all = score(right, gold, ours);
  out->n_gold = gold;
}

static casus_status evaluate(str input, const char *path, weights_use *w, arena *a, void *scores, casus_error *error) {
  gold_file g = {0};
  analysis an;
  span_counts c = {0};
  casus_status status = read_gold(&g, a, input, path, error);
  if (status == CASUS_OK) status = grammar_analyse(w->g, w->scratch, &g.t, a, &an, error);
  if (status != CASUS_OK) return status;
  uint8_t *ours = ARENA_ARRAY(a, uint8_t, g.t.n_tokens);
  if (!ours) return error_set(error, CASUS_MEMORY, "no memory for %s", path);
  fill_labels(&an, ours);
  for (uint32_t i = 0; i < g.t.n_sentences; i++) count_sentence(&g.t.sentences[i], g.labels, ours, &c);
  score_counts(&c, scores);
  return CASUS_OK;
}

casus_status eval_entities(const char *gold_path, const char *weights_path, eval_entity_scores *scores, casus_error *error) {
  return weights_use_on(gold_path, weights_path, evaluate, scores, error);
}

void eval_entities_print(const eval_entity_scores *s, FILE *out) {
  fprintf(out, "%-14s %9s %9s %9s\n", "kind", "precision", "recall", "F1");
  for (unsigned k = 0; k < ENTITY_COUNT; k++)
    fprintf(out, "%-14s %9.2f %9.2f %9.2f\n", entity_kind_name(k), s->kinds[k].precision, s->kinds[k].recall, s->kinds[k].f1);
  fprintf(out, "%-14s %9.2f %9.2f %9.2f  (%zu in gold)\n", "all", s->all.precision, s->all.recall, s->all.f1, s->n_gold);
}
