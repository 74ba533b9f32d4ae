/* The second half of a brief: what depends on what, votes, what is to come, the course of events day by day, those harmed, and
 * where reports contradict each other. */
#include "story/brief.h"

enum { DAYS_SHOWN = 60 };

static const casus_event *event_of(const casus_occurrence *o) { return &o->report->events[0]; }

/* ---- conditions and exchanges */

static void write_conditions(brief_document *d) {
  const casus_situation *s = d->s;
  if (!s->n_conditions && !s->n_exchanges) return;
  brief_heading(d, "Conditions and exchanges");
  for (uint32_t i = 0; i < s->n_conditions; i++) {
    const casus_condition *c = &s->conditions[i];
    brief_add_occurrence(d, BLOCK_ITEM, STR(""), brief_occurrence(d, c->occurrence));
    if (c->event >= 0)
      brief_add_occurrence(d, BLOCK_SUBITEM, c->unless ? STR("Unless:") : STR("If:"), brief_occurrence(d, (uint32_t)c->event));
  }
  for (uint32_t i = 0; i < s->n_exchanges; i++) {
    brief_add_occurrence(d, BLOCK_ITEM, STR("Exchange:"), brief_occurrence(d, s->exchanges[i].given));
    brief_add_occurrence(d, BLOCK_SUBITEM, STR("In return:"), brief_occurrence(d, s->exchanges[i].taken));
  }
}

static void write_votes(brief_document *d) {
  static const char *const kinds[] = {"Veto:", "Against:", "For:", "Vote:"};
  if (!d->s->n_votes) return;
  brief_heading(d, "Votes");
  for (uint32_t i = 0; i < d->s->n_votes; i++) {
    const casus_occurrence *o = brief_occurrence(d, d->s->votes[i].occurrence);
    bool cast = event_of(o)->status == CASUS_ACTUAL;
    brief_add_occurrence(d, BLOCK_ITEM, cast ? str_of(kinds[d->s->votes[i].kind]) : STR("Not cast:"), o);
  }
}

static str place_of(brief_document *d, const casus_occurrence *o) {
  str place = event_of(o)->place.name;
  return str_empty(place) ? STR("") : brief_format(d, ", %.*s", STR_ARG(place));
}

static void write_agenda(brief_document *d) {
  if (!d->s->n_agenda) return;
  brief_heading(d, "Agenda");
  for (uint32_t i = 0; i < d->s->n_agenda; i++) {
    const casus_agenda_item *item = &d->s->agenda[i];
    const casus_occurrence *o = brief_occurrence(d, item->occurrence);
    str date = brief_date(d, item->date, item->enddate), place = place_of(d, o);
    if (str_empty(date)) date = STR("No day told");
    brief_add_occurrence(d, BLOCK_ITEM, brief_format(d, "%.*s%.*s:", STR_ARG(date), STR_ARG(place)), o);
  }
}

/* ---- the course of events */

static void write_days(brief_document *d) {
  static const char *const columns[] = {"Day", "Acts", "Friendly", "Hostile words", "Hostile deeds", "Score", "Most severe act"};
  const casus_situation *s = d->s;
  uint32_t begin = s->n_days > DAYS_SHOWN ? s->n_days - DAYS_SHOWN : 0;
  if (!s->n_days) return;
  block *table = brief_add_table(d, "Facts of each day; the score is PLOVER's, summed", columns, 7, s->n_days - begin);
  for (uint32_t i = begin; i < s->n_days; i++) {
    const casus_day *y = &s->days[i];
    brief_add_row(d, table,
                  (str[]){brief_date(d, y->date, (casus_date){0}), brief_format(d, "%u", y->n),
                          brief_format(d, "%u", y->by_quad[1] + y->by_quad[2]), brief_format(d, "%u", y->by_quad[3]),
                          brief_format(d, "%u", y->by_quad[4]), brief_points(d, y->score),
                          brief_clean(d, s->occurrences[y->severest].statement)});
  }
  if (begin) brief_add(d, BLOCK_TEXT, brief_format(d, "%u earlier days are not shown.", begin));
}

/* Deeds and meetings; what was said stands under positions. */
static bool is_deed(const casus_event *e) {
  bool said = e->quad == 3 || e->event == CASUS_AGREE || e->event == CASUS_SUPPORT || e->event == CASUS_CONCEDE;
  return e->status == CASUS_ACTUAL && !said;
}

static bool is_possible(const casus_event *e) {
  bool deed = e->quad == 2 || e->quad == 4 || e->event == CASUS_CONSULT;
  return e->status == CASUS_CONSIDERED || (deed && (e->status == CASUS_PLANNED || e->status == CASUS_INTENDED));
}

static bool is_unreal(const casus_event *e) {
  return e->status == CASUS_FAILED || e->status == CASUS_NEGATED || e->status == CASUS_DENIED;
}

