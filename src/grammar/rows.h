/* Which rows of the embedding table make up a token: its form, its endings and beginnings, its shape, the lists of names it
 * stands in. Trainer and predictor share this. */
#ifndef CASUS_ROWS_H
#define CASUS_ROWS_H

#include "grammar/lexicon.h"

typedef enum {
  ROWS_FORM, /* one each; the first: a form without a row of its own */
  ROWS_SUFFIX_2,
  ROWS_SUFFIX_3,
  ROWS_SUFFIX_4,
  ROWS_SUFFIX_5,
  ROWS_PREFIX_1,
  ROWS_PREFIX_2,
  ROWS_PREFIX_3,
  ROWS_SHAPE,
  ROWS_NAMES,  /* eight, by bit */
  ROWS_PHRASE, /* eight, by bit */
  ROWS_KIND,   /* eight, by bit */
  ROWS_FAMILIES
} row_family;

enum { TOKEN_ROWS_MAX = 9 + 24, FORMS_MAX = 60000 };

/* Rows first[f] to first[f + 1] belong to family f. All families but the first have powers of two, for hashes. */
typedef struct {
  uint32_t first[ROWS_FAMILIES + 1];
} row_plan;

/* The plan for so many forms. */
row_plan row_plan_of(uint32_t n_forms);
static inline uint32_t row_plan_rows(const row_plan *p) { return p->first[ROWS_FAMILIES]; }
/* Fills rows[0 .. TOKEN_ROWS_MAX) and returns how many; the form's row is the first. */
uint32_t token_rows(const row_plan *p, const token_view *v, uint32_t *rows);

#endif
