/* What handlers need of a call: choices, JSON bodies, lists, failures. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "serve/app.h"
#include "serve/json_out.h"

bool call_good(call *c, casus_status status, const casus_error *error) {
  if (status != CASUS_OK) reply_failure(c->reply, status, error);
  return status == CASUS_OK;
}

int call_choice(call *c, const char *name, const char *const *words) {
  casus_str value = request_parameter(c->request, name);
  char allowed[200] = "";
  size_t len = 0;
  if (!value.ptr) return 0;
  for (int i = 0; words[i]; i++) {
    if (text_is(value, words[i])) return i;
    len += (size_t)snprintf(allowed + len, sizeof allowed - len, "%s%s", i ? ", " : "", words[i]);
  }
  reply_error(c->reply, 400, name, "%s takes one of %s", name, allowed);
  return -1;
}

json_t *call_json(call *c) {
  json_error_t wrong;
  casus_str body = c->request->body;
  json_t *value = json_loadb(body.len ? body.ptr : "", body.len, JSON_REJECT_DUPLICATES, &wrong);
  if (json_is_object(value)) return value;
  if (value) reply_error(c->reply, 400, NULL, "the body must be a JSON object");
  else reply_error(c->reply, 400, NULL, "the body is no JSON: line %d: %s", wrong.line, wrong.text);
  json_decref(value);
  return NULL;
}

bool call_refuse(call *c, const char *name, const char *what) {
  reply_error(c->reply, 400, name, "%s %s", name, what);
  return false;
}

bool call_fields_known(call *c, json_t *object, const char *const *names, const char *unknown) {
  const char *name;
  json_t *value;
  json_object_foreach(object, name, value) {
    const char *const *known = names;
    while (*known && strcmp(name, *known) != 0) known++;
    if (!*known) return call_refuse(c, name, unknown);
  }
  return true;
}

void call_list_begin(call *c, uint64_t total) {
  c->reply->type = "application/json";
  bytes_format(&c->reply->body, "{\"total\":%" PRIu64 ",\"offset\":%" PRIu64 ",\"limit\":%" PRIu64 ",\"items\":[", total,
               c->query.offset, c->query.limit);
}

void call_list_next(call *c) {
  const bytes *b = &c->reply->body;
  if (b->len && b->ptr[b->len - 1] != '[') bytes_add_text(&c->reply->body, ",");
}

void call_list_end(call *c) { bytes_add_text(&c->reply->body, "]}"); }
