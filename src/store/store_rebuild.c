/* Codes stored articles again: `casus rebuild`. */
#include "store/store_parts.h"

#define ARTICLE_BYTES_MAX ((size_t)256 << 20)

static const char articles_input[] = "articles";

static casus_status forget(casus_store *s, casus_error *error) {
  casus_status status = schema_forget_derived(s->db, error);
  if (status == CASUS_OK) status = caches_read(s, error);
  return status;
}

casus_status casus_store_rebuild_begin(casus_store *s, const casus_run_info *info, casus_run *run, casus_error *error) {
  casus_status status = run_begin(s, info, forget, run, error);
  s->recoded = status == CASUS_OK;
  return status;
}

/* ---- articles in the order of their keys */

static casus_status hand_out(casus_store *s, sql_query *q, casus_article *article, casus_error *error) {
  casus_article a = {.body = (uint32_t)sql_integer(q, 7), .origin = str_of(articles_input)};
  str *const strings[] = {&a.id, &a.url, &a.source, &a.title, &a.language};
  bool good = true;
  for (int i = 0; i < 5; i++) good &= arena_copy(s->handed_out, sql_text(q, i + 1), strings[i]);
  good &= arena_copy(s->handed_out, sql_text(q, 8), &a.text);
  if (!good) return error_set(error, CASUS_MEMORY, "no memory for an article of the store");
  casus_date_read(sql_text(q, 6), &a.date);
  *article = a;
  return CASUS_OK;
}

casus_status handed_out_anew(casus_store *s, casus_error *error) {
  if (s->handed_out) arena_reset(s->handed_out);
  else s->handed_out = arena_new(ARTICLE_BYTES_MAX);
  return s->handed_out ? CASUS_OK : error_set(error, CASUS_MEMORY, "no memory to read from the store");
}

casus_status casus_store_next_article(casus_store *s, int64_t *key, casus_article *article, casus_error *error) {
  sql_query *q;
  casus_status status = handed_out_anew(s, error);
  if (status == CASUS_OK) status = statement(s, NEXT_ARTICLE, &q, error);
  if (status != CASUS_OK) return status;
  sql_bind_integer(q, 1, *key);
  status = sql_step(q, error);
  if (status == CASUS_OK) status = hand_out(s, q, article, error);
  if (status == CASUS_OK) *key = sql_integer(q, 0);
  sql_reset(q);
  return status;
}

/* ---- writing */

static casus_status save_names(casus_store *s, int64_t article, str names, casus_error *error) {
  sql_query *q;
  casus_status status = statement(s, NAMES_SAVE, &q, error);
  if (status != CASUS_OK) return status;
  sql_bind_integer(q, 1, article);
  sql_bind_text(q, 2, names);
  return sql_do(q, error);
}

static casus_status recode(casus_store *s, const casus_prepared *p, casus_error *error) {
  int64_t key;
  casus_status status = run_needed(s, error);
  if (status == CASUS_OK) status = write_begin(s, error);
  if (status == CASUS_OK) status = article_find(s, p->digest, &key, error);
  if (status == CASUS_OK && !key) status = error_set(error, CASUS_STORE, "an article to be coded again is not in the store");
  if (status == CASUS_OK) status = save_names(s, key, p->names, error);
  if (status == CASUS_OK) status = article_derive(s, key, p, error);
  if (status == CASUS_OK) status = count_record(s, p->article.origin, error);
  if (status != CASUS_OK) return status;
  s->run.n_coded++;
  s->run.n_events += p->n_events;
  return CASUS_OK;
}

casus_status casus_store_recode(casus_store *s, casus_prepared *prepared, casus_error *error) {
  casus_status status = recode(s, prepared, error);
  casus_prepared_free(prepared);
  return status == CASUS_OK ? CASUS_OK : write_failed(s, status);
}

casus_status search_rebuild(casus_store *s, casus_error *error) {
  if (sql_kind_of(s->db) != SQL_SQLITE) return CASUS_OK;
  return sql_run(s->db, "INSERT INTO article_search (article_search) VALUES ('rebuild')", error);
}
