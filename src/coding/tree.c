/* Walking trees. What "deep" means: passives are turned round, shared and controlled subjects are found where they stand. */
#include "coding/tree.h"

bool tree_build(const text *t, const analysis *an, arena *a, tree *out) {
  uint32_t n = an->n_words;
  tree d = {.t = t, .an = an};
  d.first_child = ARENA_ARRAY(a, uint32_t, (size_t)n + 2);
  d.children = ARENA_ARRAY(a, uint32_t, (size_t)n + 1);
  if (!d.first_child || !d.children) return false;
  for (uint32_t i = 0; i < n; i++)
    if (an->words[i].head < n) d.first_child[an->words[i].head + 2]++;
  for (uint32_t i = 2; i <= n + 1; i++) d.first_child[i] += d.first_child[i - 1];
  for (uint32_t i = 0; i < n; i++)
    if (an->words[i].head < n) d.children[d.first_child[an->words[i].head + 1]++] = i;
  *out = d;
  return true;
}

bool tree_form_is(const tree *d, uint32_t i, const char *w) { return str_equal_fold(tree_form(d, i), str_of(w)); }

uint32_t tree_child(const tree *d, uint32_t i, relation rel) {
  TREE_CHILDREN(d, i, c)
  if (tree_rel(d, c) == rel) return c;
  return NO_TOKEN;
}

bool tree_is_verb(const tree *d, uint32_t i) { return tree_word(d, i)->upos == UPOS_VERB; }

bool tree_is_noun(const tree *d, uint32_t i) {
  uint8_t u = tree_word(d, i)->upos;
  return u == UPOS_NOUN || u == UPOS_PROPN || u == UPOS_PRON || u == UPOS_NUM;
}

/* "Three killed in blast": a headline's passive needs no auxiliary. In a full sentence a participle with a subject and no
 * auxiliary is a past tense that the tagger took for one ("the senator called for an audit"). */
static bool is_bare_passive(const tree *d, uint32_t i) {
  if (tree_child(d, i, REL_OBJ) != NO_TOKEN) return false;
  if (tree_child(d, i, REL_OBL_AGENT) != NO_TOKEN) return true;
  const sentence *s = &d->t->sentences[tree_sentence(d, i)];
  return !s->n_tokens || !tree_form_is(d, s->first_token + s->n_tokens - 1, ".");
}

/* "The EU called on Serbia to recognise Kosovo.", with "EU" for a root: in a full sentence without any other finite verb the
 * participle behind its head is the predicate. */
static bool is_lone_predicate(const tree *d, uint32_t i) {
  uint32_t head = tree_head(d, i);
  if (head == NO_TOKEN || tree_head(d, head) != NO_TOKEN || tree_child(d, i, REL_OBL_AGENT) != NO_TOKEN || i < head) return false;
  const sentence *s = &d->t->sentences[tree_sentence(d, i)];
  uint32_t end = s->first_token + s->n_tokens;
  if (!tree_form_is(d, end - 1, ".")) return false;
  for (uint32_t k = s->first_token; k < end; k++) {
    uint8_t x = tree_word(d, k)->xpos;
    if (x == XPOS_VBD || x == XPOS_VBZ || x == XPOS_VBP || x == XPOS_MD) return false;
    if (k > i && tree_rel(d, k) == REL_CASE && tree_form_is(d, k, "by")) return false;
  }
  return true;
}

/* What nobody does without doing it to someone. */
static bool needs_object(str lemma) {
  static const char *const verbs[] = {
      "arrest",  "sack",        "kill",    "detain",   "jail",     "injure", "wound",   "release",  "free",
      "fine",    "abduct",      "kidnap",  "sentence", "convict",  "expel",  "deport",  "suspend",  "oust",
      "accuse",  "murder",      "execute", "stab",     "evacuate", "rescue", "acquit",  "pardon",   "indict",
      "impeach", "assassinate", "hang",    "behead",   "torch",    "evict",  "dismiss", "imprison", "torture"};
  for (size_t k = 0; k < sizeof verbs / sizeof *verbs; k++)
    if (str_is(lemma, verbs[k])) return true;
  return false;
}

