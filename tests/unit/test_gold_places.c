/* The packed gazetteer, the reader of annotated pages, and the scores of casus eval places. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>
#include <zlib.h>

#include "train/eval_places.h"
#include "train/gold_places.h"
#include "world/place_image.h"

/* ---- the image */

static const char table[] =
    "name\tvariants\tcountry\tadmin1\tfeature\tpopulation\tlat\tlon\tgeonames\n"
    "# a comment\n"
    "Umberfell\tOld Umberfell|?Umb|~Umberfellian\tFRA\t11\tPPL\t1200\t45.5\t-3.25\t77\n"
    "Umberland\t?\tFRA\t11\tADM1\t\t45\t3\t\n"
    "Hidden\t-|Seen\t\t\tWTR\t\t-45\t-3\t\n";

static void pack(const char *text, buffer *out) {
  casus_error error = {0};
  buffer_init(out, 1 << 20);
  if (place_image_pack(str_of(text), STR("t.tsv"), out, &error) != CASUS_OK) fail_msg("%zu: %s", error.line, error.message);
}

static void images_give_back_what_was_packed(void **state) {
  (void)state;
  buffer b;
  place_image image;
  place_hit hits[4];
  pack(table, &b);
  assert_int_equal(place_image_verify(buffer_str(&b), STR("t"), NULL), CASUS_OK);
  assert_int_equal(place_image_open(buffer_str(&b), STR("t"), &image, NULL), CASUS_OK);
  assert_int_equal(image.n_rows, 3);
  assert_int_equal(place_image_find(&image, STR("umberfell"), hits, 4), 1);
  assert_int_equal(hits[0].row, 0);
  assert_int_equal(hits[0].flags, 0);
  assert_int_equal(place_image_find(&image, STR("oldumberfell"), hits, 4), 1);
  assert_int_equal(hits[0].flags, KEY_OTHER);
  assert_int_equal(place_image_find(&image, STR("umb"), hits, 4), 1);
  assert_int_equal(hits[0].flags, KEY_OTHER | KEY_WEAK);
  assert_int_equal(place_image_find(&image, STR("umberfellian"), hits, 4), 1);
  assert_int_equal(hits[0].flags, KEY_OTHER | KEY_ADJECTIVE);
  assert_int_equal(place_image_find(&image, STR("umberland"), hits, 4), 1);
  assert_int_equal(hits[0].flags, KEY_WEAK);
  assert_int_equal(place_image_find(&image, STR("FRA.11"), hits, 4), 1);
  assert_int_equal(place_image_find(&image, STR("hidden"), hits, 4), 0);
  assert_int_equal(place_image_find(&image, STR("seen"), hits, 4), 1);
  const place_record *r = &image.rows[0];
  assert_int_equal(r->lat, 4550000);
  assert_int_equal(r->lon, -325000);
  assert_int_equal(r->population, 1200);
  assert_int_equal(r->geonames, 77);
  assert_memory_equal(r->country, "FRA", 3);
  buffer_free(&b);
}

static void damaged_images_are_refused(void **state) {
  (void)state;
  buffer b;
  place_image image;
  casus_error error = {0};
  pack(table, &b);
  assert_int_equal(place_image_open(str_slice(buffer_str(&b), 0, b.len - 1), STR("t"), &image, &error), CASUS_DATA);
  assert_non_null(strstr(error.message, "build casus anew"));
  assert_int_equal(place_image_open((str){"", 0}, STR("t"), &image, NULL), CASUS_DATA);
  b.ptr[b.len - 1] ^= 1;
  assert_int_equal(place_image_open(buffer_str(&b), STR("t"), &image, NULL), CASUS_OK);
  assert_int_equal(place_image_verify(buffer_str(&b), STR("t"), NULL), CASUS_DATA);
  b.ptr[0] ^= 1;
  assert_int_equal(place_image_open(buffer_str(&b), STR("t"), &image, NULL), CASUS_DATA);
  buffer_free(&b);
}

static void the_built_in_image_is_whole(void **state) {
  (void)state;
  str bytes;
  file_map map;
  assert_int_equal(data_file(NULL, "places.image", &bytes, &map, NULL), CASUS_OK);
  assert_int_equal(place_image_verify(bytes, STR("places.image"), NULL), CASUS_OK);
}

/* ---- pages */

