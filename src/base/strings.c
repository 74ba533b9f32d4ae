/* Strings, UTF-8 validation and hashing. */
#include <zlib.h>

#include "base/base.h"

bool str_starts(str s, str prefix) { return s.len >= prefix.len && memcmp(s.ptr, prefix.ptr, prefix.len) == 0; }

bool str_ends(str s, str suffix) {
  return s.len >= suffix.len && memcmp(s.ptr + s.len - suffix.len, suffix.ptr, suffix.len) == 0;
}

bool str_equal_fold(str a, str b) {
  if (a.len != b.len) return false;
  for (size_t i = 0; i < a.len; i++)
    if (to_ascii_lower(a.ptr[i]) != to_ascii_lower(b.ptr[i])) return false;
  return true;
}

int str_compare(str a, str b) {
  size_t n = a.len < b.len ? a.len : b.len;
  int order = n ? memcmp(a.ptr, b.ptr, n) : 0;
  if (order) return order;
  return a.len < b.len ? -1 : a.len > b.len;
}

bool str_is_one_of(str s, const char *const *words) {
  for (; *words; words++) {
    bool begins = !s.len || to_ascii_lower(s.ptr[0]) == to_ascii_lower(**words);
    if (begins && str_equal_fold(s, str_of(*words))) return true;
  }
  return false;
}

bool str_is_capitalised(str s) {
  if (str_starts(s, STR("\xe2\x80\x98")) || str_starts(s, STR("\xe2\x80\x99"))) s = str_slice(s, 3, s.len);
  if (s.len && s.ptr[0] == '\'') s = str_slice(s, 1, s.len);
  return s.len && (is_ascii_upper((unsigned char)s.ptr[0]) || (unsigned char)s.ptr[0] >= 0xC3);
}

str str_trim(str s) {
  while (s.len && is_ascii_space((unsigned char)s.ptr[0])) s.ptr++, s.len--;
  while (s.len && is_ascii_space((unsigned char)s.ptr[s.len - 1])) s.len--;
  return s;
}

bool str_cut(str *rest, char separator, str *part) {
  if (!rest->ptr) return false;
  const char *at = rest->len ? memchr(rest->ptr, separator, rest->len) : NULL;
  if (!at) {
    *part = *rest;
    *rest = (str){NULL, 0};
    return true;
  }
  size_t n = (size_t)(at - rest->ptr);
  *part = (str){rest->ptr, n};
  *rest = (str){at + 1, rest->len - n - 1};
  return true;
}

bool str_to_u32(str s, uint32_t *value) {
  uint64_t v = 0;
  if (!s.len || s.len > 10) return false;
  for (size_t i = 0; i < s.len; i++) {
    if (!is_ascii_digit((unsigned char)s.ptr[i])) return false;
    v = v * 10 + (uint64_t)(s.ptr[i] - '0');
  }
  if (v > UINT32_MAX) return false;
  *value = (uint32_t)v;
  return true;
}

bool str_to_double(str s, double *value) {
  size_t i = 0;
  bool negative = s.len && s.ptr[0] == '-';
  if (s.len && (s.ptr[0] == '-' || s.ptr[0] == '+')) i++;
  double v = 0, unit = 1;
  bool digits = false, fraction = false;
  for (; i < s.len; i++) {
    if (s.ptr[i] == '.' && !fraction) {
      fraction = true;
    } else if (is_ascii_digit((unsigned char)s.ptr[i])) {
      v = v * 10 + (s.ptr[i] - '0');
      if (fraction) unit *= 10;
      digits = true;
    } else {
      return false;
    }
  }
  if (!digits) return false;
  *value = (negative ? -v : v) / unit;
  return true;
}

/* Length of the well-formed sequence at p, 0 where there is none (RFC 3629, table 3-7 of Unicode). */
static size_t utf8_sequence(const unsigned char *p, size_t n) {
  if (p[0] < 0x80) return 1;
  if (p[0] < 0xC2 || p[0] > 0xF4) return 0;
  size_t len = p[0] < 0xE0 ? 2 : p[0] < 0xF0 ? 3 : 4;
  if (n < len) return 0;
  unsigned char low = 0x80, high = 0xBF;
  if (p[0] == 0xE0) low = 0xA0;
  if (p[0] == 0xED) high = 0x9F;
  if (p[0] == 0xF0) low = 0x90;
  if (p[0] == 0xF4) high = 0x8F;
  if (p[1] < low || p[1] > high) return 0;
  for (size_t i = 2; i < len; i++)
    if (p[i] < 0x80 || p[i] > 0xBF) return 0;
  return len;
}

size_t utf8_valid_until(str s) {
  const unsigned char *p = (const unsigned char *)s.ptr;
  size_t i = 0;
  while (i < s.len) {
    size_t n = utf8_sequence(p + i, s.len - i);
    if (!n) return i;
    i += n;
  }
  return i;
}

uint64_t hash_bytes(const void *bytes, size_t len_bytes, uint64_t seed) {
  const unsigned char *p = bytes;
  uint64_t h = 0xcbf29ce484222325ULL ^ hash_mix(seed); /* mixed: a plain seed would cancel out against the first byte */
  for (size_t i = 0; i < len_bytes; i++) h = (h ^ p[i]) * 0x100000001b3ULL;
  return hash_mix(h);
}

uint32_t checksum_bytes(const void *bytes, size_t len_bytes) {
  const unsigned char *p = bytes;
  uLong sum = crc32(0, NULL, 0);
  while (len_bytes) {
    uInt n = len_bytes > (1u << 30) ? (1u << 30) : (uInt)len_bytes;
    sum = crc32(sum, p, n);
    p += n;
    len_bytes -= n;
  }
  return (uint32_t)sum;
}
