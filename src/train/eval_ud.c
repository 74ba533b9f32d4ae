/* The scoring of the CoNLL 2018 shared task: words of two analyses of one text are aligned by their bytes, inside multi-word
 * tokens by the longest common subsequence of forms; then tags, lemmas and arcs of aligned words are compared. */
#include <stdlib.h>
#include <time.h>

#include "grammar/conllu_lines.h"
#include "grammar/enhanced.h"
#include "grammar/morphology.h"
#include "grammar/pipeline.h"
#include "grammar/surface.h"
#include "train/train.h"
#include "train/weights_use.h"

enum { REGION_MAX = 256 };

typedef struct {
  uint32_t begin, end; /* of the surface token it belongs to */
  bool multi;          /* that token has several words */
} unit;

/* One side of the comparison. */
typedef struct {
  text t;
  analysis an;
  unit *units;       /* of each word */
  uint32_t *matched; /* 1 + word of the other side; 0: none */
  str *features;     /* FEATS of each word */
  str *deps;         /* DEPS of each word */
  uint32_t n_tokens;
} side;

static bool side_open(side *s, arena *a) {
  s->units = ARENA_ARRAY(a, unit, s->t.n_tokens);
  s->matched = ARENA_ARRAY(a, uint32_t, s->t.n_tokens);
  for (uint32_t i = 0; s->units && i < s->t.n_tokens; i++) s->units[i] = (unit){s->t.tokens[i].begin, s->t.tokens[i].end, false};
  s->n_tokens = s->t.n_tokens;
  s->features = ARENA_ARRAY(a, str, s->t.n_tokens);
  s->deps = ARENA_ARRAY(a, str, s->t.n_tokens);
  return s->units && s->matched && s->features && s->deps;
}

static void join(side *s, uint32_t first, uint32_t last) {
  if (first >= last || last >= s->t.n_tokens) return;
  for (uint32_t i = first; i <= last; i++) s->units[i] = (unit){s->t.tokens[first].begin, s->t.tokens[last].end, true};
  s->n_tokens -= last - first;
}

static void join_gold(side *s, str input) {
  conllu_line l;
  for (uint32_t i = 0; conllu_next(&input, &l);) {
    if (l.kind == CONLLU_RANGE) join(s, i, i + (l.last - l.id));
    i += l.kind == CONLLU_WORD;
  }
}

static void read_columns(side *s, str input) {
  conllu_line l;
  for (uint32_t i = 0; i < s->t.n_tokens && conllu_next(&input, &l);) {
    if (l.kind != CONLLU_WORD) continue;
    s->features[i] = l.columns[CONLLU_FEATS];
    s->deps[i++] = l.columns[CONLLU_DEPS];
  }
}

static casus_status derive_features(side *s, arena *a, casus_error *error) {
  char room[FEATURES_BYTES_MAX];
  for (uint32_t k = 0; k < s->t.n_sentences; k++) {
    const sentence *in = &s->t.sentences[k];
    for (uint32_t i = in->first_token; i < in->first_token + in->n_tokens; i++)
      if (!arena_copy(a, word_features(&s->t, &s->an, in, i, room), &s->features[i]))
        return error_set(error, CASUS_MEMORY, "no memory for features");
  }
  return CASUS_OK;
}

/* Each as the DEPS column would have it. */
static casus_status derive_deps(side *s, arena *a, casus_error *error) {
  enum { DEPS_BYTES_MAX = 1 << 20 };
  enhanced_graph graph;
  buffer column;
  bool good = true;
  buffer_init(&column, DEPS_BYTES_MAX);
  for (uint32_t k = 0; good && k < s->t.n_sentences; k++) {
    const sentence *in = &s->t.sentences[k];
    enhanced_build(&s->t, &s->an, in, &graph);
    for (uint32_t i = 1; good && i <= in->n_tokens; i++) {
      column.len = 0;
      good = enhanced_write(&graph, &s->t, &s->an, in, i, &column) &&
             arena_copy(a, buffer_str(&column), &s->deps[in->first_token + i - 1]);
    }
  }
  buffer_free(&column);
  return good ? CASUS_OK : error_set(error, CASUS_MEMORY, "no memory for enhanced dependencies");
}

