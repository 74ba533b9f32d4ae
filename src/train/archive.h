/* The files of a folder or of a packed tar archive, whole in memory. */
#ifndef CASUS_ARCHIVE_H
#define CASUS_ARCHIVE_H

#include "base/base.h"

typedef struct {
  str name; /* without folders */
  str bytes;
} archived_file;

typedef struct {
  arena *a;
  buffer packed; /* the unpacked archive, which the files lie in */
  archived_file *files;
  uint32_t n_files, capacity;
} archive;

enum { ARCHIVE_BYTES_MAX = 1 << 28, ARCHIVE_FILES_MAX = 1 << 16 };

/* `path`: a folder (with what lies in its folders, four deep; not hidden files), or .tar, .tar.gz, .tgz. Sorted by name. Freed by
 * archive_close.
 */
casus_status archive_open(const char *path, archive *out, casus_error *error);
/* The entries of a tar archive (POSIX ustar; long names of GNU and pax are cut). `bytes` must outlive `out`; for the fuzzer. */
casus_status archive_read_tar(str bytes, str path, archive *out, casus_error *error);
const archived_file *archive_find(const archive *files, str name);
void archive_close(archive *files);

#endif
