/* Scores of the whole coder against gold files. What is measured and how: docs/accuracy.md. */
#ifndef CASUS_EVAL_H
#define CASUS_EVAL_H

#include <stdio.h>

#include "casus.h"

typedef struct {
  bool errors;  /* list what is missed and what is too much, with its sentence */
  bool verbose; /* scores of each type, confusions */
} eval_report;

/* Events of whole articles. `gold`: JSON Lines, one event each (doc, sentence, trigger, event, of, status, actor, recipient,
 * sure). `articles`: a folder of DOC.txt; NULL: "articles" beside `gold`. `none` (may be NULL): JSON Lines of sentences
 * (doc, sentence) that hold no event. Prints to `out`. */
casus_status eval_events(casus_session *session, const char *gold, const char *articles, const char *none, eval_report report,
                         FILE *out, casus_error *error);

/* Relations between two marked parties: a table with the columns id, marked_sentence (<s>source</s>, <t>target</t>), source,
 * target, root, quad. Prints to `out`. */
casus_status eval_relate(casus_session *session, const char *gold, eval_report report, FILE *out, casus_error *error);

/* Sources and targets as phrases: IOB2 with the labels S, T and R (both; in mutual acts), a report a sentence. Prints to `out`.
 */
casus_status eval_spans(casus_session *session, const char *gold, eval_report report, FILE *out, casus_error *error);

/* ---- shared */

typedef struct {
  unsigned gold, ours, hits;
} tally;
double tally_precision(tally t);
double tally_recall(tally t);
double tally_f1(tally t);
double tally_percent(unsigned part, unsigned whole); /* 0 of nothing */

#endif
