/* Any bytes, split: tokens and sentences must lie in order, inside the text and their maxima, and leave out white space only. */
#include <stdlib.h>

#include "text/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define REQUIRE(condition) \
  if (!(condition)) abort()

static void check_gap(const text *t, uint32_t begin, uint32_t end) {
  for (uint32_t i = begin; i < end; i++) {
    unsigned char c = (unsigned char)t->bytes.ptr[i];
    REQUIRE(c <= ' ' || c >= 0x7F);
  }
}

static void check_tokens(const text *t, uint32_t body) {
  uint32_t last = body;
  for (uint32_t i = 0; i < t->n_tokens; i++) {
    token k = t->tokens[i];
    REQUIRE(k.begin >= last && k.begin < k.end && k.end <= t->bytes.len && k.end - k.begin <= TOKEN_BYTES_MAX);
    check_gap(t, last, k.begin);
    last = k.end;
  }
  check_gap(t, last, (uint32_t)t->bytes.len);
}

static void check_sentences(const text *t) {
  uint32_t next = 0, paragraph = 0;
  for (uint32_t i = 0; i < t->n_sentences; i++) {
    const sentence *s = &t->sentences[i];
    REQUIRE(s->first_token == next && s->n_tokens && s->n_tokens <= SENTENCE_TOKENS_MAX);
    REQUIRE(s->begin == t->tokens[next].begin && s->end == t->tokens[next + s->n_tokens - 1].end);
    REQUIRE(s->paragraph >= paragraph && s->kind <= SENTENCE_DATELINE);
    next += s->n_tokens;
    paragraph = s->paragraph;
  }
  REQUIRE(next == t->n_tokens);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static const size_t memory_max = (size_t)2 << 30;
  arena *a = arena_new(memory_max);
  if (!a) return 0;
  str bytes = {(const char *)data, size};
  uint32_t body = size && data[0] % 8 == 7 ? (uint32_t)(size / 2) : 0;
  text t;
  if (text_split(bytes, body, a, &t, NULL) == CASUS_OK) {
    check_tokens(&t, body);
    check_sentences(&t);
  }
  arena_free(a);
  return 0;
}
