/* Rows of the tables into reports, some at a time. */
#ifndef CASUS_STORE_READ_H
#define CASUS_STORE_READ_H

#include "store/row_reader.h"
#include "store/store_parts.h"

enum { REPORTS_AT_A_TIME = 256 };

typedef struct {
  int64_t key;
  bool there; /* false: the event is in the store no longer */
  casus_event events[3];
  casus_article article;
  casus_report report;
} report_row;

/* The events of keys[0] to keys[n - 1], n <= REPORTS_AT_A_TIME, into rows[0] to rows[n - 1]. Strings go into `memory`. The
 * articles come without their text. */
casus_status reports_read(casus_store *s, const int64_t *keys, size_t n, arena *memory, report_row *rows, casus_error *error);
/* What an article is but for its text, of article a. */
#define ARTICLE_COLUMNS "a.id, a.url, a.source, a.title, a.language, a.date, a.body, a.origin, a.origin_line, a.origin_bytes"
void article_columns_read(row_reader *r, casus_article *a);
/* One of the statements that are kept, made at its first use: `before` (which ends with a column) in a set of keys (in the form
 * of key_set_write), then `after`. */
casus_status statement_for_keys(casus_store *s, statement_name name, const char *before, const char *after, str keys,
                                sql_query **out, casus_error *error);
/* The text of an article. CASUS_END: there is none. */
casus_status article_text_read(casus_store *s, int64_t key, arena *memory, str *text, casus_error *error);

#endif
