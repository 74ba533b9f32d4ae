/* Who may ask: hosts, origins, tokens. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "serve/guard.h"

static const guard local = {.loopback = true};
static const guard with_token = {.token = "0123456789abcdef", .cookie = "casus_token_1"};

typedef struct {
  const char *method, *target, *host, *origin, *authorization, *cookie, *fetch_site;
} asked;

/* The status of the refusal; 0: it passes. */
static unsigned ask(const guard *g, const asked *a, char *location) {
  static const char *const names[] = {"Host", "Origin", "Authorization", "Cookie", "Sec-Fetch-Site"};
  const char *const values[] = {a->host, a->origin, a->authorization, a->cookie, a->fetch_site};
  request q = {.method = text_of(a->method ? a->method : "GET")};
  reply r = {0};
  casus_error error;
  assert_int_equal(request_read_target(&q, text_of(a->target ? a->target : "/api/status"), &error), CASUS_OK);
  for (int i = 0; i < 5; i++)
    if (values[i]) request_add_header(&q, text_of(names[i]), text_of(values[i]));
  bool passes = guard_passes(g, &q, &r);
  unsigned status = passes ? 0 : r.status;
  if (location) *location = 0;
  for (size_t i = 0; location && i < r.n_headers; i++)
    if (strcmp(r.headers[i].name, "Set-Cookie") == 0) strcpy(location, r.headers[i].value);
  reply_free(&r);
  request_free(&q);
  return status;
}

static void loopback_has_its_names(void **state) {
  static const char *const good[] = {"localhost", "LOCALHOST:80", "127.0.0.1", "127.0.0.1:8080", "127.1.2.3", "[::1]:8080"};
  static const char *const bad[] = {"example.org",
                                    "localhost.example.org",
                                    "127.0.0.1.example.org",
                                    "127.0.0.256",
                                    "127.0.0",
                                    "10.0.0.1",
                                    "[::2]",
                                    "[::1",
                                    "0.0.0.0",
                                    "localhostx"};
  (void)state;
  for (size_t i = 0; i < sizeof good / sizeof *good; i++) assert_int_equal(ask(&local, &(asked){.host = good[i]}, NULL), 0);
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) assert_int_equal(ask(&local, &(asked){.host = bad[i]}, NULL), 403);
  assert_int_equal(ask(&local, &(asked){.host = NULL}, NULL), 400);
  assert_int_equal(ask(&(guard){0}, &(asked){.host = "example.org"}, NULL), 0);
}

static void writes_come_from_our_page(void **state) {
  asked a = {.method = "POST", .host = "localhost:1"};
  (void)state;
  assert_int_equal(ask(&local, &a, NULL), 0); /* no page: a program */
  a.origin = "http://localhost:1";
  assert_int_equal(ask(&local, &a, NULL), 0);
  static const char *const foreign[] = {"http://localhost:2", "http://evil.example", "null", "", "file://", "localhost:1"};
  for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++) {
    a.origin = foreign[i];
    assert_int_equal(ask(&local, &a, NULL), 403);
  }
  a.method = "GET"; /* a page of elsewhere cannot read the answer */
  assert_int_equal(ask(&local, &a, NULL), 0);
}

static void pages_of_elsewhere_make_it_do_no_work(void **state) {
  asked a = {.host = "localhost", .fetch_site = "cross-site"};
  (void)state;
  assert_int_equal(ask(&local, &a, NULL), 403);
  a.target = "/events"; /* a link to a page */
  assert_int_equal(ask(&local, &a, NULL), 0);
  a = (asked){.host = "localhost", .fetch_site = "same-origin"};
  assert_int_equal(ask(&local, &a, NULL), 0);
}

static void a_token_is_needed(void **state) {
  asked a = {.host = "h"};
  (void)state;
  assert_int_equal(ask(&with_token, &a, NULL), 401);
  a.authorization = "Bearer 0123456789abcdef";
  assert_int_equal(ask(&with_token, &a, NULL), 0);
  static const char *const bad[] = {"Bearer 0123456789abcdeg", "Bearer 0123456789abcde", "Bearer 0123456789abcdef0", "Bearer ",
                                    "Basic 0123456789abcdef",  "0123456789abcdef"};
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    a.authorization = bad[i];
    assert_int_equal(ask(&with_token, &a, NULL), 401);
  }
}

static void a_cookie_holds_it(void **state) {
  asked a = {.host = "h", .cookie = "x=1; casus_token_1=0123456789abcdef"};
  (void)state;
  assert_int_equal(ask(&with_token, &a, NULL), 0);
  static const char *const bad[] = {"casus_token_2=0123456789abcdef", "casus_token_1=", "casus_token_1", "casus_token_1=no",
                                    ";;="};
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    a.cookie = bad[i];
    assert_int_equal(ask(&with_token, &a, NULL), 401);
  }
}

static void the_address_sets_the_cookie(void **state) {
  char cookie[HEADER_VALUE_SIZE];
  (void)state;
  assert_int_equal(ask(&with_token, &(asked){.host = "h", .target = "/?token=0123456789abcdef"}, cookie), 303);
  assert_string_equal(cookie, "casus_token_1=0123456789abcdef; HttpOnly; SameSite=Strict; Path=/");
  assert_int_equal(ask(&with_token, &(asked){.host = "h", .target = "/?token=0123456789abcdee"}, cookie), 401);
  assert_string_equal(cookie, "");
  assert_int_equal(ask(&with_token, &(asked){.host = "h", .target = "/api/status?token=0123456789abcdef"}, NULL), 401);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(loopback_has_its_names),
      cmocka_unit_test(writes_come_from_our_page),
      cmocka_unit_test(pages_of_elsewhere_make_it_do_no_work),
      cmocka_unit_test(a_token_is_needed),
      cmocka_unit_test(a_cookie_holds_it),
      cmocka_unit_test(the_address_sets_the_cookie),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
