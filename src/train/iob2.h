/* Tokens with IOB2 labels, one a line, an empty line between sentences: gold files of entities and of sides. */
#ifndef CASUS_IOB2_H
#define CASUS_IOB2_H

#include "text/text.h"

typedef struct {
  text t;      /* forms with a space between, in sentences of at most SENTENCE_TOKENS_MAX tokens */
  str *labels; /* of each token as written: "O", "B-PER", "I-S" */
} iob2;

/* Lines: form, tab, label, perhaps labels of inner names; or number, tab, form, tab, label; or form, space, label. `#` lines
 * without a tab are comments. Labels lie in `input`, all else in `a`. CASUS_INPUT: a line has no form and label. */
casus_status iob2_read(str input, str file, arena *a, iob2 *out, casus_error *error);

#endif
