/* What the judge sees of each draft, written down for its training. */
#include "coding/watch.h"

#include "coding/judge.h"

static bool keep_features(const judge_features *f, arena *keep, coded_features *out) {
  *out = (coded_features){ARENA_ARRAY(keep, str, f->n), f->n};
  for (uint32_t i = 0; out->names && i < f->n; i++)
    if (!arena_copy(keep, judge_feature(f, i), &out->names[i])) return false;
  return out->names != NULL;
}

static bool keep_codes(const work *w, const side *s, arena *keep, coded_candidate *out) {
  out->codes = ARENA_ARRAY(keep, str, s->n);
  for (uint32_t i = 0; out->codes && i < s->n; i++)
    if (!arena_copy(keep, all_mentions(w)->parties[s->parties[i]].code, &out->codes[i])) return false;
  out->n_codes = s->n;
  return out->codes != NULL;
}

static bool keep_candidates(const work *w, const draft *e, slot_role role, judge_features *scratch, coded_draft *out) {
  side_candidates found;
  arena *keep = w->out->keep;
  int index = role == ROLE_R;
  judge_candidates(w, e, role, &found);
  coded_candidate *kept = ARENA_ARRAY(keep, coded_candidate, found.n);
  for (uint32_t i = 0; kept && i < found.n; i++) {
    const side_candidate *c = &found.items[i];
    judge_side_features(w, e, role, c, scratch);
    kept[i].by_rule = c->kind == CANDIDATE_RULE;
    if (!keep_features(scratch, keep, &kept[i].seen) || !keep_codes(w, &c->parties, keep, &kept[i])) return false;
  }
  out->sides[index] = kept;
  out->n_sides[index] = found.n;
  return kept != NULL;
}

bool watch_draft(const work *w, const draft *e) {
  judge_features scratch;
  coded *out = w->out;
  if (!arena_grow(out->keep, (void **)&out->drafts, &out->draft_capacity, out->n_events + 1, sizeof(coded_draft))) return false;
  coded_draft *d = &out->drafts[out->n_events];
  *d = (coded_draft){0};
  judge_event_features(w, e, &scratch);
  return keep_features(&scratch, out->keep, &d->seen) && keep_candidates(w, e, ROLE_A, &scratch, d) &&
         keep_candidates(w, e, ROLE_R, &scratch, d);
}
