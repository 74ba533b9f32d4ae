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

/* One parameter for any number of keys: a JSON array, or an array of PostgreSQL. */
const key_set_form key_set_forms[] = {
    [SQL_SQLITE] = {" IN (SELECT value FROM json_each(", "))", '[', ']'}, [SQL_POSTGRES] = {" = ANY (", "::bigint[])", '{', '}'}};

bool key_set_write(buffer *out, sql_kind kind, const int64_t *keys, size_t n) {
  bool good = buffer_add_byte(out, key_set_forms[kind].open);
  for (size_t i = 0; good && i < n; i++) good = buffer_format(out, i ? ",%lld" : "%lld", (long long)keys[i]);
  return good && buffer_add_byte(out, key_set_forms[kind].close);
}
