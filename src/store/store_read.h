/* Rows of the tables into reports, some at a time. */
#ifndef CASUS_STORE_READ_H
#define CASUS_STORE_READ_H

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
/* The text of an article. CASUS_END: there is none. */
casus_status article_text_read(casus_store *s, int64_t key, arena *memory, str *text, casus_error *error);

#endif
