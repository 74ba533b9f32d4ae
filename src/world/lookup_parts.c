/* Reasons in words, and the rows of tables as their files have them. */
#include "world/lookup_parts.h"

#include <stdarg.h>
#include <stdio.h>

/* ---- reasons */

static str format_words(arena *a, const char *format, va_list args, va_list again) {
  int n = vsnprintf(NULL, 0, format, args);
  char *bytes = n < 0 ? NULL : arena_alloc(a, (size_t)n + 1, 1);
  if (!bytes) return (str){0};
  vsnprintf(bytes, (size_t)n + 1, format, again);
  return (str){bytes, (size_t)n};
}

void reason_add(reasons *r, const char *stage, const char *format, ...) {
  va_list args, again;
  va_start(args, format);
  va_copy(again, args);
  str words = format_words(r->l->a, format, args, again);
  va_end(again);
  va_end(args);
  if (!words.ptr || !arena_grow(r->l->a, (void **)&r->items, &r->capacity, r->n + 1, sizeof *r->items)) {
    r->failed = true;
    return;
  }
  r->items[r->n++] = (casus_reason){r->of, str_of(stage), words};
}

void reason_reading(reasons *r, const phrase_reading *in) {
  if (in->in_context) reason_add(r, "phrase", "as it stands in the context, byte %u", in->phrase.begin);
  if (in->other_case) {
    str s = str_slice(in->t.bytes, in->phrase.begin, in->phrase.end);
    reason_add(r, "phrase", "read as \"%.*s\", with the capitals of its names", STR_ARG(s));
  }
  if (in->way == READ_NAME) reason_add(r, "phrase", "read as one name, which the tables have whole");
  if (in->way == READ_SENTENCE) reason_add(r, "phrase", "read inside a sentence: by itself it looks like no noun phrase");
}

/* ---- rows */

/* The first of these columns that the table has and that the row fills. */
static str first_field(const tsv *t, const char *const *columns) {
  str found = {0};
  for (uint32_t at; *columns && str_empty(found); columns++)
    if (tsv_column(t, *columns, &at, NULL) == CASUS_OK) found = t->fields[at];
  return found;
}

static str field_of(const tsv *t, const char *name) { return first_field(t, (const char *const[]){name, NULL}); }

static casus_date field_date(const tsv *t, const char *name) {
  casus_date date = {0};
  casus_date_read(field_of(t, name), &date);
  return date;
}

static bool row_on_line(tsv *t, str bytes, str file, uint32_t line) {
  if (tsv_open(t, bytes, file, NULL) != CASUS_OK) return false;
  tsv_seek(t, line);
  return tsv_next(t, NULL) == CASUS_OK && t->line == line;
}

/* A table that was read as text, or the built-in one that an image was made of. */
static bool table_bytes(const world *w, str file, str *bytes) {
  for (uint32_t i = 0; i < w->n_tables; i++)
    if (str_equal(w->tables[i].file, file)) return *bytes = w->tables[i].bytes, true;
  char path[64];
  file_map none;
  int n = snprintf(path, sizeof path, "world/%.*s", STR_ARG(file));
  return n > 0 && (size_t)n < sizeof path && data_file(NULL, path, bytes, &none, NULL) == CASUS_OK;
}

bool table_row(const world *w, str file, uint32_t line, casus_actor_row *out) {
  static const char *const names[] = {"name", "names", "phrase", "word", NULL}, *const countries[] = {"country", "iso3", NULL};
  str bytes;
  tsv t;
  if (!table_bytes(w, file, &bytes) || !row_on_line(&t, bytes, file, line)) return false;
  str name = first_field(&t, names), first;
  if (str_cut(&name, '|', &first)) name = first;
  out->name = name;
  out->country = first_field(&t, countries);
  out->sector = field_of(&t, "sector");
  out->office = field_of(&t, "office");
  out->source = field_of(&t, "source");
  out->from = field_date(&t, "from");
  out->to = field_date(&t, "to");
  return true;
}

bool row_parts(str row, str *file, uint32_t *line) {
  size_t at = row.len;
  while (at > 0 && row.ptr[at - 1] != ':') at--;
  if (!at || !str_to_u32(str_slice(row, at, row.len), line)) return false;
  *file = str_slice(row, 0, at - 1);
  return true;
}

term_place term_on(const casus_actor_row *row, casus_date day) {
  if (row->to.year && date_compare(date_last_day(row->to), day) < 0) return TERM_ENDED;
  return row->from.year && date_compare(row->from, day) > 0 ? TERM_AHEAD : TERM_NOW;
}

/* ---- where words stand */

span lookup_span(const phrase_reading *in, uint32_t first_token, uint32_t n_tokens) {
  span s = {in->t.tokens[first_token].begin, in->t.tokens[first_token + n_tokens - 1].end};
  if (in->in_context) return s;
  if (s.begin < in->phrase.begin) s.begin = in->phrase.begin;
  if (s.end > in->phrase.end) s.end = in->phrase.end;
  if (s.end < s.begin) s.end = s.begin;
  return (span){s.begin - in->phrase.begin, s.end - in->phrase.begin};
}

str lookup_text(const casus_phrase *ask, const phrase_reading *in, span s) {
  return str_slice(in->in_context ? ask->context : ask->phrase, s.begin, s.end);
}

casus_date lookup_day(const lookup *l, const casus_phrase *ask) { return ask->on.year ? ask->on : l->w->today_date; }
