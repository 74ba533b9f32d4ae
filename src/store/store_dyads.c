/* casus_store_dyads, casus_store_network: who acts on whom, counted. Which parties and dyads there are was settled when the facts
 * were loaded. */
#include <stdlib.h>

#include "store/fact_counts.h"

static casus_status no_memory(casus_error *error) { return error_set(error, CASUS_MEMORY, "no memory to count by parties"); }

typedef struct {
  const casus_facts *f;
  const fact_level *level;
  fact_list events;
  tally *tallies; /* of dyads */
  ranking order;
} dyad_counts;

static void add_up(dyad_counts *c) {
  for (size_t k = 0; k < c->events.n; k++) {
    const uint32_t i = c->events.at[k];
    for (uint32_t p = c->level->begin[i]; p < c->level->begin[i + 1]; p++)
      tally_add(&c->tallies[c->level->of_events[p]], c->f, i);
  }
}

static casus_status counts_make(casus_store *s, const casus_query *query, casus_level level, dyad_counts *c, casus_error *error) {
  *c = (dyad_counts){0};
  if ((unsigned)level >= LEVELS) return error_set(error, CASUS_USAGE, "parties are counted by country or by actor");
  casus_status status = facts_needed(s, &c->f, error);
  if (status == CASUS_OK) status = handed_out_anew(s, error);
  if (status == CASUS_OK) status = facts_select(s, c->f, query, &c->events, error);
  if (status != CASUS_OK) return status;
  c->level = &c->f->levels[level];
  c->tallies = tallies_new(c->level->n_dyads);
  if (!c->tallies) return no_memory(error);
  add_up(c);
  return ranking_make(c->tallies, sizeof *c->tallies, c->level->n_dyads, &c->order) ? CASUS_OK : no_memory(error);
}

static void counts_free(dyad_counts *c) {
  fact_list_free(&c->events);
  free(c->tallies);
  ranking_free(&c->order);
}

/* ---- dyads */

static bool count_stories(dyad_counts *c, page p) {
  story_counter stories;
  bool good = story_counter_begin(&stories, c->f, c->level->n_dyads, &c->order, p);
  for (size_t k = 0; good && k < c->events.n; k++) {
    const uint32_t i = c->events.at[k];
    for (uint32_t at = c->level->begin[i]; good && at < c->level->begin[i + 1]; at++)
      good = story_counter_add(&stories, c->tallies, c->level->of_events[at], i);
  }
  story_counter_end(&stories);
  return good;
}

static casus_date day_of(const casus_facts *f, uint32_t event) {
  return event == NO_FACT ? (casus_date){0} : date_from_days(f->first_days[event]);
}

static casus_counted_dyad dyad_of(const dyad_counts *c, uint32_t index) {
  const fact_dyad *dyad = &c->level->dyads[index];
  const tally *t = &c->tallies[index];
  casus_counted_dyad d = {.from = c->level->parties[dyad->from],
                          .to = c->level->parties[dyad->to],
                          .n_events = t->n,
                          .n_stories = t->n_stories,
                          .score_sum = t->score_sum,
                          .goldstein_sum = t->goldstein_sum,
                          .first = day_of(c->f, t->first),
                          .last = day_of(c->f, t->last)};
  memcpy(d.by_quad, t->by_quad, sizeof d.by_quad);
  return d;
}

casus_status casus_store_dyads(casus_store *s, const casus_query *query, casus_level level, const casus_counted_dyad **dyads,
                               size_t *n_dyads, uint64_t *total, casus_error *error) {
  dyad_counts c;
  page p = {0};
  casus_counted_dyad *made = NULL;
  casus_status status = counts_make(s, query, level, &c, error);
  if (status == CASUS_OK) {
    p = page_of(query, c.order.n);
    made = ARENA_ARRAY(s->handed_out, casus_counted_dyad, p.n);
    if (!made || !count_stories(&c, p)) status = no_memory(error);
  }
  if (status == CASUS_OK) {
    for (size_t k = 0; k < p.n; k++) made[k] = dyad_of(&c, c.order.at[p.begin + k]);
    *dyads = made;
    *n_dyads = p.n;
    *total = c.order.n;
  }
  counts_free(&c);
  return status;
}

/* ---- the network: nodes */

typedef struct {
  uint64_t n, n_actor, n_recipient, by_quad[5];
} node_count;

/* Is it one of the parties of pairs begin to end - 1 of the events, on one of these sides? */
static bool was_met(const fact_level *l, uint32_t begin, uint32_t end, uint32_t party, bool from, bool to) {
  for (uint32_t p = begin; p < end; p++) {
    const fact_dyad *d = &l->dyads[l->of_events[p]];
    if ((from && d->from == party) || (to && d->to == party)) return true;
  }
  return false;
}

