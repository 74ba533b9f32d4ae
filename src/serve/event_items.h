/* Events as the API has them: the objects of `casus query --format jsonl`, their keys, and what people said of them. */
#ifndef CASUS_SERVE_EVENT_ITEMS_H
#define CASUS_SERVE_EVENT_ITEMS_H

#include "casus_exchange.h"
#include "serve/app.h"

typedef struct {
  bytes *out;
  casus_store *store;
  casus_exporter *exporter;
  casus_story story; /* of the report before: reports of one story often stand together */
  bool has_story, has_corrections;
} event_items;

casus_status event_items_open(event_items *e, bytes *out, casus_store *store, casus_error *error);
void event_items_close(event_items *e);
/* Appends an object without its closing brace, so that more fields can follow. */
casus_status event_items_begin(event_items *e, const casus_report *report, casus_error *error);
/* Appends a whole object. */
casus_status event_items_add(event_items *e, const casus_report *report, casus_error *error);
/* The story of a report into e->story, where it has one. */
casus_status event_items_story(event_items *e, const casus_report *report, casus_error *error);

#endif
