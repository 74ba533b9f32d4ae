/* What stands in a brief, section by section, in the words of the statements. Says nothing that the situation does not hold. */
#include <stdlib.h>

#include "story/brief.h"

enum { DYADS_SHOWN = 20, PARTIES_SHOWN = 40, NAMES_SHOWN = 6, SAID_SHOWN = 8, LISTED_MAX = 8 };

static float score_of(const casus_occurrence *o) { return o->report->events[0].score; }
static str party(const brief_document *d, int32_t i) { return i < 0 ? STR("") : d->s->parties[i].name; }
static void say(brief_document *d, const char *text) { brief_add(d, BLOCK_TEXT, str_of(text)); }

static void paragraph(brief_document *d, str text) {
  if (!str_empty(text)) brief_add(d, BLOCK_TEXT, text);
}

static const char *plural(uint32_t n) { return n == 1 ? "" : "s"; }

/* ---- head */

static void write_head(brief_document *d) {
  const casus_situation *s = d->s;
  str as_of = brief_date(d, s->as_of, (casus_date){0}), time = brief_date(d, s->from, s->to);
  brief_add(d, BLOCK_TITLE,
            str_empty(s->title) ? STR("Situation brief") : brief_format(d, "Situation brief: %.*s", STR_ARG(s->title)));
  paragraph(
      d, brief_format(d, "%s%.*s%sFrom %u article%s%s%.*s: %u report%s of %u event%s.", as_of.len ? "As of " : "", STR_ARG(as_of),
                      as_of.len ? ". " : "", s->n_articles, plural(s->n_articles), time.len ? ", published " : "", STR_ARG(time),
                      s->n_reports, plural(s->n_reports), s->n_occurrences, plural(s->n_occurrences)));
  if (s->n_left_out) paragraph(d, brief_format(d, "%u less certain report%s left out.", s->n_left_out, plural(s->n_left_out)));
  say(d,
      "Made by machine from the words of these articles. Each statement ends with the numbers of the sentences it rests on, "
      "quoted "
      "under Sources: read them before you rely on it. Only what was reported can stand here.");
}

/* ---- in short */

static str list_with_role(brief_document *d, uint32_t role) {
  buffer b;
  uint32_t n = 0;
  buffer_init(&b, 1 << 12);
  for (uint32_t i = 0; i < d->s->n_parties && n < LISTED_MAX; i++) {
    if (!(d->s->parties[i].roles & role)) continue;
    if (n++) buffer_add(&b, STR(", "));
    buffer_add(&b, d->s->parties[i].name);
  }
  str list = brief_clean(d, buffer_str(&b));
  buffer_free(&b);
  return list;
}

static str tension_words(brief_document *d) {
  static const char *const words[] = {[CASUS_DIRECTION_RISING] = "more hostile",
                                      [CASUS_DIRECTION_FALLING] = "less hostile",
                                      [CASUS_DIRECTION_STEADY] = "about as hostile or friendly"};
  const casus_tension *t = &d->s->tension;
  str from = brief_date(d, t->recent_from, t->recent_to), recent = brief_points(d, t->recent),
      before = brief_points(d, t->before);
  if (t->direction == CASUS_DIRECTION_UNKNOWN)
    return d->s->n_days ? STR("Direction: not told, since the dated facts do not cover two weeks.") : STR("");
  return brief_format(d,
                      "Direction: the week %.*s was %s%s the week before (mean PLOVER score of %u facts %.*s, of %u facts before "
                      "%.*s; −10 is the worst, +10 the best).",
                      STR_ARG(from), words[t->direction], t->direction == CASUS_DIRECTION_STEADY ? " as" : " than", t->n_recent,
                      STR_ARG(recent), t->n_before, STR_ARG(before));
}

static int32_t severest(const casus_situation *s) {
  int32_t worst = CASUS_NOBODY;
  for (uint32_t i = 0; i < s->n_days; i++) {
    uint32_t o = s->days[i].severest;
    if (worst < 0 || score_of(&s->occurrences[o]) < score_of(&s->occurrences[worst])) worst = (int32_t)o;
  }
  return worst;
}

