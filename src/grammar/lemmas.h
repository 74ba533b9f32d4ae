/* Lemmas by learned edit rules: "cut k bytes off the form, add these". The rule is chosen by tag and form, else by tag and the
 * longest known ending. */
#ifndef CASUS_LEMMAS_H
#define CASUS_LEMMAS_H

#include "grammar/lexicon.h"

enum { LEMMA_ADD_MAX = 13, LEMMA_SUFFIX_MAX = 5, LEMMA_RULES_MAX = 4096, LEMMA_SLOTS = 10, LEMMA_SLOT_BYTES = 6 };

typedef struct {
  uint8_t cut;       /* bytes off the end of the form */
  uint8_t keep_case; /* 0: the form is taken in lower case */
  uint8_t n_add;
  char add[LEMMA_ADD_MAX];
} lemma_rule;

/* n_rules n_lines longest[256]: the longest ending worth looking up for each tag; rules of 16 bytes; lines of 64 bytes. */
typedef struct {
  const unsigned char *longest, *rules, *lines;
  uint32_t n_rules, n_lines;
} lemma_model;

typedef struct {
  arena *a; /* where new strings go, in blocks */
  char *block;
  size_t used, size;
} lemma_store;

casus_status lemmas_open(str section, lemma_model *out, casus_error *error);
/* False: out of memory. */
bool lemma_of(const lemma_model *m, lemma_store *store, str form, const token_view *v, uint8_t tag, str *lemma);

/* Keys of the table; `suffix` counts 0 to LEMMA_SUFFIX_MAX bytes. */
uint64_t lemma_key_form(uint8_t tag, const token_view *v);
uint64_t lemma_key_suffix(uint8_t tag, const token_view *v, uint32_t suffix);
/* The lower case of ASCII and of the Latin letters of two bytes; same length. */
void lower_into(str s, char *out);
/* The rule applied; `out` holds form.len + LEMMA_ADD_MAX bytes. Returns the length; 0: the rule does not fit. */
size_t lemma_apply(const lemma_rule *rule, str form, char *out);

typedef struct {
  uint64_t key;
  uint16_t rule;
} lemma_row;
casus_status lemmas_pack(const lemma_row *rows, size_t n_rows, const lemma_rule *rules, uint32_t n_rules,
                         const uint8_t longest[256], buffer *out, casus_error *error);

#endif
