/* The arena of a document and the growable buffer. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/base.h"

enum { CHUNK_BYTES = 256 * 1024, ALIGNMENT = 16 };

typedef struct chunk {
  struct chunk *next;
  size_t size, used, dirty; /* bytes up to `dirty` may not be zero */
  _Alignas(ALIGNMENT) unsigned char bytes[];
} chunk;

struct arena {
  chunk *first, *current;
  size_t max, reserved, used, chunk_bytes;
};

arena *arena_new(size_t max_bytes) { return arena_new_of(max_bytes, CHUNK_BYTES); }

arena *arena_new_of(size_t max_bytes, size_t chunk_bytes) {
  arena *a = calloc(1, sizeof *a);
  if (a) a->max = max_bytes;
  if (a) a->chunk_bytes = chunk_bytes;
  return a;
}

void arena_free(arena *a) {
  if (!a) return;
  for (chunk *c = a->first; c;) {
    chunk *next = c->next;
    free(c);
    c = next;
  }
  free(a);
}

/* Keeps the first chunk and drops the larger rest, so that one giant document does not hold its memory for ever. */
void arena_reset(arena *a) {
  if (!a->first) return;
  for (chunk *c = a->first->next; c;) {
    chunk *next = c->next;
    a->reserved -= c->size;
    free(c);
    c = next;
  }
  a->first->next = NULL;
  a->first->used = 0;
  a->current = a->first;
  a->used = 0;
}

static chunk *arena_chunk(arena *a, size_t need) {
  size_t size = a->first ? a->chunk_bytes * 4 : a->chunk_bytes;
  if (need > size) size = need;
  if (size > a->max - a->reserved) size = need;
  if (size > a->max - a->reserved) return NULL;
  chunk *c = calloc(1, sizeof *c + size);
  if (!c) return NULL;
  c->size = size;
  if (a->current) a->current->next = c;
  else a->first = c;
  a->current = c;
  a->reserved += size;
  return c;
}

void *arena_alloc(arena *a, size_t count, size_t size) {
  if (size && count > (SIZE_MAX - ALIGNMENT) / size) return NULL;
  size_t need = (count * size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  if (!need) need = ALIGNMENT;
  chunk *c = a->current;
  if (!c || c->size - c->used < need) c = arena_chunk(a, need);
  if (!c) return NULL;
  void *p = c->bytes + c->used;
  if (c->dirty > c->used) memset(p, 0, c->dirty - c->used < need ? c->dirty - c->used : need);
  c->used += need;
  a->used += need;
  if (c->dirty < c->used) c->dirty = c->used;
  return p;
}

bool arena_copy(arena *a, str s, str *copy) {
  char *p = arena_alloc(a, s.len + 1, 1);
  if (!p) return false;
  if (s.len) memcpy(p, s.ptr, s.len);
  *copy = (str){p, s.len};
  return true;
}

size_t arena_used(const arena *a) { return a->used; }

bool arena_grow(arena *a, void **items, uint32_t *capacity, uint32_t need, size_t size) {
  if (need <= *capacity) return true;
  uint32_t wanted = *capacity ? *capacity : 16;
  while (wanted < need) {
    if (wanted > UINT32_MAX / 2) return false;
    wanted *= 2;
  }
  void *grown = arena_alloc(a, wanted, size);
  if (!grown) return false;
  if (*capacity) memcpy(grown, *items, (size_t)*capacity * size);
  *items = grown;
  *capacity = wanted;
  return true;
}

void buffer_init(buffer *b, size_t max_bytes) { *b = (buffer){.max = max_bytes}; }

void buffer_free(buffer *b) {
  free(b->ptr);
  *b = (buffer){.max = b->max};
}

static bool buffer_reserve(buffer *b, size_t more) {
  if (more > b->max - b->len) return false;
  size_t need = b->len + more;
  if (need <= b->capacity) return true;
  size_t wanted = b->capacity ? b->capacity : 256;
  while (wanted < need) wanted = wanted > b->max / 2 ? b->max : wanted * 2;
  char *grown = realloc(b->ptr, wanted);
  if (!grown) return false;
  b->ptr = grown;
  b->capacity = wanted;
  return true;
}

bool buffer_add(buffer *b, str s) {
  if (!s.len) return true;
  if (!buffer_reserve(b, s.len)) return false;
  memcpy(b->ptr + b->len, s.ptr, s.len);
  b->len += s.len;
  return true;
}

bool buffer_add_byte(buffer *b, char c) { return buffer_add(b, (str){&c, 1}); }

bool buffer_format(buffer *b, const char *format, ...) {
  char small[512];
  va_list args;
  va_start(args, format);
  int n = vsnprintf(small, sizeof small, format, args);
  va_end(args);
  if (n < 0) return false;
  if ((size_t)n < sizeof small) return buffer_add(b, (str){small, (size_t)n});
  if (!buffer_reserve(b, (size_t)n + 1)) return false;
  va_start(args, format);
  vsnprintf(b->ptr + b->len, (size_t)n + 1, format, args);
  va_end(args);
  b->len += (size_t)n;
  return true;
}
