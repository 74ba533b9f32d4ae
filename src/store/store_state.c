/* What tells one state of a store from another: a revision that each commit raises, and counts. */
#include "store/row_reader.h"
#include "store/store_parts.h"

/* One statement, so that the counts are of the revision they come with. */
static const char state_text[] =
    "SELECT (SELECT CAST(value AS BIGINT) FROM meta WHERE name = 'revision'), (SELECT count(*) FROM article),"
    " (SELECT count(*) FROM event), (SELECT count(*) FROM story), (SELECT count(*) FROM correction),"
    " (SELECT min(first_day) FROM event), (SELECT max(first_day) FROM event)";

casus_status revision_raise(casus_store *s, casus_error *error) {
  sql_query *q;
  casus_status status = statement(s, REVISION_RAISE, &q, error);
  return status == CASUS_OK ? sql_do(q, error) : status;
}

/* A store that nobody has written to since it was made has none. */
casus_status casus_store_revision(casus_store *s, uint64_t *revision, casus_error *error) {
  sql_query *q;
  casus_status status = statement(s, REVISION_OF, &q, error);
  if (status != CASUS_OK) return status;
  status = sql_step(q, error);
  if (status == CASUS_OK || status == CASUS_END) *revision = status == CASUS_OK ? (uint64_t)sql_integer(q, 0) : 0;
  sql_reset(q);
  return status == CASUS_END ? CASUS_OK : status;
}

static void read_state(sql_query *q, casus_store_counts *out) {
  row_reader r = {.q = q};
  uint64_t *const counts[] = {&out->revision, &out->n_articles, &out->n_events, &out->n_stories, &out->n_corrections};
  for (int i = 0; i < 5; i++) *counts[i] = (uint64_t)next_integer(&r);
  out->first_day = next_day(&r);
  out->last_day = next_day(&r);
}

casus_status casus_store_state(casus_store *s, casus_store_counts *state, casus_error *error) {
  sql_query *q;
  casus_status status = sql_prepare(s->db, state_text, &q, error);
  if (status != CASUS_OK) return status;
  status = sql_step(q, error);
  if (status == CASUS_OK) read_state(q, state);
  sql_finish(q);
  return status;
}
