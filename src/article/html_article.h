/* A page of HTML to an article. */
#ifndef CASUS_HTML_ARTICLE_H
#define CASUS_HTML_ARTICLE_H

#include "base/base.h"

/* Fills text, title, date, language, url and source; text empty: the page has no article. `charset`: of an HTTP header;
 * `address`: where the page was fetched; both may be empty. The strings lie in the arena. CASUS_INPUT: the page is over a
 * maximum. */
casus_status html_article_read(str bytes, str charset, str address, arena *memory, casus_article *article, casus_error *error);

/* The text of a piece of HTML, or of text with entities, as feeds and JSON-LD carry it. `markup` is valid UTF-8. */
casus_status html_fragment_text(str markup, arena *memory, str *text, casus_error *error);

#endif
