/* When and where: the time that the tree hangs on an event, and its place by event_place.c. */
#include "coding/draft.h"
#include "coding/event_place.h"
#include "coding/trigger_lemmas.h"

static const moment *moment_under(const work *w, uint32_t i, int depth) {
  const tree *d = &w->fs.s.d;
  if (i == NO_TOKEN) return NULL;
  TREE_CHILDREN(d, i, c) {
    relation r = tree_rel(d, c);
    if (r == REL_NSUBJ || r == REL_CONJ || r == REL_CCOMP || r == REL_ACL_RELCL || r == REL_ADVCL || r == REL_PARATAXIS) continue;
    uint32_t at = all_mentions(w)->moment_at[c];
    if (at) return &all_mentions(w)->moments[at - 1];
    const moment *inside = depth ? moment_under(w, c, depth - 1) : NULL;
    if (inside) return inside;
  }
  return NULL;
}

enum { BESIDE_TOKENS = 40, BESIDE_STEPS = 4 };

/* Does the time at token i hang on x by way of nouns alone? */
static bool hangs_beside(const tree *d, uint32_t i, uint32_t x) {
  relation r = tree_rel(d, i);
  for (int n = 0; n < BESIDE_STEPS; n++) {
    if (r != REL_NMOD && r != REL_NMOD_UNMARKED && r != REL_OBL && r != REL_OBL_UNMARKED && r != REL_APPOS && r != REL_FLAT &&
        (n == 0 || (r != REL_NSUBJ && r != REL_NSUBJ_PASS && r != REL_OBJ)))
      return false;
    i = tree_head(d, i);
    if (i == x) return true;
    if (i == NO_TOKEN || !tree_is_noun(d, i)) return false;
    r = tree_rel(d, i);
  }
  return false;
}

/* "Officers on Thursday summoned her", "met them in Entebbe on Tuesday": a day that the tree hangs on a noun beside the verb. */
static const moment *moment_beside(const work *w, uint32_t x) {
  const mentions *m = all_mentions(w);
  uint32_t low = 0, high = m->n_moments;
  while (low < high) {
    uint32_t middle = (low + high) / 2;
    if (m->moments[middle].first_token + BESIDE_TOKENS < x) low = middle + 1;
    else high = middle;
  }
  for (; low < m->n_moments && m->moments[low].first_token < x + BESIDE_TOKENS; low++) {
    const moment *found = &m->moments[low];
    if (found->begin.day && !found->end.year && hangs_beside(&w->fs.s.d, found->head, x)) return found;
  }
  return NULL;
}

/* On the trigger, its carrier and its object; then on the verbs that the event's own verb is coordinated with or controlled by.
 */
static const moment *find_moment(const work *w, const frame *f) {
  const tree *d = &w->fs.s.d;
  const moment *m = moment_under(w, f->trigger, 1);
  uint32_t x = frame_anchor(f);
  for (int n = 0; !m && n < 4 && x != NO_TOKEN; n++) {
    m = moment_under(w, x, 1);
    relation r = tree_rel(d, x);
    if (r != REL_CONJ && r != REL_XCOMP && r != REL_OBJ && r != REL_NSUBJ && r != REL_NSUBJ_PASS && r != REL_ADVCL) break;
    x = tree_head(d, x);
  }
  if (!m) m = moment_beside(w, f->trigger);
  return m || f->carrier == NO_TOKEN ? m : moment_beside(w, f->carrier);
}

static void set_date(const work *w, const draft *e, casus_event *v) {
  const moment *m = find_moment(w, e->f);
  casus_date published = w->fs.s.r->article->date;
  v->date = m ? m->begin : published;
  v->enddate = m ? m->end : (casus_date){0};
  v->date_basis = m ? m->basis : published.year ? CASUS_BASIS_PUBLISHED : CASUS_BASIS_NONE;
  if (m && m->past && v->status == CASUS_ACTUAL) v->aux |= CASUS_HISTORICAL;
}

void setting_fill(const work *w, const draft *e, casus_event *v) {
  set_date(w, e, v);
  v->place = event_place(&w->fs.s, e->f->trigger);
}

uint32_t coding_token_at(const text *t, span at) {
  uint32_t low = 0, high = t->n_tokens;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (t->tokens[middle].end <= at.begin) low = middle + 1;
    else high = middle;
  }
  return low < t->n_tokens && t->tokens[low].begin < at.end ? low : NO_TOKEN;
}

casus_status coder_locate(const coder *c, const reading *r, span trigger, arena *a, casus_place *found, casus_error *error) {
  scene s = {.l = c->l, .where = &c->where, .r = r};
  const analysis *an = trigger_lemmas_mend(c->l, r->t, r->an, a);
  if (!an || !tree_build(r->t, an, a, &s.d)) return error_set(error, CASUS_MEMORY, "no memory for the place");
  uint32_t tok = coding_token_at(r->t, trigger);
  *found = tok == NO_TOKEN ? (casus_place){0} : event_place(&s, tok);
  return CASUS_OK;
}
