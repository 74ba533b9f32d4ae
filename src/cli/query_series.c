/* Series for people and for programs. */
#include <inttypes.h>

#include "cli/columns.h"
#include "cli/query_views.h"

enum { GAP_MIN = 4 }; /* so many periods without anything are told in one line */

static bool is_gap(const casus_series_point *p) { return p->begin.year && !p->n_articles && !p->n_events; }

/* "-0.0" is no sum. */
static double rounded(double sum) { return sum > -0.05 && sum < 0.05 ? 0 : sum; }

/* ---- for people */

static void write_heading(FILE *out, const screen *s) {
  set_style(out, s, BOLD);
  fprintf(out, "%-10s  %8s  %7s  %7s  %6s %6s %6s %6s  %9s  %9s\n", "", "articles", "events", "stories", "verbal", "mater.",
          "verbal", "mater.", "score", "goldstein");
  set_style(out, s, DIM);
  fprintf(out, "%-10s  %8s  %7s  %7s  %13s %13s\n", "", "", "", "", "cooperation", "conflict");
  set_style(out, s, PLAIN);
}

static void write_row(FILE *out, const screen *s, const casus_series_point *p) {
  char begin[16];
  casus_date_text(p->begin, begin);
  fprintf(out, "%-10s  ", p->begin.year ? begin : "no period");
  if (p->n_articles) fprintf(out, "%8" PRIu64, p->n_articles);
  else set_style(out, s, WARM), fprintf(out, "%8s", "none"), set_style(out, s, PLAIN);
  fprintf(out, "  %7" PRIu64 "  %7" PRIu64 "  %6" PRIu64 " %6" PRIu64 " %6" PRIu64 " %6" PRIu64 "  %9.1f  %9.1f\n", p->n_events,
          p->n_stories, p->by_quad[1], p->by_quad[2], p->by_quad[3], p->by_quad[4], rounded(p->score_sum),
          rounded(p->goldstein_sum));
}

static void write_gap(FILE *out, const screen *s, const char *unit, size_t n) {
  set_style(out, s, DIM);
  fprintf(out, "%-10s  no articles, no events: %zu %s\n", "...", n, unit);
  set_style(out, s, PLAIN);
}

static void write_table(FILE *out, const screen *s, casus_period by, const casus_series_point *points, size_t n) {
  static const char *const units[] = {"days", "weeks", "months"};
  write_heading(out, s);
  for (size_t i = 0; i < n;) {
    size_t end = i;
    while (end < n && is_gap(&points[end])) end++;
    if (end - i >= GAP_MIN) write_gap(out, s, units[by], end - i), i = end;
    else write_row(out, s, &points[i++]);
  }
}

/* ---- for programs */

static void write_json(FILE *out, const casus_series_point *p) {
  char begin[16];
  const char *quote = p->begin.year ? "\"" : "";
  casus_date_text(p->begin, begin);
  fprintf(out,
          "{\"begin\":%s%s%s,\"n_articles\":%" PRIu64 ",\"n_events\":%" PRIu64 ",\"n_stories\":%" PRIu64 ",\"by_quad\":[%" PRIu64
          ",%" PRIu64 ",%" PRIu64 ",%" PRIu64 "],\"score\":%.1f,\"goldstein\":%.1f}\n",
          quote, p->begin.year ? begin : "null", quote, p->n_articles, p->n_events, p->n_stories, p->by_quad[1], p->by_quad[2],
          p->by_quad[3], p->by_quad[4], rounded(p->score_sum), rounded(p->goldstein_sum));
}

static void write_csv(FILE *out, const casus_series_point *p) {
  char begin[16];
  fprintf(out, "%s,%" PRIu64 ",%" PRIu64 ",%" PRIu64 ",%" PRIu64 ",%" PRIu64 ",%" PRIu64 ",%" PRIu64 ",%.1f,%.1f\r\n",
          casus_date_text(p->begin, begin), p->n_articles, p->n_events, p->n_stories, p->by_quad[1], p->by_quad[2], p->by_quad[3],
          p->by_quad[4], rounded(p->score_sum), rounded(p->goldstein_sum));
}

void write_series(FILE *out, const screen *s, query_format format, casus_period by, const casus_series_point *points, size_t n) {
  if (format == QUERY_TABLE) {
    write_table(out, s, by, points, n);
    return;
  }
  if (format == QUERY_CSV) fputs("begin,n_articles,n_events,n_stories,quad_1,quad_2,quad_3,quad_4,score,goldstein\r\n", out);
  for (size_t i = 0; i < n; i++) (format == QUERY_CSV ? write_csv : write_json)(out, &points[i]);
}
