/* Those harmed, as ranges over the reports of one occurrence; and contradictions: what one reports and another denies,
 * accusations and their rejection, numbers that exclude one another. */
#include "story/situation.h"

enum { DENIAL_DAYS = 14, LOOKED_AT_MAX = 5000 };

/* ---- casualties */

typedef struct {
  uint64_t highest_low, lowest_high;
  bool differ;
} agreement;

static void widen(casus_casualty *c, agreement *all, const casus_figure *f) {
  uint64_t low = f->has_min ? f->min : f->value, high = f->has_max ? f->max : f->value;
  bool has_low = f->has_min || f->has_value, has_high = f->has_max || f->has_value;
  bool first = c->n_reports == 0;
  c->n_reports++;
  if (has_low && (!c->has_min || low < c->min)) c->min = low;
  if (has_high && (!c->has_max || high > c->max)) c->max = high;
  c->has_min = c->has_min || has_low;
  c->has_max = (first || c->has_max) && has_high; /* "over 300" has no end */
  if (has_low && low > all->highest_low) all->highest_low = low;
  if (has_high && high < all->lowest_high) all->lowest_high = high;
  all->differ = all->highest_low > all->lowest_high;
}

static bool range_over_reports(const situation_work *w, uint32_t index, casus_harm harm, casus_casualty *c) {
  const casus_occurrence *o = &w->s.occurrences[index];
  agreement all = {0, UINT64_MAX, false};
  *c = (casus_casualty){.occurrence = index, .harm = harm, .text = occurrence_event(o)->casualties[harm].text};
  for (uint32_t i = 0; i < o->n_reports; i++) {
    const casus_figure *f = &report_event(w->reports[o->reports[i]])->casualties[harm];
    if (str_empty(f->text)) continue;
    if (str_empty(c->text)) c->text = f->text;
    widen(c, &all, f);
  }
  return all.differ;
}

/* Two acts of one sentence share a number ("attacked the post and killed two"): it is told once, with the act that has a victim.
 */
static bool told_elsewhere(const situation_work *w, uint32_t index, casus_harm harm) {
  const casus_occurrence *o = &w->s.occurrences[index];
  const casus_figure *f = &occurrence_event(o)->casualties[harm];
  uint32_t begin = index > LOOKED_AT_MAX ? index - LOOKED_AT_MAX : 0;
  for (uint32_t i = begin; i < w->s.n_occurrences && i < index + LOOKED_AT_MAX; i++) {
    const casus_occurrence *other = &w->s.occurrences[i];
    const casus_figure *g = &occurrence_event(other)->casualties[harm];
    if (i == index || other->sources[0] != o->sources[0] || g->span.begin != f->span.begin || str_empty(g->text)) continue;
    if (other->n_recipients > o->n_recipients || (other->n_recipients == o->n_recipients && i < index)) return true;
  }
  return false;
}

static bool has_figure(const situation_work *w, const casus_occurrence *o, casus_harm harm) {
  for (uint32_t i = 0; i < o->n_reports; i++)
    if (!str_empty(report_event(w->reports[o->reports[i]])->casualties[harm].text)) return true;
  return false;
}

/* ---- lists */

typedef struct {
  situation_work *w;
  casus_contradiction *list;
  uint32_t capacity;
} contradiction_list;

static void add_contradiction(contradiction_list *l, casus_contradiction c) {
  casus_situation *s = &l->w->s;
  if (!arena_grow(l->w->memory, (void **)&l->list, &l->capacity, s->n_contradictions + 1, sizeof *l->list)) {
    l->w->failed = true;
    return;
  }
  l->list[s->n_contradictions++] = c;
  s->contradictions = l->list;
}

