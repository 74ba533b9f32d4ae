/* Sentences and tokens of a text, with byte offsets. Knows no model. */
#ifndef CASUS_TEXT_H
#define CASUS_TEXT_H

#include "base/base.h"

enum {
  SENTENCE_TOKENS_MAX = 512, /* a longer run is cut, at white space */
  TOKEN_BYTES_MAX = 4096
};
#define TEXT_BYTES_MAX ((size_t)64 << 20)
#define NO_TOKEN UINT32_MAX

typedef struct {
  uint32_t begin, end; /* bytes of the article's text */
} token;

typedef enum { SENTENCE_PROSE, SENTENCE_HEADING, SENTENCE_DATELINE } sentence_kind;

typedef struct {
  uint32_t begin, end;            /* bytes, without surrounding white space */
  uint32_t first_token, n_tokens; /* into text.tokens */
  uint32_t paragraph;             /* from 0 */
  uint8_t kind;                   /* sentence_kind */
  bool in_quote;                  /* begins inside a quotation that a sentence before opened */
} sentence;

/* Word forms are slices of `bytes`: nothing is copied. */
typedef struct {
  str bytes;
  sentence *sentences;
  token *tokens;
  uint32_t n_sentences, n_tokens;
} text;

static inline str token_form(const text *t, uint32_t i) { return str_slice(t->bytes, t->tokens[i].begin, t->tokens[i].end); }

/* Splits bytes[body..] (valid UTF-8) after the conventions of the English UD treebanks ("do n't", "Putin 's"; hyphenated
 * words are split as EWT does). A dateline at the head of the article ("TEL AVIV, March 23 (Agency) -") is a sentence of its
 * own, of kind SENTENCE_DATELINE. All results live in `a`. Time is linear in the length.
 * CASUS_MEMORY: over TEXT_BYTES_MAX or the arena's maximum. */
casus_status text_split(str bytes, uint32_t body, arena *a, text *out, casus_error *error);

#endif
