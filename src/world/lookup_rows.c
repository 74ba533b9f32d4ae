/* The rows that were weighed for a party: the one taken, the other terms of that person, the other holders of that office, and
 * whoever else goes by the same words. */
#include <stdlib.h>

#include "world/lookup_parts.h"
#include "world/resolve.h"

enum { NAME_TOKENS_MAX = 12, TERMS_MAX = 24, HOLDERS_MAX = 8, SAME_NAME_MAX = 12, WORD_ROWS_MAX = 6 };

typedef struct {
  const lookup *l;
  const phrase_reading *in;
  row_list *list;
  uint32_t first, of; /* of: the actor; first: its first row in the list */
  casus_date day;
  str country; /* of the actor */
  bool failed;
} weighing;

/* ---- the list */

static bool is_listed(const weighing *g, str row) {
  for (uint32_t i = g->first; i < g->list->n; i++)
    if (str_equal(g->list->items[i].row, row)) return true;
  return false;
}

static str join_why(weighing *g, const char *what, const char *when) {
  size_t a = strlen(what), b = strlen(when), gap = a && b ? 2 : 0;
  char *out = arena_alloc(g->l->a, a + gap + b + 1, 1);
  if (!out) {
    g->failed = true;
    return (str){0};
  }
  memcpy(out, what, a);
  memcpy(out + a, ": ", gap);
  memcpy(out + a + gap, when, b);
  return (str){out, a + gap + b};
}

static const char *when_of(const casus_actor_row *row, casus_date day) {
  static const char *const words[] = {
      [TERM_NOW] = "holds on that day", [TERM_ENDED] = "ended before that day", [TERM_AHEAD] = "begins after that day"};
  return row->from.year || row->to.year ? words[term_on(row, day)] : "";
}

static bool is_person_row(const world *w, uint32_t i, str file, uint32_t line) {
  return person_at(w, i)->line == line && str_equal(person_file(w, person_at(w, i)), file);
}

/* Index of the person's row on a line of a table, or the number of them all. Lines of the built-in one rise. */
static uint32_t person_on_line(const world *w, str file, uint32_t line) {
  uint32_t low = 0, high = w->own_people;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (person_at(w, middle)->line < line) low = middle + 1;
    else high = middle;
  }
  if (low < w->own_people && is_person_row(w, low, file, line)) return low;
  uint32_t i = w->own_people;
  while (i < w->people.n && !is_person_row(w, i, file, line)) i++;
  return i;
}

static str why_of(weighing *g, const casus_actor_row *row, str file, uint32_t line, const char *what) {
  const world *w = g->l->w;
  uint32_t person = person_on_line(w, file, line);
  if (person < w->people.n && person_at(w, person)->replaced)
    return join_why(g, what, "an overlay has rows of its own for this person");
  return join_why(g, what, when_of(row, g->day));
}

/* Lists a row unless it is there. `what`: what it has to do with the actor. */
static bool list_row(weighing *g, str file, uint32_t line, bool taken, const char *what) {
  casus_actor_row row = {.of = g->of, .taken = taken};
  if (!row_source(g->l->a, file, line, &row.row)) g->failed = true;
  if (g->failed || is_listed(g, row.row) || !table_row(g->l->w, file, line, &row)) return false;
  row.why = why_of(g, &row, file, line, what);
  row_list *list = g->list;
  if (g->failed || !arena_grow(g->l->a, (void **)&list->items, &list->capacity, list->n + 1, sizeof *list->items)) {
    g->failed = true;
    return false;
  }
  list->items[list->n++] = row;
  return true;
}

static const str countries_file = {"countries.tsv", 13};

/* ---- terms and offices */

static void list_terms(weighing *g, uint32_t index) {
  const world *w = g->l->w;
  uint32_t first = index - person_at(w, index)->back, n = person_at(w, first)->terms;
  for (uint32_t i = first; i < first + n && i < first + TERMS_MAX; i++)
    list_row(g, person_file(w, person_at(w, i)), person_at(w, i)->line, false, "another term of this person");
}

