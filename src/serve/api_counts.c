/* GET /api/series. */
#include <stdlib.h>

#include "serve/handlers.h"
#include "serve/json_out.h"

/* ---- series */

static json_t *point_value(const casus_series_point *p) {
  return json_pack("{s:o, s:I, s:I, s:I, s:o, s:o, s:o}", "begin", json_date_or_null(p->begin), "n_articles",
                   (json_int_t)p->n_articles, "n_events", (json_int_t)p->n_events, "n_stories", (json_int_t)p->n_stories,
                   "by_quad", json_quads(p->by_quad), "score", json_rounded(p->score_sum, 1), "goldstein",
                   json_rounded(p->goldstein_sum, 1));
}

static void write_series(call *c, const char *by, const casus_series_point *points, size_t n) {
  json_t *list = json_array(), *unplaced = NULL;
  for (size_t i = 0; i < n; i++) {
    if (points[i].begin.year) json_array_append_new(list, point_value(&points[i]));
    else unplaced = point_value(&points[i]);
  }
  reply_json(c->reply, json_pack("{s:s, s:o, s:o}", "by", by, "points", list, "unplaced", unplaced ? unplaced : json_null()));
}

void get_series(call *c) {
  static const char *const periods[] = {"day", "week", "month", NULL};
  casus_error error = {0};
  casus_series_point *points;
  size_t n;
  int by = call_choice(c, "by", periods);
  if (by < 0) return;
  if (!call_good(c, casus_store_series(c->loan.store, &c->query, (casus_period)by, &points, &n, &error), &error)) return;
  write_series(c, periods[by], points, n);
  free(points);
}
