/* Plain text: the whole input is one article, and its text is taken as it is. */
#include "article/article_parts.h"

/* Says what to do: other encodings are for iconv, which knows them all. */
static const char *not_utf8(str bytes) {
  bool marked = str_starts(bytes, STR("\xFF\xFE")) || str_starts(bytes, STR("\xFE\xFF"));
  return marked ? "is UTF-16, not UTF-8 (at byte %zu); convert it first: iconv -f UTF-16 -t UTF-8"
                : "is not valid UTF-8 at byte %zu; convert it first, e.g. iconv -f ISO-8859-1 -t UTF-8";
}

static casus_status fill(const casus_reader *r, casus_article *article, casus_error *error) {
  str bytes = window_str(&r->window);
  size_t good = utf8_valid_until(bytes);
  if (good < bytes.len) return error_at(error, CASUS_INPUT, r->name, 0, good, not_utf8(bytes), good);
  casus_article a = {.text = bytes, .date = r->date, .origin = r->name, .id = reader_file_id(r)};
  a.title = a.url = a.source = a.language = (str){"", 0};
  article_date_line(bytes, r->date, &a.date, &a.body);
  *article = a;
  return CASUS_OK;
}

/* The text stays in the window until the next call. */
casus_status read_text_file(casus_reader *r, casus_article *article, casus_error *error) {
  casus_status status = reader_hold_all(r, ARTICLE_TEXT_BYTES_MAX, "a text", error);
  if (status == CASUS_OK) status = fill(r, article, error);
  reader_close_input(r);
  return status;
}
