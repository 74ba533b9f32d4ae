/* Who wants, refuses, offers, threatens, plans, supports or accuses: the acts of speech of each party, said once however often
 * they are repeated, and whether a later one takes an earlier one back. */
#include <stdlib.h>

#include "story/situation.h"

typedef struct {
  int32_t party, toward;
  casus_stance stance;
  casus_type of;
  uint32_t occurrence;
} said;

static bool is_plan(const casus_event *e) { return e->status == CASUS_PLANNED || e->status == CASUS_INTENDED; }

/* False: the event is no position. Meetings to come are the agenda's. */
static bool stance_of(const casus_event *e, casus_stance *stance, casus_type *of) {
  static const struct {
    casus_type type;
    casus_stance stance;
  } table[] = {{CASUS_REQUEST, CASUS_STANCE_DEMANDS},    {CASUS_REJECT, CASUS_STANCE_REFUSES},
               {CASUS_AGREE, CASUS_STANCE_OFFERS},       {CASUS_CONCEDE, CASUS_STANCE_CONCEDES},
               {CASUS_THREATEN, CASUS_STANCE_THREATENS}, {CASUS_SUPPORT, CASUS_STANCE_SUPPORTS},
               {CASUS_ACCUSE, CASUS_STANCE_ACCUSES}};
  if (standing_of(e->status) == NOT_SO || e->status == CASUS_CONSIDERED) return false;
  if (is_plan(e) && event_is_talk(e)) return false;
  for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
    if (table[i].type != e->event) continue;
    *stance = table[i].stance;
    *of = e->of;
    return true;
  }
  *stance = CASUS_STANCE_PLANS;
  *of = e->event;
  return is_plan(e) || e->status == CASUS_CONDITIONAL;
}

static int compare_said(const void *x, const void *y) {
  const said *a = x, *b = y;
  const int64_t of_a[] = {a->party, a->stance, a->toward, a->of, a->occurrence};
  const int64_t of_b[] = {b->party, b->stance, b->toward, b->of, b->occurrence};
  for (int i = 0; i < 5; i++)
    if (of_a[i] != of_b[i]) return of_a[i] < of_b[i] ? -1 : 1;
  return 0;
}

static uint32_t count_actors(const situation_work *w) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < w->s.n_occurrences; i++) n += w->s.occurrences[i].n_actors;
  return n;
}

static said *collect(situation_work *w, uint32_t *n) {
  said *list = WORK_ARRAY(w, said, count_actors(w));
  *n = 0;
  for (uint32_t i = 0; list && i < w->s.n_occurrences; i++) {
    const casus_occurrence *o = &w->s.occurrences[i];
    casus_stance stance;
    casus_type of;
    if (!stance_of(occurrence_event(o), &stance, &of)) continue;
    int32_t toward = o->n_recipients ? o->recipients[0] : CASUS_NOBODY;
    for (uint32_t k = 0; k < o->n_actors; k++) list[(*n)++] = (said){o->actors[k], toward, stance, of, i};
  }
  if (*n) qsort(list, *n, sizeof *list, compare_said);
  return list;
}

static bool same_position(const said *a, const said *b) {
  return a->party == b->party && a->stance == b->stance && a->toward == b->toward && a->of == b->of;
}

static casus_position position_of(situation_work *w, const said *list, uint32_t n) {
  uint32_t *occurrences = WORK_ARRAY(w, uint32_t, n);
  for (uint32_t i = 0; occurrences && i < n; i++) occurrences[i] = list[i].occurrence;
  return (casus_position){.party = list->party,
                          .toward = list->toward,
                          .stance = list->stance,
                          .of = list->of,
                          .occurrences = occurrences,
                          .n_occurrences = n,
                          .first = w->s.occurrences[list[0].occurrence].date,
                          .last = w->s.occurrences[list[n - 1].occurrence].date,
                          .reverses = CASUS_NOBODY};
}

/* ---- changes of mind: yes after no, or no after yes, to the same kind of act, on a later day */

static int side_taken(casus_stance s) {
  if (s == CASUS_STANCE_REFUSES) return -1;
  return s == CASUS_STANCE_OFFERS || s == CASUS_STANCE_CONCEDES || s == CASUS_STANCE_SUPPORTS;
}

static bool reverses(const casus_position *later, const casus_position *earlier) {
  bool toward = later->toward == earlier->toward || later->toward == CASUS_NOBODY || earlier->toward == CASUS_NOBODY;
  return later->party == earlier->party && later->of && later->of == earlier->of && toward &&
         side_taken(later->stance) * side_taken(earlier->stance) == -1 && earlier->last.year && later->last.year &&
         date_compare(earlier->last, later->last) < 0;
}

static void find_changes(casus_position *list, uint32_t n) {
  for (uint32_t begin = 0, end; begin < n; begin = end) {
    for (end = begin; end < n && list[end].party == list[begin].party; end++) continue;
    for (uint32_t i = begin; i < end; i++)
      for (uint32_t k = begin; k < end && list[i].reverses == CASUS_NOBODY; k++)
        if (reverses(&list[i], &list[k])) list[i].reverses = (int32_t)k;
  }
}

void positions_find(situation_work *w) {
  uint32_t n;
  const said *list = collect(w, &n);
  casus_position *positions = WORK_ARRAY(w, casus_position, n);
  for (uint32_t begin = 0, end; positions && begin < n; begin = end) {
    for (end = begin; end < n && same_position(&list[begin], &list[end]); end++) continue;
    positions[w->s.n_positions++] = position_of(w, &list[begin], end - begin);
  }
  if (w->failed || !positions) return;
  find_changes(positions, w->s.n_positions);
  w->s.positions = positions;
}
