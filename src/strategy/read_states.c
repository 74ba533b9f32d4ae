/* Which states there are: the choices of options that are feasible, or the states that the model lists; and how they are named.
 */
#include <stdio.h>
#include <stdlib.h>

#include "strategy/reading.h"

enum { STATE_NAME_BYTES_MAX = 12 };

/* ---- patterns over Y, N and - */

static bool is_pattern(str s) {
  for (size_t i = 0; i < s.len; i++)
    if (s.ptr[i] != 'Y' && s.ptr[i] != 'N' && s.ptr[i] != '-') return false;
  return s.len > 0;
}

static casus_status check_pattern(const reading *r, str s) {
  if (s.len == r->c->n_options) return CASUS_OK;
  return field_error(&r->f, "the pattern \"%.*s\" has %zu letters for %u options", s.len < 40 ? (int)s.len : 40, s.ptr, s.len,
                     r->c->n_options);
}

/* Clears the bits of choices that do not fit. */
static void pattern_evaluate(str s, uint32_t n_options, uint64_t *bits) {
  size_t n = (size_t)1 << n_options;
  uint32_t mask = 0, wanted = 0;
  for (uint32_t k = 0; k < n_options; k++) {
    if (s.ptr[k] != '-') mask |= 1u << k;
    if (s.ptr[k] == 'Y') wanted |= 1u << k;
  }
  memset(bits, 0, bit_words(n) * sizeof *bits);
  uint32_t open = (uint32_t)(n - 1) & ~mask, part = 0;
  do {
    bit_set(bits, wanted | part);
    part = (part - open) & open;
  } while (part);
}

/* Truth of a pattern or statement for every choice. */
static casus_status evaluate_text(reading *r, const json_t *value, uint64_t *bits) {
  str text;
  statement s;
  casus_status status = field_text(&r->f, value, &text);
  if (status != CASUS_OK) return status;
  if (is_pattern(text)) {
    status = check_pattern(r, text);
    if (status == CASUS_OK) pattern_evaluate(text, r->c->n_options, bits);
    return status;
  }
  status = statement_read(&r->f, r->c, text, &s);
  if (status == CASUS_OK) statement_evaluate(&s, r->c->n_options, bits);
  return status;
}

/* Bits of the last word that stand for no choice are not looked at. */
static bool any_choice(const uint64_t *bits, uint32_t n_options) {
  uint64_t any = 0;
  for (size_t i = 0; i < bit_words((size_t)1 << n_options); i++) any |= bits[i];
  return n_options < 6 ? (any & (((uint64_t)1 << (1u << n_options)) - 1)) != 0 : any != 0;
}

/* ---- option form */

/* Calls `take` with the truth of each entry of a list of patterns. */
typedef casus_status (*pattern_use)(reading *r, const uint64_t *bits, uint64_t *feasible, uint32_t *merged);

static casus_status walk_patterns(reading *r, const char *key, pattern_use use, uint64_t *feasible, uint32_t *merged) {
  const json_t *list = json_object_get(r->root, key);
  if (!list || (json_is_array(list) && !json_array_size(list))) return CASUS_OK;
  field_enter(&r->f, key);
  casus_status status = field_is_list(&r->f, list, PATTERNS_MAX);
  uint64_t *bits = ARENA_ARRAY(r->c->memory, uint64_t, bit_words((size_t)1 << r->c->n_options));
  if (status == CASUS_OK && !bits) status = field_no_memory(&r->f);
  for (size_t i = 0; status == CASUS_OK && i < json_array_size(list); i++) {
    field_enter_index(&r->f, i);
    status = evaluate_text(r, json_array_get(list, i), bits);
    if (status == CASUS_OK && !any_choice(bits, r->c->n_options))
      status = field_error(&r->f, "contradicts itself: no choice of options fits it");
    if (status == CASUS_OK) status = use(r, bits, feasible, merged);
    if (status == CASUS_OK) field_leave(&r->f);
  }
  if (status == CASUS_OK) field_leave(&r->f);
  return status;
}

