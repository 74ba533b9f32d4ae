/* Sentences of "UDS: It Happened" (White et al. 2016, Rudinger et al. 2018): did what a word says happen? */
#ifndef CASUS_GOLD_FACTUALITY_H
#define CASUS_GOLD_FACTUALITY_H

#include <jansson.h>

#include "text/text.h"

typedef enum { HAPPENED_NOT, HAPPENED_UNSURE, HAPPENED_YES, HAPPENED_COUNT } happened;

typedef struct {
  uint32_t token;
  happened gold; /* the label, -3 to 3, in three: below -0.5, above 0.5, between */
} gold_target;

typedef struct {
  text t; /* one sentence of the gold tokens */
  gold_target *targets;
  uint32_t n_targets;
} gold_factuality;

/* record: text (tokens with one blank between them), targets [{span1: [first, end] in tokens, label}]. Of a span the last word
 * counts. Everything lives in `a`, the words in `record`. False: it is no such record, or there is no memory. */
bool gold_factuality_read(const json_t *record, arena *a, gold_factuality *out);

#endif
