/* Sides left open by the slots of a word. Each rule fills an empty side from one place and says its condition; none replaces what
 * a slot has found. What the grammar of the clause gives comes first, what was told before after it. */
#include "coding/implied_sides.h"

enum { REACH_SENTENCES = 3, REACH_ACTS = 64 };

static bool is_act_noun(const draft *e) { return e->f->r->pos == POS_NOUN && e->f->carrier == NO_TOKEN; }

static bool case_among(const tree *d, uint32_t i, const char *const *words) {
  for (; *words; words++)
    if (tree_has_case(d, i, str_of(*words))) return true;
  return false;
}

static void fill(const work *w, uint32_t tok, side *empty, const side *other) {
  if (tok == NO_TOKEN) return;
  side_add_phrase(&w->fs.s, tok, false, empty);
  side_remove(&w->fs.s, empty, other);
}

/* ---- the clause --------------------------------------------------------------------------------------------------------- */

/* The verb that the noun's phrase is a circumstance of, where one of the prepositions leads it there; NO_TOKEN: none. */
static uint32_t verb_of_phrase(const tree *d, uint32_t noun, const char *const *prepositions) {
  uint32_t first = tree_first_conjunct(d, noun), verb = tree_head(d, first);
  bool circumstance = tree_rel(d, first) == REL_OBL || tree_rel(d, first) == REL_NMOD;
  if (!circumstance || verb == NO_TOKEN || !case_among(d, first, prepositions)) return NO_TOKEN;
  if (!tree_is_verb(d, verb) && tree_rel(d, verb) == REL_OBJ) verb = tree_head(d, verb); /* "marked the day with a pardon" */
  return verb != NO_TOKEN && tree_is_verb(d, verb) ? verb : NO_TOKEN;
}

/* "He praised the accord during a visit to Kampala", "she returned from talks with the rebels": who goes there is the subject,
 * where the noun says whom it is with. */
static void traveller(const work *w, draft *e) {
  static const char *const prepositions[] = {"during", "on", "after", "before", "following", "for", "from", NULL};
  if (!is_act_noun(e) || e->type != CASUS_CONSULT || e->actors.n || !e->recipients.n) return;
  uint32_t verb = verb_of_phrase(&w->fs.s.d, e->f->trigger, prepositions);
  if (verb != NO_TOKEN) fill(w, tree_surface_subject(&w->fs.s.d, verb), &e->actors, &e->recipients);
}

/* "marked the day with a pardon of prisoners", "answered with raids on the villages": the means of an act are its actor's. */
static void means(const work *w, draft *e) {
  static const char *const prepositions[] = {"with", NULL};
  const tree *d = &w->fs.s.d;
  if (!is_act_noun(e) || e->actors.n || !e->recipients.n) return;
  uint32_t verb = verb_of_phrase(d, e->f->trigger, prepositions);
  if (verb != NO_TOKEN && !tree_is_passive(d, verb)) fill(w, tree_surface_subject(d, verb), &e->actors, &e->recipients);
}

/* "travelled to Lima at the invitation of the government", "sent monitors at the request of Chad": whoever does it was asked. */
static void one_asked(const work *w, draft *e) {
  static const char *const prepositions[] = {"at", "on", "upon", "after", "following", NULL};
  bool asks = e->type == CASUS_REQUEST || (e->type == CASUS_AGREE && e->of == CASUS_CONSULT);
  if (!is_act_noun(e) || !asks || e->recipients.n || !e->actors.n) return;
  uint32_t verb = verb_of_phrase(&w->fs.s.d, e->f->trigger, prepositions);
  if (verb != NO_TOKEN) fill(w, tree_surface_subject(&w->fs.s.d, verb), &e->recipients, &e->actors);
}

/* "alleged that the president had stolen the vote", "asked that the minister draw up a plan": who acts in the clause is whom the
 * charge or the demand concerns. */
