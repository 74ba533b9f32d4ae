/* Raw news as training sentences: what several networks together say of it (after Kuncoro et al. 2016, an ensemble distilled into
 * one parser). */
#ifndef CASUS_TEACHERS_H
#define CASUS_TEACHERS_H

#include "train/corpus.h"
#include "train/train.h"

enum { TEACHERS_MAX = TRAIN_TEACHERS_MAX };

/* Adds a file of sentences of DIR/raw to `c`, analysed by the mean of the teachers' probabilities. All teachers must have one
 * lexicon and one set of tags. Articles of world-newswire are left out: entities are scored on them. */
casus_status teachers_add(corpus *c, const char *const *paths, uint32_t n, const char *data_dir, casus_error *error);

#endif
