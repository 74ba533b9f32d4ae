/* Articles coded just now, kept as reports: for the commands that draw a situation of them. */
#ifndef CASUS_CODED_REPORTS_H
#define CASUS_CODED_REPORTS_H

#include "casus_story.h"
#include "cli/cli.h"

/* Codes the articles of the paths as ENGINE_OPTIONS and READER_OPTIONS say, those that hold all words of --about. EXIT_DONE, or
 * EXIT_SOME_FAILED where some could not be read: then *engine is open and *reports holds their events, and the caller closes
 * both. Otherwise what went wrong has been said, and nothing is left open. */
int reports_gather(const invocation *i, const char *const *paths, size_t n_paths, casus_engine **engine, casus_reports **reports);

#endif
