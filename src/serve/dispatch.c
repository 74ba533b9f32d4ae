/* The way of a request: who asks, where to, with which parameters; is the answer known already; the handle of the store; the
 * handler. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "serve/app.h"
#include "serve/routes.h"
#include "serve/web_files.h"

enum { HEAVY_WAIT_MS = 8000, KEY_SIZE = TARGET_BYTES_MAX + 128, ETAG_SIZE = 64 };

/* ---- parameters */

static bool parameters_fit(const route *r, call *c) {
  const request *q = c->request;
  for (size_t i = 0; i < q->n_parameters; i++) {
    casus_str name = q->parameters[i].name;
    char text[64];
    snprintf(text, sizeof text, "%.*s", name.len > 40 ? 40 : (int)name.len, name.ptr);
    if (!route_takes(r, name)) return reply_error(c->reply, 400, text, "there is no parameter \"%s\" here", text), false;
    for (size_t k = 0; k < i; k++)
      if (text_equal(q->parameters[k].name, name)) return reply_error(c->reply, 400, text, "%s is given twice", text), false;
  }
  return true;
}

static bool read_count(call *c, const char *name, uint64_t max, uint64_t *number) {
  casus_str value = request_parameter(c->request, name);
  if (!value.ptr || text_number(value, max, number)) return true;
  reply_error(c->reply, 400, name, "%s takes a whole number, at most %" PRIu64, name, max);
  return false;
}

static bool read_page(call *c) {
  c->query.limit = LIMIT_USUAL;
  if (!read_count(c, "offset", INT64_MAX, &c->query.offset) || !read_count(c, "limit", LIMIT_MAX, &c->query.limit)) return false;
  if (!c->query.limit) return reply_error(c->reply, 400, "limit", "limit takes a whole number from 1 to %d", LIMIT_MAX), false;
  return true;
}

static bool read_filters(call *c) {
  const request *q = c->request;
  casus_filter filters[PARAMETERS_MAX];
  size_t n = 0, wrong = 0;
  casus_error error = {0};
  for (size_t i = 0; i < q->n_parameters; i++) {
    if (!is_filter(q->parameters[i].name)) continue;
    filters[n] = q->parameters[i];
    if (text_is(filters[n].name, "min_confidence")) filters[n].name = text_of("min-confidence");
    n++;
  }
  if (casus_query_read(filters, n, &c->query, &wrong, &error) == CASUS_OK) return true;
  casus_str name = filters[wrong].name;
  char text[32];
  snprintf(text, sizeof text, "%.*s", (int)name.len, name.ptr);
  if (text_is(name, "min-confidence")) text[3] = '_';
  reply_error(c->reply, 400, text, "%s %s", text, error.message);
  return false;
}

static bool read_parameters(const route *r, call *c) {
  if (!parameters_fit(r, c)) return false;
  if ((r->flags & ROUTE_PAGES) && !read_page(c)) return false;
  return !(r->flags & ROUTE_FILTERS) || read_filters(c);
}

/* ---- running a handler */

static void run_resolved(const route *r, call *c, casus_session *session) {
  casus_query_names names = {0};
  casus_error error = {0};
  casus_status status = casus_query_resolve(session, &c->query, &names, &error);
  coders_give(c->app->coders, session);
  if (call_good(c, status, &error)) r->run(c);
  casus_query_names_free(&names);
}

static void run_handler(const route *r, call *c) {
  casus_session *session;
  casus_error error = {0};
  if (!(r->flags & ROUTE_FILTERS) || !casus_query_has_names(&c->query)) r->run(c);
  else if (call_good(c, coders_take(c->app->coders, false, &session, &error), &error)) run_resolved(r, c, session);
}

/* Only so many at once of what takes long. */
static void run_in_turn(const route *r, call *c) {
  if (!(r->flags & ROUTE_HEAVY)) {
    run_handler(r, c);
  } else if (gate_enter(&c->app->heavy, HEAVY_WAIT_MS)) {
    run_handler(r, c);
    gate_leave(&c->app->heavy);
  } else {
    reply_error(c->reply, 503, NULL, "the server is busy with requests of this kind; ask again in some seconds");
    reply_header(c->reply, "Retry-After", "5");
  }
}

/* ---- answers that are the same as long as the store is */

static uint64_t hash_of(casus_str s) {
  uint64_t h = 14695981039346656037u; /* FNV-1a */
  for (size_t i = 0; i < s.len; i++) h = (h ^ (unsigned char)s.ptr[i]) * 1099511628211u;
  return h;
}