static void list_harm(contradiction_list *l) {
  situation_work *w = l->w;
  casus_casualty *list = NULL;
  uint32_t capacity = 0;
  for (uint32_t i = 0; i < w->s.n_occurrences && !w->failed; i++)
    for (unsigned k = 0; k < CASUS_HARM_COUNT; k++) {
      const casus_occurrence *o = &w->s.occurrences[i];
      if (standing_of(occurrence_event(o)->status) != FACT || !has_figure(w, o, k) || told_elsewhere(w, i, k)) continue;
      if (!arena_grow(w->memory, (void **)&list, &capacity, w->s.n_casualties + 1, sizeof *list)) {
        w->failed = true;
        return;
      }
      if (range_over_reports(w, i, k, &list[w->s.n_casualties++]))
        add_contradiction(l, (casus_contradiction){CASUS_CONTRADICTION_NUMBERS, i, i, k});
    }
  w->s.casualties = list;
}

/* ---- denials */

static bool shares_party(const int32_t *a, uint32_t n, const int32_t *b, uint32_t m) {
  for (uint32_t i = 0; i < n; i++)
    if (party_is_in(b, m, a[i])) return true;
  return false;
}

static bool near_in_time(const casus_occurrence *a, const casus_occurrence *b) {
  int32_t apart = occurrence_day(a) - occurrence_day(b);
  return apart <= DENIAL_DAYS && -apart <= DENIAL_DAYS;
}

static bool is_denied_by(const casus_occurrence *fact, const casus_occurrence *denial) {
  const casus_event *e = occurrence_event(fact), *d = occurrence_event(denial);
  if (e->event != d->event || standing_of(e->status) != FACT || !near_in_time(fact, denial)) return false;
  if (fact->report->story && denial->report->story) return fact->report->story == denial->report->story;
  bool recipients = !fact->n_recipients || !denial->n_recipients ||
                    shares_party(fact->recipients, fact->n_recipients, denial->recipients, denial->n_recipients);
  return shares_party(fact->actors, fact->n_actors, denial->actors, denial->n_actors) && recipients && event_places_fit(e, d);
}

static bool answers(const casus_occurrence *accusation, const casus_occurrence *rejection) {
  const casus_event *e = occurrence_event(accusation);
  bool accusers = !rejection->n_recipients || !accusation->n_actors ||
                  shares_party(accusation->actors, accusation->n_actors, rejection->recipients, rejection->n_recipients);
  return e->event == CASUS_ACCUSE && standing_of(e->status) == FACT && near_in_time(accusation, rejection) && accusers &&
         occurrence_day(accusation) <= occurrence_day(rejection) &&
         shares_party(accusation->recipients, accusation->n_recipients, rejection->actors, rejection->n_actors);
}

static bool is_denial(const casus_event *e) {
  return e->status == CASUS_DENIED || (e->status == CASUS_NEGATED && (e->holder || e->quad == 4) && e->quad != 3);
}

/* The nearest one before it, else the nearest behind. */
static void find_opposite(contradiction_list *l, uint32_t index, casus_contradiction_kind kind,
                          bool (*opposes)(const casus_occurrence *, const casus_occurrence *)) {
  const casus_situation *s = &l->w->s;
  const casus_occurrence *o = &s->occurrences[index];
  for (uint32_t back = 1; back <= index && back < LOOKED_AT_MAX; back++)
    if (opposes(&s->occurrences[index - back], o)) {
      add_contradiction(l, (casus_contradiction){kind, index - back, index, CASUS_KILLED});
      return;
    }
  for (uint32_t i = index + 1; i < s->n_occurrences && i < index + LOOKED_AT_MAX; i++)
    if (opposes(&s->occurrences[i], o)) {
      add_contradiction(l, (casus_contradiction){kind, i, index, CASUS_KILLED});
      return;
    }
}

void contradictions_find(situation_work *w) {
  contradiction_list l = {.w = w};
  list_harm(&l);
  for (uint32_t i = 0; i < w->s.n_occurrences && !w->failed; i++) {
    const casus_event *e = occurrence_event(&w->s.occurrences[i]);
    if (is_denial(e)) find_opposite(&l, i, CASUS_CONTRADICTION_DENIED, is_denied_by);
    else if (e->event == CASUS_REJECT && e->of == CASUS_ACCUSE && standing_of(e->status) == FACT)
      find_opposite(&l, i, CASUS_CONTRADICTION_ACCUSATION, answers);
  }
}
