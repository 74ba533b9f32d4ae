/* Under which word the lexicon knows a token: its lemma, or the whole of a hyphened word ("cease-fire", three tokens). */
#include "coding/frame.h"

static str lowered_pair(str first, const char *between, str last, char *out, size_t size) {
  size_t n = 0, middle = strlen(between);
  if (first.len + middle + last.len > size) return (str){out, 0};
  for (size_t i = 0; i < first.len; i++) out[n++] = to_ascii_lower(first.ptr[i]);
  for (size_t i = 0; i < middle; i++) out[n++] = between[i];
  for (size_t i = 0; i < last.len; i++) out[n++] = to_ascii_lower(last.ptr[i]);
  return (str){out, n};
}

static bool has_rows(const scene *s, str w, trigger_pos pos) {
  uint32_t n;
  lexicon_rows(s->l, w, pos, &n);
  return n > 0;
}

static bool is_hyphened(const text *t, uint32_t tok) {
  if (tok < 2 || !str_is(token_form(t, tok - 1), "-")) return false;
  return t->tokens[tok - 2].end == t->tokens[tok - 1].begin && t->tokens[tok - 1].end == t->tokens[tok].begin;
}

str headword_of(const scene *s, uint32_t tok, trigger_pos pos, char *out, size_t size) {
  str lemma = tree_lemma(&s->d, tok), whole;
  if (is_hyphened(s->d.t, tok)) {
    str first = token_form(s->d.t, tok - 2);
    whole = lowered_pair(first, "-", lemma, out, size);
    if (has_rows(s, whole, pos)) return whole;
    whole = lowered_pair(first, "", lemma, out, size);
    if (has_rows(s, whole, pos)) return whole;
  }
  whole = lowered_pair(STR(""), "", lemma, out, size);
  return whole.len ? whole : lemma;
}
