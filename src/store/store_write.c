/* Writes articles and events into the tables. */
#include "store/store_parts.h"

#include <math.h>

/* ---- actors and places: one row for each combination */

static digest128 actor_digest(str code, str country, str sector, str name, str office) {
  const str parts[] = {code, country, sector, name, office};
  return digest_of(parts, 5);
}

static casus_status no_memory(casus_error *error) { return error_set(error, CASUS_MEMORY, "no memory for actors and places"); }

/* Added where it is new. */
static casus_status actor_key(casus_store *s, const casus_actor *a, int64_t *key, casus_error *error) {
  digest128 digest = actor_digest(a->code, a->country, a->sector, a->name, a->office);
  *key = dictionary_find(&s->actors, digest);
  if (*key) return CASUS_OK;
  sql_query *q;
  casus_status status = statement(s, ACTOR_ADD, &q, error);
  if (status != CASUS_OK) return status;
  *key = s->actors.last + 1;
  sql_bind_integer(q, 1, *key);
  const str values[] = {a->code, a->country, a->sector, a->name, a->office};
  for (int i = 0; i < 5; i++) sql_bind_text(q, i + 2, values[i]);
  status = sql_do(q, error);
  if (status != CASUS_OK) return status;
  return dictionary_add(&s->actors, digest, *key) ? CASUS_OK : no_memory(error);
}

/* Coordinates by their bits, but every NAN and zero as one. */
static digest128 place_digest(str name, str country, str admin1, double lat, double lon, int64_t geonames) {
  double numbers[2] = {isnan(lat) ? 1000 : lat + 0.0, isnan(lon) ? 1000 : lon + 0.0};
  const str parts[] = {
      name, country, admin1, {(const char *)numbers, sizeof numbers}, {(const char *)&geonames, sizeof geonames}};
  return digest_of(parts, 5);
}

/* Added where it is new. */
static casus_status place_key_of(casus_store *s, const casus_place *p, int64_t *key, casus_error *error) {
  digest128 digest = place_digest(p->name, p->country, p->admin1, p->lat_deg, p->lon_deg, p->geonames);
  *key = dictionary_find(&s->places, digest);
  if (*key) return CASUS_OK;
  sql_query *q;
  casus_status status = statement(s, PLACE_ADD, &q, error);
  if (status != CASUS_OK) return status;
  *key = s->places.last + 1;
  sql_bind_integer(q, 1, *key);
  sql_bind_text(q, 2, p->name);
  sql_bind_text(q, 3, p->country);
  sql_bind_text(q, 4, p->admin1);
  sql_bind_real(q, 5, p->lat_deg);
  sql_bind_real(q, 6, p->lon_deg);
  sql_bind_integer(q, 7, p->geonames);
  status = sql_do(q, error);
  if (status != CASUS_OK) return status;
  return dictionary_add(&s->places, digest, *key) ? CASUS_OK : no_memory(error);
}

static digest128 actor_row_digest(sql_query *q) {
  return actor_digest(sql_text(q, 1), sql_text(q, 2), sql_text(q, 3), sql_text(q, 4), sql_text(q, 5));
}

static digest128 place_row_digest(sql_query *q) {
  return place_digest(sql_text(q, 1), sql_text(q, 2), sql_text(q, 3), sql_real(q, 4), sql_real(q, 5), sql_integer(q, 6));
}

static casus_status dictionary_load(casus_store *s, const char *text, dictionary *d, digest128 (*digest)(sql_query *),
                                    casus_error *error) {
  sql_query *q;
  casus_status status = sql_prepare(s->db, text, &q, error);
  if (status != CASUS_OK) return status;
  sql_stream(q);
  while ((status = sql_step(q, error)) == CASUS_OK)
    if (!dictionary_add(d, digest(q), sql_integer(q, 0))) {
      status = no_memory(error);
      break;
    }
  sql_finish(q);
  return status == CASUS_END ? CASUS_OK : status;
}

