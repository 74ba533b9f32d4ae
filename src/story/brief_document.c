/* Builds the document of a brief, and cleans every text that comes from an article: what an article says is hostile until it is
 * cleaned here and escaped by the format. */
#include "story/brief.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum { CITED_MAX = 20 }; /* sentences that one statement names; JSON has all */
static const size_t scratch_max_bytes = (size_t)64 << 20;
static const size_t document_max_bytes = (size_t)512 << 20;
static const size_t output_max_bytes = (size_t)1 << 30;

/* ---- clean text */

/* Controls move a terminal's cursor; marks of direction turn the order of what stands beside them. */
static bool is_unwanted(uint32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E ||
         c == 0x200F || c == 0x061C || c == 0xFEFF || c == 0x2028 || c == 0x2029;
}

static uint32_t code_point(const unsigned char *p, size_t n) {
  uint32_t c = n == 1 ? p[0] : n == 2 ? p[0] & 0x1FU : n == 3 ? p[0] & 0x0FU : p[0] & 0x07U;
  for (size_t i = 1; i < n; i++) c = c << 6 | (p[i] & 0x3FU);
  return c;
}

static size_t sequence_length(unsigned char lead) { return lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4; }

static void add_valid(buffer *b, str text, bool *space) {
  for (size_t at = 0; at < text.len;) {
    const unsigned char *p = (const unsigned char *)text.ptr + at;
    size_t n = sequence_length(*p);
    if (is_unwanted(code_point(p, n)) || *p == ' ') *space = true;
    else {
      if (*space && b->len) buffer_add_byte(b, ' ');
      *space = false;
      buffer_add(b, str_slice(text, at, at + n));
    }
    at += n;
  }
}

/* Bytes that are no UTF-8 become U+FFFD. */
void brief_add_clean(buffer *b, str text) {
  bool space = false;
  while (text.len) {
    size_t valid = utf8_valid_until(text);
    add_valid(b, str_slice(text, 0, valid), &space);
    if (valid == text.len) return;
    buffer_add(b, STR("\xEF\xBF\xBD"));
    text = str_slice(text, valid + 1, text.len);
  }
}

static str keep(brief_document *d, str text) {
  str copy = {0};
  if (!d->failed && !arena_copy(d->memory, text, &copy)) d->failed = true;
  return copy;
}

str brief_clean(brief_document *d, str text) {
  d->scratch.len = 0;
  brief_add_clean(&d->scratch, text);
  return keep(d, buffer_str(&d->scratch));
}

str brief_format(brief_document *d, const char *format, ...) {
  char *text = NULL;
  va_list args;
  va_start(args, format);
  int n = vsnprintf(NULL, 0, format, args);
  va_end(args);
  if (n >= 0) text = malloc((size_t)n + 1);
  if (!text) {
    d->failed = true;
    return (str){0};
  }
  va_start(args, format);
  vsnprintf(text, (size_t)n + 1, format, args);
  va_end(args);
  str clean = brief_clean(d, (str){text, (size_t)n});
  free(text);
  return clean;
}

str brief_upper(brief_document *d, str text) {
  return text.len ? brief_format(d, "%c%.*s", is_ascii_lower((unsigned char)*text.ptr) ? *text.ptr - 32 : *text.ptr,
                                 (int)text.len - 1, text.ptr + 1)
                  : text;
}

str brief_points(brief_document *d, double value) {
  long tenths = (long)(value < 0 ? value * 10 - 0.5 : value * 10 + 0.5);
  return brief_format(d, "%s%ld.%ld", tenths < 0 ? "−" : "", labs(tenths) / 10, labs(tenths) % 10);
}

/* ---- dates */

static const char *const months[] = {"",     "January", "February",  "March",   "April",    "May",     "June",
                                     "July", "August",  "September", "October", "November", "December"};

str brief_date(brief_document *d, casus_date date, casus_date enddate) {
  if (!date.year || date.month > 12) return (str){0};
  if (enddate.year && enddate.month <= 12 && date_compare(date, enddate) != 0) {
    bool same_month = date.year == enddate.year && date.month == enddate.month && date.day && enddate.day;
    if (same_month) return brief_format(d, "%d to %d %s %d", date.day, enddate.day, months[date.month], date.year);
    str from = brief_date(d, date, (casus_date){0}), to = brief_date(d, enddate, (casus_date){0});
    return brief_format(d, "%.*s to %.*s", STR_ARG(from), STR_ARG(to));
  }
  if (date.day) return brief_format(d, "%d %s %d", date.day, months[date.month], date.year);
  return date.month ? brief_format(d, "%s %d", months[date.month], date.year) : brief_format(d, "%d", date.year);
}

/* ---- blocks */

block *brief_add(brief_document *d, block_kind kind, str text) {
  static block lost; /* where memory ran out: what is written to it is never read */
  if (d->failed || !arena_grow(d->memory, (void **)&d->blocks, &d->capacity, d->n_blocks + 1, sizeof *d->blocks)) {
    d->failed = true;
    return &lost;
  }
  block *b = &d->blocks[d->n_blocks++];
  *b = (block){.kind = kind, .text = text};
  return b;
}

