/* Conditions by name into a query, for the command line and the server alike. What is wrong is told with what is allowed; what
 * names mean in the store is left to the queries. */
#include "base/base.h"
#include "casus_store.h"

typedef struct {
  const casus_filter *filters;
  size_t n;
  casus_query *query;
  size_t *wrong;
  casus_error *error;
} reading;

/* NULL: not given. */
static const casus_filter *given(const reading *r, const char *name) {
  for (size_t i = 0; i < r->n; i++)
    if (str_is(r->filters[i].name, name)) return &r->filters[i];
  return NULL;
}

static casus_status refuse(const reading *r, const casus_filter *filter, const char *what) {
  *r->wrong = (size_t)(filter - r->filters);
  str v = filter->value;
  int shown = v.len > 60 ? 60 : (int)v.len;
  return error_set(r->error, CASUS_USAGE, "%s, not \"%.*s\"", what, shown, shown ? v.ptr : "");
}

static casus_status conflict(const reading *r, const casus_filter *filter, const char *what) {
  *r->wrong = (size_t)(filter - r->filters);
  return error_set(r->error, CASUS_USAGE, "%s", what);
}

/* ---- lists of words, as sets of bits */

typedef const char *(*name_at)(unsigned index); /* NULL: no more, or a number without a name */

static const char *type_at(unsigned index) { return index ? casus_type_name((casus_type)index) : ""; }
static const char *status_at(unsigned index) { return casus_event_status_name((casus_event_status)index); }

static const char *quad_at(unsigned index) {
  static const char *const quads[] = {"", "1", "2", "3", "4", NULL};
  return quads[index < 5 ? index : 5];
}

static bool add_bit(name_at names, str word, uint32_t *bits) {
  for (unsigned n = 0; names(n); n++)
    if (word.len && str_equal_fold(str_of(names(n)), word)) return *bits |= 1u << n, true;
  return false;
}

static casus_status refuse_word(const reading *r, const casus_filter *filter, name_at names, str word) {
  buffer allowed;
  buffer_init(&allowed, 400);
  for (unsigned n = 0; names(n); n++)
    if (*names(n)) buffer_format(&allowed, "%s%s", allowed.len ? ", " : "", names(n));
  *r->wrong = (size_t)(filter - r->filters);
  casus_status status =
      error_set(r->error, CASUS_USAGE, "takes some of %.*s, separated by commas, not \"%.*s\"", (int)allowed.len,
                allowed.len ? allowed.ptr : "", word.len > 40 ? 40 : (int)word.len, word.len ? word.ptr : "");
  buffer_free(&allowed);
  return status;
}

static casus_status read_list(const reading *r, const char *name, name_at names, uint32_t *bits) {
  const casus_filter *filter = given(r, name);
  uint32_t read = 0;
  if (!filter) return CASUS_OK;
  if (str_empty(filter->value)) return refuse_word(r, filter, names, filter->value);
  str rest = filter->value, word;
  while (str_cut(&rest, ',', &word))
    if (!add_bit(names, word, &read)) return refuse_word(r, filter, names, word);
  *bits = read;
  return CASUS_OK;
}

static casus_status read_lists(const reading *r) {
  const casus_filter *status_filter = given(r, "status");
  casus_status status = read_list(r, "type", type_at, &r->query->types);
  if (status == CASUS_OK) status = read_list(r, "quad", quad_at, &r->query->quads);
  if (status != CASUS_OK) return status;
  if (!status_filter || !str_is(status_filter->value, "all")) return read_list(r, "status", status_at, &r->query->statuses);
  r->query->statuses = (1u << CASUS_EVENT_STATUS_COUNT) - 1;
  return CASUS_OK;
}

/* ---- days and places */

static casus_status read_day(const reading *r, const char *name, casus_date *date) {
  const casus_filter *filter = given(r, name);
  if (!filter || (casus_date_read(filter->value, date) && date->year && date_is_real(*date))) return CASUS_OK;
  return refuse(r, filter, "takes a date like 2024-03-22, 2024-03 or 2024");
}

static casus_status read_days(const reading *r) {
  casus_query *q = r->query;
  casus_status status = read_day(r, "from", &q->from);
  if (status == CASUS_OK) status = read_day(r, "to", &q->to);
  if (status != CASUS_OK || !q->from.year || !q->to.year || !given(r, "to")) return status;
  if (date_to_days(q->from) <= date_to_days(date_last_day(q->to))) return CASUS_OK;
  return conflict(r, given(r, "to"), "ends before from begins");
}

static bool number_in(str text, double min, double max, double *number) {
  return str_to_double(text, number) && *number >= min && *number <= max;
}

