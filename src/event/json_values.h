/* JSON values of the records, shared by the files that write lines. Private to event/. */
#ifndef CASUS_JSON_VALUES_H
#define CASUS_JSON_VALUES_H

#include <jansson.h>

#include "event/event.h"

/* Where offsets are counted in code points: how many stand before every so many bytes. Without marks offsets are bytes. */
typedef struct {
  str bytes;
  uint32_t *marks;
} offset_map;

/* Each passes on the NULL of a value that could not be made; record_put notes it. An empty text is null. */
json_t *text_value(str s);
json_t *chars_value(const char *s);
json_t *date_value(casus_date date);
json_t *actor_value(const casus_actor *a, const offset_map *map);
json_t *place_value(const casus_place *p, const offset_map *map); /* null where it has no name */

/* Remembers one failure of many, so that a record is a plain list of fields. */
typedef struct {
  json_t *object;
  bool failed;
} record;

void record_put(record *r, const char *key, json_t *value);
/* The record as one line, allocated with malloc; the record is gone. CASUS_INPUT: a value could not be made. */
casus_status record_line(record *r, char **json, size_t *len_bytes);

#endif
