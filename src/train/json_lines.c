#include "train/json_lines.h"

casus_status json_lines_walk(str bytes, json_line_taker take, void *to, casus_error *error) {
  str line;
  casus_status status = CASUS_OK;
  for (size_t n = 1; status == CASUS_OK && str_cut(&bytes, '\n', &line); n++) {
    if (str_empty(str_trim(line))) continue;
    json_t *record = json_loadb(line.ptr, line.len, 0, NULL);
    status = take(to, record, n, error);
    json_decref(record);
  }
  return status;
}
