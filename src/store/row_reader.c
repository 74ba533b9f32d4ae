/* Columns of a row into records, and sets of keys into parameters. */
#include "store/row_reader.h"

static str copied(row_reader *r, str s) {
  str copy = STR("");
  if (!str_empty(s)) r->good &= arena_copy(r->memory, s, &copy);
  return copy;
}

str next_text(row_reader *r) { return copied(r, sql_text(r->q, r->column++)); }
str next_bytes(row_reader *r) { return copied(r, sql_bytes(r->q, r->column++)); }

span next_span(row_reader *r) {
  uint32_t begin = (uint32_t)next_integer(r);
  return (span){begin, (uint32_t)next_integer(r)};
}

casus_date next_date(row_reader *r) {
  casus_date date = {0};
  casus_date_read(sql_text(r->q, r->column++), &date);
  return date;
}

casus_date next_day(row_reader *r) {
  bool none = sql_is_null(r->q, r->column);
  int32_t days = (int32_t)next_integer(r);
  return none ? (casus_date){0} : date_from_days(days);
}

enum { ROWS_MAX = 1 << 20 };

static bool add_item(row_list *list, sql_query *q, row_list_reader read) {
  row_reader r = {.q = q, .memory = list->memory, .good = true};
  if (list->n == ROWS_MAX || !arena_grow(list->memory, &list->items, &list->capacity, list->n + 1, list->size)) return false;
  read(&r, (char *)list->items + list->n++ * list->size);
  return r.good;
}

casus_status rows_read(sql_query *q, row_list *list, row_list_reader read, casus_error *error) {
  casus_status status;
  while ((status = sql_step(q, error)) == CASUS_OK) {
    if (add_item(list, q, read)) continue;
    sql_reset(q);
    return error_set(error, CASUS_MEMORY, "no memory to read from the store");
  }
  return status == CASUS_END ? CASUS_OK : status;
}

/* One parameter for any number of keys: a JSON array, or an array of PostgreSQL. */
const key_set_form key_set_forms[] = {
    [SQL_SQLITE] = {" IN (SELECT value FROM json_each(", "))", '[', ']'}, [SQL_POSTGRES] = {" = ANY (", "::bigint[])", '{', '}'}};

bool key_set_write(buffer *out, sql_kind kind, const int64_t *keys, size_t n) {
  bool good = buffer_add_byte(out, key_set_forms[kind].open);
  for (size_t i = 0; good && i < n; i++) good = buffer_format(out, i ? ",%lld" : "%lld", (long long)keys[i]);
  return good && buffer_add_byte(out, key_set_forms[kind].close);
}
