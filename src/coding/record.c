/* From a draft to the record of casus.h. */
#include <stdio.h>

#include "coding/figures.h"
#include "coding/mode_choice.h"
#include "coding/topics.h"
#include "coding/trace.h"

enum { EVENTS_PER_DOCUMENT_MAX = 1 << 20 };

span token_span(const work *w, uint32_t first, uint32_t n) {
  const text *t = w->fs.s.d.t;
  return (span){t->tokens[first].begin, t->tokens[first + n - 1].end};
}

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
  mode_choice modes;
  modes_choose(w, e, v, &modes);
  memcpy(v->modes, modes.modes, sizeof v->modes);
  v->n_modes = modes.n;
  v->score = ontology_score(w->c->o, e->type, v->n_modes ? v->modes[0] : -1);
  v->quad = ontology_quad(e->type);
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
  arena_copy(w->out->keep, (str){name, (size_t)n}, &copy);
  return copy;
}

static bool is_guessed(const party *p) { return p->basis == COUNTRY_SENTENCE || p->basis == COUNTRY_ARTICLE; }

/* "Four villagers were killed in an Israeli strike on Gaza": victims without a country of their own are of the place, where the
 * attacker is of another country by his own words. */
static bool settle_victims(const work *w, const draft *e, casus_event *v, casus_actor *recipients) {
  if (v->event != CASUS_ASSAULT || str_empty(v->place.country) || !e->actors.n) return true;
  const party *attacker = &all_mentions(w)->parties[e->actors.parties[0]];
  if (is_guessed(attacker) || str_equal(attacker->country, v->place.country)) return true;
  for (uint32_t i = 0; i < v->n_recipients; i++) {
    const party *p = &all_mentions(w)->parties[e->recipients.parties[i]];
    char code[16];
    if (!is_guessed(p) || !str_equal(p->country, attacker->country) || v->place.country.len + p->sector.len >= sizeof code)
      continue;
    int n = snprintf(code, sizeof code, "%.*s%.*s", (int)v->place.country.len, v->place.country.ptr, (int)p->sector.len,
                     p->sector.ptr);
    recipients[i].country = v->place.country;
    if (!arena_copy(w->out->keep, (str){code, (size_t)n}, &recipients[i].code)) return false;
  }
  return true;
}

bool record_add(work *w, const draft *e) {
  if (w->out->n_events == EVENTS_PER_DOCUMENT_MAX) return true;
  if (!topics_open(w)) return false;
  coded *out = w->out;
  uint32_t index = out->n_events - w->first;
  if (!arena_grow(out->keep, (void **)&out->events, &out->capacity, out->n_events + 1, sizeof(casus_event))) return false;
  if (!arena_grow(w->a, (void **)&w->event_frame, &w->frame_capacity, index + 1, sizeof(uint32_t))) return false;
  const scene *s = &w->fs.s;
  uint32_t number = tree_sentence(&s->d, e->f->trigger);
  const sentence *sent = &s->d.t->sentences[number];
  casus_event *v = &out->events[out->n_events];
  *v = (casus_event){.doc = s->r->article->id,
                     .sentence = out->n_sentences + number + 1,
                     .span = {sent->begin, sent->end},
                     .event = e->type,
                     .of = e->of,
                     .status = e->status,
                     .n_actors = e->actors.n,
                     .n_recipients = e->recipients.n};
  v->text = span_text(w, v->span);
  v->actors = side_actors(s, &e->actors, out->keep);
  casus_actor *recipients = side_actors(s, &e->recipients, out->keep);
  v->recipients = recipients;
  v->holder = e->holder.n ? side_actors(s, &e->holder, out->keep) : NULL;
  v->trigger_span = token_span(w, e->f->trigger, 1);
  v->trigger = span_text(w, v->trigger_span);
  v->rule = rule_name(w, e->f);
  v->aux = aux_of(e->status);
  if (!v->actors || !v->recipients || (e->holder.n && !v->holder)) return false;
  setting_fill(w, e, v);
  if (!settle_victims(w, e, v, recipients)) return false;
  set_condition(w, e, v);
  weapon_fill(w, e, v);
  figures_fill(w, e, v);
  set_codes(w, e, v);
  v->contexts = topics_find(w, e, v);
  v->confidence = e->confidence;
  event_identify(v, s->r->content_hash);
  if (w->trace && !trace_record(w, e, v)) return false;
  w->event_frame[index] = e->index;
  out->n_events++;
  if (e->index != NO_FRAME) w->frame_event[e->index] = out->n_events;
  return true;
}
