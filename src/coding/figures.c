/* Finds who is counted: the harm words of the sentence that the tree ties to the event, and the phrase that says whom they
 * harmed. What no such tie holds is left out: another sentence's dead, a war's toll. */
#include "coding/figures.h"
#include "coding/quantity.h"

void harm_words_open(const event_lexicon *l, harm_words *out) {
  static const char *const names[CASUS_HARM_COUNT] = {"harm_killed", "harm_injured", "harm_missing", "harm_abducted",
                                                      "harm_arrested"};
  for (int i = 0; i < CASUS_HARM_COUNT; i++) out->ids[i] = lexicon_class(l, str_of(names[i]));
  out->by_itself = lexicon_class(l, STR("harm_by_itself"));
  out->person = lexicon_class(l, STR("figure_person"));
  out->force = lexicon_class(l, STR("fighter"));
  static const char *const things[HARM_THINGS] = {"animal", "vehicle", "arms", "property"};
  for (int i = 0; i < HARM_THINGS; i++) out->things[i] = lexicon_class(l, str_of(things[i]));
}

typedef struct {
  const work *w;
  const tree *d;
  const frame *f;
  casus_event *v;
} search;

static const harm_words *words_of(const search *s) { return &s->w->c->harm; }

static bool in_class(const search *s, uint32_t tok, uint32_t class) { return scene_in_class(&s->w->fs.s, tok, class); }

/* ---- how many a phrase counts ------------------------------------------------------------------------------------------- */

/* The number before a noun: "more than 300 people", "several soldiers", "a few dozen men". */
static bool number_before(const search *s, uint32_t noun, casus_figure *out) {
  uint32_t number = NO_TOKEN, first;
  TREE_CHILDREN(s->d, noun, c) {
    relation r = tree_rel(s->d, c);
    bool counts = r == REL_NUMMOD || r == REL_AMOD || r == REL_DET || r == REL_DET_PREDET;
    if (counts && c < noun && quantity_is_word(s->d, c)) number = c;
  }
  return number != NO_TOKEN && quantity_read(s->d, quantity_last(s->d, number), out, &first);
}

/* "a soldier": one person. */
static bool single_person(const search *s, uint32_t noun, casus_figure *out) {
  uint32_t det = tree_child(s->d, noun, REL_DET);
  bool indefinite =
      det != NO_TOKEN && (tree_form_is(s->d, det, "a") || tree_form_is(s->d, det, "an") || tree_form_is(s->d, det, "another"));
  if (!indefinite || tree_word(s->d, noun)->xpos != XPOS_NN || !in_class(s, noun, words_of(s)->person)) return false;
  *out = (casus_figure){.value = 1, .min = 1, .max = 1, .has_value = true, .has_min = true, .has_max = true};
  out->span = token_span(s->w, det, noun - det + 1);
  return true;
}

/* "a crowd of 5,000", "a total of 12 people": one or two steps down. */
static bool count_one(const search *s, uint32_t tok, casus_figure *out) {
  uint32_t first;
  for (int step = 0; step < 3 && tok != NO_TOKEN; step++) {
    bool more = tok > 0 && (tree_form_is(s->d, tok, "more") || tree_form_is(s->d, tok, "others")); /* "dozens more" */
    uint32_t number = more ? tok - 1 : tok;
    if (quantity_is_word(s->d, number) && quantity_read(s->d, quantity_last(s->d, number), out, &first)) return true;
    if (number_before(s, tok, out) || single_person(s, tok, out)) return true;
    tok = tree_prepositional(s->d, tok, STR("of"), NO_TOKEN);
  }
  return false;
}

/* "2,000 head of cattle", "three fishing boats": no people. */
static bool is_thing(const search *s, uint32_t tok) {
  for (int step = 0; step < 2 && tok != NO_TOKEN; step++) {
    for (int i = 0; i < HARM_THINGS; i++)
      if (in_class(s, tok, words_of(s)->things[i])) return true;
    tok = tree_prepositional(s->d, tok, STR("of"), NO_TOKEN);
  }
  return false;
}

/* "two soldiers and three civilians" are five; where a part has no number the sum is a lower bound. */
static bool count_phrase(const search *s, uint32_t tok, casus_figure *out) {
  casus_figure more;
  if (tok == NO_TOKEN || is_thing(s, tok) || !count_one(s, tok, out)) return false;
  TREE_CHILDREN(s->d, tok, c) {
    if (tree_rel(s->d, c) != REL_CONJ || tree_is_verb(s->d, c) || c < tok) continue;
    if (count_one(s, c, &more)) {
      quantity_add(out, &more);
      out->span.end = s->d->t->tokens[c].end;
    } else {
      out->has_value = out->has_max = false;
      out->value = out->max = 0;
    }
  }
  out->text = str_slice(s->d->t->bytes, out->span.begin, out->span.end);
  return true;
}

