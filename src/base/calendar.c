/* Dates of the proleptic Gregorian calendar, and their ISO 8601 form. */
#include <stdio.h>

#include "base/base.h"

static bool is_leap(int year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

static int days_in_month(int year, int month) {
  static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

/* Howard Hinnant, "chrono-compatible low-level date algorithms": years begin in March. */
int32_t date_to_days(casus_date date) {
  int month = date.month ? date.month : 1, day = date.day ? date.day : 1;
  int y = date.year - (month <= 2);
  int era = (y >= 0 ? y : y - 399) / 400;
  int year_of_era = y - era * 400;
  int day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146097 + day_of_era - 719468;
}

casus_date date_from_days(int32_t days) {
  int32_t z = days + 719468;
  int32_t era = (z >= 0 ? z : z - 146096) / 146097;
  int32_t day_of_era = z - era * 146097;
  int32_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  int32_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  int32_t mp = (5 * day_of_year + 2) / 153;
  int32_t month = mp < 10 ? mp + 3 : mp - 9;
  int32_t year = year_of_era + era * 400 + (month <= 2);
  return (casus_date){(int16_t)year, (uint8_t)month, (uint8_t)(day_of_year - (153 * mp + 2) / 5 + 1)};
}

int date_weekday(casus_date date) {
  int32_t w = (date_to_days(date) + 3) % 7;
  return w < 0 ? w + 7 : w;
}

bool date_is_real(casus_date d) {
  if (d.year < 1 || d.year > 9999 || d.month > 12) return false;
  if (!d.month) return !d.day;
  return d.day <= days_in_month(d.year, d.month);
}

int date_compare(casus_date a, casus_date b) {
  int32_t x = date_to_days(a), y = date_to_days(b);
  return x < y ? -1 : x > y;
}

casus_date date_last_day(casus_date d) {
  if (!d.month) d.month = 12, d.day = 0;
  if (!d.day) d.day = (uint8_t)days_in_month(d.year, d.month);
  return d;
}

char *casus_date_text(casus_date d, char *out) {
  if (!d.year) out[0] = 0;
  else if (!d.month) snprintf(out, 16, "%04d", d.year);
  else if (!d.day) snprintf(out, 16, "%04d-%02d", d.year, d.month);
  else snprintf(out, 16, "%04d-%02d-%02d", d.year, d.month, d.day);
  return out;
}

bool casus_date_read(casus_str text, casus_date *date) {
  uint32_t parts[3] = {0, 0, 0};
  static const size_t widths[3] = {4, 2, 2};
  str part;
  unsigned n = 0;
  while (str_cut(&text, '-', &part)) {
    if (n == 3 || part.len != widths[n] || !str_to_u32(part, &parts[n])) return false;
    if (!parts[n]) return false;
    n++;
  }
  casus_date read = {(int16_t)parts[0], (uint8_t)parts[1], (uint8_t)parts[2]};
  if (!n || !date_is_real(read)) return false;
  *date = read;
  return true;
}
