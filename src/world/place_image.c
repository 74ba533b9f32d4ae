/* Opens and searches the packed gazetteer. */
#include "world/place_image.h"

enum { ROW_BITS = 21, FLAG_BITS = 3 };

uint64_t place_key_hash(str key) {
  uint64_t h = hash_str(key);
  return h >> (ROW_BITS + FLAG_BITS) ? h : ~(uint64_t)0;
}

str place_division_key(char key[DIVISION_KEY_MAX], str country, str admin1) {
  if (country.len + admin1.len + 1 > DIVISION_KEY_MAX) return (str){key, 0};
  memcpy(key, country.ptr, country.len);
  key[country.len] = '.';
  if (admin1.len) memcpy(key + country.len + 1, admin1.ptr, admin1.len);
  return (str){key, country.len + 1 + admin1.len};
}

static bool is_whole(const place_image_header *h, size_t len) {
  uint64_t total = sizeof *h + (uint64_t)h->n_rows * sizeof(place_record) + (uint64_t)h->n_slots * 8 + h->names_bytes;
  return memcmp(h->magic, PLACE_IMAGE_MAGIC, sizeof h->magic) == 0 && h->byte_order == PLACE_IMAGE_ORDER &&
         h->n_rows <= PLACE_ROWS_MAX && h->n_slots && h->total_bytes == len && total == len;
}

casus_status place_image_open(str bytes, str file, place_image *out, casus_error *error) {
  place_image_header h = {0};
  if (bytes.len >= sizeof h) memcpy(&h, bytes.ptr, sizeof h);
  if (!is_whole(&h, bytes.len) || (uintptr_t)bytes.ptr % 8)
    return error_at(error, CASUS_DATA, file, 0, 0, "is no packed table of places of this version, or damaged: build casus anew");
  const char *at = bytes.ptr + sizeof h;
  *out = (place_image){.n_rows = h.n_rows, .n_slots = h.n_slots, .names_bytes = h.names_bytes};
  out->slots = (const uint64_t *)(const void *)at;
  at += (size_t)h.n_slots * 8;
  out->rows = (const place_record *)(const void *)at;
  out->names = at + (size_t)h.n_rows * sizeof(place_record);
  return CASUS_OK;
}

casus_status place_image_verify(str bytes, str file, casus_error *error) {
  place_image image;
  place_image_header h;
  casus_status status = place_image_open(bytes, file, &image, error);
  if (status != CASUS_OK) return status;
  memcpy(&h, bytes.ptr, sizeof h);
  if (checksum_bytes(bytes.ptr + sizeof h, bytes.len - sizeof h) == h.checksum) return CASUS_OK;
  return error_at(error, CASUS_DATA, file, 0, 0, "its checksum does not fit: damaged");
}

uint32_t place_image_find(const place_image *image, str key, place_hit *hits, uint32_t max) {
  const uint64_t hash = place_key_hash(key), row_mask = ((uint64_t)1 << ROW_BITS) - 1;
  uint32_t n = 0, at = (uint32_t)(((hash & UINT32_MAX) * image->n_slots) >> 32);
  for (uint32_t steps = 0; steps < image->n_slots && image->slots[at] && n < max; steps++) {
    uint64_t slot = image->slots[at];
    uint32_t row = (uint32_t)(slot & row_mask);
    if (slot >> (ROW_BITS + FLAG_BITS) == hash >> (ROW_BITS + FLAG_BITS) && row && row <= image->n_rows)
      hits[n++] = (place_hit){row - 1, (uint8_t)(slot >> ROW_BITS & 7)};
    if (++at == image->n_slots) at = 0;
  }
  return n;
}
