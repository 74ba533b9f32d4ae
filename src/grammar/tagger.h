/* Joint UPOS + XPOS tags, left to right. */
#ifndef CASUS_TAGGER_H
#define CASUS_TAGGER_H

#include "grammar/lexicon.h"

enum { VIEW_MARGIN = 2, TAGS_MAX = 200 };

/* `views` and `tags` have VIEW_MARGIN entries before and after the sentence: see views_open. Returns how many hashes. */
uint32_t tagger_features(const token_view *views, const uint8_t *tags, uint32_t i, uint64_t *hashes);
void tagger_run(const linear *m, const token_view *views, uint32_t n, uint8_t *tags);
/* A sentence of prose with a full stop has a finite verb: where the tags show none, the first participle that follows a noun and
 * no auxiliary becomes a past tense. `upos` and `xpos` of the joint tags; `past`: the tag of VERB, VBD. */
void tagger_mend(const token_view *views, uint32_t n, const uint8_t *tag_upos, const uint8_t *tag_xpos, uint8_t past,
                 uint8_t *tags);
/* Sets the margins around a sentence of n tokens. */
void views_close(token_view *views, uint8_t *tags, uint32_t n);
uint32_t best_class(const int32_t *scores, uint32_t n_classes);

#endif
