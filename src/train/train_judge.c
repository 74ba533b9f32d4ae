/* Trains the judge of src/coding: two logistic models over the features that the library itself sees. `is event`: does gold have
 * an event of the draft's type in its sentence? Learned on the coded corpus and on the sentences of tests/coding. `is right`: do
 * both sides fit as well? Learned on the corpus, then scaled to news by two numbers, on the labels of the development articles.
 * What the models are worth is measured on fifths of the corpus's documents that they have not seen. */
#include <math.h>
#include <stdlib.h>

#include "train/eval.h"
#include "train/gold_events.h"
#include "train/stages_use.h"
#include "train/train.h"

enum { FOLDS = 5, FOLD_NONE = FOLDS, STEPS = 200, TABLE_SIZE = 1 << 18, COUNT_MIN = 2, BINS = 10 };
enum { QUESTION_EVENT, QUESTION_RIGHT, QUESTIONS };
#define RATE 0.1
#define TRAINING_BYTES_MAX ((size_t)1 << 33)

/* Of the squares of the weights: chosen by cross-validation. */
static const double penalties[QUESTIONS] = {4.0, 16.0};
#define ADMIT_ALONE 0.50

typedef enum { SET_CORPUS, SET_TESTS, SET_NEWS, SETS } set_kind;
static const char *const set_names[SETS] = {"corpus", "tests", "news"};

typedef struct {
  uint32_t *features;
  uint32_t n, doc;
  uint8_t set;
  bool event, right, unsure; /* matched; with both sides; to an event that coders differ on */
  bool doubtful;
} example;

typedef struct {
  double weights[TABLE_SIZE];
} model;

typedef struct {
  stages_use use;
  arena *keep, *page;
  const char *data_dir;
  str names[TABLE_SIZE];
  uint64_t hashes[TABLE_SIZE]; /* open addressing; 0: free */
  uint32_t counts[TABLE_SIZE];
  bool of_rules[TABLE_SIZE]; /* features that say what the rules think */
  example *examples;
  uint32_t n_examples, capacity, n_docs, n_features;
  uint32_t gold; /* sure events of the corpus */
  double gradient[TABLE_SIZE], means[TABLE_SIZE], squares[TABLE_SIZE];
  model models[QUESTIONS], without_rules;
  FILE *report;
} judge_trainer;

static casus_status no_memory(casus_error *error) { return error_set(error, CASUS_MEMORY, "no memory for the training"); }

/* ---- features */

static bool is_of_rules(str name) {
  static const char *const templates[] = {"refused:", "fit:", "places:", "effect:", "X:"};
  for (size_t i = 0; i < sizeof templates / sizeof *templates; i++)
    if (str_starts(name, str_of(templates[i]))) return true;
  return false;
}

/* UINT32_MAX: no memory, or the table is full. */
static uint32_t feature_of(judge_trainer *t, str name) {
  uint64_t h = hash_str(name) | 1;
  uint32_t i = (uint32_t)(h >> 32) & (TABLE_SIZE - 1);
  while (t->hashes[i] && t->hashes[i] != h) i = (i + 1) & (TABLE_SIZE - 1);
  if (t->hashes[i]) return i;
  if (t->n_features >= TABLE_SIZE / 4 * 3 || !arena_copy(t->keep, name, &t->names[i])) return UINT32_MAX;
  t->hashes[i] = h;
  t->of_rules[i] = is_of_rules(name);
  t->n_features++;
  return i;
}

static bool add_example(judge_trainer *t, const coded_features *seen, example e) {
  if (!arena_grow(t->keep, (void **)&t->examples, &t->capacity, t->n_examples + 1, sizeof e)) return false;
  e.features = ARENA_ARRAY(t->keep, uint32_t, seen->n);
  e.doubtful = seen->doubtful;
  for (e.n = 0; e.features && e.n < seen->n; e.n++)
    if ((e.features[e.n] = feature_of(t, seen->names[e.n])) == UINT32_MAX) return false;
  for (uint32_t i = 0; i < e.n; i++) t->counts[e.features[i]]++;
  t->examples[t->n_examples++] = e;
  return e.features != NULL;
}

/* ---- what is right */

typedef struct {
  const gold_document *gold;
  const coded *ours;
  side *actors, *recipients;
  uint32_t *match; /* of ours: 1 + gold event */
  bool *taken;     /* of gold */
} pairing;

