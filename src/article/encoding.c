/* What encoding a page is in, by the rules that browsers follow, and its text in UTF-8. iconv does the decoding; which of its
 * encodings a page may name is a table, so that no input can have it load anything else. */
#include "article/encoding.h"

#include <errno.h>
#include <iconv.h>

#include "article/writer.h"

enum { HEAD_BYTES = 4096, UTF8_PER_BYTE_MAX = 3 };
#define REPLACEMENT STR("\xef\xbf\xbd")

/* Labels of the WHATWG Encoding Standard that news sites use, and what iconv calls them. */
static const struct {
  const char *label, *name;
} encodings[] = {{"utf-8", "UTF-8"},
                 {"utf8", "UTF-8"},
                 {"us-ascii", "CP1252"},
                 {"ascii", "CP1252"},
                 {"iso-8859-1", "CP1252"},
                 {"iso8859-1", "CP1252"},
                 {"iso88591", "CP1252"},
                 {"latin1", "CP1252"},
                 {"windows-1252", "CP1252"},
                 {"cp1252", "CP1252"},
                 {"iso-8859-2", "ISO-8859-2"},
                 {"iso-8859-5", "ISO-8859-5"},
                 {"iso-8859-6", "ISO-8859-6"},
                 {"iso-8859-7", "ISO-8859-7"},
                 {"iso-8859-8", "ISO-8859-8"},
                 {"iso-8859-9", "CP1254"},
                 {"iso-8859-15", "ISO-8859-15"},
                 {"windows-1250", "CP1250"},
                 {"windows-1251", "CP1251"},
                 {"cp1251", "CP1251"},
                 {"windows-1253", "CP1253"},
                 {"windows-1254", "CP1254"},
                 {"windows-1255", "CP1255"},
                 {"windows-1256", "CP1256"},
                 {"windows-1257", "CP1257"},
                 {"windows-1258", "CP1258"},
                 {"windows-874", "CP874"},
                 {"tis-620", "CP874"},
                 {"koi8-r", "KOI8-R"},
                 {"koi8-u", "KOI8-U"},
                 {"gb2312", "GB18030"},
                 {"gbk", "GB18030"},
                 {"gb18030", "GB18030"},
                 {"big5", "BIG5-HKSCS"},
                 {"euc-jp", "EUC-JP"},
                 {"shift_jis", "CP932"},
                 {"euc-kr", "CP949"},
                 {"utf-16le", "UTF-16LE"},
                 {"utf-16be", "UTF-16BE"}};

static const char *name_of_label(str label) {
  for (size_t i = 0; i < sizeof encodings / sizeof *encodings; i++)
    if (str_equal_fold(label, str_of(encodings[i].label))) return encodings[i].name;
  return NULL;
}

static bool is_label_byte(char c) {
  return is_ascii_alpha((unsigned char)c) || is_ascii_digit((unsigned char)c) || c == '-' || c == '_';
}

str encoding_named(str head, str key) {
  for (size_t i = 0; i + key.len < head.len; i++) {
    if (!str_equal_fold(str_slice(head, i, i + key.len), key)) continue;
    size_t begin = i + key.len;
    while (begin < head.len &&
           (head.ptr[begin] == '=' || head.ptr[begin] == ' ' || head.ptr[begin] == '"' || head.ptr[begin] == '\''))
      begin++;
    size_t end = begin;
    while (end < head.len && is_label_byte(head.ptr[end])) end++;
    if (end > begin) return str_slice(head, begin, end);
  }
  return (str){"", 0};
}

/* What a page says of itself in bytes that can be read as ASCII is not UTF-16. */
static const char *named_by_page(str bytes) {
  str head = str_slice(bytes, 0, bytes.len < HEAD_BYTES ? bytes.len : HEAD_BYTES);
  const char *close = str_starts(head, STR("<?xml")) ? memchr(head.ptr, '>', head.len) : NULL;
  const char *name =
      close ? name_of_label(encoding_named(str_slice(head, 0, (size_t)(close - head.ptr)), STR("encoding"))) : NULL;
  if (!name) name = name_of_label(encoding_named(head, STR("charset")));
  return name && str_starts(str_of(name), STR("UTF-16")) ? "UTF-8" : name;
}

static const char *encoding_of(str *bytes, str declared) {
  static const struct {
    str mark;
    const char *name;
  } marks[] = {{{"\xef\xbb\xbf", 3}, "UTF-8"}, {{"\xff\xfe", 2}, "UTF-16LE"}, {{"\xfe\xff", 2}, "UTF-16BE"}};
  for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
    if (!str_starts(*bytes, marks[i].mark)) continue;
    *bytes = str_slice(*bytes, marks[i].mark.len, bytes->len);
    return marks[i].name;
  }
  const char *name = name_of_label(declared);
  if (!name) name = named_by_page(*bytes);
  if (name) return name;
  return utf8_valid_until(*bytes) == bytes->len ? "UTF-8" : "CP1252";
}

static void copy_utf8(str bytes, writer *w) {
  while (bytes.len) {
    size_t good = utf8_valid_until(bytes);
    put(w, str_slice(bytes, 0, good));
    if (good == bytes.len) return;
    put(w, REPLACEMENT);
    bytes = str_slice(bytes, good + 1, bytes.len);
  }
}

/* What cannot be decoded costs one byte, or a last character that is cut off. */
static void decode(iconv_t converter, str bytes, writer *w, size_t room) {
  char *in = (char *)(uintptr_t)bytes.ptr;
  size_t left = bytes.len;
  while (left) {
    char *out = w->ptr + w->len;
    size_t free_bytes = room - w->len;
    size_t result = iconv(converter, &in, &left, &out, &free_bytes);
    w->len = room - free_bytes;
    if (result != (size_t)-1) return;
    if (errno == E2BIG || room - w->len < 3) return;
    put(w, REPLACEMENT);
    in++, left--;
  }
}

static void blank_controls(char *s, size_t len) {
  for (size_t i = 0; i < len; i++)
    if ((unsigned char)s[i] < ' ' && s[i] != '\n' && s[i] != '\t') s[i] = ' ';
}

casus_status encoding_to_utf8(str bytes, str declared, arena *memory, str *utf8, casus_error *error) {
  const char *name = encoding_of(&bytes, declared);
  size_t room = bytes.len * UTF8_PER_BYTE_MAX + UTF8_PER_BYTE_MAX;
  bool plain = strcmp(name, "UTF-8") == 0;
  if (plain && utf8_valid_until(bytes) == bytes.len) room = bytes.len + 1;
  writer w = {.ptr = arena_alloc(memory, room, 1)};
  if (!w.ptr) return error_set(error, CASUS_MEMORY, "no memory for the text of a page");
  if (plain) {
    copy_utf8(bytes, &w);
  } else {
    iconv_t converter = iconv_open("UTF-8", name);
    if (converter == (iconv_t)-1)
      return error_set(error, CASUS_INPUT, "is in the encoding %s, which this system cannot decode", name);
    decode(converter, bytes, &w, room);
    iconv_close(converter);
  }
  blank_controls(w.ptr, w.len);
  *utf8 = (str){w.ptr, w.len};
  return CASUS_OK;
}
