/* Imports from files: joins the importer, which knows of no files, to the byte streams of the readers of articles. */
#include "article/article_parts.h"
#include "exchange/importer.h"

static casus_status read_stream(void *context, char *into, size_t max_bytes, size_t *got_bytes, casus_error *error) {
  return stream_read(context, into, max_bytes, got_bytes, error);
}

static void release_stream(void *context) { stream_close(context); }

casus_status casus_importer_open_file(casus_str format, const char *path, const char *data_dir, casus_importer **importer,
                                      casus_error *error) {
  stream *s;
  casus_status status = stream_open_file(path, &s, error);
  if (status != CASUS_OK) return status;
  const casus_import_options options = {.read = read_stream, .context = s, .name = str_of(path), .data_dir = data_dir};
  status = casus_importer_open(format, &options, importer, error);
  if (status == CASUS_OK) importer_own(*importer, release_stream);
  else stream_close(s);
  return status;
}
