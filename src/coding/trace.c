/* The chain of an event in words: what `casus explain` prints. */
#include "coding/trace.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "coding/judge.h"
#include "coding/mode_choice.h"

enum { STEPS_MAX = 36, STEP_BYTES_MAX = 400, ARG_BYTES_MAX = 160 };

typedef struct {
  const work *w;
  casus_event *v;
  casus_step *steps;
  bool complete;
} trace;

__attribute__((format(printf, 3, 4))) static void step(trace *t, const char *stage, const char *format, ...) {
  char words[STEP_BYTES_MAX];
  va_list args;
  if (t->v->n_steps == STEPS_MAX) return;
  va_start(args, format);
  int n = vsnprintf(words, sizeof words, format, args);
  va_end(args);
  size_t len = n < 0 ? 0 : (size_t)n < sizeof words ? (size_t)n : sizeof words - 1;
  len = utf8_valid_until((str){words, len}); /* no half letter at the cut */
  casus_step *s = &t->steps[t->v->n_steps];
  s->stage = str_of(stage);
  if (arena_copy(t->w->out->keep, (str){words, len}, &s->text)) t->v->n_steps++;
  else t->complete = false;
}

/* Long words are cut, between letters. */
static int arg_len(str s) {
  if (s.len <= ARG_BYTES_MAX) return (int)s.len;
  size_t n = ARG_BYTES_MAX;
  while (n && ((unsigned char)s.ptr[n] & 0xC0) == 0x80) n--;
  return (int)n;
}

#define ARG(s) arg_len(s), (s).ptr

static void trace_grammar(trace *t, const draft *e) {
  const tree *d = &t->w->fs.s.d;
  uint32_t i = e->f->trigger, head = tree_head(d, i);
  str above = head == NO_TOKEN ? STR("the sentence") : tree_form(d, head);
  step(t, "grammar", "\"%.*s\", lemma %.*s, %s %s, %s of %.*s", ARG(tree_form(d, i)), ARG(tree_lemma(d, i)),
       upos_name(tree_word(d, i)->upos), xpos_name(tree_word(d, i)->xpos), relation_name(tree_word(d, i)->rel), ARG(above));
  if (e->f->carrier != NO_TOKEN) step(t, "grammar", "carried by the verb \"%.*s\"", ARG(tree_form(d, e->f->carrier)));
}

static void trace_row(trace *t, const char *what, const row *r) {
  step(t, "lexicon", "%s: \"%.*s\", row %.*s:%zu", what, ARG(r->trigger), ARG(r->file), r->line);
}

static const char *basis_name(uint8_t basis) {
  static const char *const names[] = {"",
                                      ", country its own",
                                      ", country from a modifier",
                                      ", country from its antecedent",
                                      ", country from the sentence",
                                      ", country from the article"};
  return basis < sizeof names / sizeof *names ? names[basis] : "";
}

static void trace_side(trace *t, const char *role, const side *parties, const casus_actor *actors) {
  const mentions *m = all_mentions(t->w);
  for (uint32_t i = 0; i < parties->n; i++) {
    const party *p = &m->parties[parties->parties[i]];
    step(t, role, "\"%.*s\" is %.*s%s%.*s (%.*s)%s", ARG(actors[i].text), ARG(p->code), p->name.len ? ", " : "", ARG(p->name),
         ARG(p->source), basis_name(p->basis));
  }
  if (!parties->n) step(t, role, "none found");
}

static void trace_status(trace *t, const draft *e) {
  const row *r = e->st.reason;
  const char *name = casus_event_status_name(t->v->status);
  if (r) step(t, "status", "%s, by \"%.*s\", row %.*s:%zu", name, ARG(r->trigger), ARG(r->file), r->line);
  else step(t, "status", "%s, by the verb group and the clauses above it", name);
  if (t->v->condition.len) step(t, "condition", "%s: \"%.*s\"", t->v->condition_unless ? "unless" : "if", ARG(t->v->condition));
  if (t->v->holder) step(t, "holder", "\"%.*s\" says so", ARG(t->v->holder->text));
}

