/* The weights file refuses what is damaged and says why. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "grammar/grammar.h"
#include "model/model.h"

static buffer small_file(void) {
  buffer out;
  weights_part parts[2] = {{"metadata", STR("licence=CC BY-SA 4.0\nseed=1\nempty=\n")}, {"numbers", STR("12345")}};
  buffer_init(&out, 1 << 20);
  assert_int_equal(weights_write(parts, 2, &out, NULL), CASUS_OK);
  return out;
}

static void what_is_written_is_read(void **state) {
  (void)state;
  buffer b = small_file();
  weights w;
  str section;
  casus_error error;
  assert_int_equal(weights_open(buffer_str(&b), STR("x"), &w, &error), CASUS_OK);
  assert_int_equal(weights_section(&w, "numbers", &section, &error), CASUS_OK);
  assert_true(str_is(section, "12345"));
  assert_int_equal((section.ptr - b.ptr) % WEIGHTS_ALIGNMENT, 0);
  assert_true(str_is(weights_metadata(&w, "licence"), "CC BY-SA 4.0"));
  assert_true(str_empty(weights_metadata(&w, "empty")) && str_empty(weights_metadata(&w, "absent")));
  assert_int_equal(weights_section(&w, "absent", &section, &error), CASUS_DATA);
  assert_non_null(strstr(error.message, "absent"));
  buffer_free(&b);
}

/* Copies to a block of its own size, so that a sanitizer sees each byte read too far. */
static casus_status open_copy(const char *bytes, size_t len, casus_error *error) {
  char *copy = malloc(len ? len : 1);
  weights w;
  memcpy(copy, bytes, len);
  casus_status status = weights_open((str){copy, len}, STR("x"), &w, error);
  free(copy);
  return status;
}

static void a_cut_file_is_refused(void **state) {
  (void)state;
  buffer b = small_file();
  casus_error error;
  for (size_t len = 0; len < b.len; len++) {
    error.message[0] = 0;
    assert_int_equal(open_copy(b.ptr, len, &error), CASUS_DATA);
    assert_true(strlen(error.message) > 10);
  }
  buffer_free(&b);
}

static void a_flipped_bit_is_refused(void **state) {
  (void)state;
  buffer b = small_file();
  casus_error error;
  for (size_t bit = 0; bit < b.len * 8; bit++) {
    b.ptr[bit / 8] = (char)(b.ptr[bit / 8] ^ (1 << bit % 8));
    assert_int_equal(open_copy(b.ptr, b.len, &error), CASUS_DATA);
    b.ptr[bit / 8] = (char)(b.ptr[bit / 8] ^ (1 << bit % 8));
  }
  buffer_free(&b);
}

static void refusals_say_why(void **state) {
  (void)state;
  buffer b = small_file();
  casus_error error;
  assert_int_equal(open_copy("{}", 2, &error), CASUS_DATA);
  assert_non_null(strstr(error.message, "not a weights file"));
  assert_int_equal(open_copy(b.ptr, b.len - 1, &error), CASUS_DATA);
  assert_non_null(strstr(error.message, "cut short"));
  b.ptr[8] = 99;
  assert_int_equal(open_copy(b.ptr, b.len, &error), CASUS_DATA);
  assert_non_null(strstr(error.message, "version 99"));
  b.ptr[8] = WEIGHTS_VERSION;
  b.ptr[b.len - 1] ^= 1;
  assert_int_equal(open_copy(b.ptr, b.len, &error), CASUS_DATA);
  assert_non_null(strstr(error.message, "checksum"));
  buffer_free(&b);
}

static void the_grammar_names_what_is_missing(void **state) {
  (void)state;
  buffer b = small_file();
  grammar *g;
  casus_error error;
  assert_int_equal(grammar_open(buffer_str(&b), STR("w.casus"), &g, &error), CASUS_DATA);
  assert_string_equal(error.file, "w.casus");
  assert_non_null(strstr(error.message, "tags"));
  buffer_free(&b);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(what_is_written_is_read), cmocka_unit_test(a_cut_file_is_refused),
                                     cmocka_unit_test(a_flipped_bit_is_refused), cmocka_unit_test(refusals_say_why),
                                     cmocka_unit_test(the_grammar_names_what_is_missing)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
