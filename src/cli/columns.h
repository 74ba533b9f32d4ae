/* Text for people, in columns and in paragraphs of a screen: what could steer a terminal never reaches it. */
#ifndef CASUS_COLUMNS_H
#define CASUS_COLUMNS_H

#include <string.h>

#include "cli/cli.h"

typedef enum { PLAIN, BOLD, DIM, GOOD, WARM, BAD } style;
void set_style(FILE *out, const screen *s, style wanted);

/* White space of any kind is one space, control characters are shown as '?'. */
typedef struct {
  FILE *out;
  unsigned room; /* columns left */
  bool after_space;
} line;

/* As much of the text as fits. Returns the bytes written. */
size_t put_text(line *l, casus_str text);
void put_chars(line *l, const char *text);
/* Spaces up to the end of the line's room. */
void fill(line *l);

/* The text from the column `indent` on, where the cursor stands; what does not fit goes on below, under its beginning. Ends the
 * line. */
void put_paragraph(FILE *out, const screen *s, unsigned indent, casus_str text);

#endif
