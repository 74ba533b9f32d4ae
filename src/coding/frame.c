/* Tests lexicon rows against the tree around a trigger. */
#include "coding/frame.h"

uint32_t scene_party(const scene *s, uint32_t tok) {
  uint32_t at = s->r->m->party_at[tok];
  return at ? at - 1 : UINT32_MAX;
}

static bool has_party(const scene *s, uint32_t tok) { return s->r->m->party_at[tok] != 0; }

/* ---- looking inside phrases --------------------------------------------------------------------------------------------- */

static bool case_in(const tree *d, uint32_t i, const char *const *words) {
  uint32_t c = tree_case(d, i);
  if (c == NO_TOKEN) return false;
  for (; *words; words++)
    if (tree_form_is(d, c, *words)) return true;
  return false;
}

/* Whose it is ranks before where it is. */
static uint32_t child_party(const scene *s, uint32_t i, unsigned rank) {
  static const char *const owners[] = {"of", "by", "from", "such", "including", NULL}; /* "bodies such as the UN" */
  static const char *const targets[] = {"in", "at", "on", "against", "to", "for", "with", "between", NULL};
  TREE_CHILDREN(&s->d, i, c) {
    relation r = tree_rel(&s->d, c);
    bool oblique = r == REL_NMOD || r == REL_OBL || r == REL_NMOD_DESC;
    bool fits = rank == 0   ? r == REL_NMOD_POSS
                : rank == 1 ? oblique && case_in(&s->d, c, owners)
                : rank == 2 ? r == REL_AMOD || r == REL_COMPOUND || r == REL_NMOD_UNMARKED
                            : oblique && case_in(&s->d, c, targets);
    if (fits && has_party(s, c)) return c;
  }
  return NO_TOKEN;
}

casus_type frame_word_type(const scene *s, uint32_t tok) {
  uint32_t n;
  const word *w = tree_word(&s->d, tok);
  char small[HEADWORD_MAX];
  trigger_pos pos = w->upos == UPOS_VERB ? POS_VERB : POS_NOUN;
  const row *const *rows = lexicon_rows(s->l, headword_of(s, tok, pos, small, sizeof small), pos, &n);
  for (uint32_t i = 0; i < n; i++)
    if (rows[i]->is_event && rows[i]->event && rows[i]->n_words == 1) return (casus_type)rows[i]->event;
  return CASUS_NONE;
}

/* "chief minister Conrad K Sangma": the tree may part the title from the name that heads the mention. */
static uint32_t titled_name(const scene *s, uint32_t tok) {
  enum { REACH = 4 };
  for (uint32_t i = tok + 1; i < s->d.an->n_words && i <= tok + REACH; i++)
    if (has_party(s, i) && s->r->m->parties[scene_party(s, i)].first_token <= tok) return i;
  return NO_TOKEN;
}

/* "sent troops to the border with X": the tree may hang X on the verb. */
static uint32_t across_border(const scene *s, uint32_t tok) {
  static const char *const borders[] = {"border", "frontier", "boundary"};
  const tree *d = &s->d;
  bool is_border = false;
  for (size_t i = 0; i < sizeof borders / sizeof *borders; i++) is_border = is_border || str_is(tree_lemma(d, tok), borders[i]);
  uint32_t verb = tree_head(d, tok), first, end, begin;
  if (!is_border || verb == NO_TOKEN) return NO_TOKEN;
  tree_extent(d, tok, &first, &end);
  TREE_CHILDREN(d, verb, c) {
    if (c < end || !tree_has_case(d, c, STR("with")) || !has_party(s, c)) continue;
    tree_extent(d, c, &begin, &first);
    return begin == end ? c : NO_TOKEN;
  }
  return NO_TOKEN;
}

/* "restrictions imposed on X", "a loan granted to X": the party that a participle on the phrase names; not who did it. */
static uint32_t under_participle(const scene *s, uint32_t tok) {
  static const char *const cases[] = {"on", "against", "to", "for", "upon", NULL};
  const tree *d = &s->d;
  TREE_CHILDREN(d, tok, verb) {
    if (tree_rel(d, verb) != REL_ACL || tree_word(d, verb)->xpos != XPOS_VBN) continue;
    TREE_CHILDREN(d, verb, c)
    if (tree_rel(d, c) == REL_OBL && case_in(d, c, cases) && has_party(s, c)) return c;
  }
  return NO_TOKEN;
}

enum { NATIONALITY = 2, OWNER_RANKS = 3, ALL_RANKS = 4 };

/* "a Danish cellist", "Italian gardeners": people whom no table knows act for no state. Things with such endings are a class. */
static bool is_private_person(const scene *s, uint32_t tok) {
  str lemma = tree_lemma(&s->d, tok);
  bool ends = str_ends(lemma, STR("ist")) || str_ends(lemma, STR("er")) || str_ends(lemma, STR("or"));
  if (tree_word(&s->d, tok)->upos != UPOS_NOUN || !ends || frame_is_possible(s, tok)) return false;
  return !lexicon_in_class(s->l, lemma, s->er_thing);
}

/* "the Valdorian lakes": a nation that no table has acts and suffers by what it does only: "Valdorian raids". */
static bool is_idle_nation(const scene *s, uint32_t nation, uint32_t noun) {
  const party *p = &s->r->m->parties[scene_party(s, nation)];
  return p->kind == PARTY_COUNTRY && str_empty(p->country) && !frame_is_possible(s, noun);
}

