/* The files of a folder, of a tar archive or of a packed one (.tar.gz), whole in memory. */
#ifndef CASUS_TAR_FILE_H
#define CASUS_TAR_FILE_H

#include "base/base.h"

enum { TAR_FILES_MAX = 1 << 16 };

typedef struct {
  str name; /* with its folders: "tbaq/AQUAINT/a.tml" */
  str bytes;
} tar_file;

/* Regular files that are not hidden and whose name ends in `suffix` (empty: all), in byte order of their names. `path` is a
 * folder, which is searched with the folders in it, or an archive. Files and names live in `a`. CASUS_INPUT: cannot be read, or
 * no archive; CASUS_MEMORY: over TAR_FILES_MAX files or the arena's maximum. */
casus_status tar_files_read(const char *path, str suffix, arena *a, tar_file **files, uint32_t *n, casus_error *error);

/* The same of an unpacked archive (POSIX ustar, pax and GNU long names); the files are slices of `archive`. */
casus_status tar_parse(str archive, str file, str suffix, arena *a, tar_file **files, uint32_t *n, casus_error *error);

#endif