static int by_from(const void *a, const void *b) {
  const person_row *x = *(const person_row *const *)a, *y = *(const person_row *const *)b;
  if (x->from != y->from) return x->from < y->from ? -1 : 1;
  return (x->line > y->line) - (x->line < y->line);
}

static int32_t days_apart(int32_t day, const person_row *r) {
  return day < r->from ? r->from - day : day > r->to ? day - r->to : 0;
}

/* Those nearest to the day, in order of their terms. */
static void list_holders(weighing *g, str country, str office) {
  enum { CHAIN_MAX = 64 };
  const person_row *held[CHAIN_MAX];
  const world *w = g->l->w;
  uint32_t n = 0;
  if (str_empty(office)) return;
  const name_ref *ref = names_find(&w->names, holder_hash(country, office));
  for (; ref && n < CHAIN_MAX; ref = names_next(&w->names, ref))
    if (ref->kind == NAME_HOLDER) held[n++] = person_at(w, ref->row);
  if (n) qsort(held, n, sizeof *held, by_from);
  int32_t day = day_of(g->day);
  uint32_t begin = 0;
  while (n - begin > HOLDERS_MAX) /* the farther end goes */
    if (days_apart(day, held[begin]) > days_apart(day, held[n - 1])) begin++;
    else n--;
  for (uint32_t i = begin; i < n; i++) list_row(g, person_file(w, held[i]), held[i]->line, false, "this office");
}

/* The office that words mean where no person of the table was found for it. */
static void list_office(weighing *g, const party *p) {
  const world *w = g->l->w;
  if (str_empty(p->country) || (p->kind != PARTY_AGENT && p->kind != PARTY_PERSON)) return;
  for (uint32_t n = p->n_tokens < NAME_TOKENS_MAX ? p->n_tokens : NAME_TOKENS_MAX; n > 0; n--)
    for (uint32_t i = p->first_token; i + n <= p->first_token + p->n_tokens; i++) {
      str words = lookup_words(g->in, i, n);
      str office = title_office(w, phrase_hash(&w->names, NAME_TITLE, words), p->country);
      const name_ref *ref = names_find(&w->names, phrase_hash(&w->names, NAME_AGENT, words));
      if (str_empty(office) && ref && ref->kind == NAME_AGENT) office = agent_at(w, ref->row)->office;
      if (str_empty(office)) continue;
      list_holders(g, p->country, office);
      return;
    }
}

/* ---- the same name */

static const name_ref *refs_of_tokens(const weighing *g, uint32_t first, uint32_t n) {
  uint64_t hash = NAME_HASH_START;
  for (uint32_t i = first; i < first + n; i++) hash = name_hash_add(&g->l->w->names, hash, token_form(&g->in->t, i));
  return hash == NAME_HASH_START ? NULL : names_find(&g->l->w->names, hash);
}

/* The row that a reference leads to. False: it is no name. */
static bool row_of_ref(const weighing *g, const name_ref *ref, str *file, uint32_t *line, const char **what) {
  const world *w = g->l->w;
  *file = countries_file;
  switch (ref->kind) {
    case NAME_COUNTRY:
      return *what = "the country of that name", *line = country_at(w, ref->row)->line, true;
    case NAME_DEMONYM:
      return *what = "the nation of that name", *line = country_at(w, ref->row)->line, true;
    case NAME_CAPITAL:
      return *what = "the capital of that name", *line = country_at(w, ref->row)->line, true;
    case NAME_SEAT:
      return *what = "the seat of that name", *line = seat_at(w, ref->row)->line, true;
    case NAME_PERSON:
    case NAME_SURNAME:
      *what = ref->kind == NAME_PERSON ? "a person of that name" : "a person of that last name";
      *line = person_on(w, ref->row, day_of(g->day)).row->line;
      *file = person_file(w, person_at(w, ref->row));
      return true;
    case NAME_GROUP:
      *what = "a body of that name";
      *file = group_at(w, ref->row)->file;
      *line = group_at(w, ref->row)->line;
      return true;
    default:
      return false;
  }
}

