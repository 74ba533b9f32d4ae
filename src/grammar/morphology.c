/* Number, tense, voice and the like: closed classes by form, nouns and adjectives by tag, verbs by tag and tree. */
#include "grammar/morphology.h"

#include <stdio.h>

enum { STEPS_MAX = 6 }; /* heads that a question goes up */

#define REL(name) (1ULL << REL_##name)
static const uint64_t subjects = REL(NSUBJ) | REL(NSUBJ_PASS) | REL(NSUBJ_OUTER);
static const uint64_t auxiliaries = REL(AUX) | REL(AUX_PASS) | REL(COP);

typedef struct {
  const text *t;
  const word *words;
  uint32_t first, end; /* of the sentence */
} view;

static bool rel_in(const word *w, uint64_t rels) { return rels >> w->rel & 1; }
static bool form_is(const view *v, uint32_t i, const char *form) { return str_equal_fold(token_form(v->t, i), str_of(form)); }

static bool form_in(const view *v, uint32_t i, const char *const *forms) {
  for (; *forms; forms++)
    if (form_is(v, i, *forms)) return true;
  return false;
}

/* The next child of i from token `k` on with one of the relations; NO_TOKEN: none. */
static uint32_t child_from(const view *v, uint32_t i, uint64_t rels, uint32_t k) {
  for (; k < v->end; k++)
    if (v->words[k].head == i && rel_in(&v->words[k], rels)) return k;
  return NO_TOKEN;
}

static bool has_child(const view *v, uint32_t i, uint64_t rels) { return child_from(v, i, rels, v->first) != NO_TOKEN; }

/* ---- closed classes and plain tags */

typedef struct {
  const char *form, *features;
  uint8_t xpos;
} closed_form;

#define PRONOUN(rest) rest "|PronType=Prs"
static const closed_form closed_forms[] = {
    {"the", "Definite=Def|PronType=Art", XPOS_DT},
    {"a", "Definite=Ind|PronType=Art", XPOS_DT},
    {"an", "Definite=Ind|PronType=Art", XPOS_DT},
    {"this", "Number=Sing|PronType=Dem", XPOS_DT},
    {"that", "Number=Sing|PronType=Dem", XPOS_DT},
    {"these", "Number=Plur|PronType=Dem", XPOS_DT},
    {"those", "Number=Plur|PronType=Dem", XPOS_DT},
    {"no", "PronType=Neg", XPOS_DT},
    {"not", "Polarity=Neg", XPOS_RB},
    {"n't", "Polarity=Neg", XPOS_RB},
    {"none", "_", XPOS_NN},
    {"i", PRONOUN("Case=Nom|Number=Sing|Person=1"), XPOS_PRP},
    {"me", PRONOUN("Case=Acc|Number=Sing|Person=1"), XPOS_PRP},
    {"we", PRONOUN("Case=Nom|Number=Plur|Person=1"), XPOS_PRP},
    {"us", PRONOUN("Case=Acc|Number=Plur|Person=1"), XPOS_PRP},
    {"'s", PRONOUN("Case=Acc|Number=Plur|Person=1"), XPOS_PRP},
    {"you", PRONOUN("Person=2"), XPOS_PRP},
    {"he", PRONOUN("Case=Nom|Gender=Masc|Number=Sing|Person=3"), XPOS_PRP},
    {"him", PRONOUN("Case=Acc|Gender=Masc|Number=Sing|Person=3"), XPOS_PRP},
    {"she", PRONOUN("Case=Nom|Gender=Fem|Number=Sing|Person=3"), XPOS_PRP},
    {"her", PRONOUN("Case=Acc|Gender=Fem|Number=Sing|Person=3"), XPOS_PRP},
    {"it", PRONOUN("Gender=Neut|Number=Sing|Person=3"), XPOS_PRP},
    {"they", PRONOUN("Case=Nom|Number=Plur|Person=3"), XPOS_PRP},
    {"them", PRONOUN("Case=Acc|Number=Plur|Person=3"), XPOS_PRP},
    {"'em", PRONOUN("Case=Acc|Number=Plur|Person=3"), XPOS_PRP},
    {"mine", "Number=Sing|Person=1|Poss=Yes|PronType=Prs", XPOS_PRP},
    {"ours", "Number=Plur|Person=1|Poss=Yes|PronType=Prs", XPOS_PRP},
    {"yours", "Person=2|Poss=Yes|PronType=Prs", XPOS_PRP},
    {"his", "Gender=Masc|Number=Sing|Person=3|Poss=Yes|PronType=Prs", XPOS_PRP},
    {"hers", "Gender=Fem|Number=Sing|Person=3|Poss=Yes|PronType=Prs", XPOS_PRP},
    {"theirs", "Number=Plur|Person=3|Poss=Yes|PronType=Prs", XPOS_PRP},
    {"myself", PRONOUN("Number=Sing|Person=1") "|Reflex=Yes", XPOS_PRP},
    {"ourselves", PRONOUN("Number=Plur|Person=1") "|Reflex=Yes", XPOS_PRP},
    {"yourself", PRONOUN("Number=Sing|Person=2") "|Reflex=Yes", XPOS_PRP},
    {"yourselves", PRONOUN("Number=Plur|Person=2") "|Reflex=Yes", XPOS_PRP},
    {"himself", PRONOUN("Gender=Masc|Number=Sing|Person=3") "|Reflex=Yes", XPOS_PRP},
    {"herself", PRONOUN("Gender=Fem|Number=Sing|Person=3") "|Reflex=Yes", XPOS_PRP},
    {"itself", PRONOUN("Gender=Neut|Number=Sing|Person=3") "|Reflex=Yes", XPOS_PRP},
    {"oneself", PRONOUN("Number=Sing|Person=3") "|Reflex=Yes", XPOS_PRP},
    {"themselves", PRONOUN("Number=Plur|Person=3") "|Reflex=Yes", XPOS_PRP},
    {"one", PRONOUN("Number=Sing|Person=3"), XPOS_PRP},
    {"my", "Case=Gen|Number=Sing|Person=1|Poss=Yes|PronType=Prs", XPOS_PRPS},
    {"our", "Case=Gen|Number=Plur|Person=1|Poss=Yes|PronType=Prs", XPOS_PRPS},
    {"your", "Case=Gen|Person=2|Poss=Yes|PronType=Prs", XPOS_PRPS},
    {"his", "Case=Gen|Gender=Masc|Number=Sing|Person=3|Poss=Yes|PronType=Prs", XPOS_PRPS},
    {"her", "Case=Gen|Gender=Fem|Number=Sing|Person=3|Poss=Yes|PronType=Prs", XPOS_PRPS},
    {"its", "Case=Gen|Gender=Neut|Number=Sing|Person=3|Poss=Yes|PronType=Prs", XPOS_PRPS},
    {"their", "Case=Gen|Number=Plur|Person=3|Poss=Yes|PronType=Prs", XPOS_PRPS},
};

