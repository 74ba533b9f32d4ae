/* All that a store holds, as text: a line for each row, in the order of the rows' values. Long values stand as their hash. */
#ifndef CASUS_TEST_DUMP_H
#define CASUS_TEST_DUMP_H

#include "fixture.h"

enum { DUMP_BYTES_MAX = 1 << 26, DUMP_COLUMNS_MAX = 48 };

static const char *const all_tables[] = {"meta",       "run",       "run_input", "run_skip", "run_failure", "article",
                                         "correction", "signature", "actor",     "place",    "event",       "party",
                                         "figure",     "joining",   "story",     NULL};

typedef struct {
  char names[DUMP_COLUMNS_MAX][32];
  char types[DUMP_COLUMNS_MAX]; /* I, R, T or B */
  int n;
} dump_columns;

static char dump_type(str type) {
  if (str_is(type, "TEXT") || str_is(type, "text")) return 'T';
  if (str_is(type, "REAL") || str_is(type, "double precision")) return 'R';
  return str_is(type, "BLOB") || str_is(type, "bytea") ? 'B' : 'I';
}

/* In the order of the schema; without the index of words that PostgreSQL keeps in the table. */
static void dump_describe(sql *db, const char *table, dump_columns *columns) {
  static const char *const texts[] = {
      [SQL_SQLITE] = "SELECT name, type FROM pragma_table_info(?1) ORDER BY cid",
      [SQL_POSTGRES] =
          "SELECT column_name::text, data_type::text FROM information_schema.columns WHERE table_schema ="
          " current_schema() AND table_name = ?1 AND column_name <> 'search' ORDER BY ordinal_position"};
  sql_query *q;
  columns->n = 0;
  GOOD(sql_prepare(db, texts[sql_kind_of(db)], &q, &error));
  sql_bind_text(q, 1, str_of(table));
  while (sql_step(q, NULL) == CASUS_OK) {
    assert_true(columns->n < DUMP_COLUMNS_MAX);
    str name = sql_text(q, 0);
    snprintf(columns->names[columns->n], sizeof columns->names[0], "%.*s", (int)name.len, name.ptr);
    columns->types[columns->n++] = dump_type(sql_text(q, 1));
  }
  sql_finish(q);
  assert_true(columns->n > 0);
}

static void dump_string(buffer *out, str s) {
  if (s.len > 300) {
    assert_true(buffer_format(out, "<%zu bytes, %016llx>", s.len, (unsigned long long)hash_str(s)));
    return;
  }
  for (size_t i = 0; i < s.len; i++) {
    unsigned char c = (unsigned char)s.ptr[i];
    assert_true(c >= ' ' && c < 127 && c != '\\' ? buffer_add_byte(out, (char)c) : buffer_format(out, "\\%02x", c));
  }
}

static void dump_value(buffer *out, sql_query *q, int column, char type) {
  assert_true(buffer_add_byte(out, '|'));
  if (sql_is_null(q, column)) assert_true(buffer_add(out, STR("NULL")));
  else if (type == 'I') assert_true(buffer_format(out, "%lld", (long long)sql_integer(q, column)));
  else if (type == 'R') assert_true(buffer_format(out, "%.17g", sql_real(q, column)));
  else dump_string(out, type == 'B' ? sql_bytes(q, column) : sql_text(q, column));
}

static void dump_select(buffer *text, const char *table, const dump_columns *columns) {
  bool good = buffer_add(text, STR("SELECT "));
  for (int i = 0; i < columns->n; i++) good &= buffer_format(text, "%s\"%s\"", i ? ", " : "", columns->names[i]);
  good &= buffer_format(text, " FROM %s ORDER BY 1, 2%s", table, columns->n > 2 ? ", 3" : "");
  assert_true(good && buffer_add_byte(text, 0));
}

static void dump_table(buffer *out, sql *db, const char *table) {
  dump_columns columns;
  buffer text;
  sql_query *q;
  casus_status status;
  buffer_init(&text, DUMP_BYTES_MAX);
  dump_describe(db, table, &columns);
  dump_select(&text, table, &columns);
  GOOD(sql_prepare(db, text.ptr, &q, &error));
  while ((status = sql_step(q, NULL)) == CASUS_OK) {
    assert_true(buffer_add(out, str_of(table)));
    for (int i = 0; i < columns.n; i++) dump_value(out, q, i, columns.types[i]);
    assert_true(buffer_add_byte(out, '\n'));
  }
  assert_int_equal(status, CASUS_END);
  sql_finish(q);
  buffer_free(&text);
}

/* The tables from the one of a name on (NULL: all), as a string on the heap. */
static char *dump(casus_store *s, const char *const *tables) {
  buffer out;
  buffer_init(&out, DUMP_BYTES_MAX);
  for (const char *const *t = tables ? tables : all_tables; *t; t++) dump_table(&out, s->db, *t);
  assert_true(buffer_add_byte(&out, 0));
  return out.ptr;
}

/* Shows the first line in which two dumps differ. Frees both. */
static void assert_same_dump(char *a, char *b) {
  const char *x = a, *y = b;
  while (*x && *x == *y) x++, y++;
  if (*x || *y) {
    while (x > a && x[-1] != '\n') x--, y--;
    fail_msg("dumps differ:\n%.*s\n%.*s", (int)strcspn(x, "\n"), x, (int)strcspn(y, "\n"), y);
  }
  free(a);
  free(b);
}

#endif