static bool leads_to(const weighing *g, const name_ref *ref, str taken) {
  str file, taken_file;
  uint32_t line, taken_line;
  const char *what;
  if (!row_parts(taken, &taken_file, &taken_line)) return false;
  for (; ref; ref = names_next(&g->l->w->names, ref)) {
    if (!row_of_ref(g, ref, &file, &line, &what)) continue;
    bool person = ref->kind == NAME_PERSON || ref->kind == NAME_SURNAME;
    uint32_t first = person ? ref->row : 0, n = person ? person_at(g->l->w, first)->terms : 1;
    for (uint32_t i = 0; i < n; i++) {
      if (person) line = person_at(g->l->w, first + i)->line;
      if (taken_line == line && str_equal(taken_file, file)) return true;
    }
  }
  return false;
}

/* Those in office and of the actor's country first: the list is cut. */
static int rank_of(const weighing *g, const name_ref *ref) {
  const world *w = g->l->w;
  bool person = ref->kind == NAME_PERSON || ref->kind == NAME_SURNAME;
  if (!person) return 4;
  person_term term = person_on(w, ref->row, day_of(g->day));
  return (term.former || term.future ? 0 : 2) + (!str_empty(g->country) && str_equal(term.row->country, g->country));
}

static void list_refs(weighing *g, const name_ref *refs, uint32_t max) {
  enum { RANK_MAX = 4 };
  str file;
  uint32_t line, n = 0;
  const char *what;
  for (int rank = RANK_MAX; rank >= 0; rank--)
    for (const name_ref *ref = refs; ref && n < max; ref = names_next(&g->l->w->names, ref))
      if (rank_of(g, ref) == rank && row_of_ref(g, ref, &file, &line, &what)) n += list_row(g, file, line, false, what);
}

/* The longest name among the words that leads to the row taken, or, where none was taken, to any. Tokens of it; 0: none. */
static uint32_t name_among(const weighing *g, uint32_t first, uint32_t end, str taken, const name_ref **refs) {
  uint32_t longest = end - first < NAME_TOKENS_MAX ? end - first : NAME_TOKENS_MAX;
  for (uint32_t n = longest; n > 0; n--)
    for (uint32_t i = end - n + 1; i-- > first;) { /* last names stand last */
      *refs = refs_of_tokens(g, i, n);
      while (*refs && (*refs)->kind > NAME_GROUP) *refs = names_next(&g->l->w->names, *refs);
      if (*refs && (str_empty(taken) || leads_to(g, *refs, taken))) return n;
    }
  return 0;
}

static void list_taken(weighing *g, const party *p) {
  str file;
  uint32_t line;
  if (!row_parts(p->source, &file, &line)) return;
  bool by_words = listed(" agents.tsv countries.tsv heads.tsv ", file);
  list_row(g, file, line, true, by_words ? "the row that the words lead to" : "taken");
}

bool rows_of_party(const lookup *l, const phrase_reading *in, const party *p, uint32_t of, casus_date day, row_list *list) {
  weighing g = {.l = l, .in = in, .list = list, .first = list->n, .of = of, .day = day, .country = p->country};
  const name_ref *refs = NULL;
  str file;
  uint32_t line, end = p->first_token + p->n_tokens;
  bool row = row_parts(p->source, &file, &line);
  list_taken(&g, p);
  uint32_t index = row ? person_on_line(l->w, file, line) : l->w->people.n;
  if (index < l->w->people.n) list_terms(&g, index);
  bool named = row && name_among(&g, p->first_token, end, p->source, &refs);
  if (named) list_refs(&g, refs, SAME_NAME_MAX);
  else if (index < l->w->people.n) list_holders(&g, person_at(l->w, index)->country, person_at(l->w, index)->office);
  else list_office(&g, p);
  if (!row && p->kind == PARTY_PERSON && name_among(&g, p->first_token, end, (str){0}, &refs)) list_refs(&g, refs, WORD_ROWS_MAX);
  return !g.failed;
}

bool rows_of_words(const lookup *l, const phrase_reading *in, casus_date day, row_list *list) {
  weighing g = {.l = l, .in = in, .list = list, .first = list->n, .of = UINT32_MAX, .day = day};
  const name_ref *refs = NULL;
  if (in->first < in->end && name_among(&g, in->first, in->end, (str){0}, &refs)) list_refs(&g, refs, WORD_ROWS_MAX);
  return !g.failed;
}
