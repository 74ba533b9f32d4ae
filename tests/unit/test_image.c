/* Images of tables: what is written is what is read; what is not an image is refused; built-in tables answer like their text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/image.h"
#include "coding/event_lexicon.h"
#include "world/facts.h"

typedef struct {
  str name;
  const uint32_t *number;
} item;

enum { PART_ITEMS = 1, PART_NUMBERS, LAYOUT = 7 };

static buffer written(void) {
  static const uint32_t numbers[] = {10, 20, 30};
  const item items[] = {{STR("one"), &numbers[2]}, {STR("two"), &numbers[0]}, {STR("one"), &numbers[1]}};
  buffer out;
  buffer_init(&out, 1 << 20);
  image_writer *w = malloc(sizeof *w);
  assert_non_null(w);
  image_writer_init(w);
  for (int i = 0; i < 3; i++) {
    item copy = items[i];
    image_keep(w, &copy.name);
    copy.number = image_distance(numbers, items[i].number);
    image_add(w, PART_ITEMS, &copy, 1, sizeof copy);
  }
  image_add(w, PART_NUMBERS, numbers, 3, sizeof *numbers);
  assert_int_equal(w->parts[IMAGE_POOL].len, 6); /* "one" once */
  assert_int_equal(image_write(w, LAYOUT, &out, NULL), CASUS_OK);
  image_writer_free(w);
  free(w);
  return out;
}

/* Where built-in bytes lie: at a multiple of 64. */
static str aligned_copy(const buffer *b) {
  char *bytes = aligned_alloc(64, (b->len + 63) / 64 * 64);
  assert_non_null(bytes);
  memcpy(bytes, b->ptr, b->len);
  return (str){bytes, b->len};
}

static void test_round_trip(void **state) {
  (void)state;
  buffer out = written();
  str bytes = aligned_copy(&out);
  image im;
  assert_int_equal(image_open(bytes, STR("x"), LAYOUT, &im, NULL), CASUS_OK);
  uint32_t n = 0, pool = 0;
  arena *a = arena_new(1 << 20);
  item *items = image_copy(&im, PART_ITEMS, sizeof *items, a, &n);
  const uint32_t *numbers = image_part(&im, PART_NUMBERS, sizeof *numbers, &pool);
  assert_int_equal(n, 3);
  image_point(items, n, sizeof *items, offsetof(item, name.ptr), image_part(&im, IMAGE_POOL, 1, &pool));
  image_point(items, n, sizeof *items, offsetof(item, number), numbers);
  assert_true(str_is(items[0].name, "one") && str_is(items[1].name, "two") && str_is(items[2].name, "one"));
  assert_true(*items[0].number == 30 && *items[1].number == 10 && *items[2].number == 20);
  assert_null(image_part(&im, PART_ITEMS, sizeof *items + 8, &n)); /* records of another size */
  arena_free(a);
  free((void *)(uintptr_t)bytes.ptr);
  buffer_free(&out);
}

static void test_refused(void **state) {
  (void)state;
  buffer out = written();
  str bytes = aligned_copy(&out);
  image im;
  assert_int_equal(image_open(bytes, STR("x"), LAYOUT + 1, &im, NULL), CASUS_DATA);
  assert_int_equal(image_open(str_slice(bytes, 0, bytes.len - 1), STR("x"), LAYOUT, &im, NULL), CASUS_DATA);
  assert_int_equal(image_open(str_slice(bytes, 0, 20), STR("x"), LAYOUT, &im, NULL), CASUS_DATA);
  memset((char *)(uintptr_t)bytes.ptr + 24, 0xff, 8); /* a part that begins outside */
  assert_int_equal(image_open(bytes, STR("x"), LAYOUT, &im, NULL), CASUS_DATA);
  free((void *)(uintptr_t)bytes.ptr);
  buffer_free(&out);
}

