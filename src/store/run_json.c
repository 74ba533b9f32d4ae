/* A run for programs: counts, reasons and failures as one JSON object. */
#include <jansson.h>
#include <stdlib.h>

#include "base/base.h"
#include "casus_store.h"

static json_t *text_value(str s) { return s.len ? json_stringn(s.ptr, s.len) : json_null(); }

static json_t *skips_value(const casus_run *r) {
  json_t *object = json_object();
  for (uint32_t k = 0; k < r->n_skips; k++)
    json_object_setn_new(object, r->skips[k].reason.ptr, r->skips[k].reason.len, json_integer((json_int_t)r->skips[k].n_records));
  return object;
}

static json_t *failures_value(const casus_run *r) {
  json_t *list = json_array();
  for (uint32_t k = 0; k < r->n_failures; k++) {
    const casus_run_failure *f = &r->failures[k];
    json_array_append_new(list, json_pack("{s:o, s:I, s:I, s:o}", "input", text_value(f->input), "line", (json_int_t)f->line,
                                          "offset", (json_int_t)f->offset_bytes, "message", text_value(f->message)));
  }
  return list;
}

static json_t *run_value(const casus_run *r) {
  return json_pack("{s:I, s:o, s:o, s:o, s:o, s:o, s:b, s:I, s:I, s:I, s:I, s:I, s:o, s:o}", "run", (json_int_t)r->key, "command",
                   text_value(r->command), "program", text_value(r->program), "tables", text_value(r->tables), "started",
                   text_value(r->started), "ended", text_value(r->ended), "closed", r->closed, "n_read", (json_int_t)r->n_read,
                   "n_coded", (json_int_t)r->n_coded, "n_skipped", (json_int_t)r->n_skipped, "n_failed", (json_int_t)r->n_failed,
                   "n_events", (json_int_t)r->n_events, "skipped", skips_value(r), "failures", failures_value(r));
}

casus_status casus_run_json(const casus_run *run, char **json, size_t *len_bytes) {
  json_t *value = run_value(run);
  char *line = value ? json_dumps(value, JSON_COMPACT) : NULL;
  json_decref(value);
  if (!line) return CASUS_INPUT;
  size_t len = strlen(line);
  line[len] = '\n'; /* for the closing NUL */
  *json = line;
  *len_bytes = len + 1;
  return CASUS_OK;
}
