/* Opens an engine for the names of a query, where it has any. */
#include "cli/resolved_names.h"

int query_names_resolve(const invocation *i, casus_query *query, casus_query_names *names) {
  casus_engine *engine;
  casus_session *session;
  casus_error error = {0};
  *names = (casus_query_names){0};
  if (!casus_query_has_names(query)) return EXIT_DONE;
  int result = engine_open_for(i, &engine);
  if (result != EXIT_DONE) return result;
  casus_status status = casus_session_open(engine, &session, &error);
  if (status == CASUS_OK) {
    status = casus_query_resolve(session, query, names, &error);
    casus_session_close(session);
  }
  casus_engine_close(engine);
  return status == CASUS_OK ? EXIT_DONE : failed_with(status, &error);
}