/* ---- whom a harm word harms --------------------------------------------------------------------------------------------- */

/* By lemma or, of "missing", by form. */
static bool is_word_of(const work *w, uint32_t tok, uint32_t class) {
  return scene_in_class(&w->fs.s, tok, class) || lexicon_in_class(w->c->l, tree_form(&w->fs.s.d, tok), class);
}

int harm_of_word(const work *w, uint32_t tok) {
  uint8_t u = tree_word(&w->fs.s.d, tok)->upos;
  if (u != UPOS_VERB && u != UPOS_NOUN && u != UPOS_ADJ) return -1;
  for (int k = 0; k < CASUS_HARM_COUNT; k++)
    if (is_word_of(w, tok, w->c->harm.ids[k])) return k;
  return -1;
}

static int harm_of(const search *s, uint32_t tok) { return s->w->words[tok].harm; }

/* "left 12 dead", "12 people are missing", "12 dead": whom an adjective is said of. */
static uint32_t said_of(const search *s, uint32_t tok) {
  relation r = tree_rel(s->d, tok);
  uint32_t head = tree_head(s->d, tok), subject = tree_child(s->d, tok, REL_NSUBJ);
  if (subject != NO_TOKEN) return subject;
  if (r == REL_AMOD || r == REL_ACL) return head;
  if (head == NO_TOKEN || !tree_is_verb(s->d, head)) return NO_TOKEN;
  return r == REL_XCOMP || r == REL_ADVMOD || r == REL_ADVCL || r == REL_OBJ ? tree_deep_object(s->d, head) : NO_TOKEN;
}

/* "took 20 hostages" takes them, "freed 20 hostages" does not. */
static bool noun_harms(const search *s, uint32_t noun) {
  static const char *const held[] = {"hostage", "captive", "prisoner", "life", NULL}, *const takers[] = {"take",  "hold", "seize",
                                                                                                         "claim", "cost", NULL};
  uint32_t head = tree_head(s->d, noun);
  for (int i = 0; held[i]; i++) {
    if (!str_is(tree_lemma(s->d, noun), held[i])) continue;
    for (int k = 0; head != NO_TOKEN && takers[k]; k++)
      if (str_is(tree_lemma(s->d, head), takers[k])) return true;
    return false;
  }
  return true;
}

/* "12 deaths", "the deaths of 12 people", "the arrest of five"; "beaten to death": the object of the beating. */
static bool count_noun(const search *s, uint32_t noun, casus_figure *out) {
  uint32_t head = tree_head(s->d, noun);
  if (tree_has_case(s->d, noun, STR("to"))) {
    bool kills = head != NO_TOKEN && tree_is_verb(s->d, head) && !str_is(tree_lemma(s->d, head), "sentence") &&
                 !str_is(tree_lemma(s->d, head), "condemn");
    return kills && count_phrase(s, tree_deep_object(s->d, head), out);
  }
  if (!noun_harms(s, noun)) return false;
  if (number_before(s, noun, out)) return true;
  return count_phrase(s, tree_prepositional(s->d, noun, STR("of"), NO_TOKEN), out);
}

/* "killed at least 20 people": the tree may take the bound for a preposition. */
static uint32_t object_behind_bound(const search *s, uint32_t verb) {
  TREE_CHILDREN(s->d, verb, c)
  if (c > verb && tree_rel(s->d, c) == REL_OBL && !tree_form_is(s->d, verb + 1, "in")) {
    casus_figure found;
    return count_one(s, c, &found) && found.span.begin == s->d->t->tokens[verb + 1].begin ? c : NO_TOKEN;
  }
  return NO_TOKEN;
}

/* "12 dead, 30 wounded", "30 others injured": the number right before the word, however the tree hangs it. */
static bool number_right_before(const search *s, uint32_t tok, casus_figure *out) {
  uint32_t first;
  bool participle = tree_word(s->d, tok)->xpos == XPOS_VBN || tree_word(s->d, tok)->upos == UPOS_ADJ;
  if (!tok || !participle || tree_child(s->d, tok, REL_OBJ) != NO_TOKEN) return false;
  if (quantity_is_word(s->d, tok - 1)) return quantity_read(s->d, tok - 1, out, &first);
  return tree_word(s->d, tok - 1)->xpos == XPOS_NNS && count_one(s, tok - 1, out);
}

static uint32_t harmed_by_verb(const search *s, uint32_t verb) {
  if (is_word_of(s->w, verb, words_of(s)->by_itself)) return tree_surface_subject(s->d, verb); /* "12 died" */
  uint32_t object = tree_deep_object(s->d, verb);
  return object != NO_TOKEN ? object : object_behind_bound(s, verb);
}

