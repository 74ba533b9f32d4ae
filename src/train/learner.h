/* The averaged perceptron: sparse rows of weights by exact feature hash, packed at the end for the weights file. */
#ifndef CASUS_LEARNER_H
#define CASUS_LEARNER_H

#include "model/model.h"

typedef struct {
  double total; /* sum of the weight over all steps up to `stamp` */
  float weight;
  uint32_t stamp; /* step of the last change */
  uint32_t class_id;
} learner_cell;

typedef struct {
  uint64_t key; /* 0: free */
  uint32_t at;  /* first cell */
  uint16_t n, capacity;
} learner_row;

typedef struct {
  learner_row *rows; /* open addressing, n_slots a power of two */
  size_t n_slots, n_rows;
  learner_cell *cells;
  uint32_t n_cells, cell_capacity;
  uint32_t n_classes, step;
  uint32_t *updates; /* of each row slot */
  bool failed;       /* out of memory: all later calls do nothing */
} learner;

bool learner_open(learner *l, uint32_t n_classes);
void learner_close(learner *l);
void learner_scores(const learner *l, const uint64_t *hashes, uint32_t n, float *scores);
/* Begins a step of training: averages are over steps. */
static inline void learner_step(learner *l) { l->step++; }
/* `right` up, `wrong` down by one where they differ. */
void learner_update(learner *l, const uint64_t *hashes, uint32_t n, uint32_t right, uint32_t wrong);
/* One feature's weight for one class, up or down. */
void learner_raise(learner *l, uint64_t hash, uint32_t class_id, float amount);
/* A step and its update. */
void learner_learn(learner *l, const uint64_t *hashes, uint32_t n, uint32_t right, uint32_t wrong);

/* Adds the averages of `from` to `sum`, a learner that does not learn: several runs over differently shuffled sentences make
 * one model that is better than each. Empties `from`. */
void learner_absorb(learner *sum, learner *from);

typedef struct {
  bool small;           /* four classes, packed with 16 bits */
  uint32_t min_updates; /* features changed less often stay out */
  size_t max_rows;      /* the least important stay out; 0: all */
  double load;          /* features a line */
} pack_options;
casus_status learner_pack(const learner *l, const pack_options *options, buffer *out, size_t *n_packed, casus_error *error);

/* xorshift64*, so that a seed gives the same weights on every machine. */
static inline uint64_t random_next(uint64_t *state) {
  *state ^= *state >> 12;
  *state ^= *state << 25;
  *state ^= *state >> 27;
  return *state * 0x2545F4914F6CDD1DULL;
}
void random_shuffle(uint32_t *items, uint32_t n, uint64_t *state);

#endif
