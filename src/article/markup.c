/* Guards for libxml2: it is set up once, and no tag reaches it that it would take too long over. */
#define _GNU_SOURCE /* memmem */
#include "article/markup.h"

#include <libxml/parser.h>
#include <pthread.h>

static pthread_once_t started = PTHREAD_ONCE_INIT;

void markup_start(void) { pthread_once(&started, xmlInitParser); }

typedef struct {
  str s;
  size_t at;
} cursor;

static bool at_end(const cursor *c) { return c->at >= c->s.len; }

static bool begins(const cursor *c, const char *word) {
  size_t n = strlen(word);
  return c->s.len - c->at >= n && str_equal_fold(str_slice(c->s, c->at, c->at + n), str_of(word));
}

/* Behind the next `mark`, or the end. */
static void skip_past(cursor *c, str mark) {
  const char *found = c->at < c->s.len ? memmem(c->s.ptr + c->at, c->s.len - c->at, mark.ptr, mark.len) : NULL;
  c->at = found ? (size_t)(found - c->s.ptr) + mark.len : c->s.len;
}

/* Behind a value in quotes that begins here; a quote that is never closed is one byte. */
static void skip_quoted(cursor *c) {
  const char *from = c->s.ptr + c->at + 1;
  const char *close = memchr(from, c->s.ptr[c->at], c->s.len - c->at - 1);
  c->at = close ? (size_t)(close - c->s.ptr) + 1 : c->s.len;
}

/* Passes over a tag and counts the words that may be attributes: each stands behind white space, a slash or a value. */
static unsigned count_attributes(cursor *c, unsigned max) {
  unsigned n = 0;
  bool apart = false;
  while (!at_end(c) && c->s.ptr[c->at] != '>' && n <= max) {
    char byte = c->s.ptr[c->at];
    bool quoted = (byte == '"' || byte == '\'') && c->at && c->s.ptr[c->at - 1] == '=';
    bool separates = is_ascii_space((unsigned char)byte) || byte == '/' || byte == '"' || byte == '\'';
    if (apart && !separates && byte != '=') n++;
    apart = quoted || separates;
    if (quoted) skip_quoted(c);
    else c->at++;
  }
  return n;
}

static void skip_raw(cursor *c, str tag) {
  static const str raw[] = {{"<script", 7}, {"<style", 6}};
  static const char *const ends[] = {"</script", "</style"};
  for (size_t i = 0; i < 2; i++) {
    if (!str_equal_fold(str_slice(tag, 0, tag.len < raw[i].len ? tag.len : raw[i].len), raw[i])) continue;
    while (!at_end(c) && !begins(c, ends[i])) {
      const char *next = memchr(c->s.ptr + c->at + 1, '<', c->s.len - c->at - 1);
      c->at = next ? (size_t)(next - c->s.ptr) : c->s.len;
    }
  }
}

static bool tag_begins(const cursor *c) {
  if (c->at + 1 >= c->s.len) return false;
  unsigned char next = (unsigned char)c->s.ptr[c->at + 1];
  return is_ascii_alpha(next) || next == '_' || next == ':' || next >= 0x80;
}

/* Passes over what begins with '<'. False: a tag of too many attributes. */
static bool pass_markup(cursor *c, const markup_limits *limits, unsigned *tags) {
  size_t begin = c->at;
  if (begins(c, "<!--")) skip_past(c, STR("-->"));
  else if (begins(c, "<![CDATA[")) skip_past(c, limits->html ? STR(">") : STR("]]>"));
  else if (!tag_begins(c)) c->at++;
  else if (count_attributes(c, limits->attributes) > limits->attributes) return false;
  else if (limits->html) skip_raw(c, str_slice(c->s, begin, c->at));
  ++*tags;
  return true;
}

const char *markup_check(str bytes, const markup_limits *limits, size_t *offset) {
  cursor c = {bytes, 0};
  unsigned tags = 0;
  while (!at_end(&c)) {
    const char *open = memchr(bytes.ptr + c.at, '<', bytes.len - c.at);
    if (!open) return NULL;
    *offset = c.at = (size_t)(open - bytes.ptr);
    if (!pass_markup(&c, limits, &tags)) return "a tag of too many attributes";
    if (limits->tags && tags > limits->tags) return "too many tags";
  }
  return NULL;
}
