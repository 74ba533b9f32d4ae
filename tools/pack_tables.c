/* Packs a table of data/ into the image that is built into casus: the build runs it (cmake/pack.cmake).
 *
 *     pack_tables KIND TABLE IMAGE
 *
 * A kind is one row of `kinds`; its packer is a function of the library that needs base only. */
#include <stdio.h>
#include <string.h>

#include "world/place_image.h"

const builtin_file builtin_files[] = {{NULL, NULL, NULL}}; /* nothing is built into the packer itself */

typedef casus_status (*pack)(str table, str file, buffer *out, casus_error *error);

static const struct {
  const char *kind;
  pack run;
} kinds[] = {{"places", place_image_pack}};

enum { IMAGE_BYTES_MAX = 1 << 29 };

static int write_file(const char *path, str bytes) {
  FILE *f = fopen(path, "wb");
  if (!f) return 1;
  size_t n = fwrite(bytes.ptr, 1, bytes.len, f);
  return fclose(f) != 0 || n != bytes.len;
}

static int pack_file(pack run, const char *table, const char *image) {
  file_map map;
  buffer out;
  casus_error error = {0};
  buffer_init(&out, IMAGE_BYTES_MAX);
  casus_status status = file_open_map(table, IMAGE_BYTES_MAX, &map, &error);
  if (status == CASUS_OK) {
    status = run(map.bytes, str_of(table), &out, &error);
    file_unmap(&map);
  }
  if (status != CASUS_OK) fprintf(stderr, "%s:%zu: %s\n", error.file, error.line, error.message);
  int failed = status != CASUS_OK || write_file(image, buffer_str(&out));
  buffer_free(&out);
  return failed;
}

int main(int argc, char **argv) {
  for (size_t i = 0; argc == 4 && i < sizeof kinds / sizeof *kinds; i++)
    if (strcmp(kinds[i].kind, argv[1]) == 0) return pack_file(kinds[i].run, argv[2], argv[3]);
  fprintf(stderr, "usage: pack_tables KIND TABLE IMAGE\n");
  return 2;
}
