/* The timeline: a column for each day (or equal stretch of days), a lane for each quad, a mark for each event. Facts are filled,
 * what is planned or intended has a broken outline, what is possible a dotted one, what is denied or did not happen a cross. */
#include "story/brief_svg.h"

enum { LEFT = 120, RIGHT = 20, TOP = 16, LANE = 62, WIDTH = 720, COLUMNS_MAX = 40, STACK = 4, RADIUS = 6, LANES = 4 };
enum { HEIGHT = TOP + LANES * LANE + 66 };

typedef struct {
  int32_t first, last; /* days */
  int32_t step;        /* days a column */
  int n_columns;
  unsigned stacked[LANES][COLUMNS_MAX];
} lanes;

static const char *const lane_names[LANES] = {"Friendly words", "Friendly deeds", "Hostile words", "Hostile deeds"};

/* The crisis of now: what a sentence puts far back is left to the lists. */
static bool on_timeline(const brief_document *d, const casus_occurrence *o, int32_t *day) {
  if (!o->date.year || !o->date.day || !d->s->from.year) return false;
  *day = date_to_days(o->date);
  return *day >= date_to_days(d->s->from) - CASUS_BACKGROUND_DAYS && *day <= date_to_days(d->s->to) + CASUS_BACKGROUND_DAYS;
}

static bool find_range(const brief_document *d, lanes *l) {
  bool any = false;
  for (uint32_t i = 0; i < d->s->n_occurrences; i++) {
    int32_t day;
    if (!on_timeline(d, &d->s->occurrences[i], &day)) continue;
    if (!any || day < l->first) l->first = day;
    if (!any || day > l->last) l->last = day;
    any = true;
  }
  if (!any) return false;
  int32_t span_days = l->last - l->first + 1;
  l->step = (span_days + COLUMNS_MAX - 1) / COLUMNS_MAX;
  l->n_columns = (int)((span_days + l->step - 1) / l->step);
  return true;
}

static int column_x(const lanes *l, int column) {
  int room = WIDTH - LEFT - RIGHT;
  return LEFT + (2 * column + 1) * room / (2 * l->n_columns);
}

/* ---- axes */

static bool put_lanes(buffer *out) {
  bool ok = true;
  for (int q = 0; q < LANES; q++) {
    int y = TOP + q * LANE;
    ok = ok && buffer_format(out, "<rect class=\"lane\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>\n", LEFT, y + 2,
                             WIDTH - LEFT - RIGHT, LANE - 4);
    ok = ok && brief_svg_text(out, LEFT - 10, y + LANE / 2 + 4, " text-anchor=\"end\"", str_of(lane_names[q]));
  }
  return ok;
}

