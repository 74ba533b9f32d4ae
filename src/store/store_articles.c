/* casus_store_articles: a page of the list of articles. Keys and order come from indexes alone, so that no text is read but to
 * tell the length of those on the page. */
#include "store/store_read.h"
#include "store/store_select.h"

enum { ORDER_BYTES_MAX = 256 };
#define KEYS_BYTES_MAX ((size_t)32 * CASUS_LIST_MAX)

typedef struct {
  casus_store *store;
  casus_query query; /* its text, source, from and to */
  bool newest_first;
  uint64_t offset, limit, total;
  int64_t keys[CASUS_LIST_MAX];
  size_t n;
} article_page;

static casus_status no_memory(casus_error *error) { return error_set(error, CASUS_MEMORY, "no memory for a list of articles"); }

/* ---- which: those with a date in its order, then those without */

static casus_status count(article_page *p, const char *dated, uint64_t *n, casus_error *error) {
  sql_query *q = NULL;
  selection sel;
  casus_status status = selection_of_listing(p->store, &p->query, dated, &sel, error);
  if (status == CASUS_OK) status = selection_prepare(&sel, "SELECT count(*) FROM article a", "", &q, error);
  if (status == CASUS_OK) status = sql_step(q, error);
  if (status == CASUS_OK) *n = (uint64_t)sql_integer(q, 0);
  sql_finish(q);
  selection_free(&sel);
  return status;
}

static casus_status read_keys(article_page *p, sql_query *q, casus_error *error) {
  casus_status status;
  while ((status = sql_step(q, error)) == CASUS_OK && p->n < CASUS_LIST_MAX) p->keys[p->n++] = sql_integer(q, 0);
  return status == CASUS_END ? CASUS_OK : status;
}

static casus_status find_keys(article_page *p, const char *dated, const char *order, uint64_t offset, casus_error *error) {
  sql_query *q = NULL;
  selection sel;
  buffer after;
  buffer_init(&after, ORDER_BYTES_MAX);
  casus_status status = selection_of_listing(p->store, &p->query, dated, &sel, error);
  if (status == CASUS_OK && !(buffer_format(&after, " ORDER BY %s LIMIT %llu OFFSET %llu", order,
                                            (unsigned long long)(p->limit - p->n), (unsigned long long)offset) &&
                              buffer_add_byte(&after, 0)))
    status = no_memory(error);
  if (status == CASUS_OK) status = selection_prepare(&sel, "SELECT a.key FROM article a", after.ptr, &q, error);
  if (status == CASUS_OK) status = read_keys(p, q, error);
  sql_finish(q);
  selection_free(&sel);
  buffer_free(&after);
  return status;
}

static casus_status find_undated(article_page *p, casus_error *error) {
  static const char undated[] = "a.day IS NULL";
  uint64_t n_undated;
  casus_status status = count(p, undated, &n_undated, error);
  if (status != CASUS_OK || !n_undated || n_undated > p->total) return status;
  uint64_t n_dated = p->total - n_undated;
  return find_keys(p, undated, p->newest_first ? "a.key DESC" : "a.key", p->offset > n_dated ? p->offset - n_dated : 0, error);
}

static casus_status find_page(article_page *p, casus_error *error) {
  static const char *const orders[] = {"a.day, a.key", "a.day DESC, a.key DESC"};
  casus_status status = count(p, NULL, &p->total, error);
  if (status != CASUS_OK || p->offset >= p->total) return status;
  status = find_keys(p, "a.day IS NOT NULL", orders[p->newest_first], p->offset, error);
  return status == CASUS_OK && p->n < p->limit ? find_undated(p, error) : status;
}

/* ---- what they are. PostgreSQL's text has escapes for two characters: postgres_values.c */

#define ITEM_COLUMNS(len_bytes)                                                                         \
  "SELECT a.key, " len_bytes                                                                            \
  ", (SELECT count(*) FROM event e WHERE e.article = a.key), a.group_key, a.imported, " ARTICLE_COLUMNS \
  " FROM article a WHERE a.key"

static const char *const item_statements[] = {
    [SQL_SQLITE] = ITEM_COLUMNS("length(CAST(a.text AS BLOB))"),
    [SQL_POSTGRES] = ITEM_COLUMNS("octet_length(replace(replace(a.text, chr(16) || chr(16), 'x'), chr(16) || '0', 'x'))::bigint"),
};

static casus_article_item *item_of(const article_page *p, casus_article_item *items, int64_t key) {
  for (size_t i = 0; i < p->n; i++)
    if (p->keys[i] == key) return &items[i];
  return NULL;
}

static bool read_item(const article_page *p, sql_query *q, casus_article_item *items) {
  row_reader r = {.q = q, .memory = p->store->handed_out, .column = 1, .good = true};
  casus_article_item *item = item_of(p, items, sql_integer(q, 0));
  if (!item) return true;
  *item = (casus_article_item){.key = sql_integer(q, 0)};
  item->len_bytes = (uint64_t)next_integer(&r);
  item->n_events = (uint64_t)next_integer(&r);
  item->group = next_integer(&r);
  item->imported = next_text(&r);
  article_columns_read(&r, &item->article);
  return r.good;
}

static casus_status read_items(const article_page *p, str keys, casus_article_item *items, casus_error *error) {
  sql_query *q;
  casus_status status =
      statement_for_keys(p->store, ARTICLES_READ, item_statements[sql_kind_of(p->store->db)], "", keys, &q, error);
  while (status == CASUS_OK && (status = sql_step(q, error)) == CASUS_OK) {
    if (read_item(p, q, items)) continue;
    sql_reset(q);
    return no_memory(error);
  }
  return status == CASUS_END ? CASUS_OK : status;
}

static casus_status read_page(const article_page *p, casus_article_item *items, casus_error *error) {
  buffer keys;
  buffer_init(&keys, KEYS_BYTES_MAX);
  bool good = key_set_write(&keys, sql_kind_of(p->store->db), p->keys, p->n);
  casus_status status = good ? read_items(p, buffer_str(&keys), items, error) : no_memory(error);
  buffer_free(&keys);
  return status;
}

casus_status casus_store_articles(casus_store *s, const casus_article_query *query, const casus_article_item **items, size_t *n,
                                  uint64_t *total, casus_error *error) {
  article_page p = {.store = s,
                    .query = {.text = query->text, .source = query->source, .from = query->from, .to = query->to},
                    .newest_first = query->newest_first,
                    .offset = query->offset,
                    .limit = query->limit && query->limit < CASUS_LIST_MAX ? query->limit : CASUS_LIST_MAX};
  casus_article_item *read = NULL;
  casus_status status = handed_out_anew(s, error);
  if (status == CASUS_OK) status = find_page(&p, error);
  if (status == CASUS_OK && !(read = ARENA_ARRAY(s->handed_out, casus_article_item, p.n + 1))) status = no_memory(error);
  if (status == CASUS_OK && p.n) status = read_page(&p, read, error);
  if (status != CASUS_OK) return status;
  *items = read;
  *n = p.n;
  *total = p.total;
  return CASUS_OK;
}

casus_status casus_store_article_item(casus_store *s, int64_t key, casus_article_item *item, casus_error *error) {
  const article_page p = {.store = s, .keys = {key}, .n = 1};
  casus_article_item read = {0};
  casus_status status = handed_out_anew(s, error);
  if (status == CASUS_OK) status = read_page(&p, &read, error);
  if (status == CASUS_OK && !read.key) return CASUS_END;
  if (status == CASUS_OK) *item = read;
  return status;
}
