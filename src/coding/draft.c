/* Drafts: who acts on whom, what it is, and whether it is an event at all. */
#include "coding/draft.h"

#include "coding/implied_sides.h"

static bool is_forceful(casus_type t) {
  return t == CASUS_SANCTION || t == CASUS_MOBILIZE || t == CASUS_COERCE || t == CASUS_ASSAULT;
}

/* ---- sides -------------------------------------------------------------------------------------------------------------- */

/* "the decision to withdraw", "an attempt by him to leave": whoever the noun belongs to, or the subject of the verb that the noun
 * is the object of. */
static void actor_of_noun_clause(const work *w, const frame *f, side *actors) {
  const tree *d = &w->fs.s.d;
  uint32_t anchor = tree_first_conjunct(d, frame_anchor(f)), noun = tree_head(d, anchor);
  if (noun == NO_TOKEN || tree_rel(d, anchor) != REL_ACL || !tree_is_infinitive(d, anchor)) return;
  uint32_t owner = tree_child(d, noun, REL_NMOD_POSS);
  if (owner == NO_TOKEN) owner = tree_prepositional(d, noun, STR("by"), NO_TOKEN);
  if (owner == NO_TOKEN && tree_head(d, noun) != NO_TOKEN && tree_is_verb(d, tree_head(d, noun)))
    owner = tree_deep_subject(d, tree_head(d, noun));
  if (owner != NO_TOKEN) side_add_phrase(&w->fs.s, owner, false, actors);
}

/* "hopes to persuade them to attack": the force is another's, and asked for. */
static void settle_asked_force(const work *w, draft *e, const side *doers) {
  bool threat = e->f->r->effect == EFFECT_FOLD && e->type == CASUS_THREATEN && is_forceful(e->of);
  if (!threat || !e->actors.n || !doers->n || side_meets(&w->fs.s, &e->actors, doers)) return;
  if (side_has_country(&w->fs.s, &e->actors, all_mentions(w)->parties[doers->parties[0]].country)) return;
  e->type = CASUS_REQUEST;
  e->recipients = *doers;
}

/* "agreed that their presidents would meet": whoever they speak for is no other side. */
static void remove_compatriots(const work *w, side *s, const side *own) {
  uint32_t kept = 0;
  for (uint32_t i = 0; i < s->n; i++)
    if (!side_has_country(&w->fs.s, own, all_mentions(w)->parties[s->parties[i]].country)) s->parties[kept++] = s->parties[i];
  s->n = kept;
}

/* What the act in X says of the sides that the frame itself leaves open. */
static void sides_from_act(const work *w, draft *e) {
  side actors, recipients;
  frame_sides(&w->fs.s, e->act, &actors, &recipients);
  if (e->actors.n && e->act->filler[ROLE_B] != NO_TOKEN) { /* "offered to host talks between A and B" */
    side_add_phrase(&w->fs.s, e->act->filler[ROLE_B], e->act->filler_strict[ROLE_B], &recipients);
    remove_compatriots(w, &recipients, &e->actors);
    actors.n = 0;
  }
  settle_asked_force(w, e, &actors);
  if (!e->actors.n && e->f->r->effect == EFFECT_FOLD) e->actors = actors;
  bool accepted = e->type == CASUS_AGREE && e->act->r->event == CASUS_AGREE && !e->f->r->effect; /* its maker is met by it */
  if (accepted && !e->recipients.n) e->recipients = actors;
  if (e->f->r->effect == EFFECT_FOLD || e->type == CASUS_AGREE || e->type == CASUS_THREATEN || e->type == CASUS_CONCEDE) {
    if (!e->recipients.n) e->recipients = recipients;
  } else if (e->type == CASUS_ACCUSE) { /* "condemned the attack on X": X did nothing */
    if (!e->recipients.n) e->recipients = actors;
  } else if (!e->recipients.n) {
    side_remove(&w->fs.s, &actors, &e->actors); /* "refused to meet them": its own act */
    e->recipients = actors.n ? actors : recipients;
  }
  side_remove(&w->fs.s, &e->recipients, &e->actors);
}

/* "stopped shelling the rebels", "French aid was delivered": sides of the act that is part of the event. */
static void sides_of_part(const work *w, draft *e) {
  side actors, recipients;
  uint32_t x = e->f->filler[ROLE_X], part = x == NO_TOKEN || e->f->r->effect ? NO_FRAME : frames_act(&w->fs, x);
  if (part == NO_FRAME) return;
  frame_sides(&w->fs.s, &w->fs.frames[part], &actors, &recipients);
  if (!e->recipients.n) e->recipients = recipients;
  if (!e->actors.n && e->f->filler[ROLE_A] == NO_TOKEN) e->actors = actors;
}

