/* Any bytes as a tar archive: as they are, and with the sums of their headers put right, so that what follows is read. */
#include <stdlib.h>

#include "train/tar_file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { BLOCK = 512, SUM_AT = 148, SUM_BYTES = 8 };

static void check(str archive) {
  arena *a = arena_new((size_t)1 << 28);
  tar_file *files;
  uint32_t n;
  if (!a) abort();
  if (tar_parse(archive, STR("fuzz"), (str){0}, a, &files, &n, NULL) == CASUS_OK)
    for (uint32_t i = 0; i < n; i++)
      if (files[i].bytes.len > archive.len || (i && str_compare(files[i - 1].name, files[i].name) > 0)) abort();
  arena_free(a);
}

static void right_sum(char *block) {
  unsigned sum = 0;
  memset(block + SUM_AT, ' ', SUM_BYTES);
  for (size_t i = 0; i < BLOCK; i++) sum += (unsigned char)block[i];
  for (size_t i = 6; i--; sum /= 8) block[SUM_AT + i] = (char)('0' + sum % 8);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  check((str){(const char *)data, size});
  char *copy = malloc(size ? size : 1);
  if (!copy) abort();
  memcpy(copy, data, size);
  for (size_t at = 0; size - at >= BLOCK; at += BLOCK) right_sum(copy + at);
  check((str){copy, size});
  free(copy);
  return 0;
}
