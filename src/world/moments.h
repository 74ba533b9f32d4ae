/* Private to src/world: the time expressions of a document. */
#ifndef CASUS_MOMENTS_H
#define CASUS_MOMENTS_H

#include "world/world.h"

/* Every time expression that names a date or a period, in order of the text; what a sentence of kind SENTENCE_DATELINE says is
 * left out. `on`: publication date; year 0: none, and relative expressions stay unresolved (begin none, basis none). Expressions
 * that lean on another one ("three weeks later") are unresolved too. *at has one entry for each token: 1 + index at the
 * expression's head, else 0. All live in `a`. Time is linear in the tokens. */
casus_status moments_find(const text *t, const analysis *an, casus_date on, arena *a, moment **moments, uint32_t *n,
                          uint32_t **at, casus_error *error);

#endif