/* "Free them," he told the army: whoever an order is given to is to act. */
static void ordered(const work *w, draft *e) {
  const tree *d = &w->fs.s.d;
  uint32_t speech = tree_head(d, frame_anchor(e->f));
  if (!e->st.order || e->actors.n || speech == NO_TOKEN) return;
  uint32_t hearer = tree_indirect_object(d, speech);
  if (hearer == NO_TOKEN) hearer = tree_prepositional(d, speech, STR("to"), NO_TOKEN);
  side_add_phrase(&w->fs.s, hearer, false, &e->actors);
}

/* "condemned the attack on the embassy": who is blamed for an act, or refused it, is who acts, not whom it is done to. */
static void sides_from_named_act(const work *w, draft *e) {
  side actors, recipients;
  bool named = e->act && e->f->filler[ROLE_R] == e->act->trigger && e->act->r->pos == POS_NOUN;
  if (!named || (e->type != CASUS_ACCUSE && e->type != CASUS_REJECT)) return;
  frame_sides(&w->fs.s, e->act, &actors, &recipients);
  if (actors.n || e->type == CASUS_ACCUSE) e->recipients = actors;
}

/* "guarantees in exchange for commitments": what is given in return goes the other way. */
static void sides_from_exchange(const work *w, draft *e) {
  const tree *d = &w->fs.s.d;
  uint32_t link = tree_head(d, tree_first_conjunct(d, e->f->trigger)), main = link == NO_TOKEN ? NO_TOKEN : tree_head(d, link);
  if (e->f->r->pos != POS_NOUN || e->actors.n || e->recipients.n || main == NO_TOKEN) return;
  bool exchange = tree_form_is(d, link, "exchange") || tree_form_is(d, link, "return");
  if (!exchange || !tree_has_case(d, link, STR("in"))) return;
  const frame *other = frames_at(&w->fs, main);
  if (!other && tree_head(d, main) != NO_TOKEN) other = frames_at(&w->fs, tree_head(d, main));
  if (!other || !frame_is_event(other)) return;
  frame_sides(&w->fs.s, other, &e->recipients, &e->actors);
  if (e->status == CASUS_ACTUAL) e->status = CASUS_CONSIDERED; /* asked for, not given */
}

/* "a resolution, which faced vetoes": a text that is refused is that of who put it forward. */
static void recipient_from_text(const work *w, draft *e) {
  const tree *d = &w->fs.s.d;
  uint32_t paper = e->f->filler[ROLE_R];
  if (e->f->light && e->f->light->subject == LIGHT_RECEIVES) paper = tree_deep_subject(d, e->f->carrier);
  if (e->type != CASUS_REJECT || e->recipients.n || paper == NO_TOKEN || tree_head(d, paper) == NO_TOKEN) return;
  if (!lexicon_in_class(w->c->l, tree_lemma(d, paper), w->c->documents) || tree_deep_object(d, tree_head(d, paper)) != paper)
    return;
  side_add_phrase(&w->fs.s, tree_deep_subject(d, tree_head(d, paper)), false, &e->recipients);
}

/* "the president says it will begin a drill": a pronoun that went back to nobody means the speaker, or what he speaks for. */
static void actor_of_speech(const work *w, draft *e) {
  const tree *d = &w->fs.s.d;
  uint32_t tok = e->f->filler[ROLE_A];
  if (e->actors.n || tok == NO_TOKEN || e->st.holder == NO_TOKEN || e->st.holder > tok) return;
  if (tree_form_is(d, tok, "it") || tree_form_is(d, tok, "they")) side_add_phrase(&w->fs.s, e->st.holder, false, &e->actors);
}

/* "called the king to express support": whoever was called is told. */
static void recipient_of_call(const work *w, draft *e) {
  const tree *d = &w->fs.s.d;
  uint32_t verb = tree_head(d, tree_first_conjunct(d, frame_anchor(e->f)));
  if (e->performed && !e->recipients.n) side_add_phrase(&w->fs.s, tree_deep_object(d, verb), false, &e->recipients);
}

/* "fired tear gas to disperse the crowd": whom the aim names. */
static void recipient_of_aim(const work *w, draft *e) {
  const tree *d = &w->fs.s.d;
  if (e->recipients.n || !is_forceful((casus_type)e->f->r->event) || e->f->r->pos != POS_VERB) return;
  TREE_CHILDREN(d, e->f->trigger, c) {
    const frame *aim = frames_at(&w->fs, c);
    if (!aim || tree_rel(d, c) != REL_ADVCL || !tree_is_infinitive(d, c) || !frame_is_event(aim)) continue;
    if (is_forceful((casus_type)aim->r->event))
      side_add_phrase(&w->fs.s, aim->filler[ROLE_R], aim->filler_strict[ROLE_R], &e->recipients);
  }
}

