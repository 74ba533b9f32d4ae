/* Statements of preference: the wishes of a decision maker that the model can say, in order, in the words that the reader of
 * models understands. */
#include "proposal/proposal.h"

static const char assumed_why[] = "assumed: it keeps to what is so now";

/* ---- which */

/* What others have done for good is the same in every state. */
static bool can_be_said(const proposal_work *w, const wish *v) {
  if (w->acts[v->act].is_fact && w->acts[v->act].owner != v->party) return false;
  return w->acts[v->act].option != NO_ACT && (v->given == NO_ACT || w->acts[v->given].option != NO_ACT);
}

/* What depends on something comes first: behind a plain wish for the same act it would say nothing. */
static bool comes_first(const wish *a, const wish *b) {
  bool a_depends = a->given != NO_ACT, b_depends = b->given != NO_ACT;
  if (a_depends != b_depends) return a_depends;
  if (a->weight > b->weight || a->weight < b->weight) return a->weight > b->weight;
  int order = date_compare(a->last, b->last);
  return order ? order > 0 : a < b;
}

static bool is_opposite(const wish *a, const wish *b) {
  return a->act == b->act && a->given == NO_ACT && b->given == NO_ACT && a->negated != b->negated;
}

/* Of two that contradict each other the later one counts, of one day the one said oftener. */
static bool gives_in_to(const wish *a, const wish *b) {
  int order = date_compare(a->last, b->last);
  if (order) return order < 0;
  return a->weight < b->weight || (!(a->weight > b->weight) && a > b);
}

static bool is_taken_back(const proposal_work *w, const wish *v) {
  for (uint32_t i = 0; i < w->n_wishes; i++) {
    const wish *other = &w->wishes[i];
    if (other->party == v->party && is_opposite(v, other) && gives_in_to(v, other)) return true;
  }
  return false;
}

static uint32_t insert(const wish *list[], uint32_t n, const wish *v) {
  uint32_t at = n;
  while (at && comes_first(v, list[at - 1])) at--;
  if (at == STATEMENTS_SHOWN_MAX) return n;
  for (uint32_t k = n < STATEMENTS_SHOWN_MAX ? n : STATEMENTS_SHOWN_MAX - 1; k > at; k--) list[k] = list[k - 1];
  list[at] = v;
  return n < STATEMENTS_SHOWN_MAX ? n + 1 : n;
}

uint32_t wishes_of(const proposal_work *w, int32_t party, const wish *list[STATEMENTS_SHOWN_MAX]) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < w->n_wishes; i++) {
    const wish *v = &w->wishes[i];
    if (v->party == party && can_be_said(w, v) && !is_taken_back(w, v)) n = insert(list, n, v);
  }
  return n;
}

/* ---- what is not heard of */

static bool is_wished_about(const proposal_work *w, int32_t party, int32_t index) {
  for (uint32_t i = 0; i < w->n_wishes; i++)
    if (w->wishes[i].party == party && w->wishes[i].act == index && w->wishes[i].given == NO_ACT) return true;
  return false;
}

/* Rests on nothing and says so; stands behind all that is reported. */
static void assume(proposal_work *w, int32_t party, int32_t index) {
  wish v = {.party = party, .act = index, .given = NO_ACT, .negated = !w->acts[index].in_force, .why = assumed_why};
  uint32_t n = w->n_wishes;
  wish_add(w, &v, w->acts[index].evidence.items[0]);
  if (w->n_wishes > n) w->wishes[n].evidence.n = 0;
}

void wishes_find(proposal_work *w) {
  const wish *list[STATEMENTS_SHOWN_MAX];
  for (uint32_t i = 0; i < w->n_options; i++) {
    int32_t index = w->options[i], owner = w->acts[index].owner;
    if (!is_wished_about(w, owner, index)) assume(w, owner, index);
  }
  for (uint32_t i = 0; i < w->n_deciders && !w->failed; i++)
    if (!wishes_of(w, w->deciders[i], list)) assume(w, w->deciders[i], w->options[0]);
}

/* ---- in words */

static bool is_operator(str word) {
  static const char *const operators[] = {"AND", "OR", "NOT", "IF", "IFF"};
  for (size_t i = 0; i < sizeof operators / sizeof *operators; i++)
    if (str_is(word, operators[i])) return true;
  return false;
}

/* The reader of statements would take a part of the name for an operator. */
static bool needs_marks(str name) {
  if (name.len && (memchr(name.ptr, '(', name.len) || memchr(name.ptr, ')', name.len))) return true;
  for (str rest = name, word; str_cut(&rest, ' ', &word);)
    if (is_operator(word)) return true;
  return false;
}

bool option_add(buffer *b, const proposal_work *w, int32_t act_index) {
  const act *a = &w->acts[act_index];
  str owner = w->parties[a->owner].name;
  const char *mark = needs_marks(owner) || needs_marks(a->name) ? "\"" : "";
  return buffer_add(b, str_of(mark)) && buffer_add(b, owner) && buffer_add(b, STR(": ")) && buffer_add(b, a->name) &&
         buffer_add(b, str_of(mark));
}

bool statement_add(buffer *b, const proposal_work *w, const wish *v) {
  if (v->negated && !buffer_add(b, STR("NOT "))) return false;
  if (!option_add(b, w, v->act)) return false;
  if (v->given == NO_ACT) return true;
  return buffer_add(b, v->given_negated ? STR(" IF NOT ") : STR(" IF ")) && option_add(b, w, v->given);
}
