/* Files that may be gzip. */
#ifndef CASUS_PACKED_FILE_H
#define CASUS_PACKED_FILE_H

#include "base/base.h"

/* Adds the unpacked bytes of a gzip file (a plain one as it is) to `out`, which has a maximum. */
casus_status packed_read(const char *path, buffer *out, casus_error *error);
/* A file whole: unpacked where its name ends in ".gz", mapped where not. Freed by file_unmap. */
casus_status packed_open(const char *path, size_t max_bytes, file_map *map, casus_error *error);

#endif
