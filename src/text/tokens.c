/* Cuts a stretch of text into tokens after the conventions of EWT. Works from left to right; each cutter looks at what stands at
 * `i`, hands on one token or a few, and returns where the next begins. */
#include "text/text_internal.h"

enum {
  INTERNET_BYTES_MAX = 100, /* of a name or address that is not marked as one by "://" or "www." */
  NUMBER_BYTES_MAX = 24     /* of a telephone number or date with hyphens */
};

static character at(const splitter *sp, uint32_t i) {
  return i < sp->end ? character_at(sp->bytes, i) : (character){' ', 1, CHAR_SPACE};
}

static unsigned char byte_at(const splitter *sp, uint32_t i) { return i < sp->end ? (unsigned char)sp->bytes.ptr[i] : ' '; }

/* ---- addresses of the web and of mail */

static bool is_address_byte(unsigned char c) {
  return is_ascii_alpha(c) || is_ascii_digit(c) || c >= 0x80 || (c && strchr("-._~/?#[]@!$&*+,;=%:", c));
}

/* Gives back the marks that end a sentence rather than an address. */
static uint32_t without_last_marks(const splitter *sp, uint32_t begin, uint32_t end) {
  while (end > begin && strchr(".,;:!?])'\"", sp->bytes.ptr[end - 1]) && sp->bytes.ptr[end - 1]) end--;
  return end;
}

static uint32_t address_end(const splitter *sp, uint32_t begin) {
  uint32_t limit = sp->end - begin > TOKEN_BYTES_MAX ? begin + TOKEN_BYTES_MAX : sp->end, i = begin;
  while (i < limit) {
    character c = character_at(sp->bytes, i);
    if (c.kind == CHAR_SPACE || is_double_quote(c.code) || c.code == '<' || c.code == '>' ||
        (c.len > 1 && c.kind == CHAR_OTHER) || (c.len == 1 && !is_address_byte((unsigned char)c.code)))
      break;
    i += c.len;
  }
  return without_last_marks(sp, begin, i < limit ? i : limit);
}

static bool is_name_byte(unsigned char c) {
  return is_ascii_alpha(c) || is_ascii_digit(c) || c == '-' || c == '_' || c == '.' || c == '+' || c == '%';
}

/* "bbc.co.uk", "Amazon.com", "report.pdf": are these the labels of a name? */
static bool is_domain(str name) {
  str last = name, before = {0};
  bool mixed = false;
  for (size_t i = 0; i < name.len; i++)
    if (name.ptr[i] == '.') {
      before = last;
      last = str_slice(name, i + 1, name.len);
    }
  if (!before.len || !last.len) return false;
  for (size_t i = 1; i < last.len; i++)
    mixed |= is_ascii_lower((unsigned char)last.ptr[i]) != is_ascii_lower((unsigned char)last.ptr[0]);
  if (mixed) return false;
  if (is_domain_ending(last)) return true;
  str middle = before;
  const char *dot = memchr(before.ptr, '.', before.len);
  if (dot) middle.len = (size_t)(dot - before.ptr);
  if (!is_country_domain(last)) return false;
  if (before.ptr == name.ptr) return !is_common_lower(last) && middle.len > 2;
  return is_domain_ending(middle) || str_is(middle, "co") || str_is(middle, "ac");
}

/* "comp.lang.c", "alt.sports": the name of a newsgroup, which needs no known ending. */
static bool is_newsgroup(str name) {
  uint32_t dots = 0, letters = 0;
  for (size_t i = 0; i < name.len; i++) {
    unsigned char c = (unsigned char)name.ptr[i];
    if (c == '.' && !letters) return false;
    if (c == '.' && !dots && !is_newsgroup_root(str_slice(name, 0, i))) return false;
    if (c != '.' && c != '-' && !is_ascii_lower(c) && !is_ascii_digit(c)) return false;
    dots += c == '.';
    letters = c == '.' ? 0 : letters + 1;
  }
  return dots && letters;
}

