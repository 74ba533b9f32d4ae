/* Periods of the calendar: their days, their neighbours, their ISO 8601 form. */
#include "world/moment_period.h"

#include <stdio.h>

enum { THURSDAY_OF_1970 = 3, DAYS_OF_WEEK = 7, SATURDAY = 5 };

/* How many of a grain make a year; 0: it does not divide years. */
static int parts_of_year(grain g) {
  switch (g) {
    case GRAIN_MONTH:
      return 12;
    case GRAIN_SEASON:
    case GRAIN_QUARTER:
      return 4;
    case GRAIN_HALF:
      return 2;
    case GRAIN_YEAR:
      return 1;
    default:
      return 0;
  }
}

static int32_t floor_div(int32_t a, int32_t b) { return a / b - (a % b < 0); }

static int32_t week_of(int32_t day) { return floor_div(day + THURSDAY_OF_1970, DAYS_OF_WEEK); }
static int32_t monday_of_week(int32_t week) { return week * DAYS_OF_WEEK - THURSDAY_OF_1970; }

static period season_around(casus_date d) {
  int months = d.year * 12 + (d.month ? d.month - 1 : 0) - 2; /* March is the first */
  return (period){GRAIN_SEASON, floor_div(months, 3)};
}

period period_around(grain g, casus_date d) {
  int month = d.month ? d.month - 1 : 0;
  switch (g) {
    case GRAIN_DAY:
      return (period){(uint8_t)g, date_to_days(d)};
    case GRAIN_WEEK:
    case GRAIN_WEEKEND:
      return (period){(uint8_t)g, week_of(date_to_days(d))};
    case GRAIN_SEASON:
      return season_around(d);
    case GRAIN_DECADE:
      return (period){(uint8_t)g, floor_div(d.year, 10)};
    case GRAIN_CENTURY:
      return (period){(uint8_t)g, floor_div(d.year - 1, 100)};
    default: {
      int parts = parts_of_year(g);
      return parts ? period_of_year(g, d.year, month * parts / 12) : (period){0};
    }
  }
}

period period_of_year(grain g, int year, int part) { return (period){(uint8_t)g, year * parts_of_year(g) + part}; }

static period day_plus_years(period p, int32_t years) {
  casus_date d = date_from_days(p.index);
  d.year = (int16_t)(d.year + years);
  if (d.month == 2 && d.day == 29 && !date_is_real(d)) d.day = 28;
  return (period){GRAIN_DAY, date_to_days(d)};
}

/* The week of the same number; the 53rd becomes the one before the next year's first. */
static period week_plus_years(period p, int32_t years) {
  int year = period_year(p);
  casus_date fourth = {(int16_t)year, 1, 4}, then = {(int16_t)(year + years), 1, 4}; /* always in the first week */
  int32_t number = p.index - week_of(date_to_days(fourth));
  return (period){p.grain, week_of(date_to_days(then)) + number};
}

period period_plus_years(period p, int32_t years) {
  switch (p.grain) {
    case GRAIN_DAY:
      return day_plus_years(p, years);
    case GRAIN_WEEK:
    case GRAIN_WEEKEND:
      return week_plus_years(p, years);
    case GRAIN_DECADE:
      return period_plus(p, years / 10);
    case GRAIN_CENTURY:
      return period_plus(p, years / 100);
    default:
      return period_plus(p, years * parts_of_year((grain)p.grain));
  }
}

/* Year and month (from 1) in which a period of months or longer begins. */
static casus_date first_month(period p) {
  int parts = parts_of_year((grain)p.grain);
  if (p.grain == GRAIN_DECADE) return (casus_date){(int16_t)(p.index * 10), 1, 1};
  if (p.grain == GRAIN_CENTURY) return (casus_date){(int16_t)(p.index * 100 + 1), 1, 1};
  int year = floor_div(p.index, parts), part = p.index - year * parts;
  int month = part * (12 / parts) + 1 + (p.grain == GRAIN_SEASON ? 2 : 0);
  return (casus_date){(int16_t)year, (uint8_t)month, 1};
}

int32_t period_first_day(period p) {
  switch (p.grain) {
    case GRAIN_NONE:
    case GRAIN_DAY:
      return p.index;
    case GRAIN_WEEK:
      return monday_of_week(p.index);
    case GRAIN_WEEKEND:
      return monday_of_week(p.index) + SATURDAY;
    default:
      return date_to_days(first_month(p));
  }
}

