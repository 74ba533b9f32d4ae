/* What a single word says of time. */
#include "world/moment_parts.h"

typedef struct {
  const char *word;
  uint8_t kind;
  int16_t value;
} entry;

/* Sorted by bytes; a test holds that every one is found. */
static const entry entries[] = {
    {"&", CUE_AND, 0},
    {",", CUE_COMMA, 0},
    {"-", CUE_DASH, 0},
    {"a", CUE_NUMBER, 1},
    {"after", CUE_AFTERWARDS, 0},
    {"afternoon", CUE_PART, 0},
    {"ago", CUE_AGO, 0},
    {"an", CUE_NUMBER, 1},
    {"and", CUE_AND, 0},
    {"apr", CUE_MONTH, 4},
    {"april", CUE_MONTH, 4},
    {"around", CUE_IN, 0},
    {"aug", CUE_MONTH, 8},
    {"august", CUE_MONTH, 8},
    {"before", CUE_AFTERWARDS, 0},
    {"beginning", CUE_EDGE, 0},
    {"between", CUE_BETWEEN, 0},
    {"by", CUE_IN, 0},
    {"centuries", CUE_UNIT, UNIT_CENTURY},
    {"century", CUE_UNIT, UNIT_CENTURY},
    {"coming", CUE_COMING, 0},
    {"couple", CUE_NUMBER, NUMBER_VAGUE},
    {"current", CUE_THIS, 0},
    {"day", CUE_UNIT, UNIT_DAY},
    {"days", CUE_UNIT, UNIT_DAY},
    {"dec", CUE_MONTH, 12},
    {"decade", CUE_UNIT, UNIT_DECADE},
    {"decades", CUE_UNIT, UNIT_DECADE},
    {"december", CUE_MONTH, 12},
    {"during", CUE_IN, 0},
    {"each", CUE_EVERY, 0},
    {"earlier", CUE_EARLIER, 0},
    {"early", CUE_EDGE, 0},
    {"eight", CUE_NUMBER, 8},
    {"eighth", CUE_ORDINAL, 8},
    {"eleven", CUE_NUMBER, 11},
    {"end", CUE_EDGE, 0},
    {"evening", CUE_PART, 0},
    {"every", CUE_EVERY, 0},
    {"feb", CUE_MONTH, 2},
    {"february", CUE_MONTH, 2},
    {"few", CUE_NUMBER, NUMBER_VAGUE},
    {"fifteen", CUE_NUMBER, 15},
    {"fifth", CUE_ORDINAL, 5},
    {"fifty", CUE_NUMBER, 50},
    {"first", CUE_ORDINAL, 1},
    {"five", CUE_NUMBER, 5},
    {"following", CUE_AFTERWARDS, 0},
    {"for", CUE_IN, 0},
    {"fortnight", CUE_UNIT, UNIT_FORTNIGHT},
    {"forty", CUE_NUMBER, 40},
    {"four", CUE_NUMBER, 4},
    {"fourth", CUE_ORDINAL, 4},
    {"fri", CUE_WEEKDAY, 4},
    {"friday", CUE_WEEKDAY, 4},
    {"from", CUE_IN, 0},
    {"hour", CUE_UNIT, UNIT_HOUR},
    {"hours", CUE_UNIT, UNIT_HOUR},
    {"in", CUE_IN, 0},
    {"jan", CUE_MONTH, 1},
    {"january", CUE_MONTH, 1},
    {"jul", CUE_MONTH, 7},
    {"july", CUE_MONTH, 7},
    {"jun", CUE_MONTH, 6},
    {"june", CUE_MONTH, 6},
    {"last", CUE_LAST, 0},
    {"late", CUE_EDGE, 0},
    {"later", CUE_LATER, 0},
    {"mar", CUE_MONTH, 3},
    {"march", CUE_MONTH, 3},
    {"may", CUE_MONTH, 5},
    {"mid", CUE_EDGE, 0},
    {"middle", CUE_EDGE, 0},
    {"minute", CUE_UNIT, UNIT_HOUR},
    {"minutes", CUE_UNIT, UNIT_HOUR},
    {"mon", CUE_WEEKDAY, 0},
    {"monday", CUE_WEEKDAY, 0},
    {"month", CUE_UNIT, UNIT_MONTH},
    {"months", CUE_UNIT, UNIT_MONTH},
    {"morning", CUE_PART, 0},
    {"next", CUE_NEXT, 0},
    {"night", CUE_PART, 0},
    {"nine", CUE_NUMBER, 9},
    {"ninth", CUE_ORDINAL, 9},
    {"nov", CUE_MONTH, 11},
    {"november", CUE_MONTH, 11},
    {"oct", CUE_MONTH, 10},
    {"october", CUE_MONTH, 10},
    {"of", CUE_OF, 0},
    {"on", CUE_ON, 0},
    {"one", CUE_NUMBER, 1},
    {"past", CUE_PAST, 0},
    {"previous", CUE_AFTERWARDS, 0},
    {"recent", CUE_RECENT, 0},
    {"sat", CUE_WEEKDAY, 5},
    {"saturday", CUE_WEEKDAY, 5},
    {"second", CUE_ORDINAL, 2},
    {"sep", CUE_MONTH, 9},
    {"sept", CUE_MONTH, 9},
    {"september", CUE_MONTH, 9},
    {"seven", CUE_NUMBER, 7},
    {"seventh", CUE_ORDINAL, 7},
    {"several", CUE_NUMBER, NUMBER_VAGUE},
    {"since", CUE_SINCE, 0},
    {"six", CUE_NUMBER, 6},
    {"sixth", CUE_ORDINAL, 6},
    {"some", CUE_NUMBER, NUMBER_VAGUE},
    {"sun", CUE_WEEKDAY, 6},
    {"sunday", CUE_WEEKDAY, 6},
    {"ten", CUE_NUMBER, 10},
    {"tenth", CUE_ORDINAL, 10},
    {"the", CUE_THE, 0},
    {"third", CUE_ORDINAL, 3},
    {"thirty", CUE_NUMBER, 30},
    {"this", CUE_THIS, 0},
    {"three", CUE_NUMBER, 3},
    {"through", CUE_TO, 0},
    {"thu", CUE_WEEKDAY, 3},
    {"thur", CUE_WEEKDAY, 3},
    {"thurs", CUE_WEEKDAY, 3},
    {"thursday", CUE_WEEKDAY, 3},
    {"till", CUE_TO, 0},
    {"to", CUE_TO, 0},
    {"today", CUE_DAY, 0},
    {"tomorrow", CUE_DAY, 1},
    {"tonight", CUE_DAY, 0},
    {"tue", CUE_WEEKDAY, 1},
    {"tues", CUE_WEEKDAY, 1},
    {"tuesday", CUE_WEEKDAY, 1},
    {"twelve", CUE_NUMBER, 12},
    {"twenty", CUE_NUMBER, 20},
    {"two", CUE_NUMBER, 2},
    {"until", CUE_TO, 0},
    {"upcoming", CUE_COMING, 0},
    {"wed", CUE_WEEKDAY, 2},
    {"wednesday", CUE_WEEKDAY, 2},
    {"week", CUE_UNIT, UNIT_WEEK},
    {"weekend", CUE_UNIT, UNIT_WEEKEND},
    {"weekends", CUE_UNIT, UNIT_WEEKEND},
    {"weeks", CUE_UNIT, UNIT_WEEK},
    {"within", CUE_IN, 0},
    {"year", CUE_UNIT, UNIT_YEAR},
    {"years", CUE_UNIT, UNIT_YEAR},
    {"yesterday", CUE_DAY, -1},
    {"\xe2\x80\x93", CUE_DASH, 0},
    {"\xe2\x80\x94", CUE_DASH, 0},
};