/* A headline's "editor arrested": no auxiliary, no object, no full stop, and the verb wants an object. */
static bool is_headline_passive(const tree *d, uint32_t i) {
  const word *w = tree_word(d, i);
  if ((w->xpos != XPOS_VBD && w->xpos != XPOS_VBN) || w->head != NO_TOKEN || !needs_object(w->lemma)) return false;
  if (tree_child(d, i, REL_OBJ) != NO_TOKEN || tree_child(d, i, REL_AUX) != NO_TOKEN || tree_child(d, i, REL_NSUBJ) == NO_TOKEN)
    return false;
  const sentence *s = &d->t->sentences[tree_sentence(d, i)];
  return tree_word(d, s->first_token + s->n_tokens - 1)->upos != UPOS_PUNCT;
}

bool tree_is_passive(const tree *d, uint32_t i) {
  const word *w = tree_word(d, i);
  if (is_headline_passive(d, i)) return true;
  if (tree_child(d, i, REL_AUX_PASS) != NO_TOKEN) return true;
  if (tree_child(d, i, REL_NSUBJ_PASS) != NO_TOKEN) return is_bare_passive(d, i);
  if (w->xpos != XPOS_VBN) return false;
  /* "The army tortured prisoners": a participle on a noun has no object of its own, a past tense has. */
  if (w->rel == REL_ACL && tree_child(d, i, REL_OBJ) != NO_TOKEN && tree_child(d, i, REL_OBL_AGENT) == NO_TOKEN) return false;
  if (w->rel == REL_ACL && is_lone_predicate(d, i)) return false;
  if (tree_child(d, i, REL_NSUBJ) != NO_TOKEN) return false;
  if (tree_child(d, i, REL_AUX) != NO_TOKEN && w->rel != REL_CONJ) return false; /* "has met" */
  if (w->rel == REL_CONJ) return w->head != NO_TOKEN && tree_word(d, w->head)->xpos == XPOS_VBN && tree_is_passive(d, w->head);
  return w->rel == REL_ACL || w->rel == REL_AMOD || w->rel == REL_ADVCL || w->rel == REL_XCOMP || w->rel == REL_ROOT;
}

bool tree_is_finite(const tree *d, uint32_t i) {
  uint8_t x = tree_word(d, i)->xpos;
  if (x == XPOS_VBD || x == XPOS_VBZ || x == XPOS_VBP || x == XPOS_MD) return true;
  TREE_CHILDREN(d, i, c) {
    relation r = tree_rel(d, c);
    if (r != REL_AUX && r != REL_AUX_PASS && r != REL_COP) continue;
    uint8_t cx = tree_word(d, c)->xpos;
    if (cx == XPOS_VBD || cx == XPOS_VBZ || cx == XPOS_VBP || cx == XPOS_MD) return true;
  }
  return false;
}

/* "not only", "not just": what follows is so. */
static bool is_not_only(const tree *d, uint32_t no) {
  static const char *const words[] = {"only", "just", "merely", "simply", "solely"};
  for (size_t k = 0; no + 1 < d->an->n_words && k < sizeof words / sizeof *words; k++)
    if (tree_form_is(d, no + 1, words[k])) return true;
  return false;
}

uint32_t tree_negation(const tree *d, uint32_t i) {
  TREE_CHILDREN(d, i, c) {
    if (tree_rel(d, c) != REL_ADVMOD && tree_rel(d, c) != REL_DET && tree_rel(d, c) != REL_CC_PRECONJ) continue;
    str f = tree_form(d, c);
    if (is_not_only(d, c)) continue;
    if (str_equal_fold(f, STR("not")) || str_equal_fold(f, STR("n't")) || str_equal_fold(f, STR("n’t")) ||
        str_equal_fold(f, STR("never")) || str_equal_fold(f, STR("neither")) || str_equal_fold(f, STR("nor")))
      return c;
  }
  return NO_TOKEN;
}

uint32_t tree_case(const tree *d, uint32_t i) {
  TREE_CHILDREN(d, i, c)
  if (tree_rel(d, c) == REL_CASE && tree_word(d, c)->xpos != XPOS_POS) return c;
  return NO_TOKEN;
}

static bool is_preposition(const tree *d, uint32_t c, str preposition) {
  str form = tree_form(d, c);
  if (str_equal_fold(form, preposition)) return true;
  if (str_is(preposition, "toward") && str_equal_fold(form, STR("towards"))) return true;
  return str_is(preposition, "on") && str_equal_fold(form, STR("upon"));
}

