/* The encoder and its heads: from rows of embeddings to scores of tags, labels, arcs and relations. Knows numbers, no words.
 * Prediction and training share this forward pass; src/train/network_back.c is its mirror.
 *
 *   x     = normalise(sum of a token's rows + vector * P)
 *   x     = layer(x) for each layer; each ends in normalise(. + x) (the sum where the widths are equal)
 *   tags, labels = x * T + b
 *   arc_dependent, arc_head, rel_dependent, rel_head = x * H + b, the first two through relu
 *   arcs  = arc_dependent * U + b, by arc_head of the head word, and a part for the distance between the two
 *   rels  = relu(rel_dependent + rel_head of the head word) * R + b
 *
 * Layers. Recurrent, both ways, a state of half the width each (after Lei et al. 2018, SRU, and Bradbury et al. 2017, QRNN):
 *   c' = f c + (1 - f) tanh(z),  f = sigmoid(g + p c),  out = sigmoid(o + q c') c'
 * Convolution of three tokens `reach` apart, relu. Attention to the `reach` tokens on both sides, heads of 32. */
#ifndef CASUS_NETWORK_H
#define CASUS_NETWORK_H

#include "base/base.h"
#include "model/kernels_bytes.h"

typedef enum { LAYER_RECURRENT, LAYER_CONVOLUTION, LAYER_ATTENTION, LAYER_KINDS } layer_kind;
enum {
  LAYERS_MAX = 8,
  WIDTH_MAX = 1024, /* of a layer */
  CLASSES_LIMIT = 512,
  HEAD_WIDTH = 32,
  REACH_MAX = 31,
  DISTANCES = 16, /* buckets of the distance between a word and its head */
  LAYER_PARAMETERS = 8,
  PARAMETERS_MAX = 16 + LAYERS_MAX * LAYER_PARAMETERS
};

typedef struct {
  uint8_t kind; /* layer_kind */
  uint8_t reach;
  uint16_t in, out; /* multiples of 32 */
} layer_shape;

typedef struct {
  uint32_t embed, vector; /* widths of the rows and of the word vectors */
  uint32_t arc, rel;      /* widths of the heads' hidden layers */
  uint32_t n_tags, n_labels, n_rels;
  uint32_t n_layers;
  layer_shape layers[LAYERS_MAX];
} network_shape;

static inline uint32_t network_width(const network_shape *s) { return s->n_layers ? s->layers[s->n_layers - 1].out : s->embed; }
static inline uint32_t tags_width(const network_shape *s) { return padded(s->n_tags) + padded(s->n_labels); }
static inline uint32_t heads_width(const network_shape *s) { return 2 * s->arc + 2 * s->rel; }
/* Floats a token that a layer computes before its norm: gates, products, queries with keys and values. */
uint32_t layer_inner(const layer_shape *l);
/* Floats a token that its matrix reads. */
uint32_t layer_reads(const layer_shape *l);
casus_status network_shape_check(const network_shape *s, casus_error *error);

/* ---- parameters, in the order of the file */
typedef enum {
  PARAMETER_VECTOR,     /* vector x embed */
  PARAMETER_INPUT_GAIN, /* embed */
  PARAMETER_INPUT_SHIFT,
  PARAMETER_TAGS, /* width x tags_width */
  PARAMETER_TAGS_BIAS,
  PARAMETER_HEADS, /* width x heads_width */
  PARAMETER_HEADS_BIAS,
  PARAMETER_ARCS, /* arc x (arc + DISTANCES) */
  PARAMETER_ARCS_BIAS,
  PARAMETER_ARC_ROOT, /* arc */
  PARAMETER_REL_ROOT, /* rel */
  PARAMETER_RELS,     /* rel x n_rels */
  PARAMETER_RELS_BIAS,
  PARAMETER_LAYERS
} parameter;
/* And for each layer, from PARAMETER_LAYERS + LAYER_PARAMETERS * layer. Those that a kind has not are empty. */
typedef enum {
  LAYER_WEIGHT, /* layer_reads x layer_inner */
  LAYER_BIAS,
  LAYER_PEEPHOLE, /* recurrent: 2 * out: forward f, o; backward f, o */
  LAYER_MIX,      /* attention: out x out */
  LAYER_MIX_BIAS, /* attention: out */
  LAYER_NEAR,     /* attention: (out / HEAD_WIDTH) rows of padded(2 * reach + 1) */
  LAYER_GAIN,     /* out */
  LAYER_SHIFT     /* out */
} layer_parameter;