static void write_roles_line(brief_document *d, uint32_t role, const char *format) {
  str list = list_with_role(d, role);
  if (list.len) brief_add(d, BLOCK_ITEM, brief_format(d, "%s: %.*s.", format, STR_ARG(list)));
}

static void write_short(brief_document *d) {
  const casus_situation *s = d->s;
  brief_heading(d, "In short");
  write_roles_line(d, CASUS_ROLE_CONFLICT, "Parties to the conflict");
  write_roles_line(d, CASUS_ROLE_MEDIATOR, "Between the parties (meets or offers to meet both sides)");
  int32_t worst = severest(s);
  if (worst >= 0)
    brief_add_occurrence(d, BLOCK_ITEM, STR("Most hostile act reported as fact:"), brief_occurrence(d, (uint32_t)worst));
  str direction = tension_words(d);
  if (direction.len) brief_add(d, BLOCK_ITEM, direction);
  if (s->n_agenda) brief_add_occurrence(d, BLOCK_ITEM, STR("Next on the agenda:"), brief_occurrence(d, s->agenda[0].occurrence));
  if (s->n_contradictions)
    brief_add(d, BLOCK_ITEM,
              brief_format(d, "Reports contradict each other on %u point%s.", s->n_contradictions, plural(s->n_contradictions)));
}

/* ---- parties */

static str roles_text(brief_document *d, uint32_t roles) {
  static const char *const names[CASUS_ROLES] = {"party to the conflict", "mediator", "supporter", "critic",
                                                 "international body"};
  buffer b;
  buffer_init(&b, 256);
  for (unsigned i = 0; i < CASUS_ROLES; i++) {
    if (!(roles >> i & 1)) continue;
    if (b.len) buffer_add(&b, STR(", "));
    buffer_add(&b, str_of(names[i]));
  }
  str text = b.len ? brief_clean(d, buffer_str(&b)) : STR("–");
  buffer_free(&b);
  return text;
}

static str names_text(brief_document *d, const casus_party *p) {
  buffer b;
  buffer_init(&b, 1 << 14);
  for (uint32_t i = 0; i < p->n_names && i < NAMES_SHOWN; i++) {
    if (i) buffer_add(&b, STR("; "));
    buffer_add(&b, p->names[i].name);
    if (p->names[i].office.len) buffer_add(&b, STR(" (")), buffer_add(&b, p->names[i].office), buffer_add_byte(&b, ')');
  }
  if (p->n_names > NAMES_SHOWN) buffer_format(&b, "; %u more", p->n_names - NAMES_SHOWN);
  str text = b.len ? brief_clean(d, buffer_str(&b)) : STR("–");
  buffer_free(&b);
  return text;
}

static void write_parties(brief_document *d) {
  static const char *const columns[] = {"Party", "Role", "Acts", "Is acted on", "Names used"};
  uint32_t n = d->s->n_parties < PARTIES_SHOWN ? d->s->n_parties : PARTIES_SHOWN;
  brief_heading(d, "Parties");
  if (!n) {
    say(d, "No party is named.");
    return;
  }
  block *table = brief_add_table(d, "Parties by how much they do and undergo", columns, 5, n);
  for (uint32_t i = 0; i < n; i++) {
    const casus_party *p = &d->s->parties[i];
    str name = brief_clean(d, p->name);
    brief_add_row(d, table,
                  (str[]){brief_upper(d, name), roles_text(d, p->roles), brief_format(d, "%u", p->n_actor),
                          brief_format(d, "%u", p->n_recipient), names_text(d, p)});
  }
  if (d->s->n_parties > n) paragraph(d, brief_format(d, "%u more are named less often.", d->s->n_parties - n));
  say(d,
      "Roles follow from what is reported: a party to the conflict gives, takes or threatens material conflict; a mediator "
      "meets, or "
      "offers to meet, two sides in conflict; a supporter supports and helps oftener than it refuses, accuses and threatens; a "
      "critic "
      "the other way round.");
}

