/* Makes archives in memory for tests: buffers that grow, gzip members, WARC records. */
#ifndef CASUS_TEST_ARCHIVES_H
#define CASUS_TEST_ARCHIVES_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>
#include <zlib.h>

#include "base/base.h"

static inline void append(buffer *b, str s) { assert_true(buffer_add(b, s)); }

/* Freed by release. */
static inline str gzip(str s) {
  z_stream z = {0};
  size_t room = s.len + s.len / 8 + 1024;
  char *out = malloc(room);
  assert_non_null(out);
  assert_int_equal(deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
  z.next_in = (unsigned char *)(uintptr_t)s.ptr;
  z.avail_in = (uInt)s.len;
  z.next_out = (unsigned char *)out;
  z.avail_out = (uInt)room;
  assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
  deflateEnd(&z);
  return (str){out, room - z.avail_out};
}

static inline void release(str s) { free((void *)(uintptr_t)s.ptr); }

static inline void append_gzip(buffer *b, str s) {
  str packed = gzip(s);
  append(b, packed);
  release(packed);
}

/* `length`: what Content-Length says; negative: the truth. */
static inline void append_record(buffer *b, const char *type, const char *id, const char *media, str block, long length) {
  long said = length < 0 ? (long)block.len : length;
  assert_true(buffer_format(b,
                            "WARC/1.0\r\nWARC-Type: %s\r\nWARC-Record-ID: <urn:uuid:%s>\r\nWARC-Date: 2024-03-22T10:00:00Z\r\n"
                            "WARC-Target-URI: https://n.example/%s\r\nContent-Type: %s\r\nContent-Length: %ld\r\n\r\n",
                            type, id, id, media, said));
  append(b, block);
  append(b, STR("\r\n\r\n"));
}

static inline void append_response(buffer *b, const char *id, const char *head, const char *body, long length) {
  buffer block;
  buffer_init(&block, (size_t)64 << 20);
  assert_true(buffer_format(&block, "%s\r\n\r\n%s", head, body));
  append_record(b, "response", id, "application/http; msgtype=response", buffer_str(&block), length);
  buffer_free(&block);
}

#define HTML_200 "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8"

/* A page about a town of that name. */
static inline void append_page(buffer *b, const char *id, const char *town, long length) {
  char page[1024];
  snprintf(
      page, sizeof page,
      "<html lang=en><title>%s</title><p>The mayor of %s met the envoys of both sides on Friday, his office said.</p></html>",
      town, town);
  append_response(b, id, HTML_200, page, length);
}

#endif
