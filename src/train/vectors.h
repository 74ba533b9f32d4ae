/* Word vectors by the structured skip-gram (Ling, Dyer, Black and Trancoso 2015, "Two/Too Simple Adaptations of Word2Vec for
 * Syntax Problems") with negative sampling (Mikolov et al. 2013): a word predicts each neighbour by a matrix of that neighbour's
 * place. */
#ifndef CASUS_VECTORS_H
#define CASUS_VECTORS_H

#include <stdio.h>

#include "base/base.h"

#define VECTOR_SENTENCE_END UINT32_MAX

typedef struct {
  const uint32_t *words; /* vocabulary numbers from 1; 0: a word outside the vocabulary; VECTOR_SENTENCE_END: end of a sentence */
  size_t n_words;
  uint32_t n_vocabulary; /* words by falling frequency */
  uint32_t dim;          /* a multiple of 16, up to 1024 */
  uint32_t rounds;
  uint64_t seed;
  FILE *report; /* a line a round with the words a second; NULL: none */
} vector_input;

/* vectors[(n_vocabulary + 1) * dim]: row 0 is zero, the others are not scaled to a length. The same input gives the same bytes on
 * every machine. Untouched on failure: CASUS_USAGE for numbers that make no sense, CASUS_MEMORY. Takes 7 * dim floats a word of
 * the vocabulary beside `vectors`, and one thread. */
casus_status vectors_train(const vector_input *in, float *vectors, casus_error *error);

#endif
