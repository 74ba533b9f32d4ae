/* casus strategy build: the part of the command that makes a model. */
#ifndef CASUS_STRATEGY_BUILD_H
#define CASUS_STRATEGY_BUILD_H

#include "cli/cli.h"

/* Rows for the option table. */
#define BUILD_OPTIONS                                                                                         \
  {"db", "FILE", "build: take the reports of this store, an SQLite file or postgres://...", NULL},            \
      {"about", "WORDS", "build: take only articles that hold all of these words", "all articles"},           \
      {"from", "DATE", "build: no event before this day, month (2024-03) or year", NULL},                     \
      {"to", "DATE", "build: no event after this day, or the last of this month or year", NULL}, {            \
    "min-confidence", "P", "build: leave out events that are less likely than this to be right", "all events" \
  }

int strategy_build(const invocation *i);

#endif
