/* Goes through readers over memory in tests: what must come next comes, or the test fails. */
#ifndef CASUS_TEST_READINGS_H
#define CASUS_TEST_READINGS_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "article/article.h"

static inline casus_reader *open_bytes(str bytes, const char *name) {
  casus_reader *r = NULL;
  assert_int_equal(casus_reader_open_memory(bytes, str_of(name), NULL, &r, NULL), CASUS_OK);
  return r;
}

static inline casus_article next_article(casus_reader *r) {
  casus_article a = {0};
  casus_error e = {0};
  casus_status status = casus_reader_next(r, &a, &e);
  if (status != CASUS_OK) fail_msg("%d: %s", status, e.message);
  return a;
}

static inline casus_error next_failure(casus_reader *r) {
  casus_article a = {0};
  casus_error e = {0};
  assert_int_equal(casus_reader_next(r, &a, &e), CASUS_INPUT);
  assert_true(e.message[0] != 0);
  return e;
}

/* And closes the reader. */
static inline void assert_end(casus_reader *r) {
  casus_article a = {0};
  assert_int_equal(casus_reader_next(r, &a, NULL), CASUS_END);
  assert_int_equal(casus_reader_next(r, &a, NULL), CASUS_END);
  assert_true(casus_reader_progress(r) == 1);
  casus_reader_close(r);
}

static inline void assert_str(str s, const char *expected) {
  if (!str_is(s, expected)) fail_msg("\"%.*s\" is not \"%s\"", (int)s.len, s.ptr, expected);
}

#endif
