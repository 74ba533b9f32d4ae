/* The words for each kind of act. Private to the brief. */
#ifndef CASUS_SITUATION_PHRASES_H
#define CASUS_SITUATION_PHRASES_H

#include "base/base.h"

/* What stands in [ ] is left out where there is no recipient; % is the recipient. */
typedef struct {
  casus_type type, of; /* of CASUS_NONE: any */
  const char *mode;    /* PLOVER mode, or NULL: any */
  const char *lemma;   /* of the word that reports it, or NULL: any */
  const char *past;    /* "attacked[ %]" */
  const char *base;    /* "attack[ %]" */
  const char *passive; /* what befell the recipient where nobody is named as actor: "came under attack" */
} phrase;

/* The first row that fits, most special first. Never NULL for one of the 16 types. */
const phrase *wording_of(const casus_event *e);
/* Of the act that an event speaks of: `of` must be set. */
const phrase *wording_of_object(const casus_event *e);

#endif
