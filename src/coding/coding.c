/* The door of coding: opens the lexicon, codes a document frame by frame, links events that depend on one another. */
#include "coding/coding.h"

#include <stdlib.h>

#include "coding/implied_sides.h"
#include "coding/judge.h"
#include "coding/trigger_lemmas.h"
#include "coding/watch.h"

casus_status coder_open(const coder_options *options, const ontology *o, coder **out, casus_error *error) {
  coder *c = calloc(1, sizeof *c);
  if (!c) return error_set(error, CASUS_MEMORY, "no memory for the coder");
  casus_status status = event_lexicon_open(options->data_dir, options->lexicon_files, options->n_lexicon_files, &c->l, error);
  if (status == CASUS_OK) status = judge_weights_open(options->data_dir, &c->judge, error);
  if (status != CASUS_OK) {
    coder_close(c);
    return status;
  }
  c->o = o;
  static const char *const instruments[] = {"munition", "arms", "aircraft", "vehicle"};
  for (int i = 0; i < 4; i++) c->instruments[i] = lexicon_class(c->l, str_of(instruments[i]));
  c->victims = lexicon_class(c->l, STR("victim"));
  c->targets = lexicon_class(c->l, STR("target"));
  c->documents = lexicon_class(c->l, STR("document"));
  c->utterance = lexicon_class(c->l, STR("utterance"));
  c->utter = lexicon_class(c->l, STR("utter"));
  c->er_thing = lexicon_class(c->l, STR("er_thing"));
  c->contact = lexicon_class(c->l, STR("contact"));
  c->claim = lexicon_class(c->l, STR("claim"));
  c->gives_word = lexicon_class(c->l, STR("gives_word"));
  where_words_open(c->l, &c->where);
  weapon_words_open(c->l, &c->weapons);
  harm_words_open(c->l, &c->harm);
  *out = c;
  return CASUS_OK;
}

void coder_close(coder *c) {
  if (!c) return;
  event_lexicon_close(c->l);
  judge_weights_close(c->judge);
  free(c);
}

casus_status coder_pack(const char *data_dir, buffer *out, casus_error *error) {
  return event_lexicon_pack(data_dir, out, error);
}

casus_status coder_pack_judge(const char *data_dir, buffer *out, casus_error *error) {
  return judge_weights_pack(data_dir, out, error);
}

static casus_status no_memory(casus_error *error) {
  return error_set(error, CASUS_MEMORY, "the article needs more memory than is allowed");
}

/* ---- links between events ----------------------------------------------------------------------------------------------- */

static bool inside(span outer, span inner) { return inner.begin >= outer.begin && inner.end <= outer.end; }

static void link_conditions(work *w) {
  enum { REACH = 64 };
  casus_event *events = w->out->events;
  for (uint32_t i = w->first; i < w->out->n_events; i++) {
    casus_event *v = &events[i];
    uint32_t from = i > w->first + REACH ? i - REACH : w->first;
    for (uint32_t k = from; v->condition.len && v->condition_event == CASUS_NO_EVENT && k < w->out->n_events && k < i + REACH;
         k++)
      if (k != i && inside(v->condition_span, events[k].trigger_span)) v->condition_event = (int32_t)k;
  }
}

/* "guarantees in exchange for commitments": the phrase after "in exchange for" holds the other event. */
static uint32_t exchanged(const work *w, const frame *f) {
  const tree *d = &w->fs.s.d;
  uint32_t anchors[3] = {frame_anchor(f), f->trigger, tree_deep_object(d, frame_anchor(f))};
  for (int k = 0; k < 3; k++) {
    if (anchors[k] == NO_TOKEN) continue;
    TREE_CHILDREN(d, anchors[k], c) {
      bool exchange = tree_form_is(d, c, "exchange") || tree_form_is(d, c, "return");
      if (exchange && tree_has_case(d, c, STR("in"))) return tree_prepositional(d, c, STR("for"), NO_TOKEN);
    }
  }
  return NO_TOKEN;
}

static void link_exchanges(work *w) {
  for (uint32_t i = w->first; i < w->out->n_events; i++) {
    uint32_t index = w->event_frame[i - w->first];
    uint32_t other = index == NO_FRAME ? NO_TOKEN : exchanged(w, &w->fs.frames[index]);
    uint32_t act = other == NO_TOKEN ? NO_FRAME : frames_act(&w->fs, other);
    uint32_t k = act == NO_FRAME ? 0 : w->frame_event[act];
    if (!k || k - 1 == i) continue;
    w->out->events[i].exchange = (int32_t)(k - 1);
    w->out->events[k - 1].exchange = (int32_t)i;
  }
}

