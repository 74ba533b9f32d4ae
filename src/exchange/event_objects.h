/* Reports as JSON: the line of CONTRACT.md with what a store knows beside it, the GeoJSON feature around that, the line of
 * provenance of an exported row, and the `extra` of what was imported. */
#ifndef CASUS_EVENT_OBJECTS_H
#define CASUS_EVENT_OBJECTS_H

#include <jansson.h>

#include "exchange/exchange_row.h"

/* Appends to `out`. CASUS_INPUT: a string is not UTF-8, or `extra` is no JSON object. */
casus_status add_event_object(buffer *out, const casus_report *report, const casus_story *story);
casus_status add_feature(buffer *out, row *scratch);
/* How the row that was filled last comes from its event. `exported`: the id that it bears. With a newline. */
casus_status add_provenance(buffer *out, const row *r, const layout *l, casus_format format, str exported, str tables);

/* The columns of a report that was imported; NULL: none. False: no JSON object. */
bool extra_read(str extra, json_t **object);
/* Appends a JSON value, compact. False: no memory, or NULL. Takes the value. */
bool add_json(buffer *out, json_t *value);

#endif
