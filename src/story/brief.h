/* The brief as a document: headings, statements with their sources, tables, figures. brief_sections.c says what stands in it;
 * text, Markdown and HTML only say how it looks. JSON is made from the situation itself. Private to the brief and to
 * src/proposal, which writes its table in the same way. */
#ifndef CASUS_BRIEF_H
#define CASUS_BRIEF_H

#include "base/base.h"
#include "casus_story.h"

typedef enum {
  BLOCK_TITLE,
  BLOCK_HEADING,
  BLOCK_SUBHEADING,
  BLOCK_TEXT,
  BLOCK_ITEM,
  BLOCK_SUBITEM,
  BLOCK_TABLE,
  BLOCK_FIGURE
} block_kind;
typedef enum { FIGURE_TIMELINE, FIGURE_NETWORK, FIGURE_TENSION } figure_kind;

enum { TABLE_COLUMNS_MAX = 7 };

/* All texts are clean: valid UTF-8, no control characters, single spaces. They are not escaped for any format. */
typedef struct {
  block_kind kind;
  figure_kind figure;
  str text;  /* of a heading, statement or caption */
  str quote; /* words of an article, without quotation marks; may be empty */
  str note;  /* date, repetition, uncertainty; may be empty */
  const uint32_t *sources;
  uint32_t n_sources;
  const str *cells; /* of a table, row by row; the first row is its head, the first column heads its row */
  uint32_t n_columns, n_rows;
} block;

typedef struct {
  arena *memory;
  const casus_situation *s;
  block *blocks;
  uint32_t n_blocks, capacity;
  buffer scratch;
  bool *shown; /* occurrences that a statement is made of so far */
  bool failed;
} brief_document;

/* ---- building: brief_document.c */

/* An empty document. Freed by brief_document_free, whatever this says. False: no memory. */
bool brief_document_open(brief_document *d, const casus_situation *s);
void brief_document_free(brief_document *d);
/* White space and what could steer a terminal or turn the direction of text become single spaces, bytes that are no UTF-8
 * U+FFFD. */
void brief_add_clean(buffer *b, str text);
/* A clean copy of a text. */
str brief_clean(brief_document *d, str text);
/* A clean copy of what a format gives; at most max bytes of it. */
str brief_format(brief_document *d, const char *format, ...) __attribute__((format(printf, 2, 3)));
#define STR_ARG(s) (int)(s).len, (s).ptr ? (s).ptr : ""
block *brief_add(brief_document *d, block_kind kind, str text);
/* A statement with its quotation, date and sources; `lead` before it may be empty. */
block *brief_add_occurrence(brief_document *d, block_kind kind, str lead, const casus_occurrence *o);
/* Starts a table; rows follow by brief_add_row, with as many cells as there are columns. */
block *brief_add_table(brief_document *d, const char *caption, const char *const *columns, uint32_t n_columns, uint32_t max_rows);
void brief_add_row(brief_document *d, block *table, const str *cells);
/* "22 March 2024", "March 2024", "20 to 22 March 2024"; empty: none. */
str brief_date(brief_document *d, casus_date date, casus_date enddate);
/* Tenths, away from the locale. */
str brief_points(brief_document *d, double value);
str brief_upper(brief_document *d, str text); /* first letter */
static inline const casus_occurrence *brief_occurrence(const brief_document *d, uint32_t i) { return &d->s->occurrences[i]; }
static inline void brief_heading(brief_document *d, const char *text) { brief_add(d, BLOCK_HEADING, str_of(text)); }

/* ---- contents: brief_sections.c */
void brief_sections_write(brief_document *d);
/* Conditions, votes, agenda, the days, those harmed, contradictions: brief_course.c */
void brief_course_write(brief_document *d);

/* ---- formats; the document lends them its memory for more texts */
bool brief_write_text(buffer *out, brief_document *d);
bool brief_write_markdown(buffer *out, brief_document *d);
bool brief_write_html(buffer *out, brief_document *d);
casus_status brief_write_json(buffer *out, const casus_situation *s);

/* http and https only, and no character that could end an attribute or a link. */
bool brief_url_is_safe(str url);
/* What stands for an article where it has no title. */
str brief_article_title(const casus_article *a);

#endif
