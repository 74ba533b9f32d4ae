/* The line of escalation: what happened on each day, summed; and whether the last week was worse than the one before. */
#include "story/situation.h"

enum { WEEK_DAYS = 7 };
static const double steady_points = 1.0;

static bool is_background(const situation_work *w, casus_date date) {
  return w->s.from.year && date_to_days(date) < date_to_days(w->s.from) - CASUS_BACKGROUND_DAYS;
}

/* Facts with a day, of the present crisis: not what a sentence puts in a past period, nor a day read wrongly that lies ahead. */
static bool is_fact_of_a_day(const situation_work *w, const casus_occurrence *o) {
  const casus_event *e = occurrence_event(o);
  bool ahead = w->s.as_of.year && date_compare(e->date, w->s.as_of) > 0;
  return e->status == CASUS_ACTUAL && !(e->aux & CASUS_HISTORICAL) && e->date.year && e->date.day && !ahead &&
         !is_background(w, e->date);
}

static void add_to_day(casus_day *day, const situation_work *w, uint32_t index) {
  const casus_event *e = occurrence_event(&w->s.occurrences[index]);
  double score = (double)e->score;
  if (!day->n || score < (double)occurrence_event(&w->s.occurrences[day->severest])->score) day->severest = index;
  day->n++;
  day->by_quad[e->quad]++;
  day->score += score;
  day->score_by_quad[e->quad] += score;
}

static double mean_between(const casus_day *days, uint32_t n_days, int32_t from, int32_t to, uint32_t *n) {
  double sum = 0;
  *n = 0;
  for (uint32_t i = 0; i < n_days; i++) {
    int32_t day = date_to_days(days[i].date);
    if (day < from || day > to) continue;
    sum += days[i].score;
    *n += days[i].n;
  }
  return *n ? sum / *n : 0;
}

static casus_direction direction_of(const casus_tension *t) {
  if (!t->n_recent || !t->n_before) return CASUS_DIRECTION_UNKNOWN;
  if (t->recent < t->before - steady_points) return CASUS_DIRECTION_RISING;
  return t->recent > t->before + steady_points ? CASUS_DIRECTION_FALLING : CASUS_DIRECTION_STEADY;
}

static casus_tension tension_of(const casus_day *days, uint32_t n) {
  casus_tension t = {0};
  if (!n) return t;
  int32_t last = date_to_days(days[n - 1].date);
  t.recent_to = days[n - 1].date;
  t.recent_from = date_from_days(last - WEEK_DAYS + 1);
  t.recent = mean_between(days, n, last - WEEK_DAYS + 1, last, &t.n_recent);
  t.before = mean_between(days, n, last - 2 * WEEK_DAYS + 1, last - WEEK_DAYS, &t.n_before);
  t.direction = direction_of(&t);
  return t;
}

/* Occurrences come by date. */
void days_sum(situation_work *w) {
  casus_day *days = WORK_ARRAY(w, casus_day, w->s.n_occurrences);
  uint32_t n = 0;
  for (uint32_t i = 0; days && i < w->s.n_occurrences; i++) {
    const casus_occurrence *o = &w->s.occurrences[i];
    if (!is_fact_of_a_day(w, o)) continue;
    if (!n || date_compare(days[n - 1].date, o->date) != 0) days[n++] = (casus_day){.date = o->date};
    add_to_day(&days[n - 1], w, i);
  }
  w->s.days = days;
  w->s.n_days = n;
  w->s.tension = tension_of(days, n);
}
