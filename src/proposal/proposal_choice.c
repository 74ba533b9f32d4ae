/* Which parties decide and which of their acts are options; what is so now, and which acts exclude one another. */
#include <stdlib.h>

#include "proposal/proposal.h"

enum { LEAST_SHARE = 12 }; /* who weighs less than a twelfth of the weightiest is left out */

/* ---- decision makers */

/* Talks that were held are no choice any more, others may be. */
static bool is_option(const act *a) {
  bool is_over = a->is_fact || (a->type == CASUS_CONSULT && a->kinds == 1u << ACT_DONE);
  return a->weight > 0 && (a->is_veto || !is_over);
}

static void weigh_parties(proposal_work *w) {
  for (uint32_t i = 0; i < w->n_acts; i++) {
    const act *a = &w->acts[i];
    if (!is_option(a)) continue;
    w->parties[a->owner].weight += a->weight / (w->parties[a->owner].is_side || a->is_veto ? 1 : 2);
    if (a->target >= 0 && type_is_force(a->type) && w->parties[a->target].is_side) w->parties[a->target].weight += a->weight / 2;
  }
}

static bool has_veto(const proposal_work *w, int32_t party) {
  for (uint32_t i = 0; i < w->n_acts; i++)
    if (w->acts[i].owner == party && w->acts[i].is_veto) return true;
  return false;
}

/* Equal weights: by key, so that names in the reports' order do not count. */
static bool is_weightier(const proposal_party *a, const proposal_party *b) {
  if (a->weight > b->weight || a->weight < b->weight) return a->weight > b->weight;
  return str_compare(a->key, b->key) < 0;
}

static int32_t weightiest_left(const proposal_work *w) {
  int32_t best = CASUS_NOBODY;
  for (uint32_t i = 0; i < w->n_parties; i++) {
    const proposal_party *p = &w->parties[i];
    if (p->decides || p->is_nobody || p->weight <= 0) continue;
    if (best == CASUS_NOBODY || is_weightier(p, &w->parties[best])) best = (int32_t)i;
  }
  return best;
}

static void choose_deciders(proposal_work *w) {
  double most = 0;
  while (w->n_deciders < CASUS_PROPOSAL_DECISION_MAKERS_MAX) {
    int32_t best = weightiest_left(w);
    if (best == CASUS_NOBODY) return;
    proposal_party *p = &w->parties[best];
    if (p->weight > most) most = p->weight;
    bool too_light = p->weight * LEAST_SHARE < most && !has_veto(w, best);
    if (too_light) return;
    p->decides = true;
    w->deciders[w->n_deciders++] = best;
  }
}

/* ---- options */

static int32_t best_act(const proposal_work *w, int32_t owner) {
  int32_t best = NO_ACT;
  for (uint32_t i = 0; i < w->n_acts; i++) {
    const act *a = &w->acts[i];
    bool fits = is_option(a) && a->option == NO_ACT && w->parties[a->owner].decides && (owner < 0 || a->owner == owner);
    if (fits && (best == NO_ACT || a->weight > w->acts[best].weight)) best = (int32_t)i;
  }
  return best;
}

static void take_option(proposal_work *w, int32_t index) {
  if (index == NO_ACT || w->n_options == CASUS_PROPOSAL_OPTIONS_MAX) return;
  w->acts[index].option = (int32_t)w->n_options;
  w->options[w->n_options++] = index;
}

static uint32_t decider_of(const proposal_work *w, int32_t party) {
  uint32_t i = 0;
  while (i < w->n_deciders && w->deciders[i] != party) i++;
  return i;
}

static bool comes_first(const proposal_work *w, int32_t x, int32_t y) {
  const act *a = &w->acts[x], *b = &w->acts[y];
  uint32_t i = decider_of(w, a->owner), k = decider_of(w, b->owner);
  if (i != k) return i < k;
  if (a->weight > b->weight || a->weight < b->weight) return a->weight > b->weight;
  return x < y;
}

