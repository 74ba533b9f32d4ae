/* Legal sequences of moves: the least value reachable, the sets reachable, the shortest way. Components are found after Tarjan
 * 1972, with a stack of our own in place of recursion. */
#include "strategy/reach.h"

movers movers_of(const arcs *const *moves, uint32_t n_players, uint32_t n_states, uint32_t bits) {
  movers m = {.n_states = n_states};
  for (uint32_t i = 0; i < n_players; i++) {
    if (!(bits >> i & 1)) continue;
    m.of[m.n] = moves[i];
    m.player[m.n++] = i;
  }
  return m;
}

/* ---- the arcs of a node, one after the other */

typedef struct {
  uint32_t mover, at;
} cursor;

static cursor first_arc(const movers *m, uint32_t node) { return (cursor){0, m->of[0]->begin[node / m->n]}; }

/* The next node, or NO_STATE. Who moved last is passed over. */
static uint32_t next_node(const movers *m, uint32_t node, cursor *c) {
  uint32_t s = node / m->n, last = node % m->n;
  for (;;) {
    const arcs *a = m->of[c->mover];
    if (c->mover != last && c->at < a->begin[s + 1]) return a->to[c->at++] * m->n + c->mover;
    if (++c->mover == m->n) return NO_STATE;
    c->at = m->of[c->mover]->begin[s];
  }
}

/* ---- components */

typedef struct component_walk component_walk;
struct component_walk {
  const movers *m;
  uint32_t *order, *low; /* by node; order 0: not seen yet */
  uint32_t *open;        /* nodes whose component is not closed */
  uint32_t *way;         /* nodes from the root to here */
  cursor *at;            /* by place on the way */
  uint32_t n_open, n_way, n_seen;
  /* What the walk is for: a new node; the arc from a node to one that is done or open; a component is closed, its nodes being
   * open[first] to open[n_open - 1]. False ends the walk. */
  bool (*enter)(component_walk *w, uint32_t node);
  bool (*join)(component_walk *w, uint32_t node, uint32_t to);
  bool (*close)(component_walk *w, uint32_t first);
  void *context;
};

enum { CLOSED = 0 }; /* low of a node whose component is closed; orders count from 1 */

static bool enter_node(component_walk *w, uint32_t node) {
  w->order[node] = w->low[node] = ++w->n_seen;
  w->open[w->n_open++] = node;
  w->at[w->n_way] = first_arc(w->m, node);
  w->way[w->n_way++] = node;
  return w->enter(w, node);
}

static bool leave_node(component_walk *w) {
  uint32_t node = w->way[--w->n_way];
  uint32_t low = w->low[node];
  if (low == w->order[node]) {
    uint32_t first = w->n_open;
    while (w->open[--first] != node) {
    }
    if (!w->close(w, first)) return false;
    for (uint32_t i = first; i < w->n_open; i++) w->low[w->open[i]] = CLOSED;
    w->n_open = first;
  }
  if (!w->n_way) return true;
  uint32_t parent = w->way[w->n_way - 1];
  if (w->low[node] != CLOSED && low < w->low[parent]) w->low[parent] = low;
  return w->join(w, parent, node);
}

static bool walk_step(component_walk *w) {
  uint32_t node = w->way[w->n_way - 1];
  uint32_t to = next_node(w->m, node, &w->at[w->n_way - 1]);
  if (to == NO_STATE) return leave_node(w);
  if (!w->order[to]) return enter_node(w, to);
  if (w->low[to] != CLOSED && w->order[to] < w->low[node]) w->low[node] = w->order[to];
  return w->join(w, node, to);
}

/* Over the nodes that some move leads to. */
static bool walk_components(component_walk *w, arena *scratch) {
  size_t n = (size_t)w->m->n_states * w->m->n;
  w->order = ARENA_ARRAY(scratch, uint32_t, n);
  w->low = ARENA_ARRAY(scratch, uint32_t, n);
  w->open = ARENA_ARRAY(scratch, uint32_t, n);
  w->way = ARENA_ARRAY(scratch, uint32_t, n);
  w->at = ARENA_ARRAY(scratch, cursor, n);
  if (!w->order || !w->low || !w->open || !w->way || !w->at) return false;
  for (uint32_t k = 0; k < w->m->n; k++) {
    const arcs *a = w->m->of[k];
    for (uint32_t i = 0; i < a->begin[w->m->n_states]; i++) {
      uint32_t node = a->to[i] * w->m->n + k;
      if (w->order[node]) continue;
      if (!enter_node(w, node)) return false;
      while (w->n_way)
        if (!walk_step(w)) return false;
    }
  }
  return true;
}