static void subject_of_clause(const work *w, draft *e) {
  const tree *d = &w->fs.s.d;
  bool concerns = e->type == CASUS_ACCUSE || e->type == CASUS_REQUEST;
  if (!concerns || e->recipients.n || !e->actors.n || e->f->r->pos != POS_VERB) return;
  uint32_t clause = tree_that_clause(d, e->f->trigger);
  if (clause != NO_TOKEN) fill(w, tree_deep_subject(d, clause), &e->recipients, &e->actors);
}

/* "Despite the envoy's appeals the minister stood firm": what one does in spite of an appeal is done to whoever appealed, and the
 * appeal was to him. */
static const char *const despites[] = {"despite", "notwithstanding", "amid", "amidst", NULL};

static void in_spite_of(const work *w, draft *e) {
  const tree *d = &w->fs.s.d;
  if (e->type != CASUS_REJECT || e->recipients.n || !e->actors.n || e->f->r->pos != POS_VERB) return;
  TREE_CHILDREN(d, e->f->trigger, c) {
    const frame *f = case_among(d, c, despites) ? frames_at(&w->fs, c) : NULL;
    side actors, recipients;
    if (!f || f->r->event != CASUS_REQUEST) continue;
    frame_sides(&w->fs.s, f, &actors, &recipients);
    e->recipients = actors;
    side_remove(&w->fs.s, &e->recipients, &e->actors);
    return;
  }
}

static void appealed_in_vain(const work *w, draft *e) {
  uint32_t verb = is_act_noun(e) ? verb_of_phrase(&w->fs.s.d, e->f->trigger, despites) : NO_TOKEN;
  if (e->type != CASUS_REQUEST || e->recipients.n || !e->actors.n || verb == NO_TOKEN) return;
  fill(w, tree_surface_subject(&w->fs.s.d, verb), &e->recipients, &e->actors);
}

/* "attacked a village in Niger": whose the place is where the phrase hangs on the verb. */
static void holder_of_place(const work *w, draft *e) {
  static const char *const prepositions[] = {"in", "at", "near", "inside", "outside", NULL};
  const tree *d = &w->fs.s.d;
  uint32_t hit = e->f->filler[ROLE_R];
  if (e->type != CASUS_ASSAULT || e->recipients.n || hit == NO_TOKEN || e->f->r->pos != POS_VERB) return;
  if (!lexicon_in_class(w->c->l, tree_lemma(d, hit), w->c->targets)) return;
  TREE_CHILDREN(d, e->f->trigger, c)
  if (!e->recipients.n && c > hit && case_among(d, c, prepositions)) fill(w, c, &e->recipients, &(side){.n = 0});
}

/* ---- what was told before ----------------------------------------------------------------------------------------------- */

struct told {
  side actors, recipients;
  uint32_t trigger, sentence;
  casus_type type, of;
};

bool implied_remember(work *w, const draft *e) {
  if (!arena_grow(w->a, (void **)&w->told, &w->told_capacity, w->n_told + 1, sizeof(told))) return false;
  w->told[w->n_told++] = (told){.actors = e->actors,
                                .recipients = e->recipients,
                                .trigger = e->f->trigger,
                                .sentence = tree_sentence(&w->fs.s.d, e->f->trigger),
                                .type = e->type,
                                .of = e->of};
  return true;
}

static const party *party_of_side(const work *w, const side *s, uint32_t i) { return &all_mentions(w)->parties[s->parties[i]]; }

/* Do the sides have a country, or a body of no country, in common? */
static bool shares(const work *w, const side *a, const side *b) {
  for (uint32_t i = 0; i < a->n; i++) {
    const party *p = party_of_side(w, a, i);
    if (side_has_country(&w->fs.s, b, p->country)) return true;
  }
  return side_meets(&w->fs.s, a, b);
}

