/* Any bytes as tokens with labels: tokens lie inside the text and fill the sentences without a gap. */
#include <stdlib.h>

#include "train/iob2.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define REQUIRE(condition) \
  if (!(condition)) abort()

static void check(const iob2 *g) {
  uint32_t next = 0, at = 0;
  for (uint32_t i = 0; i < g->t.n_sentences; i++) {
    const sentence *s = &g->t.sentences[i];
    REQUIRE(s->first_token == next && s->n_tokens > 0 && s->n_tokens <= SENTENCE_TOKENS_MAX);
    next += s->n_tokens;
  }
  REQUIRE(next == g->t.n_tokens);
  for (uint32_t i = 0; i < g->t.n_tokens; i++) {
    const token *t = &g->t.tokens[i];
    REQUIRE(t->begin >= at && t->begin < t->end && t->end <= g->t.bytes.len);
    at = t->end;
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  iob2 g;
  arena *a = arena_new((size_t)1 << 30);
  REQUIRE(a);
  if (iob2_read((str){(const char *)data, size}, STR("fuzz"), a, &g, NULL) == CASUS_OK) check(&g);
  arena_free(a);
  return 0;
}
