/* The tree's edges first, then what they imply: relative clauses, coordination, shared subjects and objects, control. Each step
 * reads the edges of those before, so that "people who came and wanted to stay" gives `people` three subjects. */
#include "grammar/enhanced.h"

enum {
  HEADS_MAX = 8,      /* longest walk up */
  PRONOUN_REACH = 32, /* from the antecedent to its pronoun */
  MARKER_WORDS_MAX = 6
};

typedef struct {
  const text *t;
  const analysis *an;
  uint32_t first;
  enhanced_graph *g;
} builder;

/* Loops over the edges below word h, those of the tree in text order behind those added. */
#define EDGES_DOWN(g, h, e) for (uint16_t e = (g)->first_down[h]; e; e = (g)->edges[e].next_down)

static const word *word_at(const builder *b, uint32_t i) { return &b->an->words[b->first + i - 1]; }
static str form_at(const builder *b, uint32_t i) { return token_form(b->t, b->first + i - 1); }
static uint32_t head_of(const builder *b, uint32_t i) { return b->g->edges[i].head; }
static relation rel_of(const builder *b, uint32_t i) { return (relation)word_at(b, i)->rel; }
static bool form_is(const builder *b, uint32_t i, const char *form) { return str_equal_fold(form_at(b, i), str_of(form)); }

/* Of the tree, the first in the text; 0: none. */
static uint32_t child(const builder *b, uint32_t i, relation rel) {
  EDGES_DOWN(b->g, i, e)
  if (e <= b->g->n_words && rel_of(b, e) == rel) return e;
  return 0;
}

static bool is_subject(unsigned rel) {
  return rel == REL_NSUBJ || rel == REL_NSUBJ_PASS || rel == REL_CSUBJ || rel == REL_CSUBJ_PASS || rel == ENHANCED_XSUBJ;
}

static bool has_subject(const builder *b, uint32_t i) {
  EDGES_DOWN(b->g, i, e) {
    const enhanced_edge *x = &b->g->edges[e];
    if (is_subject(x->rel) || x->rel == REL_NSUBJ_OUTER || x->rel == REL_CSUBJ_OUTER || x->rel == REL_EXPL) return true;
  }
  return false;
}

static void link_down(enhanced_graph *g, uint32_t e) {
  enhanced_edge *x = &g->edges[e];
  x->next_down = g->first_down[x->head];
  g->first_down[x->head] = (uint16_t)e;
}

static void add_edge(const builder *b, uint32_t dependent, uint32_t head, unsigned rel, uint32_t marker) {
  enhanced_graph *g = b->g;
  if (dependent == head || !head || g->n_edges == ENHANCED_EDGES_MAX) return;
  uint32_t last = dependent;
  for (uint32_t e = dependent; e; last = e, e = g->edges[e].next_up) {
    const enhanced_edge *x = &g->edges[e];
    if (x->head == head && !x->left_out && (x->rel == rel || (is_subject(x->rel) && is_subject(rel)))) return;
  }
  uint32_t added = ++g->n_edges;
  g->edges[last].next_up = (uint16_t)added;
  g->edges[added] =
      (enhanced_edge){.dependent = (uint16_t)dependent, .head = (uint16_t)head, .marker = (uint16_t)marker, .rel = (uint8_t)rel};
  link_down(g, added);
}

/* ---- names */

static bool is_plain_word(str s) {
  for (size_t i = 0; i < s.len; i++)
    if (!is_ascii_alpha((unsigned char)s.ptr[i]) && !((unsigned char)s.ptr[i] & 0x80)) return false;
  return s.len > 0;
}

/* "including", "given" keep their form, others are lemmas. */
static str marker_word(const builder *b, uint32_t i) {
  static const char *const versus[] = {"vs", "vs.", "v.", "v"};
  const word *w = word_at(b, i);
  for (size_t k = 0; k < sizeof versus / sizeof *versus; k++)
    if (form_is(b, i, versus[k])) return STR("versus");
  return w->xpos == XPOS_VBG || w->xpos == XPOS_VBN || str_is(w->lemma, "_") ? form_at(b, i) : w->lemma;
}

/* The last one counts: "out of", "if in". */
static uint32_t case_marker(const builder *b, uint32_t i) {
  uint32_t found = 0;
  if (form_is(b, i, "least")) return 0; /* "at least" */
  EDGES_DOWN(b->g, i, e) {
    if (e > b->g->n_words || (rel_of(b, e) != REL_CASE && rel_of(b, e) != REL_MARK)) continue;
    if (word_at(b, e)->xpos != XPOS_POS && is_plain_word(marker_word(b, e))) found = e;
  }
  if (found || rel_of(b, i) != REL_ADVCL) return found;
  EDGES_DOWN(b->g, i, e)
  if (rel_of(b, e) == REL_ADVMOD && (form_is(b, e, "when") || form_is(b, e, "where"))) return e;
  return 0;
}

