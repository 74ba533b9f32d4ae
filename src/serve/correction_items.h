/* Corrections as the API has them. */
#ifndef CASUS_SERVE_CORRECTION_ITEMS_H
#define CASUS_SERVE_CORRECTION_ITEMS_H

#include <jansson.h>

#include "casus_store.h"

/* {"key","article","event","verdict","record","author","time"}; record: the event as it should be, or null. */
json_t *correction_value(const casus_correction *c);
/* The same without article and event, of the latest correction of an event; null: there is none. */
casus_status correction_of_event(casus_store *store, int64_t article, const char *event, json_t **value, casus_error *error);

#endif