/* The end of the address or file name that begins with the word at `begin`, or `begin` where there is none. */
static uint32_t internet_end(const splitter *sp, uint32_t begin) {
  uint32_t limit = sp->end - begin > INTERNET_BYTES_MAX ? begin + INTERNET_BYTES_MAX : sp->end, i = begin;
  uint32_t mail = 0;
  while (i < limit && (is_name_byte(byte_at(sp, i)) || (byte_at(sp, i) == '@' && !mail))) {
    if (byte_at(sp, i) == '@') mail = i;
    i++;
  }
  if (byte_at(sp, i) == ':' && byte_at(sp, i + 1) == '/' && byte_at(sp, i + 2) == '/') return address_end(sp, begin);
  uint32_t end = i;
  while (end > begin && (sp->bytes.ptr[end - 1] == '.' || sp->bytes.ptr[end - 1] == '-')) end--;
  if (mail) return mail > begin && end > mail + 1 ? end : begin;
  if (sp->end - begin > 4 && str_equal_fold(str_slice(sp->bytes, begin, begin + 4), STR("www."))) return address_end(sp, begin);
  if (is_newsgroup(str_slice(sp->bytes, begin, end))) return end;
  if (!is_domain(str_slice(sp->bytes, begin, end))) return begin;
  return byte_at(sp, end) == '/' ? address_end(sp, begin) : end;
}

/* ---- words */

/* "U.S", "p.m": a stop between single letters. `segment` is where the letters before the stop begin. */
static bool is_inner_stop(const splitter *sp, uint32_t begin, uint32_t segment, uint32_t i) {
  character next = at(sp, i + 1), left = character_at(sp->bytes, segment);
  if (!is_letter_kind(next.kind)) return false;
  bool single = is_letter_kind(left.kind) && segment + left.len == i;
  bool alone = !is_letter_kind(at(sp, i + 1 + next.len).kind);
  if (alone && (single || (next.code == 'm' && i >= begin + 2 && is_ascii_digit(byte_at(sp, i - 2))))) return true; /* "8a.m" */
  str w = str_slice(sp->bytes, begin, i);
  return (str_is(w, "Ph") && next.code == 'D') || (single && str_is(w, "M") && next.code == 'S');
}

/* "BA", "V": before a stop and a number it names a version ("BA.5"). */
static bool is_short_code(str w) {
  for (size_t i = 0; i < w.len; i++)
    if (!is_ascii_upper((unsigned char)w.ptr[i])) return false;
  return w.len <= 2;
}

/* "l/c", "p&l": one letter on each side of the mark at i. */
static bool is_pair_of_letters(const splitter *sp, uint32_t begin, uint32_t i) {
  return i == begin + 1 && is_ascii_alpha(byte_at(sp, begin)) && is_ascii_alpha(byte_at(sp, i + 1)) &&
         !is_word_kind(at(sp, i + 2).kind) && byte_at(sp, i + 2) != '/' &&
         (begin == sp->begin || sp->bytes.ptr[begin - 1] != '/');
}

/* Do the digits at i belong to the number before the comma: "1,200", "3,50,000", "2,5", but not the notes "[18,19]"? */
static bool is_digit_group(const splitter *sp, uint32_t i) {
  uint32_t end = i;
  while (end < sp->end && end - i < 4 && is_ascii_digit(byte_at(sp, end))) end++;
  if (end - i == 3) return true;
  uint32_t before = i - 1;
  while (before > sp->begin && is_ascii_digit(byte_at(sp, before - 1)) && i - before < 5) before--;
  bool in_list = (before > sp->begin && byte_at(sp, before - 1) == '[') || byte_at(sp, end) == ']';
  return end - i == 2 && byte_at(sp, end) == ',' ? is_ascii_digit(byte_at(sp, end + 3)) : !in_list && end - i < 3;
}

/* Does the mark c at i, inside a word whose last character is of kind `before`, join what stands on both sides? */
static bool joins(const splitter *sp, uint32_t begin, uint32_t segment, uint32_t i, character c, uint8_t before) {
  character next = at(sp, i + c.len);
  if (!is_word_kind(next.kind)) return false;
  switch (c.code) {
    case '.':
      if (next.kind == CHAR_DIGIT) return before == CHAR_DIGIT || is_short_code(str_slice(sp->bytes, begin, i));
      return is_inner_stop(sp, begin, segment, i);
    case ',':
      return before == CHAR_DIGIT && next.kind == CHAR_DIGIT && is_digit_group(sp, i + 1);
    case ':':
      return before == CHAR_DIGIT && next.kind == CHAR_DIGIT;
    case '/':
      return (before == CHAR_DIGIT && next.kind == CHAR_DIGIT) || is_pair_of_letters(sp, begin, i);
    case '&':
      return (before == CHAR_UPPER && next.kind == CHAR_UPPER) || is_pair_of_letters(sp, begin, i);
    case '_':
    case '*':
      return true;
    default:
      return is_apostrophe(c.code) && is_letter_kind(next.kind) && c.code != 0x2018;
  }
}