/* "22 March 2024", "reported 22 March 2024" where only the day of publication is known. */
static str occurrence_note(brief_document *d, const casus_occurrence *o) {
  bool published = o->report->events[0].date_basis == CASUS_BASIS_PUBLISHED;
  str date = brief_date(d, o->date, o->enddate);
  buffer b;
  buffer_init(&b, 1024);
  if (str_empty(date)) date = STR("day not known");
  else if (published) buffer_add(&b, STR("reported "));
  buffer_add(&b, date);
  if (o->n_articles > 1) buffer_format(&b, "; in %u articles", o->n_articles);
  if (o->n_sources > CITED_MAX) buffer_format(&b, "; %u more sentences", o->n_sources - CITED_MAX);
  if (o->uncertain) buffer_add(&b, STR("; uncertain reading"));
  str note = brief_clean(d, buffer_str(&b));
  buffer_free(&b);
  return note;
}

block *brief_add_occurrence(brief_document *d, block_kind kind, str lead, const casus_occurrence *o) {
  str statement = brief_format(d, "%.*s %.*s", STR_ARG(lead), STR_ARG(o->statement)), quote = brief_clean(d, o->quote);
  str note = occurrence_note(d, o);
  block *b = brief_add(d, kind, statement);
  b->quote = quote;
  b->note = note;
  b->sources = o->sources;
  b->n_sources = o->n_sources < CITED_MAX ? o->n_sources : CITED_MAX;
  if (d->shown) d->shown[o - d->s->occurrences] = true;
  return b;
}

block *brief_add_table(brief_document *d, const char *caption, const char *const *columns, uint32_t n_columns,
                       uint32_t max_rows) {
  block *b = brief_add(d, BLOCK_TABLE, str_of(caption));
  str *cells = d->failed ? NULL : ARENA_ARRAY(d->memory, str, ((size_t)max_rows + 1) * n_columns);
  if (!cells) {
    d->failed = true;
    return b;
  }
  for (uint32_t i = 0; i < n_columns; i++) cells[i] = str_of(columns[i]);
  b->cells = cells;
  b->n_columns = n_columns;
  b->n_rows = 1;
  return b;
}

void brief_add_row(brief_document *d, block *table, const str *cells) {
  if (d->failed) return;
  str *to = (str *)(uintptr_t)table->cells + (size_t)table->n_rows * table->n_columns;
  for (uint32_t i = 0; i < table->n_columns; i++) to[i] = cells[i];
  table->n_rows++;
}

/* ---- what the formats share */

bool brief_url_is_safe(str url) {
  if (!str_starts(url, STR("https://")) && !str_starts(url, STR("http://"))) return false;
  if (url.len > 2000) return false;
  for (size_t i = 0; i < url.len; i++) {
    unsigned char c = (unsigned char)url.ptr[i];
    if (c <= ' ' || c >= 0x7F || strchr("\"'<>`\\()[]{}|^", c)) return false;
  }
  return true;
}

str brief_article_title(const casus_article *a) {
  if (!str_empty(a->title)) return a->title;
  if (!str_empty(a->id)) return a->id;
  return str_empty(a->origin) ? STR("article without a title") : a->origin;
}

/* ---- the whole */

bool brief_document_open(brief_document *d, const casus_situation *s) {
  *d = (brief_document){.s = s, .memory = arena_new(document_max_bytes)};
  buffer_init(&d->scratch, scratch_max_bytes);
  if (!d->memory) return false;
  d->shown = ARENA_ARRAY(d->memory, bool, (size_t)s->n_occurrences + 1);
  return d->shown != NULL;
}

static bool document_make(brief_document *d, const casus_situation *s) {
  if (!brief_document_open(d, s)) return false;
  brief_sections_write(d);
  return !d->failed;
}

void brief_document_free(brief_document *d) {
  arena_free(d->memory);
  buffer_free(&d->scratch);
}

static bool write_document(buffer *out, const casus_situation *s, casus_brief_format format) {
  static bool (*const writers[])(buffer *, brief_document *) = {[CASUS_BRIEF_TEXT] = brief_write_text,
                                                                [CASUS_BRIEF_MARKDOWN] = brief_write_markdown,
                                                                [CASUS_BRIEF_HTML] = brief_write_html};
  brief_document d;
  bool written = document_make(&d, s) && writers[format](out, &d);
  brief_document_free(&d);
  return written;
}

casus_status casus_brief_write(const casus_situation *situation, casus_brief_format format, char **bytes, size_t *len_bytes,
                               casus_error *error) {
  if ((unsigned)format > CASUS_BRIEF_JSON) return error_set(error, CASUS_USAGE, "no such format of a brief");
  buffer out;
  buffer_init(&out, output_max_bytes);
  casus_status status = CASUS_OK;
  if (format == CASUS_BRIEF_JSON) status = brief_write_json(&out, situation);
  else if (!write_document(&out, situation, format)) status = CASUS_MEMORY;
  if (status == CASUS_OK && !buffer_add_byte(&out, 0)) status = CASUS_MEMORY;
  if (status != CASUS_OK) {
    buffer_free(&out);
    return error_set(error, status,
                     status == CASUS_MEMORY ? "the brief needs too much memory: choose fewer articles"
                                            : "the brief cannot be written as JSON: a text is not UTF-8");
  }
  *bytes = out.ptr;
  *len_bytes = out.len - 1;
  return CASUS_OK;
}
