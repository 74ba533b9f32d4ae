/* The answers of casus query other than events: series and runs. */
#ifndef CASUS_QUERY_VIEWS_H
#define CASUS_QUERY_VIEWS_H

#include "casus_store.h"
#include "cli/cli.h"

typedef enum { QUERY_TABLE, QUERY_JSON_LINES, QUERY_CSV } query_format;

/* Each writes to `out`. In the table periods of which no article was read say so, and long stretches of them are one line. */
void write_series(FILE *out, const screen *s, query_format format, casus_period by, const casus_series_point *points, size_t n);
/* False: no memory. */
bool write_runs(FILE *out, const screen *s, query_format format, const casus_run *runs, size_t n);

#endif
