/* Reads trees: children, phrases, governors. Every walk is bounded, whatever the tree. */
#include "world/resolve.h"

enum { CLIMB_MAX = 8, PHRASE_TOKENS_MAX = 24, CHILDREN_MAX = 64 };

static bool in_sentence(const sentence *s, uint32_t i) { return i >= s->first_token && i - s->first_token < s->n_tokens; }

/* Children in the order of the text; a head outside the sentence counts as none. */
bool build_trees(resolver *r) {
  uint32_t n = r->t->n_tokens;
  r->child = ARENA_ARRAY(r->a, uint32_t, n);
  r->sibling = ARENA_ARRAY(r->a, uint32_t, n);
  r->order = ARENA_ARRAY(r->a, uint32_t, n);
  if (!r->child || !r->sibling || !r->order) return false;
  for (uint32_t k = 0; k < r->t->n_sentences; k++) {
    const sentence *s = &r->t->sentences[k];
    for (uint32_t i = s->first_token + s->n_tokens; i-- > s->first_token;) {
      uint32_t head = word_of(r, i)->head;
      if (!in_sentence(s, head) || head == i) continue;
      r->sibling[i] = r->child[head];
      r->child[head] = i + 1;
    }
  }
  return true;
}

/* Breadth first from the roots. Tokens on a cycle are never reached. */
void order_sentence(resolver *r) {
  const sentence *s = &r->t->sentences[r->sentence];
  r->n_order = 0;
  for (uint32_t i = r->first; i < r->last; i++)
    if (!in_sentence(s, word_of(r, i)->head) || word_of(r, i)->head == i) r->order[r->n_order++] = i;
  for (uint32_t k = 0; k < r->n_order; k++)
    for (uint32_t c = r->child[r->order[k]]; c; c = r->sibling[c - 1]) r->order[r->n_order++] = c - 1;
}

str case_of(const resolver *r, uint32_t head) {
  uint32_t seen = 0;
  for (uint32_t c = r->child[head]; c && seen < CHILDREN_MAX; c = r->sibling[c - 1], seen++)
    if (word_of(r, c - 1)->rel == REL_CASE && c - 1 < head) return word_of(r, c - 1)->lemma;
  return (str){0};
}

bool has_child(const resolver *r, uint32_t head, const char *lemmas) {
  uint32_t seen = 0;
  for (uint32_t c = r->child[head]; c && seen < CHILDREN_MAX; c = r->sibling[c - 1], seen++)
    if (c - 1 < head && listed(lemmas, word_of(r, c - 1)->lemma)) return true;
  return false;
}

static uint32_t first_conjunct(const resolver *r, uint32_t i) {
  for (int k = 0; k < CLIMB_MAX && word_of(r, i)->rel == REL_CONJ; k++) {
    uint32_t head = word_of(r, i)->head;
    if (head < r->first || head >= r->last) break;
    i = head;
  }
  return i;
}

uint32_t governor_of(const resolver *r, uint32_t i) {
  uint32_t head = word_of(r, first_conjunct(r, i))->head;
  return head >= r->first && head < r->last ? head : NO_TOKEN;
}

bool is_subject(const resolver *r, uint32_t i) {
  uint8_t rel = word_of(r, first_conjunct(r, i))->rel;
  return rel == REL_NSUBJ || rel == REL_NSUBJ_PASS || rel == REL_NSUBJ_OUTER;
}

uint32_t subject_flags(const resolver *r, uint32_t i) {
  if (!is_subject(r, i)) return 0;
  uint32_t verb = governor_of(r, i);
  bool main_clause = verb != NO_TOKEN && word_of(r, first_conjunct(r, verb))->rel == REL_ROOT;
  return NOTE_SUBJECT | (main_clause ? (uint32_t)NOTE_MAIN : 0);
}

bool is_above(const resolver *r, uint32_t above, uint32_t below) {
  for (int k = 0; k < CLIMB_MAX; k++) {
    if (below == above) return true;
    below = word_of(r, below)->head;
    if (below < r->first || below >= r->last) return false;
  }
  return false;
}

/* ---- spans */

static bool directly_after(const resolver *r, uint32_t i) {
  unsigned char c = i > r->first ? (unsigned char)form_of(r, i - 1).ptr[0] : ',';
  return is_ascii_alpha(c) || c >= 0x80 || is_ascii_digit(c);
}

/* Is the phrase under i part of the mention it hangs on? `top`: it hangs on the head itself. */
static bool belongs(const resolver *r, uint32_t i, bool top) {
  switch (word_of(r, i)->rel) {
    case REL_DET:
    case REL_DET_PREDET:
    case REL_AMOD:
    case REL_COMPOUND:
    case REL_NUMMOD:
    case REL_NMOD_POSS:
    case REL_NMOD_DESC:
    case REL_NMOD_UNMARKED:
    case REL_FLAT:
    case REL_FIXED:
    case REL_GOESWITH:
    case REL_PUNCT:
      return true;
    case REL_CASE:
      return !top || i > word_of(r, i)->head; /* the clitic of "Kenya's"; not the phrase's own preposition */
    case REL_ADVMOD:
      return word_of(r, i)->head > i;
    case REL_CC:
    case REL_CONJ:
      return !top;
    case REL_NMOD:
      return listed(" of for from ", case_of(r, i));
    case REL_APPOS:
      return top && directly_after(r, i);
    default:
      return false;
  }
}

static bool in_phrase(const resolver *r, uint32_t head, uint32_t i) {
  for (int k = 0; k < CLIMB_MAX; k++) {
    uint32_t up = word_of(r, i)->head;
    if (up < r->first || up >= r->last || !belongs(r, i, up == head)) return false;
    if (up == head) return true;
    i = up;
  }
  return false;
}

static bool is_edge_sign(str form) {
  return form.len && listed(
                         " - , . ' \" \xe2\x80\x9c \xe2\x80\x9d \xe2\x80\x98 \xe2\x80\x99 `` '' ( ) : ; -- \xe2\x80\x93 "
                         "\xe2\x80\x94 'S 's \xe2\x80\x99s ",
                         form);
}

/* A comma ends it, a bracket too: what they set off is apposition. */
static bool sets_off(str form) { return listed(" , ( ) : ; -- \xe2\x80\x94 \xe2\x80\x93 [ ] ", form); }

void phrase_span(const resolver *r, uint32_t head, uint32_t *first, uint32_t *n) {
  uint32_t b = head, e = head + 1;
  while (b > r->first && head - b < PHRASE_TOKENS_MAX && !sets_off(form_of(r, b - 1)) && in_phrase(r, head, b - 1)) b--;
  while (e < r->last && e - head < PHRASE_TOKENS_MAX && !sets_off(form_of(r, e)) && in_phrase(r, head, e)) e++;
  while (b < head && is_edge_sign(form_of(r, b))) b++;
  while (e > head + 1 && is_edge_sign(form_of(r, e - 1))) e--;
  *first = b;
  *n = e - b;
}

str token_text(const resolver *r, uint32_t first, uint32_t n) {
  return str_slice(r->t->bytes, r->t->tokens[first].begin, r->t->tokens[first + n - 1].end);
}

uint32_t possessor_of(const resolver *r, uint32_t h) {
  for (uint32_t c = r->child[h]; c; c = r->sibling[c - 1])
    if (word_of(r, c - 1)->rel == REL_NMOD_POSS && party_of(r, c - 1)) return party_of(r, c - 1);
  return 0;
}
