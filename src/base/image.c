/* Images of tables: a header, the places of the parts, the parts. */
#include "base/image.h"

enum { IMAGE_BYTES_MAX = 1 << 28, PART_ALIGNMENT = 64 };
static const char magic[8] = {'c', 'a', 's', 'u', 's', 'i', 'm', 'g'};

typedef struct {
  uint64_t offset;
  uint32_t n, item_bytes;
} part_entry;

typedef struct {
  char magic[8];
  uint64_t size;
  uint32_t layout, unused;
  part_entry parts[IMAGE_PARTS_MAX];
} image_header;

static const image_header *header_of(const image *im) { return (const image_header *)(const void *)im->bytes.ptr; }

static bool parts_fit(const image_header *h) {
  for (uint32_t i = 0; i < IMAGE_PARTS_MAX; i++) {
    const part_entry *p = &h->parts[i];
    if (p->offset > h->size || (uint64_t)p->n * p->item_bytes > h->size - p->offset) return false;
  }
  return true;
}

casus_status image_open(str bytes, str file, uint32_t layout, image *out, casus_error *error) {
  image im = {bytes};
  const image_header *h = header_of(&im);
  bool good = bytes.len >= sizeof *h && (uintptr_t)bytes.ptr % PART_ALIGNMENT == 0 &&
              memcmp(h->magic, magic, sizeof magic) == 0 && h->size == bytes.len && h->layout == layout && parts_fit(h);
  if (!good) return error_at(error, CASUS_DATA, file, 0, 0, "is not a table image of this casus");
  *out = im;
  return CASUS_OK;
}

const void *image_part(const image *im, uint32_t part, size_t item_bytes, uint32_t *n) {
  const part_entry *p = &header_of(im)->parts[part];
  if (p->item_bytes != item_bytes) return NULL;
  *n = p->n;
  return im->bytes.ptr + p->offset;
}

void *image_copy(const image *im, uint32_t part, size_t item_bytes, arena *a, uint32_t *n) {
  const void *items = image_part(im, part, item_bytes, n);
  void *copy = items ? arena_alloc(a, *n, item_bytes) : NULL;
  return copy ? memcpy(copy, items, *n * item_bytes) : NULL;
}

void image_point(void *items, uint32_t n, size_t item_bytes, size_t offset_bytes, const void *base) {
  char *at = (char *)items + offset_bytes;
  for (uint32_t i = 0; i < n; i++, at += item_bytes) {
    uintptr_t pointer;
    memcpy(&pointer, at, sizeof pointer);
    pointer += (uintptr_t)base;
    memcpy(at, &pointer, sizeof pointer);
  }
}

/* ---- writing */

void image_writer_init(image_writer *w) {
  memset(w, 0, sizeof *w);
  for (uint32_t i = 0; i < IMAGE_PARTS_MAX; i++) buffer_init(&w->parts[i], IMAGE_BYTES_MAX);
  w->item_bytes[IMAGE_POOL] = 1;
}

void image_writer_free(image_writer *w) {
  for (uint32_t i = 0; i < IMAGE_PARTS_MAX; i++) buffer_free(&w->parts[i]);
}

void image_add(image_writer *w, uint32_t part, const void *items, uint32_t n, size_t item_bytes) {
  w->item_bytes[part] = (uint32_t)item_bytes;
  if (n && !buffer_add(&w->parts[part], (str){items, n * item_bytes})) w->failed = true;
}

void image_keep(image_writer *w, str *s) {
  const buffer *pool = &w->parts[IMAGE_POOL];
  uint32_t slot = (uint32_t)hash_str(*s) % IMAGE_RECENT, at = w->recent[slot].at;
  bool known = w->recent[slot].len == s->len && (s->len == 0 || memcmp(pool->ptr + at, s->ptr, s->len) == 0);
  if (!known) {
    at = (uint32_t)pool->len;
    if (!buffer_add(&w->parts[IMAGE_POOL], *s)) w->failed = true;
    w->recent[slot].at = at;
    w->recent[slot].len = (uint32_t)s->len;
  }
  s->ptr = (const char *)(uintptr_t)at;
}

static size_t aligned(size_t n) { return (n + PART_ALIGNMENT - 1) / PART_ALIGNMENT * PART_ALIGNMENT; }

static bool pad(buffer *out, size_t until) {
  while (out->len < until)
    if (!buffer_add_byte(out, 0)) return false;
  return true;
}

casus_status image_write(image_writer *w, uint32_t layout, buffer *out, casus_error *error) {
  image_header h = {.layout = layout, .size = aligned(sizeof h)};
  memcpy(h.magic, magic, sizeof magic);
  for (uint32_t i = 0; i < IMAGE_PARTS_MAX; i++) {
    uint32_t size = w->item_bytes[i] ? w->item_bytes[i] : 1;
    h.parts[i] = (part_entry){h.size, (uint32_t)(w->parts[i].len / size), size};
    h.size += aligned(w->parts[i].len);
  }
  bool good = !w->failed && buffer_add(out, (str){(const char *)&h, sizeof h}) && pad(out, aligned(sizeof h));
  for (uint32_t i = 0; good && i < IMAGE_PARTS_MAX; i++)
    good = buffer_add(out, buffer_str(&w->parts[i])) && pad(out, aligned(out->len));
  return good ? CASUS_OK : error_set(error, CASUS_MEMORY, "no memory for an image of tables");
}
