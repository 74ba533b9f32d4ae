/* What each decision maker prefers: a ranking of states, payoffs, or statements about options; then which preferences are
 * unknown, and which are great. */
#include <math.h>
#include <stdlib.h>

#include "strategy/reading.h"

typedef struct {
  reading *r;
  game *g;
  uint32_t player;
  statement_list *statements; /* of this player; NULL: not kept */
} wanting;

static decision_maker *player_of(const wanting *w) { return &w->g->players[w->player]; }

/* ---- ranks from values */

typedef struct {
  double value;
  uint32_t state;
} valued;

static int compare_values(const void *a, const void *b) {
  double x = ((const valued *)a)->value, y = ((const valued *)b)->value;
  return (x > y) - (x < y);
}

static casus_status rank_by_values(const wanting *w, valued *values) {
  decision_maker *p = player_of(w);
  uint32_t n = w->g->n_states;
  qsort(values, n, sizeof *values, compare_values);
  p->n_ranks = 0;
  for (uint32_t k = 0; k < n; k++) {
    if (k && values[k].value > values[k - 1].value) p->n_ranks++;
    p->rank[values[k].state] = p->n_ranks;
  }
  p->n_ranks++;
  return CASUS_OK;
}

/* ---- payoffs */

static casus_status take_payoff(const wanting *w, const json_t *value, uint32_t state, valued *values) {
  if (!json_is_number(value)) return field_error(&w->r->f, "is no number");
  values[state] = (valued){json_number_value(value), state};
  return CASUS_OK;
}

static casus_status take_payoff_list(const wanting *w, const json_t *list, valued *values) {
  fields *f = &w->r->f;
  if (json_array_size(list) != w->g->n_states)
    return field_error(f, "has %zu payoffs for %u states", json_array_size(list), w->g->n_states);
  casus_status status = CASUS_OK;
  for (uint32_t s = 0; status == CASUS_OK && s < w->g->n_states; s++) {
    field_enter_index(f, s);
    status = take_payoff(w, json_array_get(list, s), s, values);
    if (status == CASUS_OK) field_leave(f);
  }
  return status;
}

static casus_status missing_state(const wanting *w, uint32_t s, const char *what) {
  str name = w->r->c->states[s];
  return field_error(&w->r->f, "%s is missing for state \"%.*s\"", what, (int)name.len, name.ptr);
}

static casus_status take_payoff_by_name(const wanting *w, const json_t *object, valued *values) {
  fields *f = &w->r->f;
  const char *name;
  json_t *value;
  for (uint32_t s = 0; s < w->g->n_states; s++) values[s].value = NAN;
  json_object_foreach((json_t *)(uintptr_t)object, name, value) {
    uint32_t s;
    field_enter(f, name);
    if (!casus_conflict_find_state(w->r->c, str_of(name), &s)) return field_error(f, "there is no such state");
    if (!isnan(values[s].value)) return field_error(f, "this state has a payoff already");
    casus_status status = take_payoff(w, value, s, values);
    if (status != CASUS_OK) return status;
    field_leave(f);
  }
  for (uint32_t s = 0; s < w->g->n_states; s++)
    if (isnan(values[s].value)) return missing_state(w, s, "a payoff");
  return CASUS_OK;
}

static casus_status take_payoffs(const wanting *w, const json_t *value) {
  valued *values = calloc(w->g->n_states, sizeof *values);
  if (!values) return field_no_memory(&w->r->f);
  casus_status status = json_is_array(value) ? take_payoff_list(w, value, values)
                        : json_is_object(value)
                            ? take_payoff_by_name(w, value, values)
                            : field_error(&w->r->f, "is neither a list of payoffs nor an object with one for each state");
  if (status == CASUS_OK) status = rank_by_values(w, values);
  free(values);
  return status;
}

/* ---- rankings */

/* Levels count from the best; `divides`: after how many levels a great preference lies. */
typedef struct {
  uint32_t *level; /* by state; NO_STATE: not ranked yet */
  uint32_t n_levels;
  uint32_t *divides;
  uint32_t n_divides;
} ranking;

static casus_status rank_state(const wanting *w, const json_t *value, ranking *k) {
  uint32_t s = 0;
  casus_status status = read_state(w->r, value, &s);
  if (status != CASUS_OK) return status;
  str name = w->r->c->states[s];
  if (k->level[s] != NO_STATE) return field_error(&w->r->f, "state \"%.*s\" is ranked twice", (int)name.len, name.ptr);
  k->level[s] = k->n_levels;
  return CASUS_OK;
}