static bool lies_in(const casus_event *e, span range) {
  return e->trigger_span.begin >= range.begin && e->trigger_span.begin < range.end;
}

static bool contains(str whole, str part) {
  for (size_t i = 0; part.len && i + part.len <= whole.len; i++)
    if (memcmp(whole.ptr + i, part.ptr, part.len) == 0) return true;
  return false;
}

/* Clear drafts before doubtful ones; the same trigger and sides first, then the trigger, then whatever has the type. */
static void pair_round(const pairing *p, int round, bool doubtful) {
  for (uint32_t o = 0; o < p->ours->n_events; o++) {
    const casus_event *e = &p->ours->events[o];
    if (p->match[o] || p->ours->seen[o].doubtful != doubtful) continue;
    for (uint32_t g = 0; g < p->gold->n_events && !p->match[o]; g++) {
      const gold_event *x = &p->gold->events[g];
      if (p->taken[g] || x->event != e->event || !lies_in(e, p->gold->sentences[x->sentence].range)) continue;
      if (round < 2 && !contains(x->trigger, e->trigger)) continue;
      if (round < 1 && !gold_sides_fit(&p->actors[o], &p->recipients[o], x)) continue;
      p->match[o] = g + 1;
      p->taken[g] = true;
    }
  }
}

static bool pair_begin(pairing *p, arena *a) {
  uint32_t n = p->ours->n_events;
  p->actors = ARENA_ARRAY(a, side, n);
  p->recipients = ARENA_ARRAY(a, side, n);
  p->match = ARENA_ARRAY(a, uint32_t, n);
  p->taken = ARENA_ARRAY(a, bool, p->gold->n_events);
  if (!p->actors || !p->recipients || !p->match || !p->taken) return false;
  for (uint32_t o = 0; o < n; o++) {
    const casus_event *e = &p->ours->events[o];
    for (uint32_t i = 0; i < e->n_actors; i++) side_add(&p->actors[o], e->actors[i].code);
    for (uint32_t i = 0; i < e->n_recipients; i++) side_add(&p->recipients[o], e->recipients[i].code);
  }
  return true;
}

static bool was_read(const gold_document *d, const casus_event *e) {
  for (uint32_t i = 0; i < d->n_sentences; i++)
    if (lies_in(e, d->sentences[i].range)) return true;
  return false;
}

static bool collect_pairs(judge_trainer *t, const pairing *p, set_kind set) {
  for (int round = 0; round < 6; round++) pair_round(p, round % 3, round >= 3);
  for (uint32_t o = 0; o < p->ours->n_events; o++) {
    const gold_event *g = p->match[o] ? &p->gold->events[p->match[o] - 1] : NULL;
    if (!was_read(p->gold, &p->ours->events[o])) continue;
    example e = {.doc = t->n_docs, .set = (uint8_t)set, .event = g != NULL, .unsure = g && !g->sure};
    e.right = g && gold_sides_fit(&p->actors[o], &p->recipients[o], g);
    if (!add_example(t, &p->ours->seen[o], e)) return false;
  }
  return true;
}

/* ---- reading */

static casus_status code_article(judge_trainer *t, const casus_article *article, coded *out, casus_error *error) {
  stages st;
  casus_status status = stages_read(&t->use, article, t->page, &st, error);
  reading r = {.article = article, .t = &st.t, .an = &st.an, .m = &st.m};
  return status == CASUS_OK ? coder_code(t->use.c, &r, false, t->page, out, error) : status;
}

static casus_status collect_article(judge_trainer *t, set_kind set, gold_document *d, const casus_article *article,
                                    casus_error *error) {
  coded found = {.keep = t->page, .watch = true};
  casus_status status = gold_locate(d, article->text, error);
  if (status == CASUS_OK) status = code_article(t, article, &found, error);
  pairing p = {.gold = d, .ours = &found};
  if (status == CASUS_OK && (!pair_begin(&p, t->page) || !collect_pairs(t, &p, set))) return no_memory(error);
  for (uint32_t i = 0; set == SET_CORPUS && i < d->n_events; i++) t->gold += d->events[i].sure;
  t->n_docs++;
  return status;
}

