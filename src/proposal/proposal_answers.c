/* Acts that others ask for, and what is said to that: demands, refusals, vetoes, accusations. A demand is an option of the party
 * that it is put to; a demand to leave off speaks of an act that is there already. */
#include "proposal/proposal.h"
#include "story/situation.h"

enum { DEMANDS_MAX = 512 };

typedef struct {
  int32_t asker, asked, act;
  bool negated;
  uint32_t occurrence;
} demand;

typedef struct {
  proposal_work *w;
  demand *list; /* latest first, as far as articles are dated */
  uint32_t n;
} demands;

/* ---- which act is meant */

static bool same_sentence(const casus_event *e, const casus_event *f) {
  return e->sentence == f->sentence && str_equal(e->text, f->text);
}

static bool in_sentence(const proposal_work *w, const act *a, const casus_event *e) {
  for (uint32_t i = 0; i < a->evidence.n; i++)
    if (same_sentence(event_at(w, a->evidence.items[i]), e)) return true;
  return false;
}

static bool is_hostile(const act *a) {
  return type_is_force(a->type) || a->type == CASUS_SANCTION || a->type == CASUS_PROTEST || a->kinds >> ACT_THREATENED & 1;
}

/* The act of a party that a sentence speaks of, by event or words; else its weightiest hostile one. */
static int32_t act_to_leave(const proposal_work *w, int32_t owner, const casus_event *e) {
  int32_t best = NO_ACT;
  for (uint32_t i = 0; i < w->n_acts; i++)
    if (w->acts[i].owner == owner && !w->acts[i].is_fact && words_shared(w->acts[i].topic, e->text)) return (int32_t)i;
  for (uint32_t i = 0; i < w->n_acts; i++) {
    const act *a = &w->acts[i];
    if (a->owner != owner || a->is_fact || !is_hostile(a)) continue;
    if (in_sentence(w, a, e)) return (int32_t)i;
    if (best == NO_ACT || a->weight > w->acts[best].weight) best = (int32_t)i;
  }
  return best;
}

static int32_t weightiest_force(const proposal_work *w) {
  int32_t best = NO_ACT;
  for (uint32_t i = 0; i < w->n_acts; i++)
    if (type_is_force(w->acts[i].type) && w->acts[i].target >= 0 && (best == NO_ACT || w->acts[i].weight > w->acts[best].weight))
      best = (int32_t)i;
  return best;
}

/* ---- demands */

static void note_demand(demands *d, int32_t asker, int32_t asked, int32_t index, bool negated, uint32_t occurrence) {
  proposal_work *w = d->w;
  if (index == NO_ACT || asker == asked) return;
  if (!negated) act_support(w, index, ACT_DEMANDED, occurrence);
  else if (!w->acts_at[occurrence]) w->acts_at[occurrence] = (uint32_t)index + 1;
  wish v = {.party = asker, .act = index, .given = NO_ACT, .negated = negated, .weight = 5};
  v.why = negated ? "asks that it not be done" : "demands it";
  wish_add(w, &v, occurrence);
  if (d->n < DEMANDS_MAX) d->list[d->n++] = (demand){asker, asked, index, negated, occurrence};
}

static void demand_ceasefire_of(demands *d, int32_t asker, int32_t asked, int32_t other, uint32_t occurrence) {
  if (!party_is_known(d->w, asked) || !d->w->parties[asked].is_side || asked == asker) return;
  act a = {.owner = asked, .target = other, .type = CASUS_RETREAT, .mode = "ceasefire", .topic = STR("ceasefire")};
  if (other >= 0) a.target_name = d->w->parties[other].said;
  note_demand(d, asker, asked, act_find(d->w, &a), false, occurrence);
}

/* A call for a ceasefire goes to both who fight, whatever body it is brought before. */
static bool demand_ceasefire(demands *d, int32_t asker, uint32_t occurrence) {
  const proposal_work *w = d->w;
  int32_t force = weightiest_force(w);
  if (!speaks_of_ceasefire(w->s->occurrences[occurrence].quote)) return false;
  if (force == NO_ACT) return false;
  int32_t owner = w->acts[force].owner, target = w->acts[force].target;
  demand_ceasefire_of(d, asker, owner, target, occurrence);
  demand_ceasefire_of(d, asker, target, owner, occurrence);
  return true;
}

