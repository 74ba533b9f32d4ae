/* The id of an event: 128 bits over what the event says and where, the same on every machine. */
#include <stdio.h>

#include "event/event.h"

/* Two 64-bit hashes of the same bytes under different seeds. */
typedef struct {
  uint64_t a, b;
} digest;

static void digest_bytes(digest *d, const void *bytes, size_t len_bytes) {
  d->a = hash_bytes(bytes, len_bytes, d->a);
  d->b = hash_bytes(bytes, len_bytes, d->b);
}

static void digest_u32(digest *d, uint32_t v) {
  unsigned char bytes[4] = {(unsigned char)v, (unsigned char)(v >> 8), (unsigned char)(v >> 16), (unsigned char)(v >> 24)};
  digest_bytes(d, bytes, sizeof bytes);
}

static void digest_span(digest *d, span s) {
  digest_u32(d, s.begin);
  digest_u32(d, s.end);
}

/* The length goes first, so that "ab" + "c" is not "a" + "bc". */
static void digest_str(digest *d, str s) {
  digest_u32(d, (uint32_t)s.len);
  digest_bytes(d, s.ptr, s.len);
}

static void digest_actors(digest *d, const casus_actor *actors, uint32_t n) {
  digest_u32(d, n);
  for (uint32_t i = 0; i < n; i++) {
    digest_span(d, actors[i].span);
    digest_str(d, actors[i].code);
  }
}

static void digest_code(digest *d, const casus_event *e) {
  digest_u32(d, (uint32_t)e->event);
  digest_u32(d, (uint32_t)e->of);
  digest_u32(d, (uint32_t)e->status);
  digest_str(d, str_of(e->cameo));
  digest_u32(d, e->n_modes);
  digest_bytes(d, e->modes, e->n_modes);
}

void event_identify(casus_event *event, uint64_t content_hash) {
  digest d = {content_hash, hash_mix(content_hash ^ 0x9e3779b97f4a7c15ULL)};
  digest_code(&d, event);
  digest_span(&d, event->span);
  digest_span(&d, event->trigger_span);
  digest_span(&d, event->condition_span);
  digest_span(&d, event->place.span);
  digest_actors(&d, event->actors, event->n_actors);
  digest_actors(&d, event->recipients, event->n_recipients);
  digest_actors(&d, event->holder, event->holder ? 1 : 0);
  snprintf(event->id, sizeof event->id, "%016llx%016llx", (unsigned long long)d.a, (unsigned long long)d.b);
}