static void test_world_like_its_text(void **state) {
  (void)state;
  world *built, *read;
  world_options from_text = {.data_dir = SOURCE_DIR "/data"};
  assert_int_equal(world_open(NULL, &built, NULL), CASUS_OK);
  assert_int_equal(world_open(&from_text, &read, NULL), CASUS_OK);
  assert_true(built->people.n > 10000 && built->people.n == read->people.n && built->groups.n == read->groups.n);
  for (uint32_t i = 0; i < built->people.n; i++) {
    assert_true(str_equal(person_at(built, i)->name, person_at(read, i)->name));
    assert_true(str_equal(person_at(built, i)->office, person_at(read, i)->office));
    assert_int_equal(person_at(built, i)->to, person_at(read, i)->to);
  }
  assert_int_equal(built->names.n, read->names.n);
  for (uint32_t i = 0; i < built->names.n; i++) assert_true(built->names.refs[i].hash == read->names.refs[i].hash);
  world_close(built);
  world_close(read);
}

static void assert_same_rows(const event_lexicon *built, const event_lexicon *read, const char *lemma, trigger_pos pos) {
  uint32_t n = 0, m = 0;
  const row *const *x = lexicon_rows(built, str_of(lemma), pos, &n), *const *y = lexicon_rows(read, str_of(lemma), pos, &m);
  assert_true(n > 0 && n == m);
  for (uint32_t i = 0; i < n; i++) {
    assert_true(str_equal(x[i]->trigger, y[i]->trigger) && str_equal(x[i]->file, y[i]->file) && x[i]->line == y[i]->line);
    assert_int_equal(x[i]->n_slots, y[i]->n_slots);
    for (uint32_t s = 0; s < x[i]->n_slots; s++) {
      const slot *a = &x[i]->slots[s], *b = &y[i]->slots[s];
      assert_true(a->role == b->role && a->class == b->class && a->n_places == b->n_places);
      for (uint32_t p = 0; p < a->n_places; p++) assert_true(str_equal(a->places[p].preposition, b->places[p].preposition));
    }
  }
}

static void test_lexicon_like_its_text(void **state) {
  (void)state;
  event_lexicon *built, *read;
  assert_int_equal(event_lexicon_open(NULL, NULL, 0, &built, NULL), CASUS_OK);
  assert_int_equal(event_lexicon_open(SOURCE_DIR "/data", NULL, 0, &read, NULL), CASUS_OK);
  assert_int_equal(lexicon_size(built), lexicon_size(read));
  assert_same_rows(built, read, "attack", POS_VERB);
  assert_same_rows(built, read, "agreement", POS_NOUN);
  assert_same_rows(built, read, "meet", POS_VERB);
  uint32_t n = 0;
  assert_true(lexicon_light(built, STR("make"), &n) && n);
  assert_int_equal(lexicon_class(built, STR("victim")), lexicon_class(read, STR("victim")));
  context_words of_built = lexicon_contexts(built, STR("missile"), 'n'), of_read = lexicon_contexts(read, STR("missile"), 'n');
  assert_true(of_built.weak || of_built.strong);
  assert_true(of_built.weak == of_read.weak && of_built.strong == of_read.strong);
  event_lexicon_close(built);
  event_lexicon_close(read);
}

/* The start-up leaves the checksum of what is built in out. */
static void test_weights_checksum(void **state) {
  (void)state;
  str bytes;
  file_map map;
  grammar *g;
  assert_int_equal(data_file(SOURCE_DIR "/models", "grammar.casus", &bytes, &map, NULL), CASUS_OK);
  assert_false(is_builtin(bytes));
  assert_int_equal(grammar_open(bytes, STR("grammar.casus"), &g, NULL), CASUS_OK);
  grammar_close(g);
  file_unmap(&map);
  assert_int_equal(data_file(NULL, "grammar.casus", &bytes, &map, NULL), CASUS_OK);
  assert_true(is_builtin(bytes));
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_round_trip), cmocka_unit_test(test_refused),
                                     cmocka_unit_test(test_world_like_its_text), cmocka_unit_test(test_lexicon_like_its_text),
                                     cmocka_unit_test(test_weights_checksum)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
