/* Statements about options, "withdraw IF blockade": read once, then evaluated for 64 choices at a time. */
#ifndef CASUS_STATEMENTS_H
#define CASUS_STATEMENTS_H

#include "strategy/conflict.h"
#include "strategy/fields.h"

enum { STATEMENT_TOKENS_MAX = 512 };

/* In postfix; an option is its index, an operator lies above all options. */
typedef struct {
  uint8_t code[STATEMENT_TOKENS_MAX];
  uint32_t n;
} statement;

/* Operators in falling strength: NOT; AND; OR; IF; IFF, of equal ones the left first; parentheses. An option may be in double
 * quotes. The error names what is wrong. */
casus_status statement_read(const fields *f, const casus_conflict *c, str text, statement *out);
/* bits[k] for every choice k of all options, 2^n_options of them, rounded up to words. */
void statement_evaluate(const statement *s, uint32_t n_options, uint64_t *bits);

/* The option of that name, "US: blockade" where several have it. n_options: none; names are compared byte by byte. */
casus_status option_find(const fields *f, const casus_conflict *c, str name, uint32_t *option);

#endif
