/* The decompressed bytes of one input that are held in memory: read on when more are wanted, dropped when they are passed.
 * Remembers where the gzip members among them began. Knows nothing of the forms of files. */
#include <stdlib.h>

#include "article/article_parts.h"

enum { READ_BYTES = 128 * 1024, KEEP_BYTES = 4 << 20, MARKS_MAX = 1 << 16 };

/* What is held is moved at most once for each of its bytes, however small the steps in which it is passed. */
static bool make_room(window *w, size_t more) {
  if (w->capacity - w->end >= more) return true;
  size_t kept = w->end - w->begin, wanted = w->capacity ? w->capacity : 2 * READ_BYTES;
  while (wanted < kept + more) wanted *= 2;
  if (w->begin && kept > wanted / 2) wanted *= 2;
  if (w->begin && kept) memmove(w->held, w->held + w->begin, kept);
  w->begin = 0;
  w->end = kept;
  if (wanted == w->capacity) return true;
  char *grown = realloc(w->held, wanted);
  if (!grown) return false;
  w->held = grown;
  w->capacity = wanted;
  return true;
}

/* A source without members has one mark, at its start. */
static bool add_mark(window *w) {
  size_t at = w->offset_bytes + (w->end - w->begin);
  uint64_t begin = stream_frame_begin(w->source);
  if (w->n_marks && w->marks[w->n_marks - 1].source == begin) return true;
  if (w->n_marks == w->mark_capacity && w->first_mark) {
    w->n_marks -= w->first_mark;
    memmove(w->marks, w->marks + w->first_mark, w->n_marks * sizeof *w->marks);
    w->first_mark = 0;
  }
  if (w->n_marks == MARKS_MAX) return true;
  if (w->n_marks == w->mark_capacity) {
    uint32_t wanted = w->mark_capacity ? 2 * w->mark_capacity : 64;
    member_mark *grown = realloc(w->marks, wanted * sizeof *grown);
    if (!grown) return false;
    w->marks = grown;
    w->mark_capacity = wanted;
  }
  w->marks[w->n_marks++] = (member_mark){at, begin};
  return true;
}

casus_status window_more(window *w, casus_error *error) {
  size_t got;
  if (!make_room(w, READ_BYTES)) return error_set(error, CASUS_MEMORY, "no memory for %zu bytes of input", w->end + READ_BYTES);
  casus_status status = stream_read(w->source, w->held + w->end, READ_BYTES, &got, &w->damage_detail);
  if (status == CASUS_MEMORY) {
    if (error) *error = w->damage_detail;
    return status;
  }
  w->damage = status;
  w->ended = status != CASUS_OK || !got;
  if (w->ended) return CASUS_OK;
  if (!add_mark(w)) return error_set(error, CASUS_MEMORY, "no memory for a list of gzip members");
  w->end += got;
  return CASUS_OK;
}

casus_status window_want(window *w, size_t n_bytes, casus_error *error) {
  while (!w->ended && w->end - w->begin < n_bytes) {
    casus_status status = window_more(w, error);
    if (status != CASUS_OK) return status;
  }
  return CASUS_OK;
}

void window_pass(window *w, size_t n_bytes) {
  w->begin += n_bytes;
  w->offset_bytes += n_bytes;
  /* The newest mark at or before what is held stays: it is that of the member that is being read. */
  while (w->first_mark + 1 < w->n_marks && w->marks[w->first_mark + 1].offset <= w->offset_bytes) w->first_mark++;
}

size_t window_origin(const window *w) {
  bool at_mark = w->n_marks && w->marks[w->first_mark].offset == w->offset_bytes;
  return at_mark && stream_is_gzip(w->source) ? (size_t)w->marks[w->first_mark].source : w->offset_bytes;
}

casus_status window_recover(window *w, casus_error *error) {
  bool found;
  window_pass(w, w->end - w->begin);
  casus_status status = stream_recover(w->source, &found, error);
  if (status != CASUS_OK) return status;
  w->damage = CASUS_OK;
  w->ended = !found;
  return CASUS_OK;
}

casus_status window_open(window *w, casus_error *error) {
  if (w->capacity > KEEP_BYTES) { /* one giant input shall not hold its memory for ever */
    free(w->held);
    w->held = NULL;
    w->capacity = 0;
  }
  w->begin = w->end = w->offset_bytes = 0;
  w->n_marks = w->first_mark = 0;
  w->line = 1;
  w->ended = false;
  w->damage = CASUS_OK;
  return make_room(w, READ_BYTES) ? CASUS_OK : error_set(error, CASUS_MEMORY, "no memory to read into");
}

void window_close_source(window *w) {
  stream_close(w->source);
  w->source = NULL;
}

void window_free(window *w) {
  window_close_source(w);
  free(w->held);
  free(w->marks);
}
