/* Any bytes as a page: it ends, and what it gives is valid UTF-8. The same bytes as a piece of HTML. */
#include <stdlib.h>

#include "article/html_article.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define REQUIRE(condition) \
  if (!(condition)) abort()

static void check(str s) { REQUIRE(utf8_valid_until(s) == s.len); }

static void check_page(str bytes, arena *memory) {
  casus_article a;
  if (html_article_read(bytes, STR(""), STR("https://n.example/2024/02/29/x"), memory, &a, NULL) != CASUS_OK) return;
  check(a.text), check(a.title), check(a.url), check(a.source), check(a.language);
  REQUIRE(!a.date.year || date_is_real(a.date));
  REQUIRE(str_empty(a.text) || a.text.ptr[a.text.len - 1] != '\0');
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  str bytes = {(const char *)data, size}, text;
  arena *memory = arena_new((size_t)256 << 20);
  REQUIRE(memory);
  check_page(bytes, memory);
  if (utf8_valid_until(bytes) == size && html_fragment_text(bytes, memory, &text, NULL) == CASUS_OK) check(text);
  arena_free(memory);
  return 0;
}
