/* Names of countries and international bodies in a query, as the tables of casus have them. */
#ifndef CASUS_RESOLVED_NAMES_H
#define CASUS_RESOLVED_NAMES_H

#include "casus_store.h"
#include "cli/cli.h"

/* As casus_query_resolve; *names is freed by casus_query_names_free in any case. Opens an engine only where there is a name.
 * EXIT_DONE, or the exit status of what has been said. */
int query_names_resolve(const invocation *i, casus_query *query, casus_query_names *names);

#endif
