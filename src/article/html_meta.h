/* Title, date, language, address and source of a page's article. */
#ifndef CASUS_HTML_META_H
#define CASUS_HTML_META_H

#include "article/html_page.h"
#include "article/json_ld.h"

typedef struct {
  str title, url, source, language;
  casus_date date; /* year 0: the page does not say */
} html_meta;

/* `address`: where the page was fetched; may be empty. The strings lie in the page, in *stated, or in the arena. False: out of
 * memory. */
bool html_meta_read(const html_page *page, const json_ld *stated, str address, arena *memory, html_meta *meta);

/* "en" of "en-GB"; empty where it is no code of a language. */
bool language_code(str value, arena *memory, str *code);
/* "news.example" of "https://www.news.example/a"; empty: none. */
str host_of_url(str url);

#endif
