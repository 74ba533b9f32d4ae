/* Bytes to articles: plain text, JSON Lines, HTML, WARC and feeds, plain or compressed, from files, folders, standard input and
 * memory. The public door is casus_reader_* in casus.h; this header adds what other stages and tests need beside it. */
#ifndef CASUS_ARTICLE_H
#define CASUS_ARTICLE_H

#include "base/base.h"

/* A longer article or record is refused, with its place. JSON is the smaller one: while a line is parsed its text is held
 * up to four times, and the program is to stay under 250 MB. */
#define ARTICLE_TEXT_BYTES_MAX ((size_t)64 << 20)
#define ARTICLE_LINE_BYTES_MAX ((size_t)16 << 20)

/* A date as metadata give it: ISO 8601 with or without a time, 20240322, RFC 2822, "March 22, 2024", "22 March 2024".
 * The date is taken as written, whatever the time zone. False: not a date; *date is untouched. */
bool article_date_value(str value, casus_date *date);

/* The date that the head of a text carries, and the byte at which its prose starts (0, or past the byte order mark and a line
 * or prefix that is nothing but a date). `known` (year 0: none) lends its year to a dateline that has none: the year that
 * puts the dateline nearest to it. *date is untouched where the text carries none. */
void article_date_line(str text, casus_date known, casus_date *date, uint32_t *body);

#endif
