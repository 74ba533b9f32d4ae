/* Opens and closes a store, and keeps what a writer holds in memory in step with the tables. */
#include "store/store_parts.h"

#include <stdlib.h>

enum { META_BYTES_MAX = 4096 };

static const sql_access access_of[] = {
    [CASUS_STORE_READ] = SQL_READ, [CASUS_STORE_WRITE] = SQL_WRITE, [CASUS_STORE_CREATE] = SQL_CREATE};

static casus_status open_database(casus_store *s, const char *where, casus_error *error) {
  casus_status status = sql_open(where, access_of[s->mode], &s->db, error);
  if (status == CASUS_OK) status = schema_open(s->db, access_of[s->mode], error);
  return status == CASUS_OK ? story_options_read(s, error) : status;
}

casus_status casus_store_open(const char *where, casus_store_mode mode, casus_store **store, casus_error *error) {
  casus_store *s = calloc(1, sizeof *s);
  if (!s) return error_set(error, CASUS_MEMORY, "no memory for a store");
  s->mode = mode;
  casus_status status = open_database(s, where, error);
  if (status != CASUS_OK) {
    casus_store_close(s);
    return status;
  }
  *store = s;
  return CASUS_OK;
}

void casus_store_close(casus_store *s) {
  if (!s) return;
  statements_finish(s);
  dictionaries_forget(s);
  run_forget(s);
  arena_free(s->handed_out);
  casus_facts_free(s->own_facts);
  sql_close(s->db);
  free(s);
}

casus_status integer_of(sql *db, const char *text, int64_t fallback, int64_t *value, casus_error *error) {
  sql_query *q;
  casus_status status = sql_prepare(db, text, &q, error);
  if (status != CASUS_OK) return status;
  status = sql_step(q, error);
  *value = status == CASUS_OK && !sql_is_null(q, 0) ? sql_integer(q, 0) : fallback;
  sql_finish(q);
  return status == CASUS_END ? CASUS_OK : status;
}

/* ---- facts of the store */

/* Nothing is added where there is no such fact. */
static casus_status meta_read(casus_store *s, str name, buffer *value, casus_error *error) {
  sql_query *q;
  casus_status status = statement(s, META_OF, &q, error);
  if (status != CASUS_OK) return status;
  sql_bind_text(q, 1, name);
  status = sql_step(q, error);
  bool copied = status != CASUS_OK || buffer_add(value, sql_text(q, 0));
  sql_reset(q);
  if (!copied) return error_set(error, CASUS_MEMORY, "no memory for a fact of the store");
  return status == CASUS_END ? CASUS_OK : status;
}

static casus_status meta_write(casus_store *s, str name, str value, casus_error *error) {
  sql_query *q;
  casus_status status = statement(s, META_SAVE, &q, error);
  if (status != CASUS_OK) return status;
  sql_bind_text(q, 1, name);
  sql_bind_text(q, 2, value);
  return sql_do(q, error);
}

static casus_status number_read(casus_store *s, str name, double *number, casus_error *error) {
  buffer value;
  buffer_init(&value, META_BYTES_MAX);
  casus_status status = meta_read(s, name, &value, error);
  if (status == CASUS_OK && value.len && !str_to_double(buffer_str(&value), number))
    status = error_at(error, CASUS_STORE, sql_name(s->db), 0, 0, "meta.%.*s is no number", (int)name.len, name.ptr);
  buffer_free(&value);
  return status;
}

casus_status story_options_read(casus_store *s, casus_error *error) {
  double days = 0, strictness = 0;
  casus_status status = number_read(s, STR("story_window_days"), &days, error);
  if (status == CASUS_OK) status = number_read(s, STR("story_strictness"), &strictness, error);
  if (status == CASUS_OK) s->story_options = (casus_story_options){(uint32_t)days, strictness};
  return status;
}