static bool has_determiner(const tree *d, uint32_t noun, const char *const *words) {
  uint32_t det = tree_child(d, noun, REL_DET);
  for (; det != NO_TOKEN && *words; words++)
    if (tree_form_is(d, det, *words)) return true;
  return false;
}

/* "this", "these" on a noun: an act just told. */
static bool is_pointed_at(const tree *d, uint32_t noun) {
  static const char *const words[] = {"this", "that", "these", "those", NULL};
  return has_determiner(d, noun, words);
}

/* An act that is known. */
static bool is_definite(const tree *d, uint32_t noun) {
  static const char *const words[] = {"the", NULL};
  return has_determiner(d, noun, words) || is_pointed_at(d, noun);
}

typedef bool (*told_test)(const work *w, const told *t, const draft *e);

/* The last act told before the trigger that passes, or NULL. */
static const told *last_told(const work *w, const draft *e, told_test test) {
  uint32_t here = tree_sentence(&w->fs.s.d, e->f->trigger);
  uint32_t low = w->n_told > REACH_ACTS ? w->n_told - REACH_ACTS : 0;
  for (uint32_t k = w->n_told; k-- > low;) {
    const told *t = &w->told[k];
    if (t->sentence + REACH_SENTENCES < here) return NULL;
    if (t->trigger < e->f->trigger && test(w, t, e)) return t;
  }
  return NULL;
}

/* Is what is known of one side of an act so of the act told before? A word that points at it needs no more than no clash. */
static bool side_agrees(const work *w, const side *now, const side *before, bool pointed_at) {
  if (!now->n) return true;
  return before->n ? shares(w, now, before) : pointed_at;
}

/* Of the type, or, where one of the two is still to come, of the type that it will be: "the upcoming talks". */
static bool is_of_type(const told *t, const draft *e) {
  casus_type act = (casus_type)e->f->r->event;
  return t->type == e->type || t->type == act || (t->type == CASUS_AGREE && t->of == act);
}

/* Those who met and those who are to meet are the same few: "the talks", "the upcoming meeting". */
static bool is_meeting(const draft *e) { return e->f->r->event == CASUS_CONSULT; }

/* The same act told before: of the type, of the same sides, and with more of them. Where none is known the word must be the same,
 * or be pointed at. */
static bool is_same_act(const work *w, const told *t, const draft *e) {
  const tree *d = &w->fs.s.d;
  bool pointed_at = is_pointed_at(d, e->f->trigger);
  bool anchored = e->actors.n || e->recipients.n || pointed_at || is_meeting(e) ||
                  str_equal(tree_lemma(d, e->f->trigger), tree_lemma(d, t->trigger));
  if (!is_of_type(t, e) || !anchored) return false;
  if (!side_agrees(w, &e->actors, &t->actors, pointed_at)) return false;
  if (!side_agrees(w, &e->recipients, &t->recipients, pointed_at)) return false;
  return (!e->actors.n && t->actors.n) || (!e->recipients.n && t->recipients.n);
}

/* "The raid", "this killing": a definite act takes over the sides of the one told before. */
static void act_named_again(const work *w, draft *e) {
  if (e->f->r->pos != POS_NOUN || !is_definite(&w->fs.s.d, e->f->trigger)) return;
  const told *t = last_told(w, e, is_same_act);
  if (!t) return;
  if (!e->actors.n && e->f->filler[ROLE_A] == NO_TOKEN) e->actors = t->actors;
  if (!e->recipients.n && e->f->filler[ROLE_R] == NO_TOKEN) e->recipients = t->recipients;
  side_remove(&w->fs.s, &e->recipients, &e->actors);
}

/* The noun in a circumstance of the verb that names an act, or NO_TOKEN: "killed in the attack". */
static uint32_t act_beside(const work *w, uint32_t verb) {
  static const char *const prepositions[] = {"in", "during", "by", "after", "following", "from", NULL};
  const tree *d = &w->fs.s.d;
  TREE_CHILDREN(d, verb, c)
  if (c > verb && case_among(d, c, prepositions) && frames_at(&w->fs, c) && frame_is_event(frames_at(&w->fs, c))) return c;
  return NO_TOKEN;
}

