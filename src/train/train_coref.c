/* Trains the choice of whom "he" and "she" mean: a log-linear model over the features that the library itself sees, on GAP and on
 * GUM's open documents. Weights are chosen on all of the data; what they are worth is measured on fifths that they have not seen.
 */
#include <math.h>
#include <stdlib.h>

#include "train/eval_coref.h"
#include "train/train.h"

enum { FOLDS = 5, ROUNDS = 3, STEPS = 150, FOLD_NONE = FOLDS };
enum { THRESHOLDS = 13 };
#define RATE 0.05
#define TRAINING_BYTES_MAX ((size_t)1 << 32)
#define PENALTY 20.0 /* of the squares of the weights: chosen by cross-validation */

/* One pronoun, its candidates and which of them are right. */
typedef struct {
  const world_candidate *items;
  uint32_t n, doc;
  bool *right;
} example;

typedef struct {
  world *w;
  arena *documents, *round; /* what is read; what one round of resolving leaves */
  file_map maps[2];
  coref_docs docs;
  example *examples;
  uint32_t n_examples, capacity;
  double weights[ANTECEDENT_WEIGHTS], gradient[ANTECEDENT_WEIGHTS], means[ANTECEDENT_WEIGHTS], squares[ANTECEDENT_WEIGHTS];
  int16_t whole[ANTECEDENT_WEIGHTS];
  FILE *report;
} coref_trainer;

static casus_status no_memory(casus_error *error) { return error_set(error, CASUS_MEMORY, "no memory for the training"); }

static bool in_fold(const coref_trainer *t, uint32_t doc, uint32_t fold) { return t->docs.docs[doc].index % FOLDS == fold; }

/* ---- examples */

/* The cluster of a candidate: of its name, or of another mention of it. */
static bool is_in(const coref_doc *d, const mentions *m, const world_candidate *c, uint32_t cluster) {
  if (c->token != NO_TOKEN && d->clusters[c->token] == cluster) return true;
  for (uint32_t k = 0; c->party && k < m->n_parties; k++)
    if (m->parties[k].kind != PARTY_PRONOUN && coref_cluster(d, m, k) == cluster && coref_same(m, k, c->party - 1)) return true;
  return false;
}

/* Of a pronoun of GAP that means neither name all others may be right. */
static void mark_right(const coref_doc *d, const mentions *m, const question *q, example *e) {
  bool neither = d->is_gap && q->cluster == 1 + GAP_NAMES, any = false;
  for (uint32_t i = 0; i < e->n; i++) {
    const world_candidate *c = &e->items[i];
    bool nobody = c->token == NO_TOKEN;
    if (neither) e->right[i] = nobody || (!is_in(d, m, c, 1) && !is_in(d, m, c, 2));
    else e->right[i] = !nobody && q->cluster && is_in(d, m, c, q->cluster);
    any |= e->right[i];
  }
  if (!any) e->right[0] = true;
}

static bool add_example(coref_trainer *t, uint32_t doc, const mentions *m, const question *q, const world_choices *w,
                        const world_choice *c) {
  if (!arena_grow(t->round, (void **)&t->examples, &t->capacity, t->n_examples + 1, sizeof *t->examples)) return false;
  example *e = &t->examples[t->n_examples];
  *e = (example){.items = w->candidates + c->first, .n = c->n, .doc = doc, .right = ARENA_ARRAY(t->round, bool, c->n)};
  if (!e->right) return false;
  mark_right(&t->docs.docs[doc], m, q, e);
  t->n_examples++;
  return true;
}

static casus_status collect_doc(coref_trainer *t, uint32_t doc, casus_error *error) {
  const coref_doc *d = &t->docs.docs[doc];
  mentions m;
  world_choices w = {0};
  casus_status status = world_resolve_watched(t->w, &d->t, &d->an, (casus_date){0}, t->round, &m, &w, error);
  for (uint32_t i = 0, k = 0; status == CASUS_OK && i < d->n_questions; i++) {
    while (k < w.n_choices && w.choices[k].token < d->questions[i].token) k++;
    if (k == w.n_choices) break;
    if (w.choices[k].token != d->questions[i].token) continue;
    if (!add_example(t, doc, &m, &d->questions[i], &w, &w.choices[k])) return no_memory(error);
  }
  return status;
}

static casus_status collect(coref_trainer *t, uint32_t without, casus_error *error) {
  casus_status status = CASUS_OK;
  arena_reset(t->round);
  t->n_examples = t->capacity = 0;
  t->examples = NULL;
  for (uint32_t i = 0; status == CASUS_OK && i < t->docs.n; i++)
    if (!in_fold(t, i, without)) status = collect_doc(t, i, error);
  return status;
}

/* ---- learning */

static double score_of(const coref_trainer *t, const world_candidate *c) {
  double sum = 0;
  for (uint32_t k = 0; k < c->n; k++) sum += t->weights[c->features[k]];
  return sum;
}

