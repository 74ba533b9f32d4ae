/* Any bytes as a feed, and as the items of one. Each call must end, and what it gives is valid UTF-8. */
#include <stdlib.h>

#include "article/article.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define REQUIRE(condition) \
  if (!(condition)) abort()

static void read_all(str bytes) {
  casus_reader *r;
  REQUIRE(casus_reader_open_memory(bytes, STR("a.rss"), NULL, &r, NULL) == CASUS_OK);
  casus_article a;
  casus_error error;
  casus_status status;
  while ((status = casus_reader_next(r, &a, &error)) == CASUS_OK || status == CASUS_INPUT)
    if (status == CASUS_OK) REQUIRE(utf8_valid_until(a.text) == a.text.len && utf8_valid_until(a.title) == a.title.len);
  REQUIRE(status == CASUS_END);
  casus_reader_close(r);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static const char head[] = "<rss><channel><title>T</title><item><description>";
  str bytes = {(const char *)data, size};
  read_all(bytes);
  char *feed = malloc(size + sizeof head);
  REQUIRE(feed);
  memcpy(feed, head, sizeof head - 1);
  if (size) memcpy(feed + sizeof head - 1, data, size);
  read_all((str){feed, size + sizeof head - 1});
  free(feed);
  return 0;
}