static uint32_t own_conjunction(const builder *b, uint32_t i) {
  uint32_t found = 0;
  EDGES_DOWN(b->g, i, e)
  if (e <= b->g->n_words && rel_of(b, e) == REL_CC) found = e;
  return found;
}

/* "A, B and C": the comma stands for the conjunction that follows. */
static uint32_t conjunction(const builder *b, uint32_t i) {
  uint32_t found = own_conjunction(b, i);
  for (uint32_t e = b->g->edges[i].next_down; e && !found; e = b->g->edges[e].next_down)
    if (e <= b->g->n_words && rel_of(b, e) == REL_CONJ) found = own_conjunction(b, e);
  return found && is_plain_word(marker_word(b, found)) ? found : 0;
}

static uint32_t marker(const builder *b, uint32_t i) {
  relation r = rel_of(b, i);
  if (r == REL_CONJ) return conjunction(b, i);
  return r == REL_NMOD || r == REL_OBL || r == REL_ADVCL || r == REL_ACL ? case_marker(b, i) : 0;
}

static bool add_lower(char *room, size_t *len, str s) {
  if (*len + s.len + 1 > ENHANCED_NAME_BYTES_MAX) return false;
  room[(*len)++] = '_';
  for (size_t i = 0; i < s.len; i++) room[(*len)++] = to_ascii_lower(s.ptr[i]);
  return true;
}

static str bare_name(unsigned rel) {
  if (rel == ENHANCED_REF) return STR("ref");
  return rel == ENHANCED_XSUBJ ? STR("nsubj:xsubj") : str_of(relation_name(rel));
}

str enhanced_name(const enhanced_graph *g, const text *t, const analysis *an, const sentence *s, const enhanced_edge *x,
                  char *room) {
  const builder b = {t, an, s->first_token, (enhanced_graph *)g};
  str bare = bare_name(x->rel);
  size_t len = bare.len;
  if (!x->marker) return bare;
  memcpy(room, bare.ptr, bare.len);
  if (!add_lower(room, &len, marker_word(&b, x->marker))) return bare;
  room[bare.len] = ':';
  unsigned n = 1;
  EDGES_DOWN(g, x->marker, e) {
    if (e > g->n_words || rel_of(&b, e) != REL_FIXED || !is_plain_word(marker_word(&b, e))) continue;
    if (n++ == MARKER_WORDS_MAX || !add_lower(room, &len, marker_word(&b, e))) break;
  }
  return (str){room, len};
}

/* ---- relative clauses */

static bool is_relative_word(const builder *b, uint32_t i) {
  uint8_t x = word_at(b, i)->xpos;
  if (x == XPOS_WP || x == XPOS_WDT || x == XPOS_WPS) return true;
  if (x == XPOS_WRB) return form_is(b, i, "where") || form_is(b, i, "when") || form_is(b, i, "why");
  return word_at(b, i)->upos == UPOS_PRON && form_is(b, i, "that");
}

static bool is_below(const builder *b, uint32_t i, uint32_t above) {
  for (unsigned n = 0; n < HEADS_MAX && i; n++, i = head_of(b, i))
    if (i == above) return true;
  return false;
}

static uint32_t relative_pronoun(const builder *b, uint32_t antecedent, uint32_t clause) {
  for (uint32_t i = antecedent + 1; i < clause && i < antecedent + PRONOUN_REACH; i++)
    if (is_relative_word(b, i) && is_below(b, i, clause)) return i;
  return 0;
}

/* "the place where he lives": what the adverb stands for is an oblique. */
static relation relation_of_antecedent(const builder *b, uint32_t pronoun) {
  relation r = rel_of(b, pronoun);
  if (r != REL_ADVMOD) return r;
  return form_is(b, pronoun, "when") ? REL_OBL_UNMARKED : REL_OBL;
}

/* "the way he works", "the house they live in": not an object. */
static bool is_oblique_antecedent(const builder *b, uint32_t antecedent, uint32_t verb) {
  static const char *const nouns[] = {"time", "way", "reason", "day", "year", "place", "moment"};
  EDGES_DOWN(b->g, verb, e)
  if (e <= b->g->n_words && rel_of(b, e) == REL_OBL && word_at(b, e)->upos == UPOS_ADP) return true;
  for (size_t k = 0; k < sizeof nouns / sizeof *nouns; k++)
    if (str_is(word_at(b, antecedent)->lemma, nouns[k])) return true;
  return false;
}

static uint32_t innermost_verb(const builder *b, uint32_t clause) {
  for (unsigned n = 0; n < HEADS_MAX && child(b, clause, REL_XCOMP) && !child(b, clause, REL_OBJ); n++)
    clause = child(b, clause, REL_XCOMP);
  return clause;
}

