/* Keeps copies of reports, all but the texts of articles, until every one is there. What they say is the situation's business. */
#include <stdlib.h>

#include "story/situation.h"

static const size_t reports_normal_bytes = (size_t)256 << 20;

struct casus_reports {
  arena *memory;
  casus_report *list;
  uint32_t n, capacity;
  const casus_article *copy; /* of the article added last */
};

casus_status casus_reports_open(size_t max_bytes, casus_reports **reports, casus_error *error) {
  casus_reports *r = calloc(1, sizeof *r);
  if (r) r->memory = arena_new(max_bytes ? max_bytes : reports_normal_bytes);
  if (r && r->memory) {
    *reports = r;
    return CASUS_OK;
  }
  free(r);
  return error_set(error, CASUS_MEMORY, "no memory for reports");
}

void casus_reports_close(casus_reports *r) {
  if (!r) return;
  arena_free(r->memory);
  free(r);
}

const casus_report *casus_reports_list(const casus_reports *r, size_t *n_reports) {
  *n_reports = r->n;
  return r->list;
}

/* ---- copies: each function is false where memory ran out */

static bool copy_all(arena *a, casus_str *const *strings, size_t n) {
  for (size_t i = 0; i < n; i++)
    if (!arena_copy(a, *strings[i], strings[i])) return false;
  return true;
}

static bool copy_actors(arena *a, const casus_actor **actors, uint32_t n) {
  if (!n) return true;
  casus_actor *copy = ARENA_ARRAY(a, casus_actor, n);
  if (!copy) return false;
  for (uint32_t i = 0; i < n; i++) {
    casus_actor *c = &copy[i];
    *c = (*actors)[i];
    casus_str *strings[] = {&c->code, &c->country, &c->sector, &c->name, &c->office, &c->text};
    if (!copy_all(a, strings, 6)) return false;
  }
  *actors = copy;
  return true;
}

static bool copy_figures(arena *a, casus_event *e) {
  for (int k = 0; k < CASUS_HARM_COUNT; k++)
    if (!arena_copy(a, e->casualties[k].text, &e->casualties[k].text)) return false;
  return arena_copy(a, e->participants.text, &e->participants.text);
}

static bool copy_event(arena *a, casus_event *e) {
  casus_str *strings[] = {&e->doc,          &e->text,        &e->condition, &e->place.name, &e->place.country,
                          &e->place.admin1, &e->weapon.text, &e->trigger,   &e->rule};
  e->steps = NULL;
  e->n_steps = 0;
  return copy_all(a, strings, sizeof strings / sizeof *strings) && copy_figures(a, e) &&
         copy_actors(a, &e->actors, e->n_actors) && copy_actors(a, &e->recipients, e->n_recipients) &&
         copy_actors(a, &e->holder, e->holder ? 1 : 0);
}

/* The event and the ids of those it points to. */
static casus_event *copy_events(arena *a, const casus_event *events, uint32_t n) {
  casus_event *copy = ARENA_ARRAY(a, casus_event, n);
  if (!copy) return NULL;
  copy[0] = events[0];
  for (uint32_t i = 1; i < n; i++) memcpy(copy[i].id, events[i].id, sizeof copy[i].id);
  return copy_event(a, &copy[0]) ? copy : NULL;
}

static const casus_article *copy_article(arena *a, const casus_article *article) {
  casus_article *copy = ARENA_ARRAY(a, casus_article, 1);
  if (!copy) return NULL;
  *copy = *article;
  copy->text = (str){0};
  casus_str *strings[] = {&copy->id, &copy->title, &copy->url, &copy->source, &copy->language, &copy->origin};
  return copy_all(a, strings, 6) ? copy : NULL;
}

static bool same_article(const casus_article *a, const casus_article *b) {
  return str_equal(a->id, b->id) && str_equal(a->title, b->title) && str_equal(a->url, b->url) &&
         str_equal(a->source, b->source) && str_equal(a->origin, b->origin) && a->origin_line == b->origin_line &&
         a->origin_bytes == b->origin_bytes && date_compare(a->date, b->date) == 0;
}

static bool add_copy(casus_reports *r, const casus_report *report) {
  if (!arena_grow(r->memory, (void **)&r->list, &r->capacity, r->n + 1, sizeof *r->list)) return false;
  bool again = r->n && same_article(r->copy, report->article);
  casus_report copy = *report;
  copy.article = again ? r->copy : copy_article(r->memory, report->article);
  if (!copy.article) return false;
  r->copy = copy.article;
  copy.events = copy_events(r->memory, report->events, report->n_events);
  if (!copy.events || !arena_copy(r->memory, report->imported, &copy.imported) ||
      !arena_copy(r->memory, report->extra, &copy.extra))
    return false;
  r->list[r->n++] = copy;
  return true;
}

casus_status casus_reports_add(casus_reports *r, const casus_report *report, casus_error *error) {
  if (!report->n_events || !report->article) return error_set(error, CASUS_USAGE, "a report needs an event and an article");
  if (r->n == CASUS_REPORTS_MAX)
    return error_set(error, CASUS_MEMORY, "over %d events for one brief: choose fewer articles, or a shorter time",
                     CASUS_REPORTS_MAX);
  if (add_copy(r, report)) return CASUS_OK;
  return error_set(error, CASUS_MEMORY, "the events of this brief need too much memory: choose fewer articles");
}

/* An event with those it points to behind it. */
static casus_report report_of(const casus_article *article, const casus_event *events, size_t n_events, size_t i,
                              casus_event linked[3]) {
  uint32_t n = 1;
  linked[0] = events[i];
  int32_t *links[] = {&linked[0].condition_event, &linked[0].exchange};
  for (int k = 0; k < 2; k++) {
    bool there = *links[k] >= 0 && (size_t)*links[k] < n_events;
    if (there) linked[n] = events[*links[k]];
    *links[k] = there ? (int32_t)n++ : CASUS_NO_EVENT;
  }
  return (casus_report){.events = linked, .n_events = n, .article = article};
}

casus_status casus_reports_add_events(casus_reports *r, const casus_article *article, const casus_event *events, size_t n_events,
                                      casus_error *error) {
  for (size_t i = 0; i < n_events; i++) {
    casus_event linked[3];
    casus_report report = report_of(article, events, n_events, i, linked);
    casus_status status = casus_reports_add(r, &report, error);
    if (status != CASUS_OK) return status;
  }
  return CASUS_OK;
}
