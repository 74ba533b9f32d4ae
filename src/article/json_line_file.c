/* JSON Lines: cuts the input into lines, and has each read as an article. What a line holds is known to json_article.c. */
#include "article/article_parts.h"

/* Length of the line at held[begin], without its end. CASUS_END: it is longer than allowed. */
static casus_status find_line(window *w, size_t *len, casus_error *error) {
  size_t looked_at = 0;
  for (;;) {
    const char *line = w->held + w->begin;
    size_t n = w->end - w->begin;
    const char *stop = n > looked_at ? memchr(line + looked_at, '\n', n - looked_at) : NULL;
    looked_at = n;
    *len = stop ? (size_t)(stop - line) : n;
    if (*len > ARTICLE_LINE_BYTES_MAX) return CASUS_END;
    if (stop || w->ended) return CASUS_OK;
    casus_status status = window_more(w, error);
    if (status != CASUS_OK) return status;
  }
}

static casus_status skip_line(window *w, casus_error *error) {
  for (;;) {
    size_t n = w->end - w->begin;
    const char *stop = n ? memchr(w->held + w->begin, '\n', n) : NULL;
    window_pass(w, stop ? (size_t)(stop - (w->held + w->begin)) + 1 : n);
    if (stop || w->ended) break;
    casus_status status = window_more(w, error);
    if (status != CASUS_OK) return status;
  }
  w->line++;
  return CASUS_OK;
}

static casus_status refuse_long_line(casus_reader *r, casus_error *error) {
  window *w = &r->window;
  size_t line = w->line, offset = w->offset_bytes;
  casus_status status = skip_line(w, error);
  if (status != CASUS_OK) return status;
  return error_at(error, CASUS_INPUT, r->name, line, offset, "a line of more than the %zu bytes allowed is left out",
                  ARTICLE_LINE_BYTES_MAX);
}

static casus_status read_record(casus_reader *r, size_t len, casus_article *article, casus_error *error) {
  window *w = &r->window;
  record_place place = {r->name, w->line, w->offset_bytes};
  bool closed = w->begin + len < w->end; /* by its newline */
  str line = {w->held + w->begin, len};
  casus_status status = json_article_read(line, &place, r->date, &r->record, &r->id_space, article, error);
  if (status == CASUS_INPUT && !closed && w->damage != CASUS_OK)
    status = reader_report_damage(r, error); /* cut off, not ill-formed */
  window_pass(w, closed ? len + 1 : len);
  w->line++;
  return status;
}

casus_status read_json_line(casus_reader *r, casus_article *article, casus_error *error) {
  window *w = &r->window;
  for (;;) {
    size_t len;
    casus_status status = find_line(w, &len, error);
    if (status == CASUS_END) return refuse_long_line(r, error);
    if (status != CASUS_OK) return status;
    if (!w->offset_bytes && str_starts((str){w->held + w->begin, len}, STR("\xef\xbb\xbf"))) {
      window_pass(w, 3);
      continue;
    }
    if (!str_empty(str_trim((str){w->held + w->begin, len}))) return read_record(r, len, article, error);
    if (w->begin + len == w->end && w->ended) break;
    window_pass(w, len + 1);
    w->line++;
  }
  return w->damage == CASUS_OK ? CASUS_END : reader_report_damage(r, error);
}
