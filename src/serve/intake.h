/* Articles into the store while the server runs: what is sent to it, and what appears in a watched folder. */
#ifndef CASUS_SERVE_INTAKE_H
#define CASUS_SERVE_INTAKE_H

#include "serve/app.h"

/* One run. The store is opened, and the run begun, with the first article that is new or broken: where nothing is, nothing is
 * written. */
typedef struct {
  app *app;
  const char *command; /* what the run is called */
  casus_store *store;  /* NULL: nothing to write yet */
  casus_run run;
} intake;

/* events: as casus_code gives them. *key: of the article where it was added, else 0. */
casus_status intake_add(intake *in, const casus_article *article, const casus_event *events, size_t n_events, int64_t *key,
                        casus_error *error);
casus_status intake_fail(intake *in, casus_str input, const casus_error *failure, casus_error *error);
casus_status intake_skipped(intake *in, const casus_reader *reader, casus_error *error);
/* Settles and ends the run where one was begun. To be called in any case; `good`: what came before succeeded. */
casus_status intake_end(intake *in, bool good, casus_error *error);

#endif