static casus_status rank_tied(const wanting *w, const json_t *list, ranking *k) {
  casus_status status = field_is_list(&w->r->f, list, w->g->n_states);
  for (size_t i = 0; status == CASUS_OK && i < json_array_size(list); i++) {
    field_enter_index(&w->r->f, i);
    status = rank_state(w, json_array_get(list, i), k);
    if (status == CASUS_OK) field_leave(&w->r->f);
  }
  return status;
}

static bool is_divide(const json_t *value) {
  const char *s = json_string_value(value);
  return s && strcmp(s, ">>") == 0;
}

static casus_status rank_level(const wanting *w, const json_t *value, ranking *k) {
  if (is_divide(value)) {
    if (!k->n_levels || (k->n_divides && k->divides[k->n_divides - 1] == k->n_levels))
      return field_error(&w->r->f, "no state stands before this \">>\"");
    k->divides[k->n_divides++] = k->n_levels;
    return CASUS_OK;
  }
  casus_status status = json_is_array(value) ? rank_tied(w, value, k) : rank_state(w, value, k);
  k->n_levels++;
  return status;
}

/* Makes great preferences of a ranking complete: what is greatly preferred to a state is so to all below it, and all above what
 * is greatly preferred are so as well. */
static void close_great(decision_maker *p) {
  for (uint32_t rank = 1; rank < p->n_ranks; rank++)
    if (p->great[rank] < p->great[rank - 1]) p->great[rank] = p->great[rank - 1];
}

static casus_status take_divides(const wanting *w, const ranking *k) {
  decision_maker *p = player_of(w);
  if (!k->n_divides) return CASUS_OK;
  p->great = ARENA_ARRAY(w->r->c->memory, uint32_t, p->n_ranks);
  if (!p->great) return field_no_memory(&w->r->f);
  for (uint32_t i = 0; i < k->n_divides; i++) {
    uint32_t below = p->n_ranks - k->divides[i];
    if (!below) return field_error(&w->r->f, "ends with \">>\": no state stands behind it");
    p->great[below] = below;
  }
  close_great(p);
  return CASUS_OK;
}

static casus_status finish_ranking(const wanting *w, const ranking *k) {
  decision_maker *p = player_of(w);
  for (uint32_t s = 0; s < w->g->n_states; s++) {
    if (k->level[s] == NO_STATE) return missing_state(w, s, "a rank");
    p->rank[s] = k->n_levels - 1 - k->level[s];
  }
  p->n_ranks = k->n_levels;
  return take_divides(w, k);
}

static casus_status take_ranking(const wanting *w, const json_t *list) {
  uint32_t n = w->g->n_states;
  casus_status status = field_is_list(&w->r->f, list, 2 * (size_t)n);
  if (status != CASUS_OK) return status;
  ranking k = {.level = malloc(n * sizeof *k.level), .divides = malloc((2 * (size_t)n + 1) * sizeof *k.divides)};
  if (!k.level || !k.divides) status = field_no_memory(&w->r->f);
  for (uint32_t s = 0; status == CASUS_OK && s < n; s++) k.level[s] = NO_STATE;
  for (size_t i = 0; status == CASUS_OK && i < json_array_size(list); i++) {
    field_enter_index(&w->r->f, i);
    status = rank_level(w, json_array_get(list, i), &k);
    if (status == CASUS_OK) field_leave(&w->r->f);
  }
  if (status == CASUS_OK) status = finish_ranking(w, &k);
  free(k.level);
  free(k.divides);
  return status;
}

/* ---- statements */

static uint64_t *truth_for_states(const wanting *w, const statement *s) {
  casus_conflict *c = w->r->c;
  uint64_t *by_choice = calloc(bit_words((size_t)1 << c->n_options), sizeof *by_choice);
  uint64_t *truth = by_choice ? ARENA_ARRAY(c->memory, uint64_t, bit_words(w->g->n_states)) : NULL;
  if (truth) {
    statement_evaluate(s, c->n_options, by_choice);
    for (uint32_t i = 0; i < w->g->n_states; i++)
      if (bit_at(by_choice, c->choice[i])) bit_set(truth, i);
  }
  free(by_choice);
  return truth;
}