/* "as weak", "when it collapsed": the tree takes these for adverbs. */
static bool marks_phrase(const tree *d, uint32_t c) {
  relation r = tree_rel(d, c);
  return r == REL_CASE || r == REL_MARK || (r == REL_ADVMOD && (tree_form_is(d, c, "as") || tree_form_is(d, c, "when")));
}

bool tree_has_case(const tree *d, uint32_t i, str preposition) {
  TREE_CHILDREN(d, i, c)
  if (marks_phrase(d, c) && is_preposition(d, c, preposition)) return true;
  return false;
}

/* "to meet", "due to meet" where the tree takes the two words for one mark. */
static bool marks_infinitive(const tree *d, uint32_t c) {
  if (tree_word(d, c)->xpos == XPOS_TO || (tree_rel(d, c) == REL_MARK && tree_form_is(d, c, "to"))) return true;
  uint32_t fixed = tree_rel(d, c) == REL_MARK && tree_form_is(d, c, "due") ? tree_child(d, c, REL_FIXED) : NO_TOKEN;
  return fixed != NO_TOKEN && tree_form_is(d, fixed, "to");
}

bool tree_is_infinitive(const tree *d, uint32_t i) {
  TREE_CHILDREN(d, i, c)
  if (marks_infinitive(d, c)) return true;
  return false;
}

/* "meeting", "having met", but not "is meeting". */
bool tree_is_gerund(const tree *d, uint32_t i) {
  uint32_t aux = tree_child(d, i, REL_AUX);
  if (tree_word(d, i)->xpos == XPOS_VBG) return aux == NO_TOKEN;
  return aux != NO_TOKEN && tree_word(d, aux)->xpos == XPOS_VBG && tree_form_is(d, aux, "having");
}

bool tree_is_hidden_verb(const tree *d, uint32_t i) {
  const word *w = tree_word(d, i);
  bool modifies = (w->rel == REL_AMOD || w->rel == REL_COMPOUND) && w->head != NO_TOKEN && w->head > i;
  if (!modifies || !i || w->upos != UPOS_VERB || !tree_is_noun(d, w->head)) return false;
  if (w->xpos != XPOS_VBG && !(w->xpos == XPOS_VB && tree_form_is(d, i - 1, "to"))) return false;
  if (w->xpos == XPOS_VBG && tree_head(d, i - 1) == w->head && tree_rel(d, i - 1) == REL_COP)
    return tree_word(d, w->head)->xpos == XPOS_NNS && w->head == i + 1; /* "are massing tanks" */
  return (tree_head(d, i - 1) == w->head && tree_rel(d, i - 1) == REL_CASE) ||
         (tree_head(d, w->head) == i - 1 && tree_is_verb(d, i - 1));
}

uint32_t tree_headline_subject(const tree *d, uint32_t i) {
  uint32_t head = tree_head(d, i);
  if (head == NO_TOKEN || tree_rel(d, i) != REL_ACL || tree_head(d, head) != NO_TOKEN || !tree_is_noun(d, head)) return NO_TOKEN;
  const sentence *s = &d->t->sentences[tree_sentence(d, i)];
  bool full = tree_word(d, s->first_token + s->n_tokens - 1)->upos == UPOS_PUNCT;
  return !full && tree_is_infinitive(d, i) && !tree_is_finite(d, i) && !tree_is_finite(d, head) ? head : NO_TOKEN;
}

uint32_t tree_first_conjunct(const tree *d, uint32_t i) {
  for (int n = 0; n < TREE_STEPS_MAX && tree_rel(d, i) == REL_CONJ && tree_head(d, i) != NO_TOKEN; n++) i = tree_head(d, i);
  return i;
}

/* "who", "which", "that" as subject or object of a relative clause. */
static bool is_relative_pronoun(const tree *d, uint32_t i) {
  uint8_t x = tree_word(d, i)->xpos;
  return x == XPOS_WP || x == XPOS_WDT || (tree_form_is(d, i, "that") && tree_word(d, i)->upos == UPOS_PRON);
}

static uint32_t relative_clause_of(const tree *d, uint32_t i) {
  i = tree_first_conjunct(d, i);
  return tree_rel(d, i) == REL_ACL_RELCL || tree_rel(d, i) == REL_ACL ? tree_head(d, i) : NO_TOKEN;
}

