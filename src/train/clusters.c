/* Exchange clustering: each word in turn leaves its class and joins the one that gives the class bigrams the best likelihood. */
#include "train/clusters.h"

#include <stdlib.h>

enum { LOG_TABLE = 1 << 16 };

/* A neighbour of a word and how often. */
typedef struct {
  uint32_t word, count;
} neighbour;

typedef struct {
  const cluster_input *in;
  uint16_t *classes;          /* class 0: outside */
  uint32_t n;                 /* classes with the outside */
  double *pairs, *pairs_back; /* n * n counts of class bigrams, and transposed */
  double *size;               /* of each class */
  uint32_t *right_at, *left_at;
  neighbour *right, *left; /* of word w: [right_at[w], right_at[w + 1]) */
  double *count;
  double *table;                    /* x log x */
  double *right_class, *left_class; /* of the word under work */
  uint16_t *right_list, *left_list;
  uint32_t n_right, n_left;
} clustering;

/* Natural logarithm by its series: the libraries of different machines differ in the last digit, and a tie would fall otherwise.
 */
static double plain_log(double x) {
  double shift = 0;
  while (x > 1.5) x *= 0.5, shift += 0.693147180559945309417;
  double y = (x - 1) / (x + 1), square = y * y, term = y, sum = 0;
  for (int k = 1; k < 40; k += 2, term *= square) sum += term / k;
  return 2 * sum + shift;
}

static double x_log_x(const clustering *c, double x) {
  if (x < LOG_TABLE) return c->table[(size_t)x];
  return x * plain_log(x);
}

/* ---- neighbours, by counting sort over (word, neighbour) pairs */

static int by_word(const void *a, const void *b) {
  uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
  return x < y ? -1 : x > y;
}

static bool collect(const clustering *c, bool to_right, uint32_t *at, neighbour **out) {
  const cluster_input *in = c->in;
  uint64_t *pairs = malloc((in->n_words + 1) * sizeof *pairs);
  neighbour *list = malloc((in->n_words + 1) * sizeof *list);
  size_t n = 0, m = 0;
  for (size_t i = 0; pairs && i + 1 < in->n_words; i++) {
    uint64_t a = in->words[to_right ? i : i + 1], b = in->words[to_right ? i + 1 : i];
    if (a) pairs[n++] = a << 32 | b;
  }
  if (pairs) qsort(pairs, n, sizeof *pairs, by_word);
  uint32_t filled = 0;
  for (size_t i = 0; list && i < n;) {
    size_t from = i;
    uint32_t w = (uint32_t)(pairs[i] >> 32);
    while (i < n && pairs[i] == pairs[from]) i++;
    while (filled <= w) at[filled++] = (uint32_t)m;
    list[m++] = (neighbour){(uint32_t)pairs[from], (uint32_t)(i - from)};
  }
  while (filled <= in->n_vocabulary + 1) at[filled++] = (uint32_t)m;
  free(pairs);
  *out = list;
  return pairs && list;
}

/* ---- one word's neighbours by class, itself left out */

static uint32_t gather(const clustering *c, const neighbour *list, uint32_t from, uint32_t to, uint32_t self, double *by_class,
                       uint16_t *classes_seen, double *itself) {
  uint32_t n = 0;
  for (uint32_t i = from; i < to; i++) {
    if (list[i].word == self) {
      *itself = list[i].count;
      continue;
    }
    uint16_t k = c->classes[list[i].word];
    if (by_class[k] == 0) classes_seen[n++] = k;
    by_class[k] += list[i].count;
  }
  return n;
}

static void gather_word(clustering *c, uint32_t w, double *itself) {
  *itself = 0;
  c->n_right = gather(c, c->right, c->right_at[w], c->right_at[w + 1], w, c->right_class, c->right_list, itself);
  c->n_left = gather(c, c->left, c->left_at[w], c->left_at[w + 1], w, c->left_class, c->left_list, itself);
}

static void forget_word(clustering *c) {
  for (uint32_t i = 0; i < c->n_right; i++) c->right_class[c->right_list[i]] = 0;
  for (uint32_t i = 0; i < c->n_left; i++) c->left_class[c->left_list[i]] = 0;
}

/* Adds (or with -1 takes) the word's bigrams to class k. */
static void move_counts(clustering *c, uint32_t w, uint32_t k, double itself, double sign) {
  for (uint32_t i = 0; i < c->n_right; i++) {
    uint32_t r = c->right_list[i];
    c->pairs[(size_t)k * c->n + r] += sign * c->right_class[r];
    c->pairs_back[(size_t)r * c->n + k] += sign * c->right_class[r];
  }
  for (uint32_t i = 0; i < c->n_left; i++) {
    uint32_t l = c->left_list[i];
    c->pairs[(size_t)l * c->n + k] += sign * c->left_class[l];
    c->pairs_back[(size_t)k * c->n + l] += sign * c->left_class[l];
  }
  c->pairs[(size_t)k * c->n + k] += sign * itself;
  c->pairs_back[(size_t)k * c->n + k] += sign * itself;
  c->size[k] += sign * c->count[w];
}