/* A string, or {"statement": ..., "weight": ...}; weight NULL: it has none. */
static casus_status take_statement(const wanting *w, const json_t *value, statement_list *list, double *weight) {
  fields *f = &w->r->f;
  const json_t *text = json_is_object(value) ? json_object_get(value, "statement") : value;
  const json_t *number = json_is_object(value) ? json_object_get(value, "weight") : NULL;
  statement s;
  casus_status status = field_text(f, text, &list->texts[list->n]);
  if (status == CASUS_OK) status = statement_read(f, w->r->c, list->texts[list->n], &s);
  if (status != CASUS_OK) return status;
  if (number && !json_is_number(number)) return field_error(f, "has a weight that is no number");
  *weight = number ? json_number_value(number) : NAN;
  list->truth[list->n] = truth_for_states(w, &s);
  if (!list->truth[list->n]) return field_no_memory(f);
  list->n++;
  return CASUS_OK;
}

static casus_status rank_by_weights(const wanting *w, const statement_list *list, const double *weights) {
  valued *values = calloc(w->g->n_states, sizeof *values);
  if (!values) return field_no_memory(&w->r->f);
  for (uint32_t s = 0; s < w->g->n_states; s++) {
    values[s].state = s;
    for (uint32_t k = 0; k < list->n; k++)
      if (bit_at(list->truth[k], s)) values[s].value += weights[k];
  }
  casus_status status = rank_by_values(w, values);
  free(values);
  return status;
}

/* All with weights or none. */
static casus_status check_weights(const wanting *w, const statement_list *list, const double *weights, bool *weighted) {
  uint32_t n = 0;
  for (uint32_t k = 0; k < list->n; k++) n += isnan(weights[k]) ? 0 : 1;
  *weighted = n > 0;
  if (!n || n == list->n) return CASUS_OK;
  return field_error(&w->r->f, "has weights for %u of %u statements; give all or none", n, list->n);
}

static casus_status rank_statements(const wanting *w, const statement_list *list, const double *weights) {
  bool weighted;
  casus_status status = check_weights(w, list, weights, &weighted);
  if (status != CASUS_OK) return status;
  if (weighted) return rank_by_weights(w, list, weights);
  if (!rank_by_statements(list, NULL, w->g->n_states, player_of(w))) return field_no_memory(&w->r->f);
  if (w->statements) *w->statements = *list;
  return CASUS_OK;
}

static casus_status take_statements(const wanting *w, const json_t *value) {
  fields *f = &w->r->f;
  double weights[STATEMENTS_MAX];
  casus_status status = field_is_list(f, value, STATEMENTS_MAX);
  if (status != CASUS_OK) return status;
  if (!w->r->c->n_options) return field_error(f, "is given in statements, but there are no options to speak of");
  size_t n = json_array_size(value);
  statement_list list = {ARENA_ARRAY(w->r->c->memory, str, n), ARENA_ARRAY(w->r->c->memory, uint64_t *, n), 0};
  if (!list.texts || !list.truth) return field_no_memory(f);
  for (size_t i = 0; i < n; i++) {
    field_enter_index(f, i);
    status = take_statement(w, json_array_get(value, i), &list, &weights[i]);
    if (status != CASUS_OK) return status;
    field_leave(f);
  }
  return rank_statements(w, &list, weights);
}

/* ---- which of them */

/* In option form a string that names no state is a statement. */
static bool is_statement(const casus_conflict *c, const json_t *value) {
  uint32_t state;
  if (json_is_object(value)) return true;
  if (!json_is_string(value) || !c->n_options) return false;
  str text = {json_string_value(value), json_string_length(value)};
  uint32_t number;
  bool choice = text.len == c->n_options && text.len == strspn(text.ptr, "YN");
  return !casus_conflict_find_state(c, text, &state) && !choice && !str_to_u32(text, &number) && !is_divide(value);
}

static casus_status take_preferences(const wanting *w, const json_t *value) {
  if (json_is_array(value) && json_array_size(value) && is_statement(w->r->c, json_array_get(value, 0)))
    return take_statements(w, value);
  return take_ranking(w, value);
}

typedef struct {
  const char *key;
  casus_status (*take)(const wanting *w, const json_t *value);
} preference_field;

static const preference_field preference_fields[] = {
    {"preferences", take_preferences}, {"payoffs", take_payoffs}, {"statements", take_statements}};
