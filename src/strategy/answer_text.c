/* An answer for readers: equilibria with their states in words, who is held by what, and what else was asked. */
#include <stdio.h>

#include "strategy/answer.h"

enum {
  TEXT_BYTES_MAX = 64 << 20,
  LISTED_MAX = 40, /* states in a list, rows in a table; the rest is counted */
  WIDTH_MIN = 40,
  INDENT = 2,
  LABEL = 8
};

/* Remembers one failure of many. */
typedef struct {
  const answer *a;
  buffer out;
  unsigned width;
  bool failed;
} page;

static void put(page *p, str s) {
  if (!buffer_add(&p->out, s)) p->failed = true;
}

static void put_words(page *p, const char *words) { put(p, str_of(words)); }
static void put_count(page *p, size_t n, const char *one, const char *many) {
  if (!buffer_format(&p->out, "%zu %s", n, n == 1 ? one : many)) p->failed = true;
}
static void put_spaces(page *p, size_t n) {
  for (size_t i = 0; i < n; i++) put(p, STR(" "));
}

/* Code points: what a terminal shows is near enough. */
static size_t columns_of(str s) {
  size_t n = 0;
  for (size_t i = 0; i < s.len; i++) n += ((unsigned char)s.ptr[i] & 0xc0) != 0x80;
  return n;
}

static void put_padded(page *p, str s, size_t columns) {
  put(p, s);
  for (size_t n = columns_of(s); n < columns; n++) put(p, STR(" "));
}

/* Words from the column `at` on; what does not fit goes on below, `indent` columns in. */
static void put_wrapped(page *p, str text, size_t at, size_t indent) {
  str word;
  bool first = true;
  while (str_cut(&text, ' ', &word)) {
    size_t n = columns_of(word);
    if (!first && at + 1 + n > p->width) {
      put(p, STR("\n"));
      put_spaces(p, indent);
      at = indent;
    } else if (!first) {
      put(p, STR(" "));
      at++;
    }
    put(p, word);
    at += n;
    first = false;
  }
  put(p, STR("\n"));
}

static void put_heading(page *p, const char *words) {
  if (p->out.len) put(p, STR("\n"));
  put_words(p, words);
  put(p, STR("\n"));
}

/* ---- lines that are made first and wrapped then */

static void line_begin(buffer *b) { buffer_init(b, TEXT_BYTES_MAX); }

static void line_end(page *p, buffer *b, bool written, size_t indent, size_t hang) {
  if (!written) p->failed = true;
  put_spaces(p, indent);
  put_wrapped(p, b->len ? buffer_str(b) : STR(""), indent, hang);
  buffer_free(b);
}

static bool add_words(buffer *b, const char *words) { return buffer_add(b, str_of(words)); }

static bool add_player(const page *p, buffer *b, uint32_t i) { return buffer_add(b, p->a->c->names[i]); }
static bool add_state(const page *p, buffer *b, uint32_t s) { return buffer_add(b, p->a->c->states[s]); }

typedef struct {
  size_t n;
  bool done;
} listing;

static void list_state(const page *p, buffer *b, listing *l, uint32_t s) {
  if (l->n && l->n < LISTED_MAX) l->done = l->done && add_words(b, ", ");
  if (l->n < LISTED_MAX) l->done = l->done && add_state(p, b, s);
  l->n++;
}

static bool list_end(buffer *b, const listing *l) {
  if (!l->n) return l->done && add_words(b, "none");
  if (l->n <= LISTED_MAX) return l->done;
  return l->done && buffer_format(b, " and %zu more", l->n - LISTED_MAX);
}

static bool add_set(const page *p, buffer *b, const uint64_t *bits) {
  listing l = {0, true};
  for (uint32_t s = 0; s < p->a->c->actual.n_states; s++)
    if (bit_at(bits, s)) list_state(p, b, &l, s);
  return list_end(b, &l);
}

static bool add_rank(const page *p, buffer *b, uint32_t player, uint32_t rank) {
  const game *g = &p->a->c->actual;
  listing l = {0, true};
  uint32_t at = 0, state;
  while ((state = next_of_rank(&g->players[player], g->n_states, rank, &at)) != NO_STATE) list_state(p, b, &l, state);
  return list_end(b, &l);
}

