/* Reports out of a store, each with its story, for the commands that list or export them. */
#ifndef CASUS_REPORTS_H
#define CASUS_REPORTS_H

#include "casus_exchange.h"
#include "cli/cli.h"

/* The next report of a cursor, and its story where it has one. As casus_cursor_next. */
casus_status report_next(casus_store *store, casus_cursor *cursor, casus_report *report, casus_story *story, bool *has_story,
                         casus_error *error);
/* All that is left of a cursor, and the end of the file. Moves the progress bar where there is one. */
casus_status reports_export(casus_store *store, casus_cursor *cursor, casus_exporter *out, casus_error *error);

#endif
