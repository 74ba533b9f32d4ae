/* Writes every attack to a file of its own: make_attacks FOLDER SIZE_BYTES. The folder must be there. */
#include <stdio.h>
#include <stdlib.h>

#include "attacks.h"

static bool write_file(const char *folder, const char *name, str bytes) {
  char path[4096];
  int n = snprintf(path, sizeof path, "%s/%s.txt", folder, name);
  if (n < 0 || (size_t)n >= sizeof path) return false;
  FILE *f = fopen(path, "wb");
  if (!f) return false;
  bool written = fwrite(bytes.ptr, 1, bytes.len, f) == bytes.len;
  return !fclose(f) && written;
}

int main(int argc, char **argv) {
  uint32_t size;
  if (argc != 3 || !str_to_u32(str_of(argv[2]), &size)) {
    fprintf(stderr, "usage: make_attacks FOLDER SIZE_BYTES\n");
    return 2;
  }
  for (size_t i = 0; i < n_attacks; i++) {
    str bytes = attack_make(&attacks[i], size);
    bool written = bytes.ptr && write_file(argv[1], attacks[i].name, bytes);
    free((void *)(uintptr_t)bytes.ptr);
    if (written) continue;
    fprintf(stderr, "%s/%s.txt: cannot be written\n", argv[1], attacks[i].name);
    return 1;
  }
  return 0;
}
