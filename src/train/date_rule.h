/* Dates by rule over gold words, for training labels: what a calendar names, without the words around it. "3 May 2021",
 * "Tuesday", "1990s", "19th century"; but not "last week", "today" or "two days". */
#ifndef CASUS_DATE_RULE_H
#define CASUS_DATE_RULE_H

#include "grammar/grammar.h"

/* How many words from token i on, before `end`, are one date; 0: none begins here. `in_time`: the treebank says that the word is
 * in an expression of time, so that a bare number may be a year. Tags and tree of `an` are used. */
uint32_t date_length(const text *t, const analysis *an, uint32_t i, uint32_t end, bool in_time);

#endif
