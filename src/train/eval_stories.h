/* Scores of the stories that events of several articles are joined to. */
#ifndef CASUS_EVAL_STORIES_H
#define CASUS_EVAL_STORIES_H

#include "train/groups_score.h"

/* Gold: JSON Lines, packed or not, an article each: id, text, date, and if there source, title, and `stories`: for each
 * occurrence, by a name, the stretches of the text that report it. Events whose trigger lies in no stretch do not count; a
 * stretch without an event is missed by the coder, not by the joining. Prints the scores to `out`; with report.errors each pair
 * of events that is missed (-) or too much (+); with report.verbose each story of several articles. */
casus_status eval_stories(casus_session *session, const char *gold, eval_report report, FILE *out, casus_error *error);

#endif
