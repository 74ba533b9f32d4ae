#include "train/json_lines.h"

#include "train/packed_file.h"

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

casus_status json_lines_walk_file(const char *path, size_t max_bytes, json_line_taker take, void *to, casus_error *error) {
  file_map map;
  casus_status status = packed_open(path, max_bytes, &map, error);
  if (status != CASUS_OK) return status;
  status = json_lines_walk(map.bytes, take, to, error);
  file_unmap(&map);
  return status;
}

str json_line_text(const json_t *record, const char *key) {
  const json_t *value = json_object_get(record, key);
  return (str){json_string_value(value), json_string_length(value)};
}