/* "dozens of the protesters", "a group of activists", "the head of the delegation from X": at most three steps down. */
static uint32_t party_inside(const scene *s, uint32_t tok, bool strict, unsigned ranks) {
  uint32_t name = has_party(s, tok) ? NO_TOKEN : titled_name(s, tok);
  if (name != NO_TOKEN) return name;
  for (int step = 0; step < 3 && tok != NO_TOKEN; step++) {
    if (has_party(s, tok)) return tok;
    if (strict) return NO_TOKEN;
    uint32_t found = NO_TOKEN;
    for (unsigned rank = 0; rank < ranks && found == NO_TOKEN; rank++) {
      found = child_party(s, tok, rank);
      bool modifier = found != NO_TOKEN && rank == NATIONALITY;
      if (modifier && (is_private_person(s, tok) || is_idle_nation(s, found, tok))) found = NO_TOKEN;
    }
    if (found == NO_TOKEN && ranks == ALL_RANKS) found = across_border(s, tok);
    if (found == NO_TOKEN && ranks == ALL_RANKS) found = under_participle(s, tok);
    if (found != NO_TOKEN) return found;
    tok = tree_prepositional(&s->d, tok, STR("of"), NO_TOKEN);
  }
  return NO_TOKEN;
}

uint32_t frame_party_inside(const scene *s, uint32_t tok, bool strict) { return party_inside(s, tok, strict, ALL_RANKS); }

uint32_t frame_owner_inside(const scene *s, uint32_t tok) { return party_inside(s, tok, false, OWNER_RANKS); }

/* ---- places ------------------------------------------------------------------------------------------------------------- */

typedef struct {
  const scene *s;
  uint32_t trigger, carrier;
  const light_verb *light;
  const row *r;
  bool doubtful; /* what is required may be missing */
} attempt;

static uint32_t noun_subject(const attempt *at) {
  const tree *d = &at->s->d;
  if (at->carrier != NO_TOKEN && at->light->subject != LIGHT_ACTS) return NO_TOKEN;
  if (at->carrier != NO_TOKEN) {
    uint32_t subject = tree_deep_subject(d, at->carrier); /* "are engaged in talks" */
    return subject == NO_TOKEN && at->light->preposition.len ? tree_surface_subject(d, at->carrier) : subject;
  }
  bool is_state = tree_case(d, at->trigger) == NO_TOKEN || tree_has_case(d, at->trigger, STR("on")) || /* "are on strike" */
                  (at->r->event == CASUS_CONSULT && tree_has_case(d, at->trigger, STR("in"))) ||
                  (at->r->event == CASUS_ASSAULT && tree_has_case(d, at->trigger, STR("at"))); /* "are in talks", "at war" */
  bool is_predicate = is_state && tree_child(d, at->trigger, REL_COP) != NO_TOKEN;
  return is_predicate ? tree_child(d, at->trigger, REL_NSUBJ) : NO_TOKEN; /* not "is under investigation" */
}

static uint32_t adjective_subject(const tree *d, uint32_t i) {
  uint32_t subject = tree_child(d, i, REL_NSUBJ);
  if (subject != NO_TOKEN) return subject;
  if (tree_rel(d, i) == REL_AMOD) return tree_head(d, i);
  return tree_surface_subject(d, i);
}

static uint32_t verb_subject(const scene *s, uint32_t verb) {
  uint32_t subject = tree_deep_subject(&s->d, verb);
  if (subject == NO_TOKEN) subject = tree_headline_subject(&s->d, verb);
  return subject;
}

/* "issued a statement urging restraint", "said in a letter accusing the army": who issued the words. */
static uint32_t issuer(const attempt *at, uint32_t words) {
  const tree *d = &at->s->d;
  if (words == NO_TOKEN || !lexicon_in_class(at->s->l, tree_lemma(d, words), at->s->utterance) || has_party(at->s, words))
    return words;
  uint32_t verb = tree_head(d, words);
  relation r = tree_rel(d, words);
  if (verb == NO_TOKEN || !tree_is_verb(d, verb) || (r != REL_OBJ && r != REL_OBL && r != REL_NSUBJ_PASS)) return words;
  if (!lexicon_in_class(at->s->l, tree_lemma(d, verb), at->s->utter)) return words;
  uint32_t subject = tree_deep_subject(d, verb);
  return subject != NO_TOKEN ? subject : words;
}

static uint32_t find_subject(const attempt *at) {
  switch (at->r->pos) {
    case POS_VERB:
      return issuer(at, verb_subject(at->s, at->trigger));
    case POS_NOUN:
      return noun_subject(at);
    default:
      return adjective_subject(&at->s->d, at->trigger);
  }
}

/* The anchors that a trigger's prepositional phrases may hang on: the trigger, the object of a verb, the verb that carries a
 * noun. */
static uint32_t second_anchor(const attempt *at) {
  if (at->r->pos == POS_VERB) return tree_deep_object(&at->s->d, at->trigger);
  return at->carrier;
}

/* The tree may hang the phrase elsewhere: the word right behind the trigger is hard to misread. */
static uint32_t phrase_behind(const attempt *at, str preposition) {
  const tree *d = &at->s->d;
  uint32_t next = at->trigger + 1;
  if (next >= d->an->n_words || !str_equal_fold(tree_form(d, next), preposition)) return NO_TOKEN;
  uint32_t phrase = tree_head(d, next);
  bool marks = tree_rel(d, next) == REL_CASE || tree_rel(d, next) == REL_MARK;
  if (!marks || phrase == NO_TOKEN || phrase < next) return NO_TOKEN;
  return str_is(preposition, "to") && tree_is_infinitive(d, phrase) ? NO_TOKEN : phrase;
}

static bool is_trigger_word(const attempt *at, uint32_t tok) {
  for (uint8_t i = 1; i + 1 < at->r->n_words; i++)
    if (str_equal(at->r->words[i], tree_lemma(&at->s->d, tok))) return true;
  return false;
}

