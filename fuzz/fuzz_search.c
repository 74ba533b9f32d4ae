/* Any bytes as the words of a search: what is taken becomes an expression of quoted words and our own operators, and what a store
 * lets through to it (short, UTF-8, no NUL) one that FTS5 understands. */
#include <sqlite3.h>
#include <stdlib.h>

#include "store/store_select.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define REQUIRE(condition) \
  if (!(condition)) abort()

enum { EXPRESSION_BYTES_MAX = 1 << 26, WORDS_BYTES_MAX = 4096 };

/* Opened once: libFuzzer gives no place to hand them on. */
static sqlite3 *db;
static sqlite3_stmt *query;

static void open_once(void) {
  static const char table[] =
      "CREATE VIRTUAL TABLE search USING fts5(text, tokenize='porter unicode61 remove_diacritics 2');"
      "INSERT INTO search VALUES ('envoys met at the lake')";
  if (query) return;
  REQUIRE(sqlite3_open(":memory:", &db) == SQLITE_OK && sqlite3_exec(db, table, NULL, NULL, NULL) == SQLITE_OK);
  REQUIRE(sqlite3_prepare_v2(db, "SELECT rowid FROM search WHERE search MATCH ?1", -1, &query, NULL) == SQLITE_OK);
}

/* Outside of quotation marks stand parentheses, spaces and the letters of AND, OR and NOT alone. */
static void check_form(str expression) {
  bool quoted = false;
  for (size_t i = 0; i < expression.len; i++) {
    char c = expression.ptr[i];
    if (c == '"') quoted = !quoted;
    else REQUIRE(quoted || (c && strchr("() ANDORT", c)));
  }
  REQUIRE(!quoted && expression.len);
}

static void check_understood(str expression) {
  REQUIRE(sqlite3_bind_text(query, 1, expression.ptr, (int)expression.len, SQLITE_STATIC) == SQLITE_OK);
  int result = sqlite3_step(query);
  REQUIRE(result == SQLITE_ROW || result == SQLITE_DONE);
  sqlite3_reset(query);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  str words = {(const char *)data, size};
  casus_error error = {0};
  buffer expression;
  open_once();
  buffer_init(&expression, EXPRESSION_BYTES_MAX);
  casus_status status = search_expression(words, &expression, &error);
  REQUIRE(status == CASUS_OK || (status == CASUS_USAGE && *error.message));
  if (status == CASUS_OK) check_form(buffer_str(&expression));
  bool stored = size <= WORDS_BYTES_MAX && utf8_valid_until(words) == size && (!size || !memchr(data, 0, size));
  if (status == CASUS_OK && stored) check_understood(buffer_str(&expression));
  buffer_free(&expression);
  return 0;
}
