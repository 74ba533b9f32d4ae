/* What grouping articles and joining events into stories share: they are done for a range of days at a time, which is enlarged
 * until nothing outside it can matter. */
#ifndef CASUS_SETTLE_H
#define CASUS_SETTLE_H

#include "store/store_parts.h"

enum { SLICE_ITEMS = 200000 }; /* new ones at a time, more only where one day has more */

/* Days since 1970-01-01, both included; or what has no day. */
typedef struct {
  int32_t from, to;
  bool undated;
} day_range;

/* What must be loaded to settle a slice, at first. */
day_range range_around(day_range slice, int32_t reach_days);
/* Enlarges *range by what the components of new items reach to. False: it was large enough. */
bool range_enlarge(day_range *range, const int32_t *days, const bool *is_new, const uint32_t *component, size_t n,
                   int32_t reach_days);
/* Marks all items of components that have a new one: is_new becomes "to be written". */
casus_status spread_new(bool *is_new, const uint32_t *component, size_t n, casus_error *error);
/* Hands each row of a range to `take`: of a statement with "day BETWEEN ?1 AND ?2", or of one without parameters for what has no
 * day. */
typedef casus_status (*row_taker)(void *to, sql_query *row, casus_error *error);
casus_status range_load(casus_store *s, day_range range, const char *dated, const char *undated, row_taker take, void *to,
                        casus_error *error);
/* Settles slice after slice of what a statement that gives (day, count) in order of day finds, a transaction each;
 * the first one is open. */
typedef casus_status (*slice_settler)(casus_store *s, day_range slice, void *work, casus_error *error);
casus_status slices_settle(casus_store *s, const char *text, slice_settler settle, void *work, casus_error *error);

/* Makes an array on the heap hold `capacity` items. False: out of memory; it is as before. */
bool array_grow(void **items, size_t capacity, size_t size);
#define GROW(array, capacity) array_grow((void **)&(array), (capacity), sizeof *(array))

casus_status settle_groups(casus_store *s, casus_error *error);
casus_status settle_stories(casus_store *s, casus_error *error);

#endif
