/* What parties do in the crisis: how much, to whom, and in which role. Roles follow from counts by rules that docs/brief.md
 * states. */
#include <stdlib.h>

#include "story/situation.h"

enum { DYADS_MAX = 20000 };

/* Directed acts between two parties, for roles: also those threatened or to come. */
typedef struct {
  uint32_t conflict, talks, friendly, critical;
} acts;

typedef struct {
  casus_dyad dyad;
  acts acts;
} pair;

typedef struct {
  situation_work *w;
  pair *list;
  uint32_t n, capacity, n_slots;
  uint32_t *slots; /* hash table: index plus one */
} pair_table;

/* ---- pairs */

static void pairs_rehash(pair_table *t) {
  t->n_slots = t->n_slots ? t->n_slots * 4 : 256;
  t->slots = WORK_ARRAY(t->w, uint32_t, t->n_slots);
  for (uint32_t i = 0; t->slots && i < t->n; i++) {
    const casus_dyad *d = &t->list[i].dyad;
    uint32_t slot = (uint32_t)hash_mix((uint64_t)(uint32_t)d->from << 32 | (uint32_t)d->to) & (t->n_slots - 1);
    while (t->slots[slot]) slot = (slot + 1) & (t->n_slots - 1);
    t->slots[slot] = i + 1;
  }
}

static pair *find_pair(pair_table *t, int32_t from, int32_t to, bool make) {
  if (t->n * 2 >= t->n_slots) pairs_rehash(t);
  if (t->w->failed) return NULL;
  uint32_t slot = (uint32_t)hash_mix((uint64_t)(uint32_t)from << 32 | (uint32_t)to) & (t->n_slots - 1);
  for (; t->slots[slot]; slot = (slot + 1) & (t->n_slots - 1)) {
    pair *p = &t->list[t->slots[slot] - 1];
    if (p->dyad.from == from && p->dyad.to == to) return p;
  }
  if (!make || t->n == DYADS_MAX) return NULL;
  if (!arena_grow(t->w->memory, (void **)&t->list, &t->capacity, t->n + 1, sizeof *t->list)) return t->w->failed = true, NULL;
  t->list[t->n++] = (pair){.dyad = {.from = from, .to = to}};
  t->slots[slot] = t->n;
  return &t->list[t->n - 1];
}

/* ---- counting */

static bool is_material_conflict(const casus_event *e) {
  bool threat = e->event == CASUS_THREATEN && e->of >= CASUS_PROTEST;
  return (e->quad == 4 && e->event != CASUS_PROTEST) || threat;
}

static void count_acts(acts *a, const casus_event *e) {
  if (standing_of(e->status) == NOT_SO) return;
  if (is_material_conflict(e)) a->conflict++;
  if (event_is_talk(e)) a->talks++;
  if (e->event == CASUS_SUPPORT || e->event == CASUS_AID) a->friendly++;
  if (e->quad == 3 && e->event != CASUS_REQUEST) a->critical++;
}

static void count_fact(casus_dyad *d, const casus_event *e) {
  if (e->status != CASUS_ACTUAL) return;
  d->n++;
  d->by_quad[e->quad <= 4 ? e->quad : 0]++;
  d->score_sum += (double)e->score;
}

static void count_pair(pair_table *t, int32_t from, int32_t to, const casus_event *e) {
  pair *p = from == to ? NULL : find_pair(t, from, to, true);
  if (!p) return;
  count_acts(&p->acts, e);
  count_fact(&p->dyad, e);
}

/* Those who act together in talks meet one another: "A and B met". */
static void count_company(pair_table *t, const casus_occurrence *o) {
  const casus_event *e = occurrence_event(o);
  if (!event_is_talk(e) || o->n_recipients) return;
  for (uint32_t i = 0; i < o->n_actors; i++)
    for (uint32_t k = i + 1; k < o->n_actors; k++) count_pair(t, o->actors[i], o->actors[k], e);
}

