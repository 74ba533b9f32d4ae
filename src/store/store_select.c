/* Conditions of a query in SQL. Values are always bound. What names mean is asked of store_names.c, what words mean of
 * search_words.c. */
#include "store/store_select.h"

#include <math.h>

#include "store/row_reader.h"

/* An event is long that lasts over LONG_EVENT_DAYS; the index event_long of schema.c has the same number. */
enum { LONG_EVENT_DAYS = 40, STRETCH_DAYS_MAX = 100 };
enum { CONDITIONS_BYTES_MAX = 1 << 16, FIELD_BYTES_MAX = 4096, RARE_MAX = 2000 };
#define VALUES_BYTES_MAX ((size_t)64 << 20)

/* ---- what a query may not say */

/* The databases refuse NUL and what is not UTF-8 in different ways: we refuse it first. */
static casus_status check_texts(const casus_query *query, casus_error *error) {
  const str texts[] = {query->actor, query->recipient, query->place, query->text, query->id, query->source};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    if (texts[i].len > FIELD_BYTES_MAX)
      return error_set(error, CASUS_USAGE, "a text of the query is over %d bytes", FIELD_BYTES_MAX);
    if (utf8_valid_until(texts[i]) < texts[i].len || (texts[i].len && memchr(texts[i].ptr, 0, texts[i].len)))
      return error_set(error, CASUS_USAGE, "a text of the query is not UTF-8, or holds a NUL");
  }
  return CASUS_OK;
}

static casus_status check_days(const casus_query *query, casus_error *error) {
  bool good = (!query->from.year || date_is_real(query->from)) && (!query->to.year || date_is_real(query->to));
  if (!good) return error_set(error, CASUS_USAGE, "a day of the query is none of the calendar");
  if (query->from.year && query->to.year && date_to_days(query->from) > date_to_days(date_last_day(query->to)))
    return error_set(error, CASUS_USAGE, "the query ends before it begins");
  return CASUS_OK;
}

static bool in_range(double value, double limit) { return value >= -limit && value <= limit; }

static casus_status check_circle(const casus_query *query, casus_error *error) {
  if (query->radius_km == 0) return CASUS_OK;
  if (query->radius_km > 0 && isfinite(query->radius_km) && in_range(query->lat_deg, 90) && in_range(query->lon_deg, 180))
    return CASUS_OK;
  return error_set(error, CASUS_USAGE, "a place is a latitude of -90 to 90, a longitude of -180 to 180 and a radius over 0 km");
}

static casus_status check_confidence(const casus_query *query, casus_error *error) {
  if (query->min_confidence == 0 || (query->min_confidence > 0 && query->min_confidence <= 1)) return CASUS_OK;
  return error_set(error, CASUS_USAGE, "a confidence is a number of 0 to 1");
}

static casus_status check_id(const casus_query *query, casus_error *error) {
  bool good = query->id.len < CASUS_ID_SIZE;
  for (size_t i = 0; good && i < query->id.len; i++) {
    char c = to_ascii_lower(query->id.ptr[i]);
    good = is_ascii_digit((unsigned char)c) || (c >= 'a' && c <= 'f');
  }
  if (good) return CASUS_OK;
  return error_set(error, CASUS_USAGE, "the id of an event is %d hexadecimal digits, or the first of them", CASUS_ID_SIZE - 1);
}

casus_status query_check(const casus_query *query, casus_error *error) {
  casus_status (*const checks[])(const casus_query *, casus_error *) = {check_texts, check_days, check_circle, check_confidence,
                                                                        check_id};
  casus_status status = CASUS_OK;
  for (size_t i = 0; status == CASUS_OK && i < sizeof checks / sizeof *checks; i++) status = checks[i](query, error);
  return status;
}

/* ---- writing conditions */

static void add(selection *sel, const char *text) { sel->complete &= buffer_add(&sel->conditions, str_of(text)); }

/* "?3" for a further value. */
static void add_value(selection *sel, bound_value value) {
  if (sel->n_values == SELECTION_VALUES_MAX) {
    sel->complete = false;
    return;
  }
  sel->values[sel->n_values++] = value;
  sel->complete &= buffer_format(&sel->conditions, "?%d", sel->n_values);
}

static void add_integer(selection *sel, int64_t value) { add_value(sel, (bound_value){.kind = BOUND_INTEGER, .integer = value}); }

static void add_text(selection *sel, str value) { add_value(sel, (bound_value){.kind = BOUND_TEXT, .text = value}); }

static void begin_condition(selection *sel) { add(sel, sel->conditions.len ? " AND " : " WHERE "); }

/* A text that must outlive the buffer it was made in. */
static str keep(selection *sel, const buffer *text) {
  str copy = STR("");
  if (text->len) sel->complete &= arena_copy(sel->memory, buffer_str(text), &copy);
  return copy;
}