/* Plural in form, with no singular of the same meaning. */
static const char *const plural_only[] = {
    "troops",  "regards",      "means",     "thanks",       "politics",    "clothes",     "supplies",    "pants",
    "grounds", "headquarters", "goods",     "surroundings", "remains",     "proceedings", "whereabouts", "finances",
    "jeans",   "scissors",     "outskirts", "philippines",  "netherlands", "olympics",    "paralympics", NULL};

static const char *const ordinals[] = {"first",      "second",    "third",      "fourth", "fifth",    "sixth",
                                       "seventh",    "eighth",    "ninth",      "tenth",  "eleventh", "twelfth",
                                       "thirteenth", "hundredth", "thousandth", NULL};

static const char *closed_features(const view *v, uint32_t i) {
  for (size_t k = 0; k < sizeof closed_forms / sizeof *closed_forms; k++)
    if (closed_forms[k].xpos == v->words[i].xpos && form_is(v, i, closed_forms[k].form)) return closed_forms[k].features;
  return NULL;
}

static bool starts_with_digit(str form) { return form.len && is_ascii_digit((unsigned char)form.ptr[0]); }

static bool is_ordinal(const view *v, uint32_t i) {
  str form = token_form(v->t, i);
  if (starts_with_digit(form)) return !is_ascii_digit((unsigned char)form.ptr[form.len - 1]);
  return form_in(v, i, ordinals);
}

/* "1980s", "clothes". */
static bool is_plural_only(const view *v, uint32_t i) {
  str form = token_form(v->t, i);
  return (starts_with_digit(form) && str_ends(form, STR("0s"))) || form_in(v, i, plural_only);
}

static const char *noun_features(const view *v, uint32_t i) {
  switch (v->words[i].xpos) {
    case XPOS_NN:
    case XPOS_NNP:
      return "Number=Sing";
    case XPOS_NNS:
    case XPOS_NNPS:
      return is_plural_only(v, i) ? "Number=Ptan" : "Number=Plur";
    default:
      return "_";
  }
}

static const char *degree_features(const view *v, uint32_t i) {
  switch (v->words[i].xpos) {
    case XPOS_JJ:
      return is_ordinal(v, i) ? "Degree=Pos|NumType=Ord" : "Degree=Pos";
    case XPOS_JJR:
    case XPOS_RBR:
      return "Degree=Cmp";
    case XPOS_JJS:
    case XPOS_RBS:
      return "Degree=Sup";
    default:
      return v->words[i].upos == UPOS_ADJ && v->words[i].xpos == XPOS_NNP ? "Degree=Pos" : "_";
  }
}