/* "call for a truce": what the trigger's own last word governs is its object. */
static uint32_t find_object(const attempt *at) {
  if (at->r->pos != POS_VERB) return NO_TOKEN;
  uint32_t object = tree_deep_object(&at->s->d, at->trigger);
  bool own_preposition = at->r->n_words > 1;
  if (own_preposition && object != NO_TOKEN && is_trigger_word(at, object)) object = NO_TOKEN; /* "set fire to the house" */
  if (object != NO_TOKEN || !own_preposition) return object;
  str last = at->r->words[at->r->n_words - 1];
  object = tree_prepositional(&at->s->d, at->trigger, last, NO_TOKEN);
  if (object != NO_TOKEN) return object;
  uint32_t marker = at->trigger + at->r->n_words - 1u;
  if (marker >= at->s->d.an->n_words || tree_rel(&at->s->d, marker) != REL_CASE) return NO_TOKEN;
  return tree_head(&at->s->d, marker) > marker ? tree_head(&at->s->d, marker) : NO_TOKEN;
}

/* Places that hold one phrase at most; `mod` and prepositions may hold several and are walked by place_next. */
static uint32_t find_single(const attempt *at, const slot_place *p) {
  const tree *d = &at->s->d;
  switch (p->kind) {
    case PLACE_SUBJ:
      return find_subject(at);
    case PLACE_OBJ:
      return find_object(at);
    case PLACE_IOBJ:
      return tree_indirect_object(d, at->trigger);
    case PLACE_THAT:
      return tree_that_clause(d, at->trigger);
    case PLACE_INF:
      return tree_infinitive_clause(d, at->trigger);
    case PLACE_ING:
      return tree_gerund_clause(d, at->trigger);
    case PLACE_POSS:
      return tree_child(d, at->trigger, REL_NMOD_POSS);
    default:
      return NO_TOKEN;
  }
}

/* ---- filters ------------------------------------------------------------------------------------------------------------ */

bool scene_two_words(const tree *d, uint32_t tok, str last, char *out, size_t size, size_t *len) {
  bool hyphened = tok > 1 && tree_form_is(d, tok - 1, "-"); /* "cease-fire" is three tokens */
  if (!tok) return false;
  str first = tree_form(d, hyphened ? tok - 2 : tok - 1);
  if (first.len + last.len + 1 > size) return false;
  size_t n = 0;
  for (size_t i = 0; i < first.len; i++) out[n++] = to_ascii_lower(first.ptr[i]);
  out[n++] = hyphened ? '-' : ' ';
  for (size_t i = 0; i < last.len; i++) out[n++] = to_ascii_lower(last.ptr[i]);
  *len = n;
  return true;
}

/* Lemmas of plurals vary ("troops"): a plural counts as its singular, too. Names of classes are lower case: "the Army". */
bool scene_in_class(const scene *s, uint32_t tok, uint32_t class) {
  char two[96], one[48];
  size_t n;
  str lemma = tree_lemma(&s->d, tok);
  if (lemma.len > sizeof one) return false;
  for (size_t i = 0; i < lemma.len; i++) one[i] = to_ascii_lower(lemma.ptr[i]);
  lemma = (str){one, lemma.len};
  if (lexicon_in_class(s->l, lemma, class)) return true;
  if (scene_two_words(&s->d, tok, lemma, two, sizeof two, &n) && lexicon_in_class(s->l, (str){two, n}, class)) return true;
  bool plural = lemma.len > 3 && lemma.ptr[lemma.len - 1] == 's' && tree_word(&s->d, tok)->xpos == XPOS_NNS;
  return plural && lexicon_in_class(s->l, str_slice(lemma, 0, lemma.len - 1), class);
}

/* The verb that the tree takes for a modifier of its object ("accused of torturing captives"), or the phrase itself. */
static uint32_t act_of_phrase(const scene *s, uint32_t tok) {
  TREE_CHILDREN(&s->d, tok, c)
  if (tree_is_hidden_verb(&s->d, c) && frame_is_possible(s, c) && !frame_is_possible(s, tok)) return c;
  return tok;
}

static bool filter_passes(const scene *s, uint32_t tok, const slot *sl) {
  uint32_t p = scene_party(s, tok);
  switch (sl->filter) {
    case FILTER_NONE:
      return true;
    case FILTER_PARTY:
      return p != UINT32_MAX;
    case FILTER_PERSON:
      return p != UINT32_MAX && s->r->m->parties[p].kind == PARTY_PERSON;
    case FILTER_PLACE:
      return s->r->m->place_at[tok] || (p != UINT32_MAX && s->r->m->parties[p].kind <= PARTY_SEAT);
    case FILTER_ACT:
      return frame_is_possible(s, act_of_phrase(s, tok));
    default:
      return scene_in_class(s, tok, sl->class);
  }
}

/* "thousands of reservists", "a group of students": what is counted. */
static uint32_t counted_noun(const tree *d, uint32_t tok) {
  static const char *const counts[] = {
      "thousand", "hundred", "dozen", "million",  "score",   "number",      "group",   "couple", "some",   "many", "most",
      "several",  "few",     "part",  "half",     "rest",    "all",         "handful", "lot",    "series", "wave", "majority",
      "crowd",    "ten",     "worth", "shipment", "batch",   "consignment", "ton",     "tonne",  "piece",  "unit", "percent",
      "%",        "set",     "load",  "third",    "quarter", "fifth",       "tenth",   NULL};
  for (size_t i = 0; counts[i]; i++)
    if (str_is(tree_lemma(d, tok), counts[i])) return tree_prepositional(d, tok, STR("of"), NO_TOKEN);
  return NO_TOKEN;
}