static bool read_point(str text, casus_query *q) {
  str lat, rest = text;
  return str_cut(&rest, ',', &lat) && number_in(lat, -90, 90, &q->lat_deg) && rest.ptr && number_in(rest, -180, 180, &q->lon_deg);
}

static casus_status read_near(const reading *r) {
  const casus_filter *near = given(r, "near"), *radius = given(r, "radius");
  if (!near && !radius) return CASUS_OK;
  if (!near) return conflict(r, radius, "needs near LAT,LON: the point around which");
  if (!read_point(near->value, r->query)) return refuse(r, near, "takes latitude and longitude in degrees, 32.08,34.78");
  if (number_in(radius ? radius->value : STR("50"), 0.001, 20100, &r->query->radius_km)) return CASUS_OK;
  return refuse(r, radius, "takes kilometres, over 0 and at most 20100");
}

/* ---- texts, numbers, parties */

static casus_status read_texts(const reading *r) {
  casus_query *q = r->query;
  const struct {
    const char *name;
    str *into;
  } texts[] = {{"actor", &q->actor}, {"recipient", &q->recipient}, {"place", &q->place},
               {"text", &q->text},   {"source", &q->source},       {"id", &q->id}};
  for (size_t n = 0; n < sizeof texts / sizeof *texts; n++) {
    const casus_filter *filter = given(r, texts[n].name);
    if (!filter) continue;
    if (str_empty(filter->value)) return conflict(r, filter, "needs a value that is not empty");
    *texts[n].into = filter->value;
  }
  return CASUS_OK;
}

static bool is_hexadecimal(char c) {
  return is_ascii_digit((unsigned char)c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

static casus_status read_id(const reading *r) {
  const casus_filter *filter = given(r, "id");
  bool good = !filter || filter->value.len < CASUS_ID_SIZE;
  for (size_t k = 0; filter && good && k < filter->value.len; k++) good = is_hexadecimal(filter->value.ptr[k]);
  return good ? CASUS_OK : refuse(r, filter, "takes at most 32 hexadecimal digits");
}

static casus_status read_key(const reading *r, const char *name, int64_t *key) {
  const casus_filter *filter = given(r, name);
  uint32_t number;
  if (!filter) return CASUS_OK;
  if (!str_to_u32(filter->value, &number) || !number) return refuse(r, filter, "takes a key, a whole number from 1");
  *key = number;
  return CASUS_OK;
}

static casus_status read_numbers(const reading *r) {
  const casus_filter *least = given(r, "min-confidence");
  double *p = &r->query->min_confidence;
  if (least && !(number_in(least->value, 0, 1, p) && *p > 0)) return refuse(r, least, "takes a number over 0, at most 1");
  casus_status status = read_key(r, "article", &r->query->article_key);
  return status == CASUS_OK ? read_key(r, "story", &r->query->story) : status;
}

static bool read_directed(const casus_filter *directed, bool *is_directed) {
  *is_directed = directed && !str_is(directed->value, "0");
  return !*is_directed || str_empty(directed->value) || str_is(directed->value, "1");
}

static casus_status read_dyad(const reading *r) {
  const casus_filter *dyad = given(r, "dyad"), *directed = given(r, "directed");
  bool is_directed;
  if (!read_directed(directed, &is_directed)) return refuse(r, directed, "takes 1 or 0");
  if (!dyad) return directed ? conflict(r, directed, "goes with dyad A,B") : CASUS_OK;
  if (r->query->actor.len || r->query->recipient.len) return conflict(r, dyad, "stands for actor and recipient");
  str from, rest = dyad->value;
  if (!str_cut(&rest, ',', &from) || !from.len || !rest.len || memchr(rest.ptr, ',', rest.len))
    return refuse(r, dyad, "takes two parties, USA,CHN");
  r->query->actor = from;
  r->query->recipient = rest;
  r->query->either_way = !is_directed;
  return CASUS_OK;
}

/* ---- the whole */

static casus_status read_all(const reading *r) {
  static casus_status (*const parts[])(const reading *) = {read_texts, read_id,   read_dyad,   read_lists,
                                                           read_near,  read_days, read_numbers};
  casus_status status = CASUS_OK;
  for (size_t k = 0; k < sizeof parts / sizeof *parts && status == CASUS_OK; k++) status = parts[k](r);
  return status;
}

casus_status casus_query_read(const casus_filter *filters, size_t n_filters, casus_query *query, size_t *wrong,
                              casus_error *error) {
  casus_query read = *query;
  const reading r = {filters, n_filters, &read, wrong, error};
  casus_status status = read_all(&r);
  if (status == CASUS_OK) *query = read;
  return status;
}