/* ---- the table of equilibria */

static bool is_any_equilibrium(const page *p, uint32_t s) {
  for (unsigned k = 0; k < CASUS_CONCEPT_COUNT; k++)
    if (casus_solution_equilibrium(p->a->solution, (casus_concept)k, p->a->extension, CASUS_GENERAL, s)) return true;
  return false;
}

static size_t name_columns(const page *p) {
  size_t widest = 5;
  for (uint32_t s = 0; s < p->a->c->actual.n_states; s++) {
    size_t n = columns_of(p->a->c->states[s]);
    if (n > widest) widest = n;
  }
  return widest < 24 ? widest : 24;
}

/* "yes", or "strong" and "weak" where strength counts. */
static const char *mark_of(const page *p, casus_concept concept_, uint32_t s) {
  const answer *a = p->a;
  if (!casus_solution_equilibrium(a->solution, concept_, a->extension, CASUS_GENERAL, s)) return "-";
  if (!a->solution->has_strength || concept_ == CASUS_NASH) return "yes";
  return casus_solution_equilibrium(a->solution, concept_, a->extension, CASUS_STRONG, s) ? "strong" : "weak";
}

static size_t put_marks(page *p, uint32_t s, bool heading) {
  size_t used = 0;
  for (unsigned k = 0; k < CASUS_CONCEPT_COUNT; k++) {
    casus_concept concept_ = (casus_concept)k;
    if (!casus_solution_has(p->a->solution, concept_)) continue;
    put_padded(p, str_of(heading ? casus_concept_name(concept_) : mark_of(p, concept_, s)), 7);
    used += 7;
  }
  return used;
}

static void put_state_words(page *p, uint32_t s, size_t at) {
  buffer b;
  line_begin(&b);
  if (p->a->c->n_options || p->a->c->texts[s].len) {
    if (!state_words(p->a->c, s, &b)) p->failed = true;
    put_wrapped(p, buffer_str(&b), at, at);
  } else {
    put(p, STR("\n"));
  }
  buffer_free(&b);
}

static void put_equilibrium(page *p, uint32_t s, size_t columns) {
  put_spaces(p, INDENT);
  put_padded(p, p->a->c->states[s], columns + 2);
  size_t marks = put_marks(p, s, false);
  put_state_words(p, s, INDENT + columns + 2 + marks);
}

static void put_equilibria(page *p) {
  size_t columns = name_columns(p), n = 0;
  put_heading(p, "Equilibria: states that nobody has reason to leave");
  put_spaces(p, INDENT);
  put_padded(p, STR("state"), columns + 2);
  put_marks(p, 0, true);
  put(p, STR("\n"));
  for (uint32_t s = 0; s < p->a->c->actual.n_states; s++) {
    if (!is_any_equilibrium(p, s)) continue;
    if (n++ < LISTED_MAX) put_equilibrium(p, s, columns);
  }
  put_spaces(p, INDENT);
  if (!n) put_words(p, "There is none.\n");
  else put_count(p, n, "state", "states"), put_words(p, n > LISTED_MAX ? ", of which the first are shown\n" : "\n");
}

/* ---- who is held by what */

static void put_stable(page *p, casus_concept concept_, uint32_t player) {
  buffer b;
  line_begin(&b);
  listing l = {0, buffer_format(&b, "%-6s", casus_concept_name(concept_))};
  for (uint32_t s = 0; s < p->a->c->actual.n_states; s++)
    if (casus_solution_stable(p->a->solution, concept_, p->a->extension, CASUS_GENERAL, player, s)) list_state(p, &b, &l, s);
  line_end(p, &b, list_end(&b, &l), 2 * INDENT, 2 * INDENT + LABEL);
}

static void put_stabilities(page *p) {
  put_heading(p, "Stable for each decision maker");
  for (uint32_t i = 0; i < p->a->c->actual.n_players; i++) {
    put_spaces(p, INDENT);
    put(p, p->a->c->names[i]);
    put(p, STR("\n"));
    for (unsigned k = 0; k < CASUS_CONCEPT_COUNT; k++)
      if (casus_solution_has(p->a->solution, (casus_concept)k)) put_stable(p, (casus_concept)k, i);
  }
}