static uint32_t resolve_relative(const tree *d, uint32_t clause, uint32_t found) {
  if (found == NO_TOKEN || !is_relative_pronoun(d, found)) return found;
  uint32_t antecedent = relative_clause_of(d, clause);
  return antecedent != NO_TOKEN ? antecedent : found;
}

static uint32_t own_subject(const tree *d, uint32_t i) {
  static const relation rels[] = {REL_NSUBJ, REL_NSUBJ_PASS, REL_NSUBJ_OUTER};
  for (size_t k = 0; k < sizeof rels / sizeof *rels; k++) {
    uint32_t c = tree_child(d, i, rels[k]);
    if (c != NO_TOKEN) return resolve_relative(d, i, c);
  }
  return NO_TOKEN;
}

static uint32_t last_child(const tree *d, uint32_t i, relation rel) {
  uint32_t last = NO_TOKEN;
  TREE_CHILDREN(d, i, c) if (tree_rel(d, c) == rel) last = c;
  return last;
}

/* "killed at least ten people": the tree takes the words before the number for a preposition. A number of things right behind an
 * active verb, with no case word of its own, is the object. */
static uint32_t counted_object(const tree *d, uint32_t i) {
  enum { REACH = 6 };
  if (tree_child(d, i, REL_AUX_PASS) != NO_TOKEN) return NO_TOKEN;
  TREE_CHILDREN(d, i, c) {
    if (c < i || tree_rel(d, c) != REL_OBL) continue;
    bool counted = tree_child(d, c, REL_NUMMOD) != NO_TOKEN || tree_word(d, c)->upos == UPOS_NUM;
    return counted && c - i < REACH && tree_case(d, c) == NO_TOKEN ? c : NO_TOKEN;
  }
  return NO_TOKEN;
}

/* Of two objects the second is the thing given; the first stands for an indirect object. */
static uint32_t own_object(const tree *d, uint32_t i) {
  uint32_t object = last_child(d, i, REL_OBJ);
  return object != NO_TOKEN ? resolve_relative(d, i, object) : counted_object(d, i);
}

/* "promised them to leave", "phoned him to congratulate him": the subject of the verb is that of the clause. */
static bool is_subject_control(const tree *d, uint32_t i) {
  static const char *const verbs[] = {"promise", "vow",   "threaten", "use",    "take", "call", "telephone",
                                      "phone",   "visit", "contact",  "follow", "join", "meet"};
  for (size_t k = 0; k < sizeof verbs / sizeof *verbs; k++)
    if (str_is(tree_lemma(d, i), verbs[k])) return true;
  return false;
}

/* Who controls the unexpressed subject of a clause that i governs. */
static uint32_t controller(const tree *d, uint32_t governor, uint32_t *again) {
  *again = NO_TOKEN;
  uint32_t object = own_object(d, governor);
  if (object == NO_TOKEN) object = tree_child(d, governor, REL_IOBJ);
  if (object != NO_TOKEN && !is_subject_control(d, governor)) return object;
  *again = governor;
  return NO_TOKEN;
}

static bool is_between_subject_and_verb(const tree *d, uint32_t i) {
  uint8_t u = tree_word(d, i)->upos;
  return u == UPOS_AUX || u == UPOS_ADV || u == UPOS_PART;
}

/* "In the protests, citizens have asked …": the tree may take "citizens" for one more protest. Right before a finite verb that
 * has no subject, behind a comma, a phrase that is coordinated with nothing is the subject. */
static uint32_t subject_by_position(const tree *d, uint32_t i) {
  uint32_t c = i;
  if (!tree_is_finite(d, i)) return NO_TOKEN;
  while (c > 0 && is_between_subject_and_verb(d, c - 1)) c--;
  if (!c || !tree_is_noun(d, c - 1)) return NO_TOKEN;
  uint32_t comma = --c;
  while (comma > 0 && !tree_form_is(d, comma, ",") && !tree_is_verb(d, comma) && c - comma < 24) comma--;
  if (!tree_form_is(d, comma, ",")) return NO_TOKEN;
  for (int n = 0; n < TREE_STEPS_MAX && tree_head(d, c) != NO_TOKEN && tree_head(d, c) > comma && tree_head(d, c) < i; n++)
    c = tree_head(d, c);
  bool loose = tree_head(d, c) != NO_TOKEN && tree_head(d, c) < comma && tree_child(d, c, REL_CC) == NO_TOKEN &&
               tree_case(d, c) == NO_TOKEN;
  return loose ? c : NO_TOKEN;
}

