/* What the trainers of the single models share. */
#ifndef CASUS_TRAINER_H
#define CASUS_TRAINER_H

#include "train/corpus.h"
#include "train/random.h"
#include "train/train.h"

enum { FOLDS = 4, RUNS = 3 }; /* models are sums of several runs: see learner_absorb */

typedef enum {
  PART_METADATA,
  PART_TAGS,
  PART_LEXICON,
  PART_TAGGER,
  PART_LEMMAS,
  PART_MOVES,
  PART_RELATIONS,
  PART_ENTITIES,
  PART_COUNT
} trainer_part;

typedef struct {
  corpus c;
  grammar g;                                                     /* the models that are done, for use by the next */
  buffer parts[PART_COUNT];                                      /* their sections */
  uint8_t *gold_tags[CORPUS_FILES_MAX], *tags[CORPUS_FILES_MAX]; /* joint tags of each word: given; predicted by a tagger that
                                                                    did not see the sentence */
  grammar_scratch *scratch;
  uint64_t random, seed;
  uint32_t epochs;
  const char *data_dir, *lexicon_from;
  FILE *report;
} trainer;

void report(const trainer *t, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Each trains one model, writes its section and opens it in t->g. In this order. */
casus_status train_tags(trainer *t, casus_error *error); /* the joint tag set */
casus_status train_lexicon(trainer *t, casus_error *error);
casus_status train_tagger(trainer *t, casus_error *error); /* and t->tags */
casus_status train_lemmas(trainer *t, casus_error *error);
casus_status train_parser(trainer *t, casus_error *error);

static inline uint8_t *trainer_gold_tags(const trainer *t, uint32_t i) {
  return t->gold_tags[t->c.sentences[i].file] + corpus_at(&t->c, i)->first_token;
}
static inline uint8_t *trainer_tags(const trainer *t, uint32_t i) {
  return t->tags[t->c.sentences[i].file] + corpus_at(&t->c, i)->first_token;
}
/* Views of sentence i in the scratch, with margins; its tags (predicted or gold) copied beside them. */
void trainer_look(trainer *t, uint32_t i, const uint8_t *tags);
/* The same, but one sentence in some dressed as a headline: Its Words Begin with Capitals. The treebanks have few of those. */
void trainer_look_dressed(trainer *t, uint32_t i, const uint8_t *tags);
/* The order of an epoch: numbers of all sentences, shuffled. NULL: out of memory. Freed by the caller. */
uint32_t *trainer_order(trainer *t);

/* ---- the dynamic oracle of the parser (Goldberg and Nivre 2012) */
/* Makes a tree projective by lifting arcs; heads[1..n], 0 the root. */
void oracle_projectivise(uint16_t *heads, uint32_t n);
/* Gold arcs that can no longer be had after each legal move; of moves that are not legal the cost is huge. */
void oracle_costs(const parse_state *s, const uint16_t *gold, uint32_t costs[MOVE_COUNT]);

#endif
