/* Any bytes as a page's annotation, and as a packed table of places. */
#include <stdlib.h>

#include "train/gold_places.h"
#include "world/place_image.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_page(str bytes) {
  arena *a = arena_new((size_t)1 << 30);
  gold_page page;
  if (!a) abort();
  gold_page_read(STR("Talks began in Paris, then in Geneva.\n"), bytes, STR("page.ann"), a, &page, NULL);
  gold_page_read(bytes, STR("T1\tLiteral 1 3\tx\n#1\tAnnotatorNotes T1\t1.5, -2\n"), STR("page.ann"), a, &page, NULL);
  arena_free(a);
}

/* The image as it would lie in a damaged program: sizes that fit, all else any bytes. */
static void search_image(str bytes) {
  enum { KEYS = 4 };
  static const char *const keys[KEYS] = {"paris", "a", "usa.CA", ""};
  place_image image;
  place_hit hits[PLACE_CANDIDATES_MAX];
  char *copy = aligned_alloc(64, bytes.len / 64 * 64 + 128);
  if (!copy) abort();
  place_image_header h = {.magic = PLACE_IMAGE_MAGIC, .byte_order = PLACE_IMAGE_ORDER, .n_rows = 1};
  size_t rest = bytes.len / 8 * 8;
  h.n_slots = (uint32_t)(rest / 8);
  h.names_bytes = 0;
  h.total_bytes = (uint32_t)(sizeof h + rest + sizeof(place_record));
  char *whole = aligned_alloc(64, (h.total_bytes / 64 + 1) * (size_t)64);
  if (!whole) abort();
  memcpy(whole, &h, sizeof h);
  if (rest) memcpy(whole + sizeof h, bytes.ptr, rest);
  memset(whole + sizeof h + rest, 0xff, sizeof(place_record));
  if (place_image_open((str){whole, h.total_bytes}, STR("image"), &image, NULL) == CASUS_OK)
    for (int i = 0; i < KEYS; i++) place_image_find(&image, str_of(keys[i]), hits, PLACE_CANDIDATES_MAX);
  if (bytes.len) memcpy(copy, bytes.ptr, bytes.len);
  if (place_image_open((str){copy, bytes.len}, STR("image"), &image, NULL) == CASUS_OK)
    place_image_find(&image, STR("paris"), hits, PLACE_CANDIDATES_MAX);
  free(copy);
  free(whole);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  str bytes = {(const char *)data, size};
  read_page(bytes);
  search_image(bytes);
  return 0;
}
