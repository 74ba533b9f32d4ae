/* Status from tense, modals, negation and the words above. Walks from the event's own verb up to the root of the sentence:
 * on the way, operators of the lexicon (fail, deny, fear, say …) and the kinds of clause change how the event stands. */
#include "coding/standing.h"

typedef struct {
  bool will, would, might, must, negated, infinitive, finite;
} verb_group;

static bool lemma_in(str lemma, const char *const *words) {
  for (; *words; words++)
    if (str_is(lemma, *words)) return true;
  return false;
}

static void read_auxiliary(const tree *d, uint32_t c, verb_group *g) {
  static const char *const will[] = {"will", "shall", "'ll", "wo", NULL}, *const would[] = {"would", "'d", NULL},
                           *const might[] = {"could", "may", "might", "can", "ca", NULL},
                           *const must[] = {"must", "should", "ought", NULL};
  str form = tree_form(d, c), lemma = tree_lemma(d, c);
  if (tree_word(d, c)->xpos != XPOS_MD) return;
  if (lemma_in(lemma, would) || str_equal_fold(form, STR("would"))) g->would = true;
  else if (lemma_in(lemma, will) || lemma_in(form, will)) g->will = true;
  else if (lemma_in(lemma, might) || str_equal_fold(form, STR("could"))) g->might = true;
  else if (lemma_in(lemma, must) || str_equal_fold(form, STR("should"))) g->must = true;
}

/* "is going to meet" */
static bool is_going_to(const tree *d, uint32_t i) {
  return str_is(tree_lemma(d, i), "go") && tree_word(d, i)->xpos == XPOS_VBG && tree_child(d, i, REL_AUX) != NO_TOKEN &&
         tree_infinitive_clause(d, i) != NO_TOKEN;
}

static verb_group group_of(const tree *d, uint32_t i) {
  verb_group g = {.infinitive = tree_is_infinitive(d, i), .finite = tree_is_finite(d, i)};
  uint32_t subject = tree_child(d, i, REL_NSUBJ);
  TREE_CHILDREN(d, i, c) {
    relation r = tree_rel(d, c);
    if (r == REL_AUX || r == REL_AUX_PASS || r == REL_COP) read_auxiliary(d, c, &g);
    if (g.must && r == REL_AUX && subject != NO_TOKEN && c < subject)
      g.must = false, g.might = true;                                    /* "should they attack, …" */
    if (r == REL_MARK && tree_form_is(d, c, "due")) g.infinitive = true; /* "is due to meet", taken for a preposition */
  }
  g.will = g.will || is_going_to(d, i);
  g.negated = tree_negation(d, i) != NO_TOKEN;
  return g;
}

/* "will meet A and visit B": the second verb shares the auxiliaries of the first where it has neither subject nor its own. */
static verb_group shared_group(const tree *d, uint32_t i) {
  verb_group g = group_of(d, i);
  uint32_t first = tree_first_conjunct(d, i);
  if (first == i || g.finite || g.infinitive || tree_child(d, i, REL_NSUBJ) != NO_TOKEN) return g;
  verb_group shared = group_of(d, first);
  shared.negated = shared.negated || g.negated;
  return shared;
}

static void settle(standing *out, casus_event_status status, const row *reason) {
  if (out->status != CASUS_ACTUAL) return;
  out->status = status;
  out->reason = reason;
}

static bool is_nominal_negation(const tree *d, uint32_t noun) {
  uint32_t det = tree_child(d, noun, REL_DET);
  if (det == NO_TOKEN) return false;
  bool bound = tree_form_is(d, det + 1, "fewer") || tree_form_is(d, det + 1, "less") || tree_form_is(d, det + 1, "more");
  return (tree_form_is(d, det, "no") && !bound) || tree_form_is(d, det, "neither"); /* "no fewer than 20 men" */
}

static bool arguments_negated(const tree *d, uint32_t i) {
  TREE_CHILDREN(d, i, c) {
    relation r = tree_rel(d, c);
    bool argument = r == REL_NSUBJ || r == REL_NSUBJ_PASS || r == REL_OBJ;
    if (!argument) continue;
    if (is_nominal_negation(d, c) || tree_form_is(d, c, "nobody") || tree_form_is(d, c, "none") || tree_form_is(d, c, "nothing"))
      return true;
  }
  return false;
}

