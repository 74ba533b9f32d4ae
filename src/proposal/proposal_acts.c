/* What each party could do: acts that reports tell as done, planned, threatened or offered, each once. What is demanded and
 * refused speaks of these and is left to proposal_answers.c. */
#include "proposal/proposal.h"
#include "story/situation.h"

enum { SIDE_MAX = 4 /* parties of one side that are told apart */, DESCRIBED_MAX_BYTES = 40 };

/* ---- who is meant */

int32_t target_of(const proposal_work *w, uint32_t occurrence) {
  const casus_occurrence *o = &w->s->occurrences[occurrence];
  const casus_event *e = event_at(w, occurrence);
  if (!o->n_recipients) return CASUS_NOBODY;
  bool force = speaks_of_force(e);
  int32_t group = w->target_of_country[o->recipients[0]];
  int32_t target = force && group != CASUS_NOBODY ? group : o->recipients[0];
  return party_is_known(w, target) ? target : CASUS_NOBODY;
}

static bool is_place(const casus_actor *a) {
  return str_empty(a->sector) && !str_empty(a->name) && !str_empty(a->country) && str_equal(a->code, a->country);
}

/* Against whom force is used stays in the words of the report: "Rafah", "two men". */
str target_name_of(const proposal_work *w, uint32_t occurrence, int32_t target) {
  const casus_event *e = event_at(w, occurrence);
  if (target == CASUS_NOBODY) return e->place.name;
  const casus_actor *a = e->n_recipients && speaks_of_force(e) ? &e->recipients[0] : NULL;
  if (a && is_place(a) && !str_equal(a->name, w->parties[target].name)) return a->name;
  if (a && !str_empty(a->sector) && str_empty(a->name) && !name_leans_on_context(a))
    return str_slice(a->text, 0, words_cut(a->text, DESCRIBED_MAX_BYTES));
  return w->parties[target].said;
}

/* Talks are one act, whoever is named first. */
static void order_talks(const proposal_work *w, act *a) {
  if (a->type != CASUS_CONSULT || a->target < 0 || a->target > a->owner) return;
  int32_t owner = a->owner;
  a->owner = a->target;
  a->target = owner;
  a->target_name = w->parties[owner].said;
}

/* Adds the act of one party, and what that party and the other think of it. */
static void take_act(proposal_work *w, uint32_t occurrence, const act *like, act_kind kind) {
  static const struct {
    double own, other;
    bool unwelcome;
    const char *why;
  } table[ACT_KINDS] = {
      [ACT_DONE] = {2, 0, false, "does it"},
      [ACT_PLANNED] = {5, 0, false, "plans it"},
      [ACT_THREATENED] = {5, 3, true, "threatens to do it"},
      [ACT_OFFERED] = {3, 2, false, "offers or promises it"},
  };
  act a = *like;
  bool depends = !str_empty(event_at(w, occurrence)->condition) || w->linked[occurrence];
  order_talks(w, &a);
  int32_t index = act_find(w, &a);
  if (index == NO_ACT) return;
  act_support(w, index, kind, occurrence);
  bool force = type_is_force(a.type);
  wish own = {.party = like->owner, .act = index, .given = NO_ACT, .weight = table[kind].own, .why = table[kind].why};
  if (!depends) wish_add(w, &own, occurrence);
  wish other = {.party = like->target, .act = index, .given = NO_ACT, .why = "would suffer it"};
  other.negated = force || table[kind].unwelcome;
  other.weight = force ? 4 : table[kind].other;
  if (!other.negated) other.why = "is to receive it";
  if (other.weight > 0) wish_add(w, &other, occurrence);
}

static void take_for_actors(proposal_work *w, uint32_t occurrence, const act *like, act_kind kind) {
  const casus_occurrence *o = &w->s->occurrences[occurrence];
  for (uint32_t k = 0; k < o->n_actors && k < SIDE_MAX; k++) {
    act a = *like;
    a.owner = o->actors[k];
    if (party_is_known(w, a.owner) && a.owner != a.target) take_act(w, occurrence, &a, kind);
  }
}

static act act_towards(const proposal_work *w, uint32_t occurrence) {
  int32_t target = target_of(w, occurrence);
  return (act){.target = target, .target_name = target_name_of(w, occurrence, target)};
}

/* ---- by type */

/* Both sides keep a ceasefire. */
static void take_other_side(proposal_work *w, uint32_t occurrence, const act *like, act_kind kind) {
  const casus_occurrence *o = &w->s->occurrences[occurrence];
  if (!like->mode || strcmp(like->mode, "ceasefire") != 0 || like->target < 0 || !o->n_actors) return;
  act a = *like;
  a.owner = like->target;
  a.target = o->actors[0];
  if (a.owner == a.target || !party_is_known(w, a.target)) return;
  a.target_name = w->parties[a.target].said;
  take_act(w, occurrence, &a, kind);
}

