/* Files mapped for reading, and the data files built into the library. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/base.h"

enum { FILE_ALIGNMENT = 64 }; /* at least that of what is built in: weights are used where they lie */

static casus_status read_whole(int fd, size_t size, const char *path, file_map *map, casus_error *error) {
  char *bytes = aligned_alloc(FILE_ALIGNMENT, size / FILE_ALIGNMENT * FILE_ALIGNMENT + FILE_ALIGNMENT);
  if (!bytes) return error_at(error, CASUS_MEMORY, str_of(path), 0, 0, "no memory for %zu bytes", size);
  size_t done = 0;
  while (done < size) {
    ssize_t n = read(fd, bytes + done, size - done);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) {
      free(bytes);
      return error_at(error, CASUS_INPUT, str_of(path), 0, done, "cannot read: %s", strerror(errno));
    }
    if (n == 0) break;
    done += (size_t)n;
  }
  *map = (file_map){.bytes = {bytes, done}, .mapped = false};
  return CASUS_OK;
}

static casus_status map_open_file(int fd, const char *path, size_t max_bytes, file_map *map, casus_error *error) {
  struct stat info;
  if (fstat(fd, &info) != 0) return error_at(error, CASUS_INPUT, str_of(path), 0, 0, "cannot read: %s", strerror(errno));
  if (S_ISDIR(info.st_mode)) return error_at(error, CASUS_INPUT, str_of(path), 0, 0, "is a folder, not a file");
  size_t size = (size_t)info.st_size;
  if (size > max_bytes)
    return error_at(error, CASUS_INPUT, str_of(path), 0, 0, "is larger than the %zu bytes allowed", max_bytes);
  if (!size) return read_whole(fd, size, path, map, error);
  void *bytes = mmap(NULL, size, PROT_READ, MAP_PRIVATE, fd, 0);
  if (bytes == MAP_FAILED) return read_whole(fd, size, path, map, error);
  *map = (file_map){.bytes = {bytes, size}, .mapped = true};
  return CASUS_OK;
}

casus_status file_open_map(const char *path, size_t max_bytes, file_map *map, casus_error *error) {
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) return error_at(error, CASUS_INPUT, str_of(path), 0, 0, "cannot open: %s", strerror(errno));
  casus_status status = map_open_file(fd, path, max_bytes, map, error);
  close(fd);
  return status;
}

void file_unmap(file_map *map) {
  if (map->mapped) munmap((void *)(uintptr_t)map->bytes.ptr, map->bytes.len);
  else free((void *)(uintptr_t)map->bytes.ptr);
  *map = (file_map){0};
}

static casus_status builtin_find(const char *path, str *bytes, casus_error *error) {
  for (const builtin_file *f = builtin_files; f->path; f++) {
    if (strcmp(f->path, path) != 0) continue;
    *bytes = (str){(const char *)f->begin, (size_t)(f->end - f->begin)};
    return CASUS_OK;
  }
  return error_at(error, CASUS_DATA, str_of(path), 0, 0, "is not built into this casus");
}

bool is_builtin(str bytes) {
  for (const builtin_file *f = builtin_files; f->path; f++)
    if ((const char *)f->begin == bytes.ptr) return true;
  return false;
}

casus_status data_file(const char *data_dir, const char *path, str *bytes, file_map *map, casus_error *error) {
  *map = (file_map){0};
  if (!data_dir) return builtin_find(path, bytes, error);
  char full[4096];
  int n = snprintf(full, sizeof full, "%s/%s", data_dir, path);
  if (n < 0 || (size_t)n >= sizeof full) return error_set(error, CASUS_DATA, "path too long: %s", path);
  casus_status status = file_open_map(full, (size_t)1 << 30, map, error);
  if (status != CASUS_OK) return status == CASUS_INPUT ? CASUS_DATA : status;
  *bytes = map->bytes;
  return CASUS_OK;
}
