/* Near-duplicate articles: loads signatures, has src/story group them, writes the groups of those that are new or linked to
 * what is new. */
#include <stdlib.h>

#include "store/settle.h"

typedef struct {
  duplicate_item *items;
  int64_t *keys, *groups; /* article.key; article.group_key or 0 */
  int32_t *days;
  bool *is_new;
  uint32_t *group, *component;
  size_t n, capacity;
} articles;

static void articles_free(articles *a) {
  free(a->items);
  free(a->keys);
  free(a->groups);
  free(a->days);
  free(a->is_new);
  free(a->group);
  free(a->component);
  *a = (articles){0};
}

static bool make_room(articles *a) {
  if (a->n < a->capacity) return true;
  size_t wanted = a->capacity ? a->capacity * 2 : 1024;
  if (wanted > DUPLICATES_MAX) return false;
  bool good = GROW(a->items, wanted) && GROW(a->keys, wanted) && GROW(a->groups, wanted) && GROW(a->days, wanted) &&
              GROW(a->is_new, wanted) && GROW(a->group, wanted) && GROW(a->component, wanted);
  if (good) a->capacity = wanted;
  return good;
}

static uint64_t little_endian(const char *bytes) {
  uint64_t value = 0;
  for (int i = 8; i-- > 0;) value = value << 8 | (unsigned char)bytes[i];
  return value;
}

static casus_status take_row(void *to, sql_query *q, casus_error *error) {
  articles *a = to;
  str digest = sql_bytes(q, 3), signature_bytes = sql_bytes(q, 4);
  if (digest.len != 16 || signature_bytes.len != SIGNATURE_BYTES)
    return error_set(error, CASUS_STORE, "the signature of article %lld is damaged; run casus rebuild",
                     (long long)sql_integer(q, 0));
  if (!make_room(a)) return error_set(error, CASUS_MEMORY, "no memory to find near-duplicates among over %zu articles", a->n);
  duplicate_item *item = &a->items[a->n];
  signature_unpack((const unsigned char *)signature_bytes.ptr, &item->text);
  item->day = sql_is_null(q, 1) ? STORY_NO_DAY : (int32_t)sql_integer(q, 1);
  item->digest[0] = little_endian(digest.ptr);
  item->digest[1] = little_endian(digest.ptr + 8);
  a->keys[a->n] = sql_integer(q, 0);
  a->days[a->n] = item->day;
  a->is_new[a->n] = sql_is_null(q, 2);
  a->groups[a->n] = sql_integer(q, 2);
  a->n++;
  return CASUS_OK;
}

static casus_status load(casus_store *s, day_range range, articles *a, casus_error *error) {
  static const char dated[] =
      "SELECT a.key, a.day, a.group_key, a.digest, s.bytes FROM article a JOIN signature s ON"
      " s.article = a.key WHERE a.day BETWEEN ?1 AND ?2 ORDER BY a.key";
  static const char undated[] =
      "SELECT a.key, a.day, a.group_key, a.digest, s.bytes FROM article a JOIN signature s ON"
      " s.article = a.key WHERE a.day IS NULL ORDER BY a.key";
  a->n = 0;
  return range_load(s, range, dated, undated, take_row, a, error);
}

static casus_status load_and_group(casus_store *s, day_range slice, articles *a, casus_error *error) {
  const duplicate_options options = {s->story_options.window_days};
  int32_t reach = duplicates_reach_days(&options);
  day_range range = range_around(slice, reach);
  casus_status status;
  do {
    status = load(s, range, a, error);
    if (status == CASUS_OK) status = duplicates_group(a->items, a->n, &options, a->group, a->component, error);
  } while (status == CASUS_OK && range_enlarge(&range, a->days, a->is_new, a->component, a->n, reach));
  return status == CASUS_OK ? spread_new(a->is_new, a->component, a->n, error) : status;
}

/* The stories of an article that changes its group are joined again: reports of one group count once. */
static casus_status write_group(int64_t article, int64_t group, bool was_grouped, sql_query *queries[3], casus_error *error) {
  sql_bind_integer(queries[0], 1, group);
  sql_bind_integer(queries[0], 2, article);
  casus_status status = sql_do(queries[0], error);
  for (int i = 1; status == CASUS_OK && was_grouped && i < 3; i++) {
    sql_bind_integer(queries[i], 1, article);
    status = sql_do(queries[i], error);
  }
  return status;
}

static casus_status write_groups(casus_store *s, const articles *a, casus_error *error) {
  static const char *const texts[3] = {
      "UPDATE article SET group_key = ?1 WHERE key = ?2",
      "DELETE FROM story WHERE key IN (SELECT story FROM event WHERE article = ?1)",
      "UPDATE event SET story = NULL WHERE story IN (SELECT story FROM event WHERE article = ?1)",
  };
  sql_query *queries[3] = {NULL};
  casus_status status = CASUS_OK;
  for (int i = 0; status == CASUS_OK && i < 3; i++) status = sql_prepare(s->db, texts[i], &queries[i], error);
  for (size_t i = 0; status == CASUS_OK && i < a->n; i++) {
    int64_t group = a->keys[a->group[i]];
    if (a->is_new[i] && group != a->groups[i]) status = write_group(a->keys[i], group, a->groups[i] != 0, queries, error);
  }
  for (int i = 0; i < 3; i++) sql_finish(queries[i]);
  return status;
}

/* An article without text is like no other. */
static casus_status group_textless(casus_store *s, casus_error *error) {
  return sql_run(s->db,
                 "UPDATE article SET group_key = key WHERE group_key IS NULL AND NOT EXISTS"
                 " (SELECT 1 FROM signature WHERE signature.article = article.key)",
                 error);
}

static casus_status settle_slice(casus_store *s, day_range slice, void *work, casus_error *error) {
  casus_status status = load_and_group(s, slice, work, error);
  return status == CASUS_OK ? write_groups(s, work, error) : status;
}

casus_status settle_groups(casus_store *s, casus_error *error) {
  static const char new_by_day[] = "SELECT day, count(*) FROM article WHERE group_key IS NULL GROUP BY day ORDER BY day";
  articles a = {0};
  casus_status status = write_begin(s, error);
  if (status == CASUS_OK) status = group_textless(s, error);
  if (status == CASUS_OK) status = slices_settle(s, new_by_day, settle_slice, &a, error);
  articles_free(&a);
  return status;
}
