/* Under which word the lexicon knows a token: its lemma, or what the lemma should have been (lemmas are learned, and rare words'
 * are sometimes wrong), or the whole of a hyphened word ("cease-fire"). */
#include "coding/frame.h"

typedef struct {
  const scene *s;
  trigger_pos pos;
  char *out;
  size_t size, len;
} candidate;

static bool has_rows(const scene *s, str w, trigger_pos pos) {
  uint32_t n;
  lexicon_rows(s->l, w, pos, &n);
  if (!n && pos == POS_VERB) lexicon_light(s->l, w, &n);
  return n > 0;
}

static void begin(candidate *c, str w) {
  c->len = 0;
  for (size_t i = 0; i < w.len && c->len < c->size; i++) c->out[c->len++] = to_ascii_lower(w.ptr[i]);
}

static bool ends(const candidate *c, const char *suffix) { return str_ends((str){c->out, c->len}, str_of(suffix)); }

/* Replaces the last `cut` bytes by `add`; true where the lexicon has the result, which else is taken back. */
static bool try_ending(candidate *c, size_t cut, const char *add) {
  size_t n = strlen(add), len = c->len;
  char saved[8];
  if (cut > len || cut > sizeof saved || len - cut + n > c->size) return false;
  memcpy(saved, c->out + len - cut, cut);
  memcpy(c->out + len - cut, add, n);
  c->len = len - cut + n;
  if (has_rows(c->s, (str){c->out, c->len}, c->pos)) return true;
  memcpy(c->out + len - cut, saved, cut);
  c->len = len;
  return false;
}

static bool try_noun_endings(candidate *c) {
  if (ends(c, "oe")) return try_ending(c, 1, "");
  if (ends(c, "ies") && try_ending(c, 3, "y")) return true;
  if (ends(c, "es") && try_ending(c, 2, "")) return true;
  return ends(c, "s") && !ends(c, "ss") && try_ending(c, 1, "");
}

static bool try_verb_endings(candidate *c) {
  if (try_ending(c, 0, "e")) return true;
  if (ends(c, "ied") && try_ending(c, 3, "y")) return true;
  if (ends(c, "ed")) return try_ending(c, 2, "") || try_ending(c, 1, "");
  return ends(c, "ing") && (try_ending(c, 3, "") || try_ending(c, 3, "e"));
}

static bool join(candidate *c, str first, const char *between, str last) {
  if (first.len + last.len + 1 > c->size) return false;
  begin(c, first);
  for (const char *p = between; *p; p++) c->out[c->len++] = *p;
  for (size_t i = 0; i < last.len; i++) c->out[c->len++] = to_ascii_lower(last.ptr[i]);
  return has_rows(c->s, (str){c->out, c->len}, c->pos);
}

/* "cease - fire" as three tokens without space. */
static bool try_hyphened(candidate *c, uint32_t tok, str lemma) {
  const text *t = c->s->d.t;
  if (tok < 2 || !str_is(token_form(t, tok - 1), "-")) return false;
  if (t->tokens[tok - 2].end != t->tokens[tok - 1].begin || t->tokens[tok - 1].end != t->tokens[tok].begin) return false;
  str first = token_form(t, tok - 2);
  return join(c, first, "-", lemma) || join(c, first, "", lemma);
}

str headword_of(const scene *s, uint32_t tok, trigger_pos pos, char *out, size_t size) {
  candidate c = {.s = s, .pos = pos, .out = out, .size = size};
  str lemma = tree_lemma(&s->d, tok);
  if (try_hyphened(&c, tok, lemma)) return (str){out, c.len};
  begin(&c, lemma);
  str folded = {out, c.len};
  if (has_rows(s, folded, pos)) return folded;
  if (pos == POS_NOUN ? try_noun_endings(&c) : try_verb_endings(&c)) return (str){out, c.len};
  if (pos == POS_VERB) { /* "bombed" under "bom", "shelled" under "shel" */
    begin(&c, tree_form(&s->d, tok));
    if (try_verb_endings(&c)) return (str){out, c.len};
    begin(&c, lemma);
  }
  return folded;
}
