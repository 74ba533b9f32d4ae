/* Reports out of a store. */
#include "cli/reports.h"

/* Reports of one story often stand together: *story may be that of the report before. */
casus_status report_next(casus_store *store, casus_cursor *cursor, casus_report *report, casus_story *story, bool *has_story,
                         casus_error *error) {
  int64_t before = *has_story ? story->key : 0;
  casus_status status = casus_cursor_next(cursor, report, error);
  if (status != CASUS_OK) return status;
  if (report->story && report->story == before) return CASUS_OK;
  status = report->story ? casus_store_story(store, report->story, story, error) : CASUS_END;
  *has_story = status == CASUS_OK;
  return status == CASUS_END ? CASUS_OK : status;
}

casus_status reports_export(casus_store *store, casus_cursor *cursor, casus_exporter *out, casus_error *error) {
  casus_report report;
  casus_story story;
  bool has_story = false;
  uint64_t total = casus_cursor_total(cursor);
  casus_status status;
  for (size_t n = 1; (status = report_next(store, cursor, &report, &story, &has_story, error)) == CASUS_OK; n++) {
    status = casus_exporter_add(out, &report, has_story ? &story : NULL, error);
    if (status != CASUS_OK) return status;
    progress_show(total ? (double)n / (double)total : -1, n);
  }
  return status == CASUS_END ? casus_exporter_end(out, error) : status;
}
