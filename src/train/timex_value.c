/* Compares TIMEX3 values and reads the days they name. */
#include "train/timex_value.h"

#include "world/moment_period.h"

enum { VALUE_MAX = 40 };

static bool all_digits(str s, size_t from, size_t to) {
  for (size_t i = from; i < to; i++)
    if (i >= s.len || !is_ascii_digit((unsigned char)s.ptr[i])) return false;
  return true;
}

/* ---- spellings: TimeML takes ISO 8601's compact form, weeks without their zero, and unknown digits at the end */

typedef struct {
  char bytes[VALUE_MAX];
  size_t len;
} spelling;

static void cut_end(spelling *s, const char *end) {
  size_t len = strlen(end);
  if (s->len > len && !memcmp(s->bytes + s->len - len, end, len)) s->len -= len;
}

/* "20051101" */
static void add_dashes(spelling *s) {
  str v = {s->bytes, s->len};
  if (s->len < 8 || !all_digits(v, 0, 8) || (s->len > 8 && s->bytes[8] != 'T') || s->len + 2 > VALUE_MAX) return;
  memmove(s->bytes + 10, s->bytes + 8, s->len - 8);
  memmove(s->bytes + 8, s->bytes + 6, 2);
  memmove(s->bytes + 5, s->bytes + 4, 2);
  s->bytes[4] = s->bytes[7] = '-';
  s->len += 2;
}

/* "2000-W6" */
static void add_zero(spelling *s) {
  bool one = s->len >= 7 && s->bytes[5] == 'W' && is_ascii_digit((unsigned char)s->bytes[6]) &&
             (s->len == 7 || s->bytes[7] == '-') && s->len < VALUE_MAX;
  if (!one) return;
  memmove(s->bytes + 7, s->bytes + 6, s->len - 6);
  s->bytes[6] = '0';
  s->len++;
}

static spelling spelling_of(str value) {
  spelling s = {.len = value.len < VALUE_MAX ? value.len : VALUE_MAX};
  if (s.len) memcpy(s.bytes, value.ptr, s.len);
  add_dashes(&s);
  add_zero(&s);
  if (s.bytes[0] == 'X' || s.bytes[0] == 'P') return s;
  cut_end(&s, "-XX");
  cut_end(&s, "-XX");
  if (s.len == 4) cut_end(&s, "X"), cut_end(&s, "X");
  return s;
}

bool timex_values_agree(str a, str b) {
  if (a.len > VALUE_MAX || b.len > VALUE_MAX) return str_equal(a, b);
  spelling x = spelling_of(a), y = spelling_of(b);
  return x.len == y.len && !memcmp(x.bytes, y.bytes, x.len);
}

/* ---- days */

/* "-W12", "-W12-WE", "-Q1", "-H2", "-SP" after a year */
static period part_of_year(int year, str part) {
  static const char *const seasons[] = {"SP", "SU", "FA", "WI"};
  uint32_t number;
  casus_date fourth = {(int16_t)year, 1, 4};
  if (part.len == 2 && part.ptr[0] == 'Q' && str_to_u32(str_slice(part, 1, 2), &number) && number >= 1 && number <= 4)
    return period_of_year(GRAIN_QUARTER, year, (int)number - 1);
  if (part.len == 2 && part.ptr[0] == 'H' && str_to_u32(str_slice(part, 1, 2), &number) && number >= 1 && number <= 2)
    return period_of_year(GRAIN_HALF, year, (int)number - 1);
  for (int s = 0; s < 4; s++)
    if (str_is(part, seasons[s])) return period_of_year(GRAIN_SEASON, year, s);
  bool weekend = str_ends(part, STR("-WE"));
  if (weekend) part.len -= 3;
  if (part.len != 3 || part.ptr[0] != 'W' || !str_to_u32(str_slice(part, 1, 3), &number) || !number || number > 53)
    return (period){0};
  return period_plus(period_around(weekend ? GRAIN_WEEKEND : GRAIN_WEEK, fourth), (int32_t)number - 1);
}

static period period_of(str v) {
  casus_date d;
  uint32_t number;
  if (v.len == 3 && str_to_u32(v, &number)) return (period){GRAIN_DECADE, (int32_t)number};
  if (v.len == 2 && str_to_u32(v, &number)) return (period){GRAIN_CENTURY, (int32_t)number};
  if (casus_date_read(v, &d)) return period_around(d.day ? GRAIN_DAY : d.month ? GRAIN_MONTH : GRAIN_YEAR, d);
  if (v.len < 6 || v.ptr[4] != '-' || !str_to_u32(str_slice(v, 0, 4), &number) || !number) return (period){0};
  return part_of_year((int)number, str_slice(v, 5, v.len));
}

bool timex_interval(str value, int32_t *first, int32_t *last) {
  spelling s = spelling_of(value);
  str v = {s.bytes, s.len}, day = v;
  str rest = v;
  if (v.len && v.ptr[0] != 'P' && v.ptr[0] != 'F') str_cut(&rest, 'T', &day);
  period p = period_of(day);
  if (!period_is_real(p)) return false;
  *first = period_first_day(p);
  *last = period_last_day(p);
  return true;
}
