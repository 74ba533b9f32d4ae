/* The compiled lexicon and its image, which the build makes. Private to event_lexicon.c and lexicon_image.c. */
#ifndef CASUS_LEXICON_IMAGE_H
#define CASUS_LEXICON_IMAGE_H

#include "base/image.h"
#include "coding/event_lexicon.h"

#define LEXICON_IMAGE "lexicon.image"

enum { ROWS_MAX = 1 << 17, CLASSES_MAX = 1 << 15, LEXICON_BYTES_MAX = 64 << 20 };

typedef struct {
  uint64_t hash;
  context_words contexts;
} word_contexts;

/* Head word of rows, light verbs: a hash table from word to the first of a run of sorted entries. */
typedef struct {
  uint64_t hash;
  uint32_t first, n;
} run;

typedef struct {
  const run *runs;
  uint32_t mask;
} run_table;

struct event_lexicon {
  arena *a;
  row *rows;
  const row **sorted; /* by (pos, head word, order) */
  light_verb *lights;
  const uint64_t *members; /* open addressing: hash of (member, class) */
  uint64_t *own_members;   /* the same where it is ours to change */
  word_contexts *contexts;
  str *class_names;
  run_table row_runs, light_runs;
  uint32_t n_rows, n_overlaid, n_lights, n_classes, n_members;
  uint32_t rows_capacity, lights_capacity, classes_capacity, members_capacity, contexts_capacity, n_contexts;
  str file;    /* being read */
  size_t line; /* being read */
};

/* Fills all but the rows; what stays where it lies in `bytes` is only read. */
casus_status lexicon_image_open(event_lexicon *l, str bytes, image *im, casus_error *error);
/* Adds the rows behind those that are there; index of rows included where there are none. */
casus_status lexicon_image_rows(event_lexicon *l, const image *im, casus_error *error);
casus_status lexicon_image_pack(const event_lexicon *l, buffer *out, casus_error *error);

#endif