static bool ends_as_question(const tree *d, uint32_t i) {
  const sentence *s = &d->t->sentences[tree_sentence(d, i)];
  uint32_t last = s->first_token + s->n_tokens;
  while (last > s->first_token && (tree_word(d, last - 1)->xpos == XPOS_QUOTE_CLOSE)) last--;
  return last > s->first_token && tree_form_is(d, last - 1, "?");
}

/* "Did they meet?": the auxiliary before the subject, and nothing asked for ("why did they meet?") that takes it for granted. */
static bool is_asked(const tree *d, uint32_t i) {
  uint32_t aux = NO_TOKEN, subject = tree_child(d, i, REL_NSUBJ);
  if (subject == NO_TOKEN) subject = tree_child(d, i, REL_NSUBJ_PASS);
  TREE_CHILDREN(d, i, c) {
    uint8_t x = tree_word(d, c)->xpos;
    if (x == XPOS_WRB || x == XPOS_WP || x == XPOS_WDT) return false;
    relation r = tree_rel(d, c);
    if (aux == NO_TOKEN && (r == REL_AUX || r == REL_AUX_PASS || r == REL_COP)) aux = c;
  }
  return aux != NO_TOKEN && subject != NO_TOKEN && aux < subject && tree_word(d, subject)->xpos != XPOS_WP &&
         ends_as_question(d, i);
}

static void apply_group(const tree *d, uint32_t i, standing *out) {
  verb_group g = shared_group(d, i);
  bool negated = g.negated || arguments_negated(d, i);
  if (negated && (g.will || g.would)) out->negated_future = true;
  if (negated) settle(out, CASUS_NEGATED, NULL);
  if (g.must) out->demanded = true;
  if (g.will || g.would) out->future = true;
  if (g.will || (g.infinitive && g.finite)) settle(out, CASUS_PLANNED, NULL); /* "will meet", "is to meet" */
  if (g.would || g.might || g.must || is_asked(d, i)) settle(out, CASUS_CONSIDERED, NULL);
}

static void apply_effect(uint8_t effect, const row *r, standing *out) {
  switch (effect) {
    case EFFECT_FAIL:
      settle(out, CASUS_FAILED, r);
      break;
    case EFFECT_NEGATE:
      settle(out, CASUS_NEGATED, r);
      break;
    case EFFECT_CONSIDER:
      settle(out, CASUS_CONSIDERED, r);
      break;
    case EFFECT_DENY:
      settle(out, CASUS_DENIED, r);
      break;
    case EFFECT_UNREAL:
      out->unreal = true;
      break;
    case EFFECT_FOLD:
      settle(out, r->fold_status == CASUS_ACTUAL ? CASUS_PLANNED : (casus_event_status)r->fold_status, r);
      break;
    default:
      break;
  }
}

/* Adjectives and "no" on an event noun: "planned talks", "a possible attack", "no agreement". */
static void apply_modifiers(const frames *fs, uint32_t noun, standing *out) {
  const tree *d = &fs->s.d;
  if (is_nominal_negation(d, noun)) settle(out, CASUS_NEGATED, NULL);
  TREE_CHILDREN(d, noun, c) {
    relation r = tree_rel(d, c);
    if (r != REL_AMOD && r != REL_ACL && r != REL_COMPOUND) continue;
    if (c > noun) continue;
    const row *reason;
    row_effect effect = frame_modifier_effect(&fs->s, c, &reason);
    if (effect) apply_effect((uint8_t)effect, reason, out);
  }
}

/* ---- conditions --------------------------------------------------------------------------------------------------------- */

