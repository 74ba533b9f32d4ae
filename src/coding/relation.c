/* The relation of a given pair: of all events of the text the one whose sides lie on the two spans. */
#include "coding/judge.h"

static bool overlaps(span a, span b) { return a.begin < b.end && b.begin < a.end; }

/* Does the phrase of a slot reach into the given span? Its own head counts more than a word deep inside it. */
static int touch(const work *w, uint32_t tok, span given) {
  if (tok == NO_TOKEN) return 0;
  if (overlaps(token_span(w, tok, 1), given)) return 3;
  uint32_t first, end;
  tree_extent(&w->fs.s.d, tok, &first, &end);
  return overlaps(token_span(w, first, end - first), given) ? 2 : 0;
}

static int touch_side(const work *w, const draft *e, slot_role role, const side *parties, span given) {
  int best = touch(w, e->f->filler[role], given);
  if (e->f->filler[ROLE_B] != NO_TOKEN) {
    int both = touch(w, e->f->filler[ROLE_B], given);
    if (both > best) best = both;
  }
  for (uint32_t i = 0; i < parties->n; i++) {
    const party *p = &all_mentions(w)->parties[parties->parties[i]];
    if (best < 3 && overlaps(token_span(w, p->first_token, p->n_tokens), given)) best = 3;
  }
  return best;
}

/* "threatened to shell the town": whom the act is done to. */
static int act_touch(const work *w, const draft *e, span target) {
  if (!e->act) return touch(w, e->f->filler[ROLE_X], target) ? 1 : 0;
  int itself = touch(w, e->act->trigger, target), done_to = touch(w, e->act->filler[ROLE_R], target);
  return itself > done_to ? itself : done_to;
}

/* Source as actor and target as recipient is what is asked for; one side, or both the wrong way round, is better than nothing.
 * Among equals the event nearest to both spans wins. */
static int32_t relation_score(const work *w, const draft *e, span source, span target) {
  int actor = touch_side(w, e, ROLE_A, &e->actors, source), recipient = touch_side(w, e, ROLE_R, &e->recipients, target);
  int wrong = touch_side(w, e, ROLE_A, &e->actors, target) + touch_side(w, e, ROLE_R, &e->recipients, source);
  int act = act_touch(w, e, target);
  if (act > recipient) recipient = act;
  int32_t score = actor * 40 + recipient * 40 + wrong * 8 + e->f->score;
  span trigger = token_span(w, e->f->trigger, 1);
  bool between = (trigger.begin >= source.end && trigger.end <= target.begin) ||
                 (trigger.begin >= target.end && trigger.end <= source.begin);
  if (between) score += 20;
  if (e->f->r->pos != POS_NOUN || e->f->carrier != NO_TOKEN) score += 15;
  if (e->status != CASUS_ACTUAL) score -= 5;
  if (e->performed) score += 50;
  score -= 8 * (int32_t)tree_depth(&w->fs.s.d, frame_anchor(e->f)); /* what is said first of all */
  return score;
}

/* The best draft so far. */
typedef struct {
  draft best;
  int32_t score;
  span source, target;
} search;

static void consider(const work *w, draft *e, int32_t handicap, search *s) {
  if (!e->type) return;
  (void)draft_settle_future(w, e);
  int32_t score = relation_score(w, e, s->source, s->target) - handicap;
  if (score <= s->score) return;
  s->best = *e;
  s->score = score;
}

/* Two parties stand in some relation, so readings that miss what they require are heard, too, at a handicap. */
static void search_all(const work *w, search *s) {
  enum { HANDICAP = 20 };
  draft e;
  for (uint32_t i = 0; i < w->fs.n_frames; i++)
    if (draft_begin(w, i, &e)) consider(w, &e, 0, s);
  for (uint32_t i = 0; i < w->fs.n_doubtful; i++) {
    draft_doubtful(w, &w->fs.doubtful[i], &e);
    consider(w, &e, HANDICAP, s);
  }
}

casus_status coder_relate(const coder *c, const reading *r, span source, span target, arena *a, casus_event *out,
                          casus_error *error) {
  work w;
  coded found = {.keep = a};
  if (!work_begin(&w, c, r, a, &found)) return error_set(error, CASUS_MEMORY, "no memory for the relation");
  search s = {.score = INT32_MIN, .source = source, .target = target};
  search_all(&w, &s);
  *out = (casus_event){.condition_event = CASUS_NO_EVENT, .exchange = CASUS_NO_EVENT};
  if (!s.best.type) return CASUS_OK;
  judge_value(&w, &s.best);
  if (!record_add(&w, &s.best)) return error_set(error, CASUS_MEMORY, "no memory for the relation");
  *out = found.events[0];
  return CASUS_OK;
}
