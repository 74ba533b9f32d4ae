/* A table of lists by hash, and one list of all entries in the order of their last use. */
#include "serve/answer_cache.h"

#include <pthread.h>
#include <stdlib.h>

enum { SLOTS = 1024, ENTRY_OVERHEAD = 256 };

typedef struct entry entry;
struct entry {
  entry *next_in_slot, *newer, *older;
  size_t slot;
  char *key;
  size_t key_len;
  reply kept;
};

struct answer_cache {
  pthread_mutex_t lock;
  size_t max_bytes, used_bytes;
  entry *slots[SLOTS];
  entry *newest, *oldest;
};

answer_cache *answer_cache_open(size_t max_bytes) {
  answer_cache *c = calloc(1, sizeof *c);
  if (!c) return NULL;
  c->max_bytes = max_bytes;
  pthread_mutex_init(&c->lock, NULL);
  return c;
}

static size_t slot_of(casus_str key) {
  uint64_t h = 14695981039346656037u; /* FNV-1a */
  for (size_t i = 0; i < key.len; i++) h = (h ^ (unsigned char)key.ptr[i]) * 1099511628211u;
  return (size_t)(h >> 32) % SLOTS;
}

static size_t size_of(const entry *e) { return e->key_len + e->kept.body.len + ENTRY_OVERHEAD; }

/* ---- the order of use */

static void unlink_use(answer_cache *c, entry *e) {
  *(e->newer ? &e->newer->older : &c->newest) = e->older;
  *(e->older ? &e->older->newer : &c->oldest) = e->newer;
}

static void link_newest(answer_cache *c, entry *e) {
  e->newer = NULL;
  e->older = c->newest;
  if (c->newest) c->newest->newer = e;
  c->newest = e;
  if (!c->oldest) c->oldest = e;
}

/* ---- entries */

static void entry_free(entry *e) {
  reply_free(&e->kept);
  free(e->key);
  free(e);
}

static void drop(answer_cache *c, entry *e) {
  entry **at = &c->slots[e->slot];
  while (*at != e) at = &(*at)->next_in_slot;
  *at = e->next_in_slot;
  unlink_use(c, e);
  c->used_bytes -= size_of(e);
  entry_free(e);
}

static entry *find(const answer_cache *c, casus_str key) {
  for (entry *e = c->slots[slot_of(key)]; e; e = e->next_in_slot)
    if (text_equal((casus_str){e->key, e->key_len}, key)) return e;
  return NULL;
}

static bool copy_reply(reply *to, const reply *from) {
  *to = *from;
  to->body = (bytes){0};
  bytes_add(&to->body, from->body.ptr, from->body.len);
  return !to->body.failed;
}

static entry *entry_of(casus_str key, const reply *r) {
  entry *e = calloc(1, sizeof *e);
  if (!e) return NULL;
  e->slot = slot_of(key);
  e->key = malloc(key.len);
  e->key_len = key.len;
  if (!e->key || !copy_reply(&e->kept, r)) return entry_free(e), NULL;
  memcpy(e->key, key.ptr, key.len);
  return e;
}

void answer_cache_close(answer_cache *c) {
  if (!c) return;
  while (c->newest) drop(c, c->newest);
  pthread_mutex_destroy(&c->lock);
  free(c);
}

/* ---- asking */

bool answer_cache_find(answer_cache *c, casus_str key, reply *r) {
  reply copy;
  pthread_mutex_lock(&c->lock);
  entry *e = find(c, key);
  bool found = e && copy_reply(&copy, &e->kept);
  if (found) {
    unlink_use(c, e);
    link_newest(c, e);
  }
  pthread_mutex_unlock(&c->lock);
  if (found) *r = copy;
  return found;
}

void answer_cache_keep(answer_cache *c, casus_str key, const reply *r) {
  if ((r->status && r->status != 200) || r->read || r->close || r->body.failed || r->body.len > c->max_bytes / 8) return;
  entry *e = entry_of(key, r);
  if (!e) return;
  pthread_mutex_lock(&c->lock);
  entry *before = find(c, key);
  if (before) drop(c, before);
  e->next_in_slot = c->slots[e->slot];
  c->slots[e->slot] = e;
  link_newest(c, e);
  c->used_bytes += size_of(e);
  while (c->used_bytes > c->max_bytes) drop(c, c->oldest);
  pthread_mutex_unlock(&c->lock);
}
