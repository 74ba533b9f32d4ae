/* Reads events with their parties, figures, place and article back into the records they were written from. Everything that
 * store_write.c writes comes back. Which ones is left to store_query.c. */
#include "store/store_read.h"

#include <stdlib.h>

#include "event/event.h"
#include "store/row_reader.h"

enum { STATEMENT_BYTES_MAX = 1 << 16 };

/* ---- a chunk: rows in the order asked for, and found by key */

typedef struct {
  casus_store *store;
  arena *memory;
  report_row *rows;
  report_row *by_key[REPORTS_AT_A_TIME];
  size_t n;
  buffer keys; /* as one parameter */
  bool good;   /* false: out of memory */
} chunk;

static int compare_keys(const void *a, const void *b) {
  const report_row *left = *(report_row *const *)a, *right = *(report_row *const *)b;
  return (left->key > right->key) - (left->key < right->key);
}

static report_row *row_of(const chunk *c, int64_t key) {
  report_row probe = {.key = key}, *wanted = &probe;
  report_row **found = bsearch(&wanted, c->by_key, c->n, sizeof *c->by_key, compare_keys);
  return found ? *found : NULL;
}

static casus_status prepare_for_keys(casus_store *s, const char *before, const char *after, sql_query **out, casus_error *error) {
  buffer text;
  buffer_init(&text, STATEMENT_BYTES_MAX);
  const key_set_form *form = &key_set_forms[sql_kind_of(s->db)];
  bool good = buffer_format(&text, "%s%s?1%s%s", before, form->before, form->after, after) && buffer_add_byte(&text, 0);
  casus_status status = good ? sql_prepare(s->db, text.ptr, out, error) : error_set(error, CASUS_MEMORY, "no memory for a query");
  buffer_free(&text);
  return status;
}

casus_status statement_for_keys(casus_store *s, statement_name name, const char *before, const char *after, str keys,
                                sql_query **out, casus_error *error) {
  sql_query **kept = &s->statements[name];
  casus_status status = *kept ? CASUS_OK : prepare_for_keys(s, before, after, kept, error);
  if (status != CASUS_OK) return status;
  sql_bind_text(*kept, 1, keys);
  *out = *kept;
  return CASUS_OK;
}

static casus_status keyed(chunk *c, statement_name name, const char *before, const char *after, sql_query **out,
                          casus_error *error) {
  return statement_for_keys(c->store, name, before, after, buffer_str(&c->keys), out, error);
}

static casus_status no_memory(casus_error *error) { return error_set(error, CASUS_MEMORY, "no memory for events of the store"); }

/* ---- names to indices */

/* A name that stands under several types is that of the event's, then that of the act it speaks of. */
static int mode_of(const casus_event *e, str name) {
  int mode = ontology_mode(e->event, name);
  if (mode < 0) mode = ontology_mode(e->of, name);
  for (casus_type t = CASUS_AGREE; mode < 0 && t < CASUS_TYPE_COUNT; t++) mode = ontology_mode(t, name);
  return mode;
}

static void read_modes(casus_event *e, str names) {
  str name;
  while (str_cut(&names, ',', &name)) {
    int mode = mode_of(e, name);
    if (mode >= 0 && e->n_modes < CASUS_MODES_MAX) e->modes[e->n_modes++] = (uint8_t)mode;
  }
}

static uint64_t contexts_of(str names) {
  uint64_t set = 0;
  str name;
  while (str_cut(&names, ',', &name)) {
    int context = ontology_context(name);
    if (context >= 0) set |= (uint64_t)1 << context;
  }
  return set;
}

static void copy_code(char *code, size_t size, str s) {
  size_t len = s.len < size ? s.len : size - 1;
  memcpy(code, s.ptr, len);
  code[len] = 0;
}

/* ---- events: the columns in the order of the statement */

/* The sentence is cut out of the article's text by the database, which need not hand out the whole. */
#define EVENT_COLUMNS(slice)                                                                                                    \
  "SELECT e.key, e.id, e.sentence, e.span_begin, e.span_end, e.text IS NULL, " slice                                            \
  ", e.text, e.date, e.enddate, e.date_basis, e.type, e.of, e.modes, e.contexts, e.quad, e.score, e.cameo, e.goldstein, e.aux," \
  " e.status, e.condition, e.condition_begin, e.condition_end, e.condition_unless, c.id, x.id, p.name, p.country, p.admin1,"    \
  " p.lat, p.lon, p.geonames, e.place_begin, e.place_end, e.trigger, e.trigger_begin, e.trigger_end, e.rule, e.confidence,"     \
  " e.extra, e.story, a.key, a.group_key, a.imported, " ARTICLE_COLUMNS                                                         \
  " FROM event e JOIN article a ON a.key = e.article LEFT JOIN place p ON p.key = e.place"                                      \
  " LEFT JOIN event c ON c.key = e.condition_event LEFT JOIN event x ON x.key = e.exchange WHERE e.key"

