/* What the files of this folder share: byte streams, the window on them, the list of inputs, the reader's state, and what each
 * form of record takes and gives. */
#ifndef CASUS_ARTICLE_PARTS_H
#define CASUS_ARTICLE_PARTS_H

#include <jansson.h>

#include "article/article.h"

/* ---- streams: bytes in order, decompressed where they start as gzip or zstd data do */
typedef struct stream stream;

/* path "-": standard input. */
casus_status stream_open_file(const char *path, stream **out, casus_error *error);
casus_status stream_open_memory(str bytes, str name, stream **out, casus_error *error);
/* Fills up to max_bytes (> 0), never from two gzip members at a time. *got_bytes 0: the end. CASUS_INPUT: damaged or cut off
 * here; what came before is good. */
casus_status stream_read(stream *s, char *into, size_t max_bytes, size_t *got_bytes, casus_error *error);
/* Bytes of the source (before decompression) used so far. */
uint64_t stream_consumed(const stream *s);
bool stream_is_gzip(const stream *s);
/* Where in the source the gzip member begins of which stream_read gave bytes last. */
uint64_t stream_frame_begin(const stream *s);
/* After CASUS_INPUT: is it a gzip member that bytes have come of already? Otherwise what stands between members is damaged, or
 * the head of one. */
bool stream_damage_is_within(const stream *s);
/* After CASUS_INPUT: goes on at the next gzip member. *found false: there is none. */
casus_status stream_recover(stream *s, bool *found, casus_error *error);
void stream_close(stream *s);

/* ---- window: the decompressed bytes that are not handed out yet, held[begin, end) */
typedef struct {
  size_t offset;   /* in the decompressed input */
  uint64_t source; /* of the gzip member that begins there */
} member_mark;

typedef struct {
  stream *source; /* NULL: no input is open */
  char *held;
  size_t begin, end, capacity;
  size_t offset_bytes; /* of held[begin] in the decompressed input */
  size_t line;         /* of held[begin], from 1; kept by those who read lines */
  bool ended;          /* nothing follows held[end) */
  casus_status damage; /* why it ended, if not by itself; reported after what was good */
  casus_error damage_detail;
  member_mark *marks;
  uint32_t first_mark, n_marks, mark_capacity;
} window;

/* Empties the window for the next input. */
casus_status window_open(window *w, casus_error *error);
void window_close_source(window *w);
void window_free(window *w);
static inline str window_str(const window *w) {
  return w->end == w->begin ? (str){"", 0} : str_slice((str){w->held, w->end}, w->begin, w->end);
}
/* Reads on. Damage is kept for later: what came before it is good. */
casus_status window_more(window *w, casus_error *error);
/* Reads on until n_bytes are held or nothing follows. */
casus_status window_want(window *w, size_t n_bytes, casus_error *error);
void window_pass(window *w, size_t n_bytes);
/* Of held[begin]: where its gzip member begins in the file, if it is the first of it; else the offset in the decompressed input.
 */
size_t window_origin(const window *w);
/* After damage: drops what is held and goes on behind it, where that can be done. */
casus_status window_recover(window *w, casus_error *error);

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
typedef enum { FORM_TEXT, FORM_JSON_LINES, FORM_HTML, FORM_WARC, FORM_FEED, FORM_UNKNOWN, FORM_COUNT = FORM_UNKNOWN } input_form;
input_form input_form_of(str path, bool *compressed);
/* The same by the first bytes of a file; FORM_UNKNOWN: more of them are needed. */
input_form input_form_of_head(str head);
/* Without folders and without the suffixes that say the form. */
str path_file_name(str path);
str path_stem(str path);

/* ---- the reader, and the forms of files that it reads */
typedef struct feed feed;

struct casus_reader {
  inputs list;
  input memory_input; /* the one input of casus_reader_open_memory */
  str memory;
  const input *items; /* list.items or &memory_input */
  uint32_t n_items, next;
  uint64_t total_bytes;
  bool total_known;
  const input *current; /* that is open; NULL: none */
  str name;             /* of the current input, for messages and ids */
  casus_date date;      /* for articles without one */
  uint64_t bytes_done;  /* of the inputs before */
  input_form form;
  window window;
  feed *feed;
  uint64_t skipped[CASUS_SKIP_COUNT];

  /* What holds the strings of the article handed out last. */
  json_t *record;
  buffer id_space;
  arena *page;
};

/* The next article of the current input. CASUS_END: there is none. */
typedef casus_status read_form(casus_reader *r, casus_article *article, casus_error *error);
read_form read_text_file, read_json_line, read_html_file, read_warc_record, read_feed_item;
/* Done with the current input; what is in the window stays until the next one is opened. */
void reader_close_input(casus_reader *r);
casus_status reader_report_damage(casus_reader *r, casus_error *error);
/* Reads the whole input, which is one article. */
casus_status reader_hold_all(casus_reader *r, size_t max_bytes, const char *what, casus_error *error);
/* The id of an article that is a whole file. */
str reader_file_id(const casus_reader *r);
/* Of the arena that holds one article. */
enum { PAGE_MEMORY_MAX = 256 << 20 };

/* ---- JSON records */
/* Reads one record. On success *record holds the strings of *article (id empty where there is none) until json_decref.
 * `place` is filled: file, line and offset of the line, for messages. */
typedef struct {
  str file;
  size_t line, offset_bytes;
} record_place;
casus_status json_article_read(str line, const record_place *place, casus_date fallback, json_t **record, buffer *id_space,
                               casus_article *article, casus_error *error);
/* The id of a record that has none: "FILE:NUMBER". */
bool record_id(str file, size_t number, buffer *space, str *id);

#endif