uint32_t tree_surface_subject(const tree *d, uint32_t i) {
  bool aside = false; /* came from a circumstance of the word looked at */
  for (int n = 0; n < TREE_STEPS_MAX && i != NO_TOKEN; n++) {
    if (tree_is_hidden_verb(d, i)) {
      uint32_t object = tree_head(d, i);
      if (tree_child(d, object, REL_COP) == i - 1) return own_subject(d, object);
      i = tree_head(d, object);
      if (i == NO_TOKEN || tree_is_noun(d, i)) return i; /* "accused the rebels of burning huts" */
    }
    uint32_t found = own_subject(d, i), head = tree_head(d, i);
    if (found == NO_TOKEN && tree_rel(d, i) != REL_CONJ) found = subject_by_position(d, i);
    if (found != NO_TOKEN) return found;
    if (head == NO_TOKEN) return NO_TOKEN;
    bool was_aside = aside;
    aside = tree_rel(d, i) == REL_ADVCL && tree_child(d, i, REL_MARK) == NO_TOKEN;
    switch (tree_rel(d, i)) {
      case REL_XCOMP: {
        uint32_t again;
        found = controller(d, head, &again);
        if (found != NO_TOKEN) return found;
        i = again;
        break;
      }
      case REL_CONJ:
        i = head;
        break;
      case REL_ACL:
      case REL_ACL_RELCL:
        if (!tree_is_infinitive(d, i)) return tree_is_verb(d, i) ? head : NO_TOKEN;
        if (was_aside && tree_rel(d, head) == REL_OBJ) { /* "a storm caused a crane to fall, killing ten" */
          i = tree_head(d, head);
          break;
        }
        return NO_TOKEN; /* "plan to attack": the noun's holder is looked for by the coder */
      case REL_ADVCL:
      case REL_PARATAXIS:
        if (tree_is_finite(d, i) && tree_rel(d, i) == REL_PARATAXIS) return NO_TOKEN;
        i = head;
        break;
      default:
        return NO_TOKEN;
    }
  }
  return NO_TOKEN;
}

/* "arrested in the district by the police": the tree may hang the agent on the place. No other verb may stand between. */
static uint32_t agent_further_on(const tree *d, uint32_t i) {
  enum { REACH = 16 };
  for (uint32_t c = i + 1; c < d->an->n_words && c < i + REACH; c++) {
    if (tree_is_verb(d, c) || tree_head(d, c) == NO_TOKEN) return NO_TOKEN;
    uint32_t phrase = tree_head(d, c);
    if (tree_rel(d, c) == REL_CASE && tree_form_is(d, c, "by") && phrase > c && tree_is_noun(d, phrase)) return phrase;
  }
  return NO_TOKEN;
}

static uint32_t own_agent(const tree *d, uint32_t i) {
  uint32_t agent = tree_child(d, i, REL_OBL_AGENT);
  return agent != NO_TOKEN ? agent : tree_prepositional(d, i, STR("by"), NO_TOKEN);
}

/* "were beaten and detained by the police": of both verbs. */
static uint32_t agent_of_conjunct(const tree *d, uint32_t i) {
  TREE_CHILDREN(d, i, c) {
    bool bare = tree_rel(d, c) == REL_CONJ && tree_word(d, c)->xpos == XPOS_VBN && tree_child(d, c, REL_AUX_PASS) == NO_TOKEN &&
                tree_child(d, c, REL_NSUBJ_PASS) == NO_TOKEN && tree_child(d, c, REL_NSUBJ) == NO_TOKEN;
    uint32_t agent = bare ? own_agent(d, c) : NO_TOKEN;
    if (agent != NO_TOKEN) return agent;
  }
  return NO_TOKEN;
}

static uint32_t passive_agent(const tree *d, uint32_t i) {
  uint32_t agent = own_agent(d, i);
  if (agent == NO_TOKEN) agent = agent_of_conjunct(d, i);
  return agent != NO_TOKEN ? agent : agent_further_on(d, i);
}