/* ---- least values */

typedef struct {
  uint32_t n_values;
  const uint32_t *const *values;
  uint32_t *best; /* by node, n_values each */
} least_values;

static bool least_enter(component_walk *w, uint32_t node) {
  least_values *l = w->context;
  for (uint32_t v = 0; v < l->n_values; v++) l->best[(size_t)node * l->n_values + v] = l->values[v][node / w->m->n];
  return true;
}

static bool least_join(component_walk *w, uint32_t node, uint32_t to) {
  least_values *l = w->context;
  uint32_t *a = l->best + (size_t)node * l->n_values;
  const uint32_t *b = l->best + (size_t)to * l->n_values;
  for (uint32_t v = 0; v < l->n_values; v++)
    if (b[v] < a[v]) a[v] = b[v];
  return true;
}

/* All of a component hangs below its first node, which has got the least of all. */
static bool least_close(component_walk *w, uint32_t first) {
  least_values *l = w->context;
  size_t bytes = l->n_values * sizeof *l->best;
  const uint32_t *root = l->best + (size_t)w->open[first] * l->n_values;
  for (uint32_t i = first + 1; i < w->n_open; i++) memcpy(l->best + (size_t)w->open[i] * l->n_values, root, bytes);
  return true;
}

static void least_from_start(const movers *m, const least_values *l, uint32_t s, uint32_t *const *least) {
  for (uint32_t v = 0; v < l->n_values; v++) least[v][s] = NO_VALUE;
  for (uint32_t k = 0; k < m->n; k++)
    for (uint32_t i = m->of[k]->begin[s]; i < m->of[k]->begin[s + 1]; i++) {
      const uint32_t *b = l->best + ((size_t)m->of[k]->to[i] * m->n + k) * l->n_values;
      for (uint32_t v = 0; v < l->n_values; v++)
        if (b[v] < least[v][s]) least[v][s] = b[v];
    }
}

static bool least_of_several(const movers *m, least_values *l, uint32_t *const *least, arena *work) {
  arena_reset(work);
  l->best = ARENA_ARRAY(work, uint32_t, (size_t)m->n_states * m->n * l->n_values);
  component_walk w = {.m = m, .enter = least_enter, .join = least_join, .close = least_close, .context = l};
  if (!l->best || !walk_components(&w, work)) return false;
  for (uint32_t s = 0; s < m->n_states; s++) least_from_start(m, l, s, least);
  return true;
}

/* A single mover moves once. */
static void least_of_one(const movers *m, const least_values *l, uint32_t *const *least) {
  for (uint32_t v = 0; v < l->n_values; v++)
    for (uint32_t s = 0; s < m->n_states; s++) {
      least[v][s] = NO_VALUE;
      for (uint32_t i = m->of[0]->begin[s]; i < m->of[0]->begin[s + 1]; i++)
        if (l->values[v][m->of[0]->to[i]] < least[v][s]) least[v][s] = l->values[v][m->of[0]->to[i]];
    }
}

bool reach_least(const movers *m, uint32_t n_values, const uint32_t *const *values, uint32_t *const *least, arena *work) {
  least_values l = {n_values, values, NULL};
  if (m->n > 1) return least_of_several(m, &l, least, work);
  if (m->n == 1) least_of_one(m, &l, least);
  for (uint32_t v = 0; !m->n && v < n_values; v++)
    for (uint32_t s = 0; s < m->n_states; s++) least[v][s] = NO_VALUE;
  return true;
}

/* ---- sets */

typedef struct {
  closure *out;
  arena *memory;
  size_t max_bytes;
} set_building;

static bool set_enter(component_walk *w, uint32_t node) {
  (void)w, (void)node;
  return true;
}

static bool set_join(component_walk *w, uint32_t node, uint32_t to) {
  (void)w, (void)node, (void)to;
  return true;
}

/* The component's own states, and the sets of those that its nodes lead to: these are closed already. */
static void fill_set(component_walk *w, uint32_t first, uint32_t own, uint64_t *set) {
  closure *c = ((set_building *)w->context)->out;
  uint32_t last = own;
  for (uint32_t i = first; i < w->n_open; i++) {
    uint32_t node = w->open[i], to;
    bit_set(set, node / w->m->n);
    cursor at = first_arc(w->m, node);
    while ((to = next_node(w->m, node, &at)) != NO_STATE) {
      uint32_t other = c->component[to];
      if (other == own || other == last) continue;
      for (size_t k = 0; k < c->words; k++) set[k] |= c->sets[other][k];
      last = other;
    }
  }
}

