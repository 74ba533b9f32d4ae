/* Makes answers; see reply.h. */
#include "serve/reply.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <zlib.h>

#include "serve/json_out.h"

enum { WORTH_PACKING_BYTES = 1024, MESSAGE_SIZE = 512 };

void reply_free(reply *r) {
  bytes_free(&r->body);
  if (r->close) r->close(r->context);
  *r = (reply){0};
}

void reply_header(reply *r, const char *name, const char *format, ...) {
  va_list args;
  if (r->n_headers == REPLY_HEADERS_MAX) return;
  va_start(args, format);
  int len = vsnprintf(r->headers[r->n_headers].value, HEADER_VALUE_SIZE, format, args);
  va_end(args);
  r->headers[r->n_headers].name = name;
  r->n_headers += len >= 0 && len < HEADER_VALUE_SIZE;
}

static void write_error(reply *r, unsigned status, const char *parameter, const char *message) {
  json_t *name = parameter ? json_text(text_of(parameter)) : json_null();
  reply_free(r);
  reply_json(r, json_pack("{s:{s:i, s:o, s:o}}", "error", "status", (int)status, "message", json_text(text_of(message)),
                          "parameter", name));
  r->status = status;
}

void reply_error(reply *r, unsigned status, const char *parameter, const char *format, ...) {
  char message[MESSAGE_SIZE];
  va_list args;
  va_start(args, format);
  vsnprintf(message, sizeof message, format, args);
  va_end(args);
  write_error(r, status, parameter, message);
}

void reply_failure(reply *r, casus_status status, const casus_error *error) {
  static const unsigned codes[CASUS_STATUS_COUNT] = {
      [CASUS_END] = 404, [CASUS_INPUT] = 422, [CASUS_USAGE] = 400, [CASUS_STORE] = 503, [CASUS_MEMORY] = 413};
  unsigned code = (unsigned)status < CASUS_STATUS_COUNT && codes[status] ? codes[status] : 500;
  reply_error(r, code, NULL, "%s", error->message[0] ? error->message : casus_status_name(status));
}

void reply_json(reply *r, json_t *value) {
  r->type = "application/json";
  bytes_add_json(&r->body, value);
}

/* ---- gzip */

static bool pack(const bytes *from, bytes *to) {
  enum { GZIP = 15 + 16, FAST = 1, MEMORY = 8 };
  z_stream z = {.next_in = (Bytef *)from->ptr, .avail_in = (uInt)from->len};
  if (deflateInit2(&z, FAST, Z_DEFLATED, GZIP, MEMORY, Z_DEFAULT_STRATEGY) != Z_OK) return false;
  size_t room = deflateBound(&z, (uLong)from->len);
  to->ptr = malloc(room);
  z.next_out = (Bytef *)to->ptr;
  z.avail_out = (uInt)room;
  bool done = to->ptr && deflate(&z, Z_FINISH) == Z_STREAM_END;
  to->len = room - z.avail_out;
  to->capacity = room;
  deflateEnd(&z);
  return done;
}

void reply_pack(reply *r) {
  bytes packed = {0};
  if (r->packed || r->read || r->body.failed || r->body.len < WORTH_PACKING_BYTES) return;
  if (!pack(&r->body, &packed)) {
    bytes_free(&packed);
    return;
  }
  bytes_free(&r->body);
  r->body = packed;
  r->packed = true;
}