/* Coordination: any member may pass a filter. */
static bool phrase_passes(const scene *s, uint32_t tok, const slot *sl) {
  if (filter_passes(s, tok, sl)) return true;
  if (sl->filter == FILTER_NONE) return false;
  uint32_t counted = counted_noun(&s->d, tok);
  if (counted != NO_TOKEN && filter_passes(s, counted, sl)) return true;
  TREE_CHILDREN(&s->d, tok, c)
  if (tree_rel(&s->d, c) == REL_CONJ && filter_passes(s, c, sl)) return true;
  return false;
}

static bool wants_party(const slot *sl) { return sl->role == ROLE_A || sl->role == ROLE_R || sl->role == ROLE_B; }

static bool is_modifier(relation r) {
  return r == REL_AMOD || r == REL_COMPOUND || r == REL_NMOD_UNMARKED || r == REL_DET || r == REL_NUMMOD || r == REL_NMOD_DESC;
}

/* What a slot has found so far: a phrase that passes is good, one that holds a party (where the slot is a side) is best. */
typedef struct {
  uint32_t spare;
  uint8_t spare_place;
} found_so_far;

/* "died in an air strike in Sudan": a name behind "in" is where it happened, not who did it. */
static bool is_where(const scene *s, uint32_t tok) {
  return tree_word(&s->d, tok)->upos == UPOS_PROPN && tree_has_case(&s->d, tok, STR("in"));
}

static bool is_best(const attempt *at, const slot *sl, uint32_t tok, uint8_t kind, found_so_far *so_far) {
  if (tok == NO_TOKEN || tok == at->trigger || !phrase_passes(at->s, tok, sl)) return false;
  bool time = at->s->r->m->moment_at[tok] && !has_party(at->s, tok);
  if (time && kind == PLACE_PREP && wants_party(sl)) return false; /* "strike on Monday" */
  if (sl->role == ROLE_A && kind == PLACE_PREP && is_where(at->s, tok)) return false;
  if (!wants_party(sl) || frame_party_inside(at->s, tok, sl->filter == FILTER_PARTY) != NO_TOKEN) return true;
  if (so_far->spare == NO_TOKEN) *so_far = (found_so_far){tok, kind};
  return false;
}

static uint32_t best_modifier(const attempt *at, const slot *sl, found_so_far *so_far) {
  TREE_CHILDREN(&at->s->d, at->trigger, c) {
    bool side = wants_party(sl) && !has_party(at->s, c);
    if (c < at->trigger && !side && is_modifier(tree_rel(&at->s->d, c)) && is_best(at, sl, c, PLACE_MOD, so_far)) return c;
  }
  return NO_TOKEN;
}

static uint32_t best_under(const attempt *at, const slot *sl, uint32_t anchor, str preposition, found_so_far *so_far) {
  /* A verb's complements follow it; what stands before ("For this reason, …") is setting. A noun's may stand before its light
   * verb. */
  bool of_verb =
      at->r->pos == POS_VERB && anchor == at->trigger; /* its object may stand before it: "the pact with X was signed" */
  uint32_t after = of_verb ? at->trigger : NO_TOKEN;
  uint32_t c = anchor == NO_TOKEN ? NO_TOKEN : tree_prepositional(&at->s->d, anchor, preposition, after);
  while (c != NO_TOKEN && !is_best(at, sl, c, PLACE_PREP, so_far)) c = tree_prepositional(&at->s->d, anchor, preposition, c);
  return c;
}

/* "the killing of a reporter by soldiers", "raids by rebels on farmers": of the sides of a noun. */
static bool is_side_of_noun(str preposition) {
  return str_is(preposition, "by") || str_is(preposition, "on") || str_is(preposition, "against") ||
         str_is(preposition, "outside");
}

/* "spoke by phone with the president": a party one step further down, on a phrase of the trigger. */
static uint32_t best_below(const attempt *at, const slot *sl, str preposition, found_so_far *so_far) {
  bool verb = at->r->pos == POS_VERB, noun = at->r->pos == POS_NOUN && is_side_of_noun(preposition);
  found_so_far unused = {NO_TOKEN, 0};
  if ((!verb && !noun) || !wants_party(sl) || str_is(preposition, "of")) return NO_TOKEN;
  TREE_CHILDREN(&at->s->d, at->trigger, child) {
    relation r = tree_rel(&at->s->d, child);
    if (noun && frame_is_possible(at->s, child)) continue; /* "threats of attacks by": of the attacks */
    if (child < at->trigger || (r != REL_OBL && r != REL_NMOD && r != REL_OBL_UNMARKED && r != REL_ADVMOD && r != REL_OBL_AGENT))
      continue;
    uint32_t c = best_under(at, sl, child, preposition, verb ? so_far : &unused);
    if (c != NO_TOKEN) return c;
  }
  return NO_TOKEN;
}

/* May the tree have hung a noun's own phrase on this complement of it: "the delivery [of grain] to refugees", "an apology [from
 * the army] to the villagers"? */
static bool may_hold(const attempt *at, const slot *sl, uint32_t complement, str preposition) {
  const tree *d = &at->s->d;
  bool of = tree_has_case(d, complement, STR("of"));
  if (str_is(preposition, "between")) return of && sl->role == ROLE_B;
  bool reaches = str_is(preposition, "to") || str_is(preposition, "from");
  bool about = str_is(preposition, "for") && sl->role == ROLE_X;
  if (str_is(preposition, "with")) return of && sl->role == ROLE_R;
  if (!about && !(reaches && (sl->role == ROLE_R || sl->need == NEED_FORBIDDEN))) return false;
  return of || tree_has_case(d, complement, STR("by")) || tree_has_case(d, complement, STR("from")) ||
         (about && tree_has_case(d, complement, STR("to")));
}