/* ---- finite verbs: number and person of the subject */

typedef struct {
  char person;
  bool plural;
} agreement;

static bool is_relative_pronoun(const view *v, uint32_t i) {
  uint8_t x = v->words[i].xpos;
  return x == XPOS_WDT || x == XPOS_WP || (x != XPOS_DT && form_is(v, i, "that"));
}

/* What a relative clause, or one coordinated with it, hangs on; NO_TOKEN: it is no relative clause. */
static uint32_t antecedent(const view *v, uint32_t i) {
  for (uint32_t step = 0; step < STEPS_MAX && i != NO_TOKEN; step++) {
    if (v->words[i].rel == REL_ACL_RELCL) return v->words[i].head;
    if (v->words[i].rel != REL_CONJ) break;
    i = v->words[i].head;
  }
  return NO_TOKEN;
}

static uint32_t subject_of(const view *v, uint32_t i) {
  for (uint32_t step = 0; step < STEPS_MAX && i != NO_TOKEN; step++) {
    const word *w = &v->words[i];
    uint32_t k = rel_in(w, auxiliaries) ? NO_TOKEN : child_from(v, i, subjects, v->first);
    if (k != NO_TOKEN && !is_relative_pronoun(v, k)) return k;
    if (k != NO_TOKEN) return antecedent(v, i) != NO_TOKEN ? antecedent(v, i) : k;
    if (w->rel == REL_ACL_RELCL) return w->head;
    if (!rel_in(w, auxiliaries | REL(CONJ))) break;
    i = w->head;
  }
  return NO_TOKEN;
}

/* "A and B". */
static bool has_and(const view *v, uint32_t i) {
  static const char *const ands[] = {"and", "&", NULL};
  for (uint32_t k = child_from(v, i, REL(CONJ), v->first); k != NO_TOKEN; k = child_from(v, i, REL(CONJ), k + 1)) {
    uint32_t cc = child_from(v, k, REL(CC), v->first);
    if (cc != NO_TOKEN && form_in(v, cc, ands)) return true;
  }
  return false;
}

static agreement pronoun_agreement(const char *features) {
  const char *person = strstr(features, "Person=");
  return (agreement){person ? person[7] : '3', strstr(features, "Number=Plur") != NULL};
}

static agreement subject_agreement(const view *v, uint32_t i) {
  static const char *const plurals[] = {"many", "few", "both", "several", "others", "all", "some", "these", "those", NULL};
  uint8_t x = v->words[i].xpos;
  const char *closed = x == XPOS_PRP ? closed_features(v, i) : NULL;
  bool several = has_and(v, i);
  if (closed && !several) return pronoun_agreement(closed);
  bool number = x == XPOS_CD && !form_is(v, i, "one") && !form_is(v, i, "1");
  return (agreement){'3', several || number || x == XPOS_NNS || x == XPOS_NNPS || form_in(v, i, plurals)};
}

/* The form itself settles some of it; a second person always counts as singular in the treebanks' verbs. */
static agreement verb_agreement(const view *v, uint32_t i) {
  bool present = v->words[i].xpos == XPOS_VBP;
  uint32_t subject = subject_of(v, i);
  agreement a = {present ? '1' : '3', false};
  if (subject != NO_TOKEN) a = subject_agreement(v, subject);
  if (a.person == '2') a.plural = false;
  if (a.person != '3') return a;
  if (present || form_is(v, i, "were")) a.plural = true;
  if (form_is(v, i, "was")) a.plural = false;
  return a;
}

static str finite_features(const view *v, uint32_t i, char *room) {
  agreement a = verb_agreement(v, i);
  const char *tense = v->words[i].xpos == XPOS_VBD ? "Past" : "Pres";
  int n = snprintf(room, FEATURES_BYTES_MAX, "Mood=Ind|Number=%s|Person=%c|Tense=%s|VerbForm=Fin", a.plural ? "Plur" : "Sing",
                   a.person, tense);
  return (str){room, (size_t)n};
}

/* ---- other verb forms */

static bool has_to(const view *v, uint32_t i) {
  for (uint32_t k = v->first; k < v->end; k++)
    if (v->words[k].head == i && v->words[k].xpos == XPOS_TO) return true;
  return false;
}

/* "may come", "to come"; "do come" is as good as "come". */
static bool asks_for_infinitive(const view *v, uint32_t i, uint32_t before) {
  static const char *const emphatic[] = {"do", "please", NULL};
  if (has_to(v, i)) return true;
  for (uint32_t k = child_from(v, i, REL(AUX), v->first); k < before; k = child_from(v, i, REL(AUX), k + 1))
    if (!form_in(v, k, emphatic) || has_child(v, i, subjects)) return true;
  return false;
}

