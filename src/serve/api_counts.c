/* GET /api/series, /api/dyads, /api/network, /api/places, /api/suggest. */
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

#include "serve/handlers.h"
#include "serve/json_out.h"

/* ---- series */

/* A stray date, of the year 1066, would bring a hundred thousand days without anything: of so many the first and the last are
 * enough. */
enum { GAP_MIN = 100 };

/* There may be very many: no values are built for them. */
static void write_point(bytes *out, const casus_series_point *p) {
  char begin[16];
  const char *quote = p->begin.year ? "\"" : "";
  bytes_format(out,
               "{\"begin\":%s%s%s,\"n_articles\":%" PRIu64 ",\"n_events\":%" PRIu64 ",\"n_stories\":%" PRIu64
               ",\"by_quad\":[%" PRIu64 ",%" PRIu64 ",%" PRIu64 ",%" PRIu64 "],\"score\":%.1f,\"goldstein\":%.1f}",
               quote, p->begin.year ? casus_date_text(p->begin, begin) : "null", quote, p->n_articles, p->n_events, p->n_stories,
               p->by_quad[1], p->by_quad[2], p->by_quad[3], p->by_quad[4], rounded_to(p->score_sum, 1),
               rounded_to(p->goldstein_sum, 1));
}

static bool is_empty(const casus_series_point *p) { return p->begin.year && !p->n_articles && !p->n_events; }

static size_t gap_end(const casus_series_point *points, size_t n, size_t begin) {
  size_t end = begin;
  while (end < n && is_empty(&points[end])) end++;
  return end;
}

static void write_points(call *c, const casus_series_point *points, size_t n) {
  for (size_t i = 0; i < n; i++) {
    call_list_next(c);
    write_point(&c->reply->body, &points[i]);
    size_t end = gap_end(points, n, i);
    if (end - i >= GAP_MIN) i = end - 2; /* on with the last of them */
  }
}

static void write_series(call *c, const char *by, const casus_series_point *points, size_t n) {
  bytes *out = &c->reply->body;
  bool unplaced = n && !points[n - 1].begin.year;
  c->reply->type = "application/json";
  bytes_format(out, "{\"by\":\"%s\",\"points\":[", by);
  write_points(c, points, n - unplaced);
  bytes_add_text(out, "],\"unplaced\":");
  if (unplaced) write_point(out, &points[n - 1]);
  else bytes_add_text(out, "null");
  bytes_add_text(out, "}");
}

void get_series(call *c) {
  static const char *const periods[] = {"day", "week", "month", NULL};
  casus_error error = {0};
  casus_series_point *points;
  size_t n;
  int by = call_choice(c, "by", periods);
  if (by < 0) return;
  if (!call_good(c, casus_store_series(c->loan.store, &c->query, (casus_period)by, &points, &n, &error), &error)) return;
  write_series(c, periods[by], points, n);
  free(points);
}

/* ---- parties */

static const char *const levels[] = {"country", "actor", NULL};

static json_t *party_value(const casus_counted_party *p) {
  return json_pack("{s:o, s:o, s:o, s:o, s:o}", "key", json_text(p->key), "name", json_text(p->name), "code",
                   json_text_or_null(p->code), "country", json_text_or_null(p->country), "sector", json_text_or_null(p->sector));
}

static json_t *dyad_value(const casus_counted_dyad *d) {
  return json_pack("{s:o, s:o, s:I, s:I, s:o, s:o, s:o, s:o, s:o}", "from", party_value(&d->from), "to", party_value(&d->to),
                   "events", (json_int_t)d->n_events, "stories", (json_int_t)d->n_stories, "by_quad", json_quads(d->by_quad),
                   "score", json_rounded(d->score_sum, 1), "goldstein", json_rounded(d->goldstein_sum, 1), "first",
                   json_date_or_null(d->first), "last", json_date_or_null(d->last));
}

void get_dyads(call *c) {
  casus_error error = {0};
  const casus_counted_dyad *dyads;
  size_t n;
  uint64_t total;
  int level = call_choice(c, "level", levels);
  if (level < 0) return;
  casus_status status = casus_store_dyads(c->loan.store, &c->query, (casus_level)level, &dyads, &n, &total, &error);
  if (!call_good(c, status, &error)) return;
  call_list_begin(c, total);
  for (size_t i = 0; i < n; i++) {
    call_list_next(c);
    bytes_add_json(&c->reply->body, dyad_value(&dyads[i]));
  }
  call_list_end(c);
}

/* ---- network */

enum { NODES_USUAL = 60, NODES_MAX = 500 };

