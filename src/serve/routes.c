/* Which handler answers what; see routes.h. */
#include "serve/routes.h"

#include "serve/handlers.h"

#define LIST (ROUTE_STORE | ROUTE_FILTERS | ROUTE_PAGES | ROUTE_KEPT)
#define COUNT (ROUTE_STORE | ROUTE_FILTERS | ROUTE_KEPT)

static const route routes[] = {
    {"GET", "/api/status", get_status, NULL, ROUTE_KEPT},
    {"GET", "/api/events", get_events, "order", LIST},
    {"GET", "/api/events/{id}", get_event, NULL, ROUTE_STORE | ROUTE_KEPT},
    {"GET", "/api/export", get_export, "format order", ROUTE_STORE | ROUTE_FILTERS},
    {"GET", "/api/articles", get_articles, "text source from to order", ROUTE_STORE | ROUTE_PAGES | ROUTE_KEPT},
    {"GET", "/api/articles/{key}", get_article, NULL, ROUTE_STORE | ROUTE_KEPT},
    {"GET", "/api/stories", get_stories, "order", LIST},
    {"GET", "/api/stories/{key}", get_story, NULL, ROUTE_STORE | ROUTE_PAGES | ROUTE_KEPT},
    {"GET", "/api/series", get_series, "by", COUNT},
    {"GET", "/api/dyads", get_dyads, "level", LIST | ROUTE_FACTS},
    {"GET", "/api/network", get_network, "level nodes", COUNT | ROUTE_FACTS},
    {"GET", "/api/places", get_places, NULL, LIST | ROUTE_FACTS},
    {"GET", "/api/suggest", get_suggest, NULL, ROUTE_STORE | ROUTE_KEPT | ROUTE_FACTS},
    {"GET", "/api/brief", get_brief, "format as_of", COUNT | ROUTE_HEAVY},
    {"GET", "/api/strategy/proposal", get_proposal, NULL, COUNT | ROUTE_HEAVY},
    {"POST", "/api/strategy/solve", post_solve, NULL, ROUTE_HEAVY | ROUTE_JSON},
    {"POST", "/api/code", post_code, "name date", ROUTE_HEAVY},
    {"POST", "/api/articles", post_articles, "name date", ROUTE_HEAVY | ROUTE_STORE | ROUTE_WRITES},
    {"GET", "/api/runs", get_runs, NULL, ROUTE_STORE | ROUTE_PAGES | ROUTE_KEPT},
    {"GET", "/api/corrections", get_corrections, "article author", ROUTE_STORE | ROUTE_PAGES | ROUTE_KEPT},
    {"POST", "/api/corrections", post_corrections, NULL, ROUTE_STORE | ROUTE_WRITES | ROUTE_JSON},
    {"DELETE", "/api/corrections/{key}", delete_correction, NULL, ROUTE_STORE | ROUTE_WRITES},
    {"GET", "/api/gold", get_gold, NULL, ROUTE_STORE | ROUTE_KEPT},
    {"GET", "/api/live", get_live, NULL, 0},
    {"GET", "/api/openapi.json", get_openapi, NULL, 0},
};

enum { N_ROUTES = sizeof routes / sizeof *routes };

/* ---- paths */

static bool is_id(casus_str s) {
  for (size_t i = 0; i < s.len; i++)
    if (!((s.ptr[i] >= '0' && s.ptr[i] <= '9') || (s.ptr[i] >= 'a' && s.ptr[i] <= 'f'))) return false;
  return s.len == CASUS_ID_SIZE - 1;
}

static bool part_fits(casus_str pattern, casus_str part, int64_t *key, casus_str *id) {
  uint64_t number;
  if (text_is(pattern, "{key}")) return text_number(part, INT64_MAX, &number) && (*key = (int64_t)number) > 0;
  if (text_is(pattern, "{id}")) return *id = part, is_id(part);
  return text_equal(pattern, part);
}

static bool path_fits(const char *pattern, casus_str path, int64_t *key, casus_str *id) {
  casus_str rest = text_of(pattern), part, given;
  while (text_cut(&rest, '/', &part))
    if (!text_cut(&path, '/', &given) || !part_fits(part, given, key, id)) return false;
  return !path.ptr;
}

static bool method_fits(const route *r, casus_str method) {
  return text_is(method, r->method) || (text_is(method, "HEAD") && strcmp(r->method, "GET") == 0);
}

/* The methods of a path, for the header Allow. */
static const char *methods_of(bool get, bool post, bool delete) {
  if (delete) return "DELETE";
  return get && post ? "GET, HEAD, POST" : post ? "POST" : "GET, HEAD";
}

const route *route_find(casus_str method, casus_str path, int64_t *key, casus_str *id, const char **allowed) {
  bool get = false, post = false, delete = false;
  for (size_t i = 0; i < N_ROUTES; i++) {
    if (!path_fits(routes[i].path, path, key, id)) continue;
    if (method_fits(&routes[i], method)) return &routes[i];
    get |= *routes[i].method == 'G';
    post |= *routes[i].method == 'P';
    delete |= *routes[i].method == 'D';
  }
  *allowed = get || post || delete ? methods_of(get, post, delete) : NULL;
  return NULL;
}

/* ---- parameters */

static bool is_among(casus_str name, const char *words) {
  casus_str rest = text_of(words), word;
  while (words && text_cut(&rest, ' ', &word))
    if (text_equal(word, name)) return true;
  return false;
}

bool is_filter(casus_str name) {
  return is_among(
      name,
      "actor recipient dyad directed type quad status place near radius from to text min_confidence source id article "
      "story");
}

bool route_takes(const route *r, casus_str name) {
  if ((r->flags & ROUTE_PAGES) && is_among(name, "offset limit")) return true;
  return ((r->flags & ROUTE_FILTERS) && is_filter(name)) || is_among(name, r->parameters);
}