static void find_sides(const work *w, draft *e) {
  frame_sides(&w->fs.s, e->f, &e->actors, &e->recipients);
  sides_from_named_act(w, e);
  sides_from_exchange(w, e);
  recipient_from_text(w, e);
  recipient_of_aim(w, e);
  actor_of_speech(w, e);
  recipient_of_call(w, e);
  if (!e->actors.n) actor_of_noun_clause(w, e->f, &e->actors);
  ordered(w, e);
  if (e->act) sides_from_act(w, e);
  else sides_of_part(w, e);
  side_remove(&w->fs.s, &e->recipients, &e->actors);
}

static bool is_known(const work *w, const side *s) {
  for (uint32_t i = 0; i < s->n; i++)
    if (all_mentions(w)->parties[s->parties[i]].code.len) return true;
  return false;
}

/* A subject that is no party and no pronoun: a storm, a film, a price. Instruments ("a car bomb killed") and acts may stand for
 * an actor who is not named. */
/* "thousands", "hundreds of them", "forty": people, where nothing else is counted. */
static bool is_bare_number(const tree *d, uint32_t tok) {
  static const char *const counts[] = {"hundred", "thousand", "dozen", "score", "ten", "million"};
  bool counted = tree_word(d, tok)->upos == UPOS_NUM;
  for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) counted = counted || str_is(tree_lemma(d, tok), counts[i]);
  return counted && tree_prepositional(d, tok, STR("of"), NO_TOKEN) == NO_TOKEN;
}

static bool actor_is_thing(const work *w, const draft *e) {
  const tree *d = &w->fs.s.d;
  uint32_t tok = e->f->filler[ROLE_A];
  if (tok == NO_TOKEN || e->actors.n) return false;
  if (tree_word(d, tok)->upos == UPOS_PRON || is_bare_number(d, tok)) return false; /* someone */
  for (int i = 0; i < 4; i++)
    if (lexicon_in_class(w->c->l, tree_lemma(d, tok), w->c->instruments[i])) return false;
  return frames_act(&w->fs, tok) == NO_FRAME;
}

/* "if you are attacked", "kill someone": nobody in particular. */
static bool is_nobody(const tree *d, uint32_t tok) {
  static const char *const words[] = {"you",     "someone", "anyone",   "somebody",  "anybody", "yourself",
                                      "thyself", "oneself", "everyone", "everybody", "one"};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (tree_form_is(d, tok, words[i])) return tree_word(d, tok)->upos == UPOS_PRON;
  return false;
}

static bool recipient_is_people(const work *w, const draft *e) {
  const tree *d = &w->fs.s.d;
  uint32_t tok = e->f->filler[ROLE_R];
  if (tok == NO_TOKEN) return false;
  uint8_t u = tree_word(d, tok)->upos;
  if (is_nobody(d, tok)) return false;
  if (u == UPOS_NUM || u == UPOS_PRON || tree_child(d, tok, REL_NUMMOD) != NO_TOKEN) return true;
  return lexicon_in_class(w->c->l, tree_lemma(d, tok), w->c->victims);
}

/* "an attack on the town": whose it is may be unknown. */
static bool recipient_is_target(const work *w, const draft *e) {
  uint32_t tok = e->f->filler[ROLE_R];
  return e->type == CASUS_ASSAULT && tok != NO_TOKEN && lexicon_in_class(w->c->l, tree_lemma(&w->fs.s.d, tok), w->c->targets);
}

/* Types whose meaning needs someone they are done to: a thing there is no event of politics ("traded places", "attacked the
 * problem"). */
static bool needs_recipient(casus_type type) {
  return type == CASUS_CONSULT || type == CASUS_AID || type == CASUS_COOPERATE || type == CASUS_SANCTION || type == CASUS_ASSAULT;
}

static bool recipient_is_thing(const work *w, const draft *e) {
  uint32_t tok = e->f->filler[ROLE_R];
  if (tok == NO_TOKEN || e->recipients.n) return false;
  if (recipient_is_target(w, e)) return false;
  return !recipient_is_people(w, e) && e->f->filler_place[ROLE_R] == PLACE_OBJ;
}

/* "prepared to attack a mountain of potatoes" */
static bool act_is_on_thing(const work *w, const draft *e) {
  if (!e->act || e->f->r->effect != EFFECT_FOLD) return false;
  if (e->act->r->event != CASUS_ASSAULT && e->act->r->event != CASUS_SANCTION) return false;
  draft act = {.f = e->act, .type = (casus_type)e->act->r->event, .recipients = e->recipients};
  return recipient_is_thing(w, &act);
}