static void join_surface(side *s) {
  for (uint32_t k = 0; k < s->t.n_sentences; k++) {
    uint32_t end = s->t.sentences[k].first_token + s->t.sentences[k].n_tokens;
    for (uint32_t i = s->t.sentences[k].first_token; i < end; i++) {
      uint32_t last = surface_token_last(&s->t, i, end);
      join(s, i, last);
      i = last;
    }
  }
}

static bool beyond(const side *s, uint32_t i, uint32_t end) {
  if (i >= s->t.n_tokens) return true;
  return s->units[i].multi ? s->units[i].begin >= end : s->units[i].end > end;
}

static uint32_t extend(const unit *u, uint32_t end) { return u->multi && u->end > end ? u->end : end; }

static void match(side *g, uint32_t i, side *s, uint32_t k) {
  g->matched[i] = k + 1;
  s->matched[k] = i + 1;
}

/* Longest common subsequence of the forms of two runs of words. */
static void match_runs(side *g, uint32_t gi, uint32_t g_end, side *s, uint32_t si, uint32_t s_end) {
  static const uint32_t cap = REGION_MAX - 1;
  uint32_t n = g_end - gi < cap ? g_end - gi : cap, m = s_end - si < cap ? s_end - si : cap;
  uint16_t(*table)[REGION_MAX] = calloc(REGION_MAX, sizeof *table);
  if (!table) return;
  for (uint32_t i = n; i-- > 0;)
    for (uint32_t k = m; k-- > 0;) {
      bool same = str_equal_fold(token_form(&g->t, gi + i), token_form(&s->t, si + k));
      uint16_t skip = table[i + 1][k] > table[i][k + 1] ? table[i + 1][k] : table[i][k + 1];
      table[i][k] = same ? (uint16_t)(table[i + 1][k + 1] + 1) : skip;
    }
  for (uint32_t i = 0, k = 0; i < n && k < m;) {
    if (str_equal_fold(token_form(&g->t, gi + i), token_form(&s->t, si + k))) match(g, gi + i++, s, si + k++);
    else if (table[i][k] == table[i + 1][k]) i++;
    else k++;
  }
  free(table);
}

/* From a multi-word token on either side to where no token of either side reaches further. */
static void match_region(side *g, uint32_t *gi, side *s, uint32_t *si) {
  uint32_t end;
  if (g->units[*gi].multi) {
    end = g->units[*gi].end;
    if (!s->units[*si].multi && s->units[*si].begin < g->units[*gi].begin) ++*si;
  } else {
    end = s->units[*si].end;
    if (g->units[*gi].begin < s->units[*si].begin) ++*gi;
  }
  uint32_t g_from = *gi, s_from = *si;
  while (!beyond(g, *gi, end) || !beyond(s, *si, end)) {
    bool from_gold = *gi < g->t.n_tokens && (*si >= s->t.n_tokens || g->units[*gi].begin <= s->units[*si].begin);
    if (from_gold) end = extend(&g->units[(*gi)++], end);
    else end = extend(&s->units[(*si)++], end);
  }
  match_runs(g, g_from, *gi, s, s_from, *si);
}

static void align(side *g, side *s) {
  uint32_t i = 0, k = 0;
  while (i < g->t.n_tokens && k < s->t.n_tokens) {
    const unit *a = &g->units[i], *b = &s->units[k];
    if (a->multi || b->multi) match_region(g, &i, s, &k);
    else if (a->begin == b->begin && a->end == b->end) match(g, i++, s, k++);
    else if (a->begin <= b->begin) i++;
    else k++;
  }
}

static eval_score score(size_t right, size_t gold, size_t system) {
  eval_score s = {0};
  if (system) s.precision = 100.0 * (double)right / (double)system;
  if (gold) s.recall = 100.0 * (double)right / (double)gold;
  if (gold + system) s.f1 = 200.0 * (double)right / (double)(gold + system);
  return s;
}

static bool same_main(uint8_t a, uint8_t b) {
  const char *x = relation_name(a), *y = relation_name(b);
  while (*x && *x != ':' && *x == *y) x++, y++;
  return (!*x || *x == ':') && (!*y || *y == ':');
}