static uint32_t best_below_noun(const attempt *at, const slot *sl, str preposition, found_so_far *so_far) {
  TREE_CHILDREN(&at->s->d, at->trigger, child) {
    if (child < at->trigger || tree_rel(&at->s->d, child) != REL_NMOD || !may_hold(at, sl, child, preposition)) continue;
    uint32_t c = best_under(at, sl, child, preposition, so_far);
    if (c != NO_TOKEN) return c;
  }
  return NO_TOKEN;
}

/* "a credit of $20 million for X": what is hung on a sum is of what the sum measures. */
static uint32_t best_below_sum(const attempt *at, const slot *sl, str preposition, found_so_far *so_far) {
  const tree *d = &at->s->d;
  uint32_t object = at->r->pos == POS_VERB ? second_anchor(at) : at->trigger;
  uint32_t sum = object == NO_TOKEN ? NO_TOKEN : tree_prepositional(d, object, STR("of"), NO_TOKEN);
  if (sum == NO_TOKEN || (tree_word(d, sum)->upos != UPOS_NUM && tree_word(d, sum)->upos != UPOS_SYM)) return NO_TOKEN;
  return wants_party(sl) ? best_under(at, sl, sum, preposition, so_far) : NO_TOKEN;
}

/* "of" behind a verb's object belongs to it, but to the verb where the object is a party ("warned the rebels of reprisals") and
 * the word is one that the row names. */
static bool may_share_phrases(const attempt *at, const slot *sl, uint32_t object, str preposition) {
  bool own_of = sl->need == NEED_REQUIRED && at->r->pos == POS_VERB && str_is(preposition, "of");
  return !own_of || (sl->filter == FILTER_CLASS && object != NO_TOKEN && has_party(at->s, object));
}

/* "accused the police and the army of looting": the tree may hang the phrase on the last of the objects. */
static uint32_t best_under_conjunct(const attempt *at, const slot *sl, uint32_t object, str preposition, found_so_far *so_far) {
  if (object == NO_TOKEN || sl->need == NEED_FORBIDDEN) return NO_TOKEN;
  TREE_CHILDREN(&at->s->d, object, c) {
    uint32_t found = tree_rel(&at->s->d, c) == REL_CONJ ? best_under(at, sl, c, preposition, so_far) : NO_TOKEN;
    if (found != NO_TOKEN) return found;
  }
  return NO_TOKEN;
}

/* "accused by rights groups of torturing them": the tree may hang the clause on the agent; only a clause or an act is looked for
 * there. */
static uint32_t best_under_agent(const attempt *at, const slot *sl, str preposition, found_so_far *so_far) {
  const tree *d = &at->s->d;
  if (at->r->pos != POS_VERB || sl->role != ROLE_X || !tree_is_passive(d, at->trigger)) return NO_TOKEN;
  uint32_t agent = tree_deep_subject(d, at->trigger);
  return agent != NO_TOKEN && agent > at->trigger ? best_under(at, sl, agent, preposition, so_far) : NO_TOKEN;
}

/* "signed a deal for the development of oilfields with X": the tree may hang X on a noun further in. */
static uint32_t best_further_in(const attempt *at, const slot *sl, str preposition, found_so_far *so_far) {
  const tree *d = &at->s->d;
  uint32_t object = at->r->pos == POS_VERB ? second_anchor(at) : at->trigger;
  if (object == NO_TOKEN || !wants_party(sl) || (!str_is(preposition, "with") && !str_is(preposition, "against")))
    return NO_TOKEN;
  TREE_CHILDREN(d, object, c) {
    if (c < object || tree_rel(d, c) != REL_NMOD || has_party(at->s, c)) continue;
    uint32_t found = best_under(at, sl, c, preposition, so_far);
    if (found != NO_TOKEN && has_party(at->s, found)) return found;
  }
  return NO_TOKEN;
}

static uint32_t best_prepositional(const attempt *at, const slot *sl, str preposition, found_so_far *so_far) {
  uint32_t c = best_under(at, sl, at->trigger, preposition, so_far);
  uint32_t second = second_anchor(at);
  if (c == NO_TOKEN && may_share_phrases(at, sl, second, preposition)) c = best_under(at, sl, second, preposition, so_far);
  if (c == NO_TOKEN && at->r->pos == POS_VERB && !wants_party(sl)) c = best_under_conjunct(at, sl, second, preposition, so_far);
  if (c == NO_TOKEN) c = best_under_agent(at, sl, preposition, so_far);
  if (c == NO_TOKEN && at->r->pos == POS_NOUN && str_is(preposition, "by")) /* "the arrest of the editor by the police" */
    c = best_under(at, sl, tree_prepositional(&at->s->d, at->trigger, STR("of"), NO_TOKEN), preposition, so_far);
  if (c != NO_TOKEN || so_far->spare != NO_TOKEN) return c;
  c = phrase_behind(at, preposition);
  if (is_best(at, sl, c, PLACE_PREP, so_far)) return c;
  c = best_below_sum(at, sl, preposition, so_far);
  if (c != NO_TOKEN) return c;
  c = best_below(at, sl, preposition, so_far);
  if (c == NO_TOKEN && at->r->pos == POS_NOUN) c = best_below_noun(at, sl, preposition, so_far);
  return c != NO_TOKEN ? c : best_further_in(at, sl, preposition, so_far);
}

