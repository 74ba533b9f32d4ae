/* Requests as plain structs: targets, parameters and headers, and what is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "serve/request.h"

static casus_status read(request *r, const char *target) {
  casus_error error = {0};
  *r = (request){0};
  casus_status status = request_read_target(r, text_of(target), &error);
  assert_true(status == CASUS_OK || error.message[0]);
  return status;
}

static void assert_text(casus_str got, const char *wanted) {
  assert_int_equal(got.len, strlen(wanted));
  assert_memory_equal(got.ptr, wanted, got.len);
}

static void a_target_is_taken_apart(void **state) {
  request r;
  (void)state;
  assert_int_equal(read(&r, "/api/events?actor=France%2CUN&text=aid+convoy&&empty&also="), CASUS_OK);
  assert_text(r.path, "/api/events");
  assert_int_equal(r.n_parameters, 4);
  assert_text(request_parameter(&r, "actor"), "France,UN");
  assert_text(request_parameter(&r, "text"), "aid convoy");
  assert_text(request_parameter(&r, "empty"), "");
  assert_non_null(request_parameter(&r, "also").ptr);
  assert_null(request_parameter(&r, "missing").ptr);
  request_free(&r);
}

static void a_path_is_decoded_once(void **state) {
  request r;
  (void)state;
  assert_int_equal(read(&r, "/a%20b+c%2541"), CASUS_OK);
  assert_text(r.path, "/a b+c%41");
  request_free(&r);
}

static void bad_targets_are_refused(void **state) {
  static const char *const bad[] = {"",         "events", "http://a/",      "/%",      "/%4",   "/%zz",      "/%00",
                                    "/a?b=%00", "/%ff",   "/a?b=%c3%28",    "/../etc", "/a/..", "/%2e%2e/a", "/a/%2e%2e%2f",
                                    "/a\\b",    "/a/./b", "/a?b=%ed%a0%80", "/a?%1b"};
  (void)state;
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    request r;
    assert_int_equal(read(&r, bad[i]), CASUS_USAGE);
    request_free(&r);
  }
}

static void dots_in_names_are_none_of_a_path(void **state) {
  static const char *const good[] = {"/a..b", "/.well-known/x", "/a?b=../c", "/a%C3%A9?c=%F0%9F%98%80"};
  (void)state;
  for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
    request r;
    assert_int_equal(read(&r, good[i]), CASUS_OK);
    request_free(&r);
  }
}

static void there_is_a_maximum(void **state) {
  static char target[TARGET_BYTES_MAX + 2];
  request r;
  (void)state;
  memset(target, 'a', sizeof target - 1);
  target[0] = '/';
  assert_int_equal(read(&r, target), CASUS_USAGE);
  target[TARGET_BYTES_MAX] = 0;
  assert_int_equal(read(&r, target), CASUS_OK);
  request_free(&r);
  for (size_t i = 2; i < TARGET_BYTES_MAX; i += 2) memcpy(target + i, "&b", 2);
  target[1] = '?';
  assert_int_equal(read(&r, target), CASUS_USAGE);
  request_free(&r);
}

static request with_header(const char *name, const char *value) {
  request r = {0};
  request_add_header(&r, text_of(name), text_of(value));
  return r;
}

static void gzip_is_taken_where_it_is_wanted(void **state) {
  static const char *const yes[] = {"gzip", "br, gzip", "GZIP;q=0.5", "deflate , gzip ;q=1"};
  static const char *const no[] = {"", "br", "gzip;q=0", "gzip; q=0.0", "x-gzipped"};
  (void)state;
  for (size_t i = 0; i < 4; i++) {
    request r = with_header("accept-encoding", yes[i]);
    assert_true(request_takes_gzip(&r));
  }
  for (size_t i = 0; i < 5; i++) {
    request r = with_header("Accept-Encoding", no[i]);
    assert_false(request_takes_gzip(&r));
  }
}

static void tags_are_compared(void **state) {
  request r = with_header("If-None-Match", "\"a\", W/\"b\"");
  (void)state;
  assert_true(request_knows(&r, "\"a\""));
  assert_true(request_knows(&r, "\"b\""));
  assert_false(request_knows(&r, "\"c\""));
  r = with_header("If-None-Match", "*");
  assert_true(request_knows(&r, "\"c\""));
}

static void headers_are_kept(void **state) {
  request r = with_header("content-TYPE", " Text/HTML ; charset=utf-8");
  (void)state;
  assert_text(request_media_type(&r), "Text/HTML");
  request_add_header(&r, text_of("Host"), text_of("a"));
  assert_false(r.host_repeated);
  request_add_header(&r, text_of("host"), text_of("b"));
  assert_true(r.host_repeated);
  request_add_header(&r, text_of("X-Other"), text_of("b"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_target_is_taken_apart), cmocka_unit_test(a_path_is_decoded_once),
      cmocka_unit_test(bad_targets_are_refused), cmocka_unit_test(dots_in_names_are_none_of_a_path),
      cmocka_unit_test(there_is_a_maximum),      cmocka_unit_test(gzip_is_taken_where_it_is_wanted),
      cmocka_unit_test(tags_are_compared),       cmocka_unit_test(headers_are_kept),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