/* The end of the word that begins at `begin` (a letter or digit): hyphens end it, stops only where they join. */
static uint32_t word_end(const splitter *sp, uint32_t begin) {
  uint32_t i = begin, segment = begin, limit = sp->end - begin > TOKEN_BYTES_MAX ? begin + TOKEN_BYTES_MAX : sp->end;
  uint8_t before = CHAR_OTHER;
  while (i < limit) {
    character c = character_at(sp->bytes, i);
    if (is_word_kind(c.kind)) before = c.kind;
    else if (!joins(sp, begin, segment, i, c, before)) break;
    else if (c.code == '.') segment = i + 1;
    if (i + c.len > limit) break;
    i += c.len;
  }
  return i;
}

/* ---- words that are more than one token */

static bool is_clitic(str w) {
  static const char *const clitics[] = {"s", "m", "d", "re", "ve", "ll"};
  for (size_t i = 0; i < sizeof clitics / sizeof *clitics; i++)
    if (str_equal_fold(w, str_of(clitics[i]))) return true;
  return false;
}

/* "1990's", "60's": decades, which EWT keeps whole. */
static bool is_decade(str w) { return w.len >= 2 && is_ascii_digit((unsigned char)w.ptr[0]) && w.ptr[w.len - 1] == '0'; }

/* Where the last clitic of s[begin, end) begins ("do|n't", "Putin|'s"), or `end`. */
static uint32_t clitic_begin(str s, uint32_t begin, uint32_t end) {
  for (uint32_t back = 1; back <= 6 && back < end - begin; back++) {
    uint32_t i = end - back;
    if (((unsigned char)s.ptr[i] & 0xC0) == 0x80) continue;
    character c = character_at(s, i);
    if (!is_apostrophe(c.code)) continue;
    str tail = str_slice(s, i + c.len, end);
    if (str_equal_fold(tail, STR("t")) && i > begin + 1 && to_ascii_lower(s.ptr[i - 1]) == 'n') return i - 1;
    if (is_clitic(tail) && !is_decade(str_slice(s, begin, i))) return i;
    return end;
  }
  return end;
}

static void give_with_clitics(splitter *sp, uint32_t begin, uint32_t end) {
  uint32_t last = clitic_begin(sp->bytes, begin, end);
  if (last < end) {
    uint32_t first = clitic_begin(sp->bytes, begin, last); /* "I'd've" */
    splitter_token(sp, begin, first);
    if (first < last) splitter_token(sp, first, last);
    begin = last;
  }
  splitter_token(sp, begin, end);
}

/* "42km", "7:30pm", "8a.m.": where the unit begins, or `end`. */
static uint32_t unit_begin(str s, uint32_t begin, uint32_t end) {
  uint32_t i = end;
  if (s.ptr[i - 1] == '.') i--;
  if (i - begin > 3 && s.ptr[i - 2] == '.')
    return s.ptr[i - 1] == 'm' && is_ascii_digit((unsigned char)s.ptr[i - 4]) ? i - 3 : end;
  while (i > begin && is_ascii_alpha((unsigned char)s.ptr[i - 1])) i--;
  if (i == begin || i == end || !is_ascii_digit((unsigned char)s.ptr[i - 1])) return end;
  return is_unit(str_slice(s, i, end)) ? i : end;
}

/* "Rs500", "USD5": where the number begins, or `begin`. */
static uint32_t amount_begin(str s, uint32_t begin, uint32_t end) {
  uint32_t i = begin;
  while (i < end && is_ascii_alpha((unsigned char)s.ptr[i])) i++;
  if (i == begin || i == end || !is_ascii_digit((unsigned char)s.ptr[i])) return begin;
  return i - begin >= 2 && is_currency_code(str_slice(s, begin, i)) ? i : begin;
}

static void give_word(splitter *sp, uint32_t begin, uint32_t end) {
  str w = str_slice(sp->bytes, begin, end);
  unsigned char first = (unsigned char)w.ptr[0], last = (unsigned char)w.ptr[w.len - 1];
  uint32_t cut = begin;
  if (is_ascii_digit(first) && (is_ascii_alpha(last) || last == '.')) cut = unit_begin(sp->bytes, begin, end);
  else if (is_ascii_alpha(first) && is_ascii_digit(last)) cut = amount_begin(sp->bytes, begin, end);
  else cut += (uint32_t)fused_split(w);
  if (cut > begin && cut < end) {
    splitter_token(sp, begin, cut);
    splitter_token(sp, cut, end);
  } else {
    give_with_clitics(sp, begin, end);
  }
}

/* ---- hyphens */

