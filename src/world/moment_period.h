/* Private to the search for moments: periods of the calendar as numbers, so that the one before or after is one less or more. */
#ifndef CASUS_MOMENT_PERIOD_H
#define CASUS_MOMENT_PERIOD_H

#include "base/base.h"

typedef enum {
  GRAIN_NONE,
  GRAIN_DAY,
  GRAIN_WEEK,    /* ISO: Monday to Sunday */
  GRAIN_WEEKEND, /* Saturday and Sunday of an ISO week */
  GRAIN_MONTH,
  GRAIN_SEASON, /* of the northern year: spring is March to May; winter goes with the year it begins in */
  GRAIN_QUARTER,
  GRAIN_HALF,
  GRAIN_YEAR,
  GRAIN_DECADE,
  GRAIN_CENTURY /* index 20: the 21st */
} grain;

/* `index`: days since 1970-01-01, weeks since the one of that day, or units since the year 0. */
typedef struct {
  uint8_t grain;
  int32_t index;
} period;

enum { PERIOD_VALUE_MAX = 16 };

/* The period of that grain that holds the day. */
period period_around(grain g, casus_date day);
/* Part 0 to n - 1 of a year: of 12 months, 4 quarters or seasons, 2 halves, 1 year. */
period period_of_year(grain g, int year, int part);
static inline period period_plus(period p, int32_t steps) { return (period){p.grain, p.index + steps}; }
static inline bool period_equal(period a, period b) { return a.grain == b.grain && a.index == b.index; }
/* The same period `years` years on: the same day of the month, the same number of the week. */
period period_plus_years(period p, int32_t years);

int32_t period_first_day(period p); /* days since 1970-01-01 */
int32_t period_last_day(period p);
int period_year(period p); /* the one it begins in; of a week: its ISO year */
/* All of it lies in the years 1 to 9999. */
bool period_is_real(period p);

/* Month and day are 0 where the grain is coarser. *end: none where the period is one day, month or year. */
void period_dates(period p, casus_date *begin, casus_date *end);
/* ISO 8601 as TIMEX3 has it: "2024-03-18", "2024-W12", "2024-W12-WE", "2024-SP", "2024-Q1", "2024-H1", "202", "20". `out` has
 * room for PERIOD_VALUE_MAX bytes; the value ends with a NUL. */
void period_value(period p, char *out);

#endif
