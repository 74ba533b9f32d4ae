/* Any bytes as the record of a correction: what is refused says why; what is taken becomes a line of gold with its sentence. */
#include <stdlib.h>

#include "store/correction_record.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define REQUIRE(condition) \
  if (!(condition)) abort()

#define MEMORY_BYTES_MAX ((size_t)1 << 28)

static void check_gold(str bytes, str sentence) {
  json_t *record = json_loadb(bytes.ptr, bytes.len, 0, NULL);
  REQUIRE(record && str_equal(correction_record_sentence(record), sentence));
  json_t *gold = correction_record_gold(record, STR("doc")), *none = correction_record_none(sentence, STR("doc"));
  REQUIRE(gold && none && json_is_null(json_object_get(none, "event")));
  const json_t *type = json_object_get(gold, "event"), *status = json_object_get(gold, "status");
  REQUIRE(casus_type_of_name(str_of(json_string_value(type))) != CASUS_NONE);
  REQUIRE(casus_event_status_of_name(str_of(json_string_value(status))) != CASUS_EVENT_STATUS_COUNT);
  char *line = json_dumps(gold, JSON_COMPACT);
  REQUIRE(line && !strchr(line, '\n'));
  free(line);
  json_decref(none);
  json_decref(gold);
  json_decref(record);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  str bytes = {(const char *)data, size}, sentence;
  casus_error error = {0};
  arena *memory = arena_new(MEMORY_BYTES_MAX);
  REQUIRE(memory);
  casus_status status = correction_record_check(bytes, memory, &sentence, &error);
  REQUIRE(status == CASUS_OK || (status == CASUS_USAGE && *error.message));
  if (status == CASUS_OK) check_gold(bytes, sentence);
  arena_free(memory);
  return 0;
}
