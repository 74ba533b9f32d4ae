/* The table of the API's paths. */
#ifndef CASUS_SERVE_ROUTES_H
#define CASUS_SERVE_ROUTES_H

#include "serve/app.h"

enum {
  ROUTE_STORE = 1,   /* reads the store */
  ROUTE_FILTERS = 2, /* takes the filters of a query */
  ROUTE_PAGES = 4,   /* takes offset and limit */
  ROUTE_HEAVY = 8,   /* only some at once */
  ROUTE_KEPT = 16,   /* the same answer as long as the store is the same: ETag, cache */
  ROUTE_WRITES = 32, /* changes the store */
  ROUTE_JSON = 64,   /* takes a body of JSON */
  ROUTE_FACTS = 128  /* counts what is loaded in memory */
};

typedef struct {
  const char *method, *path; /* "/api/articles/{key}" */
  void (*run)(call *c);
  const char *parameters; /* beside filters and pages, separated by blanks; or NULL */
  unsigned flags;
} route;

/* The route of a method and path, and what stands for {key} or {id}. NULL: none; *allowed is then NULL where the path is unknown,
 * else the methods that it takes. */
const route *route_find(casus_str method, casus_str path, int64_t *key, casus_str *id, const char **allowed);
/* May the route have this parameter? */
bool route_takes(const route *r, casus_str name);
/* Is it one of the filters of a query? */
bool is_filter(casus_str name);

#endif
