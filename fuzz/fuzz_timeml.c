/* Any bytes as TimeML: times lie inside the text, which is valid UTF-8; and every attribute as a value. */
#include <stdlib.h>

#include "train/timeml.h"
#include "train/timex_value.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define REQUIRE(condition) \
  if (!(condition)) abort()

static void check_value(str value) {
  int32_t first, last;
  if (timex_interval(value, &first, &last)) REQUIRE(first <= last);
  REQUIRE(timex_values_agree(value, value));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  timeml t;
  arena *a = arena_new((size_t)1 << 30);
  str xml = {(const char *)data, size};
  REQUIRE(a);
  if (timeml_read(xml, STR("fuzz"), a, &t, NULL) == CASUS_OK) {
    REQUIRE(t.text.len <= size && utf8_valid_until(t.text) == t.text.len);
    for (uint32_t i = 0; i < t.n_times; i++) {
      REQUIRE(t.times[i].begin <= t.times[i].end && t.times[i].end <= t.text.len);
      check_value(t.times[i].value);
    }
  }
  check_value((str){xml.ptr, size < 64 ? size : 64});
  arena_free(a);
  return 0;
}