static void write_etag(const call *c, char etag[ETAG_SIZE]) {
  snprintf(etag, ETAG_SIZE, "\"%" PRIx64 "-%" PRIx64 "-%" PRIx64 "\"", c->loan.revision, c->loan.facts_revision,
           hash_of(c->request->target) ^ c->app->start);
}

static void make_kept(const route *r, call *c, const char *etag) {
  char key[KEY_SIZE];
  bool gzip = request_takes_gzip(c->request);
  int len = snprintf(key, sizeof key, "%s%d%.*s", etag, gzip, (int)c->request->target.len, c->request->target.ptr);
  const casus_str text = {key, (size_t)len};
  if (answer_cache_find(c->app->cache, text, c->reply)) return;
  run_in_turn(r, c);
  if (c->reply->status && c->reply->status != 200) return;
  reply_header(c->reply, "ETag", "%s", etag);
  reply_header(c->reply, "Cache-Control", "no-cache");
  if (gzip) reply_pack(c->reply);
  answer_cache_keep(c->app->cache, text, c->reply);
}

static void answer_kept(const route *r, call *c) {
  char etag[ETAG_SIZE];
  write_etag(c, etag);
  if (!request_knows(c->request, etag)) {
    make_kept(r, c, etag);
    return;
  }
  c->reply->status = 304;
  reply_header(c->reply, "ETag", "%s", etag);
  reply_header(c->reply, "Cache-Control", "no-cache");
}

/* ---- the store */

static void answer_from_store(const route *r, call *c) {
  casus_error error = {0};
  app *a = c->app;
  if (!a->stores) {
    reply_error(c->reply, 409, NULL, "this server has no store: start it with casus serve --db FILE");
    return;
  }
  casus_status status = stores_take(a->stores, r->flags & ROUTE_FACTS, &c->loan, &error);
  if (status == CASUS_MEMORY) reply_error(c->reply, 503, NULL, "%s", error.message);
  else if (call_good(c, status, &error)) (r->flags & ROUTE_KEPT ? answer_kept : run_in_turn)(r, c);
  if (c->loan.store) stores_give(a->stores, &c->loan);
}

/* What is known of the store without asking it. */
static void answer_known(const route *r, call *c) {
  if (c->app->stores) c->loan.revision = stores_counts(c->app->stores).revision;
  answer_kept(r, c);
}

static bool may_write(const call *c) {
  if (!c->app->read_only_because) return true;
  reply_error(c->reply, 403, NULL, "nothing can be written: %s", c->app->read_only_because);
  return false;
}

static bool body_fits(const route *r, const call *c) {
  if (!(r->flags & ROUTE_JSON) || text_is_fold(request_media_type(c->request), "application/json")) return true;
  reply_error(c->reply, 415, NULL, "the body must be JSON, sent as Content-Type: application/json");
  return false;
}

static void answer_route(const route *r, call *c) {
  if (!body_fits(r, c) || !read_parameters(r, c)) return;
  if ((r->flags & ROUTE_WRITES) && c->app->stores && !may_write(c)) return;
  if (r->flags & ROUTE_STORE) answer_from_store(r, c);
  else if (r->flags & ROUTE_KEPT) answer_known(r, c);
  else run_in_turn(r, c);
}

/* ---- where to */

static void answer_api(app *a, const request *q, reply *r) {
  call c = {.app = a, .request = q, .reply = r};
  const char *allowed = NULL;
  const route *found = route_find(q->method, q->path, &c.key, &c.id, &allowed);
  if (found) {
    answer_route(found, &c);
  } else if (allowed) {
    reply_error(r, 405, NULL, "this path takes %s", allowed);
    reply_header(r, "Allow", "%s", allowed);
  } else {
    reply_error(r, 404, NULL, "there is no such path; /api/openapi.json lists them");
  }
}

static void finish(const request *q, reply *r) {
  if (r->body.failed) reply_error(r, 500, NULL, "the answer could not be made: too large, or no memory");
  if (r->type && !r->packed && request_takes_gzip(q)) reply_pack(r);
  bool has_control = false;
  for (size_t i = 0; i < r->n_headers; i++) has_control |= strcmp(r->headers[i].name, "Cache-Control") == 0;
  if (!has_control) reply_header(r, "Cache-Control", "no-store");
}

void app_answer(app *a, const request *q, reply *r) {
  if (!guard_passes(&a->guard, q, r)) return;
  if (text_starts(q->path, "/api/") || text_is(q->path, "/api")) answer_api(a, q, r);
  else answer_file(q, r);
  finish(q, r);
}
