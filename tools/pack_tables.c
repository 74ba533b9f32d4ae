/* Run by the build: makes images of the tables in data/, which the library then holds instead of their text.
 * usage: pack_tables DATA_FOLDER OUT_FOLDER */
#include <stdio.h>

#include "coding/coding.h"

/* This program is linked before the images exist. */
const builtin_file builtin_files[] = {{NULL, NULL, NULL}};

typedef casus_status (*packer)(const char *data_dir, buffer *out, casus_error *error);
static const struct {
  const char *name;
  packer pack;
} images[] = {{"actors.image", world_pack_actors},
              {"places.image", world_pack_places},
              {"lexicon.image", coder_pack},
              {"judge.image", coder_pack_judge}};

static bool save(const char *folder, const char *name, str bytes) {
  char path[4096];
  int n = snprintf(path, sizeof path, "%s/%s", folder, name);
  FILE *f = n > 0 && (size_t)n < sizeof path ? fopen(path, "wb") : NULL;
  if (!f) return false;
  bool good = fwrite(bytes.ptr, 1, bytes.len, f) == bytes.len;
  return fclose(f) == 0 && good;
}

static bool pack_one(const char *data, const char *folder, const char *name, packer pack) {
  enum { IMAGE_BYTES_MAX = 1 << 28 };
  casus_error error = {0};
  buffer out;
  buffer_init(&out, IMAGE_BYTES_MAX);
  bool packed = pack(data, &out, &error) == CASUS_OK;
  if (!packed) fprintf(stderr, "%s:%zu: %s\n", error.file, error.line, error.message);
  bool saved = packed && save(folder, name, buffer_str(&out));
  if (packed && !saved) fprintf(stderr, "cannot write %s in %s\n", name, folder);
  buffer_free(&out);
  return saved;
}

int main(int argc, char **argv) {
  if (argc != 3) {
    fprintf(stderr, "usage: %s DATA_FOLDER OUT_FOLDER\n", argv[0]);
    return 2;
  }
  for (size_t i = 0; i < sizeof images / sizeof *images; i++)
    if (!pack_one(argv[1], argv[2], images[i].name, images[i].pack)) return 1;
  return 0;
}
