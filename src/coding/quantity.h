/* Numbers in words and digits: "12", "at least 20", "hundreds of thousands", "between 50 and 100". Private to coding/. */
#ifndef CASUS_QUANTITY_H
#define CASUS_QUANTITY_H

#include "coding/tree.h"

/* Reads the number whose last word is token `last`, from as far to the left as its words reach. False: no number, or one of
 * money, parts of a hundred, years. Linear in its words, of which there are at most QUANTITY_WORDS_MAX. */
enum { QUANTITY_WORDS_MAX = 16 };
bool quantity_read(const tree *d, uint32_t last, casus_figure *out, uint32_t *first);
/* The last word of the number that token `tok` belongs to: of "tens" in "tens of thousands". */
uint32_t quantity_last(const tree *d, uint32_t tok);
/* The sum of two numbers: "two soldiers and three civilians". Its words reach from the one to the other. */
void quantity_add(casus_figure *sum, const casus_figure *more);
/* May the token be (the last word of) a number? */
bool quantity_is_word(const tree *d, uint32_t tok);

#endif
