/* What the judge sees of each draft, written down for its training. */
#include "coding/watch.h"

#include "coding/judge.h"

bool watch_draft(const work *w, const draft *e) {
  judge_features f;
  coded *out = w->out;
  if (!arena_grow(out->keep, (void **)&out->seen, &out->seen_capacity, out->n_events + 1, sizeof *out->seen)) return false;
  judge_read(w, e, &f);
  coded_features *seen = &out->seen[out->n_events];
  *seen = (coded_features){ARENA_ARRAY(out->keep, str, f.n), f.n, e->refused != REFUSED_NOT};
  for (uint32_t i = 0; seen->names && i < f.n; i++)
    if (!arena_copy(out->keep, judge_feature(&f, i), &seen->names[i])) return false;
  return seen->names != NULL;
}
