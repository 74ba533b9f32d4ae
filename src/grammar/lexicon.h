/* What is known of word forms apart from any sentence: clusters, their usual tag, whether they are parts of names. */
#ifndef CASUS_LEXICON_H
#define CASUS_LEXICON_H

#include "model/model.h"
#include "text/text.h"

/* Where a form stands in lists of names. */
enum { NAME_GIVEN = 1, NAME_FAMILY = 2, NAME_PLACE = 4, NAME_COUNTRY = 8, NAME_PEOPLE = 16, NAME_BODY = 32, NAME_CITY = 64 };
enum { TRAIT_KNOWN = 1, TRAIT_FINITE = 2 }; /* stood in the training sets; is mostly a finite verb */
enum { NO_TAG = 255, LEXICON_SLOTS = 5, LEXICON_SLOT_BYTES = 12 };

typedef struct {
  uint16_t fine, coarse; /* clusters; 0: none */
  uint8_t names;         /* NAME_* */
  uint8_t usual_tag;     /* most frequent tag in training, or NO_TAG */
  uint8_t only_tag;      /* the tag of a frequent form that has no other, or NO_TAG */
  uint8_t traits;        /* TRAIT_* */
} lexicon_entry;

/* Lines of 64 bytes, five slots each: check, fine, coarse, names, usual_tag, only_tag, traits. */
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

/* ---- one token as the models see it */
typedef struct {
  uint64_t form, lower;          /* hashes; digits count as 0 */
  uint64_t suffix[4], prefix[3]; /* of the lower-case form: 2 to 5 and 1 to 3 bytes */
  uint32_t shape;                /* hash of the form's pattern: Xxx, X., 0-0 */
  uint32_t kind;                 /* SHAPE_* */
  lexicon_entry entry;           /* of the form, else of its lower-case form */
  uint32_t verbs;                /* VERBS_*: what the rest of the sentence brings */
} token_view;

/* Other finite verbs before and after, a full stop at the end: "tortured" in a sentence without another verb is no participle. */
enum { VERBS_BEFORE = 1, VERBS_AFTER = 2, VERBS_STOP = 4 };

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

#endif
