/* Serves the files of the web application; see web_files.h. Nothing is read from a disk. */
#include "serve/web_files.h"

#include <stdlib.h>
#include <zlib.h>

static const web_file *find(casus_str path) {
  for (const web_file *f = web_files; f->path; f++)
    if (text_is(path, f->path)) return f;
  return NULL;
}

static const char *type_of(const char *path) {
  static const struct {
    const char *ending, *type;
  } types[] = {{".html", "text/html; charset=utf-8"},
               {".js", "text/javascript; charset=utf-8"},
               {".css", "text/css; charset=utf-8"},
               {".json", "application/json"},
               {".svg", "image/svg+xml"},
               {".png", "image/png"},
               {".ico", "image/x-icon"},
               {".woff2", "font/woff2"},
               {".txt", "text/plain; charset=utf-8"},
               {".webmanifest", "application/manifest+json"}};
  const char *dot = strrchr(path, '.');
  for (size_t i = 0; dot && i < sizeof types / sizeof *types; i++)
    if (strcmp(dot, types[i].ending) == 0) return types[i].type;
  return "application/octet-stream";
}

static void unpack(const web_file *f, bytes *out) {
  enum { GZIP = 15 + 16 };
  z_stream z = {.next_in = (Bytef *)f->begin, .avail_in = (uInt)(f->end - f->begin)};
  out->ptr = malloc(f->raw_len + 1);
  out->capacity = f->raw_len + 1;
  z.next_out = (Bytef *)out->ptr;
  z.avail_out = (uInt)f->raw_len + 1;
  out->failed = !out->ptr || inflateInit2(&z, GZIP) != Z_OK;
  if (out->failed) return;
  out->failed = inflate(&z, Z_FINISH) != Z_STREAM_END;
  out->len = z.total_out;
  inflateEnd(&z);
}

static void send_file(const web_file *f, const request *q, reply *r) {
  bool is_asset = strncmp(f->path, "/assets/", 8) == 0;
  reply_header(r, "ETag", "%s", f->etag);
  reply_header(r, "Cache-Control", is_asset ? "public, max-age=31536000, immutable" : "no-cache");
  if (request_knows(q, f->etag)) {
    r->status = 304;
    return;
  }
  r->type = type_of(f->path);
  r->packed = request_takes_gzip(q);
  if (r->packed) bytes_add(&r->body, (const char *)f->begin, (size_t)(f->end - f->begin));
  else unpack(f, &r->body);
}

void answer_file(const request *q, reply *r) {
  if (!text_is(q->method, "GET") && !text_is(q->method, "HEAD")) {
    reply_error(r, 405, NULL, "this path takes GET");
    reply_header(r, "Allow", "GET, HEAD");
    return;
  }
  const web_file *f = find(q->path);
  if (!f && !text_starts(q->path, "/assets/")) f = find(text_of("/index.html"));
  if (f) send_file(f, q, r);
  else reply_error(r, 404, NULL, "there is no such file");
}
