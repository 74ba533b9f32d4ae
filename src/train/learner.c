/* The averaged perceptron (Collins 2002), lazily averaged. */
#include "train/learner.h"

#include <math.h>
#include <stdlib.h>

bool learner_open(learner *l, uint32_t n_classes) {
  *l = (learner){.n_slots = 1 << 20, .cell_capacity = 1 << 20, .n_classes = n_classes};
  l->rows = calloc(l->n_slots, sizeof *l->rows);
  l->updates = calloc(l->n_slots, sizeof *l->updates);
  l->cells = calloc(l->cell_capacity, sizeof *l->cells);
  l->failed = !l->rows || !l->cells || !l->updates;
  return !l->failed;
}

void learner_close(learner *l) {
  free(l->rows);
  free(l->cells);
  free(l->updates);
  *l = (learner){.failed = true};
}

static size_t find(const learner *l, uint64_t key) {
  size_t i = (size_t)(key * 0x9E3779B97F4A7C15ULL >> 20) & (l->n_slots - 1);
  while (l->rows[i].key && l->rows[i].key != key) i = (i + 1) & (l->n_slots - 1);
  return i;
}

void learner_scores(const learner *l, const uint64_t *hashes, uint32_t n, float *scores) {
  memset(scores, 0, l->n_classes * sizeof *scores);
  for (uint32_t i = 0; !l->failed && i < n; i++)
    __builtin_prefetch(&l->rows[(size_t)(hashes[i] * 0x9E3779B97F4A7C15ULL >> 20) & (l->n_slots - 1)]);
  for (uint32_t i = 0; !l->failed && i < n; i++) {
    const learner_row *r = &l->rows[find(l, hashes[i])];
    const learner_cell *c = l->cells + r->at;
    for (uint32_t k = 0; k < r->n; k++) scores[c[k].class_id] += c[k].weight;
  }
}

static bool grow_rows(learner *l) {
  learner old = *l;
  l->n_slots *= 2;
  l->rows = calloc(l->n_slots, sizeof *l->rows);
  l->updates = calloc(l->n_slots, sizeof *l->updates);
  if (!l->rows || !l->updates) {
    free(l->rows);
    free(l->updates);
    *l = old;
    return false;
  }
  for (size_t i = 0; i < old.n_slots; i++) {
    if (!old.rows[i].key) continue;
    size_t at = find(l, old.rows[i].key);
    l->rows[at] = old.rows[i];
    l->updates[at] = old.updates[i];
  }
  free(old.rows);
  free(old.updates);
  return true;
}

static bool reserve_cells(learner *l, uint32_t more) {
  if (l->cell_capacity - l->n_cells >= more) return true;
  if (l->cell_capacity > UINT32_MAX / 2) return false;
  learner_cell *grown = realloc(l->cells, (size_t)l->cell_capacity * 2 * sizeof *grown);
  if (!grown) return false;
  l->cells = grown;
  l->cell_capacity *= 2;
  return true;
}

static learner_cell *add_cell(learner *l, learner_row *r) {
  if (r->n == r->capacity) {
    uint16_t capacity = (uint16_t)(r->capacity ? r->capacity * 2 : 2);
    if (!reserve_cells(l, capacity)) return NULL;
    memcpy(l->cells + l->n_cells, l->cells + r->at, r->n * sizeof *l->cells);
    r->at = l->n_cells;
    r->capacity = capacity;
    l->n_cells += capacity;
  }
  return &l->cells[r->at + r->n++];
}

/* The cell of a feature and class, made where there is none. NULL: out of memory. */
static learner_cell *cell_of(learner *l, size_t at, uint64_t key, uint32_t class_id) {
  learner_row *r = &l->rows[at];
  if (!r->key) {
    r->key = key;
    l->n_rows++;
  }
  learner_cell *c = l->cells + r->at, *end = c + r->n;
  while (c < end && c->class_id != class_id) c++;
  if (c < end) return c;
  c = add_cell(l, r);
  if (c) *c = (learner_cell){.class_id = class_id, .stamp = l->step};
  return c;
}

static bool change(learner *l, uint64_t key, uint32_t class_id, float amount) {
  size_t at = find(l, key);
  learner_cell *c = cell_of(l, at, key, class_id);
  if (!c) return false;
  l->updates[at]++;
  c->total += (double)c->weight * (l->step - c->stamp);
  c->stamp = l->step;
  c->weight += amount;
  return true;
}

void learner_learn(learner *l, const uint64_t *hashes, uint32_t n, uint32_t right, uint32_t wrong) {
  learner_step(l);
  learner_update(l, hashes, n, right, wrong);
}

void learner_raise(learner *l, uint64_t hash, uint32_t class_id, float amount) {
  if (l->n_rows * 2 > l->n_slots && !l->failed) l->failed = !grow_rows(l);
  if (!l->failed) l->failed = !change(l, hash, class_id, amount);
}

void learner_update(learner *l, const uint64_t *hashes, uint32_t n, uint32_t right, uint32_t wrong) {
  for (uint32_t i = 0; right != wrong && i < n; i++) {
    learner_raise(l, hashes[i], right, 1);
    learner_raise(l, hashes[i], wrong, -1);
  }
}

