/* Lemmas that the grammar guessed by their endings and missed ("provoked" as "provok", "airstrikes" as itself): where the lexicon
 * does not know the lemma but knows one that the form may come from, that one is taken. Leaves all other words as they are. */
#include "coding/trigger_lemmas.h"

enum { FORM_MAX = 40 };

typedef struct {
  const char *ending, *instead;
  bool undouble; /* "quelled", "quell" is tried before "quel" */
} inflection;

static const inflection verb_endings[] = {
    {"ied", "y", false}, {"ed", "", false},   {"ed", "e", false}, {"ed", "", true},   {"ing", "", false}, {"ing", "e", false},
    {"ing", "", true},   {"ies", "y", false}, {"es", "", false},  {"es", "e", false}, {"s", "", false},   {NULL, NULL, false},
};

static const inflection noun_endings[] = {{"ies", "y", false}, {"s", "", false}, {"es", "", false}, {NULL, NULL, false}};

/* Forms that no ending explains. */
static const struct {
  const char *form, *lemma;
} irregular[] = {{"beaten", "beat"},
                 {"besought", "beseech"},
                 {"bitten", "bite"},
                 {"bled", "bleed"},
                 {"blew", "blow"},
                 {"blown", "blow"},
                 {"bound", "bind"},
                 {"broke", "break"},
                 {"broken", "break"},
                 {"burnt", "burn"},
                 {"chose", "choose"},
                 {"chosen", "choose"},
                 {"driven", "drive"},
                 {"drove", "drive"},
                 {"dug", "dig"},
                 {"fed", "feed"},
                 {"fled", "flee"},
                 {"flew", "fly"},
                 {"flown", "fly"},
                 {"flung", "fling"},
                 {"forbade", "forbid"},
                 {"forbidden", "forbid"},
                 {"foresaw", "foresee"},
                 {"foreseen", "foresee"},
                 {"forgave", "forgive"},
                 {"forgiven", "forgive"},
                 {"forsaken", "forsake"},
                 {"forsook", "forsake"},
                 {"forswore", "forswear"},
                 {"fought", "fight"},
                 {"froze", "freeze"},
                 {"frozen", "freeze"},
                 {"hidden", "hide"},
                 {"hung", "hang"},
                 {"laid", "lay"},
                 {"lain", "lie"},
                 {"misled", "mislead"},
                 {"mistook", "mistake"},
                 {"outran", "outrun"},
                 {"overcame", "overcome"},
                 {"overran", "overrun"},
                 {"oversaw", "oversee"},
                 {"overseen", "oversee"},
                 {"overtaken", "overtake"},
                 {"overthrew", "overthrow"},
                 {"overthrown", "overthrow"},
                 {"overtook", "overtake"},
                 {"rebuilt", "rebuild"},
                 {"redrawn", "redraw"},
                 {"redrew", "redraw"},
                 {"repaid", "repay"},
                 {"resold", "resell"},
                 {"retaken", "retake"},
                 {"retook", "retake"},
                 {"rewritten", "rewrite"},
                 {"rewrote", "rewrite"},
                 {"ridden", "ride"},
                 {"rode", "ride"},
                 {"sank", "sink"},
                 {"shaken", "shake"},
                 {"shook", "shake"},
                 {"shoots", "shoot"},
                 {"shot", "shoot"},
                 {"shrank", "shrink"},
                 {"slain", "slay"},
                 {"slew", "slay"},
                 {"sought", "seek"},
                 {"spoke", "speak"},
                 {"spoken", "speak"},
                 {"stole", "steal"},
                 {"stolen", "steal"},
                 {"stricken", "strike"},
                 {"struck", "strike"},
                 {"sunk", "sink"},
                 {"swept", "sweep"},
                 {"swore", "swear"},
                 {"sworn", "swear"},
                 {"threw", "throw"},
                 {"thrown", "throw"},
                 {"tore", "tear"},
                 {"torn", "tear"},
                 {"undertaken", "undertake"},
                 {"undertook", "undertake"},
                 {"undid", "undo"},
                 {"undone", "undo"},
                 {"upheld", "uphold"},
                 {"withdrawn", "withdraw"},
                 {"withdrew", "withdraw"},
                 {"withheld", "withhold"},
                 {"withstood", "withstand"},
                 {"woken", "wake"},
                 {"wrung", "wring"}};

static bool is_trigger(const event_lexicon *l, str lemma, trigger_pos pos) {
  uint32_t n = 0;
  lexicon_rows(l, lemma, pos, &n);
  if (!n && pos == POS_VERB) lexicon_light(l, lemma, &n);
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

static str irregular_lemma(str form) {
  for (size_t i = 0; i < sizeof irregular / sizeof *irregular; i++)
    if (str_is(form, irregular[i].form)) return str_of(irregular[i].lemma);
  return (str){"", 0};
}

static bool lemma_of_form(const event_lexicon *l, str form, trigger_pos pos, arena *a, str *lemma) {
  char lower[FORM_MAX], out[FORM_MAX];
  if (form.len >= FORM_MAX) return true;
  for (size_t i = 0; i < form.len; i++) lower[i] = to_ascii_lower(form.ptr[i]);
  str known = pos == POS_VERB ? irregular_lemma((str){lower, form.len}) : (str){"", 0};
  if (known.len && is_trigger(l, known, pos)) {
    *lemma = known;
    return true;
  }
  for (const inflection *how = pos == POS_VERB ? verb_endings : noun_endings; how->ending; how++) {
    str candidate = uninflected((str){lower, form.len}, how, out);
    if (candidate.len && is_trigger(l, candidate, pos)) return arena_copy(a, candidate, lemma);
  }
  return true;
}

/* A noun's lemma is doubted only where it looks like a plural still, or like one that lost its "s" alone. */
static bool is_doubtful(const word *w) {
  if (w->upos == UPOS_VERB) return true;
  return w->upos == UPOS_NOUN && (str_ends(w->lemma, STR("s")) || str_ends(w->lemma, STR("oe")));
}

const analysis *trigger_lemmas_mend(const event_lexicon *l, const text *t, const analysis *an, arena *a) {
  analysis *mended = NULL;
  for (uint32_t i = 0; i < an->n_words; i++) {
    str lemma = an->words[i].lemma;
    trigger_pos pos = an->words[i].upos == UPOS_VERB ? POS_VERB : POS_NOUN;
    if (!is_doubtful(&an->words[i]) || is_trigger(l, lemma, pos)) continue;
    if (!lemma_of_form(l, token_form(t, i), pos, a, &lemma)) return NULL;
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
