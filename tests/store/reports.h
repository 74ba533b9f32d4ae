/* Articles and events for the tests of the store, made from a number: the same number, the same bytes. Countries and people are
 * invented. */
#ifndef CASUS_TEST_REPORTS_H
#define CASUS_TEST_REPORTS_H

#include <math.h>
#include <stdio.h>

#include "base/base.h"

enum { REPORT_EVENTS_MAX = 3 };

/* Refers into itself: not to be copied. */
typedef struct {
  char text[1024], id[32], title[64], url[64], source[32];
  casus_article article;
  casus_actor actors[2], recipients[2], holder;
  casus_event events[REPORT_EVENTS_MAX];
  size_t n_events;
} report;

static const char *const report_countries[] = {"NRL", "SDL", "WML", "EMR"};
static const char *const report_names[] = {"Ada Norling", "Boris Sudel", "Cara Westmar", "Dino O'Eastham"};

static casus_actor report_actor(unsigned n, uint32_t begin) {
  casus_actor a = {.code = str_of(report_countries[n % 4]), .country = str_of(report_countries[n % 4]), .sector = STR("GOV")};
  a.name = n % 3 ? str_of(report_names[n % 4]) : STR("");
  a.office = n % 2 ? STR("Minister of Locks") : STR("");
  a.text = STR("the minister");
  a.span = (span){begin, begin + 12};
  return a;
}

static void report_identify(casus_event *e, unsigned article, unsigned index) {
  uint64_t h = hash_mix(article * 1000003u + index + 1);
  snprintf(e->id, sizeof e->id, "%016llx%016llx", (unsigned long long)h, (unsigned long long)hash_mix(h + 7));
}

/* All fields are set in the first event of every third article, few in others. */
static void report_fill_rich(report *r, casus_event *e) {
  e->enddate = (casus_date){2024, 3, 28};
  e->of = CASUS_AID;
  e->modes[0] = 1, e->modes[1] = 2, e->n_modes = 2;
  e->contexts = 5;
  e->aux = CASUS_HISTORICAL | CASUS_NEGATION;
  e->condition = STR("if the locks are opened");
  e->condition_span = (span){5, 28};
  e->condition_unless = true;
  e->condition_event = r->n_events > 1 ? 1 : CASUS_NO_EVENT;
  e->exchange = r->n_events > 2 ? 2 : CASUS_NO_EVENT;
  e->holder = &r->holder;
  e->weapon = (casus_weapon){STR("drone"), STR("drones"), {40, 46}};
  e->casualties[CASUS_KILLED] = (casus_figure){12, 12, 12, true, true, true, STR("12"), {50, 52}};
  e->casualties[CASUS_ARRESTED] = (casus_figure){0, 300, 0, false, true, false, STR("more than 300"), {60, 73}};
  e->participants = (casus_figure){0, 24, 99, false, true, true, STR("dozens"), {80, 86}};
}

static void report_fill_event(report *r, unsigned n, unsigned i) {
  casus_event *e = &r->events[i];
  *e = (casus_event){.condition_event = CASUS_NO_EVENT, .exchange = CASUS_NO_EVENT};
  report_identify(e, n, i);
  e->doc = r->article.id;
  e->sentence = i + 1;
  e->span = (span){0, 60};
  e->text = i == 2 ? STR("A sentence that the article does not hold.") : str_slice(r->article.text, 0, 60);
  e->date = n % 5 == 4 ? (casus_date){2024, 3, 0} : n % 11 == 10 ? (casus_date){0} : (casus_date){2024, 3, (uint8_t)(1 + n % 20)};
  e->date_basis = e->date.year ? CASUS_BASIS_PUBLISHED : CASUS_BASIS_NONE;
  e->event = (casus_type)(1 + (n + i) % 4);
  e->quad = 1;
  e->score = 4.5F, e->goldstein = -1.9F;
  snprintf(e->cameo, sizeof e->cameo, "%s", "042");
  e->status = (casus_event_status)(n % 3 == 2 ? CASUS_NEGATED : CASUS_ACTUAL);
  e->actors = r->actors, e->n_actors = 1 + n % 2;
  e->recipients = r->recipients, e->n_recipients = i % 2;
  e->place = n % 2 ? (casus_place){STR("Lock City"), STR("NRL"), STR("Upper"), 12.25, -7.5, 1000 + n % 3, {30, 39}}
                   : (casus_place){STR("Nowhere"), STR(""), STR(""), NAN, NAN, 0, {30, 37}};
  e->trigger = STR("met"), e->trigger_span = (span){20 + i, 23 + i};
  e->rule = STR("meet/with-obl");
  e->confidence = 0.75F;
  if (i == 0 && n % 3 == 0) report_fill_rich(r, e);
}

/* Words by lot, so that no two articles look like copies of one another. */
static int report_write(char *text, size_t size, unsigned n) {
  static const char *const words[] = {"barge",  "lock",    "toll",    "grain",  "pilot",  "canal", "harbour", "bridge",
                                      "water",  "stone",   "summer",  "winter", "market", "price", "road",    "ferry",
                                      "timber", "village", "council", "clerk",  "letter", "train", "waited",  "spoke",
                                      "opened", "paid",    "saw",     "left",   "mended", "built", "sold",    "held"};
  int len =
      snprintf(text, size, "Minister %s met envoy number %u of the canal towns on the upper locks.", report_names[n % 4], n);
  for (unsigned i = 0; i < 80; i++)
    len +=
        snprintf(text + len, size - (size_t)len, " %s", words[hash_mix(n * 997u + i * 31u + 1) % (sizeof words / sizeof *words)]);
  return len + snprintf(text + len, size - (size_t)len, ".");
}

static void report_make(report *r, unsigned n) {
  *r = (report){0};
  int len = report_write(r->text, sizeof r->text, n);
  snprintf(r->id, sizeof r->id, "a%u", n);
  snprintf(r->title, sizeof r->title, "Talks at the locks, part %u", n);
  snprintf(r->url, sizeof r->url, "https://news.example/%u", n);
  snprintf(r->source, sizeof r->source, "paper%u", n % 3);
  r->article = (casus_article){.id = str_of(r->id),
                               .text = {r->text, (size_t)len},
                               .title = str_of(r->title),
                               .url = str_of(r->url),
                               .source = str_of(r->source),
                               .language = STR("en"),
                               .date = n % 7 == 6 ? (casus_date){0} : (casus_date){2024, 3, (uint8_t)(1 + n % 20)},
                               .body = 3,
                               .origin = STR("in.jsonl"),
                               .origin_line = n + 1,
                               .origin_bytes = n * 100};
  for (unsigned i = 0; i < 2; i++) r->actors[i] = report_actor(n + i, 0);
  for (unsigned i = 0; i < 2; i++) r->recipients[i] = report_actor(n + i + 2, 24);
  r->holder = report_actor(n + 1, 100);
  r->n_events = n % 4;
  for (unsigned i = 0; i < r->n_events; i++) report_fill_event(r, n, i);
}

#endif