/* A bare form that heads a clause of its own, with no subject, "to" or auxiliary. */
static bool is_imperative(const view *v, uint32_t i) {
  static const uint64_t clauses = REL(ROOT) | REL(PARATAXIS) | REL(CCOMP) | REL(LIST) | REL(DISCOURSE) | REL(CONJ);
  uint32_t before = rel_in(&v->words[i], auxiliaries) ? i : v->end;
  if (rel_in(&v->words[i], auxiliaries)) i = v->words[i].head;
  for (uint32_t step = 0; step < STEPS_MAX && i != NO_TOKEN; step++) {
    const word *w = &v->words[i];
    if (!rel_in(w, clauses) || asks_for_infinitive(v, i, before)) return false;
    if (w->rel == REL_CCOMP && has_child(v, i, subjects)) return false;
    if (w->rel != REL_CONJ || w->head == NO_TOKEN) return true;
    if (has_child(v, i, REL(AUX)) || has_child(v, i, subjects)) return true;
    i = w->head;
    if (v->words[i].upos == UPOS_VERB && v->words[i].xpos != XPOS_VB) return true;
    before = v->end;
  }
  return false;
}

/* "has come", and what is coordinated with it; not "has been taken". */
static bool is_perfect(const view *v, uint32_t i) {
  static const char *const have[] = {"have", "has", "had", "having", "'ve", "'d", "'s", NULL};
  for (uint32_t step = 0; step < STEPS_MAX && i != NO_TOKEN; step++) {
    const word *w = &v->words[i];
    if (has_child(v, i, REL(AUX_PASS) | REL(NSUBJ_PASS))) return false;
    for (uint32_t k = child_from(v, i, REL(AUX), v->first); k != NO_TOKEN; k = child_from(v, i, REL(AUX), k + 1))
      if (form_in(v, k, have)) return true;
    if (w->rel != REL_CONJ || w->head == NO_TOKEN || v->words[w->head].xpos != XPOS_VBN) return false;
    i = w->head;
  }
  return false;
}

/* The treebanks call gerund what fills the place of a noun or stands at one, without an auxiliary. */
static bool is_gerund(const view *v, uint32_t i) {
  static const uint64_t nominal =
      REL(ACL) | REL(AMOD) | REL(CCOMP) | REL(XCOMP) | REL(CSUBJ) | REL(CSUBJ_PASS) | REL(CSUBJ_OUTER);
  if (v->words[i].upos == UPOS_AUX) return false;
  for (uint32_t step = 0; step < STEPS_MAX && i != NO_TOKEN; step++) {
    if (has_child(v, i, REL(AUX) | REL(AUX_PASS))) return false;
    if (v->words[i].rel != REL_CONJ) return rel_in(&v->words[i], nominal);
    i = v->words[i].head;
  }
  return false;
}

static const char *other_verb_features(const view *v, uint32_t i) {
  switch (v->words[i].xpos) {
    case XPOS_MD:
      return "VerbForm=Fin";
    case XPOS_VBZ:
      return "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin";
    case XPOS_VB:
      return is_imperative(v, i) ? "Mood=Imp|VerbForm=Fin" : "VerbForm=Inf";
    case XPOS_VBG:
      return is_gerund(v, i) ? "VerbForm=Ger" : "Tense=Pres|VerbForm=Part";
    case XPOS_VBN:
      if (v->words[i].upos == UPOS_AUX || is_perfect(v, i)) return "Tense=Past|VerbForm=Part";
      return "Tense=Past|VerbForm=Part|Voice=Pass";
    default:
      return "_";
  }
}

str word_features(const text *t, const analysis *an, const sentence *s, uint32_t i, char *room) {
  view v = {t, an->words, s->first_token, s->first_token + s->n_tokens};
  const word *w = &an->words[i];
  const char *closed = closed_features(&v, i);
  if (closed) return str_of(closed);
  switch (w->upos) {
    case UPOS_NOUN:
    case UPOS_PROPN:
    case UPOS_PRON:
    case UPOS_SYM:
      return str_of(noun_features(&v, i));
    case UPOS_ADJ:
    case UPOS_ADV:
      return str_of(degree_features(&v, i));
    case UPOS_NUM:
      return w->xpos == XPOS_CD || w->xpos == XPOS_LS ? STR("NumType=Card") : STR("_");
    case UPOS_VERB:
    case UPOS_AUX:
      if (w->xpos == XPOS_VBD || w->xpos == XPOS_VBP) return finite_features(&v, i, room);
      return str_of(other_verb_features(&v, i));
    default:
      return STR("_");
  }
}
