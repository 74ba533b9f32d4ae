/* What the trainers of the single parts share. */
#ifndef CASUS_TRAINER_H
#define CASUS_TRAINER_H

#include "train/corpus.h"
#include "train/random.h"
#include "train/train.h"

typedef enum {
  PART_METADATA,
  PART_TAGS,
  PART_LEXICON,
  PART_VECTORS,
  PART_LEMMAS,
  PART_ROWS,
  PART_NETWORK,
  PART_COUNT
} trainer_part;

typedef struct {
  corpus c;
  grammar g;                            /* the parts that are done, for use by the next */
  buffer parts[PART_COUNT];             /* their sections */
  uint8_t *gold_tags[CORPUS_FILES_MAX]; /* joint tags of each word */
  token_view views[SENTENCE_TOKENS_MAX];
  uint64_t random;
  uint32_t n_sentences, n_words; /* of the treebanks */
  uint32_t n_forms;              /* of the lexicon that have a row of their own */
  const train_options *options;
} trainer;

void report(const trainer *t, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Each trains one part, writes its section and opens it in t->g. In this order. */
casus_status train_tags(trainer *t, casus_error *error); /* the joint tag set */
/* Joint tags of a file that came later. */
casus_status trainer_find_tags(trainer *t, uint32_t file, casus_error *error);
casus_status train_lexicon(trainer *t, casus_error *error);
casus_status train_lemmas(trainer *t, casus_error *error);
casus_status train_network(trainer *t, casus_error *error);

/* Writes the weights file of all parts so far, and scores it on the development sets where they are there. */
typedef struct {
  bool known;
  double upos, las, entities;
} trainer_scores;
casus_status trainer_write(trainer *t, const char *path, const char *scores, casus_error *error);
trainer_scores trainer_score(const trainer *t, const char *path);

static inline const uint8_t *trainer_gold_tags(const trainer *t, uint32_t i) {
  return t->gold_tags[t->c.sentences[i].file] + corpus_at(&t->c, i)->first_token;
}
/* Views of sentence i in t->views. */
void trainer_look(trainer *t, uint32_t i);
/* The same, but dressed as a headline: Its Words Begin with Capitals. The treebanks have few of those. */
void trainer_look_dressed(trainer *t, uint32_t i);

#endif
