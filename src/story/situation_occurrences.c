/* Joins reports to occurrences: by their story where they have one, else by a rule simple enough to state (docs/brief.md): the
 * same type and standing, sides and places that do not differ, the same day. */
#include "story/situation.h"

enum { CANDIDATES_MAX = 2000, SAID_AGAIN_DAYS = 7 };
static const double clearly_more = 0.2; /* by confidence alone, else the first report stands */

typedef struct {
  uint32_t first, last; /* reports: the first, and a chain through `next` */
  uint32_t best, n;
  uint32_t before; /* occurrence of the same type, plus one */
} joined;

typedef struct {
  situation_work *w;
  joined *list;
  uint32_t n;
  uint32_t newest[CASUS_TYPE_COUNT]; /* plus one */
  uint32_t *next;                    /* report of the same occurrence, plus one */
} joiner;

bool party_is_in(const int32_t *parties, uint32_t n, int32_t party) {
  for (uint32_t i = 0; i < n; i++)
    if (parties[i] == party) return true;
  return false;
}

static bool within(const side *a, const side *b) {
  for (uint32_t i = 0; i < a->n; i++)
    if (!party_is_in(b->parties, b->n, a->parties[i])) return false;
  return true;
}

/* One holds no party that the other lacks, or one is empty. */
static bool sides_agree(const side *a, const side *b) { return within(a, b) || within(b, a); }

/* ---- do two reports tell the same? */

/* Saying is an act each time; what is done to someone is told in several words ("attacked ... and killed"). */
static bool is_speech(casus_type t) {
  return t == CASUS_AGREE || t == CASUS_REQUEST || t == CASUS_ACCUSE || t == CASUS_REJECT || t == CASUS_THREATEN ||
         t == CASUS_SUPPORT || t == CASUS_CONCEDE;
}

static bool words_agree(const situation_work *w, uint32_t i, uint32_t j) {
  const casus_event *e = report_event(w->reports[i]), *f = report_event(w->reports[j]);
  bool apart = w->article_of[i] != w->article_of[j];
  bool open = apart && e->event != CASUS_AGREE && (!e->of || !f->of);
  if (e->of != f->of && !open) return false;
  if (str_empty(e->condition) != str_empty(f->condition)) return false;
  if (apart) return true;
  if (e->sentence == f->sentence) return !is_speech(e->event);
  return event_is_talk(e) || str_equal(event_lemma(e), event_lemma(f));
}

/* "Shelled a village and killed four people": the country, and people of it, may both stand for those attacked. */
static bool is_wider(const situation_work *w, const side *a, const side *b) {
  if (a->n != 1 || b->n != 1) return false;
  const casus_party *p = &w->parties[*a->parties], *q = &w->parties[*b->parties];
  return !str_empty(p->country) && str_equal(p->key, p->country) && str_equal(p->country, q->country);
}

static bool recipients_agree(const situation_work *w, const casus_event *e, const side *a, const side *b) {
  return sides_agree(a, b) || (e->event == CASUS_ASSAULT && (is_wider(w, a, b) || is_wider(w, b, a)));
}

static bool sides_fit(const situation_work *w, uint32_t i, uint32_t j) {
  const side *a = &w->actors[i], *b = &w->actors[j], *r = &w->recipients[i], *q = &w->recipients[j];
  bool shared = (a->n && b->n) || (r->n && q->n);
  const casus_event *e = report_event(w->reports[i]);
  if (shared && sides_agree(a, b) && recipients_agree(w, e, r, q)) return true;
  return event_is_talk(e) && a->n && r->n && sides_agree(a, q) && sides_agree(r, b);
}

/* A day either way where one of them only has the day of publication; a week where what is to come was said without a day. */
static bool dates_fit(const casus_event *e, const casus_event *f) {
  if (!e->date.year || !f->date.year) return !e->date.year && !f->date.year;
  bool loose = e->date_basis == CASUS_BASIS_PUBLISHED || f->date_basis == CASUS_BASIS_PUBLISHED;
  bool to_come = standing_of(e->status) == TO_COME && e->date_basis == f->date_basis;
  int32_t apart = date_to_days(e->date) - date_to_days(f->date);
  int32_t most = !loose ? 0 : to_come ? SAID_AGAIN_DAYS : 1;
  return apart <= most && -apart <= most;
}

static bool tell_the_same(const situation_work *w, uint32_t i, uint32_t j) {
  const casus_report *a = w->reports[i], *b = w->reports[j];
  const casus_event *e = report_event(a), *f = report_event(b);
  if (standing_of(e->status) != standing_of(f->status)) return false;
  if (a->story && b->story) return a->story == b->story;
  return dates_fit(e, f) && event_places_fit(e, f) && sides_fit(w, i, j) && words_agree(w, i, j);
}

/* ---- joining */

/* How much a report says: sides, place, figures, a sentence rather than a headline; then how sure it is. */
static double weight_of(const situation_work *w, uint32_t i) {
  const casus_event *e = report_event(w->reports[i]);
  double points = (w->actors[i].n ? 4 : 0) + (w->recipients[i].n ? 4 : 0) + (str_empty(e->place.name) ? 0 : 1);
  for (int k = 0; k < CASUS_HARM_COUNT; k++)
    if (!str_empty(e->casualties[k].text)) points += 1;
  if (e->sentence > 1) points += 1;
  return points + (double)e->confidence;
}