casus_status dictionaries_load(casus_store *s, casus_error *error) {
  dictionaries_forget(s);
  casus_status status =
      dictionary_load(s, "SELECT key, code, country, sector, name, office FROM actor", &s->actors, actor_row_digest, error);
  if (status != CASUS_OK) return status;
  return dictionary_load(s, "SELECT key, name, country, admin1, lat, lon, geonames FROM place", &s->places, place_row_digest,
                         error);
}

void dictionaries_forget(casus_store *s) {
  dictionary_free(&s->actors);
  dictionary_free(&s->places);
}

/* ---- events */

/* Days since 1970-01-01 of the first and the last day that an event's dates allow. False: no date. */
static bool event_days(const casus_event *e, int32_t *first, int32_t *last) {
  if (!e->date.year) return false;
  *first = date_to_days(e->date);
  *last = date_to_days(date_last_day(e->enddate.year ? e->enddate : e->date));
  if (*last < *first) *last = *first;
  return true;
}

const char *const figure_names[CASUS_HARM_COUNT + 1] = {
    [CASUS_KILLED] = "killed",     [CASUS_INJURED] = "injured",   [CASUS_MISSING] = "missing",
    [CASUS_ABDUCTED] = "abducted", [CASUS_ARRESTED] = "arrested", [CASUS_HARM_COUNT] = "participants"};

enum { NAMES_MAX_BYTES = 4096 };

typedef const char *(*name_of)(unsigned);

/* "visit,hostage". */
static str join_names(char *bytes, const unsigned *values, size_t n, name_of name) {
  size_t len = 0;
  for (size_t i = 0; i < n; i++) {
    str s = str_of(name(values[i]));
    if (str_empty(s) || len + s.len + 1 > NAMES_MAX_BYTES) continue;
    if (len) bytes[len++] = ',';
    memcpy(bytes + len, s.ptr, s.len);
    len += s.len;
  }
  return (str){bytes, len};
}

static str modes_text(const casus_event *e, char *bytes) {
  unsigned values[CASUS_MODES_MAX];
  for (size_t i = 0; i < e->n_modes; i++) values[i] = e->modes[i];
  return join_names(bytes, values, e->n_modes, casus_mode_name);
}

static str contexts_text(const casus_event *e, char *bytes) {
  unsigned values[64];
  size_t n = 0;
  for (unsigned i = 0; i < 64; i++)
    if (e->contexts >> i & 1) values[n++] = i;
  return join_names(bytes, values, n, casus_context_name);
}

static void bind_span(sql_query *q, int index, span s) {
  sql_bind_integer(q, index, s.begin);
  sql_bind_integer(q, index + 1, s.end);
}

static void bind_text_or_null(sql_query *q, int index, str s) {
  if (str_empty(s)) sql_bind_null(q, index);
  else sql_bind_text(q, index, s);
}

static void bind_key_or_null(sql_query *q, int index, int64_t key) {
  if (key) sql_bind_integer(q, index, key);
  else sql_bind_null(q, index);
}

/* Is the sentence what the article has there? Then it is not kept twice. */
static bool text_is_in_article(const casus_event *e, const casus_article *a) {
  if (e->span.begin > e->span.end || e->span.end > a->text.len) return false;
  return str_equal(e->text, str_slice(a->text, e->span.begin, e->span.end));
}

static int64_t linked_key(int64_t first_key, int32_t index, size_t n) {
  return index >= 0 && (size_t)index < n ? first_key + index : 0;
}

static void bind_when(sql_query *q, const casus_event *e, char *date, char *enddate) {
  int32_t first, last;
  sql_bind_text(q, 8, str_of(casus_date_text(e->date, date)));
  sql_bind_text(q, 9, str_of(casus_date_text(e->enddate, enddate)));
  if (event_days(e, &first, &last)) {
    sql_bind_integer(q, 10, first);
    sql_bind_integer(q, 11, last);
  } else {
    sql_bind_null(q, 10);
    sql_bind_null(q, 11);
  }
  sql_bind_integer(q, 12, e->date_basis);
}