static const char *const event_statements[] = {
    [SQL_SQLITE] = EVENT_COLUMNS("CASE WHEN e.text IS NULL AND e.span_end > e.span_begin THEN"
                                 " substr(CAST(a.text AS BLOB), e.span_begin + 1, e.span_end - e.span_begin) END"),
    [SQL_POSTGRES] =
        EVENT_COLUMNS("CASE WHEN e.text IS NULL AND e.span_end > e.span_begin THEN substring(convert_to(a.text, 'UTF8')"
                      " FROM (e.span_begin + 1)::int FOR (e.span_end - e.span_begin)::int) END"),
};

static void read_sentence(row_reader *r, casus_event *e) {
  e->sentence = (uint32_t)next_integer(r);
  e->span = next_span(r);
  bool in_article = next_integer(r) != 0;
  str sliced = next_bytes(r), own = next_text(r);
  e->text = in_article ? sliced : own;
}

static void read_codes(row_reader *r, casus_event *e) {
  e->date = next_date(r);
  e->enddate = next_date(r);
  e->date_basis = (casus_date_basis)next_integer(r);
  e->event = (casus_type)next_integer(r);
  e->of = (casus_type)next_integer(r);
  read_modes(e, sql_text(r->q, r->column++));
  e->contexts = contexts_of(sql_text(r->q, r->column++));
  e->quad = (uint8_t)next_integer(r);
  e->score = (float)next_real(r);
  copy_code(e->cameo, sizeof e->cameo, sql_text(r->q, r->column++));
  e->goldstein = (float)next_real(r);
  e->aux = (uint8_t)next_integer(r);
  e->status = (casus_event_status)next_integer(r);
}

static int32_t add_linked(row_reader *r, report_row *row) {
  str id = sql_text(r->q, r->column++);
  if (str_empty(id)) return CASUS_NO_EVENT;
  casus_event *linked = &row->events[row->report.n_events];
  *linked = (casus_event){.condition_event = CASUS_NO_EVENT, .exchange = CASUS_NO_EVENT};
  copy_code(linked->id, sizeof linked->id, id);
  return (int32_t)row->report.n_events++;
}

static void read_condition(row_reader *r, report_row *row) {
  casus_event *e = &row->events[0];
  e->condition = next_text(r);
  e->condition_span = next_span(r);
  e->condition_unless = next_integer(r) != 0;
  e->condition_event = add_linked(r, row);
  e->exchange = add_linked(r, row);
}

static void read_place(row_reader *r, casus_place *p) {
  p->name = next_text(r);
  p->country = next_text(r);
  p->admin1 = next_text(r);
  p->lat_deg = next_real(r);
  p->lon_deg = next_real(r);
  p->geonames = (uint32_t)next_integer(r);
  p->span = next_span(r);
  if (str_empty(p->name)) p->lat_deg = p->lon_deg = 0; /* no place: as casus_event has it */
}

static void read_trigger(row_reader *r, casus_event *e) {
  e->trigger = next_text(r);
  e->trigger_span = next_span(r);
  e->rule = next_text(r);
  e->confidence = (float)next_real(r);
}

void article_columns_read(row_reader *r, casus_article *a) {
  str *const strings[] = {&a->id, &a->url, &a->source, &a->title, &a->language};
  for (int i = 0; i < 5; i++) *strings[i] = next_text(r);
  a->date = next_date(r);
  a->body = (uint32_t)next_integer(r);
  a->origin = next_text(r);
  a->origin_line = (size_t)next_integer(r);
  a->origin_bytes = (size_t)next_integer(r);
}

static void read_report(row_reader *r, report_row *row) {
  casus_report *report = &row->report;
  report->extra = next_text(r);
  report->story = next_integer(r);
  report->article_key = next_integer(r);
  report->group = next_integer(r);
  report->imported = next_text(r);
  article_columns_read(r, &row->article);
}

static void read_event(chunk *c, sql_query *q) {
  report_row *row = row_of(c, sql_integer(q, 0));
  if (!row) return;
  row_reader r = {.q = q, .memory = c->memory, .column = 1, .good = true};
  casus_event *e = &row->events[0];
  row->there = true;
  row->report = (casus_report){.events = row->events, .n_events = 1, .article = &row->article, .event_key = row->key};
  copy_code(e->id, sizeof e->id, sql_text(q, r.column++));
  read_sentence(&r, e);
  read_codes(&r, e);
  read_condition(&r, row);
  read_place(&r, &e->place);
  read_trigger(&r, e);
  read_report(&r, row);
  e->doc = row->article.id;
  c->good &= r.good;
}

/* ---- parties: the rows of one side of an event follow one another */

static const char parties_before[] =
    "SELECT y.event, y.side, y.ordinal, t.code, t.country, t.sector, t.name, t.office, y.text, y.span_begin, y.span_end"
    " FROM party y JOIN actor t ON t.key = y.actor WHERE y.event";

