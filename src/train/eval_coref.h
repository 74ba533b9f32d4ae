/* Scores of references against gold: GAP's measure for pronouns between two names, and GUM's clusters. */
#ifndef CASUS_EVAL_COREF_H
#define CASUS_EVAL_COREF_H

#include "train/coref_gold.h"
#include "train/eval.h"

typedef struct {
  bool is_gap;
  /* GAP: decisions on two names for each pronoun, by the sex of the pronoun (0 masculine, 1 feminine). */
  tally sexes[2];
  unsigned pronouns, unresolved, others; /* others: went to a third name */
  unsigned names, names_found;           /* names that the gold calls TRUE; of them those that are a party of ours */
  /* GUM: pronouns and descriptions whose gold cluster has a name before them, by kind. */
  tally kinds[ASK_COUNT];
  unsigned wrong[ASK_COUNT], extra[ASK_COUNT]; /* resolved to another; resolved where the gold has no name */
} eval_coref_scores;

/* Adds the score of one resolved document. errors (may be NULL): each wrong answer, line by line. */
void eval_coref_add(eval_coref_scores *scores, const coref_doc *d, const mentions *m, FILE *errors);
double eval_coref_f1(const eval_coref_scores *scores);
/* `gold`: GAP's table, or GUM's trees (*.conllu). */
casus_status eval_coref(const char *gold, FILE *errors, eval_coref_scores *scores, casus_error *error);
void eval_coref_print(const eval_coref_scores *scores, FILE *out);

#endif