typedef struct {
  uint32_t rows, columns; /* a matrix is packed in the file; a vector has 1 row. Columns are padded. */
  bool matrix;
} parameter_shape;
static inline uint32_t network_parameters(const network_shape *s) { return PARAMETER_LAYERS + LAYER_PARAMETERS * s->n_layers; }
static inline uint32_t layer_parameter_at(uint32_t layer, layer_parameter p) {
  return PARAMETER_LAYERS + LAYER_PARAMETERS * layer + (uint32_t)p;
}
parameter_shape network_parameter(const network_shape *s, uint32_t number);

/* Narrow networks hold their matrices in bytes, all but that of the vectors, and multiply in whole numbers. */
typedef struct {
  network_shape shape;
  bool narrow;
  const float *values[PARAMETERS_MAX]; /* matrices packed; NULL where they are in bytes */
  byte_matrix bytes[PARAMETERS_MAX];
} network;
/* Plans of all narrow matrices (byte_matrix_plan), for a network that is used often. */
size_t network_plan_bytes(const network *g);
void network_plan(network *g, void *room);
static inline bool parameter_is_narrow(parameter_shape p, uint32_t number) {
  return p.matrix && p.rows && number != PARAMETER_VECTOR;
}

/* ---- one pass over whole sentences */
typedef struct {
  float *read;    /* convolution: the three tokens side by side; attention: what the heads gathered */
  float *inner;   /* gates (after tanh and sigmoid), sums before relu's cut, queries, keys and values */
  float *state;   /* recurrent: states; attention: weights, heads * padded(2 * reach + 1) a token */
  float *centred; /* before gain and shift */
  float *spread;  /* 1 / deviation, one a token */
  float *out;
} layer_room;

typedef struct {
  uint32_t n_tokens, n_sentences;
  const uint32_t *first;               /* first token of each sentence, and n_tokens: n_sentences + 1 of them */
  float *input;                        /* n x embed: sums of rows; then their norm */
  float *vectors;                      /* n x vector */
  float *input_centred, *input_spread; /* may be NULL */
  layer_room layers[LAYERS_MAX];
  float *tags;          /* n x tags_width: tags, then labels */
  float *heads;         /* n x heads_width */
  float *arcs;          /* n x (arc + DISTANCES) */
  uint8_t *narrow_read; /* what a matrix of bytes reads: n rows of the deepest one */
  float *narrow_scales; /* n */
  /* Dropout, for training: factors for the input, for each layer's output, for the heads. NULL: none. */
  const float *input_mask, *layer_masks[LAYERS_MAX], *heads_mask;
} network_pass;

/* Floats of all buffers of a pass of at most n_tokens; `keep` where a backward pass will follow. Layers share rooms where it
 * will not. */
size_t network_room(const network_shape *s, uint32_t n_tokens, bool keep);
void network_lay_out(const network_shape *s, uint32_t n_tokens, bool keep, float *room, network_pass *pass);

/* From pass->input and pass->vectors to tags, heads and arcs. */
void network_run(const network *g, const network_pass *pass);

static inline const float *pass_output(const network_shape *s, const network_pass *p) {
  return s->n_layers ? p->layers[s->n_layers - 1].out : p->input;
}
static inline uint32_t arcs_width(const network_shape *s) { return s->arc + DISTANCES; }
/* Row length of the arc scores of a sentence of n tokens: scores[child * stride + head], 1 to n; 0 is the root. */
static inline uint32_t arcs_stride(uint32_t n) { return PANEL + padded(n); }
/* Bucket of the distance from a word to its head, both from 1. */
uint32_t distance_bucket(uint32_t child, uint32_t head);
/* Scores of all arcs of one sentence: (n + 1) * arcs_stride(n) floats. `packed`: packed_floats(arc, n) of room. */
void network_arcs(const network *g, const network_pass *pass, uint32_t number, float *packed, float *scores);
/* hidden[n_tokens * rel] from each token's head (from 1 within its sentence; 0 the root). */
void network_hidden(const network *g, const network_pass *pass, const uint16_t *heads, float *hidden);
/* scores[n_tokens * padded(n_rels)]. */
void network_relations(const network *g, const network_pass *pass, const float *hidden, float *scores);

#endif