uint32_t tree_deep_subject(const tree *d, uint32_t i) {
  return tree_is_passive(d, i) ? passive_agent(d, i) : tree_surface_subject(d, i);
}

/* "arrested and deported him": the object of the first verb, when it stands after the second. */
static uint32_t shared_object(const tree *d, uint32_t i) {
  if (tree_rel(d, i) != REL_CONJ || tree_head(d, i) == NO_TOKEN || tree_child(d, i, REL_OBL) != NO_TOKEN) return NO_TOKEN;
  uint32_t object = own_object(d, tree_head(d, i));
  return object != NO_TOKEN && object > i ? object : NO_TOKEN;
}

static bool joins_verbs_only(const tree *d, uint32_t i) {
  str l = tree_lemma(d, i);
  return str_is(l, "try") || str_is(l, "go") || str_is(l, "come");
}

/* "arrested and deported him": the object may stand on the second verb, right behind the first. */
static uint32_t object_of_next(const tree *d, uint32_t i) {
  uint32_t next = tree_child(d, i, REL_CONJ);
  if (next != i + 2 || !tree_form_is(d, i + 1, "and") || joins_verbs_only(d, i)) return NO_TOKEN;
  if (!tree_is_verb(d, next) || tree_is_passive(d, next)) return NO_TOKEN;
  return tree_child(d, next, REL_NSUBJ) == NO_TOKEN ? own_object(d, next) : NO_TOKEN;
}

/* "the deal that the two sides signed": no object of its own, and a subject of its own. */
static uint32_t relativised_object(const tree *d, uint32_t i) {
  if (tree_rel(d, i) != REL_ACL_RELCL) return NO_TOKEN;
  uint32_t subject = tree_child(d, i, REL_NSUBJ);
  if (subject == NO_TOKEN || is_relative_pronoun(d, subject)) return NO_TOKEN;
  if (tree_child(d, i, REL_CCOMP) != NO_TOKEN || tree_child(d, i, REL_XCOMP) != NO_TOKEN) return NO_TOKEN;
  return tree_head(d, i);
}

uint32_t tree_deep_object(const tree *d, uint32_t i) {
  uint32_t object = tree_is_hidden_verb(d, i) ? tree_head(d, i) : own_object(d, i);
  if (object != NO_TOKEN) return object;
  if (tree_is_passive(d, i)) return tree_surface_subject(d, i);
  object = tree_child(d, i, REL_IOBJ); /* "asked Chad to leave": a lone indirect object is the object */
  if (object == NO_TOKEN) object = shared_object(d, i);
  if (object == NO_TOKEN) object = object_of_next(d, i);
  return object != NO_TOKEN ? object : relativised_object(d, i);
}

uint32_t tree_indirect_object(const tree *d, uint32_t i) {
  uint32_t found = tree_child(d, i, REL_IOBJ);
  if (found != NO_TOKEN) return found;
  found = tree_child(d, i, REL_OBJ);
  if (found != last_child(d, i, REL_OBJ)) return resolve_relative(d, i, found);
  return tree_is_passive(d, i) && own_object(d, i) != NO_TOKEN ? tree_surface_subject(d, i) : NO_TOKEN;
}

static bool is_oblique(relation r) {
  return r == REL_OBL || r == REL_NMOD || r == REL_ADVCL || r == REL_ACL || r == REL_OBL_AGENT || r == REL_NMOD_DESC ||
         r == REL_XCOMP || r == REL_CCOMP || r == REL_OBJ;
}

uint32_t tree_prepositional(const tree *d, uint32_t i, str preposition, uint32_t after) {
  TREE_CHILDREN(d, i, c) {
    if (after != NO_TOKEN && c <= after) continue;
    if (!is_oblique(tree_rel(d, c)) || !tree_has_case(d, c, preposition)) continue;
    if (str_is(preposition, "to") && tree_is_infinitive(d, c) && !tree_is_gerund(d, c)) continue;
    return c;
  }
  return NO_TOKEN;
}

static bool is_quoted_root(const tree *d, uint32_t i) {
  uint32_t head = tree_head(d, i);
  return tree_rel(d, i) == REL_PARATAXIS && head != NO_TOKEN &&
         (tree_is_verb(d, head) || tree_child(d, head, REL_COP) != NO_TOKEN);
}