/* Private persons, firms and the like: what they do among themselves is no politics, unless it is conflict. */
static bool is_private(str sector) {
  static const char *const sectors[] = {"AGR", "BUS", "CVL", "EDU", "JRN", "LAB", "MED", "SOC", "UNK", "CRM", "REL"};
  for (size_t i = 0; i < sizeof sectors / sizeof *sectors; i++)
    if (str_is(sector, sectors[i])) return true;
  return false;
}

/* "Valdorian aid": a nation that no table has. */
static bool is_nation_of_act(const work *w, const party *p) {
  uint32_t noun = tree_head(&w->fs.s.d, p->head);
  return p->kind == PARTY_COUNTRY && noun != NO_TOKEN && frame_is_possible(&w->fs.s, noun);
}

/* People who speak up together ("protesters demanded") are public where words are what counts. */
static bool is_public(const work *w, const draft *e, const party *p) {
  bool verbal = e->type == CASUS_REQUEST || e->type == CASUS_CONCEDE;
  if (!p->code.len) return false;
  if (!is_private(p->sector) || is_nation_of_act(w, p)) return true;
  return verbal && p->kind == PARTY_AGENT && !str_is(p->sector, "BUS") && tree_word(&w->fs.s.d, p->head)->xpos == XPOS_NNS;
}

static bool has_public_party(const work *w, const draft *e, const side *s) {
  for (uint32_t i = 0; i < s->n; i++)
    if (is_public(w, e, &all_mentions(w)->parties[s->parties[i]])) return true;
  return false;
}

/* Passives that leave the state unnamed ("were pardoned", "were freed") are of its doing. */
static bool among_private(const work *w, const draft *e) {
  bool cooperative = e->type <= CASUS_REQUEST && e->type != CASUS_NONE;
  bool by_unnamed_state = !e->actors.n && (e->type == CASUS_CONCEDE || e->type == CASUS_RETREAT);
  return cooperative && !by_unnamed_state && !has_public_party(w, e, &e->actors) && !has_public_party(w, e, &e->recipients);
}

/* Soldiers, police and the like. */
static bool is_force_sector(str sector) {
  static const char *const sectors[] = {"MIL", "COP", "PRM", "REB", "UAF"};
  for (size_t i = 0; i < sizeof sectors / sizeof *sectors; i++)
    if (str_is(sector, sectors[i])) return true;
  return false;
}

/* "Troops were deployed": the forces are what is moved, whose they are may be unsaid; not "troops deployed there said". */
static bool moves_forces(const work *w, const draft *e) {
  const tree *d = &w->fs.s.d;
  uint32_t trigger = e->f->trigger, moved = tree_deep_object(d, trigger);
  bool stated = e->f->r->pos == POS_VERB && tree_child(d, trigger, REL_AUX_PASS) != NO_TOKEN;
  if (e->type != CASUS_MOBILIZE || !stated || moved == NO_TOKEN || scene_party(&w->fs.s, moved) == UINT32_MAX) return false;
  return is_force_sector(all_mentions(w)->parties[scene_party(&w->fs.s, moved)].sector);
}

/* "fired tear gas to disperse the crowd": one act of force. */
static bool is_aim_of_force(const work *w, const draft *e) {
  const tree *d = &w->fs.s.d;
  uint32_t verb = tree_head(d, tree_first_conjunct(d, frame_anchor(e->f)));
  const frame *f = e->st.purpose ? frames_at(&w->fs, verb) : NULL;
  return f && frame_is_event(f) && is_forceful((casus_type)f->r->event) && is_forceful((casus_type)e->f->r->event);
}

/* "withdrew its envoy in protest": how, and no event of its own. */
static bool is_manner(const work *w, const draft *e) {
  const tree *d = &w->fs.s.d;
  uint32_t tok = e->f->trigger;
  return e->f->r->event == CASUS_PROTEST && e->f->r->pos == POS_NOUN && e->f->carrier == NO_TOKEN &&
         tree_has_case(d, tok, STR("in")) && tree_word(d, tok)->xpos == XPOS_NN && tree_child(d, tok, REL_DET) == NO_TOKEN;
}

/* "sold the house to help the children": a purpose alone is an event only between two parties, or a protest. */
static bool is_mere_purpose(const draft *e) {
  return e->st.purpose && e->type != CASUS_PROTEST && (!e->actors.n || !e->recipients.n);
}