static casus_status rule_out(reading *r, const uint64_t *bits, uint64_t *feasible, uint32_t *merged) {
  (void)merged;
  uint64_t any = 0;
  for (size_t i = 0; i < bit_words((size_t)1 << r->c->n_options); i++) any |= feasible[i] &= ~bits[i];
  return any ? CASUS_OK : field_error(&r->f, "leaves no feasible state");
}

/* merged[choice] is the lowest choice of the same state. */
static casus_status merge(reading *r, const uint64_t *bits, uint64_t *feasible, uint32_t *merged) {
  uint32_t n = 1u << r->c->n_options, lowest = NO_STATE;
  uint64_t *joined = calloc(bit_words(n), sizeof *joined);
  if (!joined) return field_no_memory(&r->f);
  for (uint32_t x = 0; x < n; x++) {
    if (!bit_at(bits, x) || !bit_at(feasible, x)) continue;
    bit_set(joined, merged[x]);
    if (merged[x] < lowest) lowest = merged[x];
  }
  for (uint32_t x = 0; x < n; x++)
    if (bit_at(feasible, x) && bit_at(joined, merged[x])) merged[x] = lowest;
  free(joined);
  return lowest == NO_STATE ? field_error(&r->f, "fits no feasible state") : CASUS_OK;
}

/* Numbers the states in the order of their lowest choice. */
static casus_status number_states(reading *r, const uint64_t *feasible, const uint32_t *merged) {
  casus_conflict *c = r->c;
  uint32_t n_choices = 1u << c->n_options, n = 0;
  for (uint32_t x = 0; x < n_choices; x++) n += bit_at(feasible, x) && merged[x] == x;
  if (n > CASUS_STRATEGY_STATES_MAX) return field_too_large(&r->f, "feasible states", CASUS_STRATEGY_STATES_MAX);
  c->choice = ARENA_ARRAY(c->memory, uint32_t, n);
  c->n_choices = ARENA_ARRAY(c->memory, uint32_t, n);
  c->state_of = ARENA_ARRAY(c->memory, uint32_t, n_choices);
  if (!c->choice || !c->n_choices || !c->state_of) return field_no_memory(&r->f);
  c->actual.n_states = 0;
  for (uint32_t x = 0; x < n_choices; x++) {
    bool there = bit_at(feasible, x);
    if (there && merged[x] == x) c->choice[c->actual.n_states++] = x;
    c->state_of[x] = !there ? NO_STATE : merged[x] == x ? c->actual.n_states - 1 : c->state_of[merged[x]];
    if (there) c->n_choices[c->state_of[x]]++;
  }
  return CASUS_OK;
}

static casus_status name_numbered(reading *r) {
  casus_conflict *c = r->c;
  c->states = ARENA_ARRAY(c->memory, str, c->actual.n_states);
  char *names = ARENA_ARRAY(c->memory, char, (size_t)c->actual.n_states *STATE_NAME_BYTES_MAX);
  if (!c->states || !names) return field_no_memory(&r->f);
  for (uint32_t s = 0; s < c->actual.n_states; s++, names += STATE_NAME_BYTES_MAX)
    c->states[s] = (str){names, (size_t)snprintf(names, STATE_NAME_BYTES_MAX, "%u", c->choice[s])};
  return CASUS_OK;
}

static casus_status read_choices(reading *r) {
  casus_conflict *c = r->c;
  uint32_t n = 1u << c->n_options;
  uint64_t *feasible = ARENA_ARRAY(c->memory, uint64_t, bit_words(n));
  uint32_t *merged = ARENA_ARRAY(c->memory, uint32_t, n);
  if (!feasible || !merged) return field_no_memory(&r->f);
  for (uint32_t x = 0; x < n; x++) bit_set(feasible, x), merged[x] = x;
  casus_status status = walk_patterns(r, "infeasible", rule_out, feasible, merged);
  if (status == CASUS_OK) status = walk_patterns(r, "indistinguishable", merge, feasible, merged);
  if (status == CASUS_OK) status = number_states(r, feasible, merged);
  return status == CASUS_OK ? name_numbered(r) : status;
}

