/* How each decision maker sees the conflict: the actual game with what he sees otherwise put in its place. */
#include "strategy/reading.h"

static bool is_seen(const casus_conflict *c, uint32_t unaware, uint32_t s, uint32_t t) {
  return !((c->choice[s] ^ c->choice[t]) & unaware);
}

/* Leaves out the moves that change an option of which the viewer knows nothing. */
static bool drop_unseen(const casus_conflict *c, uint32_t unaware, arcs *moves) {
  uint32_t n = c->actual.n_states, kept = 0;
  arcs seen = {ARENA_ARRAY(c->memory, uint32_t, (size_t)n + 1), ARENA_ARRAY(c->memory, uint32_t, moves->begin[n])};
  if (!seen.begin || !seen.to) return false;
  for (uint32_t s = 0; s < n; s++) {
    for (uint32_t i = moves->begin[s]; i < moves->begin[s + 1]; i++)
      if (is_seen(c, unaware, s, moves->to[i])) seen.to[kept++] = moves->to[i];
    seen.begin[s + 1] = kept;
  }
  *moves = seen;
  return true;
}

static casus_status take_unaware(reading *r, const json_t *list, game *view) {
  casus_status status = field_is_list(&r->f, list, CASUS_STRATEGY_OPTIONS_MAX);
  uint32_t unaware = 0;
  for (size_t i = 0; status == CASUS_OK && i < json_array_size(list); i++) {
    uint32_t option = 0;
    field_enter_index(&r->f, i);
    status = read_option(r, json_array_get(list, i), &option);
    if (status != CASUS_OK) return status;
    unaware |= 1u << option;
    field_leave(&r->f);
  }
  for (uint32_t i = 0; status == CASUS_OK && i < view->n_players; i++)
    if (!drop_unseen(r->c, unaware, &view->players[i].moves)) status = field_no_memory(&r->f);
  return status;
}

static casus_status take_view_moves(reading *r, const json_t *source, game *view) {
  const json_t *unaware = json_object_get(source, "unaware"), *moves;
  casus_status status = read_object(r, source, "moves", &moves);
  if (status != CASUS_OK || (!unaware && !moves)) return status;
  field_enter(&r->f, unaware ? "unaware" : "moves");
  if (unaware && !r->c->n_options) return field_error(&r->f, "there are no options in this model; give the view's moves");
  if (moves && r->c->n_options) return field_error(&r->f, "moves follow from the options; give \"unaware\" instead");
  status = unaware ? take_unaware(r, unaware, view) : read_listed_moves(r, moves, view);
  if (status == CASUS_OK) field_leave(&r->f);
  return status;
}

static casus_status take_view(reading *r, const json_t *source, game *view) {
  if (!json_is_object(source)) return field_error(&r->f, "is no object");
  casus_status status = read_preferences(r, source, view, NULL, false);
  return status == CASUS_OK ? take_view_moves(r, source, view) : status;
}

static casus_status copy_game(reading *r, game *view) {
  const game *actual = &r->c->actual;
  *view = *actual;
  view->players = ARENA_ARRAY(r->c->memory, decision_maker, actual->n_players);
  if (!view->players) return field_no_memory(&r->f);
  memcpy(view->players, actual->players, actual->n_players * sizeof *view->players);
  return CASUS_OK;
}

casus_status read_views(reading *r) {
  const json_t *object;
  casus_conflict *c = r->c;
  casus_status status = read_object(r, r->root, "views", &object);
  if (status != CASUS_OK || !object) return status;
  const char *name;
  json_t *value;
  c->views = ARENA_ARRAY(c->memory, game, c->actual.n_players);
  if (!c->views) return field_no_memory(&r->f);
  for (uint32_t i = 0; status == CASUS_OK && i < c->actual.n_players; i++) status = copy_game(r, &c->views[i]);
  field_enter(&r->f, "views");
  json_object_foreach((json_t *)(uintptr_t)object, name, value) {
    uint32_t i = 0;
    field_enter(&r->f, name);
    if (status == CASUS_OK) status = read_decision_maker(r, name, &i);
    if (status == CASUS_OK) status = take_view(r, value, &c->views[i]);
    if (status != CASUS_OK) return status;
    field_leave(&r->f);
  }
  field_leave(&r->f);
  return status;
}