static void bind_codes(sql_query *q, const casus_event *e, char *modes, char *contexts) {
  sql_bind_integer(q, 13, e->event);
  sql_bind_integer(q, 14, e->of);
  sql_bind_text(q, 15, modes_text(e, modes));
  sql_bind_text(q, 16, contexts_text(e, contexts));
  sql_bind_integer(q, 17, e->quad);
  sql_bind_real(q, 18, (double)e->score);
  sql_bind_text(q, 19, str_of(e->cameo));
  sql_bind_real(q, 20, (double)e->goldstein);
  sql_bind_integer(q, 21, e->aux);
  sql_bind_integer(q, 22, e->status);
}

static void bind_links(sql_query *q, const casus_prepared *p, const casus_event *e, int64_t first_key) {
  bind_text_or_null(q, 23, e->condition);
  bind_span(q, 24, e->condition_span);
  sql_bind_integer(q, 26, e->condition_unless);
  bind_key_or_null(q, 27, linked_key(first_key, e->condition_event, p->n_events));
  bind_key_or_null(q, 28, linked_key(first_key, e->exchange, p->n_events));
}

static casus_status add_event_row(casus_store *s, int64_t article, const casus_prepared *p, size_t index, int64_t first_key,
                                  casus_error *error) {
  const casus_event *e = &p->events[index];
  char date[16], enddate[16], modes[NAMES_MAX_BYTES], contexts[NAMES_MAX_BYTES];
  int64_t place = 0;
  sql_query *q;
  casus_status status = str_empty(e->place.name) ? CASUS_OK : place_key_of(s, &e->place, &place, error);
  if (status == CASUS_OK) status = statement(s, EVENT_ADD, &q, error);
  if (status != CASUS_OK) return status;
  sql_bind_integer(q, 1, first_key + (int64_t)index);
  sql_bind_text(q, 2, str_of(e->id));
  sql_bind_integer(q, 3, article);
  sql_bind_integer(q, 4, e->sentence);
  bind_span(q, 5, e->span);
  bind_text_or_null(q, 7, text_is_in_article(e, &p->article) ? STR("") : e->text);
  bind_when(q, e, date, enddate);
  bind_codes(q, e, modes, contexts);
  bind_links(q, p, e, first_key);
  bind_key_or_null(q, 29, place);
  bind_span(q, 30, e->place.span);
  sql_bind_text(q, 32, e->trigger);
  bind_span(q, 33, e->trigger_span);
  sql_bind_text(q, 35, e->rule);
  sql_bind_real(q, 36, (double)e->confidence);
  sql_bind_integer(q, 37, p->days[index]);
  bind_text_or_null(q, 38, p->extra);
  return sql_do(q, error);
}

static casus_status add_parties(casus_store *s, int64_t event, int side, const casus_actor *actors, uint32_t n,
                                casus_error *error) {
  casus_status status = CASUS_OK;
  for (uint32_t i = 0; status == CASUS_OK && i < n; i++) {
    int64_t actor;
    sql_query *q;
    status = actor_key(s, &actors[i], &actor, error);
    if (status == CASUS_OK) status = statement(s, PARTY_ADD, &q, error);
    if (status != CASUS_OK) break;
    sql_bind_integer(q, 1, event);
    sql_bind_integer(q, 2, side);
    sql_bind_integer(q, 3, i);
    sql_bind_integer(q, 4, actor);
    sql_bind_text(q, 5, actors[i].text);
    bind_span(q, 6, actors[i].span);
    status = sql_do(q, error);
  }
  return status;
}

static void bind_number(sql_query *q, int index, bool has, uint64_t value) {
  if (has) sql_bind_integer(q, index, (int64_t)value);
  else sql_bind_null(q, index);
}

