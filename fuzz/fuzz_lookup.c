/* Any bytes as a phrase and as its context: what is no UTF-8 or too long is refused, and every answer lies inside what was asked
 * and can be printed. */
#include <stdlib.h>

#include "base/base.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define REQUIRE(condition) \
  if (!(condition)) abort()

/* Opened once: libFuzzer gives no place to hand them on. */
static casus_engine *engine;
static casus_session *session;

static void open_once(void) {
  if (session) return;
  if (casus_engine_open(NULL, &engine, NULL) != CASUS_OK || casus_session_open(engine, &session, NULL) != CASUS_OK) abort();
}

static void check_json(casus_status status, char *json, size_t len) {
  REQUIRE(status == CASUS_OK && len > 2 && json[len - 1] == '\n' && utf8_valid_until((str){json, len}) == len);
  free(json);
}

static void check_span(span s, str text) { REQUIRE(s.begin <= s.end && s.end <= text.len); }

static void ask_who(const casus_phrase *ask) {
  const casus_who_answer *a;
  char *json = NULL;
  size_t len = 0;
  if (casus_who(session, ask, &a, NULL) != CASUS_OK) return;
  for (uint32_t i = 0; i < a->n_actors; i++) check_span(a->actors[i].span, a->in_context ? ask->context : ask->phrase);
  casus_status status = casus_who_json(ask, a, &json, &len);
  check_json(status, json, len);
}

static void ask_where(const casus_phrase *ask) {
  const casus_where_answer *a;
  char *json = NULL;
  size_t len = 0;
  if (casus_where(session, ask, &a, NULL) != CASUS_OK) return;
  if (a->place) check_span(a->place->span, a->in_context ? ask->context : ask->phrase);
  casus_status status = casus_where_json(ask, a, &json, &len);
  check_json(status, json, len);
}

static void ask_when(const casus_phrase *ask) {
  const casus_when_answer *a;
  char *json = NULL;
  size_t len = 0;
  if (casus_when(session, ask, &a, NULL) != CASUS_OK) return;
  for (uint32_t i = 0; i < a->n_times; i++) check_span(a->times[i].span, a->in_context ? ask->context : ask->phrase);
  casus_status status = casus_when_json(ask, a, &json, &len);
  check_json(status, json, len);
}

static void ask_one(size_t which, str phrase, str context, casus_date on) {
  static void (*const asks[])(const casus_phrase *) = {ask_who, ask_where, ask_when};
  casus_phrase ask = {phrase, context, on};
  asks[which % 3](&ask);
}

/* One of four ways and one of three questions, by the first byte: the same for an attack of any size. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  str bytes = {(const char *)data, size}, phrase = bytes;
  size_t way = size ? data[0] % 4 : 0, which = size ? data[0] / 4 : 0;
  open_once();
  if (phrase.len > CASUS_PHRASE_BYTES_MAX) phrase.len = CASUS_PHRASE_BYTES_MAX;
  phrase.len = utf8_valid_until(phrase);
  if (way == 0) ask_one(which, STR("the group"), bytes, (casus_date){1999, 12, 31});
  if (way == 1) ask_one(which, bytes, STR(""), (casus_date){0});
  if (way == 2) ask_one(which, phrase, STR("Officials met in Paris last week."), (casus_date){2024, 2, 29});
  if (way == 3) ask_one(which, str_slice(phrase, 0, phrase.len / 2), phrase, (casus_date){2024, 2, 29});
  return 0;
}
