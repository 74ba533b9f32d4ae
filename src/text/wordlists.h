/* The word lists, for the code that asks them and for the test that checks their order. */
#ifndef CASUS_TEXT_WORDLISTS_H
#define CASUS_TEXT_WORDLISTS_H

#include "text/text_internal.h"

typedef struct {
  const char *name;
  const char *const *words;
  size_t n;
} word_list;
extern const word_list word_lists[];
extern const size_t n_word_lists;

#endif
