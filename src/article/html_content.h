/* Which blocks of a page are its article. */
#ifndef CASUS_HTML_CONTENT_H
#define CASUS_HTML_CONTENT_H

#include "article/html_page.h"

/* The article's own text: paragraphs in their order, an empty line between them. `title` is left out of it. `stated` is the body
 * that the page's JSON-LD gives (may be empty): where it is whole, the blocks that it holds are taken, and only where the page
 * shows too few of them itself. Empty: the page has no article. *text lies in the arena. Linear in the page and `stated`. */
casus_status html_content(const html_page *page, str title, str stated, arena *memory, str *text, casus_error *error);

/* All blocks that are shown: the text of a piece of HTML that is known to be an article, or a summary. */
casus_status html_whole_text(const html_page *page, arena *memory, str *text, casus_error *error);

/* Words parted by white space. */
uint32_t html_count_words(str block);

#endif
