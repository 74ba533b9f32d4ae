/* The judge's answers. */
#include "coding/judge.h"

#include <math.h>

/* 0 to 1. */
static double answer(const judge_weights *j, const judge_features *f, judge_question q) {
  int32_t sum = 0;
  for (uint32_t i = 0; i < f->n; i++) sum += judge_weight_of(j, judge_feature(f, i), q);
  return 1.0 / (1.0 + exp(-(double)sum / JUDGE_ONE));
}

/* Rounded to hundredths, so that no machine's last bit shows. */
static float confidence_of(const work *w, const judge_features *f) {
  return (float)(floor(100.0 * answer(w->c->judge, f, JUDGE_IS_RIGHT) + 0.5) / 100.0);
}

void judge_value(const work *w, draft *e) {
  judge_features f;
  judge_read(w, e, &f);
  e->confidence = confidence_of(w, &f);
}

/* A state or body that the tables know, not "---CVL". */
static bool is_placed(const work *w, const side *s) {
  for (uint32_t i = 0; i < s->n; i++) {
    str code = all_mentions(w)->parties[s->parties[i]].code;
    if (code.len && code.ptr[0] != '-') return true;
  }
  return false;
}

bool judge_admits(const work *w, draft *e) {
  judge_features f;
  bool own_row = lexicon_is_overlay(w->c->l, e->f->r);
  if (e->refused && (own_row || (!is_placed(w, &e->actors) && !is_placed(w, &e->recipients)))) return false;
  judge_read(w, e, &f);
  double least = e->refused ? JUDGE_ADMITS_DOUBTFUL : JUDGE_ADMITS_CLEAR;
  if (!own_row && answer(w->c->judge, &f, JUDGE_IS_EVENT) < least) return false;
  e->confidence = confidence_of(w, &f);
  return true;
}
