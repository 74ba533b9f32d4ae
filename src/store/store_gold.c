/* What people said of events as gold for `casus eval events`. Only articles that were reviewed in full make sound gold: an event
 * that nobody looked at would count as a mistake, or as right, without anyone having said so. */
#include <stdlib.h>

#include "store/correction_record.h"
#include "store/row_reader.h"
#include "store/store_parts.h"

enum { DOC_BYTES_MAX = 1 << 16 };

typedef struct gold_walk gold_walk;
typedef casus_status (*gold_taker)(gold_walk *g, int64_t key, const casus_article *article, casus_error *error);

struct gold_walk {
  casus_store *store;
  casus_write write;
  void *context;
  dictionary ids; /* of the articles so far */
  buffer doc;     /* of this one */
  casus_gold_counts counts;
};

static casus_status no_memory(casus_error *error) { return error_set(error, CASUS_MEMORY, "no memory for gold"); }

/* One line; the value is gone. NULL: out of memory. */
static casus_status write_line(gold_walk *g, json_t *value, casus_error *error) {
  char *line = value ? json_dumps(value, JSON_COMPACT) : NULL;
  json_decref(value);
  if (!line) return no_memory(error);
  bool written = g->write(g->context, line, strlen(line)) && g->write(g->context, "\n", 1);
  free(line);
  return written ? CASUS_OK : error_set(error, CASUS_INTERNAL, "the gold cannot be written");
}

/* ---- the verdicts of one article: of each event the latest */

typedef struct {
  int64_t key;
  bool rejected;
  str record;
  json_t *value;
} verdict;

static void read_verdict(row_reader *r, void *item) {
  verdict *v = item;
  *v = (verdict){.key = next_integer(r)};
  v->rejected = str_is(sql_text(r->q, r->column++), "rejected");
  v->record = next_text(r);
}

static casus_status parse_records(gold_walk *g, const row_list *list, casus_error *error) {
  verdict *v = list->items;
  for (uint32_t i = 0; i < list->n; i++) {
    v[i].value = json_loadb(v[i].record.ptr, v[i].record.len, 0, NULL);
    if (!json_is_object(v[i].value) || str_empty(correction_record_sentence(v[i].value)))
      return error_at(error, CASUS_STORE, sql_name(g->store->db), 0, 0, "the record of correction %lld is no event",
                      (long long)v[i].key);
  }
  return CASUS_OK;
}

/* Do other verdicts, or those before it, give the sentence a line? */
static bool has_line(const verdict *v, uint32_t n, uint32_t index) {
  str sentence = correction_record_sentence(v[index].value);
  for (uint32_t i = 0; i < n; i++)
    if ((i < index || !v[i].rejected) && str_equal(sentence, correction_record_sentence(v[i].value))) return true;
  return false;
}

static casus_status write_verdicts(gold_walk *g, const row_list *list, casus_error *error) {
  const verdict *v = list->items;
  str doc = buffer_str(&g->doc);
  casus_status status = CASUS_OK;
  for (uint32_t i = 0; status == CASUS_OK && i < list->n; i++) {
    if (!v[i].rejected) status = write_line(g, correction_record_gold(v[i].value, doc), error);
    else if (!has_line(v, list->n, i))
      status = write_line(g, correction_record_none(correction_record_sentence(v[i].value), doc), error);
    g->counts.n_events += !v[i].rejected;
  }
  return status;
}

static casus_status read_verdicts(gold_walk *g, int64_t article, row_list *list, casus_error *error) {
  sql_query *q;
  casus_status status = statement(g->store, VERDICTS_READ, &q, error);
  if (status != CASUS_OK) return status;
  sql_bind_integer(q, 1, article);
  return rows_read(q, list, read_verdict, error);
}

static casus_status take_events(gold_walk *g, int64_t key, const casus_article *article, casus_error *error) {
  row_list list = {.memory = g->store->handed_out, .size = sizeof(verdict)};
  (void)article;
  casus_status status = read_verdicts(g, key, &list, error);
  if (status == CASUS_OK) status = parse_records(g, &list, error);
  if (status == CASUS_OK) status = write_verdicts(g, &list, error);
  for (uint32_t i = 0; i < list.n; i++) json_decref(((verdict *)list.items)[i].value);
  return status;
}

