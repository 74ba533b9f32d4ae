/* The judge's answers. */
#include "coding/judge.h"

#include <math.h>

double judge_answer(const judge_weights *j, const judge_features *f, judge_question q) {
  int32_t sum = 0;
  for (uint32_t i = 0; i < f->n; i++) sum += judge_weight_of(j, judge_feature(f, i), q);
  return 1.0 / (1.0 + exp(-(double)sum / JUDGE_ONE));
}

float judge_confidence(const work *w, const draft *e) {
  judge_features f;
  judge_read(w, e, &f);
  return (float)(floor(100.0 * judge_answer(w->c->judge, &f, JUDGE_IS_RIGHT) + 0.5) / 100.0);
}

bool judge_admits(const work *w, const draft *e) {
  judge_features f;
  if (lexicon_is_overlay(w->c->l, e->f->r)) return !e->refused;
  judge_read(w, e, &f);
  return judge_answer(w->c->judge, &f, JUDGE_IS_EVENT) >= (e->refused ? JUDGE_ADMITS_DOUBTFUL : JUDGE_ADMITS_CLEAR);
}