static void count_occurrence(pair_table *t, const casus_occurrence *o) {
  situation_work *w = t->w;
  const casus_event *e = occurrence_event(o);
  for (uint32_t i = 0; i < o->n_actors; i++) w->parties[o->actors[i]].n_actor++;
  for (uint32_t i = 0; i < o->n_recipients; i++) w->parties[o->recipients[i]].n_recipient++;
  for (uint32_t i = 0; i < o->n_actors; i++)
    for (uint32_t k = 0; k < o->n_recipients; k++) count_pair(t, o->actors[i], o->recipients[k], e);
  count_company(t, o);
}

/* ---- roles */

static uint32_t conflict_between(pair_table *t, int32_t a, int32_t b) {
  const pair *there = find_pair(t, a, b, false), *back = find_pair(t, b, a, false);
  return (there ? there->acts.conflict : 0) + (back ? back->acts.conflict : 0);
}

/* Whom a party meets, from either side. */
static uint32_t met_by(const pair_table *t, int32_t party, int32_t *met, uint32_t max) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < t->n && n < max; i++) {
    const casus_dyad *d = &t->list[i].dyad;
    if (!t->list[i].acts.talks || (d->from != party && d->to != party)) continue;
    int32_t other = d->from == party ? d->to : d->from;
    if (!party_is_in(met, n, other)) met[n++] = other;
  }
  return n;
}

static bool is_mediator(pair_table *t, int32_t party) {
  int32_t met[64];
  uint32_t n = met_by(t, party, met, 64);
  for (uint32_t i = 0; i < n; i++)
    for (uint32_t k = i + 1; k < n; k++)
      if (conflict_between(t, met[i], met[k]) && !conflict_between(t, party, met[i]) && !conflict_between(t, party, met[k]))
        return true;
  return false;
}

/* An offer of talks to nobody in particular, by a party that is in no conflict, is an offer to mediate. */
static void note_offers(situation_work *w, const casus_occurrence *o) {
  const casus_event *e = occurrence_event(o);
  bool offer = e->event == CASUS_AGREE && e->of == CASUS_CONSULT && !o->n_recipients;
  bool mediates = standing_of(e->status) != NOT_SO && (event_has_mode(e, "third-party") || offer);
  if (!mediates || o->n_actors != 1) return;
  casus_party *p = &w->parties[o->actors[0]];
  if (!(p->roles & CASUS_ROLE_CONFLICT)) p->roles |= CASUS_ROLE_MEDIATOR;
}

static void note_conflict(situation_work *w, const casus_occurrence *o) {
  const casus_event *e = occurrence_event(o);
  if (standing_of(e->status) == NOT_SO || !is_material_conflict(e)) return;
  for (uint32_t i = 0; i < o->n_actors; i++) w->parties[o->actors[i]].roles |= CASUS_ROLE_CONFLICT;
  for (uint32_t i = 0; i < o->n_recipients; i++) w->parties[o->recipients[i]].roles |= CASUS_ROLE_CONFLICT;
}

static void note_attitude(situation_work *w, acts *given) {
  for (uint32_t i = 0; i < w->s.n_occurrences; i++) {
    const casus_occurrence *o = &w->s.occurrences[i];
    for (uint32_t k = 0; k < o->n_actors; k++) count_acts(&given[o->actors[k]], occurrence_event(o));
  }
  for (uint32_t i = 0; i < w->s.n_parties; i++) {
    if (given[i].friendly > given[i].critical) w->parties[i].roles |= CASUS_ROLE_SUPPORTER;
    if (given[i].critical > given[i].friendly) w->parties[i].roles |= CASUS_ROLE_CRITIC;
  }
}

static void find_roles(situation_work *w, pair_table *t) {
  acts *given = WORK_ARRAY(w, acts, w->s.n_parties);
  for (uint32_t i = 0; i < w->s.n_occurrences; i++) note_conflict(w, &w->s.occurrences[i]);
  for (uint32_t i = 0; !w->failed && i < w->s.n_parties; i++) {
    bool company = str_starts(w->parties[i].key, STR("MNC"));
    if (party_is_body(w->parties[i].key) && !company) w->parties[i].roles |= CASUS_ROLE_BODY;
    if (is_mediator(t, (int32_t)i)) w->parties[i].roles |= CASUS_ROLE_MEDIATOR;
  }
  for (uint32_t i = 0; i < w->s.n_occurrences; i++) note_offers(w, &w->s.occurrences[i]);
  if (given) note_attitude(w, given);
}