enum { CUE_BYTES_MAX = 12, SHORT_NAME_MAX = 5 };

static const entry *find_entry(str folded) {
  size_t low = 0, high = sizeof entries / sizeof *entries;
  while (low < high) {
    size_t middle = (low + high) / 2;
    int order = str_compare(str_of(entries[middle].word), folded);
    if (order == 0) return &entries[middle];
    if (order < 0) low = middle + 1;
    else high = middle;
  }
  return NULL;
}

bool moment_cues_are_sorted(void) {
  for (size_t i = 1; i < sizeof entries / sizeof *entries; i++)
    if (str_compare(str_of(entries[i - 1].word), str_of(entries[i].word)) >= 0) return false;
  return true;
}

/* The number that the first digits of s make, and how many they are. */
static uint32_t leading_digits(str s, size_t *n_digits) {
  uint32_t value = 0;
  size_t i = 0;
  for (; i < s.len && i < 6 && is_ascii_digit((unsigned char)s.ptr[i]); i++) value = value * 10 + (uint32_t)(s.ptr[i] - '0');
  *n_digits = i;
  return value;
}

static cue cue_of_digits(str w) {
  size_t n;
  uint32_t value = leading_digits(w, &n);
  str rest = str_slice(w, n, w.len);
  cue c = {.value = (int16_t)(value > INT16_MAX ? INT16_MAX : value)};
  casus_date d;
  if (!rest.len) c.kind = n == 4 && value >= 1000 && value < 2200 ? CUE_YEAR : n <= 4 ? CUE_NUMBER : CUE_NONE;
  else if (w.len == 10 && casus_date_read(w, &d)) c.kind = CUE_ISO;
  else if (rest.ptr[0] == '/' && n <= 2) c.kind = CUE_SLASHED;
  else if (str_is(rest, "th") || str_is(rest, "st") || str_is(rest, "nd") || str_is(rest, "rd"))
    c.kind = n <= 2 ? CUE_ORDINAL : CUE_NONE;
  else if ((str_is(rest, "s") || str_is(rest, "'s") || str_is(rest, "\xe2\x80\x99s")) && value % 10 == 0 && n == 4)
    c.kind = CUE_DECADE;
  return c;
}

