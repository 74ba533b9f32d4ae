/* Reads the options that say which events of a store are meant. A wrong value is told with what is allowed. */
#include "cli/query_options.h"

#include <stdlib.h>
#include <string.h>

/* ---- lists of words, as sets of bits */

typedef const char *(*name_at)(unsigned index); /* NULL: no more, or a number without a name */

static const char *type_at(unsigned index) { return index ? casus_type_name((casus_type)index) : ""; }
static const char *status_at(unsigned index) { return casus_event_status_name((casus_event_status)index); }

static const char *quad_at(unsigned index) {
  static const char *const quads[] = {"", "1", "2", "3", "4", NULL};
  return quads[index < 5 ? index : 5];
}

static bool equal_fold(const char *name, casus_str word) {
  for (size_t k = 0; k < word.len; k++) {
    char c = word.ptr[k];
    char upper = c >= 'a' && c <= 'z' ? (char)(c - 32) : c, lower = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
    if (!name[k] || (name[k] != upper && name[k] != lower)) return false;
  }
  return !name[word.len];
}

static bool add_bit(name_at names, casus_str word, uint32_t *bits) {
  for (unsigned n = 0; names(n); n++)
    if (word.len && equal_fold(names(n), word)) return *bits |= 1u << n, true;
  return false;
}

static void list_names(name_at names, char *text, size_t size) {
  size_t len = 0;
  text[0] = 0;
  for (unsigned n = 0; names(n) && len < size; n++)
    if (*names(n)) len += (size_t)snprintf(text + len, size - len, "%s%s", len ? ", " : "", names(n));
}

static bool read_list(const invocation *i, const char *name, name_at names, uint32_t *bits) {
  const char *at = option_value(i, name);
  uint32_t read = 0;
  if (!at) return true;
  for (size_t n; at; at = at[n] ? at + n + 1 : NULL) {
    char allowed[400];
    n = strcspn(at, ",");
    if (add_bit(names, (casus_str){at, n}, &read)) continue;
    list_names(names, allowed, sizeof allowed);
    usage_error(i->command, "--%s takes some of %s, separated by commas, not \"%.*s\"", name, allowed, (int)n, at);
    return false;
  }
  *bits = read;
  return true;
}

bool query_read_statuses(const invocation *i, uint32_t *statuses) {
  const char *value = option_value(i, "status");
  if (value && strcmp(value, "all") == 0) return *statuses = (1u << CASUS_EVENT_STATUS_COUNT) - 1, true;
  return read_list(i, "status", status_at, statuses);
}

/* ---- days */

static bool read_day(const invocation *i, const char *name, casus_date *date) {
  const char *value = option_value(i, name);
  if (!value || casus_date_read(text_of(value), date)) return true;
  usage_error(i->command, "--%s takes a date like 2024-03-22, 2024-03 or 2024, not \"%s\"", name, value);
  return false;
}

bool query_read_days(const invocation *i, const char *from, const char *to, casus_query *query) {
  return read_day(i, from, &query->from) && read_day(i, to, &query->to);
}

/* ---- places */

/* A number from min to max at *at, which is moved behind it. */
static bool read_number(const char **at, double min, double max, double *number) {
  char *end;
  *number = strtod(*at, &end);
  if (end == *at || !(*number >= min && *number <= max)) return false;
  *at = end;
  return true;
}

static bool read_point(const char *at, casus_query *q) {
  return read_number(&at, -90, 90, &q->lat_deg) && *at++ == ',' && read_number(&at, -180, 180, &q->lon_deg) && !*at;
}

static bool read_near(const invocation *i, casus_query *q) {
  const char *near = option_value(i, "near"), *radius = option_value(i, "radius");
  if (!near && !radius) return true;
  if (!near) return usage_error(i->command, "--radius needs --near LAT,LON: the point around which"), false;
  if (!read_point(near, q))
    return usage_error(i->command, "--near takes latitude and longitude in degrees, 32.08,34.78, not \"%s\"", near), false;
  const char *at = radius ? radius : "50";
  if (read_number(&at, 0.001, 20100, &q->radius_km) && !*at) return true;
  usage_error(i->command, "--radius takes kilometres, over 0 and at most 20100, not \"%s\"", radius);
  return false;
}

/* ---- parties */

static bool read_dyad(const invocation *i, casus_query *q) {
  const char *dyad = option_value(i, "dyad"), *comma = dyad ? strchr(dyad, ',') : NULL;
  if (!dyad && option_given(i, "directed")) return usage_error(i->command, "--directed goes with --dyad A,B"), false;
  if (!dyad) return true;
  if (q->actor.len || q->recipient.len) return usage_error(i->command, "--dyad stands for --actor and --recipient"), false;
  if (!comma || comma == dyad || !comma[1] || strchr(comma + 1, ','))
    return usage_error(i->command, "--dyad takes two parties, USA,CHN, not \"%s\"", dyad), false;
  q->actor = (casus_str){dyad, (size_t)(comma - dyad)};
  q->recipient = text_of(comma + 1);
  q->either_way = !option_given(i, "directed");
  return true;
}

/* ---- the whole */

static bool read_texts(const invocation *i, casus_query *q) {
  const struct {
    const char *name;
    casus_str *into;
  } texts[] = {{"actor", &q->actor}, {"recipient", &q->recipient}, {"place", &q->place},
               {"text", &q->text},   {"source", &q->source},       {"id", &q->id}};
  for (size_t n = 0; n < sizeof texts / sizeof *texts; n++) {
    *texts[n].into = text_of(option_value(i, texts[n].name));
    if (option_given(i, texts[n].name) && !texts[n].into->len)
      return usage_error(i->command, "--%s needs a value that is not empty", texts[n].name), false;
  }
  return true;
}

bool query_read_options(const invocation *i, casus_query *query) {
  return read_texts(i, query) && read_dyad(i, query) && read_list(i, "type", type_at, &query->types) &&
         read_list(i, "quad", quad_at, &query->quads) && read_near(i, query) &&
         option_fraction(i, "min-confidence", &query->min_confidence);
}