/* First place that passes; for the sides a place that holds a party goes before one that holds none. */
static uint32_t slot_find(const attempt *at, const slot *sl, uint8_t *where) {
  found_so_far so_far = {NO_TOKEN, 0};
  for (uint8_t i = 0; i < sl->n_places; i++) {
    const slot_place *p = &sl->places[i];
    uint32_t c;
    if (p->kind == PLACE_MOD) c = best_modifier(at, sl, &so_far);
    else if (p->kind == PLACE_PREP) c = best_prepositional(at, sl, p->preposition, &so_far);
    else c = find_single(at, p), c = is_best(at, sl, c, p->kind, &so_far) ? c : NO_TOKEN;
    if (c != NO_TOKEN) return *where = p->kind, c;
  }
  *where = so_far.spare_place;
  return so_far.spare;
}

/* ---- rows --------------------------------------------------------------------------------------------------------------- */

static bool word_is(const tree *d, uint32_t i, str w) {
  return str_equal_fold(tree_form(d, i), w) || str_equal_fold(tree_lemma(d, i), w);
}

/* Verb "rule out": the particle follows directly, or hangs on the verb behind its object. `ends`: it is the trigger's last word.
 */
static bool particle_found(const tree *d, uint32_t trigger, uint32_t from, str w, bool ends, uint32_t *at) {
  uint32_t end = d->an->n_words;
  for (uint32_t i = from; i < end && i <= from + 1; i++)
    if (word_is(d, i, w)) return *at = i, true;
  TREE_CHILDREN(d, trigger, c) {
    relation r = tree_rel(d, c);
    if (c > trigger && (r == REL_COMPOUND_PRT || r == REL_ADVMOD) && word_is(d, c, w)) return *at = c, true;
  }
  uint32_t object = tree_deep_object(d, trigger);
  if (object == NO_TOKEN || object < trigger) return false;
  uint32_t first, last;
  tree_extent(d, object, &first, &last);
  bool governs = tree_rel(d, last < end ? last : trigger) == REL_CASE && ends; /* "called him on Monday" is no "call on" */
  return last < end && last <= trigger + 8 && !governs && word_is(d, last, w) ? (*at = last, true) : false;
}

static bool particles_found(const tree *d, uint32_t verb, const str *words, uint8_t n) {
  uint32_t at = verb;
  for (uint8_t i = 1; i < n; i++)
    if (!particle_found(d, verb, at + 1, words[i], i + 1 == n, &at)) return false;
  return true;
}

static bool words_match(const tree *d, uint32_t trigger, const row *r) {
  if (r->pos != POS_NOUN) return particles_found(d, trigger, r->words, r->n_words);
  if (trigger + 1 < r->n_words) return false;
  for (uint8_t i = 0; i + 1 < r->n_words; i++)
    if (!word_is(d, trigger - (uint32_t)(r->n_words - 1 - i), r->words[i])) return false;
  return true;
}

/* Both sides in one phrase: a plural, a coordination, a collective pronoun. */
static bool holds_both(const scene *s, uint32_t tok) {
  uint8_t x = tree_word(&s->d, tok)->xpos;
  if (x == XPOS_NNS || x == XPOS_NNPS || x == XPOS_CD || tree_form_is(&s->d, tok, "they") || tree_form_is(&s->d, tok, "both"))
    return true;
  if (tree_child(&s->d, tok, REL_CONJ) != NO_TOKEN) return true;
  uint32_t modifier = tree_child(&s->d, tok, REL_AMOD); /* "Franco-German", "US-Iranian" */
  return modifier != NO_TOKEN && tree_child(&s->d, modifier, REL_CONJ) != NO_TOKEN;
}

/* A near miss that names its condition shadows plain rows, whose parties would else outweigh it. */
static bool is_near_miss(const row *r) { return !r->is_event && !r->effect && r->n_slots; }

/* Who or what an act is about may stand elsewhere; words that make the meaning ("beat with sticks") may not. */
static bool may_be_missing(const slot *sl) { return sl->role != ROLE_NONE && sl->filter != FILTER_CLASS; }

static bool slot_fill(const attempt *at, const slot *sl, frame *f) {
  uint8_t where = 0;
  uint32_t found = slot_find(at, sl, &where);
  if (sl->need == NEED_FORBIDDEN) return found == NO_TOKEN;
  if (sl->role == ROLE_B && found != NO_TOKEN && !holds_both(at->s, found)) found = NO_TOKEN;
  if (found == NO_TOKEN && sl->need == NEED_REQUIRED)
    return at->doubtful && may_be_missing(sl) ? f->unmet++, f->score -= 3, true : false;
  if (found == NO_TOKEN) return true;
  if (sl->role == ROLE_X) found = act_of_phrase(at->s, found);
  f->score += sl->need == NEED_REQUIRED ? 4 : 1;
  if (sl->filter != FILTER_NONE) f->score += 2;
  if (sl->role == ROLE_X && frame_is_possible(at->s, found)) f->score += 4;
  if (where == PLACE_INF && sl->filter != FILTER_NONE && is_near_miss(at->r)) f->score += 2; /* the act itself is no event */
  bool names = sl->need == NEED_REQUIRED && (sl->role == ROLE_NONE || sl->role == ROLE_X);
  if (names && f->n_used < USED_MAX) f->used[f->n_used++] = found;
  if (!sl->role || f->filler[sl->role] != NO_TOKEN) return true;
  f->filler[sl->role] = found;
  f->filler_place[sl->role] = where;
  f->filler_strict[sl->role] = sl->filter == FILTER_PARTY;
  if (wants_party(sl) && frame_party_inside(at->s, found, f->filler_strict[sl->role]) != NO_TOKEN) f->score++;
  return true;
}

static bool slots_fit(const attempt *at, frame *f) {
  *f = (frame){.r = at->r, .trigger = at->trigger, .carrier = at->carrier, .light = at->light};
  for (int r = 0; r < ROLE_COUNT; r++) f->filler[r] = NO_TOKEN;
  f->score = (at->r->n_words - 1) * 5;
  for (uint8_t i = 0; i < at->r->n_slots; i++)
    if (!slot_fill(at, &at->r->slots[i], f)) return false;
  return true;
}