static casus_status collect_document(judge_trainer *t, set_kind set, gold_document *d, casus_error *error) {
  char path[4096];
  const char *paths[] = {path};
  casus_reader *reader;
  casus_article article;
  snprintf(path, sizeof path, "%s/%s/articles/%.*s.txt", t->data_dir, set_names[set], (int)d->doc.len, d->doc.ptr);
  arena_reset(t->page);
  casus_status status = casus_reader_open(paths, 1, NULL, &reader, error);
  if (status != CASUS_OK) return status;
  status = casus_reader_next(reader, &article, error);
  if (status == CASUS_OK) status = collect_article(t, set, d, &article, error);
  casus_reader_close(reader);
  return status;
}

static casus_status collect_set(judge_trainer *t, set_kind set, casus_error *error) {
  char events[4096], none[4096];
  gold_set gold;
  snprintf(events, sizeof events, "%s/%s/events.jsonl", t->data_dir, set_names[set]);
  snprintf(none, sizeof none, "%s/%s/none.jsonl", t->data_dir, set_names[set]);
  casus_status status = gold_read(events, none, &gold, error);
  if (status != CASUS_OK) return status;
  for (uint32_t i = 0; status == CASUS_OK && i < gold.n_documents; i++)
    status = collect_document(t, set, &gold.documents[i], error);
  gold_free(&gold);
  return status;
}

/* ---- learning */

static double score_of(const judge_trainer *t, const model *m, const example *e) {
  double sum = 0;
  for (uint32_t k = 0; k < e->n; k++)
    if (t->counts[e->features[k]] >= COUNT_MIN) sum += m->weights[e->features[k]];
  return sum;
}

static double probability(double score) { return 1 / (1 + exp(-score)); }

/* Is the example learned from for the question, with a fold of the corpus left out? */
static bool is_learned(const example *e, int question, uint32_t without) {
  if (e->unsure || e->set == SET_NEWS || (e->set == SET_CORPUS && e->doc % FOLDS == without)) return false;
  return question == QUESTION_EVENT || (e->set == SET_CORPUS && !e->doubtful);
}

/* One step of Adam (Kingma and Ba 2015) on all examples. */
static void descend(judge_trainer *t, model *m, double penalty, uint32_t k) {
  double fade = 1 - (double)k / STEPS, first = 1 - pow(0.9, k + 1), second = 1 - pow(0.999, k + 1);
  for (uint32_t f = 0; f < TABLE_SIZE; f++) {
    double g = t->gradient[f] + penalty * m->weights[f];
    t->means[f] = 0.9 * t->means[f] + 0.1 * g;
    t->squares[f] = 0.999 * t->squares[f] + 0.001 * g * g;
    if (t->counts[f] >= COUNT_MIN) m->weights[f] -= RATE * fade * (t->means[f] / first) / (sqrt(t->squares[f] / second) + 1e-8);
  }
}

static void pull(judge_trainer *t, const example *e, double gradient, bool with_rules) {
  for (uint32_t k = 0; k < e->n; k++)
    if (with_rules || !t->of_rules[e->features[k]]) t->gradient[e->features[k]] += gradient;
}

static void fit(judge_trainer *t, model *m, int question, bool with_rules, uint32_t without) {
  memset(m, 0, sizeof *m);
  memset(t->means, 0, sizeof t->means);
  memset(t->squares, 0, sizeof t->squares);
  for (uint32_t k = 0; k < STEPS; k++) {
    memset(t->gradient, 0, sizeof t->gradient);
    for (uint32_t i = 0; i < t->n_examples; i++) {
      const example *e = &t->examples[i];
      if (!is_learned(e, question, without)) continue;
      bool yes = question == QUESTION_EVENT ? e->event : e->right;
      pull(t, e, probability(score_of(t, m, e)) - yes, with_rules);
    }
    descend(t, m, penalties[question], k);
  }
}

/* ---- scores */

typedef struct {
  unsigned ours, events, right;
} admitted;

typedef struct {
  struct {
    unsigned n, right;
    double said;
  } bins[BINS];
} reliability;

typedef struct {
  admitted rules, model, both;
  reliability corpus, news;
} judge_scores;

static void admit(admitted *a, const example *e) {
  if (e->unsure) return;
  a->ours++;
  a->events += e->event;
  a->right += e->right;
}

