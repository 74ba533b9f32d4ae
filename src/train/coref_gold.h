/* Documents whose references are known: GAP's table of pronouns, GUM's trees with coreference. */
#ifndef CASUS_COREF_GOLD_H
#define CASUS_COREF_GOLD_H

#include "train/weights_use.h"
#include "world/world.h"

typedef enum { ASK_MALE, ASK_FEMALE, ASK_THEY, ASK_IT, ASK_DEFINITE, ASK_COUNT } asked;

/* Whom does this token mean? */
typedef struct {
  uint32_t token, cluster;
  uint8_t kind; /* asked */
  bool named;   /* its cluster has a name before it */
} question;

enum { GAP_NAMES = 2 };

typedef struct {
  str id;
  text t;
  analysis an;        /* ours, not the gold */
  uint32_t *clusters; /* of the innermost mention at each token, of the mention that it is the head of where it is one; 0: none */
  question *questions;      /* in the order of the text */
  uint32_t n_questions;     /* GAP: one, or none where its pronoun is no token of ours */
  uint32_t index;           /* of the document in its file */
  bool is_gap;              /* clusters 1 and 2 are the two names, 3 is anybody else; all else is unknown */
  bool feminine;            /* GAP */
  str words[1 + GAP_NAMES]; /* GAP: the pronoun and the names */
  bool answers[GAP_NAMES];  /* GAP */
} coref_doc;

typedef struct {
  coref_doc *docs;
  uint32_t n, capacity;
} coref_docs;

/* Adds the documents of a file, analysed: *.conllu is read as GUM's, all else as GAP's table. All lives in `a`; `map` is closed
 * by the caller, after the documents. */
casus_status coref_load(const char *path, weights_use *g, arena *a, file_map *map, coref_docs *out, casus_error *error);

/* The first mention in a chain of antecedents: index. */
uint32_t coref_root(const mentions *m, uint32_t k);
/* Are two parties one, by their chains and names? */
bool coref_same(const mentions *m, uint32_t one, uint32_t other);
/* The gold cluster that a party's mention belongs to; 0: none known. */
uint32_t coref_cluster(const coref_doc *d, const mentions *m, uint32_t k);

#endif
