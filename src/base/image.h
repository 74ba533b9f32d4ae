/* Images: tables as they lie in memory, made when casus is built and built into it, so that a start reads no text. Pointers are
 * kept as distances from the start of what they point into. An image is native to the machine that it was built for; it is never
 * read from a file. */
#ifndef CASUS_IMAGE_H
#define CASUS_IMAGE_H

#include "base/base.h"

enum { IMAGE_PARTS_MAX = 16, IMAGE_POOL = 0 /* the part that holds the bytes of strings */ };

typedef struct {
  str bytes;
} image;

/* `layout`: the format's number; raise it when a record changes its meaning. CASUS_DATA: not such an image. */
casus_status image_open(str bytes, str file, uint32_t layout, image *out, casus_error *error);
/* The items of a part where they lie, *n of them. NULL: not of that size. */
const void *image_part(const image *im, uint32_t part, size_t item_bytes, uint32_t *n);
/* The same, copied into an arena. NULL: not of that size, or no memory. */
void *image_copy(const image *im, uint32_t part, size_t item_bytes, arena *a, uint32_t *n);
/* Makes a pointer of the distance at `offset_bytes` of each of n items. */
void image_point(void *items, uint32_t n, size_t item_bytes, size_t offset_bytes, const void *base);

/* ---- writing; image_writer is large: keep it on the heap */
enum { IMAGE_RECENT = 1 << 16 };
typedef struct {
  buffer parts[IMAGE_PARTS_MAX];
  uint32_t item_bytes[IMAGE_PARTS_MAX];
  struct {
    uint32_t at, len;
  } recent[IMAGE_RECENT]; /* strings of the pool by hash: most are met again */
  bool failed;            /* over the maximum or out of memory */
} image_writer;

void image_writer_init(image_writer *w);
void image_writer_free(image_writer *w);
void image_add(image_writer *w, uint32_t part, const void *items, uint32_t n, size_t item_bytes);
/* Puts a string into the pool; its pointer becomes the distance. */
void image_keep(image_writer *w, str *s);
/* The distance of an item from the start of its array, in a pointer's clothes. */
static inline void *image_distance(const void *items, const void *item) {
  return (void *)(uintptr_t)((const char *)item - (const char *)items);
}
casus_status image_write(image_writer *w, uint32_t layout, buffer *out, casus_error *error);

#endif