/* The keys as one parameter. */
static casus_status keep_keys(selection *sel, const key_list *list, str *keys, casus_error *error) {
  buffer text;
  buffer_init(&text, VALUES_BYTES_MAX);
  bool good = key_set_write(&text, sql_kind_of(sel->store->db), list->keys, list->n);
  if (good) *keys = keep(sel, &text);
  buffer_free(&text);
  return good ? CASUS_OK : error_set(error, CASUS_MEMORY, "no memory for the names of a query");
}

/* "key IN (...)" of keys that were written with key_set_write. */
static void add_key_set(selection *sel, const char *column, str keys) {
  const key_set_form *form = &key_set_forms[sql_kind_of(sel->store->db)];
  add(sel, column);
  add(sel, form->before);
  add_text(sel, keys);
  add(sel, form->after);
}

/* ---- one function for each part of a query */

static void select_bits(selection *sel, const char *column, uint32_t bits) {
  if (!bits) return;
  begin_condition(sel);
  add(sel, column);
  const char *separator = " IN (";
  for (int i = 0; i < 32; i++)
    if (bits >> i & 1) {
      add(sel, separator);
      add_integer(sel, i);
      separator = ", ";
    }
  add(sel, ")");
}

/* The keys of a short stretch of time: events that began not long before it, and the few that last long, by an index of their
 * own; the + keeps SQLite from the other index. */
static void select_stretch(selection *sel, int32_t from, int32_t to) {
  const int32_t near = from - LONG_EVENT_DAYS;
  add(sel, "e.key IN (SELECT key FROM event WHERE first_day >= ");
  add_integer(sel, near);
  add(sel, " AND first_day <= ");
  add_integer(sel, to);
  add(sel, " AND last_day >= ");
  add_integer(sel, from);
  add(sel, " UNION ALL SELECT key FROM event WHERE last_day - first_day > 40 AND last_day >= ");
  add_integer(sel, from);
  add(sel, " AND +first_day < ");
  add_integer(sel, near);
  add(sel, ")");
}

static void select_day(selection *sel, const char *comparison, int32_t day) {
  begin_condition(sel);
  add(sel, comparison);
  add_integer(sel, day);
}

/* Events whose days overlap with the query's. */
static void select_days(selection *sel, const casus_query *query) {
  int32_t from = date_to_days(query->from), to = date_to_days(date_last_day(query->to));
  if (query->from.year && query->to.year && to - from <= STRETCH_DAYS_MAX) {
    begin_condition(sel);
    select_stretch(sel, from, to);
    return;
  }
  if (query->from.year) select_day(sel, "e.last_day >= ", from);
  if (query->to.year) select_day(sel, "e.first_day <= ", to);
}

static void add_side(selection *sel, int side, str keys) {
  add(sel, "SELECT event FROM party WHERE side = ");
  add_integer(sel, side);
  add_key_set(sel, " AND actor", keys);
}

/* The keys of events with these sides; one of the two may be open. No join, and the + at the event: SQLite
 * would go through all pairs of an actor and an event. */
static void add_dyad(selection *sel, str actors, str recipients) {
  if (actors.ptr) add_side(sel, SIDE_ACTOR, actors);
  if (actors.ptr && recipients.ptr) add(sel, " AND +event IN (");
  if (recipients.ptr) add_side(sel, SIDE_RECIPIENT, recipients);
  if (actors.ptr && recipients.ptr) add(sel, ")");
}

static casus_status named(selection *sel, str names, str *keys, casus_error *error) {
  key_list list = {0};
  *keys = (str){0};
  if (str_empty(names)) return CASUS_OK;
  casus_status status = actors_named(sel->store, names, &list, error);
  if (status == CASUS_OK) status = keep_keys(sel, &list, keys, error);
  key_list_free(&list);
  return status;
}

static casus_status select_parties(selection *sel, const casus_query *query, casus_error *error) {
  str actors, recipients;
  casus_status status = named(sel, query->actor, &actors, error);
  if (status == CASUS_OK) status = named(sel, query->recipient, &recipients, error);
  if (status != CASUS_OK || (!actors.ptr && !recipients.ptr)) return status;
  begin_condition(sel);
  add(sel, "e.key IN (");
  add_dyad(sel, actors, recipients);
  if (query->either_way) {
    add(sel, " UNION ALL ");
    add_dyad(sel, recipients, actors);
  }
  add(sel, ")");
  return CASUS_OK;
}

