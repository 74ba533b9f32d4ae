/* Asks the coder how each marked word of a sentence stands, and compares that with what people said of it. */
#include "train/eval_factuality.h"

#include "train/eval.h"
#include "train/stages_use.h"

typedef struct {
  stages_use use;
  arena *a;
  FILE *errors;
  str file; /* for messages */
  eval_factuality_scores scores;
} evaluation;

static const char *const happened_names[HAPPENED_COUNT] = {"not", "unsure", "happened"};

/* What is open is said neither to have happened nor not. */
static happened happened_of(casus_event_status status) {
  if (status == CASUS_ACTUAL) return HAPPENED_YES;
  return status == CASUS_FAILED || status == CASUS_NEGATED || status == CASUS_DENIED ? HAPPENED_NOT : HAPPENED_UNSURE;
}

static void print_miss(FILE *out, const text *t, const gold_target *g, casus_event_status ours) {
  fprintf(out, "%s\t%s\t", happened_names[g->gold], casus_event_status_name(ours));
  for (uint32_t i = 0; i < t->n_tokens; i++) {
    str form = token_form(t, i);
    fprintf(out, i == g->token ? "[%.*s] " : "%.*s ", (int)form.len, form.ptr);
  }
  fputc('\n', out);
}

static casus_status score(evaluation *e, const reading *r, const gold_target *g, casus_error *error) {
  const token *at = &r->t->tokens[g->token];
  casus_event_status ours;
  bool judged;
  casus_status status = coder_standing(e->use.c, r, (span){at->begin, at->end}, e->a, &judged, &ours, error);
  if (status != CASUS_OK) return status;
  if (!judged) {
    e->scores.not_judged++;
    return CASUS_OK;
  }
  e->scores.pairs[g->gold][ours]++;
  if (e->errors && (ours == CASUS_ACTUAL) != (g->gold == HAPPENED_YES)) print_miss(e->errors, r->t, g, ours);
  return CASUS_OK;
}

static casus_status take_line(void *to, const json_t *record, size_t line, casus_error *error) {
  evaluation *e = to;
  gold_factuality g;
  stages st;
  arena_reset(e->a);
  if (!record || !gold_factuality_read(record, e->a, &g))
    return error_at(error, CASUS_INPUT, e->file, line, 0,
                    "is no JSON object with a text and the spans and labels of its targets");
  st.t = g.t;
  casus_status status = stages_analyse(&e->use, (casus_date){0}, e->a, &st, error);
  casus_article article = {.text = g.t.bytes};
  reading r = {.article = &article, .t = &st.t, .an = &st.an, .m = &st.m};
  for (uint32_t i = 0; status == CASUS_OK && i < g.n_targets; i++) status = score(e, &r, &g.targets[i], error);
  return status;
}

casus_status eval_factuality(const char *gold, FILE *errors, eval_factuality_scores *scores, casus_error *error) {
  evaluation e = {.errors = errors, .file = str_of(gold)};
  casus_status status = stages_walk_lines(gold, &e.use, &e.a, take_line, &e, error);
  if (status == CASUS_OK) *scores = e.scores;
  return status;
}

static unsigned row_sum(const eval_factuality_scores *s, happened gold) {
  unsigned n = 0;
  for (int k = 0; k < CASUS_EVENT_STATUS_COUNT; k++) n += s->pairs[gold][k];
  return n;
}

void eval_factuality_print(const eval_factuality_scores *s, FILE *out) {
  unsigned all = 0, three = 0, two = 0;
  for (int g = 0; g < HAPPENED_COUNT; g++)
    for (int k = 0; k < CASUS_EVENT_STATUS_COUNT; k++) {
      all += s->pairs[g][k];
      if (happened_of((casus_event_status)k) == (happened)g) three += s->pairs[g][k];
      if ((k == CASUS_ACTUAL) == (g == HAPPENED_YES)) two += s->pairs[g][k];
    }
  unsigned yes = row_sum(s, HAPPENED_YES);
  fprintf(out, "happened or not: %.1f %% right (%u of %u); always \"happened\": %.1f %%\n", tally_percent(two, all), two, all,
          tally_percent(yes, all));
  fprintf(out, "not, unsure, happened: %.1f %% right\n%-10s", tally_percent(three, all), "");
  for (int k = 0; k < CASUS_EVENT_STATUS_COUNT; k++) fprintf(out, " %11s", casus_event_status_name((casus_event_status)k));
  for (int g = 0; g < HAPPENED_COUNT; g++) {
    fprintf(out, "\n%-10s", happened_names[g]);
    for (int k = 0; k < CASUS_EVENT_STATUS_COUNT; k++) fprintf(out, " %11u", s->pairs[g][k]);
  }
  fprintf(out, "\nnot judged: %u\n", s->not_judged);
}
