/* What is to come: acts planned or intended for a day after the day of the brief, and meetings and signings announced without a
 * day. */
#include <stdlib.h>

#include "story/situation.h"

enum { UNDATED_DAYS = 14 };

static bool is_appointment(const casus_event *e) {
  return e->event == CASUS_AGREE && (e->of == CASUS_CONSULT || (e->of == CASUS_SUPPORT && str_starts(e->rule, STR("sign/"))));
}

static bool is_ahead(casus_event_status s) { return s == CASUS_PLANNED || s == CASUS_INTENDED; }

/* A day up to that of publication is that of the announcement where something is intended; what was planned for it is past. */
static bool day_is_told(const casus_event *e, casus_date published) {
  return e->date.year && e->date_basis != CASUS_BASIS_PUBLISHED && published.year &&
         date_compare(date_last_day(e->date), published) > 0;
}

static bool is_recent(casus_date published, casus_date as_of) {
  return published.year && as_of.year && date_to_days(as_of) - date_to_days(published) <= UNDATED_DAYS &&
         date_compare(published, as_of) <= 0;
}

static bool on_agenda(const situation_work *w, const casus_occurrence *o, casus_agenda_item *item) {
  const casus_event *e = occurrence_event(o);
  casus_date published = o->report->article->date, as_of = w->s.as_of;
  if (!is_ahead(e->status)) return false;
  if (day_is_told(e, published)) {
    item->date = e->date;
    item->enddate = e->enddate;
    return date_compare(date_last_day(e->enddate.year ? e->enddate : e->date), as_of) > 0;
  }
  bool day_was_told = e->status == CASUS_PLANNED && e->date.year && e->date_basis != CASUS_BASIS_PUBLISHED;
  return is_appointment(e) && !day_was_told && is_recent(published, as_of);
}

static int compare_items(const void *x, const void *y) {
  const casus_agenda_item *a = x, *b = y;
  if (!a->date.year != !b->date.year) return a->date.year ? -1 : 1;
  int order = date_compare(a->date, b->date);
  return order ? order : a->occurrence < b->occurrence ? -1 : a->occurrence > b->occurrence;
}

void agenda_find(situation_work *w) {
  casus_agenda_item *list = WORK_ARRAY(w, casus_agenda_item, w->s.n_occurrences);
  for (uint32_t i = 0; list && i < w->s.n_occurrences; i++) {
    casus_agenda_item item = {.occurrence = i};
    if (on_agenda(w, &w->s.occurrences[i], &item)) list[w->s.n_agenda++] = item;
  }
  if (w->s.n_agenda) qsort(list, w->s.n_agenda, sizeof *list, compare_items);
  w->s.agenda = list;
}
