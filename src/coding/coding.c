/* Codes a document: frames to events, with their sides, status, holder, condition, date and place. */
#include "coding/coding.h"

#include <stdio.h>
#include <stdlib.h>

#include "coding/frames.h"

#define FOR_CHILDREN(d, i, c)                                                                                               \
  for (uint32_t c##_at = (d)->first_child[i], c; c##_at < (d)->first_child[(i) + 1] && ((c) = (d)->children[c##_at], true); \
       c##_at++)

enum { EVENTS_PER_DOCUMENT_MAX = 1 << 20, STEPS_MAX = 16 };

struct coder {
  lexicon *l;
  const ontology *o;
  uint32_t class_instrument;
};

typedef struct {
  const coder *c;
  frames fs;
  arena *a;
  casus_event *events;
  uint32_t *event_frame; /* by event: frame index */
  uint32_t *frame_event; /* by frame: 1 + event index */
  uint32_t n_events, capacity, frame_capacity;
  uint64_t content_hash;
  bool trace;
} work;

/* One event in the making. */
typedef struct {
  uint32_t index; /* of the frame */
  const frame *f;
  const frame *act; /* in slot X, or NULL */
  standing st;
  side actors, recipients, holder;
  casus_type type, of;
  casus_event_status status;
} draft;

casus_status coder_open(const coder_options *options, const ontology *o, coder **out, casus_error *error) {
  coder *c = calloc(1, sizeof *c);
  if (!c) return error_set(error, CASUS_MEMORY, "no memory for the coder");
  casus_status status = lexicon_open(options->data_dir, options->lexicon_files, options->n_lexicon_files, &c->l, error);
  if (status != CASUS_OK) {
    free(c);
    return status;
  }
  c->o = o;
  c->class_instrument = lexicon_class(c->l, STR("instrument"));
  *out = c;
  return CASUS_OK;
}

void coder_close(coder *c) {
  if (!c) return;
  lexicon_close(c->l);
  free(c);
}

/* ---- sides -------------------------------------------------------------------------------------------------------------- */

static const mentions *all_mentions(const work *w) { return w->fs.s.r->m; }

/* "the decision to withdraw": whoever the noun belongs to, or the subject of the verb that the noun is the object of. */
static void actor_of_noun_clause(const work *w, const frame *f, side *actors) {
  const tree *d = &w->fs.s.d;
  uint32_t anchor = tree_first_conjunct(d, frame_anchor(f)), noun = tree_head(d, anchor);
  if (noun == NO_TOKEN || tree_rel(d, anchor) != REL_ACL || !tree_is_infinitive(d, anchor)) return;
  uint32_t owner = tree_child(d, noun, REL_NMOD_POSS);
  if (owner == NO_TOKEN && tree_head(d, noun) != NO_TOKEN && tree_is_verb(d, tree_head(d, noun)))
    owner = tree_deep_subject(d, tree_head(d, noun));
  if (owner != NO_TOKEN) side_add_phrase(&w->fs.s, owner, false, actors);
}

/* What the act in X says of the sides that the frame itself leaves open. */
static void sides_from_act(const work *w, draft *e) {
  side actors, recipients;
  frame_sides(&w->fs.s, e->act, &actors, &recipients);
  if (!e->actors.n && e->f->r->effect == EFFECT_FOLD) e->actors = actors;
  if (e->f->r->effect == EFFECT_FOLD || e->type == CASUS_AGREE || e->type == CASUS_THREATEN || e->type == CASUS_CONCEDE) {
    if (!e->recipients.n) e->recipients = recipients;
  } else if (!e->recipients.n) {
    e->recipients = actors.n ? actors : recipients;
  }
  side_remove(&w->fs.s, &e->recipients, &e->actors);
}

static void find_sides(const work *w, draft *e) {
  frame_sides(&w->fs.s, e->f, &e->actors, &e->recipients);
  if (!e->actors.n) actor_of_noun_clause(w, e->f, &e->actors);
  if (e->act) sides_from_act(w, e);
  side_remove(&w->fs.s, &e->recipients, &e->actors);
}

static bool is_known(const work *w, const side *s) {
  for (uint32_t i = 0; i < s->n; i++)
    if (all_mentions(w)->parties[s->parties[i]].code.len) return true;
  return false;
}

/* A subject that is no party and no pronoun: a storm, a film, a price. Instruments ("a car bomb killed") and acts may stand for
 * an actor who is not named. */
static bool actor_is_thing(const work *w, const draft *e) {
  const tree *d = &w->fs.s.d;
  uint32_t tok = e->f->filler[ROLE_A];
  if (tok == NO_TOKEN || e->actors.n) return false;
  if (tree_word(d, tok)->upos == UPOS_PRON) return false;
  if (lexicon_in_class(w->c->l, tree_lemma(d, tok), w->c->class_instrument)) return false;
  return frames_act(&w->fs, tok) == NO_FRAME;
}

static bool recipient_is_people(const work *w, const draft *e) {
  const tree *d = &w->fs.s.d;
  uint32_t tok = e->f->filler[ROLE_R];
  if (tok == NO_TOKEN) return false;
  uint8_t u = tree_word(d, tok)->upos;
  return u == UPOS_NUM || u == UPOS_PRON || tree_child(d, tok, REL_NUMMOD) != NO_TOKEN;
}

/* Types whose meaning needs someone they are done to: a thing there is no event of politics ("traded places", "attacked the
 * problem"). */
static bool needs_recipient(casus_type type) {
  return type == CASUS_CONSULT || type == CASUS_AID || type == CASUS_COOPERATE || type == CASUS_SANCTION || type == CASUS_ASSAULT;
}

static bool recipient_is_thing(const work *w, const draft *e) {
  uint32_t tok = e->f->filler[ROLE_R];
  if (tok == NO_TOKEN || e->recipients.n) return false;
  return !recipient_is_people(w, e) && e->f->filler_place[ROLE_R] == PLACE_OBJ;
}

static bool is_coded(const work *w, const draft *e) {
  if (actor_is_thing(w, e)) return false;
  bool known = is_known(w, &e->actors) || is_known(w, &e->recipients);
  if (!known && !(e->type == CASUS_ASSAULT && recipient_is_people(w, e))) return false;
  if (needs_recipient(e->type) && recipient_is_thing(w, e) && !e->act) return false;
  return e->actors.n + e->recipients.n > 1 || e->type != CASUS_CONSULT;
}

/* ---- type and status ---------------------------------------------------------------------------------------------------- */

static bool is_cooperative(casus_type t) {
  return t == CASUS_CONSULT || t == CASUS_SUPPORT || t == CASUS_COOPERATE || t == CASUS_AID;
}

static bool is_forceful(casus_type t) {
  return t == CASUS_SANCTION || t == CASUS_MOBILIZE || t == CASUS_COERCE || t == CASUS_ASSAULT;
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
  bool refused = e->st.negated_future && (is_cooperative(e->type) || e->type == CASUS_RETREAT || e->type == CASUS_AGREE);
  if (refused && e->actors.n) {
    e->of = e->type == CASUS_AGREE ? e->of : e->type;
    e->type = CASUS_REJECT;
    e->status = CASUS_ACTUAL;
  } else if (is_ahead(e->status) && (!is_forceful(e->type) || (by_verb && e->actors.n))) {
    bool bare_threat = is_forceful(e->type) && e->status == CASUS_PLANNED;
    fold(e, e->type, bare_threat ? CASUS_ACTUAL : e->status);
  }
}

static void demand(const work *w, draft *e) {
  (void)w;
  side subject = e->actors;
  e->of = e->type;
  e->type = CASUS_REQUEST;
  e->status = CASUS_ACTUAL;
  e->actors = e->holder;
  e->recipients = subject.n ? subject : e->recipients;
  e->holder.n = 0;
}

static void type_and_status(const work *w, draft *e) {
  const row *r = e->f->r;
  e->type = (casus_type)r->event;
  e->of = r->of_act ? (e->act ? (casus_type)e->act->r->event : CASUS_NONE) : (casus_type)r->of;
  if (!r->of_act && !e->of && e->act) e->of = (casus_type)e->act->r->event;
  e->status = e->st.status;
  if (r->effect == EFFECT_FOLD) {
    casus_type act = e->act ? (casus_type)e->act->r->event : CASUS_NONE;
    casus_event_status status = e->st.status == CASUS_ACTUAL ? (casus_event_status)r->fold_status : e->st.status;
    if (e->type) e->of = act, e->status = status;
    else fold(e, act, status);
  }
  (void)w;
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

/* "denied that X did it": an act of its own is denied; another's is not for it to deny, and the row's own type stands. */
static void settle_denial(const work *w, draft *e) {
  if (e->status != CASUS_DENIED || !e->holder.n || !e->actors.n) return;
  const party *holder = &all_mentions(w)->parties[e->holder.parties[0]];
  if (side_meets(&w->fs.s, &e->holder, &e->actors) || side_has_country(&w->fs.s, &e->actors, holder->country)) return;
  e->status = CASUS_NEGATED;
}

/* ---- date and place ----------------------------------------------------------------------------------------------------- */

static const moment *moment_under(const work *w, uint32_t i, int depth) {
  const tree *d = &w->fs.s.d;
  if (i == NO_TOKEN) return NULL;
  FOR_CHILDREN(d, i, c) {
    relation r = tree_rel(d, c);
    if (r == REL_NSUBJ || r == REL_CONJ || r == REL_CCOMP || r == REL_ACL_RELCL || r == REL_ADVCL || r == REL_PARATAXIS) continue;
    uint32_t at = all_mentions(w)->moment_at[c];
    if (at) return &all_mentions(w)->moments[at - 1];
    const moment *inside = depth ? moment_under(w, c, depth - 1) : NULL;
    if (inside) return inside;
  }
  return NULL;
}

/* On the trigger, its carrier and its object; then on the verbs that the event's own verb is coordinated with or controlled by.
 */
static const moment *find_moment(const work *w, const frame *f) {
  const tree *d = &w->fs.s.d;
  const moment *m = moment_under(w, f->trigger, 1);
  uint32_t x = frame_anchor(f);
  for (int n = 0; !m && n < 4 && x != NO_TOKEN; n++) {
    m = moment_under(w, x, 1);
    relation r = tree_rel(d, x);
    if (r != REL_CONJ && r != REL_XCOMP && r != REL_OBJ && r != REL_NSUBJ && r != REL_NSUBJ_PASS && r != REL_ADVCL) break;
    x = tree_head(d, x);
  }
  return m;
}

static void set_date(const work *w, const draft *e, casus_event *v) {
  const moment *m = find_moment(w, e->f);
  casus_date published = w->fs.s.r->article->date;
  v->date = m ? m->begin : published;
  v->enddate = m ? m->end : (casus_date){0};
  v->date_basis = m ? m->basis : published.year ? CASUS_BASIS_PUBLISHED : CASUS_BASIS_NONE;
  if (m && m->past && v->status == CASUS_ACTUAL) v->aux |= CASUS_HISTORICAL;
}

static const place *place_under(const work *w, uint32_t i, int depth) {
  static const char *const locatives[] = {"in",     "at", "near", "outside", "inside", "across",
                                          "around", "on", "over", "off",     "along",  "to"};
  const tree *d = &w->fs.s.d;
  if (i == NO_TOKEN) return NULL;
  FOR_CHILDREN(d, i, c) {
    relation r = tree_rel(d, c);
    bool link = r == REL_OBL || r == REL_NMOD || r == REL_APPOS || r == REL_ADVMOD;
    uint32_t at = all_mentions(w)->place_at[c];
    for (size_t k = 0; link && at && k < sizeof locatives / sizeof *locatives; k++)
      if (tree_has_case(d, c, str_of(locatives[k]))) return &all_mentions(w)->places[at - 1];
    const place *inside = depth && (link || r == REL_OBJ) ? place_under(w, c, depth - 1) : NULL;
    if (inside) return inside;
  }
  return NULL;
}

/* The phrase on the trigger, on the verb that carries it or that it is coordinated with; a place that was attacked is the place.
 */
static const place *find_event_place(const work *w, const draft *e) {
  const tree *d = &w->fs.s.d;
  const place *p = place_under(w, e->f->trigger, 1);
  uint32_t x = frame_anchor(e->f);
  for (int n = 0; !p && n < 3 && x != NO_TOKEN; n++) {
    p = place_under(w, x, 1);
    relation r = tree_rel(d, x);
    if (r != REL_CONJ && r != REL_XCOMP) break;
    x = tree_head(d, x);
  }
  uint32_t target = e->f->filler[ROLE_R];
  if (!p && target != NO_TOKEN && all_mentions(w)->place_at[target])
    p = &all_mentions(w)->places[all_mentions(w)->place_at[target] - 1];
  return p;
}

static span token_span(const work *w, uint32_t first, uint32_t n) {
  const text *t = w->fs.s.d.t;
  return (span){t->tokens[first].begin, t->tokens[first + n - 1].end};
}

static void set_place(const work *w, const draft *e, casus_event *v) {
  const place *p = find_event_place(w, e);
  if (!p) return;
  v->place = (casus_place){.name = p->name,
                           .country = p->country,
                           .admin1 = p->admin1,
                           .lat_deg = p->lat_deg,
                           .lon_deg = p->lon_deg,
                           .geonames = p->geonames,
                           .span = token_span(w, p->first_token, p->n_tokens)};
}

/* ---- the record --------------------------------------------------------------------------------------------------------- */

static str span_text(const work *w, span s) { return str_slice(w->fs.s.d.t->bytes, s.begin, s.end); }

static void set_condition(const work *w, const draft *e, casus_event *v) {
  v->condition_event = v->exchange = CASUS_NO_EVENT;
  if (e->st.condition == NO_TOKEN) return;
  uint32_t first, end;
  tree_extent(&w->fs.s.d, e->st.condition, &first, &end);
  v->condition_span = token_span(w, first, end - first);
  v->condition = span_text(w, v->condition_span);
  v->condition_unless = e->st.unless;
}

static void set_codes(const work *w, const draft *e, casus_event *v) {
  const row *r = e->f->r;
  bool plain = e->type == (casus_type)r->event;
  str code = plain && r->cameo[0] && !(r->of_act && e->of) ? str_of(r->cameo) : ontology_fold_cameo(w->c->o, e->type, e->of);
  if (str_empty(code) && e->of) code = ontology_fold_cameo(w->c->o, e->type, CASUS_NONE);
  if (code.len && code.len < sizeof v->cameo) memcpy(v->cameo, code.ptr, code.len);
  v->goldstein = ontology_goldstein(w->c->o, code);
  if (plain) {
    memcpy(v->modes, r->modes, sizeof v->modes);
    v->n_modes = r->n_modes;
  }
  v->score = ontology_score(w->c->o, e->type, v->n_modes ? v->modes[0] : -1);
  v->quad = ontology_quad(e->type);
}

static void set_contexts(const work *w, const draft *e, casus_event *v, const sentence *s) {
  v->contexts = e->f->r->contexts;
  if (e->act) v->contexts |= e->act->r->contexts;
  for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens; i++) {
    uint8_t u = tree_word(&w->fs.s.d, i)->upos;
    if (u == UPOS_NOUN || u == UPOS_VERB || u == UPOS_ADJ) v->contexts |= lexicon_contexts(w->c->l, tree_lemma(&w->fs.s.d, i));
  }
}

static uint8_t aux_of(casus_event_status s) {
  static const uint8_t aux[CASUS_EVENT_STATUS_COUNT] = {
      [CASUS_PLANNED] = CASUS_FUTURE,           [CASUS_INTENDED] = CASUS_FUTURE,  [CASUS_CONSIDERED] = CASUS_HYPOTHETICAL,
      [CASUS_CONDITIONAL] = CASUS_HYPOTHETICAL, [CASUS_NEGATED] = CASUS_NEGATION, [CASUS_DENIED] = CASUS_NEGATION};
  return aux[s];
}

/* "meet/subj,with": the trigger and where its sides were found. */
static str rule_name(const work *w, const frame *f) {
  static const char *const places[] = {"subj", "obj", "iobj", "that", "inf", "ing", "poss", "mod", "prep"};
  char name[128];
  int n = snprintf(name, sizeof name, "%.*s", (int)(f->r->trigger.len > 60 ? 60 : f->r->trigger.len), f->r->trigger.ptr);
  char separator = '/';
  for (int role = ROLE_A; role < ROLE_COUNT && n > 0 && (size_t)n < sizeof name - 8; role++) {
    if (f->filler[role] == NO_TOKEN) continue;
    n += snprintf(name + n, sizeof name - (size_t)n, "%c%s", separator, places[f->filler_place[role]]);
    separator = ',';
  }
  str copy = {"", 0};
  arena_copy(w->a, (str){name, (size_t)n}, &copy);
  return copy;
}

static bool add_event(work *w, draft *e) {
  if (w->n_events == EVENTS_PER_DOCUMENT_MAX) return true;
  if (!arena_grow(w->a, (void **)&w->events, &w->capacity, w->n_events + 1, sizeof(casus_event))) return false;
  if (!arena_grow(w->a, (void **)&w->event_frame, &w->frame_capacity, w->n_events + 1, sizeof(uint32_t))) return false;
  const scene *s = &w->fs.s;
  uint32_t number = tree_sentence(&s->d, e->f->trigger);
  const sentence *sent = &s->d.t->sentences[number];
  casus_event *v = &w->events[w->n_events];
  *v = (casus_event){.doc = s->r->article->id,
                     .sentence = number + 1,
                     .span = {sent->begin, sent->end},
                     .event = e->type,
                     .of = e->of,
                     .status = e->status,
                     .n_actors = e->actors.n,
                     .n_recipients = e->recipients.n};
  v->text = span_text(w, v->span);
  v->actors = side_actors(s, &e->actors, w->a);
  v->recipients = side_actors(s, &e->recipients, w->a);
  v->holder = e->holder.n ? side_actors(s, &e->holder, w->a) : NULL;
  v->trigger_span = token_span(w, e->f->trigger, 1);
  v->trigger = span_text(w, v->trigger_span);
  v->rule = rule_name(w, e->f);
  v->aux = aux_of(e->status);
  if (!v->actors || !v->recipients || (e->holder.n && !v->holder)) return false;
  set_date(w, e, v);
  set_place(w, e, v);
  set_condition(w, e, v);
  set_codes(w, e, v);
  set_contexts(w, e, v, sent);
  v->confidence = 0.5f;
  event_identify(v, w->content_hash);
  w->event_frame[w->n_events] = e->index;
  w->frame_event[e->index] = ++w->n_events;
  return true;
}

/* ---- drafting ----------------------------------------------------------------------------------------------------------- */

static void draft_begin(const work *w, uint32_t index, draft *e) {
  *e = (draft){.index = index, .f = &w->fs.frames[index]};
  uint32_t act = frames_act_in(&w->fs, e->f);
  e->act = act != NO_FRAME && act != index ? &w->fs.frames[act] : NULL;
  standing_find(&w->fs, e->f, &e->st);
  type_and_status(w, e);
  find_sides(w, e);
  find_holder(w, e);
}

static bool is_draftable(const work *w, uint32_t index) {
  const frame *f = &w->fs.frames[index];
  return frame_is_event(f) && frames_at(&w->fs, f->trigger) == f && !w->fs.absorber[index];
}

static bool code_frame(work *w, uint32_t index) {
  draft e;
  draft_begin(w, index, &e);
  if (!e.type) return true;
  if (!is_coded(w, &e)) return true;
  if (e.f->r->effect != EFFECT_FOLD) {
    if (e.st.demanded && e.status == CASUS_CONSIDERED) {
      if (!e.holder.n) return true;
      demand(w, &e);
    } else {
      fold_future(&e);
    }
  }
  settle_denial(w, &e);
  drop_own_holder(w, &e);
  return add_event(w, &e);
}

/* ---- links between events ----------------------------------------------------------------------------------------------- */

static bool inside(span outer, span inner) { return inner.begin >= outer.begin && inner.end <= outer.end; }

static void link_conditions(work *w) {
  for (uint32_t i = 0; i < w->n_events; i++) {
    casus_event *v = &w->events[i];
    for (uint32_t k = 0; v->condition.len && v->condition_event == CASUS_NO_EVENT && k < w->n_events && k < i + 64; k++)
      if (k + 64 > i && k != i && inside(v->condition_span, w->events[k].trigger_span)) v->condition_event = (int32_t)k;
  }
}

/* "guarantees in exchange for commitments": the phrase after "in exchange for" holds the other event. */
static uint32_t exchanged(const work *w, const frame *f) {
  const tree *d = &w->fs.s.d;
  uint32_t anchors[3] = {frame_anchor(f), f->trigger, tree_deep_object(d, frame_anchor(f))};
  for (int k = 0; k < 3; k++) {
    if (anchors[k] == NO_TOKEN) continue;
    FOR_CHILDREN(d, anchors[k], c) {
      bool exchange = tree_form_is(d, c, "exchange") || tree_form_is(d, c, "return");
      if (exchange && tree_has_case(d, c, STR("in"))) return tree_prepositional(d, c, STR("for"), NO_TOKEN);
    }
  }
  return NO_TOKEN;
}

static void link_exchanges(work *w) {
  for (uint32_t i = 0; i < w->n_events; i++) {
    uint32_t other = exchanged(w, &w->fs.frames[w->event_frame[i]]);
    uint32_t act = other == NO_TOKEN ? NO_FRAME : frames_act(&w->fs, other);
    uint32_t k = act == NO_FRAME ? 0 : w->frame_event[act];
    if (!k || k - 1 == i) continue;
    w->events[i].exchange = (int32_t)(k - 1);
    w->events[k - 1].exchange = (int32_t)i;
  }
}

/* ---- the door ----------------------------------------------------------------------------------------------------------- */

static casus_status no_memory(casus_error *error) {
  return error_set(error, CASUS_MEMORY, "the article needs more memory than is allowed");
}

static bool work_begin(work *w, const coder *c, const reading *r, arena *a) {
  *w = (work){.c = c, .a = a, .fs = {.s = {.l = c->l, .r = r}}};
  w->content_hash = hash_str(r->article->text);
  if (!tree_build(r->t, r->an, a, &w->fs.s.d) || !frames_find(&w->fs, a)) return false;
  w->frame_event = ARENA_ARRAY(a, uint32_t, (size_t)w->fs.n_frames + 1);
  return w->frame_event != NULL;
}

casus_status coder_code(const coder *c, const reading *r, bool trace, arena *a, coded *out, casus_error *error) {
  work w;
  if (!work_begin(&w, c, r, a)) return no_memory(error);
  w.trace = trace;
  for (uint32_t i = 0; i < w.fs.n_frames; i++)
    if (is_draftable(&w, i) && !code_frame(&w, i)) return no_memory(error);
  link_conditions(&w);
  link_exchanges(&w);
  *out = (coded){w.events, w.n_events};
  return CASUS_OK;
}

/* ---- relation of a given pair ------------------------------------------------------------------------------------------- */

static bool overlaps(span a, span b) { return a.begin < b.end && b.begin < a.end; }

/* Does the phrase of a slot reach into the given span? Its own head counts more than a word deep inside it. */
static int touch(const work *w, uint32_t tok, span given) {
  if (tok == NO_TOKEN) return 0;
  if (overlaps(token_span(w, tok, 1), given)) return 3;
  uint32_t first, end;
  tree_extent(&w->fs.s.d, tok, &first, &end);
  return overlaps(token_span(w, first, end - first), given) ? 2 : 0;
}

static int touch_side(const work *w, const draft *e, slot_role role, const side *parties, span given) {
  int best = touch(w, e->f->filler[role], given);
  if (e->f->filler[ROLE_B] != NO_TOKEN) {
    int both = touch(w, e->f->filler[ROLE_B], given);
    if (both > best) best = both;
  }
  for (uint32_t i = 0; i < parties->n; i++) {
    const party *p = &all_mentions(w)->parties[parties->parties[i]];
    if (best < 3 && overlaps(token_span(w, p->first_token, p->n_tokens), given)) best = 3;
  }
  return best;
}

/* Source as actor and target as recipient is what is asked for; one side, or both the wrong way round, is better than nothing.
 * Among equals the event nearest to both spans wins. */
static int32_t relation_score(const work *w, const draft *e, span source, span target) {
  int actor = touch_side(w, e, ROLE_A, &e->actors, source), recipient = touch_side(w, e, ROLE_R, &e->recipients, target);
  int wrong = touch_side(w, e, ROLE_A, &e->actors, target) + touch_side(w, e, ROLE_R, &e->recipients, source);
  int act = e->act ? touch(w, e->act->trigger, target) + touch(w, e->act->filler[ROLE_R], target)
                   : touch(w, e->f->filler[ROLE_X], target);
  int32_t score = actor * 40 + recipient * 40 + wrong * 8 + (act ? 40 : 0) + e->f->score;
  span trigger = token_span(w, e->f->trigger, 1);
  bool between = (trigger.begin >= source.end && trigger.end <= target.begin) ||
                 (trigger.begin >= target.end && trigger.end <= source.begin);
  if (between) score += 20;
  if (e->f->r->pos != POS_NOUN || e->f->carrier != NO_TOKEN) score += 15;
  if (e->status != CASUS_ACTUAL) score -= 5;
  return score;
}

casus_status coder_relate(const coder *c, const reading *r, span source, span target, arena *a, casus_event *relation,
                          casus_error *error) {
  work w;
  if (!work_begin(&w, c, r, a)) return no_memory(error);
  draft best = {.type = CASUS_NONE};
  int32_t best_score = INT32_MIN;
  for (uint32_t i = 0; i < w.fs.n_frames; i++) {
    draft e;
    if (!is_draftable(&w, i)) continue;
    draft_begin(&w, i, &e);
    if (!e.type) continue;
    if (e.f->r->effect != EFFECT_FOLD) fold_future(&e);
    int32_t score = relation_score(&w, &e, source, target);
    if (score <= best_score) continue;
    best = e;
    best_score = score;
  }
  *relation = (casus_event){.condition_event = CASUS_NO_EVENT, .exchange = CASUS_NO_EVENT};
  if (!best.type) return CASUS_OK;
  if (!add_event(&w, &best)) return no_memory(error);
  *relation = w.events[0];
  return CASUS_OK;
}