static casus_status number_write(casus_store *s, str name, double number, casus_error *error) {
  buffer text;
  buffer_init(&text, META_BYTES_MAX);
  casus_status status = buffer_format(&text, "%.6f", number) ? meta_write(s, name, buffer_str(&text), error)
                                                             : error_set(error, CASUS_MEMORY, "no memory for a number");
  buffer_free(&text);
  return status;
}

casus_status casus_store_story_options(casus_store *s, const casus_story_options *options, casus_error *error) {
  if (!(options->strictness >= 0 && options->strictness <= 1) || options->window_days > STORY_WINDOW_DAYS_MAX)
    return error_set(error, CASUS_USAGE, "strictness goes from 0 to 1, the window from 1 to %d days", STORY_WINDOW_DAYS_MAX);
  if (options->strictness == s->story_options.strictness && options->window_days == s->story_options.window_days) return CASUS_OK;
  casus_status status = write_begin(s, error);
  if (status == CASUS_OK) status = number_write(s, STR("story_window_days"), options->window_days, error);
  if (status == CASUS_OK) status = number_write(s, STR("story_strictness"), options->strictness, error);
  if (status == CASUS_OK) status = stories_forget(s, error);
  if (status == CASUS_OK) status = casus_store_commit(s, error);
  if (status != CASUS_OK) return write_failed(s, status);
  s->story_options = *options;
  return CASUS_OK;
}

void casus_store_story_options_of(const casus_store *s, casus_story_options *options) { *options = s->story_options; }

/* ---- writing */

casus_status caches_read(casus_store *s, casus_error *error) {
  casus_status status = integer_of(s->db, "SELECT max(key) FROM article", 0, &s->last_article, error);
  if (status == CASUS_OK) status = integer_of(s->db, "SELECT max(key) FROM event", 0, &s->last_event, error);
  if (status == CASUS_OK) status = dictionaries_load(s, error);
  s->cached = status == CASUS_OK;
  return status;
}

/* Most likely the newest run that is open, or one that a process left open which is gone. */
static casus_status say_who_writes(casus_store *s, casus_error *error) {
  sql_query *q;
  if (statement(s, RUN_LAST_OPEN, &q, NULL) != CASUS_OK) return CASUS_STORE;
  if (sql_step(q, NULL) == CASUS_OK)
    error_at(error, CASUS_STORE, sql_name(s->db), 0, 0,
             "another process is writing to it; wait until it is done, then try again. The newest open run began %.*s: %.*s",
             (int)sql_text(q, 1).len, sql_text(q, 1).ptr, (int)sql_text(q, 0).len, sql_text(q, 0).ptr);
  sql_reset(q);
  return CASUS_STORE;
}

static casus_status transaction_begin(casus_store *s, casus_error *error) {
  casus_status status = sql_begin(s->db, error);
  return status == CASUS_STORE && sql_is_blocked(s->db) ? say_who_writes(s, error) : status;
}

casus_status write_begin(casus_store *s, casus_error *error) {
  if (sql_in_transaction(s->db)) return CASUS_OK;
  if (s->mode == CASUS_STORE_READ) return error_set(error, CASUS_USAGE, "the store was opened for reading only");
  int64_t changes = 0;
  casus_status status = transaction_begin(s, error);
  if (status == CASUS_OK) status = sql_changes_by_others(s->db, &changes, error);
  if (status == CASUS_OK && (!s->cached || changes != s->changes_seen)) status = caches_read(s, error);
  if (status != CASUS_OK) return write_failed(s, status);
  s->changes_seen = changes;
  return CASUS_OK;
}

casus_status write_commit(casus_store *s, casus_error *error) {
  casus_status status = revision_raise(s, error);
  return status == CASUS_OK ? sql_commit(s->db, error) : status;
}

/* What is in memory may be ahead of the tables now: a run that goes on must be begun again. */
casus_status write_failed(casus_store *s, casus_status status) {
  sql_rollback(s->db);
  run_forget(s);
  s->cached = false;
  return status;
}
