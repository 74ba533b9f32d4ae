/* Events for people: a line of facts, and the words they were read from with the trigger marked. */
#include "cli/columns.h"

enum {
  DATE_COLUMN = 10,
  EVENT_COLUMN = 20,
  STATUS_COLUMN = 11,
  SIDES_COLUMN = 32,
  PLACE_COLUMN = 16,
  GAP = 2,
  INDENT = DATE_COLUMN + GAP,
  /* From here on status and place have columns of their own; narrower, they stand before the words. */
  WIDE = INDENT + EVENT_COLUMN + GAP + STATUS_COLUMN + GAP + 20 + GAP + PLACE_COLUMN,
  /* From here on the words stand on the same line. */
  VERY_WIDE = 150
};

static void put_column(FILE *out, unsigned width, const char *text) {
  line l = {out, width, false};
  put_chars(&l, text);
  fill(&l);
  fputs("  ", out);
}

/* ---- columns */

static style style_of(const casus_event *e) { return e->quad <= 2 ? GOOD : e->quad == 3 ? WARM : BAD; }

static void put_event(FILE *out, const screen *s, const casus_event *e) {
  char words[64];
  snprintf(words, sizeof words, "%s%s%s", casus_type_name(e->event), e->of ? " of " : "", e->of ? casus_type_name(e->of) : "");
  set_style(out, s, style_of(e));
  put_column(out, EVENT_COLUMN, words);
  set_style(out, s, PLAIN);
}

static const char *status_word(const casus_event *e) {
  return e->status == CASUS_ACTUAL ? "" : casus_event_status_name(e->status);
}

/* The code, and the words of a party that has none. */
static void put_side(line *l, const casus_actor *actors, uint32_t n) {
  if (!n) put_chars(l, "?");
  for (uint32_t i = 0; i < n; i++) {
    if (i) put_chars(l, ", ");
    if (actors[i].code.len) {
      put_text(l, actors[i].code);
    } else {
      put_chars(l, "\"");
      put_text(l, actors[i].text);
      put_chars(l, "\"");
    }
  }
}

static void put_sides(line *l, const casus_event *e) {
  put_side(l, e->actors, e->n_actors);
  if (e->n_recipients) {
    put_chars(l, " \xe2\x86\x92 ");
    put_side(l, e->recipients, e->n_recipients);
  }
  if (!e->holder) return;
  put_chars(l, e->status == CASUS_DENIED ? " (denied by " : " (says ");
  put_side(l, e->holder, 1);
  put_chars(l, ")");
}

/* ---- the words */

/* Steps back from `to` over at most `bytes`, to the beginning of a word. */
static size_t context_begin(casus_str text, size_t to, size_t bytes) {
  if (to <= bytes) return 0;
  size_t at = to - bytes;
  while (at < to && text.ptr[at] != ' ') at++;
  return at < to ? at + 1 : to;
}

/* The sentence around the trigger, or as much of it as fits. One column is kept for the sign that something is left out. */
static void put_words(line *l, const screen *s, const casus_event *e) {
  size_t begin = 0, end = 0;
  if (e->trigger_span.begin >= e->span.begin && e->trigger_span.end <= e->span.end) {
    begin = e->trigger_span.begin - e->span.begin;
    end = e->trigger_span.end - e->span.begin;
  }
  if (end > e->text.len || begin > end) begin = end = 0;
  l->room--;
  l->after_space = true;
  size_t from = context_begin(e->text, begin, l->room / 2);
  if (from) put_chars(l, "\xe2\x80\xa6");
  put_text(l, (casus_str){e->text.ptr + from, begin - from});
  set_style(l->out, s, BOLD);
  put_text(l, (casus_str){e->text.ptr + begin, end - begin});
  set_style(l->out, s, PLAIN);
  casus_str rest = {e->text.ptr + end, e->text.len - end};
  if (put_text(l, rest) < rest.len) fputs("\xe2\x80\xa6", l->out);
  fputc('\n', l->out);
}

/* ---- rows */

/* Columns to the right of the event, where there is room for them. */
static void put_wide(FILE *out, const screen *s, const casus_event *e) {
  bool one_line = s->width >= VERY_WIDE;
  unsigned place = e->place.name.len || one_line ? PLACE_COLUMN + GAP : 0;
  unsigned left = INDENT + EVENT_COLUMN + GAP + STATUS_COLUMN + GAP;
  put_column(out, STATUS_COLUMN, status_word(e));
  line l = {out, one_line ? SIDES_COLUMN : s->width - left - place, false};
  put_sides(&l, e);
  if (place) fill(&l), fputs("  ", out), l.room = PLACE_COLUMN, put_text(&l, e->place.name);
  if (one_line) fill(&l), fputs("  ", out);
  else if (e->text.len) fprintf(out, "\n%*s", INDENT, "");
  l = (line){out, s->width - (one_line ? left + SIDES_COLUMN + GAP + place : INDENT), false};
  put_words(&l, s, e);
}

static void put_narrow(FILE *out, const screen *s, const casus_event *e) {
  line l = {out, s->width - INDENT - EVENT_COLUMN - GAP, false};
  put_sides(&l, e);
  const char *status = status_word(e);
  if (e->text.len || *status) fprintf(out, "\n%*s", INDENT, "");
  l = (line){out, s->width - INDENT, false};
  if (*status) put_chars(&l, status), put_chars(&l, ": ");
  put_words(&l, s, e);
}

void write_event_row(FILE *out, const screen *s, const casus_event *e) {
  char date[16];
  put_column(out, DATE_COLUMN, casus_date_text(e->date, date));
  put_event(out, s, e);
  if (s->width >= WIDE) put_wide(out, s, e);
  else put_narrow(out, s, e);
}

void write_event_heading(FILE *out, const screen *s, const casus_article *article) {
  char date[16];
  line l = {out, s->width - DATE_COLUMN - 2 * GAP, false};
  set_style(out, s, BOLD);
  put_text(&l, article->title.len ? article->title : article->id.len ? article->id : article->origin);
  set_style(out, s, DIM);
  casus_date_text(article->date, date);
  fprintf(out, "%s%s", *date ? "  " : "", date);
  set_style(out, s, PLAIN);
  fputc('\n', out);
}

void write_event_table(FILE *out, const screen *s, const casus_article *article, const casus_event *events, size_t n_events) {
  write_event_heading(out, s, article);
  for (size_t i = 0; i < n_events; i++) write_event_row(out, s, &events[i]);
  if (!n_events) fprintf(out, "%*sno events\n", DATE_COLUMN + GAP, "");
  fputc('\n', out);
}