static void pull(coref_trainer *t, const world_candidate *c, double gradient) {
  for (uint32_t k = 0; k < c->n; k++) t->gradient[c->features[k]] += gradient;
}

/* Gradient of the negative log-likelihood of the right ones together. */
static void learn(coref_trainer *t, const example *e) {
  enum { SCORES_MAX = 64 };
  double scores[SCORES_MAX], all = 0, right = 0, top = -1e9;
  if (e->n > SCORES_MAX) return;
  for (uint32_t i = 0; i < e->n; i++) {
    scores[i] = score_of(t, &e->items[i]);
    if (scores[i] > top) top = scores[i];
  }
  for (uint32_t i = 0; i < e->n; i++) {
    scores[i] = exp(scores[i] - top);
    all += scores[i];
    right += e->right[i] ? scores[i] : 0;
  }
  for (uint32_t i = 0; i < e->n; i++) pull(t, &e->items[i], scores[i] / all - (e->right[i] && right > 0 ? scores[i] / right : 0));
}

/* One step of Adam (Kingma and Ba 2015) on the whole of the examples. */
static void descend(coref_trainer *t, uint32_t k) {
  double fade = 1 - (double)k / STEPS, first = 1 - pow(0.9, k + 1), second = 1 - pow(0.999, k + 1);
  for (uint32_t f = 0; f < ANTECEDENT_WEIGHTS; f++) {
    double g = t->gradient[f] + PENALTY * t->weights[f];
    t->means[f] = 0.9 * t->means[f] + 0.1 * g;
    t->squares[f] = 0.999 * t->squares[f] + 0.001 * g * g;
    t->weights[f] -= RATE * fade * (t->means[f] / first) / (sqrt(t->squares[f] / second) + 1e-8);
  }
}

static void to_whole(coref_trainer *t) {
  for (uint32_t f = 0; f < ANTECEDENT_WEIGHTS; f++) {
    double w = floor(t->weights[f] * ANTECEDENT_ONE + 0.5);
    t->whole[f] = (int16_t)(w > INT16_MAX ? INT16_MAX : w < -INT16_MAX ? -INT16_MAX : w);
  }
}

static void fit(coref_trainer *t) {
  memset(t->weights, 0, sizeof t->weights);
  memset(t->means, 0, sizeof t->means);
  memset(t->squares, 0, sizeof t->squares);
  for (uint32_t k = 0; k < STEPS; k++) {
    memset(t->gradient, 0, sizeof t->gradient);
    for (uint32_t i = 0; i < t->n_examples; i++) learn(t, &t->examples[i]);
    descend(t, k);
  }
  to_whole(t);
}

/* Features look at pronouns that were resolved before, so resolving and learning take turns. */
static casus_status train_without(coref_trainer *t, uint32_t fold, casus_error *error) {
  casus_status status = CASUS_OK;
  memset(t->whole, 0, sizeof t->whole);
  for (uint32_t round = 0; status == CASUS_OK && round < ROUNDS; round++) {
    status = collect(t, fold, error);
    if (status == CASUS_OK) fit(t);
  }
  return status;
}

/* ---- scores */

typedef struct {
  eval_coref_scores gap, gum;
} both_scores;

static casus_status score_fold(coref_trainer *t, uint32_t fold, both_scores *scores, casus_error *error) {
  casus_status status = CASUS_OK;
  for (uint32_t i = 0; status == CASUS_OK && i < t->docs.n; i++) {
    const coref_doc *d = &t->docs.docs[i];
    mentions m;
    if (fold != FOLD_NONE && !in_fold(t, i, fold)) continue;
    arena_reset(t->round);
    status = world_resolve(t->w, &d->t, &d->an, (casus_date){0}, t->round, &m, error);
    if (status == CASUS_OK) eval_coref_add(d->is_gap ? &scores->gap : &scores->gum, d, &m, NULL);
  }
  return status;
}

/* What "nobody" weighs more or less than was learned. */
static int threshold_at(uint32_t k) { return ((int)k - 9) * ANTECEDENT_ONE / 4; }

/* Of the fold, with each threshold. */
static casus_status score_thresholds(coref_trainer *t, uint32_t fold, both_scores *scores, casus_error *error) {
  casus_status status = CASUS_OK;
  int16_t learned = t->whole[NOBODY_FEATURE];
  for (uint32_t k = 0; status == CASUS_OK && k < THRESHOLDS; k++) {
    t->whole[NOBODY_FEATURE] = (int16_t)(learned + threshold_at(k));
    status = score_fold(t, fold, &scores[k], error);
  }
  t->whole[NOBODY_FEATURE] = learned;
  return status;
}

static double persons_f1(const eval_coref_scores *s) {
  tally all = s->kinds[ASK_MALE], she = s->kinds[ASK_FEMALE];
  all.gold += she.gold, all.ours += she.ours, all.hits += she.hits;
  return 100 * tally_f1(all);
}