static bool row_fits(const attempt *at, frame *f) {
  if (!words_match(&at->s->d, at->trigger, at->r) || !slots_fit(at, f)) return false;
  if (is_near_miss(at->r)) f->score += 3;
  return true;
}

bool frame_holds(const scene *s, const frame *f, const row *rule) {
  row as = *f->r;
  frame found;
  as.slots = rule->slots;
  as.n_slots = rule->n_slots;
  attempt at = {.s = s, .trigger = f->trigger, .carrier = f->carrier, .light = f->light, .r = &as};
  return slots_fit(&at, &found);
}

/* Which rows of a word compete. */
typedef struct {
  const scene *s;
  uint32_t trigger, carrier;
  const light_verb *light;
  bool doubtful;
} contest;

static bool best_of(const contest *c, str head, trigger_pos pos, frame *best) {
  uint32_t n;
  const row *const *rows = lexicon_rows(c->s->l, head, pos, &n);
  bool found = false;
  for (uint32_t i = 0; i < n; i++) {
    frame f;
    attempt at = {c->s, c->trigger, c->carrier, c->light, rows[i], c->doubtful};
    if (c->doubtful && !(rows[i]->is_event && rows[i]->event)) continue;
    if (!row_fits(&at, &f) || (found && f.score <= best->score)) continue;
    *best = f;
    found = true;
  }
  return found;
}

/* The lower-cased form, for participles that the lexicon lists as adjectives. */
static str lowered(const tree *d, uint32_t tok, char *out, size_t size) {
  str form = tree_form(d, tok);
  if (form.len > size) return tree_lemma(d, tok);
  for (size_t i = 0; i < form.len; i++) out[i] = to_ascii_lower(form.ptr[i]);
  return (str){out, form.len};
}

static bool is_participle(const word *w) { return w->xpos == XPOS_VBN || w->xpos == XPOS_VBG || w->xpos == XPOS_JJ; }

static bool noun_like(const word *w) { return w->upos == UPOS_NOUN || w->upos == UPOS_PROPN; }

/* Names are no triggers: "Operation X", "the Peace Corps"; a headline's capitals are let through by their entity-lessness. */
static bool may_trigger(const word *w) { return !(w->upos == UPOS_PROPN && w->entity); }

/* No full sentence opens with a finite verb of the third person. */
static bool opens_sentence(const tree *d, uint32_t i) {
  const sentence *s = &d->t->sentences[tree_sentence(d, i)];
  return s->first_token == i && tree_child(d, i, REL_NSUBJ) == NO_TOKEN && tree_child(d, i, REL_OBJ) == NO_TOKEN;
}

/* "Fighting between X and Y resumed", "Clashes broke out": the tagger takes event nouns for verbs, but they are subjects: a
 * gerund without an object under a later verb that has no other subject. */
static bool is_mistagged_noun(const tree *d, uint32_t i) {
  const word *w = tree_word(d, i);
  bool subject = w->rel == REL_NSUBJ || w->rel == REL_NSUBJ_PASS, clause = w->rel == REL_CSUBJ || w->rel == REL_ADVCL;
  if (w->xpos == XPOS_VBZ || w->xpos == XPOS_NNS) return subject || opens_sentence(d, i);
  if (w->xpos != XPOS_VBG || (!subject && !clause) || w->head == NO_TOKEN || w->head < i) return false;
  if (tree_child(d, i, REL_OBJ) != NO_TOKEN || tree_child(d, i, REL_MARK) != NO_TOKEN) return false;
  if (clause && (tree_child(d, w->head, REL_NSUBJ) != NO_TOKEN || tree_child(d, w->head, REL_NSUBJ_PASS) != NO_TOKEN))
    return false;
  for (uint32_t k = i + 1; k < w->head; k++)
    if (tree_form_is(d, k, ",") && tree_head(d, k) != NO_TOKEN && tree_head(d, k) == w->head) return false;
  return true;
}

/* The word that the noun rows have for a token: "fighting" for a gerund. */
static str noun_headword(const scene *s, uint32_t tok, char *out, size_t size) {
  if (tree_word(&s->d, tok)->xpos == XPOS_VBG) return lowered(&s->d, tok, out, size);
  return headword_of(s, tok, POS_NOUN, out, size);
}

/* A row that says something and whose own words stand in the text: "fire" alone is not "sniper fire". */
static bool has_rows(const scene *s, uint32_t tok, str head, trigger_pos pos) {
  uint32_t n;
  const row *const *rows = lexicon_rows(s->l, head, pos, &n);
  for (uint32_t i = 0; i < n; i++)
    if ((rows[i]->is_event || rows[i]->effect) && words_match(&s->d, tok, rows[i])) return true;
  return false;
}

static bool has_noun_rows(const scene *s, uint32_t tok) {
  char small[HEADWORD_MAX];
  return has_rows(s, tok, noun_headword(s, tok, small, sizeof small), POS_NOUN);
}

bool frame_pos(const scene *s, uint32_t tok, trigger_pos *pos) {
  const word *w = tree_word(&s->d, tok);
  bool noun = noun_like(w) || (w->upos == UPOS_VERB && is_mistagged_noun(&s->d, tok) && has_noun_rows(s, tok));
  *pos = noun ? POS_NOUN : w->upos == UPOS_VERB ? POS_VERB : POS_ADJECTIVE;
  return noun || w->upos == UPOS_VERB || w->upos == UPOS_ADJ;
}

