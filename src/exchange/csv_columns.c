/* Our own fields as columns. A list is one field, separated by semicolons. */
#include "exchange/exchange_row.h"

static void title(row *r, int which) {
  (void)which;
  row_text(r, r->article->title);
}

static void id(row *r, int which) {
  (void)which;
  row_chars(r, r->event->id);
}

static void story(row *r, int which) {
  (void)which;
  if (r->story) row_chars(r, r->story->id);
}

static void imported(row *r, int which) {
  (void)which;
  row_text(r, r->report->imported);
}

/* ---- when */

enum { DATE_BEGIN, DATE_END };

static void date(row *r, int which) {
  char text[16];
  row_chars(r, casus_date_text(which == DATE_BEGIN ? r->event->date : r->event->enddate, text));
}

static void date_basis(row *r, int which) {
  (void)which;
  row_chars(r, date_basis_name(r->event->date_basis));
}

/* ---- what */

static void of(row *r, int which) {
  (void)which;
  if (r->event->of) row_chars(r, casus_type_name(r->event->of));
}

static void aux(row *r, int which) {
  (void)which;
  static const char *const names[] = {"historical", "future", "hypothetical", "negation"};
  bool first = true;
  for (unsigned i = 0; i < 4; i++) {
    if (!(r->event->aux >> i & 1)) continue;
    row_listed(r, first, str_of(names[i]));
    first = false;
  }
}

static void status(row *r, int which) {
  (void)which;
  row_chars(r, casus_event_status_name(r->event->status));
}

enum { TEXT_SENTENCE, TEXT_CONDITION, TEXT_TRIGGER, TEXT_RULE };

static void event_text(row *r, int which) {
  const casus_event *e = r->event;
  const str texts[] = {e->text, e->condition, e->trigger, e->rule};
  row_text(r, texts[which]);
}

static void polarity(row *r, int which) {
  (void)which;
  if (!str_empty(r->event->condition)) row_chars(r, r->event->condition_unless ? "unless" : "if");
}

enum { LINK_CONDITION, LINK_EXCHANGE };

static void link_id(row *r, int which) {
  int32_t to = which == LINK_CONDITION ? r->event->condition_event : r->event->exchange;
  if (to >= 0 && (uint32_t)to < r->report->n_events) row_chars(r, r->report->events[to].id);
}

static void confidence(row *r, int which) {
  (void)which;
  row_decimal(r, (double)r->event->confidence, 3, 3);
}

/* ---- who */

static str party_code(const row *r, const casus_actor *a) {
  (void)r;
  return a->code;
}

static str party_country(const row *r, const casus_actor *a) {
  (void)r;
  return a->country;
}

enum { LIST_CODE, LIST_COUNTRY, LIST_SECTOR, LIST_NAME, LIST_OFFICE, LIST_WORDS };

static void parties(row *r, int which) {
  static const party_value values[] = {party_code, party_country, party_sector, party_proper_name, party_office, party_words};
  row_parties(r, SIDE_IN(which), values[WHAT_IN(which)]);
}

enum { HOLDER_CODE, HOLDER_TEXT };

static void holder(row *r, int which) {
  const casus_actor *h = r->event->holder;
  if (h) row_text(r, which == HOLDER_CODE ? h->code : h->text);
}

/* ---- how many, with what */

static void add_figure(row *r, const casus_figure *f) {
  if (str_empty(f->text)) return;
  if (f->has_value || f->has_min) row_integer(r, (int64_t)(f->has_value ? f->value : f->min));
  if (f->has_value) return;
  row_chars(r, "-");
  if (f->has_max) row_integer(r, (int64_t)f->max);
}

static void casualties(row *r, int which) { add_figure(r, &r->event->casualties[which]); }

static void participants(row *r, int which) {
  (void)which;
  add_figure(r, &r->event->participants);
}

static void weapon(row *r, int which) {
  (void)which;
  row_text(r, r->event->weapon.kind);
}

