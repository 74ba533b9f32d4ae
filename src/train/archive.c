/* Reads folders and tar archives into memory, within stated maxima. */
#include "train/archive.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "train/packed_file.h"

enum {
  TAR_BLOCK = 512,
  TAR_NAME = 100,
  TAR_SIZE_AT = 124,
  TAR_SIZE_LEN = 12,
  TAR_TYPE_AT = 156,
  PATH_BYTES_MAX = 4096,
  DEPTH_MAX = 4
};

static casus_status no_memory(casus_error *error) {
  return error_set(error, CASUS_MEMORY, "an archive of over %d bytes or %d files", ARCHIVE_BYTES_MAX, ARCHIVE_FILES_MAX);
}

static casus_status add_file(archive *x, str name, str bytes, casus_error *error) {
  void *files = x->files;
  if (x->n_files == ARCHIVE_FILES_MAX || !arena_grow(x->a, &files, &x->capacity, x->n_files + 1, sizeof *x->files))
    return no_memory(error);
  x->files = files;
  x->files[x->n_files++] = (archived_file){name, bytes};
  return CASUS_OK;
}

static int by_name(const void *a, const void *b) {
  return str_compare(((const archived_file *)a)->name, ((const archived_file *)b)->name);
}

/* ---- tar */

/* Octal digits, closed by a blank or NUL. */
static bool octal(str s, size_t *value) {
  size_t n = 0, i = 0;
  while (i < s.len && s.ptr[i] == ' ') i++;
  for (; i < s.len && s.ptr[i] >= '0' && s.ptr[i] <= '7'; i++) n = n * 8 + (size_t)(s.ptr[i] - '0');
  *value = n;
  return i == s.len || s.ptr[i] == 0 || s.ptr[i] == ' ';
}

static str base_name(str path) {
  const char *end = memchr(path.ptr, 0, path.len);
  if (end) path.len = (size_t)(end - path.ptr);
  size_t i = path.len;
  while (i && path.ptr[i - 1] != '/') i--;
  return str_slice(path, i, path.len);
}

casus_status archive_read_tar(str bytes, str path, archive *out, casus_error *error) {
  for (size_t at = 0; at + TAR_BLOCK <= bytes.len && bytes.ptr[at];) {
    size_t size, from = at + TAR_BLOCK;
    if (!octal(str_slice(bytes, at + TAR_SIZE_AT, at + TAR_SIZE_AT + TAR_SIZE_LEN), &size) || size > bytes.len - from)
      return error_at(error, CASUS_INPUT, path, 0, at, "is no tar archive, or cut short: pack it again");
    char type = bytes.ptr[at + TAR_TYPE_AT];
    str name = base_name(str_slice(bytes, at, at + TAR_NAME));
    if ((type == '0' || type == 0) && name.len) {
      casus_status status = add_file(out, name, str_slice(bytes, from, from + size), error);
      if (status != CASUS_OK) return status;
    }
    at = from + (size + TAR_BLOCK - 1) / TAR_BLOCK * TAR_BLOCK;
    if (at > bytes.len) break;
  }
  return CASUS_OK;
}

/* ---- folders */

static casus_status read_folder(archive *x, const char *path, int depth, casus_error *error);

static casus_status add_from_folder(archive *x, const char *folder, const char *name, int depth, casus_error *error) {
  char path[PATH_BYTES_MAX];
  struct stat info;
  int n = snprintf(path, sizeof path, "%s/%s", folder, name);
  if (name[0] == '.' || n < 0 || (size_t)n >= sizeof path || stat(path, &info) != 0) return CASUS_OK;
  if (S_ISDIR(info.st_mode) && depth < DEPTH_MAX) return read_folder(x, path, depth + 1, error);
  if (!S_ISREG(info.st_mode)) return CASUS_OK;
  file_map map;
  casus_status status = file_open_map(path, ARCHIVE_BYTES_MAX, &map, error);
  if (status != CASUS_OK) return status;
  str copy, own_name;
  bool copied = arena_copy(x->a, map.bytes, &copy) && arena_copy(x->a, str_of(name), &own_name);
  file_unmap(&map);
  return copied ? add_file(x, own_name, copy, error) : no_memory(error);
}

static casus_status read_folder(archive *x, const char *path, int depth, casus_error *error) {
  DIR *folder = opendir(path);
  if (!folder) return error_at(error, CASUS_INPUT, str_of(path), 0, 0, "cannot open the folder");
  casus_status status = CASUS_OK;
  for (struct dirent *e; status == CASUS_OK && (e = readdir(folder));) status = add_from_folder(x, path, e->d_name, depth, error);
  closedir(folder);
  return status;
}

casus_status archive_open(const char *path, archive *out, casus_error *error) {
  struct stat info;
  archive x = {.a = arena_new(ARCHIVE_BYTES_MAX)};
  buffer_init(&x.packed, ARCHIVE_BYTES_MAX);
  casus_status status = CASUS_OK;
  if (!x.a) status = no_memory(error);
  else if (stat(path, &info) == 0 && S_ISDIR(info.st_mode)) status = read_folder(&x, path, 0, error);
  else status = packed_read(path, &x.packed, error);
  if (status == CASUS_OK && x.packed.len) status = archive_read_tar(buffer_str(&x.packed), str_of(path), &x, error);
  if (status != CASUS_OK) {
    archive_close(&x);
    return status;
  }
  if (x.n_files) qsort(x.files, x.n_files, sizeof *x.files, by_name);
  *out = x;
  return CASUS_OK;
}

const archived_file *archive_find(const archive *files, str name) {
  if (!files->n_files) return NULL;
  archived_file wanted = {.name = name};
  return bsearch(&wanted, files->files, files->n_files, sizeof *files->files, by_name);
}

void archive_close(archive *files) {
  buffer_free(&files->packed);
  if (files->a) arena_free(files->a);
  *files = (archive){0};
}