static json_t *node_value(const casus_network_node *n) {
  json_t *value = party_value(&n->party);
  json_object_set_new(value, "as_actor", json_integer((json_int_t)n->n_actor));
  json_object_set_new(value, "as_recipient", json_integer((json_int_t)n->n_recipient));
  json_object_set_new(value, "by_quad", json_quads(n->by_quad));
  return value;
}

static json_t *edge_value(const casus_network_edge *e) {
  return json_pack("{s:I, s:I, s:I, s:o, s:o}", "from", (json_int_t)e->from, "to", (json_int_t)e->to, "events",
                   (json_int_t)e->n_events, "by_quad", json_quads(e->by_quad), "score", json_rounded(e->score_sum, 1));
}

static void write_network(call *c, const casus_network *net) {
  json_t *nodes = json_array(), *edges = json_array();
  for (size_t i = 0; i < net->n_nodes; i++) json_array_append_new(nodes, node_value(&net->nodes[i]));
  for (size_t i = 0; i < net->n_edges; i++) json_array_append_new(edges, edge_value(&net->edges[i]));
  reply_json(c->reply, json_pack("{s:o, s:o, s:I, s:I}", "nodes", nodes, "edges", edges, "total_nodes",
                                 (json_int_t)net->total_nodes, "total_edges", (json_int_t)net->total_edges));
}

void get_network(call *c) {
  casus_error error = {0};
  casus_network network;
  casus_str value = request_parameter(c->request, "nodes");
  uint64_t nodes = NODES_USUAL;
  int level = call_choice(c, "level", levels);
  if (level < 0) return;
  if (value.ptr && (!text_number(value, NODES_MAX, &nodes) || !nodes)) {
    reply_error(c->reply, 400, "nodes", "nodes takes a whole number from 1 to %d", NODES_MAX);
    return;
  }
  casus_status status = casus_store_network(c->loan.store, &c->query, (casus_level)level, (size_t)nodes, &network, &error);
  if (call_good(c, status, &error)) write_network(c, &network);
}

/* ---- places */

static json_t *degrees(double value) { return isfinite(value) ? json_rounded(value, 6) : json_null(); }

static json_t *place_value(const casus_counted_place *p) {
  return json_pack("{s:o, s:o, s:o, s:o, s:o, s:o, s:I, s:I, s:o, s:o}", "name", json_text(p->name), "country",
                   json_text_or_null(p->country), "admin1", json_text_or_null(p->admin1), "lat", degrees(p->lat_deg), "lon",
                   degrees(p->lon_deg), "geonames", json_key_or_null(p->geonames), "events", (json_int_t)p->n_events, "stories",
                   (json_int_t)p->n_stories, "by_quad", json_quads(p->by_quad), "score", json_rounded(p->score_sum, 1));
}

void get_places(call *c) {
  casus_error error = {0};
  casus_places places;
  if (!call_good(c, casus_store_places(c->loan.store, &c->query, &places, &error), &error)) return;
  call_list_begin(c, places.total);
  for (size_t i = 0; i < places.n; i++) {
    call_list_next(c);
    bytes_add_json(&c->reply->body, place_value(&places.items[i]));
  }
  bytes_format(&c->reply->body, "],\"placeless\":%" PRIu64 ",\"unlocated\":%" PRIu64 "}", places.n_placeless, places.n_unlocated);
}

/* ---- names to propose to somebody who types */

static json_t *named_parties(const casus_names *n) {
  json_t *list = json_array();
  for (size_t i = 0; i < n->n_parties; i++)
    json_array_append_new(list, json_pack("{s:o, s:o, s:I}", "key", json_text(n->parties[i].party.key), "name",
                                          json_text(n->parties[i].party.name), "events", (json_int_t)n->parties[i].n_events));
  return list;
}

static json_t *named_places(const casus_names *n) {
  json_t *list = json_array();
  for (size_t i = 0; i < n->n_places; i++)
    json_array_append_new(list, json_pack("{s:o, s:o, s:I}", "name", json_text(n->places[i].name), "country",
                                          json_text_or_null(n->places[i].country), "events", (json_int_t)n->places[i].n_events));
  return list;
}

static json_t *named_sources(const casus_names *n) {
  json_t *list = json_array();
  for (size_t i = 0; i < n->n_sources; i++)
    json_array_append_new(
        list, json_pack("{s:o, s:I}", "name", json_text(n->sources[i].name), "articles", (json_int_t)n->sources[i].n_articles));
  return list;
}

void get_suggest(call *c) {
  casus_error error = {0};
  casus_names names;
  if (!call_good(c, casus_store_names(c->loan.store, LIMIT_MAX, &names, &error), &error)) return;
  reply_json(c->reply, json_pack("{s:o, s:o, s:o}", "parties", named_parties(&names), "places", named_places(&names), "sources",
                                 named_sources(&names)));
}
