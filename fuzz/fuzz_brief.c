/* Any bytes as the texts of events, articles and parties, and as their numbers: the situation's indices stay in their lists, and
 * text, Markdown and HTML are written as UTF-8 without control characters, and a model proposed of it can be read. */
#include <stdlib.h>

#include "base/base.h"
#include "casus_proposal.h"
#include "casus_story.h"
#include "casus_strategy.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define REQUIRE(condition) \
  if (!(condition)) abort()

enum { EVENTS = 24, PARTS = 8 };

typedef struct {
  casus_article articles[3];
  casus_actor actors[EVENTS][3];
  casus_event events[EVENTS][2];
  casus_report reports[EVENTS];
} scene;

/* The parts of an event's share of the bytes. */
static str part(const uint8_t *data, size_t size, size_t event, size_t which) {
  size_t share = size / EVENTS, piece = share / PARTS;
  return (str){(const char *)data + event * share + which * piece, piece};
}

static uint32_t number(const uint8_t *data, size_t size, size_t event, size_t which) {
  return size ? data[(event * 31 + which * 7) % size] : 0;
}

static casus_actor actor_of(const uint8_t *data, size_t size, size_t i, size_t k) {
  static const char *const codes[] = {"ISLGOV", "COLREB", "IGOUNO", "NGO", "", "---UNK"}, *const countries[] = {"ISL", "COL", "",
                                                                                                                "",    "",    ""};
  uint32_t c = number(data, size, i, 20 + k) % 6;
  return (casus_actor){.code = str_of(codes[c]),
                       .country = str_of(countries[c]),
                       .sector = c < 2 ? str_of(codes[c] + 3) : (str){0},
                       .name = number(data, size, i, 30 + k) % 2 ? part(data, size, i, k) : (str){0},
                       .office = part(data, size, i, k + 1),
                       .text = part(data, size, i, k + 2),
                       .span = {(uint32_t)k, number(data, size, i, 40 + k)}};
}

static casus_event event_of(const uint8_t *data, size_t size, size_t i, const casus_actor actors[3]) {
  casus_event e = {.event = (casus_type)(number(data, size, i, 0) % 19), .of = (casus_type)(number(data, size, i, 1) % 19)};
  e.status = (casus_event_status)(number(data, size, i, 2) % 9);
  e.quad = (uint8_t)(number(data, size, i, 3) % 5);
  e.text = part(data, size, i, 0);
  e.condition = number(data, size, i, 4) % 3 ? (str){0} : part(data, size, i, 1);
  e.rule = part(data, size, i, 2);
  e.place.name = number(data, size, i, 5) % 2 ? part(data, size, i, 3) : (str){0};
  e.span = (span){number(data, size, i, 6), 1000};
  e.trigger_span = (span){number(data, size, i, 7), number(data, size, i, 8)};
  e.condition_span = (span){number(data, size, i, 9), 255};
  e.sentence = number(data, size, i, 10) % 4;
  e.date = date_from_days(20000 + (int32_t)number(data, size, i, 11) % 20);
  e.date_basis = (casus_date_basis)(number(data, size, i, 12) % 4);
  e.n_modes = (uint8_t)(number(data, size, i, 13) % 6);
  e.casualties[0] = (casus_figure){.value = number(data, size, i, 14), .has_value = true, .text = part(data, size, i, 4)};
  e.actors = actors;
  e.n_actors = number(data, size, i, 15) % 3;
  e.recipients = actors + 1;
  e.n_recipients = number(data, size, i, 16) % 3;
  e.holder = number(data, size, i, 17) % 2 ? actors : NULL;
  e.condition_event = 1;
  e.exchange = 1;
  e.confidence = 0.5F;
  return e;
}

static void fill(scene *c, const uint8_t *data, size_t size) {
  for (size_t i = 0; i < 3; i++)
    c->articles[i] = (casus_article){.title = part(data, size, i, 5),
                                     .url = part(data, size, i, 6),
                                     .source = part(data, size, i, 7),
                                     .date = date_from_days(20010 + (int32_t)i)};
  for (size_t i = 0; i < EVENTS; i++) {
    for (size_t k = 0; k < 3; k++) c->actors[i][k] = actor_of(data, size, i, k);
    c->events[i][0] = event_of(data, size, i, c->actors[i]);
    c->events[i][0].id[0] = (char)('a' + i);
    c->events[i][1].id[0] = (char)('a' + number(data, size, i, 18) % EVENTS);
    c->reports[i] = (casus_report){.events = c->events[i], .n_events = 2, .article = &c->articles[number(data, size, i, 19) % 3]};
  }
}

static void check_indices(const casus_situation *s) {
  for (uint32_t i = 0; i < s->n_occurrences; i++) {
    const casus_occurrence *o = &s->occurrences[i];
    REQUIRE(o->n_reports > 0 && o->n_sources > 0);
    for (uint32_t k = 0; k < o->n_sources; k++) REQUIRE(o->sources[k] < s->n_sources);
    for (uint32_t k = 0; k < o->n_actors; k++) REQUIRE((uint32_t)o->actors[k] < s->n_parties);
    for (uint32_t k = 0; k < o->n_recipients; k++) REQUIRE((uint32_t)o->recipients[k] < s->n_parties);
  }
  for (uint32_t i = 0; i < s->n_positions; i++) REQUIRE(s->positions[i].reverses < (int32_t)s->n_positions);
  for (uint32_t i = 0; i < s->n_conditions; i++) REQUIRE(s->conditions[i].event < (int32_t)s->n_occurrences);
}

static void check_bytes(const casus_situation *s, casus_brief_format format) {
  char *bytes;
  size_t len;
  REQUIRE(casus_brief_write(s, format, &bytes, &len, NULL) == CASUS_OK);
  REQUIRE(utf8_valid_until((str){bytes, len}) == len);
  for (size_t i = 0; i < len; i++) REQUIRE((unsigned char)bytes[i] >= ' ' || bytes[i] == '\n');
  free(bytes);
}

/* What is proposed of it is a model that the solver takes. */
static void check_proposal(const casus_situation *s) {
  casus_proposal *proposal;
  casus_conflict *model;
  char *bytes;
  size_t len;
  if (casus_proposal_make(s, NULL, &proposal, NULL) != CASUS_OK) return;
  REQUIRE(casus_proposal_text(proposal, &bytes, &len, NULL) == CASUS_OK);
  REQUIRE(utf8_valid_until((str){bytes, len}) == len);
  free(bytes);
  if (casus_proposal_json(proposal, &bytes, &len, NULL) == CASUS_OK) {
    REQUIRE(casus_conflict_read((str){bytes, len}, STR("proposal"), &model, NULL) == CASUS_OK);
    casus_conflict_free(model);
    free(bytes);
  }
  casus_proposal_free(proposal);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static scene c;
  casus_situation *s;
  char *json;
  size_t len;
  memset(&c, 0, sizeof c);
  fill(&c, data, size);
  REQUIRE(casus_situation_make(c.reports, EVENTS, NULL, &s, NULL) == CASUS_OK);
  check_indices(s);
  for (int f = CASUS_BRIEF_TEXT; f <= CASUS_BRIEF_HTML; f++) check_bytes(s, (casus_brief_format)f);
  if (casus_brief_write(s, CASUS_BRIEF_JSON, &json, &len, NULL) == CASUS_OK) free(json);
  check_proposal(s);
  casus_situation_free(s);
  return 0;
}