/* ---- the article itself, as a reader of JSON Lines takes it */

static casus_status take_article(gold_walk *g, int64_t key, const casus_article *a, casus_error *error) {
  char date[16];
  str doc = buffer_str(&g->doc);
  (void)key;
  return write_line(
      g,
      json_pack("{s:s%, s:s%, s:s%, s:s%, s:s%, s:s, s:s%}", "id", doc.ptr, doc.len, "title", a->title.ptr, a->title.len, "url",
                a->url.ptr, a->url.len, "source", a->source.ptr, a->source.len, "language", a->language.ptr, a->language.len,
                "date", casus_date_text(a->date, date), "text", a->text.ptr, a->text.len),
      error);
}

/* ---- which articles */

/* Ids come from the input, which may name two articles alike. */
static casus_status name_article(gold_walk *g, int64_t key, str id, casus_error *error) {
  digest128 digest = digest_of(&id, 1);
  bool known = str_empty(id) || dictionary_find(&g->ids, digest);
  g->doc.len = 0;
  bool good = known || dictionary_add(&g->ids, digest, key);
  good = good && buffer_add(&g->doc, id) && (!known || buffer_format(&g->doc, "#%lld", (long long)key));
  return good ? CASUS_OK : no_memory(error);
}

static casus_status is_reviewed(gold_walk *g, int64_t key, bool *reviewed, casus_error *error) {
  sql_query *q;
  casus_status status = statement(g->store, EVENTS_UNJUDGED, &q, error);
  if (status != CASUS_OK) return status;
  sql_bind_integer(q, 1, key);
  status = sql_step(q, error);
  *reviewed = status == CASUS_OK && !sql_integer(q, 0);
  sql_reset(q);
  return status;
}

static casus_status walk_article(gold_walk *g, int64_t key, gold_taker take, casus_error *error) {
  casus_article article;
  bool reviewed = false;
  casus_status status = casus_store_article(g->store, key, &article, error);
  if (status == CASUS_OK) status = is_reviewed(g, key, &reviewed, error);
  if (status == CASUS_END) return CASUS_OK; /* it was removed by other means */
  if (status != CASUS_OK) return status;
  if (str_empty(article.text)) return g->counts.n_textless++, CASUS_OK;
  if (!reviewed) return g->counts.n_in_part++, CASUS_OK;
  g->counts.n_articles++;
  status = name_article(g, key, article.id, error);
  return status == CASUS_OK ? take(g, key, &article, error) : status;
}

/* CASUS_END: no more. */
static casus_status next_judged(gold_walk *g, int64_t *key, casus_error *error) {
  sql_query *q;
  casus_status status = statement(g->store, ARTICLE_JUDGED, &q, error);
  if (status != CASUS_OK) return status;
  sql_bind_integer(q, 1, *key);
  status = sql_step(q, error);
  if (status == CASUS_OK && sql_is_null(q, 0)) status = CASUS_END;
  if (status == CASUS_OK) *key = sql_integer(q, 0);
  sql_reset(q);
  return status;
}

static casus_status walk(gold_walk *g, gold_taker take, casus_error *error) {
  int64_t key = 0;
  casus_status status;
  buffer_init(&g->doc, DOC_BYTES_MAX);
  while ((status = next_judged(g, &key, error)) == CASUS_OK) {
    status = walk_article(g, key, take, error);
    if (status != CASUS_OK) break;
  }
  buffer_free(&g->doc);
  dictionary_free(&g->ids);
  return status == CASUS_END ? CASUS_OK : status;
}

casus_status casus_store_gold(casus_store *s, casus_write write, void *context, casus_gold_counts *counts, casus_error *error) {
  gold_walk g = {.store = s, .write = write, .context = context};
  casus_status status = walk(&g, take_events, error);
  if (status == CASUS_OK && counts) *counts = g.counts;
  return status;
}

casus_status casus_store_gold_articles(casus_store *s, casus_write write, void *context, casus_error *error) {
  gold_walk g = {.store = s, .write = write, .context = context};
  return walk(&g, take_article, error);
}