/* The pronoun is left out, "the deal that they signed": the object of the verb that has none. Or it is the antecedent itself:
 * "what happened", "where they live". */
static void add_bare_relative(const builder *b, uint32_t antecedent, uint32_t clause) {
  uint8_t x = word_at(b, antecedent)->xpos;
  uint32_t verb = innermost_verb(b, clause);
  if (x == XPOS_WRB) add_edge(b, antecedent, clause, REL_ADVMOD, 0);
  if (x == XPOS_WP && !has_subject(b, clause))
    add_edge(b, antecedent, clause, child(b, clause, REL_AUX_PASS) ? REL_NSUBJ_PASS : REL_NSUBJ, 0);
  if (x == XPOS_WRB || !has_subject(b, clause) || word_at(b, verb)->upos != UPOS_VERB || child(b, verb, REL_CCOMP)) return;
  if (is_oblique_antecedent(b, antecedent, verb)) add_edge(b, antecedent, verb, REL_OBL, 0);
  else if (!child(b, verb, REL_OBJ) && !child(b, verb, REL_AUX_PASS)) add_edge(b, antecedent, verb, REL_OBJ, 0);
}

static void add_relative(const builder *b, uint32_t clause) {
  uint32_t antecedent = head_of(b, clause);
  relation r = rel_of(b, clause);
  if ((r != REL_ACL_RELCL && r != REL_ADVCL_RELCL) || !antecedent || antecedent > clause) return;
  uint32_t pronoun = relative_pronoun(b, antecedent, clause);
  if (!pronoun) {
    if (r == REL_ACL_RELCL || word_at(b, antecedent)->xpos == XPOS_WRB) add_bare_relative(b, antecedent, clause);
    return;
  }
  relation stands_for = relation_of_antecedent(b, pronoun);
  if (r == REL_ADVCL_RELCL && stands_for == REL_NSUBJ) stands_for = REL_CSUBJ; /* "he left, which helped" */
  add_edge(b, antecedent, head_of(b, pronoun), stands_for, 0);
  add_edge(b, pronoun, antecedent, ENHANCED_REF, 0);
  b->g->edges[pronoun].left_out = true;
}

/* ---- coordination */

static uint32_t first_conjunct(const builder *b, uint32_t i) {
  for (unsigned n = 0; n < HEADS_MAX && rel_of(b, i) == REL_CONJ && head_of(b, i); n++) i = head_of(b, i);
  return i;
}

/* "in Paris and Rome": the second has the first one's place in the sentence. */
static void add_conjunct(const builder *b, uint32_t i) {
  if (rel_of(b, i) != REL_CONJ) return;
  uint32_t first = first_conjunct(b, i), own = case_marker(b, i);
  for (uint32_t e = first; e; e = b->g->edges[e].next_up) {
    const enhanced_edge *x = &b->g->edges[e];
    if (x->left_out || x->rel == REL_CONJ || x->rel == REL_ROOT || x->rel == REL_PARATAXIS || x->rel == ENHANCED_REF) continue;
    add_edge(b, i, x->head, x->rel, x->marker && own ? own : x->marker);
  }
}

/* "was seized and burnt", "is public, discussed by all": the auxiliary may stand with the first of them. */
static bool is_passive(const builder *b, uint32_t i) {
  if (child(b, i, REL_AUX_PASS)) return true;
  bool shares = rel_of(b, i) == REL_CONJ && word_at(b, i)->xpos == XPOS_VBN && !child(b, i, REL_AUX) && !child(b, i, REL_COP);
  uint32_t first = first_conjunct(b, i);
  return shares && (child(b, first, REL_AUX_PASS) || child(b, first, REL_COP));
}

/* "He called, so come": a bare form behind a finite one is an imperative. */
static bool is_imperative(const builder *b, uint32_t i, uint32_t first) {
  uint8_t x = word_at(b, first)->xpos;
  if (word_at(b, i)->xpos != XPOS_VB || child(b, i, REL_AUX) || child(b, i, REL_MARK)) return false;
  return x == XPOS_VBD || x == XPOS_VBZ || x == XPOS_VBP;
}

/* "A came and left". */
static void add_shared_subject(const builder *b, uint32_t i) {
  if (rel_of(b, i) != REL_CONJ || has_subject(b, i)) return;
  uint32_t first = first_conjunct(b, i);
  if (first > i || is_imperative(b, i, first)) return;
  EDGES_DOWN(b->g, first, e) {
    enhanced_edge x = b->g->edges[e];
    if (!is_subject(x.rel) || x.left_out) continue;
    bool clause = x.rel == REL_CSUBJ || x.rel == REL_CSUBJ_PASS;
    add_edge(b, x.dependent, i, clause ? REL_CSUBJ : is_passive(b, i) ? REL_NSUBJ_PASS : REL_NSUBJ, 0);
  }
}

