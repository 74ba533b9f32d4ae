/* Which word forms stand in lists of names: places, countries, peoples, persons, armed groups and bodies. */
#ifndef CASUS_NAME_LISTS_H
#define CASUS_NAME_LISTS_H

#include "train/raw_text.h"

typedef struct {
  uint64_t form; /* form_hash of a word, lexicon_phrase of a whole name; 0: free */
  uint8_t names; /* NAME_*; PHRASE_* */
} name_flag;

typedef struct {
  name_flag *slots;
  size_t n_slots, n;
} name_lists;

/* Reads the lists of `facts_dir`. A word whose lower-case form is the more frequent one in `raw` is left out ("New", "Will"),
 * but for the names of countries and large cities ("North", "United"). */
casus_status names_open(name_lists *l, const char *facts_dir, const raw_words *raw, casus_error *error);
void names_close(name_lists *l);

#endif