int32_t period_last_day(period p) {
  switch (p.grain) {
    case GRAIN_NONE:
    case GRAIN_DAY:
      return p.index;
    case GRAIN_WEEK:
      return monday_of_week(p.index) + DAYS_OF_WEEK - 1;
    case GRAIN_WEEKEND:
      return monday_of_week(p.index) + DAYS_OF_WEEK - 1;
    default:
      return period_first_day(period_plus(p, 1)) - 1;
  }
}

int period_year(period p) {
  if (p.grain == GRAIN_WEEK || p.grain == GRAIN_WEEKEND) return date_from_days(monday_of_week(p.index) + THURSDAY_OF_1970).year;
  if (p.grain == GRAIN_NONE || p.grain == GRAIN_DAY) return date_from_days(p.index).year;
  return first_month(p).year;
}

/* Lengths of the grains in years, by which the numbers are held in bounds before any arithmetic. */
bool period_is_real(period p) {
  static const int32_t limits[] = {
      [GRAIN_DAY] = 2932896,     [GRAIN_WEEK] = 418985,      [GRAIN_WEEKEND] = 418985, [GRAIN_MONTH] = 9999 * 12,
      [GRAIN_SEASON] = 9998 * 4, [GRAIN_QUARTER] = 9999 * 4, [GRAIN_HALF] = 9999 * 2,  [GRAIN_YEAR] = 9998 + 1,
      [GRAIN_DECADE] = 998,      [GRAIN_CENTURY] = 98};
  if (p.grain == GRAIN_NONE || p.grain > GRAIN_CENTURY) return false;
  if (p.index > limits[p.grain] || p.index < -limits[p.grain]) return false;
  return period_year(p) >= 1 && date_from_days(period_last_day(p)).year <= 9999 && period_year(p) <= 9999;
}

void period_dates(period p, casus_date *begin, casus_date *end) {
  *end = (casus_date){0};
  *begin = date_from_days(period_first_day(p));
  casus_date last = date_from_days(period_last_day(p));
  switch (p.grain) {
    case GRAIN_DAY:
      return;
    case GRAIN_WEEK:
    case GRAIN_WEEKEND:
      *end = last;
      return;
    case GRAIN_MONTH:
      begin->day = 0;
      return;
    case GRAIN_SEASON:
    case GRAIN_QUARTER:
    case GRAIN_HALF:
      begin->day = 0;
      *end = (casus_date){last.year, last.month, 0};
      return;
    default:
      begin->month = begin->day = 0;
      if (p.grain != GRAIN_YEAR) *end = (casus_date){last.year, 0, 0};
  }
}

static void week_value(period p, char *out) {
  int year = period_year(p);
  casus_date fourth = {(int16_t)year, 1, 4};
  unsigned number = (unsigned)(p.index - week_of(date_to_days(fourth)) + 1);
  snprintf(out, PERIOD_VALUE_MAX, "%04u-W%02u%s", (unsigned)year % 10000, number % 100, p.grain == GRAIN_WEEKEND ? "-WE" : "");
}

static void part_value(period p, char *out) {
  static const char *const seasons[] = {"SP", "SU", "FA", "WI"};
  int parts = parts_of_year((grain)p.grain), year = floor_div(p.index, parts), part = p.index - year * parts;
  unsigned y = (unsigned)year % 10000;
  if (p.grain == GRAIN_SEASON) snprintf(out, PERIOD_VALUE_MAX, "%04u-%s", y, seasons[part]);
  else snprintf(out, PERIOD_VALUE_MAX, "%04u-%c%c", y, p.grain == GRAIN_HALF ? 'H' : 'Q', '1' + part);
}

void period_value(period p, char *out) {
  casus_date begin, end;
  switch (p.grain) {
    case GRAIN_NONE:
      out[0] = 0;
      return;
    case GRAIN_WEEK:
    case GRAIN_WEEKEND:
      week_value(p, out);
      return;
    case GRAIN_SEASON:
    case GRAIN_QUARTER:
    case GRAIN_HALF:
      part_value(p, out);
      return;
    case GRAIN_DECADE:
      snprintf(out, PERIOD_VALUE_MAX, "%03u", (unsigned)p.index % 1000);
      return;
    case GRAIN_CENTURY:
      snprintf(out, PERIOD_VALUE_MAX, "%02u", (unsigned)p.index % 100);
      return;
    default:
      period_dates(p, &begin, &end);
      casus_date_text(begin, out);
  }
}