static bool is_condition(const tree *d, uint32_t clause, bool *unless) {
  bool provided = tree_form_is(d, clause, "provided") || tree_form_is(d, clause, "providing");
  if (provided && tree_child(d, clause, REL_CCOMP) != NO_TOKEN && tree_child(d, clause, REL_NSUBJ) == NO_TOKEN) return true;
  TREE_CHILDREN(d, clause, c) {
    if (tree_rel(d, c) != REL_MARK && tree_rel(d, c) != REL_ADVMOD && tree_rel(d, c) != REL_CASE) continue;
    *unless = tree_form_is(d, c, "unless");
    if (*unless || tree_form_is(d, c, "if") || tree_form_is(d, c, "provided") || tree_form_is(d, c, "providing")) {
      bool even = c > 0 && (tree_form_is(d, c - 1, "even") || tree_form_is(d, c - 1, "as"));
      return !even;
    }
  }
  return false;
}

/* "asked if", "know if": a question, not a condition. */
static bool asks(const tree *d, uint32_t i) {
  static const char *const words[] = {"ask",      "wonder", "know",    "see",     "decide",  "determine",
                                      "question", "doubt",  "inquire", "enquire", "say",     "discuss",
                                      "consider", "check",  "sure",    "clear",   "unclear", NULL};
  return lemma_in(tree_lemma(d, i), words);
}

/* The tree hangs conditions under many names; only a question ("asked if") is none. */
static bool may_be_condition(const tree *d, uint32_t clause) {
  relation r = tree_rel(d, clause);
  if (r == REL_CCOMP) return !asks(d, tree_head(d, clause));
  if (r == REL_XCOMP) return tree_form_is(d, clause, "provided"); /* "provided that" */
  return r == REL_ADVCL || r == REL_CSUBJ || r == REL_CSUBJ_PASS || r == REL_PARATAXIS || r == REL_ACL || r == REL_ACL_RELCL ||
         r == REL_DEP;
}

/* Clauses before the event's own word on the way up belong to other verbs; those behind it, and any on the first one, may be its
 * own. */
static void find_condition(const tree *d, uint32_t i, uint32_t anchor, standing *out) {
  if (out->condition != NO_TOKEN) return;
  TREE_CHILDREN(d, i, c) {
    bool unless = false;
    if (!may_be_condition(d, c) || (i != anchor && c < anchor && c > i) || !is_condition(d, c, &unless)) continue;
    uint32_t first, end;
    tree_extent(d, c, &first, &end);
    if (anchor >= first && anchor < end) continue; /* the event stands in the condition itself */
    out->condition = c;
    out->unless = unless;
    return;
  }
}

/* ---- holders ------------------------------------------------------------------------------------------------------------ */

static void hold(const frames *fs, const frame *speech, standing *out) {
  if (out->holder != NO_TOKEN) return;
  uint32_t subject = speech->filler[ROLE_A];
  if (subject == NO_TOKEN) subject = tree_deep_subject(&fs->s.d, speech->trigger);
  if (subject == NO_TOKEN && tree_is_passive(&fs->s.d, speech->trigger)) return;
  out->holder = subject;
}

static bool is_speech_verb(const scene *s, uint32_t verb) {
  uint32_t n;
  const row *const *rows = lexicon_rows(s->l, tree_lemma(&s->d, verb), POS_VERB, &n);
  for (uint32_t i = 0; i < n; i++)
    if (rows[i]->effect == EFFECT_HOLD) return true;
  return false;
}

/* "…, the senator said": a verb of saying behind the clause and without content of its own, however the tree hangs it. */
static bool is_trailing_speech(const frames *fs, uint32_t clause, uint32_t c) {
  const tree *d = &fs->s.d;
  relation r = tree_rel(d, c);
  if (c < clause || !tree_is_verb(d, c) || !tree_is_finite(d, c) ||
      (r != REL_PARATAXIS && r != REL_CCOMP && r != REL_CONJ && r != REL_ADVCL))
    return false;
  if (tree_child(d, c, REL_CC) != NO_TOKEN || tree_child(d, c, REL_MARK) != NO_TOKEN || tree_child(d, c, REL_CCOMP) != NO_TOKEN)
    return false;
  if (tree_child(d, c, REL_NSUBJ) == NO_TOKEN && tree_child(d, c, REL_OBJ) == NO_TOKEN) return false;
  return is_speech_verb(&fs->s, c);
}

