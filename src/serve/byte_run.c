/* Growing bytes and texts; see byte_run.h. */
#include "serve/byte_run.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

static bool make_room(bytes *b, size_t more) {
  size_t max = b->max ? b->max : BYTES_MAX;
  if (b->failed || more > max - b->len) return b->failed = true, false;
  if (b->len + more <= b->capacity) return true;
  size_t capacity = b->capacity ? b->capacity * 2 : 1024;
  while (capacity < b->len + more) capacity *= 2;
  char *grown = realloc(b->ptr, capacity);
  if (!grown) return b->failed = true, false;
  b->ptr = grown;
  b->capacity = capacity;
  return true;
}

void bytes_add(bytes *b, const char *ptr, size_t len) {
  if (!len || !make_room(b, len)) return;
  memcpy(b->ptr + b->len, ptr, len);
  b->len += len;
}

void bytes_add_text(bytes *b, const char *text) { bytes_add(b, text, strlen(text)); }

void bytes_format(bytes *b, const char *format, ...) {
  va_list args;
  va_start(args, format);
  int len = vsnprintf(NULL, 0, format, args);
  va_end(args);
  if (len < 0 || !make_room(b, (size_t)len + 1)) return;
  va_start(args, format);
  vsnprintf(b->ptr + b->len, (size_t)len + 1, format, args);
  va_end(args);
  b->len += (size_t)len;
}

void bytes_free(bytes *b) {
  free(b->ptr);
  *b = (bytes){.max = b->max};
}

static char lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c; }

bool text_is_fold(casus_str a, const char *b) {
  if (a.len != strlen(b)) return false;
  for (size_t i = 0; i < a.len; i++)
    if (lower(a.ptr[i]) != lower(b[i])) return false;
  return true;
}

bool text_cut(casus_str *rest, char separator, casus_str *part) {
  if (!rest->ptr) return false;
  const char *at = rest->len ? memchr(rest->ptr, separator, rest->len) : NULL;
  *part = (casus_str){rest->ptr, at ? (size_t)(at - rest->ptr) : rest->len};
  *rest = at ? (casus_str){at + 1, rest->len - part->len - 1} : (casus_str){NULL, 0};
  return true;
}

casus_str text_trim(casus_str s) {
  while (s.len && (s.ptr[0] == ' ' || s.ptr[0] == '\t')) s = (casus_str){s.ptr + 1, s.len - 1};
  while (s.len && (s.ptr[s.len - 1] == ' ' || s.ptr[s.len - 1] == '\t')) s.len--;
  return s;
}

bool text_number(casus_str s, uint64_t max, uint64_t *number) {
  uint64_t n = 0;
  if (!s.len || s.len > 19) return false;
  for (size_t i = 0; i < s.len; i++) {
    if (s.ptr[i] < '0' || s.ptr[i] > '9') return false;
    n = n * 10 + (uint64_t)(s.ptr[i] - '0');
  }
  if (n > max) return false;
  *number = n;
  return true;
}

/* How many bytes a sequence that begins so has, and the bounds of its second byte (Unicode, table 3-7); 0: none begins so. */
static size_t sequence_len(unsigned char first, unsigned char *low, unsigned char *high) {
  *low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
  *high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
  if (first < 0x80) return 1;
  if (first < 0xC2 || first > 0xF4) return 0;
  return first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
}

bool text_is_utf8(casus_str s) {
  const unsigned char *p = (const unsigned char *)s.ptr;
  for (size_t i = 0, n; i < s.len; i += n) {
    unsigned char low, high;
    n = sequence_len(p[i], &low, &high);
    if (!n || n > s.len - i) return false;
    if (n > 1 && (p[i + 1] < low || p[i + 1] > high)) return false;
    for (size_t k = 2; k < n; k++)
      if ((p[i + k] & 0xC0) != 0x80) return false;
  }
  return true;
}