static void write_list(brief_document *d, const char *title, bool (*belongs)(const casus_event *)) {
  bool any = false;
  for (uint32_t i = 0; i < d->s->n_occurrences; i++) {
    if (!belongs(event_of(brief_occurrence(d, i)))) continue;
    if (!any) brief_add(d, BLOCK_SUBHEADING, str_of(title));
    any = true;
    brief_add_occurrence(d, BLOCK_ITEM, STR(""), brief_occurrence(d, i));
  }
}

static void write_course(brief_document *d) {
  brief_heading(d, "Course of events");
  brief_add(d, BLOCK_FIGURE, STR("Events by day and kind"))->figure = FIGURE_TIMELINE;
  if (d->s->n_days > 1)
    brief_add(d, BLOCK_FIGURE, STR("Score of each day that has facts, joined by a line"))->figure = FIGURE_TENSION;
  write_days(d);
  write_list(d, "Deeds and meetings", is_deed);
  write_list(d, "Planned, feared or spoken of as possible", is_possible);
  write_list(d, "Tried in vain, not done, or denied", is_unreal);
}

/* ---- those harmed */

static const char *const harm_names[CASUS_HARM_COUNT] = {"Killed", "Injured", "Missing", "Abducted", "Arrested"};

static str range_text(brief_document *d, const casus_casualty *c) {
  const unsigned long long min = c->min, max = c->max;
  if (c->has_min && c->has_max && min == max) return brief_format(d, "%llu", min);
  if (c->has_min && c->has_max) return brief_format(d, "%llu to %llu", min, max);
  if (c->has_min) return brief_format(d, "%llu or more", min);
  return c->has_max ? brief_format(d, "up to %llu", max) : brief_clean(d, c->text);
}

static void write_harm(brief_document *d) {
  if (!d->s->n_casualties) return;
  brief_heading(d, "People harmed, as reported");
  for (uint32_t i = 0; i < d->s->n_casualties; i++) {
    const casus_casualty *c = &d->s->casualties[i];
    str range = range_text(d, c);
    const char *over = c->n_reports > 1 && c->min != c->max ? " (range over reports)" : "";
    str lead = brief_format(d, "%s: %.*s%s. ", harm_names[c->harm], STR_ARG(range), over);
    brief_add_occurrence(d, BLOCK_ITEM, lead, brief_occurrence(d, c->occurrence));
  }
  brief_add(d, BLOCK_TEXT, STR("Numbers are not summed: reports may speak of the same people."));
}

/* ---- contradictions */

static str range_of(brief_document *d, const casus_contradiction *c) {
  for (uint32_t i = 0; i < d->s->n_casualties; i++)
    if (d->s->casualties[i].occurrence == c->says && d->s->casualties[i].harm == c->harm)
      return range_text(d, &d->s->casualties[i]);
  return STR("");
}

static void write_contradiction(brief_document *d, const casus_contradiction *c) {
  static const char *const says[] = {"Reported:", "Accused:"}, *const denies[] = {"But:", "Rejected:"};
  if (c->kind == CASUS_CONTRADICTION_NUMBERS) {
    static const char *const numbers[CASUS_HARM_COUNT] = {"killed", "injured", "missing", "abducted", "arrested"};
    str range = range_of(d, c),
        lead = brief_format(d, "Reports differ on the number of %s, %.*s:", numbers[c->harm], STR_ARG(range));
    brief_add_occurrence(d, BLOCK_ITEM, lead, brief_occurrence(d, c->says));
    return;
  }
  brief_add_occurrence(d, BLOCK_ITEM, str_of(says[c->kind]), brief_occurrence(d, c->says));
  brief_add_occurrence(d, BLOCK_SUBITEM, str_of(denies[c->kind]), brief_occurrence(d, c->denies));
}

static void write_contradictions(brief_document *d) {
  if (!d->s->n_contradictions) return;
  brief_heading(d, "Contradictions");
  for (uint32_t i = 0; i < d->s->n_contradictions; i++) write_contradiction(d, &d->s->contradictions[i]);
}

/* What has found no place above: speech of people not named, appointments of the past, the oldest of many repetitions. */
static void write_rest(brief_document *d) {
  bool any = false;
  for (uint32_t i = 0; i < d->s->n_occurrences; i++) {
    if (!d->shown || d->shown[i]) continue;
    if (!any) brief_heading(d, "Also reported");
    any = true;
    brief_add_occurrence(d, BLOCK_ITEM, STR(""), brief_occurrence(d, i));
  }
}

void brief_course_write(brief_document *d) {
  write_conditions(d);
  write_votes(d);
  write_agenda(d);
  write_course(d);
  write_harm(d);
  write_contradictions(d);
  write_rest(d);
}
