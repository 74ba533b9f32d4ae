/* Gold files of JSON Lines, record by record. */
#ifndef CASUS_JSON_LINES_H
#define CASUS_JSON_LINES_H

#include <jansson.h>

#include "base/base.h"

/* `record`: NULL where the line is no JSON; it is gone when the function returns. */
typedef casus_status (*json_line_taker)(void *to, const json_t *record, size_t line, casus_error *error);

/* Hands over each line that is not blank, until one is refused. */
casus_status json_lines_walk(str bytes, json_line_taker take, void *to, casus_error *error);
/* The same of a file, which may be gzip. */
casus_status json_lines_walk_file(const char *path, size_t max_bytes, json_line_taker take, void *to, casus_error *error);

/* A text of a record; its ptr is NULL where the record has none. */
str json_line_text(const json_t *record, const char *key);

#endif