static casus_status add_figure(casus_store *s, int64_t event, str kind, const casus_figure *f, str class, casus_error *error) {
  if (str_empty(f->text)) return CASUS_OK;
  sql_query *q;
  casus_status status = statement(s, FIGURE_ADD, &q, error);
  if (status != CASUS_OK) return status;
  sql_bind_integer(q, 1, event);
  sql_bind_text(q, 2, kind);
  bind_number(q, 3, f->has_value, f->value);
  bind_number(q, 4, f->has_min, f->min);
  bind_number(q, 5, f->has_max, f->max);
  bind_text_or_null(q, 6, class);
  sql_bind_text(q, 7, f->text);
  bind_span(q, 8, f->span);
  return sql_do(q, error);
}

static casus_status add_figures(casus_store *s, int64_t event, const casus_event *e, casus_error *error) {
  const casus_figure weapon = {.text = e->weapon.text, .span = e->weapon.span};
  casus_status status = add_figure(s, event, STR("weapon"), &weapon, e->weapon.kind, error);
  for (int i = 0; status == CASUS_OK && i < CASUS_HARM_COUNT; i++)
    status = add_figure(s, event, str_of(figure_names[i]), &e->casualties[i], STR(""), error);
  if (status != CASUS_OK) return status;
  return add_figure(s, event, str_of(figure_names[CASUS_HARM_COUNT]), &e->participants, STR(""), error);
}

static casus_status add_features(casus_store *s, int64_t event, int32_t day, str features, casus_error *error) {
  sql_query *q;
  casus_status status = statement(s, JOINING_ADD, &q, error);
  if (status != CASUS_OK) return status;
  sql_bind_integer(q, 1, day);
  sql_bind_integer(q, 2, event);
  sql_bind_bytes(q, 3, features);
  return sql_do(q, error);
}

static casus_status add_event(casus_store *s, int64_t article, const casus_prepared *p, size_t index, int64_t first_key,
                              casus_error *error) {
  const casus_event *e = &p->events[index];
  int64_t key = first_key + (int64_t)index;
  casus_status status = add_event_row(s, article, p, index, first_key, error);
  if (status == CASUS_OK) status = add_parties(s, key, SIDE_ACTOR, e->actors, e->n_actors, error);
  if (status == CASUS_OK) status = add_parties(s, key, SIDE_RECIPIENT, e->recipients, e->n_recipients, error);
  if (status == CASUS_OK) status = add_parties(s, key, SIDE_HOLDER, e->holder, e->holder ? 1 : 0, error);
  if (status == CASUS_OK) status = add_figures(s, key, e, error);
  return status == CASUS_OK ? add_features(s, key, p->days[index], p->features[index], error) : status;
}

/* Of an article that stands in the tables under `article`. */
static casus_status events_add(casus_store *s, int64_t article, const casus_prepared *p, casus_error *error) {
  casus_status status = CASUS_OK;
  int64_t first_key = s->last_event + 1;
  for (size_t i = 0; status == CASUS_OK && i < p->n_events; i++) status = add_event(s, article, p, i, first_key, error);
  s->last_event += (int64_t)p->n_events;
  return status;
}

/* ---- articles */

static void digest_text(digest128 d, char bytes[16]) {
  for (int i = 0; i < 8; i++) {
    bytes[i] = (char)(d.a >> (8 * i) & 0xff);
    bytes[i + 8] = (char)(d.b >> (8 * i) & 0xff);
  }
}

casus_status article_find(casus_store *s, digest128 digest, int64_t *key, casus_error *error) {
  char bytes[16];
  sql_query *q;
  casus_status status = statement(s, ARTICLE_OF_DIGEST, &q, error);
  if (status != CASUS_OK) return status;
  digest_text(digest, bytes);
  sql_bind_bytes(q, 1, (str){bytes, sizeof bytes});
  status = sql_step(q, error);
  *key = status == CASUS_OK ? sql_integer(q, 0) : 0;
  sql_reset(q);
  return status == CASUS_END ? CASUS_OK : status;
}

casus_status casus_store_find(casus_store *s, const casus_article *article, int64_t *key, casus_error *error) {
  return article_find(s, article_digest(article, STR("")), key, error);
}

casus_status casus_store_has(casus_store *s, const casus_article *article, bool *has, casus_error *error) {
  int64_t key;
  casus_status status = casus_store_find(s, article, &key, error);
  if (status == CASUS_OK) *has = key != 0;
  return status;
}

