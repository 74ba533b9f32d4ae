/* Private to src/world: the time expressions of a document. */
#ifndef CASUS_MOMENTS_H
#define CASUS_MOMENTS_H

#include "world/world.h"

typedef struct {
  uint32_t first_token, n_tokens;
} moment_span;

typedef struct {
  casus_date on;            /* publication; year 0: none, and relative expressions stay unresolved (begin none, basis none) */
  str country;              /* the article's, for national days; may be empty */
  const moment_span *given; /* NULL: all are searched for. Else: these are times, in order of the text, and no other is one; every
                               one of them gets a moment, of kind 0 where nothing is understood */
  uint32_t n_given;
  bool with_datelines; /* what a sentence of kind SENTENCE_DATELINE says is otherwise left out */
} moment_search;

/* Every time expression, in order of the text. *at has one entry for each token: 1 + index at the expression's head where the
 * moment dates something, else 0. All live in `a`. Time is linear in the tokens. */
casus_status moments_find(const text *t, const analysis *an, const moment_search *search, arena *a, moment **moments, uint32_t *n,
                          uint32_t **at, casus_error *error);

#endif
