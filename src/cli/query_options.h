/* The options that say which events of a store are meant, for every command that reads one. */
#ifndef CASUS_QUERY_OPTIONS_H
#define CASUS_QUERY_OPTIONS_H

#include "casus_store.h"
#include "cli/cli.h"

/* Rows for the option tables. */
#define QUERY_OPTIONS                                                                                                       \
  {"actor", "NAMES", "Who acts: codes (USA takes in USAGOV and USAMIL), names, offices, countries; alternatives by commas", \
   NULL},                                                                                                                   \
      {"recipient", "NAMES", "Who is acted upon, the same", NULL},                                                          \
      {"dyad", "A,B", "Events between these two, whoever acts", NULL},                                                      \
      {"directed", NULL, "With --dyad: only what A does to B", NULL}, {"type", "LIST", "PLOVER types: CONSULT,AID", NULL},  \
      {"quad", "LIST", "Quad classes: 1 and 2 verbal and material cooperation, 3 and 4 conflict", NULL},                    \
      {"place", "NAMES", "Where: places, first-order divisions, countries or their codes; alternatives by commas", NULL},   \
      {"near", "LAT,LON", "Around a point, in degrees: 32.08,34.78", NULL},                                                 \
      {"radius", "KM", "With --near: how far around", "50"},                                                                \
      {"text", "WORDS", "What the article says: words, \"phrases\", OR, -word", NULL},                                      \
      {"min-confidence", "P", "Leave out events that are less likely than this to be right: 0.5", "all events"},            \
      {"source", "NAME", "Publisher of the article", NULL}, {                                                               \
    "id", "ID", "Id of the event, or its first digits", NULL                                                                \
  }
/* Where the names are free; other commands have their own, which they hand to query_read_days. */
#define QUERY_DAY_OPTIONS                                                                 \
  {"from", "DATE", "Not before this day, month (2024-03) or year: of the event", NULL}, { \
    "to", "DATE", "Not after this day, or the last of this month or year", NULL           \
  }
#define QUERY_STATUS_OPTION(normal) \
  { "status", "LIST", "Statuses: actual, planned, intended, considered, conditional, failed, negated, denied; or all", normal }

/* QUERY_OPTIONS into a query, whose strings are those of the invocation. False: wrong usage, which has been said. */
bool query_read_options(const invocation *i, casus_query *query);
/* Days, by the names of their options. */
bool query_read_days(const invocation *i, const char *from, const char *to, casus_query *query);
/* *statuses keeps what it was where the option is not given; "all" is every bit. */
bool query_read_statuses(const invocation *i, uint32_t *statuses);

#endif
