/* Any bytes as CoNLL-U: read or refused; what is read can be written and merged. */
#include "grammar/grammar.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  str input = {(const char *)data, size};
  arena *a = arena_new((size_t)1 << 26);
  buffer out;
  text t;
  analysis an;
  casus_error error;
  buffer_init(&out, (size_t)1 << 26);
  if (a && conllu_read(input, STR("fuzz"), a, &t, &an, &error) == CASUS_OK) {
    (void)conllu_write(&t, &an, &out);
    (void)conllu_merge(input, &t, &an, &out);
  }
  buffer_free(&out);
  arena_free(a);
  return 0;
}
