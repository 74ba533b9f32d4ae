/* One hash over all that decides what events come of an article, so that a store can tell what it was coded with. */
#include <stdio.h>

#include "base/base.h"

typedef struct {
  uint64_t a, b;
} digest;

static void add(digest *d, const void *bytes, size_t len) {
  d->a = hash_bytes(bytes, len, d->a);
  d->b = hash_bytes(bytes, len, d->b);
}

/* Checksums are fast, and meant to tell versions apart, not to withstand an attack. */
static void add_file(digest *d, str name, str bytes) {
  char text[64];
  int n = snprintf(text, sizeof text, "%zu:%08x;", bytes.len, (unsigned)checksum_bytes(bytes.ptr, bytes.len));
  add(d, name.ptr, name.len);
  add(d, text, (size_t)n);
}

static casus_status add_tables(digest *d, const char *data_dir, casus_error *error) {
  for (const builtin_file *f = builtin_files; f->path; f++) {
    file_map map = {0};
    str bytes;
    casus_status status = data_file(data_dir, f->path, &bytes, &map, NULL);
    if (status == CASUS_INPUT || status == CASUS_DATA) continue; /* images of tables stand in no folder */
    if (status != CASUS_OK) return error_set(error, status, "cannot read the table %s", f->path);
    add_file(d, str_of(f->path), bytes);
    file_unmap(&map);
  }
  return CASUS_OK;
}

static casus_status add_overlays(digest *d, const char *kind, const char *const *files, size_t n, casus_error *error) {
  for (size_t i = 0; i < n; i++) {
    file_map map;
    casus_status status = file_open_map(files[i], SIZE_MAX, &map, error);
    if (status != CASUS_OK) return status;
    add_file(d, str_of(kind), map.bytes);
    file_unmap(&map);
  }
  return CASUS_OK;
}

casus_status casus_tables_hash(const casus_options *options, char hash[CASUS_ID_SIZE], casus_error *error) {
  static const casus_options defaults = {0};
  const casus_options *o = options ? options : &defaults;
  digest d = {0, 0x9e3779b97f4a7c15ULL};
  char today[16];
  casus_date_text(o->today, today);
  add(&d, today, strlen(today));
  casus_status status = add_tables(&d, o->data_dir, error);
  if (status == CASUS_OK) status = add_overlays(&d, "actors", o->actor_files, o->n_actor_files, error);
  if (status == CASUS_OK) status = add_overlays(&d, "places", o->place_files, o->n_place_files, error);
  if (status == CASUS_OK) status = add_overlays(&d, "lexicon", o->lexicon_files, o->n_lexicon_files, error);
  if (status != CASUS_OK) return status;
  snprintf(hash, CASUS_ID_SIZE, "%016llx%016llx", (unsigned long long)d.a, (unsigned long long)d.b);
  return CASUS_OK;
}
