/* The structured skip-gram: one pass over the text a round, one thread, sums in a fixed order.
 *
 * All arithmetic is plain IEEE on 16 lanes, without fused multiply-add (CMakeLists.txt) and without functions of libm but sqrt,
 * so that the instruction set does not show in the result. */
#include "train/vectors.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "model/kernels_x86.h"
#include "train/random.h"

enum {
  LANES = 16,
  DIM_MAX = 1024,
  VOCABULARY_LIMIT = 1 << 24,
  SIDE = 3, /* neighbours looked at to the left, and to the right */
  PLACES = 2 * SIDE,
  NEGATIVES = 5,
  NOISE_BITS = 21,
  SIGMOID_STEPS = 128, /* table entries for each unit */
  SIGMOID_END = 8      /* beyond it the sigmoid counts as 0 or 1 */
};
#define NO_ROW UINT32_MAX /* for no neighbour */

/* Words of a greater share of the text are passed over at times as centres. As neighbours all count: function words tell the
 * syntax. */
static const double full_share = 1e-4;
static const double first_rate = 0.05, last_rate = 0.05 * 1e-3;

typedef float lanes __attribute__((vector_size(LANES * sizeof(float))));
typedef float half __attribute__((vector_size(LANES / 2 * sizeof(float))));
typedef float quarter __attribute__((vector_size(LANES / 4 * sizeof(float))));

typedef struct {
  const vector_input *in;
  size_t n_rows;   /* the vocabulary and row 0 */
  size_t blocks;   /* of LANES in a vector */
  lanes *vectors;  /* [n_rows][blocks] */
  lanes *output;   /* [n_rows][PLACES][blocks]; row 0: the edge of the sentence */
  lanes *change;   /* [blocks] */
  uint64_t *count; /* [n_rows] */
  uint32_t *kept;  /* [n_rows] chance to be kept as a centre, of 2^32 */
  uint32_t *noise; /* rows, each as often as its chance to be a negative */
  float sigmoid[2 * SIGMOID_END * SIGMOID_STEPS];
  uint64_t random;
} training;

/* One centre with its neighbours. */
typedef struct {
  uint32_t word;
  uint32_t rows[PLACES]; /* by place, NO_ROW: none */
  uint32_t negatives[NEGATIVES];
  float rate;
} example;

/* ---- tables */

/* e to the power of x by its series, for the same digits everywhere. */
static double plain_exp(double x) {
  double y = x / 1024, term = 1, sum = 1;
  for (int k = 1; k < 12; k++) {
    term *= y / k;
    sum += term;
  }
  for (int k = 0; k < 10; k++) sum *= sum;
  return sum;
}

static void fill_sigmoid(training *t) {
  for (int i = 0; i < 2 * SIGMOID_END * SIGMOID_STEPS; i++) {
    double x = (i + 0.5) / SIGMOID_STEPS - SIGMOID_END;
    t->sigmoid[i] = (float)(1 / (1 + plain_exp(-x)));
  }
}

/* The chance of Mikolov et al.'s program, of 2^32. */
static uint32_t keep_chance(double share) {
  if (share <= full_share) return UINT32_MAX;
  double chance = sqrt(full_share / share) + full_share / share;
  return chance >= 1 ? UINT32_MAX : (uint32_t)(chance * UINT32_MAX);
}

static void fill_chances(training *t) {
  for (size_t w = 0; w < t->n_rows; w++) t->kept[w] = keep_chance((double)t->count[w] / (double)t->in->n_words);
}

/* Count to the power of 3/4. */
static double noise_weight(uint64_t count) {
  double root = sqrt((double)count);
  return root * sqrt(root);
}

static void fill_noise(training *t) {
  double total = 0, sum = 0;
  for (size_t w = 0; w < t->n_rows; w++) total += noise_weight(t->count[w]);
  size_t slots = (size_t)1 << NOISE_BITS, i = 0;
  for (size_t w = 0; w < t->n_rows; w++) {
    sum += noise_weight(t->count[w]);
    for (; i < slots && (double)i * total < sum * (double)slots; i++) t->noise[i] = (uint32_t)w;
  }
  for (; i < slots; i++) t->noise[i] = 0;
}

static void fill_vectors(training *t) {
  float *v = (float *)t->vectors;
  memset(v, 0, t->n_rows * t->blocks * sizeof(lanes));
  memset(t->output, 0, t->n_rows * PLACES * t->blocks * sizeof(lanes));
  for (size_t i = t->in->dim; i < t->n_rows * t->in->dim; i++) {
    float unit = (float)(random_next(&t->random) >> 40) * 0x1p-24F;
    v[i] = (unit - 0.5F) / (float)t->in->dim;
  }
}

