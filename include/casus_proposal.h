/* casus: a conflict model that the reports of a crisis propose.
 *
 * Who decides, what each could do, what is so now, what cannot be taken back and what each seems to want, drawn by rule from a
 * situation (casus_story.h) and linked to the sentences it rests on; docs/strategy.md says the rules. It is a proposal: somebody
 * who knows the crisis reads and mends it before it is solved (casus_strategy.h). Conventions are those of casus.h. The same
 * situation gives the same bytes, whatever the order of its reports. */
#ifndef CASUS_PROPOSAL_H
#define CASUS_PROPOSAL_H

#include "casus_story.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { CASUS_PROPOSAL_DECISION_MAKERS_MAX = 6, CASUS_PROPOSAL_OPTIONS_MAX = 12 };

typedef struct casus_proposal casus_proposal; /* immutable; the situation must outlive it */

/* session: looks up armed groups that sentences of force name beside a country, and who a condition speaks of; NULL: only parties
 * of events are known. CASUS_INPUT: the situation has no party with an act to choose; the error says what is missing. */
casus_status casus_proposal_make(const casus_situation *situation, casus_session *session, casus_proposal **proposal,
                                 casus_error *error);
void casus_proposal_free(casus_proposal *proposal);

/* A model that casus_conflict_read takes, one JSON object with its newline; the field "proposal" holds the evidence of each
 * part. Allocated with malloc, freed by the caller. CASUS_INPUT: a string of the reports is not UTF-8. */
casus_status casus_proposal_json(const casus_proposal *proposal, char **json, size_t *len_bytes, casus_error *error);
/* The same for readers, 80 columns wide, with the sentences it rests on. Allocated as above. */
casus_status casus_proposal_text(const casus_proposal *proposal, char **text, size_t *len_bytes, casus_error *error);

#ifdef __cplusplus
}
#endif
#endif
