/* Reads folders and tar archives of gold files. */
#include "train/tar_file.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "train/packed_file.h"

enum { BLOCK_BYTES = 512, FOLDER_DEPTH_MAX = 16, PATH_BYTES_MAX = 4096 };
#define ARCHIVE_BYTES_MAX ((size_t)1 << 30)

typedef struct {
  arena *a;
  str suffix;
  tar_file *files;
  uint32_t n, capacity;
  casus_error *error;
} collection;

static casus_status no_memory(const collection *c) {
  return error_set(c->error, CASUS_MEMORY, "no memory for more than %u files", c->n);
}

/* ".DS_Store", "._a.tml": what some systems pack beside the files */
static bool is_hidden(str name) {
  size_t i = name.len;
  while (i && name.ptr[i - 1] != '/') i--;
  return i < name.len && name.ptr[i] == '.';
}

static casus_status add_file(collection *c, str name, str bytes) {
  if (!str_ends(name, c->suffix) || is_hidden(name)) return CASUS_OK;
  if (c->n == TAR_FILES_MAX || !arena_grow(c->a, (void **)&c->files, &c->capacity, c->n + 1, sizeof *c->files))
    return no_memory(c);
  c->files[c->n++] = (tar_file){name, bytes};
  return CASUS_OK;
}

static int by_name(const void *a, const void *b) { return str_compare(((const tar_file *)a)->name, ((const tar_file *)b)->name); }

static void hand_out(collection *c, tar_file **files, uint32_t *n) {
  if (c->n) qsort(c->files, c->n, sizeof *c->files, by_name);
  *files = c->files;
  *n = c->n;
}

/* ---- archives */

/* What one header says. A field of text ends at a NUL or at its full width. */
typedef struct {
  str prefix, name;
  size_t size;
  char type;
} header;

static str field_text(const char *block, size_t at, size_t width) {
  size_t len = 0;
  while (len < width && block[at + len]) len++;
  return (str){block + at, len};
}

static bool field_octal(const char *block, size_t at, size_t width, size_t *value) {
  str s = str_trim(field_text(block, at, width));
  *value = 0;
  for (size_t i = 0; i < s.len; i++) {
    if (s.ptr[i] < '0' || s.ptr[i] > '7' || *value >> 40) return false;
    *value = *value * 8 + (size_t)(s.ptr[i] - '0');
  }
  return s.len > 0;
}

/* The sum of all bytes, those of the sum itself taken for spaces. */
static bool sum_is_right(const char *block) {
  size_t said, sum = 0;
  if (!field_octal(block, 148, 8, &said)) return false;
  for (size_t i = 0; i < BLOCK_BYTES; i++) sum += i >= 148 && i < 156 ? ' ' : (unsigned char)block[i];
  return sum == said;
}

static bool read_header(const char *block, header *h) {
  bool ustar = memcmp(block + 257, "ustar", 5) == 0;
  *h = (header){.name = field_text(block, 0, 100), .type = block[156]};
  if (ustar && !memcmp(block + 257, "ustar\0", 6)) h->prefix = field_text(block, 345, 155);
  return sum_is_right(block) && field_octal(block, 124, 12, &h->size);
}

static bool is_empty_block(const char *block) {
  for (size_t i = 0; i < BLOCK_BYTES; i++)
    if (block[i]) return false;
  return true;
}

/* The "path" of a pax header, whose lines are "LENGTH KEY=VALUE"; empty where it has none. */
static str pax_path(str body) {
  str line, length;
  while (str_cut(&body, '\n', &line))
    if (str_cut(&line, ' ', &length) && str_starts(line, STR("path="))) return str_slice(line, 5, line.len);
  return (str){0};
}

static casus_status join_name(collection *c, const header *h, str *name) {
  *name = h->name;
  if (str_empty(h->prefix)) return CASUS_OK;
  char *bytes = arena_alloc(c->a, h->prefix.len + 1 + h->name.len, 1);
  if (!bytes) return no_memory(c);
  memcpy(bytes, h->prefix.ptr, h->prefix.len);
  bytes[h->prefix.len] = '/';
  memcpy(bytes + h->prefix.len + 1, h->name.ptr, h->name.len);
  *name = (str){bytes, h->prefix.len + 1 + h->name.len};
  return CASUS_OK;
}