static bool match(const contest *c, frame *out) {
  char small[HEADWORD_MAX], head[HEADWORD_MAX];
  const scene *s = c->s;
  uint32_t tok = c->trigger;
  const word *w = tree_word(&s->d, tok);
  contest plain = {.s = s, .trigger = tok, .carrier = NO_TOKEN, .doubtful = c->doubtful};
  str form = lowered(&s->d, tok, small, sizeof small);
  trigger_pos pos;
  if (!may_trigger(w) || !frame_pos(s, tok, &pos)) return false;
  if (pos == POS_VERB) {
    if (tree_is_hidden_verb(&s->d, tok) && frame_is_possible(s, tree_head(&s->d, tok))) return false; /* "bombing raids" */
    if (best_of(&plain, headword_of(s, tok, POS_VERB, head, sizeof head), POS_VERB, out)) return true;
    return is_participle(w) && best_of(&plain, form, POS_ADJECTIVE, out);
  }
  if (pos == POS_ADJECTIVE) return best_of(&plain, form, POS_ADJECTIVE, out);
  return best_of(c, noun_headword(s, tok, head, sizeof head), POS_NOUN, out);
}

bool frame_match(const scene *s, uint32_t tok, uint32_t carrier, const light_verb *light, frame *out) {
  return match(&(contest){s, tok, carrier, light, false}, out);
}

bool frame_match_doubtful(const scene *s, uint32_t tok, uint32_t carrier, const light_verb *light, frame *out) {
  return match(&(contest){s, tok, carrier, light, true}, out);
}

bool frame_is_possible(const scene *s, uint32_t tok) {
  char small[HEADWORD_MAX];
  trigger_pos pos;
  uint32_t n = 0;
  if (!frame_pos(s, tok, &pos) || pos == POS_ADJECTIVE) return false;
  if (pos == POS_NOUN) return has_noun_rows(s, tok);
  if (has_rows(s, tok, headword_of(s, tok, POS_VERB, small, sizeof small), POS_VERB)) return true;
  lexicon_light(s->l, tree_lemma(&s->d, tok), &n);
  return n > 0;
}

/* ---- light verbs -------------------------------------------------------------------------------------------------------- */

/* "fighting broke out" */
static bool is_happening(const tree *d, uint32_t noun) {
  return tree_rel(d, noun) == REL_NSUBJ || tree_rel(d, noun) == REL_NSUBJ_PASS || is_mistagged_noun(d, noun);
}

/* "took part in talks": the noun is the object of the last word of the light verb. */
static bool light_governs(const scene *s, uint32_t verb, uint32_t noun, const light_verb *v) {
  const tree *d = &s->d;
  if (!particles_found(d, verb, v->words, v->n_words)) return false;
  if (v->of_subject) /* also "clashes that erupted" */
    return tree_surface_subject(d, verb) == noun || (tree_head(d, noun) == verb && noun < verb && is_happening(d, noun));
  if (v->preposition.len) return tree_head(d, noun) == verb && tree_has_case(d, noun, v->preposition);
  if (tree_deep_object(d, verb) == noun) return true;
  return v->n_words > 1 && noun > verb && tree_has_case(d, noun, v->words[v->n_words - 1]);
}

static bool light_fits(const scene *s, uint32_t verb, uint32_t noun, const light_verb **light) {
  uint32_t n;
  const light_verb *lights = lexicon_light(s->l, tree_lemma(&s->d, verb), &n);
  for (uint32_t i = 0; i < n; i++)
    if (light_governs(s, verb, noun, &lights[i])) return *light = &lights[i], true;
  return false;
}

/* "a round of talks", "a series of meetings": what carries the counting noun carries what is counted. */
static uint32_t over_counting_noun(const scene *s, uint32_t noun) {
  const tree *d = &s->d;
  uint32_t head = tree_head(d, noun), n = 0;
  if (head == NO_TOKEN || head > noun || !noun_like(tree_word(d, head)) || !tree_has_case(d, noun, STR("of"))) return noun;
  const row *const *rows = lexicon_rows(s->l, tree_lemma(d, head), POS_NOUN, &n);
  for (uint32_t i = 0; i < n; i++)
    if (rows[i]->effect == EFFECT_THROUGH && rows[i]->n_words == 1) return head;
  return noun;
}

/* The verb above the noun ("held talks", "talks were held"), or a participle or relative clause on it ("talks held in Paris"). */
bool frame_carrier(const scene *s, uint32_t noun, uint32_t *carrier, const light_verb **light) {
  const tree *d = &s->d;
  uint32_t top = over_counting_noun(s, tree_first_conjunct(d, noun)), verb = tree_head(d, top);
  if (verb != NO_TOKEN && !tree_is_verb(d, verb) && tree_rel(d, verb) == REL_OBJ)
    verb = tree_head(d, verb); /* "took part in talks" */
  if (verb != NO_TOKEN && tree_is_verb(d, verb) && light_fits(s, verb, top, light)) return *carrier = verb, true;
  TREE_CHILDREN(d, noun, c) {
    relation r = tree_rel(d, c);
    if ((r == REL_ACL || r == REL_ACL_RELCL) && tree_is_verb(d, c) && light_fits(s, c, noun, light)) return *carrier = c, true;
  }
  return false;
}

row_effect frame_modifier_effect(const scene *s, uint32_t tok, const row **r) {
  char small[64];
  uint32_t n;
  const row *const *rows = lexicon_rows(s->l, lowered(&s->d, tok, small, sizeof small), POS_ADJECTIVE, &n);
  for (uint32_t i = 0; i < n; i++)
    if (rows[i]->effect && rows[i]->n_words == 1) return *r = rows[i], (row_effect)rows[i]->effect;
  return EFFECT_NONE;
}
