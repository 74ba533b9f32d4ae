/* Training of what is shipped, and scoring. Nothing here prints: reports go to the FILE that the caller hands in. */
#ifndef CASUS_TRAIN_H
#define CASUS_TRAIN_H

#include <stdio.h>

#include "casus.h"

typedef struct {
  const char *data_dir;        /* holds treebanks/, entities/, raw/, facts/ */
  const char *out_path;        /* of the weights file */
  const char *date;            /* for the metadata, e.g. "2026-11-22"; NULL: none */
  uint64_t seed;               /* 0: 1 */
  uint32_t epochs;             /* passes over the trees; 0: TRAIN_EPOCHS */
  const char *encoder;         /* e.g. "e128 c1x192 r192 r192"; NULL: TRAIN_ENCODER */
  const char *teacher_encoder; /* of those; NULL: TRAIN_TEACHER_ENCODER */
  bool wide;                   /* keep the matrices as floats, do not round them to bytes */
  uint32_t n_teachers;         /* networks trained first, to say what is right of raw news */
  const char *const *teachers; /* weights files of networks that are there already; closed by a NULL; NULL: none */
  double rate;                 /* top of the learning rate on the treebanks; 0: TRAIN_RATE */
  const char *start_from;      /* weights file of the same shape whose network is trained on; NULL: from random weights */
  const char *lexicon_from;    /* weights file whose lexicon and vectors are taken over; NULL: made anew */
  FILE *report;                /* progress, line by line; NULL: none */
} train_options;

#define TRAIN_TEACHERS_MAX 8
#define TRAIN_EPOCHS 28
#define TRAIN_RATE 2.5e-3
#define TRAIN_ENCODER "e128 c1x256 r256 r256 r256"
#define TRAIN_TEACHER_ENCODER "e128 c1x256 r256 r256"
#define TRAIN_TEACHERS 3

/* Trains the grammar and writes the weights file. The same data and seed give the same bytes.
 * CASUS_INPUT: a training file is missing or broken. */
casus_status train_grammar(const train_options *options, casus_error *error);

/* Trains whom "he" and "she" mean, from the coref/ and treebanks/ of `data_dir`, and writes the C table of the weights.
 * Cross-validated scores go to `report` (may be NULL). */
casus_status train_coref(const char *data_dir, const char *out, FILE *report, casus_error *error);

/* Trains what is an event and how sure it is (src/coding/judge.h) from the folders corpus, tests and news in `data_dir`, each
 * with events.jsonl, none.jsonl and articles/ (tools/train_judge makes them), and writes the table of the weights.
 * Cross-validated scores go to `report` (may be NULL). */
casus_status train_judge(const char *data_dir, const char *out, FILE *report, casus_error *error);

/* Precision, recall and F1 of one measure, in percent. */
typedef struct {
  double precision, recall, f1;
} eval_score;

/* The measures of the CoNLL 2018 shared task; relations without subtypes. */
typedef struct {
  eval_score tokens, sentences, words, upos, xpos, lemmas, uas, las;
  eval_score las_subtypes; /* ours: with subtypes */
  eval_score features;     /* ours: Number, Tense, VerbForm and Voice all right */
  /* Edges with their full names, as in the shared task of IWPT 2021, without those of empty nodes; and of these the nsubj,
   * nsubj:pass and nsubj:xsubj that the tree has not. */
  eval_score enhanced, subjects;
  bool has_graph; /* the gold file has enhanced dependencies */
  size_t n_words;
  size_t n_left_out; /* words of sentences whose forms are blanked ("____"), as GUM has some */
  double seconds;    /* spent in the grammar */
} eval_ud_scores;

enum { ENTITY_KINDS = 7 }; /* of the grammar's entities */

typedef struct {
  eval_score all;                 /* over the kinds that the gold file has */
  eval_score named;               /* PER, ORG and LOC together */
  eval_score kinds[ENTITY_KINDS]; /* by entity_kind */
  size_t n_gold;
} eval_entity_scores;

/* `weights_path` NULL: the built-in weights. `raw`: the text is split by casus; else the gold tokens are kept. */
casus_status eval_ud(const char *gold_path, const char *weights_path, bool raw, eval_ud_scores *scores, casus_error *error);
/* Exact spans on gold tokens: files of Universal NER, or two columns form and label, more being ignored; also gzip. Kinds that
 * the gold file does not have do not count; where it has places but no facilities, our facilities are places. */
casus_status eval_entities(const char *gold_path, const char *weights_path, eval_entity_scores *scores, casus_error *error);

void eval_ud_print(const eval_ud_scores *scores, FILE *out);
void eval_entities_print(const eval_entity_scores *scores, FILE *out);

#endif
