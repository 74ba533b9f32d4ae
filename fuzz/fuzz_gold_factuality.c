/* Any bytes as a gold file of what happened: tokens and targets lie inside the text. */
#include <stdlib.h>

#include "train/gold_factuality.h"
#include "train/json_lines.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define REQUIRE(condition) \
  if (!(condition)) abort()

static void check(const gold_factuality *g) {
  for (uint32_t i = 0; i < g->t.n_tokens; i++)
    REQUIRE(g->t.tokens[i].begin < g->t.tokens[i].end && g->t.tokens[i].end <= g->t.bytes.len);
  for (uint32_t i = 0; i < g->n_targets; i++) REQUIRE(g->targets[i].token < g->t.n_tokens);
}

static casus_status take(void *to, const json_t *record, size_t line, casus_error *error) {
  gold_factuality g;
  (void)line, (void)error;
  if (record && gold_factuality_read(record, to, &g)) check(&g);
  return CASUS_OK;
}

/* The bytes as a record's text, which attacks are too seldom JSON to be. */
static void read_as_text(str bytes, arena *a) {
  json_t *record = json_pack("{s:s%, s:[{s:[ii], s:f}]}", "text", bytes.ptr, bytes.len, "targets", "span1", 0, 1, "label", 0.0);
  take(a, record, 0, NULL);
  json_decref(record);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  arena *a = arena_new((size_t)1 << 30);
  str bytes = {(const char *)data, size};
  REQUIRE(a);
  json_lines_walk(bytes, take, a, NULL);
  read_as_text(bytes, a);
  arena_free(a);
  return 0;
}
