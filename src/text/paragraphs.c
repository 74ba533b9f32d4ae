/* Paragraphs of a text. A blank line always ends one. A newline alone does where lines are paragraphs (news files); where lines
 * are broken by width it is white space. Which of the two holds is judged once for the whole text. */
#include "text/text_internal.h"

enum {
  WRAP_WIDTH_MAX = 160,     /* lines broken by width are not longer */
  FULL_LINE_PERCENT = 60,   /* of the width: a shorter line that ends a sentence ends its paragraph */
  CONTINUED_LINE_BYTES = 24 /* a line that goes on in lower case after one of at least this length is the same paragraph */
};

typedef struct {
  uint32_t begin, end; /* without surrounding white space; begin == end: blank */
  uint32_t next;       /* where the next line begins */
} line;

static line line_at(str s, uint32_t begin) {
  const char *newline = memchr(s.ptr + begin, '\n', s.len - begin);
  uint32_t end = newline ? (uint32_t)(newline - s.ptr) : (uint32_t)s.len;
  line l = {.next = newline ? end + 1 : end};
  l.begin = skip_space(s, begin, end);
  l.end = trim_space(s, l.begin, end);
  return l;
}

bool ends_like_sentence(str s, uint32_t begin, uint32_t end) {
  while (end > begin) {
    character c = character_before(s, begin, end);
    if (c.code == '.' || c.code == '!' || c.code == '?' || c.code == 0x2026) return true;
    if (!is_closer(c.code) && !is_double_quote(c.code) && c.kind != CHAR_SPACE) return false;
    end -= c.len;
  }
  return false;
}

static bool ends_like_stop(str s, line l) {
  unsigned char last = (unsigned char)s.ptr[l.end - 1];
  return last == ':' || last == ';' || ends_like_sentence(s, l.begin, l.end);
}

static bool starts_lower(str s, line l) {
  character c = character_at(s, l.begin);
  return c.kind == CHAR_LOWER;
}

void paragraphs_open(paragraphs *p, str bytes, uint32_t begin) {
  *p = (paragraphs){.bytes = bytes, .position = begin};
  uint32_t breaks = 0, unended = 0, lower = 0;
  line before = {0, 0, begin};
  while (before.next < bytes.len) {
    line l = line_at(bytes, before.next);
    if (l.end > l.begin && before.end > before.begin) {
      uint32_t length = before.end - before.begin;
      breaks++;
      unended += !ends_like_stop(bytes, before);
      lower += starts_lower(bytes, l);
      if (length > p->width) p->width = length;
    }
    before = l;
  }
  p->wrapped = breaks && p->width <= WRAP_WIDTH_MAX && (uint64_t)unended * 5 >= (uint64_t)breaks * 3 && lower * 4ULL >= breaks;
}

/* Is the newline between two lines that are not blank the end of a paragraph? */
static bool newline_ends(const paragraphs *p, line l, line next) {
  uint32_t length = l.end - l.begin;
  bool ended = ends_like_stop(p->bytes, l);
  if (p->wrapped) return ended && length * 100ULL < p->width * (uint64_t)FULL_LINE_PERCENT;
  return ended || length < CONTINUED_LINE_BYTES || !starts_lower(p->bytes, next);
}

bool paragraphs_next(paragraphs *p, paragraph *out) {
  line l = {0, 0, p->position};
  do {
    if (l.next >= p->bytes.len) return false;
    l = line_at(p->bytes, l.next);
  } while (l.begin == l.end);
  out->begin = l.begin;
  for (;;) {
    out->end = l.end;
    p->position = l.next;
    if (l.next >= p->bytes.len) break;
    line next = line_at(p->bytes, l.next);
    if (next.begin == next.end || newline_ends(p, l, next)) break;
    l = next;
  }
  p->number++;
  return true;
}