/* "warned the strikers that they would be fined", "claims by rebels that troops had burned huts": the tree may hang the clause on
 * the phrase before it, where it lacks nothing that a relative clause lacks. */
static uint32_t that_clause_of_phrase(const tree *d, uint32_t phrase) {
  TREE_CHILDREN(d, phrase, c) {
    uint32_t subject = tree_child(d, c, REL_NSUBJ);
    if (subject == NO_TOKEN) subject = tree_child(d, c, REL_NSUBJ_PASS);
    if (tree_rel(d, c) != REL_ACL_RELCL || subject == NO_TOKEN || !subject) continue;
    uint32_t that = phrase + 1;
    bool opens = that < c && tree_form_is(d, that, "that") && tree_head(d, that) == c && that != subject;
    if (opens && (tree_rel(d, that) == REL_MARK || last_child(d, c, REL_OBJ) != that)) return c;
  }
  return NO_TOKEN;
}

static uint32_t that_clause_further_down(const tree *d, uint32_t i) {
  TREE_CHILDREN(d, i, c) {
    relation r = tree_rel(d, c);
    bool told = tree_is_verb(d, i) && (r == REL_OBJ || r == REL_IOBJ), by = r == REL_NMOD && tree_has_case(d, c, STR("by"));
    uint32_t clause = c > i && (told || by) ? that_clause_of_phrase(d, c) : NO_TOKEN;
    if (clause != NO_TOKEN) return clause;
  }
  return NO_TOKEN;
}

uint32_t tree_that_clause(const tree *d, uint32_t i) {
  TREE_CHILDREN(d, i, c) {
    relation r = tree_rel(d, c);
    if (r == REL_CCOMP && !tree_is_infinitive(d, c)) return c;
    if (r == REL_ACL && tree_is_finite(d, c)) return c;
  }
  return is_quoted_root(d, i) ? tree_head(d, i) : that_clause_further_down(d, i);
}

uint32_t tree_infinitive_clause(const tree *d, uint32_t i) {
  TREE_CHILDREN(d, i, c) {
    relation r = tree_rel(d, c);
    if ((r == REL_XCOMP || r == REL_ACL || r == REL_CCOMP || r == REL_ADVCL || r == REL_CSUBJ) && tree_is_infinitive(d, c))
      return c;
  }
  return NO_TOKEN;
}

/* A gerund right behind the verb or its particle is its object, also where the tree takes it for a circumstance. */
static bool is_right_behind(const tree *d, uint32_t i, uint32_t c) {
  return c == i + 1 || (c == i + 2 && tree_head(d, i + 1) == i && tree_rel(d, i + 1) == REL_COMPOUND_PRT);
}

uint32_t tree_gerund_clause(const tree *d, uint32_t i) {
  TREE_CHILDREN(d, i, c) {
    relation r = tree_rel(d, c);
    bool object = r == REL_XCOMP || r == REL_CCOMP || r == REL_OBJ || (r == REL_ADVCL && is_right_behind(d, i, c));
    if (object && tree_is_gerund(d, c)) return c;
  }
  return NO_TOKEN;
}

uint32_t tree_depth(const tree *d, uint32_t i) {
  uint32_t depth = 0;
  while (depth < TREE_STEPS_MAX && tree_head(d, i) != NO_TOKEN) i = tree_head(d, i), depth++;
  return depth;
}

uint32_t tree_sentence(const tree *d, uint32_t i) {
  uint32_t low = 0, high = d->t->n_sentences;
  while (high - low > 1) {
    uint32_t middle = low + (high - low) / 2;
    if (d->t->sentences[middle].first_token <= i) low = middle;
    else high = middle;
  }
  return low;
}

/* Follows the outermost children: the left edge of a projective subtree is that of its first child, and so on. */
void tree_extent(const tree *d, uint32_t i, uint32_t *first, uint32_t *end) {
  uint32_t low = i, high = i;
  while (d->first_child[low] < d->first_child[low + 1] && d->children[d->first_child[low]] < low)
    low = d->children[d->first_child[low]];
  while (d->first_child[high] < d->first_child[high + 1] && d->children[d->first_child[high + 1] - 1] > high)
    high = d->children[d->first_child[high + 1] - 1];
  *first = low;
  *end = high + 1;
}