static bool same_head(const side *g, uint32_t i, const side *s, uint32_t k) {
  uint32_t gold = g->an.words[i].head, ours = s->an.words[k].head;
  if (gold == NO_TOKEN || ours == NO_TOKEN) return gold == ours;
  return g->matched[gold] == ours + 1;
}

/* Do the features that a coder of events asks for have the same values? */
static bool same_features(str gold, str ours) {
  static const char *const keys[] = {"Number", "Tense", "VerbForm", "Voice"};
  for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) {
    str x, y;
    bool has = conllu_misc(gold, keys[k], &x);
    if (has != conllu_misc(ours, keys[k], &y) || (has && !str_equal(x, y))) return false;
  }
  return true;
}

/* ---- enhanced dependencies: what is read of DEPS; edges of empty nodes are left out */

typedef struct {
  size_t right, gold, ours;
} edge_counts;

typedef struct {
  uint32_t head; /* NO_TOKEN: the root */
  str rel;
} edge;

static bool next_edge(str *deps, uint32_t first, edge *out) {
  str item, number;
  while (str_cut(deps, '|', &item)) {
    uint32_t head;
    if (!str_cut(&item, ':', &number) || !item.ptr || !str_to_u32(number, &head)) continue;
    *out = (edge){head ? first + head - 1 : NO_TOKEN, item};
    return true;
  }
  return false;
}

/* A subject that the tree has not. */
static bool is_extra_subject(const word *w, const edge *e) {
  bool subject = str_is(e->rel, "nsubj") || str_is(e->rel, "nsubj:pass") || str_is(e->rel, "nsubj:xsubj");
  return subject && !(e->head == w->head && str_is(e->rel, relation_name(w->rel)));
}

static bool same_edge(const side *g, const edge *gold, const edge *ours) {
  if (!str_equal(gold->rel, ours->rel)) return false;
  if (gold->head == NO_TOKEN || ours->head == NO_TOKEN) return gold->head == ours->head;
  return gold->head < g->t.n_tokens && g->matched[gold->head] == ours->head + 1;
}

typedef struct {
  edge_counts all, subjects;
} graph_counts;

/* first: of the sentence that word i is in. */
static void count_edges(const side *s, uint32_t i, uint32_t first, size_t *all, size_t *subjects) {
  edge e;
  for (str deps = s->deps[i]; next_edge(&deps, first, &e);) {
    ++*all;
    *subjects += is_extra_subject(&s->an.words[i], &e);
  }
}

static void compare_edges(const side *g, uint32_t i, uint32_t g_first, const side *s, uint32_t s_first, graph_counts *c) {
  uint32_t k = g->matched[i] - 1;
  edge gold, ours;
  for (str deps = g->deps[i]; next_edge(&deps, g_first, &gold);)
    for (str other = s->deps[k]; next_edge(&other, s_first, &ours);) {
      if (!same_edge(g, &gold, &ours)) continue;
      c->all.right++;
      c->subjects.right += is_extra_subject(&g->an.words[i], &gold) && is_extra_subject(&s->an.words[k], &ours);
    }
}

static uint32_t sentence_first(const text *t, uint32_t *at, uint32_t i) {
  while (*at + 1 < t->n_sentences && i >= t->sentences[*at + 1].first_token) ++*at;
  return t->sentences[*at].first_token;
}

static graph_counts compare_graphs(const side *g, const side *s) {
  graph_counts c = {0};
  uint32_t g_at = 0, s_at = 0, k_at = 0;
  for (uint32_t i = 0; i < g->t.n_tokens; i++) {
    uint32_t first = sentence_first(&g->t, &g_at, i);
    count_edges(g, i, first, &c.all.gold, &c.subjects.gold);
    if (g->matched[i]) compare_edges(g, i, first, s, sentence_first(&s->t, &s_at, g->matched[i] - 1), &c);
  }
  for (uint32_t k = 0; k < s->t.n_tokens; k++) count_edges(s, k, sentence_first(&s->t, &k_at, k), &c.all.ours, &c.subjects.ours);
  return c;
}

