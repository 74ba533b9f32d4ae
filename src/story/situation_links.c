/* What hangs together: conditions, exchanges; and votes, which are told by their words. */
#include <stdlib.h>

#include "story/situation.h"

/* ---- events that name one another, by id */

typedef struct {
  const char *id;
  uint32_t occurrence;
} known_id;

static int compare_ids(const void *x, const void *y) { return strcmp(((const known_id *)x)->id, ((const known_id *)y)->id); }

static known_id *index_ids(situation_work *w) {
  known_id *ids = WORK_ARRAY(w, known_id, w->s.n_reports);
  for (uint32_t i = 0; ids && i < w->s.n_reports; i++) ids[i] = (known_id){report_event(w->reports[i])->id, w->occurrence_of[i]};
  if (ids) qsort(ids, w->s.n_reports, sizeof *ids, compare_ids);
  return ids;
}

/* The occurrence of an event that a report points to. */
static int32_t occurrence_at(const situation_work *w, const known_id *ids, const casus_report *r, int32_t link) {
  if (link <= 0 || (uint32_t)link >= r->n_events || !r->events[link].id[0]) return CASUS_NOBODY;
  const known_id key = {r->events[link].id, 0};
  const known_id *found = bsearch(&key, ids, w->s.n_reports, sizeof *ids, compare_ids);
  return found ? (int32_t)found->occurrence : CASUS_NOBODY;
}

static void list_conditions(situation_work *w, const known_id *ids) {
  casus_condition *list = WORK_ARRAY(w, casus_condition, w->s.n_occurrences);
  for (uint32_t i = 0; list && i < w->s.n_occurrences; i++) {
    const casus_event *e = occurrence_event(&w->s.occurrences[i]);
    if (str_empty(e->condition)) continue;
    int32_t event = occurrence_at(w, ids, w->s.occurrences[i].report, e->condition_event);
    list[w->s.n_conditions++] = (casus_condition){i, e->condition, e->condition_unless, event};
  }
  w->s.conditions = list;
}

static int32_t exchanged_for(const situation_work *w, const known_id *ids, uint32_t occurrence) {
  const casus_report *r = w->s.occurrences[occurrence].report;
  return occurrence_at(w, ids, r, report_event(r)->exchange);
}

/* Where both name one another, the pair is listed where the first stands. */
static void list_exchanges(situation_work *w, const known_id *ids) {
  casus_exchange *list = WORK_ARRAY(w, casus_exchange, w->s.n_occurrences);
  for (uint32_t i = 0; list && i < w->s.n_occurrences; i++) {
    int32_t other = exchanged_for(w, ids, i);
    if (other < 0 || other == (int32_t)i) continue;
    if (other < (int32_t)i && exchanged_for(w, ids, (uint32_t)other) == (int32_t)i) continue;
    list[w->s.n_exchanges++] = (casus_exchange){i, (uint32_t)other};
  }
  w->s.exchanges = list;
}

/* ---- votes */

static casus_vote_kind kind_of_vote(const casus_event *e) {
  if (e->event == CASUS_REJECT) return strcmp(e->cameo, "129") == 0 ? CASUS_VOTE_VETO : CASUS_VOTE_AGAINST;
  return e->event == CASUS_SUPPORT ? CASUS_VOTE_FOR : CASUS_VOTE_OTHER;
}

static bool is_vote(const casus_event *e) {
  static const char *const adopting[] = {"adopt", "pass", "approve", "ratify", NULL};
  str lemma = event_lemma(e);
  if (standing_of(e->status) == NOT_SO) return false;
  if (e->event == CASUS_REJECT && strcmp(e->cameo, "129") == 0) return true;
  return str_starts(lemma, STR("vote")) || str_starts(e->trigger, STR("vote")) ||
         (e->event == CASUS_SUPPORT && str_is_one_of(lemma, adopting));
}

static void list_votes(situation_work *w) {
  casus_vote *list = WORK_ARRAY(w, casus_vote, w->s.n_occurrences);
  for (uint32_t i = 0; list && i < w->s.n_occurrences; i++) {
    const casus_event *e = occurrence_event(&w->s.occurrences[i]);
    if (is_vote(e)) list[w->s.n_votes++] = (casus_vote){i, kind_of_vote(e)};
  }
  w->s.votes = list;
}

void conditions_find(situation_work *w) {
  const known_id *ids = index_ids(w);
  if (!ids) return;
  list_conditions(w, ids);
  list_exchanges(w, ids);
  list_votes(w);
}
