/* Grouping and joining of what is new, by slices of days. Components of linked items are the same whatever was loaded, once all
 * that can be linked to them is: so the outcome depends neither on slices nor on the order in which articles came. */
#include "store/settle.h"

#include <stdlib.h>

casus_status slice_first(casus_store *s, const char *text, day_range *slice, casus_error *error) {
  sql_query *q;
  int64_t n = 0;
  casus_status status = sql_prepare(s->db, text, &q, error);
  if (status != CASUS_OK) return status;
  while ((status = sql_step(q, error)) == CASUS_OK) {
    bool undated = sql_is_null(q, 0);
    if (n && (undated != slice->undated || n + sql_integer(q, 1) > SLICE_ITEMS)) break;
    if (!n) *slice = (day_range){.from = (int32_t)sql_integer(q, 0), .undated = undated};
    slice->to = (int32_t)sql_integer(q, 0);
    n += sql_integer(q, 1);
  }
  sql_finish(q);
  if (status == CASUS_END && n) status = CASUS_OK;
  return status;
}

day_range range_around(day_range slice, int32_t reach_days) {
  return (day_range){slice.from - reach_days, slice.to + reach_days, slice.undated};
}

bool range_enlarge(day_range *range, const int32_t *days, const bool *is_new, const uint32_t *component, size_t n,
                   int32_t reach_days) {
  day_range wanted = *range;
  bool *reached = range->undated ? NULL : calloc(n + 1, sizeof *reached);
  if (!reached) return false;
  for (size_t i = 0; i < n; i++)
    if (is_new[i]) reached[component[i]] = true;
  for (size_t i = 0; i < n; i++) {
    if (!reached[component[i]]) continue;
    if (days[i] - reach_days < wanted.from) wanted.from = days[i] - reach_days;
    if (days[i] + reach_days > wanted.to) wanted.to = days[i] + reach_days;
  }
  free(reached);
  bool larger = wanted.from < range->from || wanted.to > range->to;
  *range = wanted;
  return larger;
}

casus_status spread_new(bool *is_new, const uint32_t *component, size_t n, casus_error *error) {
  bool *reached = calloc(n + 1, sizeof *reached);
  if (!reached) return error_set(error, CASUS_MEMORY, "no memory to join stories");
  for (size_t i = 0; i < n; i++)
    if (is_new[i]) reached[component[i]] = true;
  for (size_t i = 0; i < n; i++) is_new[i] = reached[component[i]];
  free(reached);
  return CASUS_OK;
}

void bind_range(sql_query *q, day_range range) {
  if (range.undated) return;
  sql_bind_integer(q, 1, range.from);
  sql_bind_integer(q, 2, range.to);
}

bool array_grow(void **items, size_t capacity, size_t size) {
  void *grown = realloc(*items, capacity * size);
  if (grown) *items = grown;
  return grown != NULL;
}

casus_status stories_forget(casus_store *s, casus_error *error) {
  return sql_run(s->db, "DELETE FROM story; UPDATE event SET story = NULL; UPDATE article SET group_key = NULL", error);
}

static casus_status forget_all(casus_store *s, casus_error *error) {
  casus_status status = write_begin(s, error);
  if (status == CASUS_OK) status = stories_forget(s, error);
  return status == CASUS_OK ? casus_store_commit(s, error) : write_failed(s, status);
}

casus_status casus_store_settle(casus_store *s, bool all, casus_error *error) {
  casus_status status = all ? forget_all(s, error) : CASUS_OK;
  if (status == CASUS_OK) status = settle_groups(s, error);
  if (status == CASUS_OK) status = settle_stories(s, error);
  if (status == CASUS_OK) status = casus_store_commit(s, error);
  return status == CASUS_OK ? CASUS_OK : write_failed(s, status);
}
