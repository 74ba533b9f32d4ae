/* The features of a word in the terms of Universal Dependencies, derived from its tags, its form and its place in the tree. No
 * model of their own: they are as good as tags and tree are. */
#ifndef CASUS_MORPHOLOGY_H
#define CASUS_MORPHOLOGY_H

#include "grammar/grammar.h"

enum { FEATURES_BYTES_MAX = 96 };

/* The FEATS column of token `i` of sentence `s` after the conventions of the English treebanks (EWT, GUM): "Number=Plur",
 * "Mood=Ind|Number=Sing|Person=3|Tense=Past|VerbForm=Fin", with the keys in order; "_" where there are none. Number and person of
 * a finite verb are those of its subject. The result is static or stands in `room`, FEATURES_BYTES_MAX
 * bytes. Time linear in the sentence's length. */
str word_features(const text *t, const analysis *an, const sentence *s, uint32_t i, char *room);

#endif