static void spans_count_characters(void **state) {
  (void)state;
  static const char text[] = "TITLE: x LINK: y\nThe caf\xc3\xa9 in Paris and S\xc3\xa3o Paulo.\n";
  static const char notes[] =
      "T1\tLiteral 29 34\tParis\n"
      "#1\tAnnotatorNotes T1\t2988507\n"
      "T2\tCoercion 39 48\tS\xc3\xa3o Paulo\n"
      "#2\tAnnotatorNotes T2\t-23.5, -46.6\n"
      "T3\tNon_Lit_Expression 21 25\tcafe\n"
      "A1\tNon_Locational T3\n";
  arena *a = arena_new(1 << 20);
  gold_page p;
  assert_int_equal(gold_page_read(STR(text), STR(notes), STR("p.ann"), a, &p, NULL), CASUS_OK);
  assert_int_equal(p.body, 17);
  assert_int_equal(p.n_toponyms, 2);
  assert_memory_equal(text + p.toponyms[0].at.begin, "Paris", 5);
  assert_int_equal(p.toponyms[0].at.end - p.toponyms[0].at.begin, 5);
  assert_int_equal(p.toponyms[0].geonames, 2988507);
  assert_true(p.toponyms[0].counts && !p.toponyms[0].has_position);
  assert_memory_equal(text + p.toponyms[1].at.begin, "S\xc3\xa3o Paulo", 10);
  assert_true(!p.toponyms[1].counts && p.toponyms[1].has_position && p.toponyms[1].lon_deg < -46.5);
  arena_free(a);
}

static void bad_annotations_name_their_line(void **state) {
  (void)state;
  static const char *const bad[] = {"T1\tLiteral 3\tx\n", "Tx\tLiteral 1 2\tx\n", "T1\tLiteral 2 900\tx\n",
                                    "T1\tLiteral 4 4\tx\n"};
  arena *a = arena_new(1 << 20);
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    casus_error error = {0};
    gold_page p;
    assert_int_equal(gold_page_read(STR("some text"), str_of(bad[i]), STR("p.ann"), a, &p, &error), CASUS_INPUT);
    assert_int_equal(error.line, 1);
    assert_string_equal(error.file, "p.ann");
  }
  arena_free(a);
}

/* ---- archives and scores */

static void add_member(buffer *tar, const char *name, const char *bytes) {
  char block[512] = {0};
  snprintf(block, 100, "pages/%s", name);
  snprintf(block + 124, 24, "%011o", (unsigned)strlen(bytes)); /* what is written beyond the field is set below */
  block[135] = 0;
  block[156] = '0';
  memcpy(block + 257, "ustar\00000", 8);
  memset(block + 148, ' ', 8);
  unsigned sum = 0;
  for (size_t i = 0; i < sizeof block; i++) sum += (unsigned char)block[i];
  snprintf(block + 148, 8, "%06o", sum);
  assert_true(buffer_add(tar, (str){block, sizeof block}));
  memset(block, 0, sizeof block);
  memcpy(block, bytes, strlen(bytes));
  assert_true(buffer_add(tar, (str){block, sizeof block}));
}

static const char page_text[] = "They met in Paris, then in London. The talks with Zorro began.\n";
static const char page_notes[] =
    "T1\tLiteral 12 17\tParis\n#1\tAnnotatorNotes T1\t2988507\n"
    "T2\tLiteral 27 33\tLondon\n#2\tAnnotatorNotes T2\t10.0, 10.0\n"
    "T3\tMetonymic 50 55\tZorro\n#3\tAnnotatorNotes T3\t20.0, 20.0\n";

static void write_tar(const char *path) {
  buffer tar;
  buffer_init(&tar, 1 << 16);
  add_member(&tar, "1.txt", page_text);
  add_member(&tar, "1.ann", page_notes);
  char end[1024] = {0};
  assert_true(buffer_add(&tar, (str){end, sizeof end}));
  gzFile f = gzopen(path, "wb");
  assert_int_equal(gzwrite(f, tar.ptr, (unsigned)tar.len), (int)tar.len);
  gzclose(f);
  buffer_free(&tar);
}

static void scores_count_spans_and_positions(void **state) {
  (void)state;
  char path[] = "/tmp/casus-gold-XXXXXX";
  int fd = mkstemp(path);
  assert_true(fd >= 0);
  close(fd);
  write_tar(path);
  eval_place_scores s;
  casus_error error = {0};
  casus_status status = eval_places(path, (eval_report){0}, NULL, &s, &error);
  unlink(path);
  if (status != CASUS_OK) fail_msg("%s", error.message);
  assert_int_equal(s.exact.gold, 3);
  assert_int_equal(s.exact.ours, 2);
  assert_int_equal(s.exact.hits, 2);
  assert_int_equal(s.all_placed, 3);
  assert_int_equal(s.placed, 2);
  assert_int_equal(s.near, 1); /* London is not at 10, 10 */
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(images_give_back_what_was_packed), cmocka_unit_test(damaged_images_are_refused),
      cmocka_unit_test(the_built_in_image_is_whole),      cmocka_unit_test(spans_count_characters),
      cmocka_unit_test(bad_annotations_name_their_line),  cmocka_unit_test(scores_count_spans_and_positions),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
