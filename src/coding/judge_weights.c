/* Weights by the hash of the feature's name, sorted. */
#include "coding/judge_weights.h"

#include <math.h>
#include <stdlib.h>

#include "base/image.h"

#define JUDGE_IMAGE "judge.image"
#define JUDGE_TABLE "judge/weights.tsv"

enum { JUDGE_LAYOUT = 1, PART_WEIGHTS = 1, WEIGHTS_MAX = 1 << 20, WEIGHT_TOP = 1000 };

typedef struct {
  uint64_t hash;
  int32_t weights[JUDGE_QUESTIONS];
} weight;

struct judge_weights {
  const weight *items;
  weight *own; /* the same where they were read from text */
  uint32_t n, capacity;
  arena *a;
};

static casus_status no_memory(casus_error *error) { return error_set(error, CASUS_MEMORY, "no memory for the judge"); }

static int compare(const void *a, const void *b) {
  uint64_t x = ((const weight *)a)->hash, y = ((const weight *)b)->hash;
  return x < y ? -1 : x > y;
}

static casus_status add_row(judge_weights *j, const tsv *t, const uint32_t *columns, casus_error *error) {
  weight w = {.hash = hash_str(t->fields[columns[0]])};
  for (int q = 0; q < JUDGE_QUESTIONS; q++) {
    double value;
    if (!str_to_double(t->fields[columns[1 + q]], &value) || value < -WEIGHT_TOP || value > WEIGHT_TOP)
      return error_at(error, CASUS_DATA, t->file, t->line, 0, "a weight is a number such as -0.35");
    w.weights[q] = (int32_t)floor(value * JUDGE_ONE + 0.5);
  }
  if (j->n >= WEIGHTS_MAX || !arena_grow(j->a, (void **)&j->own, &j->capacity, j->n + 1, sizeof w)) return no_memory(error);
  j->own[j->n++] = w;
  return CASUS_OK;
}

static casus_status read_text(judge_weights *j, const char *data_dir, casus_error *error) {
  static const char *const names[] = {"feature", "event", "right"};
  uint32_t columns[1 + JUDGE_QUESTIONS];
  str bytes;
  file_map map = {0};
  tsv t;
  casus_status status = data_file(data_dir, JUDGE_TABLE, &bytes, &map, error);
  if (status != CASUS_OK) return status;
  status = tsv_open(&t, bytes, STR(JUDGE_TABLE), error);
  for (int i = 0; status == CASUS_OK && i <= JUDGE_QUESTIONS; i++) status = tsv_column(&t, names[i], &columns[i], error);
  while (status == CASUS_OK && (status = tsv_next(&t, error)) == CASUS_OK) status = add_row(j, &t, columns, error);
  file_unmap(&map);
  if (status != CASUS_END) return status;
  if (j->n) qsort(j->own, j->n, sizeof *j->own, compare);
  j->items = j->own;
  return CASUS_OK;
}

static casus_status read_builtin(judge_weights *j, casus_error *error) {
  str bytes;
  file_map none;
  image im;
  casus_status status = data_file(NULL, JUDGE_IMAGE, &bytes, &none, error);
  if (status == CASUS_OK) status = image_open(bytes, STR(JUDGE_IMAGE), JUDGE_LAYOUT, &im, error);
  if (status != CASUS_OK) return status;
  j->items = image_part(&im, PART_WEIGHTS, sizeof *j->items, &j->n);
  return j->items ? CASUS_OK : error_at(error, CASUS_DATA, STR(JUDGE_IMAGE), 0, 0, "is not an image of this casus");
}

casus_status judge_weights_open(const char *data_dir, judge_weights **out, casus_error *error) {
  enum { JUDGE_BYTES_MAX = 64 << 20 };
  judge_weights *j = calloc(1, sizeof *j);
  if (!j || !(j->a = arena_new(JUDGE_BYTES_MAX))) {
    free(j);
    return no_memory(error);
  }
  casus_status status = data_dir ? read_text(j, data_dir, error) : read_builtin(j, error);
  if (status != CASUS_OK) judge_weights_close(j);
  else *out = j;
  return status;
}

void judge_weights_close(judge_weights *j) {
  if (!j) return;
  arena_free(j->a);
  free(j);
}

casus_status judge_weights_pack(const char *data_dir, buffer *out, casus_error *error) {
  judge_weights *j;
  casus_status status = judge_weights_open(data_dir, &j, error);
  if (status != CASUS_OK) return status;
  image_writer *w = calloc(1, sizeof *w);
  if (w) {
    image_writer_init(w);
    image_add(w, PART_WEIGHTS, j->items, j->n, sizeof *j->items);
    status = image_write(w, JUDGE_LAYOUT, out, error);
    image_writer_free(w);
  } else {
    status = no_memory(error);
  }
  free(w);
  judge_weights_close(j);
  return status;
}

int32_t judge_weight_of(const judge_weights *j, str feature, judge_question q) {
  weight key = {.hash = hash_str(feature)};
  const weight *found = bsearch(&key, j->items, j->n, sizeof *j->items, compare);
  return found ? found->weights[q] : 0;
}
