/* What a store answers to a query, as text: the list with its total, and the series by day, week and month. */
#ifndef CASUS_TEST_ANSWERS_H
#define CASUS_TEST_ANSWERS_H

#include "fixture.h"

enum { ANSWER_BYTES_MAX = 1 << 26 };

static void write_report(buffer *out, const casus_report *r) {
  const casus_event *e = r->events;
  char date[16];
  bool good = buffer_format(out, "%lld %lld %lld %lld %u %s %s", (long long)r->event_key, (long long)r->article_key,
                            (long long)r->group, (long long)r->story, r->n_events, e->id, casus_date_text(e->date, date));
  good &= buffer_format(out, " %d %d %u %u %.9g %.9g %.17g %.17g", (int)e->event, (int)e->status, e->n_actors, e->n_recipients,
                        (double)e->score, (double)e->confidence, e->place.lat_deg, e->place.lon_deg);
  for (uint32_t i = 0; i < e->n_actors; i++) {
    good &= buffer_add(out, e->actors[i].code) && buffer_add_byte(out, ' ');
    good &= buffer_add(out, e->actors[i].name) && buffer_add_byte(out, ' ');
  }
  good &= buffer_add(out, e->text) && buffer_add(out, r->article->title) && buffer_add(out, r->article->text);
  assert_true(good && buffer_add_byte(out, '\n'));
}

static void write_answer(buffer *out, casus_store *s, const casus_query *query) {
  casus_cursor *c = NULL;
  casus_report r;
  casus_status status;
  GOOD(casus_store_query(s, query, &c, &error));
  assert_true(buffer_format(out, "total %llu\n", (unsigned long long)casus_cursor_total(c)));
  while ((status = casus_cursor_next(c, &r, &error)) == CASUS_OK) write_report(out, &r);
  if (status != CASUS_END) fail_msg("%s", error.message);
  casus_cursor_close(c);
}

static void write_series(buffer *out, casus_store *s, const casus_query *query, casus_period by) {
  casus_series_point *points = NULL;
  size_t n = 0;
  char date[16];
  GOOD(casus_store_series(s, query, by, &points, &n, &error));
  for (size_t i = 0; i < n; i++) {
    const casus_series_point *p = &points[i];
    assert_true(buffer_format(out, "%s %llu %llu %llu", casus_date_text(p->begin, date), (unsigned long long)p->n_articles,
                              (unsigned long long)p->n_events, (unsigned long long)p->n_stories));
    for (int quad = 1; quad <= 4; quad++) assert_true(buffer_format(out, " %llu", (unsigned long long)p->by_quad[quad]));
    assert_true(buffer_format(out, " %.17g %.17g\n", p->score_sum, p->goldstein_sum));
  }
  free(points);
}

/* On the heap. */
static char *answers(casus_store *s, const casus_query *query) {
  buffer out;
  buffer_init(&out, ANSWER_BYTES_MAX);
  write_answer(&out, s, query);
  for (int by = CASUS_BY_DAY; by <= CASUS_BY_MONTH; by++) write_series(&out, s, query, (casus_period)by);
  assert_true(buffer_add_byte(&out, 0));
  return out.ptr;
}

#endif