/* The act that a relative clause of place hangs on: "a raid on his farm, where forty were arrested". */
static uint32_t act_above(const work *w, uint32_t verb) {
  const tree *d = &w->fs.s.d;
  uint32_t i = tree_first_conjunct(d, verb);
  if (tree_rel(d, i) != REL_ACL_RELCL) return NO_TOKEN;
  for (int n = 0; n < TREE_STEPS_MAX; n++) {
    i = tree_head(d, i);
    if (i == NO_TOKEN || !tree_is_noun(d, i)) return NO_TOKEN;
    const frame *f = frames_at(&w->fs, i);
    if (f && frame_is_event(f)) return i;
  }
  return NO_TOKEN;
}

/* Is the country of the side's first party no more than a guess? */
static bool is_guessed(const work *w, const side *s) {
  uint8_t basis = s->n ? party_of_side(w, s, 0)->basis : 0;
  return basis == COUNTRY_SENTENCE || basis == COUNTRY_ARTICLE;
}

static bool is_force(casus_type t) { return t == CASUS_COERCE || t == CASUS_ASSAULT; }

/* "Twelve were killed in the attack", "a police raid on the farm, where forty were arrested": a passive without an agent has the
 * actor of the act of force that it is part of. */
static void part_of_act(const work *w, draft *e) {
  const tree *d = &w->fs.s.d;
  if (e->actors.n || !is_force(e->type) || e->f->r->pos != POS_VERB || !tree_is_passive(d, e->f->trigger)) return;
  uint32_t act = act_beside(w, e->f->trigger);
  if (act == NO_TOKEN) act = act_above(w, e->f->trigger);
  if (act == NO_TOKEN) return;
  draft whole = {.f = frames_at(&w->fs, act), .type = (casus_type)frames_at(&w->fs, act)->r->event};
  if (!is_force(whole.type)) return;
  frame_sides(&w->fs.s, whole.f, &whole.actors, &whole.recipients);
  whole.recipients = e->recipients;
  if (is_guessed(w, &whole.recipients)) whole.recipients.n = 0; /* "seven activists": of whatever country */
  if (!whole.actors.n) act_named_again(w, &whole);
  e->actors = whole.actors;
  side_remove(&w->fs.s, &e->actors, &e->recipients);
}

/* "The shelling of the town killed ten": an act that stands for the actor is its own actor's, not that of whom it befell. */
static void act_as_actor(const work *w, draft *e) {
  const frame *act = frames_at(&w->fs, e->f->filler[ROLE_A]);
  bool stands = act && frame_is_event(act) && act->r->pos == POS_NOUN && is_force((casus_type)act->r->event);
  if (!stands || !is_force(e->type) || e->f->r->pos != POS_VERB || e->f->filler_place[ROLE_A] != PLACE_SUBJ) return;
  draft whole = {.f = act, .type = (casus_type)act->r->event};
  frame_sides(&w->fs.s, act, &whole.actors, &whole.recipients);
  if (!whole.actors.n) act_named_again(w, &whole);
  e->actors = whole.actors;
  side_remove(&w->fs.s, &e->actors, &e->recipients);
}

/* Whoever was accused, asked, offered or threatened by another. */
static bool is_to_the_actor(const work *w, const told *t, const draft *e) {
  bool calls_for_answer =
      t->type == CASUS_ACCUSE || t->type == CASUS_REQUEST || t->type == CASUS_THREATEN || t->type == CASUS_AGREE;
  return calls_for_answer && t->actors.n && shares(w, &t->recipients, &e->actors) &&
         !side_meets(&w->fs.s, &t->actors, &e->actors);
}