static casus_status add_article_row(casus_store *s, int64_t key, const casus_prepared *p, casus_error *error) {
  const casus_article *a = &p->article;
  char digest[16], date[16];
  sql_query *q;
  casus_status status = statement(s, ARTICLE_ADD, &q, error);
  if (status != CASUS_OK) return status;
  digest_text(p->digest, digest);
  sql_bind_integer(q, 1, key);
  sql_bind_bytes(q, 2, (str){digest, sizeof digest});
  const str strings[] = {a->id, a->url, a->source, a->title, a->language, str_of(casus_date_text(a->date, date))};
  for (int i = 0; i < 6; i++) sql_bind_text(q, i + 3, strings[i]);
  if (a->date.year) sql_bind_integer(q, 9, date_to_days(a->date));
  else sql_bind_null(q, 9);
  sql_bind_integer(q, 10, a->body);
  sql_bind_text(q, 11, a->text);
  sql_bind_text(q, 12, p->imported);
  sql_bind_integer(q, 13, s->run.key);
  sql_bind_text(q, 14, a->origin);
  sql_bind_integer(q, 15, (int64_t)a->origin_line);
  sql_bind_integer(q, 16, (int64_t)a->origin_bytes);
  sql_bind_text(q, 17, p->names);
  return sql_do(q, error);
}

static casus_status add_signature(casus_store *s, int64_t key, const casus_prepared *p, casus_error *error) {
  sql_query *q;
  if (str_empty(p->signature)) return CASUS_OK;
  casus_status status = statement(s, SIGNATURE_ADD, &q, error);
  if (status != CASUS_OK) return status;
  sql_bind_integer(q, 1, key);
  sql_bind_bytes(q, 2, p->signature);
  return sql_do(q, error);
}

/* PostgreSQL keeps its index of words by itself. */
static casus_status add_to_search(casus_store *s, int64_t key, const casus_prepared *p, casus_error *error) {
  sql_query *q;
  if (sql_kind_of(s->db) != SQL_SQLITE) return CASUS_OK;
  casus_status status = statement(s, ARTICLE_INDEX, &q, error);
  if (status != CASUS_OK) return status;
  sql_bind_integer(q, 1, key);
  sql_bind_text(q, 2, p->article.title);
  sql_bind_text(q, 3, p->article.text);
  sql_bind_text(q, 4, p->names);
  return sql_do(q, error);
}

casus_status article_derive(casus_store *s, int64_t key, const casus_prepared *p, casus_error *error) {
  casus_status status = add_signature(s, key, p, error);
  return status == CASUS_OK ? events_add(s, key, p, error) : status;
}

static casus_status add_new_article(casus_store *s, const casus_prepared *p, casus_error *error) {
  int64_t key = ++s->last_article;
  casus_status status = add_article_row(s, key, p, error);
  if (status == CASUS_OK) status = add_to_search(s, key, p, error);
  return status == CASUS_OK ? article_derive(s, key, p, error) : status;
}

/* A further row of an import whose article is there. */
static casus_status add_to_article(casus_store *s, int64_t key, const casus_prepared *p, bool *added, casus_error *error) {
  sql_query *q;
  casus_status status = statement(s, EVENT_OF_ARTICLE, &q, error);
  if (status != CASUS_OK) return status;
  sql_bind_integer(q, 1, key);
  sql_bind_text(q, 2, str_of(p->events[0].id));
  status = sql_step(q, error);
  *added = status == CASUS_END;
  sql_reset(q);
  return status == CASUS_END ? events_add(s, key, p, error) : status;
}

casus_status article_add(casus_store *s, const casus_prepared *p, bool *added, casus_error *error) {
  int64_t known;
  casus_status status = article_find(s, p->digest, &known, error);
  if (status != CASUS_OK) return status;
  *added = !known;
  if (!known) return add_new_article(s, p, error);
  return str_empty(p->imported) ? CASUS_OK : add_to_article(s, known, p, added, error);
}
