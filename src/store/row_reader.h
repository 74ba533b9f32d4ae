/* Reads a row's columns one after the other into records; text is copied into an arena. One failure of many is noted in `good`.
 */
#ifndef CASUS_ROW_READER_H
#define CASUS_ROW_READER_H

#include "store/sql.h"

typedef struct {
  sql_query *q;
  arena *memory;
  int column; /* the next one */
  bool good;
} row_reader;

static inline int64_t next_integer(row_reader *r) { return sql_integer(r->q, r->column++); }
static inline double next_real(row_reader *r) { return sql_real(r->q, r->column++); }
str next_text(row_reader *r);
str next_bytes(row_reader *r);
span next_span(row_reader *r);
casus_date next_date(row_reader *r); /* as text; empty: none */
casus_date next_day(row_reader *r);  /* as days since 1970-01-01; NULL: none */

/* Rows as a list in an arena, each read by its kind's function. */
typedef struct {
  arena *memory;
  void *items;
  size_t size; /* of an item */
  uint32_t n, capacity;
} row_list;

typedef void (*row_list_reader)(row_reader *r, void *item);

/* All rows of a statement that is kept. Over a million: CASUS_MEMORY. */
casus_status rows_read(sql_query *q, row_list *list, row_list_reader read, casus_error *error);

/* How a statement asks for one of the keys of a parameter: "key IN (...)". */
typedef struct {
  const char *before, *after;
  char open, close; /* of the list that is bound: [1,2] or {1,2} */
} key_set_form;
extern const key_set_form key_set_forms[];
/* Writes the list that is bound. False: no memory. */
bool key_set_write(buffer *out, sql_kind kind, const int64_t *keys, size_t n);

#endif
