/* How words join into surface tokens: the multi-word tokens of the English treebanks. */
#ifndef CASUS_SURFACE_H
#define CASUS_SURFACE_H

#include "text/text.h"

/* The last token of the multi-word token that begins at token i (i itself: it stands alone). `end`: of the sentence. */
uint32_t surface_token_last(const text *t, uint32_t i, uint32_t end);

#endif