static bool count_harmed(const search *s, uint32_t tok, casus_figure *out) {
  uint8_t u = tree_word(s->d, tok)->upos;
  if (u == UPOS_NOUN) return count_noun(s, tok, out);
  bool complement = u == UPOS_ADJ || tree_rel(s->d, tok) == REL_AMOD;
  return number_right_before(s, tok, out) || count_phrase(s, complement ? said_of(s, tok) : harmed_by_verb(s, tok), out);
}

/* ---- is it this event's harm? ------------------------------------------------------------------------------------------- */

/* The verb, or the word with a copula, whose clause a harm word stands in. */
static uint32_t clause_of(const search *s, uint32_t tok) {
  for (int n = 0; n < 2; n++) {
    uint32_t head = tree_head(s->d, tok);
    bool complement = tree_rel(s->d, tok) == REL_XCOMP && tree_word(s->d, tok)->upos == UPOS_ADJ;
    if (head == NO_TOKEN || tree_child(s->d, tok, REL_COP) != NO_TOKEN || (tree_is_verb(s->d, tok) && !complement)) return tok;
    tok = head;
  }
  return tok;
}

static bool is_anchor(const search *s, uint32_t tok) { return tok == s->f->trigger || tok == s->f->carrier; }

static bool is_open(const tree *d, uint32_t clause) {
  return tree_is_infinitive(d, clause) || tree_negation(d, clause) != NO_TOKEN;
}

/* "attacked a village, killing 12", "an attack that killed 12", "killed 12 and wounded 30": down from the event. */
static bool hangs_on_event(const search *s, uint32_t clause) {
  for (int n = 0; n < 3; n++) {
    if (is_anchor(s, clause)) return true;
    relation r = tree_rel(s->d, clause);
    uint32_t head = tree_head(s->d, clause);
    if (head == NO_TOKEN) return false;
    bool shared = tree_child(s->d, clause, REL_NSUBJ) == NO_TOKEN || harm_of(s, head) >= 0;
    bool down = r == REL_ADVCL || r == REL_ACL || r == REL_ACL_RELCL || r == REL_XCOMP || (r == REL_CONJ && shared);
    if (!down) return false;
    clause = head;
  }
  return is_anchor(s, clause);
}

/* "12 were killed in the attack", "the attack left 12 dead", "12 died when gunmen attacked": up from the event. */
static bool holds_event(const search *s, uint32_t clause) {
  uint32_t tok = frame_anchor(s->f);
  for (int n = 0; n < 4; n++) {
    relation r = tree_rel(s->d, tok);
    uint32_t head = tree_head(s->d, tok);
    if (head == NO_TOKEN) return false;
    bool argument = r == REL_NSUBJ || r == REL_OBL || r == REL_OBL_AGENT || r == REL_NMOD || r == REL_CONJ || r == REL_COMPOUND ||
                    r == REL_NMOD_DESC || r == REL_OBL_UNMARKED;
    bool when = r == REL_ADVCL && !tree_is_infinitive(s->d, tok);
    if (!argument && !when) return false;
    if (head == clause) return true;
    if (when) return false;
    tok = head;
  }
  return false;
}

/* "arrested for the murder of". */
static bool is_reason(const search *s, uint32_t tok) {
  return tree_word(s->d, tok)->upos == UPOS_NOUN && tok != s->f->trigger &&
         (tree_has_case(s->d, tok, STR("for")) || tree_has_case(s->d, tok, STR("over")));
}

static bool is_of_event(const search *s, uint32_t tok) {
  uint32_t clause = clause_of(s, tok);
  if (is_reason(s, tok)) return false;
  if (is_anchor(s, tok) || is_anchor(s, clause)) return true;
  if (is_open(s->d, clause)) return false;
  if (hangs_on_event(s, clause)) return true;
  bool war = str_is(tree_lemma(s->d, s->f->trigger), "war"); /* "died during the war" is not the war's toll */
  bool pursued = s->v->event == CASUS_ASSAULT && harm_of(s, tok) == CASUS_ARRESTED; /* "arrested for the killing" */
  if (war || pursued) return false;
  if (holds_event(s, clause)) return true;
  uint32_t first = tree_first_conjunct(s->d, clause); /* "12 were killed and 30 wounded in the attack" */
  if (first == clause) return false;
  return (harm_of(s, first) >= 0 || tree_child(s->d, clause, REL_NSUBJ) == NO_TOKEN) && holds_event(s, first);
}