static double average(const learner *l, const learner_cell *c) {
  return (c->total + (double)c->weight * (l->step - c->stamp)) / (l->step ? l->step : 1);
}

void learner_absorb(learner *sum, learner *from) {
  sum->step = 1;
  sum->failed = sum->failed || from->failed;
  for (size_t i = 0; i < from->n_slots && !sum->failed; i++) {
    const learner_row *r = &from->rows[i];
    if (!r->key) continue;
    if (sum->n_rows * 2 > sum->n_slots) sum->failed = !grow_rows(sum);
    size_t at = sum->failed ? 0 : find(sum, r->key);
    for (uint32_t k = 0; k < r->n && !sum->failed; k++) {
      const learner_cell *c = &from->cells[r->at + k];
      learner_cell *to = cell_of(sum, at, r->key, c->class_id);
      sum->failed = !to;
      if (to) to->total += average(from, c);
    }
    if (!sum->failed) sum->updates[at] += from->updates[i];
  }
  learner_close(from);
}

/* The averages of a row by class; of small models relative to class 0. Returns the largest size. */
static double row_averages(const learner *l, const learner_row *r, bool small, double *values) {
  memset(values, 0, l->n_classes * sizeof *values);
  for (uint32_t k = 0; k < r->n; k++) values[l->cells[r->at + k].class_id] = average(l, &l->cells[r->at + k]);
  for (uint32_t k = l->n_classes; small && k-- > 0;) values[k] -= values[0];
  double most = 0;
  for (uint32_t k = 0; k < l->n_classes; k++) most = fmax(most, fabs(values[k]));
  return most;
}

static int by_size(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return x < y ? -1 : x > y;
}

/* The unit: the 99.98th percentile of weights fills the range; what is larger is cut. */
static double choose_unit(const learner *l, const pack_options *o) {
  double *sizes = malloc((l->n_rows + 1) * sizeof *sizes), *values = malloc(l->n_classes * sizeof *values);
  size_t n = 0;
  for (size_t i = 0; sizes && values && i < l->n_slots; i++)
    if (l->rows[i].key) sizes[n++] = row_averages(l, &l->rows[i], o->small, values);
  double unit = 1;
  if (n) {
    qsort(sizes, n, sizeof *sizes, by_size);
    unit = sizes[(size_t)((double)(n - 1) * 0.9998)] / (o->small ? 4000 : 127);
  }
  free(sizes);
  free(values);
  return unit > 0 ? unit : 1;
}

static bool round_row(const double *values, uint32_t n, double unit, bool small, int16_t *rounded) {
  double limit = small ? 32000 : 127;
  bool any = false;
  for (uint32_t k = 0; k < n; k++) {
    double w = nearbyint(values[k] / unit);
    rounded[k] = (int16_t)fmax(-limit, fmin(limit, w));
    any = any || rounded[k];
  }
  return any;
}

static int by_importance(const void *a, const void *b) {
  const linear_row *x = a, *y = b;
  if (x->importance != y->importance) return x->importance > y->importance ? -1 : 1;
  return x->hash < y->hash ? -1 : x->hash > y->hash;
}

casus_status learner_pack(const learner *l, const pack_options *o, buffer *out, size_t *n_packed, casus_error *error) {
  if (l->failed) return error_set(error, CASUS_MEMORY, "no memory for the features of a model");
  linear_row *rows = malloc((l->n_rows + 1) * sizeof *rows);
  int16_t *all = malloc((l->n_rows + 1) * l->n_classes * sizeof *all);
  double *values = malloc(l->n_classes * sizeof *values), unit = choose_unit(l, o);
  size_t n = 0, dropped = 0;
  for (size_t i = 0; rows && all && values && i < l->n_slots; i++) {
    if (!l->rows[i].key || l->updates[i] < o->min_updates) continue;
    double most = row_averages(l, &l->rows[i], o->small, values);
    int16_t *w = all + n * l->n_classes;
    if (!round_row(values, l->n_classes, unit, o->small, w)) continue;
    rows[n++] = (linear_row){l->rows[i].key, w, (float)(most * sqrt((double)l->updates[i]))};
  }
  bool good = rows && all && values;
  casus_status status = good ? CASUS_OK : error_set(error, CASUS_MEMORY, "no memory to pack a model");
  if (good && o->max_rows && n > o->max_rows) {
    qsort(rows, n, sizeof *rows, by_importance);
    n = o->max_rows;
  }
  if (good) status = linear_pack(rows, n, l->n_classes, o->small, (float)unit, o->load, out, &dropped, error);
  *n_packed = n - dropped;
  free(rows);
  free(all);
  free(values);
  return status;
}

void random_shuffle(uint32_t *items, uint32_t n, uint64_t *state) {
  for (uint32_t i = n; i > 1; i--) {
    uint32_t k = (uint32_t)(random_next(state) % i), keep = items[i - 1];
    items[i - 1] = items[k];
    items[k] = keep;
  }
}
