/* CoNLL-U line by line: what the reader, the merger and the trainers share. */
#ifndef CASUS_CONLLU_LINES_H
#define CASUS_CONLLU_LINES_H

#include "grammar/grammar.h"

enum {
  CONLLU_ID,
  CONLLU_FORM,
  CONLLU_LEMMA,
  CONLLU_UPOS,
  CONLLU_XPOS,
  CONLLU_FEATS,
  CONLLU_HEAD,
  CONLLU_REL,
  CONLLU_DEPS,
  CONLLU_MISC,
  CONLLU_COLUMNS
};

typedef enum { CONLLU_BLANK, CONLLU_COMMENT, CONLLU_WORD, CONLLU_RANGE, CONLLU_EMPTY_NODE, CONLLU_BROKEN } conllu_kind;

typedef struct {
  str line;                    /* without its end */
  str columns[CONLLU_COLUMNS]; /* of words, ranges and empty nodes */
  uint32_t id, last;           /* number of the word; last number of a range */
  conllu_kind kind;
} conllu_line;

/* Reads the next line off *rest. False: no more. */
bool conllu_next(str *rest, conllu_line *out);
/* The value of a key in a MISC column ("SpaceAfter"); false where it is not there. */
bool conllu_misc(str misc, const char *key, str *value);

#endif
