/* The line of escalation: the score of each day, below zero where hostile acts weigh more. */
#include "story/brief_svg.h"

enum { LEFT = 60, RIGHT = 20, TOP = 16, WIDTH = 720, HEIGHT = 220, BOTTOM = 40, MARKED_MAX = 90 };

typedef struct {
  double low, high;
  int32_t first, last;
} frame;

static frame frame_of(const casus_situation *s) {
  frame f = {.first = date_to_days(s->days[0].date), .last = date_to_days(s->days[s->n_days - 1].date)};
  for (uint32_t i = 0; i < s->n_days; i++) {
    if (s->days[i].score < f.low) f.low = s->days[i].score;
    if (s->days[i].score > f.high) f.high = s->days[i].score;
  }
  if (f.high - f.low < 1) f.high = f.low + 1;
  return f;
}

static int day_x(const frame *f, int32_t day) {
  double share = f->last > f->first ? (double)(day - f->first) / (double)(f->last - f->first) : 0.5;
  return LEFT + (int)(share * (WIDTH - LEFT - RIGHT));
}

static int score_y(const frame *f, double score) {
  return TOP + (int)((f->high - score) / (f->high - f->low) * (HEIGHT - TOP - BOTTOM));
}

static bool put_axis(buffer *out, brief_document *d, const frame *f) {
  const double ticks[] = {f->low, 0, f->high};
  bool ok = true;
  for (int i = 0; i < 3; i++) {
    int y = score_y(f, ticks[i]);
    bool near_zero = i != 1 && y - score_y(f, 0) < 14 && score_y(f, 0) - y < 14;
    ok = ok && buffer_format(out, "<line class=\"%s\" x1=\"%d\" x2=\"%d\" y1=\"%d\" y2=\"%d\"/>\n", i == 1 ? "zero" : "grid",
                             LEFT, WIDTH - RIGHT, y, y);
    if (!near_zero) ok = ok && brief_svg_text(out, LEFT - 8, y + 4, " text-anchor=\"end\"", brief_points(d, ticks[i]));
  }
  str first = brief_date(d, d->s->days[0].date, (casus_date){0});
  str last = brief_date(d, d->s->days[d->s->n_days - 1].date, (casus_date){0});
  return ok && brief_svg_text(out, LEFT, HEIGHT - 10, "", first) &&
         brief_svg_text(out, WIDTH - RIGHT, HEIGHT - 10, " text-anchor=\"end\"", last);
}

static bool put_line(buffer *out, const casus_situation *s, const frame *f) {
  bool ok = buffer_add(out, STR("<polyline class=\"curve\" points=\""));
  for (uint32_t i = 0; i < s->n_days; i++)
    ok = ok && buffer_format(out, "%s%d,%d", i ? " " : "", day_x(f, date_to_days(s->days[i].date)), score_y(f, s->days[i].score));
  return ok && buffer_add(out, STR("\"/>\n"));
}

static bool put_point(buffer *out, brief_document *d, const frame *f, const casus_day *day) {
  str date = brief_date(d, day->date, (casus_date){0}), score = brief_points(d, day->score);
  return buffer_format(
      out, "<circle class=\"fact q%d\" cx=\"%d\" cy=\"%d\" r=\"4\"><title>%.*s: %.*s (%u acts)</title></circle>\n",
      day->score < 0 ? 4 : 1, day_x(f, date_to_days(day->date)), score_y(f, day->score), STR_ARG(date), STR_ARG(score), day->n);
}

bool brief_tension_svg(buffer *out, brief_document *d) {
  const casus_situation *s = d->s;
  if (s->n_days < 2) return true;
  frame f = frame_of(s);
  bool ok = brief_svg_begin(
      out, "tension", WIDTH, HEIGHT, STR("Score of each day"),
      STR("The sum of the PLOVER scores of the facts of each day: below zero, hostile acts weigh more. The table below "
          "has the numbers."));
  ok = ok && put_axis(out, d, &f) && put_line(out, s, &f);
  for (uint32_t i = 0; i < s->n_days && s->n_days <= MARKED_MAX && ok; i++) ok = put_point(out, d, &f, &s->days[i]);
  return ok && buffer_add(out, STR("</svg>\n"));
}
