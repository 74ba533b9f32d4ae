/* The trained judge: is a draft an event at all, and how sure is it that type and sides are right? What it sees are features with
 * names, such as "type:agree|v"; what each weighs stands in data/judge/weights.tsv, which `casus train judge` makes with this
 * very code. Private to coding/. */
#ifndef CASUS_JUDGE_H
#define CASUS_JUDGE_H

#include "coding/draft.h"
#include "coding/judge_weights.h"

enum { JUDGE_FEATURES_MAX = 96, JUDGE_TEXT_MAX = 6144 };

/* Names of features, one after the other in `text`. Large: one at a time. */
typedef struct {
  char text[JUDGE_TEXT_MAX];
  uint16_t end[JUDGE_FEATURES_MAX]; /* of each name */
  uint32_t n;
} judge_features;

static inline str judge_feature(const judge_features *f, uint32_t i) {
  uint32_t begin = i ? f->end[i - 1] : 0u;
  return (str){f->text + begin, f->end[i] - begin};
}

/* How much of the article speaks of politics: public parties by a hundred words. */
uint32_t judge_density(const work *w);
/* What speaks for and against the draft. */
void judge_read(const work *w, const draft *e, judge_features *out);
/* Gives a draft its confidence: how likely type and both sides are right. */
void judge_value(const work *w, draft *e);
/* Is it coded? Drafts that the rules hold nothing against, unless it is improbable; others only where it is probable. What a
 * user's own rows say is always coded. What is coded has its confidence. */
bool judge_admits(const work *w, draft *e);

#endif