typedef struct {
  size_t words, upos, xpos, lemmas, uas, las, subtypes, features;
} counts;

static void compare(const side *g, uint32_t i, const side *s, counts *c) {
  uint32_t k = g->matched[i] - 1;
  const word *a = &g->an.words[i], *b = &s->an.words[k];
  bool head = same_head(g, i, s, k);
  c->words++;
  c->upos += a->upos == b->upos;
  c->xpos += a->xpos == b->xpos;
  c->lemmas += str_is(a->lemma, "_") || str_equal(a->lemma, b->lemma);
  c->uas += head;
  c->las += head && same_main(a->rel, b->rel);
  c->subtypes += head && a->rel == b->rel;
  c->features += same_features(g->features[i], s->features[k]);
}

static size_t equal_tokens(const side *g, const side *s) {
  size_t n = 0;
  for (uint32_t i = 0, k = 0; i < g->t.n_tokens && k < s->t.n_tokens;) {
    uint32_t a = g->units[i].begin, b = s->units[k].begin, a_end = g->units[i].end, b_end = s->units[k].end;
    n += a == b && a_end == b_end;
    bool step_gold = a <= b, step_ours = b <= a;
    if (step_gold)
      while (i < g->t.n_tokens && g->units[i].begin == a) i++;
    if (step_ours)
      while (k < s->t.n_tokens && s->units[k].begin == b) k++;
  }
  return n;
}

static size_t equal_sentences(const text *g, const text *s) {
  size_t n = 0;
  for (uint32_t i = 0, k = 0; i < g->n_sentences && k < s->n_sentences;) {
    const sentence *a = &g->sentences[i], *b = &s->sentences[k];
    n += a->begin == b->begin && a->end == b->end;
    i += a->begin <= b->begin;
    k += b->begin <= a->begin;
  }
  return n;
}

static void score_sides(side *g, side *s, eval_ud_scores *out) {
  counts c = {0};
  align(g, s);
  for (uint32_t i = 0; i < g->t.n_tokens; i++)
    if (g->matched[i]) compare(g, i, s, &c);
  size_t n = g->t.n_tokens, m = s->t.n_tokens;
  out->tokens = score(equal_tokens(g, s), g->n_tokens, s->n_tokens);
  out->sentences = score(equal_sentences(&g->t, &s->t), g->t.n_sentences, s->t.n_sentences);
  out->words = score(c.words, n, m);
  out->upos = score(c.upos, n, m);
  out->xpos = score(c.xpos, n, m);
  out->lemmas = score(c.lemmas, n, m);
  out->uas = score(c.uas, n, m);
  out->las = score(c.las, n, m);
  out->las_subtypes = score(c.subtypes, n, m);
  out->features = score(c.features, n, m);
  graph_counts e = compare_graphs(g, s);
  out->has_graph = e.all.gold > 0;
  out->enhanced = score(e.all.right, e.all.gold, e.all.ours);
  out->subjects = score(e.subjects.right, e.subjects.gold, e.subjects.ours);
  out->n_words = m;
}

