/* What is known of word forms apart from any sentence: their row and vector, whether they are parts of names. */
#ifndef CASUS_LEXICON_H
#define CASUS_LEXICON_H

#include "model/model.h"
#include "text/text.h"

/* Where a form stands in lists of names. */
enum { NAME_GIVEN = 1, NAME_FAMILY = 2, NAME_PLACE = 4, NAME_COUNTRY = 8, NAME_PEOPLE = 16, NAME_BODY = 32, NAME_CITY = 64 };
/* Whole names of several words, and of one, are rows of the lexicon too, by lexicon_phrase; `names` then says what they name, and
 * whether longer ones begin like this. */
enum { PHRASE_PLACE = 1, PHRASE_BODY = 2, PHRASE_GOES_ON = 4, PHRASE_TOKENS_MAX = 8 };
/* What a token is in the names that the sentence holds. */
enum {
  IN_PLACE = 1,
  IN_PLACE_FIRST = 2,
  IN_PLACE_NEXT = 4,
  IN_BODY = 8,
  IN_BODY_FIRST = 16,
  IN_BODY_NEXT = 32,
  LOWER_PLACE = 64,
  LOWER_PERSON = 128 /* in lower case, what with a capital is a name: "india", "lisa" */
};
enum { LEXICON_SLOTS = 6, LEXICON_SLOT_BYTES = 10 };

typedef struct {
  uint16_t form;   /* number among the forms that have a row of their own; 0: none */
  uint16_t vector; /* number of the word vector; 0: none */
  uint8_t names;   /* NAME_* */
} lexicon_entry;

/* Lines of 64 bytes, six slots each: check (4 bytes), form, vector (2 each), names, a byte of nothing. */
typedef struct {
  const unsigned char *lines;
  uint32_t n_lines;
} lexicon;

casus_status lexicon_open(str section, lexicon *out, casus_error *error);
/* False: not there (the entry is then empty). */
bool lexicon_find(const lexicon *l, uint64_t form_hash, lexicon_entry *entry);

typedef struct {
  uint64_t form_hash;
  lexicon_entry entry;
} lexicon_row;
casus_status lexicon_pack(const lexicon_row *rows, size_t n_rows, buffer *out, size_t *dropped, casus_error *error);

/* ---- one token as the network sees it */
typedef struct {
  uint64_t form, lower;          /* hashes; digits count as 0 */
  uint64_t suffix[4], prefix[3]; /* of the lower-case form: 2 to 5 and 1 to 3 bytes */
  uint32_t shape;                /* hash of the form's pattern: Xxx, X., 0-0 */
  uint32_t kind;                 /* SHAPE_* */
  uint32_t phrase;               /* IN_* */
  lexicon_entry entry;           /* of the form, else of its lower-case form */
} token_view;

enum {
  SHAPE_CAPITAL = 1,
  SHAPE_UPPER = 2,
  SHAPE_DIGIT = 4,
  SHAPE_HYPHEN = 8,
  SHAPE_FIRST = 16,
  SHAPE_TITLES = 32,
  SHAPE_ALPHA = 64,
  SHAPE_APOSTROPHE = 128
};

/* Looks at all tokens of one sentence. */
void view_sentence(const lexicon *l, const text *t, const sentence *s, token_view *views);
uint64_t form_hash(str form);
/* The hash of a phrase and one more word; of nothing: 0. */
uint64_t lexicon_phrase(uint64_t phrase, uint64_t form);

#endif
