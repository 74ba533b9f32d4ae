/* The event of a correction: a JSON object with the fields of CONTRACT.md, checked as it comes in, and turned into gold. Knows
 * nothing of tables. */
#ifndef CASUS_CORRECTION_RECORD_H
#define CASUS_CORRECTION_RECORD_H

#include <jansson.h>

#include "base/base.h"

/* Has the record what a gold event needs: its sentence ("text"), type, status, sides? CASUS_USAGE: no; the message names the
 * field. *sentence is copied into `memory`. */
casus_status correction_record_check(str record, arena *memory, str *sentence, casus_error *error);
/* The record as a gold event of a document, for `casus eval events`. NULL: out of memory. */
json_t *correction_record_gold(const json_t *record, str doc);
/* A sentence of a document that holds no event. */
json_t *correction_record_none(str sentence, str doc);
/* The sentence that a record speaks of; empty: none. */
str correction_record_sentence(const json_t *record);

#endif