static double seconds_now(void) {
  struct timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static casus_status analyse(weights_use *w, side *s, arena *a, double *seconds, casus_error *error) {
  double before = seconds_now();
  casus_status status = grammar_analyse(w->g, w->scratch, &s->t, a, &s->an, error);
  *seconds = seconds_now() - before;
  return status;
}

typedef struct {
  bool raw;
  eval_ud_scores scores;
} ud_job;

/* ---- sentences whose words are blanked for licence reasons: "____ ___ _____" */

static bool is_blanked(str form) {
  for (size_t i = 0; i < form.len; i++)
    if (form.ptr[i] != '_') return false;
  return true;
}

static bool is_mark(str form) {
  for (size_t i = 0; i < form.len; i++)
    if (is_ascii_alpha((unsigned char)form.ptr[i]) || is_ascii_digit((unsigned char)form.ptr[i]) || form.ptr[i] & 0x80)
      return false;
  return true;
}

/* Reads one sentence with its blank line; false: no more. */
static bool next_block(str *rest, str *block, size_t *n_words, bool *blanked) {
  conllu_line l;
  str before = *rest;
  size_t n_blanked = 0;
  *n_words = 0;
  *blanked = true;
  bool any = false;
  while (conllu_next(rest, &l)) {
    any = true;
    if (l.kind == CONLLU_BLANK) break;
    if (l.kind != CONLLU_WORD) continue;
    ++*n_words;
    n_blanked += is_blanked(l.columns[CONLLU_FORM]);
    *blanked = *blanked && is_mark(l.columns[CONLLU_FORM]);
  }
  *blanked = *blanked && n_blanked;
  *block = str_slice(before, 0, before.len - rest->len);
  return any;
}

/* `input` without the blanked sentences. */
static bool leave_out_blanked(str input, arena *a, str *kept, size_t *n_left_out) {
  char *bytes = ARENA_ARRAY(a, char, input.len + 1);
  size_t len = 0, n_words;
  bool blanked;
  str block;
  if (!bytes) return false;
  while (next_block(&input, &block, &n_words, &blanked)) {
    if (blanked) *n_left_out += n_words;
    if (blanked) continue;
    memcpy(bytes + len, block.ptr, block.len);
    len += block.len;
  }
  *kept = (str){bytes, len};
  return true;
}

static casus_status evaluate(str input, const char *path, weights_use *w, arena *a, void *given, casus_error *error) {
  ud_job *job = given;
  side g = {0}, s = {0};
  if (!leave_out_blanked(input, a, &input, &job->scores.n_left_out))
    return error_set(error, CASUS_MEMORY, "no memory for %s", path);
  casus_status status = conllu_read(input, str_of(path), a, &g.t, &g.an, error);
  if (status == CASUS_OK && job->raw) status = eval_split(g.t.bytes, a, &s.t, error);
  if (!job->raw) s.t = g.t;
  if (status == CASUS_OK && (!side_open(&g, a) || !side_open(&s, a)))
    status = error_set(error, CASUS_MEMORY, "no memory for %u words", g.t.n_tokens);
  if (status == CASUS_OK) status = analyse(w, &s, a, &job->scores.seconds, error);
  if (status == CASUS_OK) status = derive_features(&s, a, error);
  if (status == CASUS_OK) status = derive_deps(&s, a, error);
  if (status != CASUS_OK) return status;
  read_columns(&g, input);
  join_gold(&g, input);
  if (job->raw) join_surface(&s);
  else join_gold(&s, input);
  score_sides(&g, &s, &job->scores);
  return CASUS_OK;
}

casus_status eval_ud(const char *gold_path, const char *weights_path, bool raw, eval_ud_scores *scores, casus_error *error) {
  ud_job job = {.raw = raw};
  casus_status status = weights_use_on(gold_path, weights_path, evaluate, &job, error);
  *scores = job.scores;
  return status;
}

static void print_line(FILE *out, const char *name, const eval_score *s) {
  fprintf(out, "%-14s %9.2f %9.2f %9.2f\n", name, s->precision, s->recall, s->f1);
}

void eval_ud_print(const eval_ud_scores *s, FILE *out) {
  fprintf(out, "%-14s %9s %9s %9s\n", "measure", "precision", "recall", "F1");
  print_line(out, "Tokens", &s->tokens);
  print_line(out, "Sentences", &s->sentences);
  print_line(out, "Words", &s->words);
  print_line(out, "UPOS", &s->upos);
  print_line(out, "XPOS", &s->xpos);
  print_line(out, "Features", &s->features);
  print_line(out, "Lemmas", &s->lemmas);
  print_line(out, "UAS", &s->uas);
  print_line(out, "LAS", &s->las);
  print_line(out, "LAS, subtypes", &s->las_subtypes);
  if (s->has_graph) print_line(out, "Enhanced", &s->enhanced);
  if (s->has_graph) print_line(out, "Subjects", &s->subjects);
  fprintf(out, "%zu words in %.3f s: %.0f words a second\n", s->n_words, s->seconds,
          s->seconds > 0 ? (double)s->n_words / s->seconds : 0);
  if (s->n_left_out) fprintf(out, "%zu words of blanked sentences are left out\n", s->n_left_out);
}
