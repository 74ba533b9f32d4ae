/* Text for people: columns that are cut, paragraphs that go on below. */
#include "cli/columns.h"

#include <utf8proc.h>

void set_style(FILE *out, const screen *s, style wanted) {
  static const char *const codes[] = {"\033[0m", "\033[1m", "\033[2m", "\033[32m", "\033[33m", "\033[31m"};
  if (s->color) fputs(codes[wanted], out);
}

/* One character from `text` at *at. False: it does not fit. */
static bool put_character(line *l, casus_str text, size_t *at) {
  utf8proc_int32_t c;
  utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)text.ptr + *at, (utf8proc_ssize_t)(text.len - *at), &c);
  const char *bytes = text.ptr + *at;
  if (n <= 0) n = 1, c = '?', bytes = "?";
  bool space = c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == 0xA0;
  int width = space ? 1 : utf8proc_charwidth(c);
  if (space) bytes = " ";
  else if (c < 0x20 || (c >= 0x7f && c < 0xA0)) bytes = "?", width = 1;
  if (space && l->after_space) width = 0;
  if ((unsigned)width > l->room) return false;
  if (!(space && l->after_space)) fwrite(bytes, 1, bytes == text.ptr + *at ? (size_t)n : 1, l->out);
  l->room -= (unsigned)width;
  l->after_space = space;
  *at += (size_t)n;
  return true;
}

size_t put_text(line *l, casus_str text) {
  size_t at = 0;
  while (at < text.len && put_character(l, text, &at)) continue;
  return at;
}

void put_chars(line *l, const char *text) { put_text(l, text_of(text)); }

void fill(line *l) {
  for (; l->room; l->room--) fputc(' ', l->out);
}

/* ---- paragraphs */

static bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

static unsigned columns_of(casus_str word) {
  unsigned n = 0;
  for (size_t at = 0; at < word.len;) {
    utf8proc_int32_t c;
    utf8proc_ssize_t len = utf8proc_iterate((const utf8proc_uint8_t *)word.ptr + at, (utf8proc_ssize_t)(word.len - at), &c);
    int width = len > 0 && c >= 0x20 ? utf8proc_charwidth(c) : 1;
    n += width > 0 ? (unsigned)width : 0;
    at += len > 0 ? (size_t)len : 1;
  }
  return n;
}

/* A word that is wider than the screen is cut into pieces. */
static void put_word(line *l, unsigned indent, unsigned width, casus_str word) {
  for (size_t at = 0; at < word.len;) {
    size_t n = put_text(l, (casus_str){word.ptr + at, word.len - at});
    at += n ? n : 1;
    if (at >= word.len) return;
    fprintf(l->out, "\n%*s", (int)indent, "");
    *l = (line){l->out, width, false};
  }
}

void put_paragraph(FILE *out, const screen *s, unsigned indent, casus_str text) {
  unsigned width = s->width > indent + 8 ? s->width - indent : 8;
  line l = {out, width, false};
  for (size_t at = 0; at < text.len;) {
    size_t begin = at;
    while (at < text.len && !is_blank(text.ptr[at])) at++;
    casus_str word = {text.ptr + begin, at - begin};
    while (at < text.len && is_blank(text.ptr[at])) at++;
    unsigned need = columns_of(word);
    if (l.room < width && need + 1 > l.room) {
      fprintf(out, "\n%*s", (int)indent, "");
      l = (line){out, width, false};
    } else if (l.room < width) {
      put_chars(&l, " ");
    }
    put_word(&l, indent, width, word);
  }
  fputc('\n', out);
}
