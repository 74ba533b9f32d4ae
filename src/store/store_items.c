/* Single records of a store by their keys: articles and stories. */
#include "store/row_reader.h"
#include "store/store_read.h"

static casus_status no_memory(casus_error *error) { return error_set(error, CASUS_MEMORY, "no memory to read from the store"); }

static casus_status find(casus_store *s, statement_name name, int64_t key, sql_query **q, casus_error *error) {
  casus_status status = statement(s, name, q, error);
  if (status != CASUS_OK) return status;
  sql_bind_integer(*q, 1, key);
  return sql_step(*q, error);
}

/* ---- articles */

static void read_article(row_reader *r, casus_article *a) {
  str *const strings[] = {&a->id, &a->url, &a->source, &a->title, &a->language};
  for (int i = 0; i < 5; i++) *strings[i] = next_text(r);
  a->date = next_date(r);
  a->body = (uint32_t)next_integer(r);
  a->text = next_text(r);
  a->origin = next_text(r);
  a->origin_line = (size_t)next_integer(r);
  a->origin_bytes = (size_t)next_integer(r);
}

casus_status casus_store_article(casus_store *s, int64_t key, casus_article *article, casus_error *error) {
  sql_query *q;
  casus_article read = {0};
  casus_status status = handed_out_anew(s, error);
  if (status == CASUS_OK) status = find(s, ARTICLE_READ, key, &q, error);
  if (status != CASUS_OK) return status;
  row_reader r = {.q = q, .memory = s->handed_out, .good = true};
  read_article(&r, &read);
  sql_reset(q);
  if (!r.good) return no_memory(error);
  *article = read;
  return CASUS_OK;
}

casus_status article_text_read(casus_store *s, int64_t key, arena *memory, str *text, casus_error *error) {
  sql_query *q;
  casus_status status = find(s, ARTICLE_TEXT_READ, key, &q, error);
  if (status != CASUS_OK) return status;
  row_reader r = {.q = q, .memory = memory, .good = true};
  *text = next_text(&r);
  sql_reset(q);
  return r.good ? CASUS_OK : no_memory(error);
}

/* ---- stories */

static void read_story(row_reader *r, casus_story *story) {
  *story = (casus_story){.key = next_integer(r)};
  str id = sql_text(r->q, r->column++);
  memcpy(story->id, id.ptr, id.len < sizeof story->id ? id.len : sizeof story->id - 1);
  story->representative = next_integer(r);
  uint32_t *const counts[] = {&story->n_reports, &story->n_articles, &story->n_groups, &story->n_sources};
  for (int i = 0; i < 4; i++) *counts[i] = (uint32_t)next_integer(r);
  story->first_seen = next_day(r);
  story->last_seen = next_day(r);
  story->agreement = (float)next_real(r);
  story->n_actual = (uint32_t)next_integer(r);
  story->n_negated = (uint32_t)next_integer(r);
  story->contradicted = next_integer(r) != 0;
}

casus_status casus_store_story(casus_store *s, int64_t key, casus_story *story, casus_error *error) {
  sql_query *q;
  casus_status status = find(s, STORY_READ, key, &q, error);
  if (status != CASUS_OK) return status;
  row_reader r = {.q = q, .good = true};
  read_story(&r, story);
  sql_reset(q);
  return CASUS_OK;
}