/* ---- the step */

INLINED float dot(const lanes *a, const lanes *b, size_t blocks) {
  lanes sum = a[0] * b[0];
  for (size_t k = 1; k < blocks; k++) sum += a[k] * b[k];
  half h =
      __builtin_shufflevector(sum, sum, 0, 1, 2, 3, 4, 5, 6, 7) + __builtin_shufflevector(sum, sum, 8, 9, 10, 11, 12, 13, 14, 15);
  quarter q = __builtin_shufflevector(h, h, 0, 1, 2, 3) + __builtin_shufflevector(h, h, 4, 5, 6, 7);
  return (q[0] + q[2]) + (q[1] + q[3]);
}

INLINED float sigmoid(const training *t, float x) {
  if (x <= -SIGMOID_END) return 0;
  if (x >= SIGMOID_END) return 1;
  uint32_t i = (uint32_t)((x + SIGMOID_END) * SIGMOID_STEPS);
  return t->sigmoid[i < 2 * SIGMOID_END * SIGMOID_STEPS ? i : 2 * SIGMOID_END * SIGMOID_STEPS - 1];
}

/* Draws the output vector to the centre, or (label 0) away from it, and adds what the centre owes for it to `change`. */
INLINED void learn_output(const training *t, const lanes *centre, lanes *output, float label, float rate) {
  float step = (label - sigmoid(t, dot(centre, output, t->blocks))) * rate;
  for (size_t k = 0; k < t->blocks; k++) {
    lanes old = output[k];
    t->change[k] += old * step;
    output[k] = old + centre[k] * step;
  }
}

INLINED lanes *output_at(const training *t, uint32_t row, size_t place) {
  return t->output + ((size_t)row * PLACES + place) * t->blocks;
}

/* The rows lie far apart in memory: asking for all before the first is used hides most of the wait. */
static inline void fetch(const lanes *from, size_t n) {
  for (size_t k = 0; k < n; k++) __builtin_prefetch(from + k);
}

static inline void fetch_example(const training *t, const example *e) {
  for (size_t p = 0; p < PLACES; p++)
    if (e->rows[p] != NO_ROW) fetch(output_at(t, e->rows[p], p), t->blocks);
  for (size_t n = 0; n < NEGATIVES; n++) fetch(output_at(t, e->negatives[n], 0), PLACES * t->blocks);
}

INLINED void learn_body(const training *t, const example *e) {
  lanes *centre = t->vectors + e->word * t->blocks;
  memset(t->change, 0, t->blocks * sizeof(lanes));
  for (size_t p = 0; p < PLACES; p++) {
    if (e->rows[p] == NO_ROW) continue;
    learn_output(t, centre, output_at(t, e->rows[p], p), 1, e->rate);
    for (size_t n = 0; n < NEGATIVES; n++)
      if (e->negatives[n] != e->rows[p]) learn_output(t, centre, output_at(t, e->negatives[n], p), 0, e->rate);
  }
  for (size_t k = 0; k < t->blocks; k++) centre[k] += t->change[k];
}
LEVELS(learn, (const training *t, const example *e), (t, e))

/* ---- the text */

static bool is_kept(training *t, uint32_t word) {
  return t->kept[word] == UINT32_MAX || random_next(&t->random) >> 32 < t->kept[word];
}

/* The output row of a neighbour, row 0 for the edge; NO_ROW for none. */
static uint32_t neighbour_row(uint32_t word) {
  if (word == 0) return NO_ROW;
  return word == VECTOR_SENTENCE_END ? 0 : word;
}

/* Up to the edge of the sentence and no further. */
static void look_around(const training *t, size_t at, example *e) {
  const uint32_t *words = t->in->words;
  for (size_t p = 0; p < PLACES; p++) e->rows[p] = NO_ROW;
  for (size_t k = 1; k <= SIDE && k <= at; k++) {
    e->rows[SIDE - k] = neighbour_row(words[at - k]);
    if (words[at - k] == VECTOR_SENTENCE_END) break;
  }
  for (size_t k = 1; k <= SIDE && k < t->in->n_words - at; k++) {
    e->rows[SIDE + k - 1] = neighbour_row(words[at + k]);
    if (words[at + k] == VECTOR_SENTENCE_END) break;
  }
}

static bool make_example(training *t, size_t at, double done, example *e) {
  e->word = t->in->words[at];
  if (e->word == 0 || e->word == VECTOR_SENTENCE_END || !is_kept(t, e->word)) return false;
  look_around(t, at, e);
  for (size_t n = 0; n < NEGATIVES; n++) e->negatives[n] = t->noise[random_next(&t->random) >> (64 - NOISE_BITS)];
  e->rate = (float)(first_rate + (last_rate - first_rate) * done);
  return true;
}