/* "the parameters of US-Chinese cooperation", "the future of their ties": a state that is spoken about. */
static bool is_topic(const work *w, const draft *e) {
  const tree *d = &w->fs.s.d;
  uint32_t trigger = e->f->trigger, head = tree_head(d, trigger);
  if (e->type != CASUS_COOPERATE || e->f->r->pos != POS_NOUN || e->f->carrier != NO_TOKEN || head == NO_TOKEN) return false;
  return tree_has_case(d, trigger, STR("of")) && tree_is_noun(d, head) && !frames_at(&w->fs, head);
}

static refusal why_not(const work *w, const draft *e) {
  if (is_mere_purpose(e) || is_aim_of_force(w, e) || is_manner(w, e)) return REFUSED_PURPOSE;
  if (actor_is_thing(w, e)) return REFUSED_THING;
  if (among_private(w, e)) return REFUSED_PRIVATE;
  bool known = is_known(w, &e->actors) || is_known(w, &e->recipients);
  bool numbers = e->f->filler[ROLE_R] != NO_TOKEN && is_bare_number(&w->fs.s.d, e->f->filler[ROLE_R]);
  bool unnamed = e->type == CASUS_PROTEST || (e->type == CASUS_COERCE && numbers) ||
                 (e->type == CASUS_ASSAULT && recipient_is_people(w, e)) || recipient_is_target(w, e) || moves_forces(w, e);
  if (!known && !unnamed) return REFUSED_UNKNOWN;
  if (needs_recipient(e->type) && recipient_is_thing(w, e) && !e->act) return REFUSED_RECIPIENT;
  if (act_is_on_thing(w, e)) return REFUSED_RECIPIENT;
  if (is_topic(w, e)) return REFUSED_TOPIC;
  bool bare_noun = e->f->r->pos == POS_NOUN && e->f->carrier == NO_TOKEN; /* "the parameters of their cooperation" */
  bool needs_two = e->type == CASUS_CONSULT || (e->type == CASUS_COOPERATE && bare_noun);
  return e->actors.n + e->recipients.n > 1 || !needs_two ? REFUSED_NOT : REFUSED_ONE_SIDED;
}

/* ---- type and status ---------------------------------------------------------------------------------------------------- */

static bool is_cooperative(casus_type t) {
  return t == CASUS_CONSULT || t == CASUS_SUPPORT || t == CASUS_COOPERATE || t == CASUS_AID;
}

static bool is_ahead(casus_event_status s) { return s == CASUS_PLANNED || s == CASUS_INTENDED || s == CASUS_CONDITIONAL; }

/* CODING.md: a future cooperative act is AGREE, a future RETREAT CONCEDE, a future use of force THREATEN. */
static void fold(draft *e, casus_type act, casus_event_status status) {
  casus_type folded = is_cooperative(act) || act == CASUS_AGREE ? CASUS_AGREE
                      : act == CASUS_RETREAT                    ? CASUS_CONCEDE
                      : is_forceful(act)                        ? CASUS_THREATEN
                                                                : CASUS_NONE;
  e->status = status;
  if (!folded || act == folded) {
    e->type = act;
    return;
  }
  e->type = folded;
  e->of = act;
}

static void fold_future(draft *e) {
  bool by_verb = e->f->r->pos == POS_VERB || e->f->carrier != NO_TOKEN;
  bool refused = e->st.negated_future &&
                 (is_cooperative(e->type) || e->type == CASUS_RETREAT || e->type == CASUS_CONCEDE || e->type == CASUS_AGREE);
  if (refused && e->actors.n) {
    e->of = e->type == CASUS_AGREE ? e->of : e->type;
    e->type = CASUS_REJECT;
    e->status = CASUS_ACTUAL;
  } else if (is_ahead(e->status) && (!is_forceful(e->type) || (by_verb && e->actors.n))) {
    bool bare_threat = is_forceful(e->type) && e->status == CASUS_PLANNED;
    fold(e, e->type, bare_threat ? CASUS_ACTUAL : e->status);
  }
}

static void demand(draft *e) {
  side subject = e->actors;
  e->of = e->type;
  e->type = CASUS_REQUEST;
  e->status = CASUS_ACTUAL;
  e->actors = e->holder;
  e->recipients = subject.n ? subject : e->recipients;
  e->holder.n = 0;
}

/* A word that reports no event by itself still says what is asked for: "help", "support". */
static casus_type act_type(const work *w, const draft *e) {
  uint32_t x = e->f->filler[ROLE_X];
  uint32_t offered =
      e->act && e->type == CASUS_AGREE && e->act->r->event == CASUS_AGREE ? frames_act_in(&w->fs, e->act) : NO_FRAME;
  if (offered != NO_FRAME) return (casus_type)w->fs.frames[offered].r->event; /* "accepted an offer of mediation" */
  if (e->act && e->act->r->event) return (casus_type)e->act->r->event;
  return x == NO_TOKEN ? CASUS_NONE : frame_word_type(&w->fs.s, x);
}