/* "Kenya accused Uganda … Uganda denied the allegations": what is rejected is theirs who came with it. */
static void answer(const work *w, draft *e) {
  const tree *d = &w->fs.s.d;
  uint32_t what = e->f->filler[ROLE_X] != NO_TOKEN ? e->f->filler[ROLE_X] : e->f->filler[ROLE_R];
  if (e->type != CASUS_REJECT || e->recipients.n || !e->actors.n || what == NO_TOKEN) return;
  if (!is_definite(d, what) && tree_word(d, what)->upos != UPOS_PRON) return;
  const told *t = last_told(w, e, is_to_the_actor);
  if (t) e->recipients = t->actors;
}

/* A text was put forward in the same sentence. */
static bool puts_forward(const work *w, const told *t, const draft *e) {
  bool of_text = t->type == CASUS_REQUEST || t->type == CASUS_SUPPORT || t->type == CASUS_AGREE;
  return of_text && t->actors.n && t->sentence == tree_sentence(&w->fs.s.d, e->f->trigger) &&
         !side_meets(&w->fs.s, &t->actors, &e->actors);
}

/* "Kenya sponsored a resolution, which faced vetoes from Chad": a veto is cast against whoever put the text forward. */
static void vetoed(const work *w, draft *e) {
  bool veto = e->type == CASUS_REJECT && str_is(e->f->r->words[0], "veto");
  const told *t = veto && !e->recipients.n && e->actors.n ? last_told(w, e, puts_forward) : NULL;
  if (t) e->recipients = t->actors;
}

/* ---- dealings of two states --------------------------------------------------------------------------------------------- */

static bool is_bare_country(const party *p) { return p->country.len && str_equal(p->code, p->country) && p->kind != PARTY_PLACE; }

static bool is_of_state(const party *p) {
  bool guessed = p->basis == COUNTRY_SENTENCE || p->basis == COUNTRY_ARTICLE;
  return !guessed && p->country.len && (is_bare_country(p) || p->kind == PARTY_SEAT || str_is(p->sector, "GOV"));
}

/* The country of the one state that acts; empty: none or several. */
static str acting_state(const work *w, const draft *e) {
  if (e->actors.n != 1) return (str){0};
  const party *p = party_of_side(w, &e->actors, 0);
  return is_of_state(p) ? p->country : (str){0};
}

/* The only other state that a sentence names by its name, or NO_TOKEN. */
static uint32_t other_state(const work *w, uint32_t number, str own) {
  const mentions *m = all_mentions(w);
  const sentence *s = &w->fs.s.d.t->sentences[number];
  uint32_t found = NO_TOKEN;
  for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens; i++) {
    const party *p = m->party_at[i] ? &m->parties[m->party_at[i] - 1] : NULL;
    if (!p || !is_of_state(p) || str_equal(p->country, own)) continue;
    if (found != NO_TOKEN && !str_equal(p->country, m->parties[m->party_at[found] - 1].country)) return NO_TOKEN;
    if (found == NO_TOKEN) found = i;
  }
  return found;
}

/* The acting state's last dealing with another. */
static bool is_dealing_with_another(const work *w, const told *t, const draft *e) {
  str own = acting_state(w, e);
  bool acts = side_has_country(&w->fs.s, &t->actors, own), suffers = side_has_country(&w->fs.s, &t->recipients, own);
  const side *others = acts ? &t->recipients : &t->actors;
  return acts != suffers && others->n == 1 && is_of_state(party_of_side(w, others, 0));
}

/* What states do to one another and parliaments and courts do not: envoys are withdrawn from a state. */
static bool is_diplomatic(const work *w, const draft *e) {
  static const char *const envoys[] = {"ambassador", "envoy", "diplomat", "embassy", "consul", "consulate"};
  uint32_t object = tree_deep_object(&w->fs.s.d, frame_anchor(e->f));
  for (size_t k = 0; object != NO_TOKEN && k < sizeof envoys / sizeof *envoys; k++)
    if (str_is(tree_lemma(&w->fs.s.d, object), envoys[k])) return true;
  return false;
}