/* One example behind the text, so that the memory of the next is under way while this one is learnt. */
static void run_round(training *t, uint32_t round) {
  const vector_input *in = t->in;
  double total = (double)in->n_words * in->rounds, before = (double)in->n_words * round;
  example ring[2];
  size_t n = 0;
  for (size_t i = 0; i < in->n_words; i++) {
    example *e = &ring[n & 1];
    if (!make_example(t, i, (before + (double)i) / total, e)) continue;
    fetch_example(t, e);
    if (n++) learn(t, &ring[n & 1]);
  }
  if (n) learn(t, &ring[(n - 1) & 1]);
}

/* ---- the whole */

static casus_status check_input(const vector_input *in, casus_error *error) {
  if (in->dim == 0 || in->dim % LANES || in->dim > DIM_MAX)
    return error_set(error, CASUS_USAGE, "vectors of %u numbers: not a multiple of %d up to %d", in->dim, LANES, DIM_MAX);
  if (in->n_vocabulary == 0 || in->n_words == 0 || in->rounds == 0)
    return error_set(error, CASUS_USAGE, "no words or no rounds to learn vectors from");
  if (in->n_vocabulary > VOCABULARY_LIMIT)
    return error_set(error, CASUS_USAGE, "too many words for vectors: %u", in->n_vocabulary);
  for (size_t i = 0; i < in->n_words; i++)
    if (in->words[i] > in->n_vocabulary && in->words[i] != VECTOR_SENTENCE_END)
      return error_set(error, CASUS_USAGE, "word %zu has number %u, beyond the vocabulary", i, in->words[i]);
  return CASUS_OK;
}

static lanes *new_lanes(size_t n) { return aligned_alloc(sizeof(lanes), n * sizeof(lanes)); }

static bool reserve(training *t) {
  t->vectors = new_lanes(t->n_rows * t->blocks);
  t->output = new_lanes(t->n_rows * PLACES * t->blocks);
  t->change = new_lanes(t->blocks);
  t->count = calloc(t->n_rows, sizeof *t->count);
  t->kept = calloc(t->n_rows, sizeof *t->kept);
  t->noise = calloc((size_t)1 << NOISE_BITS, sizeof *t->noise);
  return t->vectors && t->output && t->change && t->count && t->kept && t->noise;
}

static void release(training *t) {
  void *const all[] = {t->vectors, t->output, t->change, t->count, t->kept, t->noise};
  for (size_t i = 0; i < sizeof all / sizeof *all; i++) free(all[i]);
}

/* Row 0 counts the ends of sentences. */
static void count_words(training *t) {
  for (size_t i = 0; i < t->in->n_words; i++) {
    uint32_t word = t->in->words[i];
    if (word) t->count[word == VECTOR_SENTENCE_END ? 0 : word]++;
  }
}

static double seconds(void) {
  struct timespec now;
  timespec_get(&now, TIME_UTC);
  return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static void run_rounds(training *t) {
  FILE *out = t->in->report;
  for (uint32_t round = 0; round < t->in->rounds; round++) {
    double start = out ? seconds() : 0;
    run_round(t, round);
    if (!out) continue;
    double took = seconds() - start;
    fprintf(out, "vectors: round %u of %u, %.0f words a second\n", round + 1, t->in->rounds,
            (double)t->in->n_words / (took + 1e-9));
    fflush(out);
  }
}

casus_status vectors_train(const vector_input *in, float *vectors, casus_error *error) {
  casus_status status = check_input(in, error);
  if (status != CASUS_OK) return status;
  training *t = calloc(1, sizeof *t);
  if (!t) return error_set(error, CASUS_MEMORY, "no memory for word vectors");
  t->in = in;
  t->n_rows = in->n_vocabulary + (size_t)1;
  t->blocks = in->dim / LANES;
  t->random = in->seed ? in->seed : 0x9E3779B97F4A7C15ULL; /* xorshift stays at zero for ever */
  if (reserve(t)) {
    count_words(t);
    fill_sigmoid(t);
    fill_chances(t);
    fill_noise(t);
    fill_vectors(t);
    run_rounds(t);
    memcpy(vectors, t->vectors, t->n_rows * t->blocks * sizeof(lanes));
  } else {
    status = error_set(error, CASUS_MEMORY, "no memory for word vectors");
  }
  release(t);
  free(t);
  return status;
}