static bool set_close(component_walk *w, uint32_t first) {
  set_building *b = w->context;
  closure *c = b->out;
  uint32_t own = (uint32_t)c->n_sets;
  if ((c->n_sets + 1) * c->words * sizeof **c->sets > b->max_bytes) return false;
  c->sets[own] = ARENA_ARRAY(b->memory, uint64_t, c->words);
  if (!c->sets[own]) return false;
  c->n_sets++;
  for (uint32_t i = first; i < w->n_open; i++) c->component[w->open[i]] = own;
  fill_set(w, first, own, c->sets[own]);
  return true;
}

bool reach_closure(const movers *m, arena *memory, size_t max_bytes, closure *out) {
  size_t nodes = (size_t)m->n_states * m->n;
  closure c = {.words = bit_words(m->n_states),
               .component = ARENA_ARRAY(memory, uint32_t, nodes),
               .sets = ARENA_ARRAY(memory, uint64_t *, nodes)};
  set_building b = {&c, memory, max_bytes};
  arena *scratch = arena_new(SIZE_MAX / 2);
  component_walk w = {.m = m, .enter = set_enter, .join = set_join, .close = set_close, .context = &b};
  bool done = scratch && c.component && c.sets && walk_components(&w, scratch);
  if (done) *out = c;
  arena_free(scratch);
  return done;
}

void closure_from(const closure *c, const movers *m, uint32_t s, uint64_t *set) {
  uint32_t last = NO_STATE;
  memset(set, 0, c->words * sizeof *set);
  for (uint32_t k = 0; k < m->n; k++)
    for (uint32_t i = m->of[k]->begin[s]; i < m->of[k]->begin[s + 1]; i++) {
      uint32_t component = c->component[m->of[k]->to[i] * m->n + k];
      if (component == last) continue;
      for (size_t w = 0; w < c->words; w++) set[w] |= c->sets[component][w];
      last = component;
    }
}

/* ---- shortest ways */

bool search_open(search *s, const movers *m, arena *memory) {
  size_t n = (size_t)m->n_states * m->n;
  *s = (search){.m = m,
                .seen = ARENA_ARRAY(memory, uint32_t, n),
                .queue = ARENA_ARRAY(memory, uint32_t, n),
                .before = ARENA_ARRAY(memory, uint32_t, n)};
  return s->seen && s->queue && s->before;
}

/* True: it is new. */
static bool reach_node(search *s, uint32_t node, uint32_t before) {
  if (s->seen[node] == s->stamp) return false;
  s->seen[node] = s->stamp;
  s->before[node] = before;
  s->queue[s->n++] = node;
  return true;
}

static uint32_t search_start(search *s, uint32_t state, bool (*fits)(void *, uint32_t), void *context) {
  for (uint32_t k = 0; k < s->m->n; k++)
    for (uint32_t i = s->m->of[k]->begin[state]; i < s->m->of[k]->begin[state + 1]; i++) {
      uint32_t node = s->m->of[k]->to[i] * s->m->n + k;
      if (reach_node(s, node, NO_STATE) && fits && fits(context, node_state(s, node))) return node;
    }
  return NO_STATE;
}

uint32_t search_from(search *s, uint32_t state, bool (*fits)(void *context, uint32_t state), void *context) {
  s->stamp++;
  s->n = 0;
  uint32_t found = search_start(s, state, fits, context);
  for (uint32_t next = 0; found == NO_STATE && next < s->n; next++) {
    uint32_t node = s->queue[next], to;
    cursor at = first_arc(s->m, node);
    while ((to = next_node(s->m, node, &at)) != NO_STATE)
      if (reach_node(s, to, node) && fits && fits(context, node_state(s, to))) return to;
  }
  return found;
}

bool search_way(const search *s, uint32_t node, arena *memory, sequence_step **steps, uint32_t *n) {
  *n = 0;
  for (uint32_t at = node; at != NO_STATE; at = s->before[at]) (*n)++;
  *steps = ARENA_ARRAY(memory, sequence_step, *n);
  if (!*steps) return false;
  uint32_t i = *n;
  for (uint32_t at = node; at != NO_STATE; at = s->before[at])
    (*steps)[--i] = (sequence_step){node_player(s, at), node_state(s, at)};
  return true;
}