static void write_dyads(brief_document *d) {
  static const char *const columns[] = {"Who",           "To whom",      "Acts", "Friendly words", "Friendly deeds",
                                        "Hostile words", "Hostile deeds"};
  uint32_t n = d->s->n_dyads < DYADS_SHOWN ? d->s->n_dyads : DYADS_SHOWN;
  if (!n) return;
  brief_heading(d, "Who acts on whom");
  brief_add(d, BLOCK_FIGURE, STR("Parties and what they do to one another"))->figure = FIGURE_NETWORK;
  block *table = brief_add_table(d, "Acts reported as facts, by pair", columns, 7, n);
  for (uint32_t i = 0; i < n; i++) {
    const casus_dyad *y = &d->s->dyads[i];
    str from = brief_clean(d, party(d, y->from)), to = brief_clean(d, party(d, y->to));
    str cells[7] = {brief_upper(d, from), to, brief_format(d, "%u", y->n)};
    for (int q = 1; q <= 4; q++) cells[2 + q] = brief_format(d, "%u", y->by_quad[q]);
    brief_add_row(d, table, cells);
  }
}

/* ---- positions */

static const char *const stance_leads[CASUS_STANCE_COUNT] = {"Demands",   "Refuses", "Offers or agrees", "Concedes",
                                                             "Threatens", "Plans",   "Supports",         "Criticises or accuses"};

/* One line where it was said once, else a line and one for each time. */
static void write_position(brief_document *d, const casus_position *p) {
  if (p->n_occurrences == 1) {
    brief_add_occurrence(d, BLOCK_ITEM, brief_format(d, "%s:", stance_leads[p->stance]), brief_occurrence(d, p->occurrences[0]));
    return;
  }
  str toward = brief_clean(d, party(d, p->toward)), first = brief_date(d, p->first, (casus_date){0}),
      last = brief_date(d, p->last, (casus_date){0});
  bool one_day = str_equal(first, last);
  brief_add(d, BLOCK_ITEM,
            brief_format(d, "%s%s%.*s, %u times%s%.*s%s%.*s:", stance_leads[p->stance], toward.len ? " towards " : "",
                         STR_ARG(toward), p->n_occurrences, one_day ? ", " : ", from ", STR_ARG(first), one_day ? "" : " to ",
                         one_day ? 0 : (int)last.len, last.len ? last.ptr : ""));
  uint32_t begin = p->n_occurrences > SAID_SHOWN ? p->n_occurrences - SAID_SHOWN : 0;
  for (uint32_t i = begin; i < p->n_occurrences; i++)
    brief_add_occurrence(d, BLOCK_SUBITEM, STR(""), brief_occurrence(d, p->occurrences[i]));
  if (begin) brief_add(d, BLOCK_SUBITEM, brief_format(d, "%u earlier", begin));
}

static void write_positions(brief_document *d) {
  const casus_situation *s = d->s;
  brief_heading(d, "Positions");
  if (!s->n_positions) say(d, "None are reported.");
  for (uint32_t i = 0; i < s->n_positions; i++) {
    const casus_position *p = &s->positions[i];
    if (!i || s->positions[i - 1].party != p->party) {
      str name = brief_clean(d, party(d, p->party));
      brief_add(d, BLOCK_SUBHEADING, brief_upper(d, name));
    }
    write_position(d, p);
  }
}

static void write_changes(brief_document *d) {
  const casus_situation *s = d->s;
  bool any = false;
  for (uint32_t i = 0; i < s->n_positions; i++) {
    const casus_position *later = &s->positions[i];
    if (later->reverses < 0) continue;
    const casus_position *earlier = &s->positions[later->reverses];
    if (!any) brief_heading(d, "Positions that changed");
    any = true;
    brief_add_occurrence(d, BLOCK_ITEM, STR("Now:"), brief_occurrence(d, later->occurrences[later->n_occurrences - 1]));
    brief_add_occurrence(d, BLOCK_SUBITEM, STR("Before:"), brief_occurrence(d, earlier->occurrences[earlier->n_occurrences - 1]));
  }
}

/* ---- the whole; what is built on conditions, days and numbers is in brief_course.c */

void brief_sections_write(brief_document *d) {
  write_head(d);
  if (!d->s->n_occurrences) {
    say(d, "These articles report no events.");
    return;
  }
  write_short(d);
  write_parties(d);
  write_dyads(d);
  write_positions(d);
  write_changes(d);
  brief_course_write(d);
}