/* "agreed to", "promised to": an AGREE whatever it is about; "decided to", "hopes to" need an act. */
static bool gives_word(const work *w, const row *r) {
  return r->fold_status == CASUS_ACTUAL && r->pos == POS_VERB && lexicon_in_class(w->c->l, r->words[0], w->c->gives_word);
}

/* What the act itself speaks of: "hopes to ask for help", "voted to reject the offer". */
static casus_type spoken_of(const work *w, const frame *act) {
  uint32_t inner = act->r->of ? NO_FRAME : frames_act_in(&w->fs, act);
  if (inner != NO_FRAME) return (casus_type)w->fs.frames[inner].r->event;
  bool of_word = act->r->of_act && act->filler[ROLE_X] != NO_TOKEN;
  return of_word ? frame_word_type(&w->fs.s, act->filler[ROLE_X]) : (casus_type)act->r->of;
}

/* "voted to reject the offer" is a rejection of what its own part rejects. */
static casus_type spoken_of_part(const work *w, const draft *e) {
  uint32_t x = e->f->filler[ROLE_X], part = x == NO_TOKEN ? NO_FRAME : frames_act(&w->fs, x);
  bool same = part != NO_FRAME && w->fs.frames[part].r->event == e->f->r->event && !e->f->r->effect;
  return same ? spoken_of(w, &w->fs.frames[part]) : CASUS_NONE;
}

/* What a row that folds its act takes from it: "offered to mediate" is of the act, "hopes to strike" is the act, ahead. */
static void take_act(const work *w, draft *e) {
  const row *r = e->f->r;
  casus_type act = e->act ? (casus_type)e->act->r->event : CASUS_NONE;
  casus_event_status status = e->st.status == CASUS_ACTUAL ? (casus_event_status)r->fold_status : e->st.status;
  if (!act && gives_word(w, r)) e->type = CASUS_AGREE;
  if (e->type && !is_forceful(act)) {
    e->of = act;
    e->status = status;
  } else {
    e->of = e->act ? spoken_of(w, e->act) : CASUS_NONE;
    fold(e, act, status);
  }
}

/* "is ready to strike if", "plans to leave unless": what someone is ready for or means to do hangs on the condition; what he said
 * he would do is said. */
static void hang_on_condition(const work *w, draft *e) {
  bool state = e->f->r->pos == POS_ADJECTIVE || tree_is_passive(&w->fs.s.d, e->f->trigger); /* "is prepared to" */
  bool said = e->status == CASUS_ACTUAL && !state;
  bool hangs = e->status == CASUS_ACTUAL || e->status == CASUS_INTENDED || e->status == CASUS_PLANNED;
  if (e->st.condition != NO_TOKEN && hangs && !said) e->status = CASUS_CONDITIONAL;
}

/* "sponsored a resolution calling for a truce": what the text asks for is asked for. */
static casus_type asked_in_text(const work *w, const draft *e) {
  const tree *d = &w->fs.s.d;
  uint32_t paper = tree_deep_object(d, e->f->trigger);
  if (paper == NO_TOKEN || !lexicon_in_class(w->c->l, tree_lemma(d, paper), w->c->documents)) return CASUS_NONE;
  TREE_CHILDREN(d, paper, c) {
    const frame *f = frames_at(&w->fs, c);
    bool asks = f && f->r->event == CASUS_REQUEST && (tree_rel(d, c) == REL_ACL || tree_rel(d, c) == REL_ACL_RELCL);
    if (!asks) continue;
    uint32_t x = f->filler[ROLE_X], act = x == NO_TOKEN ? NO_FRAME : frames_act(&w->fs, x);
    return act != NO_FRAME ? (casus_type)w->fs.frames[act].r->event : f->r->of_act ? CASUS_NONE : (casus_type)f->r->of;
  }
  return CASUS_NONE;
}

static void type_and_status(const work *w, draft *e) {
  const row *r = e->f->r;
  e->type = (casus_type)r->event;
  e->of = r->of_act ? act_type(w, e) : (casus_type)r->of;
  if (!r->of_act && !e->of && e->act) e->of = (casus_type)e->act->r->event;
  if (!e->of && !r->of_act) e->of = spoken_of_part(w, e);
  if (e->type == CASUS_REQUEST && !e->of) e->of = asked_in_text(w, e);
  e->status = e->st.status;
  if (r->effect != EFFECT_FOLD) return;
  take_act(w, e);
  hang_on_condition(w, e);
}