enum { N_PREFERENCE_FIELDS = sizeof preference_fields / sizeof *preference_fields };

static casus_status take_field(const wanting *w, const preference_field *field, const json_t *value) {
  fields *f = &w->r->f;
  decision_maker *p = player_of(w);
  p->rank = ARENA_ARRAY(w->r->c->memory, uint32_t, w->g->n_states);
  p->great = NULL;
  p->unknown = (arcs){0};
  if (!p->rank) return field_no_memory(f);
  field_enter(f, field->key);
  field_enter(f, w->r->c->names[w->player].ptr);
  casus_status status = field->take(w, value);
  if (status != CASUS_OK) return status;
  field_leave(f);
  field_leave(f);
  return CASUS_OK;
}

static casus_status take_player(const wanting *w, const json_t *source, bool needed) {
  const char *name = w->r->c->names[w->player].ptr;
  const preference_field *found = NULL;
  const json_t *value = NULL;
  for (size_t i = 0; i < N_PREFERENCE_FIELDS; i++) {
    const json_t *here = json_object_get(json_object_get(source, preference_fields[i].key), name);
    if (!here) continue;
    field_enter(&w->r->f, preference_fields[i].key);
    if (found) return field_error(&w->r->f, "\"%s\" has preferences under \"%s\" as well", name, found->key);
    field_leave(&w->r->f);
    found = &preference_fields[i];
    value = here;
  }
  if (found) return take_field(w, found, value);
  if (!needed) return CASUS_OK;
  field_enter(&w->r->f, "preferences");
  return field_error(&w->r->f, "those of \"%s\" are missing", name);
}

/* ---- unknown and great preferences, given by pairs */

typedef struct {
  uint32_t *left, *right; /* room for all states each */
  uint32_t n_left, n_right;
} set_pair;

typedef struct {
  state_pair *items;
  size_t n, capacity;
} pair_list;

static casus_status take_sets(const wanting *w, const json_t *value, set_pair *sets) {
  fields *f = &w->r->f;
  if (!json_is_array(value) || json_array_size(value) != 2) return field_error(f, "is no pair of states");
  field_enter_index(f, 0);
  casus_status status = read_state_set(w->r, json_array_get(value, 0), sets->left, &sets->n_left);
  if (status != CASUS_OK) return status;
  field_leave(f);
  field_enter_index(f, 1);
  status = read_state_set(w->r, json_array_get(value, 1), sets->right, &sets->n_right);
  if (status == CASUS_OK) field_leave(f);
  return status;
}

static casus_status add_pair(const wanting *w, pair_list *list, uint32_t a, uint32_t b) {
  if (list->n + 2 > 2 * (size_t)UNKNOWN_PAIRS_MAX) return field_too_large(&w->r->f, "unknown pairs", UNKNOWN_PAIRS_MAX);
  if (list->n + 2 > list->capacity) {
    size_t wanted = list->capacity ? 2 * list->capacity : 64;
    state_pair *grown = realloc(list->items, wanted * sizeof *grown);
    if (!grown) return field_no_memory(&w->r->f);
    list->items = grown;
    list->capacity = wanted;
  }
  list->items[list->n++] = (state_pair){a, b};
  list->items[list->n++] = (state_pair){b, a};
  return CASUS_OK;
}

static casus_status use_unknown(const wanting *w, const set_pair *sets, void *to) {
  casus_status status = CASUS_OK;
  uint32_t n = 0;
  for (uint32_t i = 0; i < sets->n_left; i++)
    for (uint32_t k = 0; status == CASUS_OK && k < sets->n_right; k++) {
      if (sets->left[i] == sets->right[k]) continue;
      status = add_pair(w, to, sets->left[i], sets->right[k]);
      n++;
    }
  return status == CASUS_OK && !n ? field_error(&w->r->f, "is a state and itself: that preference is known") : status;
}

/* Every state of the left set is greatly preferred to every one of the right set. */
static casus_status use_strength(const wanting *w, const set_pair *sets, void *to) {
  (void)to;
  decision_maker *p = player_of(w);
  uint32_t lowest = p->n_ranks, highest = 0;
  for (uint32_t i = 0; i < sets->n_left; i++)
    if (p->rank[sets->left[i]] < lowest) lowest = p->rank[sets->left[i]];
  for (uint32_t k = 0; k < sets->n_right; k++)
    if (p->rank[sets->right[k]] > highest) highest = p->rank[sets->right[k]];
  if (lowest <= highest) return field_error(&w->r->f, "is called greatly preferred, but is not ranked higher");
  if (p->great[lowest] < highest + 1) p->great[lowest] = highest + 1;
  return CASUS_OK;
}

