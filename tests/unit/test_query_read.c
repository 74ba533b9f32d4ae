/* Conditions by name into a query: what is taken, what is refused, and of which condition the refusal speaks. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/base.h"
#include "casus_store.h"

enum { FILTERS_MAX = 8 };

/* names and values in turn, closed by NULL. Returns the index of the wrong one; -1: all are right. */
static int read(casus_query *q, const char *const *words) {
  casus_filter filters[FILTERS_MAX];
  size_t n = 0, wrong = 99;
  casus_error error = {0};
  for (; words[2 * n]; n++) filters[n] = (casus_filter){str_of(words[2 * n]), str_of(words[2 * n + 1])};
  *q = (casus_query){.limit = 7};
  casus_status status = casus_query_read(filters, n, q, &wrong, &error);
  if (status == CASUS_OK) return -1;
  assert_int_equal(status, CASUS_USAGE);
  assert_true(error.message[0] && wrong < n);
  const casus_query untouched = {.limit = 7};
  assert_memory_equal(q, &untouched, sizeof untouched);
  return (int)wrong;
}
#define READ(...) read(&q, (const char *const[]){__VA_ARGS__, NULL})

static void conditions_are_read(void **state) {
  casus_query q;
  (void)state;
  assert_int_equal(READ("actor", "USA", "type", "aid,ASSAULT", "quad", "1,4", "status", "planned"), -1);
  assert_true(str_is(q.actor, "USA") && q.types == (1u << CASUS_AID | 1u << CASUS_ASSAULT));
  assert_true(q.quads == (1u << 1 | 1u << 4) && q.statuses == 1u << CASUS_PLANNED && q.limit == 7);
  assert_int_equal(READ("near", "32.08,34.78", "from", "2024-03", "to", "2024", "article", "12", "min-confidence", "0.5"), -1);
  assert_true(q.lat_deg == 32.08 && q.lon_deg == 34.78 && q.radius_km == 50 && q.from.month == 3 && q.to.year == 2024);
  assert_true(q.article_key == 12 && q.min_confidence == 0.5);
  assert_int_equal(READ("status", "all"), -1);
  assert_int_equal(q.statuses, (1u << CASUS_EVENT_STATUS_COUNT) - 1);
}

static void a_dyad_is_two_parties(void **state) {
  casus_query q;
  (void)state;
  assert_int_equal(READ("dyad", "USA,CHN"), -1);
  assert_true(str_is(q.actor, "USA") && str_is(q.recipient, "CHN") && q.either_way);
  assert_int_equal(READ("directed", "1", "dyad", "USA,CHN"), -1);
  assert_false(q.either_way);
  assert_int_equal(READ("directed", "", "dyad", "USA,CHN"), -1);
  assert_false(q.either_way);
  assert_int_equal(READ("directed", "0", "dyad", "USA,CHN"), -1);
  assert_true(q.either_way);
  assert_int_equal(READ("dyad", "USA"), 0);
  assert_int_equal(READ("dyad", "USA,"), 0);
  assert_int_equal(READ("dyad", ",USA"), 0);
  assert_int_equal(READ("dyad", "A,B,C"), 0);
  assert_int_equal(READ("actor", "USA", "dyad", "A,B"), 1);
  assert_int_equal(READ("directed", "1"), 0);
  assert_int_equal(READ("dyad", "A,B", "directed", "yes"), 1);
}

static void wrong_values_are_named(void **state) {
  static const char *const bad[][2] = {{"type", "AID,,"},
                                       {"type", ""},
                                       {"type", "NONE"},
                                       {"quad", "0"},
                                       {"quad", "5"},
                                       {"status", "maybe"},
                                       {"near", "91,0"},
                                       {"near", "1"},
                                       {"near", "nan,nan"},
                                       {"near", "1,2,3"},
                                       {"radius", "5"},
                                       {"from", "yesterday"},
                                       {"to", "2026-02-30"},
                                       {"to", ""},
                                       {"id", "xyz"},
                                       {"id", ""},
                                       {"article", "0"},
                                       {"article", "-1"},
                                       {"story", "1.5"},
                                       {"min-confidence", "0"},
                                       {"min-confidence", "2"},
                                       {"min-confidence", "1e0"},
                                       {"actor", ""},
                                       {"source", ""},
                                       {"id", "000000000000000000000000000000000"}};
  casus_query q;
  (void)state;
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) assert_int_equal(READ("place", "Oslo", bad[i][0], bad[i][1]), 1);
  assert_int_equal(READ("near", "1,2", "radius", "0"), 1);
  assert_int_equal(READ("near", "1,2", "radius", "far"), 1);
  assert_int_equal(READ("from", "2026-03", "to", "2026-02"), 1);
  assert_int_equal(READ("from", "2026-03", "to", "2026"), -1);
}

static void names_are_told_from_codes(void **state) {
  (void)state;
  assert_false(casus_query_has_names(&(casus_query){.actor = STR("USA,CHNGOV"), .place = STR("FRA")}));
  assert_true(casus_query_has_names(&(casus_query){.actor = STR("USA,China")}));
  assert_true(casus_query_has_names(&(casus_query){.place = STR("Oslo")}));
  assert_true(casus_query_has_names(&(casus_query){.recipient = STR("UN")}));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(conditions_are_read),
      cmocka_unit_test(a_dyad_is_two_parties),
      cmocka_unit_test(wrong_values_are_named),
      cmocka_unit_test(names_are_told_from_codes),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