static bool is_verbal(casus_type t) {
  return t == CASUS_SUPPORT || t == CASUS_ACCUSE || t == CASUS_REQUEST || t == CASUS_CONCEDE;
}

/* "phoned him to congratulate him", "wrote to protest": the purpose of a call is done with the call. */
static void settle_performed(const work *w, draft *e) {
  const tree *d = &w->fs.s.d;
  uint32_t anchor = tree_first_conjunct(d, frame_anchor(e->f)), verb = tree_head(d, anchor);
  relation r = tree_rel(d, anchor);
  bool purpose = (r == REL_ADVCL || r == REL_XCOMP) && tree_is_infinitive(d, anchor) && e->status == CASUS_INTENDED;
  if (!purpose || !is_verbal(e->type) || !lexicon_in_class(w->c->l, tree_lemma(d, verb), w->c->contact)) return;
  standing above = {.status = CASUS_ACTUAL};
  const frame *call = frames_at(&w->fs, verb);
  if (call) standing_find(&w->fs, call, &above);
  if (above.status != CASUS_ACTUAL) return;
  e->status = CASUS_ACTUAL;
  e->st.purpose = false;
  e->performed = true;
}

/* ---- holder ------------------------------------------------------------------------------------------------------------- */

static void find_holder(const work *w, draft *e) {
  e->holder = (side){.n = 0};
  if (e->st.holder != NO_TOKEN) side_add_phrase(&w->fs.s, e->st.holder, false, &e->holder);
  if (e->holder.n > 1) e->holder.n = 1;
}

static void drop_own_holder(const work *w, draft *e) {
  if (e->status == CASUS_DENIED) return;
  if (side_meets(&w->fs.s, &e->holder, &e->actors) || side_meets(&w->fs.s, &e->holder, &e->recipients)) e->holder.n = 0;
}

/* "its troops", "they", of the denier's own words: no table knows the country. */
static bool is_own(const work *w, const party *p) {
  const tree *d = &w->fs.s.d;
  uint32_t owner = tree_child(d, p->head, REL_NMOD_POSS);
  return tree_word(d, p->head)->upos == UPOS_PRON || (owner != NO_TOKEN && tree_word(d, owner)->upos == UPOS_PRON);
}

/* Is what is denied an act of the denier's own? Then the act is coded as denied; else the denial itself is, as the row's own
 * type. */
static bool denies_own_act(const work *w, const side *denier, const side *actors) {
  if (!denier->n || !actors->n) return denier->n > 0;
  const party *p = &all_mentions(w)->parties[denier->parties[0]];
  if (!p->country.len && is_own(w, &all_mentions(w)->parties[actors->parties[0]])) return true;
  return side_meets(&w->fs.s, denier, actors) || side_has_country(&w->fs.s, actors, p->country);
}

static bool denial_is_event(const work *w, const draft *e) {
  side actors, recipients;
  uint32_t act = e->f->filler[ROLE_X] == NO_TOKEN ? NO_FRAME : frames_act(&w->fs, e->f->filler[ROLE_X]);
  if (act == NO_FRAME) return true;
  frame_sides(&w->fs.s, &w->fs.frames[act], &actors, &recipients);
  return !denies_own_act(w, &e->actors, &actors);
}

/* ---- drafting ----------------------------------------------------------------------------------------------------------- */

/* "put forward a proposal to hold talks": what is asked for is the talks. */
static uint32_t asked_for(const work *w, uint32_t index, uint32_t act) {
  const frame *f = &w->fs.frames[index], *request = act == NO_FRAME ? NULL : &w->fs.frames[act];
  if (!request || f->r->event != CASUS_REQUEST || request->r->event != CASUS_REQUEST || request == f) return act;
  uint32_t inner = frames_act_in(&w->fs, request);
  return inner == NO_FRAME ? act : inner;
}

static void draft_fill(const work *w, uint32_t index, uint32_t act, draft *e) {
  *e = (draft){.index = index, .f = &w->fs.frames[index]};
  act = asked_for(w, index, act);
  e->act = act != NO_FRAME && act != index ? &w->fs.frames[act] : NULL;
  standing_find(&w->fs, e->f, &e->st);
  type_and_status(w, e);
  settle_performed(w, e);
  find_sides(w, e);
  find_holder(w, e);
}

/* A second act makes a second event only where it is of another type than the first. */
static bool begin_second_act(const work *w, uint32_t index, draft *e) {
  uint32_t owner = w->fs.absorber[index] - 1, anchor = frame_anchor(&w->fs.frames[index]);
  if (tree_first_conjunct(&w->fs.s.d, anchor) == anchor) return false; /* a noun that the owner's row names */
  uint32_t act = frames_act_in(&w->fs, &w->fs.frames[owner]);
  if (act == index || act == NO_FRAME || w->fs.absorber[owner] || w->fs.frames[act].r->event == w->fs.frames[index].r->event)
    return false;
  draft_fill(w, owner, index, e);
  return true;
}

