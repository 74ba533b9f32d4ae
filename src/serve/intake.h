/* Articles into the store while the server runs: what is sent to it, and what appears in a watched folder. */
#ifndef CASUS_SERVE_INTAKE_H
#define CASUS_SERVE_INTAKE_H

#include "serve/app.h"

/* One run. It is begun with the first article that is new or broken: where nothing is, nothing is written. The store is not kept
 * open for longer than about INTAKE_MS, so that others can write too; the run is then taken up again. */
typedef struct {
  app *app;
  const char *command; /* what the run is called */
  bool begun;
  casus_store *store; /* NULL: not open just now */
  unsigned long long open_since_ms;
  casus_run run;
  uint64_t n_skipped[CASUS_SKIP_COUNT];
} intake;

enum { INTAKE_MS = 1000 };

/* events: as casus_code gives them. *key: of the article where it was added, else 0. */
casus_status intake_add(intake *in, const casus_article *article, const casus_event *events, size_t n_events, int64_t *key,
                        casus_error *error);
casus_status intake_fail(intake *in, casus_str input, const casus_error *failure, casus_error *error);
/* Counts what a reader that is done has passed over. */
void intake_skipped(intake *in, const casus_reader *reader);
/* Settles and ends the run where one was begun. To be called in any case; `good`: what came before succeeded. */
casus_status intake_end(intake *in, bool good, casus_error *error);

#endif
