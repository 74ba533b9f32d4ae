/* Decides who may ask; see guard.h. Limits on size, time and number are left to the server. */
#include "serve/guard.h"

/* ---- host: a page of elsewhere may have let its name point to this machine (DNS rebinding) */

static casus_str host_name(casus_str host) {
  const char *colon = host.len ? memchr(host.ptr, ':', host.len) : NULL;
  if (host.len && host.ptr[0] == '[') {
    const char *end = memchr(host.ptr, ']', host.len);
    return (casus_str){host.ptr, end ? (size_t)(end - host.ptr) + 1 : host.len};
  }
  return (casus_str){host.ptr, colon ? (size_t)(colon - host.ptr) : host.len};
}

/* 127.0.0.0/8 in dotted form. */
static bool is_loopback_number(casus_str name) {
  if (!text_starts(name, "127.")) return false;
  casus_str rest = name, part;
  int n = 0;
  for (uint64_t number; text_cut(&rest, '.', &part); n++)
    if (part.len > 3 || !text_number(part, 255, &number)) return false;
  return n == 4;
}

static bool is_loopback_name(casus_str host) {
  casus_str name = host_name(host);
  return text_is_fold(name, "localhost") || text_is(name, "[::1]") || is_loopback_number(name);
}

static bool host_passes(const guard *g, const request *q, reply *r) {
  casus_str host = q->headers[HEADER_HOST];
  if (!host.len || q->host_repeated) return reply_error(r, 400, NULL, "the request needs one Host header"), false;
  if (!g->loopback || is_loopback_name(host)) return true;
  reply_error(r, 403, NULL, "this server answers to localhost and 127.0.0.1 only; --listen ADDR:PORT opens it to others");
  return false;
}

/* ---- origin: pages of elsewhere may neither write nor make the server work */

static bool is_reading(const request *q) { return text_is(q->method, "GET") || text_is(q->method, "HEAD"); }

static bool is_own_origin(const request *q) {
  casus_str origin = q->headers[HEADER_ORIGIN];
  size_t scheme = text_starts(origin, "http://") ? 7 : text_starts(origin, "https://") ? 8 : 0;
  return scheme && text_equal((casus_str){origin.ptr + scheme, origin.len - scheme}, q->headers[HEADER_HOST]);
}

static bool origin_passes(const request *q, reply *r) {
  bool foreign = !is_reading(q) && q->headers[HEADER_ORIGIN].ptr && !is_own_origin(q);
  bool from_page = text_is(q->headers[HEADER_FETCH_SITE], "cross-site") && text_starts(q->path, "/api/");
  if (!foreign && !from_page) return true;
  reply_error(r, 403, NULL, "a page of another origin may not use this server");
  return false;
}

/* ---- token */

/* Takes as long whichever byte differs. */
static bool is_token(const guard *g, casus_str given) {
  size_t len = strlen(g->token);
  unsigned difference = given.len != len;
  for (size_t i = 0; i < given.len; i++) difference |= (unsigned char)given.ptr[i] ^ (unsigned char)g->token[i % len];
  return !difference;
}

static bool has_bearer(const guard *g, const request *q) {
  casus_str value = q->headers[HEADER_AUTHORIZATION];
  if (value.len < 7 || !text_is_fold((casus_str){value.ptr, 7}, "Bearer ")) return false;
  return is_token(g, text_trim((casus_str){value.ptr + 7, value.len - 7}));
}

static bool has_cookie(const guard *g, const request *q) {
  casus_str rest = q->headers[HEADER_COOKIE], part, name;
  while (rest.len && text_cut(&rest, ';', &part)) {
    casus_str value = text_trim(part);
    text_cut(&value, '=', &name);
    if (text_is(name, g->cookie) && value.len && is_token(g, value)) return true;
  }
  return false;
}

/* "/?token=...": the token is kept in a cookie, and the address goes without it. */
static bool takes_token(const guard *g, const request *q, reply *r) {
  casus_str given = request_parameter(q, "token");
  if (!text_is(q->path, "/") || !text_is(q->method, "GET") || !given.len || !is_token(g, given)) return false;
  r->status = 303;
  r->type = "text/plain; charset=utf-8";
  reply_header(r, "Location", "/");
  reply_header(r, "Set-Cookie", "%s=%s; HttpOnly; SameSite=Strict; Path=/", g->cookie, g->token);
  reply_header(r, "Cache-Control", "no-store");
  return true;
}

static bool token_passes(const guard *g, const request *q, reply *r) {
  if (!*g->token || has_bearer(g, q) || has_cookie(g, q)) return true;
  if (takes_token(g, q, r)) return false;
  reply_error(r, 401, NULL, "a token is needed: open the address that casus serve printed, or send Authorization: Bearer TOKEN");
  reply_header(r, "WWW-Authenticate", "Bearer");
  return false;
}

bool guard_passes(const guard *g, const request *q, reply *r) {
  return host_passes(g, q, r) && origin_passes(q, r) && token_passes(g, q, r);
}
