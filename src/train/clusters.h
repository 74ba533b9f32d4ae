/* Word classes by the exchange algorithm (Kneser and Ney 1993): words that stand between alike neighbours share a class. */
#ifndef CASUS_CLUSTERS_H
#define CASUS_CLUSTERS_H

#include "base/base.h"

typedef struct {
  const uint32_t *words; /* vocabulary numbers from 1; 0: sentence end or a word outside the vocabulary */
  size_t n_words;
  uint32_t n_vocabulary; /* words by falling frequency */
  uint32_t n_classes;
  uint32_t rounds;
} cluster_input;

/* classes[1..n_vocabulary] gets 1 to n_classes. The same input gives the same classes on every machine. */
casus_status cluster_words(const cluster_input *in, uint16_t *classes, casus_error *error);

#endif