/* "said the minister": the subject may stand behind the verb, where the tree takes it for an object. */
static uint32_t speaker(const tree *d, uint32_t verb) {
  uint32_t subject = tree_child(d, verb, REL_NSUBJ);
  return subject != NO_TOKEN ? subject : tree_child(d, verb, REL_OBJ);
}

static void find_attribution(const frames *fs, uint32_t clause, standing *out) {
  const tree *d = &fs->s.d;
  if (out->holder == NO_TOKEN) out->holder = tree_prepositional(d, clause, STR("according"), NO_TOKEN);
  TREE_CHILDREN(d, clause, c)
  if (out->holder == NO_TOKEN && is_trailing_speech(fs, clause, c)) out->holder = speaker(d, c);
}

/* "Free the pilots," said the minister: a verb without subject and auxiliaries that nothing but speech governs. */
static bool is_order(const tree *d, uint32_t i) {
  static const relation none[] = {REL_NSUBJ, REL_NSUBJ_PASS, REL_AUX, REL_AUX_PASS, REL_COP, REL_MARK, REL_CC, REL_EXPL};
  relation r = tree_rel(d, i);
  uint32_t first = tree_first_conjunct(d, i);
  if (first != i && tree_word(d, i)->xpos == XPOS_VB && tree_child(d, i, REL_NSUBJ) == NO_TOKEN) return is_order(d, first);
  if (tree_word(d, i)->xpos != XPOS_VB || (r != REL_ROOT && r != REL_CCOMP && r != REL_PARATAXIS)) return false;
  for (size_t k = 0; k < sizeof none / sizeof *none; k++)
    if (tree_child(d, i, none[k]) != NO_TOKEN) return false;
  return true;
}

static void apply_order(const tree *d, uint32_t i, standing *out) {
  if (!is_order(d, i)) return;
  out->order = out->demanded = true;
  settle(out, CASUS_CONSIDERED, NULL);
}

/* ---- the walk up -------------------------------------------------------------------------------------------------------- */

/* The operator right above a token: its slot X holds the token. */
static const frame *operator_over(const frames *fs, uint32_t x, uint32_t head) {
  const frame *f = frames_at(fs, head);
  if (!f || !f->r->effect || f->filler[ROLE_X] == NO_TOKEN) return NULL;
  return tree_first_conjunct(&fs->s.d, f->filler[ROLE_X]) == x || f->filler[ROLE_X] == x ? f : NULL;
}

/* "had to leave", "was able to leave", "were wrong to leave": they left. */
static bool is_done(const tree *d, uint32_t op) {
  static const char *const implying[] = {"able",     "wrong", "right",  "foolish", "wise",   "unwise",
                                         "reckless", "crazy", "insane", "mad",     "stupid", NULL};
  uint32_t copula = tree_child(d, op, REL_COP);
  if (str_is(tree_lemma(d, op), "have")) return tree_word(d, op)->xpos == XPOS_VBD;
  if (!lemma_in(tree_lemma(d, op), implying) || copula == NO_TOKEN) return false;
  return tree_word(d, copula)->xpos == XPOS_VBD || tree_word(d, copula)->xpos == XPOS_VBN;
}

static void apply_operator(const frames *fs, const frame *op, bool facts, standing *out) {
  if (op->r->effect == EFFECT_HOLD) hold(fs, op, out);
  if (op->r->effect == EFFECT_DENY && out->holder == NO_TOKEN) hold(fs, op, out);
  if (facts && !is_done(&fs->s.d, op->trigger)) apply_effect(op->r->effect, op->r, out);
}

static bool has_mark_of(const tree *d, uint32_t clause, const char *const *words) {
  TREE_CHILDREN(d, clause, c) {
    relation r = tree_rel(d, c);
    if ((r == REL_MARK || r == REL_ADVMOD) && c < clause && lemma_in(tree_lemma(d, c), words)) return true;
  }
  return false;
}

static bool is_present(const tree *d, uint32_t i) {
  uint8_t x = tree_word(d, i)->xpos;
  TREE_CHILDREN(d, i, c) {
    relation r = tree_rel(d, c);
    if (r == REL_AUX || r == REL_COP || r == REL_AUX_PASS) {
      if (str_is(tree_lemma(d, c), "have")) return false;
      x = tree_word(d, c)->xpos;
    }
  }
  return x == XPOS_VBP || x == XPOS_VBZ;
}

