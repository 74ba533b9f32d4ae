/* Folds names of places to keys: letters and digits without marks, in lower case. */
#include <utf8proc.h>

#include "world/place_image.h"

/* Latin letters that Unicode does not decompose. */
static const char *undivided(int32_t c) {
  switch (c) {
    case 0x142:
      return "l";
    case 0xF8:
      return "o";
    case 0xDF:
      return "ss";
    case 0x111:
    case 0xF0:
      return "d";
    case 0x131:
      return "i";
    case 0xE6:
      return "ae";
    case 0x153:
      return "oe";
    case 0xFE:
      return "th";
    case 0x259:
      return "a";
    default:
      return NULL;
  }
}

static bool key_add_bytes(char *key, size_t *len, const char *bytes, size_t n) {
  if (*len + n > PLACE_KEY_MAX) return false;
  memcpy(key + *len, bytes, n);
  *len += n;
  return true;
}

/* One code point beyond ASCII: without its marks, in lower case; punctuation and marks alone give nothing. */
static bool key_add_wide(char *key, size_t *len, int32_t point) {
  int32_t parts[8];
  int boundary = 0;
  utf8proc_ssize_t n =
      utf8proc_decompose_char(utf8proc_tolower(point), parts, 8, UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT, &boundary);
  for (utf8proc_ssize_t i = 0; i < n && i < 8; i++) {
    int32_t c = parts[i];
    utf8proc_category_t category = utf8proc_category(c);
    if (category < UTF8PROC_CATEGORY_LU || category > UTF8PROC_CATEGORY_LO) continue;
    const char *ascii = undivided(c);
    utf8proc_uint8_t encoded[4];
    utf8proc_ssize_t size = ascii ? 0 : utf8proc_encode_char(c, encoded);
    if (ascii ? !key_add_bytes(key, len, ascii, strlen(ascii)) : !key_add_bytes(key, len, (char *)encoded, (size_t)size))
      return false;
  }
  return true;
}

bool place_key_add(char key[PLACE_KEY_MAX], size_t *len, str s) {
  size_t before = *len;
  for (size_t i = 0; i < s.len;) {
    unsigned char c = (unsigned char)s.ptr[i];
    if (c < 0x80) {
      char lower = to_ascii_lower((char)c);
      if ((is_ascii_alpha(c) || is_ascii_digit(c)) && !key_add_bytes(key, len, &lower, 1)) return false;
      i++;
      continue;
    }
    utf8proc_int32_t point;
    utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)s.ptr + i, (utf8proc_ssize_t)(s.len - i), &point);
    if (n <= 0 || !key_add_wide(key, len, point)) return false;
    i += (size_t)n;
  }
  return *len > before;
}