/* ---- confidence --------------------------------------------------------------------------------------------------------- */

static int32_t moved(const int32_t *places, int32_t event) { return event == CASUS_NO_EVENT ? event : places[event]; }

casus_status coded_keep(coded *c, float min_confidence, casus_error *error) {
  if (min_confidence <= 0 || !c->n_events) return CASUS_OK;
  int32_t *places = ARENA_ARRAY(c->keep, int32_t, c->n_events);
  uint32_t kept = 0;
  if (!places) return no_memory(error);
  for (uint32_t i = 0; i < c->n_events; i++)
    places[i] = c->events[i].confidence >= min_confidence ? (int32_t)kept++ : CASUS_NO_EVENT;
  for (uint32_t i = 0; i < c->n_events; i++) {
    if (places[i] == CASUS_NO_EVENT) continue;
    casus_event *v = &c->events[places[i]];
    *v = c->events[i];
    v->condition_event = moved(places, v->condition_event);
    v->exchange = moved(places, v->exchange);
  }
  c->n_events = kept;
  return CASUS_OK;
}

/* ---- the door ----------------------------------------------------------------------------------------------------------- */

bool work_begin(work *w, const coder *c, const reading *r, arena *a, coded *out) {
  *w = (work){
      .c = c,
      .a = a,
      .out = out,
      .first = out->n_events,
      .fs = {
          .s = {.l = c->l, .where = &c->where, .r = r, .utterance = c->utterance, .utter = c->utter, .er_thing = c->er_thing}}};
  const analysis *an = trigger_lemmas_mend(c->l, r->t, r->an, a);
  if (!an || !tree_build(r->t, an, a, &w->fs.s.d) || !frames_find(&w->fs, a)) return false;
  w->density = judge_density(w);
  w->frame_event = ARENA_ARRAY(a, uint32_t, (size_t)w->fs.n_frames + 1);
  return w->frame_event != NULL;
}

/* False: no memory. */
static bool code_draft(work *w, draft *e) {
  if (!draft_finish(w, e)) return true;
  if (w->out->watch && !watch_draft(w, e)) return false;
  if (!w->out->watch && !judge_admits(w, e)) return true;
  if (!e->refused && !implied_remember(w, e)) return false;
  return record_add(w, e);
}

casus_status coder_code(const coder *c, const reading *r, bool trace, arena *a, coded *out, casus_error *error) {
  work w;
  if (!work_begin(&w, c, r, a, out)) return no_memory(error);
  w.trace = trace;
  for (uint32_t i = 0; i < w.fs.n_frames; i++) {
    draft e;
    if (draft_begin(&w, i, &e) && !code_draft(&w, &e)) return no_memory(error);
  }
  for (uint32_t i = 0; i < w.fs.n_doubtful; i++) {
    draft e;
    draft_doubtful(&w, &w.fs.doubtful[i], &e);
    if (!code_draft(&w, &e)) return no_memory(error);
  }
  link_conditions(&w);
  link_exchanges(&w);
  out->n_sentences += r->t->n_sentences;
  return CASUS_OK;
}

casus_status coder_rows(const coder *c, const reading *r, arena *a, row_place **rows, uint32_t *n, casus_error *error) {
  work w;
  coded none = {.keep = a};
  if (!work_begin(&w, c, r, a, &none)) return no_memory(error);
  *rows = ARENA_ARRAY(a, row_place, (size_t)w.fs.n_frames + 1);
  *n = 0;
  for (uint32_t i = 0; *rows && i < w.fs.n_frames; i++) {
    const frame *f = &w.fs.frames[i];
    if (frames_at(&w.fs, f->trigger) == f) (*rows)[(*n)++] = (row_place){f->r->file, f->r->line};
  }
  return *rows ? CASUS_OK : no_memory(error);
}

casus_status coder_standing(const coder *c, const reading *r, span trigger, arena *a, bool *judged, casus_event_status *found,
                            casus_error *error) {
  work w;
  standing st;
  coded none = {.keep = a};
  if (!work_begin(&w, c, r, a, &none)) return no_memory(error);
  uint32_t tok = coding_token_at(r->t, trigger);
  *judged = tok != NO_TOKEN && standing_of_word(&w.fs, tok, &st);
  if (*judged) *found = st.status;
  return CASUS_OK;
}
