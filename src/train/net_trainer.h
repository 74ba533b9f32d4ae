/* The machinery of the network's training: batches in shards, Adam, means of the weights. */
#ifndef CASUS_NET_TRAINER_H
#define CASUS_NET_TRAINER_H

#include "train/network_back.h"
#include "train/trainer.h"

enum {
  SHARDS = 2, /* of each batch, whatever the number of threads: their gradients are added in order */
  SHARD_TOKENS = 400,
  SHARD_ROOM = SHARD_TOKENS + SENTENCE_TOKENS_MAX
};

/* A value with its moments and its mean along the way. */
typedef struct {
  float *value, *first, *second, *mean;
} moments;

/* One thread's share of a batch. */
typedef struct {
  network_shard net;
  uint32_t n_sentences, first[SHARD_ROOM + 1];
  uint32_t token_rows[SHARD_ROOM][TOKEN_ROWS_MAX];
  uint8_t n_rows[SHARD_ROOM];
  uint16_t tags[SHARD_ROOM], heads[SHARD_ROOM];
  uint8_t rels[SHARD_ROOM];
  label_set allowed[SHARD_ROOM];
  float *masks;        /* input, layers, heads, hidden */
  float *row_gradient; /* n_rows * embed */
  uint8_t *touched;
  uint32_t *touched_list, n_touched;
  uint64_t random;
  network_losses losses;
} shard;

typedef struct {
  float top;
  uint32_t warm, step, n_steps; /* rises over `warm` steps, then falls to nothing at n_steps */
} rate_plan;

typedef struct {
  trainer *t;
  network_shape shape;
  network_weights w;
  moments parameters[PARAMETERS_MAX], rows;
  uint32_t *row_step; /* of each row: the step of its last change */
  float *vectors;     /* as they are after rounding to bytes */
  uint32_t n_vectors, n_rows;
  row_plan plan;
  shard *shards[SHARDS];
  rate_plan rate;
  float scale; /* of the losses: 1 / tokens of the batch */
} net_trainer;

static inline float net_unit(uint64_t *random) { return (float)(random_next(random) >> 40) / 16777216.0f; }

/* Shape, vectors, weights at random, shards. */
casus_status net_open(net_trainer *x, trainer *t, casus_error *error);
void net_close(net_trainer *x);
/* Takes rows and network of a weights file of the same shape. */
casus_status net_take(net_trainer *x, const char *path, casus_error *error);
/* Begins a training: the means become the values, the moments nothing. */
void net_begin(net_trainer *x, rate_plan rate);

/* Fills the sum of rows and the vector of token `at`, whose rows stand in the shard. */
void net_fill(const net_trainer *x, shard *s, uint32_t at, uint32_t vector);
/* One step: `learn` for each shard that has tokens, side by side; then Adam on all that it changed. */
typedef void (*net_learn)(net_trainer *x, shard *s);
void net_step(net_trainer *x, net_learn learn);
float net_rate(const net_trainer *x);

/* Draws the masks of dropout for the tokens of the shard's pass. */
void net_draw_masks(const network_shape *g, shard *s);

/* Sections of the means, into t->parts. */
casus_status net_write(net_trainer *x, bool narrow, casus_error *error);

#endif