static joined *find_joined(joiner *j, uint32_t report) {
  uint32_t at = j->newest[report_event(j->w->reports[report])->event];
  for (int seen = 0; at && seen < CANDIDATES_MAX; seen++, at = j->list[at - 1].before)
    if (tell_the_same(j->w, j->list[at - 1].best, report) && tell_the_same(j->w, j->list[at - 1].first, report))
      return &j->list[at - 1];
  return NULL;
}

static void add_report(joiner *j, uint32_t report) {
  joined *o = find_joined(j, report);
  if (!o) {
    casus_type type = report_event(j->w->reports[report])->event;
    j->list[j->n] = (joined){.first = report, .last = report, .best = report, .n = 1, .before = j->newest[type]};
    j->newest[type] = ++j->n;
    return;
  }
  j->next[o->last] = report + 1;
  o->last = report;
  o->n++;
  if (weight_of(j->w, report) > weight_of(j->w, o->best) + clearly_more) o->best = report;
}

/* ---- the list that is handed out, by date */

static int32_t order_day(const casus_event *e, const casus_report *r) {
  casus_date date = e->date.year ? e->date : r->article->date;
  return date.year ? date_to_days(date) : 0;
}

int32_t occurrence_day(const casus_occurrence *o) { return order_day(occurrence_event(o), o->report); }

typedef struct {
  int32_t day;
  uint32_t at;
} dated;

/* Merge sort, as equal days keep their order. */
static void sort_dated(dated *list, dated *scratch, uint32_t n) {
  for (uint32_t width = 1; width < n; width *= 2) {
    for (uint32_t begin = 0; begin < n; begin += 2 * width) {
      uint32_t middle = n - begin < width ? n : begin + width, end = n - begin < 2 * width ? n : begin + 2 * width;
      for (uint32_t a = begin, b = middle, out = begin; out < end; out++)
        scratch[out] = a < middle && (b == end || list[a].day <= list[b].day) ? list[a++] : list[b++];
    }
    memcpy(list, scratch, n * sizeof *list);
  }
}

static void fill_sides(situation_work *w, casus_occurrence *o) {
  uint32_t i = 0;
  while (w->reports[o->reports[i]] != o->report) i++;
  const side *a = &w->actors[o->reports[i]], *r = &w->recipients[o->reports[i]];
  o->actors = a->parties, o->n_actors = a->n;
  o->recipients = r->parties, o->n_recipients = r->n;
}

static void fill_reports(situation_work *w, casus_occurrence *o, const joiner *j, const joined *from) {
  uint32_t *reports = WORK_ARRAY(w, uint32_t, from->n), *sources = WORK_ARRAY(w, uint32_t, from->n);
  if (!reports || !sources) return;
  uint32_t last = 0;
  for (uint32_t r = from->first + 1; r; r = j->next[r - 1]) {
    uint32_t source = w->source_of[r - 1];
    reports[o->n_reports++] = r - 1;
    if (!o->n_sources || sources[o->n_sources - 1] != source) sources[o->n_sources++] = source;
    if (w->article_of[r - 1] != last) o->n_articles++;
    last = w->article_of[r - 1];
  }
  o->reports = reports;
  o->sources = sources;
}

static dated *list_by_date(joiner *j) {
  situation_work *w = j->w;
  dated *order = WORK_ARRAY(w, dated, j->n), *scratch = WORK_ARRAY(w, dated, j->n);
  if (w->failed) return NULL;
  for (uint32_t i = 0; i < j->n; i++) {
    const casus_report *best = w->reports[j->list[i].best];
    order[i] = (dated){order_day(report_event(best), best), i};
  }
  sort_dated(order, scratch, j->n);
  return order;
}

static void fill_occurrence(joiner *j, const joined *from, uint32_t index) {
  situation_work *w = j->w;
  casus_occurrence *o = &w->occurrences[index];
  *o = (casus_occurrence){.report = w->reports[from->best]};
  o->date = occurrence_event(o)->date;
  o->enddate = occurrence_event(o)->enddate;
  fill_reports(w, o, j, from);
  if (w->failed) return;
  fill_sides(w, o);
  for (uint32_t k = 0; k < o->n_reports; k++) w->occurrence_of[o->reports[k]] = index;
}

static void hand_out(joiner *j) {
  situation_work *w = j->w;
  const dated *order = list_by_date(j);
  w->occurrences = WORK_ARRAY(w, casus_occurrence, j->n);
  w->occurrence_of = WORK_ARRAY(w, uint32_t, w->s.n_reports);
  for (uint32_t i = 0; !w->failed && i < j->n; i++) fill_occurrence(j, &j->list[order[i].at], i);
  w->s.occurrences = w->occurrences;
  w->s.n_occurrences = j->n;
}

void occurrences_join(situation_work *w) {
  joiner j = {.w = w};
  j.list = WORK_ARRAY(w, joined, w->s.n_reports);
  j.next = WORK_ARRAY(w, uint32_t, w->s.n_reports);
  for (uint32_t i = 0; !w->failed && i < w->s.n_reports; i++) add_report(&j, i);
  if (!w->failed) hand_out(&j);
}