/* "713-853-3989", "345-9945", "2021-05-03": the end of such a number at i, or i. */
static uint32_t hyphen_number_end(const splitter *sp, uint32_t begin) {
  uint32_t limit = sp->end - begin > NUMBER_BYTES_MAX ? begin + NUMBER_BYTES_MAX : sp->end;
  uint32_t groups = 0, digits = 0, first = 0, i = begin;
  for (;; i++) {
    unsigned char c = i < limit ? (unsigned char)sp->bytes.ptr[i] : ' ';
    if (is_ascii_digit(c)) {
      digits++;
      continue;
    }
    if (!digits) return begin;
    groups++;
    if (groups == 1) first = digits;
    bool linked = c == '-' || (c == '/' && groups == 1 && first == 3); /* "713/853-3989" */
    if (!linked || !is_ascii_digit(byte_at(sp, i + 1))) break;
    digits = 0;
  }
  if (is_word_kind(at(sp, i).kind) || i >= begin + NUMBER_BYTES_MAX) return begin;
  bool telephone = digits == 4 && (first == 1 || first == 3 || first == 5 || first == 7);
  return groups >= 3 || (groups == 2 && telephone) ? i : begin;
}

static bool is_hyphen_inside(const splitter *sp, uint32_t i) { return byte_at(sp, i) == '-' && is_word_kind(at(sp, i + 1).kind); }

/* "$" after capitals belongs to them: "US$", "HK$". */
static bool is_dollar_code(const splitter *sp, uint32_t begin, uint32_t end) {
  if (byte_at(sp, end) != '$' || end - begin > 3) return false;
  for (uint32_t i = begin; i < end; i++)
    if (!is_ascii_upper(byte_at(sp, i))) return false;
  return true;
}

/* The stop at `end` after the word [begin, end), where white space, the end or another mark follows it. */
static uint32_t cut_stop(splitter *sp, uint32_t begin, uint32_t end) {
  stop_decision d = decide_stop(sp, begin, end);
  if (d.belongs) {
    give_word(sp, begin, end + 1);
    if (d.ends && !sp->whole) sp->stop = STOP_FULL;
    return end + 1;
  }
  give_word(sp, begin, end);
  if (d.ends) return end;
  splitter_token(sp, end, end + 1);
  sp->stop = STOP_NONE;
  return end + 1;
}

/* Is there a stop at i that may belong to the word before it? */
static bool is_open_stop(const splitter *sp, uint32_t i) { return byte_at(sp, i) == '.' && byte_at(sp, i + 1) != '.'; }

/* "Washington, D.C..": the stop of an abbreviation and that of its sentence. */
static bool has_two_stops(const splitter *sp, uint32_t begin, uint32_t end) {
  return byte_at(sp, end) == '.' && byte_at(sp, end + 1) == '.' && byte_at(sp, end + 2) != '.' &&
         memchr(sp->bytes.ptr + begin, '.', end - begin) &&
         abbreviation_of(str_slice(sp->bytes, begin, end)) != ABBREVIATION_NONE;
}

static bool may_be_address(const splitter *sp, uint32_t end) {
  unsigned char c = byte_at(sp, end), next = byte_at(sp, end + 1);
  if (c == ':' && next == '/') return byte_at(sp, end + 2) == '/';
  if (c == '.' && next == '.') return byte_at(sp, end + 2) == '.' && byte_at(sp, end + 3) == '@'; /* "jo...@host.example" */
  return (c == '.' || c == '@' || c == '-') && (is_ascii_alpha(next) || is_ascii_digit(next));
}

/* A word, with its prefix and the stop of an abbreviation. */
static uint32_t cut_word(splitter *sp, uint32_t begin) {
  uint32_t end = word_end(sp, begin);
  if (byte_at(sp, end) == ':' && is_word_kind(at(sp, end + 1).kind) &&
      str_equal_fold(str_slice(sp->bytes, begin, end), STR("mailto"))) {
    end = address_end(sp, begin);
    splitter_token(sp, begin, end);
    return end;
  }
  if (may_be_address(sp, end)) {
    uint32_t address = internet_end(sp, begin);
    if (address > begin) {
      splitter_token(sp, begin, address);
      return address;
    }
  }
  if (is_ascii_digit(byte_at(sp, begin)) && byte_at(sp, end) == '-') {
    uint32_t number = hyphen_number_end(sp, begin);
    if (number > begin) {
      splitter_token(sp, begin, number);
      return number;
    }
  }
  if (is_hyphen_inside(sp, end) && is_hyphen_prefix(str_slice(sp->bytes, begin, end))) end = word_end(sp, end + 1);
  if (is_dollar_code(sp, begin, end) || has_two_stops(sp, begin, end)) end++;
  else if (is_open_stop(sp, end)) return cut_stop(sp, begin, end);
  give_word(sp, begin, end);
  return end;
}