static void reliability_add(reliability *r, double p, bool right) {
  int b = (int)(p * BINS) < BINS ? (int)(p * BINS) : BINS - 1;
  r->bins[b].n++;
  r->bins[b].right += right;
  r->bins[b].said += p;
}

static double calibration_error(const reliability *r) {
  double error = 0, all = 0;
  for (int b = 0; b < BINS; b++) {
    error += fabs(r->bins[b].said - r->bins[b].right);
    all += r->bins[b].n;
  }
  return all > 0 ? error / all : 0;
}

static void score_fold(const judge_trainer *t, uint32_t fold, judge_scores *s) {
  for (uint32_t i = 0; i < t->n_examples; i++) {
    const example *e = &t->examples[i];
    if (e->set != SET_CORPUS || e->doc % FOLDS != fold) continue;
    double p = probability(score_of(t, &t->models[QUESTION_EVENT], e));
    bool both = p >= (e->doubtful ? JUDGE_ADMITS_DOUBTFUL : JUDGE_ADMITS_CLEAR);
    if (!e->doubtful) admit(&s->rules, e);
    if (probability(score_of(t, &t->without_rules, e)) >= ADMIT_ALONE) admit(&s->model, e);
    if (both) admit(&s->both, e);
    if (both && !e->unsure) reliability_add(&s->corpus, probability(score_of(t, &t->models[QUESTION_RIGHT], e)), e->right);
  }
}

static void print_admitted(const judge_trainer *t, const char *name, const admitted *a) {
  tally type = {.gold = t->gold, .ours = a->ours, .hits = a->events},
        whole = {.gold = t->gold, .ours = a->ours, .hits = a->right};
  fprintf(t->report, "%-12s %5u   type P %.1f R %.1f F1 %.1f   with sides P %.1f R %.1f F1 %.1f\n", name, a->ours,
          100 * tally_precision(type), 100 * tally_recall(type), 100 * tally_f1(type), 100 * tally_precision(whole),
          100 * tally_recall(whole), 100 * tally_f1(whole));
}

static void print_reliability(FILE *out, const char *name, const reliability *r) {
  fprintf(out, "%s: expected calibration error %.3f;", name, calibration_error(r));
  for (int b = 0; b < BINS; b++)
    if (r->bins[b].n)
      fprintf(out, " said %.2f right %.2f (%u)", r->bins[b].said / r->bins[b].n, (double)r->bins[b].right / r->bins[b].n,
              r->bins[b].n);
  fputc('\n', out);
}

/* ---- scaling to news: p = 1 / (1 + exp(-(a score + b))), Platt 1999, a drawn towards 1 */

typedef struct {
  double a, b;
} scale;

static bool is_scaled(const judge_trainer *t, const example *e) {
  if (e->set != SET_NEWS || e->unsure) return false;
  return probability(score_of(t, &t->models[QUESTION_EVENT], e)) >= (e->doubtful ? JUDGE_ADMITS_DOUBTFUL : JUDGE_ADMITS_CLEAR);
}

static scale fit_scale(const judge_trainer *t, uint32_t without) {
  enum { SCALE_STEPS = 4000 };
  scale s = {1, 0};
  for (int k = 0; k < SCALE_STEPS; k++) {
    double a = s.a - 1, b = 0, n = 1;
    for (uint32_t i = 0; i < t->n_examples; i++) {
      const example *e = &t->examples[i];
      if (e->doc == without || !is_scaled(t, e)) continue;
      double x = score_of(t, &t->models[QUESTION_RIGHT], e), wrong = probability(s.a * x + s.b) - e->right;
      a += wrong * x;
      b += wrong;
      n++;
    }
    s.a -= 0.02 * a / n;
    s.b -= 0.05 * b / n;
  }
  return s;
}

static void score_news(const judge_trainer *t, judge_scores *s) {
  scale fitted = {1, 0};
  uint32_t without = UINT32_MAX;
  for (uint32_t i = 0; i < t->n_examples; i++) {
    const example *e = &t->examples[i];
    if (!is_scaled(t, e)) continue;
    if (e->doc != without) fitted = fit_scale(t, without = e->doc);
    reliability_add(&s->news, probability(fitted.a * score_of(t, &t->models[QUESTION_RIGHT], e) + fitted.b), e->right);
  }
}

/* ---- the whole */