static casus_status select_place(selection *sel, const casus_query *query, casus_error *error) {
  key_list list = {0};
  str keys;
  if (str_empty(query->place) && query->radius_km == 0) return CASUS_OK;
  casus_status status = places_named(sel->store, query, &list, error);
  if (status == CASUS_OK) status = keep_keys(sel, &list, &keys, error);
  if (status == CASUS_OK) {
    begin_condition(sel);
    add_key_set(sel, "e.place", keys);
  }
  key_list_free(&list);
  return status;
}

/* Both databases get the same words, SQLite in the syntax of FTS5. */
static casus_status words_of(selection *sel, str text, str *words, casus_error *error) {
  buffer expression;
  buffer_init(&expression, 4 * FIELD_BYTES_MAX);
  casus_status status = search_expression(text, &expression, error);
  if (status == CASUS_OK) *words = sql_kind_of(sel->store->db) == SQL_SQLITE ? keep(sel, &expression) : text;
  buffer_free(&expression);
  return status;
}

/* The keys of the articles that hold the words. */
static void add_articles_with(selection *sel, str words) {
  static const char *const before[] = {
      [SQL_SQLITE] = "SELECT rowid FROM article_search WHERE article_search MATCH ",
      [SQL_POSTGRES] = "SELECT key FROM article WHERE search @@ websearch_to_tsquery('english', "};
  static const char *const after[] = {[SQL_SQLITE] = "", [SQL_POSTGRES] = ")"};
  sql_kind kind = sql_kind_of(sel->store->db);
  add(sel, before[kind]);
  add_text(sel, words);
  add(sel, after[kind]);
}

/* Articles that hold the words, by the column that has their keys. */
static void select_words(selection *sel, const char *column, str words) {
  begin_condition(sel);
  add(sel, column);
  add(sel, " IN (");
  add_articles_with(sel, words);
  add(sel, ")");
}

static casus_status select_text(selection *sel, const casus_query *query, casus_error *error) {
  str words;
  if (str_empty(query->text)) return CASUS_OK;
  casus_status status = words_of(sel, query->text, &words, error);
  if (status == CASUS_OK) select_words(sel, "e.article", words);
  return status;
}

/* Stored as a float: 0.9 must find 0.9f. */
static void select_confidence(selection *sel, const casus_query *query) {
  if (query->min_confidence == 0) return;
  begin_condition(sel);
  add(sel, "e.confidence >= ");
  add_value(sel, (bound_value){.kind = BOUND_REAL, .real = (double)(float)query->min_confidence});
}

/* 'g' is the letter behind the last digit. */
static void select_id(selection *sel, str id) {
  char lower[CASUS_ID_SIZE + 1];
  str first = {lower, id.len}, behind = {lower, id.len + 1}, kept;
  if (str_empty(id)) return;
  for (size_t i = 0; i < id.len; i++) lower[i] = to_ascii_lower(id.ptr[i]);
  begin_condition(sel);
  add(sel, "e.id >= ");
  sel->complete &= arena_copy(sel->memory, first, &kept);
  add_text(sel, kept);
  add(sel, " AND e.id < ");
  lower[id.len] = 'g';
  sel->complete &= arena_copy(sel->memory, behind, &kept);
  add_text(sel, kept);
}

static void select_key(selection *sel, const char *column, int64_t key) {
  if (!key) return;
  begin_condition(sel);
  add(sel, column);
  add(sel, " = ");
  add_integer(sel, key);
}

static void select_source(selection *sel, str source) {
  if (str_empty(source)) return;
  begin_condition(sel);
  add(sel, "e.article IN (SELECT key FROM article WHERE lower(source) = lower(");
  add_text(sel, source);
  add(sel, "))");
}

/* ---- of articles */

static void select_article_days(selection *sel, const char *comparison, casus_date day) {
  if (!day.year) return;
  begin_condition(sel);
  add(sel, comparison);
  add_integer(sel, date_to_days(day));
}

static void select_article_source(selection *sel, str source) {
  if (str_empty(source)) return;
  begin_condition(sel);
  add(sel, "lower(a.source) = lower(");
  add_text(sel, source);
  add(sel, ")");
}

/* ---- the whole */

static casus_status select_all(selection *sel, const casus_query *query, casus_error *error) {
  select_bits(sel, "e.type", query->types);
  select_bits(sel, "e.quad", query->quads);
  select_bits(sel, "e.status", query->statuses);
  select_key(sel, "e.article", query->article_key);
  select_key(sel, "e.story", query->story);
  select_source(sel, query->source);
  select_days(sel, query);
  select_confidence(sel, query);
  select_id(sel, query->id);
  casus_status status = select_parties(sel, query, error);
  if (status == CASUS_OK) status = select_place(sel, query, error);
  if (status == CASUS_OK) status = select_text(sel, query, error);
  if (status == CASUS_OK && !sel->complete) return error_set(error, CASUS_MEMORY, "no memory for a query");
  return status;
}

