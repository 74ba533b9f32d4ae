/* What kind a character is: the few questions that splitting asks of Unicode. */
#include <utf8proc.h>

#include "text/text_internal.h"

#define S CHAR_SPACE
#define U CHAR_UPPER
#define L CHAR_LOWER
#define D CHAR_DIGIT
#define O CHAR_OTHER
const uint8_t ascii_kinds[128] = {
    S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, /* controls */
    S, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, D, D, D, D, D, D, D, D, D, D, O, O, O, O, O, O, /* space to ? */
    O, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, O, O, O, O, O, /* @ to _ */
    O, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, O, O, O, O, S, /* ` to DEL */
};
#undef S
#undef U
#undef L
#undef D
#undef O

static uint8_t kind_of_code(uint32_t code) {
  if (code == 0xAD || code == 0x200D) return CHAR_LOWER; /* soft hyphen, joiner: inside words */
  switch (utf8proc_category((utf8proc_int32_t)code)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LT:
      return CHAR_UPPER;
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
      return CHAR_LOWER;
    case UTF8PROC_CATEGORY_ND:
      return CHAR_DIGIT;
    case UTF8PROC_CATEGORY_ZS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
      return CHAR_SPACE;
    default:
      return CHAR_OTHER;
  }
}

character character_beyond_ascii(str s, size_t i) {
  const unsigned char *p = (const unsigned char *)s.ptr + i;
  size_t left = s.len - i;
  unsigned need = p[0] >= 0xF0 && p[0] < 0xF5 ? 4 : p[0] >= 0xE0 && p[0] < 0xF0 ? 3 : p[0] >= 0xC2 && p[0] < 0xE0 ? 2 : 0;
  if (!need || left < need) return (character){0xFFFD, 1, CHAR_OTHER};
  uint32_t code = p[0] & (0xFFu >> (need + 1));
  for (unsigned k = 1; k < need; k++) {
    if ((p[k] & 0xC0) != 0x80) return (character){0xFFFD, 1, CHAR_OTHER};
    code = code << 6 | (p[k] & 0x3Fu);
  }
  return (character){code, (uint8_t)need, kind_of_code(code)};
}

character character_before(str s, size_t begin, size_t i) {
  if (i <= begin) return (character){' ', 1, CHAR_SPACE};
  size_t at = i - 1;
  while (at > begin && i - at < 4 && ((unsigned char)s.ptr[at] & 0xC0) == 0x80) at--;
  character c = character_at(s, at);
  return at + c.len == i ? c : (character){0xFFFD, 1, CHAR_OTHER};
}

bool is_apostrophe(uint32_t c) {
  return c == '\'' || c == 0x2019 || c == '`' || c == 0xB4 || c == 0x2018 || c == 0x2BC || c == 0x2032;
}
bool is_dash(uint32_t c) { return c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212; }
bool is_double_quote(uint32_t c) {
  return c == '"' || c == 0x201C || c == 0x201D || c == 0x201E || c == 0x201F || c == 0xAB || c == 0xBB || c == 0x2033;
}
bool is_opener(uint32_t c) {
  return c == '(' || c == '[' || c == '{' || c == 0x201C || c == 0x2018 || c == 0x201E || c == 0x201A || c == 0xAB || c == 0x2039;
}
bool is_closer(uint32_t c) {
  return c == ')' || c == ']' || c == '}' || c == 0x201D || c == 0x2019 || c == 0xBB || c == 0x203A || c == '\'';
}

uint32_t skip_space(str s, uint32_t i, uint32_t end) {
  while (i < end) {
    character c = character_at(s, i);
    if (c.kind != CHAR_SPACE) return i;
    i += c.len;
  }
  return end;
}

uint32_t skip_word(str s, uint32_t i, uint32_t end) {
  while (i < end) {
    character c = character_at(s, i);
    if (c.kind == CHAR_SPACE) return i;
    i += c.len;
  }
  return i < end ? i : end;
}

uint32_t trim_space(str s, uint32_t begin, uint32_t end) {
  while (end > begin) {
    character c = character_before(s, begin, end);
    if (c.kind != CHAR_SPACE) break;
    end -= c.len;
  }
  return end;
}
