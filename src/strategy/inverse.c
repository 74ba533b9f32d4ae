/* Inverse analysis: alternatives for each move, and the height that is enough. */
#include "strategy/inverse.h"

typedef struct {
  const judged_game *j;
  uint32_t player, state;
  bool answered;
  search *answers; /* of the others; NULL: nothing but the move itself counts (Nash) */
} wishing;

/* The wished state is no better than itself. */
static uint32_t height_of(const wishing *w, uint32_t state) {
  return state == w->state ? 0 : w->j->g->players[w->player].rank[state];
}

/* What the others leave the player with at y, after his own answer where he has one. */
static uint32_t height_at(const wishing *w, uint32_t y) {
  const arcs *own = w->j->moves[w->player];
  uint32_t height = height_of(w, y);
  for (uint32_t i = own->begin[y]; w->answered && i < own->begin[y + 1]; i++)
    if (height_of(w, own->to[i]) > height) height = height_of(w, own->to[i]);
  return height;
}

static bool add_state(arena *memory, state_set *set, uint32_t room, uint32_t state, const wishing *w) {
  if (!set->states && !(set->states = ARENA_ARRAY(memory, uint32_t, room))) return false;
  if (state != w->state) set->states[set->n++] = state;
  return true;
}

/* y and, where he may answer, all that he can make of it. */
static bool add_alternative(const wishing *w, wish_condition *c, uint32_t y) {
  const arcs *own = w->j->moves[w->player];
  if (c->n == WISH_ALTERNATIVES_MAX) {
    c->more = true;
    return true;
  }
  state_set *set = &c->alternatives[c->n++];
  uint32_t n = w->answered ? own->begin[y + 1] - own->begin[y] : 0;
  if (!add_state(w->j->memory, set, n + 1, y, w)) return false;
  for (uint32_t i = 0; i < n; i++)
    if (!add_state(w->j->memory, set, n + 1, own->to[own->begin[y] + i], w)) return false;
  return true;
}

static bool is_repeated(const search *s, uint32_t place) {
  for (uint32_t i = 0; i < place; i++)
    if (node_state(s, s->queue[i]) == node_state(s, s->queue[place])) return true;
  return false;
}

static bool find_condition(const wishing *w, uint32_t to, wish_condition *c, uint32_t *height) {
  c->to = to;
  c->alternatives = ARENA_ARRAY(w->j->memory, state_set, WISH_ALTERNATIVES_MAX);
  if (!c->alternatives) return false;
  wishing plain = *w;
  plain.answered = false;
  if (!add_alternative(&plain, c, to)) return false;
  *height = height_of(w, to);
  if (!w->answers) return true;
  search_from(w->answers, to, NULL, NULL);
  for (uint32_t i = 0; i < w->answers->n; i++) {
    uint32_t y = node_state(w->answers, w->answers->queue[i]);
    if (height_at(w, y) < *height) *height = height_at(w, y);
    if (!c->more && !is_repeated(w->answers, i) && !add_alternative(w, c, y)) return false;
  }
  return true;
}

bool wish_find(const judged_game *j, casus_concept concept_, uint32_t player, uint32_t state, wish *out) {
  const sanction_kind *kind = sanction_of(concept_);
  const arcs *own = j->moves[player];
  movers others =
      movers_of(kind && kind->credible ? j->tempting : j->moves, j->g->n_players, j->g->n_states, everyone_but(j->g, player));
  search answers;
  wishing w = {j, player, state, kind && kind->answered, NULL};
  if (kind && others.n) {
    if (!search_open(&answers, &others, j->memory)) return false;
    w.answers = &answers;
  }
  *out = (wish){.n = own->begin[state + 1] - own->begin[state]};
  out->conditions = ARENA_ARRAY(j->memory, wish_condition, out->n);
  if (!out->conditions) return false;
  for (uint32_t i = 0; i < out->n; i++) {
    uint32_t height = 0;
    if (!find_condition(&w, own->to[own->begin[state] + i], &out->conditions[i], &height)) return false;
    if (height > out->height) out->height = height;
  }
  return true;
}