/* ---- marks */

/* Stops and exclamation marks in a row are one token, so are repeated dashes, stars, lines and angle brackets. */
static bool goes_on(uint32_t first, uint32_t before, uint32_t next) {
  if (next == '!' || next == '?') return first == '!' || first == '?' || first == '.';
  if (first == '!' || first == '?') return false;
  if (next != before) return first == '.' && before == '.' && next == 0x2026;
  return first && first < 0x80 && strchr(".-=*_~+#<>|^`'$", (int)first);
}

static uint32_t run_end(const splitter *sp, uint32_t begin, character c) {
  uint32_t i = begin + c.len, limit = sp->end - begin > TOKEN_BYTES_MAX - 4 ? begin + TOKEN_BYTES_MAX - 4 : sp->end;
  uint32_t first = c.code;
  while (i < limit) {
    character next = character_at(sp->bytes, i);
    if (!goes_on(first, c.code, next.code)) break;
    if ((first == '\'' || first == '`') && i - begin == 2) break; /* '' is one mark, ''' is two */
    c = next;
    i += c.len;
  }
  return i;
}

/* "'s" on its own, "'em", "'90s": an apostrophe that begins a word; else 0. */
static uint32_t apostrophe_word_end(const splitter *sp, uint32_t begin, character c) {
  static const char *const words[] = {"s", "re", "ve", "ll", "d", "m", "em", "til", "cause", "n", "tis", "twas"};
  uint32_t i = begin + c.len, end = i;
  while (end < sp->end && end - i < 8 && is_word_kind(at(sp, end).kind)) end += at(sp, end).len;
  str w = str_slice(sp->bytes, i, end > sp->end ? i : end);
  if (w.len >= 2 && is_ascii_digit((unsigned char)w.ptr[0]) && is_ascii_digit((unsigned char)w.ptr[1]))
    return w.len == 2 || (w.len == 3 && w.ptr[2] == 's') ? end : 0;
  for (size_t k = 0; k < sizeof words / sizeof *words; k++)
    if (str_equal_fold(w, str_of(words[k]))) return end;
  return 0;
}

static uint32_t smiley_end(const splitter *sp, uint32_t begin) {
  static const char *const smileys[] = {":)", ":(", ";)", ":-)", ";-)", ":-(", "=)", ":D", ":P", "(:"};
  for (size_t i = 0; i < sizeof smileys / sizeof *smileys; i++) {
    uint32_t length = (uint32_t)strlen(smileys[i]);
    if (sp->end - begin >= length && memcmp(sp->bytes.ptr + begin, smileys[i], length) == 0 &&
        !is_word_kind(at(sp, begin + length).kind))
      return begin + length;
  }
  return 0;
}

/* "@name", "#tag", "+44", ".5" (but "# 1"): a mark that belongs to the word after it. */
static bool leads_word(const splitter *sp, uint32_t begin, character c) {
  character next = at(sp, begin + 1), before = character_before(sp->bytes, sp->begin, begin);
  if (is_word_kind(before.kind)) return false;
  if (c.code == '@' || c.code == '#') return is_letter_kind(next.kind);
  if (c.code == '.' && before.kind == CHAR_SPACE && begin > sp->begin && next.kind == CHAR_LOWER) return true; /* ".eu" */
  return (c.code == '+' || c.code == '.') && next.kind == CHAR_DIGIT && !is_closer(before.code);
}

static uint32_t cut_mark(splitter *sp, uint32_t begin, character c) {
  uint32_t end = 0;
  if (leads_word(sp, begin, c)) end = word_end(sp, begin + 1);
  else if (is_apostrophe(c.code) && c.code != '`') end = apostrophe_word_end(sp, begin, c);
  else if (c.code == ':' || c.code == ';' || c.code == '=' || c.code == '(') end = smiley_end(sp, begin);
  if (!end) end = run_end(sp, begin, c);
  splitter_token(sp, begin, end);
  return end;
}

void split_tokens(splitter *sp) {
  uint32_t i = sp->begin;
  while (i < sp->end && !sp->full) {
    character c = character_at(sp->bytes, i);
    if (c.kind == CHAR_SPACE) i += c.len;
    else if (is_word_kind(c.kind)) i = cut_word(sp, i);
    else i = cut_mark(sp, i, c);
  }
}
