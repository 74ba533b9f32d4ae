/* Makes a situation: sorts the reports, calls the steps in order, numbers the sentences. What each step does is in its own file.
 */
#include "story/situation.h"

#include <stdlib.h>

static const size_t situation_max_bytes = (size_t)512 << 20;

/* What is handed out stands first, so that its address is that of the whole. */
typedef struct {
  casus_situation s;
  arena *memory;
} situation_box;

void *situation_alloc(situation_work *w, size_t count, size_t size) {
  if (!count || w->failed) return NULL;
  void *made = arena_alloc(w->memory, count, size);
  if (!made) w->failed = true;
  return made;
}

str situation_copy(situation_work *w, str s) {
  str copy = {0};
  if (!w->failed && !arena_copy(w->memory, s, &copy)) w->failed = true;
  return copy;
}

/* ---- reports in an order of their own, whatever order they came in */

static int compare_numbers(uint64_t a, uint64_t b) { return a < b ? -1 : a > b; }

static int compare_articles(const casus_article *a, const casus_article *b) {
  int order = date_compare(a->date, b->date);
  const str of_a[] = {a->origin, a->id, a->url, a->title, a->source}, of_b[] = {b->origin, b->id, b->url, b->title, b->source};
  if (!order) order = str_compare(of_a[0], of_b[0]);
  if (!order) order = compare_numbers(a->origin_bytes, b->origin_bytes);
  for (int i = 1; i < 5 && !order; i++) order = str_compare(of_a[i], of_b[i]);
  return order;
}

static int compare_reports(const void *x, const void *y) {
  const casus_report *a = *(const casus_report *const *)x, *b = *(const casus_report *const *)y;
  const casus_event *e = report_event(a), *f = report_event(b);
  int order = compare_articles(a->article, b->article);
  if (!order) order = compare_numbers(e->sentence, f->sentence);
  if (!order) order = compare_numbers(e->trigger_span.begin, f->trigger_span.begin);
  return order ? order : strcmp(e->id, f->id);
}

/* What is imported may hold anything. */
static bool is_sound(const casus_event *e) {
  return e->event > CASUS_NONE && e->event < CASUS_TYPE_COUNT && (unsigned)e->of < CASUS_TYPE_COUNT &&
         (unsigned)e->status < CASUS_EVENT_STATUS_COUNT && e->n_modes <= CASUS_MODES_MAX && e->quad >= 1 && e->quad <= 4;
}

static void sort_reports(situation_work *w, const casus_report *reports, size_t n, double min_confidence) {
  w->reports = WORK_ARRAY(w, const casus_report *, n);
  for (size_t i = 0; w->reports && i < n; i++) {
    const casus_event *e = report_event(&reports[i]);
    if (!is_sound(e) || (double)e->confidence < min_confidence) w->s.n_left_out++;
    else w->reports[w->s.n_reports++] = &reports[i];
  }
  if (w->s.n_reports) qsort(w->reports, w->s.n_reports, sizeof *w->reports, compare_reports);
  w->s.reports = w->reports;
}

static void count_articles(situation_work *w) {
  casus_situation *s = &w->s;
  w->article_of = WORK_ARRAY(w, uint32_t, s->n_reports);
  for (uint32_t i = 0; !w->failed && i < s->n_reports; i++) {
    const casus_article *a = w->reports[i]->article;
    if (!i || compare_articles(w->reports[i - 1]->article, a) != 0) s->n_articles++;
    w->article_of[i] = s->n_articles;
    if (!a->date.year) continue;
    if (!s->from.year) s->from = a->date;
    s->to = a->date;
  }
  if (!s->as_of.year) s->as_of = s->to;
}

/* ---- sources: the sentences, each once */

static bool same_words(const casus_report *a, const casus_report *b) {
  return report_event(a)->sentence == report_event(b)->sentence && str_equal(report_event(a)->text, report_event(b)->text);
}

static void sources_number(situation_work *w) {
  casus_situation *s = &w->s;
  casus_source *sources = WORK_ARRAY(w, casus_source, s->n_reports);
  w->source_of = WORK_ARRAY(w, uint32_t, s->n_reports);
  for (uint32_t i = 0; !w->failed && i < s->n_reports; i++) {
    const casus_report *r = w->reports[i];
    if (!i || w->article_of[i - 1] != w->article_of[i] || !same_words(w->reports[i - 1], r))
      sources[s->n_sources++] = (casus_source){r->article, report_event(r)->text, report_event(r)->sentence};
    w->source_of[i] = s->n_sources - 1;
  }
  s->sources = sources;
}

/* ---- the whole */

static void run_steps(situation_work *w) {
  static void (*const steps[])(situation_work *) = {parties_find,     occurrences_join, parties_weigh,
                                                    occurrences_tell, positions_find,   conditions_find,
                                                    agenda_find,      days_sum,         contradictions_find};
  count_articles(w);
  sources_number(w);
  for (size_t i = 0; i < sizeof steps / sizeof *steps && !w->failed && w->s.n_reports; i++) steps[i](w);
}

static casus_status make(situation_work *w, const casus_report *reports, size_t n, const casus_situation_options *options,
                         casus_error *error) {
  casus_status status = countries_read(w, options->data_dir, error);
  if (status != CASUS_OK) return status;
  w->s.title = situation_copy(w, options->title);
  w->s.as_of = options->as_of;
  sort_reports(w, reports, n, options->min_confidence);
  run_steps(w);
  return w->failed ? error_set(error, CASUS_MEMORY, "the situation needs too much memory: choose fewer articles") : CASUS_OK;
}

static casus_status hand_out(situation_work *w, casus_situation **situation, casus_error *error) {
  situation_box *box = malloc(sizeof *box);
  if (!box) return error_set(error, CASUS_MEMORY, "no memory for a situation");
  *box = (situation_box){w->s, w->memory};
  *situation = &box->s;
  return CASUS_OK;
}

casus_status casus_situation_make(const casus_report *reports, size_t n_reports, const casus_situation_options *options,
                                  casus_situation **situation, casus_error *error) {
  const casus_situation_options normal = {0};
  if (n_reports > CASUS_REPORTS_MAX)
    return error_set(error, CASUS_MEMORY, "over %d events for one brief: choose fewer articles", CASUS_REPORTS_MAX);
  situation_work w = {.memory = arena_new(situation_max_bytes)};
  if (!w.memory) return error_set(error, CASUS_MEMORY, "no memory for a situation");
  casus_status status = make(&w, reports, n_reports, options ? options : &normal, error);
  if (status == CASUS_OK) status = hand_out(&w, situation, error);
  if (status != CASUS_OK) arena_free(w.memory);
  return status;
}

void casus_situation_free(casus_situation *situation) {
  if (!situation) return;
  situation_box *box = (situation_box *)situation;
  arena_free(box->memory);
  free(box);
}

const char *casus_stance_name(casus_stance stance) {
  static const char *const names[CASUS_STANCE_COUNT] = {"demands",   "refuses", "offers",   "concedes",
                                                        "threatens", "plans",   "supports", "accuses"};
  return (unsigned)stance < CASUS_STANCE_COUNT ? names[stance] : NULL;
}