static void put_all_states(page *p) {
  uint32_t n = p->a->c->actual.n_states;
  bool words = p->a->c->n_options;
  for (uint32_t s = 0; s < n && !words; s++) words = p->a->c->texts[s].len > 0;
  if (!words || n > LISTED_MAX) return;
  size_t columns = name_columns(p);
  put_heading(p, "States");
  for (uint32_t s = 0; s < n; s++) {
    put_spaces(p, INDENT);
    put_padded(p, p->a->c->states[s], columns + 2);
    put_state_words(p, s, INDENT + columns + 2);
  }
}

/* ---- lists of states by concept */

static bool extension_test(const answer *a, casus_concept concept_, uint32_t s, unsigned extension) {
  return casus_solution_equilibrium(a->solution, concept_, (casus_unknown)extension, CASUS_GENERAL, s);
}

static bool view_test(const answer *a, casus_concept concept_, uint32_t s, unsigned viewer) {
  return casus_solution_equilibrium(a->views[viewer], concept_, a->extension, CASUS_GENERAL, s);
}

static bool hypergame_test(const answer *a, casus_concept concept_, uint32_t s, unsigned steady) {
  return steady ? hypergame_steady(a, concept_, s) : hypergame_equilibrium(a, concept_, s);
}

static void put_by_concept(page *p, bool (*test)(const answer *, casus_concept, uint32_t, unsigned), unsigned with) {
  for (unsigned k = 0; k < CASUS_CONCEPT_COUNT; k++) {
    casus_concept concept_ = (casus_concept)k;
    if (!casus_solution_has(p->a->solution, concept_)) continue;
    buffer b;
    line_begin(&b);
    listing l = {0, buffer_format(&b, "%-6s", casus_concept_name(concept_))};
    for (uint32_t s = 0; s < p->a->c->actual.n_states; s++)
      if (test(p->a, concept_, s, with)) list_state(p, &b, &l, s);
    line_end(p, &b, list_end(&b, &l), 2 * INDENT, 2 * INDENT + LABEL);
  }
}

static void put_extensions(page *p) {
  static const char *const meaning[CASUS_UNKNOWN_COUNT] = {"  a: moves to unknown states, is not deterred by them\n",
                                                           "  b: neither moves to unknown states nor is deterred by them\n",
                                                           "  c: moves to unknown states, and is deterred by them\n",
                                                           "  d: does not move to unknown states, but is deterred by them\n"};
  put_heading(p, "Equilibria, by what unknown preferences do");
  for (unsigned e = 0; e < CASUS_UNKNOWN_COUNT; e++) {
    put_words(p, meaning[e]);
    put_by_concept(p, extension_test, e);
  }
}

static void put_views(page *p) {
  put_heading(p, "Equilibria, as each sees the conflict");
  for (uint32_t i = 0; i < p->a->c->actual.n_players; i++) {
    put_spaces(p, INDENT);
    put(p, p->a->c->names[i]);
    put(p, STR("\n"));
    put_by_concept(p, view_test, i);
  }
  put_heading(p, "What comes of these views");
  put_words(p, "  Stable for each in his own view\n");
  put_by_concept(p, hypergame_test, false);
  put_words(p, "  And expected by everybody\n");
  put_by_concept(p, hypergame_test, true);
}

/* ---- coalitions */

static bool add_members(const page *p, buffer *b, uint32_t members) {
  bool done = true, any = false;
  for (uint32_t i = 0; i < p->a->c->actual.n_players; i++) {
    if (!(members >> i & 1)) continue;
    done = done && (!any || add_words(b, " + ")) && add_player(p, b, i);
    any = true;
  }
  return done;
}

static void put_coalition(page *p, const coalition_solution *k) {
  buffer b;
  line_begin(&b);
  line_end(p, &b, add_members(p, &b, k->members), INDENT, INDENT);
  for (unsigned i = 0; i < COALITION_CONCEPTS; i++) {
    line_begin(&b);
    bool done = buffer_format(&b, "%-6s", casus_concept_name(coalition_concept(i))) && add_set(p, &b, k->stable[i]);
    line_end(p, &b, done, 2 * INDENT, 2 * INDENT + LABEL);
  }
}

