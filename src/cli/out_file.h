/* A file that a command writes, or standard output. What goes wrong is said once. */
#ifndef CASUS_CLI_OUT_FILE_H
#define CASUS_CLI_OUT_FILE_H

#include "cli/cli.h"

typedef struct {
  const char *path; /* NULL: standard output */
  FILE *file;
  bool failed; /* which has been said */
} out_file;

/* path: NULL and "-" are standard output. False: it cannot be written. */
bool out_open(out_file *o, const char *path);
/* A casus_write; the context is the out_file. */
bool out_write(void *context, const char *bytes, size_t len);
/* False: not all has been written. */
bool out_close(out_file *o);

#endif
