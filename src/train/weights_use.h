/* A grammar from a file or from the built-in weights, for evaluation. */
#ifndef CASUS_WEIGHTS_USE_H
#define CASUS_WEIGHTS_USE_H

#include "grammar/grammar.h"

typedef struct {
  file_map map;
  grammar *g;
  grammar_scratch *scratch;
} weights_use;

/* path NULL: the built-in "grammar.casus". */
casus_status weights_use_open(weights_use *w, const char *path, casus_error *error);
void weights_use_close(weights_use *w);
/* Scores the weights on the bytes of a gold file; what it needs and gives stands in `job`. */
typedef casus_status (*weights_evaluate)(str gold, const char *gold_path, weights_use *w, arena *a, void *job,
                                         casus_error *error);
/* Opens both files, calls `evaluate` once, closes them. */
casus_status weights_use_on(const char *gold_path, const char *weights_path, weights_evaluate evaluate, void *job,
                            casus_error *error);
/* Sentences and tokens of a raw text. */
casus_status eval_split(str bytes, arena *a, text *out, casus_error *error);

#endif
