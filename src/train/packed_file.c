/* Reads gzip through zlib. */
#include "train/packed_file.h"

#include <zlib.h>

casus_status packed_read(const char *path, buffer *out, casus_error *error) {
  char block[1 << 16];
  int n;
  gzFile f = gzopen(path, "rb");
  if (!f) return error_at(error, CASUS_INPUT, str_of(path), 0, 0, "cannot open");
  while ((n = gzread(f, block, sizeof block)) > 0)
    if (!buffer_add(out, (str){block, (size_t)n})) break;
  bool whole = gzclose(f) == Z_OK && n == 0;
  return whole ? CASUS_OK : error_at(error, CASUS_INPUT, str_of(path), 0, 0, "cannot unpack");
}

casus_status packed_open(const char *path, size_t max_bytes, file_map *map, casus_error *error) {
  if (!str_ends(str_of(path), STR(".gz"))) return file_open_map(path, max_bytes, map, error);
  buffer b;
  buffer_init(&b, max_bytes);
  casus_status status = packed_read(path, &b, error);
  if (status != CASUS_OK) {
    buffer_free(&b);
    return status;
  }
  *map = (file_map){.bytes = buffer_str(&b)};
  return CASUS_OK;
}
