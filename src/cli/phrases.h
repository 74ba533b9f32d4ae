/* What casus who, where and when share: phrases from operands or lines, a context, one answer each. */
#ifndef CASUS_PHRASES_H
#define CASUS_PHRASES_H

#include "cli/columns.h"

/* One way to answer: asks the library and writes the answer as a line of JSON or as text for people. */
typedef struct {
  FILE *out;
  screen screen;
  bool table;
} lookup_view;
typedef casus_status (*lookup_answer)(casus_session *session, const casus_phrase *ask, const lookup_view *view,
                                      casus_error *error);

/* Answers all phrases of the command line, or of the lines of standard input. Returns the exit status. */
int lookup_run(const invocation *i, lookup_answer answer);

/* Writes what a function of the library made with malloc, and frees it. */
casus_status lookup_write_json(casus_status status, char *json, size_t len, casus_error *error);

/* ---- text for people */

/* The phrase, and on what day. */
void lookup_heading(const lookup_view *v, const casus_phrase *ask);
/* "  words     ...": a name in the first column, then a paragraph. Both as printf would. */
void lookup_line(const lookup_view *v, const char *name, const char *format, ...) __attribute__((format(printf, 3, 4)));
#define STR_ARG(s) (int)(s).len, (s).len ? (s).ptr : ""
/* The reasons for item `of`. */
void lookup_reasons(const lookup_view *v, const casus_reason *reasons, uint32_t n, uint32_t of);

#define LOOKUP_CONTEXT_OPTIONS                                                                           \
  {"in", "TEXT", "The sentence or article that the phrase stands in, or that stands before it", NULL}, { \
    "in-file", "FILE", "The same from a file; - is standard input", NULL                                 \
  }
#define LOOKUP_DATE_OPTION \
  { "on", "DATE", "Date of publication, e.g. 2024-03-22", NULL }
#define LOOKUP_FORMAT_OPTION \
  { "format", "table|jsonl", "Text for reading, or a JSON object a line", "table on a terminal, JSON Lines in a pipe" }

#endif