/* By decision maker and weight, as the model lists them. */
static void order_options(proposal_work *w) {
  for (uint32_t i = 1; i < w->n_options; i++)
    for (uint32_t k = i; k && comes_first(w, w->options[k], w->options[k - 1]); k--) {
      int32_t first = w->options[k];
      w->options[k] = w->options[k - 1];
      w->options[k - 1] = first;
    }
  for (uint32_t i = 0; i < w->n_options; i++) w->acts[w->options[i]].option = (int32_t)i;
}

static void choose_options(proposal_work *w) {
  for (uint32_t i = 0; i < w->n_deciders; i++) take_option(w, best_act(w, w->deciders[i]));
  for (int32_t next; w->n_options < CASUS_PROPOSAL_OPTIONS_MAX && (next = best_act(w, CASUS_NOBODY)) != NO_ACT;)
    take_option(w, next);
  order_options(w);
}

/* ---- who stays: an option, or force against him among the options */

static const char *reason_to_decide(const proposal_work *w, int32_t party) {
  const char *why = NULL;
  for (uint32_t i = 0; i < w->n_options; i++) {
    const act *a = &w->acts[w->options[i]];
    if (a->owner == party) return a->is_veto ? "has a veto" : "has acts to choose";
    if (a->target == party && type_is_force(a->type) && w->parties[party].is_side)
      why = "is a party to the conflict: force is used, planned or threatened against it";
  }
  return why;
}

static void drop_idle(proposal_work *w) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < w->n_deciders; i++) {
    proposal_party *p = &w->parties[w->deciders[i]];
    p->why = reason_to_decide(w, w->deciders[i]);
    p->decides = p->why != NULL;
    if (p->decides) w->deciders[n++] = w->deciders[i];
  }
  w->n_deciders = n;
}

/* ---- status quo */

/* Talks are over when they are over; other acts stay in force until something else is reported. */
static bool is_in_force(const act *a) { return a->kinds >> ACT_DONE & 1 && a->type != CASUS_CONSULT; }

static bool gives_way(const act *a) {
  return a->type == CASUS_RETREAT && words_shared(a->topic, STR("ceasefire truce withdraw retreat pullback pullout"));
}

static bool presses(const act *a) { return (a->type == CASUS_ASSAULT || a->type == CASUS_MOBILIZE) && !a->is_fact; }

static bool exclude_one_another(const act *a, const act *b) {
  bool same_side = a->target == b->target || a->target == CASUS_NOBODY || b->target == CASUS_NOBODY;
  return a->owner == b->owner && same_side && presses(a) && gives_way(b);
}

/* Of two acts that cannot both be, the later one is so now. */
static void settle_exclusion(proposal_work *w, int32_t a, int32_t b) {
  act *x = &w->acts[a], *y = &w->acts[b];
  if (x->in_force && y->in_force) {
    bool x_later = date_compare(x->done, y->done) > 0;
    x->in_force = x_later;
    y->in_force = !x_later;
  }
  w->exclusions[w->n_exclusions++] = (exclusion){a, b};
}

static void settle_status_quo(proposal_work *w) {
  for (uint32_t i = 0; i < w->n_options; i++) w->acts[w->options[i]].in_force = is_in_force(&w->acts[w->options[i]]);
  for (uint32_t i = 0; i < w->n_options; i++)
    for (uint32_t k = 0; k < w->n_options; k++)
      if (exclude_one_another(&w->acts[w->options[i]], &w->acts[w->options[k]]))
        settle_exclusion(w, w->options[i], w->options[k]);
}

bool act_is_irreversible(const act *a) { return !a->in_force && (a->is_veto || act_is_final(a->type, a->mode)); }

void model_choose(proposal_work *w) {
  weigh_parties(w);
  choose_deciders(w);
  choose_options(w);
  drop_idle(w);
  settle_status_quo(w);
}