/* "'90s" */
static cue cue_of_short_decade(str w) {
  size_t skip = w.ptr[0] == '\'' ? 1 : 3, n;
  if (w.len != skip + 3) return (cue){0};
  uint32_t value = leading_digits(str_slice(w, skip, w.len), &n);
  if (n != 2 || value % 10 || w.ptr[w.len - 1] != 's') return (cue){0};
  return (cue){.kind = CUE_DECADE, .value = (int16_t)(1900 + value)};
}

/* "sun", "jan", "sept", "thurs", but no month that is short in full. */
static bool is_short_name(str folded) {
  static const char *const full[] = {"april", "july", "june", "march", "may"};
  for (size_t i = 0; i < sizeof full / sizeof *full; i++)
    if (str_is(folded, full[i])) return false;
  return folded.len <= SHORT_NAME_MAX;
}

cue cue_of(str form) {
  unsigned char first = (unsigned char)form.ptr[0];
  if (is_ascii_digit(first)) return cue_of_digits(form);
  if (first == '\'' || str_starts(form, STR("\xe2\x80\x99"))) return cue_of_short_decade(form);
  bool mid = form.len > 4 && (str_starts(form, STR("mid-")) || str_starts(form, STR("Mid-")));
  if (mid) return cue_of(str_slice(form, 4, form.len));
  if (form.len > CUE_BYTES_MAX) return (cue){0};
  char room[CUE_BYTES_MAX];
  for (size_t i = 0; i < form.len; i++) room[i] = to_ascii_lower(form.ptr[i]);
  size_t len = form.len > 3 && room[form.len - 1] == '.' ? form.len - 1 : form.len;
  const entry *e = find_entry((str){room, len});
  if (!e) return (cue){0};
  bool is_name = e->kind == CUE_MONTH || e->kind == CUE_WEEKDAY;
  if (is_name && !is_ascii_upper(first)) return (cue){0};
  return (cue){.kind = e->kind,
               .value = e->value,
               .short_name = is_name && form.len == len && is_short_name((str){room, len}),
               .plural = e->kind == CUE_UNIT && room[len - 1] == 's'};
}
