/* The other door of the world: phrases that stand by themselves, looked up for people who ask what they mean and why. world.h is
 * the door for whole documents, and what is answered here is decided by the same code. */
#ifndef CASUS_LOOKUP_H
#define CASUS_LOOKUP_H

#include "world/world.h"

/* What a look-up works with. Answers live in `a`, names in them in `w`. */
typedef struct {
  const world *w;
  const grammar *g;
  grammar_scratch *scratch;
  arena *a;
} lookup;

/* How a phrase came to be understood. */
typedef enum {
  READ_PLAIN,   /* as it stands */
  READ_NAME,    /* as one name: the tree had torn it */
  READ_SENTENCE /* inside a sentence made for it: by itself the tree had taken it for something else */
} reading_way;

/* A phrase read as a document of its own, or in its context. */
typedef struct {
  text t;
  analysis an;
  mentions m;
  span phrase;         /* bytes of t.bytes */
  uint32_t first, end; /* its tokens */
  bool in_context;     /* it stands in the context, and offsets count there */
  bool other_case;     /* the case of its letters was mended: t.bytes has it as it was read */
  reading_way way;
  uint32_t *parties; /* of the phrase; what modifies another is left out */
  uint32_t n_parties;
  uint32_t n_words, covered; /* words of the phrase; how many of them are the parties' */
} phrase_reading;

/* Reads a phrase for its parties. CASUS_INPUT: the phrase or its context is not UTF-8 or longer than allowed. */
casus_status lookup_read(const lookup *l, const casus_phrase *ask, phrase_reading *out, casus_error *error);
/* The same, without trying for parties: the phrase as it stands. */
casus_status lookup_read_plain(const lookup *l, const casus_phrase *ask, phrase_reading *out, casus_error *error);

casus_status lookup_who(const lookup *l, const casus_phrase *ask, casus_who_answer *out, casus_error *error);
casus_status lookup_where(const lookup *l, const casus_phrase *ask, casus_where_answer *out, casus_error *error);
casus_status lookup_when(const lookup *l, const casus_phrase *ask, casus_when_answer *out, casus_error *error);

#endif