bool draft_begin(const work *w, uint32_t index, draft *e) {
  const frame *f = &w->fs.frames[index];
  if (!frame_is_event(f) || frames_at(&w->fs, f->trigger) != f) return false;
  if (w->fs.absorber[index]) return begin_second_act(w, index, e);
  draft_fill(w, index, frames_act_in(&w->fs, f), e);
  return true;
}

static bool is_first_person(const work *w, uint32_t tok) {
  const tree *d = &w->fs.s.d;
  return tok != NO_TOKEN && (tree_form_is(d, tok, "we") || tree_form_is(d, tok, "i") || tree_form_is(d, tok, "us"));
}

/* Who says that another must do something asks him to. The article's own voice asks nobody, and nobody asks himself. */
static bool finish_demand(const work *w, draft *e) {
  bool of_nothing = e->f->r == &frames_demand_row;
  if (is_first_person(w, e->f->filler[of_nothing ? ROLE_R : ROLE_A])) return false;
  if (!e->holder.n || side_meets(&w->fs.s, &e->holder, of_nothing ? &e->recipients : &e->actors)) return false;
  if (!of_nothing) {
    demand(e);
    return true;
  }
  e->status = CASUS_ACTUAL;
  e->actors = e->holder;
  e->holder.n = 0;
  return true;
}

static bool is_demanded(const draft *e) { return e->st.demanded && e->status == CASUS_CONSIDERED; }

bool draft_settle_future(const work *w, draft *e) {
  if (e->f->r->effect == EFFECT_FOLD) return true;
  bool demanded = is_demanded(e);
  if (demanded && finish_demand(w, e)) return true;
  fold_future(e);
  return !demanded;
}

static bool is_state(str sector) {
  return str_empty(sector) || str_is(sector, "GOV") || str_is(sector, "MIL") || str_is(sector, "COP") || str_is(sector, "SPY");
}

/* A state that speaks of its own forces accuses nobody. */
static bool speaks_for(const work *w, const side *holder, const side *actors) {
  const party *speaker = &all_mentions(w)->parties[holder->parties[0]], *who = &all_mentions(w)->parties[actors->parties[0]];
  bool own = is_state(speaker->sector) && is_state(who->sector) && str_equal(speaker->country, who->country);
  return own || side_meets(&w->fs.s, holder, actors);
}

/* "claimed that the army had shelled the town": who says so of others accuses them. */
static void settle_claim(const work *w, draft *e) {
  const tree *d = &w->fs.s.d;
  uint32_t verb = e->st.holder == NO_TOKEN ? NO_TOKEN : tree_head(d, e->st.holder);
  bool hostile = is_forceful(e->type) && e->type != CASUS_SANCTION && e->status == CASUS_ACTUAL;
  if (verb == NO_TOKEN || !hostile || !e->holder.n || !e->actors.n || speaks_for(w, &e->holder, &e->actors)) return;
  if (!lexicon_in_class(w->c->l, tree_lemma(d, verb), w->c->claim)) return;
  e->of = e->type;
  e->type = CASUS_ACCUSE;
  e->recipients = e->actors;
  e->actors = e->holder;
  e->holder.n = 0;
}

bool draft_finish(const work *w, draft *e) {
  implied_in_sentence(w, e);
  if (!e->type || e->st.unreal) return false;
  e->refused = why_not(w, e);
  if (!draft_settle_future(w, e)) e->refused = REFUSED_DEMAND;
  if (e->f->r->effect == EFFECT_DENY && !denial_is_event(w, e)) return false;
  if (e->status == CASUS_DENIED && !denies_own_act(w, &e->holder, &e->actors)) e->refused = REFUSED_DENIAL;
  if (e->f->unmet) e->refused = REFUSED_UNMET;
  settle_claim(w, e);
  implied_from_before(w, e);
  bool talks_named_again = e->implied && e->st.status == CASUS_PLANNED && e->f->r->event == CASUS_CONSULT;
  if (talks_named_again && !e->f->unmet) e->refused = why_not(w, e); /* who meets is known now */
  drop_own_holder(w, e);
  return true;
}

void draft_doubtful(const work *w, const frame *f, draft *e) {
  *e = (draft){.index = NO_FRAME, .f = f};
  standing_find(&w->fs, f, &e->st);
  type_and_status(w, e);
  find_sides(w, e);
  find_holder(w, e);
}
