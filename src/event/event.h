/* The record of an event (casus.h has the structs), its JSON, and the ontology: PLOVER's types, modes, contexts, quads and
 * scores, CAMEO codes and Goldstein scores. Knows nothing of how events are found or kept. */
#ifndef CASUS_EVENT_H
#define CASUS_EVENT_H

#include "base/base.h"

typedef struct ontology ontology; /* immutable */

/* Reads ontology/{plover,cameo,fold}.tsv. */
casus_status ontology_open(const char *data_dir, ontology **out, casus_error *error);
void ontology_close(ontology *o);

uint8_t ontology_quad(casus_type type);
/* Index of a mode ("visit") of a type, or -1. The same name under two types has two indices. */
int ontology_mode(casus_type type, str name);
/* Index of a context (0 to 63), or -1. */
int ontology_context(str name);
/* PLOVER's score of a type with its (first) mode; mode -1: of the type. */
float ontology_score(const ontology *o, casus_type type, int mode);
/* Goldstein score of a CAMEO code; falls back on the shorter code. 0 where unknown. */
float ontology_goldstein(const ontology *o, str cameo);
/* The CAMEO code of a type with `of` (e.g. AGREE of AID "033"), of a type alone with CASUS_NONE; empty: none. */
str ontology_fold_cameo(const ontology *o, casus_type type, casus_type of);
/* Is the code in the CAMEO table? */
bool ontology_has_cameo(const ontology *o, str cameo);
/* What the CAMEO table calls a code, and the PLOVER type it belongs to; fall back as ontology_goldstein does. Empty, CASUS_NONE:
 * none. */
str ontology_cameo_name(const ontology *o, str cameo);
casus_type ontology_cameo_type(const ontology *o, str cameo);

/* "relative". Static storage. */
const char *date_basis_name(casus_date_basis basis);

/* Gives the event its id: a hash of the article's text, the spans, code and status. */
void event_identify(casus_event *event, uint64_t content_hash);

#endif
