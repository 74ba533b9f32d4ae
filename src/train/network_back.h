/* The backward pass of model/network.h, and the losses it starts from. */
#ifndef CASUS_NETWORK_BACK_H
#define CASUS_NETWORK_BACK_H

#include "model/network.h"

/* Weights while they are trained: as they are, packed for the forward pass, and packed turned for the backward pass. */
typedef struct {
  network g;
  float *values[PARAMETERS_MAX], *packed[PARAMETERS_MAX], *turned[PARAMETERS_MAX];
  float *room;
} network_weights;

static inline size_t parameter_floats(parameter_shape p) { return (size_t)p.rows * p.columns; }

bool network_weights_open(network_weights *w, const network_shape *s, uint64_t *random);
void network_weights_close(network_weights *w);
/* After the values have changed. */
void network_weights_pack(network_weights *w);
void network_weights_pack_one(network_weights *w, uint32_t number);

/* What the sentences of a pass ought to get. */
typedef struct {
  const uint16_t *tags;    /* one a token */
  const uint32_t *allowed; /* set of labels that may be right; 0: nothing is known */
  const uint16_t *heads;   /* from 1 within the sentence; 0 the root */
  const uint8_t *rels;
} network_gold;

typedef struct {
  double tags, labels, arcs, rels; /* sums over tokens of -log(probability) */
} network_losses;

/* One thread's pass, gradients and rooms. */
typedef struct {
  network_pass pass;
  uint32_t n_max;
  float *gradients[PARAMETERS_MAX];
  float *d_input; /* n x embed: of the sums of rows */
  float *d_tags, *d_heads, *d_arcs;
  float *d_layer[2]; /* of a layer's output and of its input */
  float *d_wide;     /* n x 3 * width */
  float *packing;
  float *scores; /* of the arcs of one sentence, then of relations */
  float *hidden, *d_hidden, *rel_scores;
  const float *hidden_mask; /* dropout of the relations' hidden layer; NULL: none */
  float *room;
} network_shard;

bool network_shard_open(network_shard *s, const network_shape *shape, uint32_t n_max);
void network_shard_close(network_shard *s);
void network_shard_clear(network_shard *s, const network_shape *shape);

/* Forward, losses, backward. Gradients are of the sum of the four losses times `scale`, added to what stands there. */
void network_learn(const network_weights *w, network_shard *s, const network_gold *gold, float scale, network_losses *losses);

#endif