static void put_coalitions(page *p) {
  put_heading(p, "Stable for coalitions");
  for (uint32_t i = 0; i < p->a->n_coalitions; i++) put_coalition(p, &p->a->coalitions[i]);
  put_heading(p, "Equilibria that no coalition upsets");
  for (unsigned k = 0; k < COALITION_CONCEPTS; k++) {
    if (!casus_solution_has(p->a->solution, coalition_concept(k))) continue;
    buffer b;
    line_begin(&b);
    listing l = {0, buffer_format(&b, "%-6s", casus_concept_name(coalition_concept(k)))};
    for (uint32_t s = 0; s < p->a->c->actual.n_states; s++)
      if (answer_holds_for_coalitions(p->a, k, s)) list_state(p, &b, &l, s);
    line_end(p, &b, list_end(&b, &l), INDENT, INDENT + LABEL);
  }
}

/* ---- ways from the status quo */

static void put_way(page *p, const way *w) {
  buffer b;
  line_begin(&b);
  bool done = add_state(p, &b, w->state) && add_words(&b, ": ") && add_state(p, &b, p->a->status_quo);
  for (uint32_t i = 0; i < w->n_steps; i++)
    done = done && add_words(&b, " -> ") && add_state(p, &b, w->steps[i].state) && add_words(&b, " (") &&
           add_player(p, &b, w->steps[i].player) && add_words(&b, ")");
  line_end(p, &b, done, INDENT, 2 * INDENT);
}

static void put_ways(page *p, const ways *all) {
  for (uint32_t i = 0; i < all->n && i < LISTED_MAX; i++) put_way(p, &all->items[i]);
  put_spaces(p, INDENT);
  put_count(p, all->n, "state can be reached", "states can be reached");
  put_words(p, all->n > LISTED_MAX ? "; the nearest are shown\n" : "\n");
}

static void put_status_quo(page *p) {
  put_heading(p, "From the status quo, where each mover gains by his move");
  put_ways(p, &p->a->improvements);
  put_heading(p, "From the status quo, by any moves");
  put_ways(p, &p->a->moves);
}

/* ---- sensitivity */

static bool add_swapped(const page *p, buffer *b, const swap_effect *e, uint32_t place) {
  if (!e->of_statements) return add_rank(p, b, e->player, place);
  return add_words(b, "\"") && buffer_add(b, p->a->c->statements[e->player].texts[place]) && add_words(b, "\"");
}

static bool has_any(const uint64_t *bits, uint32_t n_states) {
  for (size_t w = 0; bits && w < bit_words(n_states); w++)
    if (bits[w]) return true;
  return false;
}

static void put_change(page *p, const char *what, casus_concept concept_, const uint64_t *bits) {
  buffer b;
  if (!has_any(bits, p->a->c->actual.n_states)) return;
  line_begin(&b);
  bool done = buffer_format(&b, "%-6s", casus_concept_name(concept_)) && add_words(&b, what) && add_set(p, &b, bits);
  line_end(p, &b, done, 2 * INDENT, 2 * INDENT + LABEL);
}

static void put_effect(page *p, const swap_effect *e) {
  buffer b;
  line_begin(&b);
  bool done = add_words(&b, "If ") && add_player(p, &b, e->player) && add_words(&b, e->of_statements ? " put " : " preferred ") &&
              add_swapped(p, &b, e, e->lower) && add_words(&b, e->of_statements ? " before " : " to ") &&
              add_swapped(p, &b, e, e->upper) && add_words(&b, ":");
  line_end(p, &b, done, INDENT, 2 * INDENT);
  for (unsigned k = 0; k < CASUS_CONCEPT_COUNT; k++) {
    put_change(p, "would also hold: ", (casus_concept)k, e->gained[k]);
    put_change(p, "would no longer hold: ", (casus_concept)k, e->lost[k]);
  }
}