/* "dozens were killed and injured": how many of which is not said. */
static bool is_shared(const search *s, uint32_t tok) {
  int kind = harm_of(s, tok);
  uint32_t first = tree_first_conjunct(s->d, tok);
  TREE_CHILDREN(s->d, first, c) {
    if (tree_rel(s->d, c) != REL_CONJ) continue;
    int other = harm_of(s, c);
    casus_figure own;
    bool mixed = other >= 0 && (tok == first ? other != kind : c == tok && harm_of(s, first) >= 0);
    if (mixed && tree_is_verb(s->d, c) && tree_child(s->d, c, REL_NSUBJ) == NO_TOKEN &&
        tree_child(s->d, c, REL_NSUBJ_PASS) == NO_TOKEN && tree_child(s->d, c, REL_OBJ) == NO_TOKEN && !count_one(s, c, &own) &&
        (tok == first || c == tok))
      return true;
  }
  return false;
}

static void find_casualties(search *s) {
  enum { REACH = 60 };
  const sentence *sent = &s->d->t->sentences[tree_sentence(s->d, s->f->trigger)];
  uint32_t first = sent->first_token, end = first + sent->n_tokens, at = s->f->trigger;
  if (at > first + REACH) first = at - REACH;
  if (end > at + REACH) end = at + REACH;
  for (uint32_t i = first; i < end; i++) {
    casus_figure found;
    int kind = harm_of(s, i);
    if (kind < 0 || (s->v->casualties[kind].text.len && i != s->f->trigger)) continue;
    if (is_of_event(s, i) && !is_shared(s, i) && count_harmed(s, i, &found)) {
      found.text = str_slice(s->d->t->bytes, found.span.begin, found.span.end);
      s->v->casualties[kind] = found;
    }
  }
}

/* ---- who takes part ----------------------------------------------------------------------------------------------------- */

/* "drew 5,000 people", "attended by 2,000". */
static uint32_t drawn(const search *s) {
  static const char *const draws[] = {"draw", "attract", "bring", "attend", "gather", "join", NULL};
  uint32_t head = tree_head(s->d, s->f->trigger);
  if (head == NO_TOKEN) return NO_TOKEN;
  for (int i = 0; draws[i]; i++) {
    if (!str_is(tree_lemma(s->d, head), draws[i])) continue;
    if (tree_deep_object(s->d, head) == s->f->trigger) return tree_deep_subject(s->d, head);
    return tree_deep_subject(s->d, head) == s->f->trigger ? tree_deep_object(s->d, head) : NO_TOKEN;
  }
  return NO_TOKEN;
}

static bool count_into(search *s, uint32_t tok) {
  casus_figure found;
  if (tok == NO_TOKEN || !count_phrase(s, tok, &found)) return false;
  s->v->participants = found;
  return true;
}

static void find_protesters(search *s) {
  if (count_into(s, s->f->filler[ROLE_A]) || count_into(s, drawn(s))) return;
  if (s->f->r->pos == POS_NOUN && !count_into(s, tree_prepositional(s->d, s->f->trigger, STR("of"), NO_TOKEN)))
    count_into(s, tree_prepositional(s->d, s->f->trigger, STR("by"), NO_TOKEN));
}

static bool is_force(const search *s, uint32_t tok) {
  for (int step = 0; step < 3 && tok != NO_TOKEN; step++) {
    if (in_class(s, tok, words_of(s)->force)) return true;
    tok = tree_prepositional(s->d, tok, STR("of"), NO_TOKEN);
  }
  return false;
}

static void find_troops(search *s) {
  uint32_t places[USED_MAX + 3], n = 0;
  for (uint32_t i = 0; i < s->f->n_used; i++) places[n++] = s->f->used[i];
  places[n++] = s->f->filler[ROLE_A];
  places[n++] = s->f->r->pos == POS_NOUN ? tree_prepositional(s->d, s->f->trigger, STR("of"), NO_TOKEN)
                                         : tree_deep_object(s->d, s->f->trigger);
  for (uint32_t i = 0; i < n; i++)
    if (is_force(s, places[i]) && count_into(s, places[i])) return;
}

void figures_fill(const work *w, const draft *e, casus_event *v) {
  search s = {w, &w->fs.s.d, e->f, v};
  if (e->type != (casus_type)e->f->r->event) return;
  bool done = v->status == CASUS_ACTUAL || v->status == CASUS_FAILED;
  bool harms = e->type == CASUS_ASSAULT || e->type == CASUS_COERCE || e->type == CASUS_PROTEST;
  if (done && harms) find_casualties(&s);
  if (e->type == CASUS_PROTEST) find_protesters(&s);
  if (e->type == CASUS_MOBILIZE || e->type == CASUS_RETREAT) find_troops(&s);
}
