/* The trained judge: is a draft an event at all, who are its sides, how sure is it? What it sees are features with names, such as
 * "type:AGREE|v"; what each weighs stands in data/judge/weights.tsv, which `casus train judge` makes with this very code. */
#ifndef CASUS_JUDGE_H
#define CASUS_JUDGE_H

#include "coding/draft.h"

enum { JUDGE_FEATURES_MAX = 96, JUDGE_TEXT_MAX = 6144 };

/* Names of features, one after the other in `text`. */
typedef struct {
  char text[JUDGE_TEXT_MAX];
  uint16_t end[JUDGE_FEATURES_MAX]; /* of each name */
  uint32_t n;
} judge_features;

static inline str judge_feature(const judge_features *f, uint32_t i) {
  uint32_t begin = i ? f->end[i - 1] : 0u;
  return (str){f->text + begin, f->end[i] - begin};
}

/* Somebody who may be a side of an event. */
enum { JUDGE_CANDIDATES_MAX = 32 };
typedef enum { CANDIDATE_NOBODY, CANDIDATE_RULE, CANDIDATE_HERE, CANDIDATE_BEFORE } candidate_kind;
typedef struct {
  side parties;
  uint32_t token; /* of whom; NO_TOKEN: nobody, or as the rule found them */
  uint8_t kind;
} side_candidate;

typedef struct {
  side_candidate items[JUDGE_CANDIDATES_MAX];
  uint32_t n;
} side_candidates;

/* What speaks for the draft's being an event. */
void judge_event_features(const work *w, const draft *e, judge_features *out);
/* Who may be the actor (role ROLE_A) or the recipient (ROLE_R); the first is nobody, the second, where there is one, whom the
 * rules found. */
void judge_candidates(const work *w, const draft *e, slot_role role, side_candidates *out);
void judge_side_features(const work *w, const draft *e, slot_role role, const side_candidate *c, judge_features *out);

#endif
