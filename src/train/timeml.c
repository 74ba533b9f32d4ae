/* Takes the text and the time expressions out of a TimeML document. */
#include "train/timeml.h"

typedef struct {
  arena *a;
  str xml, file;
  char *text;
  size_t len, room;
  timeml *out;
  uint32_t capacity, open; /* 1 + index of the expression that is open; 0: none */
  casus_error *error;
} reader;

static casus_status no_memory(const reader *r) {
  return error_at(r->error, CASUS_MEMORY, r->file, 0, 0, "no memory for the text");
}

/* ---- marks */

/* Where a tag begins; xml.len: nowhere. */
static size_t tag_at(str xml, size_t from, str tag) {
  while (from < xml.len) {
    const char *mark = memchr(xml.ptr + from, '<', xml.len - from);
    if (!mark) return xml.len;
    from = (size_t)(mark - xml.ptr);
    if (str_starts(str_slice(xml, from, xml.len), tag)) return from;
    from++;
  }
  return xml.len;
}

/* What stands between two tags; ptr NULL where there is no first one. */
static str inner(str xml, str open, str close) {
  size_t from = tag_at(xml, 0, open);
  if (from == xml.len) return (str){0};
  return str_slice(xml, from + open.len, tag_at(xml, from + open.len, close));
}

/* The value of an attribute in a tag; empty where it has none. */
static str attribute(str tag, const char *name) {
  size_t len = strlen(name);
  for (size_t i = 1; i + len + 2 < tag.len; i++) {
    bool here = is_ascii_space((unsigned char)tag.ptr[i - 1]) && memcmp(tag.ptr + i, name, len) == 0 && tag.ptr[i + len] == '=';
    if (!here) continue;
    char quote = tag.ptr[i + len + 1];
    str rest = str_slice(tag, i + len + 2, tag.len), value;
    return (quote == '"' || quote == '\'') && str_cut(&rest, quote, &value) ? value : (str){0};
  }
  return (str){0};
}

/* ---- text */

/* "&amp;", "&#233;": the character and its length in the XML; 0: a bare "&". */
static size_t entity_at(str xml, size_t i, uint32_t *character) {
  static const struct {
    const char *name;
    char character;
  } names[] = {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}};
  for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
    if (!str_starts(str_slice(xml, i, xml.len), str_of(names[k].name))) continue;
    *character = (unsigned char)names[k].character;
    return strlen(names[k].name);
  }
  if (!str_starts(str_slice(xml, i, xml.len), STR("&#"))) return 0;
  size_t k = i + 2;
  for (*character = 0; k < xml.len && k < i + 9 && is_ascii_digit((unsigned char)xml.ptr[k]); k++)
    *character = *character * 10 + (uint32_t)(xml.ptr[k] - '0');
  return k > i + 2 && k < xml.len && xml.ptr[k] == ';' ? k + 1 - i : 0;
}

/* The text is never longer than its XML: an entity has more bytes than its character. */
static void put_character(reader *r, uint32_t c) {
  bool bad = c > 0x10FFFF || (c >= 0xD800 && c < 0xE000) || !c;
  if (bad) c = '?';
  if (c < 0x80) {
    r->text[r->len++] = (char)c;
  } else if (c < 0x800) {
    r->text[r->len++] = (char)(0xC0 | c >> 6);
    r->text[r->len++] = (char)(0x80 | (c & 0x3F));
  } else {
    if (c >= 0x10000) r->text[r->len++] = (char)(0xF0 | c >> 18);
    r->text[r->len++] = (char)((c >= 0x10000 ? 0x80 : 0xE0) | (c >> 12 & (c >= 0x10000 ? 0x3F : 0x0F)));
    r->text[r->len++] = (char)(0x80 | (c >> 6 & 0x3F));
    r->text[r->len++] = (char)(0x80 | (c & 0x3F));
  }
}