static void trace_setting(trace *t) {
  static const char *const bases[] = {"no date is known", "the publication date", "relative to publication", "as written"};
  char date[16];
  step(t, "date", "%s (%s)", casus_date_text(t->v->date, date), bases[t->v->date_basis]);
  const casus_place *p = &t->v->place;
  if (p->geonames) step(t, "place", "%.*s, %.*s, GeoNames %u", ARG(p->name), ARG(p->country), p->geonames);
  else if (p->name.len) step(t, "place", "%.*s (%.*s), without a position", ARG(p->name), ARG(p->country));
}

static void trace_codes(trace *t) {
  const casus_event *v = t->v;
  step(t, "codes", "%s%s%s, quad %u, CAMEO %s, Goldstein %.1f", casus_type_name(v->event), v->of ? " of " : "",
       v->of ? casus_type_name(v->of) : "", v->quad, v->cameo[0] ? v->cameo : "none", (double)v->goldstein);
}

static void trace_modes(trace *t, const draft *e) {
  static const char *const reasons[] = {"by its row", "by the weapon", "by", "by the place and the countries"};
  mode_choice m;
  modes_choose(t->w, e, t->v, &m);
  for (int i = 0; i < m.n; i++) {
    const row *rule = m.rules[i];
    const char *mode = casus_mode_name(m.modes[i]), *reason = reasons[m.reasons[i]];
    if (rule) step(t, "mode", "%s, %s row %.*s:%zu", mode, reason, ARG(rule->file), rule->line);
    else step(t, "mode", "%s, %s", mode, reason);
  }
  const casus_weapon *arms = &t->v->weapon;
  if (arms->kind.len) step(t, "weapon", "\"%.*s\", %.*s", ARG(arms->text), ARG(arms->kind));
}

static void trace_figures(trace *t) {
  static const char *const names[CASUS_HARM_COUNT] = {"killed", "injured", "missing", "abducted", "arrested"};
  for (int k = 0; k < CASUS_HARM_COUNT; k++)
    if (t->v->casualties[k].text.len) step(t, "figure", "%s: \"%.*s\"", names[k], ARG(t->v->casualties[k].text));
  if (t->v->participants.text.len) step(t, "figure", "taking part: \"%.*s\"", ARG(t->v->participants.text));
}

static int32_t weight_of(const trace *t, const judge_features *f, uint32_t i) {
  return judge_weight_of(t->w->c->judge, judge_feature(f, i), JUDGE_IS_RIGHT);
}

/* The heaviest features, each once. */
static void trace_confidence(trace *t, const draft *e) {
  enum { SHOWN = 6 };
  char words[STEP_BYTES_MAX];
  bool shown[JUDGE_FEATURES_MAX] = {false};
  size_t n = 0;
  judge_features f;
  judge_read(t->w, e, &f);
  for (int k = 0; k < SHOWN; k++) {
    uint32_t best = f.n;
    for (uint32_t i = 0; i < f.n; i++)
      if (!shown[i] && (best == f.n || abs(weight_of(t, &f, i)) > abs(weight_of(t, &f, best)))) best = i;
    if (best == f.n || n + 96 > sizeof words) break;
    shown[best] = true;
    str name = judge_feature(&f, best);
    n += (size_t)snprintf(words + n, sizeof words - n, "%s%.*s %+.2f", n ? ", " : "", (int)(name.len < 80 ? name.len : 80),
                          name.ptr, (double)weight_of(t, &f, best) / JUDGE_ONE);
  }
  words[n] = 0;
  step(t, "confidence", "%.2f, most of it from %s", (double)t->v->confidence, words);
}

bool trace_record(const work *w, const draft *e, casus_event *v) {
  trace t = {.w = w, .v = v, .steps = ARENA_ARRAY(w->out->keep, casus_step, STEPS_MAX), .complete = true};
  if (!t.steps) return false;
  v->steps = t.steps;
  step(&t, "sentence", "sentence %u, bytes %u to %u", v->sentence, v->span.begin, v->span.end);
  trace_grammar(&t, e);
  trace_row(&t, "event", e->f->r);
  if (e->act) trace_row(&t, "act", e->act->r);
  trace_side(&t, "actor", &e->actors, v->actors);
  trace_side(&t, "recipient", &e->recipients, v->recipients);
  if (e->implied) step(&t, "implied", "a side that no slot gave: %s", e->implied);
  trace_status(&t, e);
  trace_setting(&t);
  trace_codes(&t);
  trace_modes(&t, e);
  trace_figures(&t);
  trace_confidence(&t, e);
  return t.complete;
}
