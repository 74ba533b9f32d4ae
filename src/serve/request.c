/* Reads the parts of a request; see request.h. What they mean is left to guard and routes. */
#include "serve/request.h"

#include <stdio.h>
#include <stdlib.h>

static casus_status refuse(casus_error *error, const char *message) {
  snprintf(error->message, sizeof error->message, "%s", message);
  return CASUS_USAGE;
}

/* ---- percent-encoding */

static int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* The byte that stands at *at, which is moved behind it; -1: a bad escape. */
static int decoded_byte(casus_str s, size_t *at, bool plus_is_space) {
  char c = s.ptr[(*at)++];
  if (c == '+' && plus_is_space) return ' ';
  if (c != '%') return (unsigned char)c;
  if (s.len - *at < 2) return -1;
  int high = hex_digit(s.ptr[*at]), low = hex_digit(s.ptr[*at + 1]);
  *at += 2;
  return high < 0 || low < 0 ? -1 : high * 16 + low;
}

/* Lines and tabs may stand in a text that is searched for; other control characters nowhere. */
static bool is_control(int byte) { return (byte < ' ' && byte != '\n' && byte != '\t' && byte != '\r') || byte == 127; }

/* Decodes to *into, which is moved behind it. */
static casus_status decode(casus_str s, bool plus_is_space, char **into, casus_str *out, casus_error *error) {
  char *begin = *into;
  for (size_t at = 0; at < s.len;) {
    int byte = decoded_byte(s, &at, plus_is_space);
    if (byte < 0) return refuse(error, "the address has a % that two hexadecimal digits do not follow");
    if (is_control(byte)) return refuse(error, "the address has a control character");
    *(*into)++ = (char)byte;
  }
  *out = (casus_str){begin, (size_t)(*into - begin)};
  return text_is_utf8(*out) ? CASUS_OK : refuse(error, "the address is not UTF-8");
}

/* ---- the target */

/* Nothing is read from a disk by its path; yet who sends such a one is up to no good. */
static bool goes_up(casus_str path) {
  casus_str part;
  if (memchr(path.ptr, '\\', path.len)) return true;
  while (text_cut(&path, '/', &part))
    if (text_is(part, "..") || text_is(part, ".")) return true;
  return false;
}

static casus_status read_path(request *r, casus_str path, char **into, casus_error *error) {
  casus_status status = decode(path, false, into, &r->path, error);
  if (status != CASUS_OK) return status;
  return goes_up(r->path) ? refuse(error, "the path has parts like .. or \\") : CASUS_OK;
}

static casus_status read_parameter(request *r, casus_str text, char **into, casus_error *error) {
  casus_str name, value = text;
  if (!text.len) return CASUS_OK;
  if (r->n_parameters == PARAMETERS_MAX) return refuse(error, "the address has too many parameters");
  text_cut(&value, '=', &name);
  casus_filter *p = &r->parameters[r->n_parameters];
  casus_status status = decode(name, true, into, &p->name, error);
  if (status != CASUS_OK) return status;
  if (!value.ptr) value.ptr = "";
  status = decode(value, true, into, &p->value, error);
  if (status == CASUS_OK) r->n_parameters++;
  return status;
}

casus_status request_read_target(request *r, casus_str target, casus_error *error) {
  casus_str path, rest = target, part;
  if (target.len > TARGET_BYTES_MAX) return refuse(error, "the address is too long");
  if (!target.len || target.ptr[0] != '/') return refuse(error, "the address does not begin with /");
  r->target = target;
  r->decoded = malloc(target.len + 1);
  if (!r->decoded) return CASUS_MEMORY;
  char *into = r->decoded;
  text_cut(&rest, '?', &path);
  casus_status status = read_path(r, path, &into, error);
  while (status == CASUS_OK && text_cut(&rest, '&', &part)) status = read_parameter(r, part, &into, error);
  return status;
}

void request_free(request *r) {
  free(r->decoded);
  r->decoded = NULL;
}

casus_str request_parameter(const request *r, const char *name) {
  for (size_t i = 0; i < r->n_parameters; i++)
    if (text_is(r->parameters[i].name, name)) return r->parameters[i].value;
  return (casus_str){0};
}

/* ---- headers */

void request_add_header(request *r, casus_str name, casus_str value) {
  static const char *const names[HEADER_COUNT] = {"Host",         "Origin",        "Authorization",   "Cookie",
                                                  "Content-Type", "If-None-Match", "Accept-Encoding", "Sec-Fetch-Site"};
  for (int h = 0; h < HEADER_COUNT; h++) {
    if (!text_is_fold(name, names[h])) continue;
    if (h == HEADER_HOST && r->headers[h].ptr) r->host_repeated = true;
    r->headers[h] = text_trim(value);
  }
}

/* "gzip", "br, gzip;q=0.5", "*"; but not "gzip;q=0". */
bool request_takes_gzip(const request *r) {
  casus_str rest = r->headers[HEADER_ACCEPT_ENCODING], part, name;
  while (rest.len && text_cut(&rest, ',', &part)) {
    text_cut(&part, ';', &name);
    if (!text_is_fold(text_trim(name), "gzip")) continue;
    casus_str q = text_trim(part);
    return !(text_is(q, "q=0") || text_is(q, "q=0.0") || text_is(q, "q=0.00") || text_is(q, "q=0.000"));
  }
  return false;
}

bool request_knows(const request *r, const char *etag) {
  casus_str rest = r->headers[HEADER_IF_NONE_MATCH], part;
  while (rest.len && text_cut(&rest, ',', &part)) {
    part = text_trim(part);
    if (text_starts(part, "W/")) part = (casus_str){part.ptr + 2, part.len - 2};
    if (text_is(part, etag) || text_is(part, "*")) return true;
  }
  return false;
}

casus_str request_media_type(const request *r) {
  casus_str rest = r->headers[HEADER_CONTENT_TYPE], type = {0};
  if (rest.len) text_cut(&rest, ';', &type);
  return text_trim(type);
}
