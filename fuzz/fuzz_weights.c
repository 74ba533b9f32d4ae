/* Any bytes as a weights file: opened or refused, and what is opened analyses a sentence without harm. */
#include <stdlib.h>

#include "grammar/grammar.h"
#include "model/model.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The checksum is made good, so that what lies behind it is reached. */
static void mend_checksum(char *bytes, size_t size) {
  if (size < 32) return;
  uint64_t length = size;
  memcpy(bytes + 24, &length, sizeof length);
  uint32_t sum = checksum_bytes(bytes + 20, size - 20);
  memcpy(bytes + 16, &sum, sizeof sum);
}

static void analyse_something(const grammar *g) {
  grammar_scratch *s;
  text t;
  analysis an;
  arena *a = arena_new((size_t)1 << 24);
  if (a && grammar_scratch_new(g, &s, NULL) == CASUS_OK) {
    if (text_split(STR("The Minister met 12 officials in Accra, and left."), 0, a, &t, NULL) == CASUS_OK)
      (void)grammar_analyse(g, s, &t, a, &an, NULL);
    grammar_scratch_free(s);
  }
  arena_free(a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  char *bytes = malloc(size ? size : 1);
  grammar *g;
  casus_error error;
  if (!bytes) return 0;
  if (size) memcpy(bytes, data, size);
  mend_checksum(bytes, size);
  if (grammar_open((str){bytes, size}, STR("fuzz"), &g, &error) == CASUS_OK) {
    analyse_something(g);
    grammar_close(g);
  }
  free(bytes);
  return 0;
}