static void take_own(proposal_work *w, uint32_t occurrence, const casus_event *e) {
  if (standing_of(e->status) == NOT_SO || e->status == CASUS_CONSIDERED) return;
  act a = act_towards(w, occurrence);
  act_kind kind = e->status == CASUS_ACTUAL ? ACT_DONE : ACT_PLANNED;
  a.type = e->event;
  a.mode = mode_of(e);
  if (a.type == CASUS_RETREAT && a.mode) a.topic = str_of(a.mode);
  a.is_fact = kind == ACT_DONE && act_is_final(a.type, a.mode);
  take_for_actors(w, occurrence, &a, kind);
  take_other_side(w, occurrence, &a, kind);
}

static void take_threat(proposal_work *w, uint32_t occurrence, const casus_event *e) {
  if (standing_of(e->status) == NOT_SO || e->status == CASUS_CONSIDERED) return;
  act a = act_towards(w, occurrence);
  static const uint32_t harms = 1u << CASUS_ASSAULT | 1u << CASUS_COERCE | 1u << CASUS_MOBILIZE | 1u << CASUS_SANCTION |
                                1u << CASUS_PROTEST | 1u << CASUS_REJECT | 1u << CASUS_ACCUSE;
  a.type = harms >> e->of & 1 ? e->of : CASUS_NONE;
  a.topic = topic_of(w, occurrence);
  if (!a.type && str_empty(a.topic)) note_open(w, occurrence, "a threat or warning that does not say of what act");
  else take_for_actors(w, occurrence, &a, ACT_THREATENED);
}

static void take_acceptance(proposal_work *w, uint32_t occurrence, act *a, const casus_event *e) {
  a->type = CASUS_AGREE;
  a->mode = "accept";
  take_for_actors(w, occurrence, a, e->status == CASUS_ACTUAL ? ACT_DONE : ACT_PLANNED);
}

/* What is only considered counts where it is the price of something. */
static void take_offer(proposal_work *w, uint32_t occurrence, const casus_event *e) {
  if (standing_of(e->status) == NOT_SO || (e->status == CASUS_CONSIDERED && !w->linked[occurrence])) return;
  act a = act_towards(w, occurrence);
  if (str_is(event_lemma(e), "accept")) {
    take_acceptance(w, occurrence, &a, e);
    return;
  }
  bool open = e->of == CASUS_AGREE || e->of == CASUS_SUPPORT || e->of == CASUS_CONCEDE;
  a.type = open ? CASUS_NONE : e->of;
  a.topic = topic_of(w, occurrence);
  bool made = e->event == CASUS_CONCEDE && e->status == CASUS_ACTUAL;
  if (!a.type && str_empty(a.topic)) note_open(w, occurrence, "an offer or agreement that does not say of what act");
  else take_for_actors(w, occurrence, &a, made ? ACT_DONE : ACT_OFFERED);
}

/* NULL: an answer to acts, or nothing that a party could choose. */
static void (*const takers[CASUS_TYPE_COUNT])(proposal_work *, uint32_t, const casus_event *) = {
    [CASUS_AGREE] = take_offer,  [CASUS_CONCEDE] = take_offer, [CASUS_CONSULT] = take_own,     [CASUS_COOPERATE] = take_own,
    [CASUS_AID] = take_own,      [CASUS_RETREAT] = take_own,   [CASUS_THREATEN] = take_threat, [CASUS_PROTEST] = take_own,
    [CASUS_SANCTION] = take_own, [CASUS_MOBILIZE] = take_own,  [CASUS_COERCE] = take_own,      [CASUS_ASSAULT] = take_own,
};

static void mark_linked(proposal_work *w) {
  for (uint32_t i = 0; i < w->s->n_exchanges; i++) {
    w->linked[w->s->exchanges[i].given] = true;
    w->linked[w->s->exchanges[i].taken] = true;
  }
}

/* ---- what is done again and again is a course that can be ended, not a deed that cannot be undone */

static void join_acts(proposal_work *w, act *into, const act *from) {
  into->kinds |= from->kinds;
  into->weight += from->weight;
  into->done = later_date(into->done, from->done);
  into->first_done = from->first_done;
  for (uint32_t i = 0; i < from->evidence.n; i++) evidence_add(w, &into->evidence, from->evidence.items[i]);
}

static void move_wishes(proposal_work *w, int32_t from, int32_t to) {
  for (uint32_t i = 0; i < w->n_wishes; i++)
    if (w->wishes[i].act == from) w->wishes[i].act = to;
}

static void settle_fact(proposal_work *w, int32_t index) {
  act move = w->acts[index];
  if (!move.is_fact || date_compare(move.first_done, move.done) >= 0) return;
  move.is_fact = false;
  move.weight *= 3; /* what act_support took off a fact */
  for (uint32_t i = 0; i < w->n_acts; i++) {
    act *m = &w->acts[i];
    if (m->is_fact || m->owner != move.owner || m->target != move.target || m->type != move.type) continue;
    join_acts(w, m, &move);
    move_wishes(w, index, (int32_t)i);
    w->acts[index].weight = 0;
    return;
  }
  w->acts[index] = move;
}

void acts_find(proposal_work *w) {
  mark_linked(w);
  for (uint32_t i = w->s->n_occurrences; i-- > 0 && !w->failed;) {
    const casus_event *e = event_at(w, i);
    if (takers[e->event]) takers[e->event](w, i, e);
  }
  for (uint32_t i = 0; i < w->n_acts && !w->failed; i++) settle_fact(w, (int32_t)i);
}