static casus_status selection_begin(casus_store *s, const casus_query *query, selection *out, casus_error *error) {
  *out = (selection){.store = s, .memory = arena_new(2 * VALUES_BYTES_MAX), .complete = true};
  buffer_init(&out->conditions, CONDITIONS_BYTES_MAX);
  return out->memory ? query_check(query, error) : error_set(error, CASUS_MEMORY, "no memory for a query");
}

casus_status selection_make(casus_store *s, const casus_query *query, selection *out, casus_error *error) {
  casus_status status = selection_begin(s, query, out, error);
  return status == CASUS_OK ? select_all(out, query, error) : status;
}

casus_status selection_of_articles(casus_store *s, const casus_query *query, selection *out, casus_error *error) {
  casus_status status = selection_begin(s, query, out, error);
  if (status != CASUS_OK) return status;
  select_article_days(out, "a.day >= ", query->from);
  select_article_days(out, "a.day <= ", date_last_day(query->to));
  select_article_source(out, query->source);
  return out->complete ? CASUS_OK : error_set(error, CASUS_MEMORY, "no memory for a query");
}

/* Are there few articles with these words? */
static casus_status words_are_rare(casus_store *s, str words, bool *rare, casus_error *error) {
  sql_query *q;
  casus_status status = statement(s, WORDS_COUNT, &q, error);
  if (status != CASUS_OK) return status;
  sql_bind_text(q, 1, words);
  sql_bind_integer(q, 2, RARE_MAX + 1);
  status = sql_step(q, error);
  *rare = status == CASUS_OK && sql_integer(q, 0) <= RARE_MAX;
  sql_reset(q);
  return status;
}

/* Where there are many, the + keeps SQLite from going through their rows: keys and days stand in an index. PostgreSQL knows by
 * itself how many there are. */
static casus_status select_listed_words(selection *sel, str text, casus_error *error) {
  str words;
  bool rare = true;
  if (str_empty(text)) return CASUS_OK;
  casus_status status = words_of(sel, text, &words, error);
  if (status == CASUS_OK && sql_kind_of(sel->store->db) == SQL_SQLITE) status = words_are_rare(sel->store, words, &rare, error);
  if (status == CASUS_OK) select_words(sel, rare ? "a.key" : "+a.key", words);
  return status;
}

casus_status selection_of_listing(casus_store *s, const casus_query *query, const char *dated, selection *out,
                                  casus_error *error) {
  casus_status status = selection_of_articles(s, query, out, error);
  if (status == CASUS_OK) status = select_listed_words(out, query->text, error);
  if (status != CASUS_OK) return status;
  if (dated) begin_condition(out), add(out, dated);
  return out->complete ? CASUS_OK : error_set(error, CASUS_MEMORY, "no memory for a query");
}

void selection_free(selection *sel) {
  buffer_free(&sel->conditions);
  arena_free(sel->memory);
}

static void bind(sql_query *q, int index, const bound_value *v) {
  if (v->kind == BOUND_INTEGER) sql_bind_integer(q, index, v->integer);
  else if (v->kind == BOUND_REAL) sql_bind_real(q, index, v->real);
  else sql_bind_text(q, index, v->text);
}

casus_status selection_prepare(const selection *sel, const char *before, const char *after, sql_query **out, casus_error *error) {
  buffer text;
  buffer_init(&text, 2 * CONDITIONS_BYTES_MAX);
  bool good = buffer_add(&text, str_of(before)) && buffer_add(&text, buffer_str(&sel->conditions)) &&
              buffer_add(&text, str_of(after)) && buffer_add_byte(&text, 0);
  casus_status status =
      good ? sql_prepare(sel->store->db, text.ptr, out, error) : error_set(error, CASUS_MEMORY, "no memory for a query");
  buffer_free(&text);
  for (int i = 0; status == CASUS_OK && i < sel->n_values; i++) bind(*out, i + 1, &sel->values[i]);
  return status;
}

casus_status articles_with_words(casus_store *s, str words, key_list *keys, casus_error *error) {
  static const casus_query everything = {0};
  selection sel;
  sql_query *q = NULL;
  str expression;
  casus_status status = selection_begin(s, &everything, &sel, error);
  if (status == CASUS_OK) status = words_of(&sel, words, &expression, error);
  if (status == CASUS_OK) add_articles_with(&sel, expression);
  if (status == CASUS_OK) status = selection_prepare(&sel, "", "", &q, error);
  while (status == CASUS_OK && (status = sql_step(q, error)) == CASUS_OK)
    if (!key_list_add(keys, sql_integer(q, 0))) status = error_set(error, CASUS_MEMORY, "no memory for a search");
  sql_finish(q);
  selection_free(&sel);
  return status == CASUS_END ? CASUS_OK : status;
}
