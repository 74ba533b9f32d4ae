/* Lines that stand among an article's paragraphs and are not its own. */
#ifndef CASUS_HTML_LINES_H
#define CASUS_HTML_LINES_H

#include "base/base.h"

/* "Read more: ...", "Sign up for our newsletter", "Photo: Agency", "3 min read". */
bool html_line_is_furniture(str line, uint32_t words);
/* "By A. Writer", "Published: 3 May 2021 10:30", "3 May 2021": what stands between title and text. */
bool html_line_is_byline(str line, uint32_t words);
/* The first date of a line, if it has one with its year. */
bool html_line_date(str line, casus_date *date);

#endif
