/* Any bytes as a WARC file, plain and compressed, and as the block of a record whose header is sound. Each call must end, and
 * what it gives is valid UTF-8. */
#include <stdio.h>
#include <stdlib.h>

#include "article/article.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define REQUIRE(condition) \
  if (!(condition)) abort()

static void read_all(str bytes, const char *name) {
  casus_reader *r;
  if (casus_reader_open_memory(bytes, str_of(name), NULL, &r, NULL) != CASUS_OK) return;
  casus_article a;
  casus_error error;
  casus_status status;
  while ((status = casus_reader_next(r, &a, &error)) == CASUS_OK || status == CASUS_INPUT)
    if (status == CASUS_OK)
      REQUIRE(utf8_valid_until(a.text) == a.text.len && utf8_valid_until(a.id) == a.id.len && a.body <= a.text.len);
  REQUIRE(status == CASUS_END);
  casus_reader_close(r);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  enum { HEADER_BYTES_MAX = 256 };
  str bytes = {(const char *)data, size};
  read_all(bytes, "a.warc");
  read_all(bytes, "a.warc.gz");
  char *record = malloc(size + HEADER_BYTES_MAX);
  REQUIRE(record);
  int head = snprintf(
      record, HEADER_BYTES_MAX,
      "WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: %zu\r\n\r\nHTTP/1.1 200 OK\r\n",
      size + 17);
  if (size) memcpy(record + head, data, size);
  read_all((str){record, (size_t)head + size}, "a.warc");
  free(record);
  return 0;
}
