/* PostgreSQL behind sql.h. */
#include "store/sql.h"

casus_status postgres_open(const char *uri, sql_access access, sql **out, casus_error *error) {
  (void)uri, (void)access, (void)out;
  return error_set(error, CASUS_STORE, "this casus was built without PostgreSQL; install libpq-dev and build again");
}