/* ---- order: who does and suffers most first; who does nothing (the others of a group) is dropped */

typedef struct {
  const casus_party *party;
  int32_t was;
} ranked;

static int compare_parties(const void *x, const void *y) {
  const casus_party *a = ((const ranked *)x)->party, *b = ((const ranked *)y)->party;
  uint32_t n = a->n_actor + a->n_recipient, m = b->n_actor + b->n_recipient;
  if (n != m) return n < m ? 1 : -1;
  if (a->n_actor != b->n_actor) return a->n_actor < b->n_actor ? 1 : -1;
  return str_compare(a->key, b->key);
}

static int compare_names(const void *x, const void *y) {
  const casus_party_name *a = x, *b = y;
  return a->n != b->n ? (a->n < b->n ? 1 : -1) : str_compare(a->name, b->name);
}

static void rename_parties(situation_work *w, pair_table *t, const int32_t *to) {
  for (uint32_t i = 0; i < w->s.n_reports; i++) {
    side *sides[] = {&w->actors[i], &w->recipients[i]};
    for (int k = 0; k < 2; k++)
      for (uint32_t p = 0; p < sides[k]->n; p++) sides[k]->parties[p] = to[sides[k]->parties[p]];
  }
  for (uint32_t i = 0; i < t->n; i++) {
    t->list[i].dyad.from = to[t->list[i].dyad.from];
    t->list[i].dyad.to = to[t->list[i].dyad.to];
  }
}

static void order_parties(situation_work *w, pair_table *t) {
  uint32_t n = w->s.n_parties, kept = 0;
  ranked *order = WORK_ARRAY(w, ranked, n);
  casus_party *parties = WORK_ARRAY(w, casus_party, n);
  int32_t *to = WORK_ARRAY(w, int32_t, n);
  if (w->failed || !n) return;
  for (uint32_t i = 0; i < n; i++) order[i] = (ranked){&w->parties[i], (int32_t)i};
  qsort(order, n, sizeof *order, compare_parties);
  for (uint32_t i = 0; i < n; i++) {
    to[order[i].was] = (int32_t)i;
    parties[i] = *order[i].party;
    if (parties[i].n_names)
      qsort((void *)(uintptr_t)parties[i].names, parties[i].n_names, sizeof *parties[i].names, compare_names);
    if (parties[i].n_actor + parties[i].n_recipient) kept = i + 1;
  }
  rename_parties(w, t, to);
  w->parties = parties;
  w->s.parties = parties;
  w->s.n_parties = kept;
}

/* ---- dyads */

static int compare_dyads(const void *x, const void *y) {
  const casus_dyad *a = x, *b = y;
  if (a->n != b->n) return a->n < b->n ? 1 : -1;
  if (a->from != b->from) return a->from < b->from ? -1 : 1;
  return a->to < b->to ? -1 : a->to > b->to;
}

static void list_dyads(situation_work *w, const pair_table *t) {
  casus_dyad *dyads = WORK_ARRAY(w, casus_dyad, t->n);
  for (uint32_t i = 0; dyads && i < t->n; i++)
    if (t->list[i].dyad.n) dyads[w->s.n_dyads++] = t->list[i].dyad;
  if (w->s.n_dyads) qsort(dyads, w->s.n_dyads, sizeof *dyads, compare_dyads);
  w->s.dyads = dyads;
}

void parties_weigh(situation_work *w) {
  pair_table t = {.w = w};
  for (uint32_t i = 0; !w->failed && i < w->s.n_occurrences; i++) count_occurrence(&t, &w->s.occurrences[i]);
  if (!w->failed) find_roles(w, &t);
  if (!w->failed) order_parties(w, &t);
  if (!w->failed) list_dyads(w, &t);
}