/* What the likelihood gains when the word (which is in no class now) joins class k. */
static double gain(const clustering *c, uint32_t w, uint32_t k, double itself) {
  const double *row = c->pairs + (size_t)k * c->n, *back = c->pairs_back + (size_t)k * c->n;
  double sum = 0;
  for (uint32_t i = 0; i < c->n_right; i++) {
    uint32_t r = c->right_list[i];
    if (r != k) sum += x_log_x(c, row[r] + c->right_class[r]) - x_log_x(c, row[r]);
  }
  for (uint32_t i = 0; i < c->n_left; i++) {
    uint32_t l = c->left_list[i];
    if (l != k) sum += x_log_x(c, back[l] + c->left_class[l]) - x_log_x(c, back[l]);
  }
  double own = row[k] + c->right_class[k] + c->left_class[k] + itself;
  sum += x_log_x(c, own) - x_log_x(c, row[k]);
  return sum - 2 * (x_log_x(c, c->size[k] + c->count[w]) - x_log_x(c, c->size[k]));
}

static bool move_word(clustering *c, uint32_t w) {
  double itself;
  gather_word(c, w, &itself);
  uint32_t old = c->classes[w], best = old;
  move_counts(c, w, old, itself, -1);
  double most = gain(c, w, old, itself);
  for (uint32_t k = 1; k < c->n; k++) {
    if (k == old) continue;
    double g = gain(c, w, k, itself);
    if (g > most + 1e-9) most = g, best = k;
  }
  move_counts(c, w, best, itself, 1);
  c->classes[w] = (uint16_t)best;
  forget_word(c);
  return best != old;
}

static bool reserve(clustering *c) {
  size_t n = c->n, v = c->in->n_vocabulary + 3u;
  c->pairs = calloc(n * n, sizeof *c->pairs);
  c->pairs_back = calloc(n * n, sizeof *c->pairs_back);
  c->size = calloc(n, sizeof *c->size);
  c->right_at = calloc(v, sizeof *c->right_at);
  c->left_at = calloc(v, sizeof *c->left_at);
  c->count = calloc(v, sizeof *c->count);
  c->table = calloc(LOG_TABLE, sizeof *c->table);
  c->right_class = calloc(n, sizeof *c->right_class);
  c->left_class = calloc(n, sizeof *c->left_class);
  c->right_list = calloc(n, sizeof *c->right_list);
  c->left_list = calloc(n, sizeof *c->left_list);
  return c->pairs && c->pairs_back && c->size && c->right_at && c->left_at && c->count && c->table && c->right_class &&
         c->left_class && c->right_list && c->left_list;
}

static void release(clustering *c) {
  void *const all[] = {c->pairs,       c->pairs_back, c->size,       c->right_at,  c->left_at, c->count, c->table,
                       c->right_class, c->left_class, c->right_list, c->left_list, c->right,   c->left};
  for (size_t i = 0; i < sizeof all / sizeof *all; i++) free(all[i]);
}

static void start(clustering *c) {
  const cluster_input *in = c->in;
  for (uint32_t x = 1; x < LOG_TABLE; x++) c->table[x] = x * plain_log(x);
  for (uint32_t w = 1; w <= in->n_vocabulary; w++) c->classes[w] = (uint16_t)(1 + (w - 1) % in->n_classes);
  c->classes[0] = 0;
  for (size_t i = 0; i < in->n_words; i++) {
    c->count[in->words[i]]++;
    c->size[c->classes[in->words[i]]]++;
    if (i + 1 == in->n_words) break;
    uint32_t a = c->classes[in->words[i]], b = c->classes[in->words[i + 1]];
    c->pairs[(size_t)a * c->n + b]++;
    c->pairs_back[(size_t)b * c->n + a]++;
  }
}

casus_status cluster_words(const cluster_input *in, uint16_t *classes, casus_error *error) {
  clustering c = {.in = in, .classes = classes, .n = in->n_classes + 1};
  bool good = reserve(&c) && collect(&c, true, c.right_at, &c.right) && collect(&c, false, c.left_at, &c.left);
  if (good) start(&c);
  for (uint32_t round = 0; good && round < in->rounds; round++) {
    uint32_t moved = 0;
    for (uint32_t w = 1; w <= in->n_vocabulary; w++) moved += move_word(&c, w);
    if (moved * 200 < in->n_vocabulary) break;
  }
  release(&c);
  return good ? CASUS_OK : error_set(error, CASUS_MEMORY, "no memory for word classes");
}
