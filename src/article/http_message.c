/* HTTP/1 responses: headers, chunks and compression. What is kept of a chunked body although the archive has undone the chunks is
 * told by its first line. */
#include "article/http_message.h"

#include <stdlib.h>
#include <zlib.h>

#include "article/encoding.h"

enum { STATUS_DIGITS = 3, INFLATE_STEP = 64 * 1024 };

/* ---- headers */

str header_value(str lines, const char *name) {
  str line, field = str_of(name);
  while (str_cut(&lines, '\n', &line)) {
    if (line.len <= field.len || line.ptr[field.len] != ':') continue;
    if (str_equal_fold(str_slice(line, 0, field.len), field)) return str_trim(str_slice(line, field.len + 1, line.len));
  }
  return STR("");
}

str header_media_type(str value) {
  str type;
  return str_cut(&value, ';', &type) ? str_trim(type) : STR("");
}

bool header_cut(str *bytes, str *lines) {
  for (size_t at = 0; at < bytes->len;) {
    const char *end = memchr(bytes->ptr + at, '\n', bytes->len - at);
    if (!end) return false;
    size_t next = (size_t)(end - bytes->ptr) + 1;
    if (str_empty(str_trim(str_slice(*bytes, at, next)))) {
      *lines = str_slice(*bytes, 0, at);
      *bytes = str_slice(*bytes, next, bytes->len);
      return true;
    }
    at = next;
  }
  return false;
}

/* "HTTP/1.1 200 OK" */
static unsigned status_of(str lines) {
  str line, word;
  uint32_t status;
  if (!str_starts(lines, STR("HTTP/")) || !str_cut(&lines, '\n', &line) || !str_cut(&line, ' ', &word)) return 0;
  line = str_trim(line);
  if (line.len < STATUS_DIGITS || !str_to_u32(str_slice(line, 0, STATUS_DIGITS), &status)) return 0;
  return status;
}

/* ---- chunks */

/* The length of a chunk, before its extensions. False: the line is no length. */
static bool chunk_length(str line, size_t *len) {
  size_t n = 0, digits = 0;
  line = header_media_type(line);
  for (; digits < line.len; digits++) {
    char c = to_ascii_lower(line.ptr[digits]);
    bool letter = c >= 'a' && c <= 'f';
    if ((!letter && !is_ascii_digit((unsigned char)c)) || n > HTTP_BODY_BYTES_MAX) return false;
    n = n * 16 + (size_t)(letter ? c - 'a' + 10 : c - '0');
  }
  *len = n;
  return digits > 0;
}

/* Chunks end where their lengths lie: what came before is kept. */
static bool join_chunks(str body, arena *memory, str *joined) {
  char *out = arena_alloc(memory, body.len + 1, 1);
  size_t n = 0, len;
  str line, rest = body;
  if (!out) return false;
  while (str_cut(&rest, '\n', &line) && chunk_length(line, &len) && len) {
    if (len > rest.len) len = rest.len;
    memcpy(out + n, rest.ptr, len);
    n += len;
    rest = str_slice(rest, len, rest.len);
    if (str_starts(rest, STR("\r"))) rest = str_slice(rest, 1, rest.len);
    if (str_starts(rest, STR("\n"))) rest = str_slice(rest, 1, rest.len);
  }
  *joined = (str){out, n};
  return true;
}

static bool is_chunked(str lines, str body) {
  str line;
  size_t len;
  if (!str_equal_fold(header_value(lines, "Transfer-Encoding"), STR("chunked"))) return false;
  return str_cut(&body, '\n', &line) && chunk_length(line, &len);
}

/* ---- compression */

static casus_status inflate_all(z_stream *z, buffer *out, casus_error *error) {
  static const char too_long[] = "has a body of more than the %zu bytes allowed";
  char step[INFLATE_STEP];
  for (;;) {
    z->next_out = (unsigned char *)step;
    z->avail_out = sizeof step;
    int result = inflate(z, Z_NO_FLUSH);
    if (!buffer_add(out, (str){step, sizeof step - z->avail_out}))
      return error_set(error, CASUS_INPUT, too_long, HTTP_BODY_BYTES_MAX);
    if (result == Z_STREAM_END || z->avail_out) break; /* damaged or cut: what came before is kept */
    if (result != Z_OK) break;
  }
  return out->len ? CASUS_OK : error_set(error, CASUS_INPUT, "has a body whose compression is damaged");
}

static casus_status unpack(str body, int window_bits, arena *memory, str *unpacked, casus_error *error) {
  z_stream z = {.next_in = (unsigned char *)(uintptr_t)body.ptr, .avail_in = (uInt)body.len};
  buffer out;
  if (inflateInit2(&z, window_bits) != Z_OK) return error_set(error, CASUS_MEMORY, "no memory for gzip");
  buffer_init(&out, HTTP_BODY_BYTES_MAX);
  casus_status status = inflate_all(&z, &out, error);
  if (status == CASUS_OK && !arena_copy(memory, buffer_str(&out), unpacked))
    status = error_set(error, CASUS_MEMORY, "no memory for a page");
  buffer_free(&out);
  inflateEnd(&z);
  return status;
}

/* "deflate" is zlib's form by the standard, and the bare one by what many servers send. */
static bool is_zlib(str body) {
  return body.len >= 2 && (body.ptr[0] & 0x0f) == 8 && ((unsigned char)body.ptr[0] * 256 + (unsigned char)body.ptr[1]) % 31 == 0;
}

/* A body that is not packed although its header says so was unpacked by whoever kept it: then it begins as markup does. */
static bool is_markup(str body) {
  body = str_trim(body);
  return str_starts(body, STR("<")) || str_starts(body, STR("\xef\xbb\xbf<"));
}

static casus_status undo_packing(str coding, arena *memory, str *body, casus_error *error) {
  enum { ANY_WINDOW = 15, GZIP_ONLY = 16 };
  if (str_starts(*body, STR("\x1f\x8b"))) return unpack(*body, ANY_WINDOW + GZIP_ONLY, memory, body, error);
  if (str_empty(coding) || str_equal_fold(coding, STR("identity")) || is_markup(*body) || str_empty(*body)) return CASUS_OK;
  if (str_equal_fold(coding, STR("deflate")))
    return unpack(*body, is_zlib(*body) ? ANY_WINDOW : -ANY_WINDOW, memory, body, error);
  return error_set(error, CASUS_INPUT, "has a body packed as \"%.*s\", which is not read",
                   (int)(coding.len < 40 ? coding.len : 40), coding.ptr);
}

static void read_head(str bytes, http_message *m, str *lines) {
  *m = (http_message){.type = STR(""), .charset = STR(""), .body = bytes};
  if (!header_cut(&m->body, lines)) return;
  m->status = status_of(*lines);
  str type = header_value(*lines, "Content-Type");
  m->type = header_media_type(type);
  m->charset = encoding_named(type, STR("charset"));
}

void http_message_head(str bytes, http_message *message) {
  str lines;
  read_head(bytes, message, &lines);
}

casus_status http_message_read(str bytes, arena *memory, http_message *message, casus_error *error) {
  http_message m;
  str lines;
  casus_status status = CASUS_OK;
  read_head(bytes, &m, &lines);
  if (m.status == 200) {
    if (is_chunked(lines, m.body) && !join_chunks(m.body, memory, &m.body))
      return error_set(error, CASUS_MEMORY, "no memory for a page");
    status = undo_packing(header_value(lines, "Content-Encoding"), memory, &m.body, error);
  }
  if (status == CASUS_OK) *message = m;
  return status;
}
