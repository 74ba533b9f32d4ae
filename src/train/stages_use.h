/* The stages from text to mentions, with the built-in weights and tables, and a coder: for evaluation and training. */
#ifndef CASUS_STAGES_USE_H
#define CASUS_STAGES_USE_H

#include "coding/coding.h"
#include "train/json_lines.h"
#include "train/weights_use.h"

typedef struct {
  weights_use grammar;
  world *w;
  ontology *o;
  coder *c;
} stages_use;

/* What is known of one text. */
typedef struct {
  text t;
  analysis an;
  mentions m;
} stages;

/* stages_use_close is safe after a failure, too. */
casus_status stages_use_open(stages_use *u, casus_error *error);
void stages_use_close(stages_use *u);
/* Splits, analyses and resolves; everything in `a`. */
casus_status stages_read(const stages_use *u, const casus_article *article, arena *a, stages *out, casus_error *error);
/* The same for what is split already, in out->t. */
casus_status stages_analyse(const stages_use *u, casus_date date, arena *a, stages *out, casus_error *error);

/* Hands over a gold file of JSON Lines, plain or packed, line by line; `use` and `*a`, a sentence's memory, are open meanwhile.
 */
casus_status stages_walk_lines(const char *gold, stages_use *use, arena **a, json_line_taker take, void *to, casus_error *error);

#endif