static void demand_act(demands *d, int32_t asker, int32_t asked, uint32_t occurrence) {
  proposal_work *w = d->w;
  const casus_event *e = event_at(w, occurrence);
  if (asks_to_refrain(e)) {
    int32_t meant = act_to_leave(w, asked, e);
    if (meant != NO_ACT) {
      note_demand(d, asker, asked, meant, true, occurrence);
      return;
    }
  }
  bool open = e->of == CASUS_AGREE || e->of == CASUS_SUPPORT || e->of == CASUS_CONCEDE;
  act a = {.owner = asked, .target = asker, .type = open ? CASUS_NONE : e->of, .topic = topic_of(w, occurrence)};
  a.target_name = w->parties[asker].said;
  if (!a.type && str_empty(a.topic)) note_open(w, occurrence, "a demand that does not say what is to be done");
  else note_demand(d, asker, asked, act_find(w, &a), false, occurrence);
}

/* "Demanded the release of its crew": of those who hold them. */
static int32_t party_asked(const proposal_work *w, int32_t asker, uint32_t occurrence) {
  const casus_occurrence *o = &w->s->occurrences[occurrence];
  int32_t asked = o->n_recipients ? o->recipients[0] : CASUS_NOBODY, holder = NO_ACT;
  if (event_at(w, occurrence)->of != CASUS_RETREAT || asked < 0 || w->parties[asked].is_side) return asked;
  for (uint32_t i = 0; i < w->n_acts; i++) {
    const act *a = &w->acts[i];
    if (!type_is_force(a->type) || a->target != asked || a->owner == asker) continue;
    if (holder == NO_ACT || a->weight > w->acts[holder].weight) holder = (int32_t)i;
  }
  return holder == NO_ACT ? asked : w->acts[holder].owner;
}

static void take_request(demands *d, uint32_t occurrence) {
  const proposal_work *w = d->w;
  const casus_occurrence *o = &w->s->occurrences[occurrence];
  for (uint32_t k = 0; k < o->n_actors; k++) {
    int32_t asker = o->actors[k];
    if (!party_is_known(w, asker) || demand_ceasefire(d, asker, occurrence)) continue;
    int32_t asked = party_asked(w, asker, occurrence);
    if (party_is_known(w, asked) && asked != asker) demand_act(d, asker, asked, occurrence);
    else if (asked != asker) note_open(d->w, occurrence, "a demand to nobody named");
  }
}

/* ---- refusals */

/* "Refused to leave the bridge" answers no demand for something else. */
static bool may_answer(demands *d, const demand *v, str topic) {
  return str_empty(topic) || topics_alike(d->w->acts[v->act].topic, topic);
}

/* The demand of the same sentence, else the last before it, else the first behind it. */
static const demand *demand_refused(demands *d, int32_t refuser, int32_t toward, uint32_t occurrence) {
  const demand *before = NULL, *behind = NULL;
  str topic = toward == CASUS_NOBODY ? topic_of(d->w, occurrence) : (str){0};
  for (uint32_t i = 0; i < d->n; i++) {
    const demand *v = &d->list[i];
    if (v->asked != refuser || (toward != CASUS_NOBODY && v->asker != toward)) continue;
    if (same_sentence(event_at(d->w, v->occurrence), event_at(d->w, occurrence))) return v;
    if (!may_answer(d, v, topic)) continue;
    if (v->occurrence > occurrence) behind = v;
    else if (!before) before = v;
  }
  return before ? before : behind;
}

static bool offered_by(const proposal_work *w, int32_t owner, int32_t target) {
  for (uint32_t i = 0; i < w->n_acts; i++)
    if (w->acts[i].owner == owner && w->acts[i].target == target && w->acts[i].kinds >> ACT_OFFERED & 1) return true;
  return false;
}

static void refuse(demands *d, int32_t refuser, int32_t index, bool negated, uint32_t occurrence) {
  if (index == NO_ACT) return;
  wish v = {.party = refuser, .act = index, .given = NO_ACT, .negated = negated, .weight = 5, .why = "refuses it"};
  if (!negated) v.why = "will not leave off";
  else act_support(d->w, index, ACT_REFUSED, occurrence);
  wish_add(d->w, &v, occurrence);
}

/* The act that is refused, where no demand tells: taking what is offered, or what the event is of. */
static int32_t act_refused(demands *d, int32_t refuser, int32_t toward, const casus_event *e, uint32_t occurrence) {
  proposal_work *w = d->w;
  act a = {.owner = refuser, .target = toward, .type = e->of};
  if (toward >= 0) a.target_name = w->parties[toward].said;
  bool offer = toward >= 0 && (e->of == CASUS_AGREE || (e->of != CASUS_ACCUSE && offered_by(w, toward, refuser)));
  if (offer) {
    a.type = CASUS_AGREE;
    a.mode = "accept";
    return act_find(w, &a);
  }
  static const uint32_t acts = 1u << CASUS_CONSULT | 1u << CASUS_RETREAT | 1u << CASUS_AID | 1u << CASUS_COOPERATE;
  if (!(acts >> e->of & 1)) return NO_ACT;
  if (e->of == CASUS_RETREAT) a.topic = topic_of(w, occurrence);
  return act_find(w, &a);
}

