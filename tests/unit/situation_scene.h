/* Reports made by hand, and the situation they draw; for the tests of situations and of what is made of them. */
#ifndef CASUS_SITUATION_SCENE_H
#define CASUS_SITUATION_SCENE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>

#include "casus_story.h"
#include "event/event.h"

enum { REPORTS = 16 };

/* What a row does not say is nothing: no recipient, the day of publication. */
typedef struct {
  int article, day; /* of March 2026; day 0: that of publication, which is 10 plus the article */
  casus_type event, of;
  casus_event_status status;
  const char *actor, *recipient; /* "ISL GOV Name" */
  const char *words;             /* the sentence; the trigger is its first word */
  uint32_t sentence;
  int64_t story;
  unsigned killed;
  const char *condition, *rule, *place;
  int exchange; /* row plus one */
} row;

typedef struct {
  casus_article articles[4];
  casus_event events[REPORTS][2];
  casus_actor actors[REPORTS][2];
  casus_report reports[REPORTS];
  size_t n;
  casus_situation *s;
} scene;

static str text(const char *c) { return (str){c, c ? strlen(c) : 0}; }

static casus_actor actor_of(const char *c) {
  str rest = text(c), country = {0}, sector = {0}, code = {0};
  str_cut(&rest, ' ', &country);
  str_cut(&rest, ' ', &sector);
  static char codes[REPORTS * 8][8];
  static unsigned n;
  char *made = codes[n++ % (REPORTS * 8)];
  bool known = country.len == 3 && country.ptr[0] != '-';
  code = (str){made, (size_t)snprintf(made, 8, "%.3s%.3s", known ? country.ptr : "", sector.len == 3 ? sector.ptr : "")};
  bool body = sector.len == 3 && memcmp(sector.ptr, "IGO", 3) == 0;
  if (body) code = STR("IGOUNO"), country = (str){0};
  return (casus_actor){.code = code,
                       .country = country,
                       .sector = sector.len == 3 && !body ? sector : (str){0},
                       .name = rest.ptr ? rest : (str){0},
                       .text = rest.ptr ? rest : STR("it")};
}

static void fill_event(scene *c, const row *r, size_t i) {
  casus_event *e = &c->events[i][0];
  uint32_t at = (uint32_t)i * 1000, trigger = (uint32_t)strcspn(r->words, " ");
  *e =
      (casus_event){.event = r->event, .of = r->of, .status = r->status, .sentence = r->sentence ? r->sentence : (uint32_t)i + 2};
  snprintf(e->id, sizeof e->id, "%032zx", i + 1);
  e->text = text(r->words);
  e->span = (span){at, at + (uint32_t)e->text.len};
  e->trigger_span = (span){at, at + trigger};
  e->trigger = str_slice(e->text, 0, trigger);
  e->quad = ontology_quad(r->event);
  e->score = e->quad == 1 ? 3 : e->quad == 2 ? 7 : e->quad == 3 ? -3 : -8;
  e->confidence = 0.8F;
  e->date = r->day ? (casus_date){2026, 3, (uint8_t)r->day} : c->articles[r->article].date;
  e->date_basis = r->day ? CASUS_BASIS_ABSOLUTE : CASUS_BASIS_PUBLISHED;
  e->rule = text(r->rule);
  e->condition = text(r->condition);
  e->place.name = text(r->place);
  e->condition_event = e->exchange = CASUS_NO_EVENT;
  if (r->killed) e->casualties[CASUS_KILLED] = (casus_figure){.value = r->killed, .has_value = true, .text = STR("so many")};
}

static void fill_sides(scene *c, const row *r, size_t i) {
  casus_event *e = &c->events[i][0];
  if (r->actor) c->actors[i][0] = actor_of(r->actor), e->actors = &c->actors[i][0], e->n_actors = 1;
  if (r->recipient) c->actors[i][1] = actor_of(r->recipient), e->recipients = &c->actors[i][1], e->n_recipients = 1;
}

static void fill_report(scene *c, const row *r, size_t i) {
  fill_event(c, r, i);
  fill_sides(c, r, i);
  c->reports[i] = (casus_report){.events = c->events[i], .n_events = 1, .article = &c->articles[r->article], .story = r->story};
  if (!r->exchange) return;
  snprintf(c->events[i][1].id, CASUS_ID_SIZE, "%032zx", (size_t)r->exchange);
  c->events[i][0].exchange = 1;
  c->reports[i].n_events = 2;
}

static void draw(scene *c, const row *rows, size_t n) {
  static const char *const ids[] = {"one", "two", "three", "four"};
  memset(c, 0, sizeof *c);
  for (int i = 0; i < 4; i++)
    c->articles[i] = (casus_article){.id = text(ids[i]), .title = text(ids[i]), .date = {2026, 3, (uint8_t)(10 + i)}};
  for (size_t i = 0; i < n; i++) fill_report(c, &rows[i], i);
  c->n = n;
  casus_error error = {0};
  assert_int_equal(casus_situation_make(c->reports, n, NULL, &c->s, &error), CASUS_OK);
}

#define DRAW(c, rows) draw((c), (rows), sizeof(rows) / sizeof *(rows))

#endif