/* "whether they met", "once they meet": a question, or a time that is not there yet. */
static bool is_open_clause(const tree *d, uint32_t x) {
  static const char *const asking[] = {"whether", NULL}, *const asking_if[] = {"if", NULL}, *const ahead[] = {"when", "whenever",
                                                                                                              "once", "until",
                                                                                                              "till", "before",
                                                                                                              NULL};
  relation r = tree_rel(d, x);
  bool content = r == REL_CCOMP || r == REL_CSUBJ || r == REL_ACL || r == REL_ADVCL || r == REL_XCOMP;
  if (content && has_mark_of(d, x, asking)) return true;
  if (r == REL_CCOMP && has_mark_of(d, x, asking_if)) return true;
  return r == REL_ADVCL && is_present(d, x) && has_mark_of(d, x, ahead);
}

static bool is_open(const tree *d, uint32_t x) {
  bool unless;
  return (may_be_condition(d, x) && is_condition(d, x, &unless)) || is_open_clause(d, x);
}

/* "will visit Paris, meeting the president there", "could answer by striking back": as open as the clause that it hangs on. */
static bool is_part_of_clause(const tree *d, uint32_t x) {
  static const char *const by[] = {"by", NULL};
  if (tree_rel(d, x) != REL_ADVCL || tree_word(d, x)->xpos != XPOS_VBG || tree_is_finite(d, x)) return false;
  if (has_mark_of(d, x, by)) return true;
  return x > tree_head(d, x) && tree_child(d, x, REL_MARK) == NO_TOKEN && tree_case(d, x) == NO_TOKEN;
}

/* What the clause above says of time and doubt, but not of denial: "did not resign, citing his duties". */
static void share_group(const tree *d, uint32_t head, standing *out) {
  standing before = *out;
  apply_group(d, head, out);
  if (out->status == CASUS_NEGATED) *out = before;
}

/* What the kind of clause does where no operator speaks. Returns whether facts still pass upwards. */
static bool pass_link(const tree *d, uint32_t x, standing *out) {
  if (is_open(d, x)) {
    settle(out, CASUS_CONSIDERED, NULL);
    return false;
  }
  switch (tree_rel(d, x)) {
    case REL_XCOMP:
      if (tree_is_infinitive(d, x))
        settle(out, str_is(tree_lemma(d, tree_head(d, x)), "be") ? CASUS_PLANNED : CASUS_INTENDED, NULL);
      return true;
    case REL_CCOMP:
      return false;
    case REL_ADVCL:
      if (tree_is_infinitive(d, x)) out->purpose = out->status == CASUS_ACTUAL, settle(out, CASUS_INTENDED, NULL);
      else if (tree_has_case(d, x, STR("without")) || tree_has_case(d, x, STR("instead"))) settle(out, CASUS_NEGATED, NULL);
      return false;
    case REL_ACL:
      if (tree_is_infinitive(d, x)) settle(out, CASUS_INTENDED, NULL);
      return false;
    default:
      return false;
  }
}

/* Relative clauses and the like say what they say whatever becomes of the clause around them. */
static bool stands_alone(const tree *d, uint32_t x) {
  relation r = tree_rel(d, x);
  if (is_open(d, x)) return false;
  return r == REL_ACL_RELCL || r == REL_PARATAXIS || r == REL_APPOS || (r == REL_ADVCL && tree_is_finite(d, x));
}

static bool is_content_link(relation r) {
  return r == REL_CCOMP || r == REL_XCOMP || r == REL_CONJ || r == REL_OBJ || r == REL_CSUBJ || r == REL_CSUBJ_PASS;
}

