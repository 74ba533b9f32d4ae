/* What a page says of its article in JSON-LD, under the names of schema.org. */
#ifndef CASUS_JSON_LD_H
#define CASUS_JSON_LD_H

#include "base/base.h"

typedef struct {
  str headline, body, date, publisher, language, url;
} json_ld;

/* Adds what a script gives to what is still empty in *found; what is not JSON, or about other things, gives nothing. False: out
 * of memory. */
bool json_ld_read(str script, arena *memory, json_ld *found);

#endif
