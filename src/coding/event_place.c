/* Walks the tree from a trigger: down to what hangs on it, then up to the clauses and phrases that it is part of and down from
 * there. Each step has a cost (place_steps.h); the cheapest name of a place within reach is the event's. */
#include "coding/event_place.h"

#include "coding/place_steps.h"

enum {
  REACH = 70,        /* costs beyond which nothing is the event's place any more */
  REACH_REPORT = 12, /* for a word of saying: only what hangs on itself */
  DEPTH_MAX = 9,
  UP_MAX = 5,
  STEPS_MAX = 300 /* a sentence may be one of thousands of loose words */
};

typedef struct {
  const scene *s;
  uint32_t trigger;
  uint32_t steps;
  int cost; /* of the best so far; at first the reach */
  site best;
  bool found;
} walk;

/* "In X, police …": the scene is set before the subject; what the clause itself names is nearer. */
static bool is_fronted(const tree *d, uint32_t tok) {
  uint32_t head = tree_head(d, tok);
  if (tree_rel(d, tok) != REL_OBL || head == NO_TOKEN || tok > head) return false;
  TREE_CHILDREN(d, head, c) {
    relation r = tree_rel(d, c);
    if (r == REL_NSUBJ || r == REL_NSUBJ_PASS) return tok < c;
  }
  return false;
}

/* Names inside a phrase that sets the scene stand behind what the clause names, too. */
static int cost_of_front(const tree *d, uint32_t tok) {
  enum { STEPS = 3, FRONTED = 15 };
  for (int n = 0; n < STEPS && tok != NO_TOKEN; n++, tok = tree_head(d, tok))
    if (is_fronted(d, tok)) return FRONTED;
  return 0;
}

/* Of names behind one another the first is the place, the others say where that is. */
static int cost_of_distance(uint32_t a, uint32_t b) {
  enum { TOKENS_MAX = 48, TOKENS_PER_POINT = 4 };
  uint32_t far = a > b ? a - b : b - a;
  return (int)(far < TOKENS_MAX ? far : TOKENS_MAX) / TOKENS_PER_POINT;
}

static void consider(walk *w, uint32_t tok, int cost) {
  site at;
  if (cost >= w->cost || !site_at(w->s, tok, &at)) return;
  cost += step_to_name(w->s, &at, tok) + cost_of_front(&w->s->d, tok) + cost_of_distance(tok, w->trigger);
  if (cost >= w->cost) return;
  w->best = at;
  w->cost = cost;
  w->found = true;
}

static void look_under(walk *w, uint32_t i, uint32_t except, int cost, int depth) {
  TREE_CHILDREN(&w->s->d, i, c) {
    if (c == except) continue;
    if (w->steps++ > STEPS_MAX) return;
    int total = cost + step_down(w->s, i, c);
    if (total >= w->cost) continue;
    consider(w, c, total);
    if (depth > 1) look_under(w, c, NO_TOKEN, total, depth - 1);
  }
}

/* Up to a word of saying: what was said happened somewhere else than the saying. */
static void look_around(walk *w) {
  uint32_t i = w->trigger, from = NO_TOKEN;
  int cost = 0;
  for (int n = 0; n < UP_MAX && i != NO_TOKEN && cost < w->cost; n++) {
    if (n && step_verb_is(w->s, i, WHERE_REPORT)) return;
    if (n) consider(w, i, cost);
    look_under(w, i, from, cost, DEPTH_MAX);
    cost += step_up(w->s, i);
    from = i;
    i = tree_head(&w->s->d, i);
  }
}

casus_place event_place(const scene *s, uint32_t trigger) {
  walk w = {.s = s, .trigger = trigger, .cost = REACH};
  if (step_verb_is(s, trigger, WHERE_REPORT)) {
    w.cost = REACH_REPORT;
    look_under(&w, trigger, NO_TOKEN, 0, 1);
  } else look_around(&w);
  return w.found ? site_record(s, &w.best) : (casus_place){0};
}
