/* Reports, of articles coded just now or out of a store, for the commands that draw a situation of them. */
#ifndef CASUS_GATHERED_REPORTS_H
#define CASUS_GATHERED_REPORTS_H

#include "casus_story.h"
#include "cli/cli.h"

/* Codes the articles of the paths as ENGINE_OPTIONS and READER_OPTIONS say, those that hold all words of --about. EXIT_DONE, or
 * EXIT_SOME_FAILED where some could not be read: then *engine is open and *reports holds their events, and the caller closes
 * both. Otherwise what went wrong has been said, and nothing is left open. */
int reports_of_articles(const invocation *i, const char *const *paths, size_t n_paths, casus_engine **engine,
                        casus_reports **reports);
/* What the query finds in the store of --db. EXIT_DONE: the caller closes *reports. Otherwise it has been said. */
int reports_of_store(const invocation *i, const casus_query *query, casus_reports **reports);

#endif