/* "seized and burnt the car": an object behind both verbs is that of both. */
static void add_shared_object(const builder *b, uint32_t i) {
  if (rel_of(b, i) != REL_CONJ || word_at(b, i)->upos != UPOS_VERB) return;
  if (child(b, i, REL_OBJ) || child(b, i, REL_CCOMP) || child(b, i, REL_XCOMP) || child(b, i, REL_AUX_PASS)) return;
  EDGES_DOWN(b->g, first_conjunct(b, i), e) {
    enhanced_edge x = b->g->edges[e];
    if (x.rel == REL_OBJ && x.dependent > i && !x.left_out) add_edge(b, x.dependent, i, REL_OBJ, 0);
  }
}

/* ---- control and raising */

static bool may_control(unsigned rel, bool object) {
  if (object) return rel == REL_OBJ || rel == REL_IOBJ;
  return rel == REL_NSUBJ || rel == REL_NSUBJ_PASS || rel == ENHANCED_XSUBJ;
}

static bool share_control(const builder *b, uint32_t governor, uint32_t i, bool object) {
  bool any = false;
  EDGES_DOWN(b->g, governor, e) {
    enhanced_edge x = b->g->edges[e];
    if (x.left_out || !may_control(x.rel, object) || x.dependent == i) continue;
    add_edge(b, x.dependent, i, ENHANCED_XSUBJ, 0);
    any = true;
  }
  return any;
}

/* "asked him to leave": the object, else the subject; "made it possible to leave" says nothing of who leaves. */
static void add_controlled(const builder *b, uint32_t i) {
  for (uint32_t e = i; e; e = b->g->edges[e].next_up) {
    enhanced_edge x = b->g->edges[e];
    if (x.rel != REL_XCOMP || x.left_out || !x.head || has_subject(b, i) || child(b, x.head, REL_EXPL)) continue;
    bool by_subject = str_is(word_at(b, x.head)->lemma, "promise");
    if (by_subject || !share_control(b, x.head, i, true)) share_control(b, x.head, i, false);
  }
}

/* ---- the graph */

static void put_tree(const builder *b, const sentence *s) {
  enhanced_graph *g = b->g;
  for (uint32_t i = g->n_words; i; i--) {
    const word *w = word_at(b, i);
    bool inside = w->head >= s->first_token && w->head < s->first_token + g->n_words;
    g->edges[i] =
        (enhanced_edge){.dependent = (uint16_t)i, .head = (uint16_t)(inside ? w->head - s->first_token + 1 : 0), .rel = w->rel};
    link_down(g, i);
  }
  for (uint32_t i = 1; i <= g->n_words; i++) g->edges[i].marker = (uint16_t)marker(b, i);
}

void enhanced_build(const text *t, const analysis *an, const sentence *s, enhanced_graph *g) {
  static void (*const steps[])(const builder *, uint32_t) = {add_relative, add_conjunct, add_shared_subject, add_shared_object,
                                                             add_controlled};
  const builder b = {t, an, s->first_token, g};
  memset(g->first_down, 0, sizeof g->first_down);
  g->n_words = s->n_tokens < SENTENCE_TOKENS_MAX ? s->n_tokens : SENTENCE_TOKENS_MAX;
  g->n_edges = g->n_words;
  put_tree(&b, s);
  for (size_t k = 0; k < sizeof steps / sizeof *steps; k++)
    for (uint32_t i = 1; i <= g->n_words; i++) steps[k](&b, i);
}

/* The edge of word i with the lowest head and relation behind those of `after`; 0: no more. */
static uint32_t next_in_order(const enhanced_graph *g, uint32_t i, uint32_t after) {
  uint32_t best = 0;
  for (uint32_t e = i; e; e = g->edges[e].next_up) {
    const enhanced_edge *x = &g->edges[e], *low = &g->edges[after], *high = &g->edges[best];
    if (x->left_out || (after && (x->head < low->head || (x->head == low->head && e <= after)))) continue;
    if (!best || x->head < high->head) best = e;
  }
  return best;
}

bool enhanced_write(const enhanced_graph *g, const text *t, const analysis *an, const sentence *s, uint32_t i, buffer *out) {
  char room[ENHANCED_NAME_BYTES_MAX];
  bool good = true;
  for (uint32_t e = next_in_order(g, i, 0), n = 0; e && good; e = next_in_order(g, i, e), n++) {
    str name = enhanced_name(g, t, an, s, &g->edges[e], room);
    good = buffer_format(out, "%s%u:", n ? "|" : "", g->edges[e].head) && buffer_add(out, name);
  }
  return good;
}
