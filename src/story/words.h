/* Words of a text as stories compare them: letters, digits and all bytes of other scripts. Typographic quotes, dashes and spaces
 * part words as their ASCII forms do. */
#ifndef CASUS_STORY_WORDS_H
#define CASUS_STORY_WORDS_H

#include "base/base.h"

enum { GENERAL_PUNCTUATION = 0xE2, LATIN_SIGNS = 0xC2 }; /* lead bytes: U+2000 to U+203F with 0x80; U+0080 to U+00BF */

/* How many bytes at `at` part words: those of a character, or 0. */
static inline size_t separator_length(const unsigned char *at, const unsigned char *end) {
  if (*at < 0x80) return !is_ascii_alpha(*at) && !is_ascii_digit(*at);
  if (*at == LATIN_SIGNS) return end - at < 2 ? 1 : 2;
  if (*at == GENERAL_PUNCTUATION && end - at >= 3 && at[1] == 0x80) return 3;
  return 0;
}

#endif