static void walk_up(const frames *fs, uint32_t x, standing *out) {
  const tree *d = &fs->s.d;
  uint32_t anchor = x;
  bool facts = true, alone = false, conditions = true;
  for (int n = 0; n < TREE_STEPS_MAX; n++) {
    x = tree_first_conjunct(d, x);
    find_attribution(fs, x, out);
    if (conditions) find_condition(d, x, anchor, out);
    uint32_t head = tree_head(d, x);
    if (head == NO_TOKEN) return;
    conditions = conditions && is_content_link(tree_rel(d, x));
    const frame *op = operator_over(fs, x, head);
    if (op) {
      if (facts && is_open_clause(d, x)) settle(out, CASUS_CONSIDERED, NULL); /* "do not know whether" */
      apply_operator(fs, op, facts, out);
      if (facts && op->r->effect != EFFECT_HOLD) apply_group(d, head, out), apply_order(d, head, out);
      if (op->r->effect == EFFECT_HOLD) facts = false;
    } else {
      if (facts && stands_alone(d, x)) alone = true;
      bool transparent = !alone && pass_link(d, x, out);
      bool part = !alone && is_part_of_clause(d, x);
      if (facts && transparent) apply_group(d, head, out);
      if (facts && part) share_group(d, head, out);
      facts = facts && (transparent || part);
    }
    x = head;
  }
}

/* A headline's "X to visit Y": an infinitive that nothing governs but its subject. */
static void apply_headline(const frames *fs, uint32_t i, standing *out) {
  const tree *d = &fs->s.d;
  uint32_t subject = tree_headline_subject(d, i);
  bool bare = tree_head(d, i) == NO_TOKEN && tree_is_infinitive(d, i) && !tree_is_finite(d, i);
  if (bare || (subject != NO_TOKEN && frames_at(fs, subject) == NULL)) settle(out, CASUS_PLANNED, NULL);
}

/* "the members who must decide": said in passing, it demands nothing. */
bool standing_is_demanded(const tree *d, uint32_t verb) {
  return group_of(d, verb).must && tree_rel(d, tree_first_conjunct(d, verb)) != REL_ACL_RELCL;
}

void standing_find(const frames *fs, const frame *f, standing *out) {
  const tree *d = &fs->s.d;
  uint32_t anchor = frame_anchor(f);
  *out = (standing){.holder = NO_TOKEN, .condition = NO_TOKEN};
  if (f->r->pos == POS_NOUN) apply_modifiers(fs, f->trigger, out);
  if (f->light) apply_effect(f->light->effect, NULL, out);
  if (f->carrier != NO_TOKEN || f->r->pos != POS_NOUN || tree_child(d, f->trigger, REL_COP) != NO_TOKEN) {
    apply_group(d, anchor, out);
    apply_headline(fs, anchor, out);
    apply_order(d, anchor, out);
  }
  walk_up(fs, anchor, out);
  uint32_t act = f->filler[ROLE_X]; /* "is ready to strike if …": the clause may hang on the act */
  if (act != NO_TOKEN) find_condition(d, act, act, out);
  bool open = out->future || out->status == CASUS_CONSIDERED || out->status == CASUS_PLANNED || out->status == CASUS_INTENDED;
  if (out->condition != NO_TOKEN && open && out->status != CASUS_NEGATED && out->status != CASUS_DENIED)
    out->status = CASUS_CONDITIONAL;
  else if (out->future && out->status == CASUS_CONSIDERED && out->holder != NO_TOKEN && !out->reason) out->status = CASUS_PLANNED;
}

static const row plain_rows[POS_COUNT] = {{.pos = POS_VERB}, {.pos = POS_NOUN}, {.pos = POS_ADJECTIVE}};

bool standing_of_word(const frames *fs, uint32_t tok, standing *out) {
  const tree *d = &fs->s.d;
  bool adjective = tree_word(d, tok)->upos == UPOS_ADJ;
  if (!tree_is_verb(d, tok) && !tree_is_noun(d, tok) && !adjective) return false;
  frame plain = {.trigger = tok, .carrier = NO_TOKEN};
  plain.r = &plain_rows[tree_is_verb(d, tok) ? POS_VERB : adjective ? POS_ADJECTIVE : POS_NOUN];
  for (int r = 0; r < ROLE_COUNT; r++) plain.filler[r] = NO_TOKEN;
  const frame *f = frames_at(fs, tok);
  standing_find(fs, f ? f : &plain, out);
  return true;
}
