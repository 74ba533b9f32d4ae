/* Any valid UTF-8, coded: whatever the text, events must lie inside it, point at one another and be printable. */
#include <stdlib.h>

#include "base/base.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define REQUIRE(condition) \
  if (!(condition)) abort()

/* Opened once: libFuzzer gives no place to hand it on. */
static casus_engine *engine;

static void check_span(span s, size_t len) { REQUIRE(s.begin <= s.end && s.end <= len); }

static void check_parties(const casus_actor *parties, uint32_t n, size_t len) {
  for (uint32_t i = 0; i < n; i++) check_span(parties[i].span, len);
}

static void check_figure(const casus_figure *f, size_t len) {
  check_span(f->span, len);
  REQUIRE(!f->has_value || (f->has_min && f->has_max && f->min == f->value && f->max == f->value));
  REQUIRE(!f->has_min || !f->has_max || f->min <= f->max);
}

static void check_event(const casus_event *e, size_t n, size_t len) {
  check_span(e->span, len);
  check_span(e->trigger_span, len);
  check_span(e->condition_span, len);
  check_span(e->place.span, len);
  check_span(e->weapon.span, len);
  check_figure(&e->participants, len);
  for (int k = 0; k < CASUS_HARM_COUNT; k++) check_figure(&e->casualties[k], len);
  check_parties(e->actors, e->n_actors, len);
  check_parties(e->recipients, e->n_recipients, len);
  REQUIRE(e->event > CASUS_NONE && e->event < CASUS_TYPE_COUNT && e->of < CASUS_TYPE_COUNT);
  REQUIRE(e->status < CASUS_EVENT_STATUS_COUNT && e->n_modes <= CASUS_MODES_MAX);
  REQUIRE(e->confidence >= 0 && e->confidence <= 1);
  REQUIRE(e->exchange >= CASUS_NO_EVENT && e->exchange < (int64_t)n);
  REQUIRE(e->condition_event >= CASUS_NO_EVENT && e->condition_event < (int64_t)n);
  REQUIRE(!e->date.year || date_is_real(e->date));
}

static void check_json(const casus_event *events, size_t n, size_t i, const casus_article *article) {
  char *json;
  size_t len;
  REQUIRE(casus_event_json(events, n, i, article, i % 2 ? CASUS_OFFSETS_CHARS : CASUS_OFFSETS_BYTES, &json, &len) == CASUS_OK);
  REQUIRE(len > 2 && json[len - 1] == '\n' && utf8_valid_until((str){json, len}) == len);
  free(json);
}

/* The place of any word: the trigger is a span made from the input's size. */
static void check_locate(casus_session *session, str bytes) {
  enum { LOCATED_BYTES_MAX = 4000 };
  if (!bytes.len || bytes.len > LOCATED_BYTES_MAX) return;
  const casus_place *found;
  uint32_t at = (uint32_t)(bytes.len * 7 / 11);
  casus_status status = casus_locate(session, bytes, (span){at, at + 1}, &found, NULL);
  REQUIRE(status == CASUS_OK || status == CASUS_MEMORY);
  if (status == CASUS_OK) check_span(found->span, bytes.len);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  enum { PRINTED_MAX = 100 };
  str bytes = {(const char *)data, size};
  bytes.len = utf8_valid_until(bytes);
  if (!engine && casus_engine_open(NULL, &engine, NULL) != CASUS_OK) abort();
  casus_session *session;
  if (casus_session_open(engine, &session, NULL) != CASUS_OK) abort();
  casus_article article = {.id = STR("a"), .text = bytes, .date = {2024, 2, 29}};
  const casus_event *events;
  size_t n;
  casus_session_trace(session, size % 2);
  casus_status status = casus_code(session, &article, &events, &n, NULL);
  REQUIRE(status == CASUS_OK || status == CASUS_MEMORY);
  for (size_t i = 0; status == CASUS_OK && i < n; i++) {
    check_event(&events[i], n, bytes.len);
    if (i < PRINTED_MAX) check_json(events, n, i, &article);
  }
  check_locate(session, bytes);
  casus_session_close(session);
  return 0;
}