/* ---- where, and where it says so */

static void place_country(row *r, int which) {
  (void)which;
  row_text(r, r->event->place.country);
}

enum { SPAN_SENTENCE, SPAN_TRIGGER };

static void span_begin(row *r, int which) {
  row_integer(r, which == SPAN_TRIGGER ? r->event->trigger_span.begin : r->event->span.begin);
}

static void span_end(row *r, int which) {
  row_integer(r, which == SPAN_TRIGGER ? r->event->trigger_span.end : r->event->span.end);
}

#define PARTY(name, side)                                                                                                     \
  {name "_code", parties, OF_SIDE(side, LIST_CODE), false}, {name "_country", parties, OF_SIDE(side, LIST_COUNTRY), false},   \
      {name "_sector", parties, OF_SIDE(side, LIST_SECTOR), false}, {name "_name", parties, OF_SIDE(side, LIST_NAME), false}, \
      {name "_office", parties, OF_SIDE(side, LIST_OFFICE), false}, {                                                         \
    name "_text", parties, OF_SIDE(side, LIST_WORDS), false                                                                   \
  }

static const row_column columns[] = {
    {"id", id, 0, false},
    {"story", story, 0, false},
    {"doc", column_article, 0, false},
    {"url", column_url, 0, false},
    {"source", column_source, 0, false},
    {"published", column_published, 0, false},
    {"title", title, 0, false},
    {"language", column_language, 0, false},
    {"sentence", column_sentence, 0, false},
    {"date", date, DATE_BEGIN, false},
    {"enddate", date, DATE_END, false},
    {"date_basis", date_basis, 0, false},
    {"event", column_type, 0, false},
    {"of", of, 0, false},
    {"mode", column_modes, 0, false},
    {"context", column_contexts, 0, false},
    {"quad", column_quad, 0, false},
    {"score", column_score, 0, false},
    {"cameo", column_cameo, 0, false},
    {"goldstein", column_goldstein, 0, false},
    {"status", status, 0, false},
    {"aux", aux, 0, false},
    {"condition", event_text, TEXT_CONDITION, false},
    {"condition_polarity", polarity, 0, false},
    {"condition_event", link_id, LINK_CONDITION, false},
    {"exchange", link_id, LINK_EXCHANGE, false},
    {"holder_code", holder, HOLDER_CODE, false},
    {"holder_text", holder, HOLDER_TEXT, false},
    PARTY("actor", 0),
    PARTY("recipient", 1),
    {"place", column_place, 0, false},
    {"place_country", place_country, 0, false},
    {"admin1", column_admin1, 0, false},
    {"lat", column_latitude, 0, false},
    {"lon", column_longitude, 0, false},
    {"geonames", column_geonames, 0, false},
    {"killed", casualties, CASUS_KILLED, false},
    {"injured", casualties, CASUS_INJURED, false},
    {"missing", casualties, CASUS_MISSING, false},
    {"abducted", casualties, CASUS_ABDUCTED, false},
    {"arrested", casualties, CASUS_ARRESTED, false},
    {"participants", participants, 0, false},
    {"weapon", weapon, 0, false},
    {"text", event_text, TEXT_SENTENCE, false},
    {"begin", span_begin, SPAN_SENTENCE, false},
    {"end", span_end, SPAN_SENTENCE, false},
    {"trigger", event_text, TEXT_TRIGGER, false},
    {"trigger_begin", span_begin, SPAN_TRIGGER, false},
    {"trigger_end", span_end, SPAN_TRIGGER, false},
    {"rule", event_text, TEXT_RULE, false},
    {"confidence", confidence, 0, false},
    {"imported", imported, 0, false},
};

_Static_assert(sizeof columns / sizeof *columns <= ROW_COLUMNS_MAX, "a row has more columns than it has room for");

const layout csv_layout = {columns, sizeof columns / sizeof *columns, true, false, true};
