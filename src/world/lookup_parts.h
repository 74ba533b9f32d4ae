/* What the files that answer look-ups share: reasons in words, rows of tables, offsets. Private to world/. */
#ifndef CASUS_LOOKUP_PARTS_H
#define CASUS_LOOKUP_PARTS_H

#include "world/facts.h"
#include "world/lookup.h"

/* Reasons as they come up. */
typedef struct {
  const lookup *l;
  casus_reason *items;
  uint32_t n, capacity, of; /* of: what they are about */
  bool failed;              /* no memory */
} reasons;

__attribute__((format(printf, 3, 4))) void reason_add(reasons *r, const char *stage, const char *format, ...);
#define STR_ARG(s) (int)(s).len, (s).ptr
/* How the phrase was read, where that is not plain. */
void reason_reading(reasons *r, const phrase_reading *in);

/* A row by the name of its file and its line, as its table has it. False: there is no such row. */
bool table_row(const world *w, str file, uint32_t line, casus_actor_row *out);
/* "people.tsv:812" into its parts. False: names no row. */
bool row_parts(str row, str *file, uint32_t *line);

/* Where a row's term lies as seen from a day. */
typedef enum { TERM_NOW, TERM_ENDED, TERM_AHEAD } term_place;
term_place term_on(const casus_actor_row *row, casus_date day);

/* The rows weighed for one actor: first the one taken. Appends to *list. False: no memory. */
typedef struct {
  casus_actor_row *items;
  uint32_t n, capacity;
} row_list;
bool rows_of_party(const lookup *l, const phrase_reading *in, const party *p, uint32_t of, casus_date day, row_list *list);
/* Rows whose names stand among the words of a phrase in which no party was found. */
bool rows_of_words(const lookup *l, const phrase_reading *in, casus_date day, row_list *list);

/* Words as they were read. */
static inline str lookup_words(const phrase_reading *in, uint32_t first_token, uint32_t n_tokens) {
  return str_slice(in->t.bytes, in->t.tokens[first_token].begin, in->t.tokens[first_token + n_tokens - 1].end);
}
/* Bytes of the phrase, or of the context where it stands there. */
span lookup_span(const phrase_reading *in, uint32_t first_token, uint32_t n_tokens);
/* The words at a span as they were given. */
str lookup_text(const casus_phrase *ask, const phrase_reading *in, span s);
/* The day that offices are held against. */
casus_date lookup_day(const lookup *l, const casus_phrase *ask);

#endif
