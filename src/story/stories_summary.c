/* What the reports of one story say together: the report that speaks for all, counts, agreement, contradictions. */
#define _GNU_SOURCE /* qsort_r */
#include <stdio.h>
#include <stdlib.h>

#include "story/stories_compare.h"

/* ---- how many are different */

static int by_number(const void *left, const void *right) {
  uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;
  return a < b ? -1 : a > b;
}

static uint32_t count_different(uint64_t *numbers, size_t n) {
  uint32_t different = 0;
  qsort(numbers, n, sizeof *numbers, by_number);
  for (size_t i = 0; i < n; i++) different += numbers[i] && (i == 0 || numbers[i] != numbers[i - 1]);
  return different;
}

static uint64_t article_number(const story_event *e) { return e->article; }
static uint64_t group_number(const story_event *e) { return e->group; }
static uint64_t source_number(const story_event *e) { return e->source; } /* 0 does not count */

static uint32_t count_by(const story_event *members, size_t n, uint64_t (*number)(const story_event *), uint64_t *scratch) {
  for (size_t i = 0; i < n; i++) scratch[i] = number(&members[i]);
  return count_different(scratch, n);
}

/* ---- agreement: type, sides, status, place, date */

enum { FIELDS = 5, COMPARED_MAX = 256 };

static unsigned agreed_fields(const story_event *a, const story_event *b) {
  return (unsigned)(a->type == b->type) + story_same_sides(a, b) + (a->status == b->status) + story_same_place(a, b) +
         (a->first == b->first && a->last == b->last);
}

/* How much a report says: slots that are filled. */
static unsigned filled_fields(const story_event *e) {
  return (unsigned)(e->n_parties[0] > 0) + (e->n_parties[1] > 0) + (e->place_name != 0) + (e->place_admin1 != 0) +
         (e->killed.min > 0 || e->injured.min > 0 || e->held.min > 0) + (e->basis >= CASUS_BASIS_RELATIVE) + (e->mode != 0);
}

/* As most say it, then what says most, then what is surest; of equals the first. Weighed against COMPARED_MAX members. */
static bool speaks_better(const uint64_t scores[2], const uint64_t best[2]) {
  return scores[0] != best[0] ? scores[0] > best[0] : scores[1] > best[1];
}

static uint32_t choose_representative(const story_event *members, const uint32_t *order, size_t n) {
  uint32_t best = order[0];
  size_t compared = n < COMPARED_MAX ? n : COMPARED_MAX;
  uint64_t best_scores[2] = {0, 0};
  for (size_t i = 0; i < n; i++) {
    const story_event *e = &members[order[i]];
    uint64_t agreed = 0;
    for (size_t k = 0; k < compared; k++) agreed += agreed_fields(e, &members[order[k]]);
    unsigned filled = filled_fields(e);
    uint64_t scores[2] = {agreed + (uint64_t)filled * compared / 2, e->confidence};
    if (i > 0 && !speaks_better(scores, best_scores)) continue;
    best = order[i];
    memcpy(best_scores, scores, sizeof scores);
  }
  return best;
}

static float agreement_with(const story_event *representative, const story_event *members, size_t n) {
  uint64_t agreed = 0;
  for (size_t i = 0; i < n; i++) agreed += agreed_fields(representative, &members[i]);
  return (float)((double)agreed / (double)(n * FIELDS));
}

/* ---- contradictions, first and last seen */

/* Some two of the intervals have nothing in common where the highest minimum is above the lowest maximum. */
typedef struct {
  uint16_t highest_min, lowest_max;
} figure_bounds;

static void add_bounds(figure_bounds *b, story_figure f) {
  if (f.min > b->highest_min) b->highest_min = f.min;
  if (f.max < b->lowest_max) b->lowest_max = f.max;
}

static bool figures_contradict(const story_event *members, size_t n) {
  figure_bounds kinds[3] = {{0, UINT16_MAX}, {0, UINT16_MAX}, {0, UINT16_MAX}};
  for (size_t i = 0; i < n; i++) {
    add_bounds(&kinds[0], members[i].killed);
    add_bounds(&kinds[1], members[i].injured);
    add_bounds(&kinds[2], members[i].held);
  }
  for (size_t k = 0; k < 3; k++)
    if (kinds[k].highest_min > kinds[k].lowest_max) return true;
  return false;
}

static void count_statuses(const story_event *members, size_t n, story_summary *s) {
  for (size_t i = 0; i < n; i++) {
    s->n_actual += story_says_actual(&members[i]);
    s->n_negated += story_says_negated(&members[i]);
  }
  s->contradicted = (s->n_actual && s->n_negated) || figures_contradict(members, n);
}

static void note_seen(const story_event *members, size_t n, story_summary *s) {
  s->first_seen = s->last_seen = STORY_NO_DAY;
  for (size_t i = 0; i < n; i++) {
    int32_t day = members[i].published;
    if (day == STORY_NO_DAY) continue;
    if (s->first_seen == STORY_NO_DAY || day < s->first_seen) s->first_seen = day;
    if (day > s->last_seen) s->last_seen = day;
  }
}

static void name_story(const story_event *first, story_summary *s) {
  uint64_t a = hash_mix(first->id ^ hash_mix((uint64_t)(uint32_t)first->first)), b = hash_mix(a ^ first->article);
  snprintf(s->id, sizeof s->id, "%016llx%016llx", (unsigned long long)b, (unsigned long long)hash_mix(a + b));
}

static int in_order(const void *left, const void *right, void *context) {
  const story_event *members = context;
  return story_event_order(&members[*(const uint32_t *)left], &members[*(const uint32_t *)right]);
}

casus_status story_summarise(const story_event *members, size_t n, story_summary *out, casus_error *error) {
  uint64_t *numbers = malloc((n + 1) * sizeof *numbers);
  uint32_t *order = malloc((n + 1) * sizeof *order);
  story_summary s = {.n_actual = 0};
  bool ok = numbers && order && n > 0 && n <= STORY_EVENTS_MAX;
  if (ok) {
    for (size_t i = 0; i < n; i++) order[i] = (uint32_t)i;
    qsort_r(order, n, sizeof *order, in_order, (void *)members);
    name_story(&members[order[0]], &s);
    s.representative = choose_representative(members, order, n);
    s.agreement = agreement_with(&members[s.representative], members, n);
    s.n_articles = count_by(members, n, article_number, numbers);
    s.n_groups = count_by(members, n, group_number, numbers);
    s.n_sources = count_by(members, n, source_number, numbers);
    count_statuses(members, n, &s);
    note_seen(members, n, &s);
    *out = s;
  }
  free(numbers);
  free(order);
  return ok ? CASUS_OK : error_set(error, CASUS_MEMORY, "out of memory, or a story of %zu reports", n);
}
