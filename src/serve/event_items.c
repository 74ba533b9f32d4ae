/* Takes the lines of the exporter, and adds to each what only the store knows; see event_items.h. */
#include "serve/event_items.h"

#include <inttypes.h>

#include "serve/correction_items.h"
#include "serve/json_out.h"

static bool to_bytes(void *context, const char *ptr, size_t len) {
  bytes *out = context;
  bytes_add(out, ptr, len);
  return !out->failed;
}

/* Most stores have none: then no event is asked for its own. */
static casus_status look_for_corrections(event_items *e, casus_error *error) {
  const casus_correction_query any = {.limit = 1};
  const casus_correction *found;
  size_t n;
  uint64_t total;
  casus_status status = casus_store_corrections(e->store, &any, &found, &n, &total, error);
  e->has_corrections = status == CASUS_OK && total;
  return status;
}

casus_status event_items_open(event_items *e, bytes *out, casus_store *store, casus_error *error) {
  const casus_export_options options = {.write = to_bytes, .context = out, .statuses = UINT32_MAX};
  *e = (event_items){.out = out, .store = store};
  casus_status status = look_for_corrections(e, error);
  return status == CASUS_OK ? casus_exporter_open(CASUS_FORMAT_JSON_LINES, &options, &e->exporter, error) : status;
}

void event_items_close(event_items *e) { casus_exporter_close(e->exporter); }

casus_status event_items_story(event_items *e, const casus_report *report, casus_error *error) {
  if (e->has_story && report->story == e->story.key) return CASUS_OK;
  casus_status status = report->story ? casus_store_story(e->store, report->story, &e->story, error) : CASUS_END;
  e->has_story = status == CASUS_OK;
  return status == CASUS_END ? CASUS_OK : status;
}

static casus_status add_correction(event_items *e, const casus_report *report, casus_error *error) {
  json_t *correction = NULL;
  casus_status status =
      e->has_corrections ? correction_of_event(e->store, report->article_key, report->events->id, &correction, error) : CASUS_OK;
  if (status != CASUS_OK) return status;
  bytes_add_text(e->out, ",\"correction\":");
  bytes_add_json(e->out, correction ? correction : json_null());
  return CASUS_OK;
}

casus_status event_items_begin(event_items *e, const casus_report *report, casus_error *error) {
  casus_status status = event_items_story(e, report, error);
  if (status == CASUS_OK) status = casus_exporter_add(e->exporter, report, e->has_story ? &e->story : NULL, error);
  if (status != CASUS_OK) return status;
  if (!e->out->failed) e->out->len -= 2; /* "}\n" */
  bytes_format(e->out, ",\"key\":%" PRId64, report->event_key);
  return add_correction(e, report, error);
}

casus_status event_items_add(event_items *e, const casus_report *report, casus_error *error) {
  casus_status status = event_items_begin(e, report, error);
  bytes_add_text(e->out, "}");
  return status;
}