static void train_without(judge_trainer *t, uint32_t fold) {
  for (int q = 0; q < QUESTIONS; q++) fit(t, &t->models[q], q, true, fold);
  fit(t, &t->without_rules, QUESTION_EVENT, false, fold);
}

static void cross_validate(judge_trainer *t, judge_scores *s) {
  for (uint32_t fold = 0; fold < FOLDS; fold++) {
    train_without(t, fold);
    score_fold(t, fold, s);
  }
}

static void report_scores(const judge_trainer *t, const judge_scores *s) {
  if (!t->report) return;
  fprintf(t->report, "%u drafts, %u features; coded corpus, five-fold by document, %u events:\n", t->n_examples, t->n_features,
          t->gold);
  print_admitted(t, "rules alone", &s->rules);
  print_admitted(t, "model alone", &s->model);
  print_admitted(t, "both", &s->both);
  print_reliability(t->report, "confidence, corpus, cross-validated", &s->corpus);
  print_reliability(t->report, "confidence, news, scaled with the article left out", &s->news);
}

static int compare_names(const void *a, const void *b) { return str_compare(**(const str *const *)a, **(const str *const *)b); }

static void print_weights(const judge_trainer *t, const scale *news, const str **sorted, uint32_t n, FILE *out) {
  fputs(
      "# What the features of a draft weigh for its being an event, and for its type and sides being right "
      "(src/coding/judge.h).\n"
      "# Written by casus train judge from data/corpus over EWT and GUM (CC BY-SA 4.0), the sentences of tests/coding, and\n"
      "# two numbers of scale from the labels of the development articles.\n"
      "feature\tevent\tright\n",
      out);
  for (uint32_t i = 0; i < n; i++) {
    uint32_t f = (uint32_t)(sorted[i] - t->names);
    double event = t->models[QUESTION_EVENT].weights[f], right = news->a * t->models[QUESTION_RIGHT].weights[f];
    if (str_is(t->names[f], "bias")) right += news->b;
    if (fabs(event) < 0.005 && fabs(right) < 0.005) continue;
    fprintf(out, "%.*s\t%.2f\t%.2f\n", (int)t->names[f].len, t->names[f].ptr, event, right);
  }
}

static casus_status write_weights(judge_trainer *t, const scale *news, const char *path, casus_error *error) {
  const str **sorted = ARENA_ARRAY(t->keep, const str *, t->n_features + 1);
  uint32_t n = 0;
  if (!sorted) return no_memory(error);
  for (uint32_t f = 0; f < TABLE_SIZE; f++)
    if (t->hashes[f] && t->counts[f] >= COUNT_MIN) sorted[n++] = &t->names[f];
  qsort(sorted, n, sizeof *sorted, compare_names);
  FILE *out = fopen(path, "w");
  if (!out) return error_set(error, CASUS_INPUT, "cannot write %s", path);
  print_weights(t, news, sorted, n, out);
  bool failed = ferror(out) != 0;
  return fclose(out) != 0 || failed ? error_set(error, CASUS_INPUT, "cannot write %s", path) : CASUS_OK;
}

static casus_status train_all(judge_trainer *t, const char *out, casus_error *error) {
  judge_scores s = {0};
  casus_status status = CASUS_OK;
  for (int set = 0; status == CASUS_OK && set < SETS; set++) status = collect_set(t, (set_kind)set, error);
  if (status != CASUS_OK) return status;
  cross_validate(t, &s);
  train_without(t, FOLD_NONE);
  score_news(t, &s);
  scale news = fit_scale(t, UINT32_MAX);
  report_scores(t, &s);
  return write_weights(t, &news, out, error);
}

casus_status train_judge(const char *data_dir, const char *out, FILE *report, casus_error *error) {
  judge_trainer *t = calloc(1, sizeof *t);
  if (!t) return no_memory(error);
  t->report = report;
  t->data_dir = data_dir;
  t->keep = arena_new(TRAINING_BYTES_MAX);
  t->page = arena_new(TRAINING_BYTES_MAX);
  casus_status status = t->keep && t->page ? stages_use_open(&t->use, error) : no_memory(error);
  if (status == CASUS_OK) status = train_all(t, out, error);
  stages_use_close(&t->use);
  arena_free(t->keep);
  arena_free(t->page);
  free(t);
  return status;
}
