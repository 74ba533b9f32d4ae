/* The maximum spanning tree of a sentence: the best head of each word, and where these are no tree, contraction of cycles. */
#include "grammar/arborescence.h"

#include <float.h>
#include <math.h>

enum { LANES = ARBORESCENCE_LANES };

typedef struct {
  const float *scores;
  uint32_t n, stride;
  arborescence_room *room;
  uint32_t tip, n_nodes, n_reached; /* last place of the path; last node made; words on the path */
} search;

/* ---- the best head of each word by itself */

/* LANES maxima side by side, which a compiler turns into vector instructions. `n` is a multiple of LANES. NaN is never above. */
static float row_max(const float *row, uint32_t n) {
  float lanes[LANES], best = -INFINITY;
  for (uint32_t k = 0; k < LANES; k++) lanes[k] = -INFINITY;
  for (uint32_t i = 0; i < n; i += LANES)
    for (uint32_t k = 0; k < LANES; k++) lanes[k] = row[i + k] > lanes[k] ? row[i + k] : lanes[k];
  for (uint32_t k = 0; k < LANES; k++) best = lanes[k] > best ? lanes[k] : best;
  return best;
}

/* Of equals the lowest; the root where nothing is above minus infinity. */
static uint16_t greedy_head(const float *scores, uint32_t n, uint32_t child, float *row) {
  uint32_t head = 0;
  memcpy(row, scores, (n + 1) * sizeof *row);
  row[child] = -INFINITY;
  for (uint32_t k = 0; k < LANES; k++) row[n + 1 + k] = -INFINITY;
  float best = row_max(row, (n + LANES) / LANES * LANES);
  if (best == -INFINITY) return 0;
  while (row[head] != best) head++;
  return (uint16_t)head;
}

/* `seen` is scratch of n + 1: the walk that came by. */
static bool is_tree_with_one_root(const uint16_t *heads, uint32_t n, uint16_t *seen) {
  uint32_t roots = 0;
  memset(seen, 0, (n + 1) * sizeof *seen);
  for (uint32_t i = 1; i <= n; i++) {
    uint32_t at = i;
    while (at && !seen[at]) {
      seen[at] = (uint16_t)i;
      at = heads[at];
    }
    if (at && seen[at] == i) return false;
    roots += !heads[i];
  }
  return roots == 1;
}

/* ---- contraction */

/* Infinities as numbers that sums keep apart from all others and do not run over. */
static double arc_score(const search *s, uint32_t child, uint32_t head) {
  float f = s->scores[(size_t)child * s->stride + head];
  if (!(f >= -FLT_MAX)) return -2.0 * (double)FLT_MAX;
  return f > FLT_MAX ? 2.0 * (double)FLT_MAX : (double)f;
}

/* What the arc from a head into the node at a place brings. */
static double arc_gain(const search *s, uint32_t place, uint32_t head) {
  uint32_t child = s->room->enter[place][head];
  return arc_score(s, child, head) + s->room->offset[child];
}

static void push_word(search *s, uint32_t w) {
  arborescence_room *r = s->room;
  uint32_t place = ++s->tip;
  s->n_reached++;
  r->node[place] = (uint16_t)w;
  r->place[w] = (uint16_t)place;
  for (uint32_t head = 0; head <= s->n; head++) r->enter[place][head] = (uint16_t)w;
}

static void set_arc(arborescence_room *r, uint32_t node, uint32_t child, uint32_t head) {
  r->arc_child[node] = (uint16_t)child;
  r->arc_head[node] = (uint16_t)head;
}

/* The best head of the tip outside it, the root left out. There is one: not all words are in the tip. */
static uint32_t choose_head(search *s) {
  arborescence_room *r = s->room;
  uint32_t best = 0, tip = s->tip;
  for (uint32_t head = 1; head <= s->n; head++) {
    if (r->place[head] == tip) continue;
    double gain = arc_gain(s, tip, head);
    if (best && gain <= r->gain[tip]) continue;
    r->gain[tip] = gain;
    best = head;
  }
  set_arc(r, r->node[tip], r->enter[tip][best], best);
  return best;
}

/* An arc into a word of the cycle takes the place of the arc that the cycle had there. */
static void shift_offsets(search *s, uint32_t first) {
  arborescence_room *r = s->room;
  for (uint32_t w = 1; w <= s->n; w++) {
    if (r->place[w] < first) continue;
    r->offset[w] -= r->gain[r->place[w]];
    r->place[w] = (uint16_t)first;
  }
}

/* The places from `first` to the tip become one node at `first`. */
static void contract(search *s, uint32_t first) {
  arborescence_room *r = s->room;
  uint32_t node = ++s->n_nodes;
  shift_offsets(s, first);
  for (uint32_t place = first; place <= s->tip; place++) {
    r->parent[r->node[place]] = (uint16_t)node;
    for (uint32_t head = 0; place > first && head <= s->n; head++)
      if (arc_gain(s, place, head) > arc_gain(s, first, head)) r->enter[first][head] = r->enter[place][head];
  }
  r->node[first] = (uint16_t)node;
  s->tip = first;
}

/* Each cycle opens where the arc into it ends. */
static void expand(search *s, uint16_t *heads) {
  arborescence_room *r = s->room;
  for (uint32_t node = s->n_nodes; node > s->n; node--) {
    uint32_t child = r->arc_child[node], inside = child;
    while (r->parent[inside] != node) inside = r->parent[inside];
    set_arc(r, inside, child, r->arc_head[node]);
  }
  for (uint32_t w = 1; w <= s->n; w++) heads[w] = r->arc_head[w];
}

static void contract_all(search *s) {
  arborescence_room *r = s->room;
  memset(r->place, 0, (s->n + 1) * sizeof *r->place);
  for (uint32_t w = 0; w <= s->n; w++) r->offset[w] = 0;
  push_word(s, 1);
  while (s->tip > 1 || s->n_reached < s->n) {
    uint32_t head = choose_head(s);
    if (r->place[head]) contract(s, r->place[head]);
    else push_word(s, head);
  }
}

void arborescence_best(const float *scores, uint32_t n, uint32_t stride, arborescence_room *room, uint16_t *heads) {
  for (uint32_t i = 1; i <= n; i++) heads[i] = greedy_head(scores + (size_t)i * stride, n, i, room->row);
  if (is_tree_with_one_root(heads, n, room->place)) return;
  search s = {.scores = scores, .n = n, .stride = stride, .room = room, .n_nodes = n};
  contract_all(&s);
  set_arc(room, room->node[1], room->enter[1][0], 0);
  expand(&s, heads);
}