/* ---- free form */

static casus_status take_listed_name(reading *r, uint32_t s, const json_t *value) {
  casus_conflict *c = r->c;
  c->numbered[s] = json_is_integer(value);
  if (!c->numbered[s]) return field_text(&r->f, value, &c->states[s]);
  char digits[24];
  int n = snprintf(digits, sizeof digits, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
  c->numbers[s] = json_integer_value(value);
  return arena_copy(c->memory, (str){digits, (size_t)n}, &c->states[s]) ? CASUS_OK : field_no_memory(&r->f);
}

/* A name, a number, or {"name": ..., "text": ...}. */
static casus_status take_listed_state(reading *r, uint32_t s, const json_t *value) {
  if (!json_is_object(value)) return take_listed_name(r, s, value);
  field_enter(&r->f, "name");
  casus_status status = take_listed_name(r, s, json_object_get(value, "name"));
  if (status != CASUS_OK) return status;
  field_leave(&r->f);
  const json_t *text = json_object_get(value, "text");
  if (!text) return CASUS_OK;
  field_enter(&r->f, "text");
  status = field_text(&r->f, text, &r->c->texts[s]);
  if (status == CASUS_OK) field_leave(&r->f);
  return status;
}

/* Heap sort: no recursion, no recourse to qsort's context-free comparison. */
static void sift_down(uint32_t *order, uint32_t i, uint32_t n, const str *names) {
  for (uint32_t child; (child = 2 * i + 1) < n; i = child) {
    if (child + 1 < n && str_compare(names[order[child]], names[order[child + 1]]) < 0) child++;
    if (str_compare(names[order[i]], names[order[child]]) >= 0) return;
    uint32_t kept = order[i];
    order[i] = order[child];
    order[child] = kept;
  }
}

static void sort_by_name(uint32_t *order, uint32_t n, const str *names) {
  for (uint32_t i = n / 2; i-- > 0;) sift_down(order, i, n, names);
  for (uint32_t end = n; end-- > 1;) {
    uint32_t kept = order[0];
    order[0] = order[end];
    order[end] = kept;
    sift_down(order, 0, end, names);
  }
}

static casus_status index_names(reading *r) {
  casus_conflict *c = r->c;
  uint32_t n = c->actual.n_states;
  for (uint32_t s = 0; s < n; s++) c->by_name[s] = s;
  sort_by_name(c->by_name, n, c->states);
  for (uint32_t i = 1; i < n; i++) {
    uint32_t a = c->by_name[i - 1], b = c->by_name[i];
    if (!str_equal(c->states[a], c->states[b])) continue;
    field_enter_index(&r->f, a > b ? a : b);
    return field_error(&r->f, "the state \"%.*s\" is listed twice", (int)c->states[a].len, c->states[a].ptr);
  }
  return CASUS_OK;
}

static casus_status read_listed(reading *r, const json_t *list) {
  casus_conflict *c = r->c;
  field_enter(&r->f, "states");
  casus_status status = field_is_list(&r->f, list, CASUS_STRATEGY_STATES_MAX);
  if (status != CASUS_OK) return status;
  uint32_t n = (uint32_t)json_array_size(list);
  c->states = ARENA_ARRAY(c->memory, str, n);
  c->texts = ARENA_ARRAY(c->memory, str, n);
  c->numbered = ARENA_ARRAY(c->memory, bool, n);
  c->numbers = ARENA_ARRAY(c->memory, int64_t, n);
  c->by_name = ARENA_ARRAY(c->memory, uint32_t, n);
  if (!c->states || !c->texts || !c->numbered || !c->numbers || !c->by_name) return field_no_memory(&r->f);
  for (uint32_t s = 0; s < n; s++) {
    field_enter_index(&r->f, s);
    status = take_listed_state(r, s, json_array_get(list, s));
    if (status != CASUS_OK) return status;
    field_leave(&r->f);
  }
  c->actual.n_states = n;
  status = index_names(r);
  if (status == CASUS_OK) field_leave(&r->f);
  return status;
}

casus_status read_states(reading *r) {
  const json_t *list = json_object_get(r->root, "states");
  if (list && r->c->n_options) {
    field_enter(&r->f, "states");
    return field_error(&r->f, "the decision makers have options: the states follow from those; leave out one or the other");
  }
  if (list) return read_listed(r, list);
  if (r->c->n_options) return read_choices(r);
  field_enter(&r->f, "decision_makers");
  return field_error(&r->f, "nobody has options, and no states are listed: there is nothing to decide");
}

/* ---- one state, or several */

static bool find_choice(const casus_conflict *c, str name, uint32_t *state) {
  uint32_t choice = 0;
  if (is_pattern(name) && name.len == c->n_options && !memchr(name.ptr, '-', name.len)) {
    for (uint32_t k = 0; k < c->n_options; k++) choice |= (uint32_t)(name.ptr[k] == 'Y') << k;
  } else if (!str_to_u32(name, &choice)) {
    return false;
  }
  if (choice >= 1u << c->n_options || c->state_of[choice] == NO_STATE) return false;
  *state = c->state_of[choice];
  return true;
}

static bool find_listed(const casus_conflict *c, str name, uint32_t *state) {
  uint32_t low = 0, high = c->actual.n_states;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2, s = c->by_name[middle];
    int order = str_compare(c->states[s], name);
    if (order == 0) *state = s;
    if (order == 0) return true;
    if (order < 0) low = middle + 1;
    else high = middle;
  }
  return false;
}

