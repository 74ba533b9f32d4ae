/* The treebanks are full of "he", "we" and "them"; in news it is countries and bodies that give, tell and attack one another. */
#include "train/vary.h"

#include <stdio.h>
#include <stdlib.h>

#include "grammar/conllu_lines.h"
#include "train/random.h"

enum { ONE_IN = 5, LINES_MAX = 80, CLAUSE_MIN = 3, CLAUSE_MAX = 13, NUMBER_BYTES = 4, FORM_BYTES = 64 };

static const char *const names[] = {"Norway", "Kenya", "Germany", "Ukraine", "China",  "Zambia", "Iran",   "Japan",
                                    "Brazil", "Egypt", "Israel",  "Russia",  "Turkey", "India",  "France", "Pakistan",
                                    "Syria",  "Mali",  "Nepal",   "Chile",   "Hamas",  "NATO",   "Moscow", "Beijing",
                                    "Tehran", "Kyiv",  "Macron",  "Merkel",  "Biden",  "Modi"};
enum { NAMES = sizeof names / sizeof *names };

typedef struct {
  conllu_line lines[LINES_MAX]; /* words of one sentence */
  uint32_t n;
  bool whole; /* no multi-word tokens, no empty nodes, not too long */
  bool cut;   /* too long */
} vary_sentence;

static bool is_one_of(str s, const char *const *list, size_t n) {
  for (size_t i = 0; i < n; i++)
    if (str_equal_fold(s, str_of(list[i]))) return true;
  return false;
}

/* A subject of a verb that would agree with a name: a past form, or he or she. */
static bool is_subject(const vary_sentence *s, const conllu_line *l) {
  static const char *const third[] = {"he", "she"}, *const any[] = {"he", "she", "they", "we", "i"};
  uint32_t head;
  if (!str_is(l->columns[CONLLU_REL], "nsubj") || !str_to_u32(l->columns[CONLLU_HEAD], &head) || !head || head > s->n)
    return false;
  str tag = s->lines[head - 1].columns[CONLLU_XPOS];
  if (str_is(tag, "VBD")) return is_one_of(l->columns[CONLLU_FORM], any, 5);
  return str_is(tag, "VBZ") && is_one_of(l->columns[CONLLU_FORM], third, 2);
}

static bool is_object(const conllu_line *l) {
  static const char *const rels[] = {"iobj", "obj", "obl", "nmod"}, *const forms[] = {"him", "them", "us", "me"};
  return is_one_of(l->columns[CONLLU_REL], rels, 4) && is_one_of(l->columns[CONLLU_FORM], forms, 4);
}

static bool is_varied(const vary_sentence *s, uint32_t i) {
  const conllu_line *l = &s->lines[i];
  return str_is(l->columns[CONLLU_XPOS], "PRP") && (is_subject(s, l) || is_object(l));
}

static bool add_column(buffer *out, str column) { return buffer_add_byte(out, '\t') && buffer_add(out, column); }

static bool add_word(const vary_sentence *s, uint32_t i, uint64_t *random, buffer *out) {
  const conllu_line *l = &s->lines[i];
  if (!buffer_format(out, "%u", l->id)) return false;
  if (is_varied(s, i)) {
    const char *name = names[random_next(random) % NAMES];
    if (!buffer_format(out, "\t%s\t%s\tPROPN\tNNP\tNumber=Sing", name, name)) return false;
  } else {
    for (int c = CONLLU_FORM; c <= CONLLU_FEATS; c++)
      if (!add_column(out, l->columns[c])) return false;
  }
  return add_column(out, l->columns[CONLLU_HEAD]) && add_column(out, l->columns[CONLLU_REL]) && buffer_add(out, STR("\t_\t_\n"));
}

static bool add_copy(const vary_sentence *s, uint64_t *random, buffer *out) {
  uint32_t n_varied = 0, n_indirect = 0;
  for (uint32_t i = 0; i < s->n && s->whole; i++) {
    n_varied += is_varied(s, i);
    n_indirect += is_varied(s, i) && str_is(s->lines[i].columns[CONLLU_REL], "iobj");
  }
  if (!n_varied || (!n_indirect && random_next(random) % ONE_IN)) return true;
  for (uint32_t i = 0; i < s->n; i++)
    if (!add_word(s, i, random, out)) return false;
  return buffer_add_byte(out, '\n');
}

/* ---- clauses on their own: the treebanks' short sentences are fragments, those of news are not */

static uint32_t head_of(const vary_sentence *s, uint32_t id) {
  uint32_t head;
  bool good = id && id <= s->n && str_to_u32(s->lines[id - 1].columns[CONLLU_HEAD], &head) && head <= s->n;
  return good ? head : 0;
}

/* The word below `verb` that word `id` hangs on in the end; 0: on another. */
static uint32_t branch_of(const vary_sentence *s, uint32_t id, uint32_t verb) {
  for (uint32_t steps = 0; id && steps < LINES_MAX; steps++) {
    uint32_t head = head_of(s, id);
    if (head == verb) return id;
    id = head;
  }
  return 0;
}