static str day_label(brief_document *d, int32_t day) {
  static const char *const names[] = {"", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  casus_date date = date_from_days(day);
  return brief_format(d, "%d %s", date.day, names[date.month]);
}

static bool put_days(buffer *out, brief_document *d, const lanes *l) {
  int every = (l->n_columns + 8) / 9;
  bool ok = true;
  for (int c = 0; c < l->n_columns; c += every)
    ok = ok && brief_svg_text(out, column_x(l, c), TOP + LANES * LANE + 18, " text-anchor=\"middle\"",
                              day_label(d, l->first + c * l->step));
  str years = brief_date(d, date_from_days(l->first), date_from_days(l->last));
  return ok && brief_svg_text(out, LEFT, TOP + LANES * LANE + 38, " class=\"small\"",
                              l->step == 1 ? years : brief_format(d, "%.*s; a column is %d days", STR_ARG(years), (int)l->step));
}

/* The day of the brief, where there is something behind it. */
static bool put_as_of(buffer *out, const brief_document *d, const lanes *l) {
  if (!d->s->as_of.year) return true;
  int32_t day = date_to_days(d->s->as_of);
  if (day < l->first || day >= l->last) return true;
  int x = (column_x(l, (int)((day - l->first) / l->step)) + column_x(l, (int)((day - l->first) / l->step) + 1)) / 2;
  return buffer_format(out, "<line class=\"today\" x1=\"%d\" x2=\"%d\" y1=\"%d\" y2=\"%d\"/>\n", x, x, TOP, TOP + LANES * LANE);
}

/* ---- marks */

static const char *mark_class(casus_event_status s) {
  static const char *const classes[CASUS_EVENT_STATUS_COUNT] = {"fact",     "planned", "planned", "possible",
                                                                "possible", "not",     "not",     "not"};
  return classes[s];
}

static bool put_shape(buffer *out, int x, int y, unsigned quad, const char *kind) {
  const int r = RADIUS;
  if (strcmp(kind, "not") == 0)
    return buffer_format(out, "<path class=\"not q%u\" d=\"M%d %dL%d %dM%d %dL%d %d\"/>", quad, x - r, y - r, x + r, y + r, x - r,
                         y + r, x + r, y - r);
  return buffer_format(out, "<circle class=\"%s q%u\" cx=\"%d\" cy=\"%d\" r=\"%d\"/>", kind, quad, x, y, r);
}

static bool put_mark(buffer *out, brief_document *d, lanes *l, const casus_occurrence *o, int32_t day) {
  const casus_event *e = &o->report->events[0];
  int column = (int)((day - l->first) / l->step), lane = e->quad - 1;
  unsigned n = l->stacked[lane][column]++;
  if (n >= STACK) return true;
  int x = column_x(l, column), y = TOP + lane * LANE + 10 + (int)n * (2 * RADIUS + 2);
  str date = brief_date(d, o->date, o->enddate), words = brief_clean(d, o->statement);
  bool ok = buffer_format(out, "<a href=\"#s%u\">", o->sources[0] + 1) && put_shape(out, x, y, e->quad, mark_class(e->status));
  ok = ok && buffer_add(out, STR("<title>")) && brief_escape(out, words) && buffer_add(out, STR(" (")) && brief_escape(out, date);
  return ok && buffer_format(out, ", %s)</title></a>\n", casus_event_status_name(e->status));
}

/* How many more there are than marks. */
static bool put_overflow(buffer *out, brief_document *d, const lanes *l) {
  bool ok = true;
  for (int q = 0; q < LANES; q++)
    for (int c = 0; c < l->n_columns; c++)
      if (l->stacked[q][c] > STACK)
        ok = ok && brief_svg_text(out, column_x(l, c) + RADIUS + 2, TOP + q * LANE + LANE - 8, " class=\"small\"",
                                  brief_format(d, "+%u", l->stacked[q][c] - STACK));
  return ok;
}

static bool put_key(buffer *out) {
  static const struct {
    const char *kind, *words;
  } keys[] = {{"fact", "reported as fact"}, {"planned", "planned"}, {"possible", "possible"}, {"not", "denied, not done"}};
  int y = HEIGHT - 8, x = LEFT;
  bool ok = true;
  for (size_t i = 0; i < sizeof keys / sizeof *keys; i++, x += 140) {
    ok = ok && put_shape(out, x + RADIUS, y - 4, 0, keys[i].kind);
    ok = ok && brief_svg_text(out, x + 2 * RADIUS + 6, y, " class=\"small\"", str_of(keys[i].words));
  }
  return ok;
}

bool brief_timeline_svg(buffer *out, brief_document *d) {
  lanes l = {0};
  if (!find_range(d, &l)) return true;
  str from = brief_date(d, date_from_days(l.first), date_from_days(l.last));
  str desc = brief_format(
      d, "One mark for each event, %.*s, in four lanes. The same events are listed below, with their sources.", STR_ARG(from));
  bool ok = brief_svg_begin(out, "timeline", WIDTH, HEIGHT, STR("Events by day and kind"), desc) && put_lanes(out) &&
            put_days(out, d, &l);
  ok = ok && put_as_of(out, d, &l);
  for (uint32_t i = 0; i < d->s->n_occurrences && ok; i++) {
    int32_t day;
    if (on_timeline(d, &d->s->occurrences[i], &day)) ok = put_mark(out, d, &l, &d->s->occurrences[i], day);
  }
  return ok && put_overflow(out, d, &l) && put_key(out) && buffer_add(out, STR("</svg>\n"));
}