static void print_scores(const coref_trainer *t, const char *what, const both_scores *s) {
  if (t->report)
    fprintf(t->report, "%s: GAP F1 %.1f (unresolved %u), GUM he and she F1 %.1f\n", what, eval_coref_f1(&s->gap),
            s->gap.unresolved, persons_f1(&s->gum));
}

/* The threshold with the best sum of the two. */
static uint32_t best_threshold(const coref_trainer *t, const both_scores *scores) {
  uint32_t best = 0;
  double top = -1;
  for (uint32_t k = 0; k < THRESHOLDS; k++) {
    double f1 = eval_coref_f1(&scores[k].gap) + persons_f1(&scores[k].gum);
    char what[40];
    snprintf(what, sizeof what, "threshold %+.2f", (double)threshold_at(k) / ANTECEDENT_ONE);
    print_scores(t, what, &scores[k]);
    if (f1 > top) best = k, top = f1;
  }
  return best;
}

static casus_status cross_validate(coref_trainer *t, uint32_t *threshold, casus_error *error) {
  both_scores scores[THRESHOLDS] = {0};
  casus_status status = CASUS_OK;
  for (uint32_t fold = 0; status == CASUS_OK && fold < FOLDS; fold++) {
    status = train_without(t, fold, error);
    if (status == CASUS_OK) status = score_thresholds(t, fold, scores, error);
  }
  *threshold = best_threshold(t, scores);
  print_scores(t, "five-fold cross-validation", &scores[*threshold]);
  if (t->report) eval_coref_print(&scores[*threshold].gap, t->report);
  return status;
}

/* ---- the table */

static casus_status write_weights(const coref_trainer *t, const char *path, casus_error *error) {
  FILE *out = fopen(path, "w");
  if (!out) return error_set(error, CASUS_INPUT, "cannot write %s", path);
  fputs(
      "/* Written by casus train coref from GAP's development set (Apache-2.0) and the coreference of GUM's open documents (CC "
      "BY). */\n"
      "#include \"world/antecedents.h\"\n\n/* clang-format off */\nconst int16_t antecedent_weights[ANTECEDENT_WEIGHTS] = {\n",
      out);
  for (uint32_t f = 0; f < ANTECEDENT_WEIGHTS; f++)
    fprintf(out, "%d%s", t->whole[f], f % FEATURE_VALUES == FEATURE_VALUES - 1 ? ",\n" : f % 32 == 31 ? ",\n    " : ",");
  fputs("};\n", out);
  bool failed = ferror(out) != 0;
  return fclose(out) != 0 || failed ? error_set(error, CASUS_INPUT, "cannot write %s", path) : CASUS_OK;
}

static casus_status train_all(coref_trainer *t, const char *out, casus_error *error) {
  uint32_t threshold = 0;
  both_scores fitted = {0};
  casus_status status = cross_validate(t, &threshold, error);
  if (status == CASUS_OK) status = train_without(t, FOLD_NONE, error);
  if (status != CASUS_OK) return status;
  t->whole[NOBODY_FEATURE] = (int16_t)(t->whole[NOBODY_FEATURE] + threshold_at(threshold));
  status = score_fold(t, FOLD_NONE, &fitted, error);
  if (status == CASUS_OK) print_scores(t, "on the training data itself", &fitted);
  return status == CASUS_OK ? write_weights(t, out, error) : status;
}

static casus_status load(coref_trainer *t, const char *data_dir, casus_error *error) {
  static const char *const files[] = {"coref/gap-development.tsv", "treebanks/gum-open-train.conllu"};
  weights_use g;
  casus_status status = weights_use_open(&g, NULL, error);
  if (status != CASUS_OK) return status;
  for (uint32_t i = 0; status == CASUS_OK && i < 2; i++) {
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", data_dir, files[i]);
    status = coref_load(path, &g, t->documents, &t->maps[i], &t->docs, error);
  }
  weights_use_close(&g);
  return status;
}

casus_status train_coref(const char *data_dir, const char *out, FILE *report, casus_error *error) {
  coref_trainer *t = calloc(1, sizeof *t);
  if (!t) return no_memory(error);
  t->report = report;
  t->documents = arena_new(TRAINING_BYTES_MAX);
  t->round = arena_new(TRAINING_BYTES_MAX);
  casus_status status = t->documents && t->round ? world_open(NULL, &t->w, error) : no_memory(error);
  if (status == CASUS_OK) world_set_antecedents(t->w, t->whole);
  if (status == CASUS_OK) status = load(t, data_dir, error);
  if (status == CASUS_OK) status = train_all(t, out, error);
  for (uint32_t i = 0; i < 2; i++)
    if (t->maps[i].bytes.ptr) file_unmap(&t->maps[i]);
  world_close(t->w);
  if (t->documents) arena_free(t->documents);
  if (t->round) arena_free(t->round);
  free(t);
  return status;
}