static bool is_kept(const vary_sentence *s, uint32_t branch) {
  static const char *const kept[] = {"nsubj", "nsubj:pass", "obj", "iobj", "obl", "aux", "aux:pass", "compound:prt"};
  return is_one_of(s->lines[branch - 1].columns[CONLLU_REL], kept, sizeof kept / sizeof *kept);
}

static bool has_relation(const vary_sentence *s, uint32_t verb, const char *rel, uint32_t from, uint32_t to) {
  for (uint32_t id = from; id <= to; id++)
    if (head_of(s, id) == verb && str_is(s->lines[id - 1].columns[CONLLU_REL], rel)) return true;
  return false;
}

static bool is_clause(const vary_sentence *s, uint32_t verb) {
  str tag = s->lines[verb - 1].columns[CONLLU_XPOS];
  bool finite = str_is(tag, "VBD") || str_is(tag, "VBZ") || str_is(tag, "VBP") || has_relation(s, verb, "aux", 1, verb) ||
                has_relation(s, verb, "aux:pass", 1, verb);
  bool subject = has_relation(s, verb, "nsubj", 1, verb) || has_relation(s, verb, "nsubj:pass", 1, verb);
  bool more = has_relation(s, verb, "obj", verb, s->n) || has_relation(s, verb, "obl", verb, s->n);
  return str_is(s->lines[verb - 1].columns[CONLLU_UPOS], "VERB") && finite && subject && more;
}

/* What a clause's lines need of their own. */
typedef struct {
  vary_sentence s;
  char heads[LINES_MAX][NUMBER_BYTES], first[FORM_BYTES];
} vary_clause;

static void set_head(vary_clause *c, uint32_t at, uint32_t head) {
  int n = snprintf(c->heads[at], NUMBER_BYTES, "%u", head % 1000);
  c->s.lines[at].columns[CONLLU_HEAD] = (str){c->heads[at], (size_t)n};
}

static bool cut_clause(const vary_sentence *s, uint32_t verb, vary_clause *c) {
  uint32_t place[LINES_MAX + 1] = {0};
  c->s.n = 0;
  for (uint32_t id = 1; id <= s->n; id++) {
    uint32_t branch = id == verb ? 0 : branch_of(s, id, verb);
    if (id != verb && (!branch || !is_kept(s, branch))) continue;
    if (c->s.n == CLAUSE_MAX) return false;
    c->s.lines[c->s.n] = s->lines[id - 1];
    place[id] = ++c->s.n;
    c->s.lines[c->s.n - 1].id = c->s.n;
  }
  if (c->s.n < CLAUSE_MIN || c->s.n + 2 >= s->n) return false;
  for (uint32_t id = 1; id <= s->n; id++)
    if (place[id]) set_head(c, place[id] - 1, id == verb ? 0 : place[head_of(s, id)]);
  c->s.lines[place[verb] - 1].columns[CONLLU_REL] = STR("root");
  conllu_line *stop = &c->s.lines[c->s.n++];
  *stop = (conllu_line){.kind = CONLLU_WORD, .id = c->s.n};
  for (int k = CONLLU_FORM; k <= CONLLU_XPOS; k++) stop->columns[k] = STR(".");
  stop->columns[CONLLU_UPOS] = STR("PUNCT");
  stop->columns[CONLLU_FEATS] = STR("_");
  stop->columns[CONLLU_REL] = STR("punct");
  set_head(c, c->s.n - 1, place[verb]);
  return true;
}

static void raise_first(vary_clause *c) {
  str *form = &c->s.lines[0].columns[CONLLU_FORM];
  if (!form->len || form->len >= FORM_BYTES || !is_ascii_lower((unsigned char)form->ptr[0])) return;
  memcpy(c->first, form->ptr, form->len);
  c->first[0] = (char)(c->first[0] - 32);
  form->ptr = c->first;
}

static bool add_clauses(const vary_sentence *s, vary_clause *c, uint64_t *random, buffer *out) {
  for (uint32_t verb = 1; !s->cut && verb <= s->n; verb++) {
    if (!is_clause(s, verb) || !cut_clause(s, verb, c)) continue;
    raise_first(c);
    for (uint32_t i = 0; i < c->s.n; i++)
      if (!add_word(&c->s, i, random, out)) return false;
    if (!buffer_add_byte(out, '\n')) return false;
  }
  return true;
}

bool vary_sentences(str conllu, uint64_t seed, buffer *out) {
  vary_sentence s = {.whole = true};
  vary_clause *c = calloc(1, sizeof *c);
  conllu_line l;
  bool good = c != NULL;
  while (good && conllu_next(&conllu, &l)) {
    if (l.kind == CONLLU_RANGE || l.kind == CONLLU_EMPTY_NODE || (l.kind == CONLLU_WORD && s.n == LINES_MAX)) s.whole = false;
    if (l.kind == CONLLU_WORD && s.n == LINES_MAX) s.cut = true;
    if (l.kind == CONLLU_WORD && s.n < LINES_MAX) s.lines[s.n++] = l;
    if (l.kind != CONLLU_BLANK) continue;
    good = add_copy(&s, &seed, out) && add_clauses(&s, c, &seed, out);
    s.n = 0;
    s.whole = true;
    s.cut = false;
  }
  free(c);
  return good;
}
