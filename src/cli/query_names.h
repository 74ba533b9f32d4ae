/* Names of countries and international bodies in a query, as the tables of casus have them. */
#ifndef CASUS_QUERY_NAMES_H
#define CASUS_QUERY_NAMES_H

#include "casus_store.h"
#include "cli/cli.h"

typedef struct {
  char *actor, *recipient, *place; /* on the heap; NULL: as it was given */
} query_names;

/* "France" becomes FRA, "UN" becomes "UN,United Nations"; other names and codes stay. query's strings then point into `names`,
 * which is freed by query_names_free in any case. Opens an engine only where there is a name. EXIT_DONE, or the exit status of
 * what has been said. */
int query_names_resolve(const invocation *i, casus_query *query, query_names *names);
void query_names_free(query_names *names);

#endif