/* A member's body. *long_name: what a member before said of this one's name. */
static casus_status take_member(collection *c, const header *h, str body, str *long_name) {
  if (h->type == 'L') *long_name = field_text(body.ptr, 0, body.len);
  else if (h->type == 'x') *long_name = pax_path(body);
  if (h->type == 'L' || h->type == 'x' || h->type == 'g') return CASUS_OK;
  str name = *long_name;
  *long_name = (str){0};
  if (h->type != '0' && h->type != 0) return CASUS_OK;
  casus_status status = str_empty(name) ? join_name(c, h, &name) : CASUS_OK;
  return status == CASUS_OK ? add_file(c, name, body) : status;
}

static casus_status parse_into(collection *c, str archive, str file) {
  str long_name = {0};
  if (archive.len < BLOCK_BYTES) return error_at(c->error, CASUS_INPUT, file, 0, 0, "is no tar archive");
  for (size_t at = 0; archive.len - at >= BLOCK_BYTES;) {
    header h;
    if (is_empty_block(archive.ptr + at)) return CASUS_OK;
    if (!read_header(archive.ptr + at, &h)) return error_at(c->error, CASUS_INPUT, file, 0, at, "is no tar archive");
    at += BLOCK_BYTES;
    if (h.size > archive.len - at) return error_at(c->error, CASUS_INPUT, file, 0, at, "ends within a file");
    casus_status status = take_member(c, &h, str_slice(archive, at, at + h.size), &long_name);
    if (status != CASUS_OK) return status;
    size_t whole = (h.size + BLOCK_BYTES - 1) / BLOCK_BYTES * BLOCK_BYTES;
    at += whole < archive.len - at ? whole : archive.len - at;
  }
  return CASUS_OK;
}

casus_status tar_parse(str archive, str file, str suffix, arena *a, tar_file **files, uint32_t *n, casus_error *error) {
  collection c = {.a = a, .suffix = suffix, .error = error};
  casus_status status = parse_into(&c, archive, file);
  if (status == CASUS_OK) hand_out(&c, files, n);
  return status;
}

static casus_status read_archive(collection *c, const char *path) {
  buffer b;
  str copy;
  buffer_init(&b, ARCHIVE_BYTES_MAX);
  casus_status status = packed_read(path, &b, c->error);
  bool kept = status == CASUS_OK && arena_copy(c->a, buffer_str(&b), &copy);
  buffer_free(&b);
  if (status != CASUS_OK) return status;
  return kept ? parse_into(c, copy, str_of(path)) : no_memory(c);
}

/* ---- folders */

static casus_status read_file(collection *c, const char *path) {
  file_map map;
  str name, bytes;
  if (!str_ends(str_of(path), c->suffix)) return CASUS_OK;
  casus_status status = file_open_map(path, ARCHIVE_BYTES_MAX, &map, c->error);
  if (status != CASUS_OK) return status;
  bool kept = arena_copy(c->a, str_of(path), &name) && arena_copy(c->a, map.bytes, &bytes);
  file_unmap(&map);
  return kept ? add_file(c, name, bytes) : no_memory(c);
}

static casus_status read_path(collection *c, const char *path, int depth);

static casus_status read_entries(collection *c, DIR *folder, const char *path, int depth) {
  casus_status status = CASUS_OK;
  struct dirent *entry;
  char inside[PATH_BYTES_MAX];
  while (status == CASUS_OK && (entry = readdir(folder))) {
    if (entry->d_name[0] == '.') continue;
    int len = snprintf(inside, sizeof inside, "%s/%s", path, entry->d_name);
    if (len > 0 && (size_t)len < sizeof inside) status = read_path(c, inside, depth + 1);
  }
  return status;
}

static casus_status read_path(collection *c, const char *path, int depth) {
  struct stat info;
  if (stat(path, &info) != 0) return error_at(c->error, CASUS_INPUT, str_of(path), 0, 0, "cannot open");
  if (!S_ISDIR(info.st_mode)) return depth ? read_file(c, path) : read_archive(c, path);
  if (depth == FOLDER_DEPTH_MAX) return CASUS_OK;
  DIR *folder = opendir(path);
  if (!folder) return error_at(c->error, CASUS_INPUT, str_of(path), 0, 0, "cannot open the folder");
  casus_status status = read_entries(c, folder, path, depth);
  closedir(folder);
  return status;
}

casus_status tar_files_read(const char *path, str suffix, arena *a, tar_file **files, uint32_t *n, casus_error *error) {
  collection c = {.a = a, .suffix = suffix, .error = error};
  casus_status status = read_path(&c, path, 0);
  if (status == CASUS_OK) hand_out(&c, files, n);
  return status;
}