static casus_status walk_pairs(const wanting *w, const json_t *list,
                               casus_status (*use)(const wanting *, const set_pair *, void *), void *to) {
  fields *f = &w->r->f;
  casus_status status = field_is_list(f, list, UNKNOWN_PAIRS_MAX);
  if (status != CASUS_OK) return status;
  size_t n = w->g->n_states;
  set_pair sets = {.left = malloc(n * sizeof *sets.left), .right = malloc(n * sizeof *sets.right)};
  if (!sets.left || !sets.right) status = field_no_memory(f);
  for (size_t i = 0; status == CASUS_OK && i < json_array_size(list); i++) {
    field_enter_index(f, i);
    status = take_sets(w, json_array_get(list, i), &sets);
    if (status == CASUS_OK) status = use(w, &sets, to);
    if (status == CASUS_OK) field_leave(f);
  }
  free(sets.left);
  free(sets.right);
  return status;
}

static casus_status take_unknown(const wanting *w, const json_t *list) {
  pair_list pairs = {0};
  casus_status status = walk_pairs(w, list, use_unknown, &pairs);
  if (status == CASUS_OK && !arcs_from_pairs(w->r->c->memory, w->g->n_states, pairs.items, pairs.n, &player_of(w)->unknown))
    status = field_no_memory(&w->r->f);
  free(pairs.items);
  return status;
}

static casus_status take_strength(const wanting *w, const json_t *list) {
  decision_maker *p = player_of(w);
  uint32_t *great = ARENA_ARRAY(w->r->c->memory, uint32_t, p->n_ranks);
  if (!great) return field_no_memory(&w->r->f);
  if (p->great) memcpy(great, p->great, p->n_ranks * sizeof *great);
  p->great = great;
  casus_status status = walk_pairs(w, list, use_strength, NULL);
  if (status == CASUS_OK) close_great(p);
  return status;
}

static casus_status take_for_all(wanting *w, const json_t *source, const char *key,
                                 casus_status (*take)(const wanting *, const json_t *)) {
  fields *f = &w->r->f;
  const json_t *object;
  const char *name;
  json_t *list;
  casus_status status = read_object(w->r, source, key, &object);
  if (status != CASUS_OK || !object) return status;
  field_enter(f, key);
  json_object_foreach((json_t *)(uintptr_t)object, name, list) {
    field_enter(f, name);
    status = read_decision_maker(w->r, name, &w->player);
    if (status == CASUS_OK) status = take(w, list);
    if (status != CASUS_OK) return status;
    field_leave(f);
  }
  field_leave(f);
  return status;
}

/* ---- all */

/* Every name under the preference fields must be a decision maker. */
static casus_status check_names(reading *r, const json_t *source, const char *key) {
  const json_t *object;
  const char *name;
  json_t *value;
  casus_status status = read_object(r, source, key, &object);
  if (status != CASUS_OK || !object) return status;
  field_enter(&r->f, key);
  json_object_foreach((json_t *)(uintptr_t)object, name, value) {
    uint32_t index;
    field_enter(&r->f, name);
    status = read_decision_maker(r, name, &index);
    if (status != CASUS_OK) return status;
    field_leave(&r->f);
  }
  field_leave(&r->f);
  return CASUS_OK;
}

casus_status read_preferences(reading *r, const json_t *source, game *g, statement_list *statements, bool all) {
  casus_status status = CASUS_OK;
  for (size_t i = 0; status == CASUS_OK && i < N_PREFERENCE_FIELDS; i++)
    status = check_names(r, source, preference_fields[i].key);
  for (uint32_t i = 0; status == CASUS_OK && i < g->n_players; i++) {
    wanting w = {r, g, i, statements ? &statements[i] : NULL};
    status = take_player(&w, source, all);
  }
  wanting w = {r, g, 0, NULL};
  if (status == CASUS_OK) status = take_for_all(&w, source, "unknown", take_unknown);
  return status == CASUS_OK ? take_for_all(&w, source, "strength", take_strength) : status;
}