static bool open_timex(reader *r, str tag) {
  timeml *out = r->out;
  if (!arena_grow(r->a, (void **)&out->times, &r->capacity, out->n_times + 1, sizeof *out->times)) return false;
  uint32_t at = (uint32_t)r->len;
  out->times[out->n_times++] = (timex){at, at, attribute(tag, "type"), attribute(tag, "value")};
  r->open = out->n_times;
  return true;
}

/* A tag; false: out of memory. */
static bool take_tag(reader *r, str tag) {
  if (str_starts(tag, STR("<TIMEX3"))) return open_timex(r, tag);
  if (str_starts(tag, STR("</TIMEX3")) && r->open) {
    r->out->times[r->open - 1].end = (uint32_t)r->len;
    r->open = 0;
  }
  return true;
}

static bool take_text(reader *r, str body) {
  for (size_t i = 0; i < body.len;) {
    uint32_t character;
    if (body.ptr[i] == '<') {
      size_t end = i + 1;
      while (end < body.len && body.ptr[end] != '>') end++;
      if (!take_tag(r, str_slice(body, i, end))) return false;
      i = end < body.len ? end + 1 : end;
      continue;
    }
    size_t n = body.ptr[i] == '&' ? entity_at(body, i, &character) : 0;
    if (n) put_character(r, character);
    else r->text[r->len++] = body.ptr[i];
    i += n ? n : 1;
  }
  return true;
}

/* Lines are wrapped where the markup needs room: only an empty line parts paragraphs. */
static void join_lines(char *bytes, size_t len) {
  for (size_t i = 1; i + 1 < len; i++)
    if (bytes[i] == '\n' && !is_ascii_space((unsigned char)bytes[i - 1]) && !is_ascii_space((unsigned char)bytes[i + 1]))
      bytes[i] = ' ';
}

static void mend_utf8(char *bytes, size_t len) {
  for (size_t at = 0; at < len;) {
    at += utf8_valid_until((str){bytes + at, len - at});
    if (at < len) bytes[at++] = '?';
  }
}

/* ---- a document */

/* "1998-02-13T14:26:00", "19980213" */
static casus_date date_of(str value) {
  casus_date date = {0};
  uint32_t y, m, d;
  if (value.len >= 10 && casus_date_read(str_slice(value, 0, 10), &date)) return date;
  bool compact = value.len >= 8 && str_to_u32(str_slice(value, 0, 4), &y) && str_to_u32(str_slice(value, 4, 6), &m) &&
                 str_to_u32(str_slice(value, 6, 8), &d) && m < 13 && d < 32;
  if (!compact) return (casus_date){0};
  date = (casus_date){(int16_t)y, (uint8_t)m, (uint8_t)d};
  return date_is_real(date) ? date : (casus_date){0};
}

/* The value of the expression that says when the document was made. */
static str creation_value(str xml) {
  for (size_t at = 0; (at = tag_at(xml, at, STR("<TIMEX3"))) < xml.len; at++) {
    str rest = str_slice(xml, at, xml.len), tag;
    str_cut(&rest, '>', &tag);
    if (str_is(attribute(tag, "functionInDocument"), "CREATION_TIME")) return attribute(tag, "value");
  }
  return (str){0};
}

casus_status timeml_read(str xml, str file, arena *a, timeml *out, casus_error *error) {
  timeml read = {0};
  str body = inner(xml, STR("<TEXT>"), STR("</TEXT>")), dct = inner(xml, STR("<DCT>"), STR("</DCT>"));
  if (!body.ptr) body = xml;
  reader r = {.a = a, .xml = xml, .file = file, .out = &read, .error = error};
  r.text = arena_alloc(a, body.len + 1, 1);
  if (!r.text || body.len >= UINT32_MAX) return no_memory(&r);
  read.date = date_of(creation_value(str_empty(dct) ? xml : dct));
  if (!take_text(&r, body)) return no_memory(&r);
  mend_utf8(r.text, r.len);
  join_lines(r.text, r.len);
  read.text = (str){r.text, r.len};
  if (r.open) read.times[r.open - 1].end = (uint32_t)r.len;
  *out = read;
  return CASUS_OK;
}