/* "Algeria withdrew its ambassador in response", "France has ruled out an apology": the other state of the sentence, or the one
 * that this one last dealt with, or that of the sentence before. */
static void other_party(const work *w, draft *e) {
  str own = acting_state(w, e);
  if (!own.len || e->recipients.n) return;
  const party *p = party_of_side(w, &e->actors, 0);
  bool diplomatic = e->type == CASUS_SANCTION && is_diplomatic(w, e);
  bool rejects = e->type == CASUS_REJECT && (is_bare_country(p) || p->kind == PARTY_SEAT); /* not its parliament */
  if (!diplomatic && !rejects) return;
  uint32_t number = tree_sentence(&w->fs.s.d, e->f->trigger), tok = other_state(w, number, own);
  const told *t = tok == NO_TOKEN ? last_told(w, e, is_dealing_with_another) : NULL;
  if (t) e->recipients = side_has_country(&w->fs.s, &t->actors, own) ? t->recipients : t->actors;
  else if (tok == NO_TOKEN && diplomatic && number) tok = other_state(w, number - 1, own);
  fill(w, tok, &e->recipients, &e->actors);
}

/* ---- whom a charge concerns --------------------------------------------------------------------------------------------- */

static bool is_against_someone(const work *w, const told *t, const draft *e) {
  bool against = t->type == CASUS_ACCUSE || t->type == CASUS_COERCE || t->type == CASUS_SANCTION;
  return against && t->recipients.n && !side_meets(&w->fs.s, &t->recipients, &e->actors);
}

/* "The inquiry of the police", "their vendetta": a charge that is known is against the one proceeded against before. */
static void one_proceeded_against(const work *w, draft *e) {
  const tree *d = &w->fs.s.d;
  uint32_t noun = e->f->trigger;
  if (e->f->r->pos != POS_NOUN || e->type != CASUS_ACCUSE || e->recipients.n || !e->actors.n) return;
  if (e->f->filler[ROLE_R] != NO_TOKEN || (!is_definite(d, noun) && tree_child(d, noun, REL_NMOD_POSS) == NO_TOKEN)) return;
  const told *t = last_told(w, e, is_against_someone);
  if (t) e->recipients = t->recipients;
}

/* ---- the rules in order ------------------------------------------------------------------------------------------------- */

typedef struct {
  void (*fill)(const work *w, draft *e);
  const char *says;
} rule;

static void apply(const work *w, draft *e, const rule *rules, size_t n) {
  for (size_t k = 0; k < n; k++) {
    uint32_t actors = e->actors.n, recipients = e->recipients.n;
    rules[k].fill(w, e);
    if (e->actors.n != actors || e->recipients.n != recipients) e->implied = rules[k].says;
  }
}

void implied_in_sentence(const work *w, draft *e) {
  static const rule rules[] = {{traveller, "who travels is the subject of the clause"},
                               {means, "the act is a means of the subject of the clause"},
                               {one_asked, "who does it was asked to"},
                               {subject_of_clause, "it concerns the subject of what is said"},
                               {in_spite_of, "done in spite of an appeal"},
                               {appealed_in_vain, "an appeal to the subject of the clause"},
                               {holder_of_place, "the place says whose it is"}};
  apply(w, e, rules, sizeof rules / sizeof *rules);
}

void implied_from_before(const work *w, draft *e) {
  static const rule rules[] = {{act_as_actor, "an act stands for its actor"},
                               {part_of_act, "it is part of an act whose actor is told"},
                               {act_named_again, "the act was told before"},
                               {answer, "it answers what was said to the actor"},
                               {vetoed, "who put forward what is vetoed"},
                               {other_party, "the other state that this one deals with"},
                               {one_proceeded_against, "who was proceeded against before"}};
  apply(w, e, rules, sizeof rules / sizeof *rules);
}