bool casus_conflict_find_state(const casus_conflict *conflict, casus_str name, uint32_t *state) {
  return conflict->by_name ? find_listed(conflict, name, state) : find_choice(conflict, name, state);
}

casus_status read_state(reading *r, const json_t *value, uint32_t *state) {
  char digits[24];
  str name;
  if (json_is_integer(value)) {
    name = (str){digits, (size_t)snprintf(digits, sizeof digits, "%" JSON_INTEGER_FORMAT, json_integer_value(value))};
  } else if (json_is_string(value)) {
    name = (str){json_string_value(value), json_string_length(value)};
  } else {
    return field_error(&r->f, "is neither the number nor the name of a state");
  }
  if (casus_conflict_find_state(r->c, name, state)) return CASUS_OK;
  return field_error(&r->f, "there is no %sstate \"%.*s\"", r->c->n_options ? "feasible " : "",
                     name.len < 60 ? (int)name.len : 60, name.ptr);
}

casus_status read_state_set(reading *r, const json_t *value, uint32_t *list, uint32_t *n) {
  casus_conflict *c = r->c;
  uint32_t one;
  str name = {json_string_value(value), json_string_length(value)};
  *n = 0;
  if (!c->n_options || !json_is_string(value) || casus_conflict_find_state(c, name, &one)) {
    *n = 1;
    return read_state(r, value, list);
  }
  uint64_t *bits = calloc(bit_words((size_t)1 << c->n_options), sizeof *bits);
  if (!bits) return field_no_memory(&r->f);
  casus_status status = evaluate_text(r, value, bits);
  for (uint32_t s = 0; status == CASUS_OK && s < c->actual.n_states; s++)
    if (bit_at(bits, c->choice[s])) list[(*n)++] = s;
  free(bits);
  if (status == CASUS_OK && !*n) status = field_error(&r->f, "fits no feasible state");
  return status;
}
