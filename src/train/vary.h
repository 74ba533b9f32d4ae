/* More sentences of the kind news is made of: copies of treebank sentences in which names stand where pronouns stood. */
#ifndef CASUS_VARY_H
#define CASUS_VARY_H

#include "base/base.h"

/* Reads CoNLL-U, adds CoNLL-U of the copies. "They gave us tanks" becomes "Norway gave Kenya tanks"; sentences with an indirect
 * object are all copied, of the others one in some. Every clause with a subject and an object or oblique also stands alone as a
 * short sentence: those of the treebanks are mostly fragments. The same input and seed give the same copies. */
bool vary_sentences(str conllu, uint64_t seed, buffer *out);

#endif