/* One side of pair p of an event: each event counts once for a party, however many it faces. */
static void count_node(const dyad_counts *c, node_count *nodes, uint32_t event, uint32_t p, bool acts) {
  const fact_level *l = c->level;
  const fact_dyad *d = &l->dyads[l->of_events[p]];
  const uint32_t party = acts ? d->from : d->to, begin = l->begin[event];
  node_count *n = &nodes[party];
  if (was_met(l, begin, p, party, acts, !acts)) return;
  if (acts) n->n_actor++;
  else n->n_recipient++;
  if (was_met(l, begin, p, party, !acts, acts)) return;
  n->n++;
  if (c->f->quads[event] >= 1 && c->f->quads[event] <= 4) n->by_quad[c->f->quads[event]]++;
}

static void count_nodes(const dyad_counts *c, node_count *nodes) {
  for (size_t k = 0; k < c->events.n; k++) {
    const uint32_t i = c->events.at[k];
    for (uint32_t p = c->level->begin[i]; p < c->level->begin[i + 1]; p++) {
      count_node(c, nodes, i, p, true);
      count_node(c, nodes, i, p, false);
    }
  }
}

typedef struct {
  casus_network made;
  arena *memory;
  uint32_t *place; /* of each party among the nodes, from 1 on; 0: it is none */
} network_work;

static bool put_nodes(network_work *w, const dyad_counts *c, const node_count *counts, const ranking *order, size_t n) {
  casus_network_node *nodes = ARENA_ARRAY(w->memory, casus_network_node, n);
  w->place = calloc((size_t)c->level->n_parties + 1, sizeof *w->place);
  if (!nodes || !w->place) return false;
  for (size_t k = 0; k < n; k++) {
    const uint32_t party = order->at[k];
    nodes[k] = (casus_network_node){c->level->parties[party], counts[party].n_actor, counts[party].n_recipient, {0}};
    memcpy(nodes[k].by_quad, counts[party].by_quad, sizeof nodes[k].by_quad);
    w->place[party] = (uint32_t)k + 1;
  }
  w->made.nodes = nodes;
  w->made.n_nodes = n;
  w->made.total_nodes = order->n;
  return true;
}

/* ---- the network: edges */

static casus_network_edge edge_of(const network_work *w, const dyad_counts *c, uint32_t dyad) {
  const fact_dyad *d = &c->level->dyads[dyad];
  const tally *t = &c->tallies[dyad];
  casus_network_edge edge = {w->place[d->from] - 1, w->place[d->to] - 1, t->n, {0}, t->score_sum};
  memcpy(edge.by_quad, t->by_quad, sizeof edge.by_quad);
  return edge;
}

static bool is_among(const network_work *w, const fact_dyad *d) { return w->place[d->from] && w->place[d->to]; }

static bool put_edges(network_work *w, const dyad_counts *c) {
  size_t n = 0;
  for (uint32_t k = 0; k < c->order.n; k++) n += is_among(w, &c->level->dyads[c->order.at[k]]);
  casus_network_edge *edges = ARENA_ARRAY(w->memory, casus_network_edge, n);
  if (!edges) return false;
  w->made.edges = edges;
  w->made.total_edges = c->order.n;
  for (uint32_t k = 0; k < c->order.n; k++)
    if (is_among(w, &c->level->dyads[c->order.at[k]])) edges[w->made.n_edges++] = edge_of(w, c, c->order.at[k]);
  return true;
}

static bool network_make(network_work *w, const dyad_counts *c, size_t max_nodes) {
  ranking order = {0};
  node_count *nodes = calloc((size_t)c->level->n_parties + 1, sizeof *nodes);
  bool good = nodes != NULL;
  if (good) count_nodes(c, nodes);
  good = good && ranking_make(nodes, sizeof *nodes, c->level->n_parties, &order);
  good = good && put_nodes(w, c, nodes, &order, order.n < max_nodes ? order.n : max_nodes) && put_edges(w, c);
  ranking_free(&order);
  free(nodes);
  free(w->place);
  return good;
}

casus_status casus_store_network(casus_store *s, const casus_query *query, casus_level level, size_t max_nodes,
                                 casus_network *network, casus_error *error) {
  dyad_counts c;
  casus_status status = counts_make(s, query, level, &c, error);
  network_work w = {.memory = s->handed_out};
  if (status == CASUS_OK && !network_make(&w, &c, max_nodes)) status = no_memory(error);
  if (status == CASUS_OK) *network = w.made;
  counts_free(&c);
  return status;
}