static bool is_veto(const casus_event *e) { return strcmp(e->cameo, "129") == 0 || str_starts(e->trigger, STR("veto")); }

static void take_veto(proposal_work *w, int32_t actor, uint32_t occurrence) {
  const casus_event *e = event_at(w, occurrence);
  int32_t target = target_of(w, occurrence);
  act a = {.owner = actor, .target = target, .type = CASUS_REJECT, .is_veto = true, .topic = STR("veto")};
  a.is_fact = e->status == CASUS_ACTUAL;
  a.target_name = target_name_of(w, occurrence, target);
  int32_t index = act_find(w, &a);
  if (index == NO_ACT) return;
  act_support(w, index, a.is_fact ? ACT_DONE : ACT_PLANNED, occurrence);
  wish own = {.party = actor, .act = index, .given = NO_ACT, .weight = 5, .why = a.is_fact ? "casts it" : "plans it"};
  wish_add(w, &own, occurrence);
  wish other = {.party = target, .act = index, .given = NO_ACT, .negated = true, .weight = 3, .why = "is vetoed"};
  wish_add(w, &other, occurrence);
}

static void take_refusal(demands *d, uint32_t occurrence) {
  const casus_occurrence *o = &d->w->s->occurrences[occurrence];
  const casus_event *e = event_at(d->w, occurrence);
  int32_t toward = o->n_recipients && party_is_known(d->w, o->recipients[0]) ? o->recipients[0] : CASUS_NOBODY;
  for (uint32_t k = 0; k < o->n_actors; k++) {
    int32_t refuser = o->actors[k];
    if (!party_is_known(d->w, refuser) || refuser == toward) continue;
    if (is_veto(e)) {
      take_veto(d->w, refuser, occurrence);
      continue;
    }
    const demand *asked = e->of == CASUS_ACCUSE ? NULL : demand_refused(d, refuser, toward, occurrence);
    if (asked) refuse(d, refuser, asked->act, !asked->negated, occurrence);
    else refuse(d, refuser, act_refused(d, refuser, toward, e, occurrence), true, occurrence);
  }
}

/* ---- accusations and criticism: of a kind of act that one other party has open to it */

static int32_t act_accused(const proposal_work *w, int32_t accuser, int32_t accused, casus_type of) {
  int32_t found = NO_ACT;
  for (uint32_t i = 0; i < w->n_acts; i++) {
    const act *a = &w->acts[i];
    if (a->type != of || a->is_fact || a->owner == accuser || (accused >= 0 && a->owner != accused)) continue;
    if (found != NO_ACT && w->acts[found].owner != a->owner) return NO_ACT;
    if (found == NO_ACT || a->weight > w->acts[found].weight) found = (int32_t)i;
  }
  return found;
}

static void take_accusation(demands *d, uint32_t occurrence) {
  const casus_occurrence *o = &d->w->s->occurrences[occurrence];
  casus_type of = event_at(d->w, occurrence)->of;
  int32_t accused = o->n_recipients ? o->recipients[0] : CASUS_NOBODY;
  for (uint32_t k = 0; of && k < o->n_actors; k++) {
    wish v = {.party = o->actors[k], .given = NO_ACT, .negated = true, .weight = 3, .why = "criticises it"};
    v.act = act_accused(d->w, o->actors[k], accused, of);
    if (party_is_known(d->w, v.party)) wish_add(d->w, &v, occurrence);
  }
}

static void for_each_of(demands *d, casus_type type, void (*take)(demands *, uint32_t)) {
  for (uint32_t i = d->w->s->n_occurrences; i-- > 0 && !d->w->failed;) {
    const casus_event *e = event_at(d->w, i);
    if (e->event == type && standing_of(e->status) != NOT_SO && e->status != CASUS_CONSIDERED) take(d, i);
  }
}

void answers_find(proposal_work *w) {
  demands d = {.w = w, .list = ARENA_ARRAY(w->memory, demand, DEMANDS_MAX)};
  if (!d.list) w->failed = true;
  if (w->failed) return;
  for_each_of(&d, CASUS_REQUEST, take_request);
  for_each_of(&d, CASUS_REJECT, take_refusal);
  for_each_of(&d, CASUS_ACCUSE, take_accusation);
}
