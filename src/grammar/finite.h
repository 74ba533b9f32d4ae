/* What a sentence owes its finite verb, where the network's tags and arcs do not agree with one another. */
#ifndef CASUS_FINITE_H
#define CASUS_FINITE_H

#include "grammar/grammar.h"

/* A sentence of prose with a full stop has a finite verb: where the tags show no verb form that could be it, the first participle
 * that follows a nominal is a past tense. xpos and upos of the joint tags; `past`: the tag of VERB, VBD; tags[n] of one sentence.
 */
void finite_mend_tags(const uint8_t *tag_upos, const uint8_t *tag_xpos, uint8_t past, uint32_t n, uint8_t *tags);
/* The only finite verb of a sentence is no modifier of a noun behind it or right before it, and no determiner reaches over it:
 * such arcs lose. scores as network_arcs gives them; words of the sentence, tagged. */
void finite_mend_arcs(const word *words, uint32_t n, uint32_t stride, float *scores);

/* May a word hang on this head by that relation? What belongs to nouns does not hang on a finite verb. */
bool finite_allows(const word *head, relation rel);

#endif