static void put_sensitivity(page *p) {
  size_t changed = 0;
  put_heading(p, "Sensitivity: two neighbours in somebody's preferences exchanged");
  for (uint32_t i = 0; i < p->a->n_swaps; i++) {
    if (!p->a->swaps[i].changes) continue;
    if (changed++ < LISTED_MAX) put_effect(p, &p->a->swaps[i]);
  }
  put_spaces(p, INDENT);
  put_count(p, changed, "exchange", "exchanges");
  put_words(p, " of ");
  put_count(p, p->a->n_swaps, "changes the equilibria\n", "change the equilibria\n");
}

/* ---- reasons and wishes */

static void put_asked_state(page *p, const char *what, uint32_t s) {
  buffer b;
  line_begin(&b);
  bool done = add_words(&b, what) && add_state(p, &b, s);
  if (p->a->c->n_options || p->a->c->texts[s].len) done = done && add_words(&b, ": ") && state_words(p->a->c, s, &b);
  if (p->out.len) put(p, STR("\n"));
  line_end(p, &b, done, 0, 2 * INDENT);
}

static void put_reason(page *p, const reason *r) {
  buffer b;
  put_spaces(p, INDENT);
  put_padded(p, str_of(casus_concept_name(r->concept_)), LABEL - INDENT);
  put_words(p, r->stable ? "stable for " : "not stable for ");
  put(p, p->a->c->names[r->player]);
  put(p, STR("\n"));
  for (uint32_t i = 0; i < r->n_moves && i < LISTED_MAX; i++) {
    line_begin(&b);
    line_end(p, &b, reason_write_move(p->a->c, &p->a->c->actual, r, &r->moves[i], &b), LABEL, LABEL + INDENT);
  }
  if (r->n_moves) return;
  line_begin(&b);
  line_end(p, &b, reason_write(p->a->c, &p->a->c->actual, r, &b), LABEL, LABEL + INDENT);
}

static void put_reasons(page *p) {
  put_asked_state(p, "Why state ", p->a->o->explained);
  for (uint32_t i = 0; i < p->a->n_reasons; i++) put_reason(p, &p->a->reasons[i]);
}

static void put_wish(page *p, const wish_answer *w) {
  buffer b;
  line_begin(&b);
  bool done = buffer_format(&b, "%-6s", casus_concept_name(w->concept_)) && add_player(p, &b, w->player);
  if (w->stable) done = done && add_words(&b, ": stable as it is");
  else done = done && add_words(&b, ": would have to like it at least as well as ") && add_rank(p, &b, w->player, w->wish.height);
  line_end(p, &b, done, INDENT, INDENT + LABEL);
}

static void put_wishes(page *p) {
  put_asked_state(p, "To make stable state ", p->a->o->wished);
  for (uint32_t i = 0; i < p->a->n_wishes; i++) put_wish(p, &p->a->wishes[i]);
}

/* ---- the whole */

static void put_answer(page *p) {
  const answer *a = p->a;
  put_equilibria(p);
  put_stabilities(p);
  if (a->solution->has_unknown) put_extensions(p);
  if (a->views) put_views(p);
  if (a->with_coalitions) put_coalitions(p);
  if (a->status_quo != NO_STATE) put_status_quo(p);
  if (a->o->sensitivity) put_sensitivity(p);
  if (a->reasons) put_reasons(p);
  if (a->wishes) put_wishes(p);
  put_all_states(p);
}

casus_status casus_conflict_answer_text(const casus_conflict *conflict, const casus_answer_options *options, unsigned width,
                                        char **text, size_t *len_bytes, casus_error *error) {
  answer a;
  casus_status status = answer_find(conflict, options, &a, error);
  if (status == CASUS_OK) {
    page p = {.a = &a, .width = width < WIDTH_MIN ? WIDTH_MIN : width};
    buffer_init(&p.out, TEXT_BYTES_MAX);
    put_answer(&p);
    if (!buffer_add_byte(&p.out, 0)) p.failed = true;
    if (p.failed) {
      buffer_free(&p.out);
      status = error_set(error, CASUS_MEMORY, "no memory for the answer");
    } else {
      *text = p.out.ptr;
      *len_bytes = p.out.len - 1;
    }
  }
  answer_close(&a);
  return status;
}