typedef struct {
  casus_actor *items;
  uint32_t n, capacity;
} party_list;

static bool add_party(chunk *c, sql_query *q, party_list *list) {
  row_reader r = {.q = q, .memory = c->memory, .column = 3, .good = true};
  if (!arena_grow(c->memory, (void **)&list->items, &list->capacity, list->n + 1, sizeof *list->items)) return false;
  casus_actor *a = &list->items[list->n++];
  str *const strings[] = {&a->code, &a->country, &a->sector, &a->name, &a->office, &a->text};
  for (int i = 0; i < 6; i++) *strings[i] = next_text(&r);
  a->span = next_span(&r);
  return r.good;
}

static void set_side(casus_event *e, int64_t side, const party_list *list) {
  if (side == SIDE_HOLDER) e->holder = list->items;
  else if (side == SIDE_ACTOR) e->actors = list->items, e->n_actors = list->n;
  else e->recipients = list->items, e->n_recipients = list->n;
}

static void read_party(chunk *c, sql_query *q, party_list *list) {
  report_row *row = row_of(c, sql_integer(q, 0));
  if (!row) return;
  if (!sql_integer(q, 2)) *list = (party_list){0}; /* ordinal 0 begins a side */
  c->good &= add_party(c, q, list);
  set_side(&row->events[0], sql_integer(q, 1), list);
}

/* ---- figures */

static const char figures_before[] =
    "SELECT event, kind, value, low, high, class, text, span_begin, span_end FROM figure WHERE event";

static casus_figure *figure_of(casus_event *e, str kind) {
  for (int i = 0; i < CASUS_HARM_COUNT; i++)
    if (str_is(kind, figure_names[i])) return &e->casualties[i];
  return str_is(kind, figure_names[CASUS_HARM_COUNT]) ? &e->participants : NULL;
}

static void read_number(row_reader *r, bool *has, uint64_t *value) {
  *has = !sql_is_null(r->q, r->column);
  *value = (uint64_t)next_integer(r);
}

static void read_figure(chunk *c, sql_query *q) {
  report_row *row = row_of(c, sql_integer(q, 0));
  if (!row) return;
  row_reader r = {.q = q, .memory = c->memory, .column = 2, .good = true};
  casus_event *e = &row->events[0];
  casus_figure read = {0}, *figure = figure_of(e, sql_text(q, 1));
  read_number(&r, &read.has_value, &read.value);
  read_number(&r, &read.has_min, &read.min);
  read_number(&r, &read.has_max, &read.max);
  str class = next_text(&r);
  read.text = next_text(&r);
  read.span = next_span(&r);
  if (figure) *figure = read;
  else e->weapon = (casus_weapon){class, read.text, read.span};
  c->good &= r.good;
}

/* ---- the whole chunk */

static casus_status read_events(chunk *c, casus_error *error) {
  sql_query *q;
  casus_status status = keyed(c, EVENT_READ, event_statements[sql_kind_of(c->store->db)], "", &q, error);
  while (status == CASUS_OK && (status = sql_step(q, error)) == CASUS_OK) read_event(c, q);
  return status == CASUS_END ? CASUS_OK : status;
}

static casus_status read_parties(chunk *c, casus_error *error) {
  sql_query *q;
  party_list list = {0};
  casus_status status = keyed(c, PARTIES_READ, parties_before, " ORDER BY y.event, y.side, y.ordinal", &q, error);
  while (status == CASUS_OK && (status = sql_step(q, error)) == CASUS_OK) read_party(c, q, &list);
  return status == CASUS_END ? CASUS_OK : status;
}

static casus_status read_figures(chunk *c, casus_error *error) {
  sql_query *q;
  casus_status status = keyed(c, FIGURES_READ, figures_before, "", &q, error);
  while (status == CASUS_OK && (status = sql_step(q, error)) == CASUS_OK) read_figure(c, q);
  return status == CASUS_END ? CASUS_OK : status;
}

static casus_status read_chunk(chunk *c, casus_error *error) {
  casus_status status = read_events(c, error);
  if (status == CASUS_OK) status = read_parties(c, error);
  if (status == CASUS_OK) status = read_figures(c, error);
  return status == CASUS_OK && !c->good ? no_memory(error) : status;
}

casus_status reports_read(casus_store *s, const int64_t *keys, size_t n, arena *memory, report_row *rows, casus_error *error) {
  chunk c = {.store = s, .memory = memory, .rows = rows, .n = n, .good = true};
  buffer_init(&c.keys, STATEMENT_BYTES_MAX);
  for (size_t i = 0; i < n; i++) {
    rows[i] = (report_row){.key = keys[i]};
    c.by_key[i] = &rows[i];
  }
  qsort(c.by_key, n, sizeof *c.by_key, compare_keys);
  bool good = key_set_write(&c.keys, sql_kind_of(s->db), keys, n);
  casus_status status = good ? read_chunk(&c, error) : no_memory(error);
  buffer_free(&c.keys);
  return status;
}
