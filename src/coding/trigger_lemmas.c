/* Lemmas of verbs that the grammar guessed by their endings and missed ("provoked" as "provok"): where the lexicon does not know
 * the lemma but knows one that the form may come from, that one is taken. Leaves all other words as they are. */
#include "coding/trigger_lemmas.h"

enum { FORM_MAX = 40 };

typedef struct {
  const char *ending, *instead;
  bool undouble; /* "quelled", "quell" is tried before "quel" */
} inflection;

static const inflection inflections[] = {
    {"ied", "y", false}, {"ed", "", false},   {"ed", "e", false}, {"ed", "", true},   {"ing", "", false}, {"ing", "e", false},
    {"ing", "", true},   {"ies", "y", false}, {"es", "", false},  {"es", "e", false}, {"s", "", false},
};

static bool is_trigger(const event_lexicon *l, str lemma) {
  uint32_t n = 0;
  lexicon_rows(l, lemma, POS_VERB, &n);
  if (!n) lexicon_light(l, lemma, &n);
  return n > 0;
}

/* The form without its ending, in `out` (FORM_MAX bytes); empty where it does not fit. */
static str uninflected(str form, const inflection *how, char *out) {
  str ending = str_of(how->ending), instead = str_of(how->instead);
  if (form.len > FORM_MAX - 4 || form.len < ending.len + 3 || !str_ends(form, ending)) return (str){"", 0};
  size_t n = form.len - ending.len;
  if (how->undouble && form.ptr[n - 1] != form.ptr[n - 2]) return (str){"", 0};
  if (how->undouble) n--;
  memcpy(out, form.ptr, n);
  if (instead.len) memcpy(out + n, instead.ptr, instead.len);
  return (str){out, n + instead.len};
}

static bool lemma_of_form(const event_lexicon *l, str form, arena *a, str *lemma) {
  char lower[FORM_MAX], out[FORM_MAX];
  if (form.len >= FORM_MAX) return true;
  for (size_t i = 0; i < form.len; i++) lower[i] = to_ascii_lower(form.ptr[i]);
  for (size_t i = 0; i < sizeof inflections / sizeof *inflections; i++) {
    str candidate = uninflected((str){lower, form.len}, &inflections[i], out);
    if (candidate.len && is_trigger(l, candidate)) return arena_copy(a, candidate, lemma);
  }
  return true;
}

const analysis *trigger_lemmas_mend(const event_lexicon *l, const text *t, const analysis *an, arena *a) {
  analysis *mended = NULL;
  for (uint32_t i = 0; i < an->n_words; i++) {
    str lemma = an->words[i].lemma;
    if (an->words[i].upos != UPOS_VERB || is_trigger(l, lemma)) continue;
    if (!lemma_of_form(l, token_form(t, i), a, &lemma)) return NULL;
    if (str_equal(lemma, an->words[i].lemma)) continue;
    if (!mended) {
      mended = ARENA_ARRAY(a, analysis, 1);
      word *words = ARENA_ARRAY(a, word, an->n_words);
      if (!mended || !words) return NULL;
      *mended = *an;
      mended->words = memcpy(words, an->words, an->n_words * sizeof *words);
    }
    mended->words[i].lemma = lemma;
  }
  return mended ? mended : an;
}
