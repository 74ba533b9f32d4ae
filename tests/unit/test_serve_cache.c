/* The cache of answers: what is found again, what is dropped, what is not kept. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdio.h>

#include "serve/answer_cache.h"

static void keep(answer_cache *c, const char *key, const char *body, unsigned status) {
  reply r = {.status = status, .type = "text/plain"};
  bytes_add_text(&r.body, body);
  reply_header(&r, "ETag", "%s", key);
  answer_cache_keep(c, text_of(key), &r);
  reply_free(&r);
}

static bool holds(answer_cache *c, const char *key, const char *body) {
  reply r = {0};
  if (!answer_cache_find(c, text_of(key), &r)) return false;
  assert_int_equal(r.body.len, strlen(body));
  assert_memory_equal(r.body.ptr, body, r.body.len);
  assert_string_equal(r.headers[0].value, key);
  reply_free(&r);
  return true;
}

static void what_was_kept_is_found(void **state) {
  answer_cache *c = answer_cache_open(1 << 20);
  (void)state;
  keep(c, "a", "one", 200);
  keep(c, "b", "two", 0);
  assert_true(holds(c, "a", "one"));
  assert_true(holds(c, "b", "two"));
  assert_false(holds(c, "c", ""));
  keep(c, "a", "another", 200);
  assert_true(holds(c, "a", "another"));
  answer_cache_close(c);
}

static void failures_and_giants_are_not_kept(void **state) {
  answer_cache *c = answer_cache_open(8000);
  static char giant[1002];
  (void)state;
  memset(giant, 'x', sizeof giant - 1);
  keep(c, "a", "wrong", 400);
  keep(c, "b", giant, 200);
  assert_false(holds(c, "a", "wrong"));
  assert_false(holds(c, "b", giant));
  giant[1000] = 0;
  keep(c, "b", giant, 200);
  assert_true(holds(c, "b", giant));
  answer_cache_close(c);
}

static void the_least_lately_used_goes_first(void **state) {
  answer_cache *c = answer_cache_open(12000); /* about ten */
  static char body[901];
  char key[16];
  (void)state;
  memset(body, 'x', sizeof body - 1);
  for (int i = 0; i < 100; i++) {
    snprintf(key, sizeof key, "%d", i);
    keep(c, key, body, 200);
    assert_true(holds(c, key, body));
    assert_true(holds(c, "0", body)); /* in use all the time */
  }
  assert_false(holds(c, "50", body));
  assert_false(holds(c, "85", body));
  assert_true(holds(c, "95", body));
  answer_cache_close(c);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_was_kept_is_found),
      cmocka_unit_test(failures_and_giants_are_not_kept),
      cmocka_unit_test(the_least_lately_used_goes_first),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
