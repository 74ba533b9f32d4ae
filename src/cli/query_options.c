/* Hands the options that say which events of a store are meant to the reader of queries, and tells what it finds wrong. */
#include "cli/query_options.h"

#include <stdlib.h>
#include <string.h>

/* The options that are conditions; days have other names in some commands. */
typedef struct {
  const char *option, *filter;
} condition;

enum { CONDITIONS_MAX = 16 };

static bool read_conditions(const invocation *i, const condition *conditions, size_t n, casus_query *query) {
  casus_filter filters[CONDITIONS_MAX];
  const char *names[CONDITIONS_MAX];
  size_t n_given = 0, wrong = 0;
  casus_error error = {0};
  for (size_t k = 0; k < n; k++) {
    if (!option_given(i, conditions[k].option)) continue;
    names[n_given] = conditions[k].option;
    filters[n_given++] = (casus_filter){text_of(conditions[k].filter), text_of(option_value(i, conditions[k].option))};
  }
  if (casus_query_read(filters, n_given, query, &wrong, &error) == CASUS_OK) return true;
  usage_error(i->command, "--%s %s", names[wrong], error.message);
  return false;
}

bool query_read_options(const invocation *i, casus_query *query) {
  static const condition conditions[] = {{"actor", "actor"},
                                         {"recipient", "recipient"},
                                         {"dyad", "dyad"},
                                         {"directed", "directed"},
                                         {"type", "type"},
                                         {"quad", "quad"},
                                         {"place", "place"},
                                         {"near", "near"},
                                         {"radius", "radius"},
                                         {"text", "text"},
                                         {"source", "source"},
                                         {"id", "id"},
                                         {"min-confidence", "min-confidence"}};
  return read_conditions(i, conditions, sizeof conditions / sizeof *conditions, query);
}

bool query_read_days(const invocation *i, const char *from, const char *to, casus_query *query) {
  return read_conditions(i, (const condition[]){{from, "from"}, {to, "to"}}, 2, query);
}

bool query_read_statuses(const invocation *i, uint32_t *statuses) {
  casus_query query = {.statuses = *statuses};
  if (!read_conditions(i, &(const condition){"status", "status"}, 1, &query)) return false;
  *statuses = query.statuses;
  return true;
}
