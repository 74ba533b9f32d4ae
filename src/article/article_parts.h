/* What the files of this folder share: byte streams, the list of inputs, and JSON records. */
#ifndef CASUS_ARTICLE_PARTS_H
#define CASUS_ARTICLE_PARTS_H

#include <jansson.h>

#include "article/article.h"

/* ---- streams: bytes in order, decompressed where they start as gzip or zstd data do */
typedef struct stream stream;

/* path "-": standard input. */
casus_status stream_open_file(const char *path, stream **out, casus_error *error);
casus_status stream_open_memory(str bytes, str name, stream **out, casus_error *error);
/* Fills up to max_bytes (> 0). *got_bytes 0: the end. CASUS_INPUT: damaged or cut off here; what came before is good. */
casus_status stream_read(stream *s, char *into, size_t max_bytes, size_t *got_bytes, casus_error *error);
/* Bytes of the source (before decompression) used so far. */
uint64_t stream_consumed(const stream *s);
bool stream_is_compressed(const stream *s);
void stream_close(stream *s);

/* ---- inputs: what the caller named, folders opened up */
typedef struct {
  const char *path; /* NUL-terminated */
  uint64_t size;
  bool size_known;
  int problem;         /* errno of what cannot be read; 0: none */
  const char *message; /* NULL, or what is wrong where errno does not say it */
} input;

typedef struct {
  arena *memory;
  input *items;
  uint32_t n, capacity;
  uint64_t total_bytes;
  bool total_known;
} inputs;

casus_status inputs_list(const char *const *paths, size_t n_paths, inputs *out, casus_error *error);
void inputs_free(inputs *in);

/* The form of a file, by its name. */
typedef enum { FORM_TEXT, FORM_JSON_LINES, FORM_UNKNOWN } input_form;
input_form input_form_of(str path, bool *compressed);
/* Without folders and without the suffixes that say the form. */
str path_file_name(str path);
str path_stem(str path);

/* ---- JSON records */
/* Reads one record. On success *record holds the strings of *article (id empty where there is none) until json_decref.
 * `place` is filled: file, line and offset of the line, for messages. */
typedef struct {
  str file;
  size_t line, offset_bytes;
} record_place;
casus_status json_article_read(str line, const record_place *place, casus_date fallback, json_t **record, buffer *id_space,
                               casus_article *article, casus_error *error);

#endif
