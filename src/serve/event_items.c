/* Takes the lines of the exporter, and adds to each what only the store knows; see event_items.h. */
#include "serve/event_items.h"

#include <inttypes.h>

static bool to_bytes(void *context, const char *ptr, size_t len) {
  bytes *out = context;
  bytes_add(out, ptr, len);
  return !out->failed;
}

casus_status event_items_open(event_items *e, bytes *out, casus_store *store, casus_error *error) {
  const casus_export_options options = {.write = to_bytes, .context = out, .statuses = UINT32_MAX};
  *e = (event_items){.out = out, .store = store};
  return casus_exporter_open(CASUS_FORMAT_JSON_LINES, &options, &e->exporter, error);
}

void event_items_close(event_items *e) { casus_exporter_close(e->exporter); }

casus_status event_items_story(event_items *e, const casus_report *report, casus_error *error) {
  if (e->has_story && report->story == e->story.key) return CASUS_OK;
  casus_status status = report->story ? casus_store_story(e->store, report->story, &e->story, error) : CASUS_END;
  e->has_story = status == CASUS_OK;
  return status == CASUS_END ? CASUS_OK : status;
}

casus_status event_items_begin(event_items *e, const casus_report *report, casus_error *error) {
  casus_status status = event_items_story(e, report, error);
  if (status == CASUS_OK) status = casus_exporter_add(e->exporter, report, e->has_story ? &e->story : NULL, error);
  if (status != CASUS_OK) return status;
  if (!e->out->failed) e->out->len -= 2; /* "}\n" */
  bytes_format(e->out, ",\"key\":%" PRId64 ",\"correction\":null", report->event_key);
  return CASUS_OK;
}

casus_status event_items_add(event_items *e, const casus_report *report, casus_error *error) {
  casus_status status = event_items_begin(e, report, error);
  bytes_add_text(e->out, "}");
  return status;
}
