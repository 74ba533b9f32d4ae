/* Files that a command writes. */
#include "cli/out_file.h"

#include <errno.h>

static bool out_fail(out_file *o) {
  if (!o->failed) fprintf(stderr, "casus: %s: cannot be written: %s\n", o->path, strerror(errno));
  o->failed = true;
  return false;
}

bool out_open(out_file *o, const char *path) {
  *o = (out_file){.path = path};
  if (!path || strcmp(path, "-") == 0) return true;
  o->file = fopen(path, "wb");
  return o->file || out_fail(o);
}

bool out_write(void *context, const char *bytes, size_t len) {
  out_file *o = context;
  if (!o->file) return output_write(bytes, len);
  return fwrite(bytes, 1, len, o->file) == len || out_fail(o);
}

bool out_close(out_file *o) { return !o->file || fclose(o->file) == 0 || out_fail(o); }
