/* Any bytes, read as every form that a file may have. Each call must end, and give only valid UTF-8 within its bounds. */
#include <stdlib.h>

#include "article/article.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const casus_article *a) {
  if (a->body > a->text.len || utf8_valid_until(a->text) != a->text.len) abort();
  if (a->date.year && !date_is_real(a->date)) abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static const char *const names[] = {"a.txt", "a.jsonl", "a.jsonl.gz", "a.jsonl.zst", "-", "a.html", "a.warc", "a.rss", "a"};
  const casus_reader_options options = {.date = {2024, 2, 29}};
  if (!size) return 0;
  str name = str_of(names[data[0] % (sizeof names / sizeof *names)]);
  casus_reader *r;
  if (casus_reader_open_memory((str){(const char *)data + 1, size - 1}, name, &options, &r, NULL) != CASUS_OK) return 0;
  casus_article article;
  casus_error error;
  casus_status status;
  while ((status = casus_reader_next(r, &article, &error)) == CASUS_OK || status == CASUS_INPUT)
    if (status == CASUS_OK) check(&article);
  if (status != CASUS_END) abort();
  casus_reader_close(r);
  return 0;
}
